"""Imports in a process of its own, that can be killed at any moment.

Processes are forked from a server that has loaded the program, but opened no database. The reports
were read before: else nearly every kill would hit the reading, when nothing is at stake.
"""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from counterclaim.importing import import_targets
from counterclaim.reading import Reader, Rejected
from importer.model import Annotation, Article
from importer.read import read_inputs

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["bench.faults.child"])


@dataclass(frozen=True)
class KnownReader(Reader):
    """Has read everything before."""

    known: Mapping[str, Annotation] = field(default_factory=dict)
    pause: float = 0.0
    """Seconds before each article, so that there is time for something to happen."""

    def read(self, article: Article) -> Annotation | Rejected:
        """Return what was read then."""
        time.sleep(self.pause)
        return replace(self.known[article.key], article=article)


def keep_readings(folder: Path, file: Path) -> None:
    """Read all reports of a folder and keep the outcome in a file."""
    reader = Reader()
    known: dict[str, Annotation] = {}
    for item in read_inputs([str(folder)]):
        if isinstance(item, Article):
            read = reader.read(item)
            if isinstance(read, Annotation):
                known[item.key] = read
    file.write_bytes(pickle.dumps(known))


def start_import(
    url: str, folder: Path, readings: Path, *, pause: float = 0.0
) -> ForkServerProcess:
    """Start an import; return when it is about to begin."""
    begun, tell = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(
        target=_import, args=(url, folder, readings, tell, pause), daemon=True
    )
    process.start()
    tell.close()
    begun.recv()
    begun.close()
    return process


def _import(url: str, folder: Path, readings: Path, tell: Connection, pause: float) -> None:
    known = pickle.loads(readings.read_bytes())  # noqa: S301 - written by keep_readings
    reader = KnownReader(known=known, pause=pause)
    tell.send("begins")
    import_targets(url, [str(folder)], reader=reader)

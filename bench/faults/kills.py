"""SIGKILL at random moments of an import; afterwards one run must make the archive whole."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bench.faults.child import start_import
from bench.faults.state import Difference, State, compare, state_of
from db.engine import create_engine

PATIENCE = 120.0
MID_IMPORT = frozenset({"storing", "linking"})
_LAST_RUN = text("""
SELECT r.status, (SELECT count(*) FROM import_item i WHERE i.run_id = r.id) AS items
FROM import_run r ORDER BY r.id DESC LIMIT 1
""")
AGAIN = 0.25
"""How often the run after a kill is killed as well."""


@dataclass(frozen=True)
class Material:
    """What is imported, and a way to an empty archive."""

    folder: Path
    readings: Path
    new_database: Callable[[], str]


@dataclass
class Kill:
    """One archive, and what was done to it."""

    database: str
    moments: list[str] = field(default_factory=list)
    """Where each kill met the import: before, storing, linking or after."""
    difference: Difference = field(default_factory=Difference)


def undisturbed(material: Material) -> tuple[State, float]:
    """Import without a kill; return what must come out, and the seconds that it takes."""
    _finish(material.new_database(), material)  # the first one waits for the server of processes
    url = material.new_database()
    seconds = _finish(url, material)
    engine = create_engine(url, pooled=False)
    wanted = state_of(engine)
    whole = compare(engine, wanted)
    engine.dispose()
    if not (wanted.articles and wanted.links and whole.none):
        raise RuntimeError(f"the import is broken without a kill: {whole}")
    return wanted, seconds


def kill_imports(material: Material, number: int, seed: int) -> Iterator[Kill]:
    """Kill so many imports, each into an archive of its own."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    wanted, seconds = undisturbed(material)
    done = 0
    while done < number:
        url = material.new_database()
        kill = Kill(url)
        kills = 1 if chance.random() > AGAIN else 2
        for _ in range(kills):
            kill.moments.append(_kill_one(url, material, chance.uniform(0, seconds)))
        # The machine is as fast as it was just now, not as it was at the start.
        seconds = _finish(url, material)
        engine = create_engine(url, pooled=False)
        kill.difference = compare(engine, wanted)
        engine.dispose()
        done += kills
        yield kill


def _kill_one(url: str, material: Material, delay: float) -> str:
    process = start_import(url, material.folder, material.readings)
    time.sleep(delay)
    process.kill()
    process.join(PATIENCE)
    if process.exitcode not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"the import ended by itself with {process.exitcode}")
    return _moment(url, len(list(material.folder.iterdir())))


def _finish(url: str, material: Material) -> float:
    """Import all; return the seconds that it took."""
    process = start_import(url, material.folder, material.readings)
    begun = time.monotonic()
    process.join(PATIENCE)
    if process.exitcode != 0:
        raise RuntimeError(f"an import that nobody disturbed ended with {process.exitcode}")
    return time.monotonic() - begun


def _moment(url: str, articles: int) -> str:
    """Say how far the last import had come, by what it left behind."""
    engine = create_engine(url, pooled=False)
    try:
        with engine.connect() as connection:
            run = connection.execute(_LAST_RUN).first()
    finally:
        engine.dispose()
    if run is None:
        return "before"
    if run.status != "running":
        return "after"
    return "storing" if run.items < articles else "linking"

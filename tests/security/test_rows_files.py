"""Row 14 of docs/security.md: nasty files are imported, refused with a reason, or survived."""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bench.faults.upgrades import rows_of
from counterclaim.importing import import_targets
from counterclaim.reading import Reader
from db.loader import load_annotations
from db.verification import verify
from importer.model import Annotation
from tests.databases import Database
from tests.live import PROGRAM
from tests.security.nasty_files import write_all

GIB = 1024 * 1024
"""In KiB, as the system counts memory."""
BOOKS = {"import_run", "import_item"}
SINGLE = 8


@dataclass
class Nasty:
    """A folder of files, what must become of them, and whether anybody followed an address."""

    folder: Path
    names: dict[str, dict[str, str]]
    visits: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nasty]:
    """Write the files; listen at the address that they name."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/canary"
        folder = tmp_path_factory.mktemp("nasty")
        found = Nasty(folder, write_all(folder, address))

        def listen() -> None:
            while True:
                try:
                    visitor, _ = listening.accept()
                except OSError:
                    return
                found.visits.append(visitor.recv(1000))
                visitor.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield found
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def import_folder(database: Database, folder: Path) -> tuple[int, bytes, bytes, int]:
    """Import as a user would; return the exit code, both outputs, and the most memory in KiB."""
    command = [*PROGRAM, "import", str(folder), "--json", "--database", database.url]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=out, stderr=told, stdin=subprocess.DEVNULL)
        # What the system counts for an ended process holds that of the one that started it, too.
        most = 0
        while process.poll() is None:
            most = max(most, peak_memory(process.pid))
            time.sleep(0.05)
        for each in (out, told):
            each.seek(0)
        return process.returncode, out.read(), told.read(), most


def peak_memory(pid: int) -> int:
    """Return the most memory that a running process has held, in KiB; 0 where it just ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int((status.partition("VmHWM:")[2].split() or ["0"])[0])


def last(name: str) -> str:
    return name.rpartition("/")[2]


def shown(name: str) -> str:
    """Return a name as it is stored: what is no character, or none that can be shown, is marked."""
    kept = name.encode(errors="replace").decode()
    return "".join(each if each.isprintable() else "\ufffd" for each in kept)


def test_row_14_nasty_files(database: Database, engine: Engine, nasty: Nasty) -> None:
    names = nasty.names
    assert sum(map(len, names.values())) + 2 >= 130
    code, out, told, memory = import_folder(database, nasty.folder)
    assert code == 1, told
    assert b"Traceback" not in told
    assert memory < GIB
    refusals = {item["name"]: item["code"] for item in json.loads(out)["rejections"]}
    with engine.connect() as connection:
        stored = set(connection.execute(text("SELECT name FROM article")).scalars())
        alike = set(
            connection.execute(
                text("SELECT name FROM import_item WHERE outcome IN ('unchanged', 'replaced')")
            ).scalars()
        )
    assert {last(name) for name in stored if name.startswith("good/")} == {
        shown(name) for name in names["good"]
    }
    wanted = {**names["refused"], "pipe.txt": "not-a-file", "link.txt": "not-a-file"}
    assert {last(name): code for name, code in refusals.items() if "refused/" in name} == wanted
    # Of the others every one is accounted for, whichever way it went.
    others = {name for name in (*stored, *refusals, *alike) if name.startswith("any/")}
    assert {last(name).partition(":")[0] for name in others} == set(names["any"])
    assert verify(engine).faults == []
    before = {name: rows for name, rows in rows_of(database.url).items() if name not in BOOKS}
    reader = Reader()
    import_targets(database.url, [str(nasty.folder)], reader=reader)
    after = rows_of(database.url)
    assert {name: after[name] for name in before} == before
    assert nasty.visits == []
    if database.dialect == "sqlite":
        # One by one and in another order each gives what it gave among the others.
        for kept in list(load_annotations(engine))[::-1][:SINGLE]:
            again = reader.read(kept.article)
            assert isinstance(again, Annotation)
            assert again.statements == kept.statements

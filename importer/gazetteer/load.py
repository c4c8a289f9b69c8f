"""Load a GeoNames dump into a file of its own, which look-ups read beside the built gazetteer.

The file outlives a rebuild of the gazetteer. A load writes a copy and puts it in the place of the
old file at the end: readers are not disturbed, and an interrupted load changes nothing.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from importer.gazetteer.build import rows_of
from importer.gazetteer.dump_files import DumpError, DumpFile, dump_files, read_lines
from importer.gazetteer.geonames import (
    BadLineError,
    DumpKind,
    read_name,
    read_place,
    read_subdivision,
)
from importer.gazetteer.keys import exact_key
from importer.gazetteer.packages import Record
from importer.gazetteer.schema import (
    TABLES,
    GazetteerError,
    default_path,
    keys_digest,
    loaded_path,
    stale_places,
)

_NAMED_BAD_LINES = 20
_LINES_A_STEP = 5_000

Progress = Callable[[str, int, int], None]
"""Called with the file's name, the bytes read of it, and its size."""

_PUT_PLACE = """
INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (geonameid) DO UPDATE SET
    name = excluded.name, asciiname = excluded.asciiname, fclass = excluded.fclass,
    fcode = excluded.fcode, cc = excluded.cc, admin1 = excluded.admin1, admin2 = excluded.admin2,
    lat = excluded.lat, lon = excluded.lon, population = excluded.population
WHERE (name, asciiname, fclass, fcode, cc, admin1, admin2, lat, lon, population) IS NOT
    (excluded.name, excluded.asciiname, excluded.fclass, excluded.fcode, excluded.cc,
     excluded.admin1, excluded.admin2, excluded.lat, excluded.lon, excluded.population)
"""
_PUT_SUBDIVISION = """
INSERT INTO place SELECT ?,?,?,?,?,?,?,?,?,?,?,?
WHERE NOT EXISTS (SELECT 1 FROM built.place b WHERE b.geonameid = ?)
ON CONFLICT DO NOTHING
"""
_PUT_NAME = """
INSERT INTO alias VALUES (?,?,?,?)
ON CONFLICT (key, geonameid) DO UPDATE SET name = excluded.name, rank = excluded.rank
WHERE excluded.rank < rank
"""
_PUT_NAME_OF_KNOWN = """
INSERT INTO alias SELECT :key, :place, :name, 2
WHERE EXISTS (SELECT 1 FROM main.place WHERE geonameid = :place)
   OR EXISTS (SELECT 1 FROM built.place WHERE geonameid = :place)
ON CONFLICT DO NOTHING
"""
_PUT_LOOSE = "INSERT OR IGNORE INTO loose VALUES (?,?)"


@dataclass
class FileReport:
    """What became of one file."""

    file: str
    kind: str
    lines: int = 0
    left_out: int = 0
    """Lines of no use here: hotels and roads, codes, names in other scripts, unknown places."""
    changed: int = 0
    """Rows that are new or other than before; 0 where the file had been loaded already."""
    bad: int = 0
    bad_lines: list[str] = field(default_factory=list)
    """The first bad lines, each with its number and what is wrong."""

    def note_bad(self, problem: str) -> None:
        """Count the line read last as bad."""
        self.bad += 1
        if len(self.bad_lines) < _NAMED_BAD_LINES:
            self.bad_lines.append(f"{self.file}, line {self.lines}: {problem}")


@dataclass(frozen=True)
class Rejection:
    """A path that was not loaded, and why."""

    path: str
    code: str
    message: str


@dataclass(frozen=True)
class LoadReport:
    """What became of all files, and how many places and names are loaded now."""

    files: list[FileReport]
    rejected: list[Rejection]
    places: int
    names: int


def load(paths: Iterable[Path], progress: Progress | None = None) -> LoadReport:
    """Load the files of a dump, those that others build on first, whatever their order here.

    A file that can't be loaded is reported and never keeps another from being loaded. Raises
    GazetteerError when there is no built gazetteer or the outcome can't be written.
    """
    files, rejected = _sort_out(paths)
    target = loaded_path()
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file():
            shutil.copyfile(target, unfinished)
        with _Writer(unfinished) as writer:
            reports = []
            for file in files:
                report = FileReport(file.name, file.kind.value)
                reports.append(report)
                try:
                    writer.load(file, report, progress)
                except DumpError as problem:
                    rejected.append(Rejection(file.name, problem.code, str(problem)))
            places, names = writer.finish(reports)
        if any(report.changed for report in reports):
            unfinished.replace(target)
    except (OSError, sqlite3.Error) as problem:
        words = getattr(problem, "strerror", None) or str(problem)
        raise GazetteerError(
            f"The places can't be written to {target}: {words}. "
            "Make room, or choose another place with COUNTERCLAIM_PLACES."
        ) from problem
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return LoadReport(reports, rejected, places, names)


def _sort_out(paths: Iterable[Path]) -> tuple[list[DumpFile], list[Rejection]]:
    files: list[DumpFile] = []
    rejected: list[Rejection] = []
    for path in paths:
        try:
            files += dump_files(path)
        except DumpError as problem:
            rejected.append(Rejection(str(path), problem.code, str(problem)))
    order = list(DumpKind)
    return sorted(files, key=lambda file: order.index(file.kind)), rejected


class _Writer:
    """The copy that a load writes, with the built gazetteer attached to look ids up."""

    def __init__(self, path: Path) -> None:
        built = default_path()
        if not built.is_file():
            raise GazetteerError(f"There is no gazetteer at {built}. Run `make setup` to build it.")
        self._connection = sqlite3.connect(path, uri=True)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA synchronous=OFF")
        present = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not present:
            self._connection.executescript(TABLES)
        elif self._fact("keys") != keys_digest():
            self._connection.close()
            raise stale_places(loaded_path())
        self._connection.execute(
            "ATTACH DATABASE ? AS built", (f"{built.resolve().as_uri()}?mode=ro&immutable=1",)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def load(self, file: DumpFile, report: FileReport, progress: Progress | None) -> None:
        """Load one file line by line; raises DumpError where it breaks off."""
        before = self._connection.total_changes
        done = 0
        try:
            for size, line in read_lines(file):
                report.lines += 1
                done += size
                self._take(file.kind, line, report)
                if progress and report.lines % _LINES_A_STEP == 0:
                    progress(file.name, done, file.size)
        finally:
            report.changed = self._connection.total_changes - before

    def finish(self, reports: Iterable[FileReport]) -> tuple[int, int]:
        """Note what is loaded; return how many places and names there are now."""
        places, names = (
            self._connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0]  # noqa: S608 - our own table names
            for table in ("place", "alias")
        )
        known = set(filter(None, (self._fact("files") or "").split("\n")))
        files = sorted(known | {report.file for report in reports if report.lines > report.bad})
        facts = {
            "keys": keys_digest(),
            "places": str(places),
            "names": str(names),
            "files": "\n".join(files),
        }
        self._connection.executemany("INSERT OR REPLACE INTO main.meta VALUES (?,?)", facts.items())
        self._connection.commit()
        return places, names

    def _take(self, kind: DumpKind, line: bytes | None, report: FileReport) -> None:
        if line == b"":
            report.left_out += 1
            return
        try:
            if line is None:
                report.note_bad("it has no end within a million bytes")
            elif not self._store(kind, line.decode("utf-8")):
                report.left_out += 1
        except UnicodeDecodeError:
            report.note_bad("it is not in UTF-8")
        except BadLineError as problem:
            report.note_bad(str(problem))

    def _store(self, kind: DumpKind, line: str) -> bool:
        """Store what a line says; return False where it is of no use."""
        if kind is DumpKind.NAMES:
            return self._store_name(line)
        record = read_place(line) if kind is DumpKind.PLACES else read_subdivision(line)
        if record is None:
            return False
        row, aliases, loose = rows_of(record)
        if kind is DumpKind.PLACES:
            self._connection.execute(_PUT_PLACE, row)
            self._connection.executemany(_PUT_NAME, aliases)
        else:
            self._connection.execute(_PUT_SUBDIVISION, (*row, record.entry.id))
            self._connection.executemany(_PUT_NAME, _as_alternates(record, aliases))
        self._connection.executemany(_PUT_LOOSE, loose)
        return True

    def _store_name(self, line: str) -> bool:
        alternate = read_name(line)
        key = exact_key(alternate.name) if alternate else ""
        if alternate is None or not key:
            return False
        row = {"key": key, "place": alternate.geonameid, "name": alternate.name}
        # A name stored already is of use, though nothing changes.
        stored = self._connection.execute(_PUT_NAME_OF_KNOWN, row).rowcount
        return bool(stored) or self._has_name(key, alternate.geonameid)

    def _has_name(self, key: str, geonameid: int) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM main.alias WHERE key = ? AND geonameid = ?", (key, geonameid)
        ).fetchone()
        return found is not None

    def _fact(self, key: str) -> str | None:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None


def _as_alternates(
    record: Record, aliases: Iterable[tuple[str, int, str, int]]
) -> list[tuple[str, int, str, int]]:
    """Rank the names of a subdivision below a dump's: a list of codes may have shortened them."""
    own = record.entry.name
    return [(k, n, name, 1 if name == own else rank) for k, n, name, rank in aliases]

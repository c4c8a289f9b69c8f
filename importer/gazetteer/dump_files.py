"""The files of a GeoNames dump as they lie on a disk: plain text, or zipped as they are offered."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from importer.gazetteer.geonames import DumpKind, kind_of

_LONGEST_LINE = 1_000_000
"""Bytes; the longest lines of the dump, those of capitals, have some ten thousand."""
_SAMPLED_LINES = 50


class DumpError(Exception):
    """A file that can't be loaded: `code` names the page that says more."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A readable file of a dump, on its own or inside a zip file."""

    path: Path
    member: str | None
    size: int
    """Bytes, unzipped."""
    kind: DumpKind

    @property
    def name(self) -> str:
        """Return what to call it in a report."""
        return f"{self.path.name}:{self.member}" if self.member else self.path.name


def dump_files(path: Path) -> list[DumpFile]:
    """Return the files of a dump that lie at `path`.

    Raises DumpError where the path can't be read or holds no file of a dump.
    """
    try:
        if not path.is_file():
            what = "is not a file" if path.exists() else "does not exist"
            raise DumpError("unreadable-file", f"{path} {what}.")
        members = _members(path)
        found = [
            DumpFile(path, member, size, kind)
            for member, size in members
            if (kind := _kind(path, member))
        ]
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as problem:
        words = getattr(problem, "strerror", None) or str(problem)
        raise DumpError("unreadable-file", f"{path} can't be read: {words}.") from problem
    if not found:
        raise DumpError(
            "not-geonames",
            f"{path} is not of a GeoNames dump: no line has the columns of a place, of an "
            "alternate name or of an admin code.",
        )
    return found


def _members(path: Path) -> list[tuple[str | None, int]]:
    """Return the text files inside a zip file, or the plain file itself, with their sizes."""
    if not zipfile.is_zipfile(path):
        return [(None, path.stat().st_size)]
    with zipfile.ZipFile(path) as archive:
        return [
            (info.filename, info.file_size)
            for info in archive.infolist()
            if info.filename.casefold().endswith(".txt")
        ]


def _kind(path: Path, member: str | None) -> DumpKind | None:
    with _opened(path, member) as stream:
        lines = islice(_raw_lines(stream), _SAMPLED_LINES)
        return kind_of(line.decode("utf-8", "replace").rstrip("\r\n") for line in lines if line)


@contextmanager
def _opened(path: Path, member: str | None) -> Iterator[IO[bytes]]:
    if member is None:
        with path.open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
        yield stream


def read_lines(file: DumpFile) -> Iterator[tuple[int, bytes | None]]:
    """Yield the size in bytes and the content of each line; None for one too long to be read.

    Comments and empty lines are yielded as empty. Raises DumpError when the file breaks off.
    """
    try:
        with _opened(file.path, file.member) as stream:
            for raw in _raw_lines(stream):
                if raw is None:
                    yield _LONGEST_LINE, None
                    continue
                line = raw.rstrip(b"\r\n")
                yield len(raw), b"" if line.startswith(b"#") else line
    except (OSError, zipfile.BadZipFile, EOFError) as problem:
        raise DumpError("unreadable-file", f"{file.name} breaks off: {problem}.") from problem


def _raw_lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield lines, None for each that has no end within reach; the rest of that one is left out."""
    skipping = False
    while raw := stream.readline(_LONGEST_LINE):
        whole = raw.endswith(b"\n") or len(raw) < _LONGEST_LINE
        if not skipping:
            yield raw if whole else None
        skipping = not whole

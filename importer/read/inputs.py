"""All that can be handed in: files, folders, addresses, standard input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from importer.model import Article
from importer.read.files import LINES_SUFFIXES, files_below, open_regular, read_bytes
from importer.read.http import fetch
from importer.read.lines import holds_articles, read_lines
from importer.read.parse import parse_article
from importer.read.rejection import ReadCode, Rejection, UnreadableError
from importer.read.settings import DEFAULTS, ReadSettings

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
STDIN = "-"


def read_inputs(
    targets: Sequence[str], stdin: BinaryIO | None = None, settings: ReadSettings = DEFAULTS
) -> Iterator[Article | Rejection]:
    """Yield the articles of all targets in order, and a rejection for each that has none.

    A target is a file, a folder (read with all below it), a web address, or `-` for standard
    input. A file is named by its base name, a file in a folder by its path below the folder, a
    line of JSON Lines by its `id`.
    """
    for target in targets:
        try:
            yield from _read_target(target, stdin, settings)
        except UnreadableError as problem:
            yield problem.rejection(target)


def _read_target(
    target: str, stdin: BinaryIO | None, settings: ReadSettings
) -> Iterator[Article | Rejection]:
    if target == STDIN:
        yield from _read_stream("stdin", stdin or BytesIO(), settings)
    elif _ADDRESS.match(target):
        page = fetch(target, settings)
        yield parse_article(
            target, page.content, url=page.url, charset=page.charset, settings=settings
        )
    elif "\0" in target:
        raise UnreadableError(
            ReadCode.NOT_FOUND, "There is no such file or folder.", "Check the path."
        )
    elif _is_folder(path := Path(target)):
        yield from _read_folder(path, settings)
    else:
        yield from _read_file(path, path.name, settings)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is longer than the system allows
        return False


def _read_folder(folder: Path, settings: ReadSettings) -> Iterator[Article | Rejection]:
    empty = True
    for item in files_below(folder):
        empty = False
        if isinstance(item, tuple):
            path, problem = item
            yield problem.rejection(str(path))
            continue
        try:
            if item.suffix.lower() in LINES_SUFFIXES and not _holds_articles(item):
                continue
            yield from _read_file(item, item.relative_to(folder).as_posix(), settings)
        except UnreadableError as problem:
            yield problem.rejection(str(item))
    if empty:
        raise UnreadableError(
            ReadCode.NO_ARTICLES,
            "The folder holds no .txt, .html or .jsonl file.",
            "Name the folder that holds the reports.",
        )


def _holds_articles(path: Path) -> bool:
    """Pass over the annotations that may lie in a folder beside the texts."""
    with open_regular(path) as file:
        return holds_articles(file)


def _read_file(path: Path, name: str, settings: ReadSettings) -> Iterator[Article | Rejection]:
    if path.suffix.lower() in LINES_SUFFIXES:
        with open_regular(path) as file:
            yield from read_lines(name, file, settings)
    else:
        yield parse_article(name, read_bytes(path, settings.max_bytes), settings=settings)


def _read_stream(
    name: str, stream: BinaryIO, settings: ReadSettings
) -> Iterator[Article | Rejection]:
    """Read standard input: JSON Lines if it begins with a brace, else one text."""
    raw = stream.read(settings.max_bytes + 1)
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from read_lines(name, _Rejoined(raw, stream), settings)
    else:
        yield parse_article(name, raw, settings=settings)


class _Rejoined(BytesIO):
    """A stream of which the beginning was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(head)
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return a line, across the seam."""
        line = super().readline(size)
        if line.endswith(b"\n"):
            return line
        return line + self._rest.readline(-1 if size is None or size < 0 else size - len(line))

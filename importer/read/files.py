"""Files and folders: bytes only, regular files only, no surprise from links and pipes."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from importer.read.rejection import ReadCode, UnreadableError

_LINK_REFUSED = frozenset({errno.ELOOP, errno.EMLINK})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".htm", ".html", ".xhtml"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading bytes.

    A pipe would hang the batch and a link could lead anywhere: neither is followed.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError as problem:
        raise UnreadableError(
            ReadCode.NOT_FOUND, "There is no such file or folder.", "Check the path."
        ) from problem
    except (OSError, ValueError) as problem:
        if isinstance(problem, OSError) and problem.errno in _LINK_REFUSED:
            raise _not_a_file("a link") from problem
        raise UnreadableError(
            ReadCode.UNREADABLE_FILE,
            "The file can't be opened.",
            "Check that you may read it, and that its path is not too long.",
        ) from problem
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _not_a_file("a pipe, a device or a folder")
    return os.fdopen(descriptor, "rb")


def _not_a_file(what: str) -> UnreadableError:
    return UnreadableError(
        ReadCode.NOT_A_FILE,
        f"This is {what}, not a regular file.",
        "Name the file itself, or send its content through standard input with `-`.",
    )


def read_bytes(path: Path, most: int) -> bytes:
    """Return a file's bytes, or the first `most` + 1 of them where it has more."""
    with open_regular(path) as file:
        try:
            return file.read(most + 1)
        except OSError as problem:
            raise UnreadableError(
                ReadCode.UNREADABLE_FILE, "The file can't be read.", "Check the disk and try again."
            ) from problem


def files_below(folder: Path) -> Iterator[Path | tuple[Path, UnreadableError]]:
    """Yield the texts and JSON Lines files below a folder, in the order of their names.

    Hidden files and files of other kinds (pictures, spreadsheets) are passed over. A folder that
    can't be listed is yielded with the error.
    """
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
    except OSError:
        yield (
            folder,
            UnreadableError(
                ReadCode.UNREADABLE_FILE,
                "The folder can't be listed.",
                "Check that you may read it.",
            ),
        )
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(path)
        elif path.suffix.lower() in TEXT_SUFFIXES | LINES_SUFFIXES:
            yield path

"""The head of SQLite's index of the write-ahead log, which every commit changes.

To ask SQLite whether something was written takes a lock and gives it back; to read the 48 bytes in
which it keeps the answer is one call of the system. The layout is that of
https://www.sqlite.org/walformat.html, section 2.1.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

COPY = 48
"""Bytes of one copy of the head; a second one follows, and is written before the first."""
_INITIALISED = 12
"""Where the head tells that it holds something."""

# Closing a descriptor of a file gives back every lock that the process holds on it (POSIX), so
# those that other connections of SQLite hold too: what was opened stays open for as long as SQLite
# may have the file in use.
_kept: dict[tuple[int, int], int] = {}
_lock = Lock()


def open_head(database: Path) -> int | None:
    """Return a descriptor of the index that belongs to a database, to be read and never closed.

    None where there is no such file: with another kind of journal, or before the first connection.
    The caller keeps a connection that has read something, so that SQLite leaves the file in place.
    """
    with _lock:
        _close_abandoned()
        index = Path(f"{database}-shm")
        try:
            found = index.stat()
            known = _kept.get((found.st_dev, found.st_ino))
            if known is not None:
                return known
            opened = os.open(index, os.O_RDONLY)
        except OSError:
            return None
        # Between the two calls another file may have come into its place.
        found = os.fstat(opened)
        return _kept.setdefault((found.st_dev, found.st_ino), opened)


def read_head(descriptor: int) -> bytes | None:
    """Return the head, None while it is being written."""
    both = os.pread(descriptor, 2 * COPY, 0)
    head = both[:COPY]
    if len(both) < 2 * COPY or head != both[COPY:] or not head[_INITIALISED]:
        return None
    return head


def _close_abandoned() -> None:
    """Close what SQLite has taken away: it does so when nobody has it in use any more."""
    for identity, descriptor in list(_kept.items()):
        if os.fstat(descriptor).st_nlink == 0:
            os.close(descriptor)
            del _kept[identity]

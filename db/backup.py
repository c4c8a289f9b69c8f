"""Copies of an archive while it is in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

from db.engine import parse_url
from db.errors import DatabaseError

PAGES = 1000
"""Pages of the file that are copied before writers get their turn."""


def back_up(url: str, target: Path) -> int:
    """Copy a SQLite archive to a new file as it is at one moment, and return its bytes.

    Readers and writers go on. Raises DatabaseError where the file is there already, cannot be
    written, or where the archive is on PostgreSQL, which has its own program for this.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        message = (
            "PostgreSQL copies its databases itself: pg_dump --format=custom --file=FILE "
            f"{parsed.database}. See docs/backup.md."
        )
        raise DatabaseError("backup-elsewhere", message)
    if target.exists():
        message = f"{target} is there already. Name a new file: a backup is never overwritten."
        raise DatabaseError("backup-exists", message)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with (
            closing(sqlite3.connect(f"file:{parsed.database}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(partial)) as copy,
        ):
            source.backup(copy, pages=PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise DatabaseError("backup-failed", f"Cannot write {target}: {error}.") from error
    return target.stat().st_size

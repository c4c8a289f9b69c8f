"""Writes a migration with what the tables have and the newest migration lacks.

`make migration m="what it does"`; `--empty` writes one without steps, to be filled in by hand.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from db.errors import DatabaseError
from db.migrations import check, revision, upgrade

EMPTY = "--empty"
RUFF = Path(sys.executable).with_name("ruff")


def new_migration(message: str, *, empty: bool = False) -> Path | None:
    """Write a migration and return its file; None when the tables lack nothing."""
    with tempfile.TemporaryDirectory() as folder:
        # Any database at the head will do: it is only compared with the tables.
        url = f"sqlite:///{folder}/head.sqlite"
        upgrade(url)
        if not empty and not _differs(url):
            return None
        path = revision(url, message)
    if RUFF.exists():
        subprocess.run([RUFF, "format", "--quiet", path], check=True)
    return path


def _differs(url: str) -> bool:
    try:
        check(url)
    except DatabaseError as difference:
        if difference.code != "database-drifted":
            raise
        return True
    return False


def main(arguments: list[str]) -> int:
    """Run the program and return its exit code."""
    message = " ".join(word for word in arguments if word != EMPTY).strip()
    if not message:
        print('Say what the migration does: make migration m="add the language of a source"')
        return 2
    path = new_migration(message, empty=EMPTY in arguments)
    if path is None:
        print("The tables are as the migrations make them: change db/tables/ first.")
        return 1
    print(f"Wrote {path}. Read it, then: make schema, make test")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

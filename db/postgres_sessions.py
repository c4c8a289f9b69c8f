"""What is set on every session with PostgreSQL, directly and through a pooler.

A pooler that hands each transaction to another backend (PgBouncer's transaction mode) keeps nothing
between two of them: neither settings nor prepared statements nor who listens. `?prepared=off` at
the end of the URL says that there is one; settings then go with each transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import URL

from db.errors import DatabaseError

PARAMETER = "prepared"
_VALUES = {"on": True, "off": False}

type Settings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds after which the server ends what goes on for too long; 0 stands for never."""

    statement: float
    lock: float
    """Waiting for others: rows, tables, those who link."""
    idle: float
    """Doing nothing in the middle of a transaction, which holds its locks."""


COMMANDS = Bounds(statement=1800, lock=600, idle=600)
"""Imports, linking and proofs, which work on much at a time."""
SERVING = Bounds(statement=30, lock=10, idle=30)
"""Writes that a client waits for."""
MIGRATING = Bounds(statement=0, lock=0, idle=600)
"""An index takes as long as it takes, and one migration waits for another."""
MIGRATION_LOCK = 60
"""Seconds that a migration waits for those who use a table: who comes after waits behind it."""


def session_settings(bounds: Bounds, *, read_only: bool = False) -> Settings:
    """Return the settings of a session by name."""
    return {
        # Moments come back in UTC; compiling queries costs more than it saves on short ones.
        "timezone": "UTC",
        "datestyle": "ISO",
        "jit": "off",
        "statement_timeout": _milliseconds(bounds.statement),
        "lock_timeout": _milliseconds(bounds.lock),
        "idle_in_transaction_session_timeout": _milliseconds(bounds.idle),
        **({"default_transaction_read_only": "on"} if read_only else {}),
    }


def _milliseconds(seconds: float) -> str:
    return str(round(seconds * 1000))


def for_session(settings: Settings) -> str:
    """Write settings as statements for a session of one's own.

    As options of the connection they would give way to PGTZ and PGDATESTYLE where these are set.
    """
    return "; ".join(f"SET {name} = '{value}'" for name, value in settings.items())


def for_transaction(settings: Settings) -> str:
    """Write settings as statements for the transaction that is running."""
    return "; ".join(
        "SET TRANSACTION READ ONLY"
        if name == "default_transaction_read_only"
        else f"SET LOCAL {name} = '{value}'"
        for name, value in settings.items()
    )


def split_prepared(url: URL) -> tuple[URL, bool]:
    """Return the URL as drivers know it, and whether sessions are our own from end to end."""
    given = url.query.get(PARAMETER, "on")
    if not isinstance(given, str) or given not in _VALUES:
        message = "In the database URL, write ?prepared=off behind a pooler, or leave it out."
        raise DatabaseError("database-url", message)
    return url.difference_update_query([PARAMETER]), _VALUES[given]

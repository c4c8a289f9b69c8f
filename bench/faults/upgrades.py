"""An upgrade of a filled archive that is killed at one of its statements."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, event, inspect, text

from bench.faults.child import CONTEXT
from db import migrations
from db.engine import create_engine


def rows_of(url: str) -> Mapping[str, int]:
    """Count the rows of every table, those behind the full-text index left out."""
    engine = create_engine(url, pooled=False)
    with engine.connect() as connection:
        names = sorted(
            name
            for name in inspect(engine).get_table_names()
            if not name.startswith(("statement_search", "location_box", "alembic_version"))
        )
        counts = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - own names
            for name in names
        }
    engine.dispose()
    return counts


def kept(before: Mapping[str, int], after: Mapping[str, int]) -> bool:
    """Say whether all tables that are in both hold as many rows."""
    return all(after[name] == before[name] for name in before.keys() & after.keys())


def upgrade_killed_at(url: str, number: int) -> bool:
    """Upgrade in a process that is killed before its statement of this number.

    Say whether it came that far.
    """
    process = CONTEXT.Process(target=_upgrade, args=(url, number))
    process.start()
    process.join()
    if process.exitcode not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"the upgrade ended by itself with {process.exitcode}")
    return process.exitcode != 0


def _upgrade(url: str, number: int) -> None:
    done = 0

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_: Any) -> None:
        nonlocal done
        done += 1
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    migrations.upgrade(url)

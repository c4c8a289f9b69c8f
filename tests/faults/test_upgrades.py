"""Migrations over a filled archive: up, down, killed, and of a version that is not known yet."""

import sqlite3
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from bench.faults.upgrades import kept, rows_of, upgrade_killed_at
from db import migrations
from db.counts import recount
from db.linking import link_all
from db.verification import verify
from tests.databases import Database
from tests.live import run_program

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory(str(migrations.SCRIPTS)).walk_revisions()))
]
FIRST_WITH_DISPUTES = "0004"
KILLS = range(2, 62, 3)


def test_every_step_down_and_up_keeps_every_row(filled: Database, engine: Engine) -> None:
    """What a table is dropped with is gone; all the others keep what they hold."""
    lowest = REVISIONS.index(FIRST_WITH_DISPUTES)
    for number in range(len(REVISIONS) - 1, lowest, -1):
        before = rows_of(filled.url)
        migrations.downgrade(filled.url, REVISIONS[number - 1])
        below = rows_of(filled.url)
        assert kept(before, below), REVISIONS[number]
        migrations.upgrade(filled.url, REVISIONS[number])
        assert kept(below, rows_of(filled.url)), REVISIONS[number]
        migrations.downgrade(filled.url, REVISIONS[number - 1])
    before = rows_of(filled.url)
    assert before["statement"] > 0
    migrations.upgrade(filled.url)
    migrations.check(filled.url)
    assert kept(before, rows_of(filled.url))
    # The sides of disputes are not in the oldest of these versions: linking counts them again.
    link_all(engine)
    recount(engine)
    assert verify(engine).faults == []


def test_an_upgrade_killed_at_any_statement_finishes_afterwards(
    filled: Database, engine: Engine
) -> None:
    migrations.downgrade(filled.url, FIRST_WITH_DISPUTES)
    before = rows_of(filled.url)
    killed = 0
    for number in KILLS:
        killed += upgrade_killed_at(filled.url, number)
        assert migrations.current(filled.url) == FIRST_WITH_DISPUTES
        assert rows_of(filled.url) == before
    assert killed == len(KILLS) == 20
    migrations.upgrade(filled.url)
    migrations.check(filled.url)
    assert kept(before, rows_of(filled.url))
    link_all(engine)
    assert verify(engine).faults == []


@pytest.mark.parametrize("command", [["db", "upgrade"], ["db", "check"], ["verify"], ["serve"]])
def test_an_archive_of_a_newer_version_is_refused_with_a_word(
    command: list[str], filled: Database
) -> None:
    engine = filled.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    told = run_program(*command, database_url=filled.url)
    assert told.returncode == 2
    assert b"newer version" in told.stderr
    assert b"Traceback" not in told.stderr


def test_a_backup_holds_all_and_is_whole(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite"
    told = run_program("db", "backup", str(target), database_url=filled.url)
    if filled.dialect == "postgresql":
        assert told.returncode == 2
        assert b"pg_dump" in told.stderr
        assert not target.exists()
        return
    assert told.returncode == 0, told.stderr
    assert rows_of(f"sqlite:///{target}") == rows_of(filled.url)
    assert run_program("verify", database_url=f"sqlite:///{target}").returncode == 0
    # A backup is one file, and never overwritten.
    with sqlite3.connect(target) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() is not None
    copy.close()
    again = run_program("db", "backup", str(target), database_url=filled.url)
    assert again.returncode == 2
    assert b"backup-exists" in again.stderr

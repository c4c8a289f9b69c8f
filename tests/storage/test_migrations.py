"""Migrations run up and down, several at once and cut off in the middle, on both databases."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select

from db import migrations
from db.ddl import dump_ddl
from db.errors import DatabaseError
from db.loader import load_annotations
from db.runs import start_run
from db.tables import Statement, metadata
from db.tables.base import table_of
from db.writer import write_annotation
from tests.databases import Database
from tests.storage.factories import annotation

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory(str(migrations.SCRIPTS)).walk_revisions()))
]

# PostgreSQL changes tables in place.
RECREATE: dict[str, Literal["always", "never"]] = {"sqlite": "always", "postgresql": "never"}

# Killed where the third migration has made its first table.
KILLED = """
import os, signal, sys
from alembic import op
from db import migrations
create = op.create_table
def create_or_die(name, *columns, **options):
    create(name, *columns, **options)
    if name == "dispute":
        os.kill(os.getpid(), signal.SIGKILL)
op.create_table = create_or_die
migrations.upgrade(sys.argv[1])
"""


def tables(database: Database) -> set[str]:
    engine = database.engine()
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def ddl(database: Database) -> str:
    engine = database.engine()
    dumped = dump_ddl(engine)
    engine.dispose()
    return dumped


ON_POSTGRESQL_ALONE = frozenset({"0012", "0015"})
"""Steps for which SQLite has nothing to change."""


def test_history_is_one_line() -> None:
    assert sorted(REVISIONS) == REVISIONS
    assert migrations.head() == REVISIONS[-1]


def test_every_step_runs_up_and_down_twice(empty_database: Database) -> None:
    url = empty_database.url
    assert migrations.current(url) is None
    for number, revision in enumerate(REVISIONS):
        before = REVISIONS[number - 1] if number else "base"
        migrations.upgrade(url, revision)
        assert migrations.current(url) == revision
        made = ddl(empty_database)
        migrations.downgrade(url, before)
        nothing = empty_database.dialect == "sqlite" and revision in ON_POSTGRESQL_ALONE
        assert (ddl(empty_database) == made) is nothing
        migrations.upgrade(url, revision)
        assert ddl(empty_database) == made
    for revision in [*reversed(REVISIONS[:-1]), "base"]:
        migrations.downgrade(url, revision)
    assert migrations.current(url) is None
    assert tables(empty_database) == {"alembic_version"}
    migrations.upgrade(url)
    migrations.check(url)


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database: Database) -> None:
    before = ddl(database)
    migrations.upgrade(database.url)
    assert ddl(database) == before


def test_the_search_index_is_rebuilt_over_what_is_there(database: Database) -> None:
    engine = database.engine()
    write_annotation(engine, annotation(), start_run(engine, "tests", "rules", "1"))
    migrations.downgrade(database.url, "0003")
    migrations.upgrade(database.url)
    assert list(load_annotations(engine)) == [annotation()]
    if database.dialect == "sqlite":
        with engine.connect() as connection:
            for index in ("statement_search", "location_box"):
                count = f"SELECT count(*) FROM {index}"  # noqa: S608 - own names
                assert connection.exec_driver_sql(count).scalar_one() > 0
    engine.dispose()


def test_check_tells_how_to_bring_a_database_up_to_date(empty_database: Database) -> None:
    with pytest.raises(DatabaseError, match=r"empty, .* Run: counterclaim db upgrade") as caught:
        migrations.check(empty_database.url)
    assert caught.value.code == "database-outdated"
    migrations.upgrade(empty_database.url, REVISIONS[0])
    with pytest.raises(DatabaseError, match=f"at version {REVISIONS[0]}"):
        migrations.check(empty_database.url)


def test_check_finds_tables_that_somebody_changed(database: Database) -> None:
    engine = database.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_statement_parent_id")
    engine.dispose()
    with pytest.raises(DatabaseError, match="ix_statement_parent_id") as caught:
        migrations.check(database.url)
    assert caught.value.code == "database-drifted"


def test_a_database_from_a_newer_program_is_named_as_such(database: Database) -> None:
    engine = database.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(DatabaseError, match="from a newer version") as caught:
        migrations.upgrade(database.url)
    assert caught.value.code == "database-migrations"


def test_an_upgrade_that_is_killed_leaves_nothing_and_runs_again(empty_database: Database) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, empty_database.url],
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert tables(empty_database) & set(metadata.tables) == set()
    migrations.upgrade(empty_database.url)
    migrations.check(empty_database.url)


def test_several_upgrades_at_once_wait_for_each_other(empty_database: Database) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [
        spawn.Process(target=migrations.upgrade, args=(empty_database.url,)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    migrations.check(empty_database.url)


def test_a_batch_rebuild_keeps_the_rows_that_point_to_the_table(database: Database) -> None:
    """SQLite drops and copies a table to change it; rows elsewhere must not go with it."""
    engine = database.engine()
    write_annotation(engine, annotation(), start_run(engine, "tests", "rules", "1"))
    with migrations.migration_connection(database.url) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("article", recreate=RECREATE[database.dialect]) as batch:
            batch.alter_column("language", server_default="en")
    query = select(func.count()).select_from(table_of(Statement))
    with engine.connect() as connection:
        assert connection.execute(query).scalar_one() == 5
    engine.dispose()

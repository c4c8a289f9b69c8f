"""Migrations run up and down, alone and interrupted, on both databases."""

from alembic.script import ScriptDirectory

from db import migrations
from tests.databases import Database

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory(str(migrations.SCRIPTS)).walk_revisions()))
]


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
        migrations.downgrade(url, before)
        migrations.upgrade(url, revision)
    for revision in [*reversed(REVISIONS[:-1]), "base"]:
        migrations.downgrade(url, revision)
    assert migrations.current(url) is None
    migrations.upgrade(url)
    migrations.check(url)

"""The scripts behind `make schema` and `make migration`."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from db import migrations
from db.tables import metadata
from scripts import new_migration, snapshots
from tests.hygiene.test_tree import ROOT


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work on a copy of the migrations."""
    copied = shutil.copytree(ROOT / "alembic", tmp_path / "alembic")
    monkeypatch.setattr(migrations, "SCRIPTS", copied)
    return copied / "versions"


@pytest.fixture
def _wanted_table() -> Iterator[None]:
    table = sqlalchemy.Table(
        "made_up", metadata, sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True)
    )
    yield
    metadata.remove(table)


def tables_of(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    return {name for (name,) in found}


def test_snapshots_are_what_is_checked_in(
    dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = snapshots.snapshots()
    if dialect == "sqlite":
        # The last one is that of PostgreSQL, whose server this run does not start.
        written = iter([next(written) for _ in range(3)])
    monkeypatch.setattr(snapshots, "snapshots", lambda: written)
    (tmp_path / "schema.graphql").write_text("type Query { old: Int }\n")
    names = snapshots.write(tmp_path)
    assert set(names) == {path.name for path in tmp_path.iterdir()}
    assert len(names) == (3 if dialect == "sqlite" else 4)
    for name in names:
        checked_in = (ROOT / "schemas" / name).read_text(encoding="utf-8")
        assert (tmp_path / name).read_text(encoding="utf-8") == checked_in, "run: make schema"


def test_snapshots_that_are_current_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "snapshots", lambda: iter([("a.sql", "x\n"), ("b.sql", "y\n")]))
    (tmp_path / "a.sql").write_text("x\n")
    assert snapshots.write(tmp_path) == ["b.sql"]
    assert snapshots.write(tmp_path) == []


@pytest.mark.usefixtures("_wanted_table")
def test_a_new_table_gets_a_migration(versions: Path, tmp_path: Path) -> None:
    before = set(versions.glob("*.py"))
    assert new_migration.main(["add", "made-up", "things"]) == 0
    (path,) = set(versions.glob("*.py")) - before
    assert path.name == f"{len(before) + 1:04}_add_made_up_things.py"
    assert path.read_text(encoding="utf-8").startswith('"""add made-up things."""')
    database = tmp_path / "new.sqlite"
    migrations.upgrade(f"sqlite:///{database}")
    assert "made_up" in tables_of(database)
    migrations.downgrade(f"sqlite:///{database}", f"{len(before):04}")
    assert "made_up" not in tables_of(database)


def test_without_a_change_there_is_no_migration(
    versions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(versions.glob("*.py"))
    assert new_migration.main(["nothing"]) == 1
    assert "change db/tables/ first" in capsys.readouterr().out
    assert set(versions.glob("*.py")) == before
    assert new_migration.main(["--empty", "move", "rows"]) == 0
    assert len(set(versions.glob("*.py")) - before) == 1


def test_a_migration_must_say_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert new_migration.main([""]) == 2
    assert "make migration m=" in capsys.readouterr().out

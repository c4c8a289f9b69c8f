"""`counterclaim speakers`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from counterclaim.app import app
from db.runs import import_run
from db.writer import write_annotation
from tests.databases import Database
from tests.storage.factories import annotation


@pytest.fixture
def keys(database: Database) -> dict[str, str]:
    """Fill the archive, and give its speakers' keys by name."""
    engine = database.engine()
    with import_run(engine, "tests", "rules", "1") as run:
        write_annotation(engine, annotation(), run)
    engine.dispose()
    found = _json(database, "list", "--name", "a")
    return {each["name"]: each["key"] for each in found}


def _run(database: Database, *arguments: str) -> tuple[int, str]:
    asked = ["speakers", *arguments, "--database", database.url]
    result = CliRunner().invoke(app, asked)
    return result.exit_code, result.output


def _json(database: Database, *arguments: str) -> Any:
    code, output = _run(database, *arguments, "--json")
    assert code == 0, output
    return json.loads(output)


def test_merged_listed_and_split_again(database: Database, keys: dict[str, str]) -> None:
    gone, left = keys["Davit Arelian"], keys["Free Hills Army"]
    assert _json(database, "list") == []
    decided = ("--by", "Ines", "--note", "The same.")
    assert _json(database, "merge", gone, "--into", left, *decided) == {"key": gone, "into": left}
    (row,) = _json(database, "list")
    assert (row["key"], row["into"], row["reviewer"], row["note"]) == (
        *(gone, left),
        *("Ines", "The same."),
    )
    assert row["recorded_at"]
    code, shown = _run(database, "list")
    assert (code, "Ines" in shown) == (0, True)
    found = {each["key"]: each["into"] for each in _json(database, "list", "--name", "aréLIAN")}
    assert found == {gone: left}
    assert _run(database, "split", gone)[0] == 0
    assert _json(database, "list") == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("merge", "nobody", "--into", "{one}"), "unknown-key"),
        (("merge", "{one}", "--into", "nobody"), "unknown-key"),
        (("merge", "{one}", "--into", "{one}"), "review-conflict"),
        (("split", "{one}"), "review-conflict"),
        (("split", "nobody"), "unknown-key"),
    ],
)
def test_what_cannot_be_done_is_told(
    database: Database, keys: dict[str, str], arguments: tuple[str, ...], code: str
) -> None:
    one = keys["Davit Arelian"]
    exit_code, output = _run(database, *(each.format(one=one) for each in arguments))
    assert (exit_code, code in output) == (2, True), output

"""`counterclaim export statements` and `contradictions`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from counterclaim.app import app
from tests.databases import Database
from tests.storage.archive import Archive, make_archive

RUNNER = CliRunner()


@pytest.fixture
def archive(database: Database) -> Archive:
    """Fill the database with random rows."""
    archive = make_archive(23, statements=40)
    engine = database.engine()
    archive.store(engine)
    engine.dispose()
    return archive


def _export(database: Database, *arguments: str) -> tuple[int, str]:
    result = RUNNER.invoke(app, ["export", *arguments, "--database", database.url])
    return result.exit_code, result.output


def test_everything_is_written_to_a_file(
    database: Database, archive: Archive, tmp_path: Path
) -> None:
    out = tmp_path / "statements.jsonl"
    assert _export(database, "statements", "--out", str(out)) == (0, "")
    *rows, end = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    current = {row["key"] for row in archive.rows("statement") if not row["superseded_at"]}
    assert {row["key"] for row in rows} == current
    assert end["export"] == {"complete": True, "rows": len(current), "nextCursor": None}


def test_a_filter_a_limit_and_a_cursor(database: Database, archive: Archive) -> None:
    del archive
    where = ("--where", '{"party": {"isNull": false}}')
    code, whole = _export(database, "statements", *where)
    _, first = _export(database, "statements", *where, "--limit", "3")
    cursor = json.loads(first.splitlines()[-1])["export"]["nextCursor"]
    _, rest = _export(database, "statements", *where, "--cursor", cursor)
    assert code == 0
    assert first.splitlines()[:-1] + rest.splitlines()[:-1] == whole.splitlines()[:-1]


@pytest.mark.parametrize(
    ("root", "form", "start"),
    [
        ("statements", "csv", "key,said,"),
        ("statements", "geojson", '{"type":"FeatureCollection"'),
        ("statements", "jsonld", '{"@context":"https://schema.org"'),
        ("contradictions", "csv", "key,type,"),
        ("contradictions", "jsonl", '{"key":'),
    ],
)
def test_every_format(
    database: Database, archive: Archive, root: str, form: str, start: str
) -> None:
    del archive
    code, output = _export(database, root, "--format", form)
    assert (code, output[: len(start)]) == (0, start)


def test_parquet_has_the_rows_of_json_lines(
    database: Database, archive: Archive, tmp_path: Path
) -> None:
    del archive
    out = tmp_path / "statements.parquet"
    where = ("--where", '{"party": {"isNull": false}}')
    asked = ("statements", "--format", "parquet", "--out", str(out), *where)
    assert _export(database, *asked) == (0, "")
    _, text = _export(database, "statements", *where)
    keys = [json.loads(line)["key"] for line in text.splitlines()[:-1]]
    assert parquet.read_table(out)["key"].to_pylist() == keys != []


def test_annotations_under_a_filter(database: Database, archive: Archive) -> None:
    _, whole = _export(database, "annotations")
    where = ("--where", '{"statement": {"kind": {"in": ["DIRECT"]}}}')
    code, some = _export(database, "annotations", "--texts", *where)
    assert code == 0
    (*every, last), (*articles, end) = (
        [json.loads(line) for line in text.splitlines()] for text in (whole, some)
    )
    fitting = {
        each["file"]
        for each in every
        if any(statement["kind"] == "direct" for statement in each["statements"])
    }
    assert {each["file"] for each in articles} == fitting
    assert len(every) == len(archive.rows("article")) > len(articles) > 0
    texts = {row["text"] for row in archive.rows("article")}
    assert {each["text"] for each in articles} <= texts
    assert {json.dumps(pair) for pair in end["cross"]} <= {
        json.dumps(pair) for pair in last["cross"]
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("statements", "--format", "xlsx"), "bad-parameter"),
        (("annotations", "--where", "[]"), "bad-filter"),
        (("annotations", "--where", '{"party": {"eq": "UA"}}'), "bad-filter"),
        (("annotations", "--cursor", "abc"), "bad-page"),
        (("contradictions", "--format", "geojson"), "bad-parameter"),
        (("statements", "--where", "{"), "bad-filter"),
        (("statements", "--where", "[]"), "bad-filter"),
        (("statements", "--where", '{"colour": 1}'), "bad-filter"),
        (("statements", "--cursor", "abc"), "bad-page"),
    ],
)
def test_what_is_refused_leaves_no_file(
    database: Database, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    out = tmp_path / "out"
    exit_code, output = _export(database, *arguments, "--out", str(out))
    assert (exit_code, code in output) == (2, True), output
    assert not out.exists()

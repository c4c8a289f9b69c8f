"""Exports as Parquet: the rows of the JSON Lines export, in typed columns."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pyarrow as pa
import pytest
from httpx import ASGITransport
from pyarrow import parquet
from typer.testing import CliRunner

from api.app import create_app
from api.rest import export_parquet, models
from api.rest.export_parquet import Parquet, ParquetMissingError
from counterclaim.app import app as program
from db.exports import ExportRow
from tests.databases import Database

STATEMENTS = "/v1/export/statements"


def _file(api: httpx.Client, path: str, **query: Any) -> parquet.ParquetFile:
    answer = api.get(path, params={"format": "parquet", **query})
    assert answer.status_code == 200, answer.text
    return parquet.ParquetFile(io.BytesIO(answer.content))


def _lines(api: httpx.Client, path: str, **query: Any) -> list[dict[str, Any]]:
    *rows, end = map(json.loads, api.get(path, params=query).text.splitlines())
    assert end["export"]["rows"] == len(rows)
    return rows


def _as_json(value: Any) -> Any:
    """Write what Parquet holds as JSON has it."""
    match value:
        case datetime():
            assert value.utcoffset() is not None
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return value.isoformat()
        case list():
            return [_as_json(item) for item in value]
        case dict():
            return {name: _as_json(item) for name, item in value.items()}
        case _:
            return value


@pytest.mark.parametrize("root", ["statements", "contradictions"])
def test_rows_are_those_of_json_lines(api: httpx.Client, root: str) -> None:
    rows = _file(api, f"/v1/export/{root}").read().to_pylist()
    assert _as_json(rows) == _lines(api, f"/v1/export/{root}")
    assert len(rows) > 1


def test_filters_cursors_and_limits_hold(api: httpx.Client) -> None:
    query = {"party": "AM", "saidFrom": "2024-05-02"}
    whole = _lines(api, STATEMENTS, **query)
    part = _file(api, STATEMENTS, **query, limit=2)
    cursor = part.metadata.metadata[b"nextCursor"].decode()
    rest = _file(api, STATEMENTS, **query, cursor=cursor)
    rows = [*part.read().to_pylist(), *rest.read().to_pylist()]
    assert [row["key"] for row in rows] == [row["key"] for row in whole]
    assert part.read().num_rows == 2 < len(whole)
    assert rest.metadata.metadata[b"nextCursor"] == b""


def test_the_footer_counts_the_rows(api: httpx.Client) -> None:
    file = _file(api, STATEMENTS)
    assert file.metadata.num_rows == len(_lines(api, STATEMENTS))
    assert file.metadata.metadata[b"rows"] == b"%d" % file.metadata.num_rows


def test_columns_are_typed(api: httpx.Client) -> None:
    schema = _file(api, STATEMENTS).schema_arrow
    moment = pa.timestamp("us", tz="UTC")
    assert schema.field("said").type == pa.date32()
    assert schema.field("recordedAt").type == moment
    assert schema.field("confidence").type == pa.float64()
    assert schema.field("about").type.field("start").type == pa.date32()
    place = schema.field("places").type.value_type
    assert place.field("implicit").type == pa.bool_()
    assert place.field("location").type.field("latitude").type == pa.float64()
    quantity = schema.field("quantities").type.value_type
    assert [quantity.field(name).type for name in ("low", "high")] == [pa.float64()] * 2
    assert quantity.field("span").type.field("start").type == pa.int64()
    assert schema.field("evidence").type.field("via").type == pa.list_(pa.string())


def test_columns_can_be_read_alone(api: httpx.Client) -> None:
    answer = api.get(STATEMENTS, params={"format": "parquet"})
    file = parquet.ParquetFile(io.BytesIO(answer.content))
    table = file.read(columns=["key", "speaker.name"])
    assert table.column_names == ["key", "speaker"]
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert answer.headers["content-disposition"] == 'attachment; filename="statements.parquet"'


def test_nothing_is_a_file_without_rows(api: httpx.Client) -> None:
    file = _file(api, STATEMENTS, party="NOBODY")
    assert file.metadata.num_rows == 0
    assert "key" in file.read().column_names


def test_a_file_without_its_end_is_none(api: httpx.Client) -> None:
    whole = api.get(STATEMENTS, params={"format": "parquet"}).content
    with pytest.raises(pa.ArrowInvalid):
        parquet.ParquetFile(io.BytesIO(whole[:-1]))


REVIEWED: dict[str, Any] = {
    "key": "k",
    "confidence": 0.5,
    "reviews": [
        {"verdict": "MERGED", "value": "other", "note": None, "reviewer": "R", "recordedAt": None},
        {"verdict": "SPLIT", "value": ["é", 1], "note": None, "reviewer": "R", "recordedAt": None},
        {"verdict": "CONFIRMED", "value": None, "note": "", "reviewer": "R", "recordedAt": None},
    ],
}


def test_what_may_be_anything_is_written_as_json() -> None:
    form = Parquet(models.Contradiction)
    data = form.begin() + form.page([ExportRow("c", REVIEWED)]) + form.end(1, None)
    (row,) = parquet.read_table(io.BytesIO(data)).to_pylist()
    assert [each["value"] for each in row["reviews"]] == ['"other"', '["é", 1]', None]


def test_rows_are_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_parquet, "ROWS_OF_GROUP", 10)
    form = Parquet(models.Contradiction)
    page = [ExportRow("c", {"key": "k", "reviews": []})] * 4
    pieces = [form.begin(), *(form.page(page) for _ in range(7)), form.end(28, "c")]
    assert [bool(piece) for piece in pieces] == [True, *(0, 0, 1, 0, 0, 1, 0), True]
    metadata = parquet.ParquetFile(io.BytesIO(b"".join(pieces))).metadata
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [12, 12, 4]


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take pyarrow away."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)


@pytest.mark.usefixtures("without")
def test_without_pyarrow_the_server_says_what_to_do() -> None:
    app = create_app()
    app.state.engine = app.state.guard = None  # it comes to neither

    async def ask() -> httpx.Response:
        transport = ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get(STATEMENTS, params={"format": "parquet"})

    answer = asyncio.run(ask())
    assert (answer.status_code, answer.json()["code"]) == (501, "parquet-missing")
    assert "counterclaim[parquet]" in answer.json()["detail"]
    with pytest.raises(ParquetMissingError):
        Parquet(models.Statement)


@pytest.mark.usefixtures("without")
def test_without_pyarrow_the_program_says_what_to_do(archive: Database, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    asked = ["export", "statements", "--format", "parquet", "--out", str(out)]
    result = CliRunner().invoke(program, [*asked, "--database", archive.url])
    assert result.exit_code == 2
    assert "parquet-missing" in result.output
    assert "counterclaim[parquet]" in result.output
    assert not out.exists()

"""What the formats of exports make of awkward rows."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rest.export_formats import Csv, GeoJson, JsonLines, claim, feature
from api.rest.export_writing import written
from db.exports import Export, ExportRow
from db.query.errors import BusyError

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


def _rows(form: Csv, *values: dict[str, Any]) -> list[list[str]]:
    data = form.begin() + form.page([ExportRow("c", each) for each in values]) + form.end(1, None)
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("sign", list("=+-@\t\r"))
def test_no_cell_of_text_begins_as_a_formula(sign: str) -> None:
    text = f'{sign}HYPERLINK("https://evil.example")'
    form = Csv({"text": lambda row: row["text"]})
    assert _rows(form, {"text": text})[1] == [f"'{text}", "c"]


@given(text=CELLS)
def test_any_text_comes_back_but_for_the_apostrophe(text: str) -> None:
    form = Csv({"text": lambda row: row["text"]})
    cell = _rows(form, {"text": text})[1][0]
    assert cell in {text, f"'{text}"}
    assert not cell.startswith(Csv._FORMULA)


def test_numbers_are_left_as_they_are() -> None:
    form = Csv({"n": lambda row: row["n"]})
    assert _rows(form, {"n": -1.5})[1] == ["-1.5", "c"]
    assert _rows(form, {"n": None})[1] == ["", "c"]


STATEMENT: dict[str, Any] = {
    "key": "k",
    "text": "The bridge is gone",
    "kind": "DIRECT",
    "said": None,
    "speaker": None,
    "claim": {"type": "LOSSES"},
    "about": {"start": "2024-05-01", "end": None},
    "article": {"key": "a", "title": None, "url": None, "published": None, "outlet": None},
    "places": [],
}


def test_what_is_not_known_is_left_out_of_json_ld() -> None:
    assert claim(ExportRow("c", STATEMENT)) == {
        "@type": "Quotation",
        "identifier": "k",
        "text": "The bridge is gone",
        "about": "losses",
        "temporalCoverage": "2024-05-01/..",
        "isPartOf": {"@type": "NewsArticle", "identifier": "a"},
        "position": "c",
    }


def test_bodies_are_organisations_and_places_have_their_point() -> None:
    location = {"key": "p", "name": "Tarnova", "latitude": 40.5, "longitude": 0.0}
    nowhere = {"key": "q", "name": "Hill", "latitude": None, "longitude": None}
    speaker = {"key": "s", "name": "General Staff", "kind": "BODY"}
    places = [{"location": location}, {"location": nowhere}]
    made = claim(
        ExportRow("c", {**STATEMENT, "kind": "INDIRECT", "speaker": speaker, "places": places})
    )
    assert made["@type"] == "Claim"
    assert made["author"] == {"@type": "Organization", "identifier": "s", "name": "General Staff"}
    assert made["spatialCoverage"] == [
        {
            "@type": "Place",
            "identifier": "p",
            "name": "Tarnova",
            "geo": {"@type": "GeoCoordinates", "latitude": 40.5, "longitude": 0.0},
        },
        {"@type": "Place", "identifier": "q", "name": "Hill"},
    ]


class _Breaking(Export):
    """Gives two rows, and then no more."""

    async def pages(
        self, cursor: str | None = None, limit: int | None = None
    ) -> AsyncGenerator[list[ExportRow]]:
        del cursor, limit
        yield [ExportRow("1", STATEMENT), ExportRow("2", STATEMENT)]
        raise BusyError


def _broken(form: Any) -> str:
    async def read() -> bytes:
        export = _Breaking(None, "statements", (), "x", {})  # type: ignore[arg-type]  # asks nobody
        return b"".join([piece async for piece in written(export, form)])

    return asyncio.run(read()).decode()


def test_what_breaks_in_the_middle_says_so_and_where_to_go_on() -> None:
    last = json.loads(_broken(JsonLines()).splitlines()[-1])
    assert last == {"export": {"complete": False, "code": "busy", "rows": 2, "nextCursor": "2"}}
    lines = _broken(Csv({"key": lambda row: row["key"]})).splitlines()
    assert lines[-1] == "#rows,2,busy,2"
    with pytest.raises(json.JSONDecodeError):
        json.loads(_broken(GeoJson(feature)))

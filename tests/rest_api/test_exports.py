"""Exports over REST: whole, in each format, and resumed behind a cut."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx
import pytest

from api.rest.models import Statement

STATEMENTS = "/v1/export/statements"


def _listed(api: httpx.Client, path: str, **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = api.get(path, params={"limit": 100, **query, **cursor}).json()
        items += page["items"]
        if page["nextCursor"] is None:
            return items
        cursor = {"cursor": page["nextCursor"]}


def _text(api: httpx.Client, path: str, **query: Any) -> str:
    answer = api.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.text


def _lines(api: httpx.Client, path: str, **query: Any) -> tuple[list[dict[str, Any]], Any]:
    *rows, end = map(json.loads, _text(api, path, **query).splitlines())
    return rows, end["export"]


def test_json_lines_are_the_items_of_the_list(api: httpx.Client) -> None:
    rows, end = _lines(api, STATEMENTS)
    assert end == {"complete": True, "rows": len(rows), "nextCursor": None}
    for row in rows:
        assert row.pop("cursor")
        Statement.model_validate(row, strict=True)
    assert rows == _listed(api, "/v1/statements")


def test_filters_are_those_of_the_list(api: httpx.Client) -> None:
    query = {"party": "AM", "saidFrom": "2024-05-02", "saidTo": "2024-05-12"}
    rows, end = _lines(api, STATEMENTS, **query)
    assert [row["key"] for row in rows] == [
        each["key"] for each in _listed(api, "/v1/statements", **query)
    ]
    assert 0 < end["rows"] < len(_listed(api, "/v1/statements"))


@pytest.mark.parametrize("cut", [1, 4, 7])
def test_what_was_cut_goes_on_behind_its_last_row(api: httpx.Client, cut: int) -> None:
    whole, _ = _lines(api, STATEMENTS)
    # The connection broke in the middle of a line: only whole ones count.
    kept = [json.loads(line) for line in _text(api, STATEMENTS).splitlines()[:cut]]
    rest, end = _lines(api, STATEMENTS, cursor=kept[-1]["cursor"])
    assert kept + rest == whole
    assert end["rows"] == len(rest)


def test_a_limit_says_where_to_go_on(api: httpx.Client) -> None:
    whole, _ = _lines(api, STATEMENTS)
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        rows, end = _lines(api, STATEMENTS, limit=5, **cursor)
        found += rows
        if end["nextCursor"] is None:
            break
        cursor = {"cursor": end["nextCursor"]}
    assert found == whole


def test_csv_has_a_line_each_and_the_number_at_the_end(api: httpx.Client) -> None:
    answer = api.get(STATEMENTS, params={"format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="statements.csv"'
    lines = list(csv.reader(io.StringIO(answer.text, newline="")))
    head, *rows, end = lines
    listed = _listed(api, "/v1/statements")
    assert end == ["#rows", str(len(listed)), "complete", ""]
    named = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["key"] for row in named] == [each["key"] for each in listed]
    for row, item in zip(named, listed, strict=True):
        assert row["text"] == item["text"]
        assert row["speaker"] == (item["speaker"] or {}).get("name", "")
        assert (
            row["places"].split("; ") == [each["location"]["name"] for each in item["places"]]
            or row["places"] == ""
        )


def test_geojson_is_a_collection_of_all(api: httpx.Client) -> None:
    answer = api.get(STATEMENTS, params={"format": "geojson"})
    assert answer.headers["content-type"] == "application/geo+json"
    collection = answer.json()
    listed = _listed(api, "/v1/statements")
    assert [each["id"] for each in collection["features"]] == [each["key"] for each in listed]
    assert (collection["rows"], collection["nextCursor"]) == (len(listed), None)
    assert {each["type"] for each in collection["features"]} == {"Feature"}


def test_json_ld_tells_quotations_from_claims(api: httpx.Client) -> None:
    answer = api.get(STATEMENTS, params={"format": "jsonld"})
    assert answer.headers["content-type"] == "application/ld+json"
    items = answer.json()
    listed = {each["key"]: each for each in _listed(api, "/v1/statements")}
    assert items["@context"] == "https://schema.org"
    assert items["numberOfItems"] == len(items["itemListElement"]) == len(listed)
    for each in items["itemListElement"]:
        item = listed[each["identifier"]]
        assert each["text"] == item["text"]
        quoted = item["kind"] == "DIRECT"
        assert each["@type"] == ("Quotation" if quoted else "Claim")
        speaker = each["spokenByCharacter" if quoted else "author"]
        assert speaker["name"] == item["speaker"]["name"]
        part = each["isPartOf" if quoted else "appearance"]
        assert part["identifier"] == item["article"]["key"]
        assert None not in each.values()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_contradictions_are_exported_too(api: httpx.Client, form: str) -> None:
    listed = _listed(api, "/v1/contradictions")
    text = _text(api, "/v1/export/contradictions", format=form)
    if form == "csv":
        head, *rows, end = csv.reader(io.StringIO(text, newline=""))
        named = [dict(zip(head, row, strict=True)) for row in rows]
        assert [row["statementA"] for row in named] == [each["a"]["key"] for each in listed]
        assert end[:3] == ["#rows", str(len(listed)), "complete"]
    else:
        rows = [json.loads(line) for line in text.splitlines()[:-1]]
    assert len(rows) == len(listed) > 1


def test_a_nested_filter_is_exported_under(api: httpx.Client) -> None:
    body = {"where": {"speaker": {"party": {"eq": "FHA"}}}, "format": "jsonl", "limit": 3}
    answer = api.post(f"{STATEMENTS}/query", json=body)
    assert answer.status_code == 200, answer.text
    *rows, end = map(json.loads, answer.text.splitlines())
    assert {row["party"] for row in rows} == {"FHA"}
    assert end["export"]["rows"] == len(rows)


def test_nothing_is_an_export_of_no_rows(api: httpx.Client) -> None:
    query = {"party": "NOBODY"}
    assert _lines(api, STATEMENTS, **query) == (
        [],
        {"complete": True, "rows": 0, "nextCursor": None},
    )
    for form in ("geojson", "jsonld"):
        assert json.loads(_text(api, STATEMENTS, format=form, **query))
    assert len(_text(api, STATEMENTS, format="csv", **query).splitlines()) == 2


@pytest.mark.parametrize(
    ("query", "code", "where"),
    [
        ("format=xlsx", "bad-parameter", "query.format"),
        ("cursor=abc", "bad-page", "cursor"),
        ("limit=0", "bad-parameter", "query.limit"),
        ("sort=date", "bad-parameter", "query.sort"),
        ("saidFrom=2024-02-30", "bad-filter", "saidFrom"),
        ("near=1,2", "bad-filter", "radiusKm"),
    ],
)
def test_a_fault_is_told_before_anything_is_sent(
    api: httpx.Client, query: str, code: str, where: str
) -> None:
    answer = api.get(f"{STATEMENTS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [fault["where"] for fault in answer.json()["faults"]] == [where]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"where": {"colour": 1}}, "bad-filter"),
        ({"format": "pdf"}, "bad-parameter"),
        ({"cursor": "x"}, "bad-page"),
        ({"colour": 1}, "bad-parameter"),
    ],
)
def test_bodies_that_are_refused(api: httpx.Client, body: Any, code: str) -> None:
    answer = api.post(f"{STATEMENTS}/query", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)

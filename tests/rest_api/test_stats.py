"""Counts of statements over REST."""

from __future__ import annotations

from collections import Counter
from typing import Any

import httpx
import pytest

from api.rest.stats import StatementStats

PATH = "/v1/statements/stats"


def _ask(api: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    answer = api.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    StatementStats.model_validate(answer.json(), strict=True)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def _statements(api: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = api.get("/v1/statements", params={"limit": 100, **query, **cursor}).json()
        items += page["items"]
        if page["nextCursor"] is None:
            return items
        cursor = {"cursor": page["nextCursor"]}


def test_counts_are_those_of_the_list(api: httpx.Client) -> None:
    listed = Counter((each["party"], each["said"][:7] + "-01") for each in _statements(api))
    counted = {
        (each["party"], each["period"]): each["count"] for each in _ask(api, groupBy="party,month")
    }
    assert counted == listed
    assert len(counted) > 1


def test_groups_can_be_repeated_and_filters_are_those_of_the_list(api: httpx.Client) -> None:
    query = {"party": "AM", "saidFrom": "2024-05-02", "saidTo": "2024-05-12"}
    listed = Counter(each["speaker"]["key"] for each in _statements(api, **query))
    stats = _ask(api, groupBy=["speaker", "party"], **query)
    assert {each["speaker"]["key"]: each["count"] for each in stats} == listed
    assert {each["party"] for each in stats} == {"AM"}
    assert _ask(api, groupBy=["speaker", "party"], limit=1, **query) == stats[:1]


def test_a_nested_filter_is_counted_under(api: httpx.Client) -> None:
    body = {"groupBy": ["PLACE"], "where": {"place": {"country": {"eq": "AM"}}}, "limit": 5}
    answer = api.post(f"{PATH}/query", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["items"] == _ask(api, groupBy="place", country="AM", limit=5)
    assert all(each["place"]["name"] for each in answer.json()["items"])


@pytest.mark.parametrize(
    ("query", "code", "where"),
    [
        ("groupBy=colour", "bad-group", "groupBy"),
        ("groupBy=day&groupBy=month", "bad-group", "groupBy"),
        ("groupBy=", "bad-group", "groupBy"),
        ("", "bad-parameter", "query.groupBy"),
        ("groupBy=type&limit=1001", "bad-parameter", "query.limit"),
        ("groupBy=type&sort=date", "bad-parameter", "query.sort"),
        ("groupBy=type&cursor=x", "bad-parameter", "query.cursor"),
        ("groupBy=type&saidFrom=2024-02-30", "bad-filter", "saidFrom"),
        ("groupBy=type&placeKey=%00", "bad-filter", "placeKey"),
    ],
)
def test_what_is_refused(api: httpx.Client, query: str, code: str, where: str) -> None:
    answer = api.get(f"{PATH}?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == code
    assert [fault["where"] for fault in answer.json()["faults"]] == [where]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"groupBy": ["type"], "where": {"colour": 1}}, 422, "bad-filter"),
        ({"groupBy": []}, 422, "bad-parameter"),
        ({"groupBy": ["type"], "limit": "5"}, 422, "bad-parameter"),
        ({"groupBy": ["type"], "first": 5}, 422, "bad-parameter"),
        (
            {
                "groupBy": ["type"],
                "where": {"not": {"not": {"not": {"not": {"not": {"not": {}}}}}}},
            },
            422,
            "bad-filter",
        ),
    ],
)
def test_bodies_that_are_refused(api: httpx.Client, body: Any, status: int, code: str) -> None:
    answer = api.post(f"{PATH}/query", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_statements_are_still_found_by_key(api: httpx.Client) -> None:
    assert api.get("/v1/statements/stats-of-old").json()["code"] == "unknown-key"

"""`/v1/changes`: followed from the beginning to the end, and asked wrongly."""

from __future__ import annotations

from typing import Any

import httpx
import pytest


def read_all(api: httpx.Client, **parameters: Any) -> list[dict[str, Any]]:
    """Follow the feed to its end."""
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = api.get("/v1/changes", params={"limit": 7, **parameters, **cursor}).json()
        items += page["items"]
        cursor = {"cursor": page["nextCursor"]}
        if not page["hasMore"]:
            break
    assert api.get("/v1/changes", params={**parameters, **cursor}).json() == {
        "items": [],
        "nextCursor": cursor["cursor"],
        "hasMore": False,
    }
    return items


def test_the_feed_tells_of_all_that_there_is(api: httpx.Client) -> None:
    added = {
        entity: [item["key"] for item in read_all(api, entity=entity, kind="added")]
        for entity in ("article", "statement", "contradiction", "dispute")
    }
    for entity, keys in added.items():
        path = f"/v1/{entity}s"
        total = api.get(path, params={"count": True, "limit": 1}).json()["totalCount"]
        assert len(keys) == len(set(keys))
        # Disputes that grew together were told of before they were one.
        assert len(keys) == total if entity != "dispute" else len(keys) >= total


def test_events_come_in_order_and_lead_to_what_they_are_about(api: httpx.Client) -> None:
    items = read_all(api)
    moments = [item["recordedAt"] for item in items]
    assert moments == sorted(moments)
    for item in (items[0], items[1], items[-1]):
        found = api.get(item["href"])
        assert found.json()["key"] == item["key"]


def test_filters_take_several_values(api: httpx.Client) -> None:
    both = read_all(api, entity=["contradiction", "DISPUTE"], kind=["added", "changed"])
    assert {item["entity"] for item in both} == {"CONTRADICTION", "DISPUTE"}
    assert {item["kind"] for item in both} <= {"ADDED", "CHANGED"}


def test_now_is_the_end_of_the_feed(api: httpx.Client) -> None:
    page = api.get("/v1/changes", params={"cursor": "now"}).json()
    assert page["items"] == []
    assert page["hasMore"] is False
    later = api.get("/v1/changes", params={"cursor": page["nextCursor"]}).json()
    assert later["items"] == []


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"cursor": "elsewhere"}, "bad-page"),
        ({"cursor": "WzEsIkRBVEVfREVTQyIsMSwxXQ=="}, "bad-page"),
        ({"cursor": "WzEsIkZFRURfQVNDIiwiMSIsMV0="}, "bad-page"),
        ({"cursor": "WzEsIkZFRURfQVNDIiwxLC0xXQ=="}, "bad-page"),
        ({"limit": 0}, "bad-parameter"),
        ({"limit": 101}, "bad-parameter"),
        ({"entity": "place"}, "bad-filter"),
        ({"kind": "\x00"}, "bad-filter"),
        ({"wait": -1}, "bad-parameter"),
        ({"wait": "nan"}, "bad-parameter"),
        ({"wait": 31}, "bad-parameter"),
        ({"since": "2024-01-01"}, "bad-parameter"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    api: httpx.Client, parameters: dict[str, Any], code: str
) -> None:
    answer = api.get("/v1/changes", params=parameters)
    assert (answer.status_code, answer.json()["code"]) == (422, code)

"""What lists count beside their pages: all that fit up to a limit, and facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.rest.counting import VALUES, facets_of, page_model
from api.rest.resources import RESOURCES, Resource
from db.query.catalogue import NODE_TYPES

type Item = dict[str, Any]

each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.path)


def _listed(api: httpx.Client, path: str, **query: Any) -> dict[str, Any]:
    answer = api.get(f"/v1/{path}", params=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def _everything(api: httpx.Client, path: str, **query: Any) -> list[Item]:
    items: list[Item] = []
    cursor: dict[str, str] = {}
    while True:
        page = _listed(api, path, limit=100, **query, **cursor)
        items += page["items"]
        if page["nextCursor"] is None:
            return items
        cursor = {"cursor": page["nextCursor"]}


def _month(item: Item) -> str | None:
    said: str | None = item["said"]
    return said and said[:7] + "-01"


FACETS: list[tuple[str, str, Callable[[Item], set[Any]]]] = [
    ("statements", "party", lambda item: {item["party"]}),
    ("statements", "speaker", lambda item: {item["speaker"] and item["speaker"]["key"]}),
    ("statements", "place", lambda item: {each["location"]["key"] for each in item["places"]}),
    ("statements", "type", lambda item: {item["claim"]["type"]}),
    ("statements", "kind", lambda item: {item["kind"]}),
    ("statements", "month", lambda item: {_month(item)}),
    ("contradictions", "type", lambda item: {item["type"]}),
    ("contradictions", "rule", lambda item: {item["rule"]}),
    ("contradictions", "status", lambda item: {item["status"]}),
    ("contradictions", "party", lambda item: {item["a"]["party"], item["b"]["party"]}),
    ("near-misses", "relation", lambda item: {item["relation"]}),
    ("articles", "day", lambda item: {item["published"]}),
    ("articles", "outlet", lambda item: {item["outlet"] and item["outlet"]["key"]}),
    ("disputes", "place", lambda item: {each["location"]["key"] for each in item["places"]}),
    ("speakers", "party", lambda item: {item["party"]}),
    ("locations", "country", lambda item: {item["country"]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "facet", "values"), FACETS, ids=[f"{path}-{facet}" for path, facet, _ in FACETS]
)
def test_facets_are_those_of_the_items(
    api: httpx.Client, path: str, facet: str, values: Callable[[Item], set[Any]]
) -> None:
    expected: Counter[Any] = Counter()
    items = _everything(api, path)
    for item in items:
        expected.update(values(item) - {None} or {None})
    facets = _listed(api, path, facet=facet, facetLimit=1000, limit=1)["facets"]
    found = {
        each["value"]["key"] if isinstance(each["value"], dict) else each["value"]: each["count"]
        for each in facets[facet]
    }
    assert found == expected
    assert (facets["counted"], facets["complete"]) == (len(items), True)
    assert list(found.values()) == sorted(found.values(), reverse=True)


@each_resource
def test_all_facets_are_as_described(api: httpx.Client, resource: Resource) -> None:
    names = list(facets_of(resource))
    body = _listed(api, resource.path, facet=names, count="true")
    page_model(resource).model_validate(body, strict=True)
    assert set(body["facets"]) == {"counted", "complete", *names}
    assert body["facets"]["counted"] == body["totalCount"]
    assert all(body["facets"][name] for name in names)


def test_every_facet_has_a_model() -> None:
    used = {facet.type_name for each in NODE_TYPES.values() for facet in each.facets.values()}
    assert used == set(VALUES)


def test_filters_hold_for_facets_and_pages_do_not(api: httpx.Client) -> None:
    query = {"facet": "party,type", "party": "AM", "limit": 2}
    first = _listed(api, "statements", **query)
    assert [each["value"] for each in first["facets"]["party"]] == ["AM"]
    assert first["facets"]["party"][0]["count"] == len(_everything(api, "statements", party="AM"))
    second = _listed(api, "statements", **query, cursor=first["nextCursor"])
    assert second["facets"] == first["facets"]
    assert second["items"] != first["items"]
    assert "facets" not in _listed(api, "statements")


def test_sizes_of_facets(api: httpx.Client) -> None:
    whole = _listed(api, "statements", facet=["type", "month"])["facets"]
    short = _listed(api, "statements", facet=["type", "month"], facetLimit=1)["facets"]
    assert short["type"] == whole["type"][:1] != whole["type"]
    few = _listed(api, "statements", facet="type", facetAtMost=4)["facets"]
    assert (few["counted"], few["complete"]) == (4, False)
    newest = Counter(each["claim"]["type"] for each in _listed(api, "statements", limit=4)["items"])
    assert {each["value"]: each["count"] for each in few["type"]} == newest


def test_a_body_asks_for_the_same(api: httpx.Client) -> None:
    body = {
        "where": {"party": {"eq": "AM"}},
        "facet": ["party", "place"],
        "facetLimit": 3,
        "facetAtMost": 5,
        "countAtMost": 4,
        "limit": 2,
    }
    asked = api.post("/v1/statements/query", json=body)
    assert asked.status_code == 200, asked.text
    query = {name: value for name, value in body.items() if name != "where"}
    assert asked.json() == _listed(api, "statements", party="AM", **query)
    assert asked.json()["totalCount"] == 4


def test_maps_have_the_counts_beside_their_features(api: httpx.Client) -> None:
    query = {"facet": "party", "countAtMost": 3, "limit": 2}
    plain = _listed(api, "statements", **query)
    mapped = _listed(api, "statements", format="geojson", **query)
    assert {name: mapped[name] for name in ("facets", "totalCount")} == {
        name: plain[name] for name in ("facets", "totalCount")
    }


@each_resource
def test_counting_stops_where_it_is_told_to(api: httpx.Client, resource: Resource) -> None:
    whole = _listed(api, resource.path, count="true")["totalCount"]
    for stop in (1, 2, whole, whole + 1):
        for asked in ({}, {"count": "true"}):
            capped = _listed(api, resource.path, countAtMost=stop, limit=1, **asked)
            assert capped["totalCount"] == min(stop, whole)


@pytest.mark.parametrize(
    ("query", "code", "where"),
    [
        ("facet=colour", "bad-facet", "facet"),
        ("facet=party&facet=Party", "bad-facet", "facet"),
        ("facet=", "bad-facet", "facet"),
        ("facet=a%22%7D", "bad-facet", "facet"),
        ("facet=counted", "bad-facet", "facet"),
        ("&".join(["facet=party"] * 21), "bad-parameter", "query.facet"),
        ("facet=party&facetLimit=0", "bad-parameter", "query.facetLimit"),
        ("facet=party&facetLimit=1001", "bad-parameter", "query.facetLimit"),
        ("facet=party&facetAtMost=100001", "bad-parameter", "query.facetAtMost"),
        ("countAtMost=0", "bad-parameter", "query.countAtMost"),
        ("countAtMost=1000001", "bad-parameter", "query.countAtMost"),
        ("count=capped", "bad-parameter", "query.count"),
    ],
)
def test_what_is_refused(api: httpx.Client, query: str, code: str, where: str) -> None:
    answer = api.get(f"/v1/statements?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == code
    assert [fault["where"] for fault in answer.json()["faults"]] == [where]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"facet": ["colour"]}, "bad-facet"),
        ({"facet": []}, "bad-parameter"),
        ({"facet": "party"}, "bad-parameter"),
        ({"countAtMost": "5"}, "bad-parameter"),
        ({"countAtMost": True}, "bad-parameter"),
        ({"facetLimit": 1.5}, "bad-parameter"),
        ({"facetAtMost": 0}, "bad-parameter"),
        ({"count_at_most": 5}, "bad-parameter"),
    ],
)
def test_bodies_that_are_refused(api: httpx.Client, body: Any, code: str) -> None:
    answer = api.post("/v1/statements/query", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text

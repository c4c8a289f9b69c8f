"""Lists, queries and items: what is in them, and that pages lose nothing."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

from api.rest.fields import fields_of
from api.rest.models import Page
from api.rest.parameter_parts import Parameters
from api.rest.resources import RESOURCES, Resource


def _path(resource: Resource) -> str:
    return resource.path


each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=_path)

type Item = dict[str, Any]


def pages(api: httpx.Client, url: str) -> Iterator[dict[str, Any]]:
    """Follow the Link headers from page to page."""
    while True:
        answer = api.get(url)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        yield body
        link = answer.links.get("next")
        assert (link is None) == (body["nextCursor"] is None)
        if link is None:
            return
        url = urljoin(str(answer.url), link["url"])


def everything(api: httpx.Client, url: str) -> list[Item]:
    return [item for page in pages(api, url) for item in page["items"]]


@each_resource
def test_answers_are_as_described(api: httpx.Client, resource: Resource) -> None:
    answer = api.get(f"/v1/{resource.path}", params={"limit": 100, "count": "true"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    model = Page[resource.listed]  # type: ignore[name-defined]  # a model known at run time
    page = model.model_validate(answer.json(), strict=True)
    assert page.items
    assert page.total_count == len(everything(api, f"/v1/{resource.path}"))


@each_resource
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_pages_give_each_item_once_in_order(
    api: httpx.Client, resource: Resource, limit: int
) -> None:
    for sort in (None, *resource.sort_words):
        url = f"/v1/{resource.path}?limit=100" + (f"&sort={sort}" if sort else "")
        whole = everything(api, url)
        if limit == 1 and len(whole) > 25:
            continue  # a request an item would take long and show no more
        pieces = everything(api, url.replace("limit=100", f"limit={limit}"))
        assert pieces == whole
        assert len({item["key"] for item in whole}) == len(whole)


@each_resource
def test_an_order_and_its_reverse_mirror_each_other(api: httpx.Client, resource: Resource) -> None:
    for word in resource.sorts:
        up = everything(api, f"/v1/{resource.path}?sort={word}&limit=100")
        down = everything(api, f"/v1/{resource.path}?sort=-{word}&limit=100")
        assert up == down[::-1]


@pytest.mark.parametrize("resource", [each for each in RESOURCES if each.item_root], ids=_path)
def test_an_item_is_the_one_of_the_list(api: httpx.Client, resource: Resource) -> None:
    for listed in everything(api, f"/v1/{resource.path}?limit=50"):
        answer = api.get(f"/v1/{resource.path}/{listed['key']}")
        assert answer.status_code == 200
        item = answer.json()
        resource.item.model_validate(item, strict=True)
        assert {name: item[name] for name in listed} == listed


@each_resource
def test_a_query_without_a_filter_is_the_list(api: httpx.Client, resource: Resource) -> None:
    listed = api.get(f"/v1/{resource.path}", params={"limit": 7, "count": "true"}).json()
    asked = api.post(f"/v1/{resource.path}/query", json={"limit": 7, "count": True})
    assert asked.json() == listed
    assert "link" not in asked.headers
    if listed["nextCursor"]:
        onward = {"limit": 7, "cursor": listed["nextCursor"]}
        by_body = api.post(f"/v1/{resource.path}/query", json=onward).json()
        by_address = api.get(f"/v1/{resource.path}", params=onward).json()
        assert by_body == by_address
        assert by_body["items"] != listed["items"]


def _never(_: Item) -> bool:
    return False


def _says(text: str) -> Callable[[Item], bool]:
    return lambda item: text in item["text"].lower()


def _one_place(test: Callable[[Item], bool]) -> Callable[[Item], bool]:
    return lambda item: any(test(place["location"]) for place in item["places"])


def _one_quantity(test: Callable[[Item], bool]) -> Callable[[Item], bool]:
    return lambda item: any(test(quantity) for quantity in item["quantities"])


STATEMENT_FILTERS: list[tuple[str, Callable[[Item], bool]]] = [
    ("q=guard", _says("guard")),
    ('q="burnt vehicles"', _says("burnt vehicles")),
    ("speaker=ARELIAN", lambda item: "Arelian" in (item["speaker"] or {}).get("name", "")),
    ("party=AM", lambda item: item["party"] == "AM"),
    ("party=AM&party=FHA", lambda item: item["party"] in {"AM", "FHA"}),
    ("place=tarnova", _one_place(lambda place: place["name"] == "Tarnova")),
    ("placeKey=geonames:990002", _one_place(lambda place: place["key"] == "geonames:990002")),
    ("country=AM", _one_place(lambda place: place["country"] == "AM")),
    ("bbox=44.7,40.5,44.8,40.6", _one_place(lambda place: place["latitude"] == 40.51)),
    ("bbox=44.8,40.5,44.9,40.6", _never),
    ("near=40.5,44.8&radiusKm=10", _one_place(lambda place: place["latitude"] == 40.51)),
    ("near=41.5,44.8&radiusKm=10", _never),
    ("kind=DIRECT", lambda item: item["kind"] == "DIRECT"),
    ("kind=direct&kind=indirect", lambda item: item["kind"] in {"DIRECT", "INDIRECT"}),
    ("claimType=casualties", lambda item: item["claim"]["type"] == "CASUALTIES"),
    ("agent=AM", lambda item: item["claim"]["agent"] == "AM"),
    ("target=FHA", lambda item: item["claim"]["target"] == "FHA"),
    ("polarity=NEGATIVE", lambda item: item["claim"]["polarity"] == "NEGATIVE"),
    ("modality=POSSIBLE", lambda item: item["claim"]["modality"] == "POSSIBLE"),
    ("stance=DENIES", lambda item: item["stance"] == "DENIES"),
    ("saidFrom=2024-05-05", lambda item: item["said"] >= "2024-05-05"),
    ("saidTo=2024-05-05", lambda item: item["said"] <= "2024-05-05"),
    (
        "saidFrom=2024-05-03&saidTo=2024-05-04",
        lambda item: item["said"] in {"2024-05-03", "2024-05-04"},
    ),
    ("publishedFrom=2024-05-20", lambda item: item["published"] >= "2024-05-20"),
    (
        "aboutFrom=2024-05-02&aboutTo=2024-05-03",
        lambda item: (item["about"] or {}).get("start") == "2024-05-01",
    ),
    ("counted=civilians", _one_quantity(lambda quantity: quantity["counted"] == "civilians")),
    ("unit=1&quantityMin=11", _one_quantity(lambda quantity: quantity["high"] is None)),
    ("quantityMin=9&quantityMax=9", _one_quantity(lambda quantity: quantity["low"] is not None)),
    ("outlet=Valley Post", lambda item: item["article"]["outlet"]["name"] == "Valley Post"),
    ("contradicted=true", lambda item: item["contradictions"] != []),
    ("contradicted=false", lambda item: item["contradictions"] == []),
    ("nested=true", lambda item: item["parent"] is not None),
    ("passesOn=true", lambda item: bool(item["nested"])),
    ("through=hill", lambda item: "Hill Radio" in item["evidence"]["via"]),
    ("relayStance=DENIES", lambda item: item["stance"] == "DENIES"),
    ("relayedBy=arelian", lambda item: item["parent"] is not None),
    ("originalSpeaker=free hills", lambda item: "theirs" in item["text"]),
    ("party=AM&polarity=NEGATIVE&saidTo=2024-05-02",
     lambda item: item["party"] == "AM" and item["claim"]["polarity"] == "NEGATIVE"
     and item["said"] <= "2024-05-02"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "fits"), STATEMENT_FILTERS, ids=[q for q, _ in STATEMENT_FILTERS]
)
def test_a_filter_gives_what_fits_and_nothing_else(
    api: httpx.Client, query: str, fits: Callable[[Item], bool]
) -> None:
    whole = everything(api, "/v1/statements?limit=100")
    expected = [item["key"] for item in whole if fits(item)]
    found = everything(api, f"/v1/statements?limit=100&{query}")
    assert [item["key"] for item in found] == expected


OTHER_FILTERS: list[tuple[str, str, Callable[[Item], bool]]] = [
    ("speakers", "name=arel", lambda item: "Arelian" in item["name"]),
    ("speakers", "kind=BODY", lambda item: item["kind"] == "BODY"),
    ("speakers", "party=FHA", lambda item: item["party"] == "FHA"),
    ("speakers", "role=colonel", lambda item: (item["role"] or "") == "Colonel"),
    ("locations", "name=TARN", lambda item: "Tarn" in item["name"]),
    ("locations", "kind=river", lambda item: item["kind"] == "RIVER"),
    ("locations", "admin1=Tavush", lambda item: item["admin1"] == "Tavush"),
    ("articles", "title=fighting", lambda item: "Fighting" in (item["title"] or "")),
    ("articles", "publishedTo=2024-05-03", lambda item: item["published"] <= "2024-05-03"),
    ("articles", "speaker=arelian", lambda item: item["published"] == "2024-05-13"),
    ("contradictions", "type=NEGATION", lambda item: item["type"] == "NEGATION"),
    ("contradictions", "type=NUMBER", _never),
    ("contradictions", "confidenceMin=0.81", lambda item: item["confidence"] >= 0.81),
    ("contradictions", "placeKey=geonames:990002",
     lambda item: item["matter"] == "geonames:990002"),
    ("near-misses", "relation=CORROBORATES", lambda item: item["relation"] == "CORROBORATES"),
    ("disputes", "sizeMin=2", lambda item: item["contradictionCount"] >= 2),
    ("disputes", "seenTo=2024-05-10", lambda item: item["firstSeen"] <= "2024-05-10"),
    ("disputes", "placeKey=geonames:990002",
     lambda item: item["places"][0]["location"]["key"] == "geonames:990002"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "query", "fits"), OTHER_FILTERS, ids=[f"{p}?{q}" for p, q, _ in OTHER_FILTERS]
)
def test_so_do_those_of_the_others(
    api: httpx.Client, path: str, query: str, fits: Callable[[Item], bool]
) -> None:
    whole = everything(api, f"/v1/{path}?limit=100")
    found = everything(api, f"/v1/{path}?limit=100&{query}")
    assert [item["key"] for item in found] == [item["key"] for item in whole if fits(item)]


@each_resource
def test_every_filter_has_a_place_and_every_place_a_filter(resource: Resource) -> None:
    shared = set(Parameters.model_fields) | {"sort", "format"}
    own = set(resource.parameters.model_fields) - shared
    empty = resource.parameters()
    assert own == set(empty.places())


def test_a_nested_filter_is_that_of_graphql(api: httpx.Client) -> None:
    where = {
        "or": [
            {"claimType": {"in": ["CASUALTIES"]}},
            {"speaker": {"party": {"eq": "FHA"}}, "not": {"nested": False}},
        ]
    }
    answer = api.post("/v1/statements/query", json={"where": where, "sort": "date"})
    assert [item["text"] for item in answer.json()["items"]] == [
        "Tarnova was theirs",
        "at least three civilians were killed in the city",
    ]


def test_evidence_is_in_the_article(api: httpx.Client) -> None:
    """Every span leads to the words that are told."""
    for statement in everything(api, "/v1/statements?limit=100"):
        text = api.get(f"/v1/articles/{statement['article']['key']}").json()["text"]
        span = statement["evidence"]["span"]
        assert text[span["start"] : span["end"]] == statement["text"]
    for pair in everything(api, "/v1/contradictions?limit=100"):
        assert pair["evidenceA"]["text"] == pair["a"]["text"]
        assert pair["evidenceB"]["text"] == pair["b"]["text"]


class TestGeoJson:
    """Places and statements on a map."""

    @pytest.mark.parametrize(
        ("path", "headers"),
        [
            ("/v1/statements?format=geojson", {}),
            ("/v1/statements", {"Accept": "application/geo+json"}),
            ("/v1/locations", {"Accept": "text/html, application/geo+json;q=0.9"}),
        ],
    )
    def test_it_is_asked_for_by_address_or_header(
        self, api: httpx.Client, path: str, headers: dict[str, str]
    ) -> None:
        """Both ways lead to the same."""
        answer = api.get(path, headers=headers)
        assert answer.headers["content-type"] == "application/geo+json"
        assert "Accept" in answer.headers["vary"]
        assert answer.json()["type"] == "FeatureCollection"

    def test_the_address_wins_over_the_header(self, api: httpx.Client) -> None:
        """A link does what it says in every client."""
        headers = {"Accept": "application/geo+json"}
        answer = api.get("/v1/statements?format=json", headers=headers)
        assert answer.headers["content-type"] == "application/json"

    def test_features_are_the_items_with_their_places(self, api: httpx.Client) -> None:
        """Longitude comes first."""
        items = api.get("/v1/statements?limit=50").json()["items"]
        features = api.get("/v1/statements?limit=50&format=geojson").json()["features"]
        assert [feature["properties"] for feature in features] == items
        for feature, item in zip(features, items, strict=True):
            assert (feature["type"], feature["id"]) == ("Feature", item["key"])
            point = {"type": "Point", "coordinates": [44.77, 40.51]}
            assert feature["geometry"] == (point if item["places"] else None)

    def test_pages_go_on(self, api: httpx.Client) -> None:
        """By header, and by a member that maps leave alone."""
        answer = api.get("/v1/statements?limit=3&format=geojson")
        following = api.get(urljoin(str(answer.url), answer.links["next"]["url"]))
        assert following.headers["content-type"] == "application/geo+json"
        cursor = answer.json()["nextCursor"]
        again = api.get(
            "/v1/statements", params={"limit": 3, "cursor": cursor, "format": "geojson"}
        )
        assert again.json() == following.json() != answer.json()

    def test_one_item_is_one_feature(self, api: httpx.Client) -> None:
        """By header alone."""
        headers = {"Accept": "application/geo+json"}
        answer = api.get("/v1/locations/geonames:990001", headers=headers)
        assert answer.json()["geometry"] == {"type": "Point", "coordinates": [44.77, 40.51]}


def test_items_are_answered_alike_with_and_without_their_routes(api: httpx.Client) -> None:
    """A look-up by key goes past the routes; names that are repeated go through them."""
    for resource in RESOURCES:
        if resource.item_root is None:
            continue
        items = api.get(f"/v1/{resource.path}", params={"limit": 2}).json()["items"]
        assert items
        names = [field.name for field in fields_of(resource.item)]
        for address in [f"/v1/{resource.path}/{item['key']}" for item in items]:
            whole = api.get(address)
            short = api.get(f"{address}?fields={','.join(names)}")
            through = api.get(address, params={"fields": names})
            assert whole.json() == short.json() == through.json()
            for name in ("content-type", "vary", "cache-control", "x-content-type-options"):
                assert short.headers[name] == through.headers[name], name
            unchanged = api.get(address, headers={"if-none-match": whole.headers["etag"]})
            assert unchanged.status_code == 304
            assert through.headers["etag"] != whole.headers["etag"]

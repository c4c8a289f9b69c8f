"""Names matched to speakers and places, by the Reconciliation Service API 0.2."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from api.app import create_app
from api.reconciling.scoring import name_score, score
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database

TOWN = "locations/geonames:990001"

type Answer = dict[str, Any]


def ask(api: httpx.Client, **queries: Answer) -> dict[str, list[Answer]]:
    """Send a batch by form, and return the candidates by the names of the queries."""
    answer = api.post("/v1/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == list(queries)
    for result in body.values():
        scores = [each["score"] for each in result["result"]]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= each <= 100 for each in scores)
    return {name: result["result"] for name, result in body.items()}


def one(api: httpx.Client, **query: Any) -> list[Answer]:
    return ask(api, q=query)["q"]


def test_the_manifest_tells_where_everything_is(api: httpx.Client) -> None:
    manifest = api.get("/v1/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert {"name", "identifierSpace", "schemaSpace", "defaultTypes"} <= set(manifest)
    assert "authentication" not in manifest
    assert "{{id}}" in manifest["view"]["url"]
    for what, prefix in (("entity", "tar"), ("type", "per"), ("property", "par")):
        suggest = manifest["suggest"][what]
        url = suggest["service_url"] + suggest["service_path"]
        assert api.get(url, params={"prefix": prefix}).json()["result"]
    propose = manifest["extend"]["propose_properties"]
    url = propose["service_url"] + propose["service_path"]
    for each in manifest["defaultTypes"]:
        answer = api.get(url, params={"type": each["id"], "limit": 2}).json()
        assert (answer["type"], len(answer["properties"])) == (each["id"], 2)


def test_addresses_of_the_manifest_lead_to_the_entity(api: httpx.Client) -> None:
    manifest = api.get("/v1/reconcile").json()
    escaped = "locations%2Fgeonames%3A990001"
    view = api.get(manifest["view"]["url"].replace("{{id}}", escaped))
    assert view.json()["name"] == "Tarnova"
    preview = api.get(manifest["preview"]["url"].replace("{{id}}", escaped))
    assert preview.headers["content-type"].startswith("text/html")
    assert "<h1>Tarnova</h1>" in preview.text
    assert "default-src 'none'" in preview.headers["content-security-policy"]
    entity = manifest["suggest"]["entity"]
    flyout = entity["service_url"] + entity["flyout_service_path"].replace("${id}", escaped)
    assert api.get(flyout).json()["id"] == TOWN


def test_a_batch_by_form_and_by_address_answers_alike(api: httpx.Client) -> None:
    batch = {"first": {"query": "Tarnova"}, "second": {"query": "Davit Arelian", "limit": 1}}
    by_form = api.post("/v1/reconcile", data={"queries": json.dumps(batch)}).json()
    by_address = api.get("/v1/reconcile", params={"queries": json.dumps(batch)}).json()
    assert by_form == by_address
    assert list(by_form) == ["first", "second"]


def test_an_equal_name_is_a_match(api: httpx.Client) -> None:
    best = one(api, query="davit  ARELIAN")[0]
    assert (best["name"], best["score"], best["match"]) == ("Davit Arelian", 100, True)
    assert [each["id"] for each in best["type"]] == ["person", "speaker"]
    assert "AM" in best["description"]
    features = {each["id"]: each["value"] for each in best["features"]}
    assert features == {"name": 100, "properties_fitting": 0, "properties_failing": 0}


@pytest.mark.parametrize(
    "name", ["David Arelyan", "Col. Davit Arelian", "Arelian Davit", "Davit Arelyan"]
)
def test_another_spelling_comes_first(api: httpx.Client, name: str) -> None:
    best = one(api, query=name, type="person")[0]
    assert best["name"] == "Davit Arelian"
    assert best["score"] >= 80


def test_a_part_of_a_name_is_a_candidate_and_no_match(api: httpx.Client) -> None:
    best = one(api, query="Arelian", type="person")[0]
    assert (best["name"], best["match"]) == ("Davit Arelian", False)
    assert 40 <= best["score"] < 90


@pytest.mark.parametrize("written", [TOWN, "geonames:990001"])
def test_an_id_finds_its_entity(api: httpx.Client, written: str) -> None:
    found = one(api, query=written)
    assert (found[0]["id"], found[0]["score"], found[0]["match"]) == (TOWN, 100, True)


@pytest.mark.parametrize(
    ("types", "folders"),
    [
        ("place", {"locations"}),
        (["speaker"], {"speakers"}),
        ([{"id": "person", "name": "Person"}], {"speakers"}),
        (["place", "body"], {"locations", "speakers"}),
    ],
)
def test_types_keep_others_out(api: httpx.Client, types: Any, folders: set[str]) -> None:
    batch = {
        "town": {"query": "Tarnova", "type": types},
        "army": {"query": "Free Hills Army", "type": types},
    }
    found = [each for result in ask(api, **batch).values() for each in result]
    assert {each["id"].partition("/")[0] for each in found} <= folders
    wanted = (
        {types}
        if isinstance(types, str)
        else {each if isinstance(each, str) else each["id"] for each in types}
    )
    assert all(wanted & {own["id"] for own in each["type"]} for each in found)


def test_properties_count(api: httpx.Client) -> None:
    def best(value: Any) -> Answer:
        return one(api, query="Davit Arelian", properties=[{"pid": "party", "v": value}])[0]

    assert (best("AM")["score"], best("AM")["match"]) == (100, True)
    assert (best(["UA", "am"])["score"], best(["UA", "am"])["match"]) == (100, True)
    assert (best("UA")["score"], best("UA")["match"]) == (80, False)
    unknown = one(api, query="Davit Arelian", properties=[{"pid": "shoeSize", "v": 44}])[0]
    assert unknown["score"] == 100


def test_properties_alone_find_what_has_them(api: httpx.Client) -> None:
    found = one(api, properties=[{"pid": "party", "v": {"id": "FHA"}}], type="speaker")
    assert {each["name"] for each in found} >= {"Free Hills Army"}
    assert all(each["description"].split(", ")[1] == "FHA" for each in found)
    assert one(api, properties=[{"pid": "shoeSize", "v": 44}]) == []


def test_limits_are_kept(api: httpx.Client) -> None:
    assert len(one(api, query="Tarnova", limit=1)) == 1
    assert len(one(api, query="a", limit=10_000)) <= 50


@pytest.mark.parametrize(
    "name", ["!!!", "“”", "\0", "%", "_", "x" * 500, "' OR 1=1 --", "locations/", "/"]
)
def test_odd_names_are_answered(api: httpx.Client, name: str) -> None:
    assert all(each["score"] < 100 for each in one(api, query=name))


BAD: list[tuple[str, int, str]] = [
    ("{", 400, "bad-json"),
    ("[]", 422, "bad-parameter"),
    ('{"q": {}}', 422, "bad-parameter"),
    ('{"q": {"query": ""}}', 422, "bad-parameter"),
    ('{"q": {"query": 5}}', 422, "bad-parameter"),
    ('{"q": {"query": "a", "limit": 0}}', 422, "bad-parameter"),
    ('{"q": {"query": "a", "type": "planet"}}', 422, "bad-parameter"),
    ('{"q": {"query": "a", "type_strict": "never"}}', 422, "bad-parameter"),
    ('{"q": {"query": "a", "properties": [{"v": 1}]}}', 422, "bad-parameter"),
    (json.dumps({str(each): {"query": "a"} for each in range(51)}), 413, "too-large"),
    ('{"q": {"query": "' + "a" * 501 + '"}}', 422, "bad-parameter"),
    ("[" * 5000, 400, "bad-json"),
    (r'{"q": {"query": "\ud800"}}', 400, "bad-json"),
]


@pytest.mark.parametrize(("queries", "status", "code"), BAD)
def test_what_is_wrong_is_told(api: httpx.Client, queries: str, status: int, code: str) -> None:
    answer = api.post("/v1/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    # A page of another origin must be able to read why.
    assert answer.headers["access-control-allow-origin"] == "*"


def test_only_forms_are_read(api: httpx.Client) -> None:
    answer = api.post("/v1/reconcile", json={"queries": "{}"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = api.post("/v1/reconcile", content=b"queries=%ff\xff", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-parameter")


@pytest.mark.parametrize("path", ["", "/suggest/entity", "/preview", "/anything/else"])
def test_other_origins_may_ask(api: httpx.Client, path: str) -> None:
    answer = api.options(f"/v1/reconcile{path}", headers={"Origin": "https://sheets.example"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "*")
    assert "Authorization" in answer.headers["access-control-allow-headers"]


def test_names_are_completed(api: httpx.Client) -> None:
    def names(prefix: str, cursor: int = 0) -> list[str]:
        query: dict[str, Any] = {"prefix": prefix, "cursor": cursor}
        answer = api.get("/v1/reconcile/suggest/entity", params=query)
        return [each["name"] for each in answer.json()["result"]]

    assert names("tarn")[0] == "Tarnova"
    assert names("free h")[0] == "Free Hills Army"
    assert names(TOWN) == ["Tarnova"]
    assert names("") == names("\0") == []
    found = names("t")
    assert names("t", 1) == found[1:]


def test_entities_are_extended(api: httpx.Client) -> None:
    asked = {
        "ids": [TOWN, "locations/nowhere", "elsewhere"],
        "properties": [{"id": "country"}, {"id": "latitude"}, {"id": "geonameid"}],
    }
    body = api.post("/v1/reconcile", data={"extend": json.dumps(asked)}).json()
    assert [each["id"] for each in body["meta"]] == ["country", "latitude", "geonameid"]
    assert list(body["rows"]) == asked["ids"]
    assert body["rows"][TOWN] == {
        "country": [{"str": "AM"}],
        "latitude": [{"float": 40.51}],
        "geonameid": [{"int": 990001}],
    }
    assert body["rows"]["elsewhere"] == {"country": [], "latitude": [], "geonameid": []}
    asked["properties"] = [{"id": "height"}]
    answer = api.post("/v1/reconcile", data={"extend": json.dumps(asked)})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-parameter")


def test_an_entity_that_is_not_there_has_no_preview(api: httpx.Client) -> None:
    for where in ("preview", "flyout"):
        answer = api.get(f"/v1/reconcile/{where}", params={"id": "speakers/none"})
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown-key")


@pytest.fixture
async def keyed(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of a server where reads need a key."""
    app = create_app(Settings(database_url=database.url, reads="keyed"))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield http


async def test_all_but_the_manifest_needs_a_key(keyed: httpx.AsyncClient, engine: Engine) -> None:
    manifest = await keyed.get("/v1/reconcile")
    assert manifest.json()["authentication"] == {"type": "http", "scheme": "bearer"}
    key, _ = create_key(engine, "sheets", [KeyScope.READ])
    headers = {"Authorization": f"Bearer {key}"}
    queries = json.dumps({"q": {"query": "Tarnova"}})
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", "", {"params": {"queries": queries}}),
        ("GET", "", {"params": {"extend": '{"ids": [], "properties": []}'}}),
        ("POST", "", {"data": {"queries": queries}}),
        ("GET", "/suggest/entity", {"params": {"prefix": "t"}}),
        ("GET", "/suggest/type", {"params": {"prefix": "t"}}),
        ("GET", "/properties", {"params": {"type": "place"}}),
    ]
    for method, path, given in asked:
        refused = await keyed.request(method, f"/v1/reconcile{path}", **given)
        assert (refused.status_code, refused.json()["code"]) == (401, "no-api-key")
        assert refused.headers["access-control-allow-origin"] == "*"
        answer = await keyed.request(method, f"/v1/reconcile{path}", headers=headers, **given)
        assert answer.status_code == 200, answer.text


ITEM: Answer = {
    "id": "locations/x", "key": "x", "name": "Kupiansk", "aliases": ["Kupjansk"], "kind": "CITY",
    "country": "UA", "geonameid": 7,
}  # fmt: skip


def test_only_an_equal_name_is_worth_all() -> None:
    assert name_score(ITEM, "kupjansk") == 100
    assert 92 <= name_score(ITEM, "Kupyansk") < 100
    assert name_score(ITEM, "Kupiansk Raion") == 75
    assert name_score(ITEM, "Tarnova") < 40


def test_values_are_compared_by_what_they_say() -> None:
    fitting = score(ITEM, None, {"country": ("ua",), "geonameid": ("7", "8"), "admin1": ("5",)})
    assert (fitting.fitting, fitting.failing) == (2, 0)
    assert score(ITEM, None, {"geonameid": ("8",)}).failing == 1

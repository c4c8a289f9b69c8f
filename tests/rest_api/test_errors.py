"""Bad requests get a problem document that names what is at fault, and never more than that."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from asgi_lifespan import LifespanManager
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.bounds import MAX_BODY
from api.pages import ERRORS
from api.problems import Problem
from api.rest.resources import RESOURCES
from api.settings import Settings
from db import migrations
from tests.databases import Database

HUGE = "9" * 5000
MARK = "z9q8w7"


def check_problem(answer: httpx.Response, status: int, code: str) -> Problem:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    found = Problem.model_validate(answer.json(), strict=True)
    assert (found.status, found.code, found.type) == (status, code, f"/errors/{code}")
    assert (ERRORS / f"{code}.md").exists()
    return found


BAD_ADDRESSES = [
    ("/v1/statements?limit=0", "bad-parameter", "query.limit"),
    ("/v1/statements?limit=-1", "bad-parameter", "query.limit"),
    ("/v1/statements?limit=101", "bad-parameter", "query.limit"),
    ("/v1/statements?limit=2147483648", "bad-parameter", "query.limit"),
    (f"/v1/statements?limit={HUGE}", "bad-parameter", "query.limit"),
    ("/v1/statements?limit=1e3", "bad-parameter", "query.limit"),
    ("/v1/statements?limit=", "bad-parameter", "query.limit"),
    ("/v1/statements?count=perhaps", "bad-parameter", "query.count"),
    ("/v1/statements?spaeker=x", "bad-parameter", "query.spaeker"),
    ("/v1/speakers?format=geojson", "bad-parameter", "query.format"),
    ("/v1/statements?format=kml", "bad-parameter", "query.format"),
    ("/v1/statements?sort=text", "bad-parameter", "query.sort"),
    ("/v1/statements?saidFrom=0", "bad-parameter", "query.saidFrom"),
    ("/v1/statements?saidFrom=2024-1-1", "bad-parameter", "query.saidFrom"),
    ("/v1/statements?saidFrom=２０２４-01-01", "bad-filter", "saidFrom"),
    ("/v1/statements?saidFrom=2024-02-30", "bad-filter", "saidFrom"),
    ("/v1/statements?kind=SPOKEN", "bad-filter", "kind"),
    ("/v1/statements?q=", "bad-parameter", "query.q"),
    ("/v1/statements?q=%22%22", "bad-filter", "q"),
    ("/v1/statements?q=%00", "bad-filter", "q"),
    ("/v1/statements?speaker=a%00b", "bad-filter", "speaker"),
    (f"/v1/statements?speaker={'a' * 501}", "bad-parameter", "query.speaker"),
    ("/v1/statements?bbox=1,2,3", "bad-parameter", "query.bbox"),
    ("/v1/statements?bbox=nan,2,3,4", "bad-parameter", "query.bbox"),
    ("/v1/statements?bbox=1,2,3,91", "bad-filter", "bbox"),
    ("/v1/statements?near=49.7,37.6", "bad-filter", "radiusKm"),
    ("/v1/statements?radiusKm=5", "bad-filter", "near"),
    ("/v1/statements?near=49.7,37.6&radiusKm=inf", "bad-parameter", "query.radiusKm"),
    ("/v1/statements?near=49.7,37.6&radiusKm=0", "bad-parameter", "query.radiusKm"),
    ("/v1/statements?quantityMin=nan", "bad-parameter", "query.quantityMin"),
    ("/v1/statements?quantityMin=1e999", "bad-parameter", "query.quantityMin"),
    ("/v1/statements?cursor=abc", "bad-page", "cursor"),
    ("/v1/statements?cursor=WzEsIk5BTUVfQVNDIiwieCIsMV0=", "bad-page", "cursor"),
    (f"/v1/statements?cursor={'A' * 4001}", "bad-parameter", "query.cursor"),
    ("/v1/disputes?sizeMin=9223372036854775808", "bad-parameter", "query.sizeMin"),
    ("/v1/contradictions?confidenceMin=2", "bad-parameter", "query.confidenceMin"),
    ("/v1/statements/a%00b", "bad-filter", "key"),
    (f"/v1/statements/{'a' * 501}", "bad-parameter", "path.key"),
]


@pytest.mark.parametrize(("url", "code", "where"), BAD_ADDRESSES)
def test_the_parameter_at_fault_is_named(
    api: httpx.Client, url: str, code: str, where: str
) -> None:
    found = check_problem(api.get(url), 422, code)
    assert [fault.where for fault in found.faults] == [where]
    assert found.detail


BAD_BODIES: list[tuple[Any, str, str]] = [
    ([], "bad-parameter", "body"),
    ("x", "bad-parameter", "body"),
    (None, "bad-parameter", "body"),
    ({"where": []}, "bad-parameter", "body.where"),
    ({"were": {}}, "bad-parameter", "body.were"),
    ({"limit": "5"}, "bad-parameter", "body.limit"),
    ({"limit": True}, "bad-parameter", "body.limit"),
    ({"limit": 1.5}, "bad-parameter", "body.limit"),
    ({"limit": 10**30}, "bad-parameter", "body.limit"),
    ({"sort": "text"}, "bad-parameter", "body.sort"),
    ({"cursor": 5}, "bad-parameter", "body.cursor"),
    ({"where": {"nope": 1}}, "bad-filter", "where.nope"),
    ({"where": {"speaker": {"nope": {"eq": "x"}}}}, "bad-filter", "where.speaker.nope"),
    ({"where": {"text": {"like": "x"}}}, "bad-filter", "where.text.like"),
    ({"where": {"text": {"eq": 5}}}, "bad-filter", "where.text.eq"),
    ({"where": {"text": {"eq": "\ud800"}}}, "bad-filter", "where.text.eq"),
    ({"where": {"text": {"contains": "a\0"}}}, "bad-filter", "where.text.contains"),
    ({"where": {"confidence": {"gt": 10**400}}}, "bad-filter", "where.confidence.gt"),
    ({"where": {"key": {"in": ["x"] * 501}}}, "bad-filter", "where.key.in"),
    ({"where": {"recorded": {"gt": "2024-01-01"}}}, "bad-filter", "where.recorded.gt"),
]


@pytest.mark.parametrize(("body", "code", "where"), BAD_BODIES)
def test_so_is_the_path_inside_a_body(api: httpx.Client, body: Any, code: str, where: str) -> None:
    answer = api.post("/v1/statements/query", content=json.dumps(body), headers=AS_JSON)
    found = check_problem(answer, 422, code)
    assert [fault.where for fault in found.faults] == [where]


AS_JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"limit": ' + b"9" * 5000 + b"}", b"{'limit': 1}"],
    ids=["empty", "open", "no text", "deep", "long number", "python"],
)
def test_a_body_that_is_no_json(api: httpx.Client, body: bytes) -> None:
    answer = api.post("/v1/statements/query", content=body, headers=AS_JSON)
    if body == b"":
        check_problem(answer, 422, "bad-parameter")
    else:
        check_problem(answer, 400, "bad-json")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_that_are_none(api: httpx.Client, number: str) -> None:
    body = f'{{"where": {{"confidence": {{"gt": {number}}}}}}}'
    answer = api.post("/v1/statements/query", content=body, headers=AS_JSON)
    check_problem(answer, 422, "bad-filter")


def test_a_filter_nested_too_deeply(api: httpx.Client) -> None:
    where: dict[str, Any] = {}
    for _ in range(400):
        where = {"not": where}
    answer = api.post("/v1/statements/query", json={"where": where})
    found = check_problem(answer, 422, "bad-filter")
    assert "nested too deeply" in found.detail


@pytest.mark.parametrize("address", ["/v1/statements/query", "/v1/annotate", "/v1/compare"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_of_another_type(api: httpx.Client, address: str, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    answer = api.post(address, content=b"{}", headers=headers)
    found = check_problem(answer, 415, "unsupported-media-type")
    assert "application/json" in found.detail


EITHER = "Input should be an object, or: Input should be a list"


@pytest.mark.parametrize(
    ("address", "body", "faults"),
    [
        ("annotate", [], {"body": "Input should be an object"}),
        ("annotate", {}, {"body.text": "Field required"}),
        ("annotate", {"text": "x", "txet": 1}, {"body.txet": "Extra inputs are not permitted"}),
        ("compare", {"a": "x"}, {"body.b": "Field required"}),
        ("compare", {"a": 1, "b": "y"}, {"body.a": "Input should be a valid string"}),
        ("compare", [{"a": "x"}], {"body.0.b": "Field required"}),
        ("compare", [{"a": "x", "b": "y"}, 3], {"body.1": "Input should be an object"}),
        ("compare", 3, {"body": EITHER}),
        ("statements/query", {"limit": "a"}, {"body.limit": "Input should be a valid integer"}),
        ("statements/query", None, {"body": "Input should be an object"}),
    ],
)
def test_faults_of_a_body_are_at_paths_of_what_was_sent(
    api: httpx.Client, address: str, body: Any, faults: dict[str, str]
) -> None:
    answer = api.post(f"/v1/{address}", content=json.dumps(body), headers=AS_JSON)
    found = check_problem(answer, 422, "bad-parameter")
    assert {each.where: each.message for each in found.faults} == faults


def test_a_body_that_is_too_large(api: httpx.Client) -> None:
    large = b" " * (MAX_BODY + 1)
    answer = api.post("/v1/statements/query", content=large, headers=AS_JSON)
    check_problem(answer, 413, "body-too-large")


def test_a_body_that_does_not_say_how_large_it_is(api: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000

    answer = api.post("/v1/statements/query", content=pieces(), headers=AS_JSON)
    check_problem(answer, 413, "body-too-large")


def test_a_compressed_body(api: httpx.Client) -> None:
    headers = {**AS_JSON, "Content-Encoding": "gzip"}
    answer = api.post("/v1/statements/query", content=b"\x1f\x8b\x08", headers=headers)
    check_problem(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize("url", ["/nope", "/v1", "/v1/", "/v1/statment", "/v2/statements"])
def test_an_address_that_leads_nowhere(api: httpx.Client, url: str) -> None:
    check_problem(api.get(url), 404, "unknown-address")


@pytest.mark.parametrize("resource", [each.path for each in RESOURCES if each.item_root])
@pytest.mark.parametrize("key", ["nope", "name:X:city:a/b", "%25", "query"])
def test_a_key_that_no_item_has(api: httpx.Client, resource: str, key: str) -> None:
    check_problem(api.get(f"/v1/{resource}/{key}"), 404, "unknown-key")


@pytest.mark.parametrize(
    ("method", "url", "allowed"),
    [
        ("DELETE", "/v1/statements", "GET"),
        ("POST", "/v1/statements", "GET"),
        ("PUT", "/v1/statements/abc", "GET"),
        ("GET", "/v1/annotate", "POST"),
    ],
)
def test_a_method_that_the_address_lacks(
    api: httpx.Client, method: str, url: str, allowed: str
) -> None:
    answer = api.request(method, url)
    check_problem(answer, 405, "method-not-allowed")
    assert allowed in answer.headers["allow"]


@pytest.mark.parametrize(
    "url",
    [
        f"/v1/statements?limit={MARK}",
        f"/v1/statements?%3Cscript%3E{MARK}=1",
        f"/v1/statements?cursor={MARK}",
        f"/v1/statements?kind={MARK}",
        f"/v1/statements?saidFrom={MARK}",
        f"/v1/statements/{MARK}",
        f"/{MARK}",
        f"/errors/{MARK}",
    ],
)
def test_nothing_that_was_sent_comes_back(api: httpx.Client, url: str) -> None:
    assert MARK not in api.get(url).text


def test_nor_from_a_body(api: httpx.Client) -> None:
    for body in (
        {"where": {"text": {"eq": [MARK]}}},
        {"where": {f"<script>{MARK}": 1}},
        {"limit": MARK},
        {f"<script>{MARK}": 1},
    ):
        answer = api.post("/v1/statements/query", json=body)
        assert answer.status_code == 422
        assert MARK not in answer.text


def test_each_code_leads_to_its_page(api: httpx.Client) -> None:
    found = check_problem(api.get("/v1/statements?limit=0"), 422, "bad-parameter")
    page = api.get(found.type)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/markdown")
    assert page.text.startswith("# bad-parameter")
    for name in ("../../README", "..%2f..%2fREADME", "bad-parameter.md"):
        assert api.get(f"/errors/{name}").status_code == 404


TEXT_FILTERS = ("q", "speaker", "place", "placeKey", "agent", "counted", "outlet", "cursor")
texts = st.text(min_size=1, max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(TEXT_FILTERS), value=texts)
def test_no_text_breaks_the_server(api: httpx.Client, name: str, value: str) -> None:
    sent = quote(value.encode("utf-8", "surrogatepass"))
    assert api.get(f"/v1/statements?limit=1&{name}={sent}").status_code in {200, 422}


TAUTOLOGIES = ["' OR 1=1 --", '" OR ""="', "%", "_", "\\", "*", "x' OR 'x'='x", "tarn%' --"]


@pytest.mark.parametrize("value", TAUTOLOGIES)
@pytest.mark.parametrize("name", ["q", "speaker", "place", "placeKey", "agent", "outlet"])
def test_no_text_widens_a_filter(api: httpx.Client, name: str, value: str) -> None:
    answer = api.get("/v1/statements", params={name: value})
    assert answer.status_code == 422 or answer.json()["items"] == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["and", "or", "not", "speaker", "place", "text", "eq", "in", "said", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=json_values)
def test_no_filter_breaks_the_server(api: httpx.Client, where: Any) -> None:
    body = json.dumps({"where": where, "limit": 1})
    answer = api.post("/v1/statements/query", content=body, headers=AS_JSON)
    assert answer.status_code in {200, 422}


async def ask(database_url: str, path: str) -> httpx.Response:
    """Ask a server that runs inside the test."""
    app = create_app(Settings(database_url=database_url))

    async def broken() -> None:
        raise RuntimeError("SELECT secret FROM nowhere")

    app.add_api_route("/broken", broken)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        LifespanManager(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        return await client.get(path)


async def test_a_mistake_of_ours_tells_nothing(database: Database) -> None:
    answer = await ask(database.url, "/broken")
    check_problem(answer, 500, "internal-error")
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text


async def test_a_server_without_tables_says_so(empty_database: Database) -> None:
    for path in ("/v1/statements", "/v1/statements/x", "/readyz"):
        answer = await ask(empty_database.url, path)
        check_problem(answer, 503, "unavailable")
        assert answer.headers["retry-after"]
    assert (await ask(empty_database.url, "/healthz")).json() == {"status": "ok"}


async def test_a_server_over_old_tables_is_not_ready(empty_database: Database) -> None:
    migrations.upgrade(empty_database.url, "0001")
    answer = await ask(empty_database.url, "/readyz")
    found = check_problem(answer, 503, "database-outdated")
    assert migrations.head() in found.detail


async def test_a_server_over_new_tables_is(database: Database) -> None:
    answer = await ask(database.url, "/readyz")
    assert answer.json() == {"status": "ok", "database": migrations.head()}


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("statements?limit=1&limit=2", "limit"),
        ("statements?party=UA&cursor=a&party=RU&cursor=b", "cursor"),
        ("statements/stats?groupBy=party&limit=1&groupBy=place&limit=1", "limit"),
        ("export/statements?format=csv&format=jsonl", "format"),
        ("changes?limit=1&limit=1", "limit"),
        ("places/geonames:990001/control?from=2024-01-01&from=2024-01-02", "from"),
        ("locations?fields=key&limit=5&fields=name&limit=5", "limit"),
    ],
)
def test_what_is_given_twice_is_not_left_out(api: httpx.Client, address: str, name: str) -> None:
    """But for what takes several values, of which each counts."""
    answer = api.get(f"/v1/{address}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-parameter")
    fault = {"where": f"query.{name}", "message": "is given more than once"}
    assert answer.json()["faults"] == [fault]

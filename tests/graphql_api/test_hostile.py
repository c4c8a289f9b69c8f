"""Queries that mean harm, or are merely wrong: a clear error, never a failure of the server."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from api.graphql import limits
from db.filters.scope import MAX_BRANCHES, MAX_DEPTH
from db.query.values import MAX_LIST, MAX_TEXT
from tests.graphql_api.conftest import Client

PAGE = "statements(first: 1) { edges { node { %s } } }"


def _bomb(levels: int, width: int, inside: str = "Query") -> str:
    """Write fragments that spread the next one several times each."""
    parts = [f"fragment f{i} on {inside} {{ {f'...f{i + 1} ' * width} }}" for i in range(levels)]
    return "{ ...f0 } " + " ".join(parts) + f" fragment f{levels} on {inside} {{ __typename }}"


def _nested_bomb(levels: int) -> str:
    """Write fragments whose fields double at every level."""
    parts = [
        f"fragment f{i} on Statement {{ a{i}: parent {{ ...f{i + 1} }} "
        f"b{i}: parent {{ ...f{i + 1} }} }}"
        for i in range(levels)
    ]
    return (
        "{ "
        + PAGE % "...f0"
        + " } "
        + " ".join(parts)
        + f" fragment f{levels} on Statement {{ key }}"
    )


_COSTLY = "statements(first: $n) { edges { node { key } } }"
for _outer in ("article", "speaker"):
    _COSTLY = f"statements(first: $n) {{ edges {{ node {{ {_outer} {{ {_COSTLY} }} }} }} }}"


async def test_fragment_bombs_that_grow_to_nothing_are_answered(client: Client) -> None:
    # However often one fragment is spread in one place, it gives its fields once.
    answer = (await client.post(_bomb(15, 2))).json()
    assert answer.get("data") == {"__typename": "Query"} or answer["errors"]


MOST = limits.DEFAULTS


@pytest.mark.parametrize(
    ("query", "code", "name"),
    [
        (_bomb(90, 10), "too-many-fields", "fields"),
        (_bomb(40, 3), "too-many-fields", "fields"),
        (_nested_bomb(12), "too-many-fields", "fields"),
        (_nested_bomb(60), "query-too-deep", "depth"),
        (
            "{ " + " ".join(f"a{i}: __typename" for i in range(21)) + " }",
            "too-many-roots",
            "roots",
        ),
        (
            "{ " + PAGE % " ".join(f"a{i}: key" for i in range(MOST.aliases + 1)) + " }",
            "too-many-aliases",
            "aliases",
        ),
        ("{ " + "__typename " * (MOST.fields + 1) + "}", "too-many-fields", "fields"),
        (
            "{ " + PAGE % ("key @skip(if: false) " * (MOST.directives + 1)) + " }",
            "too-many-directives",
            "directives",
        ),
        ("{ " + PAGE % ("parent { " * 30 + "key" + " }" * 30) + " }", "query-too-deep", "depth"),
        ("{ " + "a " * (MOST.tokens + 1) + " }", "too-many-tokens", "tokens"),
        ("{ __typename } #" + "x" * MOST.characters, "query-too-long", "characters"),
        ("{ " + _COSTLY.replace("$n", "100") + " }", "query-too-costly", "cost"),
        ("query ($n: Int = 100) { " + _COSTLY + " }", "query-too-costly", "cost"),
    ],
)
async def test_floods_are_refused(client: Client, query: str, code: str, name: str) -> None:
    extensions = (await client.error(query))["extensions"]
    assert extensions["code"] == code
    limit = extensions["limit"]
    assert limit["name"] == name
    assert limit["setting"] == f"COUNTERCLAIM_MAX_QUERY_{name.upper()}"
    assert limit["allowed"] == getattr(MOST, name)
    assert limit.get("found", limit["allowed"] + 1) > limit["allowed"]


async def test_directives_at_one_place_are_few(client: Client) -> None:
    error = await client.error("{ __typename " + "@unknown " * 5 + "}")
    assert error["extensions"]["code"] == "too-many-directives"


@pytest.mark.parametrize(
    "query",
    [
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
        "{ ...a } fragment a on Query { ...a }",
        "{ ...missing }",
        "{" * 5000,
        "{ statements(where: " + "{not: " * 3000 + "{}" + "}" * 3000 + ") { totalCount } }",
        "",
        "nonsense",
        "{ statements }",
        "{ statements { edges } }",
        '{ statements(first: "1") { totalCount } }',
        "{ statements(first: 99999999999999999999) { totalCount } }",
        "{ statements(where: {nope: 1}) { totalCount } }",
        "{ statements(where: {kind: {eq: SPOKEN}}) { totalCount } }",
        '{ statements(where: {said: {gte: "2024-02-30"}}) { totalCount } }',
        "{ statements(where: {said: {gte: 20240201}}) { totalCount } }",
        '{ statements(where: {recorded: {gte: "2024-02-01"}}) { totalCount } }',
        "{ statements @defer { totalCount } }",
        "mutation { x }",
        "subscription { x }",
        "query a { __typename } query b { __typename }",
        "fragment f on Query { __typename }",
        "query ($x: Nope) { __typename }",
        "query ($x: Int!) { statements(first: $x) { totalCount } }",
    ],
)
async def test_wrong_queries_are_explained(client: Client, query: str) -> None:
    response = await client.post(query)
    assert response.status_code == 200
    answer = response.json()
    assert answer.get("data") is None
    for error in answer["errors"]:
        assert error["message"]
        assert error["extensions"]["code"]
        assert "Traceback" not in error["message"]


def _cursor(*parts: Any) -> str:
    return base64.b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "WzFd",
        "é" * 10,
        "A" * 100_000,
        base64.b64encode(b"\xff\xfe").decode(),
        base64.b64encode(b"[" * 5000).decode(),
        _cursor(2, "DATE_DESC", "2024-03-01T00:00:00Z", 1),
        _cursor(1, "CONFIDENCE_DESC", 0.5, 1),
        _cursor(1, "DATE_ASC", "2024-03-01T00:00:00Z", 1),
        _cursor(1, "DATE_DESC", "yesterday", 1),
        _cursor(1, "DATE_DESC", None, 1),
        _cursor(1, "DATE_DESC", "2024-03-01T00:00:00Z", -1),
        _cursor(1, "DATE_DESC", "2024-03-01T00:00:00Z", 2**63),
        _cursor(1, "DATE_DESC", "2024-03-01T00:00:00Z", "1 OR 1=1"),
        _cursor(1, "DATE_DESC", "2024-03-01T00:00:00Z"),
    ],
)
@pytest.mark.parametrize("argument", ["after", "before"])
@pytest.mark.parametrize("asked", ["edges { cursor }", "totalCount"])
async def test_bad_cursors_are_named(
    client: Client, cursor: str, argument: str, asked: str
) -> None:
    query = f"query ($c: String) {{ list: statements({argument}: $c) {{ {asked} }} }}"
    error = await client.error(query, {"c": cursor})
    assert error["extensions"]["code"] in {"bad-page", "bad-filter"}
    assert error["extensions"]["field"] == f"list.{argument}"
    assert error["path"] == ["list"]


@pytest.mark.parametrize(
    "arguments",
    [
        "first: 0",
        "first: -1",
        "first: 101",
        "last: 0",
        "last: 2147483647",
        "first: 1, last: 1",
    ],
)
async def test_bad_page_sizes_are_named(client: Client, arguments: str) -> None:
    error = await client.error(f"{{ statements({arguments}) {{ edges {{ cursor }} }} }}")
    assert error["extensions"]["code"] == "bad-page"
    assert error["extensions"]["field"].startswith("statements.")


@pytest.mark.parametrize(
    "node_id",
    [
        "",
        "1",
        "x" * 10_000,
        base64.b64encode(b"Statement:1 OR 1=1").decode(),
        base64.b64encode(b"Statement:-1").decode(),
        base64.b64encode(b"Statement:99999999999999999999").decode(),
        base64.b64encode(b"Span:1").decode(),
        base64.b64encode("Statement:١".encode()).decode(),
        base64.b64encode(b"\xff").decode(),
    ],
)
async def test_bad_ids_are_named(client: Client, node_id: str) -> None:
    error = await client.error("query ($i: ID!) { node(id: $i) { id } }", {"i": node_id})
    assert error["extensions"] | {"docUrl": ""} == {
        "code": "bad-id", "docUrl": "", "field": "node.id",
    }  # fmt: skip
    error = await client.error("query ($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": [node_id]})
    assert error["extensions"]["field"] == "nodes.ids.0"


async def test_too_many_ids_are_refused(client: Client) -> None:
    ids = ["U3RhdGVtZW50OjE="] * 101
    error = await client.error("query ($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ids})
    assert error["extensions"]["code"] == "bad-id"


_DEEP: dict[str, Any] = {}
for _ in range(MAX_DEPTH + 1):
    _DEEP = {"not": _DEEP}


@pytest.mark.parametrize(
    ("where", "field"),
    [
        (_DEEP, "where" + ".not" * MAX_DEPTH),
        ({"or": [{"text": {"eq": "x"}}] * (MAX_BRANCHES + 1)}, f"where.or.{MAX_BRANCHES - 1}"),
        ({"party": {"in": ["x"] * (MAX_LIST + 1)}}, "where.party.in"),
        ({"text": {"contains": "x" * (MAX_TEXT + 1)}}, "where.text.contains"),
        ({"text": {"contains": "a\0b"}}, "where.text.contains"),
        ({"party": {"in": ["ok", "a\0b"]}}, "where.party.in.1"),
        ({"text": {"eq": None}}, "where.text.eq"),
        ({"search": '--- "" !!'}, "where.search"),
        ({"place": {"bbox": {"south": -91, "west": 0, "north": 1, "east": 1}}},
         "where.place.bbox.south"),
        ({"place": {"near": {"latitude": 0, "longitude": 0, "radiusKm": 0}}},
         "where.place.near.radiusKm"),
        ({"place": {"near": {"latitude": 0, "longitude": 181, "radiusKm": 1}}},
         "where.place.near.longitude"),
        ({"speaker": {"name": {"contains": "!!"}}}, "where.speaker.name.contains"),
        ({"said": {"gt": "9999-12-31"}}, "where.said.gt"),
    ],
)  # fmt: skip
async def test_bad_filters_are_named(client: Client, where: dict[str, Any], field: str) -> None:
    query = "query ($w: StatementWhere) { statements(where: $w) { totalCount } }"
    error = await client.error(query, {"w": where})
    assert error["extensions"]["code"] == "bad-filter"
    assert error["extensions"]["field"] == f"statements.{field}"
    assert error["message"].startswith(f"statements.{field} ")


INJECTIONS = (
    "' OR '1'='1",
    "') OR 1=1 --",
    '" OR ""="',
    "x' UNION SELECT key FROM api_key --",
    "\x01" + "0\x02",
    "$1",
    "?",
    "{row}",
    "%",
    "_",
    "\\",
    "%' ESCAPE '!",
    "NEAR(a b)",
    "a* OR b",
    "-the",
    "text:the",
)


@pytest.mark.parametrize("attack", INJECTIONS)
async def test_injections_find_no_more_than_their_text(
    client: Client, attack: str, archive: Any
) -> None:
    current = [row for row in archive.rows("statement") if row["superseded_at"] is None]
    query = """query ($t: String!, $k: String!) {
        a: statements(where: {text: {contains: $t}}) { totalCount }
        b: statements(where: {text: {eq: $t}}) { totalCount }
        c: statements(where: {via: {startsWith: $t}}) { totalCount }
        d: statements(where: {place: {key: {eq: $t}}}) { totalCount }
        e: speakers(where: {party: {in: [$t]}}) { totalCount }
        f: statement(key: $k) { key }
        g: locations(where: {inside: $t}) { totalCount } }"""
    data = await client.data(query, {"t": attack, "k": attack})
    containing = [row for row in current if attack.lower() in row["text"].lower()]
    assert data["a"]["totalCount"] == len(containing)
    assert [data[name]["totalCount"] for name in "bdeg"] == [0, 0, 0, 0]
    assert data["f"] is None


@pytest.mark.parametrize("attack", [each for each in INJECTIONS if each != "-the"])
async def test_search_takes_no_operators(client: Client, attack: str) -> None:
    query = "query ($t: String!) { statements(where: {search: $t}) { totalCount } }"
    answer = (await client.post(query, {"t": attack})).json()
    if "errors" in answer:
        assert answer["errors"][0]["extensions"]["code"] == "bad-filter"
    else:
        assert answer["data"]["statements"]["totalCount"] == 0


async def test_ordinary_queries_pass_the_limits(client: Client) -> None:
    deep = PAGE % (
        "contradictions { other { places { location { name } } quantities { low high } "
        "article { outlet { name } } speaker { name } parent { parent { speaker { name } } } } "
        "contradiction { reason a { key } b { key } } }"
    )
    assert "statements" in await client.data("{ " + deep + " }")
    aliases = " ".join(f"p{i}: statements(first: {i + 1}) {{ totalCount }}" for i in range(5))
    assert len(await client.data("{ " + aliases + " }")) == 5
    long = "{ " + PAGE % "key" + " } # " + "long comment " * 8000
    assert "statements" in await client.data(long)


async def test_depth_that_must_be_reached(client: Client) -> None:
    """Four connections inside each other, or ten objects, are within SQLite's parser."""
    connection = "statements(first: 1) { edges { node { key %s } } pageInfo { hasNextPage } }"
    chain = connection % ""
    for outer in ("article", "speaker"):
        chain = connection % (outer + " { " + chain + " }")
    assert "statements" in await client.data("{ " + chain + " }")
    parents = "parent { " * 10 + "key" + " }" * 10
    assert "statements" in await client.data("{ " + PAGE % parents + " }")

"""Generated queries over HTTP have the answers that a naive evaluator gives."""

# ruff: noqa: S311 - random queries keep no secrets
from __future__ import annotations

from random import Random

import pytest

from api.graphql.schema import core_schema
from db.query.selection import Field, Slot, select
from tests.graphql_api.conftest import Client
from tests.graphql_api.documents import Writer
from tests.storage.archive import Archive
from tests.storage.naive import Naive, global_id, same
from tests.storage.naive_columns import TABLES
from tests.storage.queries import root_field, selection

ROUNDS = 120


@pytest.mark.parametrize("literals", [False, True])
async def test_generated_queries_agree(client: Client, archive: Archive, *, literals: bool) -> None:
    naive = Naive(archive)
    compared = 0
    for seed in range(ROUNDS):
        field = root_field(Random(seed))
        writer = Writer(core_schema(), literals)
        query = writer.query(field)
        response = await client.post(query, writer.variables)
        answer = response.json()
        if "errors" in answer:
            # SQLite's parser bounds the depth; nothing else may be refused.
            assert answer["errors"][0]["extensions"]["code"] == "too-complex", answer
            continue
        assert same(response.text, {"data": naive.answer([field])}), query
        compared += 1
    assert compared > ROUNDS * 0.9


async def test_one_plan_serves_many_values(client: Client, archive: Archive) -> None:
    naive = Naive(archive)
    query = """query ($text: String!, $words: [String!], $n: Int, $flag: Boolean!) {
        statements(first: $n, where: {text: {contains: $text}, or: [
            {party: {in: $words}}, {contradicted: $flag}, {agent: {in: ["RU", $text]}}]}) {
          totalCount edges { node { key } } } }"""
    for text in ("e", "the", "%", "no such words", "'; DROP TABLE statement; --"):
        for words in ([], ["UA"], ["UA", "RU"]):
            for size, flag in ((2, True), (7, False)):
                where = {
                    "text": {"contains": text},
                    "or": [
                        {"party": {"in": words}},
                        {"contradicted": flag},
                        {"agent": {"in": ["RU", text]}},
                    ],
                }
                fields = select("totalCount", edges=select(node=select("key")))
                chosen = Field(
                    "statements", "statements", {"first": Slot(size), "where": Slot(where)}
                )
                expected = naive.answer([Field(chosen.name, chosen.key, chosen.arguments, fields)])
                given = {"text": text, "words": words, "n": size, "flag": flag}
                assert await client.data(query, given) == expected


async def test_nodes_of_all_types(client: Client, archive: Archive) -> None:
    naive = Naive(archive)
    for seed, (type_name, table) in enumerate(TABLES.items()):
        chance = Random(seed)
        # One response key must not mean two things: type names keep them apart.
        variants = {
            name: tuple(
                Field(each.name, f"{name}_{each.key}", each.arguments, each.fields)
                for each in selection(chance, name, 2)
            )
            for name in TABLES
        }
        ids = [global_id(type_name, archive.rows(table)[0]), global_id("Speaker", {"id": 3})]
        missing = global_id(type_name, {"id": 999})
        for field in (
            Field("node", "one", {"id": Slot(ids[0])}, variants=variants),
            Field("nodes", "all", {"ids": Slot([*ids, missing])}, variants=variants),
        ):
            response = await client.post(Writer(core_schema(), literals=True).query(field))
            assert same(response.text, {"data": naive.answer([field])})


async def test_fragments_and_conditions(client: Client) -> None:
    query = """query ($yes: Boolean!, $no: Boolean!) {
        statements(first: 1) { edges { node {
          ...Plain key @skip(if: $yes) position @include(if: $no)
          ... @include(if: $yes) { kind } ... on Node { id }
          speaker { name } ...Plain } } } }
        fragment Plain on Statement { text @include(if: $yes) speaker { kind ...Who } }
        fragment Who on Speaker { party }"""
    for yes in (True, False):
        data = await client.data(query, {"yes": yes, "no": not yes})
        node = data["statements"]["edges"][0]["node"]
        expected = (
            ["text", "speaker", "kind", "id"] if yes else ["speaker", "key", "position", "id"]
        )
        assert list(node) == expected
        assert node["speaker"] is None or list(node["speaker"]) == ["kind", "party", "name"]


async def test_following_pages_by_cursor(client: Client, archive: Archive) -> None:
    query = """query ($after: String) { statements(first: 9, after: $after) {
        edges { cursor node { key } } pageInfo { hasNextPage endCursor } } }"""
    found: list[str] = []
    cursor, more = None, True
    while more:
        page = (await client.data(query, {"after": cursor}))["statements"]
        found += [edge["node"]["key"] for edge in page["edges"]]
        more, cursor = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert len(found) == len(set(found))
    assert set(found) == {
        row["key"] for row in archive.rows("statement") if row["superseded_at"] is None
    }


async def test_absent_and_null_arguments_are_left_out(client: Client) -> None:
    query = """query ($n: Int, $w: StatementWhere, $o: StatementOrder, $c: String) {
        statements(first: $n, where: $w, orderBy: $o, after: $c, last: null) {
          totalCount edges { node { key } } } }"""
    plain = await client.data("{ statements { totalCount edges { node { key } } } }")
    assert await client.data(query) == plain
    assert await client.data(query, {"n": None, "w": None, "o": None, "c": None}) == plain
    assert await client.data(query, {"w": {}}) == plain

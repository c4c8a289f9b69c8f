"""Comparing texts that are not stored, beside what the database answers."""

from __future__ import annotations

import pytest

from tests.graphql_api.conftest import Client

BOTH = """
query ($a: String!, $b: String!, $day: Date) {
  first: compare(a: $a, b: $b, aPublished: $day, bPublished: $day) {
    __typename relation type confidence rule reason valueA valueB
    evidenceA { start end text } evidenceB { __typename text }
  }
  statements(first: 1) { totalCount }
  second: compare(a: "The bridge is long.", b: "Wheat is cheap.") { relation evidenceA { text } }
}
"""
_EACH = 'compare(a: "x", b: "y") { relation }'
MANY = "{ " + " ".join(f"c{number}: {_EACH}" for number in range(11)) + " }"
CAME, CAME_NOT = "He came home on Monday.", "He did not come home on Monday."


async def test_texts_are_compared_beside_the_archive(client: Client) -> None:
    variables = {"a": CAME, "b": CAME_NOT, "day": "2024-05-14"}
    data = await client.data(BOTH, variables)
    assert list(data) == ["first", "statements", "second"]
    first = data["first"]
    assert first["__typename"] == "Comparison"
    assert (first["relation"], first["type"]) == ("CONTRADICTS", "NEGATION")
    assert CAME[first["evidenceA"]["start"] : first["evidenceA"]["end"]] in CAME
    assert first["evidenceB"]["__typename"] == "ComparedSpan"
    assert data["second"] == {"relation": "UNRELATED", "evidenceA": None}
    assert data["statements"]["totalCount"] > 0
    # The plan is kept for the shape of a query, never what it found.
    again = await client.data(BOTH, {**variables, "b": CAME})
    assert again["first"]["relation"] != "CONTRADICTS"


async def test_with_the_schema_in_the_same_query(client: Client) -> None:
    query = '{ __type(name: "Span") { name } compare(a: "He came.", b: "He did not come.") '
    data = await client.data(query + "{ relation type } }")
    assert data["compare"] == {"relation": "CONTRADICTS", "type": "NEGATION"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ compare(a: "x") { relation } }', "invalid-query"),
        ('{ compare(a: " ", b: "y") { relation } }', "empty-text"),
        ('{ compare(a: "x", b: "y", aPublished: "2024-02-30") { relation } }', "invalid-query"),
        ('{ compare(a: "x", b: "%s") { relation } }' % ("y" * 20_001), "query-too-large"),
        (
            '{ compare(a: "%s", b: "%s") { relation } }' % (("He ran. " * 400,) * 2),
            "too-many-clauses",
        ),
        (MANY, "query-too-large"),
    ],
)
async def test_what_cannot_be_compared_is_refused(client: Client, query: str, code: str) -> None:
    error = await client.error(query)
    assert error["extensions"]["code"] == code

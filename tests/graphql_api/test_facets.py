"""Facets over GraphQL: literals, variables, limits and costs."""

from __future__ import annotations

from typing import Any

import pytest

from api.bounds import QueryLimits
from api.graphql.limits import HEAVY_COST, LimitError, cost_of
from db.query.selection import Field, Slot, select
from tests.graphql_api.conftest import Client
from tests.storage import naive_facets
from tests.storage.archive import Archive

QUERY = """query ($where: StatementWhere, $atMost: Int, $first: Int) {
  statements(where: $where) {
    totalCount
    facets(atMost: $atMost) {
      __typename
      counted
      complete
      party(first: $first) { __typename value count }
      type { value count }
      month { value count }
      place { value { name } count }
      speaker { count value { name statements(first: 1) { totalCount } } }
      outlet { value { name } count }
    }
  }
}"""


SIX = " ".join(
    f"{name} {{ count }}" for name in ("party", "type", "kind", "month", "day", "stance")
)


async def test_facets_of_a_filter(client: Client, archive: Archive) -> None:
    data = await client.data(QUERY, {"where": {"claimType": {"eq": "STRIKE"}}})
    facets = data["statements"]["facets"]
    assert facets["__typename"] == "StatementFacets"
    assert (facets["counted"], facets["complete"]) == (data["statements"]["totalCount"], True)
    rows = [
        row
        for row in archive.rows("statement")
        if row["claim_type"].name == "STRIKE" and not row["superseded_at"]
    ]
    expected = naive_facets.count(archive, "Statement", "party", rows)
    assert facets["party"] == [
        {"__typename": "TextFacet", "value": value, "count": count} for value, count in expected
    ]
    assert facets["type"] == [{"value": "STRIKE", "count": len(rows)}]
    assert sum(each["count"] for each in facets["month"]) == len(rows)
    assert {each["value"] and each["value"]["name"] for each in facets["place"]} >= {None, "Sea"}


async def test_sizes_may_be_variables(client: Client) -> None:
    whole = (await client.data(QUERY))["statements"]["facets"]
    fewer = (await client.data(QUERY, {"first": 2, "atMost": 20}))["statements"]["facets"]
    other = (await client.data(QUERY, {"first": 1, "atMost": 20}))["statements"]["facets"]
    assert whole["complete"] is True
    assert (fewer["counted"], fewer["complete"]) == (20, False)
    assert len(whole["party"]) > len(fewer["party"]) == 2
    assert other["party"] == fewer["party"][:1]


async def test_the_executor_walks_them_too(client: Client) -> None:
    """What stands beside questions on the schema goes another way and comes out the same."""
    plain = "{ contradictions { facets { type { value count } status { value count } } } }"
    mixed = plain.replace("{ contr", '{ __type(name: "Span") { name } contr', 1)
    data = await client.data(mixed)
    assert data.pop("__type") == {"name": "Span"}
    assert data == await client.data(plain)
    assert data["contradictions"]["facets"]["type"]


async def test_one_list_under_several_filters(client: Client) -> None:
    """Counts for a choice of values leave their own filter out, under another key."""
    data = await client.data(
        """{ shown: statements(where: {party: {eq: "UA"}, claimType: {eq: CONTROL}}) {
               facets { type { value count } } }
             parties: statements(where: {claimType: {eq: CONTROL}}) {
               facets { party { value count } } } }"""
    )
    (shown,) = data["shown"]["facets"]["type"]
    assert {"value": "UA", "count": shown["count"]} in data["parties"]["facets"]["party"]


@pytest.mark.parametrize(
    ("facets", "code", "field"),
    [
        ("facets(atMost: 0) { counted }", "bad-page", "statements.facets.atMost"),
        ("facets(atMost: 100001) { counted }", "bad-page", "statements.facets.atMost"),
        (
            "f: facets { party(first: 1001) { count } }",
            "bad-page",
            "statements.f.party.first",
        ),
        ("facets { colour { count } }", "invalid-query", None),
        (
            f"facets(atMost: 100000) {{ {SIX} }}",
            "query-too-costly",
            None,
        ),
    ],
)
async def test_what_is_refused(client: Client, facets: str, code: str, field: Any) -> None:
    error = await client.error(f"{{ statements {{ {facets} }} }}")
    assert error["extensions"]["code"] == code
    assert error["extensions"].get("field") == field


def _cost(at_most: int | None, *facets: Field, first: int = 20) -> int:
    size = {} if at_most is None else {"atMost": Slot(at_most)}
    chosen = Field("facets", "facets", size, (*select("counted"), *facets))
    edges = select(edges=select(node=select(places=select("mention"))))
    return cost_of([Field("statements", "s", {"first": Slot(first)}, (*edges, chosen))])


PARTY = select(party=select("count"))


def test_what_they_cost() -> None:
    page = _cost(1)
    assert _cost(10_000, *PARTY) - _cost(10_000) == 10_000 // 20 + 10
    assert _cost(2000) - page == 100
    # A longer page adds what the page costs, and no more.
    assert _cost(10_000, *PARTY, first=40) - _cost(10_000, *PARTY) == _cost(1, first=40) - page
    assert _cost(None, *PARTY) < HEAVY_COST <= _cost(30_000, *PARTY)
    with pytest.raises(LimitError):
        _cost(
            100_000, *select(**{name: select("count") for name in ("a", "b", "c", "d", "e", "f")})
        )


def test_lists_in_a_list_cost_as_often() -> None:
    inner = select(statements=select(facets=PARTY))
    asked = Field(
        "speakers", "s", {"first": Slot(100)}, select(edges=(Field("node", "n", {}, inner),))
    )
    with pytest.raises(LimitError, match=f"{QueryLimits().cost:,}"):
        cost_of([asked])

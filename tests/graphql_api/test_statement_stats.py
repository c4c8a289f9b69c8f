"""Counts of statements over GraphQL: what is asked by literals and by variables."""

from __future__ import annotations

from typing import Any

import pytest

from api.graphql.limits import HEAVY_COST, cost_of
from db.query.selection import Field, Slot, argument, select
from tests.graphql_api.conftest import Client
from tests.storage.archive import Archive

QUERY = """query ($by: [StatementGroup!]!, $where: StatementWhere, $first: Int) {
  statementStats(groupBy: $by, where: $where, first: $first) {
    count party type period speaker { name } place { name }
  }
}"""


async def test_literals_and_variables_agree(client: Client, archive: Archive) -> None:
    literal = await client.data(
        "{ statementStats(groupBy: [PARTY, MONTH], where: {claimType: {eq: STRIKE}}) "
        "{ count party period } }"
    )
    where = {"claimType": {"eq": "STRIKE"}}
    given = await client.data(QUERY, {"by": ["PARTY", "MONTH"], "where": where})
    assert [
        {name: each[name] for name in ("count", "party", "period")}
        for each in given["statementStats"]
    ] == literal["statementStats"]
    strikes = [
        row
        for row in archive.rows("statement")
        if row["claim_type"].name == "STRIKE" and not row["superseded_at"]
    ]
    assert sum(each["count"] for each in literal["statementStats"]) == len(strikes)


async def test_every_value_of_a_variable_in_the_list_has_its_plan(client: Client) -> None:
    query = """query ($one: StatementGroup!) {
      statementStats(groupBy: [TYPE, $one]) { type party period __typename } }"""
    by_party = (await client.data(query, {"one": "PARTY"}))["statementStats"]
    by_day = (await client.data(query, {"one": "DAY"}))["statementStats"]
    assert {each["period"] for each in by_party} == {None} != {each["party"] for each in by_party}
    assert {each["party"] for each in by_day} == {None} != {each["period"] for each in by_day}
    assert by_day[0]["__typename"] == "StatementStat"


async def test_what_is_not_counted_by_is_null(client: Client) -> None:
    stats = (await client.data(QUERY, {"by": ["PLACE"], "first": None}))["statementStats"]
    assert {each["place"] and each["place"]["name"] for each in stats} >= {None, "Tarnova"}
    for name in ("party", "type", "period", "speaker"):
        assert {each[name] for each in stats} == {None}


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"by": []}, "bad-group"),
        ({"by": ["DAY", "WEEK"]}, "bad-group"),
        ({"by": ["COLOUR"]}, "bad-variable"),
        ({"by": ["TYPE"], "first": 1001}, "bad-page"),
        ({"by": ["TYPE"], "where": {"said": {"gte": "2024-13-01"}}}, "bad-variable"),
    ],
)
async def test_what_is_refused(client: Client, variables: dict[str, Any], code: str) -> None:
    assert (await client.error(QUERY, variables))["extensions"]["code"] == code


@pytest.mark.parametrize(
    ("groups", "where", "heavy"),
    [(["SPEAKER", "MONTH"], {}, False), (["PLACE"], {}, True), (["TYPE"], {"nested": True}, True)],
)
def test_reading_all_statements_is_heavy(groups: list[str], where: Any, *, heavy: bool) -> None:
    arguments = {"groupBy": Slot(groups), "where": argument(where)}
    cost = cost_of([Field("statementStats", "s", arguments, select("count"))])
    assert (cost >= HEAVY_COST) is heavy

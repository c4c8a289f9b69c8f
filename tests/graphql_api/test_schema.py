"""The schema: as checked in, described throughout, and of one mind with the query engine."""

from __future__ import annotations

from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_introspection_query,
    graphql_sync,
)

from api.graphql.schema import core_schema, sdl
from db.filters import catalogue as filters
from db.filters.relations import BRANCHES
from db.query import catalogue
from db.query.arrivals import ARRIVALS
from db.query.connection import ARGUMENTS, Connection
from db.query.description import Group, Many, ObjectType, One
from db.query.facets import SUMMARY
from db.query.paging import MAX_PAGE
from db.query.roots import QUERY
from tests.graphql_api.conftest import Client

SNAPSHOT = Path(__file__).resolve().parents[2] / "schemas" / "schema.graphql"

WHERE = {
    "StatementWhere": filters.STATEMENT,
    "RelayWhere": filters.RELAY,
    "SpeakerWhere": filters.SPEAKER,
    "LocationWhere": filters.LOCATION,
    "ArticleWhere": filters.ARTICLE,
    "QuantityWhere": filters.QUANTITY,
    "ContradictionWhere": filters.CONTRADICTION,
    "NearMissWhere": filters.NEAR_MISS,
    "DisputeWhere": filters.DISPUTE,
    "ChangeWhere": filters.CHANGE,
}

COMPUTED = {"compare"}
"""Fields that no table answers."""


def test_snapshot_is_current() -> None:
    assert SNAPSHOT.read_text(encoding="utf-8") == sdl(), (
        "The schema has changed: run `python -m api.graphql.schema > schemas/schema.graphql`."
    )


def test_everything_is_described() -> None:
    bare: list[str] = []
    for name, named in core_schema().type_map.items():
        if name.startswith("__"):
            continue
        if not named.description:
            bare.append(name)
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, declared in named.fields.items():
                bare += [] if declared.description else [f"{name}.{field_name}"]
                bare += [
                    f"{name}.{field_name}({argument})"
                    for argument, given in declared.args.items()
                    if not given.description
                ]
        if isinstance(named, GraphQLInputObjectType):
            bare += [f"{name}.{key}" for key, item in named.fields.items() if not item.description]
        if isinstance(named, GraphQLEnumType):
            bare += [f"{name}.{key}" for key, item in named.values.items() if not item.description]
    assert bare == []


def test_filters_are_those_of_the_engine() -> None:
    for name, known in WHERE.items():
        declared = core_schema().type_map[name]
        assert isinstance(declared, GraphQLInputObjectType)
        assert set(declared.fields) == {*known, *BRANCHES}, name


def test_types_have_the_fields_of_the_engine() -> None:
    checked: set[str] = set()
    _compare(QUERY, checked)
    assert {"Statement", "NearMiss", "DisputePlace", "Opposition", "Span"} <= checked


def _compare(described: ObjectType, checked: set[str]) -> None:
    if described.name in checked:
        return
    checked.add(described.name)
    declared = core_schema().type_map[described.name]
    assert isinstance(declared, GraphQLObjectType)
    members = described.members()
    assert set(declared.fields) - COMPUTED == set(members), described.name
    for name, member in members.items():
        if isinstance(member, Connection):
            # The feed has one order: that in which things happened.
            absent = {"orderBy"} if member.target().name == "Change" else set()
            assert set(declared.fields[name].args) == set(ARGUMENTS) - absent
            _compare(member.target(), checked)
        elif isinstance(member, One | Many):
            _compare(member.target(), checked)
        elif isinstance(member, Group):
            _compare(member.target, checked)


def test_facets_are_those_of_the_engine() -> None:
    types = core_schema().type_map
    for described in catalogue.NODE_TYPES.values():
        declared = types[f"{described.name}Facets"]
        assert isinstance(declared, GraphQLObjectType)
        assert set(declared.fields) == {*described.facets, *SUMMARY}
        for name, facet in described.facets.items():
            value = types[facet.type_name]
            assert str(declared.fields[name].type) == f"[{value.name}!]!"
            assert isinstance(value, GraphQLObjectType)
            assert set(value.fields) == set(facet.described().members())
            if facet.target is not None:
                assert str(value.fields["value"].type) == facet.target().name


def test_events_have_the_fields_of_the_engine() -> None:
    subscriptions = core_schema().subscription_type
    assert subscriptions is not None
    assert set(subscriptions.fields) == set(ARRIVALS)
    for name, arrivals in ARRIVALS.items():
        declared = core_schema().type_map[arrivals.event.name]
        assert str(subscriptions.fields[name].type) == f"{arrivals.event.name}!"
        assert isinstance(declared, GraphQLObjectType)
        assert set(declared.fields) == set(arrivals.event.members())


def test_orders_are_those_of_the_engine() -> None:
    for described in catalogue.NODE_TYPES.values():
        connections = core_schema().query_type
        assert connections is not None
        root = next(
            field
            for field in connections.fields.values()
            if str(field.type) == f"{described.name}Connection"
        )
        order = root.args["orderBy"].type
        assert isinstance(order, GraphQLInputObjectType)
        choices = core_schema().type_map[f"{order.name}Field"]
        assert isinstance(choices, GraphQLEnumType)
        assert set(choices.values) == set(described.orders)


async def test_introspection_is_that_of_the_schema(client: Client) -> None:
    query = get_introspection_query()
    expected = graphql_sync(core_schema(), query).data
    for _ in range(2):  # the second answer comes from the cache
        assert await client.data(query) == expected


async def test_introspection_beside_data(client: Client) -> None:
    query = """query ($name: String!) { __typename __type(name: $name) { name }
        s: statements(first: 1) { edges { node { kind claimType recordedAt frames } } }
        nodes(ids: ["U3RhdGVtZW50OjE=", "U3BlYWtlcjo5OTk="]) {
          id kind: __typename ... on Statement { polarity } } }"""
    data = await client.data(query, {"name": "Span"})
    assert list(data) == ["__typename", "__type", "s", "nodes"]
    assert data["__type"] == {"name": "Span"}
    plain = query.replace("__type(name: $name) { name }", "").replace("($name: String!)", "")
    without = await client.data(plain)
    assert {key: value for key, value in data.items() if key != "__type"} == without
    assert without["nodes"][1] is None


def test_page_size_is_told() -> None:
    assert f"1 to {MAX_PAGE}" in sdl()

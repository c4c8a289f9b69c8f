"""Pages joined are the whole list: of every connection, in every order, either way, filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.schema import core_schema
from db.query.selection import Field, argument, select
from tests.properties.conftest import Interface
from tests.properties.examples import examples
from tests.properties.places import ELSEWHERE
from tests.storage.naive_columns import ROOTS, TABLES
from tests.storage.queries import CONNECTIONS, ORDERS, where

LARGEST = 100


@dataclass(frozen=True)
class Connection:
    """A list that comes in pages: on the root, or of one object."""

    name: str
    type: str
    parent: str | None = None

    def query(self, arguments: str) -> str:
        """Write the query of a page."""
        page = (
            f"page: {self.name}({arguments}) {{ edges {{ cursor node {{ key }} }} pageInfo "
            "{ hasNextPage hasPreviousPage startCursor endCursor } }"
        )
        order, filters = f"{_ORDER_NAMES[self.type]}Order!", f"{self.type}Where"
        declared = f"$size: Int!, $cursor: String, $order: {order}, $where: {filters}"
        if self.parent is None:
            return f"query ({declared}) {{ {page} }}"
        root = self.parent.lower()
        return f"query ({declared}, $key: String!) {{ {root}(key: $key) {{ {page} }} }}"


_ORDER_NAMES = {
    **{name: name for name in ROOTS.values()},
    "Contradiction": "Pair",
    "NearMiss": "Pair",
    "Speaker": "Name",
    "Location": "Name",
}
ALL = [
    *(Connection(name, type_name) for name, type_name in ROOTS.items()),
    *(
        Connection(name, type_name, parent)
        for parent, related in CONNECTIONS.items()
        for name, type_name in related.items()
    ),
]


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("connection", ALL, ids=lambda each: f"{each.parent or ''}{each.name}")
@examples(25)
@given(data=st.data())
def test_pages_joined_are_the_whole_list(
    interface: Interface, connection: Connection, data: st.DataObject, *, backwards: bool
) -> None:
    order = {
        "field": data.draw(st.sampled_from(ORDERS[connection.type])),
        "direction": data.draw(st.sampled_from(("ASC", "DESC"))),
    }
    chance = data.draw(st.randoms(use_true_random=False))
    variables: dict[str, Any] = {"order": order}
    variables["where"] = where(chance, connection.type) if data.draw(st.booleans()) else {}
    if connection.parent:
        keys = [row["key"] for row in interface.archive.rows(TABLES[connection.parent])]
        variables["key"] = data.draw(st.sampled_from(keys))
    sizes = st.integers(1, 9)
    found: list[str] = []
    cursor, more = None, True
    size, edge, flag, end = _BACKWARDS if backwards else _FORWARDS
    query = connection.query(f"{size}: $size, {edge}: $cursor, orderBy: $order, where: $where")
    while more:
        asked = {**variables, "cursor": cursor, "size": data.draw(sizes)}
        answer = interface.data(query, asked)
        page = answer["page"] if connection.parent is None else _below(answer)
        if page is None:
            return
        keys = [each["node"]["key"] for each in page["edges"]]
        found = [*keys, *found] if backwards else [*found, *keys]
        more, cursor = page["pageInfo"][flag], page["pageInfo"][end]
        assert keys or not more
    assert found == _all_keys(interface, connection, variables)


_FORWARDS = ("first", "after", "hasNextPage", "endCursor")
_BACKWARDS = ("last", "before", "hasPreviousPage", "startCursor")


def _below(answer: dict[str, Any]) -> Any:
    (parent,) = answer.values()
    return parent and parent["page"]


def _all_keys(interface: Interface, connection: Connection, variables: dict[str, Any]) -> list[str]:
    """Scan the rows in memory."""
    arguments = {"first": LARGEST, "orderBy": variables["order"], "where": variables["where"]}
    given_arguments = {key: argument(value) for key, value in arguments.items()}
    edges = select(edges=select(node=select("key")))
    page = Field(connection.name, "page", given_arguments, edges)
    if connection.parent:
        key = {"key": argument(variables["key"])}
        page = Field(connection.parent.lower(), "parent", key, (page,))
    answer = interface.naive.answer([page])
    found = _below(answer) if connection.parent else answer["page"]
    return [each["node"]["key"] for each in found["edges"]]


def test_every_connection_is_tried() -> None:
    tried = {(each.parent or "Query", each.name) for each in ALL}
    declared = {
        (named.name, name)
        for named in core_schema().type_map.values()
        if isinstance(named, GraphQLObjectType)
        for name, field in named.fields.items()
        if get_named_type(field.type).name.endswith("Connection") and name not in ELSEWHERE
    }
    assert tried == declared

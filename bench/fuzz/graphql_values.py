"""Gives generated queries of GraphQL keys, pages and days that exist, so that they find data.

Made-up ones are refused before anything is looked up. Every other query is changed, so that both
kinds are sent, and only in its arguments: what is selected stays as it was generated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Any

import httpx
from graphql import (
    ArgumentNode,
    FieldNode,
    NameNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    Visitor,
    parse,
    parse_value,
    print_ast,
    visit,
)

KINDS = ("statement", "speaker", "location", "article", "contradiction", "dispute")
KNOWN = (
    "{ "
    + " ".join(f"{kind}s(first: 20) {{ edges {{ node {{ id key }} }} }}" for kind in KINDS[:-1])
    + " disputes(first: 20) { edges { node { id key contradictions(first: 9)"
    " { edges { node { key } } } } } } }"
)
LARGEST_PAGE = 4
_UNFILTERED = 3 / 4
"""Few things fit a filter that was made up."""
_PAGING = frozenset({"after", "before", "first", "last"})
_DAYS = {"from": '"2025-01-01"', "to": '"2025-03-01"'}
_NOTE = {"note": '"So."'}
_TEXTS = {"a": '"The army holds Lviv."', "b": '"The army does not hold Lviv."'}

type Archive = Callable[[], Mapping[str, list[Any]]]
type Written = Mapping[str, str]
"""Arguments that take the place of others, as GraphQL writes their values."""


def read_archive(url: str) -> dict[str, list[Any]]:
    """Return some of what there is of each kind at the moment, with ids and keys."""
    answer = httpx.post(url, json={"query": KNOWN}, timeout=60)
    found = answer.json()["data"]
    return {kind: [edge["node"] for edge in found[f"{kind}s"]["edges"]] for kind in KINDS}


class Values:
    """Chooses arguments from what an archive holds."""

    def __init__(self, archive: Archive, seed: int = 1) -> None:
        """Take what reads the archive as it is."""
        self._archive = archive
        self._chance = Random(seed)  # noqa: S311 - no secrets
        self._known: Mapping[str, list[Any]] = {}
        self._merged: list[str] = []
        self._queries = 0

    def settle(self, text: str) -> str:
        """Return a query with arguments that exist; every other one as it is."""
        self._queries += 1
        if self._queries % 2:
            return text
        return print_ast(visit(parse(text), _Settling(self, self._chance)))

    def look(self, *, anew: bool) -> None:
        """Read the archive, once or again: changes change it."""
        if anew or not self._known:
            self._known = self._archive()

    def of_root(self, name: str) -> Written:
        """Choose arguments for a field on the root, where it takes any that must exist."""
        makers: Mapping[str, Callable[[], Written]] = {
            **{kind: partial(self._one, kind) for kind in KINDS},
            "node": lambda: {"id": self._id()},
            "nodes": lambda: {"ids": f"[{self._id()}, {self._id()}]"},
            "control": lambda: {"place": self._key("location"), **_DAYS},
            "compare": lambda: _TEXTS,
            "reviewContradiction": partial(self._one, "contradiction", **_NOTE),
            "reviewDispute": partial(self._one, "dispute", **_NOTE),
            "mergeDisputes": partial(self._merging, "dispute"),
            "mergeSpeakers": partial(self._merging, "speaker"),
            "splitDispute": self._splitting,
            "splitSpeaker": lambda: {"key": self._merged.pop(), **_NOTE} if self._merged else {},
        }
        return makers[name]() if name in makers else {}

    def _one(self, kind: str, **beside: str) -> Written:
        return {"key": self._key(kind), **beside}

    def _key(self, kind: str) -> str:
        return f'"{self._chance.choice(self._known[kind])["key"]}"'

    def _id(self) -> str:
        return f'"{self._chance.choice(self._known[self._chance.choice(KINDS)])["id"]}"'

    def _merging(self, kind: str) -> Written:
        if len(self._known[kind]) == 1:
            return {}  # the rest is merged by now
        one, other = self._chance.sample(self._known[kind], 2)
        if kind == "speaker":
            self._merged.append(f'"{one["key"]}"')
        return {"key": f'"{one["key"]}"', "other": f'"{other["key"]}"', **_NOTE}

    def _splitting(self) -> Written:
        for dispute in self._known["dispute"]:
            inside = [edge["node"]["key"] for edge in dispute["contradictions"]["edges"]]
            if len(inside) > 1:
                chosen = f'["{inside[0]}"]'
                return {"key": f'"{dispute["key"]}"', "contradictions": chosen, **_NOTE}
        return {}


class _Settling(Visitor):
    """Makes all pages small ones from the beginning, leaves out most filters, and settles roots."""

    def __init__(self, values: Values, chance: Random) -> None:
        super().__init__()
        self._values = values
        self._chance = chance

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode:
        """Settle the page and the filter of a list, however deep."""
        names = {argument.name.value for argument in node.arguments or ()}
        left_out = set(_PAGING & names)
        if "where" in names and self._chance.random() < _UNFILTERED:
            left_out.add("where")
        given = {"first": str(self._chance.randint(1, LARGEST_PAGE))} if _PAGING & names else {}
        return _with(node, given, left_out)

    def leave_operation_definition(
        self, node: OperationDefinitionNode, *_: Any
    ) -> OperationDefinitionNode:
        """Settle what the fields on the root ask for."""
        self._values.look(anew=node.operation is OperationType.MUTATION)
        roots = tuple(
            _with(field, self._values.of_root(field.name.value), set())
            if isinstance(field, FieldNode)
            else field
            for field in node.selection_set.selections
        )
        return _changed(node, selection_set=_changed(node.selection_set, selections=roots))


def _with(field: FieldNode, given: Written, left_out: set[str]) -> FieldNode:
    """Give a field arguments, in the place of others."""
    gone = left_out | given.keys()
    kept = [each for each in field.arguments or () if each.name.value not in gone]
    new = [
        ArgumentNode(name=NameNode(value=key), value=parse_value(text))
        for key, text in given.items()
    ]
    return _changed(field, arguments=(*kept, *new))


def _changed[N: Node](node: N, **parts: Any) -> N:
    """Copy a node with other parts; nodes themselves do not change."""
    return type(node)(**{**{key: getattr(node, key) for key in node.keys}, **parts})

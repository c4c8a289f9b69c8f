"""What a query can begin with."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.query.catalogue import (
    ARTICLE,
    CONTRADICTION,
    DISPUTE,
    LOCATION,
    NEAR_MISS,
    NODE_TYPES,
    SPEAKER,
    STATEMENT,
)
from db.query.changes import CHANGE
from db.query.compiler import Compiler
from db.query.connection import Connection
from db.query.control import ControlOf
from db.query.description import Member, ObjectType, Row, project
from db.query.dialect import Kind, OrderTerm
from db.query.errors import FilterError, GlobalIdError
from db.query.joining import quoted
from db.query.paging import MAX_ID
from db.query.selection import Argument, Field, Slot
from db.query.statistics import StatementStats
from db.query.values import Path, as_text

MAX_IDS = 100
_GLOBAL_ID = re.compile(r"([A-Z][A-Za-z]*):(0|[1-9][0-9]{0,18})", re.ASCII)


def decode_id(value: Any, path: Path) -> tuple[str, int]:
    """Return type and row id of a global id."""
    if isinstance(value, str) and len(value) <= 100:  # noqa: PLR2004  # none is longer than 60
        try:
            match = _GLOBAL_ID.fullmatch(base64.b64decode(value, validate=True).decode())
        except (binascii.Error, ValueError):
            match = None
        if match and match[1] in NODE_TYPES and int(match[2]) <= MAX_ID:
            return match[1], int(match[2])
    raise GlobalIdError("is not an id of this interface", path)


@dataclass(frozen=True, slots=True)
class _RowOf:
    """Reads the row id out of a global id, if it is one of this type."""

    type_name: str

    def __call__(self, value: Any, path: Path) -> int | None:
        type_name, row = decode_id(value, path)
        return row if type_name == self.type_name else None


def _decode_all(value: Any, path: Path) -> list[tuple[str, int]]:
    ids = value if isinstance(value, list) else [value]
    if len(ids) > MAX_IDS:
        raise GlobalIdError(f"has more than {MAX_IDS} ids", path)
    return [decode_id(item, (*path, index)) for index, item in enumerate(ids)]


def _leaf(arguments: Mapping[str, Argument], name: str) -> Slot:
    slot = arguments.get(name)
    if not isinstance(slot, Slot) or slot.value is None:
        raise FilterError("is missing", (name,))
    return slot


@dataclass(frozen=True, slots=True)
class ByKey:
    """The current row with a public key, or null."""

    target: ObjectType

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write a look-up by the unique index of keys."""
        del row
        slot = _leaf(chosen.arguments, "key")
        key = compiler.bind(slot, as_text, Kind.TEXT, ("key",))
        other = compiler.alias(self.target.table)
        inner = Row(other)
        value = project(compiler, self.target, inner, chosen.fields)
        # A dispute keeps its key when it is superseded: its reader is told where it went.
        current = self.target.supersedes and self.target.name != "Dispute"
        condition = f" AND {other}.superseded_at IS NULL" if current else ""
        table = self.target.table
        source = f"{table} {other}{inner.joined} WHERE {other}.key = {key}{condition}"
        return f"coalesce((SELECT {value} FROM {source}),'null')"


@dataclass(frozen=True, slots=True)
class Node:
    """Any object by its global id; one subquery for each type, of which one finds a row."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the subqueries."""
        del row
        slot = _leaf(chosen.arguments, "id")
        found = []
        for name, fields in chosen.variants.items():
            number = compiler.bind(slot, _RowOf(name), Kind.INTEGER, ("id",))
            found.append(_object(compiler, NODE_TYPES[name], fields, number))
        return f"coalesce({','.join(found)},'null')"


@dataclass(frozen=True, slots=True)
class Nodes:
    """Objects by their global ids, in the order of the ids, null for those not found."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Unpack the ids and look each one up in the table of its type."""
        del row
        compiler.weigh()
        slot = _leaf(chosen.arguments, "ids")
        ids = compiler.bind(slot, _decode_all, Kind.JSON, ("ids",))
        each = compiler.alias("id")
        cases = " ".join(
            f"WHEN {quoted(name)} THEN "
            + _object(compiler, NODE_TYPES[name], fields, f"{each}.row")
            for name, fields in chosen.variants.items()
        )
        value = f"coalesce(CASE {each}.type {cases} END,'null')"
        source = compiler.dialect.each_node(ids, each)
        terms = [OrderTerm(f"{each}.position")]
        return compiler.dialect.json_list(value, source, terms, MAX_IDS)


def _object(
    compiler: Compiler, described: ObjectType, fields: tuple[Field, ...], number: str
) -> str:
    row = Row(compiler.alias(described.table))
    value = project(compiler, described, row, fields)
    source = f"{described.table} {row.alias}{row.joined} WHERE {row.alias}.id = {number}"
    return f"(SELECT {value} FROM {source})"


ROOTS: Mapping[str, Member] = {
    "node": Node(),
    "nodes": Nodes(),
    "statement": ByKey(STATEMENT),
    "speaker": ByKey(SPEAKER),
    "location": ByKey(LOCATION),
    "article": ByKey(ARTICLE),
    "contradiction": ByKey(CONTRADICTION),
    "dispute": ByKey(DISPUTE),
    "statements": Connection(lambda: STATEMENT),
    "speakers": Connection(lambda: SPEAKER),
    "locations": Connection(lambda: LOCATION),
    "articles": Connection(lambda: ARTICLE),
    "contradictions": Connection(lambda: CONTRADICTION),
    "nearMisses": Connection(lambda: NEAR_MISS),
    "disputes": Connection(lambda: DISPUTE),
    "changes": Connection(lambda: CHANGE),
    "control": ControlOf(),
    "statementStats": StatementStats(),
}

QUERY = ObjectType("Query", lambda: ROOTS)

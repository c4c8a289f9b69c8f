"""What docs/data-model.md says of the tables, and what the tables are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Date, Enum, Float, Integer, String
from sqlalchemy.sql.sqltypes import JSON
from sqlmodel import AutoString

from db.tables import metadata
from db.types import UtcDateTime
from tests.docs.markdown import ROOT

PAGE = ROOT / "docs" / "data-model.md"
_TYPES = (
    (UtcDateTime, "moment"),
    (Enum, "enum"),
    (Boolean, "yes or no"),
    (Date, "day"),
    (Float, "number"),
    (Integer, "integer"),
    (JSON, "JSON"),
    (String, "text"),
    (AutoString, "text"),
)


@dataclass(frozen=True)
class Described:
    """A column and its type, in the words of the page."""

    table: str
    column: str
    type: str


def describe_type(column: Column[object]) -> str:
    """Say what a column points to, or else what it holds; `?` where it may be null."""
    target = next(iter(column.foreign_keys), None)
    if target is not None:
        written = f"→ {target.column.table.name}"
    else:
        written = next(name for type_, name in _TYPES if isinstance(column.type, type_))
    return f"{written}?" if column.nullable else written


def in_the_tables() -> set[Described]:
    """Describe all columns but the ids, which every table has."""
    return {
        Described(table.name, column.name, describe_type(column))
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name != "id"
    }


def on_the_page() -> list[Described]:
    """Read the tables of the page; a row may describe several columns of one type."""
    described = []
    for section in re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name = section.partition("\n")[0].strip("`")
        for columns, kind, meaning in re.findall(
            r"^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE
        ):
            if not meaning.strip():
                raise ValueError(f"{name}: {columns} has no meaning")
            described += [
                Described(name, column, kind) for column in re.findall(r"`(\w+)`", columns)
            ]
    return described


def references_of_the_tables() -> set[tuple[str, str]]:
    """Return which table points to which."""
    return {
        (table.name, key.column.table.name)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
    }


def references_of_the_diagram() -> set[tuple[str, str]]:
    """Return the same as the diagram draws it."""
    found = re.findall(r"^    (\w+) \S+--o\{ (\w+) :", PAGE.read_text("utf-8"), re.MULTILINE)
    return {(source, target) for target, source in found}

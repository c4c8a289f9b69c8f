"""What a type of the interface is made of: each field knows how to write itself as JSON.

A description is data: `catalogue.py` has one for each type. `project` turns a selection of fields,
under the alias of a row, into one expression of JSON text; relations are subqueries in it.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Float, Integer, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.filters.scope import Filter
from db.query.compiler import Compiler
from db.query.dialect import Kind, OrderTerm
from db.query.errors import QueryError
from db.query.joining import Plain, concatenate, quoted
from db.query.paging import Order
from db.query.selection import Field
from db.types import UtcDateTime

MAX_LISTED = 500
"""Lists without pages are short by nature; this keeps a broken one from doing harm."""


MAX_JOINS = 30
"""SQLite joins at most 64 tables; what lies beyond is looked up by subqueries."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the statement: its alias, and the joins that the query it stands in shall make.

    To-one relations are joined where their row comes from and not nested: that is faster, and
    spares the parser of SQLite, whose stack holds 100 symbols.
    """

    alias: str
    joins: list[str] = field(default_factory=list)

    @property
    def joined(self) -> str:
        """Write the joins."""
        return "".join(f" {join}" for join in self.joins)


class Member(Protocol):
    """One field of a type."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the field's JSON for the row under the alias."""
        ...


@dataclass(frozen=True, slots=True)
class Facet:
    """What the rows of a list can be counted by: one value of each row, or several."""

    type_name: str
    """The type of a value and its count."""
    kind: Kind
    value: str = ""
    """The value of the row whose alias is `{row}`."""
    several: str = ""
    """For any number of values: a query for `i` and `value`, never null, each pair once; `{read}`
    stands for the table of the rows, by their ids `i`."""
    carries: tuple[str, ...] = ()
    """Columns of the row that this query finds in that table."""
    target: "Callable[[], ObjectType] | None" = None
    """What a value, then a row id, leads to."""
    period: str = ""
    """Of a day only so much: `day` or `month`."""

    def described(self) -> "ObjectType":
        """Return the type of a value and its count."""
        value: Member = Column("value", self.kind, nullable=True)
        if self.target is not None:
            value = One(self.target, "{other}.id = {row}.value", nullable=True)
        count = Column("items", Kind.INTEGER, nullable=False)
        return ObjectType(self.type_name, lambda: {"value": value, "count": count}, "counted")


@dataclass(frozen=True, slots=True)
class ObjectType:
    """A type: its table, its fields, and for those that are listed their filters and orders."""

    name: str
    members: Callable[[], Mapping[str, Member]]
    table: str = ""
    filters: Mapping[str, Filter] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    default_order: tuple[str, bool] = ("", False)
    supersedes: bool = False
    """True where rows may be superseded, and are hidden then."""
    reviewed: bool = False
    """True where people may reject rows, which are hidden then."""
    merges: bool = False
    """True where people may merge rows into others, which hides them."""
    facets: Mapping[str, Facet] = field(default_factory=dict)
    """What a list of them can be counted by."""


def project(compiler: Compiler, described: ObjectType, row: Row, fields: Sequence[Field]) -> str:
    """Write the selected fields of a row as a JSON object."""
    members = described.members()
    written: dict[str, str] = {}
    for chosen in fields:
        if chosen.name == "__typename":
            written[chosen.key] = Plain(quoted(f'"{described.name}"'), quoted(described.name))
            continue
        with compiler.at(chosen.key):
            member = members.get(chosen.name)
            if member is None:
                message = f"is not a field of {described.name}"
                raise QueryError("unknown-field", message)
            written[chosen.key] = member.sql(compiler, row, chosen)
    return compiler.dialect.json_object(written)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the row itself."""

    name: str
    kind: Kind
    nullable: bool

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Quote the column."""
        del chosen
        return compiler.dialect.json(f"{row.alias}.{self.name}", self.kind, nullable=self.nullable)


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that is the same for every row."""

    text: str

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the text."""
        del compiler, row, chosen
        return quoted(f'"{self.text}"')


@dataclass(frozen=True, slots=True)
class GlobalId:
    """The id by which `node` finds the row again."""

    type_name: str

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Encode type and row id as Relay does."""
        del chosen
        number = compiler.dialect.json(f"{row.alias}.id", Kind.INTEGER, nullable=False)
        encoded = compiler.dialect.base64(f"{quoted(self.type_name + ':')}||{number}")
        return concatenate(["'\"'", encoded, "'\"'"])


@dataclass(frozen=True, slots=True)
class Expression:
    """Text computed from the row by SQL; `{row}` stands for its alias."""

    template: str
    nullable: bool = False

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Fill in the alias."""
        del chosen
        expression = f"({self.template.format(row=row.alias)})"
        return compiler.dialect.json(expression, Kind.TEXT, nullable=self.nullable)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of the same row under a name of their own; null while `present` is null."""

    target: ObjectType
    present: tuple[str, ...] = ()

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the object, or null."""
        value = project(compiler, self.target, row, chosen.fields)
        if not self.present:
            return value
        columns = ",".join(f"{row.alias}.{name}" for name in self.present)
        present = f"coalesce({columns})" if len(self.present) > 1 else columns
        return compiler.dialect.unless_null(present, value)


@dataclass(frozen=True, slots=True)
class One:
    """The one row that `link` leads to, or null; `{row}` and `{other}` stand for the aliases."""

    target: Callable[[], ObjectType]
    link: str
    nullable: bool = False

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Join the row, or write a scalar subquery where there are many joins already."""
        target = self.target()
        other = compiler.alias(target.table)
        link = self.link.format(row=row.alias, other=other)
        if len(row.joins) < MAX_JOINS:
            row.joins.append(f"LEFT JOIN {target.table} {other} ON {link}")
            value = project(compiler, target, Row(other, row.joins), chosen.fields)
            return compiler.dialect.unless_null(f"{other}.id", value) if self.nullable else value
        inner = Row(other)
        value = project(compiler, target, inner, chosen.fields)
        source = f"{target.table} {other}{inner.joined} WHERE {link}"
        return f"coalesce((SELECT {value} FROM {source}),'null')"


@dataclass(frozen=True, slots=True)
class Many:
    """A short list of related rows, in a fixed order: by column name, `-` for descending."""

    target: Callable[[], ObjectType]
    link: str
    order: tuple[str, ...]
    source: str = "{table} {other}"
    """The rows to choose from, where they are not those of the target's table."""
    largest: int = MAX_LISTED
    """How many there may be."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write an array of objects."""
        target = self.target()
        other = compiler.alias(target.table)
        inner = Row(other)
        with compiler.list():
            value = project(compiler, target, inner, chosen.fields)
        names = {"table": target.table, "row": row.alias, "other": other}
        source = f"{self.source}{inner.joined} WHERE {self.link}".format(**names)
        terms = [
            OrderTerm(f"{other}.{name.removeprefix('-')}", name.startswith("-"))
            for name in self.order
        ]
        return compiler.dialect.json_list(value, source, terms, self.largest)


@dataclass(frozen=True, slots=True)
class Texts:
    """A short list of one column of related rows."""

    table: str
    column: str
    link: str
    source: str = "{table} {other}"
    """The rows to choose from, where they are not those of the table."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write an array of texts, sorted."""
        del chosen
        other = compiler.alias(self.table)
        value = compiler.dialect.json(f"{other}.{self.column}", Kind.TEXT, nullable=False)
        names = {"table": self.table, "row": row.alias, "other": other}
        source = f"{self.source} WHERE {self.link}".format(**names)
        terms = [OrderTerm(f"{other}.{self.column}")]
        return compiler.dialect.json_list(value, source, terms, MAX_LISTED)


def columns(table: Table, **names: str) -> dict[str, Member]:
    """Describe columns, field name by column name; kinds and nulls are read from the table."""
    found: dict[str, Member] = {}
    for name, column_name in names.items():
        column = table.c[column_name]
        found[name] = Column(column_name, _kind(column.type), bool(column.nullable))
    return found


def _kind(column_type: TypeEngine[object]) -> Kind:
    if isinstance(column_type, UtcDateTime):
        return Kind.MOMENT
    inner = column_type.impl if isinstance(column_type, TypeDecorator) else column_type
    # An Enum is a String too, so it is asked for first.
    for sort, kind in (
        (Enum, Kind.ENUM),
        (JSON, Kind.JSON),
        (Boolean, Kind.FLAG),
        (DateTime, Kind.MOMENT),
        (Date, Kind.DATE),
        (Integer, Kind.INTEGER),
        (Float, Kind.NUMBER),
    ):
        if isinstance(inner, sort):
            return kind
    return Kind.TEXT

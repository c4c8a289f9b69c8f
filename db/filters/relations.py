"""Filters on what a row is related to, and the branches `and`, `or`, `not`."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from db.filters.scope import Filter, Scope, all_of, any_of, flag_value, members
from db.query.dialect import Kind
from db.query.errors import FilterError
from db.query.selection import Argument, Slot
from db.query.values import Path, as_text

type Where = Callable[[], Mapping[str, Filter]]
"""The filters of a type; a function, since types refer to each other."""


def compile_where(filters: Mapping[str, Filter], scope: Scope, node: Argument, path: Path) -> str:
    """Write a whole `where` of one type."""
    scope = replace(scope, depth=scope.depth + 1)
    scope.budget.spend(path, scope.depth)
    given = members(node, {**filters, **BRANCHES}, path)
    if scope.joins is not None:
        scope = replace(scope, siblings={**scope.siblings, **given})
    conditions = [
        BRANCHES[key](filters, scope, item, (*path, key))
        if key in BRANCHES
        else filters[key].sql(scope, item, (*path, key))
        for key, item in given.items()
    ]
    return all_of(conditions)


def _branches(node: Argument, path: Path) -> list[Argument]:
    if isinstance(node, list):
        return node
    if isinstance(node, Slot) and node.value == [] and node.items is None:
        return []
    if isinstance(node, dict):
        return [node]
    raise FilterError("must be a list of filters", path)


def _and(filters: Mapping[str, Filter], scope: Scope, node: Argument, path: Path) -> str:
    branches = enumerate(_branches(node, path))
    return all_of([compile_where(filters, scope, item, (*path, i)) for i, item in branches])


def _or(filters: Mapping[str, Filter], scope: Scope, node: Argument, path: Path) -> str:
    inner = scope.optional()
    branches = enumerate(_branches(node, path))
    conditions = [compile_where(filters, inner, item, (*path, i)) for i, item in branches]
    return any_of(conditions)


def _not(filters: Mapping[str, Filter], scope: Scope, node: Argument, path: Path) -> str:
    # What is not known to hold does not hold, so that a filter and its negation split all rows.
    return f"({compile_where(filters, scope.optional(), node, path)}) IS NOT TRUE"


BRANCHES = {"and": _and, "or": _or, "not": _not}


@dataclass(frozen=True, slots=True)
class One:
    """The one row that a foreign key leads to. A missing one fits no filter."""

    where: Where
    table: str
    column: str

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Join where that is allowed (measured to be faster), else look the row up."""
        alias = scope.compiler.alias(self.table)
        link = f"{alias}.id = {scope.column(self.column)}"
        if scope.joins is not None:
            scope.joins.append(f"JOIN {self.table} {alias} ON {link}")
            return compile_where(self.where(), scope.inside(alias), node, path)
        inner = compile_where(self.where(), scope.inside(alias), node, path)
        return f"EXISTS (SELECT 1 FROM {self.table} {alias} WHERE {link} AND {inner})"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the rows whose foreign key leads here."""

    where: Where
    table: str
    column: str
    fixed: str = ""
    """A condition on the related rows that always holds, such as being current."""
    selective: frozenset[str] | None = None
    """The keys that single out few related rows; None where these are listed in any case."""

    def names_few(self, node: Argument) -> bool:
        """Say whether the matches are listed, so that they are a place to start from."""
        return _is_selective(node, self.selective)

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """List the matches where they are few, else probe row by row until the page is full."""
        alias = scope.compiler.alias(self.table)
        joins: list[str] = []
        inner = scope.inside(alias, joins=joins, current=bool(self.fixed))
        condition = compile_where(self.where(), inner, node, path)
        fixed = f"{alias}.{self.fixed} AND " if self.fixed else ""
        source = " ".join([f"{self.table} {alias}", *joins])
        if not self.names_few(node):
            link = f"{alias}.{self.column} = {scope.row}"
            return f"EXISTS (SELECT 1 FROM {source} WHERE {link} AND {fixed}{condition})"
        query = (
            f"SELECT {alias}.{self.column} FROM {source} "
            f"WHERE {fixed}{alias}.{self.column} IS NOT NULL AND {condition}"
        )
        if self.selective is None:
            return f"{scope.row} IN ({query})"
        return scope.compiler.dialect.within(scope.row, query)


def _is_selective(node: Argument, keys: frozenset[str] | None) -> bool:
    """Say whether a filter is likely to leave few rows. Both ways of asking give the same."""
    return keys is None or (isinstance(node, dict) and not keys.isdisjoint(node))


@dataclass(frozen=True, slots=True)
class Through:
    """At least one of the rows on the far side of a table of links."""

    where: Where
    links: str
    column: str
    table: str
    target: str

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write membership, so that a row with several matches is not doubled."""
        link, far = scope.compiler.alias(self.links), scope.compiler.alias(self.table)
        joins = [f"{self.links} {link} JOIN {self.table} {far} ON {far}.id = {link}.{self.target}"]
        condition = compile_where(self.where(), scope.inside(far, joins=joins), node, path)
        return (
            f"{scope.row} IN (SELECT {link}.{self.column} FROM {' '.join(joins)} WHERE {condition})"
        )


PUSHED = ("party", "claimType", "said")
"""Filters of a statement that the copies in `statement_location` can answer."""


def exact_key(node: Argument) -> Slot | None:
    """Return the key when a filter on a place names one place by its key and says nothing else."""
    if isinstance(node, dict) and node.keys() == {"key"}:
        key = node["key"]
        if isinstance(key, dict) and key.keys() == {"eq"} and isinstance(key["eq"], Slot):
            return key["eq"] if key["eq"].value is not None else None
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Some place that a statement names."""

    where: Where
    statement_where: Where
    selective: frozenset[str] = frozenset({"key", "name", "near", "bbox"})

    def names_few(self, node: Argument) -> bool:
        """Say whether a filter is likely to leave few places."""
        return _is_selective(node, self.selective)

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write membership in what `statement_location` lists, narrowed by its own copies."""
        compiler = scope.compiler
        alias, place = compiler.alias("d"), compiler.alias("location")
        joins = [f"statement_location {alias}"]
        if not self.names_few(node):
            joins.append(f"JOIN location {place} ON {place}.id = {alias}.location_id")
            inner = scope.inside(place, joins=joins, current=False)
            condition = compile_where(self.where(), inner, node, path)
            link = f"{alias}.statement_id = {scope.row}"
            return f"EXISTS (SELECT 1 FROM {' '.join(joins)} WHERE {link} AND {condition})"
        conditions = [f"{alias}.listed"] if scope.current else []
        if (key := exact_key(node)) is not None:
            scope.budget.spend(path, scope.depth + 1)
            bound = scope.bind(key, as_text, Kind.TEXT, (*path, "key", "eq"))
            conditions.append(
                f"{alias}.location_id = (SELECT id FROM location WHERE key = {bound})"
            )
        else:
            joins.append(f"JOIN location {place} ON {place}.id = {alias}.location_id")
            inner = scope.inside(place, joins=joins, current=False)
            conditions.append(compile_where(self.where(), inner, node, path))
        conditions += self._pushed(scope, alias, path)
        source = f"{' '.join(joins)} WHERE {all_of(conditions)}"
        return compiler.dialect.within(scope.row, f"SELECT {alias}.statement_id FROM {source}")

    def _pushed(self, scope: Scope, alias: str, path: Path) -> list[str]:
        """Repeat what the statement must fulfil anyway, where it narrows the look-up."""
        copies = replace(scope, covering=alias, joins=None)
        filters = self.statement_where()
        return [
            filters[name].sql(copies, scope.siblings[name], (*path[:-1], name))
            for name in PUSHED
            if name in scope.siblings and not _reads_beyond_copies(name, scope.siblings[name])
        ]


def _reads_beyond_copies(name: str, node: Argument) -> bool:
    """Say whether a filter needs a column that has no copy: an undated day has none."""
    if name != "said" or not isinstance(node, dict):
        return False
    return "isNull" in node or not node.keys() & {"eq", "gt", "gte"}


@dataclass(frozen=True, slots=True)
class EitherSide:
    """One of the two statements of a judged pair, or with `between` each in one order or other."""

    where: Where

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Look both statements up."""
        return any_of(
            [
                side_sql(self.where, scope, side, node, path)
                for side in ("statement_a_id", "statement_b_id")
            ]
        )


def side_sql(where: Where, scope: Scope, side: str, node: Argument, path: Path) -> str:
    """Write that the statement on one side of a pair fits."""
    return One(where, "statement", side).sql(scope.optional(), node, path)


@dataclass(frozen=True, slots=True)
class Between:
    """Two filters, one for each side of a pair, whichever way round."""

    where: Where

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write both ways round."""
        given = members(node, {"one": None, "other": None}, path)
        if len(given) != 2:  # noqa: PLR2004  # both sides
            raise FilterError("needs both one and other", path)
        ways = (("statement_a_id", "statement_b_id"), ("statement_b_id", "statement_a_id"))
        return any_of(
            [
                all_of(
                    [
                        side_sql(self.where, scope, side, given[key], (*path, key))
                        for key, side in zip(("one", "other"), way, strict=True)
                    ]
                )
                for way in ways
            ]
        )


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Whether some statement contradicts this one."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Probe the index of either side: a page is full long before all pairs are read."""
        alias = scope.compiler.alias("contradiction")
        probes = [
            f"EXISTS (SELECT 1 FROM contradiction {alias} "
            f"WHERE {alias}.superseded_at IS NULL AND {alias}.status <> 'rejected' "
            f"AND {alias}.{side} = {scope.row})"
            for side in ("statement_a_id", "statement_b_id")
        ]
        return any_of(probes) if flag_value(node, path) else f"NOT {any_of(probes)}"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name in any spelling under which a person or place was met."""

    table: str
    column: str
    operators: Filter

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Look the folded name up among the aliases."""
        alias = scope.compiler.alias(self.table)
        condition = self.operators.sql(scope.inside(alias), node, path)
        return (
            f"{scope.row} IN (SELECT {alias}.{self.column} FROM {self.table} {alias} "
            f"WHERE {condition})"
        )

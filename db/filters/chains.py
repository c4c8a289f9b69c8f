"""Filters on chains of reports: who said something first, and through whom it came.

A statement that reports another is its parent. Chains are short and of any depth, so both filters
walk them by recursion: up to those who pass a statement on, down to what it passes on itself.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from dataclasses import dataclass

from db.filters.relations import One, Where, compile_where
from db.filters.scope import Filter, Scope, flag_value
from db.query.selection import Argument
from db.query.values import Path

SELECTIVE = frozenset({"key", "name"})
"""The keys of a filter on speakers that leave few of them: then these are the place to start."""


def _names_few(node: Argument | None) -> bool:
    return isinstance(node, dict) and not SELECTIVE.isdisjoint(node)


@dataclass(frozen=True, slots=True)
class OfReporter:
    """A filter on the statement that reports this one."""

    inner: Filter

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Look the parent up."""
        alias = scope.compiler.alias("statement")
        link = f"{alias}.id = {scope.column('parent_id')}"
        if scope.joins is not None:
            current = f" AND {alias}.superseded_at IS NULL" if scope.current else ""
            scope.joins.append(f"JOIN statement {alias} ON {link}{current}")
            return self.inner.sql(scope.inside(alias), node, path)
        condition = self.inner.sql(scope.inside(alias), node, path)
        return f"EXISTS (SELECT 1 FROM statement {alias} WHERE {link} AND {condition})"


@dataclass(frozen=True, slots=True)
class RelayedBy:
    """Some hop above fits: somebody passes the statement on, at any distance.

    A hop is the reported one of two statements; what its reporter makes of it stands there.
    """

    where: Where

    def names_few(self, node: Argument) -> bool:
        """Say whether the hops are the place to start from."""
        return isinstance(node, dict) and _names_few(node.get("speaker"))

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Start from the hops where they are few, else walk up from each row."""
        compiler = scope.compiler
        chain, hop, above = (compiler.alias(name) for name in ("chain", "hop", "above"))
        joins: list[str] = []
        inner = scope.inside(hop, joins=joins)
        condition = compile_where(self.where(), inner, node, path)
        joined = "".join(f" {join}" for join in joins)
        if self.names_few(node):
            query = (
                f"WITH RECURSIVE {chain}(id) AS ("
                f"SELECT {hop}.id FROM statement {hop}{joined} "
                f"WHERE {hop}.parent_id IS NOT NULL AND {condition} UNION "
                f"SELECT {above}.id FROM statement {above} "
                f"JOIN {chain} ON {above}.parent_id = {chain}.id) SELECT id FROM {chain}"
            )
            return compiler.dialect.within(scope.row, query)
        return (
            # Few statements are reported by others: the rest need no walk.
            f"({scope.column('parent_id')} IS NOT NULL AND "
            f"EXISTS (WITH RECURSIVE {chain}(id) AS (SELECT {scope.row} UNION "
            f"SELECT {above}.parent_id FROM statement {above} "
            f"JOIN {chain} ON {above}.id = {chain}.id WHERE {above}.parent_id IS NOT NULL) "
            f"SELECT 1 FROM {chain} JOIN statement {hop} ON {hop}.id = {chain}.id{joined} "
            f"WHERE {hop}.parent_id IS NOT NULL AND {condition}))"
        )


@dataclass(frozen=True, slots=True)
class OriginalSpeaker:
    """The speaker at the end of a chain: of the statement itself where it passes nothing on."""

    where: Where

    def names_few(self, node: Argument) -> bool:
        """Say whether the ends of chains are the place to start from."""
        return _names_few(node)

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Start from the ends of chains where they are few, else walk down from each row."""
        compiler = scope.compiler
        chain, end, below = (compiler.alias(name) for name in ("chain", "end", "below"))
        joins: list[str] = []
        inner = scope.inside(end, joins=joins)
        condition = One(self.where, "speaker", "speaker_id").sql(inner, node, path)
        joined = "".join(f" {join}" for join in joins)
        is_end = f"NOT {_has_child(f'{end}.id', compiler.alias('child'))} AND {condition}"
        if self.names_few(node):
            current = f"{end}.superseded_at IS NULL"
            # What is superseded is no part of what its parent passes on.
            parent = (
                f"{end}.parent_id"
                if scope.current
                else f"CASE WHEN {current} THEN {end}.parent_id END"
            )
            only = f"{current} AND " if scope.current else ""
            query = (
                f"WITH RECURSIVE {chain}(id, parent_id) AS ("
                f"SELECT {end}.id, {parent} FROM statement {end}{joined} "
                f"WHERE {only}{is_end} UNION "
                f"SELECT {below}.id, {below}.parent_id FROM statement {below} "
                f"JOIN {chain} ON {below}.id = {chain}.parent_id) SELECT id FROM {chain}"
            )
            return compiler.dialect.within(scope.row, query)
        return (
            f"EXISTS (WITH RECURSIVE {chain}(id) AS (SELECT {scope.row} UNION "
            f"SELECT {below}.id FROM statement {below} "
            f"JOIN {chain} ON {below}.parent_id = {chain}.id "
            f"WHERE {below}.superseded_at IS NULL) "
            f"SELECT 1 FROM {chain} JOIN statement {end} ON {end}.id = {chain}.id{joined} "
            f"WHERE {is_end})"
        )


@dataclass(frozen=True, slots=True)
class PassesOn:
    """Whether a statement reports another one."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Probe the index of parents."""
        probe = _has_child(scope.row, scope.compiler.alias("child"))
        return probe if flag_value(node, path) else f"NOT {probe}"


def _has_child(row: str, child: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM statement {child} "
        f"WHERE {child}.parent_id = {row} AND {child}.superseded_at IS NULL)"
    )

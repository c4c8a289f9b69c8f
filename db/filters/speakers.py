"""Filters on speakers: by any key and name of those whom people take for one."""
# ruff: noqa: S608 - only names of the schema reach SQL text

from dataclasses import dataclass

from db.filters.operators import KEY, folded
from db.filters.scope import Scope, all_of, members
from db.query.selection import Argument
from db.query.values import Path

_FOLDED = folded("folded")


@dataclass(frozen=True, slots=True)
class SpeakerKey:
    """The key of a speaker, or of one who is merged into it."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Look the one who is left up first: one key gives one row, which an index can begin at."""
        written = []
        for key, item in members(node, KEY, path).items():
            named = scope.compiler.alias("speaker")
            condition = KEY[key](scope, f"{named}.key", item, (*path, key))
            left = f"SELECT coalesce({named}.merged_into_id, {named}.id) FROM speaker {named}"
            operator = "=" if key == "eq" else "IN"
            written.append(f"{scope.row} {operator} ({left} WHERE {condition})")
        return all_of(written)


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A name in any spelling under which a speaker, or one who is merged into it, was met."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Look the folded name up among the aliases."""
        alias, met = scope.compiler.alias("speaker_alias"), scope.compiler.alias("speaker")
        condition = _FOLDED.sql(scope.inside(alias), node, path)
        # Not joined: only for names that fit is it asked for whom their speaker is taken.
        left = f"SELECT {met}.merged_into_id FROM speaker {met} WHERE {met}.id = {alias}.speaker_id"
        return (
            f"{scope.row} IN (SELECT coalesce(({left}), {alias}.speaker_id) "
            f"FROM speaker_alias {alias} WHERE {condition})"
        )

"""Whether one JSON Schema still takes what another took, or still gives what it gave.

What is sent must be taken as before: a schema may only grow wider. What is answered must be shaped
as before: nothing may be gone or of another type. Clients pass over new members and new values of
enums, as docs/deprecation.md asks of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

type Schema = Mapping[str, Any]
type Finding = tuple[str, str]
"""Where, from the schema that was asked about inwards, and what is wrong there."""

_LOWEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_HIGHEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_EXACT = ("pattern", "format", "multipleOf", "uniqueItems")
_ANY = "any"


@dataclass(slots=True)
class _Compared:
    """Two schemas, kept so that their ids are theirs alone, and what was found."""

    old: Schema
    new: Schema
    found: list[Finding] = field(default_factory=list)
    """Empty for what leads to itself, until it is compared."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Compares schemas of an older description with those of a newer one."""

    old: Mapping[str, Schema]
    """The schemas that references of the older one lead to, by name."""
    new: Mapping[str, Schema]
    _known: dict[tuple[int, int, bool], _Compared] = field(default_factory=dict)

    def compare(self, old: Schema, new: Schema, *, sent: bool) -> list[Finding]:
        """Say what breaks whoever sends what `old` describes, or else reads it."""
        before, after = list(_choices(old, self.old)), list(_choices(new, self.new))
        found: list[Finding] = []
        for choice in before if sent else after:
            likely = _likely(choice, after if sent else before)
            pairs = ((choice, each) if sent else (each, choice) for each in likely)
            fewest: list[Finding] = min((self._pair(*pair, sent=sent) for pair in pairs), key=len)
            found += fewest
        return found

    def _pair(self, old: Schema, new: Schema, *, sent: bool) -> list[Finding]:
        """Compare two schemas that offer no choice, each two of them once."""
        key = (id(old), id(new), sent)
        if key not in self._known:
            known = self._known[key] = _Compared(old, new)
            known.found = list(self._compare(old, new, sent=sent))
        return self._known[key].found

    def _compare(self, old: Schema, new: Schema, *, sent: bool) -> Iterator[Finding]:
        wide, tight = (new, old) if sent else (old, new)
        if not _takes(_kind(wide), _kind(tight)):
            yield "", f"was {_kind(old)} and is {_kind(new)}"
        elif _kind(old) != _ANY:
            yield from _restrictions(old, new) if sent else ()
            yield from self._members(old, new, sent=sent)
            yield from self._items(old, new, sent=sent)

    def _members(self, old: Schema, new: Schema, *, sent: bool) -> Iterator[Finding]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            if name in after:
                for where, what in self.compare(schema, after[name], sent=sent):
                    yield f".{name}{where}", what
            elif not schema.get("deprecated"):
                yield f".{name}", "is gone"
        needed = set(old.get("required", ())), set(new.get("required", ()))
        if sent:
            yield from ((f".{name}", "is needed now") for name in sorted(needed[1] - needed[0]))
            if old.get("additionalProperties", True) and new.get("additionalProperties") is False:
                yield "", "takes no other members any more"
        else:
            missing = (needed[0] - needed[1]) & after.keys()
            yield from ((f".{name}", "may be missing now") for name in sorted(missing))
        values = old.get("additionalProperties"), new.get("additionalProperties")
        if isinstance(values[0], Mapping) and isinstance(values[1], Mapping):
            for where, what in self.compare(values[0], values[1], sent=sent):
                yield f".*{where}", what

    def _items(self, old: Schema, new: Schema, *, sent: bool) -> Iterator[Finding]:
        if _kind(old) == "array" == _kind(new):
            found = self.compare(old.get("items", {}), new.get("items", {}), sent=sent)
            yield from ((f"[]{where}", what) for where, what in found)


def _resolved(schema: Schema, named: Mapping[str, Schema]) -> Schema:
    """Follow references, to the very schema of that name."""
    while "$ref" in schema:
        schema = named[schema["$ref"].rpartition("/")[2]]
    return schema


def _choices(schema: Schema, named: Mapping[str, Schema]) -> Iterator[Schema]:
    """Iterate over what a schema lets one choose from, none of it a choice itself."""
    schema = _resolved(schema, named)
    kinds = schema.get("type")
    if isinstance(kinds, list):
        schema = {"anyOf": [{**schema, "type": kind} for kind in kinds]}
    branches = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    yield from chain.from_iterable(_choices(each, named) for each in branches)
    if not branches:
        yield schema


def _kind(schema: Schema) -> str:
    kind = schema.get("type")
    if kind is None and "properties" in schema:
        return "object"
    return _ANY if kind is None else str(kind)


def _takes(wide: str, tight: str) -> bool:
    return wide in {_ANY, tight} or (wide, tight) == ("number", "integer")


def _likely(choice: Schema, others: list[Schema]) -> list[Schema]:
    """Return those of the same type, which show best what has changed, or all if there are none."""
    return [each for each in others if _kind(each) == _kind(choice)] or others


def _restrictions(old: Schema, new: Schema) -> Iterator[Finding]:
    """Iterate over what a newer schema no longer takes of values of the same type."""
    before, after = _values(old), _values(new)
    if after is not None and before is None:
        yield "", f"takes no more than {', '.join(map(str, after))}"
    elif after is not None and before is not None:
        gone = [str(value) for value in before if value not in after]
        if gone:
            yield "", f"no longer takes {', '.join(gone)}"
    for name in (*_LOWEST, *_HIGHEST):
        if name in new and (name not in old or _tighter(name, old[name], new[name])):
            yield "", f"{name} was {old.get(name, 'none')} and is {new[name]}"
    for name in _EXACT:
        if name in new and new[name] != old.get(name):
            yield "", f"{name} was {old.get(name, 'none')} and is {new[name]}"


def _values(schema: Schema) -> list[Any] | None:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return None if values is None else list(values)


def _tighter(name: str, old: float, new: float) -> bool:
    return new > old if name in _LOWEST else new < old

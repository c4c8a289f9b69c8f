"""How pieces of JSON text are put together in SQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

MAX_JOINED = 40
"""Longer chains of `||` are cut into a tree: SQLite allows an expression a depth of 1,000. Brackets
are spared otherwise: its parser has room for 100 open symbols."""


class Plain(str):
    """JSON text of a single value, with the expression of the value itself."""

    __slots__ = ("value",)

    value: str

    def __new__(cls, text: str, value: str) -> Self:
        """Take both."""
        plain = super().__new__(cls, text)
        plain.value = value
        return plain


def quoted(text: str) -> str:
    """Write a string literal; only names of the schema and response keys come here."""
    return "'" + text.replace("'", "''") + "'"


def concatenate(parts: Sequence[str]) -> str:
    """Join pieces of text with `||`, in a tree of small depth.

    Literals that meet become one: databases join from the left, and for each `||` they copy all
    that stands before it. A part that begins or ends with a quotation mark must be a literal there.
    """
    return _tree(list(_merged(parts)))


def _merged(parts: Sequence[str]) -> Iterator[str]:
    held = ""
    for part in parts:
        if held.endswith("'") and part.startswith("'"):
            held = held[:-1] + part[1:]
            continue
        if held:
            yield held
        held = part
    yield held


def _tree(parts: list[str]) -> str:
    if len(parts) <= MAX_JOINED:
        return "||".join(parts)
    middle = len(parts) // 2
    return f"({_tree(parts[:middle])})||({_tree(parts[middle:])})"


def json_object(members: Mapping[str, str]) -> str:
    """Write a JSON object from response keys and the expressions of their JSON.

    The expressions stand bare between `||`, so none may hold an operator that binds less.
    """
    return concatenate([*member_parts(members.items()), quoted("}" if members else "{}")])


def member_parts(members: Iterable[tuple[str, str]], ahead: str = "{") -> list[str]:
    """Write members with their names, the first after a brace or a comma, the others after one."""
    parts: list[str] = []
    for key, expression in members:
        parts += [quoted(f'{ahead}"{key}":'), expression]
        ahead = ","
    return parts

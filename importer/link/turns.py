"""The table of what two sources say in turn, with its phrases as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from importer.link.lexicon import lexicon
from importer.link.tables import load
from importer.link.words import plain_words, stem
from importer.model import ClaimType

BEFORE = 3
"""How many words before a phrase may negate it."""
_GAP = r"(?:[^ ]+ ){0,7}"
_NOT = "(?:not|never)"
_IT = re.compile(
    r"(?:it|they|that|those|these|both|all of (?:it|them))(?:'s|’s)? "
    r"(?:is|are|was|were|has been|have been|had been|remain|still|never|stayed|kept|arrived|got)",
    re.IGNORECASE,
)
"""A clause that tells on of the thing just named, and not what the speaker's side did."""
_CONTRACTED = re.compile(r"n['’]t\b")


@dataclass(frozen=True, slots=True)
class End:
    """One end: its phrases, the predicates that stand for it, how it is told."""

    phrases: re.Pattern[str] | None
    predicates: frozenset[str]
    shown: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Two ends that exclude each other, and what both must be of."""

    name: str
    one: End
    other: End
    anchor: str
    within: int
    types: frozenset[ClaimType]
    anywhere: bool
    crossed: bool
    stems: frozenset[str]
    """The stems of its own words, which do not show that both are of one thing."""


@cache
def kin() -> dict[str, int]:
    """Return words by which two may be of one thing, by the number of their kind.

    A word of two kinds is of the last.
    """
    groups = _table()["kin"]["groups"]
    return {word: number for number, group in enumerate(groups) for word in group.split()}


@cache
def turns() -> tuple[Turn, ...]:
    """Return the table, read once."""
    return tuple(_turn(entry) for entry in _table()["turn"])


@cache
def _table() -> dict[str, Any]:
    return load("in_turn.toml")


def stands_at(end: End, text: str, predicate: str | None) -> bool:
    """Say whether a clause stands at an end, by its predicate or by words that nothing negates."""
    if predicate in end.predicates:
        return True
    if end.phrases is None:
        return False
    line = as_line(text)
    for match in end.phrases.finditer(line):
        before = line[: match.start()].split()[-BEFORE:]
        if lexicon().negators.isdisjoint(before) and "without" not in before:
            return True
    return False


def opens_with_it(text: str) -> bool:
    """Say whether a clause tells on of the thing just named: "it was running"."""
    return _IT.match(text) is not None


def as_line(text: str) -> str:
    """Return the words of a text in lower case, each "n't" as a word of its own.

    >>> as_line("They hadn't left")
    ' they had not left '
    """
    return f" {' '.join(plain_words(_CONTRACTED.sub(' not', text)))} "


def pattern_of(phrase: str) -> str:
    """Return a phrase of the table as a pattern.

    >>> pattern_of("not left|fled")
    '(?:not|never) (?:left|fled) '
    """
    return "".join(_word(word) for word in phrase.split())


def _word(word: str) -> str:
    if word == "*":
        return _GAP
    if word == "not":
        return f"{_NOT} "
    return f"(?:{'|'.join(map(re.escape, word.split('|')))}) "


def _turn(entry: dict[str, Any]) -> Turn:
    phrases = [*entry["one"], *entry["other"]]
    words = {word for phrase in phrases for part in phrase.split() for word in part.split("|")}
    return Turn(
        name=entry["name"],
        one=_end(entry, "one"),
        other=_end(entry, "other"),
        anchor=entry["on"],
        within=entry["within"],
        types=frozenset(ClaimType(item) for item in entry.get("types", ())),
        anywhere=entry.get("anywhere", False),
        crossed=entry.get("crossed", False),
        stems=frozenset(map(stem, words)),
    )


def _end(entry: dict[str, Any], name: str) -> End:
    patterns = [pattern_of(phrase) for phrase in entry[name]]
    return End(
        re.compile(rf"(?<= )(?:{'|'.join(patterns)})") if patterns else None,
        frozenset(entry.get(f"{name}_predicates", ())),
        entry[f"{name}_is"],
    )

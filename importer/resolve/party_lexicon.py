"""The names of parties: states, armed groups and the United Nations, found in running text.

The words are data (`states.tsv`, `armed_groups.tsv`, `party_words.toml` in importer/data); the
official names of states come from pycountry.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pycountry

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ .,/’'ʼ‘`\-‑–\xa0]{0,2}")


class NameKind(StrEnum):
    """How a name stands for its party."""

    STATE = "state"
    DEMONYM = "demonym"
    SEAT = "seat"
    BODY = "body"
    GROUP = "group"
    GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of the lexicon in a text; the party is empty for a body that every state has."""

    start: int
    end: int
    party: str
    kind: NameKind
    plural: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    shapes: tuple[str, ...]
    party: str
    kind: NameKind
    plural: bool


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group: where it is at home and whom it fights."""

    party: str
    home: tuple[str, ...]
    kind: str
    fights: tuple[str, ...]


@dataclass
class PartyLexicon:
    """All names, indexed by their first word."""

    groups: dict[str, Group] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    words: dict[str, Any] = field(default_factory=dict)
    everyday_names: dict[str, str] = field(default_factory=dict)
    _index: dict[str, list[_Name]] = field(default_factory=dict)

    def add(self, name: str, party: str, kind: NameKind, *, plural: bool = False) -> None:
        """Enter one way of writing a party."""
        shapes = tuple(_WORD.findall(name))
        words = tuple(fold(shape) for shape in shapes)
        bucket = self._index.setdefault(words[0], [])
        bucket.append(_Name(words, shapes, party, kind, plural))

    def close(self) -> None:
        """Put the longest names first, so that they win."""
        for bucket in self._index.values():
            bucket.sort(key=lambda name: -len(name.words))

    def find_whole(self, name: str) -> bool:
        """Say whether this very name is known."""
        words = tuple(fold(word) for word in _WORD.findall(name))
        return any(known.words == words for known in self._index.get(words[0], ()))

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Return the names in a text, from left to right, none inside another."""
        return _names_in(text)

    def scan(self, text: str) -> Iterator[NameMatch]:
        """Yield the names in a text; `find` keeps the answers for the last texts."""
        words = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]
        position = 0
        while position < len(words):
            known = words[position][2] in self._index
            name = self._longest_at(text, words, position) if known else None
            if name is None:
                position += 1
                continue
            last = position + len(name.words) - 1
            yield NameMatch(words[position][0], words[last][1], name.party, name.kind, name.plural)
            position = last + 1

    def _longest_at(
        self, text: str, words: list[tuple[int, int, str]], position: int
    ) -> _Name | None:
        for name in self._index.get(words[position][2], ()):
            found = words[position : position + len(name.words)]
            if tuple(word for _, _, word in found) != name.words:
                continue
            if not _close_together(text, found):
                continue
            written = (text[start:end] for start, end, _ in found)
            if all(map(_same_shape, name.shapes, written)):
                return name
        return None


@lru_cache(maxsize=256)
def _names_in(text: str) -> tuple[NameMatch, ...]:
    return tuple(party_lexicon().scan(text))


def _close_together(text: str, words: list[tuple[int, int, str]]) -> bool:
    pairs = pairwise(words)
    return all(_GAP.fullmatch(text, end, start) for (_, end, _), (start, _, _) in pairs)


def _same_shape(shape: str, written: str) -> bool:
    """Acronyms are written as they are; other names begin with a capital where the lexicon's do."""
    if len(shape) > 1 and shape.isupper():
        return written == shape
    if len(shape) == 1 and shape.isupper():
        return written.isupper()
    return not shape[0].isupper() or written[0].isupper() or written[0].isdigit()


def fold(word: str) -> str:
    """Return the word in lower case and without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _rows(file_name: str) -> Iterator[list[str]]:
    text = (files("importer") / "data" / file_name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _forms(cell: str) -> list[str]:
    return [form for form in cell.split("|") if form]


def _add_states(lexicon: PartyLexicon) -> None:
    for code, demonyms, seats, names, bodies in _rows("states.tsv"):
        lexicon.states.add(code)
        for name in _forms(names):
            if name.startswith("*"):
                lexicon.everyday_names[code] = name[1:]
            lexicon.add(name.removeprefix("*"), code, NameKind.STATE)
        for body in _forms(bodies):
            lexicon.add(body, code, NameKind.BODY)
        for seat in _forms(seats):
            lexicon.add(seat, code, NameKind.SEAT)
        for demonym in _forms(demonyms):
            lexicon.add(demonym, code, NameKind.DEMONYM)
            if not demonym.endswith(("s", "ese", "ish", "ch")) and not demonym.isupper():
                lexicon.add(demonym + "s", code, NameKind.DEMONYM, plural=True)


def _add_official_names(lexicon: PartyLexicon) -> None:
    """Add pycountry's names, where no state goes by them in everyday use: "Congo"."""
    for code in sorted(lexicon.states):
        for name in _official_names(code):
            if not lexicon.find_whole(name):
                lexicon.add(name, code, NameKind.STATE)


def _official_names(code: str) -> list[str]:
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return []
    names = [country.name, getattr(country, "common_name", None)]
    names.append(getattr(country, "official_name", None))
    return [name for name in names if name and "," not in name]


def _add_groups(lexicon: PartyLexicon) -> None:
    for code, homes, kind, fights, names in _rows("armed_groups.tsv"):
        lexicon.groups[code] = Group(code, tuple(_forms(homes)), kind, tuple(_forms(fights)))
        for name in dict.fromkeys([*_forms(names), code]):
            lexicon.add(name, code, NameKind.GROUP)


@cache
def party_lexicon() -> PartyLexicon:
    """Return the lexicon, read once a process."""
    lexicon = PartyLexicon()
    text = (files("importer") / "data" / "party_words.toml").read_text("utf-8")
    lexicon.words = tomllib.loads(text)
    _add_states(lexicon)
    _add_official_names(lexicon)
    _add_groups(lexicon)
    for body in lexicon.words["body"]["words"]:
        lexicon.add(body, "", NameKind.GENERIC)
    lexicon.close()
    return lexicon


def is_state(party: str) -> bool:
    """Say whether the party is a state; "IS" is the group, for all that Iceland has that code."""
    lexicon = party_lexicon()
    return party in lexicon.states and party not in lexicon.groups


def rivals_of(party: str) -> frozenset[str]:
    """Return the parties that stand against this one."""
    lexicon = party_lexicon()
    found = set(lexicon.groups[party].fights) if party in lexicon.groups else set()
    found |= {group.party for group in lexicon.groups.values() if party in group.fights}
    for pair in lexicon.words["rivals"]:
        if party in pair["states"]:
            found |= set(pair["states"]) - {party}
    return frozenset(found)


def occupier_among(parties: frozenset[str]) -> str | None:
    """Return the state that stands on the soil of another of these."""
    for pair in party_lexicon().words["rivals"]:
        if "occupier" in pair and set(pair["states"]) <= parties:
            return str(pair["occupier"])
    return None

"""The words of quantities and units, read once from importer/data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


def read_toml(name: str) -> dict[str, Any]:
    """Read a lexicon of importer/data."""
    return tomllib.loads(files("importer.data").joinpath(name).read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """Join words into a pattern that prefers the longer; a space stands for any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Cardinals and the parts that they are built from."""

    units: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    rare_scales: dict[str, int]
    """Of the scales those that plain numerals leave to `spelled`."""
    suffixes: dict[str, int]
    capital_suffixes: dict[str, int]
    money_suffixes: dict[str, int]
    fractions: dict[str, int]
    rare_fractions: dict[str, int]
    naughts: frozenset[str]
    vague: dict[str, int]

    @property
    def cardinals(self) -> dict[str, int]:
        """Return the words for numbers below hundred."""
        return self.units | self.teens | self.tens


@cache
def number_words() -> NumberWords:
    """Return the words that cardinals and fractions are built from."""
    data = read_toml("quantities.toml")
    numbers = data["numbers"]
    return NumberWords(
        numbers["units"],
        numbers["teens"],
        numbers["tens"],
        numbers["scales"],
        numbers["rare_scales"],
        numbers["suffixes"],
        numbers["capital_suffixes"],
        numbers["money_suffixes"],
        data["fractions"]["parts"],
        data["fractions"]["rare_parts"],
        frozenset(numbers["naughts"]),
        data["vague"],
    )


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Words before or behind a figure, and what they do to its bounds."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    effects_before: dict[str, str]
    effects_after: dict[str, str]


@cache
def modifiers() -> Modifiers:
    """Return the words that turn a figure into a bound or an approximation."""
    data = read_toml("quantities.toml")["modifiers"]
    before = {word: group["effect"] for group in data["before"] for word in group["words"]}
    after = {word: group["effect"] for group in data["after"] for word in group["words"]}
    return Modifiers(
        re.compile(rf"(?<!\w)({alternatives(before)})\s*\Z", re.IGNORECASE),
        re.compile(rf"(\+)(?!\d)|,?\s*({alternatives(after)})\b(?!\s+than\b)", re.IGNORECASE),
        before,
        after,
    )


@dataclass(frozen=True, slots=True)
class NounClasses:
    """Lemmas of nouns that decide what "a", "one" and "no" count, and what a number names."""

    people: frozenset[str]
    equipment: frozenset[str]
    events: frozenset[str]
    fates: frozenset[str]
    meetings: frozenset[str]
    states: frozenset[str]
    fallen: frozenset[str]
    numbered: frozenset[str]

    def countable(self, lemma: str) -> bool:
        """Say whether a single one of these can be the point of a claim."""
        return lemma in self.people or lemma in self.equipment or lemma in self.events


@cache
def noun_classes() -> NounClasses:
    """Return the classes of nouns that counting depends on."""
    data = read_toml("quantities.toml")["nouns"]
    return NounClasses(**{name: frozenset(words.split()) for name, words in data.items()})


@dataclass(frozen=True, slots=True)
class Units:
    """Measures: what follows a figure, and which symbol it stands for."""

    behind: re.Pattern[str]
    symbols: dict[str, str]
    signs: frozenset[str]
    attached: frozenset[str]
    """Signs that stand only right behind a figure: "30C"."""
    names: dict[str, str]
    """A symbol's name in words: `kilometre` for `km`."""
    groups: dict[str, frozenset[str]]
    money_before: re.Pattern[str]
    currencies: dict[str, str]

    def symbol(self, written: str) -> str:
        """Return the symbol of a unit as `behind` found it in a text; `1` for none."""
        plain = " ".join(written.lstrip(" -\u00a0").split())
        small = plain.casefold()
        found = self.symbols.get(plain) or self.symbols.get(small)
        return found or self.symbols.get(small.replace("-", " "), "1")


@cache
def units() -> Units:
    """Return the spellings of units of measure and of currencies."""
    data = read_toml("units.toml")
    symbols: dict[str, str] = {}
    signs: set[str] = set()
    attached: set[str] = set()
    names: dict[str, str] = {}
    for symbol, unit in [*data["units"].items(), *data["money"].items()]:
        names[symbol] = unit["words"][0]
        attached.update(unit.get("attached", ()))
        symbols |= dict.fromkeys(unit.get("attached", ()), symbol)
        for word in unit.get("words", ()):
            symbols[word.casefold()] = symbols[f"{word.casefold()}s"] = symbol
            symbols[f"{word.casefold()}es"] = symbol
            symbols[re.sub(r"^(\w+)", r"\1s", word.casefold())] = symbol  # "metres per second"
        for sign in unit.get("signs", ()):
            symbols[sign] = symbol
            signs.add(sign)
    groups = {name: frozenset(members) for name, members in data["groups"].items()}
    currencies = {s: c for c, unit in data["money"].items() for s in unit.get("signs", ())}
    words = [word for word in symbols if word not in signs | attached]
    spelled = alternatives(words).replace(r"\s+", r"[\s-]+")
    behind = (
        rf"[\s-]*(?:(?i:{spelled})(?!\w)|(?:{alternatives(signs)})(?![\w²³]))"
        rf"|(?:{alternatives(attached)})(?![\w-])"
    )
    money_before = re.compile(rf"(?<![A-Za-z])({alternatives(currencies)})\s?\Z")
    return Units(
        re.compile(behind),
        symbols,
        frozenset(signs),
        frozenset(attached),
        names,
        groups | {"money": frozenset(data["money"])},
        money_before,
        currencies,
    )

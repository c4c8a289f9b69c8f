"""The word classes that comparing works with, read once from `importer/data/comparing.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycountry

from importer.normalise.lexicon import read_toml


@dataclass(frozen=True, slots=True)
class Comparing:
    """All tables of comparing; words are lemmas in lower case unless said otherwise."""

    bounds: tuple[tuple[tuple[str, ...], str], ...]
    """Phrases before a figure and what they make of it, longest first."""
    numerals: dict[str, float]
    negators: frozenset[str]
    empty: frozenset[str]
    lacking: frozenset[str]
    implicatives: frozenset[str]
    plans: frozenset[str]
    unsure: frozenset[str]
    conditions: frozenset[str]
    copulas: frozenset[str]
    light_verbs: frozenset[str]
    """Verbs that leave it to their object to say what is done: "have access"."""
    light: frozenset[str]
    """Words that tell nothing of what a text is about."""
    some: frozenset[str]
    """Words by which a clause speaks of a part of those it names."""
    months: dict[str, int]
    opposites: dict[str, frozenset[str]]
    negative_prefixes: tuple[str, ...]
    endings: frozenset[str]
    """Endings that make a word of the same root and meaning."""
    synonyms: dict[str, frozenset[int]]
    """The numbers of the groups that a word stands in."""
    kinds: dict[str, str]
    """What kind of thing a noun names: two kinds share no thing."""
    demonyms: dict[str, str]
    """The country, in lower case, that an adjective or a name of its people belongs to."""
    lying: frozenset[str]
    """Verbs that tell where a thing lies."""
    continents: dict[str, str]
    """The codes of continents and their regions."""
    straddling: frozenset[str]
    """Codes of countries that lie on two continents."""
    shared_names: frozenset[str]
    """Names of countries and capitals that large places elsewhere have too."""
    once: frozenset[str]
    """Verbs of what happens to a thing but once."""
    doings: frozenset[str]
    """Verbs of what but one can have done to a thing."""
    authors: frozenset[str]
    """Verbs and nouns whose "by" names who made a thing."""


@cache
def comparing() -> Comparing:
    """Return the tables, parsed once."""
    data = read_toml("comparing.toml")
    return Comparing(
        bounds=_bounds(data["bounds"]),
        numerals={word: float(value) for word, value in data["numerals"].items()},
        **{name: _words(data["words"][name]) for name in _SETS},
        months={word: n for n, text in enumerate(data["months"], 1) for word in text.split()},
        opposites=_opposites(data["opposites"]["pairs"]),
        negative_prefixes=tuple(data["opposites"]["prefixes"]),
        synonyms=_groups(data["synonyms"]["groups"]),
        kinds={word: kind for kind, text in data["kinds"].items() for word in text.split()},
        straddling=_words(data["straddling"]["codes"]),
        shared_names=frozenset(data["straddling"]["names"].split("|")),
        continents={name: code for code, text in data["continents"].items() for name in text},
        demonyms={**_demonyms(), **data["lands"]},
    )


_SETS = (
    "negators",
    "empty",
    "lacking",
    "implicatives",
    "plans",
    "unsure",
    "conditions",
    "copulas",
    "light",
    "light_verbs",
    "some",
    "lying",
    "once",
    "authors",
    "doings",
    "endings",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _bounds(table: dict[str, list[str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    found = [
        (tuple(phrase.split()), meaning) for meaning, phrases in table.items() for phrase in phrases
    ]
    return tuple(sorted(found, key=lambda entry: (-len(entry[0]), entry[0])))


def _opposites(pairs: list[str]) -> dict[str, frozenset[str]]:
    """Read pairs of lists: each word on the left excludes each on the right."""
    table: dict[str, set[str]] = {}
    for pair in pairs:
        left, _, right = pair.partition("|")
        for one in left.split():
            for other in right.split():
                table.setdefault(one, set()).add(other)
                table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


def _groups(groups: list[str]) -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, text in enumerate(groups):
        for word in text.split():
            table.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def _demonyms() -> dict[str, str]:
    """Read the countries of adjectives and names from the table of states and pycountry."""
    table: dict[str, str] = {}
    source = files("importer.data").joinpath("states.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        code, adjectives, *_ = line.split("\t")
        for name in (*adjectives.split("|"), *_names_of(code)):
            plain = name.strip("*").casefold()
            if plain:
                table[plain] = code
    return table


def _names_of(code: str) -> tuple[str, ...]:
    country = pycountry.countries.get(alpha_2=code)
    return (country.name, getattr(country, "common_name", "")) if country else ()

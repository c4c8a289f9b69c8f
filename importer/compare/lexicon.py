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
    anybody: frozenset[str]
    """Nouns that do not tell whom they are said of."""
    lacking: frozenset[str]
    losing: frozenset[str]
    held: frozenset[str]
    """What who has lost it no longer has: "lost control of the port"."""
    implicatives: frozenset[str]
    doubting: frozenset[str]
    opinions: frozenset[str]
    """Verbs under which "not" belongs to what is thought: "I don't think that"."""
    needing: frozenset[str]
    plans: frozenset[str]
    unsure: frozenset[str]
    conditions: frozenset[str]
    binding: frozenset[str]
    """Words that bind a denial to a condition or an end: "not without help"."""
    granting: frozenset[str]
    """Prepositions whose clause is so even where the verb above is denied."""
    untold: frozenset[str]
    """Verbs that tell or know: who does not tell a thing has not denied it."""
    states: frozenset[str]
    """Adverbs that tell a state by themselves: "it is over"."""
    moods: dict[str, str]
    """The common name of words that make a clause less than a fact in one way."""
    copulas: frozenset[str]
    light_verbs: frozenset[str]
    """Verbs that leave it to their object to say what is done: "have access"."""
    light: frozenset[str]
    """Words that tell nothing of what a text is about."""
    some: frozenset[str]
    """Words by which a clause speaks of a part of those it names."""
    months: dict[str, int]
    decades: dict[str, int]
    opposites: dict[str, frozenset[str]]
    negative_prefixes: tuple[str, ...]
    endings: frozenset[str]
    """Endings that make a word of the same root and meaning."""
    synonyms: dict[str, frozenset[int]]
    """The numbers of the groups that a word stands in."""
    bodies: dict[str, frozenset[int]]
    """The numbers of the groups of nouns by which one body may be called in turn."""
    callings: dict[str, frozenset[str]]
    """What who is the one is not at one time: a soldier is no bystander."""
    former: frozenset[str]
    """Words by which somebody has a calling no longer, or not yet."""
    kinds: dict[str, str]
    """What kind of thing a noun names: two kinds share no thing."""
    shared_kinds: tuple[frozenset[str], ...]
    """Two kinds of which one thing may be both."""
    kinds_above: dict[str, tuple[str, ...]]
    """Meanings of WordNet, as word and number ("plant#2"), under which all is of one kind."""
    makings: dict[str, frozenset[str]]
    """Verbs of how a work comes about, by what it is."""
    demonyms: dict[str, str]
    """The country, in lower case, that an adjective or a name of its people belongs to."""
    divisions: dict[str, str]
    """Country and code of its first divisions, by their names and adjectives in lower case."""
    lying: frozenset[str]
    """Verbs that tell where a thing lies."""
    centuries: dict[str, int]
    """Centuries by the words for them: "eighteenth"."""
    continents: dict[str, str]
    """The codes of continents and their regions."""
    straddling: dict[str, str]
    """Codes of countries that lie on two continents."""
    shared_names: frozenset[str]
    """Names of countries and capitals that large places elsewhere have too."""
    once: frozenset[str]
    """Verbs of what happens to a thing but once."""
    doings: frozenset[str]
    """Verbs of what but one can have done to a thing."""
    naming: frozenset[str]
    """Verbs that give their subject another name."""
    sides: dict[str, frozenset[str]]
    """Prepositions that put a thing on opposite sides of another."""
    unique: dict[str, frozenset[str]]
    """Verbs, and nouns with "of", by the prepositions behind which but one name can stand."""
    ties: dict[str, tuple[tuple[str, bool, str], ...]]
    """Words that tell how one stands to another, as that cannot stand to the one.

    With the name of the tie, whether the subject is its first member, and the preposition of the
    other ("" for an object).
    """
    alone: frozenset[str]
    """Words by which nothing else is said to be so."""
    starting: frozenset[str]
    """Verbs that tell when something starts."""
    ending: frozenset[str]
    """Verbs that tell when something ends."""
    vacuous: frozenset[str]
    """Nouns that say no more than what hangs on them: "had no part in the theft"."""
    releases: frozenset[str]
    """Verbs by which a work comes out."""
    playing: frozenset[str]
    """Verbs of what somebody does "as" something."""
    sorting: frozenset[str]
    """Nouns that say no more of a thing than what stands behind their "of"."""
    debuts: frozenset[str]
    """Nouns of what is made or had but once."""
    living: frozenset[str]
    """Words for one who lives."""
    dead: frozenset[str]
    """Words for one who lives no more."""
    fatal: frozenset[str]
    """Verbs of dying, or of being killed."""
    female: frozenset[str]
    """Nouns for a woman or a girl alone."""
    male: frozenset[str]
    """Nouns for a man or a boy alone."""
    dwelling: frozenset[str]
    """Verbs of where somebody lives."""
    real: frozenset[str]
    """What makes a name the one that somebody was born with."""
    seats: frozenset[str]
    """Nouns of where a body sits."""
    seating: frozenset[str]
    """Verbs of where a body sits."""
    serving: frozenset[str]
    """Nouns of those who serve a state."""
    state_bodies: frozenset[str]
    """Bodies of a state."""
    costing: frozenset[str]
    """Verbs with a price for their object."""
    trading: frozenset[str]
    """Verbs with a price behind "for"."""
    paying: frozenset[str]
    """Verbs with the price for their object and the thing behind "for"."""
    pricing: frozenset[str]
    """Verbs with a price behind "at"."""
    scheduling: frozenset[str]
    """Verbs that set the day of what is to come."""
    holding: frozenset[str]
    """Verbs by which an event takes place."""
    coming: frozenset[str]
    """What stands before an event without telling which."""
    leaving: frozenset[str]
    """Verbs of leaving: their object, or what stands behind "from", is left."""
    moving: frozenset[str]
    """Verbs of moving from one place to another."""
    allowing: frozenset[str]
    """Verbs that let something be done."""
    required: frozenset[str]
    """Words by which something must be had."""
    pending: frozenset[str]
    """Nouns by which something is not done yet."""
    installing: frozenset[str]
    """Verbs by which somebody comes into an office."""
    vacating: frozenset[str]
    """Nouns by which an office falls vacant."""
    offices: frozenset[str]
    """Nouns of what one alone has or is."""
    not_in_office: frozenset[str]
    """Words that make an office another one."""
    selling: frozenset[str]
    """Verbs of those who get the price."""
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
        moods={word: name for name, text in data["moods"].items() for word in text.split()},
        months={word: n for n, text in enumerate(data["months"], 1) for word in text.split()},
        centuries=data["centuries"],
        decades={word: n for n, word in enumerate(data["decades"], 2)},
        opposites=_opposites(data["opposites"]["pairs"]),
        negative_prefixes=tuple(data["opposites"]["prefixes"]),
        synonyms=_groups(data["synonyms"]["groups"]),
        bodies=_groups(data["bodies"]["groups"]),
        kinds={
            word.replace("_", " "): kind
            for kind, text in data["kinds"].items()
            for word in text.split()
        },
        shared_kinds=tuple(frozenset(pair.split()) for pair in data["kinds_shared"]["pairs"]),
        kinds_above={kind: tuple(names) for kind, names in data["kinds_above"].items()},
        former=_words(data["callings"]["former"]),
        callings=_opposites(data["callings"]["pairs"]),
        sides=_opposites(data["sides"]["pairs"]),
        unique=_by_word(data["unique"]["slots"]),
        ties=_ties(data["ties"]),
        straddling=data["straddling"],
        shared_names=frozenset(data["shared"]["names"].split("|")),
        continents={name: code for code, text in data["continents"].items() for name in text},
        divisions=data["divisions"],
        makings={noun: _words(text) for noun, text in data["makings"].items()},
        demonyms={**_demonyms(), **data["lands"]},
    )


_SETS = (
    "negators",
    "empty",
    "anybody",
    "lacking",
    "losing",
    "held",
    "implicatives",
    "doubting",
    "opinions",
    "needing",
    "plans",
    "unsure",
    "conditions",
    "binding",
    "granting",
    "untold",
    "states",
    "copulas",
    "light",
    "light_verbs",
    "some",
    "lying",
    "once",
    "authors",
    "doings",
    "endings",
    "releases",
    "starting",
    "ending",
    "vacuous",
    "alone",
    "playing",
    "sorting",
    "debuts",
    "living",
    "dead",
    "fatal",
    "female",
    "male",
    "dwelling",
    "naming",
    "real",
    "seats",
    "seating",
    "serving",
    "state_bodies",
    "costing",
    "trading",
    "paying",
    "pricing",
    "scheduling",
    "holding",
    "coming",
    "leaving",
    "moving",
    "allowing",
    "required",
    "pending",
    "installing",
    "vacating",
    "offices",
    "not_in_office",
    "selling",
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


def _by_word(slots: list[str]) -> dict[str, frozenset[str]]:
    """Read lines such as "after | name call": the preposition, and the words before it."""
    found: dict[str, set[str]] = {}
    for slot in slots:
        links, _, words = slot.partition("|")
        for word in words.split():
            found.setdefault(word, set()).update(links.split())
    return {word: frozenset(links) for word, links in found.items()}


def _ties(table: dict[str, dict[str, str]]) -> dict[str, tuple[tuple[str, bool, str], ...]]:
    """Read words such as "own" and "belong/to" under the two ends of each tie."""
    found: dict[str, list[tuple[str, bool, str]]] = {}
    for name, ends in table.items():
        for end, text in ends.items():
            for entry in text.split():
                word, _, link = entry.partition("/")
                found.setdefault(word, []).append((name, end == "first", link))
    return {word: tuple(entries) for word, entries in found.items()}


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

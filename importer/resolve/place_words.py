"""The word lists of the place stage, read once from importer/data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from importer.gazetteer.keys import exact_key
from importer.model import PlaceKind


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of places.toml as sets of lower-case words."""

    features: dict[str, str]
    """Noun of kind (`oblast`) → its class (`region`, `district`, `river`, …)."""
    extending: frozenset[str]
    extending_before: frozenset[str]
    fronts: frozenset[str]
    directions: frozenset[str]
    neutral: frozenset[str]
    """Words that may stand beside a name and leave it a place's."""
    institutions: frozenset[str]
    institution_adjectives: frozenset[str]
    institution_capitalised: frozenset[str]
    owners: frozenset[str]
    titles: frozenset[str]
    forms_of_address: frozenset[str]
    """Titles with which a name that stands alone behind them is a person's: "Mr. Obi"."""
    speech: frozenset[str]
    prepositions: frozenset[str]
    always_locative: frozenset[str]
    locative_nouns: frozenset[str]
    strikes: frozenset[str]
    locative_verbs: frozenset[str]
    sure_prepositions: frozenset[str]
    departures: frozenset[str]
    state_verbs: frozenset[str]
    town_verbs: frozenset[str]
    located_verbs: frozenset[str]
    undergone_verbs: frozenset[str]
    """Verbs that place their subject only together with a preposition ("lies on the river")."""
    sources: frozenset[str]
    origins: frozenset[str]
    stop_words: frozenset[str]
    stop_phrases: frozenset[str]
    roads: frozenset[str]
    abbreviations: dict[str, str]
    """Shortened state, without spaces (`W.Va.`) → its name."""
    abbreviation_openings: frozenset[str]
    """What stands before the first stop of those."""


@dataclass(frozen=True, slots=True)
class SideWords:
    """Words that tell which countries a report is about, and names that are no places."""

    countries: dict[str, tuple[str, ...]]
    """Key of a demonym, a country or an armed group → the countries that it speaks for."""
    seats: dict[str, tuple[str, ...]]
    """Key of a seat of power → its countries; weaker evidence, as other towns share the name."""
    demonyms: frozenset[str]
    bodies: frozenset[str]
    """Keys of the names of groups and bodies; a place name inside one is no place."""
    body_openings: frozenset[str]
    """The first words of those keys."""
    openings: frozenset[str]
    """The first words of the keys of `countries` and `seats`."""
    arms: frozenset[str]
    """What fights abroad as much as at home: "troops", "drones"."""


@cache
def place_words() -> PlaceWords:
    """Return the lists of places.toml."""
    lists = tomllib.loads(_data("places.toml"))
    features = {word: kind for kind, words in lists["features"].items() for word in words}
    directions = frozenset(lists["modifiers"]["directions"])
    locative = lists["locative"]
    return PlaceWords(
        features=features,
        extending=frozenset(lists["extension"]["classes"]),
        extending_before=frozenset(lists["extension"]["before"]),
        fronts=frozenset(lists["fronts"]["nouns"]),
        directions=directions,
        neutral=directions | frozenset(lists["modifiers"]["generic"]) | frozenset(features),
        institutions=frozenset(lists["institutions"]["nouns"]),
        institution_adjectives=frozenset(lists["institutions"]["adjectives"]),
        institution_capitalised=frozenset(lists["institutions"]["capitalised"]),
        owners=frozenset(lists["institutions"]["owners"]),
        titles=frozenset(lists["persons"]["titles"]),
        forms_of_address=frozenset(lists["persons"]["forms_of_address"]),
        speech=frozenset(lists["persons"]["speech"]),
        prepositions=frozenset(locative["prepositions"]),
        always_locative=frozenset(locative["always"]),
        locative_nouns=frozenset(locative["nouns"]),
        strikes=frozenset(locative["strikes"]),
        locative_verbs=frozenset(locative["verbs"]),
        sure_prepositions=frozenset(locative["sure"]),
        departures=frozenset(locative["departures"]),
        state_verbs=frozenset(lists["states"]["verbs"]),
        town_verbs=frozenset(lists["states"]["towns"]),
        located_verbs=frozenset(lists["states"]["located"]),
        undergone_verbs=frozenset(lists["states"]["undergone"]),
        origins=frozenset(lists["origins"]["words"]),
        sources=frozenset(lists["sources"]["nouns"]),
        stop_words=frozenset(lists["stop"]["words"]),
        stop_phrases=frozenset(exact_key(phrase) for phrase in lists["stop"]["phrases"]),
        roads=frozenset(lists["roads"]["nouns"]),
        abbreviations=lists["abbreviations"],
        abbreviation_openings=frozenset(key.partition(".")[0] for key in lists["abbreviations"]),
    )


@cache
def side_words() -> SideWords:
    """Return demonyms, seats and groups by country, from states.tsv and armed_groups.tsv."""
    countries: dict[str, set[str]] = {}
    capitals: dict[str, set[str]] = {}
    demonyms: set[str] = set()
    bodies: set[str] = set()
    for row in _rows("states.tsv"):
        code, nationals, seats, names = (*row, "", "", "")[:4]
        for word in _split(nationals):
            for form in (exact_key(word), exact_key(f"{word}s")):
                demonyms.add(form)
                countries.setdefault(form, set()).add(code)
        for word in _split(seats):
            capitals.setdefault(exact_key(word), set()).add(code)
        for word in _split(names):
            countries.setdefault(exact_key(word), set()).add(code)
    for row in _rows("armed_groups.tsv"):
        _, homes, _, _, names = (*row, "", "", "", "", "")[:5]
        for name in _split(names):
            bodies.add(exact_key(name))
            for code in _split(homes):
                countries.setdefault(exact_key(name), set()).add(code)
    return SideWords(
        {key: tuple(sorted(codes)) for key, codes in countries.items() if key},
        {key: tuple(sorted(codes)) for key, codes in capitals.items() if key},
        frozenset(demonyms),
        frozenset(bodies),
        frozenset(body.split()[0] for body in bodies if body),
        frozenset(key.split()[0] for key in (*countries, *capitals) if key),
        frozenset(tomllib.loads(_data("places.toml"))["arms"]["nouns"]),
    )


PLACE_PARTS = frozenset(
    {"outskirts", "outskirt", "approaches", "approach", "edge", "edges", "suburbs", "suburb"}
    | {"centre", "center", "bank", "shore", "shores", "side", "border", "borders", "vicinity"}
    | {"surroundings", "entrance", "gates"}
)
"""Nouns for a part of a place or what lies beside it."""

FEATURE_KINDS: dict[str, frozenset[PlaceKind]] = {
    "region": frozenset({PlaceKind.REGION}),
    "district": frozenset({PlaceKind.REGION, PlaceKind.CITY, PlaceKind.VILLAGE}),
    "river": frozenset({PlaceKind.RIVER, PlaceKind.SEA}),
    "sea": frozenset({PlaceKind.SEA, PlaceKind.RIVER}),
    "city": frozenset({PlaceKind.CITY, PlaceKind.VILLAGE}),
    "village": frozenset({PlaceKind.CITY, PlaceKind.VILLAGE}),
    "area": frozenset({PlaceKind.AREA, PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.SEA}),
}
"""Which kinds of gazetteer entry a noun of kind admits."""


def _data(name: str) -> str:
    return (files("importer") / "data" / name).read_text("utf-8")


def _rows(name: str) -> Iterator[list[str]]:
    for line in _data(name).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]

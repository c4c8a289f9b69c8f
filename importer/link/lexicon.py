"""The word classes and tables that linking works with, read once from `importer/data`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from importer.link.tables import groups, load, words_of
from importer.model import ClaimType


@dataclass(frozen=True, slots=True)
class Scale:
    """Two ends that exclude each other, with the words that stand at each."""

    name: str
    types: frozenset[ClaimType]
    nouns: frozenset[str]
    """Words by which a clause of any type stands on the scale."""
    low_words: frozenset[str]
    high_words: frozenset[str]
    low_phrases: tuple[str, ...]
    high_phrases: tuple[str, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables of linking."""

    matters: dict[str, tuple[ClaimType, ...]]
    aspects: dict[ClaimType, str]
    fates: dict[str, tuple[str, ...]]
    """Which fates a word can tell of: `captured` of people in custody and of ground taken."""
    counted: dict[str, str]
    camps: dict[str, str]
    """Whose men a word tells of."""
    sorts: dict[str, str]
    """The sort of people that a word narrows a count to."""
    ages: frozenset[str]
    """Sorts that a denial narrows itself to: "no children"."""
    narrowed: dict[str, frozenset[str]]
    """By what a denial is narrowed to: all words by which a claim can be of the same."""
    stages: tuple[str, ...]
    """Phrases for one step of what goes on."""
    beginning: frozenset[str]
    under_way: frozenset[str]
    towards: frozenset[str]
    """Words for forces on their way."""
    intent: frozenset[str]
    truce_words: frozenset[str]
    rejected_figures: frozenset[str]
    too_low: frozenset[str]
    too_high: frozenset[str]
    armed_words: frozenset[str]
    """Words for fighters that are no state's soldiers."""
    facilities: frozenset[str]
    facility_kinds: dict[str, int]
    things_hit: dict[str, int]
    goods: dict[str, int]
    """What is brought or lacking, by the number of its kind."""
    buildings: frozenset[str]
    of_war: frozenset[str]
    """Words for what armies aim at."""
    means_of_war: frozenset[str]
    of_peace: frozenset[str]
    """Words for what is none of theirs."""
    by_air: frozenset[str]
    """Words for fire from the air."""
    by_guns: frozenset[str]
    """Words for fire from the ground."""
    trades: frozenset[str]
    """Words for people whom nobody calls fighters."""
    evidence: frozenset[str]
    """Words for what shows a deed and is no deed."""
    debris: frozenset[str]
    damage_words: frozenset[str]
    generic_names: frozenset[str]
    """Words before "Hospital" or "Market" that make no name of it."""
    blame_cues: frozenset[str]
    by_fire: frozenset[int]
    """The numbers of the kinds of events that come by air or from afar."""
    strike_words: frozenset[str]
    mishaps: frozenset[str]
    """Words for what harms people without a weapon."""
    violence: frozenset[str]
    wholes: dict[str, frozenset[str]]
    """What stands for all of some things, with the words for these."""
    body_words: frozenset[str]
    found_words: frozenset[str]
    elsewhere: tuple[str, ...]
    """Phrases for a place that the clause does not name."""
    total_phrases: tuple[str, ...]
    """Phrases for a count of all that befell."""
    harm_words: frozenset[str]
    recovery: frozenset[str]
    won_back: frozenset[str]
    bodies: frozenset[str]
    """Words of names that take an article."""
    plural_sources: frozenset[str]
    plain_sources: frozenset[str]
    denial_cues: frozenset[str]
    denial_nouns: frozenset[str]
    denial_phrases: tuple[str, ...]
    bare_denials: tuple[str, ...]
    grave: frozenset[str]
    wrecked: frozenset[str]
    without: frozenset[str]
    harmed: frozenset[str]
    known_by: frozenset[str]
    harming: frozenset[str]
    no_such: tuple[frozenset[str], ...]
    """Groups of words for one thing: "no such attempt" is of what somebody "tried"."""
    no_such_event: frozenset[str]
    no_such_fighters: frozenset[str]
    no_denials: tuple[str, ...]
    light_words: frozenset[str]
    """Words of a denial that tell nothing of the deed."""
    persistence_words: frozenset[str]
    persistence_phrases: tuple[str, ...]
    part_words: frozenset[str]
    single_parts: frozenset[str]
    whole_words: frozenset[str]
    correction_phrases: tuple[str, ...]
    bystanders: frozenset[str]
    negators: frozenset[str]
    incidents: dict[str, int]
    """The number of the kind of event that a word names."""
    event_words: frozenset[str]
    """Words for an event that do not tell which."""
    no_standing: frozenset[str]
    cleared: frozenset[str]
    cleared_of: frozenset[str]
    other_fates: frozenset[frozenset[str | None]]
    """Pairs of predicates of which the one says nothing of the other: killed, wounded."""
    of_men: frozenset[str]
    """Predicates that tell of people, and of no place, where people are counted."""
    implies: dict[str, frozenset[str]]
    """What cannot be denied of one who did the first: who seized a camp entered it."""
    foreseeing: re.Pattern[str]
    """Matches words by which a clause looks ahead: "may attack", not "may have attacked"."""
    undertaking: re.Pattern[str]
    """Matches words for what is not done yet: "agreed to withdraw", "should withdraw"."""
    update_cues: frozenset[str]
    """Reporting words that put a new figure in the place of an old one."""
    ends_of_place: tuple[frozenset[str], frozenset[str]]
    """Words for the edge of a place, and for its middle."""
    only_words: frozenset[str]
    loose_parts: frozenset[str]
    """Words for parts of which a place has many."""
    update_phrases: tuple[str, ...]
    """Phrases by which a toll or number is told to have grown."""
    dating_verbs: tuple[str, ...]
    """Verbs of clauses whose point is the day: "took place"."""
    states: frozenset[str]
    """Predicates of how things stand on the ground."""
    lasting: frozenset[str]
    """Predicates of events that leave a state behind them."""
    anybody_words: frozenset[str]
    anybody_phrases: tuple[str, ...]
    alike: dict[str, int]
    """The number of the group of predicates that mean one thing where they are denied."""
    war_words: frozenset[str]
    """Words that stand in reports on a war, and hardly in others."""
    common: frozenset[str]
    reversing: frozenset[str]
    reversing_types: frozenset[ClaimType]
    figure_nouns: frozenset[str]
    standing: dict[tuple[ClaimType, str], dict[str, str]]
    of_standing: frozenset[ClaimType]
    """The types of claims that leave a party somewhere."""
    clashes: dict[frozenset[str], float]
    """How surely two standings of one party exclude each other."""
    opposites: dict[str, frozenset[str]]
    """Classes of predicates that cannot both be true of one thing at one time."""
    scales: tuple[Scale, ...]


@cache
def lexicon() -> Lexicon:
    """Return the tables, parsed and checked once."""
    return Lexicon(**_of_words(load("linking.toml")), **_of_predicates(load("opposites.toml")))


def _of_words(words: dict[str, Any]) -> dict[str, Any]:
    """Read what is known of words."""
    fates: dict[str, list[str]] = {}
    for entry in words["same_aspect"]:
        for word in entry["words"].split():
            fates.setdefault(word, []).append(entry["name"])
    return {
        "matters": {
            name: tuple(ClaimType(item) for item in types)
            for name, types in words["matters"].items()
        },
        "aspects": {ClaimType(name): aspect for name, aspect in words["aspects"].items()},
        "fates": {word: tuple(names) for word, names in fates.items()},
        "counted": {word: kind for kind, text in words["counted"].items() for word in text.split()},
        "camps": {word: camp for camp, text in words["camps"].items() for word in text.split()},
        **_of_counts(words),
        "body_words": words_of(words["found"]["bodies"]),
        "found_words": words_of(words["found"]["finding"]),
        "elsewhere": tuple(words["elsewhere"]["phrases"]),
        "total_phrases": tuple(words["found"]["totals"]),
        "harm_words": words_of(words["harm"]["words"]),
        "bodies": words_of(words["sources"]["bodies"]),
        "plural_sources": words_of(words["sources"]["plural"]),
        "plain_sources": words_of(words["sources"]["plain"]),
        **_of_denial(words),
        "persistence_words": words_of(words["persistence"]["words"]),
        "persistence_phrases": tuple(words["persistence"]["phrases"]),
        **_of_extent(words["extent"]),
        **_of_course(words),
        "correction_phrases": tuple(words["correction"]["words"]),
        "incidents": {
            word: number
            for number, group in enumerate(words["incidents"]["groups"])
            for word in group.split()
        },
        "event_words": words_of(words["events"]["words"]),
        "negators": words_of(words["negation"]["words"]),
        "anybody_words": words_of(words["anybody"]["words"]),
        "anybody_phrases": tuple(words["anybody"]["phrases"]),
        "bystanders": frozenset(words["bystanders"]["parties"]),
        "war_words": words_of(words["war"]["words"]),
        "common": words_of(words["common"]["words"]),
        "figure_nouns": words_of(words["figures"]["nouns"]),
    }


def _of_denial(words: dict[str, Any]) -> dict[str, Any]:
    """Read by what words a clause denies, and what it leaves true."""
    return {
        "denial_cues": words_of(words["denial"]["cues"]),
        "denial_nouns": words_of(words["denial"]["nouns"]),
        "denial_phrases": tuple(words["denial"]["phrases"]),
        "bare_denials": tuple(words["denial"]["bare"]),
        **{name: words_of(text) for name, text in words["gravity"].items()},
        "no_such": tuple(map(words_of, words["no_such"]["groups"])),
        "no_such_event": words_of(words["no_such"]["events"]),
        "no_such_fighters": words_of(words["no_such"]["fighters"]),
        "no_denials": tuple(words["denial"]["harmless"]),
        "light_words": words_of(words["denial"]["light"]),
    }


def _of_counts(words: dict[str, Any]) -> dict[str, Any]:
    """Read what words narrow a count or a claim to: sorts, stages, groups, kinds of events."""
    return {
        "sorts": {word: sort for sort, text in words["sorts"].items() for word in text.split()},
        "ages": frozenset(words["ages"]["sorts"]),
        "narrowed": {
            word: words_of(f"{each['to']} {each['met']}")
            for each in words["narrowed"]
            for word in each["to"].split()
        },
        "stages": tuple(words["stages"]["phrases"]),
        "beginning": words_of(words["course"]["beginning"]),
        "under_way": words_of(words["course"]["under_way"]),
        "towards": words_of(words["course"]["towards"]),
        "intent": words_of(words["denial"]["intent"]),
        "truce_words": words_of(words["events"]["truce"]),
        "armed_words": words_of(words["camps"]["the armed groups"])
        | words_of(words["course"]["armed"]),
        "facilities": words_of(words["extent"]["facility"]),
        "facility_kinds": groups(words["extent"]["facility_kinds"]),
        "debris": words_of(words["wreck"]["debris"]),
        "damage_words": words_of(words["wreck"]["damage"]),
        "of_war": words_of(words["aims"]["military"]),
        "means_of_war": words_of(words["aims"]["means"]),
        "of_peace": words_of(words["aims"]["civil"]),
        "by_air": words_of(words["aims"]["by_air"]),
        "by_guns": words_of(words["aims"]["by_guns"]),
        "trades": words_of(words["aims"]["trades"]),
        "evidence": words_of(words["denial"]["evidence"]),
        "buildings": words_of(words["extent"]["building"]),
        "things_hit": groups(words["incidents"]["things"]),
        "goods": groups(words["goods"]["kinds"]),
        "generic_names": words_of(words["extent"]["generic"]),
        "blame_cues": words_of(words["blame"]["cues"]),
        "by_fire": frozenset(
            number
            for number, group in enumerate(words["incidents"]["groups"])
            if not words_of(group).isdisjoint(words_of(words["incidents"]["by_fire"]))
        ),
        "strike_words": words_of(words["incidents"]["strike"]),
        "mishaps": words_of(words["incidents"]["mishaps"]),
        "violence": words_of(words["incidents"]["violence"]),
        "wholes": {whole: words_of(text) for whole, text in words["wholes"].items()},
    }


def _of_course(words: dict[str, Any]) -> dict[str, Any]:
    """Read by what words a clause looks ahead, replaces a figure or gives a day."""
    return {
        "foreseeing": _foreseeing(words["foreseeing"]),
        "undertaking": re.compile(
            rf"\b(?:(?:{'|'.join(words['foreseeing']['undertaking'].split())})\s+to"
            rf"|(?:{'|'.join(words['foreseeing']['obliging'].split())})(?:\s+not)?)"
            r"\s+(?!have\b)[a-z]+",
            re.IGNORECASE,
        ),
        "rejected_figures": words_of(words["figures"]["rejected"]),
        "too_low": words_of(words["figures"]["too_low"]),
        "too_high": words_of(words["figures"]["too_high"]),
        "update_cues": words_of(words["figures"]["update_cues"]),
        "update_phrases": tuple(words["figures"]["update_phrases"]),
        "dating_verbs": tuple(words["dating"]["phrases"]),
    }


def _of_extent(extent: dict[str, Any]) -> dict[str, Any]:
    """Read what words say of the extent of a place or group."""
    return {
        "part_words": words_of(extent["part"]),
        "single_parts": words_of(extent["single"]),
        "whole_words": words_of(extent["whole"]),
        "loose_parts": words_of(extent["loose"]),
        "only_words": words_of(extent["only"]),
        "ends_of_place": (words_of(extent["edge"]), words_of(extent["middle"])),
    }


def _of_predicates(opposites: dict[str, Any]) -> dict[str, Any]:
    """Read how classes of predicates stand to each other."""
    return {
        "recovery": words_of(opposites["recovery"]["words"]),
        "won_back": words_of(opposites["recovery"]["won_back"]),
        "states": frozenset(opposites["states"]["predicates"]),
        "lasting": frozenset(opposites["lasting"]["predicates"]),
        "no_standing": frozenset(opposites["no_standing"]["predicates"]),
        "cleared": words_of(opposites["no_standing"]["cleared"]),
        "cleared_of": words_of(opposites["no_standing"]["cleared_of"]),
        "other_fates": frozenset(
            frozenset({one, other})
            for one in opposites["other_fates"]["fatal"]
            for other in opposites["other_fates"]["not_fatal"]
        ),
        "of_men": frozenset(opposites["no_standing"]["of_men"]),
        "implies": {name: frozenset(others) for name, others in opposites["implies"].items()},
        "alike": {
            predicate: number
            for number, group in enumerate(opposites["alike"]["groups"])
            for predicate in group
        },
        "reversing": words_of(opposites["reversing"]["words"]),
        "reversing_types": frozenset(ClaimType(item) for item in opposites["reversing"]["types"]),
        "standing": {
            (ClaimType(kind), role): dict(effects)
            for kind, roles in opposites["standing"].items()
            for role, effects in roles.items()
        },
        "of_standing": frozenset(ClaimType(kind) for kind in opposites["standing"]),
        "clashes": {
            frozenset({clash["one"], other}): clash["weight"]
            for clash in opposites["clash"]
            for other in clash["other"]
        },
        "opposites": {
            name: frozenset(entry.get("opposites", ()))
            for name, entry in load("predicates.toml")["classes"].items()
        },
        "scales": tuple(_scale(entry) for entry in opposites["scale"]),
    }


def _foreseeing(table: dict[str, str]) -> re.Pattern[str]:
    """Match a modal verb before a verb of events: "could also attack", "may soon be retaken"."""
    any_of = {name: "|".join(text.split()) for name, text in table.items()}
    return re.compile(
        rf"\b(?:{any_of['modals']})\s+(?:(?:{any_of['between']}|[a-z]+ly)\s+)*"
        rf"(?:be\s+(?:[a-z]+ed|{any_of['participles']})\b|(?!(?:{any_of['states']})\b)[a-z]+)",
        re.IGNORECASE,
    )


def _scale(entry: dict[str, Any]) -> Scale:
    return Scale(
        name=entry["name"],
        types=frozenset(ClaimType(item) for item in entry["types"]),
        nouns=words_of(entry.get("nouns", "")),
        low_words=words_of(entry["low_words"]),
        high_words=words_of(entry["high_words"]),
        low_phrases=tuple(entry.get("low_phrases", ())),
        high_phrases=tuple(entry.get("high_phrases", ())),
        low=entry["low"],
        high=entry["high"],
    )

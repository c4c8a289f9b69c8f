"""Enums, their members described one by one."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any

import strawberry

from db.enums import ChangeKind, Entity, ReviewStatus, Verdict
from db.query.statistics import StatementGroup
from importer.model import (
    ClaimType,
    ContradictionType,
    Modality,
    PlaceKind,
    Polarity,
    Relation,
    SpeakerKind,
    Stance,
    StatementKind,
)


class ReviewVerdict(StrEnum):
    """What can be decided on a contradiction or a dispute."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class OrderDirection(StrEnum):
    """Which way a list is sorted."""

    ASC = "ASC"
    DESC = "DESC"


class StatementOrderField(StrEnum):
    """What statements can be sorted by."""

    DATE = "DATE"
    RECORDED = "RECORDED"
    CONFIDENCE = "CONFIDENCE"


class PairOrderField(StrEnum):
    """What contradictions and near misses can be sorted by."""

    DATE = "DATE"
    RECORDED = "RECORDED"
    CONFIDENCE = "CONFIDENCE"


class ArticleOrderField(StrEnum):
    """What articles can be sorted by."""

    DATE = "DATE"
    RECORDED = "RECORDED"
    NAME = "NAME"


class NameOrderField(StrEnum):
    """What speakers and places can be sorted by."""

    NAME = "NAME"


class DisputeOrderField(StrEnum):
    """What disputes can be sorted by."""

    DATE = "DATE"
    RECORDED = "RECORDED"
    SIZE = "SIZE"


_DATE = "The day it was said or published; what has none comes last when newest come first."
_RECORDED = "The moment at which this archive took it in."
_CONFIDENCE = "How sure the extractor is, from 0 to 1."

DESCRIPTIONS: Mapping[type[Enum], Mapping[str, str]] = {
    StatementKind: {
        "DIRECT": "The whole content stands in quotation marks.",
        "INDIRECT": "A paraphrase, without quoted words.",
        "MIXED": "A paraphrase with quoted words in it.",
        "NARRATION": "The article's own voice, without a source.",
    },
    Polarity: {
        "POSITIVE": "The main claim is affirmed.",
        "NEGATIVE": "The main claim is negated or denied.",
    },
    Modality: {
        "ASSERTED": "Put forward as a fact.",
        "POSSIBLE": "Put forward as possible or likely.",
        "INTENDED": "A plan, an attempt or a future.",
        "HYPOTHETICAL": "Under a condition.",
    },
    Stance: {
        "DENIES": "Passed on as false.",
        "DOUBTS": "Passed on with doubt.",
        "AFFIRMS": "Passed on as true.",
        "REPORTS": "Passed on without comment.",
    },
    ClaimType: {
        "CONTROL": "A party holds, captured, lost or does not hold a place.",
        "ADVANCE": "A party moves forward or gains ground.",
        "REPEL": "An attack was beaten off, a line is held.",
        "WITHDRAW": "A party leaves or retreats.",
        "ENCIRCLE": "Forces or a place are surrounded or cut off.",
        "ATTACK": "Ground assaults, clashes, crossing attempts.",
        "STRIKE": "Missile, air, drone or artillery fire.",
        "CASUALTIES": "People killed, wounded or missing.",
        "LOSSES": "Equipment, ammunition or units destroyed or lost.",
        "DETAIN": "People captured, arrested, exchanged or released.",
        "FORCES": "Strength, presence or deployment of forces.",
        "SUPPLY": "Ammunition, food, fuel or reinforcements flowing or cut off.",
        "DISPLACEMENT": "Evacuation, flight or return of civilians.",
        "HUMANITARIAN": "Aid, hunger, disease, damage to homes, hospitals or power.",
        "CEASEFIRE": "A truce, its terms, violations or talks.",
        "SITUATION": "The state of things is stable, worse, better or difficult.",
        "RESPONSIBILITY": "Who did it, who ordered it, who is to blame.",
        "OTHER": "Anything else.",
    },
    ContradictionType: {
        "DENIAL": "One rejects the other's claim as such.",
        "NEGATION": "The same claim, once affirmed and once negated.",
        "ANTONYM": "Opposite predicates: stabilised and deteriorating.",
        "CONTROL": "A place is held by different parties at the same time.",
        "NUMBER": "Figures for the same count that cannot meet.",
        "TIME": "The same event on different days.",
        "PLACE": "The same event in different places.",
        "RESPONSIBILITY": "Different parties blamed for the same event.",
    },
    Relation: {
        "CONTRADICTS": "They cannot both be true.",
        "REVISES": "The later one replaces the earlier one and says so.",
        "CORROBORATES": "They say the same.",
        "NEAR_MISS": "They look opposed and can both be true.",
    },
    PlaceKind: {
        "COUNTRY": "A state or territory.",
        "REGION": "A division of a country.",
        "CITY": "A city or town.",
        "VILLAGE": "A village or settlement.",
        "RIVER": "A river.",
        "SEA": "A sea, gulf or strait.",
        "AREA": "Any other area.",
    },
    ReviewStatus: {
        "UNREVIEWED": "Nobody has decided, or the decision was withdrawn.",
        "CONFIRMED": "Somebody looked and agrees.",
        "REJECTED": "Somebody looked and disagrees: left out of lists unless asked for.",
    },
    Verdict: {
        "CONFIRMED": "It is so.",
        "REJECTED": "It is not so.",
        "WITHDRAWN": "What was decided before is open again.",
        "MERGED": "It is one with another.",
        "SPLIT": "Part of it is something of its own.",
        "CORRECTED": "It is so, but for what the value says.",
    },
    ChangeKind: {
        "ADDED": "It is new.",
        "CHANGED": "It is another now, under the same key, or is back.",
        "SUPERSEDED": "It no longer holds.",
        "REVIEWED": "A person decided on it.",
    },
    Entity: {
        "ARTICLE": "An article.",
        "STATEMENT": "A statement.",
        "CONTRADICTION": "A contradiction.",
        "DISPUTE": "A dispute.",
        "SPEAKER": "A speaker.",
    },
    ReviewVerdict: {
        "CONFIRMED": "It is so.",
        "REJECTED": "It is not so.",
        "WITHDRAWN": "What was decided before is open again.",
    },
    SpeakerKind: {
        "PERSON": "A named person.",
        "BODY": "A body or a side.",
        "UNNAMED": "Somebody whom the article does not name.",
    },
    StatementGroup: {
        "SPEAKER": "Who says so.",
        "PARTY": "For whom the speaker speaks.",
        "PLACE": "The places that they name; a statement counts at each of them.",
        "TYPE": "What the main claim is about.",
        "DAY": "The day on which it was said.",
        "WEEK": "The week of that day, from its Monday.",
        "MONTH": "The month of that day.",
    },
    OrderDirection: {
        "ASC": "Smallest, earliest or first in the alphabet first.",
        "DESC": "Largest, latest or last in the alphabet first.",
    },
    StatementOrderField: {"DATE": _DATE, "RECORDED": _RECORDED, "CONFIDENCE": _CONFIDENCE},
    PairOrderField: {"DATE": _DATE, "RECORDED": _RECORDED, "CONFIDENCE": _CONFIDENCE},
    ArticleOrderField: {"DATE": _DATE, "RECORDED": _RECORDED, "NAME": "The file's name."},
    NameOrderField: {"NAME": "The name, by code point."},
    DisputeOrderField: {
        "DATE": _DATE,
        "RECORDED": _RECORDED,
        "SIZE": "How many contradictions it has.",
    },
}


def _register(enum: type[Enum]) -> None:
    """Make an enum known to the schema, under its own name and with our descriptions."""
    summary = (enum.__doc__ or "").strip().splitlines()[0]
    strawberry.enum(enum, description=summary)
    definition: Any = vars(enum)["__strawberry_definition__"]
    for value in definition.values:
        value.description = DESCRIPTIONS[enum][value.name]


for _described in DESCRIPTIONS:
    _register(_described)

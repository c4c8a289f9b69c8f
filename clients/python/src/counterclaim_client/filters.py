"""What lists take. Generated from the description by `make clients`."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict


class StatementsFilters(TypedDict, total=False):
    """What statements can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"] | None
    """The order; a minus is for descending."""
    country: str | None
    """ISO 3166 alpha-2 of the place's country."""
    bbox: str | None
    """west,south,east,north in degrees, as in GeoJSON; west > east crosses 180°."""
    near: str | None
    """latitude,longitude of the middle of a circle; needs radiusKm."""
    radius_km: float | None
    """The circle's radius."""
    inside: str | None
    """Key of a country or region that the place lies in."""
    q: str | None
    """Full text: all words, phrases in "double quotes"."""
    speaker: str | None
    """Part of a speaker's name, in any spelling met."""
    speaker_key: str | None
    """Key of the speaker."""
    original_speaker: str | None
    """Part of the name of the one who said it first, at the end of a chain of reports."""
    original_speaker_key: str | None
    """That one's key."""
    relayed_by: str | None
    """Part of the name of someone who passes it on, at any distance."""
    relayed_by_key: str | None
    """That one's key."""
    relay_stance: list[Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"]] | None
    """What one who passes it on makes of it. Repeat it for several."""
    through: str | None
    """Part of the name of an outlet that it came through."""
    party: list[str] | None
    """For whom the speaker speaks. Repeat it for several."""
    place: str | None
    """A place by any of its names, whole."""
    place_key: str | None
    """Key of the place."""
    kind: list[Literal["DIRECT", "INDIRECT", "MIXED", "NARRATION"]] | None
    """How it stands in the article. Repeat it for several."""
    claim_type: (
        list[
            Literal[
                "CONTROL",
                "ADVANCE",
                "REPEL",
                "WITHDRAW",
                "ENCIRCLE",
                "ATTACK",
                "STRIKE",
                "CASUALTIES",
                "LOSSES",
                "DETAIN",
                "FORCES",
                "SUPPLY",
                "DISPLACEMENT",
                "HUMANITARIAN",
                "CEASEFIRE",
                "SITUATION",
                "RESPONSIBILITY",
                "OTHER",
            ]
        ]
        | None
    )
    """What the claim is about. Repeat it for several."""
    agent: str | None
    """The party that acts."""
    target: str | None
    """The party that undergoes it."""
    polarity: list[Literal["POSITIVE", "NEGATIVE"]] | None
    """Affirmed or negated. Repeat it for several."""
    modality: list[Literal["ASSERTED", "POSSIBLE", "INTENDED", "HYPOTHETICAL"]] | None
    """How firmly it is put. Repeat it for several."""
    stance: list[Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"]] | None
    """What the one who passes it on makes of it. Repeat it for several."""
    said_from: dt.date | str | None
    """Said on this day or later."""
    said_to: dt.date | str | None
    """Said on this day or before."""
    about_from: dt.date | str | None
    """About days that end on this one or later."""
    about_to: dt.date | str | None
    """About days that begin on this one or before."""
    published_from: dt.date | str | None
    """Published on this day or later."""
    published_to: dt.date | str | None
    """Published on this day or before."""
    unit: str | None
    """Unit of a quantity: 1 for counts, else UCUM-style."""
    counted: str | None
    """What a quantity counts, as written."""
    quantity_min: float | None
    """A quantity that may be this or more."""
    quantity_max: float | None
    """A quantity that may be this or less."""
    outlet: str | None
    """Name of the outlet."""
    article: str | None
    """Key of the article."""
    contradicted: bool | None
    """Whether another contradicts it."""
    nested: bool | None
    """Whether another statement reports it."""
    passes_on: bool | None
    """Whether it reports another one."""


class SpeakersFilters(TypedDict, total=False):
    """What speakers can be chosen by."""

    sort: Literal["name", "-name"] | None
    """The order; a minus is for descending."""
    name: str | None
    """Part of the name, in any spelling met."""
    kind: list[Literal["PERSON", "BODY", "UNNAMED"]] | None
    """Person, body or unnamed. Repeat it for several."""
    party: list[str] | None
    """Repeat it for several."""
    role: str | None
    """Part of the role."""
    organisation: str | None
    """Part of the organisation."""


class LocationsFilters(TypedDict, total=False):
    """What locations can be chosen by."""

    sort: Literal["name", "-name"] | None
    """The order; a minus is for descending."""
    country: str | None
    """ISO 3166 alpha-2 of the place's country."""
    bbox: str | None
    """west,south,east,north in degrees, as in GeoJSON; west > east crosses 180°."""
    near: str | None
    """latitude,longitude of the middle of a circle; needs radiusKm."""
    radius_km: float | None
    """The circle's radius."""
    inside: str | None
    """Key of a country or region that the place lies in."""
    name: str | None
    """Part of any of the place's names."""
    kind: list[Literal["COUNTRY", "REGION", "CITY", "VILLAGE", "RIVER", "SEA", "AREA"]] | None
    """What sort of place it is. Repeat it for several."""
    admin1: str | None
    """Name of the first-level division."""


class ArticlesFilters(TypedDict, total=False):
    """What articles can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "name", "-name"] | None
    """The order; a minus is for descending."""
    title: str | None
    """Part of the title."""
    outlet: str | None
    """Name of the outlet."""
    language: str | None
    """ISO 639-1."""
    published_from: dt.date | str | None
    """Published on this day or later."""
    published_to: dt.date | str | None
    """Published on this day or before."""
    speaker: str | None
    """Part of the name of one who speaks in it."""
    place: str | None
    """A place that a statement in it names."""


class ContradictionsFilters(TypedDict, total=False):
    """What contradictions can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"] | None
    """The order; a minus is for descending."""
    type: (
        list[
            Literal[
                "DENIAL",
                "NEGATION",
                "ANTONYM",
                "CONTROL",
                "NUMBER",
                "TIME",
                "PLACE",
                "RESPONSIBILITY",
            ]
        ]
        | None
    )
    """Why they cannot both be true. Repeat it for several."""
    confidence_min: float | None
    """At least this sure."""
    statement: str | None
    """Key of a statement on either side."""
    speaker: str | None
    """Part of the name of a speaker on either side."""
    party: list[str] | None
    """A party on either side."""
    place: str | None
    """A place named on either side."""
    place_key: str | None
    """Key of a place named on either side."""
    claim_type: (
        list[
            Literal[
                "CONTROL",
                "ADVANCE",
                "REPEL",
                "WITHDRAW",
                "ENCIRCLE",
                "ATTACK",
                "STRIKE",
                "CASUALTIES",
                "LOSSES",
                "DETAIN",
                "FORCES",
                "SUPPLY",
                "DISPLACEMENT",
                "HUMANITARIAN",
                "CEASEFIRE",
                "SITUATION",
                "RESPONSIBILITY",
                "OTHER",
            ]
        ]
        | None
    )
    """What a claim on either side is about. Repeat it for several."""
    said_from: dt.date | str | None
    """One side said on this day or later."""
    said_to: dt.date | str | None
    """One side said on this day or before."""
    dispute: str | None
    """Key of the dispute."""
    status: list[Literal["UNREVIEWED", "CONFIRMED", "REJECTED"]] | None
    """What people made of it; rejected ones are left out unless asked for. Repeat it for
    several."""


class NearMissesFilters(TypedDict, total=False):
    """What near misses can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"] | None
    """The order; a minus is for descending."""
    type: (
        list[
            Literal[
                "DENIAL",
                "NEGATION",
                "ANTONYM",
                "CONTROL",
                "NUMBER",
                "TIME",
                "PLACE",
                "RESPONSIBILITY",
            ]
        ]
        | None
    )
    """Why they cannot both be true. Repeat it for several."""
    confidence_min: float | None
    """At least this sure."""
    statement: str | None
    """Key of a statement on either side."""
    speaker: str | None
    """Part of the name of a speaker on either side."""
    party: list[str] | None
    """A party on either side."""
    place: str | None
    """A place named on either side."""
    place_key: str | None
    """Key of a place named on either side."""
    claim_type: (
        list[
            Literal[
                "CONTROL",
                "ADVANCE",
                "REPEL",
                "WITHDRAW",
                "ENCIRCLE",
                "ATTACK",
                "STRIKE",
                "CASUALTIES",
                "LOSSES",
                "DETAIN",
                "FORCES",
                "SUPPLY",
                "DISPLACEMENT",
                "HUMANITARIAN",
                "CEASEFIRE",
                "SITUATION",
                "RESPONSIBILITY",
                "OTHER",
            ]
        ]
        | None
    )
    """What a claim on either side is about. Repeat it for several."""
    said_from: dt.date | str | None
    """One side said on this day or later."""
    said_to: dt.date | str | None
    """One side said on this day or before."""
    relation: list[Literal["CONTRADICTS", "REVISES", "CORROBORATES", "NEAR_MISS"]] | None
    """How the two stand to each other. Repeat it for several."""


class DisputesFilters(TypedDict, total=False):
    """What disputes can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "size", "-size"] | None
    """The order; a minus is for descending."""
    matter: str | None
    """Part of what it is about."""
    size_min: int | None
    """At least so many contradictions."""
    sources_min: int | None
    """At least so many independent sources."""
    status: list[Literal["UNREVIEWED", "CONFIRMED", "REJECTED"]] | None
    """What people made of it; rejected ones are left out unless asked for. Repeat it for
    several."""
    about_from: dt.date | str | None
    """About days that end on this one or later."""
    about_to: dt.date | str | None
    """About days that begin on this one or before."""
    party: list[str] | None
    """A party that takes part."""
    seen_from: dt.date | str | None
    """Still going on this day or later."""
    seen_to: dt.date | str | None
    """Begun on this day or before."""
    place: str | None
    """A place of the dispute, by any of its names."""
    place_key: str | None
    """Key of a place of the dispute."""
    speaker: str | None
    """Part of the name of one who takes part."""

"""What lists take. Generated from the description by `make clients`."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict


class StatementsFilters(TypedDict, total=False):
    """What statements can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"]
    """The order; a minus is for descending."""
    country: str
    """ISO 3166 alpha-2 of the place's country."""
    bbox: str
    """west,south,east,north in degrees, as in GeoJSON; west > east crosses 180°."""
    near: str
    """latitude,longitude of the middle of a circle; needs radiusKm."""
    radius_km: float
    """The circle's radius."""
    inside: str
    """Key of a country or region that the place lies in."""
    q: str
    """Full text: all words, phrases in "double quotes"."""
    speaker: str
    """Part of a speaker's name, in any spelling met."""
    speaker_key: str
    """Key of the speaker."""
    original_speaker: str
    """Part of the name of the one who said it first, at the end of a chain of reports."""
    original_speaker_key: str
    """That one's key."""
    relayed_by: str
    """Part of the name of someone who passes it on, at any distance."""
    relayed_by_key: str
    """That one's key."""
    relay_stance: list[Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"]]
    """What one who passes it on makes of it. Repeat it for several."""
    through: str
    """Part of the name of an outlet that it came through."""
    party: list[str]
    """For whom the speaker speaks. Repeat it for several."""
    place: str
    """A place by any of its names, whole."""
    place_key: str
    """Key of the place."""
    kind: list[Literal["DIRECT", "INDIRECT", "MIXED", "NARRATION"]]
    """How it stands in the article. Repeat it for several."""
    claim_type: list[
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
    """What the claim is about. Repeat it for several."""
    agent: str
    """The party that acts."""
    target: str
    """The party that undergoes it."""
    polarity: list[Literal["POSITIVE", "NEGATIVE"]]
    """Affirmed or negated. Repeat it for several."""
    modality: list[Literal["ASSERTED", "POSSIBLE", "INTENDED", "HYPOTHETICAL"]]
    """How firmly it is put. Repeat it for several."""
    stance: list[Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"]]
    """What the one who passes it on makes of it. Repeat it for several."""
    said_from: dt.date | str
    """Said on this day or later."""
    said_to: dt.date | str
    """Said on this day or before."""
    about_from: dt.date | str
    """About days that end on this one or later."""
    about_to: dt.date | str
    """About days that begin on this one or before."""
    published_from: dt.date | str
    """Published on this day or later."""
    published_to: dt.date | str
    """Published on this day or before."""
    unit: str
    """Unit of a quantity: 1 for counts, else UCUM-style."""
    counted: str
    """What a quantity counts, as written."""
    quantity_min: float
    """A quantity that may be this or more."""
    quantity_max: float
    """A quantity that may be this or less."""
    outlet: str
    """Name of the outlet."""
    article: str
    """Key of the article."""
    contradicted: bool
    """Whether another contradicts it."""
    nested: bool
    """Whether another statement reports it."""
    passes_on: bool
    """Whether it reports another one."""


class SpeakersFilters(TypedDict, total=False):
    """What speakers can be chosen by."""

    sort: Literal["name", "-name"]
    """The order; a minus is for descending."""
    name: str
    """Part of the name, in any spelling met."""
    kind: list[Literal["PERSON", "BODY", "UNNAMED"]]
    """Person, body or unnamed. Repeat it for several."""
    party: list[str]
    """Repeat it for several."""
    role: str
    """Part of the role."""
    organisation: str
    """Part of the organisation."""


class LocationsFilters(TypedDict, total=False):
    """What locations can be chosen by."""

    sort: Literal["name", "-name"]
    """The order; a minus is for descending."""
    country: str
    """ISO 3166 alpha-2 of the place's country."""
    bbox: str
    """west,south,east,north in degrees, as in GeoJSON; west > east crosses 180°."""
    near: str
    """latitude,longitude of the middle of a circle; needs radiusKm."""
    radius_km: float
    """The circle's radius."""
    inside: str
    """Key of a country or region that the place lies in."""
    name: str
    """Part of any of the place's names."""
    kind: list[Literal["COUNTRY", "REGION", "CITY", "VILLAGE", "RIVER", "SEA", "AREA"]]
    """What sort of place it is. Repeat it for several."""
    admin1: str
    """Name of the first-level division."""


class ArticlesFilters(TypedDict, total=False):
    """What articles can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "name", "-name"]
    """The order; a minus is for descending."""
    title: str
    """Part of the title."""
    outlet: str
    """Name of the outlet."""
    language: str
    """ISO 639-1."""
    published_from: dt.date | str
    """Published on this day or later."""
    published_to: dt.date | str
    """Published on this day or before."""
    speaker: str
    """Part of the name of one who speaks in it."""
    place: str
    """A place that a statement in it names."""


class ContradictionsFilters(TypedDict, total=False):
    """What contradictions can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"]
    """The order; a minus is for descending."""
    type: list[
        Literal[
            "DENIAL", "NEGATION", "ANTONYM", "CONTROL", "NUMBER", "TIME", "PLACE", "RESPONSIBILITY"
        ]
    ]
    """Why they cannot both be true. Repeat it for several."""
    confidence_min: float
    """At least this sure."""
    statement: str
    """Key of a statement on either side."""
    speaker: str
    """Part of the name of a speaker on either side."""
    party: list[str]
    """A party on either side."""
    place: str
    """A place named on either side."""
    place_key: str
    """Key of a place named on either side."""
    claim_type: list[
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
    """What a claim on either side is about. Repeat it for several."""
    said_from: dt.date | str
    """One side said on this day or later."""
    said_to: dt.date | str
    """One side said on this day or before."""
    dispute: str
    """Key of the dispute."""
    status: list[Literal["UNREVIEWED", "CONFIRMED", "REJECTED"]]
    """What people made of it; rejected ones are left out unless asked for. Repeat it for
    several."""


class NearMissesFilters(TypedDict, total=False):
    """What near misses can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"]
    """The order; a minus is for descending."""
    type: list[
        Literal[
            "DENIAL", "NEGATION", "ANTONYM", "CONTROL", "NUMBER", "TIME", "PLACE", "RESPONSIBILITY"
        ]
    ]
    """Why they cannot both be true. Repeat it for several."""
    confidence_min: float
    """At least this sure."""
    statement: str
    """Key of a statement on either side."""
    speaker: str
    """Part of the name of a speaker on either side."""
    party: list[str]
    """A party on either side."""
    place: str
    """A place named on either side."""
    place_key: str
    """Key of a place named on either side."""
    claim_type: list[
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
    """What a claim on either side is about. Repeat it for several."""
    said_from: dt.date | str
    """One side said on this day or later."""
    said_to: dt.date | str
    """One side said on this day or before."""
    relation: list[Literal["CONTRADICTS", "REVISES", "CORROBORATES", "NEAR_MISS"]]
    """How the two stand to each other. Repeat it for several."""


class DisputesFilters(TypedDict, total=False):
    """What disputes can be chosen by."""

    sort: Literal["date", "-date", "recorded", "-recorded", "size", "-size"]
    """The order; a minus is for descending."""
    matter: str
    """Part of what it is about."""
    size_min: int
    """At least so many contradictions."""
    sources_min: int
    """At least so many independent sources."""
    status: list[Literal["UNREVIEWED", "CONFIRMED", "REJECTED"]]
    """What people made of it; rejected ones are left out unless asked for. Repeat it for
    several."""
    about_from: dt.date | str
    """About days that end on this one or later."""
    about_to: dt.date | str
    """About days that begin on this one or before."""
    party: list[str]
    """A party that takes part."""
    seen_from: dt.date | str
    """Still going on this day or later."""
    seen_to: dt.date | str
    """Begun on this day or before."""
    place: str
    """A place of the dispute, by any of its names."""
    place_key: str
    """Key of a place of the dispute."""
    speaker: str
    """Part of the name of one who takes part."""

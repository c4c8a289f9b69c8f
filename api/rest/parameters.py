"""The flat parameters of REST, and the filters that they stand for.

Every parameter has one place in the `where` of GraphQL; several on one relation hold of the same
speaker, place or quantity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from api.rest.parameter_parts import (
    SORT,
    STATUS,
    ArticleSort,
    ClaimNames,
    ClashNames,
    DisputeSort,
    JudgedSort,
    KindNames,
    ModalityNames,
    NameSort,
    Parameters,
    Path,
    PlaceKindNames,
    PlaceParameters,
    PolarityNames,
    RelationNames,
    SpeakerKindNames,
    StanceNames,
    StatusNames,
    day,
    names,
    text,
)


class StatementParameters(PlaceParameters):
    """Filters on statements."""

    place_path: ClassVar[Path] = ("place",)
    paths: ClassVar[Mapping[str, Path]] = {
        "q": ("search",),
        "speaker": ("speaker", "name", "contains"),
        "speaker_key": ("speaker", "key", "eq"),
        "original_speaker": ("originalSpeaker", "name", "contains"),
        "original_speaker_key": ("originalSpeaker", "key", "eq"),
        "relayed_by": ("relayedBy", "speaker", "name", "contains"),
        "relayed_by_key": ("relayedBy", "speaker", "key", "eq"),
        "relay_stance": ("relayedBy", "stance", "in"),
        "through": ("via", "contains"),
        "party": ("party", "in"),
        "place": ("place", "name", "eq"),
        "place_key": ("place", "key", "eq"),
        "kind": ("kind", "in"),
        "claim_type": ("claimType", "in"),
        "agent": ("agent", "eq"),
        "target": ("target", "eq"),
        "polarity": ("polarity", "in"),
        "modality": ("modality", "in"),
        "stance": ("stance", "in"),
        "said_from": ("said", "gte"),
        "said_to": ("said", "lte"),
        "about_from": ("about", "start"),
        "about_to": ("about", "end"),
        "published_from": ("published", "gte"),
        "published_to": ("published", "lte"),
        "unit": ("quantity", "unit", "eq"),
        "counted": ("quantity", "counted", "eq"),
        "quantity_min": ("quantity", "overlaps", "low"),
        "quantity_max": ("quantity", "overlaps", "high"),
        "outlet": ("article", "outlet", "name", "eq"),
        "article": ("article", "key", "eq"),
        "contradicted": ("contradicted",),
        "nested": ("nested",),
        "passes_on": ("passesOn",),
    }

    sort: JudgedSort | None = SORT
    q: str | None = text('Full text: all words, phrases in "double quotes".', "bridge")
    speaker: str | None = text("Part of a speaker's name, in any spelling met.", "arelian")
    speaker_key: str | None = text("Key of the speaker.", "0c5d8f0f6f4d2c1b7a9e3d51")
    original_speaker: str | None = text(
        "Part of the name of the one who said it first, at the end of a chain of reports.",
        "arelian",
    )
    original_speaker_key: str | None = text("That one's key.", "0c5d8f0f6f4d2c1b7a9e3d51")
    relayed_by: str | None = text(
        "Part of the name of someone who passes it on, at any distance.", "arelian"
    )
    relayed_by_key: str | None = text("That one's key.", "0c5d8f0f6f4d2c1b7a9e3d51")
    relay_stance: StanceNames | None = names("What one who passes it on makes of it.")
    through: str | None = text("Part of the name of an outlet that it came through.", "Radio")
    party: list[str] | None = Field(
        default=None,
        max_length=50,
        description="For whom the speaker speaks. Repeat it for several.",
        examples=[["UA"]],
    )
    place: str | None = text("A place by any of its names, whole.", "Tarnova")
    place_key: str | None = text("Key of the place.", "geonames:703448")
    kind: KindNames | None = names("How it stands in the article.")
    claim_type: ClaimNames | None = names("What the claim is about.")
    agent: str | None = text("The party that acts.", "RU")
    target: str | None = text("The party that undergoes it.", "UA")
    polarity: PolarityNames | None = names("Affirmed or negated.")
    modality: ModalityNames | None = names("How firmly it is put.")
    stance: StanceNames | None = names("What the one who passes it on makes of it.")
    said_from: str | None = day("Said on this day or later.")
    said_to: str | None = day("Said on this day or before.")
    about_from: str | None = day("About days that end on this one or later.")
    about_to: str | None = day("About days that begin on this one or before.")
    published_from: str | None = day("Published on this day or later.")
    published_to: str | None = day("Published on this day or before.")
    unit: str | None = text("Unit of a quantity: 1 for counts, else UCUM-style.", "km")
    counted: str | None = text("What a quantity counts, as written.", "civilians")
    quantity_min: float | None = Field(
        default=None, allow_inf_nan=False, description="A quantity that may be this or more."
    )
    quantity_max: float | None = Field(
        default=None, allow_inf_nan=False, description="A quantity that may be this or less."
    )
    outlet: str | None = text("Name of the outlet.", "Valley Post")
    article: str | None = text("Key of the article.", "845cfb81491162d1af2bbc3e")
    contradicted: bool | None = Field(default=None, description="Whether another contradicts it.")
    nested: bool | None = Field(default=None, description="Whether another statement reports it.")
    passes_on: bool | None = Field(default=None, description="Whether it reports another one.")


class SpeakerParameters(Parameters):
    """Filters on speakers."""

    paths: ClassVar[Mapping[str, Path]] = {
        "name": ("name", "contains"),
        "kind": ("kind", "in"),
        "party": ("party", "in"),
        "role": ("role", "contains"),
        "organisation": ("organisation", "contains"),
    }

    sort: NameSort | None = SORT
    name: str | None = text("Part of the name, in any spelling met.", "arelian")
    kind: SpeakerKindNames | None = names("Person, body or unnamed.")
    party: list[str] | None = Field(
        default=None, max_length=50, description="Repeat it for several.", examples=[["UA"]]
    )
    role: str | None = text("Part of the role.", "spokes")
    organisation: str | None = text("Part of the organisation.", "General Staff")


class LocationParameters(PlaceParameters):
    """Filters on places."""

    paths: ClassVar[Mapping[str, Path]] = {
        "name": ("name", "contains"),
        "kind": ("kind", "in"),
        "admin1": ("admin1", "eq"),
    }

    sort: NameSort | None = SORT
    name: str | None = text("Part of any of the place's names.", "tarn")
    kind: PlaceKindNames | None = names("What sort of place it is.")
    admin1: str | None = text("Name of the first-level division.", "Kharkiv")


class ArticleParameters(Parameters):
    """Filters on articles."""

    paths: ClassVar[Mapping[str, Path]] = {
        "title": ("title", "contains"),
        "outlet": ("outlet", "name", "eq"),
        "language": ("language", "eq"),
        "published_from": ("published", "gte"),
        "published_to": ("published", "lte"),
        "speaker": ("statement", "speaker", "name", "contains"),
        "place": ("statement", "place", "name", "eq"),
    }

    sort: ArticleSort | None = SORT
    title: str | None = text("Part of the title.", "Tarnova")
    outlet: str | None = text("Name of the outlet.", "Valley Post")
    language: str | None = text("ISO 639-1.", "en")
    published_from: str | None = day("Published on this day or later.")
    published_to: str | None = day("Published on this day or before.")
    speaker: str | None = text("Part of the name of one who speaks in it.", "arelian")
    place: str | None = text("A place that a statement in it names.", "Tarnova")


class PairParameters(Parameters):
    """Filters on judged pairs; those on statements hold of one of the two."""

    paths: ClassVar[Mapping[str, Path]] = {
        "type": ("type", "in"),
        "confidence_min": ("confidence", "gte"),
        "statement": ("statement", "key", "eq"),
        "speaker": ("statement", "speaker", "name", "contains"),
        "party": ("statement", "party", "in"),
        "place": ("statement", "place", "name", "eq"),
        "place_key": ("statement", "place", "key", "eq"),
        "claim_type": ("statement", "claimType", "in"),
        "said_from": ("statement", "said", "gte"),
        "said_to": ("statement", "said", "lte"),
    }

    sort: JudgedSort | None = SORT
    type: ClashNames | None = names("Why they cannot both be true.")
    confidence_min: float | None = Field(
        default=None, ge=0, le=1, allow_inf_nan=False, description="At least this sure."
    )
    statement: str | None = text("Key of a statement on either side.", "845cfb81491162d1af2bbc3e")
    speaker: str | None = text("Part of the name of a speaker on either side.", "arelian")
    party: list[str] | None = Field(
        default=None, max_length=50, description="A party on either side.", examples=[["UA"]]
    )
    place: str | None = text("A place named on either side.", "Tarnova")
    place_key: str | None = text("Key of a place named on either side.", "geonames:703448")
    claim_type: ClaimNames | None = names("What a claim on either side is about.")
    said_from: str | None = day("One side said on this day or later.")
    said_to: str | None = day("One side said on this day or before.")


class ContradictionParameters(PairParameters):
    """Filters on contradictions."""

    paths: ClassVar[Mapping[str, Path]] = {
        **PairParameters.paths,
        "dispute": ("dispute", "key", "eq"),
        "status": ("status", "in"),
    }

    dispute: str | None = text("Key of the dispute.", "845cfb81491162d1af2bbc3e")
    status: StatusNames | None = names(STATUS)


class NearMissParameters(PairParameters):
    """Filters on near misses."""

    paths: ClassVar[Mapping[str, Path]] = {**PairParameters.paths, "relation": ("relation", "in")}

    relation: RelationNames | None = names("How the two stand to each other.")


class DisputeParameters(Parameters):
    """Filters on disputes."""

    paths: ClassVar[Mapping[str, Path]] = {
        "matter": ("matter", "contains"),
        "size_min": ("contradictionCount", "gte"),
        "sources_min": ("sourceCount", "gte"),
        "status": ("status", "in"),
        "about_from": ("about", "start"),
        "about_to": ("about", "end"),
        "party": ("statement", "party", "in"),
        "seen_from": ("lastSeen", "gte"),
        "seen_to": ("firstSeen", "lte"),
        "place": ("place", "name", "eq"),
        "place_key": ("place", "key", "eq"),
        "speaker": ("contradiction", "statement", "speaker", "name", "contains"),
    }

    sort: DisputeSort | None = SORT
    matter: str | None = text("Part of what it is about.", "control")
    size_min: int | None = Field(
        default=None, ge=1, le=1_000_000, description="At least so many contradictions."
    )
    sources_min: int | None = Field(
        default=None, ge=1, le=1_000_000, description="At least so many independent sources."
    )
    status: StatusNames | None = names(STATUS)
    about_from: str | None = day("About days that end on this one or later.")
    about_to: str | None = day("About days that begin on this one or before.")
    party: list[str] | None = Field(
        default=None, max_length=50, description="A party that takes part.", examples=[["UA"]]
    )
    seen_from: str | None = day("Still going on this day or later.")
    seen_to: str | None = day("Begun on this day or before.")
    place: str | None = text("A place of the dispute, by any of its names.", "Tarnova")
    place_key: str | None = text("Key of a place of the dispute.", "geonames:703448")
    speaker: str | None = text("Part of the name of one who takes part.", "arelian")

"""The flat parameters of REST, and the filters that they stand for.

Every parameter has one place in the `where` of GraphQL; several on one relation hold of the same
speaker, place or quantity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.rest import models

type Path = tuple[str, ...]

DAY = r"^\d{4}-\d{2}-\d{2}$"
NUMBER = r"-?\d{1,3}(\.\d{1,12})?"
MAX_TEXT = 500


def _text(description: str, example: str) -> Any:
    return Field(
        default=None, min_length=1, max_length=MAX_TEXT, description=description, examples=[example]
    )


def _day(description: str) -> Any:
    return Field(
        default=None,
        pattern=DAY,
        json_schema_extra={"format": "date"},
        description=description,
        examples=["2024-11-26"],
    )


def _names(description: str) -> Any:
    return Field(default=None, max_length=50, description=f"{description} Repeat it for several.")


def _upper(value: Any) -> Any:
    return [item.upper() if isinstance(item, str) else item for item in value]


KindNames = Annotated[list[models.KindName], BeforeValidator(_upper)]
ClaimNames = Annotated[list[models.ClaimName], BeforeValidator(_upper)]
PolarityNames = Annotated[list[models.PolarityName], BeforeValidator(_upper)]
ModalityNames = Annotated[list[models.ModalityName], BeforeValidator(_upper)]
StanceNames = Annotated[list[models.StanceName], BeforeValidator(_upper)]
PlaceKindNames = Annotated[list[models.PlaceKindName], BeforeValidator(_upper)]
SpeakerKindNames = Annotated[list[models.SpeakerKindName], BeforeValidator(_upper)]
ClashNames = Annotated[list[models.ClashName], BeforeValidator(_upper)]
RelationNames = Annotated[list[models.RelationName], BeforeValidator(_upper)]

type NameSort = Literal["name", "-name"]
type ArticleSort = Literal["date", "-date", "recorded", "-recorded", "name", "-name"]
type JudgedSort = Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"]
type DisputeSort = Literal["date", "-date", "recorded", "-recorded", "size", "-size"]


_SORT: Any = Field(default=None, description="The order; a minus is for descending.")


class Parameters(BaseModel):
    """What every list takes."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    paths: ClassVar[Mapping[str, Path]] = {}
    """Where each filter stands in `where`."""

    limit: int = Field(default=20, ge=1, le=100, description="How many items a page has.")
    cursor: str | None = Field(
        default=None, max_length=4000, description="`nextCursor` of the page before."
    )
    count: bool = Field(default=False, description="Whether to count all that fit, as totalCount.")
    sort: str | None = _SORT

    def where(self) -> dict[str, Any]:
        """Build the filter."""
        where: dict[str, Any] = {}
        for name, path in self.paths.items():
            value = getattr(self, name)
            if value is not None:
                place(where, path, value)
        return where

    def named(self, path: Sequence[str | int]) -> str | None:
        """Return the parameter that stands at a path of `where`, for telling what is at fault."""
        for name, known in self.places().items():
            if tuple(path[: len(known)]) == known:
                return to_camel(name)
        return None

    def places(self) -> Mapping[str, Path]:
        """Return where each parameter stands."""
        return self.paths


def place(where: dict[str, Any], path: Path, value: Any) -> None:
    """Set a value deep inside a filter."""
    *outer, last = path
    for step in outer:
        where = where.setdefault(step, {})
    where[last] = value


class PlaceParameters(Parameters):
    """Filters on where a place lies."""

    country: str | None = _text("ISO 3166 alpha-2 of the place's country.", "UA")
    bbox: str | None = Field(
        default=None,
        pattern=f"^{NUMBER}(,{NUMBER}){{3}}$",
        description="west,south,east,north in degrees, as in GeoJSON; west > east crosses 180°.",
        examples=["36.5,49.0,38.5,50.5"],
    )
    near: str | None = Field(
        default=None,
        pattern=f"^{NUMBER},{NUMBER}$",
        description="latitude,longitude of the middle of a circle; needs radiusKm.",
        examples=["49.71,37.62"],
    )
    radius_km: float | None = Field(
        default=None, gt=0, le=2000, allow_inf_nan=False, description="The circle's radius."
    )
    format: Literal["json", "geojson"] | None = Field(
        default=None, description="Wins over the Accept header."
    )
    inside: str | None = _text(
        "Key of a country or region that the place lies in.", "geonames:690791"
    )

    place_path: ClassVar[Path] = ()

    def where(self) -> dict[str, Any]:
        """Add the box and the circle, each of several numbers."""
        where = super().where()
        if self.country is not None:
            place(where, (*self.place_path, "country", "eq"), self.country)
        if self.inside is not None:
            place(where, (*self.place_path, "inside"), self.inside)
        if self.bbox is not None:
            edges = dict(
                zip(
                    ("west", "south", "east", "north"),
                    map(float, self.bbox.split(",")),
                    strict=True,
                )
            )
            place(where, (*self.place_path, "bbox"), edges)
        if self.near is not None or self.radius_km is not None:
            place(where, (*self.place_path, "near"), self._circle())
        return where

    def places(self) -> Mapping[str, Path]:
        """Add those that are built of several."""
        near = (*self.place_path, "near")
        return {
            **self.paths,
            "country": (*self.place_path, "country"),
            "inside": (*self.place_path, "inside"),
            "bbox": (*self.place_path, "bbox"),
            "radius_km": (*near, "radiusKm"),
            "near": near,
        }

    def _circle(self) -> dict[str, float]:
        circle = {} if self.radius_km is None else {"radiusKm": self.radius_km}
        if self.near is not None:
            latitude, _, longitude = self.near.partition(",")
            circle |= {"latitude": float(latitude), "longitude": float(longitude)}
        return circle


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

    sort: JudgedSort | None = _SORT
    q: str | None = _text('Full text: all words, phrases in "double quotes".', "bridge")
    speaker: str | None = _text("Part of a speaker's name, in any spelling met.", "arelian")
    speaker_key: str | None = _text("Key of the speaker.", "0c5d8f0f6f4d2c1b7a9e3d51")
    original_speaker: str | None = _text(
        "Part of the name of the one who said it first, at the end of a chain of reports.",
        "arelian",
    )
    original_speaker_key: str | None = _text("That one's key.", "0c5d8f0f6f4d2c1b7a9e3d51")
    relayed_by: str | None = _text(
        "Part of the name of someone who passes it on, at any distance.", "arelian"
    )
    relayed_by_key: str | None = _text("That one's key.", "0c5d8f0f6f4d2c1b7a9e3d51")
    relay_stance: StanceNames | None = _names("What one who passes it on makes of it.")
    through: str | None = _text("Part of the name of an outlet that it came through.", "Radio")
    party: list[str] | None = Field(
        default=None,
        max_length=50,
        description="For whom the speaker speaks. Repeat it for several.",
        examples=[["UA"]],
    )
    place: str | None = _text("A place by any of its names, whole.", "Tarnova")
    place_key: str | None = _text("Key of the place.", "geonames:703448")
    kind: KindNames | None = _names("How it stands in the article.")
    claim_type: ClaimNames | None = _names("What the claim is about.")
    agent: str | None = _text("The party that acts.", "RU")
    target: str | None = _text("The party that undergoes it.", "UA")
    polarity: PolarityNames | None = _names("Affirmed or negated.")
    modality: ModalityNames | None = _names("How firmly it is put.")
    stance: StanceNames | None = _names("What the one who passes it on makes of it.")
    said_from: str | None = _day("Said on this day or later.")
    said_to: str | None = _day("Said on this day or before.")
    about_from: str | None = _day("About days that end on this one or later.")
    about_to: str | None = _day("About days that begin on this one or before.")
    published_from: str | None = _day("Published on this day or later.")
    published_to: str | None = _day("Published on this day or before.")
    unit: str | None = _text("Unit of a quantity: 1 for counts, else UCUM-style.", "km")
    counted: str | None = _text("What a quantity counts, as written.", "civilians")
    quantity_min: float | None = Field(
        default=None, allow_inf_nan=False, description="A quantity that may be this or more."
    )
    quantity_max: float | None = Field(
        default=None, allow_inf_nan=False, description="A quantity that may be this or less."
    )
    outlet: str | None = _text("Name of the outlet.", "Valley Post")
    article: str | None = _text("Key of the article.", "845cfb81491162d1af2bbc3e")
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

    sort: NameSort | None = _SORT
    name: str | None = _text("Part of the name, in any spelling met.", "arelian")
    kind: SpeakerKindNames | None = _names("Person, body or unnamed.")
    party: list[str] | None = Field(
        default=None, max_length=50, description="Repeat it for several.", examples=[["UA"]]
    )
    role: str | None = _text("Part of the role.", "spokes")
    organisation: str | None = _text("Part of the organisation.", "General Staff")


class LocationParameters(PlaceParameters):
    """Filters on places."""

    paths: ClassVar[Mapping[str, Path]] = {
        "name": ("name", "contains"),
        "kind": ("kind", "in"),
        "admin1": ("admin1", "eq"),
    }

    sort: NameSort | None = _SORT
    name: str | None = _text("Part of any of the place's names.", "tarn")
    kind: PlaceKindNames | None = _names("What sort of place it is.")
    admin1: str | None = _text("Name of the first-level division.", "Kharkiv")


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

    sort: ArticleSort | None = _SORT
    title: str | None = _text("Part of the title.", "Tarnova")
    outlet: str | None = _text("Name of the outlet.", "Valley Post")
    language: str | None = _text("ISO 639-1.", "en")
    published_from: str | None = _day("Published on this day or later.")
    published_to: str | None = _day("Published on this day or before.")
    speaker: str | None = _text("Part of the name of one who speaks in it.", "arelian")
    place: str | None = _text("A place that a statement in it names.", "Tarnova")


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

    sort: JudgedSort | None = _SORT
    type: ClashNames | None = _names("Why they cannot both be true.")
    confidence_min: float | None = Field(
        default=None, ge=0, le=1, allow_inf_nan=False, description="At least this sure."
    )
    statement: str | None = _text("Key of a statement on either side.", "845cfb81491162d1af2bbc3e")
    speaker: str | None = _text("Part of the name of a speaker on either side.", "arelian")
    party: list[str] | None = Field(
        default=None, max_length=50, description="A party on either side.", examples=[["UA"]]
    )
    place: str | None = _text("A place named on either side.", "Tarnova")
    place_key: str | None = _text("Key of a place named on either side.", "geonames:703448")
    claim_type: ClaimNames | None = _names("What a claim on either side is about.")
    said_from: str | None = _day("One side said on this day or later.")
    said_to: str | None = _day("One side said on this day or before.")


class ContradictionParameters(PairParameters):
    """Filters on contradictions."""

    paths: ClassVar[Mapping[str, Path]] = {
        **PairParameters.paths,
        "dispute": ("dispute", "key", "eq"),
    }

    dispute: str | None = _text("Key of the dispute.", "845cfb81491162d1af2bbc3e")


class NearMissParameters(PairParameters):
    """Filters on near misses."""

    paths: ClassVar[Mapping[str, Path]] = {**PairParameters.paths, "relation": ("relation", "in")}

    relation: RelationNames | None = _names("How the two stand to each other.")


class DisputeParameters(Parameters):
    """Filters on disputes."""

    paths: ClassVar[Mapping[str, Path]] = {
        "matter": ("matter", "contains"),
        "size_min": ("contradictionCount", "gte"),
        "seen_from": ("lastSeen", "gte"),
        "seen_to": ("firstSeen", "lte"),
        "place": ("place", "name", "eq"),
        "place_key": ("place", "key", "eq"),
        "speaker": ("contradiction", "statement", "speaker", "name", "contains"),
    }

    sort: DisputeSort | None = _SORT
    matter: str | None = _text("Part of what it is about.", "control")
    size_min: int | None = Field(
        default=None, ge=1, le=1_000_000, description="At least so many contradictions."
    )
    seen_from: str | None = _day("Still going on this day or later.")
    seen_to: str | None = _day("Begun on this day or before.")
    place: str | None = _text("A place of the dispute, by any of its names.", "Tarnova")
    place_key: str | None = _text("Key of a place of the dispute.", "geonames:703448")
    speaker: str | None = _text("Part of the name of one who takes part.", "arelian")

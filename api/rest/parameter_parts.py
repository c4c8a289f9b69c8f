"""What the flat parameters of REST are made of: their kinds, and those that several lists take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.rest import models

type Path = tuple[str, ...]

DAY = r"^\d{4}-\d{2}-\d{2}$"
# For the description of a day of publication: a reader says which years there are.
PUBLISHED = r"^([1-8]\d{3}|9000)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
NUMBER = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
# The same with the bounds of degrees, for the description: the query engine says which is not kept.
LATITUDE = r"-?(0?90(\.0{1,12})?|0?[0-8]?\d(\.\d{1,12})?)"
LONGITUDE = r"-?(180(\.0{1,12})?|(1[0-7]\d|0?\d{1,2})(\.\d{1,12})?)"
MAX_TEXT = 500


def text(description: str, example: str) -> Any:
    """Describe a parameter that is a text."""
    return Field(
        default=None, min_length=1, max_length=MAX_TEXT, description=description, examples=[example]
    )


def day(description: str) -> Any:
    """Describe a parameter that is a day."""
    return Field(
        default=None,
        pattern=DAY,
        json_schema_extra={"format": "date"},
        description=description,
        examples=["2024-11-26"],
    )


def names(description: str) -> Any:
    """Describe a parameter that takes several names of an enum."""
    return Field(default=None, max_length=50, description=f"{description} Repeat it for several.")


def upper(value: Any) -> Any:
    """Take names of an enum in any case."""
    return [item.upper() if isinstance(item, str) else item for item in value]


KindNames = Annotated[list[models.KindName], BeforeValidator(upper)]
ClaimNames = Annotated[list[models.ClaimName], BeforeValidator(upper)]
PolarityNames = Annotated[list[models.PolarityName], BeforeValidator(upper)]
ModalityNames = Annotated[list[models.ModalityName], BeforeValidator(upper)]
StanceNames = Annotated[list[models.StanceName], BeforeValidator(upper)]
PlaceKindNames = Annotated[list[models.PlaceKindName], BeforeValidator(upper)]
SpeakerKindNames = Annotated[list[models.SpeakerKindName], BeforeValidator(upper)]
ClashNames = Annotated[list[models.ClashName], BeforeValidator(upper)]
RelationNames = Annotated[list[models.RelationName], BeforeValidator(upper)]

StatusNames = Annotated[list[models.StatusName], BeforeValidator(upper)]
STATUS = "What people made of it; rejected ones are left out unless asked for."

type NameSort = Literal["name", "-name"]
type ArticleSort = Literal["date", "-date", "recorded", "-recorded", "name", "-name"]
type JudgedSort = Literal["date", "-date", "recorded", "-recorded", "confidence", "-confidence"]
type DisputeSort = Literal["date", "-date", "recorded", "-recorded", "size", "-size"]


SORT: Any = Field(default=None, description="The order; a minus is for descending.")


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
    sort: str | None = SORT

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

    country: str | None = text("ISO 3166 alpha-2 of the place's country.", "UA")
    bbox: str | None = Field(
        default=None,
        pattern=f"^{NUMBER}(,{NUMBER}){{3}}$",
        json_schema_extra={"pattern": f"^{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}$"},
        description="west,south,east,north in degrees, as in GeoJSON; west > east crosses 180°.",
        examples=["36.5,49.0,38.5,50.5"],
    )
    near: str | None = Field(
        default=None,
        pattern=f"^{NUMBER},{NUMBER}$",
        json_schema_extra={"pattern": f"^{LATITUDE},{LONGITUDE}$"},
        description="latitude,longitude of the middle of a circle; needs radiusKm.",
        examples=["49.71,37.62"],
    )
    radius_km: float | None = Field(
        default=None, gt=0, le=2000, allow_inf_nan=False, description="The circle's radius."
    )
    format: Literal["json", "geojson"] | None = Field(
        default=None, description="Wins over the Accept header."
    )
    inside: str | None = text(
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

"""Places and statements as GeoJSON (RFC 7946): coordinates are longitude, latitude."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

MEDIA_TYPE = "application/geo+json"

type Item = Mapping[str, Any]
type ToFeature = Callable[[Item], dict[str, Any]]


class Geometry(BaseModel):
    """One point, or those of all places that a statement names."""

    type: Literal["Point", "MultiPoint"]
    coordinates: list[Any] = Field(examples=[[37.62, 49.71]])


class Feature(BaseModel):
    """An item with its place; `properties` is the item as JSON has it."""

    type: Literal["Feature"]
    id: str
    geometry: Geometry | None = Field(description="Null where no place is known.")
    properties: dict[str, Any]


class FeatureCollection(BaseModel):
    """A page of features; what was counted stands beside them, as in JSON."""

    type: Literal["FeatureCollection"]
    features: list[Feature]
    nextCursor: str | None = None  # noqa: N815 - as it stands in the answer
    totalCount: int | None = None  # noqa: N815 - as above
    facets: dict[str, Any] | None = None


def location_feature(item: Item) -> dict[str, Any]:
    """Put a place on the map."""
    return _feature(item, [item])


def statement_feature(item: Item) -> dict[str, Any]:
    """Put a statement on the map, at every place that it names."""
    return _feature(item, [place["location"] for place in item["places"]])


def _feature(item: Item, places: Sequence[Item]) -> dict[str, Any]:
    points = []
    for place in places:
        point = [place["longitude"], place["latitude"]]
        if None not in point and point not in points:
            points.append(point)
    geometry: dict[str, Any] | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif points:
        geometry = {"type": "MultiPoint", "coordinates": points}
    return {"type": "Feature", "id": item["key"], "geometry": geometry, "properties": item}


def collection(features: Sequence[Item], next_cursor: str | None) -> dict[str, Any]:
    """Gather a page. A cursor is a foreign member, which the RFC lets stand."""
    return {"type": "FeatureCollection", "features": features, "nextCursor": next_cursor}

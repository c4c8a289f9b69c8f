"""Filters on where a place lies."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.filters.scope import Scope, all_of, members
from db.query.dialect import Kind
from db.query.errors import FilterError
from db.query.selection import Argument, Slot
from db.query.values import Converter, Path, as_number, as_text

KM_PER_DEGREE = 111.195
MAX_RADIUS_KM = 2000.0
HALF_TURN = 180.0
POLAR = 89.0
"""Nearer to a pole than this, a circle may reach all meridians."""


def _within(low: float, high: float) -> Converter:
    def convert(value: Any, path: Path) -> float:
        number = as_number(value, path)
        if not low <= number <= high:
            raise FilterError(f"must be from {low:g} to {high:g}", path)
        return number

    return convert


LATITUDE = _within(-90, 90)
LONGITUDE = _within(-180, 180)


def _positive(value: Any, path: Path) -> float:
    number = as_number(value, path)
    if not 0 < number <= MAX_RADIUS_KM:
        raise FilterError(f"must be more than 0 and at most {MAX_RADIUS_KM:g}", path)
    return number


def _all_given(node: Argument, keys: Mapping[str, Converter], path: Path) -> dict[str, Argument]:
    given = members(node, keys, path)
    for key in keys:
        if key not in given:
            raise FilterError("is missing", (*path, key))
    return given


def _between_meridians(column: str, west: str, east: str) -> str:
    """Write the test for a range of longitudes, which may cross the 180th meridian."""
    return (
        f"(({west} <= {east} AND {column} >= {west} AND {column} <= {east}) "
        f"OR ({west} > {east} AND ({column} >= {west} OR {column} <= {east})))"
    )


_BOX: Mapping[str, Converter] = {
    "south": LATITUDE,
    "west": LONGITUDE,
    "north": LATITUDE,
    "east": LONGITUDE,
}


@dataclass(frozen=True, slots=True)
class Box:
    """Inside a box of latitudes and longitudes, edges included."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Compare both coordinates."""
        given = _all_given(node, _BOX, path)
        bounds = {
            key: scope.bind(given[key], convert, Kind.NUMBER, (*path, key))
            for key, convert in _BOX.items()
        }
        latitude, longitude = scope.column("latitude"), scope.column("longitude")
        return all_of(
            [
                f"{latitude} >= {bounds['south']}",
                f"{latitude} <= {bounds['north']}",
                _between_meridians(longitude, bounds["west"], bounds["east"]),
            ]
        )


_NEAR: Mapping[str, Converter] = {
    "latitude": LATITUDE,
    "longitude": LONGITUDE,
    "radiusKm": _positive,
}


@dataclass(frozen=True, slots=True)
class Near:
    """Within a distance of a point: a box first, which an index serves, then the distance."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write the box and the distance."""
        given = _all_given(node, _NEAR, path)
        point = {
            key: scope.bind(given[key], convert, Kind.NUMBER, (*path, key))
            for key, convert in _NEAR.items()
        }
        circle = Slot(None, items=tuple(_leaf(given[key], (*path, key)) for key in _NEAR))
        dialect = scope.compiler.dialect
        # Wherever the circle lies, one plan is right: to make it anew takes as long as to run it.
        bounds = [
            dialect.hidden.format(scope.compiler.bind(circle, _Bound(edge), Kind.NUMBER, path))
            for edge in _EDGES
        ]
        latitude, longitude = scope.column("latitude"), scope.column("longitude")
        distance = dialect.kilometres(latitude, longitude, (point["latitude"], point["longitude"]))
        return all_of(
            [
                f"{latitude} >= {bounds[0]}",
                f"{latitude} <= {bounds[1]}",
                _between_meridians(longitude, bounds[2], bounds[3]),
                f"{distance} <= {point['radiusKm']}",
            ]
        )


def _leaf(node: Argument, path: Path) -> Slot:
    if not isinstance(node, Slot):
        raise FilterError("must be a number", path)
    return node


def _longitude_reach(latitude: float, radius: float) -> float:
    """Return how many degrees of longitude a circle reaches to either side."""
    angle = radius / KM_PER_DEGREE
    if abs(latitude) + angle >= POLAR:
        return HALF_TURN
    sine = math.sin(math.radians(angle)) / math.cos(math.radians(latitude))
    return math.degrees(math.asin(min(1.0, sine)))


def _box_round(latitude: float, longitude: float, radius: float) -> dict[str, float]:
    """Return the edges of a box that holds a circle, each between -180 and 180 degrees."""
    height = radius / KM_PER_DEGREE + _MARGIN
    width = _longitude_reach(latitude, radius) + _MARGIN
    west, east = longitude - width, longitude + width
    if width >= HALF_TURN:
        west, east = -HALF_TURN, HALF_TURN
    return {
        "south": latitude - height,
        "north": latitude + height,
        "west": west + 2 * HALF_TURN if west < -HALF_TURN else west,
        "east": east - 2 * HALF_TURN if east > HALF_TURN else east,
    }


_EDGES = ("south", "north", "west", "east")
_MARGIN = 0.01
"""Degrees that keep rounding from cutting off what the distance would let in."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """One edge of the box round a circle."""

    edge: str

    def __call__(self, value: Any, path: Path) -> float:
        latitude, longitude, radius = (
            convert(item, (*path, key))
            for item, (key, convert) in zip(value, _NEAR.items(), strict=True)
        )
        return _box_round(latitude, longitude, radius)[self.edge]


@dataclass(frozen=True, slots=True)
class Inside:
    """A place itself, or any place in it when it is a country or a region."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Resolve the key once; a region is matched by the name of its first-level division."""
        key = scope.bind(node, as_text, Kind.TEXT, path)
        outer, inner = scope.compiler.alias("location"), scope.compiler.alias("location")
        return (
            f"{scope.row} IN (SELECT {inner}.id FROM location {outer} JOIN location {inner} "
            f"ON {inner}.id = {outer}.id OR ({inner}.country = {outer}.country AND "
            f"({outer}.kind = 'country' OR ({outer}.kind = 'region' AND {inner}.admin1 "
            f"IN ({outer}.admin1, {outer}.name)))) WHERE {outer}.key = {key})"
        )

"""How far two points on the earth lie apart."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

_DIAMETER_KM = 12742.0176


def kilometres(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return the great-circle distance of two points in degrees, by the haversine formula."""
    start, end = radians(latitude), radians(to_latitude)
    half = sin((end - start) / 2) ** 2
    half += cos(start) * cos(end) * sin(radians(to_longitude - longitude) / 2) ** 2
    return _DIAMETER_KM * asin(sqrt(min(1.0, half)))

"""What can be written at each place of a query: values of the archive, and some beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any

import graphql
from hypothesis import strategies as st
from hypothesis_graphql import nodes

from tests.properties.places import Place
from tests.storage.archive import WORDS, Archive
from tests.storage.naive import global_id
from tests.storage.naive_columns import TABLES
from tests.storage.naive_filters import COLUMNS_OF

type Values = st.SearchStrategy[graphql.ValueNode]

ABSENT = nodes.Enum("ABSENT")
"""Stands for an argument that is left out."""
_TABLES = {**TABLES, "Quantity": "quantity", "Relay": "statement", "Outlet": "source"}
_ALIASED = {("Speaker", "name"): "speaker_alias", ("Location", "name"): "location_alias"}
_ODD = ("", "%", "_", "\\", "'", '"', "é", "É", "nothing of the sort", "🙂")
_ODD_NAMES = ("é", "É", "ANA RUÍZ", "o'brien", "nothing of the sort", "7")
_SEARCHED = tuple(word for word in WORDS if word.isascii() and word.isalpha())


def strategies(archive: Archive, places: Mapping[str, Place]) -> dict[str, Values]:
    """Return a strategy for each scalar of the placed schema."""
    size = st.integers(1, 7).map(_integer)
    absent = st.sampled_from([ABSENT, nodes.Null])
    made = {name: _values(archive, place) for name, place in places.items()}
    every = [
        global_id(type_name, row)
        for type_name, table in TABLES.items()
        for row in [*archive.rows(table), {"id": 10_000}]
    ]
    made |= {
        "Size": absent | size,
        "AtMost": absent | st.integers(1, 80).map(_integer),
        "NodeId": st.sampled_from(every).map(nodes.String),
    }
    for type_name, table in TABLES.items():
        rows = archive.rows(table)
        keys = [row["key"] for row in rows]
        made[f"Key_{type_name}"] = st.sampled_from([*keys, "none"]).map(nodes.String)
        # A cursor is written as the id of its row, until the order of the page is known.
        cursors = st.sampled_from([row["id"] for row in rows]).map(_integer)
        made[f"Cursor_{type_name}"] = absent | absent | cursors
    return made


def _values(archive: Archive, place: Place) -> Values:
    if place.key == "search":
        words = st.lists(st.sampled_from(_SEARCHED), min_size=1, max_size=2)
        return words.map(" ".join).map(nodes.String)
    if place.key in {"bbox", "near"}:
        return _coordinates(archive, place.operator)
    if place.key == "inside":
        return _texts([row["key"] for row in archive.rows("location")], "eq")
    known = _known(archive, place)
    if place.kind == "String":
        named = (place.owner, place.key) in _ALIASED
        return _names(known, place.operator) if named else _texts(known, place.operator)
    if place.kind == "Date":
        return _dates(known)
    return _moments(known) if place.kind == "DateTime" else _numbers(known)


def _known(archive: Archive, place: Place) -> list[Any]:
    """Return what the archive holds at a place, each once, in order."""
    table = _ALIASED.get((place.owner, place.key), _TABLES[place.owner])
    columns = {
        "about": ("about_start", "about_end"),
        "overlaps": ("low", "high"),
        "via": ("via",),
    }.get(place.key) or (COLUMNS_OF[place.key],)
    found = {
        each.value if isinstance(each, Enum) else each
        for row in archive.rows(table)
        for column in columns
        for each in (row[column] if isinstance(row[column], list) else [row[column]])
        if each is not None
    }
    return sorted(found) or ["nothing"]


def _texts(known: Sequence[str], operator: str) -> Values:
    return _strings(known, operator, _ODD).map(nodes.String)


def _names(known: Sequence[str], operator: str) -> Values:
    # Names are compared by letters and figures alone, so there must be some.
    named = _strings(known, operator, _ODD_NAMES)
    return named.filter(lambda name: any(map(str.isalnum, name))).map(nodes.String)


def _strings(
    known: Sequence[str], operator: str, odd_ones: Sequence[str]
) -> st.SearchStrategy[str]:
    odd = st.sampled_from(odd_ones)
    if operator not in {"contains", "startsWith"}:
        return st.sampled_from(known) | odd
    begin = st.just(0) if operator == "startsWith" else st.integers(0, 12)
    pieces = st.builds(_piece, st.sampled_from(known), begin, st.integers(0, 8), st.booleans())
    return pieces | pieces | odd


def _piece(text: str, start: int, length: int, upper: bool) -> str:  # noqa: FBT001 - drawn with the others
    piece = text[start : start + length]
    # The case of A to Z alone does not matter.
    return "".join(sign.upper() if sign.isascii() and upper else sign for sign in piece)


def _dates(known: list[date]) -> Values:
    days = st.builds(
        lambda day, later: day + timedelta(days=later), st.sampled_from(known), st.integers(-1, 1)
    )
    return (days | st.just(date(1850, 1, 1))).map(date.isoformat).map(nodes.String)


def _moments(known: list[datetime]) -> Values:
    zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
    return st.builds(
        lambda moment, later, zone: nodes.String(
            (moment + timedelta(microseconds=later)).astimezone(zone).isoformat()
        ),
        st.sampled_from(known),
        st.integers(-1, 1),
        zones,
    )


def _numbers(known: list[float]) -> Values:
    beside = st.sampled_from([-1.0, 0.0, 0.5, 1.0, 1e300])
    return (st.sampled_from(known).map(float) | beside).map(_float)


def _coordinates(archive: Archive, operator: str) -> Values:
    located = [row for row in archive.rows("location") if row["latitude"] is not None]
    latitudes = sorted(row["latitude"] for row in located)
    longitudes = sorted(row["longitude"] for row in located)
    middle = latitudes[len(latitudes) // 2]
    known = {
        "latitude": latitudes,
        "longitude": longitudes,
        "south": [-90.0, *(each for each in latitudes if each <= middle)],
        "north": [90.0, *(each for each in latitudes if each >= middle)],
        "west": [-180.0, *longitudes],
        "east": [180.0, *longitudes],
        "radiusKm": [0.5, 100.0, 900.0, 2000.0],
    }
    return st.sampled_from(known[operator]).map(_float)


def _integer(number: int) -> graphql.ValueNode:
    return nodes.Int(number)


def _float(number: float) -> graphql.ValueNode:
    return nodes.Float(number)

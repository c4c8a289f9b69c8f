"""Rows of places, made when a place is first named."""

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, select, update

from db.inserts import Row, chunks, insert_all, insert_missing
from db.keys import fold
from db.tables import Location, LocationAlias
from db.tables.base import table_of
from importer.model import Location as Place

LOCATION = table_of(Location)
ALIAS = table_of(LocationAlias)
_FACTS = ("country", "kind", "admin1", "latitude", "longitude", "geonameid")


def add_places(connection: Connection, places: Iterable[Place]) -> dict[str, int]:
    """Add the places that are not there yet, complete those that are; return ids by key."""
    by_key = {place.key: place for place in places}
    insert_missing(connection, LOCATION, [_row(place) for place in by_key.values()], "key")
    ids: dict[str, int] = {}
    for keys in chunks(sorted(by_key)):
        for row in connection.execute(select(LOCATION).where(LOCATION.c.key.in_(keys))).mappings():
            ids[row["key"]] = row["id"]
            _complete(connection, row, by_key[row["key"]])
    _add_aliases(connection, {ids[key]: _names(place) for key, place in by_key.items()})
    return ids


def _row(place: Place) -> Row:
    return {"key": place.key, "name": place.name} | {fact: getattr(place, fact) for fact in _FACTS}


def _complete(connection: Connection, row: RowMapping, place: Place) -> None:
    """Take over what this reading knows better, such as coordinates of a newer gazetteer."""
    known = {fact: getattr(place, fact) for fact in _FACTS}
    better = {
        fact: value for fact, value in known.items() if value is not None and value != row[fact]
    }
    if better:
        connection.execute(update(LOCATION).where(LOCATION.c.id == row["id"]).values(**better))


def _names(place: Place) -> set[str]:
    # "the city" stands for a place in one article only; as a name of the place it would mislead.
    return {place.name} if place.implicit else {place.name, place.mention}


def _add_aliases(connection: Connection, names: dict[int, set[str]]) -> None:
    known = set()
    for ids in chunks(sorted(names)):
        rows = connection.execute(
            select(ALIAS.c.location_id, ALIAS.c.name).where(ALIAS.c.location_id.in_(ids))
        )
        known |= {(row.location_id, row.name) for row in rows}
    missing = [
        {"location_id": location_id, "name": name, "folded": fold(name)}
        for location_id in sorted(names)
        for name in sorted(names[location_id])
        if (location_id, name) not in known
    ]
    insert_all(connection, ALIAS, missing)

"""Lines of a GeoNames dump: countries, alternate names and the names of subdivisions.

The columns are those that the dump's own readme describes. A file is known by its shape, not by its
name, so that a part of a dump or a renamed one can be loaded as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from anyascii import anyascii

from importer.gazetteer.entry import GazetteerEntry
from importer.gazetteer.packages import Record, is_written_in_latin

_PLACE_COLUMNS = 19
_NAME_COLUMNS = frozenset({8, 10})
"""The older file of alternate names has two columns less."""
_CODE_COLUMNS = 4
_CODE = re.compile(r"[A-Z]{2}\.[^.\s]+(\.[^.\s]+)?")
_COUNTRY = re.compile(r"[A-Z]{2}|")
_LONGEST_NAME = 200
_LONGEST_ID = 15
_LONGEST_COUNT = 12
"""Digits: beyond them a number is a slip, and SQLite could not hold it."""
_CLASSES = frozenset("AHLPTU")
_SPOTS = frozenset({"AIRB", "AIRF", "AIRP", "CMPRF", "DAM", "INSM", "PRT", "PS", "PSN"})
"""Of the single spots, those that a war report names: airfields, camps, dams, bases, harbours."""
_GONE = frozenset({"PPLH", "PPLCH", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH", "PCLH"})
_OTHER_CODES = frozenset(
    {"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny", "abbr"}
)
"""What stands in the column of languages where the entry is no name but a code or an address."""
_OWN, _ALTERNATE = 0, 2


class DumpKind(StrEnum):
    """Which file of a dump it is; the order is that in which they have to be loaded."""

    PLACES = "places"
    SUBDIVISIONS = "subdivisions"
    NAMES = "alternate names"


class BadLineError(ValueError):
    """A line that can't be used; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class AlternateName:
    """One more name of a place."""

    geonameid: int
    name: str


def kind_of(lines: Iterable[str]) -> DumpKind | None:
    """Tell by its first lines which file of a dump it is; None where it is none."""
    votes = Counter(kind for line in lines if (kind := _kind_of_line(line)))
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else None


def _kind_of_line(line: str) -> DumpKind | None:
    cells = line.split("\t")
    if len(cells) == _PLACE_COLUMNS and cells[0].isdecimal():
        return DumpKind.PLACES
    if len(cells) in _NAME_COLUMNS and cells[0].isdecimal() and cells[1].isdecimal():
        return DumpKind.NAMES
    if len(cells) == _CODE_COLUMNS and _CODE.fullmatch(cells[0]) and cells[3].isdecimal():
        return DumpKind.SUBDIVISIONS
    return None


def read_place(line: str) -> Record | None:
    """Read a place with its names; None for a kind of thing that reports do not name.

    Raises BadLineError for a line that is not of the form.
    """
    cells = _cells(line, frozenset({_PLACE_COLUMNS}))
    fclass, fcode = cells[6], cells[7]
    if fcode in _GONE or not (fclass in _CLASSES or fcode in _SPOTS):
        return None
    country = cells[8]
    if not _COUNTRY.fullmatch(country):
        raise BadLineError(f"{country!r} is no country code")
    entry = GazetteerEntry(
        id=_identifier(cells[0]),
        name=_name(cells[1]),
        asciiname=cells[2] or anyascii(cells[1]),
        fclass=fclass,
        fcode=fcode,
        country=country or None,
        admin1=cells[10] if cells[10] not in {"", "00"} else None,
        admin2=cells[11] or None,
        latitude=_degrees(cells[4], 90),
        longitude=_degrees(cells[5], 180),
        population=_count(cells[14]),
        source="loaded",
    )
    others = {entry.asciiname, *(name.strip() for name in cells[3].split(","))} - {entry.name}
    names = [(name, _ALTERNATE) for name in sorted(others) if is_written_in_latin(name)]
    return Record(entry, names)


def read_subdivision(line: str) -> Record:
    """Read the name of a first- or second-level subdivision; it has no point of its own."""
    cells = _cells(line, frozenset({_CODE_COLUMNS}))
    if not _CODE.fullmatch(cells[0]):
        raise BadLineError(f"{cells[0][:40]!r} is no code of a subdivision")
    country, admin1, *rest = cells[0].split(".")
    entry = GazetteerEntry(
        id=_identifier(cells[3]),
        name=_name(cells[1]),
        asciiname=cells[2] or anyascii(cells[1]),
        fclass="A",
        fcode="ADM2" if rest else "ADM1",
        country=country,
        admin1=admin1,
        admin2=rest[0] if rest else None,
        latitude=None,
        longitude=None,
        population=0,
        source="loaded",
    )
    names = [(entry.asciiname, _ALTERNATE)] if entry.asciiname != entry.name else []
    return Record(entry, names)


def read_name(line: str) -> AlternateName | None:
    """Read an alternate name; None for codes, addresses and names in other scripts."""
    cells = _cells(line, _NAME_COLUMNS)
    _identifier(cells[0])
    geonameid = _identifier(cells[1])
    if cells[2] in _OTHER_CODES:
        return None
    name = _name(cells[3])
    return AlternateName(geonameid, name) if is_written_in_latin(name) else None


def _cells(line: str, wanted: frozenset[int]) -> list[str]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) not in wanted:
        expected = " or ".join(map(str, sorted(wanted)))
        raise BadLineError(f"{len(cells)} columns instead of {expected}")
    return cells


def _identifier(cell: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and 0 < len(cell) <= _LONGEST_ID and int(cell)):
        raise BadLineError(f"{cell[:40]!r} is no id")
    return int(cell)


def _name(cell: str) -> str:
    if not cell or len(cell) > _LONGEST_NAME:
        raise BadLineError(
            "there is no name" if not cell else f"the name has {len(cell)} characters"
        )
    return cell


def _degrees(cell: str, limit: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise BadLineError(f"{cell[:40]!r} is no number of degrees") from None
    if not -limit <= value <= limit:
        raise BadLineError(f"{cell[:40]} degrees is beyond {limit}")
    return value


def _count(cell: str) -> int:
    if not cell:
        return 0
    if not (cell.isascii() and cell.isdecimal() and len(cell) <= _LONGEST_COUNT):
        raise BadLineError(f"{cell[:40]!r} is no number of inhabitants")
    return int(cell)

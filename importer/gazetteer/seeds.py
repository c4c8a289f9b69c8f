"""Our own places: rivers, regions, seas and small towns that the packages lack.

The files are tab-separated: name, country (ISO 3166 alpha-2, empty for seas between states),
kind, latitude, longitude, aliases (split by `|`). Lines that begin with `#` are comments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from importer.gazetteer.schema import SEEDS, GazetteerError
from importer.model import PlaceKind

_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class SeedPlace:
    """One line of a seed file."""

    name: str
    country: str | None
    kind: PlaceKind
    latitude: float
    longitude: float
    aliases: tuple[str, ...]


def seed_files(folder: Path = SEEDS) -> list[Path]:
    """Return the seed files in the order in which they are read."""
    return sorted(folder.glob("*.tsv"))


def read_seeds(folder: Path = SEEDS) -> Iterator[SeedPlace]:
    """Read all seed files; a bad line raises GazetteerError naming file and line."""
    for path in seed_files(folder):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line and not line.startswith("#"):
                yield _seed_place(line, f"{path.name}:{number}")


@cache
def seeds_digest(folder: Path = SEEDS) -> str:
    """Name the content of the seed files, so that a gazetteer built from older ones is noticed."""
    digest = hashlib.sha256()
    for path in seed_files(folder):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _seed_place(line: str, where: str) -> SeedPlace:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) == _COLUMNS - 1:
        cells.append("")
    if len(cells) != _COLUMNS:
        raise GazetteerError(f"{where}: {len(cells)} columns instead of {_COLUMNS}.")
    name, country, kind, latitude, longitude, aliases = cells
    try:
        return SeedPlace(
            name=name,
            country=country or None,
            kind=PlaceKind(kind),
            latitude=_degrees(latitude, 90),
            longitude=_degrees(longitude, 180),
            aliases=tuple(alias.strip() for alias in aliases.split("|") if alias.strip()),
        )
    except ValueError as problem:
        raise GazetteerError(f"{where}: {problem}.") from problem


def _degrees(text: str, limit: int) -> float:
    value = float(text)
    if not -limit <= value <= limit:
        raise ValueError(f"{value} degrees is beyond {limit}")
    return value

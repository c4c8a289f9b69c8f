"""Where counts are taken: of one of several towns, or of more places than the other."""

from __future__ import annotations

from importer.link.context import Ground
from importer.link.figures import TOWNS, Figure
from importer.link.position import Position


def is_of_more_places(wide: Position, narrow: Position, more: Figure, less: Figure) -> bool:
    """Say whether the higher figure is of several towns, the lower of some of them only."""
    if more.spot or less.spot:
        return False
    towns = [_towns(each) for each in (wide, narrow)]
    return bool(towns[1]) and towns[1] < towns[0] and less.high < more.low


def _towns(position: Position) -> set[str]:
    return {place.key for place in position.places if place.kind in TOWNS}


def are_of_two_spots(a: Position, b: Position, x: Figure, y: Figure) -> bool:
    """Say whether a figure is of one of several towns, and the other not surely of it."""
    for figure, other, beside in ((x, y, b), (y, x, a)):
        named = beside.setting.place_ground is Ground.OWN
        towns = {other.spot} if other.spot else (_towns(beside) if named else set())
        if figure.spot and figure.spot not in towns:
            return True
    return False

"""Over which days counts are taken, and whether the one may have grown into the other."""

from __future__ import annotations

import re

from importer.link.compare import days_covered
from importer.link.context import Ground
from importer.link.figures import Figure
from importer.link.position import Position
from importer.link.support import are_neighbours

_SAME_DAYS = re.compile(r"\b(?:the|that) same (?:days|period|time|span|weeks?|months?|year)\b")
SPANS = frozenset({"d", "wk", "mo", "a"})


def has_grown(a: Position, b: Position, x: Figure, y: Figure) -> bool:
    """Say whether the figures are of other spans, the higher of days that hold the lower's."""
    if _spans(a) != _spans(b) and not any(_SAME_DAYS.search(each.text) for each in (a, b)):
        return True
    grounds = (a.setting.time_ground, b.setting.time_ground)
    if _is_count_of_later_days(a, b, x, y) or _is_count_of_later_days(b, a, y, x):
        return True
    if Ground.OWN not in grounds or (min(grounds) < Ground.OWN and are_neighbours(a, b)):
        return False
    if are_neighbours(a, b) and a.names_day is not b.names_day:
        return False  # Whoever answers with a figure alone means the days just told.
    for short, long, low, high in ((a, b, x, y), (b, a, y, x)):
        inner, outer = short.setting.interval, long.setting.interval
        if inner and outer and low.high < high.low and days_covered(inner, outer):
            return True
    return False


def _is_count_of_later_days(late: Position, early: Position, more: Figure, less: Figure) -> bool:
    """Say whether the higher figure is of a span that went on after the lower was told."""
    span, told = late.setting.interval, early.item.published
    if span is None or span.start is None or span.end is None or told is None:
        return False
    own = late.setting.time_ground is Ground.OWN and span.start < span.end
    return own and told < span.end and less.high < more.low


def _spans(position: Position) -> frozenset[tuple[float | None, str]]:
    """Return over how long a clause counts: "in eight days"."""
    return frozenset(
        (quantity.low, quantity.unit)
        for quantity in position.statement.quantities
        if quantity.unit in SPANS
    )

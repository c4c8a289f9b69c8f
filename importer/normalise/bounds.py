"""Two bounds that make one interval: "at least 20 and at most 100 men"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from importer.model import Quantity

_HUNDRED = 100
_ADDED = re.compile(r",?\s+(?:and\s+)?")
_BETWEEN = re.compile(r",?\s+(?:and|but)\s+\Z", re.IGNORECASE)


def join_bounds(text: str, quantities: Iterable[Quantity]) -> list[Quantity]:
    """Join a lower and an upper bound of the same thing that stand side by side.

    `quantities` are in the order of `text`. Bounds that leave nothing between them stay apart.
    """
    joined: list[Quantity] = []
    for quantity in quantities:
        whole = _whole(text, joined[-1], quantity) if joined else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(quantity)
    return joined


def add_cents(text: str, quantities: Iterable[Quantity]) -> list[Quantity]:
    """Read "five dollars and thirty cents" as one sum of money."""
    summed: list[Quantity] = []
    for quantity in quantities:
        last = summed[-1] if summed else None
        if last is not None and _is_small_change(text, last, quantity):
            low = None if last.low is None else last.low + (quantity.low or 0) / _HUNDRED
            high = None if last.high is None else last.high + (quantity.high or 0) / _HUNDRED
            summed[-1] = replace(
                last,
                end=quantity.end,
                mention=text[last.start : quantity.end],
                low=low,
                high=high,
            )
        else:
            summed.append(quantity)
    return summed


def _is_small_change(text: str, first: Quantity, second: Quantity) -> bool:
    """Say whether the second amount is a part of the currency of the first."""
    part_of = second.unit == f"{first.unit}/100"
    small = second.high is not None and second.high < _HUNDRED
    return part_of and small and _ADDED.fullmatch(text, first.end, second.start) is not None


def _whole(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if not _BETWEEN.fullmatch(text, first.end, second.start) or first.unit != second.unit:
        return None
    if first.counted and first.counted != second.counted:
        return None
    low = first.low if second.low is None else second.low
    high = first.high if second.high is None else second.high
    one_sided = (first.low is None) != (first.high is None)
    opposite = (first.low is None) == (second.high is None) and (second.low is None) != (
        second.high is None
    )
    if not (one_sided and opposite) or low is None or high is None or low >= high:
        return None
    return replace(
        second, start=first.start, mention=text[first.start : second.end], low=low, high=high
    )

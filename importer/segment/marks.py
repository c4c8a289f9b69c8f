"""Quotation marks: which characters open, close or merely look like one.

Everything here is one pass over the characters of a paragraph, so a text of any size takes linear
time, and an unbalanced mark can never reach beyond its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENERS = "“„«‟"
CLOSERS = "”»"
DOUBLE_MARKS = OPENERS + CLOSERS + '"'
SINGLE_MARKS = "‘’‚‛'"
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‟": "”", '"': '"'}
_DOUBLED_OPENER = re.compile(r"(?<![^\s(\[–—-])''(?=[\w\[(])")
_DOUBLED = re.compile("''")
_BEFORE_OPENER = frozenset(" \t\n\u00a0([{–—-/:…,;")


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A stretch between two marks, as offsets into the paragraph's text."""

    start: int
    """Of the opening mark."""
    inner_start: int
    inner_end: int
    end: int
    """Behind the closing mark; equal to `inner_end` where the mark is missing."""

    @property
    def closed(self) -> bool:
        """Say whether the closing mark is there."""
        return self.end > self.inner_end


def marked_stretches(text: str) -> list[MarkedStretch]:
    """Return the outermost marked stretches of one paragraph; the last one may be unclosed."""
    text = _unify(text)
    double = _double_stretches(text)
    singles = _single_stretches(text, double)
    return sorted(double + singles, key=lambda stretch: stretch.start)


def _unify(text: str) -> str:
    """Turn two adjacent single marks into a double one and its filler, at equal length."""
    text = text.replace("``", "“\u2060").replace("‘‘", "“\u2060").replace("’’", "\u2060”")
    return _DOUBLED.sub("\u2060”", _DOUBLED_OPENER.sub("“\u2060", text))


def _double_stretches(text: str) -> list[MarkedStretch]:
    stretches: list[MarkedStretch] = []
    opened: int | None = None
    for position, character in enumerate(text):
        if character not in DOUBLE_MARKS:
            continue
        if opened is None:
            if _can_open(text, position):
                opened = position
        elif _closes(text, opened, position):
            stretches.append(_stretch(opened, position))
            opened = None
        elif character in OPENERS and text[opened] == character and _can_open(text, position):
            # The one before was never closed: what it set off is unknown, so it sets off nothing.
            opened = position
    if opened is not None and _mostly_behind(text, opened):
        stretches.append(MarkedStretch(opened, opened + 1, len(text), len(text)))
    return stretches


def _stretch(opened: int, closed: int) -> MarkedStretch:
    return MarkedStretch(opened, opened + 1, closed, closed + 1)


def _mostly_behind(text: str, opened: int) -> bool:
    """Say whether words follow an unclosed mark."""
    return any(character.isalnum() for character in text[opened + 1 : opened + 40])


def _can_open(text: str, position: int) -> bool:
    if position + 1 >= len(text) or (text[position + 1].isspace() and text[position] != "«"):
        return False
    if text[position] in "”»":
        # Some typesetters put the closing form in front too: ”text”, »text«.
        return (position == 0 or text[position - 1] in _BEFORE_OPENER) and text[
            position + 1
        ].isalnum()
    if text[position] == '"':
        return (
            position == 0
            or text[position - 1] in _BEFORE_OPENER
            or not _closing_shape(text, position)
        )
    return True


def _closing_shape(text: str, position: int) -> bool:
    """Say whether a mark stands as a closing one does: text before it, a gap or stop after it."""
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return not before.isspace() and not after.isalnum()


def _closes(text: str, opened: int, position: int) -> bool:
    character = text[position]
    if character in _PAIRS.get(text[opened], ""):
        return character != '"' or _closing_shape(text, position) or not _reopens(text, position)
    # Marks of two kinds in one pair: “text" and "text”.
    mixed = character in '"”' and text[opened] in '“"”„'
    return mixed and _closing_shape(text, position)


def _reopens(text: str, position: int) -> bool:
    """Say whether a straight mark inside a quotation stands like an opening one."""
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return before.isspace() and not after.isspace()


def _single_stretches(text: str, taken: list[MarkedStretch]) -> list[MarkedStretch]:
    """Pair single marks outside the double ones; apostrophes and primes stay what they are."""
    stretches: list[MarkedStretch] = []
    free_from = 0
    for barrier in [*taken, MarkedStretch(len(text), 0, 0, len(text))]:
        stretches += _singles_between(text, free_from, barrier.start)
        free_from = barrier.end
    return stretches


def _singles_between(text: str, start: int, end: int) -> list[MarkedStretch]:
    stretches: list[MarkedStretch] = []
    opened: int | None = None
    doubtful: int | None = None
    for position in range(start, end):
        if text[position] not in SINGLE_MARKS:
            continue
        if _opens_single(text, position):
            if opened is not None and doubtful is not None:
                stretches.append(_stretch(opened, doubtful))
            opened, doubtful = position, None
        elif opened is not None and _closing_shape(text, position) and text[position] != "‘":
            if _maybe_possessive(text, position):
                doubtful = doubtful or position
                continue
            stretches.append(_stretch(opened, position))
            opened = doubtful = None
    if opened is not None and doubtful is not None:
        stretches.append(_stretch(opened, doubtful))
    return stretches


def _opens_single(text: str, position: int) -> bool:
    if text[position] not in "‘'‚‛" or position + 1 >= len(text):
        return False
    at_gap = position == 0 or text[position - 1] in _BEFORE_OPENER
    return at_gap and (text[position + 1].isalpha() or text[position + 1] in "[“")


def _maybe_possessive(text: str, position: int) -> bool:
    """Say whether a closing single mark may be a plural's apostrophe: "the soldiers' homes"."""
    return text[position - 1] in "sS" and text[position + 1 : position + 3].strip().isalpha()

"""Two texts that are one sentence but for a figure.

"At least six trucks" and "four trucks" exclude each other, "more than five" and "eight" do not. The
texts are laid side by side: where they differ in nothing but figures, and one pair of figures has
no value in common, they contradict each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import inf, nextafter

from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.model import ContradictionType, Span

_PIECE = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
ROUNDING = 0.15
"""How far from its figure an approximate one may lie, as a share of it."""
SAME_SENTENCE = 0.95
SILENT = frozenset(',;:.!?"“”()')


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with what stands before it: a closed interval."""

    low: float
    high: float
    span: Span

    def excludes(self, other: Amount) -> bool:
        """Say whether no value fits both."""
        return self.low > other.high or other.low > self.high


_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_WHICH = frozenset({"the", "its", "their", "his", "her", "our", "this", "that"})

type _Piece = Amount | str


def find_figure(text_a: str, text_b: str) -> Found | None:
    """Return the first pair of figures that exclude each other in two otherwise equal texts."""
    pairs = aligned(text_a, text_b)
    apart = next(((one, other) for one, other in pairs or () if one.excludes(other)), None)
    if apart is None:
        return None
    one, other = apart
    return Found(
        ContradictionType.NUMBER,
        "one sentence, two figures",
        SAME_SENTENCE,
        one.span,
        other.span,
        text_a[one.span.start : one.span.end],
        text_b[other.span.start : other.span.end],
        "the same figure",
    )


def aligned(text_a: str, text_b: str) -> list[tuple[Amount, Amount]] | None:
    """Return the figures side by side of two texts that differ in nothing else; else None."""
    pieces_a, pieces_b = _pieces(text_a), _pieces(text_b)
    if len(pieces_a) != len(pieces_b) or all(isinstance(piece, Amount) for piece in pieces_a):
        return None
    pairs: list[tuple[Amount, Amount]] = []
    for one, other in zip(pieces_a, pieces_b, strict=True):
        if isinstance(one, Amount) and isinstance(other, Amount):
            pairs.append((one, other))
        elif one != other:
            return None
    return pairs


def _pieces(text: str) -> list[_Piece]:
    """Cut a text into words in lower case and figures with their bounds."""
    tokens = [match for match in _PIECE.finditer(text) if match.group() not in SILENT]
    pieces: list[_Piece] = []
    position = 0
    while position < len(tokens):
        dated = _is_day(tokens, position) or _is_year_of(tokens, position)
        read = None if dated else _amount(tokens, position)
        if read is None:
            pieces.append(tokens[position].group().casefold())
            position += 1
        else:
            amount, position = read
            pieces.append(amount)
    return pieces


def _is_day(tokens: list[re.Match[str]], position: int) -> bool:
    """Say whether a number stands beside the name of a month: a date is no figure."""
    beside = tokens[max(0, position - 1) : position + 2 : 2] if position else tokens[1:2]
    names = comparing().months.keys() - {"may", "mar", "sep", "dec"}
    return any(word.group().casefold() in names or word.group() == "May" for word in beside)


def _is_year_of(tokens: list[re.Match[str]], position: int) -> bool:
    """Say whether a number tells which of many by its year: "the 1911 final"."""
    if not 0 < position < len(tokens) - 1 or not _YEAR.fullmatch(tokens[position].group()):
        return False
    before, after = tokens[position - 1].group().casefold(), tokens[position + 1].group()
    return before in _WHICH and after.isalpha()


def _amount(tokens: list[re.Match[str]], first: int) -> tuple[Amount, int] | None:
    """Read a figure at a token, with the words that bound it; return it and where it ends."""
    bound, after = _bound(tokens, first)
    value = _value(tokens[after].group()) if after < len(tokens) else None
    if value is None:
        return None
    span = Span(tokens[first].start(), tokens[after].end())
    return Amount(*_interval(bound, value), span), after + 1


def _bound(tokens: list[re.Match[str]], first: int) -> tuple[str, int]:
    """Return the meaning of the words before a figure, and where the figure stands."""
    for phrase, meaning in comparing().bounds:
        last = first + len(phrase)
        if tuple(token.group().casefold() for token in tokens[first:last]) == phrase:
            return meaning, last
    return "exactly", first


def _value(word: str) -> float | None:
    if word[0].isdecimal():
        return float(word.replace(",", ""))
    return comparing().numerals.get(word.casefold())


@cache
def _interval(bound: str, value: float) -> tuple[float, float]:
    """Return the closed interval of a bounded figure."""
    match bound:
        case "more":
            return nextafter(value, inf), inf
        case "less":
            return -inf, nextafter(value, -inf)
        case "at least":
            return value, inf
        case "at most":
            return -inf, value
        case "about":
            margin = abs(value) * ROUNDING
            return value - margin, value + margin
        case _:
            return value, value

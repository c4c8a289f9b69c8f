"""Finding quoted words in a text: to the letter, and failing that by what typing changes.

A copy of a sentence often has other quotation marks, dashes, spaces or accents made of other
characters than the text. Both are folded to one form of which each character knows where it came
from, so that a span is always one of the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from importer.model import Span

_MARKS = frozenset("“”„‟«»‹›\"‘’‚‛'`´′″＂＇")
_DASHES = frozenset("-‐‑‒–—―−")
_GAP = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)|\.{3,}|…)\s*")
_EDGES = " \t\r\n.,;:!?…-–—" + "".join(sorted(_MARKS))
_MOST_PLACES = 200
_WIDEST_GAP = 400
"""Characters between two pieces of one quote; further apart they are two quotes."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where quoted words stand."""

    span: Span
    pieces: tuple[Span, ...]
    """The parts, where the quote left something out between them."""
    exact: bool


class Locator:
    """Finds words in one text."""

    def __init__(self, text: str) -> None:
        """Fold the text once for all look-ups."""
        self.text = text
        self._folded, self._origin = _folded(text)

    def find(self, quote: str) -> list[Found]:
        """Return every place of a quote, in the order of the text; exact ones or else others.

        A quote may leave words out between its parts, marked by an ellipsis.
        """
        whole = self._places(quote)
        if whole:
            return [Found(span, (span,), exact) for span, exact in whole]
        parts = [part for part in _GAP.split(quote) if any(c.isalnum() for c in part)]
        return self._joined(parts) if len(parts) > 1 else []

    def _places(self, quote: str) -> list[tuple[Span, bool]]:
        plain = quote.strip(_EDGES)
        if not plain:
            return []
        exact = [(span, True) for span in self._occurrences(plain)]
        if exact:
            return exact
        needle, _ = _folded(plain)
        return [(span, False) for span in self._folded_occurrences(needle.strip())]

    def _occurrences(self, needle: str) -> Iterator[Span]:
        for start in _starts(self.text, needle):
            span = Span(start, start + len(needle))
            if self._is_whole(span):
                yield span

    def _folded_occurrences(self, needle: str) -> Iterator[Span]:
        if not needle:
            return
        for start in _starts(self._folded, needle):
            last = self._origin[start + len(needle) - 1]
            span = Span(self._origin[start], last + 1)
            if self._is_whole(span):
                yield span

    def _is_whole(self, span: Span) -> bool:
        """Say whether a span begins and ends where words do: "us" is not found in "Russia"."""
        text, start, end = self.text, span.start, span.end
        begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        ends = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
        return begins and ends

    def _joined(self, parts: list[str]) -> list[Found]:
        """Find parts that follow each other closely."""
        places = [self._places(part) for part in parts]
        found: list[Found] = []
        for first, exact in places[0]:
            pieces, all_exact = [first], exact
            for options in places[1:]:
                after = pieces[-1].end
                following = next(
                    (o for o in options if after <= o[0].start <= after + _WIDEST_GAP), None
                )
                if following is None:
                    break
                pieces.append(following[0])
                all_exact = all_exact and following[1]
            else:
                span = Span(pieces[0].start, pieces[-1].end)
                found.append(Found(span, tuple(pieces), all_exact))
        return found


def _starts(text: str, needle: str) -> Iterator[int]:
    position = text.find(needle)
    for _ in range(_MOST_PLACES):
        if position < 0:
            return
        yield position
        position = text.find(needle, position + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text in the form that is compared, and for each character where it came from."""
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for plain in _plain(character):
            if plain in " -" and folded and folded[-1] == plain:
                continue
            folded.append(plain)
            origin.append(index)
    return "".join(folded), origin


def _plain(character: str) -> str:
    if character in _MARKS:
        return "'"
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":
        return ""  # soft hyphens, zero-width spaces, marks of direction
    return unicodedata.normalize("NFKD", character).casefold()

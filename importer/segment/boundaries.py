"""Where sentences begin.

The parser's own boundaries break sentences at quotations and abbreviations, so they are set by rule
before it runs: a stop, the marks that close behind it, and a word that can open a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from importer.segment.lexicon import segment_lexicon
from importer.segment.marks import MarkedStretch

MAX_SENTENCE = 300
"""Tokens; longer ones are lists or dumps, and the parser's time grows with their square."""

_STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!", "!!!", "???", "....", "!”", "?”"})
_TRAILERS = frozenset(")]}’'”»\"“")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(segment_lexicon()["sentence"][name])


def set_sentence_starts(doc: Doc, stretches: Sequence[MarkedStretch]) -> None:
    """Fix the sentence starts of an unparsed paragraph; `stretches` are its marked stretches."""
    openings = {stretch.start for stretch in stretches}
    closings = {stretch.inner_end for stretch in stretches if stretch.closed}
    starts = {0}
    position = 0
    while position < len(doc) - 1:
        if not _ends_sentence(doc, position):
            position += 1
            continue
        following = position + 1
        while following < len(doc) and _trails(doc[following], closings, openings):
            following += 1
        if following < len(doc) and _can_begin(doc, position, following, openings):
            starts.add(following)
        position = max(following, position + 1)
    last = 0
    column: Any = np.full((len(doc), 1), -1, dtype=np.int64)
    for index in range(len(doc)):
        if index in starts or index - last >= MAX_SENTENCE:
            column[index] = 1
            last = index
    # One call: the setter of a single token looks at all others first.
    doc.from_array(["SENT_START"], column.astype(np.uint64))


def _ends_sentence(doc: Doc, position: int) -> bool:
    token = doc[position]
    if token.text == "." and position:
        return not _abbreviates(doc[position - 1], doc, position + 1)
    if token.text in _STOPS:
        return True
    return len(token) > 1 and token.text.endswith(".") and _word_ends_sentence(doc, token)


def _word_ends_sentence(doc: Doc, token: Token) -> bool:
    """Say whether the stop inside a token ("Gen.", "p.m.", "U.S.") can end a sentence too."""
    word = token.lower_.rstrip(".")
    if word in _words("before_numbers"):
        return not doc[token.i + 1].is_digit
    if word in _words("closable") or _names_platform(token):
        return True
    return word not in _words("abbreviations") and word.isalpha() and len(word) > 1


def _abbreviates(token: Token, doc: Doc, following: int) -> bool:
    """Say whether a stop behind the token belongs to it."""
    if token.whitespace_:
        return False
    if token.lower_ in _words("before_numbers"):
        return following < len(doc) and doc[following].is_digit
    if token.lower_ in _words("abbreviations"):
        return True
    return len(token) == 1 and token.text.isupper() and not _names_platform(token)


def _names_platform(letter: Token) -> bool:
    """Tell "wrote on X." from the initial of a name."""
    return (
        letter.text.rstrip(".") == "X"
        and letter.i > 0
        and letter.nbor(-1).lower_ in {"on", "via", "to"}
    )


def _trails(token: Token, closings: set[int], openings: set[int]) -> bool:
    if token.is_space:
        return True
    if token.idx in openings:
        return False
    return token.idx in closings or token.text in _STOPS or token.text in _TRAILERS


def _can_begin(doc: Doc, stop: int, following: int, openings: set[int]) -> bool:
    token = doc[following]
    if token.text == "(" and doc[stop].lower_.rstrip(".") in _words("closable"):
        return False  # "at 3 p.m. (local time)"
    if token.idx in openings or token.text in "([":
        inner = doc[following + 1] if following + 1 < len(doc) else token
        return not inner.text[:1].islower() or token.idx in openings
    ending = doc[stop]
    if len(ending) > 1 and ending.lower_.rstrip(".") in _words("closable"):
        return token.lower_ in _words("openers") and token.text[:1].isupper()
    if token.text[:1].islower() or not token.text[:1].isalnum():
        return token.text in "–—-•" and ending.text in _STOPS
    if following - stop > 1 and ending.text in ("!", "?"):
        return not _is_cue_clause(doc, following)
    return True


def _is_cue_clause(doc: Doc, position: int) -> bool:
    """Say whether a name and a verb of saying follow: “Stop!” Aung shouted."""
    for token in doc[position : position + 8]:
        if token.text in _STOPS or token.text in '“"‘,;:':
            return False
        if token.i > position and token.lower_ in _words("sayings"):
            return True
    return False

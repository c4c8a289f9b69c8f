"""Dates that stand beside what is told: in a clause on somebody, or on how something began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from spacy.tokens import Token

from importer.model import Span, TimeInterval
from importer.normalise.dating_words import is_vague
from importer.segment.document import Paragraph

_ASIDES = frozenset({"relcl", "acl"})
_LONG_AGO = timedelta(days=14)


def is_aside(token: Token, cues: Sequence[Span], paragraph: Paragraph) -> bool:
    """Say whether a date hangs on a clause beside the saying: "the man, arrested on Monday"."""
    for above in _upwards(token):
        offset = paragraph.start + above.idx
        if any(cue.start <= offset < cue.end for cue in cues):
            return False
        if above.dep_ in _ASIDES:
            return True
    return False


def is_told_beside(token: Token | None) -> bool:
    """Say whether a date is in a clause beside the claim: "retook the camp, lost on 19 August"."""
    if token is None:
        return False
    for above in _upwards(token):
        if above.dep_ == "pcomp" and above.tag_ == "VBD":
            return True  # "half of what they fired in May"
        participle = above.dep_ == "advcl" and above.tag_ == "VBN"
        if participle or (above.dep_ in _ASIDES and above.tag_ in {"VBN", "VBD"}):
            start = above.left_edge.i
            return start > 0 and above.doc[start - 1].text == ","
    return False


def is_told_of_place(token: Token | None) -> bool:
    """Say whether a date is in a clause on a place: "in K, where the army fled last week, …"."""
    if token is None:
        return False
    for above in _upwards(token):
        if above.dep_ == "relcl":
            where = any(c.lower_ == "where" and c.i < above.i for c in above.children)
            start = above.left_edge.i
            return where and start > 0 and above.doc[start - 1].text == ","
    return False


def is_background(token: Token, interval: TimeInterval, published: date | None) -> bool:
    """Say whether a clause on somebody tells of other times: "the group, which rose in 2012, said".

    What happened in these days may be what is reported: "residents who fled on Monday said".
    """
    if not any(above.dep_ in _ASIDES for above in _upwards(token)):
        return False
    if is_told_beside(token):
        return True
    end = interval.end
    old = published is not None and end is not None and end < published - _LONG_AGO
    return old or is_vague(interval)


def _upwards(token: Token) -> Iterator[Token]:
    while token.head.i != token.i:
        yield token
        token = token.head

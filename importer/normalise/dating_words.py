"""The words around a date that tell what it dates, and what follows from a tense alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from spacy.tokens import Token

from importer.attribute.attribution import Attribution
from importer.model import TimeInterval
from importer.normalise.calendar import UNRESOLVED, shift_months
from importer.normalise.expressions import count_of, terms
from importer.normalise.tense import Tense, tense_of
from importer.segment.document import Document

WINDOW = 32
SINCE = re.compile(r"\bsince\s+(?:at\s+least\s+|around\s+)?(?:the\s+)?\Z", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till)\s+(?:the\s+)?\Z", re.IGNORECASE)
BESIDE = re.compile(
    r"\b(?:not|nor|rather\s+than|instead\s+of|before|after|than)\s+(?:on\s+|in\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
DEICTIC = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|last\s+night|this\s+\w+|overnight|ago|past|last)\b",
    re.IGNORECASE,
)
LONGEST_BEGINNING = timedelta(days=7)
LONGEST_LENT = timedelta(days=7)
"""A longer span ("early November") frames one event and dates no other."""
FOR_NOW = re.compile(
    r"\bfor\s+(?:(?:more\s+than|over|at\s+least|about|nearly|almost|the\s+(?:past|last))\s+)?([\w-]+)\s+(day|night|week|month)s?\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:[Ff]rom|[Tt]han|[Aa]gainst|[Cc]ompared\s+(?:with|to))\s+"
    r"(?:[\da-z][\w,.]*\s*|[\d,.]+\s+(?:on|in)\s+)\Z"
)
"""What a figure is held against: "up from 12 on Monday"; "the road from K" holds none."""
CONTRASTS = frozenset({"although", "though", "whereas", "while"})
BEFORE = re.compile(r"\b(?:before|prior\s+to)\s+(?:the\s+)?\Z", re.IGNORECASE)
THAT_DAY = re.compile(
    r"(?:that|the\s+same|those|these)\b.*\b(?:day|days|morning|afternoon|evening|night|week|date|period)\Z",
    re.IGNORECASE | re.DOTALL,
)
ELSEWHERE = re.compile(
    r"[\"“]?(?:Separately|Elsewhere|In (?:a|another) (?:separate|different|unrelated|further))\b"
)
"""How a sentence begins that turns from the event before to another."""
LATER_THAN = re.compile(
    r"\b([\w-]+)\s+(days?|weeks?|months?|years?)\s+(after|before)\s+\w", re.IGNORECASE
)


def until_now(text: str, now: TimeInterval | None) -> TimeInterval | None:
    """Begin "has gone on for two days" on the first of these days."""
    match = FOR_NOW.search(text)
    count = count_of(match.group(1)) if match else None
    if match is None or count is None or now is None or now.end is None:
        return now
    unit = match.group(2).casefold()
    if unit == "month":
        return TimeInterval(shift_months(now.end, -count), now.end)
    days = count - 1 if unit == "day" else count if unit == "night" else 7 * count
    return TimeInterval(now.end - timedelta(days=days), now.end)


def content_text(document: Document, attribution: Attribution) -> str:
    """Return the words of a statement."""
    return document.text[attribution.content.start : attribution.content.end]


def content_tokens(document: Document, attribution: Attribution) -> list[Token]:
    """Return the tokens of a statement."""
    return document.tokens_between(attribution.content.start, attribution.content.end)


def innermost(days: Sequence[TimeInterval]) -> TimeInterval | None:
    """Return the span that lies within all others, as "Tuesday" in "for a second day Tuesday"."""
    if len(set(days)) <= 1:
        return days[0] if days else None
    ends = [(day.start, day.end, day) for day in days if day.start and day.end]
    if len(ends) < len(days):
        return None
    inner = min(ends, key=lambda each: each[1] - each[0])
    inside = all(start <= inner[0] and inner[1] <= end for start, end, _ in ends)
    return inner[2] if inside else None


def is_settled(verb: Token) -> bool:
    """Say whether a verb is in the past, without a modal that leaves it open."""
    words = {verb.lemma_.lower(), *(c.lemma_.lower() for c in verb.children if c.dep_ == "acomp")}
    open_ = any(child.tag_ == "MD" for child in verb.children) or bool(words & terms().ahead)
    return not open_ and tense_of(verb) is Tense.PAST


def is_vague(interval: TimeInterval) -> bool:
    """Say whether a span is too long to be lent to another event."""
    start, end = interval.start, interval.end
    return start is not None and end is not None and end - start > LONGEST_LENT


def known(interval: TimeInterval) -> TimeInterval | None:
    """Return None for a date that could not be resolved: it is some other day than those known."""
    return interval if interval != UNRESOLVED else None

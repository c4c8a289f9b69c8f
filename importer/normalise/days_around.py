"""Days that a statement takes from what stands around it: a time of day, "that morning"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from importer.attribute.attribution import Attribution
from importer.model import Span, TimeInterval, TimeMention
from importer.normalise import dating_words as dating
from importer.normalise.calendar import shift_months
from importer.normalise.expressions import count_of

_HOUR = r"(?:\d{1,2}(?:[:.]\d{2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PART = r"(?:dawn|daybreak|sunrise|first\s+light|noon|midday|dusk|nightfall|sunset|midnight)"
_CLOCK = re.compile(
    rf"\b(?:at|from|around|about|by|before|after|until|since|near)\s+"
    rf"(?:(?:around|about|just\s+(?:before|after)|shortly\s+(?:before|after)|roughly|exactly|nearly)\s+)?"
    rf"(?:{_PART}\b|{_HOUR}\s*(?:a\.?m\b|p\.?m\b|o['’]clock|hours\b(?=\s+(?:local|GMT))|in\s+the\s+(?:morning|afternoon|evening)|at\s+night)"
    r"|\d{1,2}:\d{2}\b)"
    rf"|\bin\s+the\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|early\s+hours|small\s+hours)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:every|each|daily|nightly|usually|often|always|mostly|whenever|sometimes|would|used\s+to|until)\b",
    re.IGNORECASE,
)


def holds_clock(words: str) -> bool:
    """Say whether the words hold a time of day, and not one of a habit ("at dawn every day")."""
    return _CLOCK.search(words) is not None and _HABIT.search(words) is None


def day_of_clock(
    content: Span, events: Sequence[TimeMention], sayings: Sequence[TimeMention]
) -> TimeInterval | None:
    """Return the day of "at noon", "from dawn": the single day that was named last before it.

    `events` and `sayings` are the mentions of the article that date the one or the other, in its
    order; days of events go before days of sayings. None where no day was named.
    """
    for mention in (*reversed(events), *reversed(sayings)):
        start, end = mention.interval.start, mention.interval.end
        if mention.end <= content.start and start is not None and start == end:
            return mention.interval
    return None


def day_named_later(
    attributions: Sequence[Attribution], mentions: Sequence[TimeMention], attribution: Attribution
) -> TimeInterval | None:
    """Find "that morning" further on in the same utterance: it speaks of the same day."""
    if attribution.utterance is None:
        return None
    later = [
        other.content
        for other in attributions
        if other.utterance == attribution.utterance
        and other.content.start >= attribution.content.end
    ]
    for mention in mentions:
        inside = any(c.start <= mention.start and mention.end <= c.end for c in later)
        if inside and dating.THAT_DAY.match(mention.mention):
            return dating.known(mention.interval)
    return None


def days_from_day(
    text: str, sentence: Span, content: Span, mentions: Sequence[TimeMention]
) -> TimeInterval | None:
    """Date the clause of "on Monday, three days after the army announced …"."""
    for match in dating.LATER_THAN.finditer(text, sentence.start, content.start):
        count = count_of(match.group(1))
        anchors = [m for m in mentions if sentence.start <= m.start and m.end <= match.start()]
        if count is None or not anchors or anchors[-1].interval.start is None:
            continue
        unit = match.group(2).casefold().removesuffix("s")
        step = -count if match.group(3).casefold() == "after" else count
        day = anchors[-1].interval.start
        if unit in {"day", "week"}:
            day += timedelta(days=step * (7 if unit == "week" else 1))
        else:
            day = shift_months(day, step * (12 if unit == "year" else 1))
        return TimeInterval(day, day)
    return None

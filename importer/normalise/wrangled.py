"""The long tail of time expressions, read by date-wrangler where our own grammar has no rule.

Reports are written in a small idiom, and our rules read it faster and closer to the annotation
guide; the library knows the rest: quarters, "three weeks from now", "the third week of May".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import date_wrangler

from importer.model import TimeInterval
from importer.normalise.calendar import ONE_DAY

_TRIGGER = re.compile(
    r"\bquarters?\b|\bQ[1-4]\b|\bfiscal\b|\bsemester|\bfrom\s+(?:now|today)\b|\bweek\s+of\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]*")


def read_rest(
    text: str, today: date | None, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int, TimeInterval]]:
    """Yield what the library reads in sentences that hold a word which only it knows."""
    if today is None or not _TRIGGER.search(text):
        return
    masked = list(text)
    for start, end in taken:
        masked[start:end] = " " * (end - start)
    for sentence in _SENTENCE.finditer("".join(masked)):
        if not _TRIGGER.search(sentence.group()):
            continue
        for found in date_wrangler.parse(sentence.group(), today=today):
            start, end = found.span
            if not _TRIGGER.search(sentence.group(), start, end):
                continue
            first, behind = found.range.start, found.range.end
            interval = TimeInterval(first, behind - ONE_DAY if behind else None)
            yield sentence.start() + start, sentence.start() + end, interval

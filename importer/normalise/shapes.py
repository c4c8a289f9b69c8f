"""Shapes of dates and clock times: stretches of text whose figures count nothing."""

from __future__ import annotations

import re
from bisect import bisect_left

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s*(?:[-–—,/]|and|to|or|through|till|until)\s*(?:the\s+)?{_DAY}){{0,4}}"
_YEAR = r"(?:18|19|20)\d{2}"
_DIGIT = re.compile(r"\d")
_SHAPES = re.compile(
    "|".join(
        (
            rf"\b{_DAYS}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR}\b)?",
            rf"\b{_MONTH}\s+(?:the\s+)?{_DAYS}(?!\d|[,.]\d|\s+(?:people|soldiers))(?:,?\s+{_YEAR}\b)?",
            rf"\b{_MONTH},?\s+{_YEAR}\b",
            r"\b\d{4}-\d{2}-\d{2}\b",
            r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b",
            r"\b9/11\b|\b24/7\b",
            r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:hours|hrs|a\.?m\.?|p\.?m\.?|GMT|UTC|local)\b",
            r"\b\d{1,2}:\d{2}(?::\d{2})?\b(?!:)",
            r"\b\d{1,2}\s*(?:a\.m\.|p\.m\.|am\b|pm\b|o['’]clock\b)",
            r"\b\d{4}\s*(?:hours|hrs|GMT|UTC)\b",
            rf"\b(?:in|since|by|until|till|before|after|during|of|from|early|late|mid|spring|summer|autumn|winter|fall|and|to|year)[\s-]+(?:early\s+|late\s+|mid-)?{_YEAR}(?:\s*(?:[-–/]|to|and)\s*(?:{_YEAR}|\d{{2}}))?\b(?!\s*(?:%|per\s?cent|[a-z]+s\b))",
            rf"\b{_YEAR}\s*[-–/]\s*(?:{_YEAR}|\d{{2}})\b",
            r"\+\d{1,3}[\s\d()-]{6,20}\d|\b0\d{2,4}[\s-]\d{3}[\s-]?\d{2,4}(?:[\s-]?\d{2})?\b",
            r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
            r"https?://\S*\d\S*|\bwww\.\S*\d\S*",
        )
    )
)


def calendar_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that are dates, years, clock times or telephone numbers."""
    if not _DIGIT.search(text):
        return []
    return [match.span() for match in _SHAPES.finditer(text)]


def touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a stretch shares a character with one of the spans, which are in order."""
    position = bisect_left(spans, (end,)) - 1
    return position >= 0 and spans[position][1] > start

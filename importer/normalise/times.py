"""Expressions of time in a text, and the days that each statement is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from importer.model import TimeInterval, TimeMention
from importer.normalise.absolute_dates import ABSOLUTE
from importer.normalise.calendar import UNRESOLVED, Range, within_calendar
from importer.normalise.counted import Tokens
from importer.normalise.day_ranges import DAY_RANGES
from importer.normalise.expressions import Rule, Setting
from importer.normalise.holidays import HOLIDAYS
from importer.normalise.near_spans import NEAR_SPANS
from importer.normalise.numeric_dates import NUMERIC
from importer.normalise.parts_of_periods import PARTS
from importer.normalise.periods import PERIODS
from importer.normalise.ranges import compose, tells_a_move
from importer.normalise.relative_dates import RELATIVE
from importer.normalise.scanning import beginnings
from importer.normalise.spelled_dates import SPELLED
from importer.normalise.spelled_years import SPELLED_YEARS
from importer.normalise.statement_time import statement_times
from importer.normalise.tense import dates_a_saying, looks_ahead, looks_back
from importer.normalise.weeks import WEEKS
from importer.normalise.wrangled import read_rest
from importer.segment.document import Document, Paragraph, ParagraphKind

__all__ = ["find_times", "find_times_elsewhere", "statement_times"]

_RULES: tuple[Rule, ...] = (
    *NUMERIC,
    *DAY_RANGES,
    *SPELLED_YEARS,
    *SPELLED,
    *WEEKS,
    *PARTS,
    *PERIODS,
    *HOLIDAYS,
    *ABSOLUTE,
    *RELATIVE,
    *NEAR_SPANS,
)
_SINCE = re.compile(r"\bsince\s+(?:at\s+least\s+|around\s+)?(?:the\s+)?\Z", re.IGNORECASE)
_REJECTED = re.compile(
    r"\b(?:not|nor|rather\s+than|instead\s+of)\s+(?:on\s+|in\s+)?\Z", re.IGNORECASE
)
_NAMED = re.compile(r"\b(?:Black|Bloody|Good|Palm|Easter|Super)\s+\Z")
_IN = re.compile(r"in\s", re.IGNORECASE)
_RECORD = re.compile(
    r"\b(?:first|only|worst|best|most|least|the\s+(?:\w+\s+)?"
    r"(?!(?:west|forest|rest|protest|arrest|request|test|harvest|contest|interest|latest)\b)"
    r"\w{3,}est)\b[^.;:!?]*\Z",
    re.IGNORECASE,
)
"""What makes the time behind it one that has gone by: "the deadliest strike in a decade"."""
_RECORD_REACH = 80
_WINDOW = 24


@cache
def _any_rule() -> re.Pattern[str]:
    """Join all rules into one pattern: most places where a time may begin are none."""
    patterns = (re.sub(r"\?P<\w+>", "?:", rule.pattern.pattern) for rule in _RULES)
    return re.compile("|".join(re.sub(r"\(\?P=\w+\)", "[-./]", pattern) for pattern in patterns))


def find_times(document: Document) -> list[TimeMention]:
    """Return every expression that names a day or a span of days, in the order of the text.

    Where it can't be resolved (a relative date in an article without a day of publication) both
    ends of its interval are None.
    """
    return _in_paragraphs(document, document.body)


def find_times_elsewhere(document: Document) -> list[TimeMention]:
    """Return the expressions of headings, captions and the like, which date no statement."""
    rest = (p for p in document.paragraphs if p.kind is not ParagraphKind.BODY)
    return _in_paragraphs(document, rest)


def _in_paragraphs(document: Document, paragraphs: Iterable[Paragraph]) -> list[TimeMention]:
    found: list[TimeMention] = []
    named = _Named()
    for paragraph in paragraphs:
        here = compose(paragraph.text, _of_paragraph(document, paragraph, named), paragraph.start)
        taken = [(m.start - paragraph.start, m.end - paragraph.start) for m in here]
        for start, end, interval in read_rest(paragraph.text, document.article.published, taken):
            first, past = paragraph.start + start, paragraph.start + end
            here.append(TimeMention(first, past, document.text[first:past], interval))
        found.extend(sorted(here, key=lambda mention: mention.start))
    return found


@dataclass(slots=True)
class _Named:
    """What "that day" and "the day before" point to, as the text goes on."""

    event: TimeInterval | None = None
    day: date | None = None
    saying: TimeInterval | None = None


def _of_paragraph(document: Document, paragraph: Paragraph, named: _Named) -> Iterator[TimeMention]:
    """Yield the mentions of a paragraph, and keep track of what was named last."""
    text = paragraph.text
    tokens = Tokens(paragraph.doc, paragraph.text)
    position, any_rule = 0, _any_rule()
    for start in beginnings(text):
        if start < position or not any_rule.match(text, start):
            continue
        token = tokens.starting_at(start)
        back = token is None or looks_back(token)
        setting = Setting(
            document.article.published,
            text,
            future=token is not None and looks_ahead(token),
            open=not back,
            back=back,
            last=named.event or named.saying,
            said=named.saying.start if named.saying else None,
            day=named.day,
        )
        end, interval = _read(text, start, setting)
        if interval is None:
            continue
        position = end
        before = text[max(0, start - _WINDOW) : start]
        extended = _extended(interval, before, setting)
        if extended.start and not _REJECTED.search(before):
            if token and dates_a_saying(token):
                named.saying = extended
            else:
                named.event = extended
                named.day = extended.start if extended.start == extended.end else named.day
        first, past = paragraph.start + start, paragraph.start + end
        last = interval.last if isinstance(interval, Range) else None
        plain = TimeInterval(interval.start, interval.end)
        yield TimeMention(first, past, document.text[first:past], plain, last)


def _read(text: str, start: int, setting: Setting) -> tuple[int, TimeInterval | None]:
    """Read the expression at a place by the first rule that accepts it."""
    if _NAMED.search(text[max(0, start - _WINDOW) : start]):
        return start, None
    if _IN.match(text, start) and _RECORD.search(text, max(0, start - _RECORD_REACH), start):
        return start, None
    for rule in _RULES:
        match = rule.pattern.match(text, start)
        if not match or not (interval := within_calendar(rule.read, match, setting)):
            continue
        if isinstance(interval, Range) and tells_a_move(text, start):
            continue
        return match.end(), interval
    return start, None


def _extended(interval: TimeInterval, before: str, setting: Setting) -> TimeInterval:
    """Let "since Monday" run to the day of publication."""
    if interval == UNRESOLVED or not _SINCE.search(before):
        return interval
    return TimeInterval(interval.start, setting.today)

"""Pairs of texts as JSON Lines: a bad line never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from importer.compare.judging import RULES, Judge
from importer.compare.model import Comparison, Side
from importer.model import Span
from importer.read.dates import check_year, parse_day
from importer.read.decode import check_characters
from importer.read.records import read_record, skip_line, string_field
from importer.read.rejection import ReadCode, Rejection, UnreadableError

MAX_TEXT = 20_000
"""How many characters one of two texts may have."""
MAX_LINE = 6 * 2 * MAX_TEXT + 10_000
"""How many bytes a line may have: a character can take six bytes of JSON."""
_FORM = (
    'Write each line as `{"id": "…", "a": "…", "b": "…", "a_published": "YYYY-MM-DD", '
    '"b_published": "YYYY-MM-DD", "a_speaker": "…", "b_speaker": "…"}`; '
    "only `a` and `b` are needed."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts to be compared, and how the pair is called."""

    id: str
    a: Side
    b: Side


def read_pairs(name: str, file: BinaryIO) -> Iterator[Pair | Rejection]:
    """Yield the pair of each line, or why it has none; a line without an id is named by number."""
    number = 0
    while raw := file.readline(MAX_LINE + 1):
        number += 1
        place = f"{name}:{number}"
        try:
            if len(raw) > MAX_LINE:
                skip_line(file, raw)
                yield _too_large(f"line has more than {MAX_LINE:,} bytes").rejection(place)
            elif raw.strip():
                yield read_pair(str(number), raw)
        except UnreadableError as problem:
            yield problem.rejection(place)


def read_pair(name: str, raw: bytes) -> Pair:
    """Read the pair of one line; `name` stands for its id where it has none."""
    record = read_record(raw.removeprefix(b"\xef\xbb\xbf"), _FORM)
    identifier = record.get("id")
    if identifier is not None and not isinstance(identifier, str | int):
        raise UnreadableError(ReadCode.BAD_FIELD, "The field `id` is no string.", _FORM)
    called = name if identifier is None else str(identifier)
    return Pair(called, _side(record, "a"), _side(record, "b"))


def pair_record(pair: Pair, comparison: Comparison) -> dict[str, Any]:
    """Return what is written of a pair: its id, the verdict and what it rests on."""
    return {"id": pair.id, **comparison_record(comparison, pair.a.text, pair.b.text)}


def comparison_record(comparison: Comparison, text_a: str, text_b: str) -> dict[str, Any]:
    """Return a verdict as it is written in JSON."""
    return {
        "relation": comparison.relation.value,
        "type": comparison.type.value if comparison.type else None,
        "confidence": comparison.confidence,
        "rule": comparison.rule or None,
        "reason": comparison.reason,
        "evidence_a": _evidence(comparison.evidence_a, text_a),
        "evidence_b": _evidence(comparison.evidence_b, text_b),
        "value_a": comparison.value_a,
        "value_b": comparison.value_b,
    }


def judge_pair(pair: Pair, judge: Judge = RULES) -> dict[str, Any]:
    """Compare the texts of a pair and return what is written of it.

    Raises UnansweredError, and UnreadableError where they say too much to be judged.
    """
    return pair_record(pair, judge.judge(pair.a, pair.b))


def _evidence(span: Span | None, text: str) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def _side(record: dict[str, Any], name: str) -> Side:
    text = string_field(record, name, _FORM)
    if text is None:
        raise UnreadableError(ReadCode.MISSING_FIELD, f"The line has no field `{name}`.", _FORM)
    published = string_field(record, f"{name}_published", _FORM)
    return make_side(
        text,
        parse_day(published) if published else None,
        string_field(record, f"{name}_speaker", _FORM),
    )


def make_side(text: str, published: date | None = None, speaker: str | None = None) -> Side:
    """Check a text from outside and make it one side of a pair."""
    for value in (text, speaker or ""):
        check_characters(value)
    if not text.strip():
        raise UnreadableError(
            ReadCode.EMPTY_TEXT, "There is no text in it.", "Give a sentence or more."
        )
    if len(text) > MAX_TEXT:
        raise _too_large(f"text has more than {MAX_TEXT:,} characters")
    check_year(published)
    return Side(text, published, speaker or None)


def _too_large(what: str) -> UnreadableError:
    return UnreadableError(ReadCode.TOO_LARGE, f"The {what}.", "Compare texts of a few sentences.")

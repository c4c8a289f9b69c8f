"""Numerals in running text: figures, number words, vague numerals and fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import prod

from importer.normalise.lexicon import alternatives, number_words, units


class NumeralKind(StrEnum):
    """How a numeral was written, as far as later rules care."""

    DIGITS = "digits"
    WORDS = "words"
    VAGUE = "vague"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as it stands in the text, with inclusive bounds."""

    start: int
    end: int
    low: float
    high: float | None
    approx: bool
    kind: NumeralKind


_THOUSAND = 1000
_DIGITS = (
    r"(?<![\w.])(?<![A-Za-z][-–‑])(?<!\d[,:/.])"
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])"
    r"|\d+\.\d+|\d+|(?<!\S)\.\d+)(?!\d)"
)


@cache
def _pattern() -> re.Pattern[str]:
    """Build the one pattern that finds every numeral."""
    words = number_words()
    scale = alternatives(words.scales)
    small = (
        rf"(?:(?:{alternatives(words.tens)})(?:[\s-]+(?:{alternatives(words.units)})\b)?"
        rf"|{alternatives(words.teens)}|{alternatives(words.units)})"
    )
    rest = rf"(?:{small}\s+hundred(?:\s+and\s+{small})?|{small})"
    cardinal = (
        rf"(?:\b(?:an?|{small})(?:[\s-]+(?:{scale})\b(?:(?:\s+and)?\s+{rest}\b(?!\s+of\b))?)+"
        rf"|\b{small}\b)"
    )
    signs = alternatives([*units().signs, "k"])
    digits = rf"{_DIGITS}(?:[\s-]*(?:{scale})\b|(?=(?:{signs})(?!\w))|(?![A-Za-z]))"
    part = alternatives(words.fractions)
    parts = alternatives([*(f"{word}s" for word in words.fractions if word != "half"), "halves"])
    fraction = (
        rf"\b(?:{small}|\d+)[\s-]+(?:{parts})\b|\b(?:an?|one)[\s-](?:{part})\b"
        rf"|\bhalf\b|(?<![\w/.])\d/\d{{1,2}}(?![\w/])|[¼½¾⅓⅔]"
    )
    plural = alternatives([f"{word}s" for word in words.scales if word.isalpha()])
    vague = (
        rf"\b(?:several|a\s+few|many|some\s+few|a\s+couple(?:\s+of)?)\s+(?:{plural}|{scale})\b(?:\s+(?:thousand|million|billion)\b)?"
        rf"|\b(?:tens|hundreds|dozens|scores)\s+of\s+(?:{plural})\b|\b(?:many\s+)?(?:{plural})\b"
        rf"|\b(?:tens|scores)(?=\s+of\b)|\ba\s+(?:couple|pair)(?=\s+of\b)|\bhalf[\s-]+an?\s+(?:{scale})\b"
    )
    source = (
        rf"(?P<vague>{vague})|(?P<fraction>{fraction})|(?P<words>{cardinal})|(?P<digits>{digits})"
    )
    return re.compile(rf"(?<!\w)(?:{source})", re.IGNORECASE)


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text from left to right; none overlaps another."""
    for match in _pattern().finditer(text):
        kind = NumeralKind(match.lastgroup or "digits")
        written = match.group().casefold()
        low: float
        high: float | None
        if kind is NumeralKind.VAGUE:
            low, high, approx = _read_vague(written)
        elif kind is NumeralKind.FRACTION:
            low = high = _read_fraction(written)
            approx = False
        elif kind is NumeralKind.WORDS:
            low = high = _read_words(written)
            approx = False
        else:
            low = high = _read_digits(written)
            approx = False
        yield Numeral(match.start(), match.end(), low, high, approx, kind)


def _read_digits(written: str) -> float:
    """Read "40,000", "40 000", "1.5 million"."""
    number = re.match(r"[\d.,\s]*\d", written)
    if number is None:
        return 0.0
    value = float(re.sub(r"[,\s]", "", number.group()))
    suffix = written[number.end() :].strip(" -\u00a0")
    return value * number_words().scales.get(suffix, 1)


def _read_words(written: str) -> float:
    """Read "two hundred thousand", "a dozen", "one hundred and sixteen"."""
    words = number_words()
    values = words.units | words.teens | words.tens
    total = current = 0
    for word in re.findall(r"[a-z]+", written):
        if word in values:
            current += values[word]
        elif word in {"a", "an"}:
            current += 1
        elif word in words.scales:
            scale = words.scales[word]
            if scale < _THOUSAND:
                current *= scale
            else:
                total, current = total + current * scale, 0
    return float(total + current)


def _read_vague(written: str) -> tuple[float, float | None, bool]:
    """Read "several dozen", "tens of thousands", "a couple", by the policy of the lexicon."""
    words = number_words()
    policy = words.vague
    found = [
        words.scales.get(word, words.scales.get(word.removesuffix("s"), 0))
        for word in re.findall(r"[a-z]+", written)
    ]
    scales = [scale for scale in found if scale]
    if re.match(r"a\s+(?:couple|pair)\Z", written):
        return 2.0, 2.0, written.endswith("couple")
    if written.startswith("half"):
        return scales[-1] / 2, scales[-1] / 2, False
    if re.match(r"a\s+couple", written):
        return 2.0 * scales[-1], 2.0 * scales[-1], True
    if match := re.match(r"(tens|hundreds|scores|dozens)\s+of\s+", written):
        first = {"dozens": policy["plural_of_scale"] * 12}.get(match.group(1)) or policy[
            match.group(1)
        ]
        return float(first * scales[-1]), None, True
    if written in {"tens", "scores"}:
        return float(policy[written]), None, True
    return float(policy["plural_of_scale"] * prod(scales)), None, True


_SIGNS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 0.333, "⅔": 0.667}


def _read_fraction(written: str) -> float:
    """Read "two thirds", "a tenth", "half", "3/4" as a share, to three decimals."""
    if written in _SIGNS:
        return _SIGNS[written]
    if "/" in written:
        above, below = written.split("/")
        return round(int(above) / int(below), 3) if int(below) else 0.0
    if written == "half":
        return 0.5
    *front, name = re.findall(r"[a-z]+|\d+", written)
    parts = number_words().fractions
    singular = "half" if name == "halves" else name.removesuffix("s")
    count = float(front[0]) if front[0].isdigit() else _read_words(" ".join(front))
    return round(count / parts.get(name, parts.get(singular, 1)), 3)

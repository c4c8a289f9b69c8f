"""Numerals in running text: figures, number words, vague numerals and fractions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from math import prod
from unicodedata import numeric

from importer.normalise.lexicon import alternatives, number_words, units
from importer.normalise.spelled import Spelled, holds_spelled, read_spelled


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
_GREATEST = 1e15
"""Longer figures are account numbers and noise."""
_DIGITS = (
    r"(?<![\w.])(?<![A-Za-z][-–‑])(?<!\d[,:/.])"
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])"
    r"|\d+\.\d+|\d+|(?<!\S)\.\d+)(?!\d|\.\d)"
)
_SIGN = r"[¼-¾⅐-⅞]"
_WORD = re.compile(rf"[A-Za-z]+|\d[\d,.]*|(?<!\S)\.\d+|{_SIGN}")


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
    higher = alternatives([word for word in words.scales if word != "hundred"])
    steps = (
        rf"(?:hundred\b(?:(?:\s+and)?\s+{small}\b(?!\s+(?:of|hundred)\b))?"
        rf"|(?:{higher})\b(?:(?:\s+and)?\s+{rest}\b(?!\s+of\b))?)"
    )
    cardinal = rf"(?:\b(?:an?|{small})(?:[\s-]+{steps}){{1,5}}|\b{small}\b)"
    plural = alternatives([f"{word}s" for word in words.scales if word.isalpha()])
    signs = alternatives([*units().signs, *units().attached, *words.money_suffixes])
    capital = alternatives(words.capital_suffixes)
    multiple = rf"{scale}|{plural}|{alternatives(words.suffixes)}"
    digits = (
        rf"{_DIGITS}(?:[\s-]*(?:{multiple})\b|\s?(?-i:{capital})\b"
        rf"|(?=(?:{signs})(?!\w))|(?![A-Za-z]))"
    )
    mixed = (
        rf"(?:\b{small}|\ban?|{_DIGITS})(?:\s+(?:{scale}))?\s+and\s+(?:an?|one)\s+(?:half|quarter|third)\b"
        rf"(?:\s+(?:{scale})\b)?|{_DIGITS}\s+[1-9]/[2-9](?![\w/])|{_DIGITS}\s?{_SIGN}"
    )
    part = alternatives(words.fractions)
    parts = alternatives([*(f"{word}s" for word in words.fractions if word != "half"), "halves"])
    fraction = (
        rf"\b(?:{small}|\d+)[\s-]+(?:{parts})\b|\b(?:an?|one)[\s-](?:{part})\b"
        rf"|\bhalf\b|(?<![\w/.])\d/\d{{1,2}}(?![\w/])|{_SIGN}"
    )
    vague = (
        rf"\b(?:several|a\s+few|many|some\s+few|a\s+couple(?:\s+of)?)\s+(?:{plural}|{scale})\b(?:\s+(?:thousand|million|billion)\b)?"
        rf"|\b(?:tens|hundreds|dozens|scores)\s+of\s+(?:{plural})\b|\b(?:many\s+)?(?:{plural})\b"
        rf"|\b(?:tens|scores)(?=\s+(?:of|more|were|are|have|had|killed|wounded|injured|dead|others)\b)|\ba\s+(?:couple|pair)(?=\s+of\b)|\bhalf[\s-]+(?:an?\s+)?(?:{scale})\b"
    )
    source = (
        rf"(?P<mixed>{mixed})|(?P<vague>{vague})|(?P<fraction>{fraction})"
        rf"|(?P<words>{cardinal})|(?P<digits>{digits})"
    )
    return re.compile(rf"(?<!\w)(?:{source})", re.IGNORECASE)


@cache
def _codes() -> re.Pattern[str]:
    """Match a currency code that a figure is written onto."""
    codes = [sign for sign in units().currencies if sign.isalpha() and sign.isupper()]
    return re.compile(rf"(?<![A-Za-z])(?:{alternatives(codes)})(?=\d)")


@cache
def _openers() -> frozenset[str]:
    """Return the words that a numeral can begin with."""
    words = number_words()
    plural = {f"{scale}s" for scale in words.scales}
    vague = {"a", "an", "half", "quarter", "several", "many", "some", "tens", "scores", "halves"}
    negative = {"minus", "negative"}
    return frozenset({*words.cardinals, *words.naughts, *plural, *vague, *negative})


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text from left to right; none overlaps another."""
    openers, pattern, position = _openers(), _pattern(), 0
    text = _codes().sub(lambda code: " " * len(code.group()), text)  # "USD100" begins like a word
    words = [(match.start(), match.group().lower()) for match in _WORD.finditer(text)]
    rare = holds_spelled(text, {written for _, written in words})
    for start, written in words:
        if start < position or not (written in openers or not written[0].isalpha()):
            continue
        spelled = read_spelled(text, start) if rare else None
        match = pattern.match(text, start)
        if spelled is not None and not (match and match.end() > spelled.end):
            numeral = _spelled(start, spelled)
        elif match is not None:
            numeral = _plain(match)
        else:
            continue
        if abs(numeral.low) > _GREATEST:
            continue
        position = numeral.end
        yield _negated(text, numeral) if written[0].isdigit() or written[0] == "." else numeral


def _spelled(start: int, found: Spelled) -> Numeral:
    kind = NumeralKind.FRACTION if found.part else NumeralKind.WORDS
    return Numeral(start, found.end, found.value, found.value, approx=False, kind=kind)


def _plain(match: re.Match[str]) -> Numeral:
    form = match.lastgroup or "digits"
    low, high, approx = _READERS[form](match.group().casefold())
    kind = NumeralKind.WORDS if form == "mixed" else NumeralKind(form)
    return Numeral(match.start(), match.end(), low, high, approx, kind)


def _negated(text: str, numeral: Numeral) -> Numeral:
    """Read the sign of "-20" and "−4"; a dash between two figures is none."""
    sign = numeral.start - 1
    before = text[max(0, sign - 4) : max(0, sign)]
    if sign < 0 or text[sign] not in "-−" or before.rstrip()[-1:].isdigit():
        return numeral
    if before and not before[-1].isspace() and before[-1] not in "(<>=≥≤":
        return numeral
    high = -numeral.high if numeral.high is not None else None
    return replace(numeral, start=numeral.start - 1, low=-numeral.low, high=high)


def _read_mixed(written: str) -> float:
    """Read "two and a half million", "a million and a half", "10 1/2"."""
    if not written[-1].isalpha():
        part = written.rsplit(maxsplit=1)[-1] if "/" in written else written[-1]
        return _read_digits(written.removesuffix(part)) + _read_fraction(part)
    front, _, back = written.partition(" and ")
    _, part, *behind = back.split()
    words = number_words()
    scale = words.scales[behind[0]] if behind else 1
    number, _, own_scale = front.rpartition(" ")
    if own_scale in words.scales:
        front, scale = number, words.scales[own_scale]
    value = _read_digits(front) if front[0].isdigit() else _read_words(front)
    return (value + 1 / words.fractions[part]) * scale


def _read_digits(written: str) -> float:
    """Read "40,000", "40 000", "1.5 million"."""
    number = re.match(r"[\d.,\s]*\d", written)
    if number is None:
        return 0.0
    value = float(re.sub(r"[,\s]", "", number.group()))
    suffix = written[number.end() :].strip(" -\u00a0")
    words = number_words()
    capital = {sign.lower(): factor for sign, factor in words.capital_suffixes.items()}
    scales = words.scales | words.suffixes | capital
    return value * (scales.get(suffix) or scales.get(suffix.removesuffix("s"), 1))


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


def _read_fraction(written: str) -> float:
    """Read "two thirds", "a tenth", "half", "3/4", "¾"."""
    if len(written) == 1:
        return numeric(written)
    if "/" in written:
        above, below = written.split("/")
        return int(above) / int(below) if int(below) else 0.0
    if written == "half":
        return 0.5
    *front, name = re.findall(r"[a-z]+|\d+", written)
    parts = number_words().fractions
    singular = "half" if name == "halves" else name.removesuffix("s")
    count = float(front[0]) if front[0].isdigit() else _read_words(" ".join(front))
    return count / parts.get(name, parts.get(singular, 1))


def _exactly(read: Callable[[str], float]) -> Callable[[str], tuple[float, float, bool]]:
    """Give the reader of a plain number the shape of those of vague ones."""

    def bounds(written: str) -> tuple[float, float, bool]:
        value = read(written)
        return value, value, False

    return bounds


_READERS: dict[str, Callable[[str], tuple[float, float | None, bool]]] = {
    "digits": _exactly(_read_digits),
    "fraction": _exactly(_read_fraction),
    "mixed": _exactly(_read_mixed),
    "vague": _read_vague,
    "words": _exactly(_read_words),
}

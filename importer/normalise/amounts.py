"""From numerals to amounts: ranges joined, bounds and approximations applied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importer.normalise.lexicon import modifiers, units
from importer.normalise.numerals import Numeral, NumeralKind


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written, with the words that bound it; `number_end` is where its figures end."""

    start: int
    end: int
    low: float | None
    high: float | None
    approx: bool
    kind: NumeralKind
    number_start: int
    number_end: int


_JOINERS = re.compile(
    r"\s*(?:-|~|–|—|‑|−|-?\s(?:to|or)\s|-(?:to|or)-|\sor\s+even\s|\s?/\s?)\s*\Z", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:\S{0,8}\s)?(?:and|to)\s*\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*(?:an?\s+estimated\s*)?\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s*\Z", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se[ns]?|rising|f[ae]ll(?:en|s|ing)?|increas\w+|decreas\w+|grow\w*|grew|climb\w*|drop\w*|declin\w+|rais\w+"
    r"|cut|cuts|reduc\w+|lower\w+|revis\w+|up|down|jump\w*|went|gone|go(?:es|ing)?|chang\w+|correct\w+|updat\w+|shr[iau]nk\w*)"
    r"(?:\s+[\w’']+){0,4}\s+from\s*\Z",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:raised?|raising|revised?|revising|lower(?:ed|ing)|increased|increasing|reduced|updated|corrected|adjusted"
    r"|rose|risen|grew|grown|fell|fallen|dropped|climbed|jumped|swelled|swollen|doubled|soared)\b[^.;]{0,140}\sfrom\s*\Z",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"[-‑\s](odd|plus)(?=\s[a-z])", re.IGNORECASE)
_CLAUSE = 160
_WINDOW = 48


def _range_opening(text: str, first: Numeral, second: Numeral) -> int | None:
    """Return where a range of the two numerals begins, or None if they are no range."""
    if NumeralKind.VAGUE in (first.kind, second.kind) and "or" in text[first.end : second.start]:
        return None
    gap = _gap_between(text, first, second)
    base = max(0, first.start - _WINDOW)
    before = units().money_before.sub("", text[base : first.start])
    if opening := _BETWEEN.search(before):
        return base + opening.start() if _AND.match(gap) else None
    if opening := _FROM.search(before):
        clause = text[max(0, first.start - _CLAUSE) : first.start]
        changes = _CHANGE.search(before) or _CHANGE_BEFORE.search(clause)
        ranges = _JOINERS.match(gap) and not changes
        return base + opening.start() if ranges else None
    return first.start if _JOINERS.match(gap) else None


def _gap_between(text: str, first: Numeral, second: Numeral) -> str:
    """Return the words between two numerals, without the unit or sign that both have."""
    start, end = first.end, second.start
    unit, other = units().behind.match(text, start), units().behind.match(text, second.end)
    if unit and other and unit.end() <= end and unit.group().strip() == other.group().strip():
        start = unit.end()
    sign = units().money_before.search(text[max(start, end - 5) : end])
    if sign and text[: first.start].endswith(sign.group()):
        end -= len(sign.group())
    return text[start:end]


def _scale_of(numeral: Numeral, text: str) -> float:
    """Return the factor that "two to three million" lends to its first number."""
    match = re.search(
        r"[\s-](hundred|thousand|million|billion|bn|dozen)\Z",
        text[numeral.start : numeral.end],
        re.IGNORECASE,
    )
    scales = {
        "dozen": 12,
        "hundred": 1e2,
        "thousand": 1e3,
        "million": 1e6,
        "billion": 1e9,
        "bn": 1e9,
    }
    return scales[match.group(1).lower()] if match else 1.0


def join_ranges(text: str, numerals: Sequence[Numeral]) -> list[Amount]:
    """Join numerals that are the two ends of a range; all others stand alone."""
    amounts: list[Amount] = []
    position = 0
    while position < len(numerals):
        first = numerals[position]
        second = numerals[position + 1] if position + 1 < len(numerals) else None
        opening = _range_opening(text, first, second) if second else None
        if (
            second is not None
            and opening is not None
            and (joined := _joined(text, first, second, opening))
        ):
            amounts.append(joined)
            position += 2
            continue
        amounts.append(_behind_figure(text, _alone(first)))
        position += 1
    return amounts


def _alone(numeral: Numeral) -> Amount:
    return Amount(
        numeral.start,
        numeral.end,
        numeral.low,
        numeral.high,
        numeral.approx,
        numeral.kind,
        numeral.start,
        numeral.end,
    )


def _behind_figure(text: str, amount: Amount) -> Amount:
    """Read "40-odd trucks" as about that many, "3,000-plus men" as that many or more."""
    suffix = _SUFFIX.match(text, amount.end)
    if suffix is None:
        return amount
    effect = "approx" if suffix[1].lower() == "odd" else "low"
    return replace(_bounded(amount, effect), end=suffix.end(), number_end=suffix.end())


def _joined(text: str, first: Numeral, second: Numeral, opening: int) -> Amount | None:
    low, high = first.low, second.low
    if first.kind is NumeralKind.FRACTION is not second.kind:
        return None
    factor = _scale_of(second, text)
    if low * factor < high and factor > 1 and low < high / factor and _scale_of(first, text) == 1.0:
        low *= factor
    if low >= high:
        return None
    approx = first.approx or second.approx
    return Amount(
        opening, second.end, low, second.high and high, approx, second.kind, first.start, second.end
    )


def apply_modifiers(text: str, amount: Amount) -> Amount:
    """Widen an amount by the words before and behind its figures, and bound it by them."""
    words = modifiers()
    bounded = False
    while not bounded:
        before = words.before.search(text[max(0, amount.start - _WINDOW) : amount.start])
        if before is None or _belongs_elsewhere(text, amount, before.group(1)):
            break
        effect = words.effects_before[" ".join(before.group(1).casefold().split())]
        amount = replace(_bounded(amount, effect), start=amount.start - len(before.group()))
        bounded = effect in {"low", "high"}
    return amount


def apply_modifier_behind(text: str, amount: Amount, end: int) -> Amount:
    """Read "or more", "at most", "+" behind an amount whose counted phrase ends at `end`."""
    words = modifiers()
    for place in dict.fromkeys((amount.number_end, end)):
        match = words.after.match(text, place)
        if match is None:
            continue
        written = " ".join((match.group(2) or "").casefold().split())
        effect = "low" if match.group(1) else words.effects_after[written]
        if written == "plus" and place != amount.number_end:
            continue
        return replace(_bounded(amount, effect), end=max(match.end(), end))
    return replace(amount, end=max(amount.end, end))


def _belongs_elsewhere(text: str, amount: Amount, word: str) -> bool:
    """Keep "over" and "under" out where they are prepositions of place or time."""
    if word.casefold() not in {"over", "under", "above", "below", "some", "around", "all"}:
        return False
    tail = text[amount.number_end : amount.number_end + _WINDOW].lstrip(" -")
    if word.casefold() in {"over", "under"}:
        return (
            bool(re.match(r"(?:days|weeks|months|years|hours|nights)\b", tail))
            and word.casefold() == "over"
        )
    return False


def _bounded(amount: Amount, effect: str) -> Amount:
    """Apply what a modifier does to the bounds."""
    if effect == "low":
        return replace(amount, high=None, approx=amount.approx and amount.high is None)
    if effect == "high":
        upper = amount.high if amount.high is not None else amount.low
        return replace(amount, low=None, high=upper)
    return replace(amount, approx=True) if effect == "approx" else amount

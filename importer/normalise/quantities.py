"""Counts and measures in a text, as inclusive intervals with unit and counted noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from importer.model import Quantity
from importer.normalise.amounts import Amount, apply_modifier_behind, apply_modifiers, join_ranges
from importer.normalise.antecedents import noun_from_sentence
from importer.normalise.bounds import add_cents, join_bounds
from importer.normalise.counted import Counted, Tokens, find_counted, noun_run
from importer.normalise.exclusions import AGE_TAIL, is_no_quantity
from importer.normalise.lexicon import alternatives, modifiers, noun_classes, number_words, units
from importer.normalise.numerals import NumeralKind, find_numerals
from importer.normalise.shapes import calendar_spans, touches
from importer.normalise.singles import find_singles, find_zeros, suffers
from importer.segment.document import Document, Paragraph, ParagraphKind

_OF = re.compile(r"\s+of\b(?!\s+which\b)", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s+of(?=\s)", re.IGNORECASE)
_A = re.compile(r"\s+(?:of\s+)?an?(?=\s)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?:an?|one)\s+(?:third|fifth|sixth|seventh|eighth|ninth|tenth)", re.IGNORECASE
)
"""What is no share in front of a unit: "for a third day"."""
_DETERMINER = re.compile(r"\s+(?:the|its|their|our|his|her|all|this|that)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|to|than)\s*\Z", re.IGNORECASE)
_ORDERED_HALF = re.compile(
    r"\b(?:first|second|latter|other|the|this|last|each|either|\w+ern|upper|lower)\s+\Z",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*(?:[.,;:!?\"”’)]|\Z)|\s+(?:are|is|were|was|have|has|had)\b")
_LISTED = re.compile(
    r"\s+(?:in|at|near|over|from)\s+(?:the\s+)?[A-Z][^.;]{0,40}?\band\s+(?:\d|one\b|two\b|three\b|four\b|five\b)"
)
_OVER = re.compile(r"\s+over\s+", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"\s*(?:[.,;:!?)]|\Z)")
_ANTECEDENT_REACH = 400
_HYPHEN = re.compile(r"[-‑]\w")
_SMALL_WHOLE = 10
_SIGN_REACH = 14
_LARGE_WHOLE = 100
_NUMERAL_REACH = 60
_OUT_OF = re.compile(r"\s+(out\s+of|in)(?:\s+every)?\s+(?=\w)", re.IGNORECASE)
_TIME_NEXT = re.compile(r"[\s-]+(?:hours?|days?|nights?|weeks?|months?|years?)\b", re.IGNORECASE)
_MONEY_SUFFIX = re.compile(rf"({alternatives(number_words().money_suffixes)})\b", re.IGNORECASE)
_PRICED = re.compile(
    r"\b(?:cost|price|pay|paid|worth|s[eo]ll|sold|salar|wage|fee|fine|ransom|bill|charg|bought|buy)\w*\b[^.;]*\Z",
    re.IGNORECASE,
)
_PRICE_REACH = 64
_PRONOUNS = {"them", "these", "those", "whom", "which"}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text: those that the annotation guide counts, and all others."""

    quantities: tuple[Quantity, ...]
    others: tuple[Quantity, ...]
    """Ages, names by number, bare numbers, and what headings and captions count."""


def find_quantities(document: Document) -> list[Quantity]:
    """Return every count and measure of the report's body, in the order of the text."""
    return list(find_figures(document).quantities)


def find_figures(document: Document) -> Figures:
    """Return every figure of a text, each kind in the order of the text; none overlaps another."""
    found: list[Quantity] = []
    others: list[Quantity] = []
    for paragraph in document.paragraphs:
        tokens = Tokens(paragraph.doc, paragraph.text)
        left_out: list[Quantity] = []
        here = sorted(
            _of_paragraph(document, paragraph, tokens, left_out), key=lambda item: item.start
        )
        here = join_bounds(document.text, add_cents(document.text, here))
        if paragraph.kind is not ParagraphKind.BODY:
            left_out, here = [*left_out, *here], []
        first = len(found)
        for quantity in here:
            if found and quantity.start < found[-1].end:
                continue
            numeral = tokens.starting_at(quantity.start - paragraph.start)
            found.append(_with_antecedent(document, quantity, found, numeral))
        taken = [(item.start, item.end) for item in found[first:]]
        left_out.sort(key=lambda item: (item.start, -item.end))
        for other in join_bounds(document.text, left_out):
            after_last = not others or others[-1].end <= other.start
            if after_last and not touches(taken, other.start, other.end):
                others.append(other)
    return Figures(tuple(found), tuple(others))


def _of_paragraph(
    document: Document, paragraph: Paragraph, tokens: Tokens, left_out: list[Quantity]
) -> Iterator[Quantity]:
    """Yield the quantities of a paragraph; put the figures that are none into `left_out`."""
    text = tokens.text
    blocked = calendar_spans(text)
    numerals = [
        numeral
        for numeral in find_numerals(text)
        if not touches(blocked, numeral.start, numeral.end)
    ]
    for amount in join_ranges(text, numerals):
        quantity = _read(document, paragraph, tokens, amount)
        if (division := _division(document, paragraph, text, amount)) is not None:
            left_out.append(division)
        elif quantity is not None:
            yield quantity
        else:
            left_out.append(_plain(document, paragraph, tokens, amount))
    yield from find_zeros(document, paragraph, tokens)
    yield from find_singles(document, paragraph)


def _read(
    document: Document, paragraph: Paragraph, tokens: Tokens, amount: Amount
) -> Quantity | None:
    """Read an amount as the guide has it: a share, a measure or a count; None for the rest."""
    text = tokens.text
    if (share := _one_in(document, paragraph, tokens, amount)) is not None:
        return share
    priced = units().money_before.search(
        text, max(0, amount.number_start - _SIGN_REACH), amount.number_start
    )
    if not priced and is_no_quantity(text, tokens, amount):
        return None
    quantity = _measure(document, paragraph, tokens, amount)
    unit = units().behind.match(text, amount.number_end)
    if unit and _is_million(tokens, amount, unit):
        return _count(document, paragraph, tokens, _in_millions(amount, unit.end()))
    if quantity is None and not unit:
        return _count(document, paragraph, tokens, amount)
    return quantity


def _division(
    document: Document, paragraph: Paragraph, text: str, amount: Amount
) -> Quantity | None:
    """Read "one over three" where nothing is counted by it."""
    over = _OVER.match(text, amount.number_end)
    below = (
        next(find_numerals(text[over.end() : over.end() + _NUMERAL_REACH]), None) if over else None
    )
    if over is None or below is None or below.start or not below.low or amount.low is None:
        return None
    end = over.end() + below.end
    if not _NOTHING_MORE.match(text, end) or amount.low != amount.high:
        return None
    value = amount.low / below.low
    whole = replace(amount, end=end, number_end=end, low=value, high=value)
    return _quantity(document, paragraph, whole, "1", None)


def _plain(document: Document, paragraph: Paragraph, tokens: Tokens, amount: Amount) -> Quantity:
    """Read a figure that counts nothing: an age, a calibre, a name, a number by itself."""
    text = tokens.text
    bounded = apply_modifiers(text, amount)
    unit = units().behind.match(text, amount.number_end)
    if unit is None:
        full = apply_modifier_behind(text, bounded, amount.number_end)
        return _quantity(document, paragraph, full, "1", None)
    end = unit.end()
    age = AGE_TAIL.match(text, end)
    full = apply_modifier_behind(text, bounded, age.end() if age else end)
    symbol = units().symbol(unit.group())
    found = _quantity(document, paragraph, full, symbol, None)
    return replace(found, aspect="age") if age else found


def _quantity(
    document: Document, paragraph: Paragraph, amount: Amount, unit: str, counted: str | None
) -> Quantity:
    start, end = paragraph.start + amount.start, paragraph.start + amount.end
    return Quantity(
        start, end, document.text[start:end], amount.low, amount.high, unit, counted, amount.approx
    )


def _measure(
    document: Document, paragraph: Paragraph, tokens: Tokens, amount: Amount
) -> Quantity | None:
    """Read an amount of money, of a unit of measure, or a share of something."""
    text = tokens.text
    table = units()
    before = text[max(0, amount.number_start - _SIGN_REACH) : amount.number_start]
    if money := table.money_before.search(before):
        return _money(document, paragraph, tokens, amount, money)
    unit = table.behind.match(text, amount.number_end) or _unit_behind_of(text, amount)
    if unit and not _is_million(tokens, amount, unit):
        return _with_unit(document, paragraph, tokens, amount, unit)
    if amount.kind is NumeralKind.FRACTION:
        return _share(document, paragraph, tokens, amount)
    return None


def _unit_behind_of(text: str, amount: Amount) -> re.Match[str] | None:
    """Find the unit of "hundreds of tonnes" and "half a mile"."""
    opening = {NumeralKind.VAGUE: _OF_WHAT, NumeralKind.FRACTION: _A}.get(amount.kind)
    match = opening.match(text, amount.number_end) if opening else None
    return units().behind.match(text, match.end()) if match else None


def _is_million(tokens: Tokens, amount: Amount, unit: re.Match[str]) -> bool:
    """Tell "6.9m people" from "12m of rope"."""
    if unit.group() != "m" or amount.kind is not NumeralKind.DIGITS:
        return False
    run = noun_run(tokens.starting_at(unit.end()))
    return bool(run) and (run[-1].tag_ == "NNS" or run[-1].lemma_ == "people")


def _in_millions(amount: Amount, end: int) -> Amount:
    million = number_words().scales["million"]
    return replace(
        amount,
        end=end,
        number_end=end,
        low=amount.low and amount.low * million,
        high=amount.high and amount.high * million,
    )


def _money(
    document: Document,
    paragraph: Paragraph,
    tokens: Tokens,
    amount: Amount,
    sign: re.Match[str],
) -> Quantity:
    text = tokens.text
    if suffix := _MONEY_SUFFIX.match(text, amount.number_end):
        factor = number_words().money_suffixes[suffix.group(1).lower()]
        amount = replace(
            amount,
            end=suffix.end(),
            number_end=suffix.end(),
            low=amount.low and amount.low * factor,
            high=amount.high and amount.high * factor,
        )
    opened = replace(amount, start=min(amount.start, amount.number_start - len(sign.group())))
    full = apply_modifier_behind(text, apply_modifiers(text, opened), amount.number_end)
    return _quantity(document, paragraph, full, units().currencies[sign.group(1)], None)


def _with_unit(
    document: Document, paragraph: Paragraph, tokens: Tokens, amount: Amount, unit: re.Match[str]
) -> Quantity | None:
    text = tokens.text
    symbol = units().symbol(unit.group())
    if _ORDINAL.fullmatch(text, amount.number_start, amount.number_end):
        return None
    if symbol == "mm" and noun_run(tokens.starting_at(unit.end())):
        return None  # a calibre names a weapon and measures nothing of the claim
    if symbol == "[lb_av]" and _PRICED.search(
        text[max(0, amount.start - _PRICE_REACH) : amount.start]
    ):
        symbol = "GBP"
    bounded = apply_modifiers(text, amount)
    end = unit.end()
    if symbol == "%" and (counted := find_counted(tokens, end)) and _OF.match(text, end):
        end = counted.end
    return _quantity(document, paragraph, apply_modifier_behind(text, bounded, end), symbol, None)


def _share(
    document: Document, paragraph: Paragraph, tokens: Tokens, amount: Amount
) -> Quantity | None:
    """Read "two thirds of the town", "half the city", "by a third"."""
    text = tokens.text
    bounded = apply_modifiers(text, amount)
    if _ORDERED_HALF.search(text[: bounded.start][-24:]):
        return None
    if of := _OF.match(text, amount.end):
        counted = find_counted(tokens, of.start())
    elif determiner := _DETERMINER.match(text, amount.end):
        counted = find_counted(tokens, determiner.end())
    elif _BY.search(text[: bounded.start][-12:]) or (
        bounded.start != amount.start and _ALONE.match(text, amount.end)
    ):
        return _quantity(document, paragraph, _rounded(bounded), "ratio", None)
    else:
        return None
    end = counted.end if counted else amount.end
    return _quantity(document, paragraph, replace(_rounded(bounded), end=end), "ratio", None)


def _rounded(share: Amount) -> Amount:
    """Round a share to three decimals, as the guide has it."""
    low, high = share.low, share.high
    return replace(
        share,
        low=None if low is None else round(low, 3),
        high=None if high is None else round(high, 3),
    )


def _one_in(
    document: Document, paragraph: Paragraph, tokens: Tokens, amount: Amount
) -> Quantity | None:
    """Read "nine out of ten homes" and "one in five" as a share."""
    match = _OUT_OF.match(tokens.text, amount.number_end)
    if match is None or amount.low is None or amount.low != amount.high:
        return None
    whole = next(find_numerals(tokens.text[match.end() : match.end() + _NUMERAL_REACH]), None)
    if whole is None or whole.start or not amount.low < whole.low:
        return None
    end = match.end() + whole.end
    greatest = _SMALL_WHOLE if amount.low > 1 else _LARGE_WHOLE
    if whole.low > greatest or _TIME_NEXT.match(tokens.text, end):
        return None
    if match.group(1) == "in" and amount.low > 1 and whole.low < _SMALL_WHOLE:
        return None  # "killed two in five attacks"
    bounded = apply_modifiers(tokens.text, amount)
    counted = find_counted(tokens, end)
    share = replace(
        bounded,
        end=counted.end if counted else end,
        low=None if bounded.low is None else round(bounded.low / whole.low, 3),
        high=None if bounded.high is None else round(bounded.high / whole.low, 3),
    )
    return _quantity(document, paragraph, share, "ratio", None)


def _count(
    document: Document, paragraph: Paragraph, tokens: Tokens, amount: Amount
) -> Quantity | None:
    """Read a count: of a noun, of part of a group, or of what was spoken of before."""
    text = tokens.text
    if amount.kind is NumeralKind.FRACTION:
        return None
    bounded = apply_modifiers(text, amount)
    behind = modifiers().after.match(text, amount.number_end)  # "50 or more goats", "40+ rockets"
    counted = find_counted(tokens, behind.end() if behind else amount.number_end)
    written = text[amount.number_start : amount.number_end].casefold()
    if written == "one" and not _is_counting_one(tokens, counted, bounded):
        return None
    end = counted.end if counted else amount.number_end
    full = apply_modifier_behind(text, bounded, end)
    return _quantity(document, paragraph, full, "1", counted.words if counted else None)


def _is_counting_one(tokens: Tokens, counted: Counted | None, amount: Amount) -> bool:
    """Say whether "one" counts, with a noun or without: "killing one", "one in K and two in D"."""
    if counted is not None:
        return _single_counts(counted, amount)
    numeral = tokens.starting_at(amount.number_start)
    if numeral is None:
        return False
    return suffers(numeral) or _LISTED.match(tokens.text, amount.number_end) is not None


def _single_counts(counted: Counted, amount: Amount) -> bool:
    """Say whether "one" counts: people, equipment, events, or with a bound."""
    if counted.words in _PRONOUNS or amount.start != amount.number_start:
        return True
    head = counted.head
    return noun_classes().countable(head.lemma_.lower()) or noun_classes().countable(head.lower_)


def _with_antecedent(
    document: Document, quantity: Quantity, before: list[Quantity], numeral: Token | None
) -> Quantity:
    """Give "two of them" and a bare "31" the noun that they stand for."""
    if quantity.unit != "1" or (quantity.counted and quantity.counted not in _PRONOUNS):
        return quantity
    if _HYPHEN.match(document.text, quantity.end):
        return quantity  # "a 300-strong force" counts nothing that was named before
    own = noun_from_sentence(numeral) if numeral is not None else None
    if own is not None:
        return replace(quantity, counted=own)
    for earlier in reversed(before):
        if quantity.start - earlier.end > _ANTECEDENT_REACH:
            break
        if earlier.unit == "1" and earlier.counted and earlier.high != 0:
            return replace(quantity, counted=earlier.counted)
    return replace(quantity, counted=None)

"""One thing is told to have had two prices: "sold for $9 million" against "cost $14 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.dates import are_days_apart
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.stances import linked
from importer.compare.subjects import heads_alike, same_thing
from importer.model import ContradictionType

SURE = 0.7
NEAR = 1.15
"""How many times as much a sum may be as a rounder one for the same price."""
_SUM = re.compile(
    r"(?P<sign>US\$|A\$|C\$|HK\$|[$£€¥])?\s*(?P<figure>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<scale>thousand|million|billion|trillion|bn|mn|m|k)?\b\.?\s*"
    r"(?P<unit>US dollars|dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|rupees?|shillings?)?",
    re.IGNORECASE,
)
_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_UNITS = {"us$": "$", "us dollars": "$", "dollar": "$", "pound": "£", "euro": "€"}


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money; the currency as its sign or word, "" if not told."""

    amount: float
    currency: str
    text: str

    def excludes(self, other: Sum) -> bool:
        """Say whether two sums in one currency are too far apart to be one and its rounding."""
        if self.currency and other.currency and self.currency != other.currency:
            return False
        low, high = sorted((self.amount, other.amount))
        return high > NEAR * low


@dataclass(frozen=True, slots=True)
class _Price:
    thing: Token
    paid: Sum
    clause: Clause


def find_price(a: Reading, b: Reading) -> Found | None:
    """Return two sums that are each told as the price of one thing."""
    prices_a, prices_b = list(_prices(a)), list(_prices(b))
    for one in prices_a:
        for other in prices_b:
            if not same_thing(one.thing, other.thing, a, b):
                continue
            if _are_two_deals(one.clause, other.clause):
                continue
            if are_days_apart(one.clause, other.clause):
                continue
            if not _is_sole(one.paid, prices_b) or not _is_sole(other.paid, prices_a):
                continue
            return Found(
                ContradictionType.NUMBER,
                "two prices of one thing",
                SURE,
                one.clause.span,
                other.clause.span,
                one.paid.text,
                other.paid.text,
            )
    return None


def _are_two_deals(one: Clause, other: Clause) -> bool:
    """Say whether one person buys by the one clause and sells by the other."""
    gets = [clause.verb.lemma_ in comparing().selling for clause in (one, other)]
    passive = any(x.dep_ == "nsubjpass" for each in (one, other) for x in each.verb.children)
    return (
        gets[0] != gets[1]
        and not passive
        and any(heads_alike(x, y) for x in one.subjects for y in other.subjects)
    )


def _is_sole(paid: Sum, others: list[_Price]) -> bool:
    return all(paid.excludes(other.paid) for other in others)


def _prices(reading: Reading) -> Iterator[_Price]:
    for clause in reading.clauses:
        if clause.is_negative or clause.mood:
            continue
        for things, sums in _parts(clause):
            for thing in things:
                if thing.pos_ in {"NOUN", "PROPN", "PRON"}:
                    found = (read_sum(word, reading) for word in sums)
                    yield from (_Price(thing, paid, clause) for paid in found if paid)


def _parts(clause: Clause) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield what a clause puts a price on, with the words that may be the price."""
    verb, data = clause.verb, comparing()
    objects = [child for child in verb.children if child.dep_ in {"dobj", "attr", "npadvmod"}]
    is_passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    if verb.lemma_ in data.costing:
        yield list(clause.subjects), objects
    if verb.lemma_ in data.trading:
        # "It sold for $9 million", "was sold for $9 million", "she sold it for $9 million".
        things = list(clause.subjects) if is_passive or not objects else objects
        yield things, linked(verb, "for")
    if verb.lemma_ in data.paying and not is_passive:
        behind = [word for each in (verb, *objects) for word in linked(each, "for")]
        yield behind, objects
    if is_passive and verb.lemma_ in data.pricing:
        yield list(clause.subjects), linked(verb, "at")


def read_sum(word: Token, reading: Reading) -> Sum | None:
    """Read the exact sum of money in the words that hang on one; None if open or none."""
    inside = list(word.subtree)
    if any(each.dep_ in {"quantmod", "advmod"} and each.is_alpha for each in inside):
        return None
    text = reading.doc.text[inside[0].idx : inside[-1].idx + len(inside[-1])]
    before = reading.doc.text[max(0, inside[0].idx - 3) : inside[0].idx]
    match = _SUM.search(f"{before if '$' in before else ''}{text}")
    if match is None or not (match["sign"] or match["unit"]):
        return None
    unit = (match["sign"] or match["unit"]).casefold().removesuffix("s")
    amount = float(match["figure"].replace(",", "")) * _SCALES.get(
        (match["scale"] or "").lower(), 1
    )
    return Sum(amount, _UNITS.get(unit, unit), match.group().strip())

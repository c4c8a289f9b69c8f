"""Numerals that count nothing: ages, names of units and documents, "one of the", "one day"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from importer.normalise.amounts import Amount
from importer.normalise.counted import Tokens, find_counted
from importer.normalise.lexicon import noun_classes, units
from importer.normalise.numerals import NumeralKind

_OLDEST = 120
_WINDOW = 40
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGE_AFTER = re.compile(
    r"[\s-](?:years?|yrs?|months?|weeks?|days?)[\s-]olds?\b|\s(?:years?|months?)\s+of\s+age\b",
    re.IGNORECASE,
)
AGE_TAIL = re.compile(r"[\s-]olds?\b|\s+of\s+age\b", re.IGNORECASE)
"""What makes an age of the unit of time before it."""
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|under\s+the\s+age\s+of|over\s+the\s+age\s+of|the\s+age\s+of|at\s+age)"
    r"(?:\s+(?:about|around|between|under|over|from))?(?:\s+(?:\d+|(?:\d+,\s*)*\d+,?)\s*(?:-|–|to|and|,))?\s*\Z",
    re.IGNORECASE,
)
_IS_OF_AGE = re.compile(r"\b(?:s?he|I)(?:\s+(?:was|is)|['’](?:s|m)|\s+am)\s+(?:only|just)?\s*\Z")
_AGE_ALONE = re.compile(r"\s*(?:[.,;!?]|\Z|when\b|and\b|at\b)")
_PARENTHETIC_AGE = re.compile(r"\s*(?:[,;)]|\.?\Z)")
_TIME_AFTER = re.compile(
    r"[\s-](?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)"
    r"(?:\s+(?:ago|earlier|later|before|after|prior|previously|from\s+now|hence)\b)",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"\b(?:past|last|previous|preceding|next|coming|following|first|final|recent|other|every)\s*\Z",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(
    r"[\s-](?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)\b",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(
    r"(?:\s*[ap]\.?m\b|\s+o['’]clock|\s+in\s+the\s+(?:morning|afternoon|evening)|\s+at\s+night\b)",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(
    r"\b(?:at|around|about|by|from|to|till|until|since|before|after|near|past)\s+\Z", re.IGNORECASE
)
_FREQUENCY = re.compile(
    r"\s+times?\s+(?:an?|per|each|every|as|more|higher|larger|bigger|the|less|over)\b",
    re.IGNORECASE,
)
_ONE_WHO = re.compile(r"\s+[a-z]+(?:\s+[a-z]+)?\s+(?:was|were|had|has|is|died|remained)\b")
_ONE_IDIOM = re.compile(
    r"[\s-]+(?:of\s+(?!them\b|whom\b|those\s+killed)|another\b|day\b|by\s+one\b|way\b|side\b|hand\b|point\b|thing\b|time\b"
    r"|sided\b|can\b|must\b|should\b|might\b|would\b|who\b|that\b|could\b)",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|some|this|that|each|the|which|another)[\s-]*\Z", re.IGNORECASE
)
_OR_TWO = re.compile(r"\b(?:hour|day|week|month|year)\s+or\s+\Z", re.IGNORECASE)
_PARENT_OF = re.compile(r"\b(?:mother|father|parents?)\s+of\s+\Z", re.IGNORECASE)
_COMPOUND = re.compile(r"[-‑][A-Za-z]")
_DURATION_COMPOUND = re.compile(
    r"[-‑](?:second|minute|hour|day|night|week|month|year|kilomet|met(?:er|re)|mile|km|ton|hectare|percent|strong|man|person|member|vehicle)"
    r"(?!.{0,8}[-‑]old)",
    re.IGNORECASE,
)
_NAMES = {"PROPN"}
_DATE_WORDS = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|yesterday|today)\Z",
    re.IGNORECASE,
)
_NUMBER_SIGN = re.compile(r"(?:\bNo\.?|\bno\.|№|#|\bnumber|\bnumbers|\bnos\.)\s*\Z")


def is_no_quantity(text: str, tokens: Tokens, amount: Amount) -> bool:
    """Say whether the figures of an amount are a name, an age, part of a time or an idiom."""
    before = text[max(0, amount.start - _WINDOW) : amount.start]
    after = text[amount.number_end : amount.number_end + 2 * _WINDOW]
    return (
        _is_year(text, tokens, amount)
        or _is_age(tokens, amount, before, after)
        or _is_part_of_time(text, amount, before, after)
        or _is_name(tokens, amount, before)
        or _is_idiom(text, amount, before, after)
    )


def _is_year(text: str, tokens: Tokens, amount: Amount) -> bool:
    """Tell "the 2014 annexation" from "2000 soldiers": a bare year counts no people or things."""
    written = text[amount.number_start : amount.number_end]
    if not _YEAR.fullmatch(written) or amount.start != amount.number_start:
        return False
    counted = find_counted(tokens, amount.number_end)
    if counted is None or counted.partitive or units().behind.match(text, amount.number_end):
        return counted is None
    plural = counted.head.tag_ in {"NNS", "NNPS"} or counted.head.lemma_ == "people"
    pointed = re.search(
        r"(?:\bthe|\bits|\bin|['’]s)\s+\Z", text[: amount.start][-8:], re.IGNORECASE
    )
    return not plural or pointed is not None


def _is_age(tokens: Tokens, amount: Amount, before: str, after: str) -> bool:
    if _AGE_AFTER.match(after):
        return True
    listed = _AGE_BEFORE.search(before)
    if listed is not None:
        # "a woman aged 44 and three men": behind an age a count may follow
        return not listed.group().rstrip().endswith("and") or not find_counted(
            tokens, amount.number_end
        )
    if _IS_OF_AGE.search(before) and _AGE_ALONE.match(after) and (amount.low or 0) <= _OLDEST:
        return True
    inside = re.search(r"(?:,|\()\s*\Z", before)
    if inside is None or not _PARENTHETIC_AGE.match(after) or (amount.low or 0) > _OLDEST:
        return False
    name = tokens.ending_at(amount.start - len(inside.group()))
    if name is None:
        return False
    one = name.tag_ == "NN" and name.lemma_.lower() in noun_classes().people  # "the boy, 16,"
    return name.pos_ == "PROPN" or name.ent_type_ == "PERSON" or one


def _is_part_of_time(text: str, amount: Amount, before: str, after: str) -> bool:
    number_before = text[max(0, amount.number_start - 40) : amount.number_start]
    clock = _CLOCK_AFTER.match(after) is not None and _CLOCK_BEFORE.search(before) is not None
    if clock or _TIME_AFTER.match(after):
        return True
    return bool(_TIME_UNIT.match(after)) and bool(
        _TIME_BEFORE.search(before) or _TIME_BEFORE.search(number_before)
    )


def _is_name(tokens: Tokens, amount: Amount, before: str) -> bool:
    """Tell "Resolution 1701", "phase two", "Channel 12" from counts."""
    if _NUMBER_SIGN.search(before):
        return True
    if (
        amount.kind not in {NumeralKind.DIGITS, NumeralKind.WORDS}
        or amount.start != amount.number_start
    ):
        return False
    last = tokens.ending_at(amount.start)
    # "the dead numbered 15"
    numbering = last is not None and last.pos_ == "VERB" and last.lemma_.lower() == "number"
    if last is None or numbering or not before.endswith((" ", "\u00a0")):
        return False
    counts_noun = _counts_noun(tokens.starting_at(amount.number_start))
    if last.lower_ in noun_classes().numbered or last.lemma_.lower() in noun_classes().numbered:
        return not counts_noun or last.pos_ == "PROPN"
    if not last.text[0].isupper() or _DATE_WORDS.match(last.text):
        return False
    model = last.i > 0 and last.nbor(-1).like_num  # the "2" of "four Leopard 2 tanks"
    return model or (last.pos_ in _NAMES and not counts_noun)


def _counts_noun(token: Token | None) -> bool:
    """Say whether the parse makes the numeral a modifier of a noun to its right."""
    if token is None:
        return False
    return token.dep_ in {"nummod", "quantmod", "compound"} and token.head.i > token.i


def _is_idiom(text: str, amount: Amount, before: str, after: str) -> bool:
    written = text[amount.number_start : amount.number_end].casefold()
    if written in {"one", "zero"} and _ONE_IDIOM.match(after):
        return True
    if written == "one" and re.search(r"\bthat\s+\Z", before) and _ONE_WHO.match(after):
        return False  # "confirmed that one soldier was hurt"
    if written == "one" and re.search(
        r"\b(?:no|any|every|some|this|that|each|the|which|another|anyone)[\s-]*\Z",
        before,
        re.IGNORECASE,
    ):
        return True
    if _OR_TWO.search(before) or _FREQUENCY.match(after) or _PARENT_OF.search(before):
        return True
    if re.match(r"[-‑]", before[::-1]) and re.search(r"\w[-‑]\Z", before):
        return True
    return bool(_COMPOUND.match(after)) and not _DURATION_COMPOUND.match(after)

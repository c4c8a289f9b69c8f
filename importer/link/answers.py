"""Which claim a denial means that does not repeat it: "a lie", "there was no such order"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from importer.link.lexicon import lexicon
from importer.link.words import has_phrase, plain_words, stem
from importer.model import Polarity, Quantity, Statement
from importer.resolve.party_lexicon import is_state, party_lexicon

_CLAIM = re.compile(
    r"\bthe (?:[A-Z]\w+|[a-z]+(?:'s|’s)) "
    r"(?:claims?|statements?|reports?|allegations?|version|account)\b"
)
"""A claim named after the one who made it: "the army's statement"."""
_THAT_IS = re.compile(
    r"(?:[Aa]ll )?(?:[Tt]his|[Tt]hat|[Ii]t|[Tt]hese|[Tt]hose|[Tt]hey)(?: is| was| are| were|['’]s)"
    r" (?:an? )?(?:[\w-]+ ){0,2}[\w-]+\Z"
)
"""Nothing but a name for what was said: "this is a pure fabrication"."""
_THAT = re.compile(r"(?:[Tt]his|[Tt]hat|[Ii]t|[Tt]hese|[Tt]hose)(?: [\w-]+){1,4}")
"""What was said, and what it is called: "that another lie"."""
_NO_SUCH = re.compile(r"\b(?:[Nn]o|[Nn](?:ot|ever) any) such ([a-z-]+(?: [a-z-]+)?)")
"""A claim taken up by what it tells of: "there was no such attempt"."""
_FIGURE = r"(?:figures?|tolls?|numbers?|counts?|totals?|tally|estimates?|losses)"
_THE_FIGURE = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|[Ii]ts|[Tt]heir) (?:[\w'’-]+ ){{0,2}}{_FIGURE}"
    r"(?: of \w+)? (?:(?:is|was|are|were|had been|has been) (?:[\w-]+ ){0,5}[\w-]+)"
)
"""What is said of a figure: "the army's figure was five times too high"."""
_FIGURE_CALLED = re.compile(
    rf"\b(?:\w{{1,30}} )?\w{{1,30}}ed (?:the|its|their) (?:[\w-]{{1,30}} )?{_FIGURE}\b"
)
"""What was done to a figure: "had exaggerated the toll"."""
_TRUE = re.compile(r"\b(?:true|real|actual|correct) ")
_CALLING = ("call", "dismiss", "describ", "brand", "label", "denounc", "term")
ANSWERS_WITHIN = 3
"""How many statements back the claim may stand that "no such thing" denies."""


def answered(statement: Statement, before: Sequence[Statement]) -> Statement | None:
    """Return the claim before a statement that it denies without repeating it, or None."""
    if is_bare_denial(statement):
        return _answered(statement, before)
    if rejected := rejected_figure(statement):
        return _answered_count(statement, before, rejected)
    return _answered_by_name(statement, before)


def is_bare_denial(statement: Statement) -> bool:
    """Say whether a statement rejects a claim without repeating it: "that version is a lie"."""
    words = lexicon()
    told = _taken_up(statement)
    if told and not words.denial_nouns.isdisjoint(plain_words(told)):
        return True
    if not has_phrase(statement.text, words.bare_denials) and not _CLAIM.search(statement.text):
        return False
    if has_phrase(statement.text, words.no_denials):
        return False
    if has_phrase(statement.text, words.denial_phrases):
        return True
    line = frozenset(plain_words(f"{statement.cue or ''} {statement.text}"))
    return bool(line & (words.denial_cues | words.denial_nouns))


def rejected_figure(statement: Statement) -> str | None:
    """Return how a statement calls the figure just told, where it rejects it.

    "The figure is five times too high" gives "high", "the true toll is far higher" "higher".
    """
    match = _THE_FIGURE.search(statement.text) or _FIGURE_CALLED.search(statement.text)
    if match is None or any(_is_count(quantity) for quantity in statement.quantities):
        return None
    words, line = lexicon(), plain_words(match.group())
    for place, word in enumerate(line):
        if not words.negators.isdisjoint(line[:place]):
            return None
        compared = "too" in line[:place] or _TRUE.search(match.group())
        if word in words.rejected_figures or (compared and word in words.too_low | words.too_high):
            return word
    return None


def _answered_count(
    denial: Statement, before: Sequence[Statement], called: str
) -> Statement | None:
    """Return the nearest count of another that a rejected figure can be."""
    higher = called in lexicon().too_low
    for claim in reversed(before[-ANSWERS_WITHIN:]):
        counts = [quantity for quantity in claim.quantities if _is_count(quantity)]
        if _name(claim) == _name(denial) or not counts:
            continue
        bounded = [quantity for quantity in counts if quantity.high is not None]
        return claim if bounded or not higher else None
    return None


def _is_count(quantity: Quantity) -> bool:
    return quantity.counted not in (None, "times", "time")


def _taken_up(statement: Statement) -> str | None:
    """Return what a pronoun for what was said is called: "it is a lie", "called that a lie"."""
    called = (statement.cue or "").lower().startswith(_CALLING)
    found = _THAT_IS.match(statement.text) or (_THAT.match(statement.text) if called else None)
    return found.group() if found else None


def _answered(denial: Statement, before: Sequence[Statement]) -> Statement | None:
    """Return the claim before a bare denial that it means: of the last to speak, the first.

    "The Russian statement is a fantasy" is of what was said as a whole, "it is a lie" of the last.
    """
    at_once = _taken_up(denial) is not None
    found: Statement | None = None
    for claim in reversed(before[-ANSWERS_WITHIN:]):
        if _name(claim) == _name(denial) or claim.claim.polarity is Polarity.NEGATIVE:
            continue
        if found and (_name(claim) != _name(found) or (at_once and _is_told_apart(claim, found))):
            break
        found = claim
    return found


def _is_told_apart(one: Statement, other: Statement) -> bool:
    return one.utterance is None or one.utterance != other.utterance


def _answered_by_name(denial: Statement, before: Sequence[Statement]) -> Statement | None:
    """Return the nearest claim that tells of what is said not to be: "there was no such order"."""
    words = lexicon()
    named = _NO_SUCH.search(denial.text)
    if named is None or denial.claim.polarity is not Polarity.NEGATIVE:
        return None
    nouns = plain_words(named.group(1))
    for claim in reversed(before[-ANSWERS_WITHIN:]):
        if _name(claim) == _name(denial) or claim.claim.polarity is Polarity.NEGATIVE:
            continue
        if not words.no_such_event.isdisjoint(nouns) or _tells_of(claim, nouns):
            return claim
    return None


def _tells_of(claim: Statement, nouns: tuple[str, ...]) -> bool:
    """Say whether a claim is of what the nouns name, in whatever word: an attempt, "they tried"."""
    told = frozenset(map(stem, plain_words(claim.text)))
    if stem(nouns[0]) in told or any(not told.isdisjoint(_such_words(noun)) for noun in nouns):
        return True
    of_fighters = not lexicon().no_such_fighters.isdisjoint(nouns)
    return of_fighters and any(
        match.party and not is_state(match.party) for match in party_lexicon().find(claim.text)
    )


@cache
def _such_words(noun: str) -> frozenset[str]:
    """Return the stems of the words that tell of what a noun names."""
    return frozenset(stem(word) for group in lexicon().no_such if noun in group for word in group)


def _name(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker else None

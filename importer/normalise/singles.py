"""Counts without a numeral: "no soldiers", "not one rocket", "a woman was killed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from importer.model import Quantity
from importer.normalise.counted import Tokens, find_counted, noun_run
from importer.normalise.lexicon import noun_classes
from importer.segment.document import Document, Paragraph

_ZERO = re.compile(
    r"\b(?:not\s+(?:a\s+single|a\s+lone|one|even\s+one)|no|zero|none(?=\s+of\b)|not\s+any)\b(?!\s+(?:longer|more\s+than|less|fewer|doubt|one|question))",
    re.IGNORECASE,
)
_DENYING = {"never", "neither", "nobody", "none"}
_OBJECT = {"dobj", "obj"}


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _countable(token: Token) -> bool:
    """Say whether the noun is of people, equipment or events."""
    classes = noun_classes()
    if classes.countable(_lemma(token)) or classes.countable(token.lower_):
        return True
    return token.ent_type_ == "NORP" and token.tag_ == "NNPS"


def find_zeros(document: Document, paragraph: Paragraph, tokens: Tokens) -> Iterator[Quantity]:
    """Find what is said not to exist: people, equipment and events only."""
    text = tokens.text
    for match in _ZERO.finditer(text):
        counted = find_counted(tokens, match.end())
        if counted is None or not _countable(counted.head):
            continue
        if match.group().casefold() == "no" and text[match.end() : match.end() + 6].startswith(
            " more "
        ):
            continue
        span = (match.start(), counted.end)
        yield _make(document, paragraph, span, 0.0, counted.words)


def find_singles(document: Document, paragraph: Paragraph) -> Iterator[Quantity]:
    """Find "a" and "an" before people and equipment whose fate is the point of the clause."""
    classes = noun_classes()
    for article in paragraph.doc:
        if article.lower_ not in {"a", "an", "another"} or article.i + 1 >= len(paragraph.doc):
            continue
        following = paragraph.doc[article.i + 1]
        run = noun_run(following)
        if (
            not run
            or following.like_num
            or following.lower_
            in {
                "few",
                "number",
                "lot",
                "couple",
                "pair",
                "dozen",
                "hundred",
                "thousand",
            }
        ):
            continue
        head = run[-1]
        if _lemma(head) not in classes.people and _lemma(head) not in classes.equipment:
            continue
        if not suffers(head) or _is_counted_behind(head):
            continue
        words = " ".join(token.lower_ for token in run[-1:])
        span = (article.idx, head.idx + len(head))
        value = 0.0 if following.lower_ == "single" and _is_negated(head) else 1.0
        yield _make(document, paragraph, span, value, words)


def suffers(noun: Token) -> bool:
    """Say whether the clause tells what was done to the noun: killed, lost, captured."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    verb = first.head
    if verb.pos_ not in {"VERB", "AUX"} or _lemma(verb) not in noun_classes().fates:
        return False
    if first.dep_ in _OBJECT:
        return _lemma(verb) not in noun_classes().meetings
    return first.dep_ == "nsubjpass" or (first.dep_ == "nsubj" and _lemma(verb) == "die")


def _is_counted_behind(noun: Token) -> bool:
    """Say whether the number of those in a group follows: "a family of seven"."""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    return len(behind) > 1 and behind[0].lower_ == "of" and behind[1].like_num


def _is_negated(noun: Token) -> bool:
    """Say whether the clause denies: "did not lose a single tank"."""
    verb = noun.head
    words = list(verb.children)
    for subject in verb.children:
        if subject.dep_ in {"nsubj", "nsubjpass"}:
            words.extend(subject.children)
    return any(word.dep_ == "neg" or word.lower_ in _DENYING for word in words)


def _make(
    document: Document, paragraph: Paragraph, span: tuple[int, int], value: float, counted: str
) -> Quantity:
    first, last = paragraph.start + span[0], paragraph.start + span[1]
    return Quantity(
        first, last, document.text[first:last], value, value, "1", counted, approx=False
    )

"""The noun that a bare numeral stands for, where its own sentence names it."""

from __future__ import annotations

from spacy.tokens import Token

from importer.normalise.counted import describe, noun_run
from importer.normalise.lexicon import noun_classes

_REACH = 40
_COUNTING = {"number", "figure", "count", "tally", "total", "toll"}


def noun_from_sentence(numeral: Token) -> str | None:
    """Name what is counted in "nine of them were children" and "the number of dead rose to 31"."""
    return _predicate_noun(numeral) or _counted_by_subject(numeral)


def _predicate_noun(numeral: Token) -> str | None:
    """Read the noun that the numeral is said to be: "nine of them were children"."""
    verb = numeral.head
    if numeral.dep_ != "nsubj" or verb.lemma_ != "be":
        return None
    for child in verb.children:
        if child.dep_ == "attr" and child.tag_ in {"NNS", "NN"} and child.i > numeral.i:
            return child.lower_
    return None


def _counted_by_subject(numeral: Token) -> str | None:
    """Read the noun of "the number of people wounded …" or "the toll … at 31"."""
    for token in numeral.doc[max(numeral.sent.start, numeral.i - _REACH) : numeral.i + 1]:
        if token.lemma_.lower() not in _COUNTING or token.pos_ != "NOUN":
            continue
        if token.lower_ == "toll":
            return "dead"
        for child in token.children:
            if child.lower_ == "of" and child.i + 1 < len(token.doc):
                run = noun_run(_skip_determiner(child))
                if run:
                    return describe(run)
                following = child.doc[child.i + 1]
                if following.lower_ in noun_classes().fallen:
                    return following.lower_
    return None


def _skip_determiner(preposition: Token) -> Token | None:
    position = preposition.i + 1
    doc = preposition.doc
    while position < len(doc) and (doc[position].pos_ in {"DET", "PRON"} or doc[position].is_space):
        position += 1
    return doc[position] if position < len(doc) else None

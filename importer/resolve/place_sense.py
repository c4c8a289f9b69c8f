"""Countries and capitals that act are sides of the conflict; this tells them from places."""

from __future__ import annotations

from spacy.tokens import Token

from importer.resolve.place_mentions import Mention
from importer.resolve.place_words import place_words

_PASSIVE = frozenset({"nsubjpass", "nsubj:pass"})
_SITUATING = frozenset({"in", "on", "at", "under", "near", "between"})
_BORDERS = frozenset(
    {"border", "borders", "frontier", "frontiers", "boundary", "crossing", "crossings"}
)
_CHAINS = frozenset({"conj", "appos"})


def acts(mention: Mention) -> bool:
    """Say whether the name stands for a government or an army ("Moscow denied", "with Rwanda").

    Only countries and capitals do; other towns act only where they speak.
    """
    entry = mention.choice.entry if mention.choice else None
    if entry is None:
        return False
    token = _carrier(mention.head)
    if token.dep_ == "nsubj" and token.head.lemma_ in place_words().speech:
        return True
    if (
        mention.encloses
        or entry.fcode not in {"PCLI", "PPLC"}
        or mention.feature == "city"
        or mention.front
    ):
        return False
    return not _stands_as_place(token, capital=entry.is_capital)


def _carrier(token: Token) -> Token:
    """Return the first name of a list, which carries the relation of all ("in A and B")."""
    while token.dep_ in _CHAINS and token.head.pos_ == "PROPN" and token.head.i != token.i:
        token = token.head
    return token


def _stands_as_place(token: Token, *, capital: bool) -> bool:
    words = place_words()
    role, head = token.dep_, token.head
    if role == "pobj":
        return _preposition_places(head, capital=capital)
    if role in {"poss", "compound", "nmod", "amod"}:
        return head.lower_ in words.locative_nouns
    if role == "nsubj":
        located = head.lemma_ in words.located_verbs and _has_place_preposition(head)
        return located or (head.lemma_ in words.state_verbs and not _is_animate_be(head))
    if role in _PASSIVE or role in {"dobj", "obj"}:
        return head.lemma_ in words.locative_verbs
    if role in {"npadvmod", "nummod"}:
        return True
    return capital and role in {"ROOT", "attr", "appos", "dep"}


def _has_place_preposition(verb: Token) -> bool:
    return any(child.dep_ == "prep" and child.lower_ in _SITUATING for child in verb.children)


def _is_animate_be(verb: Token) -> bool:
    """Recognise "Moscow is ready", "Rwanda was behind it": states of mind of a government."""
    return any(
        child.dep_ in {"acomp", "xcomp"} and child.lemma_ in {"ready", "willing", "able", "open"}
        for child in verb.children
    )


def _preposition_places(preposition: Token, *, capital: bool) -> bool:
    words = place_words()
    word, governor = preposition.lower_, preposition.head
    if word in words.always_locative:
        return True
    if word == "of":
        return governor.lower_ in words.locative_nouns or (
            capital and governor.lower_ not in words.owners
        )
    if word in {"with", "between"}:
        before = preposition.nbor(-1).lower_ if preposition.i else ""
        if not _BORDERS.isdisjoint({before, governor.lower_}):
            return True
        return word == "between" and capital and governor.lower_ in words.locative_nouns
    if word == "on":
        return governor.lower_ in words.strikes or governor.lemma_ in words.strikes
    return word == "for" and governor.lemma_ in words.departures

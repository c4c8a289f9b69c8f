"""Whose a place is: "the town is ours", "the city remains Ukrainian"."""

from __future__ import annotations

from spacy.tokens import Token

from importer.frame.grammar import children
from importer.frame.lexicon import Pattern
from importer.frame.matching import Match
from importer.frame.noun_phrases import WE, mention_party
from importer.frame.scene import Context, lemma
from importer.frame.things import sorts

_POSSESSIVES = frozenset({"ours", "theirs", "mine", "his", "hers"})
_THEIRS = frozenset({"theirs"})
_PLACES = frozenset({"place", "state"})


def match_possession(verb: Token, subject: Token | None, context: Context) -> Match | None:
    """Read a copula that says of a place whose it is; of weapons and men it says no such thing."""
    if lemma(verb) not in context.scene.words.copulas or subject is None:
        return None
    named = subject.pos_ == "PROPN" and subject.ent_type_ != "PERSON"
    for word in children(verb, "acomp", "attr", "oprd"):
        if owner_told(word, context) is None:
            continue
        if not (named and word.lower_ in _POSSESSIVES) and not (sorts(subject, context) & _PLACES):
            continue
        hold = context.scene.lexicon.classes["hold"]
        pattern = Pattern(hold, "possession", frozenset(), object=hold.object)
        return Match(pattern, word, support=verb)
    return None


def owner_told(word: Token, context: Context) -> str | None:
    """Return the party that "ours", "theirs" or "Ukrainian" says something belongs to."""
    if word.lower_ in _POSSESSIVES:
        if word.lower_ in _THEIRS:
            return context.they or context.scene.enemy(context.party)
        return context.we if word.lower_ in WE | {"ours"} else None
    bare = all(child.dep_ in {"neg", "advmod", "cc", "conj"} for child in word.children)
    return mention_party(word, context) if word.pos_ == "ADJ" and bare else None

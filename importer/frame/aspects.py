"""What a figure tells of those counted: killed, wounded, lost, evacuated and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from importer.frame.grammar import OBJECTS, VERBAL, children, first
from importer.frame.matching import Match, match_adjective, match_noun, match_verb
from importer.frame.noun_phrases import descend
from importer.frame.scene import Context
from importer.frame.signals import heads_of
from importer.model import Quantity

_AREAS = frozenset({"km2", "ha", "m2"})
_LENGTHS = frozenset({"km", "m", "h", "d", "wk", "mo", "a", "USD", "EUR"})
_EVENTS = {"attack": "attacks", "fight": "attacks", "strike": "strikes", "violate": "violations"}
_MIXED = frozenset({"killed", "wounded"})


def with_aspects(
    quantities: Sequence[Quantity], main: Match | None, context: Context, fallback: str | None
) -> tuple[Quantity, ...]:
    """Fill `aspect` of the quantities of a statement."""
    return tuple(
        replace(quantity, aspect=_aspect(quantity, main, context) or quantity.aspect or fallback)
        if quantity.unit not in _LENGTHS
        else quantity
        for quantity in quantities
    )


def _aspect(quantity: Quantity, main: Match | None, context: Context) -> str | None:
    tokens = context.paragraph.tokens_between(quantity.start, quantity.end)
    if not tokens:
        return None
    head = min(tokens, key=lambda t: len(heads_of(t)))
    if quantity.unit in _AREAS or quantity.unit in ("%", "ratio"):
        return _area_aspect(head, context)
    return _counted_aspect(head, context) or _governed_aspect(head, main, context)


def _area_aspect(head: Token, context: Context) -> str | None:
    for token in heads_of(head):
        if token.pos_ in VERBAL:
            found = match_verb(token, context)
            if found is not None:
                return "area-taken" if found.pattern.predicate.id in _TAKING else None
    return None


_TAKING = frozenset({"capture", "liberate", "advance", "clear", "hold", "enter"})


def _counted_aspect(head: Token, context: Context) -> str | None:
    """Read "21 dead soldiers", "14 attacks", "30 wounded", "180 dead"."""
    inner = descend(head, context)
    for noun in dict.fromkeys((inner, head)):
        found = match_noun(noun, context)
        if found is not None:
            name = found.pattern.predicate.id
            if name in _EVENTS:
                return _EVENTS[name]
            if found.pattern.predicate.aspect and found.pattern.predicate.type in _PEOPLE_TYPES:
                return found.pattern.predicate.aspect
        for child in children(noun, "amod", "acl"):
            described = match_adjective(child, noun, context) or (
                match_verb(child, context) if child.dep_ == "acl" else None
            )
            if described is not None and described.pattern.predicate.aspect:
                return described.pattern.predicate.aspect
        joined = first(noun, "conj")
        if head.pos_ in ("VERB", "ADJ") and joined is None:
            named = match_adjective(noun, None, context)
            if named is not None:
                return named.pattern.predicate.aspect
    return None


_PEOPLE_TYPES = frozenset({"casualties"})


def _governed_aspect(head: Token, main: Match | None, context: Context) -> str | None:
    """Climb from the figure to the first predicate that says what became of those counted."""
    for token in heads_of(head):
        if token.pos_ == "VERB" or token.tag_ in ("VBN", "VBD"):
            found = match_verb(token, context)
            if found is not None and found.pattern.predicate.aspect:
                return _joined(found, token, head, context)
            if found is None and token.dep_ == "ROOT":
                break
        elif token.pos_ in ("NOUN", "ADJ") and token != head:
            named = match_noun(token, context)
            if named is not None and named.pattern.predicate.aspect:
                return named.pattern.predicate.aspect
    if main is not None and main.pattern.predicate.aspect:
        return main.pattern.predicate.aspect
    return None


def _joined(found: Match, verb: Token, head: Token, context: Context) -> str | None:
    """Read "12 were killed or wounded" as one count of casualties."""
    aspect = found.pattern.predicate.aspect
    for other in children(verb, "conj"):
        second = match_verb(other, context)
        if second is None or second.pattern.predicate.aspect not in _MIXED or aspect not in _MIXED:
            continue
        own = [
            c
            for c in other.children
            if c.dep_ in ("nsubj", "nsubjpass", *OBJECTS, "nummod", "advmod")
        ]
        if not own and aspect != second.pattern.predicate.aspect and head.i < verb.i:
            return "casualties"
    return aspect

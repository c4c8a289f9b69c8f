"""How much speaks for two positions being about one matter, beyond place and time."""

from __future__ import annotations

import re
from functools import lru_cache

from importer.link.compare import parties_fit
from importer.link.context import Ground
from importer.link.figures import KEPT, figures
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.words import content_words, stem
from importer.model import ClaimType

_NO_SUCH = re.compile(r"\s*there (?:is|was|are|were|has been|had been|have been) no", re.IGNORECASE)
_OF_MANY_EVENTS = frozenset(
    {ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.STRIKE, ClaimType.ATTACK}
)
"""Types of which a day brings many: the next one told need not be the one denied."""
_TOLLS = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES})
_DEFINITE = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Ii]ts|[Tt]heir|[Tt]his|[Tt]hat)\s+"
    r"(?=((?:[a-z][\w-]*\s+){0,2}[a-z][\w-]*))"
)
"""What is named as known, up to three words behind the article; one may begin within another."""


def shared_words(a: Position, b: Position) -> frozenset[str]:
    """Return the stems of content words and objects that both clauses have.

    A kind of thing counts where each names it in its own words: "apartment block", "homes".
    """
    words = _about(a) & _about(b)
    kinds = _things(a) & _things(b)
    table = lexicon().things_hit
    told = {table[word] for word in a.plain & b.plain if word in table}
    return words | {f"kind {kind}" for kind in kinds - told}


def shared_things(a: Position, b: Position) -> bool:
    """Say whether both name a kind of thing, or one a whole and the other a part of it."""
    if _things(a) & _things(b):
        return True
    wholes = lexicon().wholes
    return any(
        not wholes[word].isdisjoint(part.plain)
        for whole, part in ((a, b), (b, a))
        for word in sorted(whole.plain & wholes.keys())
    )


def shared_definite(a: Position, b: Position) -> frozenset[str]:
    """Return the stems that both clauses name as something known: "the central market"."""
    return _definite(a.statement.text) & _definite(b.statement.text) & shared_words(a, b)


def roles_fit(a: Position, b: Position) -> bool:
    """Say whether the agents and the targets of two clauses can be the same.

    Whom a party killed or lost is not told of together: its own dead are none of its deeds.
    """
    if {a.type, b.type} <= _TOLLS and any(
        one.frame.agent is not None and one.frame.agent == other.frame.target
        for one, other in ((a, b), (b, a))
    ):
        return False
    return parties_fit(_agent(a), _agent(b)) and parties_fit(a.frame.target, b.frame.target)


def _agent(position: Position) -> str | None:
    """Return who acts; "there was no attack" is not only of the speaker's own side."""
    agent = position.frame.agent
    if agent == position.speaker_party and _NO_SUCH.match(position.text):
        return None
    return agent


def can_mean(denial: Position, claim: Position) -> bool:
    """Say whether a rejection can mean this claim: said before it, or named well enough."""
    if denial.item.article == claim.item.article and denial.setting.order > claim.setting.order:
        return True
    if len(shared_words(denial, claim)) > 1 or same_figure(denial, claim):
        return True
    told = denial.frame.predicate is not None and claim.speaker is not None
    if told and are_neighbours(denial, claim) and denial.is_alike(claim):
        return claim.type not in _OF_MANY_EVENTS
    return denial.setting.place_ground is Ground.OWN and share_a_party(denial, claim)


def same_figure(denial: Position, claim: Position) -> bool:
    """Say whether both name one figure."""
    named = {figure.low for figure in figures(denial)}
    return any(figure.low in named for figure in figures(claim))


def are_neighbours(a: Position, b: Position) -> bool:
    """Say whether one statement stands right behind the other in an article."""
    return a.item.article == b.item.article and abs(a.setting.order - b.setting.order) <= 1


def share_a_party(a: Position, b: Position) -> bool:
    """Say whether both clauses name the same agent, or the same target."""
    agent, target = a.frame.agent, a.frame.target
    return (agent is not None and agent == b.frame.agent) or (
        target is not None and target == b.frame.target
    )


def support(a: Position, b: Position) -> float:
    """Weigh, from 0 to 1, what two clauses of one type have in common."""
    weight = 0.2 * min(3, len(shared_words(a, b)))
    if a.frame.predicate and a.is_alike(b):
        weight += 0.3
    if a.frame.agent and a.frame.agent == b.frame.agent:
        weight += 0.3
    if a.frame.target and a.frame.target == b.frame.target:
        weight += 0.2
    if a.frame.holder and a.frame.holder == b.frame.holder:
        weight += 0.2
    return min(1.0, weight)


def shared_matter(a: ClaimType, b: ClaimType) -> str | None:
    """Return the matter that both types of claim can speak of: their own, else the first."""
    for name, types in lexicon().matters.items():
        if a is b is types[0]:
            return name
    for name, types in lexicon().matters.items():
        if a in types and b in types:
            return name
    return None


@lru_cache(maxsize=KEPT)
def _things(position: Position) -> frozenset[int]:
    table = lexicon().things_hit
    return frozenset(table[word] for word in position.plain if word in table)


@lru_cache(maxsize=KEPT)
def _about(position: Position) -> frozenset[str]:
    return position.words | {stem(word.lower()) for word in position.frame.objects}


def named(position: Position) -> frozenset[str]:
    """Return the stems of what a statement names as something known: "the central market"."""
    return _definite(position.statement.text)


@lru_cache(maxsize=KEPT)
def _definite(text: str) -> frozenset[str]:
    stems: set[str] = set()
    for match in _DEFINITE.finditer(text):
        stems |= content_words(match.group(1))
    return frozenset(stems)

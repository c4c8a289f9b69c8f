"""Whom a deed is done to where its own object does not name him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from importer.frame.matching import Match
from importer.frame.noun_phrases import descend
from importer.frame.scene import Context, lemma
from importer.model import ClaimFrame, ClaimType, Modality, Polarity
from importer.resolve.party_lexicon import is_state

_OPEN = frozenset(
    {
        ClaimType.CONTROL,
        ClaimType.ATTACK,
        ClaimType.STRIKE,
        ClaimType.REPEL,
        ClaimType.LOSSES,
    }
)
"""Deeds whose object is mostly a place or thing; who is killed or captured is named himself."""
_HARM = frozenset(
    {
        ClaimType.ATTACK,
        ClaimType.STRIKE,
        ClaimType.CASUALTIES,
        ClaimType.LOSSES,
        ClaimType.DETAIN,
        ClaimType.REPEL,
        ClaimType.ENCIRCLE,
    }
)
_ON = frozenset({"among", "on", "to", "by"})
_DETAIL = frozenset({"det", "nummod", "quantmod", "prep", "punct", "acl", "relcl", "cc", "conj"})


def undergoes_beside(main: ClaimFrame, others: Sequence[ClaimFrame]) -> str | None:
    """Read "shelled the town and killed ten of their men": one doer, one enemy.

    A later clause tells whom the deed is done to if the same party does it, in earnest and in fact.
    """
    if main.agent is None or main.type not in _OPEN or not _is_fact(main):
        return None
    for frame in others:
        harms = frame.type in _HARM and frame.agent == main.agent and _is_fact(frame)
        if harms and frame.target not in (None, main.agent):
            return frame.target
    return None


def with_same_doer(matches: Sequence[Match], frames: Sequence[ClaimFrame]) -> list[ClaimFrame]:
    """Let the verbs of a series have one doer: "units freed the town and captured 24 men"."""
    first = matches[0].arguments if matches else None
    if first is None or first.surface is None or first.passive or frames[0].agent is None:
        return list(frames)
    doer = frames[0].agent
    return [
        replace(frame, agent=doer)
        if frame.agent is None
        and frame.target != doer
        and match.pattern.subject == "agent"
        and not match.arguments.passive
        and match.arguments.surface == first.surface
        else frame
        for match, frame in zip(matches, frames, strict=False)
    ]


def _is_fact(frame: ClaimFrame) -> bool:
    return frame.modality is Modality.ASSERTED and frame.polarity is Polarity.POSITIVE


def unnamed_target(match: Match, agent: str | None, context: Context) -> str | None:
    """Return whom a deed is done to whose object names nobody: nameless troops, or one's own."""
    if agent is None:
        return _admitted_losses(match, context)
    return _nameless_troops(match, agent, context)


def _admitted_losses(match: Match, context: Context) -> str | None:
    """Read "the army acknowledged heavy losses" as its own: an enemy's would be called so."""
    noun = match.head
    told = match.pattern.part == "noun" and lemma(noun) == "loss" and not context.holds(noun.head)
    among = any(c.dep_ in {"poss", "compound"} or c.lower_ in _ON for c in noun.children)
    return context.party if told and not among and noun.dep_ == "dobj" else None


def _nameless_troops(match: Match, agent: str, context: Context) -> str | None:
    """Read "the rebels ambushed a patrol" as done to the state that they fight.

    Soldiers and policemen whom nobody names are a state's: that of whom the doer fights in the
    article, if there is one alone.
    """
    thing = match.arguments.object
    if thing is None or match.pattern.predicate.type not in _HARM:
        return None
    if match.pattern.object != "target" or not any(
        _is_state_force(each, context) for each in (thing, *thing.conjuncts)
    ):
        return None
    return _state_fought(agent, context)


def _is_state_force(token: Token, context: Context) -> bool:
    """Recognise "five soldiers", "a police patrol", "an army base" without a name."""
    noun = descend(token, context)
    words = context.scene.words
    modifiers = [c for each in {noun, token} for c in each.children if c.dep_ not in _DETAIL]
    if any(c.dep_ == "poss" for c in modifiers):
        return False
    official = [lemma(c) in words.state_bodies for c in modifiers if c.dep_ in ("compound", "amod")]
    known = lemma(noun) in words.state_troops and all(
        lemma(c) in words.state_bodies | words.bare_modifiers or c == noun for c in modifiers
    )
    return known or (bool(official) and all(official))


def _state_fought(agent: str, context: Context) -> str | None:
    """Return the one state that a party fights: of those named in the article, else of all."""
    scene = context.scene
    fought = {p for pair in scene.words.hostile if agent in pair for p in pair if p != agent}
    states = {p for p in fought if is_state(p)}
    named = states & {mention.party for mention in scene.parties}
    chosen = named or (states if not is_state(agent) else set())
    return next(iter(chosen)) if len(chosen) == 1 else None

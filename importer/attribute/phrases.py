"""Reports whose content is a phrase: nominalised claims, infinitives, objects with a judgement."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.extents import before_comment
from importer.attribute.lexicon import Cue, words
from importer.attribute.objects import names_event, object_content
from importer.attribute.sentence import FINITE, Report, Sentence
from importer.attribute.sources import (
    is_role_noun,
    noun_phrase,
    source_before,
    subject_of,
    widen_over_role,
)

_MEDIA = frozenset({"in", "via", "through"})
_PREPOSITIONS = frozenset({"about", "of", "at", "to", "against", "for"})


def phrase_report(sentence: Sentence, verb: Token, cue: Cue, lo: int, hi: int) -> Report | None:
    """Return the report of a verb whose content is no finite clause, or None."""
    if _leaves_gap(verb) or _takes_lives(verb):
        return None
    head = subject_of(verb)
    lost = source_before(sentence, verb, lo) if head is None and verb.tag_ in FINITE else None
    if lost is None and (head is None or not lo <= head.i < hi):
        return None
    found = _content_of(sentence, verb, cue, hi)
    if found is None:
        return _raised(sentence, verb, cue, lo, hi)
    extra, start, end = found
    end = _before_medium(sentence, start, before_comment(sentence, start, end))
    told = _hearer_at_end(sentence, verb, start, end)
    content = sentence.trim(start, end if told is None else told.i)
    if content[0] >= content[1]:
        return None
    source = lost
    if source is None and head is not None:
        source = widen_over_role(sentence, noun_phrase(sentence, head, lo, hi, verb), lo, verb.i)
    if source is None:
        return None
    clause = (min(verb.i, source[0]), start)
    return Report(
        (verb, *extra),
        [content],
        clause,
        source,
        rule="cue-phrase",
        nominal=True,
        audience=None if told is None else sentence.trim(told.i + 1, end),
    )


def _before_medium(sentence: Sentence, start: int, end: int) -> int:
    """Leave out where something was said, and a joint: "claimed the attack in a video and"."""
    while end - 1 > start and sentence.doc[end - 1].pos_ == "CCONJ":
        end -= 1
    for token in sentence.doc[start + 1 : end]:
        if token.lower_ not in _MEDIA or token.dep_ != "prep" or sentence.in_speech(token.i):
            continue
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is None or token.right_edge.i + 1 < end or token.head.pos_ == "VERB":
            continue
        issued = noun.lemma_.lower() in words("nouns", "documents") and any(
            c.lower_ in {"a", "an"} for c in noun.lefts
        )
        claims = sentence.doc[start : token.i].root.lemma_.lower() in words("nouns", "claims")
        if issued and not claims:
            return int(token.i)
    return end


def _hearer_at_end(sentence: Sentence, verb: Token, start: int, end: int) -> Token | None:
    """Return the "to" before the person that something was reported to, at a content's end."""
    if verb.lemma_ not in words("nouns", "brought"):
        return None
    for token in sentence.doc[start + 1 : end]:
        if token.lower_ != "to" or token.dep_ not in {"prep", "dative"}:
            continue
        hearer = next((c for c in token.children if c.dep_ == "pobj"), None)
        person = hearer is not None and (hearer.ent_type_ == "PERSON" or is_role_noun(hearer))
        if person and token.right_edge.i + 1 >= end:
            return token
    return None


def _raised(sentence: Sentence, verb: Token, cue: Cue, lo: int, hi: int) -> Report | None:
    """Return the report of a passive with its content on both sides.

    "The rebels are believed by the army to be hiding in the hills."
    """
    if "clause" not in cue.frames or verb.tag_ != "VBN":
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    told = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if subject is None or agent is None or told is None or subject.left_edge.i < lo:
        return None
    speaker = next((c for c in agent.children if c.dep_ == "pobj"), None)
    if speaker is None:
        return None
    source = noun_phrase(sentence, speaker, agent.i + 1, hi, verb)
    first = next((c.i for c in verb.children if c.dep_ in {"aux", "auxpass"}), verb.i)
    content = sentence.trim(subject.left_edge.i, _end(told, hi))
    return Report((verb,), [content], (first, source[1]), source, rule="cue-phrase")


def _takes_lives(verb: Token) -> bool:
    """Say whether a verb of claiming tells of deaths: "the blast claimed six lives"."""
    lost = (c.lemma_.lower() for c in verb.children if c.dep_ == "dobj")
    return verb.lemma_ == "claim" and any(word in {"life", "victim"} for word in lost)


def _leaves_gap(verb: Token) -> bool:
    """Say whether what is told of stands before the clause: "the goal that it pledged to meet"."""
    if verb.dep_ != "relcl":
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.tag_ not in {"WP", "WDT"}


def _content_of(
    sentence: Sentence, verb: Token, cue: Cue, hi: int
) -> tuple[tuple[Token, ...], int, int] | None:
    frames = cue.frames
    if any(c.lower_ == "what" and c.i < verb.i for c in verb.children):
        return None
    for child in verb.children:
        if child.i < verb.i or child.i >= hi:
            continue
        if _leads_to_content(verb, child, frames):
            return (child,), child.i + 1, max(_end(child, hi), _end_of_duty(verb, child, hi))
        if "for" in frames and _is_duty(verb, child):
            return (child.left_edge,), child.left_edge.i + 1, _end(child, hi)
        if child.dep_ == "prt":
            continue
        if child.dep_ in {"xcomp", "advcl"} and "inf" in frames and _is_infinitive(child):
            return (), child.left_edge.i, _end(child, hi)
        if child.dep_ in {"xcomp", "pcomp", "ccomp"} and "ger" in frames and _is_gerund(child):
            return (), child.left_edge.i, _end(child, hi)
    return object_content(sentence, verb, frames, hi)


def _leads_to_content(verb: Token, child: Token, frames: frozenset[str]) -> bool:
    word = child.lower_
    if child.dep_ != "prep" or word not in _PREPOSITIONS or word not in frames:
        return False
    return word != "to" or _admits(verb, child)


def _is_duty(verb: Token, child: Token) -> bool:
    """Say whether the parser made a clause of it: "called for the siege to be lifted"."""
    first = child.left_edge
    return child.dep_ in {"advcl", "xcomp", "ccomp"} and first.lower_ == "for" and first.i > verb.i


def _end_of_duty(verb: Token, preposition: Token, hi: int) -> int:
    """Take in what somebody is called upon to do: "called for the siege to be lifted"."""
    behind = preposition.right_edge.i + 1
    if preposition.lower_ != "for" or behind >= hi or verb.doc[behind].lower_ != "to":
        return 0
    duty = next((c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.i > behind), None)
    return min(hi, duty.right_edge.i + 1) if duty is not None else 0


def _admits(verb: Token, to: Token) -> bool:
    """Tell what is owned up to from a place: "admitted to bombing", "admitted them to the camp"."""
    if any(c.dep_ in {"dobj", "auxpass"} for c in verb.children):
        return False
    return any(c.dep_ == "pcomp" or (c.dep_ == "pobj" and names_event(c)) for c in to.children)


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(
        child.dep_ == "aux" and child.tag_ == "VBG" for child in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _end(head: Token, hi: int) -> int:
    return min(hi, head.right_edge.i + 1)

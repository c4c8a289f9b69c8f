"""Statements that reject another claim as such."""

from __future__ import annotations

import re

from spacy.tokens import Token

from importer.attribute.attribution import Attribution
from importer.frame.phrases import has_phrase
from importer.frame.scene import Context, lemma
from importer.frame.threads import Thread
from importer.frame.words import FrameWords
from importer.model import StatementKind

_SO = re.compile(
    r"\b(?:did|do|does|have|has|had)(?:\s+not|n['’]t)?\s+(?:no|any)\s+such\s+thing\b|\bno\s+such\s+\w+"
    r"|\bthat\s+(?:is|was|did)\s*(?:not|n['’]t)\s*(?:true|so|happen|the case)?",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(
    r"\b(?:claim|report|statement|rumou?r|allegation|accusation|assertion|suggestion|story|stories)s?"
    r" that (?!is\b|was\b|were\b|are\b)",
    re.IGNORECASE,
)
"""A claim told along with its denial: "reports that gas was used turned out to be bogus"."""
_SHORT = 16


def is_denied_by_cue(attribution: Attribution, words: FrameWords) -> bool:
    """Say whether the reporting words deny what follows: "denied", "dismissed".

    Behind "denied this:" a whole quotation says what holds, not what is denied.
    """
    cue = (attribution.cue_text or "").lower()
    if not cue or attribution.kind is StatementKind.DIRECT:
        return False
    return cue in words.rejecting_cues or cue.split()[0] in words.rejecting_cues


def is_called_unreal(event: Token, words: FrameWords) -> bool:
    """Say whether an event is told to be none: "the withdrawal is a sham", "was faked"."""
    verb = event.head
    if event.pos_ != "NOUN" or event.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    if verb.lemma_ != "be":
        return event.dep_ == "nsubjpass" and verb.lemma_.lower() in words.unreal_verbs
    called = [child for child in verb.children if child.dep_ in {"attr", "acomp"}]
    return any(
        lemma(word) in (words.unreal_nouns if word.dep_ == "attr" else words.unreal_adjectives)
        for word in called
    )


def rejects(index: int, thread: Thread, context: Context) -> bool:
    """Say whether a statement without a claim of its own calls an earlier one untrue."""
    content = thread.attributions[index].content
    text = thread.scene.document.text[content.start : content.end]
    spoken = {word.strip(".,;:“”\"'").lower() for word in text.split()}
    if len(text.split()) > _SHORT or _OF_ITS_OWN.search(text):
        return False
    words = context.scene.words
    if _SO.search(text) or spoken & words.rejecting_adjectives:
        return True
    return bool(spoken & words.anaphors) and has_phrase(words.rejecting_nouns, text)

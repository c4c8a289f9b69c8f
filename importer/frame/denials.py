"""Statements that reject another claim as such."""

from __future__ import annotations

import re
from functools import cache

from importer.frame.scene import Context
from importer.frame.threads import Thread
from importer.frame.words import FrameWords

_SO = re.compile(
    r"\b(?:did|do|does|have|has|had)(?:\s+not|n['’]t)?\s+(?:no|any)\s+such\s+thing\b|\bno\s+such\s+\w+"
    r"|\bthat\s+(?:is|was|did)\s*(?:not|n['’]t)\s*(?:true|so|happen|the case)?",
    re.IGNORECASE,
)
_SHORT = 16


@cache
def _nouns(nouns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, nouns)) + r")s?\b", re.IGNORECASE)


def is_denying_cue(cue: str | None, words: FrameWords) -> bool:
    """Say whether the reporting words deny what follows: "denied", "dismissed"."""
    if not cue:
        return False
    lowered = cue.lower()
    return lowered in words.rejecting_cues or lowered.split()[0] in words.rejecting_cues


def rejects(index: int, thread: Thread, context: Context, *, bare: bool) -> bool:
    """Say whether the statement calls an earlier claim untrue instead of making one of its own."""
    content = thread.attributions[index].content
    text = thread.scene.document.text[content.start : content.end]
    if len(text.split()) > _SHORT:
        return False
    if _SO.search(text):
        return True
    if not _nouns(context.scene.words.rejecting_nouns).search(text):
        lowered = text.lower()
        return bare and any(
            f"{word}" in lowered.split() for word in context.scene.words.rejecting_adjectives
        )
    anaphoric = {w.strip(".,;:“”\"'").lower() for w in text.split()} & context.scene.words.anaphors
    return bool(anaphoric)

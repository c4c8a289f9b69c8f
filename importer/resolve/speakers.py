"""Who speaks: from the words of an attribution to a person or body under its fullest name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from importer.attribute.attribution import Attribution
from importer.model import Speaker, StatementKind
from importer.resolve.memory import reread
from importer.resolve.names import merge_speakers, same_person
from importer.resolve.party_mention import PartyMention
from importer.resolve.speaker_resolver import SpeakerResolver
from importer.segment.document import Document

__all__ = ["merge_speakers", "resolve_speakers", "same_person"]

_INHERITED = 0.9
_GUESSED = 0.5


def resolve_speakers(
    document: Document, attributions: Sequence[Attribution], parties: Sequence[PartyMention]
) -> list[Speaker | None]:
    """Return the speaker of each attribution; None for narration.

    Sources are read in the order of the text, so that "he" and "the spokesman" meet those whom the
    reader has met. A sentence without a source of its own has the speaker of its utterance.
    """
    resolver = SpeakerResolver(document, attributions, parties)
    speakers: list[Speaker | None] = [None] * len(attributions)
    sourced = [i for i, a in enumerate(attributions) if a.source is not None and _is_reported(a)]
    for index in sorted(sourced, key=lambda i: _turn(i, attributions)):
        attribution = attributions[index]
        parent = attributions[attribution.parent] if attribution.parent is not None else None
        outer = speakers[attribution.parent] if attribution.parent is not None else None
        if attribution.named is not None:
            attribution = replace(attribution, source=attribution.named)
        speakers[index] = resolver.resolve(attribution, parent, outer)
    for index, attribution in enumerate(attributions):
        if speakers[index] is None and _is_reported(attribution):
            speakers[index] = _inherited(index, attributions, speakers)
    return speakers


def _is_reported(attribution: Attribution) -> bool:
    return attribution.kind is not StatementKind.NARRATION


def _turn(index: int, attributions: Sequence[Attribution]) -> tuple[bool, int, int]:
    """Put an outer statement before those nested in it, else follow the text."""
    attribution = attributions[index]
    start = attribution.source.start if attribution.source is not None else 0
    return attribution.parent is not None, start, index


def _inherited(
    index: int, attributions: Sequence[Attribution], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """Take the speaker of the utterance; failing that, of the last outer statement."""
    attribution = attributions[index]
    order = [*range(index - 1, -1, -1), *range(index + 1, len(attributions))]
    for other in order:
        same = attributions[other].utterance == attribution.utterance is not None
        found = speakers[other]
        if same and found is not None:
            return reread(found, _INHERITED, "same utterance")
    for other in range(index - 1, -1, -1):
        found = speakers[other]
        if found is not None and attributions[other].parent is None:
            return reread(found, _GUESSED, "last speaker")
    return None

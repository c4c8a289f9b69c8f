"""The verdict by what two texts claim of a war: the same rules that link an archive.

Two texts that are put side by side lend each other what each leaves out: a place that one names
clearly is the place of that name in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importer.compare.model import Comparison, Side, Verdict
from importer.link import link
from importer.model import (
    Annotation,
    Article,
    ArticleStatement,
    Link,
    Location,
    Relation,
    Speaker,
    SpeakerKind,
    Statement,
)
from importer.pipeline import annotate
from importer.resolve.parties import find_parties
from importer.segment import segment

_RANK = {
    Relation.CONTRADICTS: 3,
    Relation.REVISES: 2,
    Relation.CORROBORATES: 1,
    Relation.NEAR_MISS: 0,
}
FIRST, SECOND = "a", "b"


def judge_claims(a: Side, b: Side) -> Comparison | None:
    """Return what the linker makes of two texts, None where it has nothing to say."""
    readings = [_annotation(FIRST, a), _annotation(SECOND, b)]
    places = [place for reading in readings for place in reading.layers.places]
    items = [
        item
        for reading, side in zip(readings, (a, b), strict=True)
        for item in _statements(reading, side, places)
    ]
    best = max(
        link(items, across_only=True),
        key=lambda found: (_RANK[found.relation], found.confidence, found.a, found.b),
        default=None,
    )
    return _comparison(best) if best else None


def _annotation(name: str, side: Side) -> Annotation:
    return annotate(Article(name, side.text, published=side.published))


def _statements(
    reading: Annotation, side: Side, places: Sequence[Location]
) -> Iterator[ArticleStatement]:
    speaker = _speaker(side.speaker) if side.speaker else None
    for statement in reading.statements:
        told = statement
        if speaker and statement.speaker is None:
            told = replace(statement, speaker=speaker)
        if not told.locations:
            told = _placed(told, places)
        yield ArticleStatement(reading.article.name, reading.article.published, told)


def _speaker(name: str) -> Speaker:
    """Return a speaker named beside the text, with the party that the name tells."""
    mentions = find_parties(segment(Article("speaker", name)))
    party = next((mention.party for mention in mentions if mention.party), None)
    return Speaker(name, SpeakerKind.BODY, party=party, reason="given")


def _placed(statement: Statement, places: Sequence[Location]) -> Statement:
    """Give a statement the places that it names and only the other text made clear."""
    found: list[Location] = []
    for place in sorted(places, key=lambda each: (each.mention, each.start)):
        match = re.search(rf"\b{re.escape(place.mention)}\b", statement.text)
        if match and not any(place.key == known.key for known in found):
            start = statement.start + match.start()
            found.append(replace(place, start=start, end=start + len(place.mention)))
    if not found:
        return statement
    keys = tuple(place.key for place in found)
    frames = tuple(
        frame if frame.places else replace(frame, places=keys) for frame in statement.frames
    )
    return replace(statement, locations=tuple(found), frames=frames)


def _comparison(found: Link) -> Comparison:
    told = Comparison(
        Verdict(found.relation.value),
        found.rule,
        found.confidence,
        found.reason,
        found.type,
        found.evidence_a,
        found.evidence_b,
        found.value_a,
        found.value_b,
    )
    return told if found.a[0] == FIRST else told.swapped()

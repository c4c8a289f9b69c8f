"""The whole reading: an article in, its statements out, and links over a set of articles.

Pure functions: no clock, network or database. The same input gives the same output, to the byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from importer.attribute.attribution import Attribution
from importer.extract import RULES, Extractor
from importer.frame import Framed, frame_statements
from importer.link import link
from importer.model import (
    Annotation,
    Article,
    ArticleStatement,
    AttributionLayer,
    Layers,
    Link,
    Location,
    Speaker,
    Statement,
    StatementKind,
    TimeInterval,
)
from importer.normalise.quantities import find_figures
from importer.normalise.times import find_times, find_times_elsewhere, statement_times
from importer.resolve.parties import find_parties
from importer.resolve.places import find_places
from importer.resolve.speakers import resolve_speakers
from importer.segment import Document, segment

EXTRACTOR, VERSION = RULES.name, RULES.version


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the stages say of each attribution, aligned."""

    attributions: Sequence[Attribution]
    speakers: Sequence[Speaker | None]
    framed: Sequence[Framed]
    times: Sequence[TimeInterval | None]
    places: Sequence[Location]


def annotate(article: Article, extractor: Extractor = RULES) -> Annotation:
    """Read one article; the extractor says who said what, the rules what it claims.

    Offsets in the result index `article.text`. An article in a language other than English gives no
    statements and a warning. Raises UnansweredError where an extractor other than the rules fails.
    """
    if article.language != "en":
        return Annotation(
            article,
            (),
            extractor=extractor.name,
            version=extractor.version,
            warnings=(
                *article.warnings,
                f"language {article.language!r} is not read yet; the text is stored only",
            ),
        )
    document = segment(article)
    extraction = extractor.extract(document)
    attributions = extraction.attributions
    parties = find_parties(document)
    places = find_places(document)
    figures = find_figures(document)
    quantities = list(figures.quantities)
    speakers = resolve_speakers(document, attributions, parties)
    framed = frame_statements(document, attributions, speakers, parties, places, quantities)
    mentions = find_times(document)
    times = statement_times(document, attributions, mentions)
    marked = sorted((*places.literal, *places.implicit), key=lambda place: (place.start, place.end))
    statements = _build(document, _Reading(attributions, speakers, framed, times, marked))
    layers = Layers(
        tuple(
            AttributionLayer(
                item.content, item.cue, item.source, item.kind, nested=item.parent is not None
            )
            for item in attributions
            if item.kind is not StatementKind.NARRATION
        ),
        figures.quantities,
        places.literal,
        tuple(sorted((*mentions, *find_times_elsewhere(document)), key=lambda item: item.start)),
        figures.others,
        places.others,
    )
    warnings = (*article.warnings, *extraction.warnings)
    return Annotation(article, statements, layers, extractor.name, extractor.version, warnings)


def _build(document: Document, reading: _Reading) -> tuple[Statement, ...]:
    """Build the statements, numbered from s1."""
    kept = [
        index
        for index, item in enumerate(reading.attributions)
        if item.kind is not StatementKind.NARRATION or reading.framed[index].is_statement
    ]
    ids = {index: f"s{number}" for number, index in enumerate(kept, start=1)}
    return tuple(_statement(document, reading, index, ids) for index in kept)


def _statement(document: Document, reading: _Reading, index: int, ids: dict[int, str]) -> Statement:
    item, framed, speaker = (
        reading.attributions[index],
        reading.framed[index],
        reading.speakers[index],
    )
    text = document.text
    content = item.content
    confidence = item.confidence * (speaker.confidence if speaker else 1.0)
    return Statement(
        id=ids[index],
        kind=item.kind,
        start=content.start,
        end=content.end,
        text=text[content.start : content.end],
        frames=framed.frames,
        utterance=item.utterance,
        cue=item.cue_text,
        cue_span=item.cue,
        source_span=item.source,
        speaker=speaker,
        via=tuple(text[span.start : span.end] for span in item.via),
        parent=ids.get(item.parent) if item.parent is not None else None,
        stance=item.stance,
        locations=tuple(
            place
            for place in reading.places
            if content.start <= place.start and place.end <= content.end
        ),
        quantities=framed.quantities,
        time=reading.times[index],
        evidence_basis=framed.evidence_basis,
        hedges=framed.hedges,
        rule=item.rule,
        confidence=round(confidence, 3),
    )


def statements_of(annotations: Iterable[Annotation]) -> Iterator[ArticleStatement]:
    """Iterate over the statements with what linking must know of their articles."""
    for annotation in annotations:
        for statement in annotation.statements:
            yield ArticleStatement(annotation.article.name, annotation.article.published, statement)


def annotate_corpus(
    articles: Iterable[Article], extractor: Extractor = RULES
) -> tuple[list[Annotation], tuple[Link, ...]]:
    """Read articles and link their statements, within and across them."""
    annotations = [annotate(article, extractor) for article in articles]
    return annotations, link(list(statements_of(annotations)))

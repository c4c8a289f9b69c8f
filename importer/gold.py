"""Annotations in the exchange form of docs/annotation-format.md: one JSON object an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from importer.model import (
    Annotation,
    AttributionLayer,
    Link,
    Location,
    Quantity,
    Relation,
    Span,
    Statement,
    StatementKind,
    TimeInterval,
)

type Record = dict[str, Any]


def corpus_records(annotations: Sequence[Annotation], links: Iterable[Link]) -> Iterator[Record]:
    """Give a record an article, then one with the contradictions across articles."""
    within: dict[str, list[Record]] = {annotation.article.name: [] for annotation in annotations}
    across: list[Record] = []
    for item in links:
        if item.relation is not Relation.CONTRADICTS:
            continue
        article_a, _, id_a = item.a.rpartition("#")
        article_b, _, id_b = item.b.rpartition("#")
        kind = item.type.value if item.type else None
        if article_a == article_b:
            within[article_a].append({"a": id_a, "b": id_b, "type": kind})
        else:
            across.append({"a": item.a, "b": item.b, "type": kind})
    for annotation in annotations:
        record = article_record(annotation)
        record["contradictions"] = within[annotation.article.name]
        yield record
    yield {"cross": across}


def article_record(annotation: Annotation) -> Record:
    """Give one article's statements, without contradictions."""
    article = annotation.article
    return {
        "file": article.name,
        "published": article.published.isoformat() if article.published else None,
        "statements": [_statement(statement) for statement in annotation.statements],
    }


def layers_record(annotation: Annotation) -> Record:
    """Give all that was seen in the text, statement or not."""
    article, layers = annotation.article, annotation.layers
    return {
        "file": article.name,
        "published": article.published.isoformat() if article.published else None,
        "attributions": [
            {
                "content": [item.content.start, item.content.end],
                "cue": [item.cue.start, item.cue.end] if item.cue else None,
                "source": [item.source.start, item.source.end] if item.source else None,
                "kind": item.kind.value,
                "nested": item.nested,
            }
            for item in _whole_quotations(annotation.article.text, layers.attributions)
        ],
        "quantities": [
            _quantity(item) | {"counts": counts, "aspect": item.aspect}
            for item, counts in sorted(
                [
                    *((item, True) for item in layers.quantities),
                    *((item, False) for item in layers.figures),
                ],
                key=lambda pair: pair[0].start,
            )
        ],
        "places": [
            _place(item) | {"geonameid": item.geonameid, "counts": counts}
            for item, counts in sorted(
                [
                    *((item, True) for item in layers.places),
                    *((item, False) for item in layers.other_places),
                ],
                key=lambda pair: pair[0].start,
            )
        ],
        "times": [
            {
                "start": item.start,
                "end": item.end,
                "mention": item.mention,
                "from": _day(item.interval.start),
                "to": _day(item.interval.end),
                "last_from": _day(item.last.start) if item.last else None,
            }
            for item in layers.times
        ],
    }


_LONGEST_CUE_CLAUSE = 200
"""Characters between the two parts of a quotation: “…,” said X, who …. “…”"""


def _whole_quotations(text: str, items: Iterable[AttributionLayer]) -> Iterator[AttributionLayer]:
    """Put the sentences of one quotation together: a layer knows contents, not sentences."""
    held: AttributionLayer | None = None
    for item in items:
        if held is not None and _goes_on(text, held, item):
            held = replace(held, content=Span(held.content.start, item.content.end))
            continue
        if held is not None:
            yield held
        held = item
    if held is not None:
        yield held


def _goes_on(text: str, before: AttributionLayer, item: AttributionLayer) -> bool:
    """Say whether two quoted sentences have one cue and only their stop, or it, between them."""
    both = before.kind is item.kind is StatementKind.DIRECT
    gap = Span(before.content.end, item.content.start)
    between = text[gap.start : gap.end]
    if not both or before.cue is None or before.cue != item.cue or "\n" in between:
        return False
    broken = gap.contains(before.cue) and len(between) <= _LONGEST_CUE_CLAUSE
    return broken or not any(character.isalnum() for character in between)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _statement(statement: Statement) -> Record:
    speaker, claim = statement.speaker, statement.claim
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "utterance": statement.utterance,
        "cue": statement.cue,
        "speaker": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "organisation": speaker.organisation if speaker else None,
        "party": speaker.party if speaker else None,
        "via": list(statement.via) or None,
        "parent": statement.parent,
        "stance": statement.stance.value if statement.stance else None,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "claim": {"type": claim.type.value, "agent": claim.agent, "target": claim.target},
        "locations": [_place(item) | {"implicit": item.implicit} for item in statement.locations],
        "quantities": [_quantity(item) for item in statement.quantities],
        "time": _interval(statement.time),
        "confidence": statement.confidence,
    }


def _place(item: Location) -> Record:
    return {
        "start": item.start,
        "end": item.end,
        "mention": item.mention,
        "name": item.name,
        "country": item.country,
        "kind": item.kind.value if item.kind else None,
        "lat": item.latitude,
        "lon": item.longitude,
    }


def _quantity(item: Quantity) -> Record:
    return {
        "start": item.start,
        "end": item.end,
        "mention": item.mention,
        "low": item.low,
        "high": item.high,
        "unit": item.unit,
        "counted": item.counted,
        "approx": item.approx,
    }


def _interval(interval: TimeInterval | None) -> Record | None:
    if interval is None:
        return None
    return {"start": _day(interval.start), "end": _day(interval.end)}

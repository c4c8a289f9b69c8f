"""The rows of an article's statements, and of the places and quantities in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from db.codec import encode_candidates, encode_frames
from db.counts import Counted
from db.dates import sort_moment
from db.inserts import Row, insert_all, insert_returning_ids
from db.keys import statement_keys
from db.merged_speakers import survivors
from db.parties import add_parties, party_codes
from db.places import add_places
from db.speakers import Likeness, SpeakerRegistry
from db.tables import Quantity as QuantityTable
from db.tables import Statement as StatementTable
from db.tables import StatementLocation
from db.tables.base import table_of
from importer.model import Annotation, Span, Speaker, Statement

STATEMENT = table_of(StatementTable)
PLACE = table_of(StatementLocation)
QUANTITY = table_of(QuantityTable)


@dataclass(frozen=True)
class Added:
    """Statements that are in the database now."""

    keys: list[str]
    counted: list[Counted]
    """What they are counted by."""


@dataclass(frozen=True)
class StatementRows:
    """The statements of one annotation on their way into the database."""

    connection: Connection
    annotation: Annotation
    article_id: int
    now: datetime

    def add(self, same_person: Likeness) -> Added:
        """Insert all rows."""
        statements = self.annotation.statements
        add_parties(self.connection, party_codes(statements))
        places = [place for statement in statements for place in statement.locations]
        location_ids = add_places(self.connection, places)
        registry = SpeakerRegistry(self.connection, self.annotation.article.key, same_person)
        speaker_ids = registry.add_all(each.speaker for each in statements if each.speaker)
        merged = survivors(self.connection, speaker_ids.values())
        keys = statement_keys(self.annotation.article.key, statements)
        rows = [
            {
                **self._statement_row(position, key, statement),
                **_speaker(statement.speaker, speaker_ids, merged),
                "search_places": _as_words(location_ids[each.key] for each in statement.locations),
            }
            for position, (key, statement) in enumerate(zip(keys, statements, strict=True))
        ]
        ids = insert_returning_ids(self.connection, STATEMENT, rows)
        self._set_parents(ids)
        insert_all(self.connection, PLACE, self._place_rows(ids, location_ids))
        insert_all(self.connection, QUANTITY, self._quantity_rows(ids))
        return Added(keys, [Counted.of(row) for row in rows])

    def _statement_row(self, position: int, key: str, statement: Statement) -> Row:
        published = self.annotation.article.published
        time = statement.time
        return {
            "key": key,
            "article_id": self.article_id,
            "position": position,
            "local_id": statement.id,
            "kind": statement.kind,
            "span_start": statement.start,
            "span_end": statement.end,
            "text": statement.text,
            "utterance": statement.utterance,
            "cue": statement.cue,
            **_span("cue", statement.cue_span),
            **_span("source", statement.source_span),
            "via": list(statement.via),
            "stance": statement.stance,
            **_claim(statement),
            "said_on": published,
            "about_start": time.start if time else None,
            "about_end": time.end if time else None,
            "published_on": published,
            "sort_at": sort_moment(published),
            "recorded_at": self.now,
            "evidence_basis": statement.evidence_basis,
            "hedges": list(statement.hedges),
            "rule": statement.rule,
            "confidence": statement.confidence,
            "extractor": self.annotation.extractor,
            "extractor_version": self.annotation.version,
        }

    def _set_parents(self, ids: Sequence[int]) -> None:
        by_local_id = dict(zip((each.id for each in self.annotation.statements), ids, strict=True))
        nested = [
            {"child": by_local_id[each.id], "parent": by_local_id[each.parent]}
            for each in self.annotation.statements
            if each.parent is not None
        ]
        if nested:
            statement = update(STATEMENT).where(STATEMENT.c.id == bindparam("child"))
            self.connection.execute(statement.values(parent_id=bindparam("parent")), nested)

    def _place_rows(self, ids: Sequence[int], location_ids: Mapping[str, int]) -> list[Row]:
        published = self.annotation.article.published
        rows: list[Row] = []
        for statement_id, statement in zip(ids, self.annotation.statements, strict=True):
            met: set[int] = set()
            for position, place in enumerate(statement.locations):
                location_id = location_ids[place.key]
                rows.append(
                    {
                        "statement_id": statement_id,
                        "location_id": location_id,
                        "position": position,
                        "span_start": place.start,
                        "span_end": place.end,
                        "mention": place.mention,
                        "implicit": place.implicit,
                        "relation": place.relation,
                        "confidence": place.confidence,
                        "listed": location_id not in met,
                        "party": statement.speaker.party if statement.speaker else None,
                        "claim_type": statement.claim.type,
                        "sort_at": sort_moment(published),
                        "recorded_at": self.now,
                        "statement_confidence": statement.confidence,
                    }
                )
                met.add(location_id)
        return rows

    def _quantity_rows(self, ids: Sequence[int]) -> list[Row]:
        return [
            {
                "statement_id": statement_id,
                "position": position,
                "span_start": quantity.start,
                "span_end": quantity.end,
                "mention": quantity.mention,
                "low": quantity.low,
                "high": quantity.high,
                "unit": quantity.unit,
                "counted": quantity.counted,
                "approx": quantity.approx,
                "aspect": quantity.aspect,
            }
            for statement_id, statement in zip(ids, self.annotation.statements, strict=True)
            for position, quantity in enumerate(statement.quantities)
        ]


def _as_words(location_ids: Iterable[int]) -> str:
    """Write places as words for the full-text index, each once."""
    return " ".join(f"place{number}" for number in dict.fromkeys(location_ids))


def _span(name: str, span: Span | None) -> dict[str, int | None]:
    ends = (span.start, span.end) if span else (None, None)
    return dict(zip((f"{name}_start", f"{name}_end"), ends, strict=True))


def _speaker(
    speaker: Speaker | None, ids: Mapping[Speaker, int], merged: Mapping[int, int]
) -> dict[str, Any]:
    met = ids[speaker] if speaker else None
    left = merged.get(met) if met is not None else None
    return {
        "speaker_id": met if left is None else left,
        "met_speaker_id": None if left is None else met,
        "speaker_name": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "role": speaker.role if speaker else None,
        "organisation": speaker.organisation if speaker else None,
        "party": speaker.party if speaker else None,
        "speaker_confidence": speaker.confidence if speaker else None,
        "speaker_reason": speaker.reason if speaker else None,
        "speaker_candidates": encode_candidates(speaker.candidates) if speaker else [],
    }


def _claim(statement: Statement) -> dict[str, Any]:
    claim = statement.claim
    return {
        "polarity": claim.polarity,
        "modality": claim.modality,
        "claim_type": claim.type,
        "claim_agent": claim.agent,
        "claim_target": claim.target,
        "frames": encode_frames(statement.frames),
    }

"""The filters of each type, by the names that readers use."""

from collections.abc import Mapping

from db.enums import ChangeKind, Entity, ReviewStatus
from db.filters.chains import OfReporter, OriginalSpeaker, PassesOn, RelayedBy
from db.filters.operators import (
    DATE,
    KEY,
    MOMENT,
    NUMBER,
    AnyText,
    Column,
    Day,
    Flag,
    Overlap,
    Present,
    Search,
    folded,
    member,
    text,
)
from db.filters.places import Box, Inside, Near
from db.filters.relations import Alias, Between, Contradicted, EitherSide, One, Place, Some, Through
from db.filters.scope import Filter
from db.filters.speakers import SpeakerKey, SpeakerName
from db.query.dialect import Kind
from db.query.values import as_date, as_number
from importer.model import (
    ClaimType,
    ContradictionType,
    Modality,
    PlaceKind,
    Polarity,
    Relation,
    SpeakerKind,
    Stance,
    StatementKind,
)

type Filters = Mapping[str, Filter]

CURRENT = "superseded_at IS NULL"


def statement_filters() -> Filters:
    """Return the filters of statements."""
    return STATEMENT


def relay_filters() -> Filters:
    """Return the filters of hops in a chain of reports."""
    return RELAY


def speaker_filters() -> Filters:
    """Return the filters of speakers."""
    return SPEAKER


def location_filters() -> Filters:
    """Return the filters of places."""
    return LOCATION


def article_filters() -> Filters:
    """Return the filters of articles."""
    return ARTICLE


def quantity_filters() -> Filters:
    """Return the filters of quantities."""
    return QUANTITY


def contradiction_filters() -> Filters:
    """Return the filters of contradictions."""
    return CONTRADICTION


def dispute_filters() -> Filters:
    """Return the filters of disputes."""
    return DISPUTE


STATEMENT: Filters = {
    "key": Column("key", KEY),
    "kind": member("kind", StatementKind),
    "text": text("text"),
    "search": Search(),
    "polarity": member("polarity", Polarity),
    "modality": member("modality", Modality),
    "stance": member("stance", Stance),
    "claimType": member("claim_type", ClaimType),
    "agent": text("claim_agent"),
    "target": text("claim_target"),
    "party": text("party"),
    "via": AnyText("via"),
    "cue": text("cue"),
    "confidence": Column("confidence", NUMBER),
    "said": Day("said_on"),
    "about": Overlap("about_start", "about_end", ("start", "end"), as_date, Kind.DATE),
    "published": Column("published_on", DATE),
    "recorded": Column("recorded_at", MOMENT),
    "speaker": One(speaker_filters, "speaker", "speaker_id"),
    "originalSpeaker": OriginalSpeaker(speaker_filters),
    "relayedBy": RelayedBy(relay_filters),
    "place": Place(location_filters, statement_filters),
    "quantity": Some(
        quantity_filters, "quantity", "statement_id", selective=frozenset({"counted"})
    ),
    "article": One(article_filters, "article", "article_id"),
    "nested": Present("parent_id"),
    "passesOn": PassesOn(),
    "contradicted": Contradicted(),
    "superseded": Present("superseded_at"),
}

RELAY: Filters = {
    "speaker": OfReporter(One(speaker_filters, "speaker", "speaker_id")),
    "party": OfReporter(text("party")),
    "stance": member("stance", Stance),
}

SPEAKER: Filters = {
    "key": SpeakerKey(),
    "name": SpeakerName(),
    "kind": member("kind", SpeakerKind),
    "party": text("party"),
    "role": text("role"),
    "organisation": text("organisation"),
    "statement": Some(statement_filters, "statement", "speaker_id", CURRENT),
}

LOCATION: Filters = {
    "key": Column("key", KEY),
    "name": Alias("location_alias", "location_id", folded("folded")),
    "kind": member("kind", PlaceKind),
    "country": text("country"),
    "admin1": text("admin1"),
    "bbox": Box(),
    "near": Near(),
    "inside": Inside(),
}

ARTICLE: Filters = {
    "key": Column("key", KEY),
    "name": text("name"),
    "title": text("title"),
    "url": text("url"),
    "language": text("language"),
    "outlet": One(lambda: {"key": Column("key", KEY), "name": text("name")}, "source", "source_id"),
    "published": Day("published_on"),
    "recorded": Column("recorded_at", MOMENT),
    "statement": Some(statement_filters, "statement", "article_id", CURRENT),
}

QUANTITY: Filters = {
    "unit": text("unit"),
    "counted": text("counted"),
    "aspect": text("aspect"),
    "approx": Flag("approx"),
    "low": Column("low", NUMBER),
    "high": Column("high", NUMBER),
    "overlaps": Overlap("low", "high", ("low", "high"), as_number, Kind.NUMBER),
}

_PAIR: Filters = {
    "key": Column("key", KEY),
    "rule": text("rule"),
    "matter": text("matter"),
    "confidence": Column("confidence", NUMBER),
    "type": member("type", ContradictionType),
    "recorded": Column("recorded_at", MOMENT),
    "statement": EitherSide(statement_filters),
    "between": Between(statement_filters),
    "superseded": Present("superseded_at"),
}

CONTRADICTION: Filters = {
    **_PAIR,
    "status": member("status", ReviewStatus),
    "dispute": One(dispute_filters, "dispute", "dispute_id"),
}

NEAR_MISS: Filters = {**_PAIR, "relation": member("relation", Relation)}

DISPUTE: Filters = {
    "key": Column("key", KEY),
    "matter": text("matter"),
    "statementCount": Column("statement_count", NUMBER),
    "contradictionCount": Column("contradiction_count", NUMBER),
    "sourceCount": Column("source_count", NUMBER),
    "status": member("status", ReviewStatus),
    "about": Overlap("about_start", "about_end", ("start", "end"), as_date, Kind.DATE),
    "firstSeen": Column("first_seen_on", DATE),
    "lastSeen": Column("last_seen_on", DATE),
    "recorded": Column("recorded_at", MOMENT),
    "place": Through(location_filters, "dispute_location", "dispute_id", "location", "location_id"),
    "statement": Through(
        statement_filters, "dispute_statement", "dispute_id", "statement", "statement_id"
    ),
    "contradiction": Some(contradiction_filters, "contradiction", "dispute_id", CURRENT),
    "superseded": Present("superseded_at"),
}

CHANGE: Filters = {
    "entity": member("entity", Entity),
    "kind": member("kind", ChangeKind),
    "key": Column("entity_key", KEY),
    "recorded": Column("recorded_at", MOMENT),
}

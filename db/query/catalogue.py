"""The types of the interface: field names, where each is found, and how rows are ordered."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Callable, Mapping

from db.filters import catalogue as filters
from db.query import facet_catalogue as facets
from db.query.connection import Connection
from db.query.description import (
    Column,
    Constant,
    GlobalId,
    Group,
    Many,
    Member,
    ObjectType,
    One,
    Texts,
    columns,
)
from db.query.dialect import Kind
from db.query.paging import Order
from db.query.parts import (
    OUTLET,
    QUANTITY,
    SPELLING,
    TABLES,
    about,
    attribution,
    claim,
    group,
    met_names,
    quoted_evidence,
    reviews,
    span,
)

RECORDED = Order("recorded_at", Kind.MOMENT, tied=True)
DATE = Order("sort_at", Kind.MOMENT)
SIZE = Order("contradiction_count", Kind.INTEGER, tied=True)
NAME = Order("name", Kind.TEXT)
CONFIDENCE = Order("confidence", Kind.NUMBER, tied=True)


def _statement() -> Mapping[str, Member]:
    return STATEMENT_MEMBERS


def _evidence() -> Group:
    names = {"text": "text", "cue": "cue", "via": "via", "basis": "evidence_basis"}
    members = columns(
        TABLES["statement"],
        **names,
        hedges="hedges",
        rule="rule",
        confidence="confidence",
        extractor="extractor",
        extractorVersion="extractor_version",
    )
    members |= {
        "span": span("statement", "span"),
        "cueSpan": span("statement", "cue", optional=True),
        "sourceSpan": span("statement", "source", optional=True),
        "article": One(lambda: ARTICLE, "{other}.id = {row}.article_id"),
    }
    return group("Evidence", members)


def _opposing(table: str) -> Many:
    """List the pairs of a statement, turned so that it is on the near side."""
    near, far = ("a", "b"), ("b", "a")
    shown = " AND status <> 'rejected'" if table == "contradiction" else ""
    sides = [
        f"SELECT id, confidence, statement_{far}_id AS other_id, "
        f"evidence_{near}_start AS own_start, evidence_{near}_end AS own_end, "
        f"evidence_{far}_start AS other_start, evidence_{far}_end AS other_end, "
        f"value_{near} AS own_value, value_{far} AS other_value FROM {table} "
        f"WHERE statement_{near}_id = {{row}}.id AND superseded_at IS NULL{shown}"
        for near, far in (near, far)
    ]
    described = OPPOSITION if table == "contradiction" else NEAR_OPPOSITION
    source = f"({' UNION ALL '.join(sides)}) {{other}}"
    return Many(lambda: described, "1=1", ("-confidence", "id"), source)


def _opposition_members(pair: str, target: Callable[[], ObjectType]) -> dict[str, Member]:
    number = {name: Column(name, Kind.INTEGER, nullable=False) for name in _OWN_SPANS}
    return {
        pair: One(target, "{other}.id = {row}.id"),
        "other": One(lambda: STATEMENT, "{other}.id = {row}.other_id"),
        "evidence": group("Span", {"start": number["own_start"], "end": number["own_end"]}),
        "otherEvidence": group(
            "Span", {"start": number["other_start"], "end": number["other_end"]}
        ),
        "value": Column("own_value", Kind.TEXT, nullable=True),
        "otherValue": Column("other_value", Kind.TEXT, nullable=True),
    }


_OWN_SPANS = ("own_start", "own_end", "other_start", "other_end")

OPPOSITION: ObjectType = ObjectType(
    "Opposition",
    lambda: _opposition_members("contradiction", lambda: CONTRADICTION),
    table="opposition",
)
NEAR_OPPOSITION: ObjectType = ObjectType(
    "NearOpposition",
    lambda: _opposition_members("nearMiss", lambda: NEAR_MISS),
    table="opposition",
)


def _pair_members(type_name: str, table: str) -> dict[str, Member]:
    members = columns(
        TABLES[table],
        key="key",
        type="type",
        rule="rule",
        confidence="confidence",
        reason="reason",
        valueA="value_a",
        valueB="value_b",
        matter="matter",
        recordedAt="recorded_at",
        supersededAt="superseded_at",
    )
    return {
        "id": GlobalId(type_name),
        **members,
        "a": One(lambda: STATEMENT, "{other}.id = {row}.statement_a_id"),
        "b": One(lambda: STATEMENT, "{other}.id = {row}.statement_b_id"),
        "evidenceA": quoted_evidence(table, "a"),
        "evidenceB": quoted_evidence(table, "b"),
    }


STATEMENT_MEMBERS: dict[str, Member] = {
    "id": GlobalId("Statement"),
    **columns(
        TABLES["statement"],
        key="key",
        position="position",
        localId="local_id",
        kind="kind",
        text="text",
        utterance="utterance",
        party="party",
        stance="stance",
        polarity="polarity",
        modality="modality",
        claimType="claim_type",
        frames="frames",
        via="via",
        confidence="confidence",
        said="said_on",
        published="published_on",
        recordedAt="recorded_at",
        supersededAt="superseded_at",
    ),
    "claim": claim(),
    "about": about(),
    "evidence": _evidence(),
    "attribution": attribution(),
    "article": One(lambda: ARTICLE, "{other}.id = {row}.article_id"),
    "speaker": One(lambda: SPEAKER, "{other}.id = {row}.speaker_id", nullable=True),
    "parent": One(lambda: STATEMENT, "{other}.id = {row}.parent_id", nullable=True),
    "nested": Many(
        lambda: STATEMENT,
        "{other}.parent_id = {row}.id AND {other}.superseded_at IS NULL",
        ("position", "id"),
    ),
    "places": Many(lambda: STATEMENT_PLACE, "{other}.statement_id = {row}.id", ("position",)),
    "quantities": Many(lambda: QUANTITY, "{other}.statement_id = {row}.id", ("position",)),
    "contradictions": _opposing("contradiction"),
    "nearMisses": _opposing("near_miss"),
}

STATEMENT: ObjectType = ObjectType(
    "Statement",
    _statement,
    "statement",
    filters.STATEMENT,
    {"DATE": DATE, "RECORDED": RECORDED, "CONFIDENCE": CONFIDENCE},
    ("DATE", True),
    supersedes=True,
    facets=facets.of_statements(lambda: SPEAKER, lambda: LOCATION),
)

STATEMENT_PLACE: ObjectType = ObjectType(
    "StatementPlace",
    lambda: {
        **columns(
            TABLES["statement_location"],
            mention="mention",
            implicit="implicit",
            relation="relation",
            confidence="confidence",
        ),
        "span": span("statement_location", "span"),
        "location": One(lambda: LOCATION, "{other}.id = {row}.location_id"),
    },
    "statement_location",
)

SPEAKER: ObjectType = ObjectType(
    "Speaker",
    lambda: {
        "id": GlobalId("Speaker"),
        **columns(
            TABLES["speaker"],
            key="key",
            name="name",
            kind="kind",
            role="role",
            organisation="organisation",
            party="party",
        ),
        "aliases": Texts("speaker_alias", "name", "1=1", met_names("name", "UNION")),
        "spellings": Many(
            lambda: SPELLING,
            "1=1",
            ("name", "id"),
            met_names("id name reason confidence", "UNION ALL"),
        ),
        "mergedInto": One(lambda: SPEAKER, "{other}.id = {row}.merged_into_id", nullable=True),
        "mergedFrom": Many(lambda: SPEAKER, "{other}.merged_into_id = {row}.id", ("name", "id")),
        "reviews": reviews("speaker"),
        "statements": Connection(lambda: STATEMENT, "{other}.speaker_id = {row}.id"),
    },
    "speaker",
    filters.SPEAKER,
    {"NAME": NAME},
    ("NAME", False),
    merges=True,
    facets=facets.OF_SPEAKERS,
)

LOCATION: ObjectType = ObjectType(
    "Location",
    lambda: {
        "id": GlobalId("Location"),
        **columns(
            TABLES["location"],
            key="key",
            name="name",
            kind="kind",
            country="country",
            admin1="admin1",
            latitude="latitude",
            longitude="longitude",
            geonameid="geonameid",
        ),
        "aliases": Texts("location_alias", "name", "{other}.location_id = {row}.id"),
        "statements": Connection(
            lambda: STATEMENT,
            "{other}.id IN (SELECT named.statement_id FROM statement_location named "
            "WHERE named.location_id = {row}.id)",
            at_place=True,
        ),
    },
    "location",
    filters.LOCATION,
    {"NAME": NAME},
    ("NAME", False),
    facets=facets.OF_LOCATIONS,
)

ARTICLE: ObjectType = ObjectType(
    "Article",
    lambda: {
        "id": GlobalId("Article"),
        **columns(
            TABLES["article"],
            key="key",
            name="name",
            title="title",
            text="text",
            bodyStart="body_start",
            language="language",
            url="url",
            published="published_on",
            recordedAt="recorded_at",
            extractor="extractor",
            extractorVersion="extractor_version",
            warnings="warnings",
        ),
        "outlet": One(lambda: OUTLET, "{other}.id = {row}.source_id", nullable=True),
        "statements": Connection(lambda: STATEMENT, "{other}.article_id = {row}.id"),
    },
    "article",
    filters.ARTICLE,
    {"DATE": DATE, "RECORDED": RECORDED, "NAME": NAME},
    ("DATE", True),
    facets=facets.OF_ARTICLES,
)

CONTRADICTION: ObjectType = ObjectType(
    "Contradiction",
    lambda: {
        **_pair_members("Contradiction", "contradiction"),
        "relation": Constant("CONTRADICTS"),
        "dispute": One(lambda: DISPUTE, "{other}.id = {row}.dispute_id", nullable=True),
        **columns(TABLES["contradiction"], status="status"),
        "reviews": reviews("contradiction"),
    },
    "contradiction",
    filters.CONTRADICTION,
    {"DATE": DATE, "RECORDED": RECORDED, "CONFIDENCE": CONFIDENCE},
    ("DATE", True),
    supersedes=True,
    reviewed=True,
    facets=facets.of_pairs("contradiction", lambda: SPEAKER, lambda: LOCATION),
)

NEAR_MISS: ObjectType = ObjectType(
    "NearMiss",
    lambda: {
        **_pair_members("NearMiss", "near_miss"),
        **columns(TABLES["near_miss"], relation="relation"),
    },
    "near_miss",
    filters.NEAR_MISS,
    {"DATE": DATE, "RECORDED": RECORDED, "CONFIDENCE": CONFIDENCE},
    ("DATE", True),
    supersedes=True,
    facets=facets.of_pairs("near_miss", lambda: SPEAKER, lambda: LOCATION),
)

DISPUTE: ObjectType = ObjectType(
    "Dispute",
    lambda: {
        "id": GlobalId("Dispute"),
        **columns(
            TABLES["dispute"],
            key="key",
            matter="matter",
            firstSeen="first_seen_on",
            lastSeen="last_seen_on",
            statementCount="statement_count",
            contradictionCount="contradiction_count",
            sourceCount="source_count",
            status="status",
            recordedAt="recorded_at",
            supersededAt="superseded_at",
        ),
        "mergedInto": One(lambda: DISPUTE, "{other}.id = {row}.merged_into_id", nullable=True),
        "places": Many(
            lambda: DISPUTE_PLACE,
            "{other}.dispute_id = {row}.id",
            ("-statement_count", "location_id"),
        ),
        "about": about("dispute"),
        "sides": Many(lambda: DISPUTE_SIDE, "{other}.dispute_id = {row}.id", ("position",)),
        "contradictions": Connection(lambda: CONTRADICTION, "{other}.dispute_id = {row}.id"),
        "reviews": reviews("dispute"),
    },
    "dispute",
    filters.DISPUTE,
    {"DATE": DATE, "RECORDED": RECORDED, "SIZE": SIZE},
    ("DATE", True),
    supersedes=True,
    reviewed=True,
    facets=facets.of_disputes(lambda: LOCATION),
)

DISPUTE_PLACE: ObjectType = ObjectType(
    "DisputePlace",
    lambda: {
        **columns(TABLES["dispute_location"], statementCount="statement_count"),
        "location": One(lambda: LOCATION, "{other}.id = {row}.location_id"),
    },
    "dispute_location",
)

DISPUTE_SIDE: ObjectType = ObjectType(
    "DisputeSide",
    lambda: {
        **columns(
            TABLES["dispute_side"],
            parties="parties",
            claims="claims",
            statementCount="statement_count",
            sourceCount="source_count",
        ),
        "statements": Many(
            lambda: STATEMENT,
            "{other}.id IN (SELECT listed.statement_id FROM dispute_statement listed "
            "WHERE listed.side_id = {row}.id)",
            ("sort_at", "id"),
        ),
    },
    "dispute_side",
)

NODE_TYPES: Mapping[str, ObjectType] = {
    described.name: described
    for described in (STATEMENT, SPEAKER, LOCATION, ARTICLE, CONTRADICTION, NEAR_MISS, DISPUTE)
}
"""The types that have a global id."""

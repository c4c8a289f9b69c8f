"""Rebuild the importer's dataclasses from rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Engine, RowMapping, Table, select

from db.codec import decode_candidates, decode_frames
from db.engine import reading
from db.inserts import chunks
from db.known import ArticleNames
from db.tables import Article as ArticleTable
from db.tables import Location as LocationTable
from db.tables import Quantity as QuantityTable
from db.tables import Source, StatementLocation
from db.tables import Statement as StatementTable
from db.tables.base import table_of
from importer.model import (
    Annotation,
    Article,
    ArticleStatement,
    Location,
    Quantity,
    Span,
    Speaker,
    Statement,
    TimeInterval,
)

ARTICLE = table_of(ArticleTable)
SOURCE = table_of(Source)
STATEMENT = table_of(StatementTable)
LOCATION = table_of(LocationTable)
PLACE = table_of(StatementLocation)
QUANTITY = table_of(QuantityTable)

PAGE = 200
"""Articles held in memory at once by an export."""


def load_annotations(engine: Engine) -> Iterator[Annotation]:
    """Rebuild every article with its current statements, oldest import first.

    Layers are not stored: they say what any text holds, and are read off it again at will.
    """
    last = 0
    with reading(engine) as connection:
        name_of = ArticleNames(connection)
    while True:
        with reading(engine) as connection:
            page = (
                connection.execute(
                    select(ARTICLE, SOURCE.c.name.label("outlet"))
                    .outerjoin(SOURCE)
                    .where(ARTICLE.c.id > last)
                    .order_by(ARTICLE.c.id)
                    .limit(PAGE)
                )
                .mappings()
                .all()
            )
            annotations = _annotations(connection, page, name_of)
        if not page:
            return
        last = page[-1]["id"]
        yield from annotations


def load_article_statements(
    connection: Connection, ids: Sequence[int]
) -> dict[int, ArticleStatement]:
    """Rebuild statements by row id, with what linking must know of their articles."""
    found: dict[int, ArticleStatement] = {}
    for part in chunks(ids):
        rows = (
            connection.execute(
                select(
                    STATEMENT,
                    ARTICLE.c.key.label("article_key"),
                    ARTICLE.c.published_on.label("day"),
                )
                .join(ARTICLE, ARTICLE.c.id == STATEMENT.c.article_id)
                .where(STATEMENT.c.id.in_(part))
            )
            .mappings()
            .all()
        )
        statements = _statements(connection, rows)
        for row in rows:
            found[row["id"]] = ArticleStatement(
                row["article_key"], row["published_on"], statements[row["id"]]
            )
    return found


def _annotations(
    connection: Connection, articles: Sequence[RowMapping], name_of: ArticleNames
) -> list[Annotation]:
    ids = [article["id"] for article in articles]
    rows = (
        connection.execute(
            select(STATEMENT)
            .where(STATEMENT.c.article_id.in_(ids), STATEMENT.c.superseded_at.is_(None))
            .order_by(STATEMENT.c.article_id, STATEMENT.c.position)
        )
        .mappings()
        .all()
    )
    statements = _statements(connection, rows)
    by_article = defaultdict(list)
    for row in rows:
        by_article[row["article_id"]].append(statements[row["id"]])
    return [_annotation(article, by_article[article["id"]], name_of) for article in articles]


def _annotation(
    row: RowMapping, statements: Sequence[Statement], name_of: ArticleNames
) -> Annotation:
    article = Article(
        name=name_of(row["name"], row["key"]),
        text=row["text"],
        published=row["published_on"],
        body_start=row["body_start"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        language=row["language"],
        warnings=tuple(row["text_warnings"] or ()),
    )
    return Annotation(
        article=article,
        statements=tuple(statements),
        extractor=row["extractor"],
        version=row["extractor_version"],
        warnings=tuple(row["warnings"]),
    )


def _statements(connection: Connection, rows: Sequence[RowMapping]) -> dict[int, Statement]:
    ids = [row["id"] for row in rows]
    places = _children(connection, ids, PLACE)
    quantities = _children(connection, ids, QUANTITY)
    parents = _local_ids(connection, sorted({row["parent_id"] for row in rows} - {None}))
    return {
        row["id"]: _statement(
            row,
            tuple(map(_location, places[row["id"]])),
            tuple(map(_quantity, quantities[row["id"]])),
            parents.get(row["parent_id"]),
        )
        for row in rows
    }


def _children(
    connection: Connection, ids: Sequence[int], table: Table
) -> Mapping[int, list[RowMapping]]:
    """Return the rows of a table by their statement, in their order there."""
    columns = list(table.c)
    found = defaultdict(list)
    for part in chunks(ids):
        query = select(*columns)
        if table is PLACE:
            facts = [column.label(f"place_{column.name}") for column in LOCATION.c]
            query = select(*columns, *facts).join(LOCATION)
        query = query.where(table.c.statement_id.in_(part))
        for row in connection.execute(query.order_by(table.c.position)).mappings():
            found[row["statement_id"]].append(row)
    return found


def _local_ids(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    return {
        row.id: row.local_id
        for part in chunks(ids)
        for row in connection.execute(
            select(STATEMENT.c.id, STATEMENT.c.local_id).where(STATEMENT.c.id.in_(part))
        )
    }


def _statement(
    row: RowMapping,
    locations: tuple[Location, ...],
    quantities: tuple[Quantity, ...],
    parent: str | None,
) -> Statement:
    dated = row["about_start"] is not None or row["about_end"] is not None
    return Statement(
        id=row["local_id"],
        kind=row["kind"],
        start=row["span_start"],
        end=row["span_end"],
        text=row["text"],
        frames=decode_frames(row["frames"]),
        utterance=row["utterance"],
        cue=row["cue"],
        cue_span=_span(row, "cue"),
        source_span=_span(row, "source"),
        speaker=_speaker(row),
        via=tuple(row["via"]),
        parent=parent,
        stance=row["stance"],
        locations=locations,
        quantities=quantities,
        time=TimeInterval(row["about_start"], row["about_end"]) if dated else None,
        evidence_basis=row["evidence_basis"],
        hedges=tuple(row["hedges"]),
        rule=row["rule"],
        confidence=row["confidence"],
    )


def _span(row: RowMapping, name: str) -> Span | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start is None else Span(start, end)


def _speaker(row: RowMapping) -> Speaker | None:
    if row["speaker_name"] is None:
        return None
    return Speaker(
        name=row["speaker_name"],
        kind=row["speaker_kind"],
        role=row["role"],
        organisation=row["organisation"],
        party=row["party"],
        confidence=row["speaker_confidence"],
        reason=row["speaker_reason"],
        candidates=decode_candidates(row["speaker_candidates"]),
    )


def _location(row: RowMapping) -> Location:
    return Location(
        start=row["span_start"],
        end=row["span_end"],
        mention=row["mention"],
        name=row["place_name"],
        country=row["place_country"],
        kind=row["place_kind"],
        latitude=row["place_latitude"],
        longitude=row["place_longitude"],
        admin1=row["place_admin1"],
        geonameid=row["place_geonameid"],
        implicit=row["implicit"],
        relation=row["relation"],
        confidence=row["confidence"],
    )


def _quantity(row: RowMapping) -> Quantity:
    return Quantity(
        start=row["span_start"],
        end=row["span_end"],
        mention=row["mention"],
        low=row["low"],
        high=row["high"],
        unit=row["unit"],
        counted=row["counted"],
        approx=row["approx"],
        aspect=row["aspect"],
    )

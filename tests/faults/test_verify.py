"""`verify` finds every kind of damage, and nothing in an archive that is whole."""

# ruff: noqa: S608 - only names of the schema stand in these statements

import json
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, text

from db.linking import link_all, link_new
from db.runs import import_run
from db.tables import metadata
from db.verification import Kind, verify
from db.verification.report import CURES, SHOWN
from db.writer import write_annotation
from tests.databases import Database
from tests.faults.articles import readings
from tests.live import run_program

FIRST = "(SELECT min(id) FROM {})"
LAST_ARTICLE = "id = (SELECT max(id) FROM article)"
A_LINK = "id = (SELECT min(id) FROM contradiction)"
A_DISPUTE = "id = (SELECT min(id) FROM dispute)"
AN_END = "(SELECT statement_a_id FROM contradiction LIMIT 1)"
FIRST_SIDE = (
    "SELECT min(i.id) FROM dispute_side i WHERE i.dispute_id = dispute_statement.dispute_id"
)
NOW = "'2025-01-01T00:00:00.000000Z'"

DAMAGE = {
    # what is done to the rows, and what it is called
    "text": ("UPDATE article SET text = text || '!'", Kind.ARTICLE),
    "day": ("UPDATE article SET published_on = '2020-01-01'", Kind.ARTICLE),
    "text shifted": ("UPDATE article SET text = ' ' || text", Kind.SPAN),
    "body": ("UPDATE article SET body_start = 100000", Kind.SPAN),
    "span": ("UPDATE statement SET span_start = span_start + 1", Kind.SPAN),
    "span past the end": ("UPDATE statement SET span_end = 100000", Kind.SPAN),
    "words": ("UPDATE statement SET text = upper(text)", Kind.SPAN),
    "cue": ("UPDATE statement SET cue_start = 0, cue_end = 3", Kind.SPAN),
    "source": ("UPDATE statement SET source_end = 99999 WHERE source_start > 0", Kind.SPAN),
    "claims": ('UPDATE statement SET frames = \'[{"start": 0, "end": 100000}]\'', Kind.SPAN),
    "mention of a place": ("UPDATE statement_location SET mention = 'Paris'", Kind.SPAN),
    "figure": ("UPDATE quantity SET span_end = span_end - 1", Kind.SPAN),
    "figure elsewhere": ("UPDATE quantity SET span_start = 0", Kind.SPAN),
    "key": ("UPDATE statement SET key = 'abc' WHERE id = 1", Kind.STATEMENT),
    "version": ("UPDATE statement SET extractor_version = '0'", Kind.STATEMENT),
    "half an article": ("DELETE FROM statement WHERE position = 0", Kind.STATEMENT),
    "half the figures": ("UPDATE quantity SET position = 7", Kind.STATEMENT),
    "nesting": (
        f"UPDATE statement SET parent_id = {FIRST.format('statement')} WHERE article_id = 2",
        Kind.STATEMENT,
    ),
    "no author": ("UPDATE statement SET speaker_id = 4711", Kind.REFERENCE),
    "no article": (f"DELETE FROM article WHERE {LAST_ARTICLE}", Kind.REFERENCE),
    "no place": ("DELETE FROM location", Kind.REFERENCE),
    "copy of the side": ("UPDATE statement_location SET party = 'US'", Kind.COPY),
    "copy of the day": (f"UPDATE statement_location SET sort_at = {NOW}", Kind.COPY),
    "listed": ("UPDATE statement_location SET listed = false", Kind.COPY),
    "places for search": ("UPDATE statement SET search_places = 'place99'", Kind.COPY),
    "count": ("UPDATE statement_count SET statements = statements + 1", Kind.COUNT),
    "count gone": ("DELETE FROM statement_count WHERE level = 'speaker'", Kind.COUNT),
    "count of nothing": ("UPDATE statement_count SET month = '1999-01-01'", Kind.COUNT),
    "partition gone": ("DELETE FROM statement_partition", Kind.PARTITION),
    "partition wrong": (
        "UPDATE statement_partition SET partition_key = 'x' WHERE id = 1",
        Kind.PARTITION,
    ),
    "end of a link": (
        f"UPDATE statement SET superseded_at = {NOW} WHERE id = {AN_END}",
        Kind.LINK,
    ),
    "link to itself": ("UPDATE contradiction SET statement_b_id = statement_a_id", Kind.LINK),
    "key of a link": (f"UPDATE contradiction SET key = 'abc' WHERE {A_LINK}", Kind.LINK),
    "evidence": ("UPDATE contradiction SET evidence_a_end = 100000", Kind.LINK),
    "day of a link": (f"UPDATE contradiction SET sort_at = {NOW}", Kind.LINK),
    "dispute gone": (f"DELETE FROM dispute WHERE {A_DISPUTE}", Kind.REFERENCE),
    "link under no dispute": ("UPDATE contradiction SET dispute_id = NULL", Kind.DISPUTE),
    "link in another dispute": (
        f"UPDATE contradiction SET dispute_id = (SELECT max(id) FROM dispute) WHERE {A_LINK}",
        Kind.DISPUTE,
    ),
    "dispute closed": (f"UPDATE dispute SET superseded_at = {NOW}", Kind.DISPUTE),
    "count of statements": ("UPDATE dispute SET statement_count = 99", Kind.DISPUTE),
    "count of links": ("UPDATE dispute SET contradiction_count = 99", Kind.DISPUTE),
    "count of sources": ("UPDATE dispute SET source_count = 99", Kind.DISPUTE),
    "member gone": ("DELETE FROM dispute_statement", Kind.DISPUTE),
    "one side": (f"UPDATE dispute_statement SET side_id = ({FIRST_SIDE})", Kind.DISPUTE),
    "place of a dispute": ("UPDATE dispute_location SET statement_count = 99", Kind.DISPUTE),
    "place of a dispute gone": ("DELETE FROM dispute_location", Kind.DISPUTE),
    "merged and current": ("UPDATE dispute SET merged_into_id = id", Kind.CHAIN),
    "status": (f"UPDATE contradiction SET status = 'confirmed' WHERE {A_LINK}", Kind.REVIEW),
    "books": ("UPDATE import_run SET imported = 99", Kind.RUN),
    "items gone": ("DELETE FROM import_item", Kind.ARTICLE),
    "feed": ("DELETE FROM change WHERE entity = 'statement'", Kind.FEED),
    "an article that the feed has": ("UPDATE change SET entity_key = 'abc'", Kind.FEED),
}
CLOSED_SETS = {
    "kind of a statement": "UPDATE statement SET kind = 'rumour'",
    "outcome": "UPDATE import_item SET outcome = 'lost'",
    "status of a dispute": "UPDATE dispute SET status = 'maybe'",
}
SQLITE_ONLY = {
    "moment": ("UPDATE article SET recorded_at = 'yesterday'", Kind.VALUE),
    "day": ("UPDATE statement SET said_on = '1.4.2024'", Kind.VALUE),
    "json": ("UPDATE statement SET via = '[not json'", Kind.VALUE),
    "full text gone": (
        "INSERT INTO statement_search (statement_search) VALUES ('delete-all')",
        Kind.SEARCH,
    ),
    "map gone": ("DELETE FROM location_box", Kind.SEARCH),
    "map elsewhere": ("UPDATE location_box SET min_latitude = 1, max_latitude = 2", Kind.SEARCH),
}


def damage(connection: Connection, statement: str) -> None:
    """Change rows past what the database would allow."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
        for index in ("statement_key", "contradiction_key"):
            connection.exec_driver_sql(f"DROP INDEX uq_{index}_current")
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.execute(text(statement.replace(":", "\\:")))


def break_rows(database: Database, statement: str) -> None:
    """Do it on a connection that checks nothing."""
    engine = database.engine()
    with engine.connect() as connection:
        if database.dialect == "sqlite":
            driver = connection.connection.driver_connection
            assert driver is not None
            for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
                driver.execute(f"PRAGMA {pragma}")
        with connection.begin():
            damage(connection, statement)
    engine.dispose()


@pytest.mark.usefixtures("filled")
def test_an_archive_that_is_whole_has_no_faults(engine: Engine) -> None:
    report = verify(engine)
    assert report.faults == []
    assert report.whole
    assert report.waiting == []
    assert report.read["article"] == 6
    assert report.read["contradiction"] > 2
    assert report.read["dispute"] > 1


def test_an_empty_archive_has_no_faults(engine: Engine) -> None:
    assert verify(engine).whole


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found(name: str, filled: Database, engine: Engine) -> None:
    statement, kind = DAMAGE[name]
    break_rows(filled, statement)
    report = verify(engine)
    assert report.found[kind] > 0, dict(report.found)
    assert any(fault.kind is kind for fault in report.faults)


@pytest.mark.parametrize("name", CLOSED_SETS)
def test_values_out_of_a_closed_set_are_found(name: str, filled: Database, engine: Engine) -> None:
    statement = CLOSED_SETS[name]
    if filled.dialect == "postgresql":
        table = statement.split()[1]
        column = statement.split()[3]
        with engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{column}")
    break_rows(filled, statement)
    assert verify(engine).found[Kind.VALUE] > 0


@pytest.mark.parametrize("name", SQLITE_ONLY)
def test_what_only_sqlite_would_take_is_found(
    name: str, filled: Database, engine: Engine, dialect: str
) -> None:
    if dialect != "sqlite":
        pytest.skip("PostgreSQL refuses it, or keeps no such copy")
    statement, kind = SQLITE_ONLY[name]
    break_rows(filled, statement)
    assert verify(engine).found[kind] > 0


@pytest.mark.usefixtures("filled")
def test_a_damaged_file_is_found(engine: Engine, dialect: str) -> None:
    if dialect != "sqlite":
        pytest.skip("PostgreSQL checks its pages itself")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX ix_statement_parent_id "
            "ON statement (article_id)' WHERE name = 'ix_statement_parent_id'"
        )
    assert verify(engine).found[Kind.STORAGE] > 0


def test_memory_is_bounded_where_everything_is_broken(filled: Database, engine: Engine) -> None:
    break_rows(filled, "UPDATE change SET entity_key = 'k' || id")
    report = verify(engine)
    assert report.found[Kind.FEED] > SHOWN
    assert len([fault for fault in report.faults if fault.kind is Kind.FEED]) == SHOWN


@pytest.mark.usefixtures("filled")
def test_what_waits_for_linking_is_no_fault(engine: Engine) -> None:
    with import_run(engine, "again", "rules", "later") as run:
        for annotation in readings(6):
            write_annotation(engine, replace(annotation, version="later"), run)
    report = verify(engine)
    assert report.faults == []
    assert report.waiting == ["6 articles not linked yet (counterclaim import does it)"]
    link_new(engine)
    report = verify(engine)
    assert (report.faults, report.waiting) == ([], [])


def test_the_cure_for_a_dispute_cures(filled: Database, engine: Engine) -> None:
    for statement in (
        "UPDATE dispute SET statement_count = 99",
        "DELETE FROM dispute_statement",
        "DELETE FROM dispute_location",
        "UPDATE dispute SET sort_at = '2031-01-01T00:00:00.000000Z'",
    ):
        break_rows_kept(filled, statement)
        assert verify(engine).found[Kind.DISPUTE] > 0
        break_rows_kept(filled, "UPDATE dispute SET source_count = 0")
        link_all(engine)
        assert verify(engine).faults == []
    assert "UPDATE dispute SET source_count = 0" in CURES[Kind.DISPUTE]


def break_rows_kept(database: Database, statement: str) -> None:
    """Change rows within what the database allows."""
    engine = database.engine()
    with engine.begin() as connection:
        connection.execute(text(statement.replace(":", "\\:")))
    engine.dispose()


def test_the_cure_for_partitions_and_links_cures(filled: Database, engine: Engine) -> None:
    for statement in (
        "DELETE FROM statement_partition",
        "UPDATE contradiction SET evidence_a_end = 100000",
    ):
        break_rows_kept(filled, statement)
        assert not verify(engine).whole
        link_all(engine)
        assert verify(engine).faults == []


def test_the_cure_for_spans_cures(filled: Database, engine: Engine) -> None:
    for statement in (
        "UPDATE statement SET span_start = span_start + 1",
        "UPDATE statement SET search_places = ''",
        "UPDATE statement_location SET mention = 'Paris'",
    ):
        break_rows_kept(filled, statement)
        assert not verify(engine).whole
        break_rows_kept(filled, "UPDATE article SET extractor_version = ''")
        with import_run(engine, "again", "rules", "1") as run:
            for annotation in readings(6):
                write_annotation(engine, annotation, run)
        link_new(engine)
        assert verify(engine).faults == []


def test_the_cure_for_counts_cures(filled: Database, engine: Engine) -> None:
    break_rows_kept(filled, "UPDATE statement_count SET statements = 99 WHERE level = 'speaker'")
    assert verify(engine).found[Kind.COUNT] > 0
    assert run_program("db", "recount", database_url=filled.url).returncode == 0
    assert verify(engine).faults == []


def test_the_command_says_what_is_wrong_and_what_to_do(filled: Database) -> None:
    told = run_program("verify", database_url=filled.url)
    assert told.returncode == 0
    assert b"The archive is whole: 6 articles" in told.stderr
    break_rows_kept(filled, "UPDATE quantity SET span_end = span_end - 1")
    told = run_program("verify", database_url=filled.url)
    assert told.returncode == 1
    assert b"span: quantity " in told.stderr
    assert CURES[Kind.SPAN].encode() in told.stderr
    told = run_program("verify", "--json", database_url=filled.url)
    answer = json.loads(told.stdout)
    assert told.returncode == 1
    assert answer["whole"] is False
    assert answer["faults"][0]["cure"]
    assert set(answer["read"]) == set(metadata.tables)

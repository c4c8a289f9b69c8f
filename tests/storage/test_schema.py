"""The tables are what the migrations make, and refuse what does not belong in them."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Engine, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from db.ddl import dump_ddl
from db.engine import reading
from db.enums import PartyKind
from db.migrations import check
from db.runs import ImportRun
from db.tables import Article, Party, Statement, metadata
from db.tables.base import Table, table_of
from db.writer import write_annotation
from tests.databases import Database
from tests.storage.factories import annotation

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
NOON = datetime(2024, 5, 13, 12, tzinfo=UTC)


def an_article(**given: Any) -> dict[str, Any]:
    return {
        "key": "k",
        "name": "n",
        "text": "t",
        "body_start": 0,
        "language": "en",
        "sort_at": NOON,
        "recorded_at": NOON,
        "extractor": "rules",
        "extractor_version": "1",
        "warnings": [],
    } | given


def add(engine: Engine, model: type[Table], **values: Any) -> None:
    with engine.begin() as connection:
        connection.execute(insert(table_of(model)).values(**values))


def test_the_tables_are_what_is_written_down(engine: Engine) -> None:
    """After a migration run: python -m tests.storage.dump_ddl."""
    written = (SCHEMAS / f"ddl.{engine.dialect.name}.sql").read_text()
    assert dump_ddl(engine) == written


def test_models_and_migrations_agree(database: Database) -> None:
    check(database.url)


def test_migrations_make_every_constraint_of_the_models(engine: Engine) -> None:
    """Alembic compares columns, indexes and keys, and leaves CHECK constraints to us."""
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        wanted = {
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint)
        }
        made = {constraint["name"] for constraint in inspector.get_check_constraints(table.name)}
        assert made == wanted, table.name


def test_what_rows_are_sorted_by_is_never_null() -> None:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if column.name in {"id", "key", "sort_at", "name", "recorded_at"}:
                assert not column.nullable, column


def test_every_table_has_an_integer_key() -> None:
    for table in metadata.sorted_tables:
        (column,) = table.primary_key.columns
        assert column.name == "id"
        assert column.type.python_type is int


class TestMoments:
    """A moment without a time zone never gets in, and none comes out."""

    def test_a_naive_one_is_refused(self, engine: Engine) -> None:
        """The error says what to do instead."""
        naive = datetime(2024, 5, 13, 12)  # noqa: DTZ001 - the very thing to be refused
        with pytest.raises(StatementError, match="has no time zone; use an aware datetime"):
            add(engine, Article, **an_article(recorded_at=naive))

    @pytest.mark.parametrize(
        "moment",
        [
            NOON,
            NOON.replace(microsecond=123456),
            NOON.astimezone(timezone(timedelta(hours=-11, minutes=-30))),
            datetime(1900, 1, 1, tzinfo=UTC),
            datetime(9998, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        ],
    )
    def test_others_come_back_in_utc(self, engine: Engine, moment: datetime) -> None:
        """To the microsecond."""
        add(engine, Article, **an_article(recorded_at=moment))
        with engine.connect() as connection:
            found = connection.execute(select(table_of(Article).c.recorded_at)).scalar_one()
        assert found == moment
        assert found.tzinfo is UTC

    def test_they_are_compared_as_moments(self, engine: Engine) -> None:
        """A zone of its own in the question makes no difference."""
        add(engine, Article, **an_article())
        column = table_of(Article).c.sort_at
        east = timezone(timedelta(hours=9))
        query = select(column).where(column < (NOON + timedelta(seconds=1)).astimezone(east))
        with engine.connect() as connection:
            assert connection.execute(query).scalars().all() == [NOON]


class TestConstraints:
    """What does not belong is refused by the database itself, whoever writes."""

    @pytest.mark.parametrize(
        ("table", "column", "value"),
        [
            ("statement", "claim_type", "weather"),
            ("statement", "kind", "DIRECT"),
            ("statement", "polarity", ""),
            ("statement", "stance", "shrugs"),
            ("statement", "span_end", -1),
            ("statement", "key", None),
            ("statement", "sort_at", None),
            ("statement_location", "claim_type", "weather"),
            ("location", "kind", "planet"),
            ("speaker", "kind", "ghost"),
            ("import_run", "status", "paused"),
            ("statement", "speaker_id", 4711),
            ("statement", "party", "ZZ"),
            ("statement", "article_id", 4711),
            ("statement", "parent_id", 4711),
            ("quantity", "statement_id", 4711),
            ("statement_location", "location_id", 4711),
        ],
    )
    def test_a_wrong_value_is_refused(
        self, engine: Engine, run: ImportRun, table: str, column: str, value: object
    ) -> None:
        """Raw SQL meets the same wall as the models."""
        write_annotation(engine, annotation(), run)
        statement = text(f"UPDATE {table} SET {column} = :value")  # noqa: S608 - own names
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(statement, {"value": value})

    def test_a_wrong_member_is_refused_before_it_is_sent(self, engine: Engine) -> None:
        """The models know their enums."""
        with pytest.raises(StatementError, match="planet"):
            add(engine, Party, code="X", name="X", kind="planet")

    def test_values_are_stored_not_names(self, engine: Engine) -> None:
        """What SQL sees is what the interfaces show."""
        add(engine, Party, code="X", name="X", kind=PartyKind.GROUP)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT kind FROM party")).scalar_one() == "group"

    def test_one_text_is_one_article(self, engine: Engine) -> None:
        """The key is unique."""
        add(engine, Article, **an_article())
        with pytest.raises(IntegrityError):
            add(engine, Article, **an_article())

    def test_of_one_key_only_one_statement_is_current(self, engine: Engine, run: ImportRun) -> None:
        """Superseded rows keep theirs."""
        write_annotation(engine, annotation(version="1"), run)
        write_annotation(engine, annotation(version="2"), run)
        revive = update(table_of(Statement)).values(superseded_at=None)
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(revive)


def test_reading_cannot_write_and_blocks_no_writer(database: Database) -> None:
    reader, writer = database.engine(read_only=True), database.engine()
    with reading(reader) as first:
        first.execute(select(table_of(Article)))
        add(writer, Article, **an_article())
        with pytest.raises(DBAPIError):
            first.execute(insert(table_of(Article)).values(**an_article(key="other")))
    reader.dispose()
    writer.dispose()


def test_full_text_finds_other_forms_of_a_word(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    query = {
        "sqlite": "SELECT s.local_id FROM statement_search f "
        "JOIN statement s ON s.id = f.rowid & 4294967295 WHERE statement_search MATCH 'vehicle'",
        "postgresql": "SELECT local_id FROM statement s WHERE "
        "to_tsvector('english', text) @@ plainto_tsquery('english', 'vehicle')",
    }[engine.dialect.name]
    with engine.connect() as connection:
        assert connection.execute(text(query)).scalars().all() == ["s2"]


def test_boxes_follow_places(database: Database) -> None:
    if database.dialect == "postgresql":
        return  # there the box is asked of the columns themselves
    engine = database.engine()
    place = {"key": "k", "name": "n", "latitude": 40.5, "longitude": 44.75}
    steps: list[tuple[str, list[tuple[float, float]]]] = [
        ("UPDATE location SET latitude = -3.25", [(-3.25, 44.75)]),
        ("UPDATE location SET latitude = NULL", []),
        ("UPDATE location SET latitude = 9.5", [(9.5, 44.75)]),
        ("DELETE FROM location", []),
    ]
    with engine.begin() as connection:
        connection.execute(insert(metadata.tables["location"]).values(**place))
        for change, expected in steps:
            connection.execute(text(change))
            boxes = connection.execute(text("SELECT min_latitude, max_longitude FROM location_box"))
            assert [tuple(box) for box in boxes] == expected
    engine.dispose()


def test_the_hot_filter_is_read_off_its_index(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    # `listed` stands alone: SQLite uses a partial index only for the very words it was made with.
    sql = """
        SELECT statement_id FROM statement_location
        WHERE location_id = 1 AND party = 'AM' AND listed
        ORDER BY sort_at DESC, statement_id DESC
    """
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET enable_seqscan = off"))
            plan = "\n".join(connection.execute(text(f"EXPLAIN {sql}")).scalars())
        else:
            rows = connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))
            plan = "\n".join(row.detail for row in rows)
    assert "ix_statement_location_by_party" in plan
    assert "SORT" not in plan.upper()
    assert "TEMP B-TREE" not in plan.upper()


def test_days_stay_days(engine: Engine) -> None:
    add(engine, Article, **an_article(published_on=date(2024, 2, 29)))
    with engine.connect() as connection:
        found = connection.execute(select(table_of(Article).c.published_on)).scalar_one()
    assert type(found) is date
    assert found == date(2024, 2, 29)

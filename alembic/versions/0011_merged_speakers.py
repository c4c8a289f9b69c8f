"""Speakers that people merged."""
# ruff: noqa: S608 - only names of tables stand in the text of statements

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_VALUE = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
ENTITIES = "article statement contradiction dispute"
MORE_ENTITIES = f"{ENTITIES} speaker"
KINDS = "added changed superseded reviewed"
VERDICTS = "confirmed rejected corrected withdrawn merged split"
REFERENCES = {"speaker": "merged_into_id", "statement": "met_speaker_id"}
LEVELS = {
    "speaker": "speaker_id",
    "speaker_party": "speaker_id party",
    "speaker_month": "speaker_id month",
    "speaker_party_month": "speaker_id party month",
}


def upgrade() -> None:
    for table, column in REFERENCES.items():
        # In words, since SQLite adds a column with its reference or not at all.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} {_id_type()} "
            f"CONSTRAINT fk_{table}_{column}_speaker REFERENCES speaker (id)"
        )
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_{table}_{column}", table, [column], sqlite_where=where, postgresql_where=where
        )
    _set_entities(MORE_ENTITIES)


def downgrade() -> None:
    # The older version knows no merged speakers: each has its own statements again.
    op.execute("UPDATE statement SET speaker_id = met_speaker_id WHERE met_speaker_id IS NOT NULL")
    for table in ("review", "change"):
        op.execute(f"DELETE FROM {table} WHERE entity = 'speaker'")
    _set_entities(ENTITIES)
    for table, column in REFERENCES.items():
        op.drop_index(f"ix_{table}_{column}", table)
    if op.get_bind().dialect.name == "postgresql":
        for table, column in REFERENCES.items():
            op.drop_column(table, column)
    else:
        for table, column in REFERENCES.items():
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for level, columns in LEVELS.items():
        op.execute(f"DELETE FROM statement_count WHERE level = '{level}'")
        op.execute(_filling(level, columns.split()))


def _id_type() -> str:
    return "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"


def _set_entities(entities: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in ("review", "change"):
            name = op.f(f"ck_{table}_entity")
            op.drop_constraint(name, table, type_="check")
            op.create_check_constraint(name, table, _one_of("entity", entities))
        return
    # SQLite changes no constraint in place: the rows move to new tables.
    _move_reviews(entities)
    _move_changes(entities)


def _move_reviews(entities: str) -> None:
    # Groups of contradictions refer to reviews, and would hold the old table back.
    op.execute("CREATE TABLE kept_group AS SELECT * FROM reviewed_group")
    op.execute("DELETE FROM reviewed_group")
    op.create_table(
        "new_review",
        sa.Column("id", ID, nullable=False),
        sa.Column("entity", sa.String(13), nullable=False),
        sa.Column("entity_key", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(9), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("value", JSON_VALUE, nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.CheckConstraint(_one_of("entity", entities), name=op.f("ck_review_entity")),
        sa.CheckConstraint(_one_of("verdict", VERDICTS), name=op.f("ck_review_verdict")),
    )
    op.execute("INSERT INTO new_review SELECT * FROM review")
    op.drop_table("review")
    op.rename_table("new_review", "review")
    columns = ["entity", "entity_key", "id"]
    op.create_index("ix_review_entity_entity_key_id", "review", columns)
    op.execute("INSERT INTO reviewed_group SELECT * FROM kept_group")
    op.execute("DROP TABLE kept_group")


def _move_changes(entities: str) -> None:
    op.create_table(
        "new_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("entity", sa.String(13), nullable=False),
        sa.Column("entity_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name="fk_change_run_id_import_run"),
        sa.CheckConstraint(_one_of("entity", entities), name=op.f("ck_change_entity")),
        sa.CheckConstraint(_one_of("kind", KINDS), name=op.f("ck_change_kind")),
    )
    op.execute("INSERT INTO new_change SELECT * FROM change")
    op.drop_table("change")
    op.rename_table("new_change", "change")
    for columns in (["entity", "entity_key"], ["entity", "id"], ["run_id"]):
        op.create_index(f"ix_change_{'_'.join(columns)}", "change", columns)


def _one_of(column: str, values: str) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values.split())})"


def _filling(level: str, columns: list[str]) -> str:
    month = "date_trunc('month', said_on::timestamp)::date"
    written = f"to_char({month}, 'YYYY-MM-DD')"
    if op.get_bind().dialect.name == "sqlite":
        month = written = "date(said_on, 'start of month')"
    values = [month if column == "month" else column for column in columns]
    texts = [written if each == "month" else f"CAST({each} AS varchar)" for each in columns]
    key = " || ':' || ".join([f"'{level}'", *(f"coalesce({each}, '')" for each in texts)])
    return (
        f"INSERT INTO statement_count (key, level, {', '.join(columns)}, statements) "
        f"SELECT {key}, '{level}', {', '.join(values)}, count(*) FROM statement "
        f"WHERE superseded_at IS NULL GROUP BY {', '.join(values)}"
    )

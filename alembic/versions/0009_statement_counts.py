"""Kept counts of statements, and those of the statements that are there."""
# ruff: noqa: S608 - only names of columns stand in the text of statements

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
LEVELS = {
    "speaker": "speaker_id",
    "speaker_party": "speaker_id party",
    "speaker_month": "speaker_id month",
    "speaker_party_month": "speaker_id party month",
    "party_type_month": "party claim_type month",
}
TYPES = (
    "control advance repel withdraw encircle attack strike casualties losses detain forces supply "
    "displacement humanitarian ceasefire situation responsibility other"
)


def upgrade() -> None:
    op.create_table(
        "statement_count",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("level", sa.String(19), nullable=False),
        sa.Column("speaker_id", ID, nullable=True),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("claim_type", sa.String(14), nullable=True),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_statement_count"),
        sa.UniqueConstraint("key", name="uq_statement_count_key"),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name="fk_statement_count_speaker_id_speaker"
        ),
        sa.ForeignKeyConstraint(["party"], ["party.code"], name="fk_statement_count_party_party"),
        sa.CheckConstraint(
            _one_of("level", " ".join(LEVELS)), name=op.f("ck_statement_count_level")
        ),
        sa.CheckConstraint(
            _one_of("claim_type", TYPES), name=op.f("ck_statement_count_claim_type")
        ),
    )
    for name, columns in (
        ("by_count", ["level", "party", "statements", "speaker_id", "month"]),
        ("by_month", ["level", "party", "month", "speaker_id", "statements"]),
        ("speaker_id_month", ["speaker_id", "month"]),
    ):
        op.create_index(f"ix_statement_count_{name}", "statement_count", columns)
    of_all = sa.text("party IS NULL")
    op.create_index(
        "ix_statement_count_of_all",
        "statement_count",
        ["level", "statements", "speaker_id", "month"],
        sqlite_where=of_all,
        postgresql_where=of_all,
    )
    for level, columns in LEVELS.items():
        op.execute(_filling(level, columns.split()))


def downgrade() -> None:
    op.drop_table("statement_count")


def _one_of(column: str, values: str) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values.split())})"


def _filling(level: str, columns: list[str]) -> str:
    month = "date_trunc('month', said_on::timestamp)::date"
    written = f"to_char({month}, 'YYYY-MM-DD')"
    if op.get_bind().dialect.name == "sqlite":
        month = written = "date(said_on, 'start of month')"
    values = [month if column == "month" else column for column in columns]
    texts = [written if each == "month" else f"CAST({each} AS varchar)" for each in columns]
    told = [f"coalesce({each}, '')" for each in texts]
    key = " || ':' || ".join([f"'{level}'", *told])
    return (
        f"INSERT INTO statement_count (key, level, {', '.join(columns)}, statements) "
        f"SELECT {key}, '{level}', {', '.join(values)}, count(*) FROM statement "
        f"WHERE superseded_at IS NULL GROUP BY {', '.join(values)}"
    )

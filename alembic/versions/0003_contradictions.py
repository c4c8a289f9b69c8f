"""Contradictions, near misses and disputes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
CURRENT = sa.text("superseded_at IS NULL")


def _choice(name: str, values: str) -> sa.Enum:
    """Name the values of a CHECK constraint, as they are in this version."""
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True)


def upgrade() -> None:
    _create_dispute()
    _create_dispute_location()
    _create_contradiction()
    _create_near_miss()


def downgrade() -> None:
    for table in (
        "near_miss",
        "contradiction",
        "dispute_location",
        "dispute",
    ):
        op.drop_table(table)


def _create_dispute() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("matter", sa.String(), nullable=True),
        sa.Column("first_seen_on", sa.Date(), nullable=True),
        sa.Column("last_seen_on", sa.Date(), nullable=True),
        sa.Column("statement_count", sa.Integer(), nullable=False),
        sa.Column("contradiction_count", sa.Integer(), nullable=False),
        sa.Column("sort_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_dispute"),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["dispute.id"], name="fk_dispute_merged_into_id_dispute"
        ),
        sa.UniqueConstraint("key", name="uq_dispute_key"),
    )
    op.create_index("ix_dispute_merged_into_id", "dispute", ["merged_into_id"])
    op.create_index(
        "ix_dispute_sort_at_id",
        "dispute",
        ["sort_at", "id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )


def _create_dispute_location() -> None:
    op.create_table(
        "dispute_location",
        sa.Column("id", ID, nullable=False),
        sa.Column("dispute_id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("statement_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_location"),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name="fk_dispute_location_dispute_id_dispute"
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name="fk_dispute_location_location_id_location"
        ),
    )
    op.create_index(
        "ix_dispute_location_dispute_id_location_id",
        "dispute_location",
        ["dispute_id", "location_id"],
        unique=True,
    )
    op.create_index("ix_dispute_location_location_id", "dispute_location", ["location_id"])


def _create_contradiction() -> None:
    op.create_table(
        "contradiction",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("statement_a_id", ID, nullable=False),
        sa.Column("statement_b_id", ID, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence_a_start", sa.Integer(), nullable=False),
        sa.Column("evidence_a_end", sa.Integer(), nullable=False),
        sa.Column("evidence_b_start", sa.Integer(), nullable=False),
        sa.Column("evidence_b_end", sa.Integer(), nullable=False),
        sa.Column("value_a", sa.String(), nullable=True),
        sa.Column("value_b", sa.String(), nullable=True),
        sa.Column("matter", sa.String(), nullable=True),
        sa.Column("sort_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.Column(
            "type",
            _choice("type", "denial negation antonym control number time place responsibility"),
            nullable=False,
        ),
        sa.Column("dispute_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_contradiction"),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name="fk_contradiction_dispute_id_dispute"
        ),
        sa.ForeignKeyConstraint(
            ["statement_a_id"], ["statement.id"], name="fk_contradiction_statement_a_id_statement"
        ),
        sa.ForeignKeyConstraint(
            ["statement_b_id"], ["statement.id"], name="fk_contradiction_statement_b_id_statement"
        ),
    )
    op.create_index("ix_contradiction_dispute_id", "contradiction", ["dispute_id"])
    op.create_index(
        "ix_contradiction_sort_at_id",
        "contradiction",
        ["sort_at", "id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_contradiction_statement_a_id",
        "contradiction",
        ["statement_a_id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_contradiction_statement_b_id",
        "contradiction",
        ["statement_b_id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "uq_contradiction_key_current",
        "contradiction",
        ["key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )


def _create_near_miss() -> None:
    op.create_table(
        "near_miss",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("statement_a_id", ID, nullable=False),
        sa.Column("statement_b_id", ID, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence_a_start", sa.Integer(), nullable=False),
        sa.Column("evidence_a_end", sa.Integer(), nullable=False),
        sa.Column("evidence_b_start", sa.Integer(), nullable=False),
        sa.Column("evidence_b_end", sa.Integer(), nullable=False),
        sa.Column("value_a", sa.String(), nullable=True),
        sa.Column("value_b", sa.String(), nullable=True),
        sa.Column("matter", sa.String(), nullable=True),
        sa.Column("sort_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.Column(
            "relation",
            _choice("relation", "contradicts revises corroborates near_miss"),
            nullable=False,
        ),
        sa.Column(
            "type",
            _choice("type", "denial negation antonym control number time place responsibility"),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_near_miss"),
        sa.ForeignKeyConstraint(
            ["statement_a_id"], ["statement.id"], name="fk_near_miss_statement_a_id_statement"
        ),
        sa.ForeignKeyConstraint(
            ["statement_b_id"], ["statement.id"], name="fk_near_miss_statement_b_id_statement"
        ),
    )
    op.create_index(
        "ix_near_miss_sort_at_id",
        "near_miss",
        ["sort_at", "id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_near_miss_statement_a_id",
        "near_miss",
        ["statement_a_id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_near_miss_statement_b_id",
        "near_miss",
        ["statement_b_id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "uq_near_miss_key_current",
        "near_miss",
        ["key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )

"""Reviews by people, and what disputes know of their sides."""
# ruff: noqa: S608 - only names of tables stand in the text of statements

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON_VALUE = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
CURRENT = "superseded_at IS NULL"
SHOWN = "superseded_at IS NULL AND status <> 'rejected'"
ENTITIES = "article statement contradiction dispute"
VERDICTS = "confirmed rejected corrected"
MORE_VERDICTS = f"{VERDICTS} withdrawn merged split"
PARTIAL_INDEXES = {
    "unfiled": ("dispute_id", f"{SHOWN} AND dispute_id IS NULL"),
    "detached": ("dispute_id", "superseded_at IS NOT NULL AND dispute_id IS NOT NULL"),
    "remembered": ("key", "former_dispute IS NOT NULL"),
}


def upgrade() -> None:
    for table in ("contradiction", "dispute"):
        _add_status(table)
        _index_by_date(table, SHOWN)
    op.add_column("contradiction", sa.Column("former_dispute", sa.String(), nullable=True))
    for name, (column, where) in PARTIAL_INDEXES.items():
        _create_partial_index(f"ix_contradiction_{name}", "contradiction", [column], where)
    for name in ("about_start", "about_end"):
        op.add_column("dispute", sa.Column(name, sa.Date(), nullable=True))
    op.add_column(
        "dispute", sa.Column("source_count", sa.Integer(), nullable=False, server_default="0")
    )
    _set_verdicts(MORE_VERDICTS)
    _create_dispute_side()
    _create_dispute_statement()
    _create_reviewed_group()


def downgrade() -> None:
    for table in ("reviewed_group", "dispute_statement", "dispute_side"):
        op.drop_table(table)
    # The older version knows one word for all that is neither yes nor no.
    op.execute(
        "UPDATE review SET verdict = 'corrected' WHERE verdict IN ('withdrawn', 'merged', 'split')"
    )
    _set_verdicts(VERDICTS)
    for name in PARTIAL_INDEXES:
        op.drop_index(f"ix_contradiction_{name}", "contradiction")
    for table in ("contradiction", "dispute"):
        _index_by_date(table, CURRENT)
    for table, columns in (
        ("contradiction", ("former_dispute", "status")),
        ("dispute", ("source_count", "about_end", "about_start", "status")),
    ):
        for column in columns:
            op.drop_column(table, column)


def _add_status(table: str) -> None:
    # In words, since SQLite adds a column with its constraint or not at all.
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN status VARCHAR(10) DEFAULT 'unreviewed' NOT NULL "
        f"CONSTRAINT ck_{table}_status CHECK (status IN ('unreviewed', 'confirmed', 'rejected'))"
    )
    decided = (
        f"FROM review WHERE review.entity = '{table}' AND review.entity_key = {table}.key "
        "AND review.verdict IN ('confirmed', 'rejected')"
    )
    op.execute(
        f"UPDATE {table} SET status = (SELECT verdict {decided} ORDER BY review.id DESC LIMIT 1) "
        f"WHERE EXISTS (SELECT 1 {decided})"
    )


def _index_by_date(table: str, where: str) -> None:
    op.drop_index(f"ix_{table}_sort_at_id", table)
    _create_partial_index(f"ix_{table}_sort_at_id", table, ["sort_at", "id"], where)


def _create_partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _set_verdicts(verdicts: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        name = op.f("ck_review_verdict")
        op.drop_constraint(name, "review", type_="check")
        op.create_check_constraint(name, "review", _one_of("verdict", verdicts))
        return
    # SQLite changes no constraint in place: the rows move to a new table.
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
        sa.CheckConstraint(_one_of("entity", ENTITIES), name=op.f("ck_review_entity")),
        sa.CheckConstraint(_one_of("verdict", verdicts), name=op.f("ck_review_verdict")),
    )
    op.execute("INSERT INTO new_review SELECT * FROM review")
    op.drop_table("review")
    op.rename_table("new_review", "review")
    columns = ["entity", "entity_key", "id"]
    op.create_index("ix_review_entity_entity_key_id", "review", columns)


def _one_of(column: str, values: str) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values.split())})"


def _create_dispute_side() -> None:
    op.create_table(
        "dispute_side",
        sa.Column("id", ID, nullable=False),
        sa.Column("dispute_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parties", JSON_VALUE, nullable=False),
        sa.Column("claims", JSON_VALUE, nullable=False),
        sa.Column("statement_count", sa.Integer(), nullable=False),
        sa.Column("source_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_side"),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name="fk_dispute_side_dispute_id_dispute"
        ),
    )
    op.create_index(
        "ix_dispute_side_dispute_id_position",
        "dispute_side",
        ["dispute_id", "position"],
        unique=True,
    )


def _create_dispute_statement() -> None:
    op.create_table(
        "dispute_statement",
        sa.Column("id", ID, nullable=False),
        sa.Column("dispute_id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("side_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_statement"),
        *(
            sa.ForeignKeyConstraint(
                [f"{column}_id"], [f"{table}.id"], name=f"fk_dispute_statement_{column}_id_{table}"
            )
            for column, table in (
                ("dispute", "dispute"),
                ("statement", "statement"),
                ("side", "dispute_side"),
            )
        ),
    )
    op.create_index(
        "ix_dispute_statement_dispute_id_statement_id",
        "dispute_statement",
        ["dispute_id", "statement_id"],
        unique=True,
    )
    for column in ("statement_id", "side_id"):
        op.create_index(f"ix_dispute_statement_{column}", "dispute_statement", [column])


def _create_reviewed_group() -> None:
    op.create_table(
        "reviewed_group",
        sa.Column("id", ID, nullable=False),
        sa.Column("contradiction_key", SORTED_TEXT, nullable=False),
        sa.Column("group_key", SORTED_TEXT, nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("review_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reviewed_group"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name="fk_reviewed_group_review_id_review"
        ),
        sa.UniqueConstraint("contradiction_key", name="uq_reviewed_group_contradiction_key"),
    )
    for column in ("group_key", "review_id"):
        op.create_index(f"ix_reviewed_group_{column}", "reviewed_group", [column])

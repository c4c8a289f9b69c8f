"""Statements of one speaker and at one place are read off an index in every order on offer."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CURRENT = sa.text("superseded_at IS NULL")
LISTED = sa.text("listed")
ORDERS = ("recorded_at", "confidence")
PLACED = {
    "ix_statement_location_by_recorded": "recorded_at",
    "ix_statement_location_by_confidence": "statement_confidence",
}

COPY = """
UPDATE statement_location SET (recorded_at, statement_confidence) = (
    SELECT recorded_at, confidence FROM statement WHERE statement.id = statement_id
)
"""


def upgrade() -> None:
    with op.batch_alter_table("statement_location") as batch:
        # No row keeps these: SQLite adds no column that may not be null without a value for it.
        for column in (
            sa.Column(
                "recorded_at",
                UtcDateTime(),
                server_default="1900-01-01T00:00:00.000000Z",
                nullable=False,
            ),
            sa.Column("statement_confidence", sa.Float(), server_default="1", nullable=False),
        ):
            batch.add_column(column)
    op.execute(COPY)
    for column in ORDERS:
        op.create_index(
            _name(column),
            "statement",
            ["speaker_id", column, "id", "superseded_at"],
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        )
    for name, column in PLACED.items():
        op.create_index(
            name,
            "statement_location",
            ["location_id", column, "statement_id"],
            sqlite_where=LISTED,
            postgresql_where=LISTED,
        )


def downgrade() -> None:
    for name in PLACED:
        op.drop_index(name, table_name="statement_location")
    for column in ORDERS:
        op.drop_index(_name(column), table_name="statement")
    for column in ("recorded_at", "statement_confidence"):
        op.drop_column("statement_location", column)


def _name(column: str) -> str:
    return f"ix_statement_speaker_id_{column}_id_superseded_at"

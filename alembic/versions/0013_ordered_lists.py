"""Every order that a list is offered in has an index, so that no page sorts the whole table."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CURRENT = sa.text("superseded_at IS NULL")
SHOWN = sa.text("superseded_at IS NULL AND status <> 'rejected'")

INDEXES = (
    ("statement", ("recorded_at", "id", "superseded_at"), CURRENT),
    ("statement", ("confidence", "id", "superseded_at"), CURRENT),
    ("article", ("recorded_at", "id"), None),
    ("article", ("name", "id"), None),
    ("contradiction", ("recorded_at", "id"), SHOWN),
    ("contradiction", ("confidence", "id"), SHOWN),
    ("contradiction", ("type", "sort_at", "id"), SHOWN),
    ("near_miss", ("recorded_at", "id"), CURRENT),
    ("near_miss", ("confidence", "id"), CURRENT),
    ("dispute", ("recorded_at", "id"), SHOWN),
    ("dispute", ("contradiction_count", "id"), SHOWN),
)


def upgrade() -> None:
    for table, columns, where in INDEXES:
        op.create_index(
            _name(table, columns),
            table,
            list(columns),
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    for table, columns, _ in reversed(INDEXES):
        op.drop_index(_name(table, columns), table_name=table)


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"

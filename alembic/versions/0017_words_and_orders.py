"""Words on PostgreSQL by month; statements of one party or type off an index in every order."""

import sqlalchemy as sa
from alembic import op

from db.dialects import dialect_module

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

CURRENT = sa.text("superseded_at IS NULL")
LISTED = tuple(
    (filtered, order, "id", "superseded_at")
    for filtered in ("party", "claim_type")
    for order in ("recorded_at", "confidence")
)


def upgrade() -> None:
    for columns in LISTED:
        op.create_index(
            _name(columns),
            "statement",
            list(columns),
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        )
    for statement in dialect_module(op.get_bind().dialect.name).CREATE_SEARCH_BY_MONTH:
        op.execute(statement)


def downgrade() -> None:
    for statement in dialect_module(op.get_bind().dialect.name).DROP_SEARCH_BY_MONTH:
        op.execute(statement)
    for columns in LISTED:
        op.drop_index(_name(columns), table_name="statement")


def _name(columns: tuple[str, ...]) -> str:
    return f"ix_statement_{'_'.join(columns)}"

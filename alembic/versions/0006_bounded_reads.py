"""Reads that do not grow with the archive: search by time and place, counts off the index alone."""

import sqlalchemy as sa
from alembic import op

from db.dialects import dialect_module

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LISTED = (
    ("sort_at", "id"),
    ("party", "sort_at", "id"),
    ("claim_type", "sort_at", "id"),
    ("speaker_id", "sort_at", "id"),
)


def upgrade() -> None:
    dialect = dialect_module(op.get_bind().dialect.name)
    for statement in dialect.DROP_STATEMENT_SEARCH:
        op.execute(statement)
    with op.batch_alter_table("statement") as batch:
        batch.add_column(sa.Column("search_places", sa.String(), server_default="", nullable=False))
    op.execute(dialect.SET_SEARCH_PLACES)
    for statement in dialect.CREATE_SEARCH_BY_TIME:
        op.execute(statement)
    for columns in LISTED:
        _drop_index(columns)
        _create_index((*columns, "superseded_at"))


def downgrade() -> None:
    dialect = dialect_module(op.get_bind().dialect.name)
    for columns in LISTED:
        _drop_index((*columns, "superseded_at"))
        _create_index(columns)
    for statement in dialect.DROP_SEARCH_BY_TIME:
        op.execute(statement)
    op.drop_column("statement", "search_places")
    for statement in dialect.CREATE_STATEMENT_SEARCH:
        op.execute(statement)


def _name(columns: tuple[str, ...]) -> str:
    return f"ix_statement_{'_'.join(columns)}"


def _drop_index(columns: tuple[str, ...]) -> None:
    op.drop_index(_name(columns), table_name="statement")


def _create_index(columns: tuple[str, ...]) -> None:
    current = sa.text("superseded_at IS NULL")
    op.create_index(
        _name(columns), "statement", list(columns), sqlite_where=current, postgresql_where=current
    )

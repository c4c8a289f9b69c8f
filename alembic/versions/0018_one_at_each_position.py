"""No two places, and no two quantities, of a statement at the same position.

They are listed by position; where it is known to be unique, that is their order, and PostgreSQL
need not sort them by row id as well.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

LISTED = ("statement_location", "quantity")


def upgrade() -> None:
    _index_anew(unique=True)


def downgrade() -> None:
    _index_anew(unique=False)


def _index_anew(*, unique: bool) -> None:
    for table in LISTED:
        name = f"ix_{table}_statement_id_position"
        op.drop_index(name, table_name=table)
        op.create_index(name, table, ["statement_id", "position"], unique=unique)

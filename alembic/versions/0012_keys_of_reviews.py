"""Keys in reviews and in the feed are compared as the keys that they name are.

In another collation PostgreSQL finds no index for them: each contradiction of a page had all
reviews searched for its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("review", "change")


def upgrade() -> None:
    _collate(sa.String(collation="C"))


def downgrade() -> None:
    _collate(sa.String())


def _collate(text: sa.String) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has one way to compare text
        for table in TABLES:
            op.alter_column(table, "entity_key", type_=text, existing_nullable=False)

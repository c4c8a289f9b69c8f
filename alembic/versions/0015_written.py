"""PostgreSQL tells of every commit that may change an answer, so that answers can be kept."""

import sqlalchemy as sa
from alembic import op

from db.dialects.postgresql import (
    CREATE_WRITTEN,
    DROP_WRITTEN,
    create_written_trigger,
    tells_written,
)

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return  # SQLite counts commits by itself.
    for statement in CREATE_WRITTEN:
        op.execute(statement)
    for table in sa.inspect(op.get_bind()).get_table_names():
        if tells_written(table):
            op.execute(create_written_trigger(table))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in DROP_WRITTEN:
            op.execute(statement)

"""Full text over statements, bounding boxes over places."""

from alembic import op

from db.dialects import dialect_module

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in dialect_module(op.get_bind().dialect.name).CREATE_SEARCH:
        op.execute(statement)


def downgrade() -> None:
    for statement in dialect_module(op.get_bind().dialect.name).DROP_SEARCH:
        op.execute(statement)

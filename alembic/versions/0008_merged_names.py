"""Why a spelling is taken for a speaker's, and how sure that is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("speaker_alias", sa.Column("reason", sa.String(), nullable=True))
    op.add_column("speaker_alias", sa.Column("confidence", sa.Float(), nullable=True))


def downgrade() -> None:
    op.drop_column("speaker_alias", "confidence")
    op.drop_column("speaker_alias", "reason")

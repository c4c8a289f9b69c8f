"""Reviews in the change feed, and an index to follow one kind of thing."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ENTITIES = "article statement contradiction dispute"
KINDS = "added changed superseded"
MORE_KINDS = f"{KINDS} reviewed"


def upgrade() -> None:
    _set_kinds(MORE_KINDS)
    op.create_index("ix_change_entity_id", "change", ["entity", "id"])


def downgrade() -> None:
    op.drop_index("ix_change_entity_id", "change")
    # The older version told of a review as of any other change.
    op.execute("UPDATE change SET kind = 'changed' WHERE kind = 'reviewed'")
    _set_kinds(KINDS)


def _set_kinds(kinds: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        name = op.f("ck_change_kind")
        op.drop_constraint(name, "change", type_="check")
        op.create_check_constraint(name, "change", _one_of("kind", kinds))
        return
    # SQLite changes no constraint in place: the rows move to a new table.
    op.create_table(
        "new_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("entity", sa.String(13), nullable=False),
        sa.Column("entity_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name="fk_change_run_id_import_run"),
        sa.CheckConstraint(_one_of("entity", ENTITIES), name=op.f("ck_change_entity")),
        sa.CheckConstraint(_one_of("kind", kinds), name=op.f("ck_change_kind")),
    )
    op.execute("INSERT INTO new_change SELECT * FROM change")
    op.drop_table("change")
    op.rename_table("new_change", "change")
    op.create_index("ix_change_entity_entity_key", "change", ["entity", "entity_key"])
    op.create_index("ix_change_run_id", "change", ["run_id"])


def _one_of(column: str, values: str) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values.split())})"

"""Imports that were killed are told from those that run: by their process."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
NAME = "ck_import_run_status"
BEFORE = ("running", "finished", "failed")
AFTER = (*BEFORE, "interrupted")
COUNTS = ("imported", "unchanged", "replaced", "rejected")
KEPT = (
    *("id", "key", "origin", "status", "extractor", "extractor_version", "started_at"),
    *("finished_at", *COUNTS),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("import_run", sa.Column("process", sa.String(), nullable=True))
        _constrain(AFTER)
    else:
        _move(AFTER, sa.Column("process", sa.String(), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE import_run SET status = 'failed' WHERE status = 'interrupted'")
    if op.get_bind().dialect.name == "postgresql":
        _constrain(BEFORE)
        op.drop_column("import_run", "process")
    else:
        _move(BEFORE)


def _constrain(values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(NAME), "import_run", type_="check")
    op.alter_column("import_run", "status", type_=_text_for(values), existing_nullable=False)
    op.create_check_constraint(op.f(NAME), "import_run", _one_of(values))


def _move(values: tuple[str, ...], *added: sa.Column[str]) -> None:
    """Move the rows to a new table: SQLite changes no constraint in place."""
    op.create_table(
        "new_import_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("status", _text_for(values), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        *added,
        sa.PrimaryKeyConstraint("id", name="pk_import_run"),
        sa.UniqueConstraint("key", name="uq_import_run_key"),
        sa.CheckConstraint(_one_of(values), name=op.f(NAME)),
    )
    columns = ", ".join(KEPT)
    op.execute(f"INSERT INTO new_import_run ({columns}) SELECT {columns} FROM import_run")  # noqa: S608 - own names
    op.drop_table("import_run")
    op.rename_table("new_import_run", "import_run")


def _text_for(values: tuple[str, ...]) -> sa.String:
    return sa.String(max(map(len, values)))


def _one_of(values: tuple[str, ...]) -> str:
    return f"status IN ({', '.join(repr(value) for value in values)})"

"""Sources, parties, articles, and the books of the importer."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def _choice(name: str, values: str) -> sa.Enum:
    """Name the values of a CHECK constraint, as they are in this version."""
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True)


def upgrade() -> None:
    _create_party()
    _create_source()
    _create_article()
    _create_import_run()
    _create_import_item()
    _create_change()
    _create_review()
    _create_api_key()


def downgrade() -> None:
    for table in (
        "api_key",
        "review",
        "change",
        "import_item",
        "import_run",
        "article",
        "source",
        "party",
    ):
        op.drop_table(table)


def _create_party() -> None:
    op.create_table(
        "party",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("kind", _choice("kind", "state group international"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_party"),
        sa.UniqueConstraint("code", name="uq_party_code"),
    )


def _create_source() -> None:
    op.create_table(
        "source",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("key", name="uq_source_key"),
        sa.UniqueConstraint("name", name="uq_source_name"),
    )


def _create_article() -> None:
    op.create_table(
        "article",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("body_start", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("sort_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("linked_at", MOMENT, nullable=True),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("warnings", JSON_VALUE, nullable=False),
        sa.Column("text_warnings", JSON_VALUE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_article_source_id_source"),
        sa.UniqueConstraint("key", name="uq_article_key"),
    )
    op.create_index("ix_article_linked_at", "article", ["linked_at"])
    op.create_index("ix_article_sort_at_id", "article", ["sort_at", "id"])
    op.create_index("ix_article_source_id", "article", ["source_id"])


def _create_import_run() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("status", _choice("status", "running finished failed"), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_run"),
        sa.UniqueConstraint("key", name="uq_import_run_key"),
    )


def _create_import_item() -> None:
    op.create_table(
        "import_item",
        sa.Column("id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column(
            "outcome", _choice("outcome", "imported unchanged replaced rejected"), nullable=False
        ),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_item"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_import_item_article_id_article"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name="fk_import_item_run_id_import_run"
        ),
    )
    op.create_index("ix_import_item_article_id", "import_item", ["article_id"])
    op.create_index("ix_import_item_run_id", "import_item", ["run_id"])


def _create_change() -> None:
    op.create_table(
        "change",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "entity", _choice("entity", "article statement contradiction dispute"), nullable=False
        ),
        sa.Column("entity_key", sa.String(), nullable=False),
        sa.Column("kind", _choice("kind", "added changed superseded"), nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name="fk_change_run_id_import_run"),
    )
    op.create_index("ix_change_entity_entity_key", "change", ["entity", "entity_key"])
    op.create_index("ix_change_run_id", "change", ["run_id"])


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "entity", _choice("entity", "article statement contradiction dispute"), nullable=False
        ),
        sa.Column("entity_key", sa.String(), nullable=False),
        sa.Column("verdict", _choice("verdict", "confirmed rejected corrected"), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("value", JSON_VALUE, nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index("ix_review_entity_entity_key_id", "review", ["entity", "entity_key", "id"])


def _create_api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("scopes", JSON_VALUE, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
        sa.UniqueConstraint("digest", name="uq_api_key_digest"),
        sa.UniqueConstraint("prefix", name="uq_api_key_prefix"),
    )

"""Speakers, places, and what was said."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
CURRENT = sa.text("superseded_at IS NULL")
LISTED = sa.text("listed")
CLAIM_TYPES = (
    "control advance repel withdraw encircle attack strike casualties losses detain forces "
    "supply displacement humanitarian ceasefire situation responsibility other"
)


def _choice(name: str, values: str) -> sa.Enum:
    """Name the values of a CHECK constraint, as they are in this version."""
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True)


def upgrade() -> None:
    _create_speaker()
    _create_speaker_alias()
    _create_location()
    _create_location_alias()
    _create_statement()
    _create_statement_location()
    _create_statement_partition()
    _create_quantity()


def downgrade() -> None:
    for table in (
        "quantity",
        "statement_partition",
        "statement_location",
        "statement",
        "location_alias",
        "location",
        "speaker_alias",
        "speaker",
    ):
        op.drop_table(table)


def _create_speaker() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("kind", _choice("kind", "person body unnamed"), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
        sa.ForeignKeyConstraint(["party"], ["party.code"], name="fk_speaker_party_party"),
        sa.UniqueConstraint("key", name="uq_speaker_key"),
    )
    op.create_index("ix_speaker_name_id", "speaker", ["name", "id"])
    op.create_index("ix_speaker_party_name_id", "speaker", ["party", "name", "id"])


def _create_speaker_alias() -> None:
    op.create_table(
        "speaker_alias",
        sa.Column("id", ID, nullable=False),
        sa.Column("speaker_id", ID, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("folded", SORTED_TEXT, nullable=False),
        sa.Column("block", SORTED_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_alias"),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name="fk_speaker_alias_speaker_id_speaker"
        ),
        sa.UniqueConstraint("speaker_id", "name", name="uq_speaker_alias_speaker_id_name"),
    )
    op.create_index("ix_speaker_alias_block", "speaker_alias", ["block"])
    op.create_index("ix_speaker_alias_folded", "speaker_alias", ["folded"])
    op.create_index("ix_speaker_alias_speaker_id", "speaker_alias", ["speaker_id"])


def _create_location() -> None:
    op.create_table(
        "location",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column(
            "kind", _choice("kind", "country region city village river sea area"), nullable=True
        ),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("admin1", sa.String(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_location"),
        sa.UniqueConstraint("key", name="uq_location_key"),
    )
    op.create_index("ix_location_country_admin1_id", "location", ["country", "admin1", "id"])
    op.create_index("ix_location_latitude_longitude", "location", ["latitude", "longitude"])
    op.create_index("ix_location_name_id", "location", ["name", "id"])


def _create_location_alias() -> None:
    op.create_table(
        "location_alias",
        sa.Column("id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("name", SORTED_TEXT, nullable=False),
        sa.Column("folded", SORTED_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_location_alias"),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name="fk_location_alias_location_id_location"
        ),
        sa.UniqueConstraint("location_id", "name", name="uq_location_alias_location_id_name"),
    )
    op.create_index("ix_location_alias_folded", "location_alias", ["folded"])
    op.create_index("ix_location_alias_location_id", "location_alias", ["location_id"])


def _create_statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", SORTED_TEXT, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.String(), nullable=False),
        sa.Column("kind", _choice("kind", "direct indirect mixed narration"), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("utterance", sa.Integer(), nullable=True),
        sa.Column("cue", sa.String(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("speaker_id", ID, nullable=True),
        sa.Column("speaker_name", sa.String(), nullable=True),
        sa.Column("speaker_kind", _choice("speaker_kind", "person body unnamed"), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("speaker_confidence", sa.Float(), nullable=True),
        sa.Column("speaker_reason", sa.String(), nullable=True),
        sa.Column("speaker_candidates", JSON_VALUE, nullable=False),
        sa.Column("via", JSON_VALUE, nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("stance", _choice("stance", "denies doubts affirms reports"), nullable=True),
        sa.Column("polarity", _choice("polarity", "positive negative"), nullable=False),
        sa.Column(
            "modality",
            _choice("modality", "asserted possible intended hypothetical"),
            nullable=False,
        ),
        sa.Column(
            "claim_type",
            _choice(
                "claim_type",
                CLAIM_TYPES,
            ),
            nullable=False,
        ),
        sa.Column("claim_agent", sa.String(), nullable=True),
        sa.Column("claim_target", sa.String(), nullable=True),
        sa.Column("frames", JSON_VALUE, nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("about_start", sa.Date(), nullable=True),
        sa.Column("about_end", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("sort_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("evidence_basis", sa.String(), nullable=True),
        sa.Column("hedges", JSON_VALUE, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.CheckConstraint("span_start <= span_end", name=op.f("ck_statement_span")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_statement_article_id_article"
        ),
        sa.ForeignKeyConstraint(
            ["claim_agent"], ["party.code"], name="fk_statement_claim_agent_party"
        ),
        sa.ForeignKeyConstraint(
            ["claim_target"], ["party.code"], name="fk_statement_claim_target_party"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["statement.id"], name="fk_statement_parent_id_statement"
        ),
        sa.ForeignKeyConstraint(["party"], ["party.code"], name="fk_statement_party_party"),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name="fk_statement_speaker_id_speaker"
        ),
    )
    op.create_index("ix_statement_article_id_position", "statement", ["article_id", "position"])
    op.create_index(
        "ix_statement_claim_type_sort_at_id",
        "statement",
        ["claim_type", "sort_at", "id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index("ix_statement_parent_id", "statement", ["parent_id"])
    op.create_index(
        "ix_statement_party_sort_at_id",
        "statement",
        ["party", "sort_at", "id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_statement_sort_at_id",
        "statement",
        ["sort_at", "id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_statement_speaker_id_sort_at_id",
        "statement",
        ["speaker_id", "sort_at", "id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "uq_statement_key_current",
        "statement",
        ["key"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )


def _create_statement_location() -> None:
    op.create_table(
        "statement_location",
        sa.Column("id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("implicit", sa.Boolean(), nullable=False),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column(
            "claim_type",
            _choice(
                "claim_type",
                CLAIM_TYPES,
            ),
            nullable=False,
        ),
        sa.Column("sort_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_statement_location"),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name="fk_statement_location_location_id_location"
        ),
        sa.ForeignKeyConstraint(
            ["party"], ["party.code"], name="fk_statement_location_party_party"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_statement_location_statement_id_statement"
        ),
    )
    op.create_index(
        "ix_statement_location_by_claim_type",
        "statement_location",
        ["location_id", "claim_type", "sort_at", "statement_id"],
        sqlite_where=LISTED,
        postgresql_where=LISTED,
    )
    op.create_index(
        "ix_statement_location_by_party",
        "statement_location",
        ["location_id", "party", "sort_at", "statement_id"],
        sqlite_where=LISTED,
        postgresql_where=LISTED,
    )
    op.create_index(
        "ix_statement_location_by_time",
        "statement_location",
        ["location_id", "sort_at", "statement_id"],
        sqlite_where=LISTED,
        postgresql_where=LISTED,
    )
    op.create_index(
        "ix_statement_location_statement_id_position",
        "statement_location",
        ["statement_id", "position"],
    )


def _create_statement_partition() -> None:
    op.create_table(
        "statement_partition",
        sa.Column("id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("partition_key", SORTED_TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_statement_partition"),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_statement_partition_statement_id_statement"
        ),
    )
    op.create_index(
        "ix_statement_partition_partition_key_statement_id",
        "statement_partition",
        ["partition_key", "statement_id"],
        unique=True,
    )
    op.create_index("ix_statement_partition_statement_id", "statement_partition", ["statement_id"])


def _create_quantity() -> None:
    op.create_table(
        "quantity",
        sa.Column("id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("counted", sa.String(), nullable=True),
        sa.Column("approx", sa.Boolean(), nullable=False),
        sa.Column("aspect", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_quantity"),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_quantity_statement_id_statement"
        ),
    )
    op.create_index("ix_quantity_counted_low_high", "quantity", ["counted", "low", "high"])
    op.create_index("ix_quantity_statement_id_position", "quantity", ["statement_id", "position"])

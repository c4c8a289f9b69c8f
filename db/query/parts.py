"""Parts of types: groups of columns that are shown under a name of their own."""
# ruff: noqa: S608 - only names of the schema reach SQL text

from collections.abc import Mapping

from db.query.description import Expression, Group, Many, Member, ObjectType, columns
from db.tables import metadata

TABLES = metadata.tables


def group(name: str, members: Mapping[str, Member], *present: str) -> Group:
    """Describe fields of the same row under a name of their own."""
    return Group(ObjectType(name, lambda: members), present)


def span(table: str, prefix: str, *, optional: bool = False) -> Group:
    """Describe two columns of offsets."""
    start, end = f"{prefix}_start", f"{prefix}_end"
    members = columns(TABLES[table], start=start, end=end)
    return group("Span", members, *([start] if optional else []))


def claim() -> Group:
    """Describe the main claim of a statement."""
    table = TABLES["statement"]
    names = {"type": "claim_type", "agent": "claim_agent", "target": "claim_target"}
    return group("Claim", columns(table, **names, polarity="polarity", modality="modality"))


def attribution() -> Group:
    """Describe to whom a statement is attributed."""
    members = columns(
        TABLES["statement"],
        name="speaker_name",
        kind="speaker_kind",
        role="role",
        organisation="organisation",
        party="party",
        confidence="speaker_confidence",
        reason="speaker_reason",
        candidates="speaker_candidates",
    )
    return group("Attribution", members, "speaker_name")


def about(table: str = "statement") -> Group:
    """Describe the days that a statement speaks of, or those of a dispute."""
    names = columns(TABLES[table], start="about_start", end="about_end")
    return group("DateInterval", names, "about_start", "about_end")


def quoted_evidence(table: str, side: str) -> Group:
    """Describe the words that a verdict rests on, cut out of the article's text."""
    start, end = f"evidence_{side}_start", f"evidence_{side}_end"
    text = (
        f"SELECT substr(quoted.text, {{row}}.{start} + 1, {{row}}.{end} - {{row}}.{start}) "
        f"FROM statement speaking JOIN article quoted ON quoted.id = speaking.article_id "
        f"WHERE speaking.id = {{row}}.statement_{side}_id"
    )
    members = {**columns(TABLES[table], start=start, end=end), "text": Expression(text)}
    return group("Quotation", members)


REVIEW: ObjectType = ObjectType(
    "Review",
    lambda: columns(
        TABLES["review"],
        verdict="verdict",
        value="value",
        note="note",
        reviewer="reviewer",
        recordedAt="recorded_at",
    ),
    "review",
)


def reviews(entity: str) -> Many:
    """List what people decided on a row; their log names its public key."""
    link = f"{{other}}.entity = '{entity}' AND {{other}}.entity_key = {{row}}.key"
    return Many(lambda: REVIEW, link, ("id",))


QUANTITY: ObjectType = ObjectType(
    "Quantity",
    lambda: {
        **columns(
            TABLES["quantity"],
            mention="mention",
            low="low",
            high="high",
            unit="unit",
            counted="counted",
            approx="approx",
            aspect="aspect",
        ),
        "span": span("quantity", "span"),
    },
    "quantity",
)

SPELLING: ObjectType = ObjectType(
    "Spelling",
    lambda: columns(TABLES["speaker_alias"], name="name", reason="reason", confidence="confidence"),
    "speaker_alias",
)


def met_names(columns: str, union: str) -> str:
    """List names of a speaker, and of those whom people merged into it."""
    own = ", ".join(columns.split())
    theirs = ", ".join(f"met.{column}" for column in columns.split())
    return (
        f"(SELECT {own} FROM speaker_alias WHERE speaker_id = {{row}}.id {union} "
        f"SELECT {theirs} FROM speaker merged JOIN speaker_alias met "
        "ON met.speaker_id = merged.id WHERE merged.merged_into_id = {row}.id) {other}"
    )


OUTLET: ObjectType = ObjectType(
    "Outlet", lambda: columns(TABLES["source"], key="key", name="name"), "source"
)

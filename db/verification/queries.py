"""What must hold between rows, as statements that return the rows where it does not.

Each returns a name of the row and a detail. The words are those that both databases understand;
an answer is read row by row, so that none is held in memory whole.
"""
# ruff: noqa: S608 - only names of tables and columns stand in these statements

from collections.abc import Iterator
from dataclasses import dataclass

from db.verification.report import Kind

SHOWN = "superseded_at IS NULL AND status <> 'rejected'"


@dataclass(frozen=True)
class Check:
    """A statement that finds faults of a kind."""

    kind: Kind
    sql: str


def checks() -> Iterator[Check]:
    """Iterate over all checks."""
    yield from _statements()
    for table in ("contradiction", "near_miss"):
        yield from _pairs(table)
    yield from _chains()
    yield from _books()
    yield from _reviews()
    yield from _feed()


def _statements() -> Iterator[Check]:
    yield Check(
        Kind.STATEMENT,
        """
        SELECT 'statement ' || s.key, 'is nested in one that is gone, of another article, or itself'
        FROM statement s JOIN statement p ON p.id = s.parent_id
        WHERE s.superseded_at IS NULL
          AND (p.superseded_at IS NOT NULL OR p.article_id <> s.article_id OR p.id = s.id)
        """,
    )
    yield Check(
        Kind.COPY,
        """
        SELECT 'statement_location ' || p.id, 'what it copies is not the statement''s'
        FROM statement_location p JOIN statement s ON s.id = p.statement_id
        WHERE s.superseded_at IS NULL AND (coalesce(p.party, '') <> coalesce(s.party, '')
           OR p.claim_type <> s.claim_type OR p.sort_at <> s.sort_at
           OR p.recorded_at <> s.recorded_at OR p.statement_confidence <> s.confidence)
        """,
    )
    yield Check(
        Kind.COPY,
        """
        SELECT 'statement_location ' || p.id, 'is listed though its statement is superseded'
        FROM statement_location p JOIN statement s ON s.id = p.statement_id
        WHERE p.listed AND s.superseded_at IS NOT NULL
        """,
    )
    yield Check(
        Kind.PARTITION,
        """
        SELECT 'statement_partition ' || p.id, 'names a statement that is superseded'
        FROM statement_partition p JOIN statement s ON s.id = p.statement_id
        WHERE s.superseded_at IS NOT NULL
        """,
    )


def _pairs(table: str) -> Iterator[Check]:
    joined = (
        f"FROM {table} l JOIN statement a ON a.id = l.statement_a_id "
        "JOIN statement b ON b.id = l.statement_b_id WHERE l.superseded_at IS NULL"
    )
    for condition, words in (
        ("a.superseded_at IS NOT NULL OR b.superseded_at IS NOT NULL", "joins what is superseded"),
        ("a.id = b.id", "joins a statement to itself"),
        ("l.sort_at < a.sort_at OR l.sort_at < b.sort_at", "is older than one of its statements"),
        ("l.sort_at <> a.sort_at AND l.sort_at <> b.sort_at", "has the day of neither statement"),
        (_outside("a"), "its evidence a lies outside the statement"),
        (_outside("b"), "its evidence b lies outside the statement"),
    ):
        yield Check(Kind.LINK, f"SELECT '{table} ' || l.key, '{words}' {joined} AND ({condition})")
    if table == "near_miss":
        yield Check(
            Kind.LINK,
            """
            SELECT 'near_miss ' || n.key, 'is a contradiction as well'
            FROM near_miss n JOIN contradiction c ON c.key = n.key
            WHERE n.superseded_at IS NULL AND c.superseded_at IS NULL
            """,
        )


def _outside(side: str) -> str:
    start, end = f"l.evidence_{side}_start", f"l.evidence_{side}_end"
    return f"{start} < {side}.span_start OR {end} > {side}.span_end OR {start} > {end}"


def _chains() -> Iterator[Check]:
    for table in ("statement", "contradiction", "near_miss"):
        yield Check(
            Kind.CHAIN,
            f"""
            SELECT '{table} ' || old.key, 'is current, and so is or was a later one'
            FROM {table} new JOIN {table} old ON old.key = new.key AND old.id < new.id
            WHERE old.superseded_at IS NULL
            """,
        )
    yield Check(
        Kind.CHAIN,
        """
        SELECT 'dispute ' || d.key, 'went into another and is current, or into itself'
        FROM dispute d WHERE d.merged_into_id IS NOT NULL
          AND (d.superseded_at IS NULL OR d.merged_into_id = d.id)
        """,
    )


def _books() -> Iterator[Check]:
    for outcome in ("imported", "unchanged", "replaced", "rejected"):
        yield Check(
            Kind.RUN,
            f"""
            SELECT 'import_run ' || r.key, 'counts {outcome} articles that it does not name'
            FROM import_run r WHERE r.{outcome} <> (
                SELECT count(*) FROM import_item i
                WHERE i.run_id = r.id AND i.outcome = '{outcome}')
            """,
        )
    yield Check(
        Kind.RUN,
        """
        SELECT 'import_item ' || id, 'tells of an article and does not say which'
        FROM import_item WHERE outcome IN ('imported', 'replaced') AND article_id IS NULL
        """,
    )
    yield Check(
        Kind.ARTICLE,
        """
        SELECT 'article ' || a.key, 'came by no import'
        FROM article a WHERE NOT EXISTS (SELECT 1 FROM import_item i WHERE i.article_id = a.id)
        """,
    )


def _reviews() -> Iterator[Check]:
    for table in ("contradiction", "dispute"):
        yield Check(
            Kind.REVIEW,
            f"""
            SELECT '{table} ' || t.key, 'says ' || t.status || ', and the log otherwise'
            FROM {table} t WHERE t.superseded_at IS NULL AND t.status <> coalesce((
                SELECT CASE r.verdict WHEN 'withdrawn' THEN 'unreviewed' ELSE r.verdict END
                FROM review r WHERE r.entity = '{table}' AND r.entity_key = t.key
                  AND r.verdict IN ('confirmed', 'rejected', 'withdrawn')
                ORDER BY r.id DESC LIMIT 1), 'unreviewed')
            """,
        )
        yield Check(
            Kind.REVIEW,
            f"""
            SELECT 'review ' || r.id, 'is of a {table} that never was'
            FROM review r WHERE r.entity = '{table}'
              AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.key = r.entity_key)
            """,
        )


def _feed() -> Iterator[Check]:
    for table in ("article", "statement", "contradiction", "dispute"):
        current = "" if table == "article" else "t.superseded_at IS NULL AND "
        yield Check(
            Kind.FEED,
            f"""
            SELECT '{table} ' || t.key, 'is not in the feed'
            FROM {table} t WHERE {current} NOT EXISTS (
                SELECT 1 FROM change c WHERE c.entity = '{table}' AND c.entity_key = t.key)
            """,
        )
        yield Check(
            Kind.FEED,
            f"""
            SELECT '{table} ' || c.entity_key, 'is in the feed and nowhere else'
            FROM change c WHERE c.entity = '{table}' AND c.kind = 'added'
              AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.key = c.entity_key)
            """,
        )

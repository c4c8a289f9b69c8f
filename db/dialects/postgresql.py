"""Full text on PostgreSQL: a GIN index over `to_tsvector('english', text)`.

Queries must use that very expression for the index to serve them. Bounding boxes need nothing
more than the b-tree over (latitude, longitude) that both databases have.
"""

UNMANAGED_TABLES: frozenset[str] = frozenset()

UNMANAGED_INDEXES = frozenset({"ix_statement_search"})
"""Indexes that alembic must not see: it cannot compare expressions."""

SEARCH_VECTOR = "to_tsvector('english', statement.text)"

CREATE_SEARCH = (
    "CREATE INDEX ix_statement_search ON statement USING gin (to_tsvector('english', text))",
)

DROP_SEARCH = ("DROP INDEX ix_statement_search",)

"""Full text on PostgreSQL: a GIN index over the words of a statement and its places.

The places stand there as words too (`place7`), so that words and a place are looked up together.
Queries must use the expression of the index for it to serve them. A second index has the words of
each month apart: of frequent ones it gives the newest statements without meeting the others.

Bounding boxes need nothing more than the b-tree over (latitude, longitude) of both databases.
"""

UNMANAGED_TABLES: frozenset[str] = frozenset()

UNMANAGED_INDEXES = frozenset({"ix_statement_search", "ix_statement_search_by_month"})
"""Indexes that alembic must not see: it cannot compare expressions."""


def search_vector(prefix: str = "") -> str:
    """Write what is indexed of a statement, whose columns have a prefix."""
    words = f"to_tsvector('english', {prefix}text)"
    return f"({words} || to_tsvector('simple', {prefix}search_places))"


CREATE_STATEMENT_SEARCH = (
    "CREATE INDEX ix_statement_search ON statement USING gin (to_tsvector('english', text))",
)
DROP_STATEMENT_SEARCH = ("DROP INDEX ix_statement_search",)

CREATE_SEARCH = CREATE_STATEMENT_SEARCH
DROP_SEARCH = DROP_STATEMENT_SEARCH

SET_SEARCH_PLACES = """
UPDATE statement SET search_places = coalesce((
    SELECT string_agg(DISTINCT 'place' || location_id, ' ') FROM statement_location
    WHERE statement_id = statement.id
), '')
"""
"""The places of a statement as words."""

CREATE_SEARCH_BY_TIME = (
    f"CREATE INDEX ix_statement_search ON statement USING gin ({search_vector()})",
)
DROP_SEARCH_BY_TIME = DROP_STATEMENT_SEARCH


def search_month(moment: str) -> str:
    """Write the number of a month, as text."""
    utc = f"{moment} AT TIME ZONE 'UTC'"
    return f"(extract(year FROM {utc}) * 12 + extract(month FROM {utc}))::integer::text"


def search_entries(prefix: str = "") -> str:
    """Write what is indexed of a statement by month, whose columns have a prefix."""
    return f"search_entries({prefix}sort_at, {prefix}text, {prefix}search_places)"


CREATE_SEARCH_BY_MONTH = (
    # As it is called dear, PostgreSQL goes by the index and not row by row; as it is restricted, no
    # workers are started for each month. In SQL it would be written out, and say neither.
    f"""
    CREATE FUNCTION search_entries(moment timestamptz, said text, places text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED COST 1000 AS $$
    DECLARE month text := {search_month("moment")};
    BEGIN
        RETURN string_to_array(
            month || ' ' || array_to_string(
                tsvector_to_array(to_tsvector('english', said)), E'\\n' || month || ' ')
            || E'\\n' || month || '@' || replace(places, ' ', E'\\n' || month || '@'),
            E'\\n');
    END $$
    """,
    # Rows that wait in a list to be put in would be looked through once for each month.
    f"""
    CREATE INDEX ix_statement_search_by_month ON statement USING gin ({search_entries()})
    WITH (fastupdate = off) WHERE superseded_at IS NULL
    """,
)
"""The words of each statement, each behind the number of its month, and places: `24318 drone`,
`24318@place7`."""
DROP_SEARCH_BY_MONTH = (
    "DROP INDEX ix_statement_search_by_month",
    "DROP FUNCTION search_entries(timestamptz, text, text)",
)

WRITTEN_CHANNEL = "counterclaim_written"
"""Where every commit is told of that may change an answer; one notification for each."""

_UNREAD = frozenset(
    {"alembic_version", "api_key", "webhook", "webhook_attempt", "webhook_delivery"}
)
"""Tables that no answer comes from; the last use of a key is written all the time."""

CREATE_WRITTEN = (
    f"""
    CREATE FUNCTION tell_written() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('{WRITTEN_CHANNEL}', ''); RETURN NULL; END $$
    """,
)
DROP_WRITTEN = ("DROP FUNCTION tell_written() CASCADE",)


def tells_written(table: str) -> bool:
    """Say whether answers come from a table."""
    return table not in _UNREAD


def create_written_trigger(table: str) -> str:
    """Write the statement that has a table tell of what is written to it."""
    return (
        f"CREATE TRIGGER written AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tell_written()"
    )

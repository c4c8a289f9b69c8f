"""Full text (FTS5) and bounding boxes (R*Tree) on SQLite.

Both are virtual tables kept by triggers. `statement_search` indexes the text of a statement, and
its places as words (`place7`), so that words and a place are looked up together. A row stands
there under its day and id in one number: FTS5 lists matches by that number, hence the newest first
without looking at the others. `location_box` holds each located place under its id, in 32-bit
floats rounded outwards: after the box, compare the columns of `location`.
"""
# ruff: noqa: S608 - only names of the schema stand in these statements

ID_BITS = 32


def search_number(sort_at: str, row: str) -> str:
    """Write the number of a row in `statement_search`: days since 1900-01-01, then the id."""
    days = f"CAST(strftime('%s',substr({sort_at},1,10)) AS INTEGER)/86400+25567"
    return f"(({days})<<{ID_BITS})+{row}"


def search_row(number: str) -> str:
    """Write the id of the statement that stands under a number of `statement_search`."""
    return f"({number}&{(1 << ID_BITS) - 1})"


UNMANAGED_TABLES = frozenset(
    f"{table}{suffix}"
    for table, suffixes in {
        "statement_search": ("", "_data", "_idx", "_docsize", "_config"),
        "location_box": ("", "_node", "_parent", "_rowid"),
    }.items()
    for suffix in suffixes
)
"""Tables that alembic must not see: SQLite makes them behind the virtual ones."""

UNMANAGED_INDEXES: frozenset[str] = frozenset()

CREATE_STATEMENT_SEARCH = (
    """
    CREATE VIRTUAL TABLE statement_search USING fts5(
        text, content='statement', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER statement_search_insert AFTER INSERT ON statement BEGIN
        INSERT INTO statement_search (rowid, text) VALUES (new.id, new.text);
    END
    """,
    """
    CREATE TRIGGER statement_search_delete AFTER DELETE ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, text)
        VALUES ('delete', old.id, old.text);
    END
    """,
    """
    CREATE TRIGGER statement_search_update AFTER UPDATE OF text ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, text)
        VALUES ('delete', old.id, old.text);
        INSERT INTO statement_search (rowid, text) VALUES (new.id, new.text);
    END
    """,
    "INSERT INTO statement_search (statement_search) VALUES ('rebuild')",
)

DROP_STATEMENT_SEARCH = (
    "DROP TRIGGER statement_search_update",
    "DROP TRIGGER statement_search_delete",
    "DROP TRIGGER statement_search_insert",
    "DROP TABLE statement_search",
)

CREATE_LOCATION_BOX = (
    """
    CREATE VIRTUAL TABLE location_box USING rtree(
        id, min_latitude, max_latitude, min_longitude, max_longitude
    )
    """,
    """
    CREATE TRIGGER location_box_insert AFTER INSERT ON location
    WHEN new.latitude IS NOT NULL AND new.longitude IS NOT NULL BEGIN
        INSERT INTO location_box VALUES
        (new.id, new.latitude, new.latitude, new.longitude, new.longitude);
    END
    """,
    """
    CREATE TRIGGER location_box_delete AFTER DELETE ON location BEGIN
        DELETE FROM location_box WHERE id = old.id;
    END
    """,
    """
    CREATE TRIGGER location_box_update AFTER UPDATE OF latitude, longitude ON location BEGIN
        DELETE FROM location_box WHERE id = old.id;
        INSERT INTO location_box
        SELECT new.id, new.latitude, new.latitude, new.longitude, new.longitude
        WHERE new.latitude IS NOT NULL AND new.longitude IS NOT NULL;
    END
    """,
    """
    INSERT INTO location_box
    SELECT id, latitude, latitude, longitude, longitude FROM location
    WHERE latitude IS NOT NULL AND longitude IS NOT NULL
    """,
)

DROP_LOCATION_BOX = (
    "DROP TRIGGER location_box_update",
    "DROP TRIGGER location_box_delete",
    "DROP TRIGGER location_box_insert",
    "DROP TABLE location_box",
)

CREATE_SEARCH = (*CREATE_STATEMENT_SEARCH, *CREATE_LOCATION_BOX)
DROP_SEARCH = (*DROP_LOCATION_BOX, *DROP_STATEMENT_SEARCH)

SET_SEARCH_PLACES = """
UPDATE statement SET search_places = coalesce((
    SELECT group_concat('place' || location_id, ' ') FROM (
        SELECT DISTINCT location_id FROM statement_location WHERE statement_id = statement.id)
), '')
"""
"""The places of a statement as words."""


def _entry(prefix: str) -> str:
    number = search_number(f"{prefix}.sort_at", f"{prefix}.id")
    return f"{number}, {prefix}.text, {prefix}.search_places"


CREATE_SEARCH_BY_TIME = (
    f"""
    CREATE VIEW statement_searchable AS
    SELECT {search_number("sort_at", "id")} AS number, text, search_places FROM statement
    """,
    """
    CREATE VIRTUAL TABLE statement_search USING fts5(
        text, search_places, content='statement_searchable', content_rowid='number',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    f"""
    CREATE TRIGGER statement_search_insert AFTER INSERT ON statement BEGIN
        INSERT INTO statement_search (rowid, text, search_places) VALUES ({_entry("new")});
    END
    """,
    f"""
    CREATE TRIGGER statement_search_delete AFTER DELETE ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, text, search_places)
        VALUES ('delete', {_entry("old")});
    END
    """,
    f"""
    CREATE TRIGGER statement_search_update AFTER UPDATE OF text, search_places, sort_at
    ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, text, search_places)
        VALUES ('delete', {_entry("old")});
        INSERT INTO statement_search (rowid, text, search_places) VALUES ({_entry("new")});
    END
    """,
    "INSERT INTO statement_search (statement_search) VALUES ('rebuild')",
)

DROP_SEARCH_BY_TIME = (*DROP_STATEMENT_SEARCH, "DROP VIEW statement_searchable")

CREATE_SEARCH_BY_MONTH: tuple[str, ...] = ()
DROP_SEARCH_BY_MONTH: tuple[str, ...] = ()
"""Nothing: `statement_search` gives the newest first."""

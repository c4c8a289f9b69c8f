"""Full text (FTS5) and bounding boxes (R*Tree) on SQLite.

Both are virtual tables kept by triggers. `statement_search` indexes statement.text under the
statement's id; `location_box` holds each located place under its id, in 32-bit floats rounded
outwards: after the box, compare the columns of `location`.
"""

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

CREATE_SEARCH = (
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

DROP_SEARCH = (
    "DROP TRIGGER location_box_update",
    "DROP TRIGGER location_box_delete",
    "DROP TRIGGER location_box_insert",
    "DROP TABLE location_box",
    "DROP TRIGGER statement_search_update",
    "DROP TRIGGER statement_search_delete",
    "DROP TRIGGER statement_search_insert",
    "DROP TABLE statement_search",
)

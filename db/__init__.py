"""The database: tables, writer, filters and the query engine; the only place with SQL."""

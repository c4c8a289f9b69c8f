"""The tables as a database has them, as text that is compared from one version to the next."""

from sqlalchemy import Connection, Engine, text

from db.dialects import dialect_module
from db.engine import reading

_SQLITE = """
SELECT type, name, sql FROM sqlite_master
WHERE sql IS NOT NULL ORDER BY tbl_name, type != 'table', name
"""
_COLUMNS = """
SELECT c.relname AS table_name, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
       CASE WHEN k.collname = 'C' THEN ' COLLATE "C"' ELSE '' END AS collation,
       pg_get_expr(d.adbin, d.adrelid) AS fallback
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation k ON k.oid = a.attcollation
WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum
"""
_CONSTRAINTS = """
SELECT c.relname AS table_name, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE k.contype IN ('p', 'u', 'f', 'c') ORDER BY c.relname, k.contype, k.conname
"""
# The indexes of constraints are told by these.
_INDEXES = """
SELECT tablename AS table_name, indexdef AS definition FROM pg_indexes
WHERE schemaname = 'public'
  AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY tablename, indexname
"""

_TRIGGERS = """
SELECT c.relname AS table_name, pg_get_triggerdef(t.oid) AS definition
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE NOT t.tgisinternal ORDER BY c.relname, t.tgname
"""
_FUNCTIONS = """
SELECT pg_get_functiondef(p.oid) AS definition
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
ORDER BY p.proname
"""


def dump_ddl(engine: Engine) -> str:
    """Write out tables, constraints, indexes and triggers in a fixed order."""
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            return _dump_sqlite(connection)
        return _dump_postgresql(connection)


def _dump_sqlite(connection: Connection) -> str:
    shadows = {
        name for name in dialect_module("sqlite").UNMANAGED_TABLES if name.rpartition("_")[2]
    } - {"statement_search", "location_box"}
    return "\n".join(
        f"{_tidy(row.sql)};\n"
        for row in connection.execute(text(_SQLITE))
        if row.name not in shadows and row.name != "alembic_version"
    )


def _tidy(sql: str) -> str:
    """Drop blanks at the ends of lines and blank lines: they say nothing."""
    lines = [line.rstrip() for line in sql.expandtabs(4).splitlines()]
    return "\n".join(line for line in lines if line)


def _dump_postgresql(connection: Connection) -> str:
    tables: dict[str, list[str]] = {}
    indexes: dict[str, list[str]] = {}
    for row in connection.execute(text(_COLUMNS)):
        required = " NOT NULL" if row.required else ""
        fallback = f" DEFAULT {row.fallback}" if row.fallback else ""
        line = f"{row.name} {row.type}{row.collation}{required}{fallback}"
        tables.setdefault(row.table_name, []).append(line)
    for row in connection.execute(text(_CONSTRAINTS)):
        tables[row.table_name].append(f"CONSTRAINT {row.name} {row.definition}")
    for row in (*connection.execute(text(_INDEXES)), *connection.execute(text(_TRIGGERS))):
        indexes.setdefault(row.table_name, []).append(f"{row.definition};\n")
    functions = connection.execute(text(_FUNCTIONS)).scalars()
    parts = [f"{_tidy(definition)};\n" for definition in functions]
    for table, lines in tables.items():
        if table == "alembic_version":
            continue
        body = ",\n    ".join(lines)
        parts.append(f"CREATE TABLE {table} (\n    {body}\n);\n")
        parts += indexes.get(table, [])
    return "\n".join(parts)

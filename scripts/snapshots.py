"""Writes the snapshots in schemas/ anew: SDL, OpenAPI, and the DDL of both databases.

Tests compare them with what the program has, so that no change of an interface goes unseen:
`make schema`, and look at the diff.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from api.graphql.schema import sdl
from db.ddl import dump_ddl
from db.engine import create_engine
from db.migrations import upgrade
from tests.databases import migrated_sqlite, postgresql_server
from tests.rest_api.dump_openapi import description

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"


def snapshots() -> Iterator[tuple[str, str]]:
    """Iterate over the names and the texts of all snapshots."""
    yield "schema.graphql", sdl()
    yield "openapi.json", description()
    with tempfile.TemporaryDirectory() as folder:
        yield "ddl.sqlite.sql", _ddl(f"sqlite:///{migrated_sqlite(Path(folder))}")
    with postgresql_server() as server:
        url = server.create()
        upgrade(url)
        yield "ddl.postgresql.sql", _ddl(url)


def write(folder: Path = SCHEMAS) -> list[str]:
    """Write the snapshots and return the names of those that have changed."""
    changed = []
    for name, text in snapshots():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed


def _ddl(url: str) -> str:
    engine = create_engine(url, pooled=False)
    try:
        return dump_ddl(engine)
    finally:
        engine.dispose()


if __name__ == "__main__":
    print(f"Changed in {SCHEMAS.name}/: {', '.join(write()) or 'nothing'}")

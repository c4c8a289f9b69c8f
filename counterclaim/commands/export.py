"""`counterclaim export`: what the archive holds, for other programs."""

import asyncio
import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from counterclaim.commands.options import DatabaseUrl
from counterclaim.console import fail

app = typer.Typer(help="Write what the archive holds.", no_args_is_help=True)

Where = Annotated[str, typer.Option("--where", metavar="JSON", help="A filter of GraphQL.")]
Cursor = Annotated[str | None, typer.Option("--cursor", help="Go on behind this row.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Stop after so many rows.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to a file.")]


@app.callback()
def _export() -> None:
    """Write what the archive holds."""


@app.command()
def annotations(
    database: DatabaseUrl,
    where: Annotated[
        str, typer.Option("--where", metavar="JSON", help="A filter of GraphQL, on articles.")
    ] = "{}",
    texts: Annotated[bool, typer.Option("--texts", help="Add the text of each article.")] = False,
    cursor: Cursor = None,
    limit: Limit = None,
    out: Out = None,
) -> None:
    """Write the annotations, an article a line (docs/annotation-format.md), newest first."""
    _write("annotations", database, _Asked("jsonl", where, cursor, limit, out, texts))


@app.command()
def statements(
    database: DatabaseUrl,
    form: Annotated[
        str, typer.Option("--format", help="One of jsonl, csv, geojson, jsonld, parquet.")
    ] = "jsonl",
    where: Where = "{}",
    cursor: Cursor = None,
    limit: Limit = None,
    out: Out = None,
) -> None:
    """Write the current statements under a filter, newest first."""
    _write("statements", database, _Asked(form, where, cursor, limit, out))


@app.command()
def contradictions(
    database: DatabaseUrl,
    form: Annotated[str, typer.Option("--format", help="One of jsonl, csv, parquet.")] = "jsonl",
    where: Where = "{}",
    cursor: Cursor = None,
    limit: Limit = None,
    out: Out = None,
) -> None:
    """Write the current contradictions under a filter, newest first."""
    _write("contradictions", database, _Asked(form, where, cursor, limit, out))


@dataclass(frozen=True)
class _Asked:
    """What an export shall be of, and where it goes."""

    form: str
    where: str
    cursor: str | None
    limit: int | None
    out: Path | None
    texts: bool = False


def _write(root: str, database: str, asked: _Asked) -> None:
    from api.rest.export_catalogue import FORMATS
    from api.rest.export_parquet import MISSING, REMEDY, ParquetMissingError
    from db import migrations
    from db.query.errors import QueryError

    if asked.form not in FORMATS[root]:
        fail("bad-parameter", f"--format must be one of {', '.join(FORMATS[root])}.")
    try:
        where = json.loads(asked.where)
    except ValueError:
        where = None
    if not isinstance(where, dict):
        fail("bad-filter", '--where must be a JSON object, such as \'{"party": {"eq": "UA"}}\'.')
    migrations.check(database)
    try:
        asyncio.run(_stream(root, database, where, asked))
    except QueryError as error:
        fail(error.code, f"{error}.")
    except ParquetMissingError as error:
        fail(error.code, MISSING, REMEDY)


async def _stream(root: str, database: str, where: dict[str, Any], asked: _Asked) -> None:
    from api.rest.export_catalogue import export_of, format_of
    from api.rest.export_writing import written
    from db.query.engine import open_engine

    engine = open_engine(database, timeout=_PATIENCE)
    pieces = written(
        export_of(engine, root, where, texts=asked.texts),
        format_of(root, asked.form),
        asked.cursor,
        asked.limit,
        raises=True,
    )
    try:
        first = await anext(pieces)  # a fault leaves no file behind
        with ExitStack() as stack:
            target = stack.enter_context(asked.out.open("wb")) if asked.out else sys.stdout.buffer
            target.write(first)
            async for piece in pieces:
                target.write(piece)
    finally:
        await engine.executor.close()


_PATIENCE = 60.0
"""Seconds that a page may take; nobody else waits for it here."""

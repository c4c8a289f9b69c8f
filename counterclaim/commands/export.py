"""`counterclaim export`: what the archive holds, for other programs."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.commands.options import DatabaseUrl

app = typer.Typer(help="Write what the archive holds.", no_args_is_help=True)


@app.callback()
def _export() -> None:
    """Write what the archive holds."""


@app.command()
def annotations(
    database: DatabaseUrl,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Write the annotations, an article a line (docs/annotation-format.md)."""
    from db import migrations
    from db.engine import create_engine
    from db.linking import load_links
    from db.loader import load_annotations
    from importer.gold import corpus_records

    migrations.check(database)
    engine = create_engine(database)
    target = out.open("w", encoding="utf-8") if out else sys.stdout
    try:
        records = corpus_records(list(load_annotations(engine)), load_links(engine))
        for record in records:
            target.write(json.dumps(record, ensure_ascii=False) + "\n")
    finally:
        engine.dispose()
        if out:
            target.close()

"""`counterclaim annotate`: read texts without an archive."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from counterclaim.console import people


def annotate_inputs(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, URLs, or - for stdin.")],
    layers: Annotated[
        bool, typer.Option("--layers", help="All that is seen, statement or not.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Read texts and write what was found, one JSON object a text (docs/annotation-format.md).

    The inputs are one corpus: contradictions across them stand in the last line.
    """
    from importer.gold import corpus_records, layers_record
    from importer.pipeline import annotate, annotate_corpus
    from importer.read import Rejection, read_inputs

    articles, rejected = [], 0
    for item in read_inputs(inputs, sys.stdin.buffer):
        if isinstance(item, Rejection):
            rejected += 1
            people.print(f"rejected {item.name}: {item.code}: {item.message}", markup=False)
        else:
            articles.append(item)
    with Progress(console=people, transient=True) as bar:
        # Each is read when the next one is asked for.
        shown = bar.track(articles, description="reading")
        records = (
            map(layers_record, map(annotate, shown))
            if layers
            else corpus_records(*annotate_corpus(shown))
        )
        with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as target:
            for record in records:
                target.write(json.dumps(record, ensure_ascii=False) + "\n")
    if rejected:
        people.print(f"{len(articles)} read, {rejected} rejected")
        raise typer.Exit(1)

"""`counterclaim annotate`: read texts without an archive."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from counterclaim.commands.asking import Fallback, Means
from counterclaim.commands.extracting import (
    BaseUrl,
    FallbackChoice,
    ModelName,
    WhichExtractor,
    reading_with,
)
from counterclaim.console import people

if TYPE_CHECKING:
    from counterclaim.reading import Reader, Rejected
    from importer.model import Annotation


def annotate_inputs(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, URLs, or - for stdin.")],
    layers: Annotated[
        bool, typer.Option("--layers", help="All that is seen, statement or not.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
    extractor: WhichExtractor = Means.RULES,
    base_url: BaseUrl = None,
    model: ModelName = None,
    fallback: FallbackChoice = Fallback.NONE,
) -> None:
    """Read texts and write what was found, one JSON object a text (docs/annotation-format.md).

    The inputs are one corpus: contradictions across them stand in the last line.
    """
    from importer.gold import corpus_records, layers_record
    from importer.link import link
    from importer.pipeline import statements_of

    with (
        # Before the work: a file that can't be written is no surprise at its end.
        out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as target,
        reading_with(extractor, base_url, model, fallback) as reader,
    ):
        found, rejected = _read(inputs, reader)
        records = (
            map(layers_record, found)
            if layers
            else corpus_records(found, link(list(statements_of(found))))
        )
        for record in records:
            target.write(json.dumps(record, ensure_ascii=False) + "\n")
        if reader.tally:
            people.print(reader.tally.summary(), markup=False)
    if rejected:
        people.print(f"{len(found)} read, {len(rejected)} rejected")
        raise typer.Exit(1)


def _read(inputs: list[str], reader: Reader) -> tuple[list[Annotation], list[Rejected]]:
    """Read all inputs, and tell at once what could not be read or only with doubts."""
    from counterclaim.importing import describe
    from counterclaim.reading import Rejected
    from importer.read import Rejection, read_inputs

    found: list[Annotation] = []
    rejected: list[Rejected] = []
    with Progress(console=people, transient=True) as bar:
        for item in bar.track(list(read_inputs(inputs, sys.stdin.buffer)), description="reading"):
            read = (
                Rejected(item.name, item.code, item.message, item.hint)
                if isinstance(item, Rejection)
                else reader.read(item)
            )
            if isinstance(read, Rejected):
                rejected.append(read)
                lines = describe([read])
            else:
                found.append(read)
                lines = [f"{read.article.name}: {warning}" for warning in read.warnings]
            for line in lines:
                people.print(line, markup=False)
    return found, rejected

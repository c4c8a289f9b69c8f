"""`counterclaim import`: articles into the archive."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from counterclaim.commands.asking import Fallback, Means
from counterclaim.commands.extracting import (
    BaseUrl,
    FallbackChoice,
    ModelName,
    WhichExtractor,
    reading_with,
)
from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import people, print_json


def import_articles(
    targets: Annotated[list[str], typer.Argument(help="Files, folders, URLs, or - for stdin.")],
    database: DatabaseUrl,
    as_json: AsJson = False,
    extractor: WhichExtractor = Means.RULES,
    base_url: BaseUrl = None,
    model: ModelName = None,
    fallback: FallbackChoice = Fallback.NONE,
) -> None:
    """Import articles and link what is new. Safe to repeat: what is stored already is left alone.

    Exit code 1 when an input was rejected; everything else is imported all the same.
    """
    from counterclaim.importing import ImportReport, describe, import_targets
    from db import migrations
    from db.enums import Outcome

    migrations.check(database)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with (
        reading_with(extractor, base_url, model, fallback) as reader,
        Progress(*columns, console=people, transient=True, disable=as_json) as bar,
    ):
        task = bar.add_task("reading", total=None)
        seen = 0

        def show(name: str, outcome: Outcome) -> None:
            nonlocal seen
            seen += 1
            bar.update(task, description=f"{seen} read, last: {name} ({outcome.value})")

        report: ImportReport = import_targets(database, targets, show, reader)
    if as_json:
        print_json(report.as_json())
    else:
        for line in (*describe(report.rejected), *report.warnings, report.summary()):
            people.print(line, markup=False)
    if report.rejected:
        raise typer.Exit(1)

"""`counterclaim verify`: proof that the archive is whole."""

from __future__ import annotations

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import people, print_json


def verify_archive(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Re-read every text and prove each span, key, link, count and copy. Changes nothing.

    Exit code 1 when something is not as it should be; each fault is named with what to do.
    """
    from db import migrations
    from db.engine import create_engine
    from db.verification import verify
    from db.verification.report import CURES

    migrations.check(database)
    engine = create_engine(database)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        with Progress(*columns, console=people, transient=True, disable=as_json) as bar:
            task = bar.add_task("", total=None)
            report = verify(engine, lambda what: bar.update(task, description=what))
    finally:
        engine.dispose()
    if as_json:
        print_json(report.as_json())
    else:
        for fault in report.faults:
            people.print(f"{fault.kind}: {fault.where}: {fault.detail}", markup=False)
        for kind, number in sorted(report.found.items()):
            people.print(f"{number} of kind {kind}. {CURES[kind]}", markup=False)
        for words in report.waiting:
            people.print(f"Waiting: {words}.", markup=False)
        rows = ", ".join(
            f"{report.read[table]:,} {table}s"
            for table in ("article", "statement", "contradiction", "dispute")
        )
        verdict = "The archive is whole" if report.whole else "The archive is damaged"
        people.print(f"{verdict}: {rows} read.", markup=False)
    if not report.whole:
        raise typer.Exit(1)

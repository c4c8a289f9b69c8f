"""`counterclaim places`: a user's own gazetteer data beside the one that set-up builds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from counterclaim.commands.options import AsJson
from counterclaim.console import people, print_json

app = typer.Typer(help="Add places to those that the reading knows.", no_args_is_help=True)


@app.callback()
def places() -> None:
    """Keep `load` a command of its own, so that others can stand beside it."""


@app.command()
def load(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="Files of a GeoNames dump, plain or zipped: a country or allCountries, "
            "alternateNamesV2, admin1CodesASCII, admin2Codes.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Load files of a GeoNames dump. Safe to repeat: what is loaded already is left alone.

    Exit code 1 when a file was rejected; the others are loaded all the same, and a bad line is
    counted, named and left out.
    """
    from dataclasses import asdict

    from importer.gazetteer.load import load as load_files
    from importer.gazetteer.schema import loaded_path

    with Progress(console=people, transient=True, disable=as_json) as bar:
        tasks = {}

        def show(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done, total=total)

        report = load_files(files, show)
    if as_json:
        print_json({"path": str(loaded_path()), **asdict(report)})
    else:
        for file in report.files:
            people.print(
                f"{file.file}: {file.kind}, {file.lines:,} lines, {file.changed:,} rows changed, "
                f"{file.left_out:,} left out, {file.bad:,} bad",
                markup=False,
            )
            for line in file.bad_lines:
                people.print(f"    {line}", markup=False)
            if file.bad > len(file.bad_lines):
                people.print(f"    and {file.bad - len(file.bad_lines):,} more", markup=False)
        for rejection in report.rejected:
            people.print(
                f"{rejection.code}: {rejection.message} More: docs/errors/{rejection.code}.md",
                markup=False,
            )
        people.print(
            f"{report.places:,} places and {report.names:,} names at {loaded_path()}. "
            "A running server reads them after a restart.",
            markup=False,
        )
    if report.rejected:
        raise typer.Exit(1)

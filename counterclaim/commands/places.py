"""`counterclaim places`: a user's own gazetteer data beside the one that set-up builds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from counterclaim.commands.options import AsJson
from counterclaim.console import people, print_json
from importer.gazetteer.schema import loaded_path

if TYPE_CHECKING:
    from importer.gazetteer.load import LoadReport

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
        for line in _described(report):
            people.print(line, markup=False)
    if report.rejected:
        raise typer.Exit(1)


def _described(report: LoadReport) -> Iterator[str]:
    """Say in lines what became of each file, and what there is now."""
    for file in report.files:
        yield (
            f"{file.file}: {file.kind}, {file.lines:,} lines, {file.changed:,} rows changed, "
            f"{file.left_out:,} left out, {file.bad:,} bad"
        )
        yield from (f"    {line}" for line in file.bad_lines)
        if file.bad > len(file.bad_lines):
            yield f"    and {file.bad - len(file.bad_lines):,} more"
    for rejection in report.rejected:
        page = f"docs/errors/{rejection.code}.md"
        yield f"{rejection.code}: {rejection.message} More: {page}"
    yield (
        f"{report.places:,} places and {report.names:,} names at {loaded_path()}. "
        "A running server reads them after a restart."
    )

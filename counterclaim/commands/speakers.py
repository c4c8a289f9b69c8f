"""`counterclaim speakers`: who are one and the same, by the word of people."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import fail, people, print_json

if TYPE_CHECKING:
    from sqlalchemy import Engine

app = typer.Typer(help="Merge speakers, split them again, list them.", no_args_is_help=True)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The speaker's key.")]
Into = Annotated[
    str, typer.Option("--into", metavar="KEY", help="The key of the one who shall be left.")
]
Note = Annotated[str | None, typer.Option("--note", help="Why, for those who come after you.")]
By = Annotated[
    str,
    typer.Option(
        "--by", default_factory=getpass.getuser, show_default="you", help="Who decides it."
    ),
]
Name = Annotated[
    str | None, typer.Option("--name", help="List the speakers with this in a name, instead.")
]


@app.command()
def merge(
    key: Key, into: Into, by: By, database: DatabaseUrl, note: Note = None, as_json: AsJson = False
) -> None:
    """Take one speaker for another, in all that was imported and that will be."""
    from db.merged_speakers import merge_speakers
    from db.reviews import Decision

    with _archive(database) as engine:
        left = merge_speakers(engine, key, into, Decision(by, note))
    if as_json:
        print_json({"key": key, "into": left})
    else:
        people.print(f"{key} is {left} from now on.")


@app.command()
def split(
    key: Key, by: By, database: DatabaseUrl, note: Note = None, as_json: AsJson = False
) -> None:
    """Take a merged speaker for one of its own again, as if it had never been merged."""
    from db.merged_speakers import split_speaker
    from db.reviews import Decision

    with _archive(database) as engine:
        split_speaker(engine, key, Decision(by, note))
    if as_json:
        print_json({"key": key, "into": None})
    else:
        people.print(f"{key} is a speaker of its own again.")


@app.command("list")
def list_all(database: DatabaseUrl, name: Name = None, as_json: AsJson = False) -> None:
    """List who is merged into whom, by whom and why; or speakers by name, with their keys."""
    from db.merged_speakers import find_speakers, list_mergers

    with _archive(database) as engine:
        rows = list_mergers(engine) if name is None else find_speakers(engine, name)
    if as_json:
        print_json([{name: _written(value) for name, value in row.items()} for row in rows])
        return
    if not rows:
        people.print("There are none.")
        return
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*("" if each is None else str(_written(each)) for each in row.values()))
    people.print(table)


def _written(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


@contextmanager
def _archive(database: str) -> Iterator[Engine]:
    """Open an archive that is at the version of this program; tell what is wrong with a request."""
    from db import migrations
    from db.engine import create_engine
    from db.query.errors import QueryError

    migrations.check(database)
    engine = create_engine(database)
    try:
        yield engine
    except QueryError as error:
        fail(error.code, f"{error}.")
    finally:
        engine.dispose()

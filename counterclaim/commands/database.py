"""`counterclaim db`: bring the archive to this version, and check that it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import people, print_json

app = typer.Typer(help="Make and check the archive's tables.", no_args_is_help=True)


@app.command()
def upgrade(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Make the tables, or bring them to this version. Safe to repeat."""
    from db import migrations

    before = migrations.current(database)
    migrations.upgrade(database)
    after = migrations.current(database)
    if as_json:
        print_json({"before": before, "after": after})
    elif before == after:
        people.print(f"The archive is at version {after} already.")
    else:
        people.print(f"The archive is at version {after} now (before: {before or 'empty'}).")


@app.command()
def check(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Say whether the archive can be used as it is; exit code 2 if not."""
    from db import migrations

    migrations.check(database)
    if as_json:
        print_json({"version": migrations.head(), "ok": True})
    else:
        people.print(f"The archive is at version {migrations.head()}, as this program needs it.")


@app.command()
def recount(database: DatabaseUrl) -> None:
    """Count all statements anew, where `verify` finds kept counts that are wrong."""
    from db import migrations
    from db.counts import recount as count_anew
    from db.engine import create_engine

    migrations.check(database)
    engine = create_engine(database)
    try:
        count_anew(engine)
    finally:
        engine.dispose()
    people.print("The statements are counted anew.")


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
    database: DatabaseUrl,
) -> None:
    """Copy the archive to a file while it is in use (SQLite; PostgreSQL has pg_dump)."""
    from db.backup import back_up

    size = back_up(database, target)
    people.print(f"The archive is in {target}: {size:,} bytes.", markup=False)

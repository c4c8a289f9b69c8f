"""`counterclaim link`: judge the pairs of statements anew."""

from __future__ import annotations

from rich.progress import Progress

from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import people, print_json


def link_statements(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Link all statements. Safe to repeat: links keep their keys."""
    from dataclasses import asdict

    from db import migrations
    from db.engine import create_engine
    from db.linking import link_all

    migrations.check(database)
    engine = create_engine(database)
    try:
        with Progress(console=people, transient=True, disable=as_json) as bar:
            task = bar.add_task("linking", total=None)
            outcome = link_all(
                engine,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    finally:
        engine.dispose()
    if as_json:
        print_json(asdict(outcome))
    else:
        people.print(str(outcome), markup=False)

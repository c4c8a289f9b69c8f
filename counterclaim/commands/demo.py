"""`counterclaim demo`: the sample archive, ready to be looked at."""

from __future__ import annotations

from pathlib import Path

from counterclaim.commands.options import DatabaseUrl
from counterclaim.commands.serve import Host, Port, check_port, run_server
from counterclaim.console import fail, people

SAMPLES = Path(__file__).resolve().parents[2] / "seeds"


def demo(host: Host, port: Port, database: DatabaseUrl) -> None:
    """Make the archive, import the sample articles, link them and serve. Safe to repeat."""
    from counterclaim.importing import import_targets
    from db import migrations

    if not SAMPLES.is_dir():
        fail("not-found", f"There are no sample articles in {SAMPLES}.", "Run it in a checkout.")
    # Before the work, so that nobody waits for an import that can't be served.
    check_port(host, port)
    migrations.upgrade(database)
    report = import_targets(database, [str(path) for path in sorted(SAMPLES.glob("*.txt"))])
    people.print(report.summary(), markup=False)
    run_server(host, port, database)

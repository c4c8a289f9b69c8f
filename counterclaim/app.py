"""`counterclaim`: one program, one file a command in `commands/`."""

from __future__ import annotations

import sys

import typer
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import OperationalError, ProgrammingError

from counterclaim.commands import (
    annotate,
    compare,
    database,
    demo,
    doctor,
    export,
    imports,
    keys,
    linking,
    mcp,
    places,
    serve,
    speakers,
    verify,
    webhooks,
)
from counterclaim.console import fail
from db.errors import DatabaseError
from importer.gazetteer.schema import GazetteerError

app = typer.Typer(
    name="counterclaim",
    help="Reads conflict reports, keeps who said what, and links the statements that contradict.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("import")(imports.import_articles)
app.command("annotate")(annotate.annotate_inputs)
app.command("compare")(compare.compare_texts)
app.command("link")(linking.link_statements)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.command("mcp")(mcp.serve_mcp)
app.command("verify")(verify.verify_archive)
app.add_typer(database.app, name="db")
app.add_typer(export.app, name="export")
app.add_typer(keys.app, name="keys")
app.add_typer(places.app, name="places")
app.add_typer(speakers.app, name="speakers")
app.add_typer(webhooks.app, name="webhooks")


def main() -> None:
    """Run the program; a known problem ends it with a word and exit code 2, never with a trace."""
    try:
        app()
    except DatabaseError as problem:
        fail(problem.code, problem.detail)
    except OperationalError as problem:
        # The database went away, or its disk is full, in the middle of the work.
        words = str(problem.orig).strip().partition("\n")[0]
        fail("database-unreachable", f"The database did not do what was asked: {words}.")
    except ProgrammingError as problem:
        if not isinstance(problem.orig, InsufficientPrivilege):
            raise
        words = str(problem.orig).strip().partition("\n")[0]
        fail("database-rights", f"The role of the database URL may not do this: {words}.")
    except GazetteerError as problem:
        fail("gazetteer", str(problem))
    except KeyboardInterrupt:
        sys.exit(130)

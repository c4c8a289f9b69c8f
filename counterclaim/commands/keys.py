"""`counterclaim keys`: who may write over the network, and who may read where that needs a key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import people, print_json
from db.enums import KeyScope

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from db.api_keys import KeyFacts

app = typer.Typer(help="Make, list, renew and take back API keys.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Whose key it is: a program or a person.")]
Scopes = Annotated[
    list[KeyScope], typer.Option("--scope", help="What it allows. Repeat it for several.")
]
Days = Annotated[
    int | None, typer.Option("--days", min=1, max=3650, help="After how many days it ends.")
]
Prefix = Annotated[str, typer.Argument(help="The part of the key that `keys list` shows.")]


@app.command()
def create(
    name: Name,
    scopes: Scopes,
    database: DatabaseUrl,
    days: Days = None,
    as_json: AsJson = False,
) -> None:
    """Make a key. It is shown this once and never again."""
    from db.api_keys import create_key

    with _archive(database) as engine:
        valid_for = timedelta(days=days) if days else None
        shown, facts = create_key(engine, name, scopes, valid_for=valid_for)
    _show_new(shown, facts, as_json=as_json)


@app.command("list")
def list_all(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """List all keys by their prefix, with what they allow and when they were last used."""
    from db.api_keys import list_keys

    with _archive(database) as engine:
        keys = list_keys(engine)
    if as_json:
        print_json([_written(facts) for facts in keys])
        return
    table = Table("prefix", "name", "scopes", "created", "last used", "state")
    for facts in keys:
        table.add_row(
            facts.prefix,
            facts.name,
            " ".join(sorted(facts.scopes)),
            _day(facts.created_at),
            _day(facts.last_used_at) or "never",
            _state(facts),
        )
    people.print(table)


@app.command()
def rotate(prefix: Prefix, database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Replace a key by a new one that allows the same. The old one ends at once."""
    from db.api_keys import rotate_key

    with _archive(database) as engine:
        shown, facts = rotate_key(engine, prefix)
    _show_new(shown, facts, as_json=as_json)


@app.command()
def revoke(prefix: Prefix, database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Take a key back. Safe to repeat."""
    from db.api_keys import revoke_key

    with _archive(database) as engine:
        facts = revoke_key(engine, prefix)
    if as_json:
        print_json(_written(facts))
    else:
        people.print(f"The key {facts.prefix} of {facts.name} is good for nothing now.")


@contextmanager
def _archive(database: str) -> Iterator[Engine]:
    """Open an archive that is at the version of this program."""
    from db import migrations
    from db.engine import create_engine

    migrations.check(database)
    engine = create_engine(database)
    try:
        yield engine
    finally:
        engine.dispose()


def _show_new(shown: str, facts: KeyFacts, *, as_json: bool) -> None:
    if as_json:
        print_json({"key": shown, **_written(facts)})
        return
    typer.echo(shown)
    people.print(
        f"This is the key of {facts.name}, for {', '.join(sorted(facts.scopes))}. Keep it now: "
        "it is stored as a hash and can't be shown again.",
        markup=False,
    )


def _written(facts: KeyFacts) -> dict[str, Any]:
    moments = ("created_at", "expires_at", "last_used_at", "revoked_at")
    return {
        "prefix": facts.prefix,
        "name": facts.name,
        "scopes": sorted(facts.scopes),
        **{name: getattr(facts, name) for name in moments},
    }


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _state(facts: KeyFacts) -> str:
    if facts.revoked_at:
        return f"revoked {_day(facts.revoked_at)}"
    if not facts.holds(datetime.now(UTC)):
        return f"ended {_day(facts.expires_at)}"
    return f"ends {_day(facts.expires_at)}" if facts.expires_at else "good"

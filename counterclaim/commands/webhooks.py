"""`counterclaim webhooks`: have what comes into the archive sent to addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.table import Table

from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import fail, people, print_json

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from db.webhooks import WebhookFacts

app = typer.Typer(help="Add, list, remove and deliver webhooks.", no_args_is_help=True)


class WebhookEvent(StrEnum):
    """What can be sent."""

    STATEMENT = "statement.added"
    CONTRADICTION = "contradiction.added"


Url = Annotated[str, typer.Argument(metavar="URL", help="Where to send to.")]
Event = Annotated[WebhookEvent, typer.Option("--event", help="What to send.")]
Where = Annotated[
    str, typer.Option("--where", metavar="JSON", help="A filter, as GraphQL's `where` takes it.")
]
Key = Annotated[str, typer.Argument(help="The key that `webhooks list` shows.")]


@app.command()
def add(
    url: Url,
    event: Event,
    database: DatabaseUrl,
    where: Where = "{}",
    as_json: AsJson = False,
) -> None:
    """Save a filter and an address. The secret is shown this once and never again."""
    from api.settings import get_settings
    from api.webhooks.sending import check_url
    from db.webhooks import add_webhook

    chosen = _read_filter(where)
    with _archive(database) as engine:
        checked = check_url(url, allow_private=get_settings().webhook_private)
        secret, facts = add_webhook(engine, checked, event, chosen, created_by="command line")
    if as_json:
        print_json({**asdict(facts), "secret": secret})
        return
    typer.echo(secret)
    people.print(
        f"This is the secret of {facts.key}, with which deliveries to {facts.url} are signed. "
        "Keep it now: it is not shown again.",
        markup=False,
    )


@app.command("list")
def list_all(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """List all webhooks, with how much they have sent and have to send."""
    from db.webhooks import list_webhooks

    with _archive(database) as engine:
        found = list_webhooks(engine)
    if as_json:
        print_json([asdict(facts) for facts in found])
        return
    table = Table("key", "event", "where", "address", "delivered", "waiting", "state")
    for facts in found:
        table.add_row(
            facts.key,
            facts.event,
            orjson.dumps(facts.where).decode(),
            facts.url,
            str(facts.delivered),
            str(facts.waiting),
            _state(facts),
        )
    people.print(table)


@app.command()
def enable(
    key: Key,
    database: DatabaseUrl,
    skip_missed: Annotated[
        bool, typer.Option("--skip-missed", help="Send only what comes from now on.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Send again to an address that was given up, also what it missed."""
    from db.webhooks import enable_webhook

    with _archive(database) as engine:
        facts = enable_webhook(engine, key, missed=not skip_missed)
    if as_json:
        print_json(asdict(facts))
    else:
        people.print(f"{key} is enabled; {facts.waiting} to be sent now.")


@app.command()
def remove(key: Key, database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Send nothing more to an address, and forget what was sent."""
    from db.webhooks import remove_webhook

    with _archive(database) as engine:
        remove_webhook(engine, key)
    if as_json:
        print_json({"removed": key})
    else:
        people.print(f"{key} is removed.")


@app.command()
def deliver(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Send all that is due now, for where no server does so by itself."""
    from db import migrations

    migrations.check(database)
    arrived = asyncio.run(_deliver(database))
    if as_json:
        print_json({"delivered": arrived})
    else:
        people.print(f"{arrived} delivered.")


async def _deliver(database: str) -> int:
    from api.settings import get_settings
    from api.webhooks.delivering import Deliverer
    from api.writing import Writing
    from db.feed import Feed
    from db.feed_watch import watch_of
    from db.query.engine import open_engine

    settings = get_settings()
    engine, writing = open_engine(database), Writing(database)
    deliverer = Deliverer(
        engine,
        writing,
        Feed(engine, watch_of(settings.listen_url or database)),
        most_attempts=settings.webhook_attempts,
        allow_private=settings.webhook_private,
    )
    try:
        return await deliverer.deliver()
    finally:
        await writing.close()
        await engine.executor.close()


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


def _read_filter(where: str) -> dict[str, Any]:
    try:
        read = orjson.loads(where)
    except orjson.JSONDecodeError:
        read = None
    if not isinstance(read, dict):
        fail("bad-filter", "--where must be a JSON object.")
    return read


def _state(facts: WebhookFacts) -> str:
    if facts.disabled_at is None:
        return "good"
    return f"disabled {facts.disabled_at:%Y-%m-%d %H:%M}: {facts.disabled_reason}"

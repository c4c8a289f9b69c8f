"""Webhooks: saved filters, what is to be sent of them, and how that goes.

Several processes may deliver at once. What fits a filter is filed by whoever moves the webhook's
place in the feed, which only one can do; a delivery is lent to whoever moves its next attempt into
the future, so that one that dies with it is followed by another.
"""

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update

from db.engine import reading
from db.enums import WebhookEntity
from db.inserts import insert_all
from db.query.arrivals import AFTER, UP_TO, plan_arrivals
from db.query.compiler import Plan
from db.query.dialect import Dialect
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.query.postgres_dialect import Postgres
from db.query.selection import Field, argument
from db.query.sqlite_dialect import Sqlite
from db.tables import Change, Webhook, WebhookAttempt, WebhookDelivery
from db.tables.base import table_of

WEBHOOK = table_of(Webhook)
DELIVERY = table_of(WebhookDelivery)
ATTEMPT = table_of(WebhookAttempt)
CHANGE = table_of(Change)

EVENTS = {
    "statement.added": WebhookEntity.STATEMENT,
    "contradiction.added": WebhookEntity.CONTRADICTION,
}
"""What can be sent, by the name that deliveries carry."""
MAX_WEBHOOKS = 1000
LEASE = timedelta(minutes=2)
"""How long a delivery may be out before another process takes it up."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=12)


_ANY = (
    "SELECT CAST(count(*) AS TEXT) FROM (SELECT 1 FROM webhook "
    "WHERE disabled_at IS NULL LIMIT 1) found"
)


class WebhookError(QueryError):
    """A webhook that cannot be."""

    def __init__(self, message: str, *, at: str = "") -> None:
        super().__init__("bad-webhook", message, (at,) if at else ())


class TooManyWebhooksError(QueryError):
    """The archive has as many webhooks as it can have."""

    def __init__(self) -> None:
        message = f"There are {MAX_WEBHOOKS} webhooks already; delete one that is not needed."
        super().__init__("too-many-webhooks", message)


class UnknownWebhookError(QueryError):
    """No webhook has the key."""

    def __init__(self) -> None:
        super().__init__("unknown-key", "is the key of no webhook", ("key",))


@dataclass(frozen=True, slots=True)
class WebhookFacts:
    """All that may be told of a webhook; the secret is told once, when it is made."""

    key: str
    url: str
    event: str
    where: dict[str, Any]
    created_by: str
    created_at: datetime
    disabled_at: datetime | None
    disabled_reason: str | None
    delivered: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Active:
    """A webhook that is to be served."""

    id: int
    entity: WebhookEntity
    where: dict[str, Any]
    position: int


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is lent out to be made."""

    id: int
    webhook_id: int
    message_id: str
    url: str
    secret: str
    body: str
    attempts: int
    """Those made before."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt went."""

    status: int | None
    error: str | None
    milliseconds: int

    @property
    def delivered(self) -> bool:
        """True where the address took it."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own

    @property
    def unwanted(self) -> bool:
        """True where the address says that it wants no more, ever: 410."""
        return self.status == 410  # noqa: PLR2004 - HTTP's own

    def __str__(self) -> str:
        """Say it in a few words."""
        return self.error or f"the address answered {self.status}"


def event_of(entity: WebhookEntity) -> str:
    """Return the name of what is sent of an entity."""
    return next(name for name, known in EVENTS.items() if known is entity)


def plan_webhook(
    dialect: Dialect,
    entity: WebhookEntity,
    where: Mapping[str, Any],
    fields: Sequence[Field],
    most: int,
) -> Plan:
    """Compile a saved filter; raise QueryError where it is at fault."""
    inner = Field(entity.value, entity.value, fields=tuple(fields))
    chosen = Field(
        f"{entity.value}Added",
        "data",
        {"where": argument(dict(where), ("where",))},
        (Field("cursor", "cursor"), Field("recordedAt", "recordedAt"), inner),
    )
    return plan_arrivals(dialect, chosen, most=most)


def add_webhook(
    engine: Engine, url: str, event: str, where: Mapping[str, Any], *, created_by: str
) -> tuple[str, WebhookFacts]:
    """Save a filter, from now on; return the secret with the facts. Nobody can read it later.

    The address is expected to be checked already.
    """
    if event not in EVENTS:
        raise WebhookError(f"must be one of {', '.join(EVENTS)}", at="event")
    dialect = Postgres() if engine.dialect.name == "postgresql" else Sqlite()
    try:
        plan = plan_webhook(dialect, EVENTS[event], where, (Field("key", "key"),), 1)
        plan.parameters({"where": where, AFTER: 0, UP_TO: 0})
    except QueryError as error:
        error.path = error.path[1:]  # the field was ours
        raise
    secret = f"whsec_{b64encode(secrets.token_bytes(24)).decode()}"
    row = {
        "key": f"wh_{secrets.token_hex(8)}",
        "url": url,
        "entity": EVENTS[event],
        "filter": dict(where),
        "secret": secret,
        "created_by": created_by,
        "created_at": datetime.now(UTC),
    }
    with engine.begin() as connection:
        if (
            connection.execute(select(func.count()).select_from(WEBHOOK)).scalar_one()
            >= MAX_WEBHOOKS
        ):
            raise TooManyWebhooksError
        position = connection.execute(select(func.coalesce(func.max(CHANGE.c.id), 0))).scalar_one()
        connection.execute(insert(WEBHOOK).values(**row, position=position))
    return secret, _facts({**row, "disabled_at": None, "disabled_reason": None})


def list_webhooks(engine: Engine) -> list[WebhookFacts]:
    """Return all webhooks, the oldest first, with how much they have sent and have to send."""
    counts = (
        select(
            DELIVERY.c.webhook_id,
            func.count(DELIVERY.c.delivered_at).label("delivered"),
            func.count(DELIVERY.c.next_attempt_at).label("waiting"),
        )
        .group_by(DELIVERY.c.webhook_id)
        .subquery()
    )
    query = (
        select(WEBHOOK, counts.c.delivered, counts.c.waiting)
        .outerjoin(counts, counts.c.webhook_id == WEBHOOK.c.id)
        .order_by(WEBHOOK.c.id)
    )
    with reading(engine) as connection:
        return [_facts(row) for row in connection.execute(query).mappings()]


def _facts(row: RowMapping | Mapping[str, Any]) -> WebhookFacts:
    same = ("key", "url", "created_by", "created_at", "disabled_at", "disabled_reason")
    return WebhookFacts(
        event=event_of(row["entity"]),
        where=row["filter"],
        delivered=row.get("delivered") or 0,
        waiting=row.get("waiting") or 0,
        **{name: row[name] for name in same},
    )


async def any_webhook(engine: QueryEngine) -> bool:
    """Ask whether any webhook is to be served, which costs next to nothing."""
    return await engine.executor.fetch(_ANY, (), light=True) != "0"


def remove_webhook(engine: Engine, key: str) -> None:
    """Forget a webhook, its secret and what it sent; raise UnknownWebhookError without one."""
    with engine.begin() as connection:
        query = select(WEBHOOK.c.id).where(WEBHOOK.c.key == key)
        number = connection.execute(query.with_for_update()).scalar_one_or_none()
        if number is None:
            raise UnknownWebhookError
        sent = select(DELIVERY.c.id).where(DELIVERY.c.webhook_id == number)
        connection.execute(delete(ATTEMPT).where(ATTEMPT.c.delivery_id.in_(sent)))
        connection.execute(delete(DELIVERY).where(DELIVERY.c.webhook_id == number))
        connection.execute(delete(WEBHOOK).where(WEBHOOK.c.id == number))


def enable_webhook(engine: Engine, key: str, *, missed: bool = True) -> WebhookFacts:
    """Serve a webhook again; one that is not disabled is left as it is.

    With `missed` all that failed or came meanwhile is sent, else only what comes from now on. Raise
    UnknownWebhookError without one.
    """
    with engine.begin() as connection:
        query = select(WEBHOOK.c.id, WEBHOOK.c.disabled_at).where(WEBHOOK.c.key == key)
        row = connection.execute(query.with_for_update()).one_or_none()
        if row is None:
            raise UnknownWebhookError
        if row.disabled_at is not None:
            _enable(connection, row.id, missed=missed)
    return next(facts for facts in list_webhooks(engine) if facts.key == key)


def _enable(connection: Connection, number: int, *, missed: bool) -> None:
    values: dict[str, Any] = {"disabled_at": None, "disabled_reason": None}
    if missed:
        failed = (DELIVERY.c.webhook_id == number) & DELIVERY.c.delivered_at.is_(None)
        anew = {"attempts": 0, "next_attempt_at": datetime.now(UTC)}
        connection.execute(update(DELIVERY).where(failed).values(**anew))
    else:
        values["position"] = select(func.coalesce(func.max(CHANGE.c.id), 0)).scalar_subquery()
    connection.execute(update(WEBHOOK).where(WEBHOOK.c.id == number).values(**values))


def active_webhooks(engine: Engine) -> list[Active]:
    """Return the webhooks that are to be served."""
    query = select(WEBHOOK).where(WEBHOOK.c.disabled_at.is_(None)).order_by(WEBHOOK.c.id)
    with reading(engine) as connection:
        rows = connection.execute(query).mappings().all()
    return [Active(row["id"], row["entity"], row["filter"], row["position"]) for row in rows]


def file_deliveries(
    engine: Engine, webhook: Active, reached: int, bodies: Sequence[tuple[int, str]]
) -> bool:
    """Store what is to be sent (event of the feed, body), and how far the feed was read for it.

    Return False, and store nothing, where another process did so meanwhile.
    """
    now = datetime.now(UTC)
    mine = (WEBHOOK.c.id == webhook.id) & (WEBHOOK.c.position == webhook.position)
    with engine.begin() as connection:
        moved = update(WEBHOOK).where(mine, WEBHOOK.c.disabled_at.is_(None))
        if connection.execute(moved.values(position=reached)).rowcount != 1:
            return False
        rows = [
            {
                "webhook_id": webhook.id,
                "change_id": change_id,
                "message_id": f"msg_{secrets.token_hex(16)}",
                "body": body,
                "created_at": now,
                "attempts": 0,
                "next_attempt_at": now,
            }
            for change_id, body in bodies
        ]
        insert_all(connection, DELIVERY, rows)
    return True


def borrow_due(engine: Engine, most: int) -> list[Due]:
    """Borrow deliveries whose time has come, the longest waiting first."""
    now = datetime.now(UTC)
    due = (DELIVERY.c.next_attempt_at <= now) & WEBHOOK.c.disabled_at.is_(None)
    query = (
        select(DELIVERY, WEBHOOK.c.url, WEBHOOK.c.secret)
        .join(WEBHOOK, WEBHOOK.c.id == DELIVERY.c.webhook_id)
        .where(due)
        .order_by(DELIVERY.c.next_attempt_at, DELIVERY.c.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=DELIVERY)
    )
    with engine.begin() as connection:
        rows = connection.execute(query).mappings().all()
        ids = [row["id"] for row in rows]
        lent = update(DELIVERY).where(DELIVERY.c.id.in_(ids)).values(next_attempt_at=now + LEASE)
        connection.execute(lent)
    names = ("id", "webhook_id", "message_id", "url", "secret", "body", "attempts")
    return [Due(**{name: row[name] for name in names}) for row in rows]


def record_attempt(engine: Engine, due: Due, outcome: Outcome, *, most: int) -> None:
    """Store how an attempt went, and when the next one is to be made.

    After `most` attempts at one delivery, or where the address wants no more, the webhook is
    disabled: nothing more is sent to it.
    """
    now = datetime.now(UTC)
    made = due.attempts + 1
    failed = not outcome.delivered and (made >= most or outcome.unwanted)
    after = None if outcome.delivered or failed else now + _pause(made)
    values = {
        "attempts": made,
        "next_attempt_at": after,
        "delivered_at": now if outcome.delivered else None,
    }
    with engine.begin() as connection:
        same = DELIVERY.c.id == due.id
        if connection.execute(update(DELIVERY).where(same).values(**values)).rowcount != 1:
            return  # the webhook was removed meanwhile
        connection.execute(
            insert(ATTEMPT).values(
                delivery_id=due.id,
                attempted_at=now,
                status=outcome.status,
                error=outcome.error,
                milliseconds=outcome.milliseconds,
            )
        )
        if failed:
            _disable(connection, due.webhook_id, f"{made} attempts failed: {outcome}", now)


def disable_webhook(engine: Engine, number: int, reason: str) -> None:
    """Send nothing more to an address, and say why."""
    with engine.begin() as connection:
        _disable(connection, number, reason, datetime.now(UTC))


def _disable(connection: Connection, number: int, reason: str, now: datetime) -> None:
    on = (WEBHOOK.c.id == number) & WEBHOOK.c.disabled_at.is_(None)
    values = {"disabled_at": now, "disabled_reason": reason}
    connection.execute(update(WEBHOOK).where(on).values(**values))
    left = (DELIVERY.c.webhook_id == number) & DELIVERY.c.next_attempt_at.is_not(None)
    connection.execute(update(DELIVERY).where(left).values(next_attempt_at=None))


def _pause(attempts: int) -> timedelta:
    """Wait four times as long after each failure, and not all at the same moment."""
    pause = min(FIRST_PAUSE * 4.0 ** (attempts - 1), LONGEST_PAUSE)
    return pause * (0.9 + 0.2 * secrets.randbelow(1000) / 1000)

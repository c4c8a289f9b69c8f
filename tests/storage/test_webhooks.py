"""Webhooks in the database: who may file and send, when again, and when no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from db import webhooks
from db.engine import reading
from db.enums import WebhookEntity
from db.query.errors import QueryError
from db.runs import ImportRun
from db.webhooks import (
    ATTEMPT,
    DELIVERY,
    WEBHOOK,
    Due,
    Outcome,
    TooManyWebhooksError,
    UnknownWebhookError,
    active_webhooks,
    add_webhook,
    borrow_due,
    enable_webhook,
    file_deliveries,
    list_webhooks,
    record_attempt,
    remove_webhook,
)
from db.writer import write_annotation
from tests.storage.factories import annotation

URL = "https://news.example/hook"
FAILED = Outcome(500, None, 12)
TAKEN = Outcome(204, None, 12)


def add(engine: Engine, event: str = "statement.added", **where: Any) -> str:
    _, facts = add_webhook(engine, URL, event, where, created_by="tests")
    return facts.key


def file_one(engine: Engine, *numbers: int) -> None:
    (webhook,) = active_webhooks(engine)
    bodies = [(number, f'{{"n":{number}}}') for number in numbers]
    assert file_deliveries(engine, webhook, max(numbers), bodies)


def rows(engine: Engine, table: Any) -> list[Any]:
    with reading(engine) as connection:
        return list(connection.execute(select(table).order_by(table.c.id)).mappings())


def make_due(engine: Engine) -> None:
    with engine.begin() as connection:
        waiting = DELIVERY.c.next_attempt_at.is_not(None)
        now = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(update(DELIVERY).where(waiting).values(next_attempt_at=now))


def test_a_webhook_begins_at_the_end_of_the_feed(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    secret, facts = add_webhook(
        engine, URL, "contradiction.added", {"type": {"in": ["NUMBER"]}}, created_by="Ana"
    )
    assert secret.startswith("whsec_")
    assert (facts.event, facts.created_by, facts.disabled_at) == (
        "contradiction.added",
        "Ana",
        None,
    )
    (webhook,) = active_webhooks(engine)
    assert webhook.entity is WebhookEntity.CONTRADICTION
    assert webhook.where == {"type": {"in": ["NUMBER"]}}
    assert webhook.position == 6  # an article and its five statements
    assert list_webhooks(engine) == [facts]


@pytest.mark.parametrize(
    ("event", "where", "code"),
    [
        ("statement.removed", {}, "bad-webhook"),
        ("statement.added", {"nothing": 1}, "bad-filter"),
        ("statement.added", {"text": {"eq": "\x00"}}, "bad-filter"),
        ("contradiction.added", {"speaker": {"name": {"eq": "x"}}}, "bad-filter"),
    ],
)
def test_a_filter_that_cannot_be_used_is_not_saved(
    engine: Engine, event: str, where: dict[str, Any], code: str
) -> None:
    with pytest.raises(QueryError) as problem:
        add_webhook(engine, URL, event, where, created_by="tests")
    assert problem.value.code == code
    assert list_webhooks(engine) == []


def test_there_is_an_end_to_their_number(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "MAX_WEBHOOKS", 1)
    add(engine)
    with pytest.raises(TooManyWebhooksError):
        add(engine)


def test_of_two_that_file_the_same_one_does(engine: Engine) -> None:
    add(engine)
    (webhook,) = active_webhooks(engine)
    with ThreadPoolExecutor(4) as threads:
        filed = list(
            threads.map(lambda _: file_deliveries(engine, webhook, 9, [(7, "{}")]), range(4))
        )
    assert sorted(filed) == [False, False, False, True]
    assert [row["change_id"] for row in rows(engine, DELIVERY)] == [7]
    assert active_webhooks(engine)[0].position == 9


def test_what_is_lent_is_lent_once_and_comes_back_when_nobody_reports(engine: Engine) -> None:
    add(engine)
    file_one(engine, *range(1, 21))
    with ThreadPoolExecutor(4) as threads:
        lent = list(threads.map(lambda _: borrow_due(engine, 5), range(4)))
    ids = [due.id for part in lent for due in part]
    assert len(set(ids)) == len(ids)
    rest = borrow_due(engine, 100)  # of two at once on PostgreSQL one may go away with less
    assert sorted([*ids, *(due.id for due in rest)]) == list(range(1, 21))
    assert borrow_due(engine, 100) == []
    make_due(engine)
    assert len(borrow_due(engine, 100)) == 20


def test_an_attempt_is_stored_and_the_next_one_comes_later_and_later(engine: Engine) -> None:
    add(engine)
    file_one(engine, 1)
    pauses = []
    for attempt in range(5):
        (due,) = borrow_due(engine, 10)
        assert due.attempts == attempt
        before = datetime.now(UTC)
        record_attempt(engine, due, FAILED, most=9)
        (row,) = rows(engine, DELIVERY)
        pauses.append((row["next_attempt_at"] - before).total_seconds())
        make_due(engine)
    for pause, base in zip(pauses, (5, 20, 80, 320, 1280), strict=True):
        assert 0.89 * base <= pause <= 1.12 * base
    (due,) = borrow_due(engine, 10)
    record_attempt(engine, due, TAKEN, most=9)
    (row,) = rows(engine, DELIVERY)
    assert (row["attempts"], row["next_attempt_at"]) == (6, None)
    assert row["delivered_at"] is not None
    assert [row["status"] for row in rows(engine, ATTEMPT)] == [500] * 5 + [204]
    (facts,) = list_webhooks(engine)
    assert (facts.delivered, facts.waiting, facts.disabled_at) == (1, 0, None)


@pytest.mark.parametrize(
    ("outcome", "attempts", "reason"),
    [
        (Outcome(None, "the address could not be reached (ConnectError)", 3), 2, "ConnectError"),
        (Outcome(302, None, 3), 2, "answered 302"),
        (Outcome(410, None, 3), 1, "answered 410"),
    ],
)
def test_an_address_that_takes_nothing_is_given_up(
    engine: Engine, outcome: Outcome, attempts: int, reason: str
) -> None:
    add(engine)
    file_one(engine, 1, 2)
    for _ in range(attempts):
        due = borrow_due(engine, 10)[0]
        record_attempt(engine, due, outcome, most=2)
        make_due(engine)
    (facts,) = list_webhooks(engine)
    assert facts.disabled_at is not None
    assert facts.disabled_reason is not None
    assert reason in facts.disabled_reason
    assert facts.waiting == 0
    assert active_webhooks(engine) == []
    assert borrow_due(engine, 10) == []


@pytest.mark.parametrize("missed", [True, False])
def test_one_that_was_given_up_is_served_again(engine: Engine, *, missed: bool) -> None:
    key = add(engine)
    file_one(engine, 1, 2)
    first, second = borrow_due(engine, 10)
    record_attempt(engine, first, TAKEN, most=3)
    record_attempt(engine, second, Outcome(410, None, 3), most=3)
    with engine.begin() as connection:
        moment = {"recorded_at": datetime.now(UTC), "entity_key": "k"}
        added = {"id": 7, "entity": "statement", "kind": "added", **moment}
        connection.execute(insert(webhooks.CHANGE).values(**added))
    facts = enable_webhook(engine, key, missed=missed)
    assert (facts.disabled_at, facts.disabled_reason) == (None, None)
    (active,) = active_webhooks(engine)
    assert active.position == (2 if missed else 7)
    assert [due.message_id for due in borrow_due(engine, 10)] == [second.message_id] * missed
    assert facts.waiting == int(missed)
    enable_webhook(engine, key, missed=False)  # it is enabled already: nothing is skipped
    assert active_webhooks(engine) == [active]
    with pytest.raises(UnknownWebhookError):
        enable_webhook(engine, "wh_none")


def test_a_webhook_is_removed_with_all_that_it_sent(engine: Engine) -> None:
    key = add(engine)
    file_one(engine, 1, 2)
    first, second = borrow_due(engine, 10)
    record_attempt(engine, first, TAKEN, most=3)
    remove_webhook(engine, key)
    record_attempt(engine, second, TAKEN, most=3)  # came back too late
    assert [rows(engine, table) for table in (WEBHOOK, DELIVERY, ATTEMPT)] == [[], [], []]
    with pytest.raises(UnknownWebhookError):
        remove_webhook(engine, key)


def test_a_delivery_says_all_that_sending_needs(engine: Engine) -> None:
    secret, _ = add_webhook(engine, URL, "statement.added", {}, created_by="tests")
    file_one(engine, 3)
    (due,) = borrow_due(engine, 10)
    assert due == Due(due.id, due.webhook_id, due.message_id, URL, secret, '{"n":3}', 0)
    assert due.message_id.startswith("msg_")

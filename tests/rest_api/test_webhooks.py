"""Webhooks over REST and the command line, delivered to a real address, with real signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text, update

from api.app import create_app
from api.settings import Settings
from api.webhooks import delivering
from api.webhooks.delivering import Deliverer
from api.webhooks.sending import check_url, post
from api.webhooks.signing import sign
from api.writing import Writing
from db.api_keys import create_key
from db.enums import KeyScope
from db.feed import Feed
from db.feed_watch import watch_of
from db.query.engine import open_engine
from db.webhooks import (
    DELIVERY,
    WEBHOOK,
    Due,
    WebhookError,
    add_webhook,
    disable_webhook,
    list_webhooks,
)
from tests.databases import Database
from tests.live import PATIENCE, run_program
from tests.storage.opposites import NO, YES, reading_of
from tests.streaming import running, write

AT_TARNOVA = {"place": {"name": {"eq": "Tarnova"}}}


@dataclass
class Receiver:
    """A program that is told; it answers as it is set to."""

    url: str = ""
    status: int = 200
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def wait_for(self, number: int) -> None:
        """Wait until so many deliveries have come."""
        deadline = time.monotonic() + PATIENCE
        while len(self.received) < number:
            assert time.monotonic() < deadline, f"{len(self.received)} of {number} have come"
            time.sleep(0.05)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Run such a program."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            state.received.append((headers, body))
            self.send_response(state.status)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/hook?a=1"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
async def deliverer(database: Database) -> AsyncIterator[Deliverer]:
    """Give what delivers; private addresses are allowed."""
    engine, writing = open_engine(database.url), Writing(database.url)
    feed = Feed(engine, watch_of(database.url))
    yield Deliverer(engine, writing, feed, most_attempts=3, allow_private=True)
    await writing.close()
    await engine.executor.close()


def add(engine: Engine, url: str, event: str = "statement.added", **where: Any) -> str:
    secret, _ = add_webhook(engine, url, event, where, created_by="tests")
    return secret


def verify(secret: str, headers: dict[str, str], body: bytes) -> Any:
    """Do what a receiver does, by the letter of the specification."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 300
    return json.loads(body)


def test_the_signature_is_that_of_the_specification() -> None:
    """The example that implementations of Standard Webhooks share."""
    shown = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    assert (
        sign(shown, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


async def test_what_fits_is_sent_once_and_signed(
    deliverer: Deliverer, engine: Engine, receiver: Receiver
) -> None:
    write(engine, reading_of(1, YES))  # before there was a webhook
    secret = add(engine, receiver.url, "statement.added", **AT_TARNOVA)
    add(engine, receiver.url, claimType={"in": ["CASUALTIES"]})
    other = add(engine, receiver.url, "contradiction.added")
    write(engine, reading_of(2, NO), link=True)
    assert await deliverer.deliver() == 2
    assert await deliverer.deliver() == 0
    by_type = {json.loads(body)["type"]: (headers, body) for headers, body in receiver.received}
    statement = verify(secret, *by_type["statement.added"])
    assert statement["data"]["statement"]["article"]["name"] == "2.txt"
    found = verify(other, *by_type["contradiction.added"])
    assert found["data"]["contradiction"]["reason"]
    assert found["timestamp"] == found["data"]["recordedAt"]
    headers, _ = by_type["statement.added"]
    assert headers["content-type"] == "application/json"
    assert headers["host"] == receiver.url.split("/")[2]


async def test_a_failed_delivery_is_sent_again_as_it_was(
    deliverer: Deliverer, engine: Engine, receiver: Receiver
) -> None:
    secret = add(engine, receiver.url)
    write(engine, reading_of(1, YES))
    receiver.status = 503
    assert await deliverer.deliver() == 0
    receiver.status = 200
    with engine.begin() as connection:
        earlier = connection.execute(DELIVERY.select()).mappings().one()["created_at"]
        connection.execute(update(DELIVERY).values(next_attempt_at=earlier))
    assert await deliverer.deliver() == 1
    (first, first_body), (second, second_body) = receiver.received
    assert first["webhook-id"] == second["webhook-id"]
    assert first_body == second_body
    verify(secret, second, second_body)


async def test_redirects_are_not_followed_and_410_ends_it(
    deliverer: Deliverer, engine: Engine, receiver: Receiver
) -> None:
    add(engine, receiver.url)
    write(engine, reading_of(1, YES))
    receiver.status = 302
    assert await deliverer.deliver() == 0
    assert list_webhooks(engine)[0].waiting == 1
    receiver.status = 410
    write(engine, reading_of(2, YES))
    assert await deliverer.deliver() == 0
    assert "410" in (list_webhooks(engine)[0].disabled_reason or "")
    assert len(receiver.received) == 2


async def test_a_filter_of_an_older_program_disables_its_webhook_alone(
    deliverer: Deliverer, engine: Engine, receiver: Receiver
) -> None:
    add(engine, receiver.url)
    with engine.begin() as connection:
        connection.execute(update(WEBHOOK).values(filter={"no longer": "known"}))
    add(engine, receiver.url)
    write(engine, reading_of(1, YES))
    assert await deliverer.deliver() == 1
    old, new = list_webhooks(engine)
    assert "no longer" in (old.disabled_reason or "")
    assert new.disabled_at is None


async def test_private_addresses_are_not_called(receiver: Receiver) -> None:
    """Neither by number nor by name; what a name means is looked up when it is used."""
    for url in (receiver.url, receiver.url.replace("127.0.0.1", "localhost")):
        due = Due(1, 1, "msg_1", url, "whsec_AAAA", "{}", 0)
        outcome = await post(due, allow_private=False)
        assert outcome.status is None
        assert "private network" in str(outcome)
    assert receiver.received == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/hook",
        "ftp://news.example/hook",
        "file:///etc/passwd",
        "http://",
        "http://user:word@news.example/",
        "https://news.example/#part",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3:8080/",
        "https://news.example/" + 2000 * "a",
        "http://\x00/",
        "http://news.example:99999999/",
        # Other ways to write addresses of this machine, and names that are none.
        "http://0/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0x7f000001./",
        "http://news.example.017/",
        "http://localhost./",
        "http://news.LOCALHOST/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://news .example/",
        "http://[/",
        "http://./",
        "http://news..example/",
        "http://-news.example/",
        f"http://{'n' * 64}.example/",
    ],
)
def test_addresses_that_can_never_be_used_are_refused(url: str) -> None:
    with pytest.raises(WebhookError):
        check_url(url, allow_private=False)


def test_addresses_of_the_web_are_kept_as_they_are() -> None:
    for url in (
        "https://news.example/hook?a=b",
        "http://198.51.100.7x.example:8080/",
        "https://xn--nrrk-qqa1o.example./a_b/",
        "https://8.8.8.8/hook",
        "https://news_room.0x.example/",
    ):
        assert check_url(url, allow_private=False) == url


def test_webhooks_are_made_listed_and_removed_with_an_admin_key(
    database: Database, engine: Engine, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "LOOK_EVERY", 0.1)
    key, _ = create_key(engine, "Newsroom", [KeyScope.ADMIN])
    reader, _ = create_key(engine, "reader", [KeyScope.READ, KeyScope.REVIEW])
    settings = Settings(database_url=database.url, webhook_private=True)
    asked = {"url": receiver.url, "event": "statement.added", "where": AT_TARNOVA}
    with running(create_app(settings)) as url, httpx.Client(base_url=url) as client:
        assert client.post("/v1/webhooks", json=asked).status_code == 401
        weak = {"authorization": f"Bearer {reader}"}
        for method, path in (
            ("POST", ""),
            ("GET", ""),
            ("POST", "/wh_0/enable"),
            ("DELETE", "/wh_0"),
        ):
            answer = client.request(method, f"/v1/webhooks{path}", headers=weak)
            assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")
        client.headers["authorization"] = f"Bearer {key}"
        made = client.post("/v1/webhooks", json=asked)
        assert made.status_code == 201
        assert made.json()["secret"].startswith("whsec_")
        write(engine, reading_of(1, YES))
        receiver.wait_for(1)
        verify(made.json()["secret"], *receiver.received[0])
        _until_delivered(client)
        (listed,) = client.get("/v1/webhooks").json()["items"]
        assert "secret" not in listed
        assert listed["createdBy"] == "Newsroom"
        assert listed["where"] == AT_TARNOVA
        _give_up(engine)
        assert client.get("/v1/webhooks").json()["items"][0]["disabledReason"] == "gone"
        for query, status in (("?missed=some", 422), ("", 200), ("?missed=skip", 200)):
            answer = client.post(f"/v1/webhooks/{listed['key']}/enable{query}")
            assert answer.status_code == status
        assert answer.json()["disabledAt"] is None
        assert client.post("/v1/webhooks/wh_0/enable").status_code == 404
        assert client.delete(f"/v1/webhooks/{listed['key']}").status_code == 204
        assert client.delete(f"/v1/webhooks/{listed['key']}").status_code == 404
        assert client.get("/v1/webhooks").json() == {"items": []}


def _give_up(engine: Engine) -> None:
    with engine.connect() as connection:
        number = connection.execute(text("SELECT id FROM webhook")).scalar_one()
    disable_webhook(engine, number, "gone")


def _until_delivered(client: httpx.Client) -> None:
    deadline = time.monotonic() + PATIENCE
    while client.get("/v1/webhooks").json()["items"][0]["delivered"] != 1:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"url": "ftp://x"}, "bad-webhook", "body.url"),
        ({"url": "http://127.0.0.1/"}, "bad-webhook", "body.url"),
        ({"event": "statement.lost"}, "bad-parameter", "body.event"),
        ({"where": {"place": {"nam": 1}}}, "bad-filter", "body.where.place.nam"),
        ({"where": {"confidence": {"eq": 10**400}}}, "bad-filter", "body.where"),
        ({"where": []}, "bad-parameter", "body.where"),
        ({"more": 1}, "bad-parameter", "body.more"),
    ],
)
def test_what_is_wrong_with_a_webhook_is_named(
    database: Database, engine: Engine, changed: dict[str, Any], code: str, where: str
) -> None:
    key, _ = create_key(engine, "Newsroom", [KeyScope.ADMIN])
    body = {"url": "https://news.example/", "event": "statement.added", **changed}
    headers = {"authorization": f"Bearer {key}"}
    with running(create_app(Settings(database_url=database.url))) as url:
        answer = httpx.post(f"{url}/v1/webhooks", json=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert answer.json()["faults"][0]["where"] == where


def test_numbers_that_no_answer_could_show_are_shown_as_others(
    database: Database, engine: Engine
) -> None:
    key, _ = create_key(engine, "Newsroom", [KeyScope.ADMIN])
    bounds = [{"gte": 2**100}, {"gte": 1e30}, {"lt": -(2**64)}]
    where = {"or": [{"confidence": bound} for bound in bounds]}
    body = {"url": "https://news.example/", "event": "statement.added", "where": where}
    headers = {"authorization": f"Bearer {key}"}
    with running(create_app(Settings(database_url=database.url))) as url:
        made = httpx.post(f"{url}/v1/webhooks", json=body, headers=headers)
        listed = httpx.get(f"{url}/v1/webhooks", headers=headers)
    assert (made.status_code, listed.status_code) == (201, 200)
    assert listed.json()["items"][0]["where"] == where


def test_the_command_line_does_all_of_it(
    database: Database, engine: Engine, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*arguments: str) -> Any:
        done = run_program("webhooks", *arguments, database_url=database.url)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout) if done.stdout else None

    wanted = ("--event", "statement.added", "--where", json.dumps(AT_TARNOVA))
    refused = run_program("webhooks", "add", receiver.url, *wanted, database_url=database.url)
    assert refused.returncode == 2
    assert b"bad-webhook" in refused.stderr
    monkeypatch.setenv("COUNTERCLAIM_WEBHOOK_PRIVATE", "true")
    made = run("add", receiver.url, *wanted, "--json")
    write(engine, reading_of(1, YES))
    assert run("deliver", "--json") == {"delivered": 1}
    verify(made["secret"], *receiver.received[0])
    (listed,) = run("list", "--json")
    assert (listed["key"], listed["delivered"]) == (made["key"], 1)
    _give_up(engine)
    assert run("enable", made["key"], "--json")["disabled_at"] is None
    run("remove", made["key"], "--json")
    again = run_program("webhooks", "remove", made["key"], database_url=database.url)
    assert (again.returncode, b"unknown-key" in again.stderr) == (2, True), again.stderr

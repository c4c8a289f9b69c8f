"""Clients of streams that err, dawdle, overdo it or have no key."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from websockets.exceptions import ConnectionClosed

from api.app import create_app
from api.settings import Settings
from api.streams.limits import StreamLimits
from db.api_keys import create_key, revoke_key
from db.enums import KeyScope
from db.query.changes import feed_cursor
from tests.databases import Database
from tests.live import PATIENCE
from tests.storage.opposites import NO, YES, reading_of
from tests.streaming import running, socket_to, stream_of, write

ADDED = "subscription { statementAdded { cursor } }"
BEGINNING = feed_cursor(0)


@pytest.fixture
def app(database: Database) -> FastAPI:
    """Give the application; a test may change its limits."""
    return create_app(Settings(database_url=database.url))


@pytest.fixture
def limits(app: FastAPI) -> Callable[..., None]:
    """Give what changes the limits of the streams."""

    def change(**values: float) -> None:
        app.state.streams.limits = replace(StreamLimits(), **values)  # type: ignore[arg-type]  # numbers all

    return change


@pytest.fixture
def url(app: FastAPI) -> Iterator[str]:
    """Serve the application."""
    with running(app) as address:
        yield address


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("", 4400),
        ("{", 4400),
        ("null", 4400),
        ("[]", 4400),
        ("{}", 4400),
        ('{"type": 1}', 4400),
        ('{"type": ["subscribe"]}', 4400),
        ('{"type": "start"}', 4400),
        ('{"type": "subscribe"}', 4400),
        ('{"type": "subscribe", "id": 1, "payload": {"query": "{ __typename }"}}', 4400),
        ('{"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {"query": 1}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {"query": "", "variables": []}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {"query": "", "operationName": 1}}', 4400),
        ('{"type": "connection_init"}', 4429),
        (b'{"type": "ping"}', 4400),
        ("[" * 100_000, 4400),
        ('{"type": "ping", "payload": {"a": "' + 300_000 * "x" + '"}}', 1009),
    ],
)
def test_what_is_no_message_ends_the_connection_with_a_reason(
    url: str, sent: str | bytes, code: int
) -> None:
    with socket_to(url) as socket:
        socket.hello()
        socket.connection.send(sent)
        found, reason = socket.closed()
    assert found == code
    assert reason
    with socket_to(url) as socket:
        socket.hello()  # the server is as well as before


def test_a_frame_too_large_for_the_server_is_not_read(url: str) -> None:
    with socket_to(url) as socket:
        socket.hello()
        socket.connection.send("x" * 20_000_000)
        assert socket.closed()[0] == 1009


def test_nothing_is_done_for_who_does_not_introduce_itself(
    url: str, limits: Callable[..., None]
) -> None:
    with socket_to(url) as socket:
        socket.subscribe(ADDED)
        assert socket.closed() == (4401, "Unauthorized")
    limits(init=0.2)
    with socket_to(url) as socket:
        assert socket.closed() == (4408, "Connection initialisation timeout")
    with socket_to(url) as socket:
        socket.send(type="connection_init", payload=[])
        assert socket.closed()[0] == 4400


def test_another_protocol_is_not_spoken(url: str) -> None:
    for protocol in ("graphql-ws", None):
        with socket_to(url, protocol=protocol) as socket:
            assert socket.closed() == (4406, "Speak graphql-transport-ws.")


def test_pings_are_answered_and_sent(url: str, limits: Callable[..., None]) -> None:
    limits(ping=0.1)
    with socket_to(url) as socket:
        socket.hello()
        socket.send(type="ping", payload={"a": 1})
        kinds = {json.loads(socket.connection.recv(timeout=PATIENCE))["type"] for _ in range(2)}
        assert kinds == {"ping", "pong"}
        assert socket.closed() == (4008, "No answer to a ping.")


def test_an_id_is_used_once_at_a_time(url: str) -> None:
    with socket_to(url) as socket:
        socket.hello()
        socket.subscribe(ADDED, "same")
        socket.send(type="complete", id="same")
        socket.send(type="complete", id="never begun")
        socket.subscribe(ADDED, "same")
        socket.subscribe(ADDED, "same")
        assert socket.closed() == (4409, "Subscriber for same already exists")


def test_an_operation_that_is_wrong_ends_alone(url: str, engine: Engine) -> None:
    wrong = {
        "subscription { nothing }": "invalid-query",
        "subscription { statementAdded": "bad-syntax",
        "subscription { statementAdded { cursor } contradictionAdded { cursor } }": "invalid-query",
        "subscription { __typename }": "invalid-query",
        'subscription { statementAdded(after: "nowhere") { cursor } }': "bad-page",
        'subscription { statementAdded(where: {text: {eq: "\\u0000"}}) { cursor } }': "bad-filter",
        "subscription ($at: String!) { statementAdded(after: $at) { cursor } }": "bad-variable",
        "subscription A { statementAdded { cursor } } query B { __typename }": "unknown-operation",
        "": "bad-syntax",
    }
    with socket_to(url) as socket:
        socket.hello()
        socket.subscribe(ADDED, "right")
        for number, (query, code) in enumerate(wrong.items()):
            socket.subscribe(query, str(number))
            message = socket.receive()
            assert (message["type"], message["id"]) == ("error", str(number)), query
            codes = {error["extensions"]["code"] for error in message["payload"]}
            assert codes == {code}, query
        write(engine, reading_of(1, YES))
        assert socket.data("right")["statementAdded"]["cursor"]
    for query, code in wrong.items():
        with stream_of(url, query) as stream:
            assert stream.response.status_code == 200
            event = json.loads(stream.receive()["data"])
            assert {error["extensions"]["code"] for error in event["errors"]} == {code}
            assert stream.receive()["event"] == "complete"


def test_a_subscription_may_ask_for_as_much_as_a_query_and_no_more(url: str) -> None:
    inner = "statements(first: 100) { edges { node { article { %s } } } }"
    deep = inner % (inner % "name")
    with socket_to(url) as socket:
        socket.hello()
        socket.subscribe(
            f"subscription {{ statementAdded {{ statement {{ article {{ {deep} }} }} }} }}"
        )
        (error,) = socket.receive()["payload"]
    assert error["extensions"]["code"] == "query-too-costly"


def test_no_change_is_made_over_a_stream(url: str, engine: Engine) -> None:
    key, _ = create_key(engine, "admin", [KeyScope.ADMIN])
    mutation = 'mutation { reviewContradiction(key: "x", verdict: CONFIRMED) { key } }'
    with socket_to(url) as socket:
        socket.hello(Authorization=f"Bearer {key}")
        socket.subscribe(mutation)
        payload = socket.receive()["payload"]
    with stream_of(url, mutation, headers={"authorization": f"Bearer {key}"}) as stream:
        streamed = json.loads(stream.receive()["data"])
    for answer in (payload, streamed):
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["method-not-allowed"]


def test_one_connection_has_so_many_operations_and_a_server_so_many_connections(
    url: str, limits: Callable[..., None]
) -> None:
    limits(subscriptions=2, connections=2)
    with socket_to(url) as socket, socket_to(url) as other:
        socket.hello()
        for number in range(3):
            socket.subscribe(ADDED, str(number))
        message = socket.receive()
        assert (message["type"], message["id"]) == ("error", "2")
        assert message["payload"][0]["extensions"]["code"] == "too-many-subscriptions"
        socket.send(type="complete", id="0")
        socket.subscribe(ADDED, "3")
        socket.send(type="ping")
        assert socket.receive() == {"type": "pong"}
        other.hello()
        with socket_to(url) as third:
            assert third.closed() == (1013, "The server has no room for more.")
        with stream_of(url, ADDED) as stream:
            assert stream.response.status_code == 503
            assert stream.response.headers["retry-after"]
    _until(lambda: _asks(url).status_code == 200)


def _asks(url: str) -> httpx.Response:
    parameters = {"query": "{ __typename }"}
    return httpx.get(f"{url}/graphql/stream", params=parameters)


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_who_does_not_read_is_cut_off_and_can_come_back(
    app: FastAPI, url: str, engine: Engine, limits: Callable[..., None]
) -> None:
    limits(send=0.5)
    long = reading_of(1, YES, NO)
    padded = replace(long, article=replace(long.article, text=long.article.text + " x" * 400_000))
    write(engine, padded, *(reading_of(day, YES) for day in range(2, 5)))
    selection = "{ cursor statement { article { text } } }"
    whole = f'subscription {{ statementAdded(after: "{BEGINNING}") {selection} }}'
    with socket_to(url, max_queue=1, max_size=None, compression=None) as socket:
        socket.hello()
        for number in range(30):
            socket.subscribe(whole, str(number))
        _until(lambda: app.state.streams._open == 1)
        time.sleep(2)  # does not read
        code, reason = socket.closed()
    assert code == 4008
    assert "after" in reason
    _until(lambda: app.state.streams._open == 0)


def test_what_is_no_request_for_events_is_refused_before_a_stream_begins(url: str) -> None:
    address = f"{url}/graphql/stream"
    for response, status, code in (
        (httpx.post(address, content=b"{", headers=_JSON), 400, "bad-json"),
        (httpx.post(address, json=[]), 400, "bad-request"),
        (httpx.post(address, json={"query": 1}), 400, "bad-request"),
        (httpx.post(address, content=b"query"), 415, "unsupported-media-type"),
        (httpx.get(address), 400, "bad-request"),
        (httpx.get(address, headers={"accept": "text/html"}), 406, "not-acceptable"),
    ):
        assert response.status_code == status
        assert response.json()["errors"][0]["extensions"]["code"] == code
    assert httpx.put(address).status_code == 405


_JSON = {"content-type": "application/json"}


def test_a_place_that_is_none_is_told_over_sse(url: str) -> None:
    with stream_of(url, ADDED, headers={"last-event-id": "nowhere"}) as stream:
        (error,) = json.loads(stream.receive()["data"])["errors"]
    assert error["extensions"]["code"] == "bad-page"


def test_where_reads_need_a_key_streams_need_it_too(database: Database, engine: Engine) -> None:
    app = create_app(Settings(database_url=database.url, reads="keyed"))
    app.state.streams.limits = StreamLimits(ping=0.2)
    good, facts = create_key(engine, "reader", [KeyScope.READ])
    weak, _ = create_key(engine, "importer", [KeyScope.IMPORT])
    with running(app) as url:
        for shown in ("", "Bearer nonsense", f"Bearer {weak}", "Bearer ключ"):
            with socket_to(url) as socket:
                socket.send(type="connection_init", payload={"Authorization": shown})
                assert socket.closed()[0] == 4403
        assert _asks(url).status_code == 401
        header = {"authorization": f"Bearer {good}"}
        with stream_of(url, "{ __typename }", headers=header) as stream:
            assert stream.data() == {"__typename": "Query"}
        with socket_to(url, additional_headers=header) as socket:
            socket.hello()
        with socket_to(url) as socket, stream_of(url, ADDED, headers=header) as stream:
            socket.hello(Authorization=f"Bearer {good}")
            socket.subscribe(ADDED)
            socket.subscribe("{ __typename }", "2")
            assert socket.data("2") == {"__typename": "Query"}
            socket.receive()
            revoke_key(engine, facts.prefix)
            with pytest.raises(ConnectionClosed) as end:
                socket.receive()  # answers pings for as long as they come
            assert end.value.rcvd is not None
            assert end.value.rcvd.code == 4403
            with pytest.raises(EOFError):
                stream.receive()

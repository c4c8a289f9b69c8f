"""Subscriptions over WebSocket and SSE, with real clients, on both databases."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text

from api.app import create_app
from api.settings import Settings
from api.streams import following
from db.query import arrivals
from db.query.changes import feed_cursor
from tests.databases import Database, PostgresqlServer
from tests.live import PATIENCE, LiveServer, serving
from tests.storage.factories import annotation
from tests.storage.opposites import NO, YES, reading_of
from tests.streaming import running, socket_to, stream_of, write

BEGINNING = feed_cursor(0)
ADDED = """
subscription ($where: StatementWhere, $after: String) {
  statementAdded(where: $where, after: $after) { cursor statement { key text } }
}
"""
FOUND = """
subscription ($where: ContradictionWhere) {
  contradictionAdded(where: $where) { cursor contradiction { key reason a { text } } }
}
"""
FEED = """
query ($where: ChangeWhere, $after: String) {
  changes(first: 100, where: $where, after: $after) { edges { node { key } } }
}
"""


@pytest.fixture
def url(database: Database) -> Iterator[str]:
    """Serve the test's database from a thread."""
    with running(create_app(Settings(database_url=database.url))) as address:
        yield address


@pytest.fixture
def server(database: Database) -> Iterator[LiveServer]:
    """Serve the test's database from a process of its own."""
    with serving(database.url) as live:
        yield live


def asked(url: str, query: str, **variables: Any) -> Any:
    answer = httpx.post(f"{url}/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer
    return answer["data"]


def keys_added(url: str) -> list[str]:
    """Return what the feed says, in order."""
    where = {"entity": {"eq": "STATEMENT"}, "kind": {"eq": "ADDED"}}
    return [edge["node"]["key"] for edge in asked(url, FEED, where=where)["changes"]["edges"]]


def test_what_another_process_writes_arrives(server: LiveServer, engine: Engine) -> None:
    with socket_to(server.url) as socket:
        socket.hello()
        socket.subscribe(ADDED, "statements")
        socket.subscribe(FOUND, "contradictions")
        socket.subscribe("{ statements { totalCount } }", "count")
        assert socket.data("count") == {"statements": {"totalCount": 0}}
        assert socket.receive() == {"type": "complete", "id": "count"}
        write(engine, reading_of(1, YES), reading_of(2, NO), link=True)
        messages = [socket.receive() for _ in range(3)]
    by_id = {
        name: [each["payload"]["data"] for each in messages if each["id"] == name]
        for name in ("statements", "contradictions")
    }
    keys = [event["statementAdded"]["statement"]["key"] for event in by_id["statements"]]
    assert keys == keys_added(server.url)
    assert len(by_id["statements"]) == 2
    (found,) = by_id["contradictions"]
    assert found["contradictionAdded"]["contradiction"]["reason"]


def test_events_are_those_under_the_filter_and_answer_as_queries_do(
    url: str, engine: Engine
) -> None:
    """The selection has aliases, fragments, lists and relations; the filter has branches."""
    selection = """
      key words: text said ...More
      speaker { name aliases } article { statements(first: 2) { totalCount edges { cursor } } }
      places { mention location { name latitude } } quantities { low high counted }
      evidence { span { start end } cue via } __typename
    """
    fragment = "fragment More on Statement { frames confidence attribution { name candidates } }"
    where = {
        "or": [
            {"place": {"name": {"eq": "Tarnova"}}},
            {"quantity": {"counted": {"eq": "vehicle"}}},
        ],
        "speaker": {"party": {"eq": "AM"}},
        "not": {"kind": {"eq": "DIRECT"}},
    }
    query = (
        "subscription ($where: StatementWhere) { new: statementAdded(where: $where) "
        f"{{ __typename recordedAt cursor it: statement {{ {selection} }} }} }} {fragment}"
    )
    with socket_to(url) as socket:
        socket.hello()
        socket.subscribe(query, where=where)
        socket.subscribe("{ __typename }", "ready")
        assert socket.data("ready") == {"__typename": "Query"}
        socket.receive()
        write(engine, reading_of(1, YES), annotation(), reading_of(2, NO))
        listed = (
            "query ($where: StatementWhere) { statements(where: $where) "
            f"{{ edges {{ node {{ {selection} }} }} }} }} {fragment}"
        )
        edges = asked(url, listed, where=where)["statements"]["edges"]
        assert edges
        expected = {edge["node"]["key"]: edge["node"] for edge in edges}
        for _ in list(expected):
            event = socket.data()["new"]
            assert event["__typename"] == "StatementAdded"
            assert event["it"] == expected.pop(event["it"]["key"])
    assert expected == {}


def test_a_reader_that_comes_back_misses_nothing_and_gets_nothing_twice(
    url: str, engine: Engine
) -> None:
    write(engine, *(reading_of(day, YES) for day in range(1, 8)))
    seen: list[str] = []
    cursor = BEGINNING
    day = 8
    while len(seen) < 16:
        with socket_to(url) as socket:
            socket.hello()
            socket.subscribe(ADDED, after=cursor)
            write(engine, reading_of(day, YES), reading_of(day + 1, NO))  # while it is connected
            for _ in range(3):
                event = socket.data()["statementAdded"]
                seen.append(event["statement"]["key"])
                cursor = event["cursor"]
        write(engine, reading_of(day + 2, YES))  # while it is away
        day += 3
    assert seen == keys_added(url)[: len(seen)]


def test_cursors_of_the_feed_and_of_events_are_the_same(url: str, engine: Engine) -> None:
    write(engine, reading_of(1, YES))
    last = asked(url, "{ changes(last: 1) { pageInfo { endCursor } } }")
    cursor = last["changes"]["pageInfo"]["endCursor"]
    write(engine, reading_of(2, NO))
    with socket_to(url) as socket:
        socket.hello()
        socket.subscribe(ADDED, after=cursor)
        event = socket.data()["statementAdded"]
    behind = asked(url, FEED, after=event["cursor"])
    assert behind["changes"]["edges"] == []


def test_long_catching_up_goes_through_windows_and_batches(
    url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.query.arrivals.MAX_WINDOW", 7)
    monkeypatch.setattr(following, "MAX_EVENTS", 3)
    write(engine, *(reading_of(day, YES, NO) for day in range(1, 13)))
    with socket_to(url) as socket:
        socket.hello()
        socket.subscribe(ADDED, after=BEGINNING)
        seen = [socket.data()["statementAdded"]["statement"]["key"] for _ in range(24)]
    assert seen == keys_added(url)


def test_a_rejected_or_superseded_row_is_no_news(url: str, engine: Engine) -> None:
    write(engine, annotation(), reading_of(1, YES), reading_of(2, NO), link=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE contradiction SET status = 'rejected'"))
    write(engine, replace(reading_of(1, YES), statements=(), version="2"))
    with socket_to(url) as socket:
        socket.hello()
        socket.subscribe(ADDED, after=BEGINNING)
        seen = [socket.data()["statementAdded"]["statement"]["key"] for _ in range(6)]
        after = f'(after: "{BEGINNING}")'
        socket.subscribe(f"subscription {{ contradictionAdded{after} {{ cursor }} }}", "2")
        write(engine, reading_of(5, YES))
        message = socket.receive()
        assert message["id"] == "1"  # and none of the contradictions
    current = asked(url, "{ statements { totalCount } }")["statements"]["totalCount"]
    assert len(set(seen)) == 6
    assert current == 7


def test_server_sent_events_carry_their_place_and_resume(url: str, engine: Engine) -> None:
    write(engine, reading_of(1, YES), reading_of(2, NO))
    query = "subscription { statementAdded { statement { key } } }"
    with stream_of(url, query, headers={"last-event-id": BEGINNING}) as stream:
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        first = stream.receive()
    expected = keys_added(url)
    with stream_of(url, query, headers={"last-event-id": first["id"]}) as stream:
        write(engine, reading_of(3, NO))
        keys = [stream.data()["statementAdded"]["statement"]["key"] for _ in range(2)]
    assert keys == keys_added(url)[1:]
    assert json.loads(first["data"])["data"]["statementAdded"]["statement"]["key"] == expected[0]


def test_a_browser_follows_by_address(url: str, engine: Engine) -> None:
    write(engine, reading_of(1, YES))
    after = f'(after: "{BEGINNING}")'
    query = f"subscription {{ statementAdded{after} {{ statement {{ text }} }} }}"
    with httpx.stream("GET", f"{url}/graphql/stream", params={"query": query}) as response:
        assert response.status_code == 200
        assert "event: next" in next(response.iter_text())


def test_a_query_is_answered_over_sse_and_completed(url: str) -> None:
    with stream_of(url, "{ statements { totalCount } }") as stream:
        assert stream.data() == {"statements": {"totalCount": 0}}
        assert stream.receive() == {"event": "complete", "data": ""}
        with pytest.raises(EOFError):
            stream.receive()


def test_a_thousand_subscriptions_share_what_they_read(
    url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    read = arrivals.read_arrivals

    async def counted(*arguments: Any) -> Any:
        reads.append(arguments)
        return await read(*arguments)

    monkeypatch.setattr(following, "read_arrivals", counted)
    connections, each = 11, 99
    received: list[list[str]] = [[] for _ in range(connections)]
    ready = threading.Barrier(connections + 1)

    def follow(place: int) -> None:
        with socket_to(url) as socket:
            socket.hello()
            for number in range(each):
                socket.subscribe(ADDED, str(number))
            socket.subscribe("{ __typename }", "ready")
            while socket.receive() != {"type": "complete", "id": "ready"}:
                pass
            ready.wait()
            for _ in range(2 * each):
                message = socket.receive()
                event = message["payload"]["data"]["statementAdded"]
                received[place].append(f"{message['id']} {event['statement']['key']}")

    threads = [threading.Thread(target=follow, args=(place,)) for place in range(connections)]
    for thread in threads:
        thread.start()
    ready.wait()
    write(engine, reading_of(1, YES), reading_of(2, NO))
    for thread in threads:
        thread.join(100)
    added = keys_added(url)
    wanted = sorted(f"{number} {key}" for number in range(each) for key in added)
    assert [sorted(messages) for messages in received] == [wanted] * connections
    assert len(reads) <= 20, "each subscription asked the database by itself"


def test_more_of_the_feed_is_waited_for(url: str, engine: Engine) -> None:
    write(engine, reading_of(1, YES))
    cursor = httpx.get(f"{url}/v1/changes", params={"cursor": "now"}).json()["nextCursor"]
    answers: list[Any] = []

    def poll() -> None:
        parameters: dict[str, Any] = {"cursor": cursor, "wait": 30, "entity": "statement"}
        answers.append(httpx.get(f"{url}/v1/changes", params=parameters, timeout=60).json())

    waiting = threading.Thread(target=poll)
    waiting.start()
    write(engine, reading_of(2, NO))
    waiting.join(60)
    assert [item["kind"] for item in answers[0]["items"]] == ["ADDED"]
    short = {"cursor": answers[0]["nextCursor"], "wait": 0.2}
    quiet = httpx.get(f"{url}/v1/changes", params=short).json()
    assert quiet == {"items": [], "nextCursor": short["cursor"], "hasMore": False}


def test_streams_do_not_hold_up_the_end_of_the_server(database: Database) -> None:
    with serving(database.url) as live, socket_to(live.url) as socket:
        socket.hello()
        socket.subscribe(ADDED)
        with stream_of(live.url, "subscription { statementAdded { cursor } }") as stream:
            assert stream.response.status_code == 200
            live.process.terminate()
            with pytest.raises(EOFError):
                stream.receive()
        code, _ = socket.closed()
        assert code in {1001, 1012}
        assert live.process.wait(PATIENCE) == 0


def test_after_the_database_was_away_events_come_again(
    postgresql: PostgresqlServer, postgresql_template: str
) -> None:
    """A file does not go away by itself; connections to a server do."""
    database = Database(postgresql.create(postgresql_template), "postgresql")
    engine = database.engine()
    app = create_app(Settings(database_url=database.url))
    with running(app) as url, socket_to(url) as socket:
        socket.hello()
        socket.subscribe(ADDED)
        write(engine, reading_of(1, YES))
        assert socket.data()["statementAdded"]["cursor"]
        with engine.connect() as connection:
            ended = connection.execute(
                text(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            ).scalar_one()
        assert ended >= 2  # what reads, and what listens
        write(engine, reading_of(2, NO))
        assert socket.data()["statementAdded"]["cursor"]
        write(engine, reading_of(3, NO))
        assert socket.data()["statementAdded"]["cursor"]
    engine.dispose()
    postgresql.drop(database.url)

"""The Python client: against the live server, and against answers made to try its patience."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim_client import (
    ApiError,
    AsyncClient,
    Client,
    GraphQLError,
    Retry,
    UnreachableError,
)
from counterclaim_client.async_lists import Lists as AsyncLists
from counterclaim_client.models import Compared, Uncompared
from counterclaim_client.retrying import retry_after
from counterclaim_client.sync_lists import Lists
from scripts.clients import PACKAGE, write
from tests.live import LiveServer

PLACE = "geonames:990001"


@pytest.fixture
def client(server: LiveServer) -> Iterator[Client]:
    """Give a client of the live server."""
    with Client(server.url) as made:
        yield made


def test_what_is_generated_is_current(tmp_path: Path) -> None:
    for name in write(tmp_path):
        made = (tmp_path / name).read_text(encoding="utf-8")
        assert made == (PACKAGE / name).read_text(encoding="utf-8"), f"{name}: run `make clients`"


LISTS = [
    "statements", "speakers", "locations", "articles", "contradictions", "near_misses", "disputes",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_read_to_the_end(client: Client, name: str) -> None:
    """Small pages and large ones bring the same items, each once, in the same order."""
    listed = getattr(client, name)
    small, large = listed(page_size=2), listed(page_size=100)
    keys = [item.key for item in small]
    assert keys == [item.key for item in large] == [item.key for item in small]
    assert len(keys) == len(set(keys)) == small.count()
    assert all(len(page.items) <= 2 for page in small.pages())
    queried = getattr(client, f"query_{name}")({}, page_size=3)
    assert [item.key for item in queried] == keys
    assert queried.count() == len(keys)


@pytest.mark.parametrize("name", [each for each in LISTS if each != "near_misses"])
def test_items_are_found_by_their_keys(client: Client, name: str) -> None:
    listed = getattr(client, name)().first()
    assert listed is not None
    assert getattr(client, name.removesuffix("s"))(listed.key).key == listed.key


def test_filters_choose(client: Client) -> None:
    mine = client.statements(place="Tarnova", party=["AM"], said_from=date(2024, 5, 1))
    found = list(mine)
    assert found
    assert {item.party for item in found} == {"AM"}
    assert all(item.said and item.said >= date(2024, 5, 1) for item in found)
    assert client.statements(speaker="Nobody of this name").first() is None
    where = {"speaker": {"name": {"eq": "Davit Arelian"}}}
    assert {item.speaker and item.speaker.name for item in client.query_statements(where)} == {
        "Davit Arelian"
    }


def test_lists_are_counted_by_the_values_of_their_items(client: Client) -> None:
    for listed in (
        client.statements(party=["AM"]),
        client.query_statements({"party": {"eq": "AM"}}),
    ):
        facets = listed.facets("party", "speaker", limit=1)
        assert facets.party is not None
        assert facets.speaker is not None
        assert [(each.value, each.count) for each in facets.party] == [("AM", listed.count())]
        (most,) = facets.speaker
        assert most.count == max(
            Counter(each.speaker and each.speaker.key for each in listed).values()
        )
        assert facets.complete
        assert facets.place is None  # not asked for
        cut = listed.facets("party", at_most=1)
        assert (cut.counted, cut.complete) == (1, False)
    with pytest.raises(ApiError, match="facet"):
        client.statements().facets("colour")


def test_a_page_can_be_gone_on_from(client: Client) -> None:
    listed = client.statements(page_size=2)
    first, second = list(listed.pages())[:2]
    again = next(listed.pages(after=first.next_cursor))
    assert again.items == second.items


def test_two_texts_are_compared(client: Client) -> None:
    verdict = client.compare(
        "The army holds Lviv, the governor said.",
        "The rebels said the army does not hold Lviv.",
        a_published=date(2024, 5, 14),
    )
    assert isinstance(verdict, Compared)
    assert verdict.relation == "contradicts"
    assert verdict.evidence_a
    blank = client.compare_all([{"id": "x", "a": " ", "b": "The ferry sank."}])[0]
    assert isinstance(blank, Uncompared)
    assert (blank.id, blank.error.code) == ("x", "empty-text")


def test_a_text_is_read(client: Client) -> None:
    read = client.annotate("The mayor said that the town had been shelled on 3 March 2025.")
    assert read.statements


def test_who_held_it(client: Client) -> None:
    control = client.control(PLACE, date(2024, 5, 1), "2024-05-31")
    assert control.place.name == "Tarnova"
    assert any(day.contested for day in control.days)


def test_the_feed_is_followed(client: Client) -> None:
    events = list(client.changes(page_size=3))
    assert len(events) > 3
    page = client.change_page(page_size=3)
    assert [*page.items, *client.changes(page.next_cursor)] == events


def test_graphql_is_asked(client: Client) -> None:
    query = "query ($key: String!) { location(key: $key) { name } }"
    assert client.graphql(query, {"key": PLACE}) == {"location": {"name": "Tarnova"}}
    with pytest.raises(GraphQLError) as raised:
        client.graphql("{ statements { nonsense } }")
    assert raised.value.code == "invalid-query"


def test_errors_say_what_is_wrong(client: Client) -> None:
    with pytest.raises(ApiError) as raised:
        client.statement("no-such-key")
    assert (raised.value.status, raised.value.code) == (404, "unknown-key")
    with pytest.raises(ApiError) as raised:
        client.statements(said_from="2025-02-30").first()
    assert raised.value.code == "bad-filter"
    assert [fault.where for fault in raised.value.faults] == ["saidFrom"]


@pytest.mark.parametrize("key", ["a/b", "../statements", "é", "%2F", "?x=1", "#"])
def test_keys_of_any_form_are_sent_whole(client: Client, key: str) -> None:
    with pytest.raises(ApiError) as raised:
        client.location(key)
    assert raised.value.code == "unknown-key"


async def test_the_other_client_answers_alike(server: LiveServer, client: Client) -> None:
    async with AsyncClient(server.url) as other:
        listed = other.statements(place="Tarnova", page_size=2)
        assert [item async for item in listed] == list(client.statements(place="Tarnova"))
        assert await listed.count() == client.statements(place="Tarnova").count()
        assert await listed.facets("month") == client.statements(place="Tarnova").facets("month")
        assert await other.location(PLACE) == client.location(PLACE)
        assert await other.disputes().first() == client.disputes().first()
        assert [each async for each in other.changes()] == list(client.changes())
        assert await other.control(PLACE, "2024-05-01", "2024-05-09")
        assert await other.compare("The ferry sank.", "The ferry did not sank.")
        assert (await other.graphql("{ __typename }")) == {"__typename": "Query"}
        with pytest.raises(ApiError):
            await other.article("none")


def test_both_clients_have_the_same_methods() -> None:
    def methods(kind: type) -> dict[str, list[str]]:
        return {
            name: list(inspect.signature(method).parameters)
            for name, method in inspect.getmembers(kind, inspect.isfunction)
            if not name.startswith("_") and name != "close"
        }

    assert methods(Client) == methods(AsyncClient)
    assert methods(Lists) == methods(AsyncLists)


type Answers = list[httpx.Response | Exception]


def answering(answers: Answers) -> tuple[Callable[[httpx.Request], httpx.Response], list[str]]:
    """Make a server that gives these answers in turn, and the list of what it was asked."""
    asked: list[str] = []
    left = list(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handle, asked


def patient(answers: Answers, retry: Retry | None = None) -> tuple[Client, list[str], list[float]]:
    """Make a client of such a server, with the list of its waits."""
    handle, asked = answering(answers)
    waits: list[float] = []
    client = Client(
        "http://server.example",
        transport=httpx.MockTransport(handle),
        sleep=waits.append,
        retry=retry or Retry(chance=lambda: 1.0),
    )
    return client, asked, waits


GOOD = {"data": {"__typename": "Query"}}
BUSY = {"code": "busy", "detail": "Try again."}


def test_patience_doubles_and_heeds_the_server() -> None:
    client, asked, waits = patient(
        [
            httpx.Response(503, json=BUSY),
            httpx.Response(429, json=BUSY, headers={"Retry-After": "7"}),
            httpx.ConnectError("refused"),
            httpx.Response(200, json=GOOD),
        ]
    )
    assert client.graphql("{ __typename }") == GOOD["data"]
    assert waits == [0.5, 7.0, 2.0]
    assert asked == ["POST /graphql"] * 4


async def test_the_other_client_is_as_patient() -> None:
    handle, asked = answering([httpx.Response(503, json=BUSY), httpx.Response(200, json=GOOD)])
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with AsyncClient(
        "http://server.example",
        transport=httpx.MockTransport(handle),
        sleep=sleep,
        retry=Retry(chance=lambda: 0.0),
    ) as client:
        assert await client.graphql("{ __typename }") == GOOD["data"]
    assert (len(asked), waits) == (2, [0.25])


def test_patience_ends() -> None:
    client, asked, waits = patient([httpx.Response(503, json=BUSY)] * 5)
    with pytest.raises(ApiError) as raised:
        client.statements().first()
    assert (raised.value.status, raised.value.code) == (503, "busy")
    assert (len(asked), waits) == (5, [0.5, 1.0, 2.0, 4.0])
    client, asked, waits = patient([httpx.ConnectError("refused")] * 5)
    with pytest.raises(UnreachableError):
        client.statements().first()
    assert len(asked) == 5


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503, json=BUSY, headers={"Retry-After": "3600"}),
        httpx.Response(500, json={"code": "internal-error"}),
        httpx.Response(422, json={"code": "bad-filter"}),
        httpx.Response(502, text="<html>"),
    ],
)
def test_what_will_not_pass_is_not_asked_again(answer: httpx.Response) -> None:
    client, asked, waits = patient([answer])
    with pytest.raises(ApiError) as raised:
        client.statements().first()
    assert raised.value.status == answer.status_code
    assert (len(asked), waits) == (1, [])


def test_a_mutation_whose_answer_was_lost_is_not_sent_twice() -> None:
    client, asked, _ = patient([httpx.ReadError("reset")])
    with pytest.raises(UnreachableError):
        client.graphql("mutation { reviewDispute(key: 1) { key } }")
    assert len(asked) == 1


def test_the_key_is_sent() -> None:
    seen: list[str | None] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization"))
        return httpx.Response(200, json=GOOD)

    for key in ("cc_secret", None):
        transport = httpx.MockTransport(handle)
        with Client("http://server.example", key=key, transport=transport) as client:
            client.graphql("{ __typename }")
    assert seen == ["Bearer cc_secret", None]


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "٣", "Mon, 99 Jan"])
def test_a_header_that_says_nothing_is_passed_over(value: str) -> None:
    response = httpx.Response(503, headers=[(b"Retry-After", value.encode())])
    assert retry_after(response) is None


def test_a_moment_is_waited_for() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    wait = retry_after(httpx.Response(503, headers={"Retry-After": moment}))
    assert wait is not None
    assert 90 < wait <= 100
    past = retry_after(
        httpx.Response(503, headers={"Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT"})
    )
    assert past == 0


@given(st.integers(1, 40), st.floats(0, 1))
def test_no_wait_is_longer_than_the_longest(attempt: int, chance: float) -> None:
    retry = Retry(attempts=50, chance=lambda: chance)
    wait = retry.wait(attempt, None)
    assert wait is not None
    assert retry.first / 2 <= wait <= retry.longest


def test_a_field_that_is_new_is_passed_over() -> None:
    event = {"kind": "TURNED", "entity": "COMET", "key": "k", "recordedAt": "2025-01-01T00:00:00Z",
             "href": "/v1/comets/k", "tail": True}  # fmt: skip
    page = {"items": [event], "nextCursor": "c", "hasMore": False, "mood": "good"}
    client, _, _ = patient([httpx.Response(200, json=page)])
    (found,) = client.changes()
    assert (found.kind, found.entity) == ("TURNED", "COMET")


def test_the_example_of_the_readme_runs(
    server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (PACKAGE.parents[1] / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    exec(example.replace("http://127.0.0.1:8000", server.url), {})  # noqa: S102 - our own page
    assert "unknown-key" in capsys.readouterr().out

"""Reading a text that is not stored."""

import asyncio
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager

from api.annotating import Annotator, AnnotatorFailedError, Given, Unread
from api.app import create_app
from api.rest.annotate import Annotated
from api.settings import Settings
from tests.rest_api.test_errors import check_problem

TEXT = (
    "Colonel Davit Arelian said on Monday that his men had taken Tarnova. "
    "“We lost three vehicles near the bridge,” he added."
)


@pytest.fixture(scope="module")
def answer(server: Any) -> httpx.Response:
    body = {"text": TEXT, "published": "2024-05-14", "name": "tarnova", "layers": True}
    return httpx.post(f"{server.url}/v1/annotate", json=body, timeout=120)


def test_a_text_is_read(answer: httpx.Response) -> None:
    assert answer.status_code == 200, answer.text
    found = Annotated.model_validate(answer.json(), strict=True)
    assert (found.file, found.published, found.text) == ("tarnova", "2024-05-14", TEXT)
    assert found.layers is not None
    assert found.statements
    for statement in found.statements:
        assert TEXT[statement["start"] : statement["end"]] == statement["text"]
    assert {statement["speaker"] for statement in found.statements} == {"Davit Arelian"}


def test_it_is_not_stored(answer: httpx.Response, api: httpx.Client) -> None:
    assert answer.status_code == 200
    assert api.get("/v1/articles", params={"count": "true"}).json()["totalCount"] == 13


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "bad-parameter"),
    ({"text": ""}, "bad-parameter"),
    ({"text": 5}, "bad-parameter"),
    ({"text": "x" * 200_001}, "bad-parameter"),
    ({"text": "a\0b"}, "bad-parameter"),
    ({"text": "Fine.", "title": "\0"}, "bad-parameter"),
    ({"text": "Fine.", "published": "2024-02-30"}, "bad-parameter"),
    ({"text": "Fine.", "published": "yesterday"}, "bad-parameter"),
    ({"text": "Fine.", "published": 0}, "bad-parameter"),
    ({"text": "Fine.", "published": "0001-01-01"}, "invalid-date"),
    ({"text": "Fine.", "published": "9999-12-31"}, "invalid-date"),
    ({"text": "Fine.", "author": "x"}, "bad-parameter"),
    ({"text": " \n "}, "empty-text"),
]


@pytest.mark.parametrize(("body", "code"), BAD)
def test_a_bad_body_is_refused(api: httpx.Client, body: dict[str, Any], code: str) -> None:
    check_problem(api.post("/v1/annotate", json=body, timeout=120), 422, code)


def test_half_of_a_surrogate_pair_is_refused(api: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    answer = api.post("/v1/annotate", content=b'{"text": "\\ud800"}', headers=headers)
    check_problem(answer, 422, "bad-parameter")


async def test_a_text_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    annotator = Annotator(deadline=0.001)
    with pytest.raises(AnnotatorFailedError):
        await annotator.read(Given("slow", TEXT))
    annotator._deadline = 120.0
    found = await annotator.read(Given("empty", " "))
    assert isinstance(found, Unread)
    assert found.code == "empty-text"
    annotator.close()


async def test_a_reader_that_dies_is_told_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    annotator = Annotator()
    monkeypatch.setattr("api.annotating.read_text", die)
    with pytest.raises(AnnotatorFailedError):
        await annotator.read(Given("deadly", TEXT))
    monkeypatch.undo()
    assert isinstance(await annotator.read(Given("empty", " ")), Unread)
    annotator.close()


def die(given: Given, *, layers: bool) -> None:
    """End the process that reads, as running out of memory would."""
    import os  # noqa: PLC0415 - the process has nothing else of this module

    del given, layers
    os._exit(1)


async def test_too_many_at_once_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings())
    annotator = Annotator()

    async def stuck(work: object) -> Unread:
        del work
        await asyncio.sleep(0.2)
        return Unread("empty-text", "nothing")

    monkeypatch.setattr(annotator, "_run", stuck)
    transport = httpx.ASGITransport(app=app)
    async with (
        LifespanManager(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        app.state.annotator = annotator
        answers = await asyncio.gather(
            *(client.post("/v1/annotate", json={"text": "Fine."}) for _ in range(12))
        )
    codes = sorted(answer.json()["code"] for answer in answers)
    assert codes == ["busy"] * 4 + ["empty-text"] * 8
    busy = next(answer for answer in answers if answer.status_code == 503)
    check_problem(busy, 503, "busy")
    assert busy.headers["retry-after"]

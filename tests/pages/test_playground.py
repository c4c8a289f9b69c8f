"""The playground, in a browser: it opens, and every ready-made query shows data."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Request, Response, expect

from api.pages import load_examples
from tests.docs.answers import empty_roots
from tests.pages.conftest import Visit

EXAMPLES = [str(example["name"]) for example in load_examples()]
ANSWER = ".result-window"


def _is_answer(response: Response) -> bool:
    """Tell the answer to a query from that about the schema, which the page asks for by itself."""
    return response.url.endswith("/graphql") and "IntrospectionQuery" not in (
        response.request.post_data or ""
    )


def _execute(visit: Visit) -> tuple[Request, dict[str, Any]]:
    """Press the button, and return what was sent and what came back."""
    with visit.page.expect_response(_is_answer) as answered:
        visit.page.get_by_role("button", name="Execute query").click()
    answer: dict[str, Any] = answered.value.json()
    return answered.value.request, answer


@pytest.mark.parametrize("path", ["/playground", "/graphql"])
def test_the_default_query_shows_data(visit: Visit, path: str) -> None:
    visit.open(path)
    _, answer = _execute(visit)
    edges = answer["data"]["contradictions"]["edges"]
    assert edges
    expect(visit.page.locator(ANSWER)).to_contain_text(edges[0]["node"]["type"])


def test_there_are_ten_examples() -> None:
    assert len(EXAMPLES) == len(set(EXAMPLES)) >= 10


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_of_the_menu_shows_data(visit: Visit, name: str) -> None:
    chosen = next(example for example in load_examples() if example["name"] == name)
    visit.open("/playground")
    with visit.page.expect_navigation(wait_until="networkidle"):
        visit.page.get_by_label("Example").select_option(name)
    request, answer = _execute(visit)
    sent = json.loads(request.post_data or "")
    assert sent["query"].strip() == str(chosen["query"]).strip()
    assert sent.get("variables") == chosen["variables"]
    assert "errors" not in answer
    assert empty_roots(answer["data"]) == []
    expect(visit.page.locator(ANSWER)).to_contain_text('"data"')


def test_the_schema_can_be_read_and_clicked_together(visit: Visit) -> None:
    visit.open("/playground")
    visit.page.get_by_role("button", name="Show Documentation Explorer").click()
    visit.page.get_by_role("link", name="Query", exact=True).click()
    expect(visit.page.get_by_text("What a query can begin with.")).to_be_visible()
    visit.page.get_by_role("button", name="Show GraphiQL Explorer").click()
    expect(visit.page.locator(".graphiql-explorer-root")).to_contain_text("nearMisses")


def test_a_phone_shows_the_answer_below_the_query(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 380, "height": 800})
    visit.open("/playground")
    _execute(visit)
    answer = visit.page.locator(ANSWER).bounding_box()
    button = visit.page.get_by_role("button", name="Execute query").bounding_box()
    assert answer is not None
    assert button is not None
    assert answer["y"] > button["y"]
    assert answer["width"] > 250
    assert answer["height"] > 150

"""Comparing texts that are not stored."""

from typing import Any

import httpx
import pytest

from api.rest.compare import Compared, Uncompared
from tests.rest_api.test_errors import check_problem

HELD = "Colonel Davit Arelian said on Monday that the army holds Lviv."
NOT_HELD = "The army does not hold Lviv, the rebels said on Monday."
PAIR = {"a": HELD, "b": NOT_HELD, "a_published": "2024-05-13", "b_published": "2024-05-13"}


def test_a_pair_is_judged(api: httpx.Client) -> None:
    answer = api.post("/v1/compare", json=PAIR, timeout=120)
    assert answer.status_code == 200, answer.text
    found = Compared.model_validate(answer.json(), strict=True)
    assert found.relation == "contradicts"
    assert found.type == "negation"
    assert found.reason.endswith(".")
    for evidence, text in ((found.evidence_a, HELD), (found.evidence_b, NOT_HELD)):
        assert evidence is not None
        assert text[evidence.start : evidence.end] == evidence.text


def test_a_list_is_judged_in_order_and_a_bad_pair_does_not_stop_it(api: httpx.Client) -> None:
    pairs = [
        {"id": "one", "a": "He came home.", "b": "He did not come home."},
        {"id": "two", "a": " \n ", "b": "He came home."},
        {"id": "three", "a": "The bridge is long.", "b": "Wheat is cheap."},
    ]
    answer = api.post("/v1/compare", json=pairs, timeout=120)
    assert answer.status_code == 200, answer.text
    first, second, third = answer.json()
    assert (first["id"], first["relation"]) == ("one", "contradicts")
    assert Uncompared.model_validate(second).error.code == "empty-text"
    assert (third["id"], third["relation"], third["evidence_a"]) == ("three", "unrelated", None)


BAD: list[tuple[Any, str]] = [
    ({}, "bad-parameter"),
    ({"a": "x"}, "bad-parameter"),
    ({"a": "", "b": "x"}, "bad-parameter"),
    ({"a": "x", "b": 5}, "bad-parameter"),
    ({"a": "x" * 20_001, "b": "y"}, "bad-parameter"),
    ({"a": "x\0", "b": "y"}, "bad-parameter"),
    ({"a": "x", "b": "y", "a_published": "2024-02-30"}, "bad-parameter"),
    ({"a": "x", "b": "y", "a_published": 0}, "bad-parameter"),
    ({"a": "x", "b": "y", "a_published": "9999-12-31"}, "invalid-date"),
    ({"a": "x", "b": "y", "title": "z"}, "bad-parameter"),
    ({"a": "x", "b": " "}, "empty-text"),
    ({"a": "He ran. " * 400, "b": "He ran. " * 400}, "too-many-clauses"),
    ([], "bad-parameter"),
    ([{"a": "x", "b": "y"}] * 101, "bad-parameter"),
    ([{"a": "x"}], "bad-parameter"),
    ("x", "bad-parameter"),
]


@pytest.mark.parametrize(("body", "code"), BAD)
def test_a_bad_body_is_refused(api: httpx.Client, body: Any, code: str) -> None:
    answer = api.post("/v1/compare", json=body, timeout=120)
    check_problem(answer, 422, code)


def test_a_sentence_without_end_is_no_error(api: httpx.Client) -> None:
    endless = "of the " * 2_500
    answer = api.post(
        "/v1/compare", json={"a": endless, "b": f"Lviv holds the army.{endless}"}, timeout=120
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["relation"] == "unrelated"

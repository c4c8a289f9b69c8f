"""The JSON of an answer, whatever stands around it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.answers import MalformedAnswerError, _without_thoughts, json_in, one_line

_PIECES = ["<think>", "</think>", "<reasoning>", "</reasoning>", "{", "}", '{"a": 1}', "x ", "\n"]


@pytest.mark.parametrize(
    "answer",
    [
        '{"a": 1}',
        '```json\n{"a": 1}\n```',
        '<think>{"a": 2}</think>{"a": 1}',
        '<think>{"a": 2}</think><reasoning>[</reasoning> {"a": 1} <thinking>]</thinking>',
        '<think>{<think>{</think> {"a": 1}',
        '<think><reasoning></think>{"a": 1}</reasoning>',
        '<think>{</reasoning></think>Well: {"a": 1}.',
    ],
)
def test_words_around_the_json_are_put_up_with(answer: str) -> None:
    assert json_in(answer) == {"a": 1}


@pytest.mark.parametrize("answer", ["", "yes", '<think>{"a": 1}</think>', '{"a": 1', "}{"])
def test_an_answer_without_json_is_malformed(answer: str) -> None:
    with pytest.raises(MalformedAnswerError):
        json_in(answer)


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_thoughts_end_where_they_are_closed(answer: str) -> None:
    plain = re.sub(r"<(think|thinking|reasoning)>.*?</\1>", "", answer, flags=re.DOTALL)

    assert _without_thoughts(answer) == plain


@pytest.mark.parametrize("repeated", ["<think>", "<think></reasoning>", "<reasoning><think>"])
def test_a_model_that_repeats_itself_without_end_is_malformed(repeated: str) -> None:
    with pytest.raises(MalformedAnswerError):
        json_in(repeated * 200_000)


@given(st.text(), st.integers(3, 40))
def test_a_line_is_plain_and_no_longer_than_it_may_be(words: str, most: int) -> None:
    line = one_line(words, most)
    assert line.isprintable()
    assert len(line) <= most
    assert one_line(line, most) == line

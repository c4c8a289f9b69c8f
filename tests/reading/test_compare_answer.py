"""What a model says of two texts is believed where its words are there, and else is malformed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim import judges
from importer import link
from importer.answers import MalformedAnswerError
from importer.compare import (
    RULES,
    Comparison,
    Side,
    Verdict,
    compare,
    comparison_record,
    parse_verdict,
    verdict_schema,
)
from importer.compare.answer import MOST_REASON, MOST_VALUE, SUREST
from importer.compare.model import Miss
from importer.extract.locating import Locator
from importer.model import ContradictionType

ONE = Side("The harbour was hit on Monday, the mayor said. “Two cranes – both new – burnt.”")
OTHER = Side("Nothing struck the harbour on Monday, the governor said.", date(2026, 3, 4), "Falk")
ANSWER: dict[str, Any] = {
    "relation": "contradicts",
    "type": "negation",
    "near_miss": None,
    "quote_one": "The harbour was hit on Monday",
    "quote_other": "Nothing struck the harbour on Monday",
    "value_one": "hit",
    "value_other": "not hit",
    "reason": "One says that the harbour was hit, the other that it was not.",
    "confidence": 0.8,
}
BY = "openai:small"


def parsed(**changes: object) -> Comparison:
    return parse_verdict(json.dumps({**ANSWER, **changes}), ONE, OTHER, BY)


def told(**changes: object) -> dict[str, Any]:
    return comparison_record(parsed(**changes), ONE.text, OTHER.text)


def test_a_verdict_names_its_words_in_both_texts() -> None:
    assert told() == {
        "relation": "contradicts",
        "type": "negation",
        "confidence": 0.8,
        "rule": BY,
        "reason": "One says that the harbour was hit, the other that it was not.",
        "evidence_a": {"start": 0, "end": 29, "text": "The harbour was hit on Monday"},
        "evidence_b": {"start": 0, "end": 36, "text": "Nothing struck the harbour on Monday"},
        "value_a": "hit",
        "value_b": "not hit",
    }


def test_relations_have_what_the_rules_give_theirs() -> None:
    for relation in ("revises", "corroborates"):
        plain = told(relation=relation, value_one=None, value_other="  ")
        assert (plain["relation"], plain["type"], plain["confidence"]) == (relation, None, 0.8)
        assert (plain["value_a"], plain["value_b"]) == (None, None)
    missed = told(relation="near_miss", near_miss="different place", reason=None)
    assert (missed["type"], missed["reason"]) == ("negation", "different place")
    assert told(relation="near_miss", near_miss="different place", type=None)["type"] is None
    apart = told(relation="unrelated", quote_one=None, quote_other="made up", type=None)
    assert apart["rule"] == BY
    assert apart["confidence"] == 0
    assert {apart[name] for name in ("type", "evidence_a", "evidence_b", "value_a")} == {None}


@pytest.mark.parametrize("quote", ['"Two cranes - both new - burnt."', "Two cranes … burnt"])
def test_what_typing_changes_is_no_other_word(quote: str) -> None:
    verdict = parsed(quote_one=quote)
    assert verdict.evidence_a is not None
    span = verdict.evidence_a
    assert ONE.text[span.start : span.end] == "Two cranes – both new – burnt"


@pytest.mark.parametrize(
    "answer",
    [
        f"```json\n{json.dumps(ANSWER)}\n```",
        f"<think>Was it {{hit}}?</think>{json.dumps(ANSWER)} I hope that helps.",
        json.dumps({**ANSWER, "relation": " Contradicts", "near_miss": "none", "comment": "ok"}),
        json.dumps({name: value for name, value in ANSWER.items() if name != "near_miss"}),
    ],
)
def test_little_faults_of_an_answer_are_put_up_with(answer: str) -> None:
    assert parse_verdict(answer, ONE, OTHER, BY) == parsed()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote_one": "The harbour was shelled"}, "quote not in the text"),
        ({"quote_other": ANSWER["quote_one"]}, "quote not in the text"),
        ({"quote_one": "harb"}, "quote not in the text"),
        ({"quote_one": "harbour " * 100_000}, "quote not in the text"),
        ({"quote_one": None}, "no words quoted"),
        ({"quote_other": "—“”."}, "no words quoted"),
        ({"relation": "corroborates", "quote_other": ""}, "no words quoted"),
        ({"relation": "revises", "quote_one": "made up"}, "quote not in the text"),
        ({"relation": "near_miss", "near_miss": "different time", "quote_one": None}, "no words"),
        ({"relation": "near_miss"}, "no reason given"),
        ({"relation": "near_miss", "near_miss": "different colour"}, "`near_miss`"),
        ({"relation": "refutes"}, "`relation`"),
        ({"relation": None}, "`relation`"),
        ({"relation": 3}, "`relation`"),
        ({"type": "lie"}, "`type`"),
        ({"type": None}, "contradiction of no type"),
        ({"value_one": None}, "contradiction without values"),
        ({"value_other": "\u200b"}, "contradiction without values"),
        ({"value_one": "40", "value_other": 40}, "contradiction between equal values"),
        ({"value_one": "Hit", "value_other": "hit"}, "contradiction between equal values"),
        ({"value_one": ["hit"]}, "`value_one`"),
        ({"reason": None}, "no reason given"),
        ({"reason": "\u0007\n"}, "no reason given"),
        ({"reason": {"en": "so"}}, "`reason`"),
        ({"confidence": None}, "`confidence`"),
        ({"confidence": "quite sure"}, "`confidence`"),
        ({"confidence": float("nan")}, "`confidence`"),
        ({"confidence": float("inf")}, "`confidence`"),
    ],
)
def test_what_cannot_be_believed_is_malformed(changes: dict[str, object], why: str) -> None:
    with pytest.raises(MalformedAnswerError) as caught:
        parsed(**changes)
    assert str(caught.value).startswith(why)


def test_what_is_longer_than_its_text_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Locator, "find", look)
    with pytest.raises(MalformedAnswerError, match="quote not in the text"):
        parsed(quote_one="a … " * 100_000)


@pytest.mark.parametrize("answer", ["", "yes", "[]", "{}", "3", "[[]]", "[" * 100_000, "{" * 99])
def test_an_answer_of_another_form_is_malformed(answer: str) -> None:
    with pytest.raises(MalformedAnswerError):
        parse_verdict(answer, ONE, OTHER, BY)


@pytest.mark.parametrize(
    ("given", "kept"), [(-2, 0), (0.456789, 0.457), (0.95, SUREST), (1, SUREST), (100, SUREST)]
)
def test_a_model_is_never_taken_for_sure(given: float, kept: float) -> None:
    assert parsed(confidence=given).confidence == kept


def test_words_of_a_model_are_plain_and_short() -> None:
    verdict = parsed(
        reason="So\n\u001b[31mit\u202e is\ud800" + " on" * 500,
        value_one="9" * 500,
        value_other="none\u0000",
    )
    assert verdict.reason.startswith("So [31mit is on on")
    assert verdict.reason.isprintable()
    assert len(verdict.reason) <= MOST_REASON
    assert verdict.value_a is not None
    assert (len(verdict.value_a), verdict.value_b) == (MOST_VALUE, "none")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
_LIKELY = {
    "relation": st.sampled_from(list(Verdict)),
    "type": st.sampled_from([*ContradictionType, None]),
    "near_miss": st.sampled_from([*Miss, None]),
    "quote_one": st.sampled_from(["harbour", "burnt"]),
    "quote_other": st.sampled_from(["Nothing", "governor"]),
    "confidence": st.floats(0, 1),
}


@given(
    st.fixed_dictionaries({name: _LIKELY.get(name, _VALUES) | _VALUES for name in ANSWER})
    | st.fixed_dictionaries({name: _LIKELY.get(name, st.text()) for name in ANSWER})
)
def test_any_answer_is_a_verdict_that_can_be_written_or_malformed(answer: dict[str, Any]) -> None:
    try:
        verdict = parse_verdict(json.dumps(answer), ONE, OTHER, BY)
    except MalformedAnswerError:
        return
    assert 0 <= verdict.confidence <= SUREST
    assert all(
        words is None or words.isprintable()
        for words in (verdict.reason, verdict.value_a, verdict.value_b)
    )
    for span, text in ((verdict.evidence_a, ONE.text), (verdict.evidence_b, OTHER.text)):
        assert (span is None) == (verdict.relation is Verdict.UNRELATED)
        assert span is None or 0 <= span.start < span.end <= len(text)
    record = comparison_record(verdict, ONE.text, OTHER.text)
    assert json.loads(json.dumps(record, ensure_ascii=False).encode()) == record


@given(st.text(max_size=300))
def test_any_words_are_a_verdict_or_malformed(answer: str) -> None:
    with pytest.raises(MalformedAnswerError):
        parse_verdict(answer, ONE, OTHER, BY)


def test_the_schema_names_every_field_and_allows_no_other() -> None:
    schema = verdict_schema()
    assert list(schema["properties"]) == schema["required"] == list(ANSWER)
    assert schema["additionalProperties"] is False
    assert schema["properties"]["relation"]["enum"] == list(Verdict)
    assert schema["properties"]["type"]["enum"] == [*ContradictionType, None]


def test_the_question_explains_every_word_of_an_answer() -> None:
    folder = Path(str(judges.__file__)).parent
    prompt = (folder / "prompt.md").read_text(encoding="utf-8")
    for word in (*ANSWER, *Verdict, *ContradictionType, *Miss):
        assert f"`{word}`" in prompt


def test_every_word_for_a_near_miss_of_the_linker_is_known() -> None:
    folder = Path(str(link.__file__)).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    words = re.findall(r'"(different [a-z]+|ranges overlap|plan against fact)"', sources)
    assert set(words) == set(Miss)


def test_the_rules_are_a_judge() -> None:
    one, other = Side("The ferry came."), Side("The ferry did not come.")
    assert RULES.judge(one, other) == compare(one, other)
    assert (RULES.name, bool(RULES.version)) == ("rules", True)

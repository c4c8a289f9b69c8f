"""A language model as extractor: a server on this machine plays the model, well and badly."""

from __future__ import annotations

import json
from datetime import date

import pytest

from counterclaim.reading import Reader, Rejected
from importer.extract import RULES
from importer.model import Annotation, Article
from tests.chat_server import (
    Record,
    Reply,
    fails,
    quoting,
    report_of,
    rule_like,
    says,
)
from tests.cli.asking import (
    KEY,
    MADE_UP,
    STATEMENTS,
    TEXT,
    Asking,
    in_turn,
)

# What a good answer gives ------------------------------------------------------------------------


def test_quotes_are_located_and_read_on_by_the_rules(asking: Asking) -> None:
    asked = asking(quoting(*STATEMENTS))
    read = asked.read()
    assert isinstance(read, Annotation)
    reported = [s for s in read.statements if s.speaker is not None]
    assert [(s.text, s.kind.value, s.speaker.name if s.speaker else "") for s in reported] == [
        ("Soldiers entered Kobo on Monday", "indirect", "Abel Tesfaye"),
        ("We heard guns all night", "direct", "Abel Tesfaye"),
        ("Nobody slept", "direct", "Abel Tesfaye"),
        ("He lied that the army had fled", "indirect", "Getnet Alem"),
        ("the army had fled", "indirect", "Abel Tesfaye"),
    ]
    assert all(TEXT[s.start : s.end] == s.text for s in read.statements)
    first, second, third, outer, inner = reported
    assert first.speaker is not None
    assert first.speaker.role == "mayor"
    assert [p.name for p in first.locations] == ["Kobo"]
    assert first.time is not None
    assert first.time.start == date(2026, 3, 2)
    assert second.utterance == third.utterance != first.utterance
    assert second.via == ("Radio Lasta",)
    assert (inner.parent, inner.stance) == (outer.id, "denies")
    assert read.statements[-1].text == "Shells hit the market of Kobo on Tuesday"
    assert read.statements[-1].kind == "narration"
    assert (read.extractor, read.warnings) == ("openai:small", ())
    assert read.version.endswith(f"+rules-{RULES.version}")


def test_what_is_not_in_the_text_is_dropped_and_counted(asking: Asking) -> None:
    asked = asking(quoting(MADE_UP, *STATEMENTS[:1]))
    asked.server.behaviour = in_turn(says({"statements": [MADE_UP, *STATEMENTS[:1], {"id": 7}]}))
    read = asked.read()
    assert isinstance(read, Annotation)
    assert [s.text for s in read.statements if s.speaker] == ["Soldiers entered Kobo on Monday"]
    assert read.warnings == ("1 of 2 statements that the model quoted were dropped",)
    assert asked.extractor.tally.as_json() == {
        "extractor": "openai:small",
        "questions": 1,
        "tokens": 7,
        "quoted": 3,
        "dropped": {"malformed": 1, "not in the text": 1},
    }


def test_a_request_has_the_form_of_the_protocol_and_carries_the_key(asking: Asking) -> None:
    asked = asking(quoting(*STATEMENTS))
    asked.read()
    (request,), (headers,) = asked.server.requests, asked.server.headers
    assert (request["model"], request["stream"], request["temperature"]) == ("small", False, 0)
    schema = request["response_format"]["json_schema"]
    item = schema["schema"]["properties"]["statements"]["items"]
    assert schema["strict"] is True
    assert item["required"] == list(item["properties"])
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "Here is the list:\n\n{}\n\nI hope that helps.",
        "<think>The mayor {{said}} it [twice].</think>{}",
    ],
)
def test_words_around_the_json_are_put_up_with(asking: Asking, wrapped: str) -> None:
    answer = json.dumps({"statements": STATEMENTS[:1]})
    wrapped = wrapped.replace("{{", "<").replace("}}", ">").replace("{}", answer)
    read = asking(in_turn(says(wrapped))).read()
    assert isinstance(read, Annotation)
    assert read.statements[0].text == "Soldiers entered Kobo on Monday"


def test_a_report_that_quotes_nobody_is_no_failure(asking: Asking) -> None:
    read = asking(in_turn(says({"statements": []}))).read()
    assert isinstance(read, Annotation)
    assert {s.kind.value for s in read.statements} == {"narration"}


def test_a_text_in_another_language_is_not_sent(asking: Asking) -> None:
    asked = asking(quoting())
    annotation = Reader(asked.extractor).read(Article("fr.txt", "Le maire a dit", language="fr"))
    assert isinstance(annotation, Annotation)
    assert (asked.server.requests, annotation.extractor) == ([], "openai:small")


# Endpoints that know less ------------------------------------------------------------------------


def test_an_endpoint_without_schemas_is_asked_in_plainer_form_from_then_on(asking: Asking) -> None:
    def plain_only(request: Record, number: int) -> Reply:
        if "response_format" in request:
            return fails(400, "response_format is not supported")
        return quoting(*STATEMENTS)(request, number)

    asked = asking(plain_only)
    assert isinstance(asked.read(), Annotation)
    assert len(asked.server.requests) == 3
    assert isinstance(asked.read(), Annotation)
    assert len(asked.server.requests) == 4


def test_one_text_that_is_refused_does_not_plain_the_rest(asking: Asking) -> None:
    asked = asking(in_turn(*[fails(400, "too many tokens")] * 3, quoting(*STATEMENTS)))
    refused = asked.read()
    assert isinstance(refused, Rejected)
    assert (refused.code, "too many tokens" in refused.message) == ("model-answer", True)
    assert isinstance(asked.read(), Annotation)
    assert "response_format" in asked.server.requests[-1]


def test_a_long_text_is_asked_about_in_windows_of_paragraphs(asking: Asking) -> None:
    report = "\n\n".join(
        f"Soldiers entered village {number} on Monday, the mayor, Abel Tesfaye, said. " * 5
        for number in range(12)
    )
    asked = asking(rule_like, window=1500)
    read = asked.read(report)
    assert isinstance(read, Annotation)
    assert len(asked.server.requests) >= 3
    assert all(len(text) <= 1500 for text in asked.server.texts())
    assert [s.text for s in read.statements if s.speaker] == [
        f"Soldiers entered village {number} on Monday" for number in range(12) for _ in range(5)
    ]


def test_an_answer_cut_off_at_the_limit_is_asked_for_in_halves(asking: Asking) -> None:
    def short_of_breath(request: Record, number: int) -> Reply:
        if len(report_of(request)["text"]) > 100:
            return says('{"statements": [{"id": 1, "content": "Sold', finish="length")
        return quoting(*STATEMENTS)(request, number)

    asked = asking(short_of_breath)
    read = asked.read(TEXT.replace(" He lied", "\n\nHe lied"))
    assert isinstance(read, Annotation)
    assert len([s for s in read.statements if s.speaker]) >= 3
    whole = asking(in_turn(says("{", finish="length"))).read("Kobo fell, the mayor said.")
    assert isinstance(whole, Rejected)
    assert whole.code == "model-answer"


# Answers that can't be used ----------------------------------------------------------------------

UNUSABLE = {
    "no JSON": says("The mayor says that soldiers came."),
    "cut off": says('{"statements": [{"id": 1, "content": "Soldiers'),
    "another form": says({"answer": "yes"}),
    "no list": says({"statements": "none"}),
    "no usable entry": says({"statements": [{"text": "Soldiers entered Kobo"}, 3]}),
    "deep": says("[" * 100_000),
    "nothing": says(""),
    "filtered": says({"statements": []}, finish="content_filter"),
    "no completion": Reply(body=b'{"choices": []}'),
    "a web page": Reply(body=b"<html>Welcome</html>"),
    "null": Reply(body=b"null"),
    "no message": Reply(body=b'{"choices": [{"message": null}]}'),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_answer_that_cannot_be_used_rejects_the_text(asking: Asking, name: str) -> None:
    asked = asking(in_turn(UNUSABLE[name]))
    read = asked.read()
    assert isinstance(read, Rejected)
    assert read.code == "model-answer"
    assert len(asked.server.requests) > 1, "it is asked for again"


def test_a_bad_answer_is_asked_for_again(asking: Asking) -> None:
    asked = asking(in_turn(says("Sorry?"), quoting(*STATEMENTS)))
    assert isinstance(asked.read(), Annotation)

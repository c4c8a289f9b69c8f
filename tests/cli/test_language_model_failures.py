"""A language model that is not there, or not willing; and the commands that ask one."""

from __future__ import annotations

import json
from email.utils import formatdate
from pathlib import Path

import pytest
from pydantic import SecretStr

from counterclaim.extractors import ModelExtractor
from counterclaim.importing import import_targets
from counterclaim.reading import Reader, Rejected
from db.enums import Outcome
from db.loader import load_annotations
from importer.extract import RULES
from importer.model import Annotation
from importer.unanswered import UnansweredError
from tests.chat_server import (
    Record,
    Reply,
    chat_server,
    fails,
    quoting,
    report_of,
    rule_like,
    says,
)
from tests.cli.asking import (
    KEY,
    STATEMENTS,
    TEXT,
    Asking,
    article,
    in_turn,
    settings_for,
)
from tests.databases import Database
from tests.live import free_port, run_program

# Endpoints that fail -----------------------------------------------------------------------------


def test_a_busy_endpoint_is_left_alone_as_long_as_it_asks(asking: Asking) -> None:
    later = formatdate(4102444800, usegmt=True)
    asked = asking(
        in_turn(
            fails(429, Retry_After="7"),
            fails(429, Retry_After=later),
            fails(503),
            quoting(*STATEMENTS),
        ),
        longest_wait=30.0,
    )
    assert isinstance(asked.read(), Annotation)
    assert asked.pauses == [7.0, 30.0, 4.0]


@pytest.mark.parametrize(
    ("status", "code"), [(429, "model-busy"), (500, "model-failed"), (529, "model-failed")]
)
def test_patience_ends(asking: Asking, status: int, code: str) -> None:
    asked = asking(in_turn(fails(status, "come back later")))
    read = asked.read()
    assert isinstance(read, Rejected)
    assert (read.code, "come back later" in read.message) == (code, True)
    assert asked.pauses == [1.0, 2.0, 4.0]
    assert len(asked.server.requests) == 4


def test_a_silent_endpoint_times_out(asking: Asking) -> None:
    asked = asking(in_turn(Reply(silent=True)), timeout=0.2)
    read = asked.read()
    assert isinstance(read, Rejected)
    assert read.code == "model-timeout"
    assert len(asked.server.requests) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 302])
def test_a_refusal_ends_the_asking_and_never_tells_the_key(asking: Asking, status: int) -> None:
    asked = asking(in_turn(fails(status, f"Incorrect API key: {KEY}\u0007", Location="/")))
    first, second = asked.read(), asked.read()
    assert isinstance(first, Rejected)
    assert isinstance(second, Rejected)
    assert first.code == second.code == "model-refused"
    assert KEY not in first.message + second.message
    assert first.message.isprintable()
    assert len(asked.server.requests) == 1


def test_a_dead_endpoint_is_given_up_after_three_texts() -> None:
    extractor = ModelExtractor(settings_for(f"http://127.0.0.1:{free_port()}/v1"), lambda _: None)
    reader = Reader(extractor)
    read = [reader.read(article(name=f"{number}.txt")) for number in range(5)]
    extractor.close()
    assert [item.code for item in read if isinstance(item, Rejected)] == ["model-unreachable"] * 5
    assert extractor.tally.questions == 3


@pytest.mark.parametrize(
    "base",
    ["", "ftp://host/v1", "https://user:secret@host/v1", "http://", "host/v1", "http://[::/"],
)
def test_an_address_that_is_none_is_refused_at_once(base: str) -> None:
    with pytest.raises(UnansweredError) as caught:
        ModelExtractor(settings_for(base))
    assert caught.value.code == "model-settings"
    assert "secret" not in caught.value.message


@pytest.mark.parametrize("key", ["sk-\u043a\u043b\u044e\u0447", "sk-a\nHost: other"])
def test_a_key_that_cannot_stand_in_a_header_is_refused(key: str) -> None:
    with pytest.raises(UnansweredError) as caught:
        ModelExtractor(settings_for("https://host/v1", key=SecretStr(key)))
    assert caught.value.code == "model-settings"
    assert key not in caught.value.message


# The commands ------------------------------------------------------------------------------------


def texts_in(folder: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        text = f" date 2026-03-04 {TEXT}".replace("Kobo", f"Kobo {name[0]}")
        (folder / name).write_text(text, encoding="utf-8")


def test_one_text_that_fails_never_stops_an_import(
    asking: Asking, database: Database, tmp_path: Path
) -> None:
    texts_in(tmp_path)

    def picky(request: Record, number: int) -> Reply:
        if "Kobo b" in report_of(request)["text"]:
            return says("I can't help with that.")
        return rule_like(request, number)

    asked = asking(picky)
    reader = Reader(asked.extractor)
    report = import_targets(database.url, [str(tmp_path)], reader=reader)
    assert report.outcomes == {Outcome.IMPORTED: 2, Outcome.REJECTED: 1}
    assert [(item.name, item.code) for item in report.rejected] == [("b.txt", "model-answer")]
    assert report.as_json()["model"] == asked.extractor.tally.as_json()
    asked_before = len(asked.server.requests)
    again = import_targets(database.url, [str(tmp_path)], reader=reader)
    assert again.outcomes == {Outcome.UNCHANGED: 2, Outcome.REJECTED: 1}
    assert len(asked.server.requests) == asked_before + 2, "what is stored is not asked about"
    with_rules = import_targets(
        database.url, [str(tmp_path)], reader=Reader(asked.extractor, fallback=RULES)
    )
    assert with_rules.outcomes == {Outcome.UNCHANGED: 2, Outcome.IMPORTED: 1}
    assert "b.txt: read by rules instead: model-answer" in with_rules.warnings[0]
    engine = database.engine()
    stored = {a.article.name: a.extractor for a in load_annotations(engine)}
    engine.dispose()
    assert stored == {"a.txt": "openai:small", "b.txt": "rules", "c.txt": "openai:small"}


def test_annotate_with_a_model(tmp_path: Path) -> None:
    texts_in(tmp_path)
    with chat_server(rule_like) as server:
        done = run_program(
            *("annotate", str(tmp_path / "a.txt"), "--extractor", "openai"),
            *("--base-url", server.url, "--model", "small"),
            environment={"COUNTERCLAIM_EXTRACTOR_KEY": KEY},
        )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout.splitlines()[0])
    assert record["statements"][0]["text"] == "Soldiers entered Kobo a on Monday"
    assert b"openai:small: 1 questions, 7 tokens; " in done.stderr
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY.encode() not in done.stdout + done.stderr


def test_settings_that_cannot_be_used_end_the_program(tmp_path: Path) -> None:
    texts_in(tmp_path)
    target = str(tmp_path / "a.txt")
    for arguments, environment in (
        (("--extractor", "openai", "--base-url", "http://127.0.0.1:9/v1"), {}),
        (("--extractor", "openai", "--model", "small"), {}),
        (("--model", "small"), {}),
        (("--extractor", "openai"), {"COUNTERCLAIM_EXTRACTOR_TIMEOUT": "soon"}),
        (("--extractor", "openai"), {"COUNTERCLAIM_EXTRACTOR_KEY": "a\nb"}),
    ):
        done = run_program("annotate", target, *arguments, environment=environment)
        assert (done.returncode, done.stdout) == (2, b""), done.stderr
        assert b"model-settings" in done.stderr
        assert b"Traceback" not in done.stderr

"""`counterclaim compare --judge openai`, run as a process against a server of this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.chat_server import ChatServer, Record, Reply, chat_server, fails, report_of, rule_like
from tests.chat_server import says as model_says
from tests.cli.asking import KEY, in_turn
from tests.live import run_program

CAME, CAME_NOT = "The ferry came on Friday.", "The ferry did not come on Friday."
RESERVED = "I can't help with that."


def by_model(server: ChatServer, *more: str) -> tuple[str, ...]:
    return ("--judge", "openai", "--base-url", server.url, "--model", "small", *more)


def picky(request: Record, number: int) -> Reply:
    """Judge as the rules do, but for texts on Tuesday."""
    texts = report_of(request)
    if "Tuesday" in texts["one"]["text"]:
        return model_says(RESERVED)
    return rule_like(request, number)


def lines_of(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def pairs(*days: str) -> bytes:
    """Return a line for each day, behind one that is none."""
    lines = [
        json.dumps({"a": CAME.replace("Friday", day), "b": CAME_NOT.replace("Friday", day)})
        for day in days
    ]
    return "\n".join(["{", *lines]).encode()


def test_two_texts_are_judged_by_a_model() -> None:
    with chat_server(rule_like) as server:
        done = run_program(
            *("compare", CAME, CAME_NOT, "--b-speaker", "Falk", *by_model(server)),
            environment={"COUNTERCLAIM_JUDGE_KEY": KEY},
        )
    assert done.returncode == 0, done.stderr
    verdict = json.loads(done.stdout)
    assert (verdict["relation"], verdict["rule"]) == ("contradicts", "openai:small")
    assert (verdict["judge"], verdict["warning"], "id" in verdict) == ("openai:small", None, False)
    told = done.stderr.decode().splitlines()
    assert told[0].startswith("openai:small: 1 questions, 7 tokens; 1 verdicts, 0 dropped")
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY.encode() not in done.stdout + done.stderr


def test_a_pair_that_fails_never_stops_the_rest(tmp_path: Path) -> None:
    out = tmp_path / "verdicts.jsonl"
    with chat_server(picky) as server:
        done = run_program(
            *("compare", "-", "--out", str(out), *by_model(server)),
            stdin=pairs("Monday", "Tuesday", "Friday"),
        )
    assert done.returncode == 1
    assert [(each["id"], each["relation"]) for each in lines_of(out.read_bytes())] == [
        ("2", "contradicts"),
        ("4", "contradicts"),
    ]
    told = done.stderr.decode()
    assert "rejected -:1: bad-json-line" in told
    assert "rejected 3: model-answer: The model's answer can't be used" in told
    assert "openai:small: 4 questions, 28 tokens; 2 verdicts, 2 dropped" in told
    assert told.splitlines()[-1] == "2 lines were not compared"


def test_the_rules_judge_what_a_model_failed_at(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(pairs("Monday", "Tuesday").removeprefix(b"{\n"))
    with chat_server(picky) as server:
        done = run_program("compare", str(file), *by_model(server, "--fallback", "rules"))
    assert done.returncode == 0, done.stderr
    first, second = lines_of(done.stdout)
    assert (first["judge"], first["warning"]) == ("openai:small", None)
    assert (second["judge"], second["relation"]) == ("rules", "contradicts")
    assert second["warning"].startswith("judged by rules instead: model-answer: ")


def test_a_refused_key_is_sent_once_and_never_told() -> None:
    with chat_server(in_turn(fails(401, f"Incorrect API key: {KEY}"))) as server:
        done = run_program(
            *("compare", "-", *by_model(server)),
            stdin=pairs("Monday", "Tuesday", "Friday"),
            environment={"COUNTERCLAIM_JUDGE_KEY": KEY},
        )
    assert (done.returncode, done.stdout, len(server.requests)) == (1, b"", 1)
    assert done.stderr.count(b": model-refused: ") == 3
    assert KEY.encode() not in done.stderr


def test_a_single_pair_that_fails_ends_the_program() -> None:
    with chat_server(in_turn(model_says(RESERVED))) as server:
        done = run_program("compare", CAME, CAME_NOT, *by_model(server))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"model-answer" in done.stderr
    assert b"--fallback rules" in done.stderr
    assert b"2 questions" in done.stderr


def test_settings_are_those_of_the_environment_and_options_go_before_them() -> None:
    with chat_server(rule_like) as server:
        done = run_program(
            *("compare", CAME, CAME_NOT, "--judge", "openai", "--model", "small"),
            environment={
                "COUNTERCLAIM_JUDGE_BASE_URL": server.url,
                "COUNTERCLAIM_JUDGE_MODEL": "large",
            },
        )
    assert done.returncode == 0, done.stderr
    assert server.requests[0]["model"] == "small"


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (("--model", "small"), {}, b"--judge openai"),
        (("--base-url", "http://127.0.0.1:9/v1"), {}, b"--judge openai"),
        (("--fallback", "rules"), {}, b"--judge openai"),
        (("--judge", "openai", "--model", "small"), {}, b"base URL"),
        (("--judge", "openai"), {}, b"COUNTERCLAIM_JUDGE_MODEL"),
        (
            ("--judge", "openai"),
            {"COUNTERCLAIM_JUDGE_TIMEOUT": "soon"},
            b"COUNTERCLAIM_JUDGE_TIMEOUT",
        ),
        (
            ("--judge", "openai", "--model", "small"),
            {"COUNTERCLAIM_JUDGE_KEY": "a\nb"},
            b"COUNTERCLAIM_JUDGE_KEY",
        ),
    ],
)
def test_settings_that_cannot_be_used_end_the_program(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], words: bytes
) -> None:
    out = tmp_path / "verdict.json"
    out.write_text("kept", encoding="utf-8")
    done = run_program(
        *("compare", CAME, CAME_NOT, "--out", str(out), *arguments), environment=environment
    )
    assert (done.returncode, done.stdout) == (2, b""), done.stderr
    assert b"model-settings" in done.stderr
    assert words in done.stderr
    assert b"Traceback" not in done.stderr
    assert out.read_text(encoding="utf-8") == "kept"


def test_without_a_judge_no_model_is_asked() -> None:
    with chat_server(rule_like) as server:
        done = run_program(
            *("compare", CAME, CAME_NOT),
            environment={
                "COUNTERCLAIM_JUDGE_BASE_URL": server.url,
                "COUNTERCLAIM_JUDGE_MODEL": "small",
            },
        )
    assert done.returncode == 0, done.stderr
    verdict = json.loads(done.stdout)
    assert (verdict["rule"], "judge" in verdict) == ("claim and its negation", False)
    assert server.requests == []

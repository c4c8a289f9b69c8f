"""`counterclaim compare`, run as a process."""

from __future__ import annotations

import json
from pathlib import Path

from tests.live import run_program

CAME, CAME_NOT = "The ferry came on Friday.", "The ferry did not come on Friday."


def test_two_texts_are_compared() -> None:
    done = run_program("compare", CAME, CAME_NOT, "--a-published", "2024-05-14")
    assert done.returncode == 0, done.stderr
    verdict = json.loads(done.stdout)
    assert (verdict["relation"], verdict["type"]) == ("contradicts", "negation")
    assert verdict["evidence_a"]["text"] in CAME


def test_a_bad_line_never_stops_the_rest(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "x", "a": CAME, "b": CAME_NOT}), "{", json.dumps({"a": CAME})]
    lines.append(json.dumps({"a": CAME, "b": "Wheat is cheap."}))
    lines.append(json.dumps({"id": "y", "a": "He ran. " * 400, "b": "He ran. " * 400}))
    out = tmp_path / "verdicts.jsonl"
    done = run_program("compare", "-", "--out", str(out), stdin="\n".join(lines).encode())
    assert done.returncode == 1
    assert b"rejected -:2: bad-json-line" in done.stderr
    assert b"rejected -:3: missing-field" in done.stderr
    assert b"rejected y: too-many-clauses" in done.stderr
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(each["id"], each["relation"]) for each in found] == [
        ("x", "contradicts"),
        ("4", "unrelated"),
    ]


def test_what_cannot_be_compared_is_told(tmp_path: Path) -> None:
    missing = run_program("compare", str(tmp_path / "none.jsonl"))
    assert (missing.returncode, b"unreadable-file" in missing.stderr) == (2, True)
    blank = run_program("compare", CAME, " ")
    assert (blank.returncode, b"empty-text" in blank.stderr) == (2, True)
    dated = run_program("compare", CAME, CAME_NOT, "--b-published", "tomorrow")
    assert (dated.returncode, b"invalid-date" in dated.stderr) == (2, True)

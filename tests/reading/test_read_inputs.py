"""Files, folders, JSON Lines and standard input: one bad thing never stops the rest."""

from __future__ import annotations

import json
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.model import Article
from importer.read import ReadCode, ReadSettings, Rejection, read_inputs

REPORT = "Soldiers took the bridge, the mayor said."


def outcome(*targets: str | Path, stdin: bytes = b"") -> list[tuple[str, str]]:
    """Name what was read and, for a rejection, its code."""
    return [
        (item.name, item.code if isinstance(item, Rejection) else "read")
        for item in read_inputs([str(target) for target in targets], BytesIO(stdin))
    ]


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "x.txt").mkdir()
    for name in ("b.txt", "a.TXT", "deep/c.txt", "deep/er/d.html", "x.txt/e.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"<p>{REPORT}</p>" if "html" in name else REPORT)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert [name for name, _ in outcome(tmp_path)] == [
        "a.TXT",
        "b.txt",
        "deep/c.txt",
        "deep/er/d.html",
        "x.txt/e.txt",
    ]


def test_a_bad_file_does_not_stop_the_batch(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "3.txt").write_text(REPORT)
    (tmp_path / "4.txt").write_text(f" date 2025-02-31 {REPORT}")
    assert outcome(tmp_path) == [
        ("1.txt", "empty-text"),
        ("2.txt", "binary-file"),
        ("3.txt", "read"),
        ("4.txt", "invalid-date"),
    ]


def test_targets_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "real.txt").write_text(REPORT)
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    codes = [
        code
        for _, code in outcome(
            tmp_path / "nowhere.txt",
            tmp_path / "empty",
            tmp_path / "pipe.txt",
            tmp_path / "link.txt",
            "/dev/null",
            tmp_path / ("x" * 5000),
            "nul\0byte",
            "ftp://example.org/report.txt",
            "file:///etc/hostname",
            tmp_path / "real.txt",
        )
    ]
    assert codes == [
        "not-found",
        "no-articles",
        "not-a-file",
        "not-a-file",
        "not-a-file",
        "unreadable-file",
        "not-found",
        "bad-url",
        "bad-url",
        "read",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(REPORT)
    secret.chmod(0)
    assert outcome(secret) == [(str(secret), "unreadable-file")]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert outcome(tmp_path) == [("a.txt", "read")]


def test_a_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(REPORT)
    ((name, code),) = outcome(tmp_path)
    assert code == "read"
    name.encode()


def test_the_locale_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "a.txt").write_bytes("“Così”, he said.".encode())
    (article,) = read_inputs([str(tmp_path)])
    assert isinstance(article, Article)
    assert article.text == "“Così”, he said."


def test_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf"
        + line(
            id="a1",
            text=f"{REPORT}\r\nRain fell.",
            published="2025-03-04T10:00:00Z",
            url="https://example.org/1",
            outlet="The Courier",
            title="Bridge",
        )
        + b"\n"
        + line(id=2, text=f" date 2025-03-05 {REPORT}")
        + line(text=REPORT)
    )
    first, second, third = read_inputs([str(file)])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.name, first.published, first.outlet) == ("a1", date(2025, 3, 4), "The Courier")
    assert (first.text, first.url, first.title) == (
        f"{REPORT}\nRain fell.",
        "https://example.org/1",
        "Bridge",
    )
    assert (second.name, second.published, second.body_start) == ("2", date(2025, 3, 5), 17)
    assert third.name == "batch.jsonl:4"


BAD_LINES = [
    (b"{not json\n", "bad-json-line"),
    (b"[1, 2]\n", "bad-json-line"),
    (b"[" * 100_000 + b"\n", "bad-json-line"),
    (b'{"text": ' + b"9" * 5000 + b"}\n", "bad-json-line"),
    (b'{"text": "\xff"}\n', "unknown-encoding"),
    (b'{"id": "x"}\n', "missing-field"),
    (b'{"text": null}\n', "missing-field"),
    (b'{"text": ["x"]}\n', "bad-field"),
    (b'{"text": "x", "id": {}}\n', "bad-field"),
    (b'{"text": "x", "url": 7}\n', "bad-field"),
    (b'{"text": "x", "url": "javascript:alert(1)"}\n', "bad-url"),
    (b'{"text": "x", "url": "java\\tscript:alert(1)"}\n', "bad-url"),
    (b'{"text": "x", "url": "data:text/html,x"}\n', "bad-url"),
    (b'{"text": "x", "url": "https://"}\n', "bad-url"),
    (b'{"text": "x", "url": "https://example.org/a b"}\n', "bad-url"),
    (b'{"text": "   "}\n', "empty-text"),
    (b'{"text": "x", "published": "yesterday"}\n', "invalid-date"),
    (b'{"text": "x", "published": "0001-01-01T00:00:00Z"}\n', "invalid-date"),
    (b'{"text": "x", "published": "9999-12-31"}\n', "invalid-date"),
    (b'{"text": "a\\u0000b"}\n', "bad-characters"),
    (b'{"text": "a\\ud83d"}\n', "bad-characters"),
    (b'{"text": "a", "title": "\\ud83d"}\n', "bad-characters"),
]


@pytest.mark.parametrize(("bad", "code"), BAD_LINES)
def test_a_bad_line_is_named_and_passed_over(tmp_path: Path, bad: bytes, code: str) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_bytes(line(id="a", text=REPORT) + bad + line(id="b", text=REPORT))
    assert outcome(file) == [("a", "read"), ("batch.jsonl:2", code), ("b", "read")]


def test_a_line_beyond_the_limit_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_bytes(line(text="x " * 5000) + line(id="b", text=REPORT))
    settings = ReadSettings(max_bytes=1000)
    first, second = read_inputs([str(file)], settings=settings)
    assert isinstance(first, Rejection)
    assert (first.name, first.code) == ("batch.jsonl:1", ReadCode.TOO_LARGE)
    assert isinstance(second, Article)


def test_annotations_beside_the_texts_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "expected.jsonl").write_bytes(line(file="a.txt", statements=[]))
    assert outcome(tmp_path) == [("a.txt", "read")]


def test_standard_input_is_one_text() -> None:
    assert outcome("-", stdin=REPORT.encode()) == [("stdin", "read")]
    assert outcome("-") == [("stdin", "empty-text")]


def test_standard_input_can_be_json_lines() -> None:
    stdin = line(id="a", text=REPORT) + b"{broken\n" + line(id="b", text=REPORT)
    assert outcome("-", stdin=stdin) == [("a", "read"), ("stdin:2", "bad-json-line"), ("b", "read")]


def test_json_lines_on_standard_input_may_be_of_any_size() -> None:
    stdin = b"".join(line(id=str(number), text=REPORT) for number in range(50))
    items = list(read_inputs(["-"], BytesIO(stdin), ReadSettings(max_bytes=333)))
    assert [item.name for item in items] == [str(number) for number in range(50)]


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_any_lines_are_read_or_refused(lines: list[bytes]) -> None:
    stdin = b"{" + b"\n".join(lines)
    for item in read_inputs(["-"], BytesIO(stdin)):
        assert item.name
        if isinstance(item, Rejection):
            assert ReadCode(item.code)

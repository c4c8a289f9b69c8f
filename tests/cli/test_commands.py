"""The commands, run as processes, on both databases where they touch one."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.databases import Database
from tests.live import run_program

REPORT = (
    " date 2026-03-04 Ethiopian troops entered Kobo on Monday, the mayor of the town, Abel "
    "Tesfaye, said.\n\nThe militia denied that any soldier had entered Kobo on Monday.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Write an article as a user would have it."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_import_is_idempotent_and_says_so(database: Database, report: Path) -> None:
    first = run_program("import", str(report), "--json", database_url=database.url)
    second = run_program("import", str(report), "--json", database_url=database.url)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert json.loads(first.stdout)["imported"] == 1
    assert json.loads(second.stdout) == {
        "imported": 0,
        "unchanged": 1,
        "replaced": 0,
        "rejected": 0,
        "contradictions": 0,
        "rejections": [],
        "warnings": [],
    }


def test_one_bad_file_never_stops_the_batch(database: Database, report: Path) -> None:
    folder = report.parent / "batch.txt"
    folder.mkdir()
    report.rename(folder / "z-report.txt")
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "b-binary.txt").write_bytes(bytes(range(256)) * 4)
    done = run_program("import", str(folder), "--json", database_url=database.url)
    outcome = json.loads(done.stdout)
    assert done.returncode == 1
    assert outcome["imported"] == 1
    assert [item["code"] for item in outcome["rejections"]] == ["empty-text", "binary-file"]
    assert all(item["message"] and item["hint"] for item in outcome["rejections"])


def test_import_reads_json_lines_from_standard_input(database: Database) -> None:
    line = json.dumps({"id": "k-1", "text": REPORT.partition("-04 ")[2], "published": "2026-03-04"})
    done = run_program("import", "-", "--json", database_url=database.url, stdin=line.encode())
    assert json.loads(done.stdout)["imported"] == 1, done.stderr


def test_export_gives_back_what_annotate_gives(database: Database, report: Path) -> None:
    read = run_program("annotate", str(report))
    run_program("import", str(report), database_url=database.url)
    exported = run_program("export", "annotations", database_url=database.url)
    first, last = (json.loads(line) for line in read.stdout.splitlines())
    assert last == {"cross": []}
    assert first["statements"]
    article = json.loads(exported.stdout.splitlines()[0])
    assert article.pop("key")
    assert article.pop("cursor")
    assert article == first


def test_annotate_names_lines_by_their_id_and_links_across(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    texts = {
        "a": "The army captured Kobo on 2 March 2026, its spokesman, Major Abel Tesfaye, said.",
        "b": "The army did not capture Kobo on 2 March 2026, a militia leader, Dawit Alem, said.",
    }
    path.write_text(
        "\n".join(json.dumps({"id": name, "text": text}) for name, text in texts.items())
    )
    done = run_program("annotate", str(path))
    *articles, last = (json.loads(line) for line in done.stdout.splitlines())
    assert [article["file"] for article in articles] == ["a", "b"]
    assert [(pair["a"], pair["b"], pair["type"]) for pair in last["cross"]] == [
        ("a#s1", "b#s1", "negation")
    ]


def test_annotate_layers_index_the_text(report: Path) -> None:
    layers = json.loads(run_program("annotate", str(report), "--layers").stdout)
    assert layers["attributions"]
    assert {place["name"] for place in layers["places"]} == {"Kobo"}
    for mention in (*layers["places"], *layers["times"], *layers["quantities"]):
        assert REPORT[mention["start"] : mention["end"]] == mention["mention"]


def test_annotate_writes_a_file(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = run_program("annotate", str(report), "--out", str(out))
    assert done.stdout == b""
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def test_an_empty_archive_is_refused_with_what_to_do(tmp_path: Path, report: Path) -> None:
    done = run_program("import", str(report), database_url=f"sqlite:///{tmp_path}/new.sqlite")
    assert done.returncode == 2
    assert b"database-outdated" in done.stderr
    assert b"counterclaim db upgrade" in done.stderr
    assert b"Traceback" not in done.stderr


def test_db_upgrade_can_be_repeated(empty_database: Database) -> None:
    first = run_program("db", "upgrade", "--json", database_url=empty_database.url)
    second = run_program("db", "upgrade", "--json", database_url=empty_database.url)
    version = json.loads(first.stdout)["after"]
    assert json.loads(first.stdout) == {"before": None, "after": version}
    assert json.loads(second.stdout) == {"before": version, "after": version}
    assert run_program("db", "check", database_url=empty_database.url).returncode == 0


def test_link_can_be_repeated(database: Database, report: Path) -> None:
    run_program("import", str(report), database_url=database.url)
    first = run_program("link", "--json", database_url=database.url)
    second = run_program("link", "--json", database_url=database.url)
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["articles"] == 1


def test_a_taken_port_is_named(database: Database) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run_program("serve", "--port", str(port), database_url=database.url)
    assert done.returncode == 2
    assert f"Port {port} of 127.0.0.1 is taken".encode() in done.stderr
    assert b"port-taken" in done.stderr


def test_doctor_names_what_is_missing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite"
    done = run_program("doctor", "--json", database_url=url)
    findings = {item["name"]: item for item in json.loads(done.stdout)}
    assert done.returncode == 1
    assert findings["python"]["ok"]
    assert findings["gazetteer"]["ok"]
    assert not findings["archive"]["ok"]
    assert findings["archive"]["cure"] == "Run: counterclaim db upgrade"


def test_help_needs_no_parser() -> None:
    done = run_program("--help")
    assert done.returncode == 0
    assert b"annotate" in done.stdout

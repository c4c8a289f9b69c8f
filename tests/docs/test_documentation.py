"""Every command and query of the documentation works as written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.settings import Settings
from counterclaim.extractors import ExtractorSettings
from counterclaim.judges import JudgeSettings
from tests import forking
from tests.chat_server import ChatServer, chat_server, rule_like
from tests.databases import PostgresqlServer
from tests.docs.answers import documents, empty_roots, shows_something
from tests.docs.markdown import ROOT, Block, blocks
from tests.live import LiveServer, run_program, serving

ADDRESS = "http://127.0.0.1:8000"
MODEL_ADDRESS = "http://127.0.0.1:11434/v1"


@pytest.fixture(scope="module")
def archive(
    dialect: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the URL of a database for the sample articles."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('docs')}/samples.sqlite"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture(scope="module")
def server(archive: str) -> Iterator[LiveServer]:
    """Serve the sample articles."""
    for arguments in (["db", "upgrade"], ["import", "seeds"]):
        done = run_program(*arguments, database_url=archive, cwd=ROOT)
        assert done.returncode == 0, done.stderr.decode()
    with serving(archive) as live:
        yield live


@pytest.fixture(scope="module")
def model() -> Iterator[ChatServer]:
    """Serve what answers in the way of a language model."""
    with chat_server(rule_like) as live:
        yield live


@pytest.mark.parametrize("block", blocks("graphql"), ids=lambda block: block.name)
def test_queries_answer(block: Block, server: LiveServer) -> None:
    # The first text to be compared starts the reader's process.
    answer = httpx.post(f"{server.url}/graphql", json={"query": block.text}, timeout=60).json()
    if block.error:
        assert _code_of(answer) == block.error
        return
    assert "errors" not in answer
    assert bool(empty_roots(answer["data"])) == (block.mark == "empty"), answer["data"]


def asks_the_server(block: Block) -> bool:
    return ADDRESS in block.text or block.error is not None


COMMANDS = [block for block in blocks("sh") if not asks_the_server(block)]
REQUESTS = [block for block in blocks("sh") if asks_the_server(block)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the samples and the program."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "bin").mkdir()
    forking.write_command(tmp_path / "bin")
    return tmp_path


def run_block(text: str, folder: Path, database_url: str) -> subprocess.CompletedProcess[str]:
    path = (folder / "bin", Path(sys.executable).parent, os.environ["PATH"])
    environment = {
        **os.environ,
        "PATH": os.pathsep.join(map(str, path)),
        "COUNTERCLAIM_DATABASE_URL": database_url,
    }
    return subprocess.run(
        ["sh", "-eu", "-c", text],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


@pytest.mark.parametrize("block", COMMANDS, ids=lambda block: block.name)
def test_commands_work(block: Block, model: ChatServer, folder: Path) -> None:
    text = block.text.replace(MODEL_ADDRESS, model.url)
    done = run_block(text, folder, f"sqlite:///{folder}/docs.sqlite")
    assert done.returncode == 0, done.stderr
    if done.stdout.startswith("{"):
        assert all(map(shows_something, documents(done.stdout))), done.stdout


@pytest.mark.parametrize("block", REQUESTS, ids=lambda block: block.name)
def test_requests_work(block: Block, server: LiveServer, folder: Path) -> None:
    url = server.database_url if block.error else f"sqlite:///{folder}/docs.sqlite"
    done = run_block(block.text.replace(ADDRESS, server.url), folder, url)
    if block.error and "counterclaim import" in block.text:
        assert (done.returncode, block.error in done.stderr) == (1, True), done.stderr
        return
    assert done.returncode == 0, done.stderr
    assert done.stdout or "curl" not in block.text, "the command says nothing"
    if done.stdout.startswith("{"):
        answers = list(documents(done.stdout))
        if block.error:
            assert {_code_of(answer) for answer in answers} == {block.error}
        else:
            assert all(map(shows_something, answers)), done.stdout


def _code_of(answer: Any) -> str:
    """Return the code of an error of REST or of GraphQL."""
    code: str = answer["errors"][0]["extensions"]["code"] if "errors" in answer else answer["code"]
    return code


def test_marks_are_known() -> None:
    pages = [block for block in blocks("graphql", "sh", "json") if block.mark]
    assert all(block.mark == "empty" or block.error for block in pages)
    for block in pages:
        assert not block.error or (ROOT / "docs" / "errors" / f"{block.error}.md").exists()


NOTHING: list[object] = [
    None,
    {"edges": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}},
    {"edges": [{"node": {"text": None}}]},
    {"totalCount": 0},
    [None, None],
    {"statements": {"edges": []}},
]
SOMETHING: list[object] = [
    {"edges": [{"node": {"text": "a"}}]},
    {"totalCount": 3},
    [None, {"name": "a"}],
    False,
]


def test_an_empty_answer_is_told_from_one_that_shows_something() -> None:
    assert all(empty_roots({"root": value}) == ["root"] for value in NOTHING)
    assert all(empty_roots({"root": value}) == [] for value in SOMETHING)
    assert empty_roots({"full": SOMETHING[0], "hollow": NOTHING[1]}) == ["hollow"]


def test_documents_need_no_line_breaks() -> None:
    assert list(documents('{"items": [1]}{"items": []}\n{"status": "ok"}\n')) == [
        {"items": [1]},
        {"items": []},
        {"status": "ok"},
    ]
    assert not shows_something({"items": []})
    assert not shows_something({"code": "bad-page", "status": 422})


@pytest.mark.parametrize("page", ["docs/graphql.md", "docs/rest.md"])
def test_cookbooks_have_recipes(page: str) -> None:
    """Twenty tasks each, with something to run that succeeds; and something that goes wrong."""
    text = (ROOT / page).read_text(encoding="utf-8")
    tasks = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    shown = [task for task in tasks if re.search(r"^```(graphql|sh)$", task, re.MULTILINE)]
    assert len(shown) >= 20
    assert any(block.error for block in blocks("graphql", "sh") if block.page == page)


@pytest.mark.parametrize("block", blocks("json"), ids=lambda block: block.name)
def test_json_is_json(block: Block) -> None:
    json.loads(block.text)


def test_make_targets_that_are_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {
        name
        for page in pages
        for name in re.findall(r"(?:`|^    )make ([a-z-]+)", page.read_text(), re.MULTILINE)
    }
    assert named
    assert named <= targets


def test_every_setting_is_described() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        row = next(line for line in page.splitlines() if f"`COUNTERCLAIM_{name.upper()}`" in line)
        default = str(field.default).lower() if isinstance(field.default, bool) else field.default
        assert f"`{default}`" in row
    for settings in (ExtractorSettings, JudgeSettings):
        for name, field in settings.model_fields.items():
            variable = f"`{settings.variable(name)}`"
            row = next(line for line in page.splitlines() if variable in line)
            assert f"`{field.default}`" in row or "| none |" in row


def test_relative_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"

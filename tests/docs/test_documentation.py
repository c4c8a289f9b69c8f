"""Every command and query of the documentation works as written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from tests.docs.markdown import ROOT, Block, blocks
from tests.live import LiveServer, run_program, serving

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Serve the sample articles."""
    url = f"sqlite:///{tmp_path_factory.mktemp('docs')}/samples.sqlite"
    for arguments in (["db", "upgrade"], ["import", "seeds"]):
        done = run_program(*arguments, database_url=url, cwd=ROOT)
        assert done.returncode == 0, done.stderr.decode()
    with serving(url) as live:
        yield live


@pytest.mark.parametrize("block", blocks("graphql"), ids=lambda block: block.name)
def test_queries_answer(block: Block, server: LiveServer) -> None:
    answer = httpx.post(f"{server.url}/graphql", json={"query": block.text}).json()
    assert "errors" not in answer
    assert answer["data"]
    assert '"node":' not in block.text or answer["data"], "the samples give the query nothing"


@pytest.mark.parametrize("block", blocks("sh"), ids=lambda block: block.name)
def test_commands_work(block: Block, server: LiveServer, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COUNTERCLAIM_DATABASE_URL": f"sqlite:///{tmp_path}/docs.sqlite",
    }
    done = subprocess.run(
        ["sh", "-eu", "-c", block.text.replace(ADDRESS, server.url)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if block.text.startswith("curl"):
        for line in filter(None, done.stdout.splitlines()):
            answer = json.loads(line)
            assert answer.get("items") or answer.get("features") or answer.get("statements")


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


def test_relative_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"

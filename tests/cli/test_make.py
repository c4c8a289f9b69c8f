"""The commands at the top of the README, and what they say when something is missing."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.live import PATIENCE, ROOT, free_port

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")


@contextmanager
def make_run(port: int, database: str) -> Iterator[str]:
    """Run `make run` until the server answers; yields its address."""
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=ROOT,
        env={**os.environ, "COUNTERCLAIM_DATABASE_URL": database},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz").is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        assert process.poll() is None, process.stdout and process.stdout.read().decode()
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=PATIENCE)
        if process.stdout:
            process.stdout.close()


def test_make_run_serves_the_samples_and_repeats_without_change(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/samples.sqlite"
    query = {"query": "{ articles { totalCount } contradictions { totalCount } }"}
    answers = []
    for _ in range(2):
        with make_run(free_port(), database) as address:
            answers.append(httpx.post(f"{address}/graphql", json=query).json()["data"])
            assert httpx.get(f"{address}/playground").is_success
    assert answers[0] == answers[1]
    assert answers[0]["articles"]["totalCount"] == 12
    assert answers[0]["contradictions"]["totalCount"] > 5


def test_make_run_names_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            ["make", "run", f"PORT={port}"],
            cwd=ROOT,
            env={**os.environ, "COUNTERCLAIM_DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite"},
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE,
            check=False,
        )
    assert done.returncode != 0
    assert f"--port {port + 1}" in done.stderr


def find_python(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script that looks for an interpreter."""
    return subprocess.run(
        [shutil.which("sh") or "/bin/sh", "scripts/find_python.sh"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_fitting_python_is_found_in_its_usual_places() -> None:
    done = find_python(PATH=os.environ["PATH"], HOME=os.environ.get("HOME", "/"))
    assert done.returncode == 0, done.stderr
    version = subprocess.run(
        [done.stdout.strip(), "-c", "import sys; print(sys.version_info >= (3, 12))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert version.stdout.strip() == "True"


def test_a_missing_python_is_explained(tmp_path: Path) -> None:
    for name in ("python3", "python3.12", "python3.13"):
        program = tmp_path / name
        program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.1"\nexit 1\n')
        program.chmod(0o755)
    done = find_python(PATH=f"{tmp_path}:/usr/bin:/bin", HOME=str(tmp_path))
    if done.returncode == 0:
        pytest.skip("this machine has a fitting Python where every PATH finds it")
    assert "needs Python 3.12" in done.stderr
    assert "apt-get install" in done.stderr
    assert "COUNTERCLAIM_PYTHON" in done.stderr


def test_a_wrong_choice_of_python_is_named() -> None:
    done = find_python(PATH=os.environ["PATH"], COUNTERCLAIM_PYTHON="/no/such/python")
    assert done.returncode == 1
    assert "/no/such/python" in done.stderr


def test_help_lists_every_target() -> None:
    done = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    for target in ("run", "setup", "test", "lint", "types", "schema", "migration", "bench", "eval"):
        assert f"make {target} " in done.stdout

"""A real server over a real archive, for tests that speak HTTP or drive a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests import forking

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-m", "counterclaim"]
PATIENCE = 60.0
"""Seconds after which a server that does not answer is given up."""


@dataclass(frozen=True)
class LiveServer:
    """Where a server is, and the archive that it serves."""

    url: str
    database_url: str
    process: forking.Forked


def until(condition: Callable[[], bool]) -> None:
    """Wait for something to become true, and fail where it does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError


def free_port() -> int:
    """Return a port that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def run_program(
    *arguments: str,
    database_url: str | None = None,
    cwd: Path | None = None,
    stdin: bytes = b"",
    largest_file: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run `counterclaim`, in a process of its own, and wait for it."""
    given = {"COUNTERCLAIM_DATABASE_URL": database_url} if database_url else {}
    return forking.run(
        arguments,
        stdin=stdin,
        env={**os.environ, **given, **(environment or {})},
        cwd=cwd,
        timeout=PATIENCE * 2,
        largest_file=largest_file,
    )


@contextmanager
def serving(database_url: str, **settings: str) -> Iterator[LiveServer]:
    """Serve an archive on a free port until the block ends; settings are given by their names."""
    port = free_port()
    command = ["serve", "--port", str(port), "--database", database_url]
    # No load balancer looks at a server of a test, unless the test is about that.
    environment = {"COUNTERCLAIM_STOP_LEAD": "0", **os.environ}
    environment |= {f"COUNTERCLAIM_{name.upper()}": value for name, value in settings.items()}
    process = forking.start(command, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process)
        yield LiveServer(url, database_url, process)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        if process.stdout:
            process.stdout.close()


def _wait_until_ready(url: str, process: forking.Forked) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output = process.stdout.read().decode() if process.stdout else ""
            raise RuntimeError(f"the server stopped at once:\n{output}")
        try:
            if httpx.get(f"{url}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"no answer from {url} within {PATIENCE:.0f} s")

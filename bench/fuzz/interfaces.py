"""Runs Schemathesis against a server of our own over the sample articles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.fuzz.texts import SAMPLES
from tests.databases import postgresql_server
from tests.live import run_program, serving

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
# NUL is refused everywhere, with tests of its own; else most texts would hold one.
[generation]
allow-x00 = false

# What is generated hangs on nothing but the seed: see rest_values.py, which gives keys that exist.
[phases.fuzzing]
extra-data-sources.responses = false
error-feedback.enabled = false
"""

WORKERS = 6
"""Operations that are tried at once: most of the time goes into waiting for each other."""
FIELDS = "{ __schema { queryType { fields { name } } mutationType { fields { name } } } }"


FOUND = "found.txt"
COUNTS = "counts.json"
REST_PHASES = ("examples,fuzzing", "coverage")

type Shard = tuple[int, int]
WHOLE: Shard = (1, 1)
"""Of how many shards which one: the operations are dealt out to them in turn."""


@dataclass(frozen=True)
class Target:
    """A server and a key that may do everything."""

    url: str
    key: str
    pid: int


@contextmanager
def target(kind: str = "sqlite") -> Iterator[tuple[Target, Path]]:
    """Serve the sample articles from a database of a kind; the reader is warm.

    Yields the server and a folder for what is written beside.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="fuzz-"))
        database = f"sqlite:///{folder}/fuzzed.sqlite"
        if kind == "postgresql":
            database = stack.enter_context(postgresql_server()).create()
        yield stack.enter_context(_filled(database)), Path(folder)


@contextmanager
def _filled(database: str) -> Iterator[Target]:
    _run("db", "upgrade", database=database)
    _run("import", str(SAMPLES), database=database)
    scopes = [
        word for scope in ("read", "import", "review", "admin") for word in ("--scope", scope)
    ]
    key = _run("keys", "create", "fuzz", *scopes, database=database).split()[0]
    # As many exports at a time as there are workers: else some are refused, as they should be.
    with serving(database, exports_at_once=str(WORKERS)) as server:
        text = "The mayor said that the town had been shelled."
        httpx.post(f"{server.url}/v1/annotate", json={"text": text}, timeout=120)
        yield Target(server.url, key, server.process.pid)


def _run(*arguments: str, database: str) -> str:
    done = run_program(*arguments, database_url=database)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return done.stdout.decode()


def fuzz_rest(examples: int, seed: int, kind: str = "sqlite", shard: Shard = WHOLE) -> int:
    """Try every operation of REST, or those of a shard; return 0 where nothing failed.

    The coverage phase has a run of its own, over a description whose filters end.
    """
    with target(kind) as (server, folder):
        paths = httpx.get(f"{server.url}/openapi.json", timeout=60).json()["paths"]
        names = [
            f"{method.upper()} {path}" for path, methods in paths.items() for method in methods
        ]
        number, shards = shard
        chosen = sorted(names)[number - 1 :: shards]
        failed = 0
        for phases in REST_PHASES:
            failed |= schemathesis(
                server, "/openapi.json", examples, seed, folder, phases, only=chosen
            )
            if "fuzzing" in phases:
                failed |= _too_few(_asking(paths, chosen), folder / COUNTS, examples)
        return failed


def _asking(paths: Mapping[str, Any], chosen: Sequence[str]) -> list[str]:
    """Name the operations that take something: of the others there is but one request."""
    found = []
    for name in chosen:
        method, path = name.split()
        operation = paths[path][method.lower()]
        if operation.get("parameters") or "requestBody" in operation:
            found.append(name)
    return found


def _too_few(names: Sequence[str], counts: Path, examples: int) -> int:
    """Print how many requests each operation had at least; return 1 where one had too few."""
    made: dict[str, int] = json.loads(counts.read_text(encoding="utf-8"))
    few = {name: made.get(name, 0) for name in names if made.get(name, 0) < examples}
    fewest = min(made.get(name, 0) for name in names)
    print(f"{len(names)} operations that take something, {fewest} requests at least", few or "")
    return int(bool(few))


def fuzz_graphql(queries: int, seed: int, kind: str = "sqlite") -> int:
    """Try every field on the root of GraphQL, so that it makes so many queries in all."""
    with target(kind) as (server, folder):
        question = {"query": FIELDS}
        found = httpx.post(f"{server.url}/graphql", json=question, timeout=60).json()["data"]
        fields = {each["name"] for kind in found["__schema"].values() for each in kind["fields"]}
        failed = schemathesis(server, "/graphql", -(-queries // len(fields)), seed, folder)
        return failed | _lacking(fields, folder / FOUND)


def _lacking(fields: set[str], found: Path) -> int:
    """Print how many fields have found something; return 1 where one has not."""
    having = set(found.read_text(encoding="utf-8").split()) if found.exists() else set()
    lacking = sorted(fields - having)
    print(f"{len(fields) - len(lacking)} of {len(fields)} fields found data", *lacking)
    return int(bool(lacking))


def schemathesis(
    server: Target,
    path: str,
    examples: int,
    seed: int,
    folder: Path,
    phases: str = "examples,fuzzing",
    workers: int = WORKERS,
    only: Sequence[str] = (),
) -> int:
    """Run it, for some operations alone if they are named, and print its report; return its code.

    With one worker the same seed gives the same requests in the same order.
    """
    settings = folder / "schemathesis.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run",
        f"{server.url}{path}", "--checks", "all", "--phases", phases,
        "--max-examples", str(examples), "--seed", str(seed), "--continue-on-failure",
        "--header", f"Authorization: Bearer {server.key}", "--request-timeout", "60",
        "--suppress-health-check", "all", "--workers", str(workers),
        *(word for name in only for word in ("--include-name", name)),
    ]  # fmt: skip
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "bench.fuzz.hooks",
        "PYTHONPATH": str(ROOT),
        "FUZZ_PHASES": phases,
        "FUZZ_URL": f"{server.url}/graphql",
        "FUZZ_FOUND": str(folder / FOUND),
        "FUZZ_COUNTS": str(folder / COUNTS),
    }
    done = subprocess.run(command, cwd=folder, env=environment, check=False)
    return done.returncode

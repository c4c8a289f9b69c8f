"""`make bench`: a point query through /graphql against its SQL behind a bare ASGI handler.

    python -m bench.speed [--requests N] [--rounds N] [--only sqlite|postgresql]

Server and load each have a core of their own; product and limit take turns, and medians count.
The ratios are the product's over the limit's: time a request as a client sees it, and processor
time of the server process a request. 1.0 would be no cost of our own. Run it on a quiet machine:
on a busy one the load generator is the bottleneck, and the ratio in time looks better than it is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import text

from bench.speed.load import Measured, http_request, measure
from bench.speed.queries import POINT_QUERY
from counterclaim.importing import import_targets
from db.engine import create_engine
from db.migrations import upgrade
from tests.databases import postgresql_server
from tests.live import ROOT, free_port

SERVER_CORE, LOAD_CORE = 1, 0
WARM_UP = 2000


@dataclass(frozen=True)
class Round:
    """What clients saw of a round, and what it cost the server process, in µs a request."""

    seen: Measured
    cpu: float


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(command: list[str], port: int, database: str) -> Iterator[int]:
    """Run a server on its core until the block ends; yields its process id."""
    environment = {**os.environ, "COUNTERCLAIM_DATABASE_URL": database}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(process.pid, {SERVER_CORE})
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/readyz")
                break
            except httpx.TransportError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def product(database: str) -> tuple[list[str], int]:
    """Return how to start the product, and its port."""
    port = free_port()
    command = [sys.executable, "-m", "counterclaim", "serve", "--port", str(port)]
    return [*command, "--database", database], port


def limit(_: str) -> tuple[list[str], int]:
    """Return how to start the bare handler, and its port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.speed.limit:app", "--port", str(port)]
    return [*command, "--log-level", "warning", "--no-access-log", "--lifespan", "off"], port


def statement_keys(database: str) -> list[str]:
    """Return the public keys to ask for."""
    engine = create_engine(database, pooled=False)
    with engine.connect() as connection:
        return list(connection.execute(text("select key from statement order by id")).scalars())


def compare(database: str, requests: int, rounds: int) -> dict[str, list[Round]]:
    """Let product and limit take turns over one archive."""
    upgrade(database)
    import_targets(database, [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))])
    bodies = [
        json.dumps({"query": POINT_QUERY, "variables": {"key": key}}).encode()
        for key in statement_keys(database)
    ]
    results: dict[str, list[Round]] = {"product": [], "limit": []}
    with ExitStack() as stack:
        sides = {}
        for name, start in (("product", product), ("limit", limit)):
            command, port = start(database)
            pid = stack.enter_context(running(command, port, database))
            sent = [http_request("/graphql", body, port) for body in bodies]
            sides[name] = port, pid, sent
            asyncio.run(measure(port, sent, WARM_UP))
        for _ in range(rounds):
            for name, (port, pid, sent) in sides.items():
                before = cpu_seconds(pid)
                seen = asyncio.run(measure(port, sent, requests))
                cpu = (cpu_seconds(pid) - before) / requests * 1e6
                results[name].append(Round(seen, cpu))
    return results


def report(title: str, results: dict[str, list[Round]]) -> None:
    """Print medians and the ratios."""
    rate, cpu = {}, {}
    for name, taken in results.items():
        rate[name] = statistics.median(item.seen.rate for item in taken)
        cpu[name] = statistics.median(item.cpu for item in taken)
        median = statistics.median(item.seen.median for item in taken)
        p99 = statistics.median(item.seen.p99 for item in taken)
        print(
            f"{title:12}{name:10}{rate[name]:9,.0f} /s   p50 {median:6.2f} ms   p99 {p99:6.2f} ms"
            f"   server {cpu[name]:6.0f} µs"
        )
    print(
        f"{title:12}{'ratio':10}{rate['limit'] / rate['product']:9.2f} in time"
        f"   {cpu['product'] / cpu['limit']:6.2f} in processor time"
    )


def main() -> None:
    """Measure on each database and print; see the module's text."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure the point query.")
    parser.add_argument("--requests", type=int, default=8000, help="requests a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database alone")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {LOAD_CORE})
    if options.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/bench.sqlite"
            report("SQLite", compare(url, options.requests, options.rounds))
    if options.only != "sqlite":
        with postgresql_server() as server:
            report("PostgreSQL", compare(server.create(), options.requests, options.rounds))


if __name__ == "__main__":
    main()

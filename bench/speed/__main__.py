"""`make bench`: the product against others on the same archive, taking turns in one run.

    python -m bench.speed [--articles N] [--cases Q1,Q2] [--only sqlite|postgresql]
                          [--against limit,postgraphile] [--rounds N] [--seconds N]
                          [--json FILE]

Each server has one core and the load generator the other. For every question and every round the
servers take turns; medians over the rounds count. The processor time of the server process a
request is the figure to trust: requests a second move with whatever else the machine does. The
archive is made once and kept in data/bench.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.speed.archive import Size
from bench.speed.cases import CASES, Case, value_sets
from bench.speed.fill import bring_up, copy_to_postgresql, fill_sqlite
from bench.speed.load import ask, check, measure
from bench.speed.servers import LOAD_CORE, ROOT, Running, pin, running
from bench.speed.sides import SIDES, Side
from tests.databases import postgresql_server
from tests.live import free_port

WARM_UP_SECONDS = 0.5


@dataclass(frozen=True)
class Result:
    """Medians over the rounds of one server and one question."""

    database: str
    case: str
    side: str
    rate: float
    median: float
    p99: float
    cpu: float
    """Processor time of the server a request, in µs."""


@dataclass(frozen=True)
class Plan:
    """What to measure."""

    articles: int
    rounds: int
    seconds: float
    cases: tuple[Case, ...]


@contextmanager
def databases(articles: int, only: str | None) -> Iterator[dict[str, str]]:
    """Make the archive, or take the one made before; yields URLs by dialect."""
    path = ROOT / "data" / "bench" / f"{articles}.sqlite"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        print(f"Making an archive of {articles:,} articles …", flush=True)
        fill_sqlite(unfinished, articles)
        unfinished.rename(path)
    else:
        bring_up(path)
    with ExitStack() as stack:
        urls = {"sqlite": f"sqlite:///{path}"} if only != "postgresql" else {}
        if only != "sqlite":
            urls["postgresql"] = stack.enter_context(postgresql_server()).create()
            print("Copying it into PostgreSQL …", flush=True)
            copy_to_postgresql(path, urls["postgresql"])
        yield urls


def compare(database: str, url: str, sides: Sequence[Side], plan: Plan) -> list[Result]:
    """Let the servers take turns over one database."""
    results = []
    with ExitStack() as stack:
        servers = {}
        for side in sides:
            if side.prepare is not None:
                side.prepare()
            port = free_port()
            server = running(side.command(port), port, side.environment(url))
            servers[side] = stack.enter_context(server)
        for case in plan.cases:
            able = {side: server for side, server in servers.items() if case.name in side.cases}
            results += _take_turns(database, case, able, plan)
    return results


def _take_turns(
    database: str, case: Case, servers: dict[Side, Running], plan: Plan
) -> list[Result]:
    values = value_sets(case, Size(plan.articles))
    sent = {
        side: [side.request(case, each, server.port) for each in values]
        for side, server in servers.items()
    }
    for side, server in servers.items():
        check(asyncio.run(ask(server.port, sent[side][0])))
        asyncio.run(measure(server.port, sent[side], WARM_UP_SECONDS))
    taken: dict[Side, list[tuple[float, float, float, float]]] = {side: [] for side in servers}
    for _ in range(plan.rounds):
        for side, server in servers.items():
            before = server.cpu_seconds()
            seen = asyncio.run(measure(server.port, sent[side], plan.seconds))
            cpu = (server.cpu_seconds() - before) / seen.requests * 1e6
            taken[side].append((seen.rate, seen.median, seen.p99, cpu))
    return [
        Result(database, case.name, side.name, *map(statistics.median, zip(*rounds, strict=True)))
        for side, rounds in taken.items()
    ]


def report(results: Sequence[Result]) -> None:
    """Print a line a server and question, with its rate over that of the product."""
    rates = {(each.database, each.case): each.rate for each in results if each.side == "product"}
    print(
        f"{'':11}{'':4}{'':12}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}  product is"
    )
    for each in sorted(results, key=lambda each: (each.database, each.case)):
        ratio = rates.get((each.database, each.case), 0) / each.rate
        print(
            f"{each.database:11}{each.case:4}{each.side:12}{each.rate:10,.0f}{each.median:9.2f}"
            f"{each.p99:9.2f}{each.cpu:9,.0f}  "
            + ("" if each.side == "product" else f"{ratio:.2f} times as fast")
        )


def main() -> None:
    """Measure and print; see the module's text."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure questions.")
    parser.add_argument("--articles", type=int, default=50_000, help="size of the archive")
    parser.add_argument("--cases", help="questions, such as Q1,Q3; all by default")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a round")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database alone")
    parser.add_argument("--against", help="servers, such as limit,postgraphile; all by default")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    wanted = options.cases.split(",") if options.cases else [case.name for case in CASES]
    cases = tuple(case for case in CASES if case.name in wanted)
    plan = Plan(options.articles, options.rounds, options.seconds, cases)
    against = {"product", *options.against.split(",")} if options.against else None
    pin(LOAD_CORE)
    results = []
    with databases(options.articles, options.only) as urls:
        for database, url in urls.items():
            sides = [
                side
                for side in SIDES
                if database in side.databases and (against is None or side.name in against)
            ]
            results += compare(database, url, sides, plan)
    report(results)
    if options.json:
        options.json.write_text(json.dumps([asdict(each) for each in results], indent=1) + "\n")


if __name__ == "__main__":
    main()

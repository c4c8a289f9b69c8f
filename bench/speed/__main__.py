"""`make bench`: the speed of the product against others and against its targets, in one run.

    python -m bench.speed [compare|growth|pages|load] [--articles N] [--only sqlite|postgresql]

Without a part all are run, one after the other:

compare   servers take turns at the same questions over the same archive
growth    the same questions to a tenth of the archive and to all of it
pages     page 1 against page 1,000 of every list in every order
load      a light question beside the heaviest allowed ones; memory under mixed requests

Each server has one core; the load generator and PostgreSQL have the other. Medians over the rounds
count. The processor time of the server a request is the figure to trust: requests a second move
with whatever else the machine does. Archives are made once and kept in data/bench. docs/speed.md
says what each row of the table means.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.speed.cases import CASES
from bench.speed.databases import KEPT, POSTGRESQL, SQLITE, Databases, open_databases, postgresql
from bench.speed.growth import FACTOR, growth
from bench.speed.pages import depths
from bench.speed.report import Findings, keep, show
from bench.speed.servers import LOAD_CORE, pin, stop_on_signal
from bench.speed.sides import SIDES
from bench.speed.strain import strain
from bench.speed.turns import Plan, compare

PARTS = ("compare", "growth", "pages", "load")


def main() -> None:
    """Measure, print and keep; see the module's text."""
    options = _options()
    stop_on_signal()
    pin(LOAD_CORE)
    parts = [options.part] if options.part else list(PARTS)
    findings = Findings(options.articles)
    with _archives(options, parts) as (small, large):
        _measure(options, parts, findings, small, large)
    show(findings)
    keep(findings, options.json or KEPT / f"speed-{options.part or 'all'}-{options.articles}.json")


@contextmanager
def _archives(
    options: argparse.Namespace, parts: list[str]
) -> Iterator[tuple[Databases | None, Databases]]:
    """Make the archive ready, and the tenth of it where growth is measured."""
    with postgresql(options.only) as server:
        small = None
        if "growth" in parts:
            size = max(options.articles // FACTOR, 1)
            small = open_databases(size, options.only, server)
        plain = "compare" in parts
        yield small, open_databases(options.articles, options.only, server, plain=plain)


def _measure(
    options: argparse.Namespace,
    parts: list[str],
    findings: Findings,
    small: Databases | None,
    large: Databases,
) -> None:
    if "compare" in parts:
        wanted = options.cases.split(",") if options.cases else [case.name for case in CASES]
        cases = tuple(case for case in CASES if case.name in wanted)
        against = {"product", *options.against.split(",")} if options.against else None
        sides = [side for side in SIDES if against is None or side.name in against]
        findings.results = compare(large, sides, Plan(options.rounds, options.seconds, cases))
    if small is not None:
        findings.growth = growth(small, large)
    if "pages" in parts:
        findings.pages = depths(large)
    if "load" in parts:
        findings.strains = strain(
            large, seconds=options.load_seconds, requests=options.mixed_requests
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure the speed.")
    parser.add_argument("part", nargs="?", choices=PARTS, help="one part alone; all by default")
    parser.add_argument("--articles", type=int, default=50_000, help="size of the archive")
    parser.add_argument("--cases", help="questions, such as Q1,Q3; all by default")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each")
    parser.add_argument("--seconds", type=float, default=1.2, help="length of a round")
    parser.add_argument("--only", choices=(SQLITE, POSTGRESQL), help="one database alone")
    parser.add_argument("--against", help="servers, such as limit,postgraphile; all by default")
    parser.add_argument(
        "--load-seconds", type=float, default=10.0, help="length of light and of heavy load"
    )
    parser.add_argument(
        "--mixed-requests", type=int, default=100_000, help="for the memory; 0 to leave it out"
    )
    parser.add_argument("--json", type=Path, help="where to keep the figures, else data/bench")
    return parser.parse_args()


if __name__ == "__main__":
    main()

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
from dataclasses import fields, replace
from pathlib import Path

from bench.speed.cases import CASES
from bench.speed.databases import KEPT, POSTGRESQL, SQLITE, Databases, open_databases, postgresql
from bench.speed.effort import QUICK, Effort
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
    name = f"speed-{options.part or 'all'}-{options.articles}.json"
    keep(findings, options.json or options.archives / name)


@contextmanager
def _archives(
    options: argparse.Namespace, parts: list[str]
) -> Iterator[tuple[Databases | None, Databases]]:
    """Make the archive ready, and the tenth of it where growth is measured."""
    with postgresql(options.only) as server:
        small = None
        if "growth" in parts:
            size = max(options.articles // FACTOR, 1)
            small = open_databases(size, options.only, server, options.archives)
        plain = "compare" in parts
        folder = options.archives
        yield small, open_databases(options.articles, options.only, server, folder, plain=plain)


def _measure(
    options: argparse.Namespace,
    parts: list[str],
    findings: Findings,
    small: Databases | None,
    large: Databases,
) -> None:
    effort = _effort(options)
    if "compare" in parts:
        wanted = options.cases.split(",") if options.cases else [case.name for case in CASES]
        cases = tuple(case for case in CASES if case.name in wanted)
        against = {"product", *options.against.split(",")} if options.against else None
        sides = [side for side in SIDES if against is None or side.name in against]
        findings.results = compare(large, sides, Plan(effort, cases))
    if small is not None:
        findings.growth = growth(small, large, effort.values)
    if "pages" in parts:
        findings.pages = depths(large, effort.page_turns)
    if "load" in parts:
        findings.strains = strain(
            large, seconds=effort.load_seconds, requests=effort.mixed_requests
        )


def _effort(options: argparse.Namespace) -> Effort:
    """Return the effort of a whole or of a quick run, but for what was asked for."""
    given = {
        each.name: value
        for each in fields(Effort)
        if (value := getattr(options, each.name, None)) is not None
    }
    return replace(QUICK if options.quick else Effort(), **given)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure the speed.")
    add = parser.add_argument
    add("part", nargs="?", choices=PARTS, help="one part alone; all by default")
    add("--articles", type=int, default=50_000, help="size of the archive")
    add("--only", choices=(SQLITE, POSTGRESQL), help="one database alone")
    add("--cases", help="questions to compare, such as Q1,Q3; all by default")
    add("--against", help="servers, such as limit,postgraphile; all by default")
    add("--rounds", type=int, help="turns of each server at each question")
    add("--seconds", type=float, help="length of a turn")
    add("--load-seconds", type=float, help="length of light and of heavy load")
    add("--mixed-requests", type=int, help="for the memory; 0 to leave it out")
    add("--quick", action="store_true", help="only see that all works: the figures mean nothing")
    add("--archives", type=Path, default=KEPT, help="where archives are kept, else data/bench")
    add("--json", type=Path, help="where to keep the figures, else beside the archives")
    return parser.parse_args()


if __name__ == "__main__":
    main()

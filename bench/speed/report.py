"""What a run of the bench found: printed as tables, and kept as JSON."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from bench.speed.growth import Growth
from bench.speed.pages import Depth
from bench.speed.strain import Strain
from bench.speed.targets import (
    DEEPER,
    Row,
    factors,
    growth_rows,
    page_rows,
    ratio_rows,
    strain_rows,
)
from bench.speed.turns import Result


@dataclass
class Findings:
    """All that one run has measured."""

    articles: int
    results: list[Result] = field(default_factory=list)
    growth: list[Growth] = field(default_factory=list)
    pages: list[Depth] = field(default_factory=list)
    strains: list[Strain] = field(default_factory=list)

    def rows(self) -> list[Row]:
        """Return the rows of the table of targets, as far as they were measured."""
        return [
            *ratio_rows(self.results),
            *growth_rows(self.growth),
            *page_rows(self.pages),
            *strain_rows(self.strains),
        ]


def show(findings: Findings) -> None:
    """Print everything."""
    if findings.results:
        _show_results(findings.results)
        _show_factors(findings.results)
    if findings.pages:
        _show_pages(findings.pages)
    _show_rows(findings.rows())


def _show_results(results: Sequence[Result]) -> None:
    rates = {(each.database, each.case): each.rate for each in results if each.side == "product"}
    print(
        f"\n{'':4}{'':11}{'':13}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}"
        f"{'database µs':>12}  product is"
    )
    for each in sorted(results, key=lambda each: (each.case, each.database)):
        product = rates.get((each.database, each.case))
        ratio = f"{product / each.rate:.2f} times as fast" if product else ""
        print(
            f"{each.case:4}{each.database:11}{each.side:13}{each.rate:10,.0f}{each.median:9.2f}"
            f"{each.p99:9.2f}{each.cpu:9,.0f}{each.database_cpu:12,.0f}  "
            + ("" if each.side == "product" else ratio)
        )


def _show_factors(results: Sequence[Result]) -> None:
    split = factors(results)
    if not split:
        return
    print(
        "\nHow much is the index, how much the engine (PostgreSQL; the first two make the third)\n"
        f"{'':4}{'index':>9}{'engine':>9}{'product / PostGraphile without':>34}"
        f"{'index, for SQL by hand':>25}"
    )
    for each in split:
        print(
            f"{each.case:4}{each.index:9.2f}{each.engine:9.2f}{each.whole:34.2f}{each.limit:25.2f}"
        )


def _show_pages(depths: Sequence[Depth]) -> None:
    deep = [each for each in depths if each.ratio > DEEPER]
    slow = sorted(depths, key=lambda each: -each.first_ms)[:5]
    print("\nPages far down that cost more than the first by over a fifth:" if deep else "")
    for each in sorted(deep, key=lambda each: -each.ratio):
        print(_page_line(each))
    print("Slowest first pages:")
    for each in slow:
        print(_page_line(each))


def _page_line(each: Depth) -> str:
    return (
        f"  {each.database:11}{each.name:38} page {each.page:5,}"
        f"{each.first_ms:9.2f} → {each.deep_ms:.2f} ms{each.ratio:8.2f}"
    )


def _show_rows(rows: Sequence[Row]) -> None:
    if not rows:
        return
    width = max(len(row.figure) for row in rows) + 1
    print(f"\n{'figure':{width}} {'':22} {'target':>8} {'measured':>9}")
    for row in rows:
        print(
            f"{row.figure:{width}} {row.detail:22} {row.sign} {row.target:6g} {row.measured:9.2f} "
            f" {'met   ' if row.met else 'MISSED'} {row.note}"
        )
    missed = sum(not row.met for row in rows)
    print(f"\n{len(rows) - missed} of {len(rows)} targets met.")


def keep(findings: Findings, path: Path) -> None:
    """Write everything to a JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(_document(findings), option=orjson.OPT_INDENT_2) + b"\n")
    print(f"Kept in {path}")


def _document(findings: Findings) -> dict[str, Any]:
    rows = findings.rows()
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "cpu": _cpu_name(),
            "cores": os.cpu_count(),
            "load": os.getloadavg(),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "counterclaim": version("counterclaim"),
        },
        "rows": [{**asdict(row), "met": row.met} for row in rows],
        "factors": [{**asdict(each), "whole": each.whole} for each in factors(findings.results)],
        **asdict(findings),
    }


def _cpu_name() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    return text.partition("model name")[2].partition("\n")[0].strip("\t :")

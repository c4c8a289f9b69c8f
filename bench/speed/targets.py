"""The figures that the project wants to reach, and how each is reckoned from what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bench.speed.growth import Growth
from bench.speed.pages import Depth
from bench.speed.sides import PLAIN
from bench.speed.strain import Strain
from bench.speed.turns import Result

PG, LITE = "postgresql", "sqlite"
NAMES = {PG: "PostgreSQL", LITE: "SQLite"}


@dataclass(frozen=True)
class Row:
    """One line of the table: a figure, its target, and what was measured."""

    figure: str
    detail: str
    sign: Literal["≥", "≤", "<"]
    target: float
    measured: float
    note: str = ""

    @property
    def met(self) -> bool:
        """Say whether the target was reached."""
        if self.sign == "≥":
            return self.measured >= self.target
        return self.measured <= self.target if self.sign == "≤" else self.measured < self.target


class Measurements:
    """Finds results by database, side and question."""

    def __init__(self, results: Sequence[Result]) -> None:
        self._results = {(each.database, each.side, each.case): each for each in results}

    def get(self, database: str, side: str, case: str) -> Result | None:
        """Return what one server did on one question, None where it was not asked."""
        return self._results.get((database, side, case))


@dataclass(frozen=True)
class Ratio:
    """A target for one server over another on some questions."""

    figure: str
    one: tuple[str, str]
    """Database and side."""
    other: tuple[str, str]
    targets: Mapping[str, float]
    by: Literal["rate", "cpu"] = "rate"
    other_case: str | None = None

    def rows(self, found: Measurements) -> Iterator[Row]:
        """Give a row for each question that both were asked."""
        for case, target in self.targets.items():
            a, b = found.get(*self.one, case), found.get(*self.other, case)
            if a is None or b is None:
                continue
            cpu = a.cpu / b.cpu if b.cpu else 0.0
            note = f"{a.rate:,.0f} / {b.rate:,.0f} a second; {a.cpu:,.0f} / {b.cpu:,.0f} µs of CPU"
            if self.by == "rate":
                yield Row(self.figure, case, "≥", target, a.rate / b.rate, note)
            else:
                yield Row(self.figure, case, "≤", target, cpu, note)


def _of(*values: float, cases: str = "Q1 Q2 Q3 Q5") -> dict[str, float]:
    return dict(zip(cases.split(), values, strict=True))


RATIOS = (
    Ratio(
        "product / limit, PostgreSQL",
        (PG, "product"),
        (PG, "limit"),
        _of(0.85, 0.90, 0.93, 0.95),
    ),
    Ratio(
        "product / limit, SQLite",
        (LITE, "product"),
        (LITE, "limit"),
        _of(0.75, 0.75, 0.85, 0.75),
    ),
    Ratio(
        "product on PostgreSQL / PostGraphile",
        (PG, "product"),
        (PG, "postgraphile"),
        _of(3.5, 5, 1.6, cases="Q1 Q2 Q3"),
    ),
    Ratio(
        "the same, CPU of the API process",
        (PG, "product"),
        (PG, "postgraphile"),
        _of(1 / 4, 1 / 4, 1 / 10, cases="Q1 Q2 Q3"),
        "cpu",
    ),
    Ratio(
        "product on SQLite / PostGraphile",
        (LITE, "product"),
        (PG, "postgraphile"),
        _of(5, 9, 3, cases="Q1 Q2 Q3"),
    ),
    Ratio(
        "product on SQLite / PostGraphile, its own modelling",
        (LITE, "product"),
        (PLAIN, "postgraphile"),
        {"Q5": 20},
    ),
    Ratio(
        "product with kept counts / PostGraphile without",
        (PG, "product"),
        (PLAIN, "postgraphile"),
        {"Q4": 100},
    ),
    Ratio(
        "product on SQLite with kept counts / PostGraphile without",
        (LITE, "product"),
        (PLAIN, "postgraphile"),
        {"Q4": 100},
    ),
    Ratio(
        "product on PostgreSQL / PostGraphile, equal columns",
        (PG, "product"),
        (PG, "postgraphile"),
        {"Q5": 1.1},
    ),
    Ratio(
        "product / plain Strawberry",
        (PG, "product"),
        (PG, "strawberry"),
        _of(25, 25, cases="Q1 Q3"),
    ),
    *(
        Ratio(
            f"{what}: {NAMES[database]} / PostGraphile",
            (database, side),
            (PG, "postgraphile"),
            dict.fromkeys(cases.split(), 10.0),
        )
        for what, side, cases in (
            ("introspection", "product", "Q6"),
            ("repeated documents", "keeping", "R1 R2 R3"),
        )
        for database in (PG, LITE)
    ),
    *(
        Ratio(
            f"REST / GraphQL, {NAMES[database]}",
            (database, "rest"),
            (database, "product"),
            {"Q1": 0.8},
        )
        for database in (PG, LITE)
    ),
)

SLOWDOWN, DEEPER, P99_RATIO, P99_SECONDS, MEMORY = 1.5, 1.2, 20.0, 1.0, 1.1


def ratio_rows(results: Sequence[Result]) -> list[Row]:
    """Return the rows on servers that took turns."""
    found = Measurements(results)
    return [row for ratio in RATIOS for row in ratio.rows(found)]


def growth_rows(growth: Sequence[Growth]) -> list[Row]:
    """Return the rows on what ten times the data cost."""
    return [
        Row(
            f"ten times the data, {NAMES[each.database]}",
            each.name,
            "≤",
            SLOWDOWN,
            each.slowdown,
            f"{each.small_ms:.2f} → {each.large_ms:.2f} ms, {each.values} questions",
        )
        for each in growth
    ]


def page_rows(depths: Sequence[Depth]) -> list[Row]:
    """Return a row a database: the connection and order that lose most by depth."""
    rows = []
    for database in dict.fromkeys(each.database for each in depths):
        own = [each for each in depths if each.database == database]
        worst = max(own, key=lambda each: each.ratio)
        missed = sum(each.ratio > DEEPER for each in own)
        rows.append(
            Row(
                f"page {worst.page:,} / page 1, {NAMES[database]}",
                f"worst of {len(own)}",
                "≤",
                DEEPER,
                worst.ratio,
                f"{worst.name}: {worst.first_ms:.2f} → {worst.deep_ms:.2f} ms; {missed} missed",
            )
        )
    return rows


def strain_rows(strains: Sequence[Strain]) -> list[Row]:
    """Return the rows on heavy queries beside light ones, and on memory."""
    rows = []
    for each in strains:
        name = NAMES[each.database]
        note = f"{each.idle_p99_ms:.2f} → {each.strained_p99_ms:.1f} ms; {each.heavy_note}"
        if each.idle_p99_ms:
            ratio = each.strained_p99_ms / each.idle_p99_ms
            rows += [
                Row(f"p99 of Q1 under load / idle, {name}", "ratio", "≤", P99_RATIO, ratio, note),
                Row(
                    f"p99 of Q1 under load, {name}",
                    "seconds",
                    "<",
                    P99_SECONDS,
                    each.strained_p99_ms / 1000,
                ),
            ]
        if each.memory:
            early, late = each.memory[0], each.memory[-1]
            rows.append(
                Row(
                    f"memory after {late.requests:,} requests / {early.requests:,}, {name}",
                    "ratio",
                    "≤",
                    MEMORY,
                    late.bytes / early.bytes,
                    f"{early.bytes / 2**20:.1f} → {late.bytes / 2**20:.1f} MiB",
                )
            )
    return rows


@dataclass(frozen=True)
class Factors:
    """A gain taken apart: what the indexes give to a peer as well, and what the engine adds."""

    case: str
    index: float
    """PostGraphile with copied columns and kept counts over PostGraphile without."""
    engine: float
    """The product over PostGraphile, both with them."""
    limit: float
    """What they give to SQL written by hand."""

    @property
    def whole(self) -> float:
        """Return the product over PostGraphile without them."""
        return self.index * self.engine


def factors(results: Sequence[Result]) -> list[Factors]:
    """Take the gains apart, where every part was measured."""
    found = Measurements(results)
    split = []
    for case in ("Q2", "Q4", "Q5"):
        product, peer = found.get(PG, "product", case), found.get(PG, "postgraphile", case)
        plain, limit = found.get(PLAIN, "postgraphile", case), found.get(PG, "limit", case)
        plain_limit = found.get(PLAIN, "limit", case)
        if product and peer and plain and limit and plain_limit:
            gain = limit.rate / plain_limit.rate
            split.append(Factors(case, peer.rate / plain.rate, product.rate / peer.rate, gain))
    return split

"""The table of all figures: each with its target, a mark where it misses, and the frozen run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.quality.evalset import EvalSet, Figures, Measured, is_ceiling, loss, reaches

FROZEN = Path(__file__).with_name("frozen.json")
TOLERANCE = 0.01
"""A figure may lose a point: on a small set that is one item."""
MISSES = "misses"
SHOWN_ONLY = frozenset({"sure.coverage", "contradictions.sure.coverage"})
"""Figures that may fall: to be less often sure is no mistake, to be wrongly sure is one."""

type Frozen = dict[str, Figures]
type Row = tuple[str, str, str, str, str, str, str]

_HEAD: Row = ("set", "figure", "now", "target", "", "frozen", "change")
_WIDTHS = (24, 26, 8, 9, 8, 8, 8)


def read_frozen() -> Frozen:
    """Return the figures of the last frozen run by set."""
    frozen: Frozen = json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.exists() else {}
    return frozen


def write_frozen(results: Mapping[str, Measured]) -> None:
    """Keep the figures of the sets that were measured; those of other sets stay."""
    rounded: Frozen = {
        name: {
            figure: None if value is None else round(value, 4)
            for figure, value in measured.figures.items()
        }
        for name, measured in results.items()
    }
    merged = dict(sorted((read_frozen() | rounded).items()))
    FROZEN.write_text(json.dumps(merged, indent=1) + "\n", encoding="utf-8")


def fallen(figures: Figures, frozen: Figures) -> list[str]:
    """Name the figures that are more than a point worse than in the frozen run.

    A figure with nothing left to count has fallen, too.
    """
    return [
        name
        for name, before in frozen.items()
        if before is not None
        and name not in SHOWN_ONLY
        and ((now := figures.get(name)) is None or loss(name, before, now) > TOLERANCE)
    ]


def table(sets: Sequence[EvalSet], results: Mapping[str, Measured], frozen: Frozen) -> str:
    """Lay out a row a figure, the sets one under the other."""
    lines = [_line(_HEAD)]
    for each in sets:
        if each.name in results:
            lines.append("")
            rows = _rows(each, results[each.name].figures, frozen.get(each.name, {}))
            lines += [_line(row) for row in rows]
    return "\n".join(lines)


def _rows(each: EvalSet, figures: Figures, frozen: Figures) -> Iterable[Row]:
    for number, (name, value) in enumerate(figures.items()):
        target, before = each.targets.get(name), frozen.get(name)
        missed = target is not None and value is not None and not reaches(name, value, target)
        yield (
            each.name if number == 0 else "",
            name,
            _number(value),
            "" if target is None else ("≤ " if is_ceiling(name) else "≥ ") + f"{target:.2f}",
            MISSES if missed else "",
            _number(before) if name in frozen else "new",
            "" if value is None or before is None else f"{value - before:+.3f}",
        )


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _line(row: Row) -> str:
    cells = (
        f"{text:<{width}}" if left else f"{text:>{width}}"
        for text, width, left in zip(row, _WIDTHS, (1, 1, 0, 0, 1, 0, 0), strict=True)
    )
    return " ".join(cells).rstrip()


def as_json(sets: Sequence[EvalSet], results: Mapping[str, Measured], frozen: Frozen) -> str:
    """Return the table for programs: by set and figure the value, its target and the frozen one."""
    return json.dumps(
        {
            each.name: {
                name: {
                    "value": value,
                    "target": each.targets.get(name),
                    "frozen": frozen.get(each.name, {}).get(name),
                }
                for name, value in results[each.name].figures.items()
            }
            for each in sets
            if each.name in results
        },
        indent=1,
    )


def mistakes(name: str, measured: Measured, limit: int) -> str:
    """Show up to `limit` mistakes of each sort; the sort is what stands before the first colon."""
    shown, counts = [], dict[str, int]()
    for line in measured.errors:
        sort = line.partition(":")[0]
        counts[sort] = counts.get(sort, 0) + 1
        if counts[sort] <= limit:
            shown.append(f"  {line}")
    return "\n".join([f"== {name}", *shown])

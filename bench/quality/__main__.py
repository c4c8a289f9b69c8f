"""`make eval`: one table for all gold sets, with the last frozen run beside it.

    python -m bench.quality [SET…] [--errors N] [--freeze]

`--freeze` writes the figures to bench/quality/frozen.json; commit it with the change behind them.
The exit code is 1 when a figure falls by more than a point.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.quality.gold_sets import GOLD_SETS, Figures, score

FROZEN = Path(__file__).with_name("frozen.json")
TOLERANCE = 0.01
SHOWN = (
    "statements.reported",
    "kind",
    "speaker",
    "party",
    "nesting",
    "polarity",
    "modality",
    "claim.type",
    "claim.agent",
    "claim.target",
    "locations",
    "quantities",
    "time",
    "contradictions.precision",
    "contradictions.recall",
    "contradictions.type",
    "hard_negatives",
    "headline",
)


def fallen(figures: Figures, frozen: Figures) -> list[str]:
    """Name the shown figures that are more than a point below the frozen run."""
    return [
        name
        for name in SHOWN
        if (before := frozen.get(name)) is not None
        and (figures.get(name) or 0.0) < before - TOLERANCE
    ]


def table(results: dict[str, Figures], frozen: dict[str, Figures]) -> str:
    """Lay out a row a figure and a column a set, each with its change since the frozen run."""

    def cell(name: str, key: str) -> str:
        value, before = results[key].get(name), frozen.get(key, {}).get(name)
        if value is None:
            return "n/a"
        return f"{value:.3f}" + ("" if before is None else f" ({value - before:+.3f})")

    rows = [("figure (change since frozen)", *results)]
    rows += [(name, *(cell(name, key) for key in results)) for name in SHOWN]
    return "\n".join(f"{row[0]:32}" + "".join(f"{text:>17}" for text in row[1:]) for row in rows)


def measure(names: list[str], errors: int) -> dict[str, Figures]:
    """Score the sets named, or all; say which are not here."""
    results: dict[str, Figures] = {}
    for gold_set in GOLD_SETS:
        if names and gold_set.name not in names:
            continue
        if not gold_set.is_here:
            print(f"{gold_set.name}: skipped, {gold_set.gold.name} or the scorer is not here")
            continue
        results[gold_set.name], report = score(gold_set, errors)
        if errors:
            print(f"== {gold_set.name}\n{report}")
    return results


def main() -> int:
    """Print the table; see the module's text."""
    parser = argparse.ArgumentParser(prog="make eval", description="Score the reading by gold.")
    parser.add_argument("sets", nargs="*", help="names of the sets (default: all)")
    parser.add_argument("--errors", type=int, default=0, help="show up to N errors of each sort")
    parser.add_argument("--freeze", action="store_true", help="keep the figures as frozen run")
    options = parser.parse_args()
    frozen = json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.exists() else {}
    results = measure(options.sets, options.errors)
    print(table(results, frozen))
    if options.freeze:
        FROZEN.write_text(json.dumps({**frozen, **results}, indent=1) + "\n", encoding="utf-8")
        return 0
    worse = {key: fallen(figures, frozen.get(key, {})) for key, figures in results.items()}
    for key, names in worse.items():
        if names:
            print(f"{key}: down by more than a point: {', '.join(names)}", file=sys.stderr)
    return 1 if any(worse.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

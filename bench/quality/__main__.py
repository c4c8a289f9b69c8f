"""`make eval`: one table for all sets, with targets and the last frozen run beside the figures.

    python -m bench.quality [--sets SET…] [--errors N] [--calibration] [--json] [--freeze]

A set is named whole (`dev`) or by its group (`cases`, `contra`). `--freeze` writes the figures to
bench/quality/frozen.json; commit it with the change behind them. The exit code is 1 when a figure
is more than a point worse than in the frozen run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.quality import report
from bench.quality.case_sets import CASE_SETS
from bench.quality.evalset import EvalSet, Measured
from bench.quality.gold_sets import GOLD_SETS
from bench.quality.public_sets import PUBLIC_SETS

ALL_SETS = (*CASE_SETS, *GOLD_SETS, *PUBLIC_SETS)


def chosen(names: Sequence[str]) -> list[EvalSet]:
    """Return the sets named, or all; end the run on a name that is none."""
    groups = {each.name.partition(".")[0] for each in ALL_SETS}
    known = groups | {each.name for each in ALL_SETS}
    if unknown := sorted(set(names) - known):
        raise SystemExit(
            f"no such set: {', '.join(unknown)}; there are: {', '.join(sorted(known))}"
        )
    return [
        each
        for each in ALL_SETS
        if not names or each.name in names or each.name.partition(".")[0] in names
    ]


def measure(sets: Sequence[EvalSet], *, freeze: bool = False) -> dict[str, Measured]:
    """Measure the sets that are here and keep each one's figures if asked; say which are not."""
    results: dict[str, Measured] = {}
    for each in sets:
        if each.missing is not None:
            print(f"{each.name}: skipped, {each.missing.name} is not here", file=sys.stderr)
            continue
        results[each.name] = each.measure()
        if freeze:
            report.write_frozen({each.name: results[each.name]})
    return results


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make eval", description="Score the reading by gold.")
    parser.add_argument("sets", nargs="*", help="names of sets or groups (default: all)")
    parser.add_argument("--sets", nargs="+", dest="more", default=[], help="the same")
    parser.add_argument("--errors", type=int, default=0, help="show up to N errors of each sort")
    parser.add_argument("--calibration", action="store_true", help="show confidence by bins")
    parser.add_argument("--json", action="store_true", help="print the figures for programs")
    parser.add_argument("--freeze", action="store_true", help="keep the figures as frozen run")
    return parser.parse_args()


def main() -> int:
    """Print the table; see the module's text."""
    options = _arguments()
    sets = chosen([*options.sets, *options.more])
    frozen, results = report.read_frozen(), measure(sets, freeze=options.freeze)
    for name, measured in results.items():
        if options.errors and measured.errors:
            print(report.mistakes(name, measured, options.errors))
        if options.calibration and measured.calibration:
            print(f"== {name}: confidence", *measured.calibration, sep="\n  ")
    print((report.as_json if options.json else report.table)(sets, results, frozen))
    if options.freeze:
        return 0
    worse = {
        name: report.fallen(measured.figures, frozen.get(name, {}))
        for name, measured in results.items()
    }
    for name, figures in worse.items():
        if figures:
            print(f"{name}: worse by more than a point: {', '.join(figures)}", file=sys.stderr)
    return 1 if any(worse.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

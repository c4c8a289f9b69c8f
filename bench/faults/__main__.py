"""Kill imports at random moments, and prove that the next run makes the archive whole.

    python -m bench.faults [--kills 100] [--only sqlite|postgresql] [--articles 40] [--seed 1]

Each line is a kind of database: how many kills, where they met the import, and what was lost,
double, half-written, linked otherwise or found by `verify` after one more run. Moments are chosen
evenly from the begin of an import to the close of its books. All but the first two must be 0, and
of the kills 60 of 100 in mid-import; the exit code says whether that holds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.faults.archives import material
from bench.faults.kills import MID_IMPORT, kill_imports
from bench.faults.state import Difference

ENOUGH = 0.6
"""The part of the kills that must meet an import that stores or links."""
PROGRESS = 20
"""After so many kills a line in brackets says how it goes."""
DATABASES = ("sqlite", "postgresql")


def main() -> None:
    """Run and print the table."""
    given = _arguments()
    print("database     kills  mid-import  lost  double  half-written  links  verify  where")
    broken = False
    for database in [given.only] if given.only else DATABASES:
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            broken |= _run(database, Path(folder), given)
    sys.exit(1 if broken else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=DATABASES)
    return parser.parse_args()


def _run(database: str, folder: Path, given: argparse.Namespace) -> bool:
    moments: Counter[str] = Counter()
    total = Difference()
    with material(database, folder, given.articles) as made:
        for kill in kill_imports(made, given.kills, given.seed):
            moments.update(kill.moments)
            total += kill.difference
            if moments.total() % PROGRESS < len(kill.moments):
                _print(f"({database})"[:11], moments, total)
            if not kill.difference.none:
                print(f"  {kill.database}: {kill.moments}: {kill.difference}", file=sys.stderr)
    _print(database, moments, total)
    enough = _in_the_middle(moments) >= ENOUGH * moments.total()
    return not (total.none and enough)


def _in_the_middle(moments: Counter[str]) -> int:
    return sum(moments[moment] for moment in MID_IMPORT)


def _print(database: str, moments: Counter[str], total: Difference) -> None:
    middle = _in_the_middle(moments)
    where = ", ".join(f"{moment} {number}" for moment, number in sorted(moments.items()))
    print(
        f"{database:<11} {moments.total():>6} {middle:>11} {total.lost:>5} {total.double:>7} "
        f"{total.half:>13} {total.links:>6} {total.faults:>7}  {where}",
        flush=True,
    )


if __name__ == "__main__":
    main()

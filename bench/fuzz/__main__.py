"""Put the product under generated input; the exit code says whether it stood.

    python -m bench.fuzz quotes --runs 1000000     the finder of quotations, and time by length
    python -m bench.fuzz reading --minutes 10      the whole reader
    python -m bench.fuzz api --examples 200        REST by Schemathesis, all checks
    python -m bench.fuzz graphql --queries 2200    GraphQL by Schemathesis; some come out alike

Of `api` the coverage phase takes ten minutes and more; `--shard 1/4` tries every fourth operation.

`api` and `graphql` start a server over the sample articles, `--db postgresql` on that database.
What fails is printed with what repeats it; of texts the one that fails is kept in
fuzz-failure.txt. Queries compared with a naive evaluator are tests: pytest
--hypothesis-profile=thorough tests/properties
"""

from __future__ import annotations

import argparse
import sys

from bench.fuzz.checks import check_quotes
from bench.fuzz.interfaces import WHOLE, Shard, fuzz_graphql, fuzz_rest
from bench.fuzz.reading import STEEP, fuzz_quotes, fuzz_reading, steep_shapes

SHORTEST = 25_000
"""Characters of the shortest of the texts that are doubled."""


def main() -> None:
    """Run one of them."""
    given = _arguments()
    if given.what == "quotes":
        print(fuzz_quotes(given.runs, given.seed))
        sys.exit(_lengths())
    elif given.what == "reading":
        print(fuzz_reading(given.minutes, given.seed))
    elif given.what == "api":
        sys.exit(fuzz_rest(given.examples, given.seed, given.db, given.shard))
    else:
        sys.exit(fuzz_graphql(given.queries, given.seed, given.db))


def _lengths() -> int:
    """Print how much longer twice the length takes; return 1 where it is too much."""
    slow = 0
    for name, factor in steep_shapes(check_quotes, SHORTEST):
        slow |= factor > STEEP
        print(f"  twice the length of {name}: {factor:.2f} times the time")
    return slow


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("quotes", "reading", "api", "graphql"))
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--queries", type=int, default=2_200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--shard", type=_shard, default=WHOLE, metavar="NUMBER/SHARDS")
    return parser.parse_args()


def _shard(written: str) -> Shard:
    number, _, shards = written.partition("/")
    if not 1 <= int(number) <= int(shards):
        raise argparse.ArgumentTypeError("must be as 1/4: which one, of how many")
    return int(number), int(shards)


if __name__ == "__main__":
    main()

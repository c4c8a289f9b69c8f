"""Ask what is made to be heavy; the exit code says whether the product stood.

    python -m bench.security bombs                       fragments that would grow without end
    python -m bench.security starvation --seconds 15     a light question beside 100 heavy ones

`bombs` starts a server over the sample articles and prints what took longest: none of the bombs may
take 100 ms, and no other hostile request a second.
`starvation` takes the archive of `bench.speed` and both databases: of the light questions 95 of 100
are answered within a second, and none fails.
"""

from __future__ import annotations

import argparse
import sys

from bench.security.bombs import throw_bombs
from bench.security.starvation import starve
from bench.speed.databases import POSTGRESQL, SQLITE


def main() -> None:
    """Run one of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("bombs", "starvation"))
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--only", choices=(SQLITE, POSTGRESQL))
    given = parser.parse_args()
    if given.what == "bombs":
        sys.exit(0 if throw_bombs() else 1)
    sys.exit(0 if starve(given.articles, given.seconds, given.only) else 1)


if __name__ == "__main__":
    main()

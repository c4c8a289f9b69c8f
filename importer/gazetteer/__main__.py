"""`python -m importer.gazetteer build [--out PATH]`: build the gazetteer file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from importer.gazetteer.build import build
from importer.gazetteer.schema import GazetteerError


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m importer.gazetteer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    builder = commands.add_parser("build", help="build the gazetteer from the installed packages")
    builder.add_argument("--out", type=Path, default=None, help="where to write the file")
    options = parser.parse_args(arguments)
    try:
        path = build(options.out)
    except GazetteerError as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - a command line speaks to its user
        return 1
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")  # noqa: T201 - a command line speaks to its user
    return 0


if __name__ == "__main__":
    sys.exit(main())

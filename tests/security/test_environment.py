"""Row 16 of docs/security.md: a reading does not hang on where and how it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.faults.child import keep_readings
from bench.faults.reports import write_reports
from bench.faults.state import Difference, compare, state_of
from db.migrations import upgrade
from tests.databases import Database

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


IMPORT = """
import pickle, sys
from pathlib import Path
from bench.faults.child import KnownReader
from counterclaim.importing import import_targets
url, folder, known = sys.argv[1:]
reader = KnownReader(known=pickle.loads(Path(known).read_bytes()))
import_targets(url, [folder], reader=reader)
"""
FAR = (
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "PGTZ": "Asia/Tokyo"},
    {"TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "2", "LC_ALL": "C", "PGDATESTYLE": "German"},
)


def test_row_16_archives_are_the_same_everywhere(
    database: Database, empty_database: Database, tmp_path: Path
) -> None:
    upgrade(empty_database.url)
    reports = write_reports(tmp_path / "reports", 6)
    keep_readings(reports, tmp_path / "readings")
    states = []
    for filled, environment in zip((database, empty_database), FAR, strict=True):
        arguments = [filled.url, str(reports), str(tmp_path / "readings")]
        subprocess.run(
            [sys.executable, "-c", IMPORT, *arguments],
            env=os.environ | environment,
            timeout=100,
            check=True,
        )
        engine = filled.engine()
        states.append(state_of(engine))
        assert compare(engine, states[0]) == Difference()
        engine.dispose()
    assert states[0].links
    assert states[0] == states[1]

"""A few kills of imports; `python -m bench.faults` does a hundred."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bench.faults.archives import sqlite_files
from bench.faults.child import keep_readings
from bench.faults.kills import Material, kill_imports
from bench.faults.reports import write_reports
from bench.faults.state import Difference, State, compare, state_of
from db.verification import verify
from tests.databases import Database
from tests.live import run_program

KILLS = 4
LIMITS = (0.3, 0.6, 0.9)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of reports."""
    return write_reports(tmp_path_factory.mktemp("kills") / "reports", 12)


def test_the_run_after_a_kill_makes_the_archive_whole(reports: Path, tmp_path: Path) -> None:
    readings = tmp_path / "readings"
    keep_readings(reports, readings)
    material = Material(reports, readings, sqlite_files(tmp_path))
    kills = list(kill_imports(material, KILLS, seed=7))
    assert sum(len(kill.moments) for kill in kills) >= KILLS
    assert [kill.difference for kill in kills] == [Difference()] * len(kills)


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> State:
    """Give what is in an archive of the reports that nothing happened to."""
    url = sqlite_files(tmp_path_factory.mktemp("undisturbed"))()
    assert run_program("import", str(reports), database_url=url).returncode == 0
    engine = Database(url, "sqlite").engine()
    state = state_of(engine)
    engine.dispose()
    return state


@pytest.mark.parametrize("share", LIMITS)
def test_a_full_disk_ends_the_import_with_a_word(
    share: float, reports: Path, undisturbed: State, tmp_path: Path
) -> None:
    """No file may grow past a part of what the archive needs."""
    full = sqlite_files(tmp_path)()
    begun = Path(full.removeprefix("sqlite:///")).stat().st_size
    limit = begun + int(share * 200_000)
    told = run_program("import", str(reports), database_url=full, largest_file=limit)
    assert told.returncode == 2, told.stderr
    assert b"Traceback" not in told.stderr
    engine = Database(full, "sqlite").engine()
    assert verify(engine).faults == []
    assert run_program("import", str(reports), database_url=full).returncode == 0
    assert compare(engine, undisturbed) == Difference()
    engine.dispose()


CUT_OFF = """
import sys
from sqlalchemy import event, Engine, text
from db.engine import create_engine
from db import writer
url, folder, number = sys.argv[1:]
write, done = writer.write_annotation, 0
import counterclaim.importing as importing
def cut(*given, **named):
    global done
    done += 1
    if done == int(number):
        other = create_engine(url, pooled=False)
        with other.begin() as connection:
            connection.execute(text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"))
        other.dispose()
    return write(*given, **named)
importing.write_annotation = cut
sys.argv = ["counterclaim", "import", folder, "--database", url]
from counterclaim.app import main
main()
"""


def test_a_database_that_goes_away_in_mid_import_costs_nothing(
    database: Database, engine: Engine, reports: Path
) -> None:
    if database.dialect == "sqlite":
        pytest.skip("a file does not go away")
    told = subprocess.run(
        [sys.executable, "-c", CUT_OFF, database.url, str(reports), "5"],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert told.returncode in {0, 2}, told.stderr
    assert b"Traceback" not in told.stderr
    assert run_program("import", str(reports), database_url=database.url).returncode == 0
    state = state_of(engine)
    assert len(state.articles) == 12
    assert compare(engine, state) == Difference()

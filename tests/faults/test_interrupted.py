"""An import that was killed is told from one that runs."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from db.enums import RunStatus
from db.processes import has_ended, this_process
from db.runs import ITEM, RUN, SILENCE, finish_run, record_rejection, start_run
from tests.databases import Database

KILLED = """
import os, signal, sys
from db.engine import create_engine
from db.runs import record_rejection, start_run
engine = create_engine(sys.argv[1])
run = start_run(engine, "killed", "rules", "1")
record_rejection(engine, run, "a.txt", "empty-text", "It is empty.")
print("begun", flush=True)
if sys.argv[2] == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
sys.stdin.read()
"""


def statuses(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(select(RUN.c.status).order_by(RUN.c.id)).scalars())


def test_the_next_import_notes_that_one_was_killed(database: Database, engine: Engine) -> None:
    command = [sys.executable, "-c", KILLED, database.url]
    subprocess.run([*command, "killed"], check=False, timeout=60, stdout=subprocess.DEVNULL)
    with subprocess.Popen(
        [*command, "at it"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        own = start_run(engine, "next", "rules", "1")
        start_run(engine, "another of this process", "rules", "1")
        assert statuses(engine) == ["interrupted", "running", "running", "running"]
        running.communicate(timeout=60)
    finish_run(engine, own)
    start_run(engine, "last", "rules", "1")
    assert statuses(engine) == ["interrupted", "interrupted", "finished", "running", "running"]
    with engine.connect() as connection:
        row = connection.execute(select(RUN).order_by(RUN.c.id)).mappings().first()
        seen = connection.execute(select(ITEM.c.recorded_at).order_by(ITEM.c.id)).scalars().first()
    assert row is not None
    assert row["finished_at"] == seen, "it did something for the last time then"
    assert row["rejected"] == 1


@pytest.mark.parametrize("process", [None, "elsewhere 17 4711"])
@pytest.mark.parametrize("item", [True, False])
def test_one_of_another_machine_is_given_time(
    database: Database, engine: Engine, process: str | None, *, item: bool
) -> None:
    del database
    run = start_run(engine, "elsewhere", "rules", "1")
    if item:
        record_rejection(engine, run, "a.txt", "empty-text", "It is empty.")
    for ago, expected in (
        (SILENCE - timedelta(minutes=1), RunStatus.RUNNING),
        (SILENCE + timedelta(minutes=1), RunStatus.INTERRUPTED),
    ):
        moment = datetime.now(UTC) - ago
        with engine.begin() as connection:
            connection.execute(
                update(RUN).where(RUN.c.id == run.id).values(process=process, started_at=moment)
            )
            connection.execute(update(ITEM).values(recorded_at=moment))
        start_run(engine, "next", "rules", "1")
        assert statuses(engine)[0] == expected
    finish_run(engine, run)  # it lives after all
    assert statuses(engine)[0] == RunStatus.FINISHED


def test_processes_are_told_apart() -> None:
    own = this_process()
    host, number, start = own.rsplit(" ", 2)
    assert has_ended(own) is False
    assert has_ended(f"{host} {number} 1{start}") is True, "the number is used again"
    assert has_ended(f"{host} {2**22 + 1} {start}") is True, "there is no such number"
    assert has_ended(f"other-{host} {number} {start}") is None

"""Several importers and linkers at once, in processes of their own, over the same articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bench.faults.child import CONTEXT, keep_readings, start_import
from bench.faults.reports import write_reports
from bench.faults.state import Difference, State, compare, state_of
from db.engine import create_engine
from db.linking import link_all, link_new
from tests.databases import Database

ARTICLES = 60


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give a folder of reports, and the file with what was read of them."""
    folder = tmp_path_factory.mktemp("at-once")
    files = write_reports(folder / "reports", ARTICLES)
    keep_readings(files, folder / "readings")
    return files, folder / "readings"


def import_at_once(url: str, reports: tuple[Path, Path], importers: int) -> None:
    processes = [start_import(url, *reports) for _ in range(importers)]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * importers


def link(url: str, run: Callable[[Engine], Any], begin: Any) -> None:
    engine = create_engine(url)
    begin.wait()
    run(engine)
    engine.dispose()


def link_at_once(url: str, runs: list[Callable[[Engine], Any]]) -> None:
    begin = CONTEXT.Barrier(len(runs))
    processes = [CONTEXT.Process(target=link, args=(url, run, begin)) for run in runs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(runs)


def wanted(engine: Engine, url: str, reports: tuple[Path, Path]) -> State:
    import_at_once(url, reports, 1)
    found = state_of(engine)
    assert len(found.articles) == ARTICLES
    assert found.links
    assert found.disputes
    assert compare(engine, found) == Difference()
    return found


def forget_links(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in ("contradiction", "near_miss"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - own names
        for table in ("dispute_statement", "dispute_side", "dispute_location", "dispute"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - own names
        connection.execute(text("DELETE FROM change WHERE entity IN ('contradiction', 'dispute')"))
        connection.execute(text("UPDATE article SET linked_at = NULL"))


@pytest.mark.parametrize("linkers", [[link_new] * 3, [link_all, link_all], [link_all, link_new]])
def test_linkers_at_once(
    linkers: list[Callable[[Engine], Any]],
    database: Database,
    engine: Engine,
    reports: tuple[Path, Path],
) -> None:
    state = wanted(engine, database.url, reports)
    forget_links(engine)
    link_at_once(database.url, linkers)
    assert compare(engine, state) == Difference()


def test_importers_at_once(database: Database, engine: Engine, reports: tuple[Path, Path]) -> None:
    import_at_once(database.url, reports, 3)
    state = state_of(engine)
    assert len(state.articles) == ARTICLES
    assert compare(engine, state) == Difference()
    link_all(engine)
    assert compare(engine, state) == Difference()

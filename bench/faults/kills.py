"""SIGKILL at random moments of an import; afterwards one run must make the archive whole."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from bench.faults.child import start_import
from bench.faults.state import Difference, State, compare, state_of
from db.engine import create_engine
from db.enums import RunStatus
from db.tables import Article, ImportItem, ImportRun
from db.tables.base import table_of

PATIENCE = 120.0
MID_IMPORT = frozenset({"storing", "linking"})
RUN, ITEM, ARTICLE = table_of(ImportRun), table_of(ImportItem), table_of(Article)
MEASURED_EVERY = 10
"""After so many archives the length of an import is measured anew."""
LINKING = 0.2
"""The part of an import that is left where all articles are stored."""
AGAIN = 0.25
"""How often the run after a kill is killed as well."""


@dataclass(frozen=True)
class Material:
    """What is imported, and a way to an empty archive."""

    folder: Path
    readings: Path
    new_database: Callable[[], str]

    @cached_property
    def reports(self) -> int:
        """How many articles there are."""
        return len(list(self.folder.iterdir()))


@dataclass
class Kill:
    """One archive, and what was done to it."""

    database: str
    moments: list[str] = field(default_factory=list)
    """Where each kill met the import: before, storing, linking or after."""
    difference: Difference = field(default_factory=Difference)


def undisturbed(material: Material) -> tuple[State, float]:
    """Import without a kill; return what must come out, and the seconds that it takes."""
    _finish(material.new_database(), material)  # the first one waits for the server of processes
    url = material.new_database()
    seconds = _finish(url, material)
    engine = create_engine(url, pooled=False)
    wanted = state_of(engine)
    whole = compare(engine, wanted)
    engine.dispose()
    if not (wanted.articles and wanted.links and whole.none):
        raise RuntimeError(f"the import is broken without a kill: {whole}")
    return wanted, seconds


def kill_imports(material: Material, number: int, seed: int) -> Iterator[Kill]:
    """Kill so many imports, each into an archive of its own."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    wanted, seconds = undisturbed(material)
    done = 0
    for archive in count(1):
        if done >= number:
            return
        if archive % MEASURED_EVERY == 0:  # the machine is as fast as it was just now
            seconds = _finish(material.new_database(), material)
        url = material.new_database()
        kill = Kill(url)
        kills = 1 if chance.random() > AGAIN else 2
        for _ in range(kills):
            left = seconds * _part_left(url, material) if kill.moments else seconds
            kill.moments.append(_kill_one(url, material, chance.uniform(0, left)))
        _finish(url, material)
        engine = create_engine(url, pooled=False)
        kill.difference = compare(engine, wanted)
        engine.dispose()
        done += kills
        yield kill


def _kill_one(url: str, material: Material, delay: float) -> str:
    process = start_import(url, material.folder, material.readings)
    time.sleep(delay)
    process.kill()
    process.join(PATIENCE)
    if process.exitcode not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"the import ended by itself with {process.exitcode}")
    return _moment(url, material.reports)


def _finish(url: str, material: Material) -> float:
    """Import all; return the seconds from its begin to the close of its books."""
    process = start_import(url, material.folder, material.readings)
    begun = datetime.now(UTC)
    process.join(PATIENCE)
    if process.exitcode != 0:
        raise RuntimeError(f"an import that nobody disturbed ended with {process.exitcode}")
    run = _ask(url, select(RUN.c.finished_at).order_by(RUN.c.id.desc()))
    took: timedelta = run.finished_at - begun
    return took.total_seconds()


def _part_left(url: str, material: Material) -> float:
    """Estimate how much of a whole import the next one has to do; linking is part of each."""
    stored = _ask(url, select(func.count().label("articles")).select_from(ARTICLE))
    part: float = 1 - stored.articles / material.reports
    return max(LINKING, part)


def _moment(url: str, articles: int) -> str:
    """Say how far the last import had come, by what it left behind."""
    items = select(func.count()).select_from(ITEM).where(ITEM.c.run_id == RUN.c.id)
    run = _ask(
        url, select(RUN.c.status, items.scalar_subquery().label("items")).order_by(RUN.c.id.desc())
    )
    if run is None:
        return "before"
    if run.status != RunStatus.RUNNING:
        return "after"
    return "storing" if run.items < articles else "linking"


def _ask(url: str, query: Select[Any]) -> Any:
    """Return the first row of an answer."""
    engine = create_engine(url, pooled=False)
    try:
        with engine.connect() as connection:
            return connection.execute(query.limit(1)).first()
    finally:
        engine.dispose()

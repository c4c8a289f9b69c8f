"""The planners know what was imported."""

from __future__ import annotations

from sqlalchemy import Engine, text

from db.runs import import_run
from db.statistics import refresh_statistics
from db.writer import write_annotation
from importer.model import Article
from importer.pipeline import annotate

TEXT = "Soldiers entered Kobo on 2 March 2026, the mayor, Abel Tesfaye, said."


def test_statistics_cover_the_statements(engine: Engine) -> None:
    with import_run(engine, "test", "rules", "1") as run:
        write_annotation(engine, annotate(Article("a.txt", TEXT)), run)
    refresh_statistics(engine)
    known = (
        "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'statement'"
        if engine.dialect.name == "sqlite"
        else "SELECT count(*) FROM pg_stats WHERE tablename = 'statement'"
    )
    with engine.connect() as connection:
        assert connection.execute(text(known)).scalar_one() > 0

"""Imports that meet a fault half-way."""

from __future__ import annotations

from pathlib import Path

import pytest

import counterclaim.importing
import counterclaim.reading
from counterclaim.importing import describe, import_targets
from db.enums import Outcome
from db.loader import load_annotations
from importer.extract import Extractor
from importer.model import Annotation, Article
from importer.pipeline import annotate
from tests.databases import Database

TEXT = " date 2026-03-04 Soldiers entered Kobo on Monday, the mayor, Abel Tesfaye, said.\n"


def test_a_text_that_breaks_a_rule_costs_nothing_but_itself(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT.replace("Kobo", f"Kobo, {name[0]} Square,"))

    def annotate_or_break(article: Article, extractor: Extractor) -> Annotation:
        if article.name == "b.txt":
            raise AttributeError("a rule of ours")
        return annotate(article, extractor)

    monkeypatch.setattr(counterclaim.reading, "annotate", annotate_or_break)
    report = import_targets(database.url, [str(tmp_path)])
    assert report.outcomes == {Outcome.IMPORTED: 2, Outcome.REJECTED: 1}
    assert [(item.name, item.code) for item in report.rejected] == [("b.txt", "unreadable-text")]
    assert "AttributeError: a rule of ours" in describe(report.rejected)[0]

    monkeypatch.undo()
    again = import_targets(database.url, [str(tmp_path)])
    assert again.outcomes == {Outcome.UNCHANGED: 2, Outcome.IMPORTED: 1}


def test_links_are_made_up_for_after_a_run_that_was_cut_short(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(
        " date 2026-03-04 The army captured Kobo on Monday, its spokesman, Abel Tesfaye, said.\n"
    )
    (tmp_path / "b.txt").write_text(
        " date 2026-03-04 The army did not capture Kobo on Monday, a resident, Dawit Alem, said.\n"
    )

    def break_off(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(counterclaim.importing, "link_new", break_off)
    with pytest.raises(KeyboardInterrupt):
        import_targets(database.url, [str(tmp_path)])
    monkeypatch.undo()
    report = import_targets(database.url, [str(tmp_path)])
    assert report.outcomes == {Outcome.UNCHANGED: 2}
    assert report.contradictions == 1


def test_two_articles_of_one_name_are_told_apart_in_an_export(
    database: Database, tmp_path: Path
) -> None:
    for number, town in enumerate(("Kobo", "Woldia")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "report.txt").write_text(TEXT.replace("Kobo", town))
        import_targets(database.url, [str(folder / "report.txt")])
    engine = database.engine()
    names = [annotation.article.name for annotation in load_annotations(engine)]
    assert len(set(names)) == 2
    assert all(name.startswith("report.txt~") for name in names)
    engine.dispose()

"""Clauses that the parser hangs on the wrong word, given back to the verb that reports them."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article
from importer.pipeline import annotate

REPORTS = {
    "Russia's Defence Ministry said on the same day that its troops had fully liberated "
    "Huliaipole. The ministry said that Ukraine had lost up to 300 soldiers in the area.": (
        "Russia's Defence Ministry",
        "its troops had fully liberated Huliaipole",
    ),
    "The ministry said on Monday that it had met the wounded soldiers.": (
        "ministry",
        "it had met the wounded soldiers",
    ),
}


@pytest.mark.parametrize(("text", "told"), REPORTS.items())
def test_a_clause_belongs_to_its_verb_of_saying(text: str, told: tuple[str, str]) -> None:
    statement = annotate(Article("report", text, date(2026, 3, 4))).statements[0]
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.text) == told

"""Two parties blamed: for one deed, or for two that an article tells apart."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

DAM = "Ukraine blamed Russia for the attack on the dam at Nova Kakhovka. "
BOMB = (
    "A car bomb killed ten people in Quetta on Tuesday, a hospital official said. The chief "
    "minister blamed fighters backed by India. "
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{DAM}Moscow accused Ukraine of the attack on the dam at Nova Kakhovka.", True),
        (
            (
                f"{BOMB}Such charges are not new. On 2 June a bomber struck a rally in the city. "
                "Islamic State said it had carried out that attack."
            ),
            False,
        ),
    ],
)
def test_two_parties_blamed(*, text: str, told: bool) -> None:
    _, links = annotate_corpus([Article("a.txt", text, date(2023, 6, 7))])
    blamed = [link for link in links if link.rule == "two parties blamed"]
    assert any(link.relation is Relation.CONTRADICTS for link in blamed) is told

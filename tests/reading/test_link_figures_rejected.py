"""A figure that the next source rejects, without a figure of its own."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, ContradictionType, Relation
from importer.pipeline import annotate_corpus

COUNT = "The army said that 400 fighters had been killed in Goma."
OWN_LOSS = "The army said that it lost 40 soldiers in Goma."
AT_LEAST = "The ministry said that at least 40 people died in Goma."

REJECTED = {
    "too high": (COUNT, "The rebels said the figure was five times too high."),
    "too high, by an opponent": (COUNT, "The rebels said the army's toll was far too high."),
    "exaggerated": (COUNT, "The rebels said the army's toll was wildly exaggerated."),
    "inflated by somebody": (COUNT, "The rebels said the army had inflated the number."),
    "invented": (COUNT, "The rebels said that this figure had been invented."),
    "the true figure": (OWN_LOSS, "The rebels said the true figure was far higher."),
    "too low": (OWN_LOSS, "The rebels said the number was much too low."),
}

ACCEPTED = {
    "not exaggerated": (COUNT, "The UN said the figure was not exaggerated."),
    "rising": (COUNT, "The UN said the number was rising."),
    "higher than before": (COUNT, "The UN said the figure was higher than last year."),
    "more than at least": (AT_LEAST, "Doctors said the true toll was far higher."),
    "its own": (COUNT, "The army said the rebels had inflated their number."),
    "no figure told": (
        "The army said that it had taken Goma.",
        "The rebels said the figure was too high.",
    ),
    "a figure that fits": (COUNT, "The UN said the true number was about 400."),
}


def _links(texts: tuple[str, str]) -> list[tuple[ContradictionType | None, str]]:
    _, links = annotate_corpus([Article("report", " ".join(texts), date(2025, 7, 9))])
    return [(found.type, found.reason) for found in links if found.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("name", REJECTED)
def test_a_figure_is_rejected(name: str) -> None:
    ((kind, reason),) = _links(REJECTED[name])
    assert kind is ContradictionType.DENIAL
    assert "rebels say" in reason


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_figure_is_left_standing(name: str) -> None:
    assert _links(ACCEPTED[name]) == []

"""Quotations that are given with a word of denial: they say what holds instead."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

CLAIM = "RSF spokesman Ali Qurashi said that the army had left Bara on Monday."
DENIED = [
    "The Sudanese army denied this: “Our troops are at their posts in Bara.”",
    "Sudanese army spokesman Omar Siddig rejected the claim: “The town is ours.”",
]
NOT_DENIED = [
    "The Sudanese army confirmed this: “Our troops are now at their posts in El Obeid.”",
    "“Our posts lie to the east of the river,” Qurashi denied.",
    "The Sudanese army denied reports of a fuel shortage: “The depots are full.”",
]


def _contradictions(text: str) -> list[str]:
    _, links = annotate_corpus([Article("x", text, date(2025, 7, 9))])
    return [link.rule for link in links if link.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("answer", DENIED)
def test_a_quotation_of_denial_contradicts_the_claim_before_it(answer: str) -> None:
    assert len(_contradictions(f"{CLAIM} {answer}")) == 1


@pytest.mark.parametrize("answer", NOT_DENIED)
def test_other_quotations_do_not(answer: str) -> None:
    assert _contradictions(f"{CLAIM} {answer}") == []

"""Answers right behind a claim: a quotation of denial, and a clause that negates the same thing."""

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


NEGATED = [
    (
        "Malian army spokesman Oumar Keita said that foreign soldiers had come with the rebels. "
        "Rebel spokesman Musa Ag Ali said that there was not one foreign soldier in Kidal."
    ),
    (
        "Deputy minister Oleh Koval said that the port of Odesa had resumed work on Tuesday. Two "
        "dockers told Dumka that not a single ship had entered the port since the attack."
    ),
]
NOT_NEGATED = [
    (
        "Russian spokesman Igor Petrov said that a depot in Izmail had been struck. The depot was "
        "not damaged, Governor Oleh Koval said."
    ),
    (
        "Governor Oleh Koval said that those killed in Odesa were dockers. Police said that no "
        "children were among the dead."
    ),
    (
        "The Israeli army said that it did not attack clinics. A nurse said that the clinic had "
        "been empty."
    ),
    (
        "Deputy minister Oleh Koval said that the port of Odesa would resume work on Friday. Two "
        "dockers told Dumka that not a single ship had entered the port since the attack."
    ),
]


@pytest.mark.parametrize("text", NEGATED)
def test_a_clause_beside_it_negates_the_same_thing(text: str) -> None:
    assert len(_contradictions(text)) == 1


@pytest.mark.parametrize("text", NOT_NEGATED)
def test_a_clause_beside_it_negates_another(text: str) -> None:
    assert _contradictions(text) == []

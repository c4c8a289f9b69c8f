"""Heads of digests, questions of interviews, "as X put it", and replies without content."""

from __future__ import annotations

import pytest

from importer.gold import corpus_records
from importer.model import Article
from importer.pipeline import annotate_corpus
from tests.reading.attribution_reading import chain, reported

HEADS = [
    (
        "AFP, quoting a doctor at the clinic: at least six people were killed in Gao.",
        ["indirect a doctor at the clinic/quoting: at least six people were killed in Gao"],
    ),
    (
        "- Radio Okapi, citing the mayor: two shells fell on the market.",
        ["indirect the mayor/citing: two shells fell on the market"],
    ),
    (
        "- Hezbollah: our fighters hit two tanks on Monday.",
        ["indirect Hezbollah/:: our fighters hit two tanks on Monday"],
    ),
    ("• Background: two soldiers were killed near Sake on Monday.", []),
    ("Governor Ada Obi, citing the police: three people died in Goma.", []),
    ("The governor, citing the police: three people died in Goma.", []),
    (
        "Naw Bu: The junta still has the airfield.",
        ["indirect Naw Bu/:: The junta still has the airfield"],
    ),
    ("Naw Bu: Who still has the airfield?", []),
]

WORDINGS = [
    (
        "As the mayor put it, the town is a graveyard.",
        ["indirect the mayor/put: the town is a graveyard"],
    ),
    (
        "As Prime Minister Ada Obi put it, “this is an attack on our soil”.",
        ["direct Prime Minister Ada Obi/put: this is an attack on our soil"],
    ),
    ("As the army put it to the test, residents fled the town.", []),
    ("Commanders put it in the river when they left.", []),
]

HANDED_OVER = [
    (
        "The mill was burning, residents said; the mayor, Ivan Petrov, said that the fire was out.",
        [
            "indirect residents/said: The mill was burning",
            "indirect the mayor, Ivan Petrov/said: the fire was out",
        ],
    ),
    (
        "A mill was burning, residents said, while the mayor, Ivan Petrov, said that it was out.",
        [
            "indirect residents/said: A mill was burning",
            "indirect the mayor, Ivan Petrov/said: it was out",
        ],
    ),
    ("The ministry called this propaganda.", ["indirect The ministry/called: this propaganda"]),
    ("The ministry called this meeting.", []),
]

DENIALS = [
    ("The army denied it.", []),
    ("The army denied the claim.", []),
    ("The army denied the accusations.", []),
    (
        "The army denied allegations of arson.",
        ["indirect The army/denied: allegations of arson"],
    ),
    ("Soldiers denied the convoy access to the town on Monday.", []),
    (
        "Soldiers denied any part in the raid.",
        ["indirect Soldiers/denied: any part in the raid"],
    ),
]

TOLD_BY_NOBODY = [
    ("Soldiers burned the market in Goma on Monday.", 1),
    ("The army denied it.", 0),
    ("The rebels rejected the report.", 0),
    ("The mayor blamed fighters backed by Rwanda.", 0),
    ("Rebels rejected the ceasefire on Monday.", 1),
]


@pytest.mark.parametrize(("text", "expected"), [*HEADS, *WORDINGS, *HANDED_OVER, *DENIALS])
def test_reports(text: str, expected: list[str]) -> None:
    """Each text gives these reports and no other."""
    assert reported(text) == expected


def test_the_outlet_of_a_head_is_passed_through() -> None:
    """Who cites is the outlet, and who is cited speaks."""
    assert chain("AFP, quoting a doctor at the clinic: six people were killed in Gao.") == [
        "a doctor at the clinic via AFP"
    ]


@pytest.mark.parametrize(("text", "count"), TOLD_BY_NOBODY)
def test_a_reply_without_content_is_no_narration(text: str, count: int) -> None:
    """What only names a claim or somebody blamed tells nothing about the conflict."""
    annotations, links = annotate_corpus([Article("test", text)])
    records = [r for r in corpus_records(annotations, links) if "file" in r]
    assert len(records[0]["statements"]) == count

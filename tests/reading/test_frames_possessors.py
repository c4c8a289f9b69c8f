"""Whose "its soldiers" are: of the body that speaks, or of the force that acts."""

from __future__ import annotations

import pytest

from importer.model import StatementKind
from tests.reading.frame_reading import read_sentence


@pytest.mark.parametrize(
    ("party", "sentence", "agent", "target"),
    [
        ("LB", "an Israeli drone had wounded two of its soldiers near the border", "IL", "LB"),
        ("TH", "shells from across the river had killed one of its rangers", None, "TH"),
        ("IL", "Hezbollah had lost its commander in the town", None, "Hezbollah"),
        ("RSF", "its fighters had captured the base", "RSF", None),
        ("UA", "Russia had withdrawn its troops from the bank", "RU", None),
    ],
)
def test_its_means_the_speaker_unless_a_force_acts(
    party: str, sentence: str, agent: str | None, target: str | None
) -> None:
    claim = read_sentence(sentence, party=party, kind=StatementKind.INDIRECT).frames[0]
    assert (claim.agent, claim.target) == (agent, target)

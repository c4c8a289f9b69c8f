"""An attribution is as sure as its cue: "said" more than verbs that may mean something else."""

from __future__ import annotations

import pytest

from importer.attribute import attribute
from importer.attribute.attribution import Attribution
from importer.model import Article, StatementKind
from importer.segment import segment


def first_reported(text: str) -> Attribution:
    found = attribute(segment(Article("one", text)))
    return next(item for item in found if item.kind is not StatementKind.NARRATION)


@pytest.mark.parametrize(
    ("sure", "less"),
    [
        (
            "The bridge would stay closed for a month, Ivan Tkach said.",
            "The bridge would stay closed for a month, Ivan Tkach proposed.",
        ),
        (
            "Ivan Tkach said that the bridge was closed.",
            "Ivan Tkach left the room, suggesting that the bridge was closed.",
        ),
        (
            "Ivan Tkach said that the bridge was closed.",
            "He said that the bridge was closed.",
        ),
    ],
)
def test_doubt_lowers_confidence(sure: str, less: str) -> None:
    assert 1.0 > first_reported(sure).confidence > first_reported(less).confidence > 0.5


@pytest.mark.parametrize("verb", ["said", "told reporters", "added", "announced", "insisted"])
def test_plain_speech_is_sure(verb: str) -> None:
    assert first_reported(f"Ivan Tkach {verb} that the bridge was closed.").confidence > 0.9

"""A table of sentences and what each claims: type, agent, target, polarity, modality."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.frame_reading import read_sentence

TABLE = Path(__file__).parent / "frame_sentences.tsv"
MODALITIES = {"a": "asserted", "p": "possible", "i": "intended", "h": "hypothetical"}


def rows() -> list[tuple[str, ...]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[-1][:60])
def test_main_claim(row: tuple[str, ...]) -> None:
    party, kind, agent, target, polarity, modality, sentence = row
    frame = read_sentence(sentence, party=None if party == "-" else party).frames[0]
    assert (
        frame.type.value,
        frame.agent or "-",
        frame.target or "-",
        "!" if frame.polarity.value == "negative" else "+",
        frame.modality.value,
    ) == (kind, agent, target, polarity, MODALITIES[modality])

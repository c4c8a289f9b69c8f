"""Texts that are long and say little are compared too, in time that does not run away."""

from __future__ import annotations

import time

import pytest

from importer.compare import Side, Verdict, compare
from importer.compare.comparing import MOST_PAIRS
from importer.compare.dates import dates_of
from importer.compare.denials import is_denied
from importer.compare.reading import read
from importer.read.rejection import ReadCode, UnreadableError
from importer.segment.boundaries import MAX_SENTENCE

HELD, NOT_HELD = "The army holds Lviv.", "The army does not hold Lviv."


@pytest.mark.parametrize("sign", [",", "(", "'", "-+", "\"'"])
def test_an_unbroken_run_of_signs_is_no_prose(sign: str) -> None:
    text = f"{HELD} {sign * 9_000} {NOT_HELD}"
    doc = read(text).doc
    assert len(doc) < 100
    assert len(doc.text) == len(text)
    start = doc.text.index(NOT_HELD)
    assert text[start:] == NOT_HELD


@pytest.mark.parametrize(
    "piece", ["of the ", "neither nor ", "the head of the staff of ", "5% ", "\u202ea "]
)
def test_a_sentence_without_end_is_cut(piece: str) -> None:
    text = piece * (15_000 // len(piece))
    assert max(len(sentence) for sentence in read(text).doc.sents) <= MAX_SENTENCE
    assert compare(Side(text), Side(HELD)).relation is not Verdict.CONTRADICTS


def test_an_ordinary_sentence_is_not_cut() -> None:
    text = (
        "The mayor, who had come by train, said that " + "the road and " * 60 + "the bridge hold."
    )
    assert len(list(read(text).doc.sents)) == 1


@pytest.mark.parametrize("piece", ["born in 1961 in Bergen, ", "said that ", f"{HELD} "])
def test_what_repeats_itself_is_soon_judged(piece: str) -> None:
    text = piece * (3_000 // len(piece))
    read(HELD)  # loads the parser
    started = time.process_time()
    compare(Side(text), Side(f"Lviv holds the army. {text}"))
    assert time.process_time() - started < 12


def test_more_clauses_than_can_be_judged_are_refused() -> None:
    sentence = "He ran. "
    many = int(MOST_PAIRS**0.5)
    at_bound = compare(Side(sentence * many), Side(sentence * many))
    assert at_bound.relation is not Verdict.CONTRADICTS
    with pytest.raises(UnreadableError) as refused:
        compare(Side(sentence * many), Side(sentence * (many + 2)))
    assert refused.value.code is ReadCode.TOO_MANY_CLAUSES
    assert f"{many:,} and {many + 2:,} clauses" in refused.value.message


def test_a_long_text_is_compared_with_a_short_one() -> None:
    long = "The road was mended. " * 800 + NOT_HELD
    assert compare(Side(long), Side(HELD)).relation is Verdict.CONTRADICTS


def test_what_is_told_of_a_word_is_asked_but_once() -> None:
    doc = read("The ferry was not sold on 3 May 2012.").doc
    (sold,) = (token for token in doc if token.text == "sold")
    assert is_denied(sold) is True
    assert dates_of(sold) is dates_of(sold)
    other = next(token for token in read("The ferry was sold.").doc if token.text == "sold")
    assert is_denied(other) is False

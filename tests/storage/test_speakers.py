"""Who counts as one person across articles."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from db.keys import block, fold
from db.runs import ImportRun
from db.tables import Speaker, SpeakerAlias
from db.writer import write_annotation
from importer.model import Annotation, SpeakerKind
from importer.model import Speaker as Voice
from tests.storage.factories import ARELIAN, REBELS, TEXT, article, statement
from tests.storage.rows import rows


def write(engine: Engine, run: ImportRun, *voices: Voice) -> list[Any]:
    def alike(one: str, other: str) -> float:
        return 0.95 if {one, other} == {"Davit Arelian", "David Arelyan"} else 0.5

    for number, voice in enumerate(voices):
        text = f"{number} {TEXT}"
        said = statement("his men had taken Tarnova", text=text, speaker=voice)
        whole = Annotation(article(text), (said,))
        write_annotation(engine, whole, run, same_person=alike)
    return rows(engine, Speaker)


def test_spelling_variants_of_a_full_name_are_merged(engine: Engine, run: ImportRun) -> None:
    variant = replace(ARELIAN, name="David Arelyan", role="General")
    (speaker,) = write(engine, run, ARELIAN, variant)
    assert (speaker.name, speaker.role) == ("Davit Arelian", "General")
    assert {row.name for row in rows(engine, SpeakerAlias)} == {
        "Davit Arelian",
        "David Arelyan",
    }


def test_a_merger_keeps_its_reason_and_how_sure_it_is(engine: Engine, run: ImportRun) -> None:
    unknown = replace(ARELIAN, name="DAVIT ARELIAN", party=None)
    write(engine, run, ARELIAN, replace(ARELIAN, name="David Arelyan"), unknown)
    assert {(row.name, row.reason, row.confidence) for row in rows(engine, SpeakerAlias)} == {
        ("Davit Arelian", "the same name", 1.0),
        ("David Arelyan", "another spelling, the same side", 0.95),
        ("DAVIT ARELIAN", "the same full name, of one the side is not known", 0.9),
    }


def test_accents_and_case_are_no_difference(engine: Engine, run: ImportRun) -> None:
    assert len(write(engine, run, ARELIAN, replace(ARELIAN, name="DAVÍT Arelián"))) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(ARELIAN, name="Arelian"), id="surname alone"),
        pytest.param(replace(ARELIAN, name="Davit Aramian"), id="other surname"),
        pytest.param(replace(ARELIAN, party="GE"), id="other party"),
        pytest.param(replace(ARELIAN, name="David Arelyan", party=None), id="no party"),
        pytest.param(REBELS, id="a body"),
    ],
)
def test_others_are_kept_apart(engine: Engine, run: ImportRun, other: Voice) -> None:
    assert len(write(engine, run, ARELIAN, other)) == 2


def test_a_person_met_without_a_party_gets_it_later(engine: Engine, run: ImportRun) -> None:
    (speaker,) = write(engine, run, replace(ARELIAN, party=None), ARELIAN)
    assert speaker.party == "AM"


def test_a_name_that_two_persons_bear_is_merged_with_neither(
    engine: Engine, run: ImportRun
) -> None:
    namesakes = (ARELIAN, replace(ARELIAN, party="GE"), replace(ARELIAN, party=None))
    assert len(write(engine, run, *namesakes)) == 3


def test_the_unnamed_are_others_in_every_article(engine: Engine, run: ImportRun) -> None:
    nurse = Voice(name="a nurse", kind=SpeakerKind.UNNAMED)
    assert len(write(engine, run, nurse, nurse)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andriy Yermak", "Andrei Ermak"),
        ("Oleksiy Hnatov", "Aleksei Gnatov"),
        ("Jibril Ibrahim", "Gibril Ebrahim"),
        ("Viktor Zabuzhko", "Wiktor Sabuschko"),
        ("Waleed Qasim", "Walid Kasim"),
        ("Yusuf Eltayeb", "Yousef al-Tayeb"),
    ],
)
def test_variants_of_one_sound_are_looked_for_together(one: str, other: str) -> None:
    assert block(fold(one)) == block(fold(other))


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Denys  Shmyhal’", "denys shmyhal"),
        ("O'Brien, Śimon", "obrien simon"),
        ("АНДРІЙ Єрмак", "andriy iermak"),
        ("al-Burhan", "al burhan"),
        ("—", ""),
        ("", ""),
    ],
)
def test_names_are_folded_to_plain_letters(name: str, folded: str) -> None:
    assert fold(name) == folded

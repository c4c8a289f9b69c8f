"""Who is meant by a pronoun, a charge or an office that takes up what was said just before."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article
from importer.pipeline import annotate

LAST = [
    # text; of its last statement: speaker, party, claim type, agent
    (
        (
            'Congolese spokesman Jean Ilunga met reporters in Goma. "Our soldiers hold Masisi," he '
            'said. "They beat the rebels back at dawn."'
        ),
        ("Jean Ilunga", "CD", "repel", "CD"),
    ),
    (
        (
            "M23 spokesman Eric Bahati denied that its fighters had shelled Masisi. He said they "
            "had left the town on Sunday."
        ),
        ("Eric Bahati", "M23", "withdraw", "M23"),
    ),
    (
        (
            'Thai army spokesman Anan Suk met reporters. "Cambodia fired first," he said, adding '
            "that its troops had entered Surin."
        ),
        ("Anan Suk", "TH", "advance", "KH"),
    ),
    (
        "Rwanda invaded Congo in May, the envoy said. General Ada Lind said that this was bogus.",
        ("Ada Lind", "CD", "attack", "RW"),
    ),
    # A denial with a claim of its own takes up none.
    (
        (
            "Rwanda invaded Congo in May, the envoy said. General Ada Lind said that reports that "
            "gas was used turned out to be bogus."
        ),
        ("Ada Lind", "CD", "other", None),
    ),
    (
        "Rwanda's foreign minister blamed Kinshasa for the collapse of the talks.",
        ("Rwanda's foreign minister", "RW", "responsibility", "CD"),
    ),
    (
        (
            "Druze leader Samir Azzam denied that his men had broken the truce in Sweida and "
            "blamed Damascus for the killing of nine villagers."
        ),
        ("Samir Azzam", None, "casualties", "SY"),
    ),
    (
        (
            "Prime Minister Somsak Dee of Thailand said talks were under way. The defence minister "
            "said Thai soldiers had not advanced."
        ),
        ("The defence minister", "TH", "advance", "TH"),
    ),
    (
        (
            "Petro Bondar, spokesman for Ukraine's Eastern Defence Forces, said the town held. "
            'Russia\'s Defence Ministry said it had fallen. "We hold it," the '
            "ministry's spokesman said."
        ),
        ("the ministry's spokesman", "RU", "control", "RU"),
    ),
    (
        "The Pakistani army said that Taliban fighters had seized two Pakistani posts.",
        ("Pakistani army", "PK", "control", "Taliban"),
    ),
    (
        (
            "RSF spokesman Ali Qurashi said that the army had left Bara. The Sudanese army denied "
            "the report. “Our troops hold the town. They are staying,” it said."
        ),
        ("Sudanese army", "SD", "forces", "SD"),
    ),
    (
        (
            "The UN said that Russia had hit Kherson. Russia attacked it again on Monday. “Nine "
            "people were killed,” it said."
        ),
        ("UN", "UN", "casualties", None),
    ),
    (
        (
            "Savin said that Ukraine had sent four brigades to Lyman. Ukraine's General Staff "
            "denied this: “Our forces there hold the town.”"
        ),
        ("Ukraine's General Staff", "UA", "control", "UA"),
    ),
    (
        (
            "Rafael Grossi said that diesel engines were running. Drones fell on Balakliia in the "
            "night. The mayor said that three houses had burned."
        ),
        ("The mayor", None, "humanitarian", None),
    ),
    (
        "Ukraine's General Staff said the Russian assault on Lyman was crushed.",
        ("Ukraine's General Staff", "UA", "repel", None),
    ),
]


@pytest.mark.parametrize(("text", "last"), LAST)
def test_last_statement(text: str, last: tuple[str, str | None, str, str | None]) -> None:
    told = annotate(Article("x", text, date(2025, 7, 9))).statements[-1]
    assert told.speaker is not None
    claim = told.claim
    assert (told.speaker.name, told.speaker.party, claim.type.value, claim.agent) == last


def test_a_minister_is_met_again_by_the_same_office() -> None:
    text = "Foreign Minister Ana Bauer spoke. The minister said no. The foreign minister said yes."
    names = [s.speaker.name for s in annotate(Article("x", text)).statements if s.speaker]
    assert set(names) <= {"Ana Bauer"}


def test_their_men_are_not_those_of_the_ones_who_kill_them() -> None:
    text = (
        'Hamas and Israel fought in Rafah. Hamas said: "Our fighters hold the camp. '
        'We killed ten of their soldiers."'
    )
    told = annotate(Article("x", text, date(2025, 7, 9))).statements[-1]
    assert (told.claim.agent, told.claim.target) == ("Hamas", "IL")


def test_deeds_of_one_army_stay_together() -> None:
    text = "Villagers said soldiers had shelled the town and burned homes."
    (told,) = annotate(Article("x", text)).statements
    assert text[told.start : told.end].endswith("burned homes")

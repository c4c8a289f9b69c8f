"""Who did it and who lost by it, where the name stands apart from the deed."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, StatementKind
from importer.pipeline import annotate
from tests.reading.frame_reading import read_sentence

CLAIMS = [
    # Behind "by" and a participle without an object, or below another word of the passive.
    ("the bridge was blown up by retreating RSF fighters", "supply", "RSF", None),
    ("Pokrovsk was captured by shelling Ukrainian positions", "control", None, None),
    ("two guns had been put out of action by Thai artillery", "losses", "TH", None),
    ("a depot was hit at night after a talk by Israel", "strike", None, None),
    # In the relative clause of a weapon, but not of what somebody else does to it.
    ("a woman was hurt by a drone that the RSF had flown over the camp", "casualties", "RSF", None),
    ("a woman was hurt by a drone that fell on the camp", "casualties", None, None),
    # Whose fire the dead are from: no side has lost them by that.
    ("the death toll from Israeli strikes has risen to 84", "casualties", "IL", None),
    ("the toll from a wave of killings by M23 stands at nine", "casualties", "M23", None),
    # What costs a side men or arms; what costs time or money takes no life.
    ("the raid on the camp cost Russia 40 men", "casualties", None, "RU"),
    ("Indian fire cost a Pakistani outpost three men", "casualties", "IN", "PK"),
    ("the raid on the camp cost three million dollars", "other", None, None),
    # An enemy is not the one whose enemy he is; what belongs to an army is that army's.
    ("M23's enemies were killed in Goma", "casualties", None, None),
    ("six tanks belonging to the Cambodian army were destroyed", "losses", None, "KH"),
    # Who fell in a fight fell to the other side; who lost a post to one lost it to that one.
    ("five men were killed in a clash with M23 rebels", "casualties", "M23", None),
    ("five men were killed in a clash near Goma", "casualties", None, None),
    ("the army lost two posts to the RSF near Adila", "control", "RSF", "SD"),
    ("the army lost two posts near Adila", "control", None, "SD"),
    # A loss is no feat of the one who tells of it.
    ("the loss of the town of Adila to the RSF was reported", "control", "RSF", None),
    # What a side bought or set off is its own; what was given to it is not the giver's.
    ("drones bought by M23 in Chad have killed 15 people", "casualties", "M23", None),
    ("blasts set off by M23 shook Goma", "strike", "M23", None),
    ("an attack carried out by M23 killed 15 people in Goma", "casualties", "M23", None),
    ("drones given by Iran killed 15 people in Goma", "casualties", None, None),
    # Who fights others back repels them, who fights back only fights.
    ("Ukrainian troops were fighting Russian troops back near Ridne", "repel", "UA", "RU"),
    ("Ukrainian troops were fighting back near Ridne", "attack", "UA", None),
    # People are driven out of their homes, soldiers out of their positions.
    ("attacks drove 3,000 people out of Goma", "displacement", None, None),
    ("M23 drove Rwandan troops out of Goma", "repel", "M23", "RW"),
    ("the flight of 3,000 people from Goma went on", "displacement", None, None),
    ("flights from Goma were suspended", "other", None, None),
    ("eleven mass graves were found in Goma", "casualties", None, None),
    # Who crosses a field holds none, and where people come from is not what they do.
    ("a girl ran across the fields to Goma", "other", None, None),
    ("about 70 families reached Goma from villages held by M23", "displacement", None, None),
]


@pytest.mark.parametrize(("sentence", "kind", "agent", "target"), CLAIMS)
def test_who_did_it_and_who_lost_by_it(
    sentence: str, kind: str, agent: str | None, target: str | None
) -> None:
    claim = read_sentence(sentence, kind=StatementKind.INDIRECT).frames[0]
    assert (claim.type.value, claim.agent, claim.target) == (kind, agent, target)


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("it fights neither for land nor for gold", "negative"),
        ("it fights both for land and for gold", "positive"),
    ],
)
def test_neither_before_a_preposition_denies(sentence: str, polarity: str) -> None:
    claim = read_sentence(sentence, party="M23", kind=StatementKind.INDIRECT).frames[0]
    assert claim.polarity.value == polarity


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Soldiers shot three young men in Woldia in Ethiopia on Monday. Two of them died.", None),
        ("Israeli troops captured 20 Hamas fighters. Two of them died in custody.", "Hamas"),
    ],
)
def test_some_of_them_are_of_those_who_came_to_harm(text: str, target: str | None) -> None:
    last = annotate(Article("t", text, published=date(2025, 1, 12))).statements[-1]
    assert last.text.startswith("Two of them")
    assert last.claim.target == target


TOLD = [
    # The dead are not on the side of the one who tells of them; a country stands for its men.
    ("Among the dead are seven old fighters, Colombian President Ivan Roa said.", None),
    ("The battle near Kupiansk cost Russia 40 men, Ukraine's General Staff said.", "RU"),
]


@pytest.mark.parametrize(("text", "target"), TOLD)
def test_whose_the_dead_are(text: str, target: str | None) -> None:
    claim = annotate(Article("t", text, published=date(2025, 1, 12))).statements[0].claim
    assert (claim.type.value, claim.target) == ("casualties", target)

"""What two short accounts share and still are not of one matter, each beside a twin that is."""

from __future__ import annotations

from datetime import date

import pytest

from importer.link import judge
from importer.model import Article, Relation
from importer.pipeline import annotate_corpus
from tests.reading.link_statements import Count, Said, pair

DAY = date(2031, 5, 9)

PAIRS = [
    (
        "what was said before",
        (
            "The mayor had earlier put the number of injured in Zaporizhzhia at four. "
            "Nine people were wounded in Zaporizhzhia on Tuesday, the emergency service said."
        ),
        (
            "The mayor put the number of injured in Zaporizhzhia at four. "
            "Nine people were wounded in Zaporizhzhia on Tuesday, the emergency service said."
        ),
    ),
    (
        "parts of one whole",
        (
            "At least 73 people were killed in Khan Younis on Tuesday, the health ministry said. "
            "The hospital's director said that 67 were killed in the north and six in the south."
        ),
        (
            "At least 73 people were killed in Khan Younis on Tuesday, the health ministry said. "
            "The hospital's director said that 31 people were killed in Khan Younis on Tuesday."
        ),
    ),
    (
        "several towns",
        (
            "Attacks on Kupiansk and Lyman killed 19 people on Tuesday, police said. "
            "The mayor of Lyman said that five people were killed in Lyman on Tuesday."
        ),
        (
            "Attacks on Kupiansk and Lyman killed four people on Tuesday, police said. "
            "The mayor of Lyman said that five people were killed in Lyman on Tuesday."
        ),
    ),
    (
        "other things hit",
        (
            "A strike on a school in Nyala killed twelve people on Tuesday, doctors said. "
            "Rescuers said that a strike on a market in Nyala killed five people on Tuesday."
        ),
        (
            "A strike on a school in Nyala killed twelve people on Tuesday, doctors said. "
            "Rescuers said that the strike on the school in Nyala killed five people on Tuesday."
        ),
    ),
    (
        "who stayed",
        (
            "About 15,000 people fled Uvira on Tuesday, the mayor said. "
            "The Red Cross said that 1,300 people remained in Uvira on Tuesday."
        ),
        (
            "About 15,000 people fled Uvira on Tuesday, the mayor said. "
            "The Red Cross said that 1,300 people fled Uvira on Tuesday."
        ),
    ),
    (
        "another's aid",
        (
            "The Red Crescent said that the convoy of aid reached Sweida on Tuesday. "
            "The ministry said that no Israeli aid had reached Sweida on Tuesday."
        ),
        (
            "The Red Crescent said that the convoy of aid reached Sweida on Tuesday. "
            "The ministry said that no aid had reached Sweida on Tuesday."
        ),
    ),
    (
        "intent denied",
        (
            "Peacekeepers said that an Israeli tank fired at their patrol near Naqoura on Tuesday. "
            "Israel's army said that its tank did not fire at the patrol deliberately."
        ),
        (
            "Peacekeepers said that an Israeli tank fired at their patrol near Naqoura on Tuesday. "
            "Israel's army said that its tank did not fire at the patrol."
        ),
    ),
    (
        "denied in general",
        (
            "A drone dropped an explosive on a cyclist in Kherson on Tuesday, the governor said. "
            "Russia denies targeting civilians."
        ),
        (
            "A Russian drone dropped an explosive on a cyclist in Kherson on Tuesday, he said. "
            "Russia denied that its drone had dropped an explosive on the cyclist in Kherson."
        ),
    ),
    (
        "towards it only",
        (
            "Residents said that the RSF pushed towards Babanusa on Tuesday. "
            "The army said that the RSF had not entered Babanusa on Tuesday."
        ),
        (
            "Residents said that the RSF entered Babanusa on Tuesday. "
            "The army said that the RSF had not entered Babanusa on Tuesday."
        ),
    ),
    (
        "two facilities",
        (
            "The RSF said that it seized a base in Nyala on Tuesday. "
            "The army said that the airport in Nyala was in its hands on Tuesday."
        ),
        (
            "The RSF said that it seized the airport in Nyala on Tuesday. "
            "The army said that the airport in Nyala was under its control on Tuesday."
        ),
    ),
    (
        "the truce and a strike",
        (
            "Israel's army said that Hezbollah fired two rockets at Metula on Tuesday. "
            "The speaker said that Israel was responsible for 54 violations of the truce."
        ),
        (
            "The army accused the RSF of shelling the mosque in Nyala on Tuesday. "
            "The RSF accused the army of shelling the mosque in Nyala on Tuesday."
        ),
    ),
    (
        "buried so far",
        (
            "At least 700 people were killed in Goma in January, the army said. "
            "Some 400 had been buried in Goma by then, the mayor said, and 100 lay in morgues."
        ),
        (
            "At least 700 people were killed in Goma in January, the army said. "
            "Some 400 people had been killed in Goma by then, the mayor said."
        ),
    ),
    (
        "its own sites",
        (
            "Nine people were killed in Jabalia on Friday, medics said. The aid group said that "
            "no one had been hurt at or near any of its three sites on Friday."
        ),
        (
            "Nine people were killed in Jabalia on Friday, medics said. The aid group said that "
            "no one had been hurt in Jabalia on Friday."
        ),
    ),
    (
        "whom it killed and whom it lost",
        (
            "The Nigerian army repelled an attack by Boko Haram on a base in Marte on Friday and "
            "killed eleven fighters, it said. Two soldiers died in Marte, a medic said."
        ),
        (
            "The Nigerian army repelled an attack by Boko Haram on a base in Marte on Friday and "
            "killed eleven fighters, it said. Two fighters died in Marte, a medic said."
        ),
    ),
    (
        "whom they had killed before",
        (
            "The army struck the base of men who had killed 26 villagers in Marte on Friday, it "
            "said. The mayor said that 31 villagers had been killed in Marte on Friday."
        ),
        (
            "The army struck a base and killed 26 villagers in Marte on Friday, medics "
            "said. The mayor said that 31 villagers had been killed in Marte on Friday."
        ),
    ),
    (
        "one strike of many",
        (
            "At least 24 people were killed in strikes across Gaza City on Saturday, the ministry "
            "said. The first strike killed eleven people in Gaza City on Saturday, a medic said."
        ),
        (
            "At least 24 people were killed in strikes on Gaza City on Saturday, a doctor said. "
            "The strikes killed eleven people in Gaza City on Saturday, the ministry said."
        ),
    ),
    (
        "fighters by the name of their group",
        (
            "More than 200 Houthis died in the raid on Marib on Monday, the army said. At least "
            "190 Houthi fighters were killed in the raid on Marib on Monday, a medic said."
        ),
        (
            "More than 200 Houthis died in the raid on Marib on Monday, the army said. Nine "
            "Houthi fighters were killed in the raid on Marib on Monday, a medic said."
        ),
    ),
    (
        "the village itself",
        (
            "Fighting went on around Kabamba on Friday, an army spokesman said. "
            "A teacher said that Kabamba itself was quiet on Friday."
        ),
        (
            "Fighting went on in Kabamba on Friday, an army spokesman said. "
            "A teacher said that Kabamba was quiet on Friday."
        ),
    ),
]


def _contradictions(text: str) -> list[str]:
    _, links = annotate_corpus([Article("report", text, DAY)])
    return [found.reason for found in links if found.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("apart", [row[1] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_other_matters_are_not_linked(apart: str) -> None:
    assert not _contradictions(apart)


@pytest.mark.parametrize("together", [row[2] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_their_twins_are(together: str) -> None:
    assert _contradictions(together)


def _killed(text: str, mention: str, low: float, target: str | None = None) -> Said:
    counts = [Count(mention, low, None, mention.rsplit(maxsplit=1)[-1], "killed")]
    return Said(text, "casualties", None, target, predicate="kill", counts=counts)


THREE = _killed("three of its soldiers were killed", "three of its soldiers", 3, "SS")
THREE_ONLY = Said(
    THREE.text,
    "casualties",
    None,
    "SS",
    predicate="kill",
    counts=[Count("three of its soldiers", 3, 3, "soldiers", "killed")],
)
SEIZED = Said("the Reds seized the town", "control", "RED", predicate="capture", holder="RED")
THIRTY = _killed("30 soldiers were killed", "30 soldiers", 30, "BLU")
HIT = Said("the missile hit the block on Wednesday", "strike", predicate="strike", day="2031-05-07")
CLAUSES = [
    (
        "other men",
        THREE_ONLY,
        _killed("it killed dozens of RSF fighters", "dozens of RSF fighters", 24),
        _killed("it killed dozens of fighters", "dozens of fighters", 24, "SS"),
    ),
    (
        "all but some",
        SEIZED,
        Said("nobody but our men is there", "forces", negative=True, predicate="present"),
        Said("nobody is there any more", "forces", negative=True, predicate="present"),
    ),
    (
        "no figure given",
        THIRTY,
        Said("it gave no toll", "casualties", None, "BLU", negative=True, predicate="kill"),
        Said("no soldiers died", "casualties", None, "BLU", negative=True, predicate="die"),
    ),
    (
        "when the dead were found",
        HIT,
        Said(
            "the missile hit the block, from which bodies were recovered on Friday",
            "strike",
            predicate="strike",
            day="2031-05-09",
        ),
        Said("the missile hit the block on Friday", "strike", predicate="strike", day="2031-05-09"),
    ),
]


@pytest.mark.parametrize(("name", "claim", "apart", "together"), CLAUSES)
def test_clauses_of_other_matters(name: str, claim: Said, apart: Said, together: Said) -> None:
    found = [judge(*pair(claim, other)) for other in (apart, together)]
    links = [one is not None and one.relation is Relation.CONTRADICTS for one in found]
    assert links == [False, True], name

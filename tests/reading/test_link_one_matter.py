"""What makes two claims one matter: each pair that contradicts beside a twin that does not."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

DAY = date(2031, 5, 7)

PAIRS = {
    "pushed back or driven out": (
        (
            "Sudan's army said it had driven RSF fighters out of Wad Madani on Tuesday. "
            "Residents said that RSF fighters were still in Wad Madani on Tuesday."
        ),
        (
            "Sudan's army said it had driven RSF fighters back in Wad Madani on Tuesday. "
            "Residents said that RSF fighters were still in Wad Madani on Tuesday."
        ),
    ),
    "gone or still leaving": (
        (
            "The M23 rebels said that their fighters had withdrawn from Walikale. "
            "Two residents said that M23 fighters were still in Walikale on Tuesday."
        ),
        (
            "The M23 rebels said that their fighters were withdrawing from Walikale. "
            "Two residents said that M23 fighters were still in Walikale on Tuesday."
        ),
    ),
    "taken, or taken long before": (
        (
            "Russia said on Tuesday that it had taken Torske. "
            "Ukraine's army said on Tuesday that there was not a single Russian in Torske."
        ),
        (
            "Russia said that it had taken Torske on 20 April. "
            "Ukraine's army said on Tuesday that there was not a single Russian left in Torske."
        ),
    ),
    "the wards": (
        (
            "Around 200 RSF fighters remain in the outer wards of Omdurman, a trader said. "
            "A teacher said that there was not one RSF fighter in the wards any more."
        ),
        (
            "Around 200 RSF fighters remain in the outer wards of Omdurman, a trader said. "
            "A teacher said that there was no RSF fighter in the centre of Omdurman."
        ),
    ),
    "a fight in the streets": (
        (
            "Ukraine's army said that there was no Russian soldier in Lyman on Tuesday. "
            "Residents said that fighting went on in its streets on Tuesday."
        ),
        (
            "Ukraine's army said that there was no Russian soldier in Lyman on Tuesday. "
            "Residents said that fighting went on in the hills east of it on Tuesday."
        ),
    ),
    "an attack beaten off": (
        (
            "The RSF said that it had captured Babanusa on Tuesday. "
            "A doctor said that the attack had been beaten back after four hours."
        ),
        (
            "The RSF said that it had captured Babanusa on Tuesday. "
            "Another RSF officer said that the attack had been beaten back after four hours."
        ),
    ),
    "short of the palace": (
        (
            "Sudan's army said it had advanced to within 500 metres of the palace in Khartoum. "
            "The RSF said the army had not advanced a metre towards the palace in Khartoum."
        ),
        (
            "Sudan's army said it had advanced to within 500 metres of the palace in Khartoum. "
            "The RSF said that the army was not in the palace in Khartoum."
        ),
    ),
    "nearly all of it": (
        (
            "The RSF controls all of Babanusa, its spokesman said. "
            "The army controls the airport of Babanusa, a Sudanese army officer said."
        ),
        (
            "The RSF controls nearly all of Babanusa, its spokesman said. "
            "The army controls the airport of Babanusa, a Sudanese army officer said."
        ),
    ),
    "a region and its villages": (
        (
            "Russia said that it controls all of Luhansk region. The Ukrainian army said that "
            "its soldiers still held positions in two villages of Luhansk region."
        ),
        (
            "Russia said that it controls most of Luhansk region. The Ukrainian army said that "
            "its soldiers still held positions in two villages of Luhansk region."
        ),
    ),
    "harm by a fight or by a mishap": (
        (
            "Shelling in Ann on Tuesday hurt 11 people, a medic said. "
            "The army said that no one had been hurt in shelling in Ann on Tuesday."
        ),
        (
            "A shelter collapsed in Ann on Tuesday, hurting 11 people, a medic said. "
            "The army said that no one had been hurt in shelling in Ann on Tuesday."
        ),
    ),
    "a mine and a landslide": (
        (
            "A mine killed two boys in Tibú on Sunday, the army said. "
            "Three children died when a mine went off in Tibú on Sunday, the mayor said."
        ),
        (
            "A mine killed two boys in Tibú on Sunday, the army said. "
            "Three children died in a landslide in Tibú on Sunday, the mayor said."
        ),
    ),
    "some of the dead": (
        (
            "A strike on Kharkiv killed 15 people on Tuesday, the mayor said. "
            "The governor said that 21 people had been killed in Kharkiv on Tuesday."
        ),
        (
            "A strike on Kharkiv killed 15 people on Tuesday, the mayor said. "
            "A teacher said that ten members of her family had been killed in Kharkiv on Tuesday."
        ),
    ),
    "what was damaged": (
        (
            "Infrastructure in Saratov was not damaged on Tuesday, the governor said. "
            "A refinery in Saratov was damaged on Tuesday, residents said."
        ),
        (
            "Infrastructure in Saratov was not damaged on Tuesday, the governor said. "
            "A dance hall in Saratov was damaged on Tuesday, residents said."
        ),
    ),
    "who alone died": (
        (
            "Residents said a drone killed 12 people in Gedeb on Monday, most of them teachers. "
            "The army said that it had killed only militants in Gedeb on Monday."
        ),
        (
            "Residents said that a drone killed 12 people in Gedeb on Monday. "
            "The army said that it had killed only militants in Gedeb on Monday."
        ),
    ),
    "a charge in other words": (
        (
            "Kyiv had delayed the exchange of bodies, Moscow's negotiator said. "
            "Ukraine denied that it had delayed anything."
        ),
        (
            "Kyiv had delayed the exchange of bodies, Moscow's negotiator said. "
            "Ukraine denied that it had moved any troops."
        ),
    ),
    "a siege and open roads": (
        (
            "Sweida was besieged, the sheikh said. "
            "The governor said that the roads to Sweida were open to everyone."
        ),
        (
            "Sweida was besieged, the sheikh said. "
            "The governor said that three aid convoys had entered Sweida."
        ),
    ),
    "the course of talks": (
        (
            "The talks with the rebels were going ahead, Colombia's president said. "
            "The talks had been frozen, a rebel chief said."
        ),
        (
            "The talks with the rebels were going ahead, Colombia's president said. "
            "The talks had been held in secret, a rebel chief said."
        ),
    ),
    "at work or at a halt": (
        (
            "The refinery in Syzran was operating normally, the governor said. "
            "The plant had halted processing, a source in the industry said."
        ),
        (
            "The refinery in Syzran was operating normally, the governor said. "
            "The airport had suspended operations, a source in the industry said."
        ),
    ),
    "nothing confirmed": (
        (
            "Israel's strike killed three medics in Nabatieh on Tuesday, Lebanon's ministry said. "
            "Israel's army said its strike had not killed any medics in Nabatieh on Tuesday."
        ),
        (
            "Israel's strike killed three medics in Nabatieh on Tuesday, Lebanon's ministry said. "
            "Israel's army has not confirmed that its strike killed medics in Nabatieh."
        ),
    ),
    "a figure that its source has raised": (
        (
            "The mayor said that 64 people were hurt in Kharkiv on Tuesday. "
            "The governor said that 60 people were hurt in Kharkiv on Tuesday."
        ),
        (
            "The mayor said that 64 people were hurt in Kharkiv on Tuesday. "
            "The governor said that 60 people were hurt in Kharkiv on Tuesday. "
            "Later the governor said that the number had risen to 64."
        ),
    ),
}


def _contradicts(text: str) -> bool:
    _, links = annotate_corpus([Article("report", text, DAY)])
    return any(link.relation is Relation.CONTRADICTS for link in links)


@pytest.mark.parametrize("name", PAIRS)
def test_only_one_matter_makes_a_contradiction(name: str) -> None:
    one, other = PAIRS[name]
    assert (_contradicts(one), _contradicts(other)) == (True, False)

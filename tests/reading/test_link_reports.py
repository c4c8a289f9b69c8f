"""What two people say of one matter in a report, and its twin that only sounds like it."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

DAY = date(2031, 5, 7)

# For each name a report without a contradiction, and one with exactly one.
TWINS = {
    "where a place lies is no part of it": (
        (
            "Ukrainian troops held the eastern part of Kupiansk on Tuesday, a Ukrainian officer "
            "said. Russia's Defence Ministry said its forces held the western part of Kupiansk."
        ),
        (
            "Ukrainian troops held the eastern town of Kupiansk on Tuesday, a Ukrainian officer "
            "said. Russia's Defence Ministry said its forces held the town."
        ),
    ),
    "street fighting is no part of a town": (
        (
            "M23 held a few streets of Masisi on Tuesday, the rebels said. "
            "Congo's army said that it held Masisi on Tuesday but for those streets."
        ),
        (
            "M23 said that it had captured Masisi on Tuesday after heavy street fighting. "
            "Congo's army said that it still held Masisi on Tuesday."
        ),
    ),
    "the dead of a fight are no reason to leave out who has the town": (
        (
            "Congo's army said that 23 rebels were captured in Luvungi on Monday. "
            "M23 said that Luvungi was in the hands of its fighters."
        ),
        (
            "Congo's army said that it had regained control of Luvungi on Monday after fighting "
            "that killed 23 rebels. M23 said that Luvungi was in the hands of its fighters."
        ),
    ),
    "what is held in a country is not each of its towns": (
        (
            "Syria said that Israeli forces were no longer in Quneitra on Tuesday. "
            "Israel has held a buffer zone in Syria since December 2024."
        ),
        (
            "Syria said that Israeli forces were no longer in Quneitra on Tuesday. "
            "A villager said that Israeli soldiers were still at the school in Quneitra on Tuesday."
        ),
    ),
    "some townships of a state are not its capital": (
        (
            "The Arakan Army has held 14 townships of Rakhine state since January, it said. "
            "Myanmar's military said that it held Sittwe."
        ),
        (
            "The Arakan Army said that it held Sittwe on Tuesday. "
            "Myanmar's military said that it held Sittwe on Tuesday."
        ),
    ),
    "the own side grants a part": (
        (
            "Ukraine's General Staff said that its forces held Siversk on Tuesday. A Ukrainian "
            "brigade said that Russian troops controlled only the eastern streets of Siversk."
        ),
        (
            "Ukraine's General Staff said that its forces held Siversk on Tuesday. "
            "The Russian ministry said that Russian troops had captured all of Siversk."
        ),
    ),
    "who left a house was in a part of the town": (
        (
            "Russian troops were present in the eastern part of Toretsk on Tuesday, monitors said. "
            "'The enemy broke into one building and left,' a Ukrainian officer said on Tuesday."
        ),
        (
            "Russian troops were present in Toretsk on Tuesday, monitors said. "
            "'The enemy has left the town,' a Ukrainian officer said on Tuesday."
        ),
    ),
    "who went to a hill outside a town has left it": (
        (
            "The army said that its troops had pulled back from posts outside Bunia on Tuesday. "
            "A teacher said that soldiers of the army were in Bunia on Tuesday."
        ),
        (
            "Rwanda's army said that its troops had pulled back to a hill outside Goma on Tuesday. "
            "A teacher said that Rwandan soldiers were still in Goma on Tuesday."
        ),
    ),
    "inside, and wholly in other hands": (
        (
            "Sudan's army said that its troops were in Bara on Monday. "
            "The RSF said that it had taken all of Bara on Tuesday."
        ),
        (
            "Sudan's army said on Tuesday that its troops were inside Bara. "
            "The RSF said on Tuesday that Bara remained fully under its control."
        ),
    ),
    "whose deed it is": (
        (
            "A local chief said that the militia of CODECO had killed 19 people at a camp in Bunia "
            "on Sunday. The army of Congo said that it had no part in the raid in Bunia."
        ),
        (
            "A local chief said that CODECO had killed 19 people at a camp in Bunia on Sunday. "
            "CODECO said that it did not carry out the raid in Bunia."
        ),
    ),
    "what was spared": (
        (
            "Prosecutors said that a Russian drone hit a school in Zelenivka on Tuesday. Russia's "
            "Defence Ministry said that its forces had not attacked any vehicles on Tuesday."
        ),
        (
            "Prosecutors said that a Russian drone hit a minibus in Zelenivka on Tuesday. Russia's "
            "Defence Ministry said that its forces had not attacked any vehicles on Tuesday."
        ),
    ),
    "an attack that was beaten off hit no vehicle": (
        (
            "Saldo, the Russian-installed governor, said that Russian forces had not attacked any "
            "civilian vehicles on Tuesday. Ukraine said that it had repelled 24 Russian attacks."
        ),
        (
            "Saldo, the Russian-installed governor, said that Russian forces had not attacked "
            "Pokrovsk on Tuesday. Ukraine said that it had repelled 24 Russian attacks on Pokrovsk "
            "on Tuesday."
        ),
    ),
    "who the dead were": (
        (
            "Syria's foreign ministry said that Israeli troops had killed 13 civilians in Quneitra "
            "on Tuesday. The Israeli military said that some of those killed were militants."
        ),
        (
            "Syria's foreign ministry said that Israeli troops had killed 13 civilians in Quneitra "
            "on Tuesday. The Israeli military said that all of those killed were militants."
        ),
    ),
    "none of the dead": (
        (
            "Medics said that an Israeli strike killed four fighters in Jenin on Tuesday. "
            "The army said that none of those killed were civilians."
        ),
        (
            "Medics said that an Israeli strike killed four children in Jenin on Tuesday. "
            "The army said that none of those killed were civilians."
        ),
    ),
    "nobody of a sort was harmed": (
        (
            "Syria's foreign ministry said that Israeli troops had killed 13 fighters in Quneitra "
            "on Tuesday. The Israeli military said that no civilians were harmed."
        ),
        (
            "Syria's foreign ministry said that Israeli troops had killed 13 civilians in Quneitra "
            "on Tuesday. The Israeli military said that no civilians were harmed."
        ),
    ),
    "the one thing that was hit": (
        (
            "Prosecutors said that a drone struck a minibus in Zelenivka on Tuesday, killing three "
            "passengers. The mayor of Kherson said that the city was quiet. A doctor in Kherson "
            "said that two people had died in a fire."
        ),
        (
            "Prosecutors said that a drone struck a minibus in Zelenivka on Tuesday, killing three "
            "passengers. The governor said that the village was quiet. A doctor "
            "said that two people had died in the minibus."
        ),
    ),
    "a barracks without soldiers": (
        (
            "Russia said that its aircraft had struck a bridge in Huliaipole on Tuesday. "
            "The Ukrainian governor said that there were no soldiers in the building."
        ),
        (
            "Russia said that its aircraft had struck a barracks in Huliaipole on Tuesday. "
            "The Ukrainian governor said that there were no soldiers in the building."
        ),
    ),
    "talks": (
        (
            "Syria's president said that talks with the SDF were making progress. "
            "The SDF's commander said that the talks were held in Damascus."
        ),
        (
            "Syria's president said that talks with the SDF were making progress. "
            "The SDF's commander said that the talks had stalled."
        ),
    ),
    "a figure denies no more than figures": (
        (
            "The United Nations said that 104 lorries had entered Gaza on Monday. Israel put the "
            "figure at 120 or so. A baker said that flour had not reached his shop in Gaza."
        ),
        (
            "The United Nations said that 104 lorries had entered Gaza on Monday. "
            "Israel put the figure at 600."
        ),
    ),
    "last year's dead": (
        (
            "Last year, aid groups accused Saudi guards of killing hundreds of migrants in Saada. "
            "A Saudi source denied that guards had killed anybody in Saada on Monday."
        ),
        (
            "Yemen's Houthis said that Saudi guards had killed three migrants in Saada on Monday. "
            "A Saudi source said that the claims were unfounded. "
            "Last year, aid groups accused Saudi guards of killing hundreds of migrants."
        ),
    ),
    "no fighting there": (
        (
            "Yemen's army said that it had beaten off a Houthi attack in Marib on Tuesday. "
            "A Houthi official said that there had been no fighting in Hodeidah."
        ),
        (
            "Yemen's army said that it had beaten off a Houthi attack in Marib on Tuesday. "
            "A Houthi official said that there had been no fighting in Marib."
        ),
    ),
    "looted or intact": (
        (
            "The World Food Programme said that its warehouse in Saada had been looted on Monday. "
            "Houthi officials said that the hospital in Saada was intact."
        ),
        (
            "The World Food Programme said that its warehouse in Saada had been looted on Monday. "
            "Houthi officials said that the warehouse in Saada was intact."
        ),
    ),
}


def _contradictions(text: str) -> list[str]:
    _, links = annotate_corpus([Article("report", text, DAY)])
    return [found.reason for found in links if found.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("name", TWINS)
def test_a_report_and_its_twin(name: str) -> None:
    apart, together = TWINS[name]
    assert not _contradictions(apart)
    assert len(_contradictions(together)) == 1

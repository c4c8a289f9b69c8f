"""Denials and counts of one part, kind or side only, each beside a twin that contradicts."""

from __future__ import annotations

from datetime import date

import pytest

from importer.link import disputes
from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

DAY = date(2031, 5, 7)

PAIRS = {
    "what is asked for": (
        (
            "Russia's minister said that Ukrainian troops should withdraw from Lyman. "
            "The mayor said that Ukrainian troops were still in Lyman."
        ),
        (
            "Russia's minister said that Ukrainian troops had withdrawn from Lyman. "
            "The mayor said that Ukrainian troops were still in Lyman."
        ),
    ),
    "until they leave": (
        (
            "Russia's minister said that strikes will go on until Ukrainian troops left Lyman. "
            "The mayor said that Ukrainian troops were still in Lyman."
        ),
        (
            "Russia's minister said that Ukrainian troops had left Lyman. "
            "The mayor said that Ukrainian troops were still in Lyman."
        ),
    ),
    "one building of a town": (
        (
            "Strikes on Nabatieh killed 16 people on Tuesday, the ministry said. "
            "The mayor said that ten people were killed in the town hall building in Nabatieh "
            "on Tuesday."
        ),
        (
            "Strikes on Nabatieh killed 16 people on Tuesday, the ministry said. "
            "The mayor's office said that ten people were killed in Nabatieh on Tuesday."
        ),
    ),
    "homes of a town": (
        (
            "Russian missiles hit Odesa on Tuesday, the mayor said. "
            "Russia denied that any residential building had been struck in Odesa on Tuesday."
        ),
        (
            "Russian missiles hit a nine-storey building in Odesa on Tuesday, the mayor said. "
            "Russia denied that any residential building had been struck in Odesa on Tuesday."
        ),
    ),
    "ships in a port": (
        (
            "Ukraine's navy said that its drones had struck a depot in Novorossiysk on Tuesday. "
            "Russia's army said that no ships were hit in Novorossiysk on Tuesday."
        ),
        (
            "Ukraine's navy said that its drones had struck a frigate in Novorossiysk on Tuesday. "
            "Russia's army said that no ships were hit in Novorossiysk on Tuesday."
        ),
    ),
    "one building entered": (
        (
            "The RSF said that its fighters had entered the market in Kadugli on Tuesday. "
            "The army said that RSF fighters had not entered the hospital in Kadugli on Tuesday."
        ),
        (
            "The RSF said that its fighters had entered the hospital in Kadugli on Tuesday. "
            "The army said that RSF fighters had not entered the hospital in Kadugli on Tuesday."
        ),
    ),
    "one of the goods": (
        (
            "The ministry said that flour had reached Kadugli on Tuesday. "
            "Residents said that no fuel had reached Kadugli on Tuesday."
        ),
        (
            "The ministry said that diesel had reached Kadugli on Tuesday. "
            "Residents said that no fuel had reached Kadugli on Tuesday."
        ),
    ),
    "those at prayer": (
        (
            "The shelling of Taiz killed nine people on Tuesday, residents said. "
            "The Houthis said that no worshippers were killed in Taiz on Tuesday."
        ),
        (
            "The shelling of a mosque in Taiz killed nine people on Tuesday, residents said. "
            "The Houthis said that no worshippers were killed in Taiz on Tuesday."
        ),
    ),
    "pupils of a town": (
        (
            "The strike on Sumy wounded six people on Tuesday, the mayor said. "
            "Police said that no pupils were wounded in Sumy on Tuesday."
        ),
        (
            "The strike on a school in Sumy wounded six people on Tuesday, the mayor said. "
            "Police said that no pupils were wounded in Sumy on Tuesday."
        ),
    ),
    "bodies that were found": (
        (
            "The United Nations said that 900 bodies had been found in Goma. "
            "The M23 said that its fighters had killed no civilians in Goma."
        ),
        (
            "The United Nations said that M23 fighters had killed 900 civilians in Goma. "
            "The M23 said that its fighters had killed no civilians in Goma."
        ),
    ),
    "a missile and a drone": (
        (
            "The Houthis said that their missile had struck Haifa on Tuesday. "
            "Israel's army said that a drone had been intercepted over Eilat."
        ),
        (
            "The Houthis said that their missile had struck Haifa on Tuesday. "
            "Israel's army said that the missile had been intercepted."
        ),
    ),
    "a drone and a missile": (
        (
            "Israel's army said that a missile had been intercepted near Haifa on Tuesday. "
            "The Houthis said that a drone had struck the port."
        ),
        (
            "Israel's army said that a missile had been intercepted near Haifa on Tuesday. "
            "The Houthis said that the missile had struck the port."
        ),
    ),
    "those taken to hospital": (
        (
            "Twelve people were killed in Kramatorsk on Tuesday, police said. "
            "A doctor said that 44 people were admitted after the strike on Kramatorsk on Tuesday."
        ),
        (
            "Twelve people were killed in Kramatorsk on Tuesday, police said. "
            "A doctor said that 44 people were killed in the strike on Kramatorsk on Tuesday."
        ),
    ),
    "near a town": (
        (
            "Russia said that its forces had captured Lyman on Tuesday. "
            "Ukraine's army said that it had repelled 14 attacks near Lyman on Tuesday."
        ),
        (
            "Russia said that its forces had captured Lyman on Tuesday. "
            "Ukraine's army said that it had repelled the attack on Lyman on Tuesday."
        ),
    ),
    "a place that nobody could find": (
        (
            "Ukraine's army said that its soldiers had not left Zabrodivske. "
            "Russia said that Lyman was fully under Russian control."
        ),
        (
            "Ukraine's army said that its soldiers had not left Lyman. "
            "Russia said that Lyman was fully under Russian control."
        ),
    ),
    "one kind of shells": (
        (
            "Residents said that the army fired shells at Nyala on Tuesday. "
            "The army said that no phosphorus shells had been fired at Nyala on Tuesday."
        ),
        (
            "Residents said that the army fired shells at Nyala on Tuesday. "
            "The army said that no shells had been fired at Nyala on Tuesday."
        ),
    ),
    "so far verified": (
        (
            "At least 400 people were killed in Nyala, the mayor said. "
            "The United Nations said that it had verified 148 deaths in Nyala."
        ),
        (
            "At least 400 people were killed in Nyala, the mayor said. "
            "The United Nations said that 148 people were killed in Nyala."
        ),
    ),
    "what is shown of it": (
        (
            "The committee said that the RSF had killed nine civilians in Nyala on Tuesday. "
            "The RSF called videos from Nyala a fabrication."
        ),
        (
            "The committee said that the RSF had killed nine civilians in Nyala on Tuesday. "
            "The RSF denied killing civilians in Nyala on Tuesday."
        ),
    ),
    "another's deed": (
        (
            "Residents said that Israeli strikes killed nine people in Sweida on Tuesday. "
            "Syria's army denied the killings in Sweida on Tuesday."
        ),
        (
            "Residents said that the Syrian army killed nine people in Sweida on Tuesday. "
            "Syria's army denied the killings in Sweida on Tuesday."
        ),
    ),
    "all of it or half": (
        (
            "The RSF said that it controlled the eastern half of Nyala on Tuesday. "
            "The army said that the RSF controlled only the eastern half of Nyala on Tuesday."
        ),
        (
            "The RSF said that it had taken control of Nyala on Tuesday. "
            "The army said that the RSF controlled only the eastern half of Nyala on Tuesday."
        ),
    ),
    "what fell and what hit": (
        (
            "Israel's army said that it had intercepted a missile from Yemen on Tuesday. "
            "A Houthi spokesman said that debris of the missile had hit a house in Haifa."
        ),
        (
            "Israel's army said that it had intercepted a missile from Yemen on Tuesday. "
            "A Houthi spokesman said that the missile had hit the airport in Haifa."
        ),
    ),
    "whom a strike was meant for": (
        (
            "Israel's army said that it had struck militants in Aitou on Tuesday. "
            "Lebanon's government said that no fighters had come from Aitou."
        ),
        (
            "Israel's army said that it had struck militants in Aitou on Tuesday. "
            "Lebanon's government said that there were no fighters in the house."
        ),
    ),
    "no such thing": (
        (
            "The army said that secondary explosions in Nyala had caused the fire. "
            "Residents said that there were no gas explosions in Nyala."
        ),
        (
            "The army said that secondary explosions in Nyala had caused the fire. "
            "Residents said that there were no secondary explosions in Nyala."
        ),
    ),
    "damage to another thing": (
        (
            "The army said that drones hit the refinery in Saratov on Tuesday, setting it on fire. "
            "The governor said that the school in Saratov was not damaged on Tuesday."
        ),
        (
            "The army said that drones hit the refinery in Saratov on Tuesday, setting it on fire. "
            "The governor said that the refinery in Saratov was not damaged on Tuesday."
        ),
    ),
    "what was fired and what it was fired at": (
        (
            "Russia's Defence Ministry said that all 43 drones had been shot down on Monday. "
            "The depot in Oskol was not damaged on Monday, a fireman said."
        ),
        (
            "Ukraine's army said that the depot in Oskol had been destroyed on Monday. "
            "The depot in Oskol was not damaged on Monday, a fireman said."
        ),
    ),
    "what was hit and who died beside it": (
        (
            "The US army said that its aircraft had destroyed three launchers near Hodeidah. "
            "The health ministry said that 12 civilians had been killed in the raid."
        ),
        (
            "The US army said that its aircraft had destroyed three launchers near Hodeidah. "
            "The health ministry said that the raid had hit a hospital and killed 12 civilians."
        ),
    ),
    "their own things": (
        (
            "The Red Crescent said that settlers set fire to cars in Jenin on Monday. "
            "Israel's army said that none of its vehicles was damaged in Jenin on Monday."
        ),
        (
            "The Red Crescent said that settlers damaged the school in Jenin on Monday. "
            "Israel's army said that the school in Jenin was not damaged on Monday."
        ),
    ),
    "another's number": (
        (
            "Mali's army said that it had killed 14 jihadists in Timbuktu on Tuesday. "
            "JNIM denied losing 100 men in Timbuktu on Tuesday."
        ),
        (
            "Mali's army said that it had killed 14 jihadists in Timbuktu on Tuesday. "
            "JNIM denied losing 14 men in Timbuktu on Tuesday."
        ),
    ),
}


def _contradictions(text: str) -> list[str]:
    _, links = annotate_corpus([Article("report", text, DAY)])
    return [found.reason for found in links if found.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("name", PAIRS)
def test_one_part_kind_or_side_is_not_the_whole(name: str) -> None:
    apart, together = PAIRS[name]
    assert not _contradictions(apart)
    assert len(_contradictions(together)) == 1


def test_who_answers_a_denial_need_not_name_what_it_was_of() -> None:
    text = (
        "The Houthis said that the government had not released a single prisoner by 6 May. "
        "The mediator put the number freed by it before that date at 120."
    )
    assert len(_contradictions(text)) == 1


def test_a_move_after_the_report_is_a_change() -> None:
    before = Article("a", "The army said that its troops were in the town of Nyala.", DAY)
    after = "Sudanese army troops withdrew from Nyala on Thursday, residents said."
    _, links = annotate_corpus([before, Article("b", after, date(2031, 5, 9))])
    assert all(found.relation is not Relation.CONTRADICTS for found in links)


def test_counts_of_the_dead_and_their_denial_are_one_dispute() -> None:
    texts = [
        "At least 12 people were killed in the strike on Kramatorsk on Tuesday, police said.",
        "The governor put the death toll of the strike on Kramatorsk on Tuesday at 9.",
        "Nobody was killed in the strike on Kramatorsk on Tuesday, the ministry said.",
    ]
    articles = [Article(f"report-{number}", text, DAY) for number, text in enumerate(texts)]
    _, links = annotate_corpus(articles)
    (found,) = disputes(links)
    assert len(found.articles) == len(texts)

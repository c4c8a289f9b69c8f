"""What shows that two statements are of one event, each case beside a twin that lacks it."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

DAY = date(2031, 5, 7)

PAIRS = {
    "a denial names what is claimed beside it": (
        (
            "Two engineers were freed on Monday in return for a ransom, a relative said. "
            "The army's spokesman denied that any tribute was paid."
        ),
        (
            "Two engineers were freed on Monday in return for a ransom, a relative said. "
            "The army's spokesman denied that any ransom was paid."
        ),
    ),
    "a denial of the deed, not of its aim": (
        (
            "A rocket killed 40 conscripts in Izium, Russia's ministry said. "
            "Ukraine's air force denied that any children were among the dead."
        ),
        (
            "A rocket killed 40 conscripts in Izium, Russia's ministry said. "
            "Ukraine's air force denied that any soldiers were among the dead."
        ),
    ),
    "a fight for the town, not in the area of it": (
        (
            "Russian forces have taken Lyman, the ministry in Moscow said. "
            "Ukraine's army said that fighting was going on in the area of Lyman."
        ),
        (
            "Russian forces have taken Lyman, the ministry in Moscow said. "
            "Ukraine's army said that fighting was still going on for Lyman."
        ),
    ),
    "a convoy may be of buses, a market may not": (
        (
            "A security source said that gunmen had fired at the buses near Daraa. "
            "A spokesman for the council said no shots had been fired at the market."
        ),
        (
            "A security source said that gunmen had fired at the buses near Daraa. "
            "A spokesman for the council said no shots had been fired at the convoy."
        ),
    ),
    "more families than people": (
        (
            "The United Nations said on Tuesday that 9,000 people had left Bara since Sunday. "
            "The doctors' network said that 2,500 families had left Bara since Sunday."
        ),
        (
            "The United Nations said on Tuesday that 2,500 people had left Bara since Sunday. "
            "The doctors' network said that 9,000 families had left Bara since Sunday."
        ),
    ),
    "a withdrawal that is called a sham": (
        (
            "M23 fighters pulled out of Uvira on Monday, the group's spokesman said. "
            "The Congolese government said that the withdrawal was a relief."
        ),
        (
            "M23 fighters pulled out of Uvira on Monday, the group's spokesman said. "
            "The Congolese government said that the withdrawal was a sham."
        ),
    ),
    "the number of those alive": (
        (
            "Ten sailors of the freighter were pulled alive from the sea, the owner said. "
            "Five sailors of the freighter are dead, the mission said."
        ),
        (
            "All ten sailors of the freighter were pulled alive from the sea, the owner said. "
            "The ten sailors of the freighter are dead, the mission said."
        ),
    ),
    "power, not a power station": (
        (
            "A power station burned in Sumy on Tuesday. "
            "Residents of Sumy said that they had no power until morning."
        ),
        (
            "The governor said that Sumy had power on Tuesday. "
            "Residents of Sumy said that there was no power until morning."
        ),
    ),
    "cut off by one side's account": (
        (
            "Ukrainian units in Siversk are surrounded, Russia's ministry said. Rain fell in Kyiv. "
            "The mayor spoke of a hard winter. "
            "Ukraine's commander said that there was no encirclement of Lyman."
        ),
        (
            "Ukrainian units in Siversk are surrounded, Russia's ministry said. Rain fell in Kyiv. "
            "The mayor spoke of a hard winter. "
            "Ukraine's commander said that there was no encirclement of Siversk."
        ),
    ),
    "those just told of": (
        (
            "Three guards were killed in an ambush near Gonaives on Friday. "
            "Rain fell in the hills. A judge left for Miami, his office said. "
            "The mission said that no cook had been killed."
        ),
        (
            "Three guards were killed in an ambush near Gonaives on Friday. "
            "The mission said that four guards were hurt but none had been killed."
        ),
    ),
    "a figure alone means the period just told": (
        (
            "The Observatory said that 900 people had been killed in Sweida since 2 May. "
            "The health ministry said that 210 people had died in Sweida on 5 May."
        ),
        (
            "The Observatory said that 900 people had been killed in Sweida since 2 May. "
            "The health ministry said that 210 people had died."
        ),
    ),
}


def _contradictions(*texts: tuple[str, date]) -> list[str]:
    articles = [Article(f"report-{number}", *text) for number, text in enumerate(texts)]
    _, links = annotate_corpus(articles)
    return [found.reason for found in links if found.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("name", PAIRS)
def test_a_link_stands_on_evidence(name: str) -> None:
    without, with_it = PAIRS[name]
    assert not _contradictions((without, DAY))
    assert len(_contradictions((with_it, DAY))) == 1


def test_who_won_a_town_back_grants_that_it_was_lost() -> None:
    lost = ("M23 said that it had captured Masisi on Wednesday.", DAY)
    later = date(2031, 5, 8)
    back = "Masisi is back in the hands of Congo's army, an officer said on Thursday."
    held = "Masisi is in the hands of Congo's army, an officer said on Wednesday."
    assert not _contradictions(lost, (back, later))
    assert len(_contradictions(lost, (held, DAY))) == 1


def test_a_denial_is_not_of_what_is_told_of_another_day_further_on() -> None:
    told = "Three people were killed near the depot in Rafah"
    denial = "The foundation rejected reports that people were killed at its depot in Rafah. "
    between = "Flour is dear. The envoy left for Cairo, his office said. "
    assert not _contradictions((f"{denial}{between}On Monday {told.lower()}, nurses said.", DAY))
    assert _contradictions((f"{told}, nurses said. {denial}", DAY))

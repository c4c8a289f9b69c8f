"""Services that work by one account and not by another, and what only sounds like it."""

from __future__ import annotations

from datetime import date

import pytest

from importer.link.context import Context
from importer.link.position import Position
from importer.link.services import served
from importer.model import Article, Relation
from importer.pipeline import annotate, annotate_corpus, statements_of

DAY = date(2031, 5, 7)

# A sentence, and what it tells of which service.
READ = {
    "Residents said the mobile network was down.": {"phones": -1},
    "The army said phones were working.": {"phones": 1},
    "The mayor said that the taps had been dry for a week.": {"water": -1},
    "The mayor said that water was flowing to every district.": {"water": 1},
    "Residents said they had no electricity.": {"power": -1},
    "Residents said they had electricity.": {"power": 1},
    "Doctors said the clinic had no running water.": {"water": -1},
    "The operator said that the plant had lost all external power.": {"power": -1},
    "The governor said the lights had never gone out.": {"power": 1},
    "The governor said that no phones were working.": {"phones": -1},
    "The army said that it had put the runway out of use.": {"airport": -1},
    "The army said that the runway was not out of action.": {"airport": 1},
    "Doctors said the hospital was taking patients.": {"hospital": 1},
    "The owner said that the bakery had ceased to operate.": {"bread": -1},
    "The ministry said that the power station had been knocked out.": {"plant": -1},
    "Witnesses said the army opened fire at the crossing.": {},
    "The ministry said crews were working to mend the grid.": {},
    "The army said that it did not cut the power.": {},
    "The RSF said that it had not put the runway out of use.": {},
    "The mayor denied that the power was off.": {"power": 1},
    "The ministry said that no power lines were hit.": {},
    "Witnesses said that the drone went down near the market.": {},
}

TOLD = {
    "phones": (
        "Residents of Wad Madani said the mobile network was down. "
        "Sudan's army said phones in Wad Madani were working."
    ),
    "taps": (
        "Residents said the taps in Donetsk had been dry for a week. "
        "The mayor's office said that water was flowing to every district."
    ),
    "never out": (
        "The rebels said the power had been off in Bukavu since Friday. "
        "The governor said the lights had never gone out."
    ),
    "runway": (
        "Sudan's army said that the runway at Merowe airport was in service. "
        "The RSF said it had put the runway out of use."
    ),
    "taken up by it": (
        "The RSF said the refinery in Khartoum had been knocked out. "
        "Sudan's army said that it was working at full capacity."
    ),
    "the plant is the refinery": (
        "The governor said that the refinery in Syzran was in operation. "
        "Ukraine's army said that the plant was out of action."
    ),
}

NOT_TOLD = {
    "a hospital without power": (
        "Doctors said the hospital in El Fasher had no power. "
        "Sudan's army said the hospital in El Fasher was operating normally."
    ),
    "a plant without power": (
        "The operator said that the Zaporizhzhia plant had lost all external power. "
        "Rosatom said the plant was working normally."
    ),
    "some of the pumps": (
        "Ukraine said two of the four pumps in Kherson were out of service. "
        "Russia's administration said the pumps were working."
    ),
    "a works and a town": (
        "Ukraine's grid operator said the power station in Kharkiv had been knocked out. "
        "Residents of Kharkiv said they had power."
    ),
    "restored since": (
        "Residents said that the power was off in Bukavu. "
        "The governor said that electricity in Bukavu had been restored."
    ),
    "a deed denied": (
        "Israel's army said it did not cut the power to Gaza City. "
        "Residents of Gaza City said the power was off."
    ),
    "another town": (
        "The mayor of Kharkiv said electricity was back on. "
        "Russia's army said that power in Belgorod was out."
    ),
    "both work": (
        "The mayor said the trams in Kharkiv were running. "
        "The governor said that trams were running in Kharkiv."
    ),
}


def _contradictions(*texts: str) -> list[str]:
    articles = [Article(f"report {number}", text, DAY) for number, text in enumerate(texts)]
    _, links = annotate_corpus(articles)
    return [found.rule for found in links if found.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("sentence", READ)
def test_what_a_clause_tells_of_a_service(sentence: str) -> None:
    (item,) = statements_of([annotate(Article("report", sentence, DAY))])
    setting = Context().of(item)
    told = [served(Position(item, frame, setting)) for frame in item.statement.frames]
    assert told == [READ[sentence]]


@pytest.mark.parametrize("name", TOLD)
def test_works_by_one_account_and_not_by_the_other(name: str) -> None:
    assert _contradictions(TOLD[name]) == ["works or not"]


@pytest.mark.parametrize("name", NOT_TOLD)
def test_both_accounts_can_be_true(name: str) -> None:
    assert _contradictions(NOT_TOLD[name]) == []


def test_two_articles_meet_by_the_service() -> None:
    told = _contradictions(
        "Sudan's army said on Tuesday that phones in Wad Madani were working.",
        "Residents said on Tuesday that the mobile network in Wad Madani was down.",
    )
    assert told == ["works or not"]
    of_no_known_type = _contradictions(
        "The governor said on Tuesday that the pumps in Kherson were running.",
        "Residents said on Tuesday that the taps in Kherson were dry.",
    )
    assert of_no_known_type == ["works or not"]


def test_a_local_source_speaks_of_its_own_town_until_it_names_another() -> None:
    power = "Russia's army said that power in Kharkiv was out on Tuesday. "
    here = "The mayor of Kharkiv said that the lights had never gone out."
    elsewhere = "The mayor of Sumy said that the lights had never gone out."
    assert len(_contradictions(power + here)) == 1
    assert _contradictions(power + elsewhere) == []

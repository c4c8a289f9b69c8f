"""More of what two sources say in turn: the ends by their words, and reports beside their twins."""

from __future__ import annotations

from datetime import date

import pytest

from importer.link.turns import stands_at, turns
from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

# A clause at each end of its turn.
ENDS = [
    ("in contact or not", "talks were taking place in Doha", "there had been no contact"),
    ("in contact or not", "envoys had met secretly", "nobody had spoken to the junta"),
    ("let in or kept out", "inspectors were denied entry", "they had visited the site twice"),
    ("let in or kept out", "it had not been given access", "inspectors had full access"),
    ("helped or stood by", "peacekeepers had evacuated them", "peacekeepers stood by"),
    ("helped or stood by", "soldiers came to their aid", "they did nothing"),
    ("arms or harmless goods", "it carried only food and tents", "rifles were found aboard"),
    ("arms or harmless goods", "no weapons were aboard", "it was carrying ammunition"),
    ("taken away or not", "two girls were kidnapped", "nobody was abducted"),
    ("taken away or not", "he was led away", "the drivers were allowed to go"),
    ("of their own will or by force", "they were given an hour to go", "they chose to leave"),
    ("of their own will or by force", "they were marched off at gunpoint", "nobody was expelled"),
    ("treated well or ill", "they were chained and beaten", "they were fed three times a day"),
    ("treated well or ill", "they got electric shocks", "they had been seen by a doctor"),
    ("empty or full", "the school was disused", "nine people were killed"),
    ("fought for or not", "it fell without a shot", "the garrison had held out"),
    ("warned or not", "we got no warning", "leaflets had been dropped"),
    ("free or held", "he is still missing", "he was reunited with his family"),
    ("shut or open", "the gates were locked", "the gates were open"),
    ("put out or burning", "the blaze was doused", "the blaze had spread"),
]

APART_AND_TOGETHER = {
    "kept out of another place": (
        (
            "The UN said that its inspectors had been denied entry to the prison in Kyauktaw. "
            "The council said that it had bought rice for the prison in Kyauktaw."
        ),
        (
            "The UN said that its inspectors had been denied entry to the prison in Kyauktaw. "
            "The council said that they had visited it twice."
        ),
    ),
    "stood by": (
        (
            "Russia's army said that its peacekeepers had helped families to leave Martakert. "
            "Families said that they had walked for two days."
        ),
        (
            "Russia's army said that its peacekeepers had helped families to leave Martakert. "
            "Families said that the soldiers had stood by and watched."
        ),
    ),
    "the cargo": (
        (
            "The RSF said that rifles were found aboard the lorries in Bara. "
            "Sudan's army said that the lorries in Bara were still on the road."
        ),
        (
            "The RSF said that rifles were found aboard the lorries in Bara. "
            "Sudan's army said that they had carried only medicine."
        ),
    ),
    "what the house was": (
        (
            "Israel's army said that it had struck an arms depot in Nabatieh. "
            "Lebanon's civil defence said that a bakery in Nabatieh had closed."
        ),
        (
            "Israel's army said that it had struck an arms depot in Nabatieh. "
            "Lebanon's civil defence said that the building was a bakery."
        ),
    ),
    "military posts only": (
        (
            "Pakistani shelling had damaged a school in Poonch, India's army said. "
            "Pakistan's army said that its guns had returned fire."
        ),
        (
            "Pakistani shelling had damaged a school in Poonch, India's army said. "
            "Pakistan's army said that its guns had hit military posts only."
        ),
    ),
    "whose strikes spared civilians": (
        (
            "India's army said that no civilian building was hit. "
            "The administration of Poonch said that Pakistani shelling had damaged a school."
        ),
        (
            "India's army said that no civilian building was hit. "
            "The administration of Muridke said that Indian missiles had damaged a school."
        ),
    ),
    "a part that is still defended": (
        (
            "Congo's army said that its troops defended a village near Goma. "
            "M23 said that all of Goma was in its hands."
        ),
        (
            "Congo's army said that its troops still defended parts of Goma. "
            "M23 said that all of Goma was in its hands."
        ),
    ),
    "an agreement that neither places": (
        (
            "The presidency said that both sides had accepted a ceasefire. "
            "The sheikh's office said that there was no flour in the city."
        ),
        (
            "The presidency said that both sides had accepted a ceasefire. "
            "The sheikh's office said that there was no agreement of any sort."
        ),
    ),
    "its own dead and those it killed": (
        (
            "India's ministry said that its fleet had suffered no losses. "
            "Pakistan's army said that Indian missiles killed 31 civilians."
        ),
        (
            "India's ministry said that its fleet had suffered no losses. "
            "Pakistan's army said that India's fleet had lost 31 sailors."
        ),
    ),
    "under way without hindrance": (
        (
            "The Red Crescent said that its convoy had been turned back at Busra. "
            "The ministry said that schools in Suwayda were open without hindrance."
        ),
        (
            "The Red Crescent said that its convoy had been turned back at Busra. "
            "The ministry said that aid was reaching Suwayda without hindrance."
        ),
    ),
    "an ally beside who holds the place": (
        (
            "Congo's army said that its troops remained in full control of Kavumu. "
            "Burundi's army said that its troops had not pulled out of Kavumu."
        ),
        (
            "Congo's army said that its troops remained in full control of Kavumu. "
            "Rwanda's army said that its troops had not pulled out of Kavumu."
        ),
    ),
}


@pytest.mark.parametrize(("name", "one", "other"), ENDS)
def test_the_two_ends_of_a_turn(name: str, one: str, other: str) -> None:
    turn = next(turn for turn in turns() if turn.name == name)
    assert [stands_at(end, one, None) for end in (turn.one, turn.other)] == [True, False]
    assert [stands_at(end, other, None) for end in (turn.one, turn.other)] == [False, True]


@pytest.mark.parametrize("name", APART_AND_TOGETHER)
def test_a_report_and_its_twin(name: str) -> None:
    told = []
    for text in APART_AND_TOGETHER[name]:
        _, links = annotate_corpus([Article("report", text, date(2031, 5, 7))])
        told.append(sum(found.relation is Relation.CONTRADICTS for found in links))
    assert told == [0, 1]

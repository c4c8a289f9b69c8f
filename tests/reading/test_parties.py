"""The parties of a text: by name, demonym or epithet; and names that only place something."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.model import Article
from importer.resolve.parties import find_parties, party_of
from importer.resolve.party_context import article_parties, party_for_speaker, singular
from importer.resolve.party_lexicon import occupier_among, party_lexicon, rivals_of
from importer.resolve.soil import context_of, state_of_place_in
from importer.segment import segment


def parties_in(text: str) -> list[tuple[str, str, bool]]:
    """Return the words, the party and whether it acts, of every mention."""
    mentions = find_parties(segment(Article("case", text)))
    return [(text[m.span.start : m.span.end], m.party, m.acts) for m in mentions]


NAMED = [
    # text, words of the mention, party, acts
    ("Russian guided bombs hit the depot.", "Russian guided bombs", "RU", True),
    ("Chadian troops crossed the river.", "Chadian troops", "TD", True),
    ("Eritrea's army crossed the river.", "Eritrea's army", "ER", True),
    ("Rwanda denied the report.", "Rwanda", "RW", True),
    ("Kigali commands them.", "Kigali", "RW", True),
    ("The Kremlin denied the report.", "Kremlin", "RU", True),
    ("The Pentagon denied the report.", "Pentagon", "US", True),
    ("The IDF denied the report.", "IDF", "IL", True),
    ("The U.S. military denied the report.", "U.S. military", "US", True),
    ("M23 fighters took the port.", "M23 fighters", "M23", True),
    ("Ansar Allah took the port.", "Ansar Allah", "Houthis", True),
    ("The Arakan Army took the port.", "Arakan Army", "AA", True),
    ("Islamic State West Africa Province took the port.",
     "Islamic State West Africa Province", "ISWAP", True),
    ("The Pakistani Taliban took the post.", "Pakistani Taliban", "TTP", True),
    ("MONUSCO patrols the town.", "MONUSCO", "UN", True),
    ("The Hamas-run health ministry gave a toll.", "Hamas-run health ministry", "Hamas", True),
    ("Russian-installed officials gave a toll.", "Russian-installed officials", "RU", True),
    ("Shells fell on Lebanese soil.", "Lebanese", "LB", False),
    ("Shells fell in Ukraine.", "Ukraine", "UA", False),
    ("Refugees crossed into Burundi.", "Burundi", "BI", False),
    ("Syrian civilians fled.", "Syrian", "SY", False),
    ("Malian rebels fled.", "Malian", "ML", False),
    ("Envoys met in Cairo.", "Cairo", "EG", False),
    ("Kyiv lies on the Dnipro.", "Kyiv", "UA", False),
    ("US-made rockets were found.", "US", "US", False),
    ("Iran-backed fighters fled.", "Iran", "IR", False),
    ("M23-held towns are quiet.", "M23", "M23", False),
    ("Three Israelis were hurt.", "Israelis", "IL", False),
    ("Yemen's Houthis took the port.", "Yemen", "YE", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "party", "acts"), NAMED)
def test_a_name_gives_its_party_and_whether_it_acts(
    text: str, words: str, party: str, *, acts: bool
) -> None:
    assert (words, party, acts) in parties_in(text)


NO_PARTY = [
    "The carpenter Jordan Hughes mended the door.",
    "Agence France-Presse had the photograph.",
    "It is not for us to say.",
    "Who knows?",
    "The aa lava cooled.",
    "",
]


@pytest.mark.parametrize("text", NO_PARTY)
def test_words_that_only_look_like_a_party_are_none(text: str) -> None:
    assert [mention for mention in parties_in(text or " ") if mention[2]] == []


EPITHETS = [
    # text, epithet as found, party
    ("Ukrainian and Russian units fought. The occupiers lost two tanks.", "occupiers", "RU"),
    ("Ukrainian and Russian units fought. The enemy lost two tanks.", "enemy", "RU"),
    ("Ukrainian and Russian units fought. The defenders hold.", "defenders", "UA"),
    ("Sudanese troops fought the RSF. The militia fled.", "militia", "RSF"),
    ("Congolese troops fought M23. The rebels fled.", "rebels", "M23"),
    ("Congolese troops fought M23. The movement denies it.", "movement", "M23"),
    ("Congolese troops fought M23. The assailants fled.", "assailants", "M23"),
    ("Malian troops fought JNIM. The army denies it.", "army", "ML"),
    ("Ethiopian troops fought Fano. Government forces fled.", "Government forces", "ET"),
    ("Burmese jets bombed a school. The junta denies it.", "junta", "MM"),
    ("Israeli jets bombed Gaza. Hamas denies it. The army will stay.", "army", "IL"),
    ("Hezbollah fired rockets. The Lebanese army watched. The army sent a patrol.", "army", "LB"),
    ("Fano took the town. The group has held it since.", "group", "Fano"),
    ("The Russian Defence Ministry spoke. Ukraine denied it. The Defence Ministry spoke again.",
     "Defence Ministry", "RU"),
    ("Somali forces fought al-Shabaab. The militants fled.", "militants", "al-Shabaab"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "epithet", "party"), EPITHETS)
def test_epithets_are_read_against_the_article(text: str, epithet: str, party: str) -> None:
    found = {words: who for words, who, _ in parties_in(text)}
    assert found.get(epithet) == party


NOT_EPITHETS = [
    ("Hamas took hostages. A group of boys played football.", "group"),
    ("Malian troops left. An army of ants came.", "army"),
    ("Fano took the town. Military aid came.", "Military"),
    ("Fano took the town. One soldier wept.", "soldier"),
    ("M23 left Goma. Gunmen from the CODECO militia came.", "Gunmen"),
]


@pytest.mark.parametrize(("text", "word"), NOT_EPITHETS)
def test_common_nouns_are_no_epithets(text: str, word: str) -> None:
    assert word not in {words for words, _, _ in parties_in(text)}


def test_its_troops_are_those_of_the_party_named_last() -> None:
    found = {words: who for words, who, _ in parties_in("Rwanda denied that its troops crossed.")}
    assert found["its troops"] == "RW"


def test_two_demonyms_share_the_noun() -> None:
    found = [(who, acts) for _, who, acts in parties_in("Ethiopian and Eritrean forces met.")]
    assert found == [("ET", True), ("ER", True)]


def test_mentions_follow_the_text_and_do_not_overlap() -> None:
    text = "Ukraine’s Khortytsia group and Russia’s Zapad group met near the UN’s Kenyan patrol."
    mentions = find_parties(segment(Article("case", text)))
    spans = [mention.span for mention in mentions]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))


DESCRIPTIONS = [
    ("Ukraine’s General Staff", "UA"),
    ("the deputy UN envoy", "UN"),
    ("the UN refugee agency", "UN"),
    ("head of the RSF’s political office", "RSF"),
    ("the military spokesman of the Houthis", "Houthis"),
    ("officials in Somalia", "SO"),
    ("Egyptian mediator", "EG"),
    ("Iranian-backed Houthis", "Houthis"),
    ("Ukrainian ambassador to Poland", "UA"),
    ("Libyan National Army", "LNA"),
    ("a Yemeni doctor", None),
    ("residents of Damascus", None),
    ("French newspaper", None),
    ("Syrian Observatory for Human Rights", None),
    ("the Sudan Doctors Network", None),
    ("Congolese rebels", None),
    ("Iran-backed militia", None),
    ("Save the Children", None),
    ("", None),
]


@pytest.mark.parametrize(("description", "party"), DESCRIPTIONS)
def test_a_description_tells_for_whom_its_bearer_speaks(
    description: str, party: str | None
) -> None:
    assert party_of(description) == party


SPOKEN = [
    # what is said, by whom, of an article on Ukraine and Russia
    ("we", "UA", "UA"),
    ("our drones", "RU", "RU"),
    ("they", "UA", "RU"),
    ("they", "RU", "UA"),
    ("the enemy", "RU", "UA"),
    ("the enemy’s", "UA", "RU"),
    ("the occupiers", "UA", "RU"),
    ("we", None, None),
    ("the weather", "UA", None),
    ("", "UA", None),
]


@pytest.mark.parametrize(("words", "speaker", "party"), SPOKEN)
def test_pronouns_and_epithets_depend_on_who_speaks(
    words: str, speaker: str | None, party: str | None
) -> None:
    text = "Ukrainian troops met Russian troops near the Ukrainian border."
    context = article_parties(find_parties(segment(Article("case", text))))
    assert party_for_speaker(words, speaker, context) == party


def test_the_soil_is_that_of_the_groups_home_or_of_the_invaded() -> None:
    cases = {
        "M23 took a town. Rwandan troops helped. Burundian troops left.": "CD",
        "Russian troops took a town. Ukrainian troops left.": "UA",
        "Houthis fired at a Saudi tanker.": "YE",
    }
    for text, home in cases.items():
        assert article_parties(find_parties(segment(Article("case", text)))).home == home


def test_places_tell_the_soil_where_parties_leave_it_open() -> None:
    cases = {
        "Russian drones hit Odesa and Mykolaiv.": "UA",
        "Shells fell on Goma and Bukavu.": "CD",
        "Snow fell.": None,
    }
    for text, home in cases.items():
        document = segment(Article("case", text))
        assert context_of(document, find_parties(document)).home == home


def test_the_enemy_of_the_attacked_is_the_attacker() -> None:
    found = {
        words: who for words, who, _ in parties_in("Russian drones hit Odesa. The enemy fled.")
    }
    assert found["enemy"] == "RU"


PLACED = [
    ("the governor of the Bryansk region", "RU"),
    ("Kherson’s mayor", "UA"),
    ("the mayor", None),
    ("the mayor of Springfield", None),
]


@pytest.mark.parametrize(("phrase", "state"), PLACED)
def test_an_office_belongs_to_the_state_of_its_place(phrase: str, state: str | None) -> None:
    assert state_of_place_in(phrase, ["RU", "UA"]) == state


def test_rivals_go_both_ways() -> None:
    for party in sorted(party_lexicon().groups):
        for rival in sorted(rivals_of(party)):
            assert party in rivals_of(rival)
    assert occupier_among(frozenset({"UA", "RU"})) == "RU"
    assert occupier_among(frozenset({"UA"})) is None


def test_every_group_and_rival_of_the_lexicon_is_known() -> None:
    lexicon = party_lexicon()
    known = set(lexicon.groups) | lexicon.states
    for group in lexicon.groups.values():
        assert set(group.home) <= lexicon.states
        assert set(group.fights) <= known
    for pair in lexicon.words["rivals"]:
        assert set(pair["states"]) <= lexicon.states


@pytest.mark.parametrize(
    ("plural", "noun"),
    [("armies", "army"), ("servicemen", "serviceman"), ("forces", "force"), ("corps", "corps"),
     ("children", "child"), ("women", "woman"), ("rebels", "rebel"), ("", "")],
)  # fmt: skip
def test_singulars(plural: str, noun: str) -> None:
    assert singular(plural) == noun


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.sampled_from("RussianM23UN’s-. ,\nthe armyЖ"), min_size=1, max_size=80))
def test_any_text_gives_mentions_inside_it(text: str) -> None:
    first = parties_in(text)
    assert all(words for words, _, _ in first)
    assert first == parties_in(text)

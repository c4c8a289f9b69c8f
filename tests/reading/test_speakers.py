"""Who a source mention stands for: names, roles, pronouns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.attribute.attribution import Attribution
from importer.model import Span, SpeakerKind, Stance, StatementKind
from tests.reading.speaker_cases import attributed, last_speaker, span_of, speakers_of

FULL_NAMES = [
    # text, content, source, name, role, party
    (
        "The bridge was destroyed, Governor Teodros Amanuel said. Ethiopian troops hold the town.",
        "The bridge was destroyed",
        "Governor Teodros Amanuel",
        ("Teodros Amanuel", "Governor", "ET"),
    ),
    (
        "“We hold on,” said Lieutenant Colonel Samir Haddad, a spokesman for the Syrian army.",
        "We hold on",
        "Lieutenant Colonel Samir Haddad, a spokesman for the Syrian army",
        ("Samir Haddad", "spokesman for the Syrian army", "SY"),
    ),
    (
        "Malian army spokesman Moussa Keïta said the convoy had arrived.",
        "the convoy had arrived",
        "Malian army spokesman Moussa Keïta",
        ("Moussa Keïta", "Malian army spokesman", "ML"),
    ),
    (
        "Arben Lika, who commands the border guard of Kosovo, said the road was closed.",
        "the road was closed",
        "Arben Lika, who commands the border guard of Kosovo",
        ("Arben Lika", "commands the border guard of Kosovo", "XK"),
    ),
    (
        "Father Anselme Kituku, the parish priest, said nobody was left.",
        "nobody was left",
        "Father Anselme Kituku, the parish priest",
        ("Anselme Kituku", "parish priest", None),
    ),
    (
        "Prince Ilunga, a teacher in Congo, said the roof was gone.",
        "the roof was gone",
        "Prince Ilunga, a teacher in Congo",
        ("Prince Ilunga", "teacher in Congo", None),
    ),
    (
        "Nadia, a 67-year-old pensioner, said the cellar was full.",
        "the cellar was full",
        "Nadia, a 67-year-old pensioner",
        ("Nadia", "67-year-old pensioner", None),
    ),
    (
        "Turkish Foreign Minister Kemal Aydın said the talks would go on.",
        "the talks would go on",
        "Turkish Foreign Minister Kemal Aydın",
        ("Kemal Aydın", "Turkish Foreign Minister", "TR"),
    ),
    (
        "Umm Rashid, 41, a mother of six, said the tents were flooded.",
        "the tents were flooded",
        "Umm Rashid, 41, a mother of six",
        ("Umm Rashid", "mother of six", None),
    ),
    (
        "Abu Salim of the Houthis’ media office said the port was open.",
        "the port was open",
        "Abu Salim of the Houthis’ media office",
        ("Abu Salim", None, "Houthis"),
    ),
    (
        "Clara Weiss, an analyst with the Danube Institute, said the front had moved.",
        "the front had moved",
        "Clara Weiss, an analyst with the Danube Institute",
        ("Clara Weiss", "analyst with the Danube Institute", None),
    ),
]


@pytest.mark.parametrize(("text", "content", "source", "expected"), FULL_NAMES)
def test_a_full_name_gives_name_role_and_party(
    text: str, content: str, source: str, expected: tuple[str, str | None, str | None]
) -> None:
    speaker = last_speaker(text, (content, source))
    assert (speaker.name, speaker.role, speaker.party) == expected
    assert speaker.kind is SpeakerKind.PERSON
    assert speaker.reason in {"full name", "surname"}


LATER_MENTIONS = [
    # what stands in the second sentence, and how it is read
    ("Al-Khatib", "surname"),
    ("Khatib", "surname"),
    ("He", "pronoun"),
    ("The spokesman", "role"),
]


@pytest.mark.parametrize(("mention", "reason"), LATER_MENTIONS)
def test_later_mentions_lead_back_to_the_full_name(mention: str, reason: str) -> None:
    text = (
        "The army’s spokesman, Colonel Yusuf al-Khatib, said the town had fallen. "
        f"{mention} added that the rebels had fled to the hills of Libya."
    )
    first = attributed(text, "the town had fallen", "The army’s spokesman, Colonel Yusuf al-Khatib")
    second = Attribution(
        content=span_of(text, "the rebels had fled"),
        kind=StatementKind.INDIRECT,
        source=span_of(text, mention, text.index("fallen. ")),
    )
    speaker = speakers_of(text, first, second)[1]
    assert speaker is not None
    assert (speaker.name, speaker.reason) == ("Yusuf al-Khatib", reason)
    assert speaker.confidence < 1.0


def test_a_pronoun_takes_the_last_person_of_its_gender() -> None:
    text = (
        "Colonel Idris Baro, the garrison’s spokesman, said the fort was safe. "
        "Amina Sow, a spokeswoman for the mayor, said shops were shut. "
        "He said the night had been calm. She said there was no water."
    )
    speakers = speakers_of(
        text,
        attributed(text, "the fort was safe", "Colonel Idris Baro, the garrison’s spokesman"),
        attributed(text, "shops were shut", "Amina Sow, a spokeswoman for the mayor"),
        attributed(text, "the night had been calm", "He"),
        attributed(text, "there was no water", "She"),
    )
    assert [s.name for s in speakers if s] == ["Idris Baro", "Amina Sow", "Idris Baro", "Amina Sow"]


def test_a_person_who_enters_without_speaking_is_met_by_the_next_pronoun() -> None:
    text = (
        "Shells fell on the docks, said Tomás Rey, the harbour master. "
        "Elena Vidal, who directs the clinic, had a sadder story. “Two boys died,” she said."
    )
    speakers = speakers_of(
        text,
        attributed(text, "Shells fell on the docks", "Tomás Rey, the harbour master"),
        attributed(text, "Two boys died", "she", kind=StatementKind.DIRECT),
    )
    assert [s.name for s in speakers if s] == ["Tomás Rey", "Elena Vidal"]


def test_two_who_share_a_surname_are_told_apart_by_what_was_named_last() -> None:
    text = (
        "Governor Daniel Okello said schools would open. Peter Okello, a teacher, said they would "
        "not. Daniel Okello said books had come. Okello said pupils had too."
    )
    speakers = speakers_of(
        text,
        attributed(text, "schools would open", "Governor Daniel Okello"),
        attributed(text, "they would not", "Peter Okello, a teacher"),
        attributed(text, "books had come", "Daniel Okello"),
        Attribution(
            content=span_of(text, "pupils had too"),
            kind=StatementKind.INDIRECT,
            source=span_of(text, "Okello", text.index("come. ")),
        ),
    )
    names = [s.name for s in speakers if s]
    assert names == ["Daniel Okello", "Peter Okello", "Daniel Okello", "Daniel Okello"]


def test_a_name_that_comes_later_in_full_is_used_throughout() -> None:
    text = (
        "The dam held, Marchenko said. Rain is due on Friday.\n\n"
        "“Nobody need leave,” said Viktoria Marchenko, head of the river authority."
    )
    speakers = speakers_of(
        text,
        attributed(text, "The dam held", "Marchenko"),
        attributed(text, "Nobody need leave", "Viktoria Marchenko, head of the river authority"),
    )
    assert [s.name for s in speakers if s] == ["Viktoria Marchenko", "Viktoria Marchenko"]


def test_a_sentence_carried_on_has_the_speaker_of_its_utterance() -> None:
    text = "“The road is cut. The bridge is down,” said Captain Milan Petrić. Snow fell."
    speakers = speakers_of(
        text,
        attributed(text, "The road is cut", "Captain Milan Petrić", utterance=1),
        attributed(text, "The bridge is down", None, utterance=1),
        attributed(text, "Snow fell", None, kind=StatementKind.NARRATION),
    )
    assert [s and s.name for s in speakers] == ["Milan Petrić", "Milan Petrić", None]
    assert speakers[1] is not None
    assert speakers[1].reason == "same utterance"


def test_we_and_they_inside_a_quotation_are_read_from_the_speakers_side() -> None:
    text = (
        "Ukrainian and Russian units clashed. “They say that the hill fell. We say that it holds,” "
        "said Major Ostap Hnatiuk of the Ukrainian army."
    )
    outer = attributed(
        text,
        "They say that the hill fell",
        "Major Ostap Hnatiuk of the Ukrainian army",
        kind=StatementKind.DIRECT,
    )
    second = attributed(
        text,
        "We say that it holds",
        "Major Ostap Hnatiuk of the Ukrainian army",
        kind=StatementKind.DIRECT,
    )
    they = Attribution(span_of(text, "the hill fell"), StatementKind.INDIRECT,
                       source=span_of(text, "They"), parent=0)  # fmt: skip
    we = Attribution(span_of(text, "it holds"), StatementKind.INDIRECT,
                     source=span_of(text, "We"), parent=1)  # fmt: skip
    speakers = speakers_of(text, outer, second, they, we)
    assert [s and (s.name, s.party) for s in speakers[2:]] == [("Russia", "RU"), ("Ukraine", "UA")]


def test_an_outlet_before_the_verb_leaves_the_word_to_the_person_behind_it() -> None:
    text = (
        "The bridge stands. This was said in a talk Focus.example said Milan Petrić, head of the "
        "road office."
    )
    speaker = last_speaker(text, ("The bridge stands", "Focus.example"))
    assert speaker.name == "Milan Petrić"


SAME_OFFICE = [
    ("Chadian President Idriss Mbaye", "The Chadian leader"),
    ("General Idriss Mbaye, head of Chad’s navy,", "The commander"),
    ("Idriss Mbaye, Chad’s ambassador,", "The diplomat"),
    ("Idriss Mbaye, a surgeon,", "The doctor"),
    ("Idriss Mbaye, a father of three,", "The 41-year-old"),
]


@pytest.mark.parametrize(("first", "second"), SAME_OFFICE)
def test_another_word_for_the_same_office_means_its_holder(first: str, second: str) -> None:
    text = f"{first} said it was late. {second} said it was cold."
    said = [("it was late", first), ("it was cold", second)]
    assert last_speaker(text, *said).name == "Idriss Mbaye"


def test_a_second_spelling_in_one_article_means_the_same_person() -> None:
    text = "Governor Hasan Jumaa said it was late. Hassan Jumaa said it was cold."
    said = [("it was late", "Governor Hasan Jumaa"), ("it was cold", "Hassan Jumaa")]
    speaker = last_speaker(text, *said)
    assert (speaker.name, speaker.role) == ("Hasan Jumaa", "Governor")


def test_a_name_of_war_leads_to_the_name() -> None:
    text = (
        "Luc Delva, a gang leader known as Toro, said it was late. Toro said it was cold. "
        "The gang leader said it was dark."
    )
    for content, source in (("it was cold", "Toro"), ("it was dark", "The gang leader")):
        said = [("it was late", "Luc Delva, a gang leader known as Toro"), (content, source)]
        assert last_speaker(text, *said).name == "Luc Delva"


def test_one_name_behind_a_role_is_a_person() -> None:
    text = "Marta hid with her husband Pavle. “It shook,” Pavle said."
    speaker = last_speaker(text, ("It shook", "Pavle"))
    assert (speaker.name, speaker.kind) == ("Pavle", SpeakerKind.PERSON)


PARTIES_OF_OFFICES = [
    # an officer of one state in an article on another
    ("Russian drones hit Odesa and Mykolaiv. Bryansk governor Lev Orlov said it was late.",
     "Bryansk governor Lev Orlov", "RU"),
    ("Russian drones hit Odesa and Mykolaiv. Mayor Taras Bily said it was late.",
     "Mayor Taras Bily", "UA"),
    ("Ukraine denied it. In Moscow, Foreign Ministry spokesman Lev Orlov said it was late.",
     "Foreign Ministry spokesman Lev Orlov", "RU"),
    ("Sudanese troops left. A former minister, Lev Orlov, said it was late.",
     "A former minister, Lev Orlov", None),
    ("Yemeni troops left. Lev Orlov, a UN expert on Yemen, said it was late.",
     "Lev Orlov, a UN expert on Yemen", "UN"),
    ("Chadian President Lev Orlov left. The president’s office said it was late.",
     "The president’s office", "TD"),
    ("Sudanese troops left. A civil society leader, Lev Orlov, said it was late.",
     "A civil society leader, Lev Orlov", None),
    ("Israeli jets came. Qatar spoke. Hamas left. Prime Minister Lev Orlov said it was late.",
     "Prime Minister Lev Orlov", "IL"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "party"), PARTIES_OF_OFFICES)
def test_an_office_speaks_for_its_state(text: str, source: str, party: str | None) -> None:
    assert last_speaker(text, ("it was late", source)).party == party


def test_the_one_called_a_liar_stands_on_the_other_side() -> None:
    text = (
        "The RSF holds Nyala. “Adam Bakhit lied about the airport,” said Musa Jabir, a spokesman "
        "for the RSF. Sudanese troops are near."
    )
    outer = attributed(
        text,
        "Adam Bakhit lied about the airport",
        "Musa Jabir, a spokesman for the RSF",
        kind=StatementKind.DIRECT,
    )
    inner = Attribution(
        span_of(text, "the airport"),
        StatementKind.INDIRECT,
        source=span_of(text, "Adam Bakhit"),
        parent=0,
        stance=Stance.DENIES,
    )
    inner_speaker = speakers_of(text, outer, inner)[1]
    assert inner_speaker is not None
    assert (inner_speaker.name, inner_speaker.party) == ("Adam Bakhit", "SD")


def test_the_military_is_a_body_where_nothing_says_otherwise() -> None:
    text = (
        "Colonel Ye Htut, a spokesman for Myanmar’s junta, said the town was calm. "
        "“Forty rebels surrendered,” the military said."
    )
    speakers = speakers_of(
        text,
        attributed(text, "the town was calm", "Colonel Ye Htut, a spokesman for Myanmar’s junta"),
        attributed(text, "Forty rebels surrendered", "the military", kind=StatementKind.DIRECT),
    )
    assert speakers[1] is not None
    assert speakers[1].kind is SpeakerKind.BODY


def test_the_soldier_of_translated_copy_is_the_officer_who_spoke_before() -> None:
    text = (
        "The hill is ours, Taras Melnyk, head of the press service of the Ukrainian army, said. "
        "“It was hard,” the military said. The soldier added that snow had helped."
    )
    name = "Taras Melnyk, head of the press service of the Ukrainian army"
    speakers = speakers_of(
        text,
        attributed(text, "The hill is ours", name),
        attributed(text, "It was hard", "the military", kind=StatementKind.DIRECT),
        attributed(text, "snow had helped", "The soldier"),
    )
    assert [s and s.name for s in speakers] == ["Taras Melnyk"] * 3


def test_what_a_person_owns_speaks_for_the_persons_side() -> None:
    text = (
        "French President Luc Moreau met donors. Moreau’s office said aid would follow. "
        "Moreau’s claim that aid had come was new."
    )
    speakers = speakers_of(
        text,
        attributed(text, "aid would follow", "Moreau’s office"),
        attributed(text, "aid had come", "Moreau’s claim"),
    )
    assert [s and (s.name, s.party) for s in speakers] == [
        ("Moreau’s office", "FR"),
        ("Luc Moreau", "FR"),
    ]


def test_narration_and_empty_input_have_no_speaker() -> None:
    text = "Snow fell on the pass."
    assert speakers_of(text) == []
    assert speakers_of(text, attributed(text, "Snow", None, kind=StatementKind.NARRATION)) == [None]


def test_a_pronoun_before_anybody_is_met_is_left_open() -> None:
    text = "He said it was over. They said it was not. It said so too."
    speakers = speakers_of(
        text,
        attributed(text, "it was over", "He"),
        attributed(text, "it was not", "They"),
    )
    assert speakers == [None, None]


@settings(max_examples=25, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("AbMaj. ,“”'’-23éЖ\nthe"), min_size=1, max_size=60),
    st.integers(0, 30),
    st.integers(1, 20),
)
def test_any_text_and_any_source_give_a_speaker_or_none(text: str, start: int, length: int) -> None:
    text = "Major " + text
    source = Span(min(start, len(text) - 1), min(start + length, len(text)))
    attribution = Attribution(Span(0, len(text)), StatementKind.INDIRECT, source=source)
    first = speakers_of(text, attribution)
    assert len(first) == 1
    assert first == speakers_of(text, attribution)

"""Speakers who are bodies, sides, papers, or people without a name."""

from __future__ import annotations

import pytest

from importer.attribute.attribution import Attribution
from importer.model import Span, SpeakerKind, StatementKind
from importer.resolve.party_names import party_from_words
from tests.reading.speaker_cases import attributed, last_speaker, span_of, speakers_of

OWNERS = [
    ("The Kenyan police said calm had returned. “All is quiet,” said its spokesman, Peter Mutiso.",
     "said its spokesman, Peter Mutiso", "KE"),
    ("M23 said it had left the port. “We keep our word,” said its spokesman, Alain Kabeya.",
     "said its spokesman, Alain Kabeya", "M23"),
    ("The Sudanese army denied it. “They lie,” said its spokesman, Omar Siddig.",
     "said its spokesman, Omar Siddig", "SD"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "party"), OWNERS)
def test_its_spokesman_speaks_for_the_body_named_before(text: str, said: str, party: str) -> None:
    content = text[text.index("“") + 1 : text.index(",”")]
    speaker = last_speaker(text, (content, said.removeprefix("said ")))
    assert speaker.party == party
    assert speaker.role == "spokesman"


def test_its_looks_past_the_quotation_between() -> None:
    text = (
        "The Lebanese army closed the road. “Israeli jets were overhead,” said its spokesman, "
        "Ziad Karam."
    )
    speaker = last_speaker(text, ("Israeli jets were overhead", "its spokesman, Ziad Karam"))
    assert speaker.party == "LB"


BODIES = [
    # text, source, name, party
    ("The Russians said the pass was theirs.", "The Russians", "Russia", "RU"),
    ("The Turks said the pass was theirs.", "The Turks", "Turkey", "TR"),
    ("Ankara said the pass was theirs.", "Ankara", "Ankara", "TR"),
    ("The Thai navy said the pass was theirs.", "The Thai navy", "Thai navy", "TH"),
    ("The Israeli navy said the pass was theirs.", "The Israeli navy", "Israeli navy", "IL"),
    ("The UN refugee agency said the pass was theirs.", "The UN refugee agency",
     "UN refugee agency", "UN"),
    ("The energy company Voltra said the pass was theirs.", "The energy company Voltra",
     "Voltra", None),
    ("Syrian state media said the pass was theirs.", "Syrian state media", "Syrian state media",
     "SY"),
    ("The Hamas-run interior ministry said the pass was theirs.",
     "The Hamas-run interior ministry", "Hamas-run interior ministry", "Hamas"),
    ("The Rapid Support Forces took Nyala. The RSF said the pass was theirs.", "The RSF",
     "Rapid Support Forces", "RSF"),
    ("Fano fighters took Lalibela. The group said the pass was theirs.", "The group", "Fano",
     "Fano"),
    ("The Malian army left. The army said the pass was theirs.", "The army", "Malian army", "ML"),
    ("A report by UN investigators said the pass was theirs.", "A report by UN investigators",
     "UN investigators", "UN"),
    ("The M23 rebel group said the pass was theirs.", "The M23 rebel group", "M23", "M23"),
    ("The Houthi movement said the pass was theirs.", "The Houthi movement", "Houthis", "Houthis"),
    ("Polish troops left. The 12th Brigade said the pass was theirs.", "The 12th Brigade",
     "12th Brigade", "PL"),
    (("The Ministry for Migration of Chad left. The Organisation for Migration said the pass was "
     "theirs."), "The Organisation for Migration", "Organisation for Migration", None),
    ("The International Organization for Migration said the pass was theirs.",
     "The International Organization for Migration", "International Organization for Migration",
     "UN"),
    ("Chadian troops left. An army statement said the pass was theirs.", "An army statement",
     "army", "TD"),
    ("Chadian troops left. The 4th Corps of the Air Assault Forces said the pass was theirs.",
     "The 4th Corps of the Air Assault Forces", "4th Corps of the Air Assault Forces", "TD"),
    ("Israeli jets hit Gaza City. The health ministry in Gaza said the pass was theirs.",
     "The health ministry in Gaza", "health ministry in Gaza", "PS"),
    ("Chile's spy agency said the pass was theirs.", "Chile's spy agency", "Chile's spy agency",
     "CL"),
    ("The Sahel Network for Peace, a charity, said the pass was theirs.",
     "The Sahel Network for Peace, a charity", "Sahel Network for Peace", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "name", "party"), BODIES)
def test_bodies_bear_the_fullest_name_of_the_article(
    text: str, source: str, name: str, party: str | None
) -> None:
    attribution = Attribution(
        content=span_of(text, "the pass was theirs"),
        kind=StatementKind.INDIRECT,
        source=span_of(text, source, max(0, text.rfind(source))),
    )
    speaker = speakers_of(text, attribution)[0]
    assert speaker is not None
    assert (speaker.name, speaker.party) == (name, party)
    assert speaker.kind is not SpeakerKind.PERSON


UNNAMED = [
    ("A nurse at the district hospital said beds ran out.", "A nurse at the district hospital",
     "A nurse at the district hospital", "nurse", None),
    ("Two fishermen from Goma said beds ran out.", "Two fishermen from Goma",
     "Two fishermen from Goma", None, None),
    ("Colombian officials said beds ran out.", "Colombian officials", "Colombian officials", None,
     "CO"),
    ("A trader reached by phone, who feared reprisals, said beds ran out.",
     "A trader reached by phone, who feared reprisals", "A trader", "trader", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "name", "role", "party"), UNNAMED)
def test_people_without_a_name_keep_their_description(
    text: str, source: str, name: str, role: str | None, party: str | None
) -> None:
    speaker = last_speaker(text, ("beds ran out", source))
    assert (speaker.name, speaker.role, speaker.party) == (name, role, party)
    assert speaker.kind is SpeakerKind.UNNAMED


def test_one_of_them_has_the_side_of_those_met_before() -> None:
    text = "Two Somali officials said it was late. One of them said it was cold."
    said = [("it was late", "Two Somali officials"), ("it was cold", "One of them")]
    speaker = last_speaker(text, *said)
    assert (speaker.kind, speaker.party) == (SpeakerKind.UNNAMED, "SO")


def test_the_report_speaks_for_its_authors() -> None:
    text = "A report by UN monitors said it was late. The report added that it was cold."
    for first in ("A report by UN monitors", "UN monitors"):
        said = [("it was late", first), ("it was cold", "The report")]
        speaker = last_speaker(text, *said)
        assert (speaker.name, speaker.party) == ("UN monitors", "UN")


def test_it_in_what_a_speaker_says_is_the_side_that_he_names() -> None:
    text = "Eritrea lied when it spoke of 40 dead, Major Abel Hailu of the Ethiopian army said."
    outer = attributed(
        text,
        "Eritrea lied when it spoke of 40 dead",
        "Major Abel Hailu of the Ethiopian army",
    )
    start = text.index("it spoke")
    inner = Attribution(
        span_of(text, "40 dead"), StatementKind.INDIRECT, source=Span(start, start + 2), parent=0
    )
    speaker = speakers_of(text, outer, inner)[1]
    assert speaker is not None
    assert (speaker.name, speaker.party) == ("Eritrea", "ER")


def test_a_description_leads_back_to_the_first_one() -> None:
    text = (
        "“The well is dry,” said a herder in Kidal, who asked for anonymity. "
        "“We leave tomorrow,” the herder said."
    )
    speakers = speakers_of(
        text,
        attributed(text, "The well is dry", "a herder in Kidal, who asked for anonymity"),
        attributed(text, "We leave tomorrow", "the herder"),
    )
    assert [s.name for s in speakers if s] == ["a herder in Kidal", "a herder in Kidal"]


ONE_NAME = [
    "A welder who gave his name only as Anton said the sirens failed.",
    "A welder, who identified himself only as Anton, said the sirens failed.",
    "A welder who asked to be identified by his first name, Anton, said the sirens failed.",
    "A welder who wanted to be called Anton said the sirens failed.",
]


@pytest.mark.parametrize("text", ONE_NAME)
def test_a_source_that_gives_one_name_bears_it(text: str) -> None:
    speaker = last_speaker(text, ("the sirens failed", "A welder"))
    assert speaker.name == "Anton"


MET_AGAIN = [
    # first sentence, its source, the second mention, name, party
    ("The 4th Corps of the Air Assault Forces said the bridge stood.",
     "The 4th Corps of the Air Assault Forces", "the corps",
     "4th Corps of the Air Assault Forces", "UA"),
    ("The Norwegian Refugee Council said the bridge stood.", "The Norwegian Refugee Council",
     "The charity", "Norwegian Refugee Council", None),
    ("Mercy International said the bridge stood.", "Mercy International", "The aid group",
     "Mercy International", None),
    ("The Sahel Doctors Network said the bridge stood.", "The Sahel Doctors Network",
     "The network", "Sahel Doctors Network", None),
    ("The International Organization for Migration said the bridge stood.",
     "The International Organization for Migration", "the IOM",
     "International Organization for Migration", "UN"),
    ("The World Food Programme said the bridge stood.", "The World Food Programme",
     "the UN food agency", "World Food Programme", "UN"),
    ("Conflict Watch said the bridge stood.", "Conflict Watch", "The Geneva-based group",
     "Conflict Watch", None),
    ("The Human Rights Commission said the bridge stood.", "The Human Rights Commission",
     "the commission", "Human Rights Commission", None),
]  # fmt: skip


@pytest.mark.parametrize(("first", "source", "again", "name", "party"), MET_AGAIN)
def test_a_body_is_met_again(
    first: str, source: str, again: str, name: str, party: str | None
) -> None:
    text = f"Ukrainian crews left. {first} Later, {again} said the dam held."
    speaker = last_speaker(text, ("the bridge stood", source), ("the dam held", again))
    assert (speaker.name, speaker.party) == (name, party)


def test_another_office_of_the_world_body_is_another_speaker() -> None:
    text = (
        "The UN humanitarian office said the bridge stood. The UN human rights office said the dam "
        "held."
    )
    speaker = last_speaker(
        text,
        ("the bridge stood", "The UN humanitarian office"),
        ("the dam held", "The UN human rights office"),
    )
    assert speaker.name == "UN human rights office"


PERSONS = [
    # text, source, name, party
    (("Peruvian troops left. Ann Lee, Commander-in-Chief of the Armed Forces, spoke. According to "
     "her, the pass was theirs."), "her", "Ann Lee", "PE"),
    ("US Secretary of State Ann Lee said the pass was theirs.", "US Secretary of State Ann Lee",
     "Ann Lee", "US"),
    ("Peru's caretaker prime minister, Ann Lee, said the pass was theirs.",
     "Peru's caretaker prime minister, Ann Lee", "Ann Lee", "PE"),
    ("Chile won. Peru's President Ann Lee said the pass was theirs.",
     "Peru's President Ann Lee", "Ann Lee", "PE"),
    ("Chile won. Peru's Ann Lee said the pass was theirs.", "Ann Lee", "Ann Lee", "PE"),
    ("Peruvian troops left. The spiritual leader Ann Lee said the pass was theirs.",
     "The spiritual leader Ann Lee", "Ann Lee", None),
    (("Chilean troops left. Peru’s army denied it. The spokesman, Juan Paz, said the pass was "
     "theirs."), "The spokesman, Juan Paz", "Juan Paz", "PE"),
    (("Ukrainian troops left. Juan Paz, the head of the region installed by Moscow, said the pass "
     "was theirs."), "Juan Paz, the head of the region installed by Moscow", "Juan Paz", "RU"),
    ("Two nurses fled, while a third, a priest at the cathedral, said the pass was theirs.",
     "a third, a priest at the cathedral", "a priest at the cathedral", None),
    ("Peruvian troops left. Fighters of a Quechua militia said the pass was theirs.",
     "Fighters of a Quechua militia", "Fighters of a Quechua militia", None),
    ("Nurses at the hospital in Khan Younis said the pass was theirs.",
     "Nurses at the hospital in Khan Younis", "Nurses at the hospital in Khan Younis", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "name", "party"), PERSONS)
def test_persons_by_what_is_told_of_them(
    text: str, source: str, name: str, party: str | None
) -> None:
    attribution = Attribution(
        content=span_of(text, "the pass was theirs"),
        kind=StatementKind.INDIRECT,
        source=span_of(text, source, max(0, text.rfind(source))),
    )
    speaker = speakers_of(text, attribution)[0]
    assert speaker is not None
    assert (speaker.name, speaker.party) == (name, party)


def test_a_hospital_is_no_army_met_again() -> None:
    text = "The army said seven people had died. The hospital said it had received twelve bodies."
    said = (("seven people had died", "The army"), ("it had received", "The hospital"))
    assert last_speaker(text, *said).name == "hospital"


OFFICES_OF_NOBODY_KNOWN = [
    # text; who speaks last, for whom
    (
        "Putin said his troops were going forward. The mayor said three houses had burned.",
        ("three houses had burned", "The mayor"),
        "The mayor",
    ),
    (
        "Macron said talks would go on. In Copenhagen the prime minister said drones had come.",
        ("drones had come", "the prime minister"),
        "the prime minister",
    ),
]


@pytest.mark.parametrize(("text", "said", "name"), OFFICES_OF_NOBODY_KNOWN)
def test_an_office_is_not_given_to_who_is_known_for_another(
    text: str, said: tuple[str, str], name: str
) -> None:
    before = text.split(" said ", maxsplit=1)[0]
    speaker = last_speaker(text, (text.split(" said ")[1].split(".", maxsplit=1)[0], before), said)
    assert speaker.name == name


SERVING = [
    ("An adviser to the RSF's commander", "RSF"),
    ("An aide to Hezbollah's leader", "Hezbollah"),
    ("A deputy to the M23 leader", "M23"),
    ("An envoy to Russia", None),
]


@pytest.mark.parametrize(("phrase", "party"), SERVING)
def test_who_serves_somebody_is_of_his_side(phrase: str, party: str | None) -> None:
    assert party_from_words(phrase) == party

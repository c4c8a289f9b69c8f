"""Forms of live pages, agencies and briefings: who speaks, for whom, of what, and of which day."""

from datetime import date

import pytest

from importer.model import Article, Statement
from importer.pipeline import annotate
from importer.segment.stamps import stamp_length

PUBLISHED = date(2024, 8, 20)


def _statements(text: str) -> tuple[Statement, ...]:
    return tuple(annotate(Article("t", text, published=PUBLISHED)).statements)


STAMPS = [
    ("14:20 — Two drones hit the depot", "Two drones hit the depot"),
    ("9.40am: “We are ready,” he said", "“We are ready,” he said"),
    ("[16:02] The army said so", "The army said so"),
    ("3:15 p.m. ET — Kyiv says it won", "Kyiv says it won"),
    ("08:15 GMT | Talks went on", "Talks went on"),
    ("9:30 p.m. local time was when it began", "9:30 p.m. local time was when it began"),
    ("12:30 was too late for them", "12:30 was too late for them"),
    ("14 soldiers fell at K", "14 soldiers fell at K"),
    ("2.40 tonnes of flour came", "2.40 tonnes of flour came"),
]


@pytest.mark.parametrize(("paragraph", "told"), STAMPS)
def test_a_clock_time_in_front_of_an_entry_is_no_part_of_it(paragraph: str, told: str) -> None:
    assert paragraph[stamp_length(paragraph) :] == told


def test_a_stamp_leaves_a_quotation_direct() -> None:
    (said,) = _statements('10:05 — "We hold the bridge," says Colonel Amin Saleh of the army.')
    assert (said.kind.value, said.text) == ("direct", "We hold the bridge")


SAID = [
    (
        "Ada Obi, a spokeswoman for the rebels, told Sky News that her group was close to Beni.",
        ["her group was close to Beni"],
    ),
    ("Shells still fall on Surin, a nurse said by telephone.", ["Shells still fall on Surin"]),
    (
        "The ambulance service reported three dead in Haifa and seven in Bat Yam.",
        ["three dead in Haifa and seven in Bat Yam"],
    ),
    (
        "Soldiers fought with militiamen in Uvira; a hospital there reported 12 dead.",
        ["Soldiers fought with militiamen in Uvira", "12 dead"],
    ),
    (
        "The army lost two villages; the spokesman said it would return.",
        ["The army lost two villages", "it would return"],
    ),
    (
        "Israeli tanks took over the side of the Rafah crossing, hours after Hamas said it won.",
        ["Israeli tanks took over the side of the Rafah crossing", "it won"],
    ),
    ("The army said it lost a hill; the rebels said it lost two.", None),
    ("The mayor denied news that the bridge had fallen.", None),
]


@pytest.mark.parametrize(("text", "told"), SAID)
def test_what_is_said(text: str, told: list[str] | None) -> None:
    found = [statement.text for statement in _statements(text)]
    if told is None:  # nothing is told twice, and no narration comes of another's words
        assert all(statement.speaker is not None for statement in _statements(text))
    else:
        assert found == told


PARTIES = [
    ("Gaza will run dry, the UN's Ada Obi warned on Monday.", "Ada Obi", "UN"),
    (
        "Israel struck Tabriz. Iranian media reports that 12 died were denied.",
        "Iranian media",
        None,
    ),
    ("Tuareg rebels in northern Mali said they had won.", "Tuareg rebels in northern Mali", None),
    (
        "A Telegram channel close to Wagner reported that a commander was killed.",
        "A Telegram channel close to Wagner",
        None,
    ),
    (
        'The RSF took Zamzam. "They walked here," says Dr Salwa Mukhtar, our medical coordinator.',
        "Salwa Mukhtar",
        None,
    ),
    ("Libya's army attacked Sirte. The LNA lost it, two diplomats said.", "two diplomats", None),
    (
        "Cambodia fired. Thailand's premier said it hurt. Men died, the interior ministry said.",
        "interior ministry",
        "TH",
    ),
    (
        "Ukraine said it won. In Moscow, the defence ministry said it lost.",
        "defence ministry",
        "RU",
    ),
    (
        "Thailand shelled Cambodia. In Samraong, a district chief said two villagers died.",
        "a district chief",
        "KH",
    ),
    (
        "The head of the Atomic Energy Organisation, Mohammad Karimi, said all was well in Iran.",
        "Mohammad Karimi",
        "IR",
    ),
]


@pytest.mark.parametrize(("text", "name", "party"), PARTIES, ids=[name for _, name, _ in PARTIES])
def test_who_speaks_and_for_whom(text: str, name: str, party: str | None) -> None:
    speakers = [s.speaker for s in _statements(text) if s.speaker is not None]
    assert (name, party) in [(speaker.name, speaker.party) for speaker in speakers]


CLAIMS = [
    ("Iran is angry. It said Prime Minister Benjamin Netanyahu ordered strikes.", "IL", None),
    ("Haftar's troops fired rockets at Tripoli, Libya's government said.", "LNA", None),
    ("The Guard of Iran said its ninth wave of missiles struck Haifa.", "IR", None),
    ("Mali's army acknowledged heavy losses.", None, "ML"),
    ("Mali's army acknowledged heavy losses among the fighters of JNIM.", None, None),
    ('Thailand rejected that: "Our side fired back at night," its premier said.', "TH", None),
    ("Cambodia and Thailand quarrel. The two armies clashed in May.", None, None),
    ("The M23's spokesman said the rebels would leave Bukavu.", "M23", None),
    ("A UN official said several hundred of them had crossed back into Burundi.", None, None),
]


@pytest.mark.parametrize(("text", "agent", "target"), CLAIMS)
def test_who_acts_and_who_undergoes(text: str, agent: str | None, target: str | None) -> None:
    frame = _statements(text)[-1].frames[0]
    assert (frame.agent, frame.target) == (agent, target)


TYPES = [
    ("Fuel will run out within three days, the mayor said.", "supply"),
    ("The UN said 300 people were taken to shelters.", "displacement"),
    ("Aid workers said the camp had received 3,000 refugees.", "displacement"),
    ("Residents said soldiers went from house to house.", "attack"),
    ("Residents said the soldiers went to the airport.", "withdraw"),
    ("A nurse said the guns could still be heard.", "strike"),
    ("A nurse said the singer could still be heard.", "other"),
]


@pytest.mark.parametrize(("text", "type_"), TYPES)
def test_what_is_claimed(text: str, type_: str) -> None:
    assert _statements(text)[-1].frames[0].type.value == type_


TIMES = [
    (
        "The army took Bara on Friday. It destroyed 20 vehicles on the road from Idlib overnight.",
        ("2024-08-19", "2024-08-20"),
    ),
    (
        "The army said 40 had died since the war of June 13 began. They were buried in Tehran.",
        ("2024-06-13", "2024-08-20"),
    ),
    (
        "Obi said that 30 men had joined since Friday and that its fighters controlled Kavumu.",
        ("2024-08-20", "2024-08-20"),
    ),
    ("In Uvira, where the army retreated last week, soldiers fought with militiamen.", None),
    ("A strike, which hit the camp on Friday, killed two men.", ("2024-08-16", "2024-08-16")),
    ("Losses rose from 12 on Friday, the army said.", None),
]


@pytest.mark.parametrize(("text", "days"), TIMES)
def test_of_which_day_a_claim_is(text: str, days: tuple[str, str] | None) -> None:
    time = _statements(text)[-1].time
    assert (time and (str(time.start), str(time.end))) == days

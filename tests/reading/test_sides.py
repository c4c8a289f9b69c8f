"""For whom people speak whose side their role does not name in so many words."""

from __future__ import annotations

import pytest

from importer.model import Article, Speaker
from importer.pipeline import annotate
from importer.resolve.public_figures import party_of_figure


def speakers_of(text: str) -> list[Speaker]:
    return [s.speaker for s in annotate(Article("a", text)).statements if s.speaker is not None]


SIDES = [
    pytest.param(
        "President Emmanuel Macron said in Berlin that Germany and Ukraine would sign on Monday.",
        ("Emmanuel Macron", "FR"),
        id="a president away from home",
    ),
    pytest.param(
        "Foreign Minister Hakan Fidan said in Prague that the talks on Ukraine were going on.",
        ("Hakan Fidan", "TR"),
        id="a minister away from home",
    ),
    pytest.param(
        "Ukrainian drones hit a depot in Russia's Belgorod region, governor Ivan Petelin said.",
        ("Ivan Petelin", "RU"),
        id="a governor by the place before him",
    ),
    pytest.param(
        "Ukrainian shells hit a bus, said Pavel Orlin, who heads the Russian-backed "
        "administration in Donetsk.",
        ("Pavel Orlin", "RU"),
        id="an administration that the occupier backs",
    ),
    pytest.param(
        "MOSCOW, May 2. /TASS/. Ukrainian drones came over the border, the Defense Ministry said.",
        ("Defense Ministry", "RU"),
        id="a ministry by the capital in the dateline",
    ),
    pytest.param(
        "GENEVA (Reuters) - Russian drones struck Odesa overnight, the defence ministry said.",
        ("defence ministry", "UA"),
        id="a dateline from a third country tells nothing",
    ),
    pytest.param(
        "The Sumy military administration said the Russians had used drones.",
        ("Sumy military administration", "UA"),
        id="an administration by the place behind the article",
    ),
    pytest.param(
        "M23 holds the town. Amnesty International researcher Ada Obi said many had died. The "
        "rights group said it had names.",
        ("Amnesty International", None),
        id="a rights group is no armed group",
    ),
    pytest.param(
        "The Houthis hold Sanaa. Nasser Amran, spokesman for the rebel-run health ministry in "
        "Yemen's capital, said nine people had died.",
        ("Nasser Amran", "Houthis"),
        id="a ministry that rebels run",
    ),
    pytest.param(
        "NATO Secretary General Arne Holm said Russia had lost 20,000 soldiers in Ukraine.",
        ("Arne Holm", None),
        id="general is no rank behind secretary",
    ),
    pytest.param(
        "Secretary-General Lucia Ferrero said the Sudanese army had fired on a convoy in Sudan.",
        ("Lucia Ferrero", "UN"),
        id="a secretary-general of nothing else",
    ),
    pytest.param(
        "A senior Western official said that Russia had lost 1,000 tanks in Ukraine.",
        ("A senior Western official", None),
        id="an official from abroad",
    ),
    pytest.param(
        "Two security sources in Iraq said the drone had come from the north.",
        ("Two security sources in Iraq", "IQ"),
        id="sources inside the state",
    ),
    pytest.param(
        "Peter Otieno, the force commander of the Kenyan-led mission in Haiti, said that the "
        "gangs were retreating.",
        ("Peter Otieno", None),
        id="the commander of what several sent",
    ),
    pytest.param(
        "Ivan Petelin, then governor of Kursk, said that Ukrainian troops had crossed the border.",
        ("Ivan Petelin", "RU"),
        id="a governor of the state that goes unnamed",
    ),
    pytest.param(
        "The Amhara region's spokesperson, Mulugeta Tessema, said that the road was shut. Ethiopia "
        "sent troops.",
        ("Mulugeta Tessema", "ET"),
        id="the spokesperson of a region",
    ),
    pytest.param(
        "Puntland's security forces said they had killed 60 fighters in Somalia.",
        ("Puntland's security forces", "SO"),
        id="the forces of a region",
    ),
    pytest.param(
        "European Commission President Clara Jansen said in Kyiv that Ukraine would get the money.",
        ("Clara Jansen", None),
        id="an office of several states",
    ),
    pytest.param(
        "Netanyahu's office said the talks on Gaza would go on.",
        ("Netanyahu's office", "IL"),
        id="the office of somebody well known",
    ),
    pytest.param(
        "The Chechen leader, Aslan Zakayev, said his men had taken a village in Ukraine.",
        ("Aslan Zakayev", "RU"),
        id="the head of a republic inside a state",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_side(text: str, expected: tuple[str, str | None]) -> None:
    speaker = speakers_of(text)[-1]
    assert (speaker.name, speaker.party) == expected


def test_the_comma_that_ends_what_was_said_tells_no_role() -> None:
    text = "Rescuers in Kharkiv freed a child from the cellar, Mayor Olha Stets said."
    speaker = speakers_of(text)[0]
    assert (speaker.name, speaker.role) == ("Olha Stets", "Mayor")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Olha Stek heads Ukraine's Poltava regional administration. The governor said it fell.",
            ("Olha Stek", "UA"),
        ),
        (
            "The Israel Defense Forces said the post fell. The military also said nobody was near.",
            ("Israel Defense Forces", "IL"),
        ),
        (
            "Nurse Halima Bakari works in the camp. She said there was no clean water left.",
            ("Halima Bakari", None),
        ),
        ("Doctors Without Borders said its ward was full.", ("Doctors Without Borders", None)),
        (
            "Shells fell on Kharkiv. The fire was out by noon, Mayor Olha Stets said.",
            ("Olha Stets", "UA"),
        ),
    ],
)
def test_who_is_met_again(text: str, expected: tuple[str, str | None]) -> None:
    speaker = speakers_of(text)[-1]
    assert (speaker.name, speaker.party) == expected


@pytest.mark.parametrize(
    ("name", "offices", "party"),
    [
        ("Volodymyr Zelensky", (), "UA"),
        ("Volodymyr Zelenskiy", (), "UA"),
        ("Sergey Lavrov", (), "RU"),
        ("Recep Tayyip Erdoğan", (), "TR"),
        ("Gideon Sa’ar", (), "IL"),
        ("Abdel-Fattah Burhan", (), "SD"),
        ("Macron", ("president",), "FR"),
        ("Macron", (), None),
        ("Macron", ("baker",), None),
        ("John Macron", ("president",), None),
        ("", ("president",), None),
    ],
)
def test_figure(name: str, offices: tuple[str, ...], party: str | None) -> None:
    assert party_of_figure(name, offices) == party


def test_what_the_article_says_goes_before_what_is_known() -> None:
    text = "Nicolas Maduro, a Colombian police spokesman, said that five rebels had died."
    assert speakers_of(text)[0].party == "CO"


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        # an attacker's own name says nothing of where the report plays
        ("Russia attacked Sumy with drones overnight, police said.", "police", "UA"),
        # an agency names the bodies of its own country without the country
        (
            "DONETSK, May 29. /TASS/. Ukrainian troops shelled Gorlovka, the ministry said.",
            "ministry",
            "RU",
        ),
        # what is run by an occupier is not of the country around
        (
            (
                "Troops left Kupiansk, the head of the military-civilian administration of Kharkov "
                "Region, Petro Lind, told reporters. Ukrainian forces deny it."
            ),
            "Petro Lind",
            "RU",
        ),
        (
            (
                "Troops left Kupiansk, the head of the regional military administration, Petro "
                "Lind, told reporters. Russian forces deny it."
            ),
            "Petro Lind",
            "UA",
        ),
    ],
)
def test_whose_bodies_are_meant(text: str, name: str, party: str) -> None:
    """Bodies and offices without a country belong to the land, the agency or the occupier."""
    first = speakers_of(text)[0]
    assert (first.name, first.party) == (name, party)

"""Names that hold a place's name: of roads, bodies and states, and of persons with a title."""

from __future__ import annotations

import pytest

from importer.model import PlaceKind
from tests.reading.places import named, places_of


@pytest.mark.parametrize(
    ("text", "road"),
    [
        ("A shell fell on Lusaka Road on Sunday, a driver said.", "Lusaka Road"),
        ("Troops closed Palermo Street in Kharkiv.", "Palermo Street"),
        ("The convoy stopped on Tripoli Highway near Gharyan.", "Tripoli Highway"),
    ],
)
def test_a_road_is_no_town(text: str, road: str) -> None:
    layer = places_of(text)
    assert road in {place.mention for place in layer.others}
    assert road.partition(" ")[0] not in {place.mention for place in layer.literal}
    assert all(place.latitude is None for place in layer.others if place.mention == road)


@pytest.mark.parametrize(
    ("text", "written", "state"),
    [
        ("The plane was built in Wichita, Kan., an official said.", "Kan.", "Kansas"),
        ("A soldier from Salem, Ore., was killed in Syria.", "Ore.", "Oregon"),
        ("The family moved to Charleston, W.Va., after the war.", "W.Va.", "West Virginia"),
        ("Refugees were housed in Guelph, Ont., in spring.", "Ont.", "Ontario"),
    ],
)
def test_shortened_states_are_read(text: str, written: str, state: str) -> None:
    assert (written, state) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Miss. Brown and Ill. health were in the letter.",
        "The wall was built around 200 B.C. by soldiers.",
        "It was a mass. Nobody came.",
    ],
)
def test_other_short_words_are_no_states(text: str) -> None:
    assert named(text) == []


def test_a_state_tells_which_town_is_meant() -> None:
    maine, oregon = (
        places_of(f"The ship left Portland, {state}, on Sunday.").literal[0]
        for state in ("Maine", "Ore.")
    )
    assert maine.longitude == pytest.approx(-70.3, abs=0.3)
    assert oregon.longitude == pytest.approx(-122.7, abs=0.3)


@pytest.mark.parametrize(
    "text",
    [
        "The Lagos Fire Department sent three engines.",
        "The Nairobi Water Company cut the supply.",
    ],
)
def test_a_body_that_begins_with_its_place_is_no_place(text: str) -> None:
    layer = places_of(text)
    assert layer.literal == ()
    assert [place.mention for place in layer.others] == [text.split()[1]]


@pytest.mark.parametrize(
    "text",
    [
        "The shots were heard by Judge Zarnik Blomov in court.",
        "It was the work of the Office of Ruined Houses.",
    ],
)
def test_titles_and_departments_make_no_places(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The bases in Poland are shared with NATO, the envoy said.", ["Poland"]),
        ("Sinn Fein wanted the IRA to leave Belfast.", ["Belfast"]),
        ("Auditors denied it in the SEC suit in Chicago.", ["Chicago"]),
        ("No ship was seen in Kuwaiti or Iraqi ports.", []),
        ("The army herded Americans and Britons into a hotel in Kuwait.", ["Kuwait"]),
    ],
)
def test_acronyms_and_peoples_are_no_places(text: str, kept: list[str]) -> None:
    assert [written for written, _ in named(text)] == kept


@pytest.mark.parametrize(
    "text",
    ["LVIV, Ukraine: Two drones were shot down.", "Two drones fell in LVIV AND TERNOPIL, he said."],
)
def test_a_place_may_be_written_in_capitals(text: str) -> None:
    assert "Lviv" in {name for _, name in named(text)}


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("President Obama arrived in Tokyo. The senators want Obama to stay.", "Obama"),
        ("Mr. Clinton was in Lagos. Nobody there had heard of Clinton before.", "Clinton"),
        ("Gen. Lyman flew to Doha. The talks were led by Lyman and an envoy.", "Lyman"),
    ],
)
def test_who_has_a_title_once_is_no_town_further_on(text: str, mention: str) -> None:
    assert mention not in {written for written, _ in named(text)}


@pytest.mark.parametrize("owner", ["Lester", "Hunter"])
def test_who_owns_something_is_no_town(owner: str) -> None:
    assert named(f"They took {owner}'s car and burned it, a guard said.") == []
    assert named(f"They took the road to {owner}, Ontario, and burned a car, a guard said.")


@pytest.mark.parametrize("country", ["Belgium", "Greece", "Cuba", "Ireland"])
def test_a_country_goes_before_the_towns_that_are_called_after_it(country: str) -> None:
    text = (
        f"U.S. officials in Washington said that Canada, Australia and {country} would help. "
        "American ships left Texas and Florida on Friday, the U.S. Navy said."
    )
    kinds = {place.kind for place in places_of(text).literal if place.mention == country}
    assert kinds <= {PlaceKind.COUNTRY}


def test_a_town_called_after_a_country_is_found_in_its_state() -> None:
    town = places_of("A storm hit Lebanon, Pennsylvania, on Friday.").literal[0]
    assert town.kind is not PlaceKind.COUNTRY

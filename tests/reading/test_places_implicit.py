"""Words that stand for a place: what they stand for, and when they stand for none."""

from __future__ import annotations

import pytest

from importer.model import PlaceKind
from tests.reading.places import meant, places_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army took Bara. Shops in the town reopened.", [("the town", "Bara")]),
        ("They entered Orikhiv and now hold the whole town.", [("the whole town", "Orikhiv")]),
        ("Izium was shelled. The destroyed city is empty.", [("The destroyed city", "Izium")]),
        ("Izium was shelled. “We stay here,” said Oleh Kravets.", [("here", "Izium")]),
        ("Izium was shelled. The schools there were shut.", [("there", "Izium")]),
        ("Izium was shelled. The city’s bridge fell.", [("The city", "Izium")]),
        ("Jets hit Zabid. The army has posts in that area.", [("that area", "Zabid")]),
        ("Drones hit the Sumy region. The region has no light.", [("The region", "Sumy Oblast")]),
        ("Troops left Tripoli, Libya. The capital was calm.", [("The capital", "Tripoli")]),
        ("Shells hit Abu Shouk camp in Sudan. The camp was full.", [("The camp", "Abu Shouk")]),
    ],
)
def test_they_stand_for_the_place_spoken_of(text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Izium is held. There are 40 soldiers left.",
        "Izium is held. There was no attack, he said there were two.",
        "In Izium there have been no attacks.",
        "Izium is held. Another city fell. A village burned.",
        "Izium is held. The neighbouring village burned.",
        "Izium is held. The city council met. The town hall burned.",
        "Izium is held. The area around the forest burned.",
        "Shops were shut in the city. People stayed there.",
        "Izium is held. The village of Qarnazul burned.",
        "The Oskil is deep. The town slept.",
    ],
)
def test_they_stand_for_none(text: str) -> None:
    assert meant(text) == []


def test_a_place_that_only_locates_another_is_not_meant() -> None:
    text = "The rebels hold Kavumu, a town north of Bukavu in Congo. Nobody has left the town."
    assert meant(text) == [("the town", "Kavumu")]


def test_where_somebody_speaks_is_not_meant() -> None:
    text = (
        "M23 rebels hold Sange, a spokesman told reporters in Goma. They took the town on Monday."
    )
    assert meant(text) == [("the town", "Sange")]


def test_the_noun_tells_a_village_from_a_city() -> None:
    text = (
        "The village of Robotyne fell. Zaporizhzhia was shelled. Ukrainians still hold the village."
    )
    assert meant(text) == [("the village", "Robotyne")]


def test_first_and_latter_count_the_places_named() -> None:
    text = (
        "In Izium and in Lyman fighting went on, Ukraine said. The first city was shelled twice. "
        "The latter town was quiet."
    )
    assert meant(text) == [("The first city", "Izium"), ("The latter town", "Lyman")]


def test_a_region_inside_an_office_is_remembered() -> None:
    text = (
        "The Kharkiv regional administration spoke of 12 attacks on Izium. "
        "Elsewhere in the region, power failed."
    )
    assert ("the region", "Kharkiv Oblast") in meant(text)


def test_they_are_marked_implicit_and_carry_the_place() -> None:
    (place,) = places_of("Shells hit Siversk. The town burned.").implicit
    assert place.implicit
    assert place.kind is PlaceKind.CITY
    assert place.latitude == pytest.approx(48.87, abs=0.1)

"""Place names in reports: what is one, what is none, and which place is meant."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.model import Article, PlaceKind
from importer.resolve.places import find_places
from importer.segment import segment
from tests.reading.places import named, places_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Orikhiv at noon.", [("Orikhiv", "Orikhiv")]),
        (
            "Troops crossed the Oskil River near Dvorichna.",
            [("Oskil River", "Oskil"), ("Dvorichna", "Dvorichna")],
        ),
        ("Boats came over the Dnipro at night, Ukrainian troops said.", [("Dnipro", "Dnipro")]),
        (
            "They reached the town of Rubaya in the east of Congo.",
            [("Rubaya", "Rubaya"), ("Congo", "Democratic Republic of the Congo")],
        ),
        (
            "Jets bombed the Sumy region of Ukraine.",
            [("Sumy region", "Sumy Oblast"), ("Ukraine", "Ukraine")],
        ),
        (
            "Fighting went on in the Sumy and Kharkiv regions.",
            [("Sumy", "Sumy Oblast"), ("Kharkiv regions", "Kharkiv Oblast")],
        ),
        (
            "Aid came through Gedaref state to Sudan.",
            [("Gedaref state", "Gedaref State"), ("Sudan", "Sudan")],
        ),
        (
            "A ship burned in the Gulf of Aden, off Mukalla.",
            [("Gulf of Aden", "Gulf of Aden"), ("Mukalla", "Mukalla")],
        ),
        ("Rockets hit Jabalia refugee camp in Gaza.", [("Jabalia", "Jabalia"), ("Gaza", "Gaza")]),
        (
            "Shelling hit Deir ez-Zor and al-Hasakah.",
            [("Deir ez-Zor", "Deir ez-Zor"), ("al-Hasakah", "Hasakah")],
        ),
        (
            "Gangs burned homes in Croix-des-Bouquets.",
            [("Croix-des-Bouquets", "Croix-des-Bouquets")],
        ),
        ("They hold the western districts of Idlib.", [("Idlib", "Idlib")]),
        ("Rebels took Kitshanga’s market.", [("Kitshanga", "Kitshanga")]),
        ("Rain fell in Moscow and in Kyiv.", [("Moscow", "Moscow"), ("Kyiv", "Kyiv")]),
    ],
)
def test_names_are_found_with_their_nouns_of_kind(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # bodies and offices
        "The Sumy regional military administration gave no figures.",
        "Doctors at Nasser Hospital counted the dead.",
        "The Kherson city council met on Friday.",
        "The University of Khartoum has moved abroad.",
        "The Arakan Army denied it.",
        # adjectives
        "Russian, Congolese and Sudanese officers met.",
        # persons whose names places bear
        "Colonel Kosti said the attack had failed.",
        "Musa Bara and his brothers fled.",
        "General Hamid Dongola spoke. Dongola promised more.",
        "Paris, who is 40, lost her shop.",
        # sides
        "Moscow denied any role, and Kyiv called it a lie.",
        "Rwanda backs the rebels, Kinshasa says.",
        "Talks with Tehran failed because of Israel.",
        "Ukraine’s army and Syria’s new rulers agreed.",
        # words
        "On Monday the March rain came, as in May.",
        "Many of the Most wanted men fled. None returned.",
    ],
)
def test_bodies_persons_sides_and_words_are_no_places(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Drones flew towards Moscow.", "Moscow"),
        ("Ten thousand people crossed into Burundi.", "Burundi"),
        ("Missiles hit Damascus twice.", "Damascus"),
        ("The rebels left Rwanda.", "Rwanda"),
        ("The siege of Khartoum lasted for months.", "Khartoum"),
        ("There were attacks on Lebanon at dawn.", "Lebanon"),
        ("Residents of Kyiv slept in shelters.", "Kyiv"),
    ],
)
def test_countries_and_capitals_are_places_where_something_is_or_goes(
    text: str, place: str
) -> None:
    assert [name for _, name in named(text)] == [place]


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("Libyan militias fought in Tripoli.", "Tripoli", "LY"),
        ("Lebanese troops were sent to Tripoli.", "Tripoli", "LB"),
        ("Ukrainian troops hold Pokrovsk.", "Pokrovsk", "UA"),
        ("Russian assault troops have not taken Pokrovsk.", "Pokrovsk", "UA"),
        ("A plant burned in Pokrovsk, Saratov region, Russia.", "Pokrovsk", "RU"),
        ("Ukrainian drones came down near Engels.", "Engels", "RU"),
        ("Israeli jets struck Tyre.", "Tyre", "LB"),
        ("The Sudanese army left Dongola.", "Dongola", "SD"),
        ("Troops entered the town of Kobo in the Amhara region.", "Kobo", "ET"),
    ],
)
def test_what_the_report_is_about_decides_between_namesakes(
    text: str, mention: str, country: str
) -> None:
    found = {place.mention: place.country for place in places_of(text).literal}
    assert found[mention] == country


def test_names_that_differ_by_a_letter_stay_apart() -> None:
    text = "Ukrainian forces hold Pokrovsk. Shells fell on Pokrovske, a village to the south-west."
    first, second = places_of(text).literal
    assert (first.name, second.name) == ("Pokrovsk", "Pokrovske")
    assert first.key != second.key


@pytest.mark.parametrize("spelling", ["Kupyansk", "Kupiansk", "Kupjansk"])
def test_spellings_lead_to_one_place(spelling: str) -> None:
    (place,) = places_of(f"Ukrainian troops are holding {spelling}.").literal
    assert place.name == "Kupiansk"


def test_a_spelling_that_no_list_has_is_guessed_in_the_country_of_the_report() -> None:
    (place, _) = places_of("Ukrainian troops left Synkovka near Kupiansk.").literal
    assert (place.mention, place.name) == ("Synkovka", "Synkivka")


def test_an_unknown_village_is_kept_without_a_point() -> None:
    place, region = places_of("Five died in the village of Qarnazul in Idlib province.").literal
    assert (place.name, place.kind, place.latitude) == ("Qarnazul", PlaceKind.VILLAGE, None)
    assert (place.country, region.country) == ("SY", "SY")


def test_a_village_elsewhere_does_not_stand_in_for_one_in_the_region_named() -> None:
    known, _ = places_of("Guns were fired near Borova in the Kharkiv region.").literal
    assert known.latitude == pytest.approx(49.38, abs=0.1)
    unknown, _ = places_of("Guns were fired near Robotyne in the Sumy region.").literal
    assert (unknown.mention, unknown.latitude) == ("Robotyne", None)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Shells fell near Siversk.", "near"),
        ("Shells fell in Siversk.", None),
        ("Fighting flared 20 kilometres north of Siversk.", "north of"),
        ("They hold houses in the north of Siversk.", "in the north"),
        ("They stand on the eastern outskirts of Siversk.", "outskirts"),
        ("They stand on the approaches to Siversk.", "approaches"),
        ("The Siversk direction was quiet.", "direction"),
        ("The Siversk front was quiet.", "front"),
        ("They dug in on the right bank of the Oskil.", "right bank"),
        ("They came across the Oskil.", "across"),
    ],
)
def test_the_relation_to_the_place_is_read(text: str, relation: str | None) -> None:
    (place,) = places_of(text).literal
    assert place.relation == relation


def test_offsets_index_the_stored_text() -> None:
    text = "Kyiv reported.\n\nShells hit Orikhiv. “They hit the town,” said Ivan Holub in Dnipro."
    layer = places_of(text)
    for place in (*layer.literal, *layer.implicit):
        assert text[place.start : place.end] == place.mention


def test_captions_name_no_places() -> None:
    text = "Fighting went on in Lyman.\n\nPhoto: a street in Izium after the battle"
    assert named(text) == [("Lyman", "Lyman")]


_NAMES = ("Goma", "Bara", "Moscow", "River", "Gen.")
_PLAIN = ("the", "city", "there", "in", "of", "near", "al", "region", "said", "villages", "front")
_MARKS = ("’s", ",", ".", "(", ")", "“", "”", "-", "\n\n")
_WORDS = st.sampled_from((*_NAMES, *_PLAIN, *_MARKS))


@settings(max_examples=60)
@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_no_order_of_words_breaks_it(text: str) -> None:
    layer = find_places(segment(Article("hostile", text)))
    for place in (*layer.literal, *layer.implicit):
        assert text[place.start : place.end] == place.mention
    literal = list(layer.literal)
    assert all(a.end <= b.start for a, b in pairwise(literal))


def test_the_same_text_gives_the_same_places() -> None:
    article = Article("twice", "The army took Bara. Kosti and Rabak were hit. The town burned.")
    assert find_places(segment(article)) == find_places(segment(article))


def test_a_noun_of_kind_belongs_to_one_name_only() -> None:
    layer = find_places(segment(Article("between", "Goma River Gen.")))
    assert all(a.end <= b.start for a, b in pairwise(layer.literal))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ukraine rejected the proposal, Reuters reported.", "Ukraine"),
        ("The Goma police held three men, a lawyer said.", "Goma"),
        ("Kyiv denied on Monday that talks were under way.", "Kyiv"),
    ],
)
def test_names_of_governments_and_bodies_are_kept_apart(text: str, name: str) -> None:
    layer = places_of(text)
    assert [place.mention for place in layer.others] == [name]
    assert layer.literal == ()

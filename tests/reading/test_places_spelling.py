"""Places in other spellings than the gazetteer's, and names that only look like places."""

from __future__ import annotations

import pytest

from importer.model import Article
from importer.resolve.places import find_places
from importer.segment import segment


def places(text: str) -> dict[str, tuple[str, str | None]]:
    """Return name and country of each place that the text names, by its words."""
    layer = find_places(segment(Article("spelling", text)))
    return {place.mention: (place.name, place.country) for place in layer.literal}


@pytest.mark.parametrize(
    ("written", "sentence", "country"),
    [
        ("Stepnogirskoye", "Russian guns hit {} in the Zaporizhzhia region.", "UA"),
        ("Zolotaryovka", "Ukrainian troops held {} in the Luhansk region.", "UA"),
        ("Razdolovka", "Shells fell near {} in the Donetsk region, Ukraine said.", "UA"),
        ("Velikaya Pisarevka", "Ukraine said that shells fell in {} in the Sumy region.", "UA"),
        ("Dair ez-Zour", "Syrian troops drove into {} on Sunday.", "SY"),
        ("Um Rawabah", "Sudanese soldiers entered {} on Sunday.", "SD"),
        ("Beit Lahya", "Israeli tanks stood near {} in Gaza.", "PS"),
    ],
)
def test_other_spellings_find_the_place(written: str, sentence: str, country: str) -> None:
    found = places(sentence.format(written))
    assert written in found, found
    assert found[written][1] == country


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine’s Khortytsia group said that its soldiers held the line.",
        "Shevchenko told Ukrainian reporters that he would stay.",
        "The Ukrainian poet Kobzar wrote about the war.",
    ],
)
def test_hamlets_are_not_read_into_other_names(text: str) -> None:
    assert not {"Khortytsia", "Shevchenko", "Kobzar"} & places(text).keys()


@pytest.mark.parametrize(
    ("region", "latitude"),
    [("Chernihiv", 51.5), ("Odesa", 47.0), ("Kharkiv", 49.6), ("Zaporizhzhia", 47.3)],
)
def test_the_region_tells_namesakes_apart(region: str, latitude: float) -> None:
    text = f"Ukraine said that a drone hit a barn in Novoselivka in the {region} region."
    layer = find_places(segment(Article("namesakes", text)))
    (village,) = (place for place in layer.literal if place.mention == "Novoselivka")
    assert village.latitude == pytest.approx(latitude, abs=1.6)


def test_a_namesake_abroad_does_not_hide_the_spelling_here() -> None:
    text = "Ukrainian forces hold Peski in the Donetsk region, Kyiv says."
    assert places(text)["Peski"][1] == "UA"

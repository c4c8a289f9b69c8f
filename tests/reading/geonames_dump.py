"""Lines in the form of a GeoNames dump, of places that do not exist."""

from __future__ import annotations


def place_line(
    number: object,
    name: str,
    others: str = "",
    point: tuple[object, object] = (49.91, 37.11),
    feature: tuple[str, str] = ("P", "PPL"),
    country: str = "UA",
    admin1: str = "07",
    population: object = 312,
) -> str:
    """Return a line of a country file."""
    cells = (number, name, name, others, *point, *feature, country, "", admin1, "", "", "")
    return "\t".join(map(str, (*cells, population, "", 100, "Europe/Kyiv", "2024-01-01")))


def name_line(number: object, place: object, language: str, name: str) -> str:
    """Return a line of alternateNamesV2.txt."""
    return f"{number}\t{place}\t{language}\t{name}\t\t\t\t\t\t"


def code_line(code: str, name: str, place: object) -> str:
    """Return a line of admin1CodesASCII.txt or admin2Codes.txt."""
    return f"{code}\t{name}\t{name}\t{place}"

"""The words of a clause that narrow it to a part of its place: "the northern districts"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importer.model import Location

_LOWER = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_QUARTER = r"\b(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?"
_OF_MORE = re.compile(
    rf"{_QUARTER} (?=(?:(?!of\b|the\b|and\b|part|side|edge|bank)[\w-]+ ){{0,2}}"
    r"(?:city|town|village|hamlet|region|province|state|governorate|oblast|port|country|territory"
    r"|island|hub|stronghold|enclave|settlement|capital|front|border)\b)"
)
"""Where a place lies: "the southern Syrian village", "the northern border town"."""
_OF_NAME = re.compile(rf"{_QUARTER} (?=([A-Z][\w’'-]+))")
"""Part of what has a name: "eastern Congo", and no part of the town that the claim is about."""
_ITSELF = re.compile(
    r"\b[Tt]he (?:district|quarter|ward|suburb|neighbou?rhood)"
    r"(?: of (?=[A-Z])| (?=[\"“]?(?:is|was|has|had)\b))"
)
"""A district that is itself the place: "the district of Harrow", "the district has not fallen"."""
_FIGHTING = re.compile(r"\bstreet(?:-to-street)? (?=(?:fight|battle|clash|combat|gun))")
_THE_STREETS = re.compile(r"\b[Tt]he streets (?=(?:were|are|had|have|of [A-Z]))")
"""All streets of a town: "the streets were empty"."""


def common_words(text: str, places: Iterable[Location]) -> frozenset[str]:
    """Return the words without a capital that are no part of where the place itself lies.

    "The eastern city of Goma" and "Goma in eastern Congo" speak of all of Goma, "eastern Goma" of
    a part; "North Korean" names no part at all.
    """
    names = {
        word for place in places for name in (place.name, place.mention) for word in name.split()
    }

    plain = _OF_MORE.sub("", _ITSELF.sub("", _THE_STREETS.sub("", _FIGHTING.sub("", text))))

    def keep(match: re.Match[str]) -> str:
        return match.group() if match.group(1) in names else ""

    return frozenset(_LOWER.findall(_OF_NAME.sub(keep, plain)))

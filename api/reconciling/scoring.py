"""How well an entity fits a query, from 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from db.keys import fold
from importer import same_person

EXACT = 100.0
LEAST = 40.0
"""Below this a likeness of letters is chance."""
SURE = 92.0
"""From here on a candidate may be taken without a person's look …"""
AHEAD = 5.0
"""… if it is so much better than the next."""
PART_OF_NAME = 0.75
"""What a name is worth that has all words of the other, and lacks some."""
ANOTHER_VALUE = 20.0
"""What each property costs that is known to be another."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score and what it is made of."""

    total: float
    name: float
    fitting: int
    """Properties that are as asked."""
    failing: int
    """Properties that are known to be otherwise."""


# Letters that scripts are transcribed with in more than one way: Kupiansk and Kupyansk.
_ONE_SOUND = str.maketrans("ijwqg", "yyvkh")
ANOTHER_LETTER = 0.97


def score(
    item: Mapping[str, Any], name: str | None, properties: Mapping[str, tuple[str, ...]]
) -> Score:
    """Compare an item with a name and with properties; without a name they alone count."""
    named = EXACT if name is None else name_score(item, name)
    verdicts = [_fits(item.get(pid), values) for pid, values in properties.items()]
    fitting, failing = verdicts.count(True), verdicts.count(False)
    if name is None:
        total = EXACT * fitting / len(verdicts)
    else:
        total = max(named - ANOTHER_VALUE * failing, 0.0)
    return Score(round(total, 2), round(named, 2), fitting, failing)


def name_score(item: Mapping[str, Any], name: str) -> float:
    """Compare a name with all of an item's and with its id; only an equal one is worth 100."""
    if name in {item["key"], item["id"], *item.get("mergedKeys", ()), *item.get("mergedIds", ())}:
        return EXACT
    wanted = fold(name)
    known = [item["name"], *item["aliases"]]
    if any(fold(each) == wanted for each in known):
        return EXACT
    best = max(_likeness(wanted, fold(each)) for each in known)
    if item["kind"] == "PERSON":
        best = max(best, *(same_person(name, each) * EXACT for each in known))
    return min(best, EXACT - 1)


def _likeness(wanted: str, known: str) -> float:
    if not wanted or not known:
        return 0.0
    words, others = set(wanted.split()), set(known.split())
    part = EXACT * PART_OF_NAME if words <= others or others <= words else 0.0
    sounds = wanted.translate(_ONE_SOUND), known.translate(_ONE_SOUND)
    return max(
        fuzz.ratio(wanted, known),
        fuzz.ratio(*sounds) * ANOTHER_LETTER,
        fuzz.token_sort_ratio(*sounds) * ANOTHER_LETTER,
        part,
    )


def _fits(value: Any, wanted: tuple[str, ...]) -> bool | None:
    """Tell whether a value is one of those wanted; None where it is not known."""
    if value is None or value == []:
        return None
    known = {_folded(each) for each in (value if isinstance(value, list) else [value])}
    return any(_folded(each) in known for each in wanted)


def _folded(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return fold(str(value)) or str(value)

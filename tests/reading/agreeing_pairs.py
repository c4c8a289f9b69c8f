"""Pairs that bear each other out, pairs of which one replaces the other, and what only seems so."""

from __future__ import annotations

from tests.reading.link_statements import Count, Said


def _killed(mention: str, low: float, high: float | None, **fields: object) -> Said:
    count = Count(mention, low, high, "people", "killed")
    given = {"counts": [count], "predicate": "kill", **fields}
    return Said(f"{mention} were killed", "casualties", **given)  # type: ignore[arg-type] # of Said


def _toll(text: str, counts: list[tuple[str, float]], **fields: object) -> Said:
    told = [Count(mention, low, low, "people", "killed") for mention, low in counts]
    given = {"counts": told, "predicate": "kill", **fields}
    return Said(text, "casualties", **given)  # type: ignore[arg-type] # fields of Said, passed on


BOMBED = Said("Red jets bombed the dairy", "strike", "RED", predicate="strike")
TOOK = Said("the Reds took the hill fort", "control", "RED", predicate="capture", holder="RED")
FOUR = _killed("four people", 4, 4, published="2031-05-05")

CORROBORATES = [
    (BOMBED, Said("jets hit the dairy", "strike", "RED", predicate="strike")),
    (TOOK, Said("the hill fort fell to them", "control", "RED", predicate="capture", holder="RED")),
    (
        Said("the Blues pulled back from the ridge", "withdraw", "BLU", predicate="withdraw"),
        Said("Blue troops have left the ridge", "withdraw", "BLU", predicate="withdraw"),
    ),
    (_killed("31 people", 31, 31), _killed("31 people", 31, 31)),
    (
        Said("the Reds freed the captive nuns", "detain", "RED", predicate="release"),
        Said("the nuns were let go by the Reds", "detain", "RED", predicate="release"),
    ),
    (
        Said(
            "the Reds have not entered the port", "advance", "RED", negative=True, predicate="enter"
        ),
        Said(
            "no Red unit has entered the port", "advance", "RED", negative=True, predicate="enter"
        ),
    ),
    (
        Said("the Blues repelled the Reds at the weir", "repel", "BLU", "RED", predicate="repel"),
        Said("our attack on the weir was beaten off", "repel", "BLU", "RED", predicate="repel"),
    ),
]
DO_NOT_AGREE = [
    # Figures that are not near each other, of people told of in other words.
    (
        Said(
            "the Reds killed 200 men near the weir",
            "casualties",
            "RED",
            predicate="kill",
            counts=[Count("200 men", 200, 200, "men", "killed")],
        ),
        Said(
            "the Reds killed nine fighters near the weir",
            "casualties",
            "RED",
            predicate="kill",
            counts=[Count("nine fighters", 9, 9, "fighters", "killed")],
        ),
    ),
    # Another day, another place.
    (BOMBED, Said("jets hit the dairy", "strike", "RED", predicate="strike", day="2031-05-09")),
    (BOMBED, Said("jets hit the dairy", "strike", "RED", predicate="strike", place="Selby")),
    # Of opposite sign.
    (BOMBED, Said("no jets hit the dairy", "strike", "RED", negative=True, predicate="strike")),
    # A plan and a fact.
    (BOMBED, Said("jets will hit the dairy", "strike", "RED", modality="intended")),
    # Other things were hit.
    (
        Said("jets bombed a dairy", "strike", "RED", predicate="strike", objects=("dairy",)),
        Said("jets bombed a barracks", "strike", "RED", predicate="strike", objects=("barracks",)),
    ),
    # Other doers.
    (BOMBED, Said("Blue jets hit the dairy", "strike", "BLU", predicate="strike")),
    # Figures that exclude each other.
    (_killed("31 people", 31, 31), _killed("40 people", 40, 40)),
    # A small figure is soon met by chance.
    (_killed("two people", 2, 2), _killed("two people", 2, 2)),
    # The same source says it again.
    (
        BOMBED,
        Said("jets hit the dairy", "strike", "RED", predicate="strike", speaker="Anna Ambler"),
    ),
    # Who passes a claim on and denies it bears nobody out.
    (
        BOMBED,
        Said("jets hit the dairy", "strike", "RED", predicate="strike", stance="denies"),
    ),
    # Only the kind of thing is the same.
    (BOMBED, Said("rockets fell", "strike", predicate="strike")),
]
REVISES = [
    (FOUR, _killed("seven people", 7, 7, published="2031-05-06", updates=True)),
    (FOUR, _killed("seven people", 7, 7, published="2031-05-06", speaker="Anna Ambler")),
    (FOUR, _killed("two people", 2, 2, published="2031-05-06", updates=True)),
    (FOUR, _killed("nine people", 9, 9, published="2031-05-06", cue="raised")),
    (FOUR, _killed("nine people", 9, 9, published="2031-05-07", cue="corrected")),
    (
        _killed("at most six people", 0, 6, published="2031-05-05"),
        _killed("at least eight people", 8, None, published="2031-05-06", updates=True),
    ),
    (
        Said(
            "300 families fled",
            "displacement",
            published="2031-05-05",
            counts=[Count("300 families", 300, 300, "families", "displaced")],
        ),
        Said(
            "900 families fled",
            "displacement",
            published="2031-05-06",
            updates=True,
            counts=[Count("900 families", 900, 900, "families", "displaced")],
        ),
    ),
]
DO_NOT_REVISE = [
    # A later count that does not say so, of another source.
    (FOUR, _killed("seven people", 7, 7, published="2031-05-06")),
    # Another place, another day.
    (FOUR, _killed("seven people", 7, 7, published="2031-05-06", updates=True, place="Selby")),
    (FOUR, _killed("seven people", 7, 7, published="2031-05-10", day="2031-05-09")),
    # The update came first.
    (
        _killed("seven people", 7, 7, published="2031-05-05", updates=True),
        _killed("two people", 2, 2, published="2031-05-06"),
    ),
    # The figures agree.
    (
        _killed("at least four people", 4, None, published="2031-05-05"),
        _killed("seven people", 7, 7, published="2031-05-06", updates=True),
    ),
    # Another fate.
    (
        FOUR,
        Said(
            "seven people were hurt",
            "casualties",
            predicate="wound",
            published="2031-05-06",
            updates=True,
            counts=[Count("seven people", 7, 7, "people", "wounded")],
        ),
    ),
    # Two bodies with like names are two sources.
    (
        _killed(
            "four people",
            4,
            4,
            published="2031-05-05",
            speaker="North Valley Rights Network",
            body=True,
        ),
        _killed(
            "seven people",
            7,
            7,
            published="2031-05-06",
            speaker="North Valley Rights Monitor",
            body=True,
        ),
    ),
]

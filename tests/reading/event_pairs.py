"""Pairs about one event: its day, its place, who did it."""

from __future__ import annotations

from tests.reading.link_statements import Said


def _hit(text: str, **fields: object) -> Said:
    return Said(text, "strike", **fields)  # type: ignore[arg-type] # fields of Said, passed on


def _attack(text: str, **fields: object) -> Said:
    return Said(text, "attack", predicate="attack", **fields)  # type: ignore[arg-type] # as above


def _blame(text: str, agent: str, **fields: object) -> Said:
    return Said(text, "responsibility", agent, **fields)  # type: ignore[arg-type] # as above


TIME = [
    (
        _attack("the boats landed on Sunday", agent="RED", day="2031-05-04"),
        _attack("the boats landed on Monday, not on Sunday", agent="RED", day="2031-05-05"),
    ),
    (
        _hit("the rockets hit the covered bazaar on Sunday", agent="BLU", day="2031-05-04"),
        _hit("rockets hit the covered bazaar on Monday", agent="BLU", day="2031-05-05"),
    ),
    (
        _hit("a drone hit the sugar refinery on Sunday night", day="2031-05-04"),
        _hit("the sugar refinery was hit by a drone on Monday", day="2031-05-05"),
    ),
    (
        _attack("gunmen stormed the toll gate on Tuesday", agent="RED", day="2031-05-06"),
        _attack(
            "gunmen stormed the toll gate on Saturday rather than on Tuesday",
            agent="RED",
            day="2031-05-03",
        ),
    ),
    (
        Said("the ferry disaster took place on Friday", "casualties", day="2031-05-02"),
        Said("17 died in the ferry disaster on Saturday", "casualties", day="2031-05-03"),
    ),
    (
        Said(
            "the Reds shot the harbour master dead on Monday",
            "casualties",
            "RED",
            predicate="kill",
            day="2031-05-05",
            article="a.txt",
            id="s1",
            published="2031-05-09",
        ),
        Said(
            "he was shot on Tuesday",
            "casualties",
            predicate="kill",
            day="2031-05-06",
            article="a.txt",
            id="s2",
            start=60,
            published="2031-05-09",
        ),
    ),
]
NOT_TIME = [
    # Two strikes are two, unless what they hit is named.
    (
        _hit("a strike hit a house on Sunday", day="2031-05-04"),
        _hit("a strike hit a house on Monday", day="2031-05-05"),
    ),
    # A week apart is no slip of the pen.
    (
        _hit("the rockets hit the covered bazaar on Sunday", day="2031-05-04"),
        _hit("rockets hit the covered bazaar on Tuesday", day="2031-05-13"),
    ),
    # What is so on one day may be otherwise on the next.
    (
        Said("the flour depot was shut on Sunday", "humanitarian", day="2031-05-04"),
        Said("the flour depot was shut on Monday", "humanitarian", day="2031-05-05"),
    ),
    # A day that only the reporter names is that of the telling.
    (
        _hit("the rockets hit the covered bazaar", day="2031-05-04"),
        _hit("rockets hit the covered bazaar", day="2031-05-05"),
    ),
    # Other doers.
    (
        _attack("the Reds stormed the toll gate on Sunday", agent="RED", day="2031-05-04"),
        _attack("the Blues stormed the toll gate on Monday", agent="BLU", day="2031-05-05"),
    ),
    # "Overnight" holds both days.
    (
        _hit("the refinery was hit overnight", day=("2031-05-04", "2031-05-05")),
        _hit("the refinery was hit on Monday", day="2031-05-05"),
    ),
]
PLACE = [
    (
        _hit("our trucks were hit near the river", target="UN", place="Harrow"),
        _hit("a drone hit the convoy", agent="RED", target="UN", place="Harrowby"),
    ),
    (
        _hit("two UN lorries burned", target="UN", place="Harrow"),
        _hit("the lorries were shelled", agent="BLU", target="UN", place="Harrowby"),
    ),
    (
        _attack("the patrol was ambushed", target="UN", place="Harrow"),
        _attack("gunmen ambushed blue helmets", agent="RED", target="UN", place="Harrowby"),
    ),
    (
        Said("three peacekeepers were hurt", "casualties", None, "UN", place="Harrow"),
        Said("peacekeepers were hurt by a mine", "casualties", None, "UN", place="Harrowby"),
    ),
    (
        Said("a UN driver died in his lorry", "casualties", None, "UN", place="Harrow"),
        Said("the driver of a UN lorry was killed", "casualties", None, "UN", place="Harrowby"),
    ),
    (
        Said("the Reds are only on the outskirts", "advance", "RED", predicate="advance"),
        Said("the Reds are in the centre", "forces", "RED", predicate="present"),
    ),
]
NOT_PLACE = [
    # A side of the war is hit in many places of a day.
    (
        _hit("Red positions were hit", target="RED", place="Harrow"),
        _hit("a drone hit Red positions", target="RED", place="Harrowby"),
    ),
    # Another day.
    (
        _hit("two UN lorries burned", target="UN", place="Harrow"),
        _hit("the UN lorries were shelled", target="UN", place="Harrowby", day="2031-05-06"),
    ),
    # A region holds its town.
    (
        _hit("two UN lorries burned", target="UN", place="Harrow"),
        _hit("UN lorries were shelled", target="UN", place="Northmark"),
    ),
    # Other bystanders.
    (
        _hit("two UN lorries burned", target="UN", place="Harrow"),
        _hit("lorries were shelled", place="Harrowby"),
    ),
    # A river is near its towns.
    (
        _hit("two UN boats burned", target="UN", place="Harrow"),
        _hit("UN boats were shelled", target="UN", place="Tamar"),
    ),
    # Without "only" they can be in both.
    (
        Said("the Reds are on the outskirts", "advance", "RED", predicate="advance"),
        Said("the Reds are in the centre", "forces", "RED", predicate="present"),
    ),
    # Fire in two places is two fires.
    (
        _hit("a strike killed four people", place="Harrow"),
        _hit("a strike killed four people", place="Harrowby"),
    ),
]
RESPONSIBILITY = [
    (_blame("the Reds are to blame for the blast", "RED"), _blame("the Blues did it", "BLU")),
    (
        _hit("Red shells hit the clinic", agent="RED", predicate="strike"),
        _blame("the Blues bear the blame", "BLU"),
    ),
    (
        _hit("a Red missile hit the clinic", agent="RED", predicate="strike"),
        _hit("the clinic was hit by a Blue rocket", agent="BLU", predicate="strike"),
    ),
    (
        _hit(
            "the Reds of firing on the pilgrims",
            agent="RED",
            cue="accused",
            party="BLU",
            article="a.txt",
            id="s1",
        ),
        _attack(
            "the Blues for the attack",
            agent="BLU",
            cue="blamed",
            party="RED",
            article="a.txt",
            id="s2",
            start=50,
        ),
    ),
    (
        Said(
            "the Reds broke the truce",
            "ceasefire",
            "RED",
            predicate="violate",
            party="BLU",
            article="a.txt",
            id="s1",
        ),
        Said(
            "it was the Blues that had broken it",
            "ceasefire",
            "BLU",
            predicate="violate",
            party="RED",
            article="a.txt",
            id="s2",
            start=50,
        ),
    ),
    (
        Said("the Reds killed the priest at the mill", "casualties", "RED", predicate="kill"),
        _blame("the Blues were behind the killing of the priest at the mill", "BLU"),
    ),
    (
        _blame("the Reds ordered the shelling of the school", "RED"),
        _blame("the Blues ordered it", "BLU"),
    ),
]
NOT_RESPONSIBILITY = [
    # Both name the same.
    (_blame("the Reds are to blame", "RED"), _blame("the Reds did it", "RED")),
    # Another day, another place.
    (_blame("the Reds did it", "RED"), _blame("the Blues did it", "BLU", day="2031-05-12")),
    (_blame("the Reds did it", "RED"), _blame("the Blues did it", "BLU", place="Selby")),
    # Each side fires at something.
    (
        _hit("Red jets bombed a depot", agent="RED", target="BLU"),
        _hit("Blue guns hit a bridge", agent="BLU", target="RED"),
    ),
    # One party adds to its own charge.
    (
        _blame("the Reds did it", "RED", party="GRN"),
        _blame("the Blues helped them", "BLU", party="GRN"),
    ),
    # Who is not named is not blamed.
    (_blame("the Reds did it", "RED"), Said("somebody else did it", "responsibility")),
    # Charges about other things in other articles.
    (
        _hit("the Reds of firing on the pilgrims", agent="RED", cue="accused", party="BLU"),
        _attack("the Blues for the raid on a farm", agent="BLU", cue="blamed", party="RED"),
    ),
    # Nobody is blamed by "did not do it".
    (
        _blame("the Reds did it", "RED"),
        _blame("the Blues did not do it", "BLU", negative=True),
    ),
    # Each breaks a truce of its own day.
    (
        Said("the Reds broke the truce", "ceasefire", "RED", predicate="violate", party="BLU"),
        Said("the Blues broke a truce", "ceasefire", "BLU", predicate="violate", party="RED"),
    ),
]

"""Pairs that only seem to contradict, by the type they seem of, and near misses by their word."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reading.event_pairs import NOT_PLACE, NOT_RESPONSIBILITY, NOT_TIME
from tests.reading.link_statements import Count, Said


def _said(text: str, kind: str, predicate: str | None = None, **fields: object) -> Said:
    return Said(text, kind, predicate=predicate, **fields)  # type: ignore[arg-type] # of Said


def _holds(party: str, text: str = "", **fields: object) -> Said:
    told = {"holder": party, **fields}
    return _said(text or f"{party} holds the town", "control", "hold", agent=party, **told)


def _dead(mention: str, low: float | None, high: float | None, **fields: object) -> Said:
    noun = mention.rsplit(maxsplit=1)[-1]
    approx = bool(fields.pop("approx", False))
    text = str(fields.pop("text", f"{mention} were killed"))
    counts = [Count(mention, low, high, noun, "killed", approx=approx)]
    return _said(text, "casualties", "kill", counts=counts, **fields)


FOUR = _dead("four people", 4, 4)
SHELLED = _said("the Reds shelled the tannery", "strike", "strike", agent="RED")
RED_HOLDS = _holds("RED", "the Reds hold the town")
FELL = _said("the Reds took the town", "control", "capture", agent="RED", holder="RED")
LEFT = _said("the Reds have left the town", "withdraw", "withdraw", agent="RED")

DENIAL = [
    # A side that denies what it did says nothing of what the other did.
    (
        _said("the Blues shelled a mill", "strike", "strike", agent="BLU"),
        _said("its guns had fired", "strike", "strike", agent="RED", negative=True, cue="denied"),
    ),
    # Of another day; of another place.
    (SHELLED, _said("shelling the tannery", "strike", "strike", agent="RED", negative=True,
                    cue="denied", day="2031-05-20")),
    (SHELLED, _said("shelling the tannery", "strike", "strike", agent="RED", negative=True,
                    cue="denied", place="Selby")),
    # A lie about something else.
    (SHELLED, _said("talk of hunger in the camp is a lie", "humanitarian", "hunger",
                    negative=True)),
    # Two who deny it agree.
    (
        _said("shelling the tannery", "strike", "strike", agent="RED", negative=True, cue="denied"),
        _said("shelling it", "strike", "strike", agent="RED", negative=True, cue="denied"),
    ),
    # Who the dead were is not whether they died.
    (
        _dead("nine people", 9, 9),
        _said("any of the dead were fighters", "casualties", "die", negative=True, cue="denied"),
    ),
    # Civilians denied, fighters told of.
    (
        _dead("20 gunmen", 20, 20),
        _said("any civilians had been killed", "casualties", "kill", negative=True, cue="denied"),
    ),
]  # fmt: skip
NEGATION = [
    (SHELLED, _said("the Reds did not shell the tannery", "strike", "strike", agent="RED",
                    negative=True, day="2031-05-16")),
    (SHELLED, _said("the Reds did not shell the tannery", "strike", "strike", agent="RED",
                    negative=True, place="Selby")),
    (SHELLED, _said("the Blues did not shell it", "strike", "strike", agent="BLU", negative=True)),
    # What may come is denied by nothing that is.
    (SHELLED, _said("the Reds will not shell it", "strike", "strike", agent="RED", negative=True,
                    modality="intended")),
    # That nobody died says nothing of the hurt.
    (
        _said("three soldiers were hurt in the raid", "casualties", "wound", target="BLU",
              counts=[Count("three soldiers", 3, 3, "soldiers", "wounded")]),
        _said("no soldiers were killed in the raid", "casualties", "kill", target="BLU",
              negative=True, counts=[Count("no soldiers", 0, 0, "soldiers", "killed")]),
    ),
    # No children, but people.
    (
        _dead("15 people", 15, 15, text="15 people were killed by the drones"),
        _said("the drones did not kill any children", "casualties", "kill", negative=True),
    ),
    # The soldiers of one side, the men of the other.
    (
        _dead("ten attackers", 10, 10, text="ten attackers were killed at the post"),
        _said("no soldiers were killed at the post", "casualties", "kill", negative=True,
              counts=[Count("no soldiers", 0, 0, "soldiers", "killed")]),
    ),
    # Other fighters than those of the claim.
    (
        _said("Red troops entered the town", "advance", "enter", agent="RED"),
        _said("tribal fighters have not entered the town", "advance", "enter", negative=True),
    ),
    # What was agreed to is not done yet.
    (
        _said("the Reds agreed to withdraw", "withdraw", "withdraw", agent="RED"),
        _said("the Reds have not withdrawn", "withdraw", "withdraw", agent="RED", negative=True),
    ),
]  # fmt: skip
ANTONYM = [
    # One after the other.
    (_said("the bridge was open on Sunday", "supply", day="2031-05-04"),
     _said("the bridge was closed on Friday", "supply", day="2031-05-09")),
    # In two places.
    (_said("the situation is stable", "situation", "stabilise"),
     _said("the situation is getting worse", "situation", "deteriorate", place="Selby")),
    # Of two things.
    (_said("the bakery is open", "humanitarian"), _said("the school is closed", "humanitarian")),
    # Of two parties.
    (LEFT, _said("the Blues are still there", "forces", "present", agent="BLU")),
    # Who is sent is not there yet.
    (
        _said("forces were sent to the town", "forces", "deploy", agent="RED"),
        _said("the Reds have not entered the town", "advance", "enter", agent="RED", negative=True),
    ),
    # What began yesterday is not over.
    (
        _said("the Reds began to pull out on Sunday", "withdraw", "withdraw", agent="RED"),
        _said("Red men remained there on Monday", "forces", "present", agent="RED",
              day="2031-05-05"),
    ),
    # Restored, and so gone before.
    (_said("power has been restored, the mill is working again", "humanitarian", "service"),
     _said("the mill was idle", "humanitarian", "outage")),
]  # fmt: skip
CONTROL = [
    (RED_HOLDS, _holds("RED", "the Reds are masters of the town")),
    (RED_HOLDS, _holds("BLU", "the Blues hold the town", place="Selby")),
    (RED_HOLDS, _holds("BLU", "the Blues hold the town", day="2031-05-19")),
    (RED_HOLDS, _holds("BLU", "the Blues may hold it", modality="hypothetical")),
    (
        _holds("RED", "the Reds hold the northern wards", degree=0.4),
        _holds("BLU", "the Blues hold the southern wards", degree=0.4),
    ),
    # Each took it on a day of its own.
    (
        FELL,
        _said("the Blues took the town", "control", "capture", agent="BLU", holder="BLU",
              day="2031-05-06"),
    ),
    # The base is not the town.
    (
        _said("the Reds took the army's headquarters", "control", "capture", agent="RED",
              holder="RED"),
        _said("the town has not fallen", "control", "capture", negative=True),
    ),
]  # fmt: skip
NUMBER = [
    (FOUR, _dead("nine people", 9, 9, day="2031-05-08")),
    (FOUR, _dead("nine people", 9, 9, place="Selby")),
    (FOUR, _dead("at least two people", 2, None)),
    # Of 48 the 16 of the other report.
    (
        _said("48 people were killed, 16 of them in the queue", "casualties", "kill",
              counts=[Count("48 people", 48, 48, "people", "killed"),
                      Count("16", 16, 16, "people", "killed")]),
        _dead("16 people", 16, 16),
    ),
    # Some of the dead, and all of them.
    (
        _dead("eight people", 8, 8),
        _said("four of the dead were students", "casualties", "die",
              counts=[Count("four", 4, 4, "people", "killed")]),
    ),
    # At one crossing, and at all.
    (
        _said("41 lorries came through the Orm crossing", "supply", "supply-flow",
              counts=[Count("41 lorries", 41, 41, "lorries", "arrived")]),
        _said("180 lorries came through all crossings", "supply", "supply-flow",
              counts=[Count("180 lorries", 180, 180, "lorries", "arrived")]),
    ),
    # The first of several steps.
    (
        _said("300 people were taken out in the first batch", "displacement", "evacuate",
              counts=[Count("300 people", 300, 300, "people", "displaced")]),
        _said("1,500 people were taken out", "displacement", "evacuate",
              counts=[Count("1,500 people", 1500, 1500, "people", "displaced")]),
    ),
    # Children among civilians; children and women.
    (_dead("19 civilians", 19, 19), _dead("six children", 6, 6)),
    (_dead("nine women", 9, 9), _dead("six children", 6, 6)),
    # A strike, and a bomb beside the road.
    (
        _dead("17 people", 17, 17, text="the strike killed 17 people"),
        _dead("three people", 3, 3, text="three people died by a roadside mine"),
    ),
]  # fmt: skip
SEEMING: dict[str, Sequence[tuple[Said, Said]]] = {
    "denial": DENIAL,
    "negation": NEGATION,
    "antonym": ANTONYM,
    "control": CONTROL,
    "number": NUMBER,
    "time": NOT_TIME,
    "place": NOT_PLACE,
    "responsibility": NOT_RESPONSIBILITY,
}
"""What only seems to contradict, by the type that a hasty reader would take it for."""

NEAR_MISSES: dict[str, Sequence[tuple[Said, Said]]] = {
    "different time": [
        (FOUR, _dead("nine people", 9, 9, day="2031-05-07")),
        (RED_HOLDS, _holds("BLU", day="2031-05-12")),
        (LEFT, _holds("RED", "the Reds hold it", day="2031-05-01")),
        (SHELLED, _said("the Reds did not shell the tannery", "strike", "strike", agent="RED",
                        negative=True, day="2031-05-09")),
        (FELL, _said("the Blues took it back", "control", "capture", agent="BLU", holder="BLU",
                     day="2031-05-06")),
        (_dead("40 people", 40, 40, day=("2031-05-01", "2031-05-04")),
         _dead("60 people", 60, 60, day=("2031-05-01", "2031-05-05"))),
    ],
    "different place": [
        (FOUR, _dead("nine people", 9, 9, place="Selby")),
        (FOUR, _dead("nine people", 9, 9, place="Northmark")),
        (RED_HOLDS, _holds("BLU", place="Harrowby")),
        (LEFT, _holds("RED", "the Reds hold it", place="Selby")),
        (SHELLED, _said("the Reds did not shell the tannery", "strike", "strike", agent="RED",
                        negative=True, place="Selby")),
        (_said("the Reds entered", "advance", "enter", agent="RED"),
         _said("the Reds have not entered", "advance", "enter", agent="RED", negative=True,
               place="Selby")),
    ],
    "ranges overlap": [
        (FOUR, _dead("at least three people", 3, None)),
        (FOUR, _dead("three to five people", 3, 5)),
        (FOUR, _dead("up to six people", None, 6)),
        (_dead("dozens of people", 24, None, approx=True), _dead("60 people", 60, 60)),
        (_dead("about 100 people", 100, 100, approx=True), _dead("104 people", 104, 104)),
        (_dead("more than 20 people", 20, None), _dead("at least 30 people", 30, None)),
    ],
    "plan against fact": [
        (RED_HOLDS, _holds("BLU", "the Blues will hold it", modality="intended")),
        (RED_HOLDS, _holds("BLU", "if the Blues held it", modality="hypothetical")),
        (LEFT, _said("the Reds will not leave", "withdraw", "withdraw", agent="RED", negative=True,
                     modality="intended")),
        (_said("the Reds may enter", "advance", "enter", agent="RED", modality="possible"),
         _said("the Reds have not entered", "advance", "enter", agent="RED", negative=True)),
        (_said("the Reds pledged to leave", "withdraw", "withdraw", agent="RED"),
         _said("the Reds are still there", "forces", "present", agent="RED")),
        (FELL, _said("they could soon be driven out", "repel", "repel", target="RED",
                     modality="possible")),
    ],
    "different parts": [
        (_holds("RED", "the Reds hold the north", degree=0.5),
         _holds("BLU", "the Blues hold the south", degree=0.5)),
        (_said("the Reds left two streets", "withdraw", "withdraw", agent="RED", degree=0.1),
         RED_HOLDS),
        (_said("the Reds did not take all of it", "control", "capture", agent="RED",
               negative=True, degree=1.0),
         _holds("RED", "the Reds hold a third", degree=0.33)),
        (_said("the Reds took the barracks", "control", "capture", agent="RED", holder="RED"),
         _said("the Reds did not take the town", "control", "capture", agent="RED",
               negative=True)),
        (_said("the Reds advanced", "advance", "advance", agent="RED"),
         _said("no Reds are in the centre", "forces", "present", agent="RED", negative=True)),
        (_said("the Reds do not hold the town", "control", "hold", agent="RED", negative=True),
         _holds("RED", "the Reds hold the eastern wards", degree=0.3)),
    ],
    "different matter": [
        (_said("300 people left in the first convoy", "displacement", "evacuate",
               counts=[Count("300 people", 300, 300, "people", "displaced")]),
         _said("1,500 people left", "displacement", "evacuate",
               counts=[Count("1,500 people", 1500, 1500, "people", "displaced")])),
        (_said("41 lorries came through the Orm gate", "supply", "supply-flow",
               counts=[Count("41 lorries", 41, 41, "lorries", "arrived")]),
         _said("180 lorries came through all gates", "supply", "supply-flow",
               counts=[Count("180 lorries", 180, 180, "lorries", "arrived")])),
        (_dead("nine people", 9, 9, day=None), _dead("40 people", 40, 40, day=None)),
        (_dead("nine people", 9, 9), _dead("40 people", 40, 40, day=None)),
        (_dead("nine people", 9, 9, day=None, published="2031-05-05"),
         _dead("40 people", 40, 40, day=None, published="2031-05-06")),
        (_dead("two soldiers", 2, 2, day=None), _dead("30 troops", 30, 30)),
    ],
}  # fmt: skip
"""What is kept as a near miss, by the fixed word that says why it is none."""

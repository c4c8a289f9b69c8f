"""Pairs that contradict each other, by type, in invented wars."""

from __future__ import annotations

from importer.model import ContradictionType
from tests.reading.event_pairs import PLACE, RESPONSIBILITY, TIME
from tests.reading.link_statements import Count, Said

MARCH = ("2031-03-01", "2031-03-10")

DENIAL = [
    (
        Said("the Reds stormed the radio tower", "attack", "RED", predicate="attack", party="BLU"),
        Said(
            "its men had attacked the tower",
            "attack",
            "RED",
            negative=True,
            predicate="attack",
            cue="denied",
            party="RED",
        ),
    ),
    (
        Said("the garrison has fallen to the Blues", "control", "BLU", holder="BLU", party="BLU"),
        Said(
            "talk of the fall of the garrison is pure fiction",
            "control",
            "BLU",
            negative=True,
            party="RED",
        ),
    ),
    (
        Said("Red jets bombed the grain silos", "strike", "RED", predicate="strike"),
        Said("the silo story is a fabrication", "strike", "RED", negative=True, party="RED"),
    ),
    (
        Said("an air strike killed eleven villagers", "casualties", "RED", predicate="kill"),
        Said(
            "no air strike was carried out",
            "strike",
            negative=True,
            counts=[Count("no air strike", 0, 0, "air strike")],
        ),
    ),
    (
        Said("the Reds beat the column back", "repel", "RED", "BLU", predicate="repel"),
        Said(
            "there was no battle",
            "attack",
            negative=True,
            predicate="fight",
            counts=[Count("no battle", 0, 0, "battle")],
            party="BLU",
        ),
    ),
    (
        Said(
            "300 Blue fighters died",
            "casualties",
            None,
            "BLU",
            predicate="die",
            counts=[Count("300 Blue fighters", 300, 300, "fighters", "killed")],
            party="RED",
        ),
        Said(
            "the enemy is lying when it talks of 300 dead",
            "casualties",
            None,
            None,
            negative=True,
            predicate="die",
            counts=[Count("300 dead", 300, 300, "dead", "killed")],
            party="BLU",
        ),
    ),
]

NEGATION = [
    (
        Said("the Reds had entered the suburbs", "advance", "RED", predicate="enter"),
        Said("the Reds have not entered", "advance", "RED", negative=True, predicate="enter"),
    ),
    (
        Said("the Blues took the town", "control", "BLU", predicate="capture", holder="BLU"),
        Said("they did not take it", "control", "BLU", negative=True, predicate="capture"),
    ),
    (
        Said("the Reds liberated the town", "control", "RED", predicate="liberate", holder="RED"),
        Said("the town was never captured", "control", negative=True, predicate="capture"),
    ),
    (
        Said("the brigade pulled out", "withdraw", "RED", predicate="withdraw"),
        Said("the brigade has not retreated", "withdraw", "RED", negative=True),
    ),
    (
        Said("the Blues hold the bridgehead", "control", "BLU", predicate="hold", holder="BLU"),
        Said("neither side holds it", "control", negative=True, predicate="hold"),
    ),
    (
        Said("Red troops are in the province", "forces", "RED", predicate="present"),
        Said("there are no Red troops there", "forces", "RED", negative=True, predicate="present"),
    ),
    (
        Said("the mountain garrison was driven out", "repel", None, "BLU", predicate="repel"),
        Said("nobody drove the garrison out", "repel", None, "BLU", negative=True),
    ),
    (
        Said("the Blues shelled the orphanage", "strike", "BLU", predicate="strike"),
        Said("the Blues never shelled an orphanage", "strike", "BLU", negative=True),
    ),
    (
        Said(
            "no lorry reached the valley",
            "supply",
            negative=True,
            predicate="supply-flow",
            counts=[Count("no lorry", 0, 0, "lorry", "arrived")],
        ),
        Said(
            "40 lorries arrived",
            "supply",
            predicate="supply-flow",
            counts=[Count("40 lorries", 40, 40, "lorries", "arrived")],
        ),
    ),
    (
        Said(
            "not one of the drones was lost",
            "losses",
            None,
            "RED",
            negative=True,
            counts=[Count("not one of the drones", 0, 0, "drones")],
        ),
        Said(
            "five drones were shot down",
            "losses",
            None,
            "RED",
            counts=[Count("five drones", 5, 5, "drones", "shot-down")],
        ),
    ),
    (
        Said("the Blues killed a Red general", "casualties", "BLU", "RED", predicate="kill"),
        Said("none of its men had been hit", "strike", None, "RED", negative=True),
    ),
    (
        Said(
            "there were no civilians in the cellar",
            "forces",
            negative=True,
            counts=[Count("no civilians", 0, 0, "civilians")],
        ),
        Said(
            "four children were pulled from the cellar",
            "casualties",
            counts=[Count("four children", 4, 4, "children")],
        ),
    ),
    (
        Said("the Reds violated the truce", "ceasefire", "RED", predicate="violate"),
        Said("the Reds never broke the truce", "ceasefire", "RED", negative=True),
    ),
    (
        Said("the captives were freed", "detain", "RED", predicate="release"),
        Said("no captives were freed by the Reds", "detain", "RED", negative=True),
    ),
]

ANTONYM = [
    (
        Said("shelling of the port continues", "strike", "RED", predicate="strike"),
        Said("the shelling of the port has stopped", "strike", "RED", predicate="strike"),
    ),
    (
        Said("the situation has stabilised", "situation", predicate="stabilise"),
        Said("it is getting worse by the hour", "situation", predicate="deteriorate"),
    ),
    (
        Said("the front is calm", "situation", predicate="calm"),
        Said("the position of the defenders is dire", "situation"),
    ),
    (
        Said("the Blues were pushed back from the town", "repel", "RED", "BLU"),
        Said("the Blues hold the town", "control", "BLU", holder="BLU"),
    ),
    (
        Said("the Reds have left the town", "withdraw", "RED", predicate="withdraw"),
        Said("the Reds are still there", "forces", "RED", predicate="present"),
    ),
    (
        Said("the Reds have left the town", "withdraw", "RED", predicate="withdraw"),
        Said("the Reds are in control", "control", "RED", holder="RED"),
    ),
    (
        Said("the border crossing is open to lorries", "humanitarian"),
        Said("the crossing has been closed for lorries", "humanitarian"),
    ),
    (
        Said("the hospital is functioning", "humanitarian", predicate="service"),
        Said("the hospital is inoperative", "humanitarian", predicate="outage"),
    ),
    (
        Said("the old bridge is intact", "humanitarian"),
        Said("the bridge was destroyed", "humanitarian", predicate="damage"),
    ),
    (
        Said("the convoy was blocked at the gate", "humanitarian", predicate="aid-blocked"),
        Said("the convoy was allowed through", "humanitarian", predicate="aid"),
    ),
    (
        Said("its men repelled an assault on the dam", "repel", "RED", predicate="repel"),
        Said("we have taken the dam", "control", "BLU", predicate="capture", holder="BLU"),
    ),
    (
        Said("the truce is holding", "ceasefire", predicate="ceasefire-holds"),
        Said("the truce collapsed", "ceasefire", predicate="talks-fail"),
    ),
    (
        Said("the captain is alive", "casualties"),
        Said("the captain was killed", "casualties", predicate="kill"),
    ),
    (
        Said("the Reds detained the mayor", "detain", "RED", predicate="detain"),
        Said("the Reds set the mayor free", "detain", "RED", predicate="release"),
    ),
]

CONTROL = [
    (
        Said("the Reds liberated it", "control", "RED", predicate="liberate", holder="RED"),
        Said("it is in our hands", "control", "BLU", holder="BLU", day="2031-05-06"),
    ),
    (
        Said("the Reds hold the town", "control", "RED", holder="RED"),
        Said("the Blues hold the town", "control", "BLU", holder="BLU"),
    ),
    (
        Said("the Reds captured the town", "control", "RED", predicate="capture", holder="RED"),
        Said(
            "our flag still flies over it",
            "control",
            "BLU",
            predicate="hold",
            holder="BLU",
            day="2031-05-05",
        ),
    ),
    (
        Said(
            "the Blues have held it since Monday",
            "control",
            "BLU",
            holder="BLU",
            day=("2031-05-01", "2031-05-06"),
        ),
        Said("the town is in Red hands", "control", "RED", holder="RED"),
    ),
    (
        Said("the Reds took the whole town", "control", "RED", holder="RED", degree=1.0),
        Said("we keep the western wards", "control", "BLU", holder="BLU", degree=0.3),
    ),
    (
        Said("the Reds hold the town", "control", "RED", holder="RED", place="Harrow"),
        Said("the Blues hold all of it", "control", "BLU", holder="BLU", place="Northmark"),
    ),
]


def _killed(mention: str, low: float | None, high: float | None, noun: str = "people") -> Said:
    count = Count(mention, low, high, noun, "killed")
    return Said(f"{mention} were killed", "casualties", counts=[count], predicate="kill")


NUMBER = [
    (_killed("four people", 4, 4), _killed("nine people", 9, 9)),
    (_killed("at least 30 people", 30, None), _killed("twelve people", 12, 12)),
    (_killed("up to five people", None, 5), _killed("dozens of people", 24, None)),
    (_killed("eight to ten soldiers", 8, 10, "soldiers"), _killed("40 troops", 40, 40, "troops")),
    (_killed("two people", 2, 2), _killed("15 villagers", 15, 15, "villagers")),
    (
        Said(
            "the Reds gained 30 square kilometres",
            "advance",
            "RED",
            counts=[Count("30 square kilometres", 30, 30, unit="km2")],
        ),
        Said(
            "they took three square kilometres at most",
            "control",
            "RED",
            counts=[Count("three square kilometres at most", None, 3, unit="km2")],
        ),
    ),
    (
        Said(
            "the Blues control 60 percent of it",
            "control",
            "BLU",
            holder="BLU",
            degree=0.6,
            counts=[Count("60 percent", 60, 60, unit="%")],
        ),
        Said(
            "they hold a fifth",
            "control",
            "BLU",
            holder="BLU",
            degree=0.2,
            counts=[Count("a fifth", 0.2, 0.2, unit="ratio")],
        ),
    ),
    (
        Said(
            "9,000 people have fled",
            "displacement",
            day=MARCH,
            counts=[Count("9,000 people", 9000, 9000, "people", "displaced")],
        ),
        Said(
            "no more than 700 residents left",
            "displacement",
            day=MARCH,
            counts=[Count("no more than 700 residents", None, 700, "residents", "displaced")],
        ),
    ),
    (
        Said(
            "six tanks were destroyed",
            "losses",
            None,
            "RED",
            counts=[Count("six tanks", 6, 6, "tanks", "destroyed")],
        ),
        Said(
            "they lost one tank",
            "losses",
            None,
            "RED",
            counts=[Count("one tank", 1, 1, "tank", "lost")],
        ),
    ),
]

TABLE = {
    ContradictionType.DENIAL: DENIAL,
    ContradictionType.NEGATION: NEGATION,
    ContradictionType.ANTONYM: ANTONYM,
    ContradictionType.CONTROL: CONTROL,
    ContradictionType.NUMBER: NUMBER,
    ContradictionType.TIME: TIME,
    ContradictionType.PLACE: PLACE,
    ContradictionType.RESPONSIBILITY: RESPONSIBILITY,
}

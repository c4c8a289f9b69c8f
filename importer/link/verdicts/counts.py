"""Number: disjoint figures for the same count."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from importer.link.compare import is_same_speaker, parties_fit
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import shared_matter, shared_words
from importer.link.verdicts.finding import Finding
from importer.model import ClaimType, ContradictionType, Quantity, Relation

SOON = 2
"""How many statements on "the figure" still means one told before."""
ROUNDING = 0.15
"""How far from its figure an approximate count may lie, as a share of it."""
PEOPLE = "people"
HUMAN = frozenset({"combatants", "civilians", "medics", "journalists", PEOPLE})
SHARES = {"%": 0.01, "ratio": 1.0}
DURATIONS = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
VICTIMS = (ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.DETAIN)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count in a form that can be compared."""

    low: float
    high: float
    unit: str
    kind: str | None
    fates: frozenset[str]
    shown: str
    refers: bool = False
    """True where the clause names no more than "the figure", and so means one told before."""


def figures(position: Position) -> tuple[Figure, ...]:
    """Return the figures of a position's statement."""
    return tuple(_figure(position, quantity) for quantity in position.statement.quantities)


def overlap(a: Figure, b: Figure) -> bool:
    """Say whether one figure can satisfy both."""
    return a.low <= b.high and b.low <= a.high


def find_number(a: Position, b: Position) -> Finding | None:
    """Compare the figures of two positions that can be one count."""
    if not _one_count(a, b):
        return None
    agreeing: Finding | None = None
    for x in figures(a):
        for y in figures(b):
            strength = _same_count(a, b, x, y)
            if strength == 0:
                continue
            if overlap(x, y):
                agreeing = agreeing or _finding(x, y, strength, miss="ranges overlap")
            else:
                return _revised(a, b, x, y) or _finding(x, y, strength)
    return agreeing


def _figure(position: Position, quantity: Quantity) -> Figure:
    scale = SHARES.get(quantity.unit, 1.0)
    low = -inf if quantity.low is None else quantity.low * scale
    high = inf if quantity.high is None else quantity.high * scale
    if quantity.approx:
        low, high = low - abs(low) * ROUNDING, high + abs(high) * ROUNDING
    unit = "ratio" if quantity.unit in SHARES else quantity.unit
    words = (quantity.counted or "").lower().split()
    kinds = [lexicon().counted[word] for word in reversed(words) if word in lexicon().counted]
    kind = kinds[0] if kinds else (words[-1] if words else None)
    refers = position.type is ClaimType.OTHER and bool(position.plain & lexicon().figure_nouns)
    return Figure(low, high, unit, kind, _fates(position, quantity), quantity.mention, refers)


def _fates(position: Position, quantity: Quantity) -> frozenset[str]:
    """Return what the figure tells of those counted: from its aspect, its noun, its clause."""
    table = lexicon().fates
    for text in (quantity.aspect, quantity.counted):
        for word in (text or "").lower().split():
            if word in table:
                return frozenset(table[word])
    told = frozenset(fate for word in position.plain for fate in table.get(word, ()))
    default = lexicon().aspects.get(position.type)
    if position.type is ClaimType.CASUALTIES:
        suffered = told & {"killed", "wounded", "missing"}
        return suffered if len(suffered) == 1 else frozenset({"killed"})
    return told | frozenset({default} if default else ())


def _one_count(a: Position, b: Position) -> bool:
    """Say whether two clauses can count the same: type, side and firmness."""
    related = shared_matter(a.type, b.type) or shared_words(a, b) or _is_close(a, b)
    if a.type is not b.type and not related:
        return False
    if a.type in VICTIMS or b.type in VICTIMS:
        return parties_fit(a.frame.target, b.frame.target)
    return parties_fit(a.frame.agent, b.frame.agent)


def _same_count(a: Position, b: Position, x: Figure, y: Figure) -> float:
    """Return how surely two figures count one thing, 0 where they do not."""
    if x.unit != y.unit or x.unit in DURATIONS:
        return 0.0
    if not x.fates & y.fates and not ((x.refers or y.refers) and _is_close(a, b)):
        return 0.0
    if x.unit != "1":
        return 0.75 if _measure_one_thing(a, b, x.unit) else 0.0
    if x.kind is None or y.kind is None:
        return 0.75
    if x.kind == y.kind:
        return 0.9
    of_people = x.kind in HUMAN and y.kind in HUMAN and PEOPLE in (x.kind, y.kind)
    return _part_of_people(x, y) if of_people else 0.0


def _is_close(a: Position, b: Position) -> bool:
    """Say whether one statement stands soon after the other in an article."""
    near = abs(a.setting.order - b.setting.order) <= SOON
    return near and a.item.article == b.item.article


def _measure_one_thing(a: Position, b: Position, unit: str) -> bool:
    """Say whether two measures can be of one thing: ground gained, or what both name."""
    ground = {a.type, b.type} <= {ClaimType.CONTROL, ClaimType.ADVANCE, ClaimType.REPEL}
    if a.type is not b.type and not ground:
        return False
    return bool(shared_words(a, b)) or (ground and unit in ("ratio", "km2"))


def _part_of_people(x: Figure, y: Figure) -> float:
    """Compare "people" with a kind of people: a part may be smaller than the whole, not larger."""
    whole, part = (x, y) if x.kind == PEOPLE else (y, x)
    if part.high < whole.low and "displaced" not in part.fates:
        return 0.0
    return 0.75


def _revised(a: Position, b: Position, x: Figure, y: Figure) -> Finding | None:
    """Take a figure that says that it replaces an earlier one for what it is: no contradiction."""
    for newer, older, replaced in ((a, b, y), (b, a, x)):
        if not newer.frame.updates or older.frame.updates:
            continue
        names_it = any(
            overlap(other, replaced) and other.low == replaced.low for other in figures(newer)
        )
        earlier = (
            newer.item.article != older.item.article
            and newer.item.published is not None
            and older.item.published is not None
            and older.item.published < newer.item.published
        )
        if is_same_speaker(a, b) or names_it or earlier:
            return _finding(x, y, 0.9, relation=Relation.REVISES)
    return None


def _finding(
    x: Figure,
    y: Figure,
    confidence: float,
    *,
    miss: str | None = None,
    relation: Relation = Relation.CONTRADICTS,
) -> Finding:
    fate = min(x.fates & y.fates or x.fates | y.fates or {"told"})
    kind = x.kind if x.kind == y.kind and x.kind else (PEOPLE if x.unit == "1" else x.unit)
    none = min(x.high, y.high) == 0 and miss is None
    return Finding(
        ContradictionType.NEGATION if none else ContradictionType.NUMBER,
        "none against some" if none else "disjoint figures",
        confidence,
        f"number of {kind} {fate}",
        x.shown,
        y.shown,
        relation=relation,
        miss=miss,
        exact_place=True,
        exact_time=True,
    )

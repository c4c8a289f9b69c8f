"""Number: disjoint figures for the same count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from importer.link.compare import is_same_speaker, parties_fit
from importer.link.context import Ground
from importer.link.figures import (
    PEOPLE,
    Figure,
    does_update,
    figures,
    names_kind,
    of_two_parties,
    overlap,
    rejected_counts,
    replaced_figures,
)
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import are_neighbours, shared_words
from importer.link.verdicts.count_days import has_grown
from importer.link.verdicts.count_places import are_of_two_spots, is_of_more_places
from importer.link.verdicts.count_sides import fell_on_both_sides
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.standing import are_of_parts
from importer.link.wording import (
    are_two_events,
    counts_a_stage,
    is_one_of_all,
    is_within,
    tells_of_known_event,
    tells_of_victims,
)
from importer.link.words import counting_stems, has_phrase, plain_words
from importer.model import ClaimType, ContradictionType, Relation

NEXT = timedelta(days=2)
"""How soon after an event reports still call it "the attack"."""
SOON = 2
"""How many statements on "the figure" still means one told before."""
HUMAN = frozenset({"combatants", "civilians", "captives", "medics", "journalists", PEOPLE})
ANSWERED = 0.95
"""How sure it is that a figure set against the one before it is of the same count."""
DENIED = 0.85
CASUALTIES = "casualties"
DEAD = frozenset({"civilians", PEOPLE})
HARMS = frozenset({"killed", "wounded"})
MEASURES = {"ratio": "share", "km2": "area"}
DURATIONS = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
HARMED = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES})
VICTIMS = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.DETAIN})
GROUND = frozenset({ClaimType.CONTROL, ClaimType.ADVANCE, ClaimType.REPEL})


def find_number(a: Position, b: Position) -> Finding | None:
    """Compare the figures of two positions that can be one count."""
    if not (figures(a) and figures(b)) or not _one_count(a, b):
        return None
    counted = [
        (x, y, max(strength, _least_sure(a, b)))
        for x in figures(a)
        for y in figures(b)
        if (strength := _same_count(a, b, x, y)) > 0
    ]
    # Of "48, among them 16" one figure is that of the other: its fellow counts more or less.
    agreeing = [each for each in counted if _are_equal(each[0], each[1])]
    told = {figure for x, y, _ in agreeing for figure in (x, y)}
    disjoint = [each for each in counted if not overlap(each[0], each[1])]
    open_ones = [each for each in disjoint if told.isdisjoint(each[:2])]
    if open_ones:
        return _unlike(a, b, *open_ones[0])
    x, y, strength = next(iter(agreeing or counted), (None, None, 0.0))
    return _finding(x, y, strength, miss="ranges overlap") if x and y else None


def _least_sure(a: Position, b: Position) -> float:
    """Return how sure it is at least that two figures of one kind are of one count."""
    if _is_answer(a, b) or _names_thing_hit(a, b) or _rejects_that_count(a, b):
        return ANSWERED
    return DENIED if _rules_out_next(a, b) else 0.0


def _rules_out_next(a: Position, b: Position) -> bool:
    """Say whether "no family was displaced" is said next to who counts some."""
    none = any(figure.is_none for figure in (*figures(a), *figures(b)))
    return none and are_neighbours(a, b) and not is_same_speaker(a, b)


def _names_thing_hit(a: Position, b: Position) -> bool:
    """Say whether an article goes on about "the minibus" that it told was hit."""
    if a.item.article != b.item.article or is_same_speaker(a, b):
        return False
    first, second = sorted((a, b), key=lambda position: position.setting.order)
    hit = frozenset(plain_words(first.statement.text)) & lexicon().things_hit.keys()
    return any(has_phrase(second.statement.text, (f"the {word}",)) for word in sorted(hit))


def _are_equal(x: Figure, y: Figure) -> bool:
    return (x.low, x.high) == (y.low, y.high)


def _unlike(a: Position, b: Position, x: Figure, y: Figure, strength: float) -> Finding:
    """Tell two figures that exclude each other, or what keeps them from being one count."""
    none = (x.is_none or y.is_none) and _share_a_day(a, b)
    other = None if _is_one_event(a, b) or none else "different matter"
    if counts_a_stage(a) != counts_a_stage(b) or is_one_of_all(a, b) or is_one_of_all(b, a):
        other = "different matter"
    if any(
        is_of_more_places(one, two, p, q) or (p.low > q.high and is_within(two, one))
        for one, two, p, q in ((a, b, x, y), (b, a, y, x))
    ):
        other = "different place"
    miss = "different time" if has_grown(a, b, x, y) or _is_old(a, b) else other
    found = _revised(a, b, x, y) or _finding(x, y, strength, miss=miss)
    return replace(found, exact_time=found.exact_time and not _is_answer(a, b))


def _one_count(a: Position, b: Position) -> bool:
    """Say whether two clauses can count the same: type, side and event."""
    types = {a.type, b.type}
    if len(types) > 1 and not (types <= HARMED or types <= GROUND or _is_told_again(a, b)):
        return False
    if types <= lexicon().of_standing and are_of_parts(a, b):
        return False  # Nobody in the centre, 200 men in the suburbs.
    if are_two_events(a, b) or a.rejects or b.rejects:
        return False  # A figure that is rejected is not the count of who rejects it.
    if not types & VICTIMS:
        return parties_fit(a.frame.agent, b.frame.agent)
    one_victim = a.frame.target is not None and a.frame.target == b.frame.target
    one_doer = parties_fit(a.frame.agent, b.frame.agent) and not fell_on_both_sides(a, b)
    return parties_fit(a.frame.target, b.frame.target) and (one_victim or one_doer)


def _is_one_event(a: Position, b: Position) -> bool:
    """Say whether two counts are shown to be of one event, by place and day or by their words.

    A place that an article lends is not enough: a day brings many counts.
    """
    placed = all(_is_placed(position) for position in (a, b))
    dated = all(position.setting.time_ground >= Ground.BEFORE for position in (a, b))
    totals = any(has_phrase(each.statement.text, lexicon().total_phrases) for each in (a, b))
    same_article = a.item.article == b.item.article
    if totals or (placed and (dated or same_article)) or are_neighbours(a, b):
        return True
    if (dated and a.setting.facilities & b.setting.facilities) or _names_thing_hit(a, b):
        return True
    if _rejects_that_count(a, b) or _rejects_that_count(b, a):
        return True
    one_victim = a.frame.target is not None and a.frame.target == b.frame.target
    if one_victim and (_share_a_day(a, b) or _is_close(a, b)):
        return True
    if one_victim and placed and (_follows_up(a, b) or _follows_up(b, a)):
        return True
    return bool(shared_words(a, b) - counting_stems())


def _rejects_that_count(a: Position, b: Position) -> bool:
    """Say whether one says "five, not 14" of the 14 that the other counts."""
    return any(figure.low in rejected_counts(a) for figure in figures(b))


def _follows_up(later: Position, first: Position) -> bool:
    """Say whether a clause without a day of its own tells on of a known event of a day or two ago.

    "Seven soldiers died in the attack", says the report of the next morning.
    """
    during, published = first.setting.interval, later.item.published
    if later.statement.time or first.setting.time_ground is not Ground.OWN or not during:
        return False
    day = during.end or during.start
    known = tells_of_known_event(later)
    return known and day is not None and published is not None and day <= published <= day + NEXT


def _share_a_day(a: Position, b: Position) -> bool:
    """Say whether two clauses of one article are of the same day."""
    one_day = a.statement.time is not None and a.statement.time == b.statement.time
    return one_day and a.item.article == b.item.article


def _is_placed(position: Position) -> bool:
    """Say whether a count names its place, or its article leaves no doubt about it."""
    setting = position.setting
    named = setting.place_ground is Ground.OWN
    return named or (setting.is_sole_place and setting.place_ground is not Ground.NONE)


def _is_told_again(a: Position, b: Position) -> bool:
    """Say whether a clause of another type can mean the same count: "the figure", or "not one"."""
    every = (*figures(a), *figures(b))
    if any(figure.refers for figure in every) and _is_close(a, b):
        return True
    if ClaimType.OTHER in (a.type, b.type) and _is_answer(a, b):
        return True
    if _share_in_turn(a, b):
        return True
    return any(figure.is_none for figure in every) and bool(shared_words(a, b))


def _share_in_turn(a: Position, b: Position) -> bool:
    """Say whether two sides tell in turn what share of one named thing is meant."""
    shares = all(any(figure.unit == "ratio" for figure in figures(p)) for p in (a, b))
    in_turn = are_neighbours(a, b) and not is_same_speaker(a, b)
    return shares and in_turn and bool(shared_words(a, b))


def _is_answer(a: Position, b: Position) -> bool:
    """Say whether two sources tell of one day in turn: the second figure answers the first."""
    if not are_neighbours(a, b) or is_same_speaker(a, b):
        return False
    if _names_figure(max(a, b, key=lambda position: position.setting.order)):
        return True
    if _is_bare(max(a, b, key=lambda position: position.setting.order)):
        return True
    return a.statement.time is not None and a.statement.time == b.statement.time


def _is_bare(position: Position) -> bool:
    """Say whether a count leaves out its noun, and takes that of the count before it."""
    counts = [quantity for quantity in position.statement.quantities if quantity.unit == "1"]
    return bool(counts) and all(
        quantity.counted and quantity.counted.split()[-1] not in quantity.mention.lower()
        for quantity in counts
    )


def _names_figure(position: Position) -> bool:
    """Say whether a clause sets its own count against another: "put the figure at nine"."""
    return bool(position.plain & lexicon().figure_nouns)


def _same_count(a: Position, b: Position, x: Figure, y: Figure) -> float:
    """Return how surely two figures count one thing, 0 where they do not."""
    if x.unit != y.unit or x.unit in DURATIONS or are_of_two_spots(a, b, x, y):
        return 0.0
    if _are_of_other_dead(a, b, x, y):
        return 0.0
    if not x.fates & y.fates and not _means_the_same(a, b, x, y):
        return 0.0
    if x.unit != "1":
        return 0.75 if _measure_one_thing(a, b, x.unit) else 0.0
    return _same_kind(
        x, y, one_side=a.frame.target is not None and a.frame.target == b.frame.target
    )


def _are_of_other_dead(a: Position, b: Position, x: Figure, y: Figure) -> bool:
    """Say whether one figure counts some of the dead, or its speaker's own, and the other does not.

    "Four children were among the dead", "five of its civilians were killed".
    """
    some = tells_of_victims(a) is not tells_of_victims(b)
    if some and (x.kind != y.kind or not (names_kind(x) and names_kind(y))):
        return True
    for own, other, beside in ((x, y, b), (y, x, a)):
        theirs = {other.owner, beside.frame.target, beside.speaker_party} - {None}
        if own.owner is not None and own.kind == "civilians" and own.owner not in theirs and theirs:
            return True
    return False


def _same_kind(x: Figure, y: Figure, *, one_side: bool) -> float:
    """Return how surely two counts are of one kind of thing, and of one side's men."""
    if x.kind is None or y.kind is None:
        return 0.75
    if (x.camp and y.camp and x.camp != y.camp) or of_two_parties(x, y):
        return 0.0
    if x.kind == y.kind:
        return _same_sort(x, y)
    if {x.kind, y.kind} == {"combatants", PEOPLE}:
        return 0.85 if one_side else 0.0
    of_people = x.kind in HUMAN and y.kind in HUMAN and PEOPLE in (x.kind, y.kind)
    return _part_of_people(x, y) if of_people else 0.0


def _same_sort(x: Figure, y: Figure) -> float:
    """Compare children with civilians, or with women: a part may be smaller than the whole."""
    if x.sort == y.sort or x.is_none or y.is_none:
        return 0.9
    if x.sort and y.sort:
        return 0.0
    whole, part = (y, x) if x.sort else (x, y)
    return 0.75 if part.low > whole.high else 0.0


def _means_the_same(a: Position, b: Position, x: Figure, y: Figure) -> bool:
    """Say whether two figures whose fates differ still count one thing."""
    if x.refers or y.refers:
        return _is_close(a, b)
    if x.kind is None or x.kind != y.kind:
        return False
    if x.is_none or y.is_none:
        if _is_of_armed(x) is not _is_of_armed(y):
            return False
        of_one_fate = {a.frame.predicate, b.frame.predicate} not in lexicon().other_fates
        known = counting_stems() if a.type is not b.type else frozenset()
        return of_one_fate and bool(shared_words(a, b) - known)
    return not (x.fates and y.fates) and _is_answer(a, b)


def _is_of_armed(figure: Figure) -> bool:
    """Say whether a figure counts people with arms: where none was seen, others may have been."""
    return "armed" in plain_words(figure.shown)


def _is_close(a: Position, b: Position) -> bool:
    """Say whether one statement stands soon after the other in an article."""
    near = abs(a.setting.order - b.setting.order) <= SOON
    return near and a.item.article == b.item.article


def _measure_one_thing(a: Position, b: Position, unit: str) -> bool:
    """Say whether two measures can be of one thing: ground gained, or what both name."""
    ground = {a.type, b.type} <= GROUND
    if a.type is not b.type and not ground and not _share_in_turn(a, b):
        return False
    return bool(shared_words(a, b)) or (ground and unit in ("ratio", "km2"))


def _part_of_people(x: Figure, y: Figure) -> float:
    """Compare "people" with a kind of people: a part may be smaller than the whole, not larger."""
    whole, part = (x, y) if x.kind == PEOPLE else (y, x)
    if part.high < whole.low and ("displaced" not in part.fates or part.sort):
        return 0.0
    return 0.75


def _revised(a: Position, b: Position, x: Figure, y: Figure) -> Finding | None:
    """Take a figure that replaces an earlier one for what it is: no contradiction.

    It says so, or it comes later from the same source.
    """
    for newer, older, replaced in ((a, b, y), (b, a, x)):
        if does_update(older):
            continue
        earlier = _is_earlier(older, newer)
        names_it = any(
            overlap(figure, replaced) and figure.low == replaced.low
            for figure in replaced_figures(newer)
        )
        says_so = does_update(newer) and (is_same_speaker(a, b) or names_it or earlier)
        if says_so or (earlier and is_same_speaker(a, b)):
            found = _finding(x, y, 0.9, relation=Relation.REVISES)
            return replace(found, any_time=says_so and bool(shared_words(a, b)))
    return None


def _is_earlier(older: Position, newer: Position) -> bool:
    """Say whether one article came out before the other."""
    days = (older.item.published, newer.item.published)
    return days[0] is not None and days[1] is not None and days[0] < days[1]


def _is_old(a: Position, b: Position) -> bool:
    """Say whether one figure is told as what its source said before it knew more."""
    old = [position.frame.superseded or position.setting.is_outdated for position in (a, b)]
    return old[0] is not old[1]


def _common_fate(x: Figure, y: Figure) -> str:
    """Name what befell those of whom two figures tell in different words."""
    if x.kind not in HUMAN:
        return ""
    return "harmed" if x.fates | y.fates and x.fates | y.fates <= HARMS else "affected"


def _finding(
    x: Figure,
    y: Figure,
    confidence: float,
    *,
    miss: str | None = None,
    relation: Relation = Relation.CONTRADICTS,
) -> Finding:
    fate = min(x.fates & y.fates, default=_common_fate(x, y))
    kind = x.kind if x.kind == y.kind and x.kind else PEOPLE
    subject = f"number of {kind}" if x.unit == "1" else MEASURES.get(x.unit, f"{x.unit} of it")
    none = (x.is_none or y.is_none) and miss is None
    return Finding(
        ContradictionType.NEGATION if none else ContradictionType.NUMBER,
        "none against some" if none else "disjoint figures",
        confidence,
        f"{subject} {fate}".strip(),
        x.shown,
        y.shown,
        relation=relation,
        miss=miss,
        topic=CASUALTIES if fate == "killed" and kind in DEAD and x.unit == "1" else None,
        is_count=True,
        exact_place=True,
        exact_time=not (x.refers or y.refers),
    )

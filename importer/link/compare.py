"""How the places, days, parties and speakers of two positions lie to each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from rapidfuzz import fuzz

from importer import distance
from importer.link.context import OUTLINES, WIDE, Ground
from importer.link.position import ANYBODY, Position
from importer.link.spots import home, unknown_spots
from importer.model import Location, PlaceKind, SpeakerKind, Statement, TimeInterval
from importer.resolve.party_lexicon import is_state, rivals_of

SAME_SPOT_KM = 10.0
"""How near places of one name must lie to be one."""
ALIKE_NAMES = 80.0
"""How alike two spellings of one place are, of 100."""
NEAR_OUTLINE_KM = 40.0
"""How near a town a river must lie to be taken for the same scene."""
PERSISTS = timedelta(days=3)
"""How far back "still" and "never" reach, and how far on what "captured" brings about."""
EVER = timedelta(days=21)
"""How far back it reaches that something was never done, before other things were told of."""
ANSWERS = timedelta(days=1)
"""How far before its own day the claim may lie that a denial answers."""
LONG = 14
"""From how many days on two dates of one article are never of one event."""
SAME_NAME = 82.0
"""How alike two spellings of one speaker's name are, of 100."""


class Nearness(StrEnum):
    """Whether two statements speak of one place, or of one time."""

    SAME = "same"
    """Both say so themselves."""
    LENT = "lent"
    """Nothing speaks against it, and the articles suggest it."""
    UNKNOWN = "unknown"
    DIFFERENT = "different"


def compare_places(a: Position, b: Position) -> Nearness:
    """Compare where two positions hold."""
    places_a, places_b = a.places, b.places
    if not places_a or not places_b:
        return _compare_names(a, b)
    firm = a.setting.place_ground is Ground.OWN and b.setting.place_ground is Ground.OWN
    if any(is_same_place(x, y) or is_inside(x, y) for x in places_a for y in places_b):
        return Nearness.SAME if firm else Nearness.LENT
    outlined = any(place.kind in OUTLINES for place in (*places_a, *places_b))
    if outlined and _is_near(places_a, places_b):
        return Nearness.LENT
    same_article = a.item.article == b.item.article
    return Nearness.UNKNOWN if same_article and not firm else Nearness.DIFFERENT


def _compare_names(a: Position, b: Position) -> Nearness:
    """Compare places by what they are called where one of them is unknown."""
    if a.setting.facilities & b.setting.facilities:
        return Nearness.SAME
    for one, other in ((a, b), (b, a)):
        if one.setting.spots and _is_lent(other) and one.setting.spots & _names(other):
            return Nearness.LENT
        if not one.setting.spots or not (known := place_names(other)):
            continue
        if other.places and all(place.kind in WIDE for place in other.places):
            return Nearness.LENT if one.setting.spots & known else Nearness.UNKNOWN
        own = all(_has_own_place(position.statement) for position in (a, b))
        if one.setting.spots & known:
            return Nearness.SAME if own else Nearness.LENT
        return Nearness.DIFFERENT if own else Nearness.UNKNOWN
    return Nearness.UNKNOWN


def _has_own_place(statement: Statement) -> bool:
    """Say whether a statement names a place, or its source speaks of where it is."""
    return bool(unknown_spots(statement) or statement.locations or home(statement))


def _is_lent(position: Position) -> bool:
    return bool(position.places) and position.setting.place_ground is not Ground.OWN


def _names(position: Position) -> frozenset[str]:
    names = (name for place in position.places for name in (place.name, place.mention))
    return frozenset(name.lower() for name in names)


def place_names(position: Position) -> frozenset[str]:
    """Return in lower case what the places are called that a statement names itself."""
    if position.setting.place_ground is not Ground.OWN:
        return position.setting.spots
    return position.setting.spots | _names(position)


def shared_place(a: Position, b: Position) -> Location | None:
    """Return the narrowest place that both speak of."""
    for x in a.places:
        for y in b.places:
            if is_same_place(x, y):
                return x
    for x in a.places:
        for y in b.places:
            if is_inside(x, y):
                return x if _lies_in(x, y) else y
    return next(iter((*a.places, *b.places)), None)


def is_same_place(a: Location, b: Location) -> bool:
    """Say whether two resolved places are one, by entry, or by name and spot."""
    if a.key == b.key:
        return True
    settled = {PlaceKind.CITY, PlaceKind.VILLAGE}
    if a.kind != b.kind and not {a.kind, b.kind} <= settled:
        return False
    if a.country != b.country or fuzz.ratio(a.name.casefold(), b.name.casefold()) < ALIKE_NAMES:
        return False
    apart = kilometres(a, b)
    if apart is None:
        return a.name.casefold() == b.name.casefold()
    return apart <= SAME_SPOT_KM


def is_one_town(a: Position, b: Position) -> bool:
    """Say whether both name one place that is no region or country."""
    return any(x.kind not in WIDE and is_same_place(x, y) for x in a.places for y in b.places)


def is_inside(a: Location, b: Location) -> bool:
    """Say whether one of two places lies in the other: a town in its region or country."""
    return _lies_in(a, b) or _lies_in(b, a)


def _lies_in(small: Location, large: Location) -> bool:
    if large.kind is PlaceKind.COUNTRY:
        return small.country is not None and small.country == large.country
    if large.kind is not PlaceKind.REGION or small.kind is PlaceKind.COUNTRY:
        return False
    if not small.admin1 or small.country != large.country:
        return False
    return small.admin1 in {large.admin1, large.name}


def kilometres(a: Location, b: Location) -> float | None:
    """Return the distance of two places, None where one has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return distance.kilometres(a.latitude, a.longitude, b.latitude, b.longitude)


def _is_near(places_a: Iterable[Location], places_b: Iterable[Location]) -> bool:
    distances = (kilometres(x, y) for x in places_a for y in places_b)
    return any(d is not None and d <= NEAR_OUTLINE_KM for d in distances)


def compare_times(a: Position, b: Position) -> Nearness:
    """Compare when two positions hold. "Still" and "never" reach back before their own day."""
    if a.setting.interval is None or b.setting.interval is None:
        return Nearness.UNKNOWN
    firm = a.setting.time_ground is Ground.OWN and b.setting.time_ground is Ground.OWN
    if do_overlap(a.setting.interval, b.setting.interval):
        return Nearness.SAME if firm else Nearness.LENT
    if do_overlap(reach(a), b.setting.interval) or do_overlap(a.setting.interval, reach(b)):
        return Nearness.LENT
    same_article = a.item.article == b.item.article
    if same_article and _are_long_apart(a, b):
        return Nearness.DIFFERENT
    return Nearness.UNKNOWN if same_article and not firm else Nearness.DIFFERENT


def is_of_the_day(a: Position, b: Position) -> bool:
    """Say whether who answers names no other day, or says that it is "still" so."""
    second = max(a, b, key=lambda position: position.setting.order)
    return second.persists or not (a.names_day and b.names_day)


def are_both_placed(a: Position, b: Position) -> bool:
    """Say whether both statements name a place themselves."""
    return all(position.setting.place_ground is Ground.OWN for position in (a, b))


def _are_long_apart(a: Position, b: Position) -> bool:
    """Say whether two dates were read that lie too far apart to be of one event: "last year"."""
    one, other = a.statement.time, b.statement.time
    return one is not None and other is not None and days_apart(one, other) > LONG


def reach(position: Position) -> TimeInterval:
    """Return the days a position holds for: "still" draws them back, "captured" draws them on.

    So does an event of which only the telling has a day.
    """
    interval = position.setting.interval or TimeInterval(None, None)
    start, end = interval.start or interval.end, interval.end or interval.start
    if position.setting.time_ground < Ground.BEFORE or start is None or end is None:
        return interval
    back = PERSISTS if position.persists or position.is_told_later else ANSWERS * position.rejects
    if position.sign < 0 and "never" in position.plain:
        back = EVER
    first = start - back
    return TimeInterval(first, end + PERSISTS if position.lasts else end)


def do_overlap(a: TimeInterval, b: TimeInterval) -> bool:
    """Say whether two spans of days share one; an unknown end stands for the known one."""
    start_a, end_a = _ends(a)
    start_b, end_b = _ends(b)
    return start_a <= end_b and start_b <= end_a


def lies_within(a: TimeInterval, b: TimeInterval) -> bool:
    """Say whether the first span lies wholly in the second."""
    start_a, end_a = _ends(a)
    start_b, end_b = _ends(b)
    return start_b <= start_a and end_a <= end_b


def days_covered(inner: TimeInterval, outer: TimeInterval) -> bool:
    """Say whether the second span holds the first and more."""
    return lies_within(inner, outer) and not lies_within(outer, inner)


def days_apart(a: TimeInterval, b: TimeInterval) -> int:
    """Return how many days lie between two spans, 0 where they share one."""
    start_a, end_a = _ends(a)
    start_b, end_b = _ends(b)
    return max(0, (start_b - end_a).days, (start_a - end_b).days)


def _ends(interval: TimeInterval) -> tuple[date, date]:
    start, end = interval.start or interval.end, interval.end or interval.start
    return start or date.min, end or date.max


def parties_fit(a: str | None, b: str | None) -> bool:
    """Say whether two parties can be one; an unnamed one can be any."""
    return a is None or b is None or a == b or ANYBODY in (a, b)


def is_same_speaker(a: Position, b: Position) -> bool:
    """Say whether one person or body speaks in both, spelling aside."""
    if a.speaker is None or b.speaker is None:
        return a.speaker is None and b.speaker is None and a.item.article == b.item.article
    name_a, name_b = a.plain_speaker or "", b.plain_speaker or ""
    if a.item.article == b.item.article:
        return name_a == name_b
    if a.speaker_party != b.speaker_party:
        return False
    if not _is_person(a) and not _is_person(b):
        return _share_all_words(name_a, name_b)
    return fuzz.token_sort_ratio(name_a, name_b) >= SAME_NAME


def _is_person(position: Position) -> bool:
    speaker = position.statement.speaker
    return speaker is not None and speaker.kind is SpeakerKind.PERSON


def _share_all_words(a: str, b: str) -> bool:
    """Say whether two names of bodies have the same words: a network is no observatory.

    One word may stand for all: "the Observatory".
    """
    one, other = a.split(), b.split()
    if min(len(one), len(other)) == 1 and len(one) != len(other):
        return set(one) <= set(other) or set(other) <= set(one)
    return all(
        any(fuzz.ratio(word, beside) >= SAME_NAME for beside in others)
        for words, others in ((one, other), (other, one))
        for word in words
    )


def share_party(a: Position, b: Position) -> bool:
    """Say whether both speak for one party."""
    return a.speaker_party is not None and a.speaker_party == b.speaker_party


def may_be_allies(one: str, other: str) -> bool:
    """Say whether two parties are states that are not known to stand against each other."""
    return is_state(one) and is_state(other) and other not in rivals_of(one)

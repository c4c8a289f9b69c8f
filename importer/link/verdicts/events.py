"""Time and place: the same event on different days, or in different places; and who did it."""

from __future__ import annotations

from importer.link.compare import (
    Nearness,
    compare_places,
    compare_times,
    days_apart,
    kilometres,
)
from importer.link.context import Ground
from importer.link.figures import does_update
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import (
    are_neighbours,
    named,
    roles_fit,
    shared_definite,
    shared_matter,
    shared_words,
)
from importer.link.verdicts.finding import Finding
from importer.link.words import has_phrase, plain_words, stem, vague_stems
from importer.model import ClaimType, ContradictionType, Polarity

VIOLENCE = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.LOSSES})
STATES = frozenset(
    {ClaimType.HUMANITARIAN, ClaimType.SITUATION, ClaimType.FORCES, ClaimType.SUPPLY}
)
"""What may be so on one day and otherwise on the next."""
BREACH = "violate"
"""The predicate of breaking a truce: each side blames the other for it."""
ONE_EVENT_DAYS = 2
"""How far apart two days told of one event may lie."""
CORRECTED_DAYS = 7
ONE_EVENT_KM = 150.0
SHE = frozenset({("she",), ("he",), ("it",), ("they",)})
TELLING = 2
"""How many words two accounts must share to be of one event."""


def find_time(a: Position, b: Position) -> Finding | None:
    """Find one event told of two days, by a correction or by something known that it befell."""
    if not _can_be_one_event(a, b) or compare_times(a, b) is not Nearness.DIFFERENT:
        return None
    days_a, days_b = a.setting.interval, b.setting.interval
    if days_a is None or days_b is None or not (_own_time(a) and _own_time(b)):
        return None
    if not (a.names_day and b.names_day) or {a.type, b.type} & STATES:
        return None
    if _dates_the_finding(a) or _dates_the_finding(b):
        return None
    gap, corrected = days_apart(days_a, days_b), a.corrects or b.corrects
    if corrected and shared_words(a, b) and gap <= CORRECTED_DAYS:
        confidence, rule = 0.85, "corrected date"
    elif gap <= ONE_EVENT_DAYS and _is_known(a, b):
        confidence, rule = 0.65, "one event on two days"
    else:
        return None
    return Finding(
        ContradictionType.TIME,
        rule,
        confidence,
        shared_matter(a.type, b.type) or "what happened",
        _day(a),
        _day(b),
        any_time=True,
    )


def _dates_the_finding(position: Position) -> bool:
    """Say whether the day may be that on which bodies were found or a toll rose."""
    return does_update(position) or bool(position.plain & lexicon().found_words)


def _is_known(a: Position, b: Position) -> bool:
    """Say whether both speak of an event as known, so that it can be but one.

    Two strikes on one town are two events, unless both name what was hit; or unless one is told
    only to say of which day "the strike" was.
    """
    shared = shared_words(a, b)
    if any(_is_dating(position) and shared & named(position) for position in (a, b)):
        return True
    if _is_told_of_the_same(a, b):
        return True
    return len(shared) >= TELLING and bool(shared_definite(a, b) - vague_stems())


def _is_told_of_the_same(a: Position, b: Position) -> bool:
    """Say whether the second of two sources in turn tells of the one that the first named.

    "She was killed on Saturday", right behind who killed her on Friday.
    """
    if not are_neighbours(a, b) or a.speaker == b.speaker or not a.is_alike(b):
        return False
    second = max(a, b, key=lambda position: position.statement.start)
    return plain_words(second.statement.text)[:1] in SHE


def _is_dating(position: Position) -> bool:
    return has_phrase(position.statement.text, lexicon().dating_verbs)


def find_place(a: Position, b: Position) -> Finding | None:
    """Find one event told of two places, by the thing or the bystander that it befell."""
    if a.type is not b.type or a.type not in VIOLENCE or not _can_be_one_event(a, b):
        return None
    if compare_places(a, b) is not Nearness.DIFFERENT or not (_own_place(a) and _own_place(b)):
        return None
    if compare_times(a, b) is not Nearness.SAME or a.statement.time != b.statement.time:
        return None
    bystander = a.frame.target == b.frame.target and a.frame.target in lexicon().bystanders
    if not bystander and len(shared_definite(a, b)) < TELLING:
        return None
    distance = min(
        (d for x in a.places for y in b.places if (d := kilometres(x, y))),
        default=None,
    )
    if distance is None or distance > ONE_EVENT_KM:
        return None
    matter = shared_matter(a.type, b.type) or "what happened"
    names = (_names(a), _names(b))
    return Finding(
        ContradictionType.PLACE, "one event in two places", 0.65, matter, *names, any_place=True
    )


def find_responsibility(a: Position, b: Position) -> Finding | None:
    """Find two parties blamed for one event."""
    blames = [_blames(p) for p in (a, b)]
    agents = (a.frame.agent, b.frame.agent)
    if None in agents or agents[0] == agents[1] or a.speaker_party == b.speaker_party is not None:
        return None
    if any(p.frame.polarity is Polarity.NEGATIVE for p in (a, b)):
        return None
    breaches = all(p.frame.predicate == BREACH for p in (a, b))
    if not _is_of_one_deed(a, b, blamed=any(blames), breaches=breaches):
        return None
    sure = all(blames) or (any(blames) and bool(shared_definite(a, b)))
    return Finding(
        ContradictionType.RESPONSIBILITY,
        "two parties blamed",
        0.85 if sure else 0.7,
        "the truce" if breaches else "strikes",
        f"{agents[0]} did it",
        f"{agents[1]} did it",
    )


def _is_of_one_deed(a: Position, b: Position, *, blamed: bool, breaches: bool) -> bool:
    """Say whether two clauses tell of one deed: an attack on one thing, a breach of one truce."""
    if breaches:
        return _in_turn(a, b)
    if not all(p.type in VIOLENCE or p.type is ClaimType.RESPONSIBILITY for p in (a, b)):
        return False
    if any(map(_accuses, (a, b))):
        return _in_turn(a, b) or _one_thing_hit(a, b)
    blamed = blamed and _is_of_truce(a) is _is_of_truce(b) and not _are_told_apart(a, b)
    return blamed or _one_thing_hit(a, b)


def _are_told_apart(a: Position, b: Position) -> bool:
    """Say whether an article tells of two deeds in two places, and in no word alike."""
    one_article = a.item.article == b.item.article
    return one_article and not are_neighbours(a, b) and not shared_words(a, b)


def _is_of_truce(position: Position) -> bool:
    """Say whether a clause blames somebody for a breach of a truce, and not for one deed."""
    return bool(position.plain & lexicon().truce_words)


def _blames(position: Position) -> bool:
    """Say whether a clause tells who is to blame, by its type or its reporting word."""
    return position.type is ClaimType.RESPONSIBILITY or _accuses(position)


def _accuses(position: Position) -> bool:
    cue = plain_words(position.statement.cue or "")
    return not lexicon().blame_cues.isdisjoint(cue)


def _in_turn(a: Position, b: Position) -> bool:
    """Say whether one side answers the other's charge with its own, right behind it."""
    return are_neighbours(a, b) and a.frame.agent == b.speaker_party != a.speaker_party


def _one_thing_hit(a: Position, b: Position) -> bool:
    """Say whether both name one known thing, and whom it hit; in turn, one need not repeat it."""
    if shared_definite(a, b) and a.frame.target == b.frame.target:
        return True
    shared = shared_words(a, b)
    known = named(a) | named(b)
    if len(shared & known) >= TELLING:
        return True
    hit = {stem(word) for word in set(a.frame.objects) & set(b.frame.objects)}
    if {a.type, b.type} == {ClaimType.STRIKE} and hit & known - vague_stems():
        return True
    replies = are_neighbours(a, b) and shared_words(a, b) & (named(a) | named(b))
    return bool(replies) and bool(_targets(a) & _targets(b))


def _targets(position: Position) -> set[str]:
    return {frame.target for frame in position.statement.frames if frame.target}


def _can_be_one_event(a: Position, b: Position) -> bool:
    if Polarity.NEGATIVE in (a.frame.polarity, b.frame.polarity) and not (a.corrects or b.corrects):
        return False
    related = a.type is b.type or {a.type, b.type} <= VIOLENCE
    return related and roles_fit(a, b)


def _own_time(position: Position) -> bool:
    return position.setting.time_ground is Ground.OWN


def _own_place(position: Position) -> bool:
    return position.setting.place_ground is Ground.OWN


def _day(position: Position) -> str:
    interval = position.setting.interval
    if interval is None:
        return "no day"
    start, end = interval.start or interval.end, interval.end or interval.start
    return f"{start}" if start == end else f"{start} to {end}"


def _names(position: Position) -> str:
    return ", ".join(sorted(place.name for place in position.places))

"""What an article lends to statements that leave place or day unsaid.

"They never left," says a report three lines after it named the town. A statement without a place
of its own takes that of the statement it is nested in, else of the nearest one before it; without a
day, a span of days in which its article could be speaking. Both are marked as lent, and weigh less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

from importer.link.answers import answered
from importer.link.lexicon import lexicon
from importer.link.spots import FACILITY, home, named_facilities, seat, unknown_spots
from importer.link.warfare import tells_of_war
from importer.link.words import has_phrase
from importer.model import (
    ArticleStatement,
    ClaimType,
    Location,
    PlaceKind,
    Polarity,
    Stance,
    Statement,
    TimeInterval,
)

REACH = timedelta(days=14)
"""How far before its article an undated claim about the past is taken to lie, at most."""
RECENT = timedelta(days=3)
"""How far before its article an undated claim about how things stand is taken to lie, at most."""
SCENE_WITHIN = 2
"""How many statements back an event may be told of which one tells on."""
FOLLOWS_WITHIN = 4
"""How many statements back a place may be named to be lent."""
STAYS_WITHIN = 10
"""How many statements back it may be to be likelier than the place that is named most."""
UPDATED_WITHIN = 2
"""How many statements on a source may put a new figure in the place of its own."""
JOINED = len(" and that the ")
"""How far apart the clauses of one sentence stand, at most."""
_OF_EVENTS = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.STRIKE, ClaimType.ATTACK})
_DAY_WORD = re.compile(r"\b(?:\w+day|now|\d+|night|overnight|morning|evening|so far|this)\b")
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|week|month|hours?|dawn|midnight|noon|today|yesterday|tomorrow|since|until|ago)\b"
)
WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})
OUTLINES = frozenset({PlaceKind.RIVER, PlaceKind.SEA})


class Ground(IntEnum):
    """On what the place or the day of a statement rests; the higher the firmer."""

    NONE = 0
    ARTICLE = 1
    BEFORE = 2
    OWN = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a statement is taken to speak of."""

    places: tuple[Location, ...] = ()
    place_ground: Ground = Ground.NONE
    interval: TimeInterval | None = None
    time_ground: Ground = Ground.NONE
    is_sole_place: bool = False
    """True where its article names no other town, so that what it lends can hardly be wrong."""
    facilities: frozenset[str] = frozenset()
    """What it names that has a name and a place of its own: "nasser hospital"."""
    spots: frozenset[str] = frozenset()
    """The places that it names, or takes from before, and nobody could find, in lower case."""
    scene: Statement | None = None
    """The fight or strike told just before, of which it may tell on."""
    order: int = 0
    """The statement's number in its article."""
    children: tuple[Statement, ...] = ()
    """The statements that this one reports."""
    parent: Statement | None = None
    answers: Statement | None = None
    """The claim before it that a statement such as "we did no such thing" denies."""
    is_outdated: bool = False
    """True where its source goes on to say that the figure has risen since."""
    is_of_war: bool = True
    """False where its article names neither arms nor an armed group."""


@dataclass(frozen=True, slots=True)
class Context:
    """The settings of a set of statements, by reference."""

    settings: Mapping[str, Setting] = field(default_factory=dict)

    def of(self, item: ArticleStatement) -> Setting:
        """Return the statement's setting; that of the statement alone where nothing is known."""
        known = self.settings.get(item.reference)
        return known if known is not None else _alone(item)


def build_context(items: Iterable[ArticleStatement]) -> Context:
    """Read the settings of all statements off their articles.

    Give all statements of an article together: what is lent comes from its other statements.
    """
    articles: dict[str, list[ArticleStatement]] = {}
    for item in items:
        articles.setdefault(item.article, []).append(item)
    settings: dict[str, Setting] = {}
    for members in articles.values():
        settings.update(_settings(members))
    return Context(settings)


def claim_places(statement: Statement) -> tuple[Location, ...]:
    """Return the places the claim is about: not the region of a town, nor what it lies near."""
    named = [place for place in statement.locations if place.kind not in WIDE]
    placed = [place for place in named if place.relation is None]
    return tuple(placed or named or statement.locations)


def _alone(item: ArticleStatement) -> Setting:
    places = claim_places(item.statement)
    own_time = item.statement.time
    return Setting(
        places,
        Ground.OWN if places else Ground.NONE,
        own_time or _era(item.published, []),
        Ground.OWN if own_time else (Ground.ARTICLE if item.published else Ground.NONE),
        facilities=named_facilities(item.statement.text),
        spots=unknown_spots(item.statement),
    )


def _spots(statement: Statement, before: Sequence[Statement]) -> frozenset[str]:
    """Return the unknown places of a statement, else those of the one just before."""
    if has_phrase(statement.text, lexicon().elsewhere):
        return seat(statement)
    at_home = _home(statement, before)
    if at_home and not unknown_spots(statement):
        return frozenset({at_home})
    found = map(unknown_spots, (statement, *reversed(before[-FOLLOWS_WITHIN:])))
    return next(filter(None, found), frozenset())


def _scene(before: Sequence[Statement]) -> Statement | None:
    """Return the nearest of the statements just before that tells of a fight or strike."""
    last = reversed(before[-SCENE_WITHIN:])
    return next((one for one in last if one.claim.type in _OF_EVENTS), None)


def _settings(members: Sequence[ArticleStatement]) -> dict[str, Setting]:
    ordered = sorted(members, key=lambda item: (item.statement.start, -item.statement.end))
    statements = [item.statement for item in ordered]
    by_id = {statement.id: statement for statement in statements}
    era = _era(ordered[0].published, statements)
    main = _main_place(statements)
    of_war = tells_of_war(statements)
    sole = len({place.key for one in statements for place in _towns(one)}) == 1
    towns = _named_towns(statements)
    settings: dict[str, Setting] = {}
    for order, item in enumerate(ordered):
        statement = item.statement
        parent = by_id.get(statement.parent) if statement.parent else None
        places, place_ground = _places(statement, parent, statements[:order], main, towns)
        interval, time_ground = _days(statement, parent, era, item.published)
        led = _led_by(item, statements[:order])
        if led and led.time:
            interval, time_ground = led.time, Ground.BEFORE
        settings[item.reference] = Setting(
            places,
            place_ground,
            interval,
            time_ground,
            sole,
            named_facilities(statement.text),
            _spots(statement, statements[:order]) if not places else frozenset(),
            _scene(statements[:order]),
            order,
            tuple(other for other in statements if other.parent == statement.id),
            parent,
            answered(statement, statements[:order]),
            _is_outdated(statement, statements[order + 1 : order + 1 + UPDATED_WITHIN]),
            of_war,
        )
    return settings


def _is_outdated(statement: Statement, after: Sequence[Statement]) -> bool:
    """Say whether its source soon puts a new figure in its place: "later it rose to 64"."""
    own = (one for one in after if _name(one) is not None and _name(one) == _name(statement))
    return bool(statement.quantities) and any(one.claim.updates for one in own)


def _name(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker else None


def _places(
    statement: Statement,
    parent: Statement | None,
    before: Sequence[Statement],
    main: tuple[Location, ...],
    towns: Mapping[str, Location],
) -> tuple[tuple[Location, ...], Ground]:
    own = claim_places(statement)
    if own:
        return own, Ground.OWN
    if has_phrase(statement.text, lexicon().elsewhere) or unknown_spots(statement):
        return (), Ground.NONE
    if parent and parent.locations:
        return claim_places(parent), Ground.BEFORE
    if at_home := _home(statement, before):
        return ((towns[at_home],), Ground.BEFORE) if at_home in towns else ((), Ground.NONE)
    return _lent(statement, before, main)


def _lent(
    statement: Statement, before: Sequence[Statement], main: tuple[Location, ...]
) -> tuple[tuple[Location, ...], Ground]:
    """Return the places that the statements before lend, else the one that is named most."""
    own_thing = FACILITY.search(statement.text) is not None
    for gap, earlier in enumerate(reversed(before[-STAYS_WITHIN:]), 1):
        near = gap <= FOLLOWS_WITHIN
        if earlier.locations and (near or not own_thing):
            return claim_places(earlier), Ground.BEFORE if near else Ground.ARTICLE
        if unknown_spots(earlier):
            return (), Ground.NONE
    return (main, Ground.ARTICLE) if main and not own_thing else ((), Ground.NONE)


def _home(statement: Statement, before: Sequence[Statement]) -> str | None:
    """Return where a local source is, unless it has just told of another place and goes on."""
    for earlier in reversed(before[-FOLLOWS_WITHIN:]):
        if _name(earlier) == _name(statement) and earlier.locations:
            return None
    return home(statement)


def _named_towns(statements: Iterable[Statement]) -> dict[str, Location]:
    """Return the towns of an article by their names, in lower case."""
    towns = [place for statement in statements for place in _towns(statement)]
    return {name.lower(): place for place in towns for name in (place.name, place.mention)}


def _days(
    statement: Statement,
    parent: Statement | None,
    era: TimeInterval | None,
    published: date | None,
) -> tuple[TimeInterval | None, Ground]:
    if statement.time:
        return _own_days(statement, statement.time, published)
    if parent and parent.time and statement.stance in (Stance.AFFIRMS, Stance.DENIES):
        return parent.time, Ground.BEFORE
    if era and era.end and _is_standing_state(statement):
        return TimeInterval(era.end - RECENT, era.end), Ground.ARTICLE
    return era, (Ground.ARTICLE if era else Ground.NONE)


def _own_days(
    statement: Statement, time: TimeInterval, published: date | None
) -> tuple[TimeInterval, Ground]:
    """Return the days of a statement, and whether it names them or takes them from around it.

    How things still stand is told of the day of the article as well.
    """
    if (
        published in (None, time.end)
        or _DAY_WORD.search(statement.text)
        or _DATE.search(statement.text)
    ):
        return time, Ground.OWN
    if published and time.end and time.end < published and _is_standing_state(statement):
        return TimeInterval(time.start, published), Ground.BEFORE
    return time, Ground.BEFORE


def _is_standing_state(statement: Statement) -> bool:
    """Say whether an undated claim tells how things stand on the ground, and so stand now.

    "The city had not fallen" is told of the day of the article, not of the fortnight before it.
    """
    claim = statement.claim
    untaken = claim.type is ClaimType.CONTROL and claim.polarity is Polarity.NEGATIVE
    return untaken or claim.predicate in lexicon().states


def _led_by(item: ArticleStatement, before: Sequence[Statement]) -> Statement | None:
    """Return the clause whose event a clause of the same sentence goes on about.

    "That the strike on Thursday had hit fighters, and that no civilians had died": the second
    has no day of its own, only that on which it was said.
    """
    statement = item.statement
    leader = next((one for one in reversed(before) if one.parent == statement.parent), None)
    if leader is None or leader.speaker != statement.speaker or not leader.time:
        return None
    if leader.utterance is None or leader.utterance != statement.utterance:
        return None
    joined = 0 <= statement.start - leader.end <= JOINED and not statement.locations
    said_only = statement.time is not None and statement.time.end == item.published
    past = leader.time.end is not None and leader.time.end != item.published
    harm = statement.claim.type in _OF_EVENTS and leader.claim.type in _OF_EVENTS
    dated = _DAY_WORD.search(statement.text) is not None
    return leader if joined and said_only and past and harm and not dated else None


def _towns(statement: Statement) -> Iterator[Location]:
    return (place for place in statement.locations if place.kind not in WIDE | OUTLINES)


def _main_place(statements: Sequence[Statement]) -> tuple[Location, ...]:
    """Return the place named most often, the first where two tie."""
    seen: dict[str, Location] = {}
    counts: Counter[str] = Counter()
    for statement in statements:
        for place in claim_places(statement):
            seen.setdefault(place.key, place)
            counts[place.key] += 1
    if not counts:
        return ()
    return (seen[counts.most_common(1)[0][0]],)


def _era(published: date | None, statements: Sequence[Statement]) -> TimeInterval | None:
    """Return the days an undated claim of the article may speak of."""
    if published:
        return TimeInterval(published - REACH, published)
    days = [
        day
        for statement in statements
        if statement.time
        for day in (statement.time.start, statement.time.end)
        if day
    ]
    if not days:
        return None
    latest = max(days)
    return TimeInterval(latest - REACH, latest + timedelta(days=1))

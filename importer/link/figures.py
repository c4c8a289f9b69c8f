"""The figures of a clause in a form that can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf

from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.words import has_phrase, plain_words
from importer.model import ClaimType, PlaceKind, Quantity, Span
from importer.resolve.party_lexicon import is_state, party_lexicon
from importer.resolve.party_names import party_from_words

ROUNDING = 0.15
"""How far from its figure an approximate count may lie, as a share of it."""
PEOPLE = "people"
KEPT = 4096
"""Of how many clauses the figures are remembered: more than one partition compares."""
_STAY = "stay"
"""The predicate of those who did not flee, whose type is that of those who did."""
SHARES = {"%": 0.01, "ratio": 1.0}
_OWN_MEN = re.compile(
    r"\b(?:his|her|its|our|their|my)\s+(?:own\s+)?(?:men|people|comrades|boys)\b", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:its|their|our)\b(?: own)?", re.IGNORECASE)
_OUT_OF = re.compile(
    r"(?:at least |some |about |only )?[\w,-]+ of (?:the|those|them)\b(?! (?:people|residents))",
    re.IGNORECASE,
)
"""A figure right before "of the dead", "of those killed"."""
_AT_LEAST = re.compile(
    r"\b(?:verified|identified|buried|(?:in|to) (?:the |a )?(?:morgues?|mortuar(?:y|ies))"
    r"|(?:receiv(?:ed|es|ing)|t(?:ook|aken|aking) in|treat(?:ed|ing))(?= [^.;]*\b"
    r"(?:bod(?:y|ies)|dead|wounded|injured|patients|casualties|people|children|men|women)\b)"
    r"|(?:bodies|dead) (?:[a-z]+ ){0,3}(?:recovered|pulled|dug|unearthed|exhumed)"
    r"|(?:die[ds]?|dying) (?:of|from) (?:their|his|her) (?:wounds|injuries))\b"
)
_SHARED_OUT = re.compile(
    r"\b(?:in|at|near|on|from|inside) (?:[^,.;]+?)(?:,| and|, and) "
    r"(?:another |an? |at least |about )?(?:\d[\d,]*|[a-z]+)(?: [a-z]+){0,3} "
    r"(?:in|at|near|on|from|inside|close to|outside) "
)
"""A figure with its place, and another with its own."""
_RIGHT_THERE = re.compile(
    r"(?: (?:people|were|was|died|dead|killed|wounded|of them|others))* "
    r"(?:in|at|near|on|from|inside|close to|outside) (?:the )?(?:[a-z]+ of )?"
)
_NEXT_SIZE = {24.0: 199.0, 200.0: 1999.0, 2000.0: 19999.0}
"""What "dozens", "hundreds" and "thousands" stay under where they are told to be few."""
_NOT_THIS = re.compile(r"(?:,| and| but) (?:and )?not\s\Z")
_DID_BEFORE = re.compile(r"\bwho had [a-z]+ (?:(?:at|more|about|around|some|than|least|over) ?)*\Z")
"""What somebody had done before the event that is told: "struck the men who had killed nine"."""
_FAMILY = re.compile(
    r"\b(?:members?|relatives) of (?:his|her|their|my|our|the|one) (?:[\w-]+ )?(?:family|household)"
    r"|\b(?:his|her|their|my|our) (?:own )?(?:relatives|children|sons|daughters|brothers|sisters)\b"
)
"""Some of the dead, known for whose they were."""
TOWNS = frozenset({PlaceKind.CITY, PlaceKind.VILLAGE})
_HARMS = frozenset({"killed", "wounded", "missing"})
FATES_OF_PEOPLE = frozenset({"killed", "wounded", "missing", "displaced", "captured", "released"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its bounds, what is counted and what befell it."""

    low: float
    high: float
    unit: str
    kind: str | None
    fates: frozenset[str]
    shown: str
    camp: str | None = None
    """Whose men are counted, where the noun tells."""
    sort: str | None = None
    """Of people, the sort that the noun narrows them to: children, officers."""
    owner: str | None = None
    """The party whose men or arms are counted, where the count itself says so: "RSF fighters"."""
    spot: str | None = None
    """Of several towns that the statement names the one of this figure: "four in Harrow"."""
    refers: bool = False
    """True where the clause names no more than "the figure", and so means one told before."""

    @property
    def is_none(self) -> bool:
        """Say whether the figure counts nothing."""
        return self.low == self.high == 0


@lru_cache(maxsize=KEPT)
def figures(position: Position) -> tuple[Figure, ...]:
    """Return the figures of a clause; of one that replaces a figure, the new ones only."""
    quantities = _of_clause(position)
    replaced = _replaced(position, quantities)
    told = tuple(
        _figure(position, q)
        for q in quantities
        if q not in replaced
        and not _is_rejected(position, q)
        and not _DID_BEFORE.search(_before(position, q))
    )
    shared_out = not replaced and _are_shared_out(position, told)
    return tuple(replace(each, high=inf) if shared_out and not each.spot else each for each in told)


def _is_rejected(position: Position, quantity: Quantity) -> bool:
    """Say whether a figure is named only to be rejected: "seven, not five, died"."""
    return _NOT_THIS.search(_before(position, quantity)) is not None


def _before(position: Position, quantity: Quantity) -> str:
    return position.statement.text[: max(0, quantity.start - position.statement.start)]


def rejected_counts(position: Position) -> frozenset[float]:
    """Return the counts that a clause names only to reject them: "seven, not five"."""
    rejected = (q.low for q in position.statement.quantities if _is_rejected(position, q))
    return frozenset(low for low in rejected if low is not None)


@lru_cache(maxsize=KEPT)
def replaced_figures(position: Position) -> tuple[Figure, ...]:
    """Return the figures that a clause names as those it replaces."""
    return tuple(_figure(position, q) for q in _replaced(position, _of_clause(position)))


@lru_cache(maxsize=KEPT)
def does_update(position: Position) -> bool:
    """Say whether a clause replaces an earlier figure, in so many words or by "from 3 to 5"."""
    cue = plain_words(position.statement.cue or "")
    says_so = position.frame.updates or not lexicon().update_cues.isdisjoint(cue)
    if position.plain & lexicon().figure_nouns:
        says_so = says_so or has_phrase(position.text, lexicon().update_phrases)
    return says_so or bool(_risen(position, _of_clause(position)))


def overlap(a: Figure, b: Figure) -> bool:
    """Say whether one figure can satisfy both."""
    return a.low <= b.high and b.low <= a.high


def _of_clause(position: Position) -> tuple[Quantity, ...]:
    """Return the quantities inside the clause, and those that stand in no clause of their own."""
    frames, clause = position.statement.frames, position.frame
    if len(frames) == 1:
        return position.statement.quantities

    def inside(quantity: Quantity, start: int, end: int) -> bool:
        return Span(start, end).contains(Span(quantity.start, quantity.end))

    others = [frame for frame in frames if frame is not clause]
    return tuple(
        quantity
        for quantity in position.statement.quantities
        if inside(quantity, clause.start, clause.end)
        or not any(inside(quantity, frame.start, frame.end) for frame in others)
    )


def _replaced(position: Position, quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """Return the old figures of an update: those after "from", else all but the last."""
    if not does_update(position):
        return []
    old = _risen(position, quantities) or _after_from(position, quantities)
    return old if 0 < len(old) < len(quantities) else list(quantities[:-1])


def _after_from(position: Position, quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """Return the figures right behind "from": "has risen to nine, up from six"."""
    statement = position.statement
    return [
        quantity
        for quantity in quantities
        if plain_words(statement.text[: max(0, quantity.start - statement.start)])[-1:] == ("from",)
    ]


def _risen(position: Position, quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """Return the figures that stand after "from" and before another that stands after "to"."""
    statement = position.statement
    before = []
    for quantity in quantities:
        words = plain_words(statement.text[: max(0, quantity.start - statement.start)])
        before.append(words[-1] if words else "")
    return [
        quantity
        for quantity, word, following in zip(quantities, before, before[1:], strict=False)
        if word == "from" and following == "to"
    ]


def _figure(position: Position, quantity: Quantity) -> Figure:
    scale = SHARES.get(quantity.unit, 1.0)
    low = -inf if quantity.low is None else quantity.low * scale
    high = inf if quantity.high is None else quantity.high * scale
    if quantity.approx:
        low, high = low - abs(low) * ROUNDING, high + abs(high) * ROUNDING
    unit = "ratio" if quantity.unit in SHARES else quantity.unit
    fates = _fates(position, quantity)
    if "killed" in fates and lexicon().body_words & position.plain:
        high = inf
    if _is_of_some(position, quantity):
        high = inf
    if high == inf and low in _NEXT_SIZE and _is_no_more(position, quantity):
        high = _NEXT_SIZE[low]
    refers = position.type is ClaimType.OTHER and bool(position.plain & lexicon().figure_nouns)
    kind, camp = _kind(quantity, fates), _told(quantity, lexicon().camps)
    sort = _told(quantity, lexicon().sorts)
    owner, spot = _owner(position, quantity.mention), _spot(position, quantity)
    return Figure(low, high, unit, kind, fates, quantity.mention, camp, sort, owner, spot, refers)


def _is_no_more(position: Position, quantity: Quantity) -> bool:
    """Say whether a size is told as small: "only dozens" are no hundreds."""
    before = position.statement.text[: max(0, quantity.start - position.statement.start)]
    words = plain_words(f"{before[-20:]} {quantity.mention}")
    return bool(lexicon().only_words.intersection(words[-4:])) and quantity.unit == "1"


def _are_shared_out(position: Position, told: tuple[Figure, ...]) -> bool:
    """Say whether figures are parts of a whole: "67 were killed in the north and six in the south".

    Each is then no more than a lower bound of any count of all.
    """
    if not _SHARED_OUT.search(position.statement.text):
        return False
    people = [each for each in told if each.unit == "1" and not each.is_none]
    kinds = {each.kind for each in people} - {None, PEOPLE}
    return len(people) > 1 and len(kinds) <= 1 and len({each.fates for each in people}) == 1


def _is_of_some(position: Position, quantity: Quantity) -> bool:
    """Say whether a figure counts some out of all: "four of the dead were children".

    Who has verified so many, saw so many die of their wounds or took them in, knows of no fewer.
    """
    if _AT_LEAST.search(position.statement.text) or _FAMILY.search(position.text):
        return True
    start = max(0, quantity.start - position.statement.start)
    return _OUT_OF.match(position.statement.text, start) is not None


def _spot(position: Position, quantity: Quantity) -> str | None:
    """Return the town named right behind a figure, where its statement counts in several."""
    towns = [place for place in position.statement.locations if place.kind in TOWNS]
    if len({place.key for place in towns}) <= 1:
        return None
    start = position.statement.start
    for place in towns:
        between = position.statement.text[max(0, quantity.end - start) : place.start - start]
        if place.start >= quantity.end and _RIGHT_THERE.fullmatch(between):
            return place.key
    return None


def _owner(position: Position, mention: str) -> str | None:
    """Return whose a count says that those counted are: "its" is of the side that lost them."""
    if _OWN.search(mention):
        return position.frame.target or position.speaker_party
    named = any(word[:1].isupper() for word in mention.split()[1:])
    return _party_of(mention) if named else None


def names_kind(figure: Figure) -> bool:
    """Say whether a count has a noun of its own: "11 militants", and not a bare "11"."""
    return any(word in lexicon().counted for word in plain_words(figure.shown))


@lru_cache(maxsize=KEPT)
def _party_of(mention: str) -> str | None:
    return party_from_words(mention)


def of_two_parties(x: Figure, y: Figure) -> bool:
    """Say whether two counts are of two parties' men: a group of a state that it fights is one.

    "Lebanese" may be said of Hezbollah's men, "Sudanese soldiers" not of the RSF's.
    """
    if x.owner is None or y.owner is None or x.owner == y.owner:
        return False
    groups = [party_lexicon().groups.get(each) for each in (x.owner, y.owner)]
    for group, other in zip(groups, (y.owner, x.owner), strict=True):
        if group and other in group.home:
            return other in group.fights
    return True


def _told(quantity: Quantity, table: dict[str, str]) -> str | None:
    """Return what the noun of a count tells by a table: whose men, what sort of people."""
    words = (quantity.counted or "").lower().split()
    return next((table[word] for word in words if word in table), None)


def _kind(quantity: Quantity, fates: frozenset[str]) -> str | None:
    """Return the kind of thing counted; a bare figure of the dead counts people."""
    words = (quantity.counted or "").lower().split()
    known = lexicon().counted
    if _OWN_MEN.search(quantity.mention):
        return "combatants"
    kinds = [known[word] for word in reversed(words) if word in known]
    if kinds:
        return kinds[0]
    if words and _is_group(words[-1]):
        return "combatants"  # "more than 200 Houthis"
    if words:
        return words[-1]
    return PEOPLE if fates and fates <= FATES_OF_PEOPLE else None


def _is_group(name: str) -> bool:
    """Say whether a word is the name of an armed group, and so of its fighters."""
    known = party_lexicon()
    if not known.find_whole(name):
        return False
    matches = (*known.find(name.capitalize()), *known.find(name.upper()))
    return any(match.party and not is_state(match.party) for match in matches)


def _may_be_harm(position: Position, quantity: Quantity) -> bool:
    """Say whether the one harm that a clause speaks of befell those that a figure counts.

    "Two fighters were among the dead", "44 people were admitted to hospital".
    """
    among = quantity.aspect == "present" and position.type is ClaimType.CASUALTIES
    harmed = _HARMS.intersection(lexicon().fates.get(quantity.aspect or "", ()))
    return quantity.aspect == "casualties" or among or bool(harmed)


def _named_fate(quantity: Quantity) -> frozenset[str]:
    """Return what a count itself says befell those counted: "four wounded"."""
    words = plain_words(quantity.counted or "")
    return frozenset(fate for word in words for fate in lexicon().fates.get(word, ())) & _HARMS


def _fates(position: Position, quantity: Quantity) -> frozenset[str]:
    """Return what the figure tells of those counted: from its aspect, its noun, its clause."""
    table = lexicon().fates
    if position.frame.predicate == _STAY:
        return frozenset({"remaining"})
    if named := _named_fate(quantity):
        return named
    told = frozenset(fate for word in position.plain for fate in table.get(word, ()))
    suffered = told & _HARMS
    if len(suffered) == 1 and _may_be_harm(position, quantity):
        return suffered
    for text in (quantity.aspect, quantity.counted):
        for word in (text or "").lower().split():
            if word in table:
                return frozenset(table[word])
    default = lexicon().aspects.get(position.type)
    if position.type is ClaimType.CASUALTIES:
        return suffered if len(suffered) == 1 else frozenset({"killed"})
    return told | frozenset({default} if default else ())

"""What the wording of a clause takes for granted, leaves open or narrows, beside what it claims."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importer.link.causes import are_of_two_causes, told_of
from importer.link.context import Ground
from importer.link.figures import PEOPLE
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.words import content_words, has_phrase, plain_words, stem
from importer.model import ClaimType
from importer.resolve.party_names import party_from_words

_VICTIMS = re.compile(
    r"\b(?:of|among|amongst) (?:the|those|them)(?: \w+)?"
    r" (?:dead|killed|victims|slain|wounded|injured)\b"
    r"|\b(?:of|among) those (?:who|that) (?:died|fell)\b"
    r"|\b[Tt]he (?:dead|victims|slain) (?:are|were|was|include|included)\b"
)
"""Words by which the dead are known, and something else is told of them."""
_NONE_OF_THEM = re.compile(
    r"(?:that )?there (?:is|are|was|were|has been|have been|had been) (?:none|no such \w+)\W*\Z",
    re.IGNORECASE,
)
_OWN_THINGS = re.compile(
    r"\b(?:[Nn]one|[Nn]ot one|[Nn]ot a single one) of (?:its|our|their) [a-z]+\b"
)
_OWN_SPOT = re.compile(
    r"\b(?:at|near|in|inside|around|on)(?: or (?:at|near|in|inside|around|on))?"
    r" (?:(?:any|all|each|one) of )?(?:its|their|our|his|her) (?:own )?"
    r"([a-z][\w-]+(?: [a-z][\w-]+)?)"
)
"""The place to which a denial narrows itself: "at or near its sites"."""
_ORIGIN = re.compile(r"\b(?:[Nn]o|any|[Nn]ot a single) ([A-Z][a-z]+) [a-z]+")
"""Whose the thing denied is: "no Israeli aid"."""
_NONE_OF = re.compile(
    r"\b(?:no|any|not one|not a single|not an?) ((?:[\w-]+ ){0,2}[\w-]+)", re.IGNORECASE
)
"""The words behind what denies, or asks for, all of a sort."""
_HABIT = re.compile(r"(?:[a-z]+ly )?[a-z]+ing(?: (?!the |its |their |this |that )[a-z]+){1,4}")
"""A deed without a day, a place or anything known that it befell."""
_ALL_BUT = re.compile(
    r"\b(?:nobody|none|no one|no other [a-z]+|no [a-z]+) (?:but|except|other than|apart from)\b",
    re.IGNORECASE,
)
_WITHHELD = re.compile(
    r"\b(?:no|without (?:a|any)|not \w+ (?:a|any)) (?:[\w-]+ ){0,2}"
    r"(?:toll|tally|figures?|numbers?|count|breakdown|estimates?|details)\b"
)
_TO_WITHIN = re.compile(r"\bto within (?:[\w.,-]+ ){1,4}of\b")
"""Who came to within a mile of a place is not in it."""
_PUT = re.compile(
    r"(?:the|that|its|their) (?:[\w-]+ ){0,2}"
    r"(?:toll|tally|figure|number|count|total|estimate) at\b",
    re.IGNORECASE,
)
_OF_A_GROUP = re.compile(
    r"\bmembers? of [^.,;]{0,60}?\b(?:group|militia|movement|gang|network|cell|organi[sz]ation)\b"
)
_THERE = frozenset(
    {"in", "inside", "at", "there", "here", "still", "stay", "stayed", "staying", "present"}
    | {"remain", "remains", "remained", "arrived", "deployed", "stationed", "on", "around", "near"}
)
"""Words by which somebody is told to be at a place."""
_BESIDE = frozenset({"near", "outside", "around", "towards", "toward"})
"""How a claim may lie to a place that it is not in."""
_TO_BESIDE = re.compile(r"\b(?:to|onto) (?:[\w-]+ ){1,4}(?:outside|near|around)\b")
_SIDES = frozenset({"civilians", "combatants"})
_PEOPLE_KINDS = frozenset({"civilians", "combatants", PEOPLE, "captives", "medics", "journalists"})
_LOWER = re.compile(r"\b[a-z][a-z-]+\b")
_DEEDS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CASUALTIES})
_NO_KIND = frozenset({"no", "not", "a", "single", "one", "any", "such", "of", "the", "zero", "own"})
_KNOWN = frozenset({"the", "these", "those", "its", "their", "his", "our"})
_KNOWN_EVENT = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|this|yesterday's|[A-Z][a-z]+day[’']s) (?:[\w-]+ ){0,2}"
    r"(?:attack|ambush|strike|raid|assault|battle|clash|clashes|shelling|bombing|blast|explosion)\b"
)
_IN_ONE = re.compile(r"\b(?:in|inside|at|on) (?:the|a|an|one) ([a-z][\w-]*(?: [a-z][\w-]*){0,2})")
_SEVERAL = re.compile(
    r"\b(?:strikes|airstrikes|attacks|raids|bombings|shelling|bombardment|fighting|clashes"
    r"|across|throughout)\b",
    re.IGNORECASE,
)
"""Words by which harm is told of more than one event."""
_ALL_OF = re.compile(r"\b(?:all|every|each)(?: of)?(?: the| its| their| other)? ([a-z]+)\b")
_NAMED_ONE = re.compile(r"\b[A-Z][\w’'-]+ ([a-z]+)\b")
_SERIES = re.compile(r"\b([a-z]+s) (?:across|throughout|all over)\b")
_ONE_OF_SERIES = re.compile(
    r"\b(?:[Tt]he (?:first|second|third|last)|[Aa]nother|[Oo]ne) ([a-z]+(?: [a-z]+)?)\b"
)
"""One deed out of many: "the first strike hit a car", of "strikes across Gaza"."""


def tells_of_victims(position: Position) -> bool:
    """Say whether a clause tells who the dead were, and not that they died.

    Whoever denies that any of the dead were fighters denies no death.
    """
    statement = position.statement
    start, end = (each - statement.start for each in (position.span.start, position.span.end))
    return any(
        match.start() < end and start < match.end() for match in _VICTIMS.finditer(statement.text)
    )


def tell_of_one_sort(a: Position, b: Position) -> bool:
    """Say whether two clauses that tell who the dead were name one sort of people: fighters."""
    table = lexicon().counted
    one, other = ({table[word] for word in _line(p) if word in table} for p in (a, b))
    return bool((one & other) - {"people"})


def denies_other_people(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of the death of a sort of people that the claim does not speak of.

    "No children were killed" leaves "15 people were killed" true, and "no civilians" the fighters.
    """
    said = plain_words(denial.text)
    told = (*_counted(claim), *(word.lower() for word in claim.frame.objects))
    sorts = [
        _named_by(lexicon().sorts, words) for words in (said, (*told, *plain_words(claim.text)))
    ]
    if sorts[0] & lexicon().ages and not sorts[0] & sorts[1]:
        return True
    kinds = [_named_by(lexicon().counted, words) & _SIDES for words in (said, told)]
    if lexicon().armed_words.intersection(told) or _OF_A_GROUP.search(claim.text):
        kinds[1] = kinds[1] | {"combatants"}
    if kinds[0] == {"combatants"} and not kinds[1] and claim.frame.target is None:
        return PEOPLE in _named_by(lexicon().counted, told)  # "Nine people", whoever they were
    return all(kinds) and not kinds[0] & kinds[1]


def denies_one_sort(denial: Position, claim: Position) -> bool:
    """Say whether a denial is narrowed to people or things of which the claim does not speak.

    "No ship was hit" leaves true that the depot was; whoever tells of the port may mean its ships.
    """
    if not denial.sign < 0 < claim.sign:
        return False
    table, said = lexicon().narrowed, _line(claim)
    for phrase in _NONE_OF.findall(denial.statement.text):
        word = next((each for each in plain_words(phrase) if each in table), None)
        if word is not None and said.isdisjoint(table[word]):
            return True
    return False


def denies_for_own_spot(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of a spot of the speaker's own that the claim does not speak of."""
    spots = [content_words(match.group(1)) for match in _OWN_SPOT.finditer(denial.statement.text)]
    named = content_words(claim.statement.text)
    return denial.sign < 0 < claim.sign and any(
        stems and stems.isdisjoint(named) for stems in spots
    )


def _counted(position: Position) -> tuple[str, ...]:
    """Return the words of what the clause counts."""
    counted = (quantity.counted or "" for quantity in position.statement.quantities)
    return tuple(word for text in counted for word in text.lower().split())


def _named_by(table: dict[str, str], words: Iterable[str]) -> frozenset[str]:
    return frozenset(table[word] for word in words if word in table)


def is_under_way(position: Position) -> bool:
    """Say whether forces are told to be on their way: who is sent to a town is not yet there."""
    return position.type is ClaimType.FORCES and bool(position.plain & lexicon().under_way)


def counts_a_stage(position: Position) -> bool:
    """Say whether a count is of one step of what goes on: "in the first convoy"."""
    return has_phrase(position.statement.text, lexicon().stages)


def is_within(part: Position, whole: Position) -> bool:
    """Say whether a count is of one building, and the other of all strikes on its town."""
    nouns = lexicon().buildings
    named = (word for found in _IN_ONE.findall(part.statement.text) for word in found.split())
    spots = nouns.intersection(named)
    several = _SEVERAL.search(whole.statement.text) is not None
    return bool(spots) and several and spots.isdisjoint(_line(whole))


def is_one_of_all(part: Position, whole: Position) -> bool:
    """Say whether a clause counts at one of the things of which the other counts at all.

    >>> _ALL_OF.findall("180 lorries came through all crossings")
    ['crossings']
    """
    text = whole.statement.text
    for all_of, one_of in ((_ALL_OF, _NAMED_ONE), (_SERIES, _ONE_OF_SERIES)):
        kinds = {stem(word) for word in all_of.findall(text)}
        named = " ".join(one_of.findall(part.statement.text)).split()
        if any(stem(word) in kinds for word in named):
            return True
    return False


def tells_of_known_event(position: Position) -> bool:
    """Say whether a statement names its event as one that is known: "in Friday's strike"."""
    return _KNOWN_EVENT.search(position.statement.text) is not None


def is_of_another_group(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of fighters that the claim does not speak of.

    "Tribal fighters have not entered" is no denial of what is told of an army; "the fighters" are
    those that the claim was about.
    """
    known = frozenset(plain_words(claim.statement.text))
    statement = denial.statement
    words = plain_words(statement.text[: max(0, denial.frame.end - statement.start)])
    new = [
        word
        for before, word in zip(("", *words), words, strict=False)
        if word in lexicon().armed_words and before not in _KNOWN
    ]
    return bool(new) and known.isdisjoint(new)


def is_of_facility(position: Position) -> bool:
    """Say whether a clause is of a base or building in a place, and not of all of the place."""
    return bool(position.plain & lexicon().facilities) and not position.is_whole


def leaves_noun_out(position: Position) -> bool:
    """Say whether a clause denies what only the words before it name: "there were none"."""
    return _NONE_OF_THEM.match(position.text) is not None


def makes_exception(position: Position) -> bool:
    """Say whether a clause denies it of all but some: "nobody but our men is in the town"."""
    return _ALL_BUT.search(position.text) is not None


def denies_one_kind(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of one kind of a thing, and the claim of the thing at large.

    "No cluster shells were fired" leaves true that shells fell.
    """
    said = frozenset(plain_words(claim.statement.text))
    stems = frozenset(stem(word) for word in said)
    for quantity in denial.statement.quantities:
        counted = plain_words(quantity.counted or "")[-1:]
        if quantity.high != 0 or not counted or lexicon().counted.get(counted[0]) in _PEOPLE_KINDS:
            continue
        kinds = {word for word in _LOWER.findall(quantity.mention) if word not in _NO_KIND}
        kinds -= {*counted}
        if kinds and stem(counted[0]) in stems and not {stem(word) for word in kinds} & stems:
            return True
    return False


def denies_evidence(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of a video or document that the claim does not name."""
    shown = denial.plain & lexicon().evidence
    return bool(shown) and shown.isdisjoint(claim.plain)


def denies_own_deed(denial: Position, claim: Position) -> bool:
    """Say whether a side denies a deed that nobody is named for, and the claim is of another's.

    "The ministry denied the killings" says nothing of those whom its enemy killed.
    """
    doer = claim.frame.agent
    unnamed = denial.rejects and denial.frame.agent is None and denial.type in _DEEDS
    unnamed = unnamed and denial.frame.target is None
    return unnamed and doer is not None and denial.speaker_party not in (None, doer)


def denies_for_own_things(denial: Position, claim: Position) -> bool:
    """Say whether a side denies harm to what is its own, and the claim is not of harm to it."""
    own = _OWN_THINGS.search(denial.statement.text) is not None
    return own and denial.sign < 0 and claim.frame.target != denial.speaker_party


def denies_intent(position: Position) -> bool:
    """Say whether a clause denies that a deed was meant, and so grants the deed."""
    return position.sign < 0 and bool(position.plain & lexicon().intent)


def denies_for_one_origin(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of what one party sends or has, and the claim not of that party.

    "No Israeli aid arrived" leaves true that the Red Crescent's did.
    """
    named = {claim.frame.agent, claim.frame.target, claim.frame.holder, claim.speaker_party}
    origins = [word for word in _ORIGIN.findall(denial.text) if word not in claim.statement.text]
    parties = {party_from_words(word) for word in origins} - {None}
    return denial.sign < 0 and bool(parties) and not parties & named


def denies_in_general(position: Position) -> bool:
    """Say whether a denial is of a habit and of no deed: "denies targeting civilians"."""
    setting, text = position.setting, position.statement.text
    unplaced = setting.place_ground is not Ground.OWN and not position.names_day
    return position.sign < 0 and unplaced and _HABIT.fullmatch(text) is not None


def answers_a_charge(denial: Position, claim: Position) -> bool:
    """Say whether a source denied what another had said; who "denies" it does so on every day."""
    return claim.speaker is not None and (denial.statement.cue or "").endswith("ed")


def withholds_figure(position: Position) -> bool:
    """Say whether a clause is about a figure alone: "gave no toll" leaves no one alive.

    "Put the figure at 600" denies nothing but other figures.
    """
    text = position.text
    return _WITHHELD.search(text) is not None or _PUT.match(text) is not None


def are_two_facilities(a: Position, b: Position) -> bool:
    """Say whether each clause is of a base or building of its own: a headquarters, an airport."""
    return _are_apart(lexicon().facility_kinds, a, b)


def tells_no_place(position: Position) -> bool:
    """Say whether a clause of forces tells what they have or are, and not that they are there."""
    if position.type is not ClaimType.FORCES or position.sign < 0:
        return False
    return position.setting.place_ground is not Ground.OWN and not position.plain & _THERE


def is_beside(position: Position) -> bool:
    """Say whether a clause is of what lies near its places, and not of what lies in them.

    Who pulled back to a hill outside a town has left the town.
    """
    frame = position.frame
    if position.type is ClaimType.WITHDRAW and _TO_BESIDE.search(position.text):
        return False
    spots = [spot for spot in position.statement.locations if frame.start <= spot.start < frame.end]
    return bool(spots) and all(spot.relation in _BESIDE for spot in spots)


def comes_no_nearer(position: Position) -> bool:
    """Say whether a clause tells of a move towards a place, and not into it."""
    words = lexicon()
    short_of = bool(position.plain & (words.towards | words.under_way))
    short_of = short_of or _TO_WITHIN.search(position.text) is not None
    return position.type is ClaimType.ADVANCE and short_of


def are_two_events(a: Position, b: Position) -> bool:
    """Say whether each clause names an event, and none that the other names.

    "The strike" may be by whatever flies; a mine or a roadside bomb is none.
    """
    if name_two_things(a, b) or are_of_two_causes(a, b):
        return True
    kinds = [_incidents(position) for position in (a, b)]
    if all(kinds):
        return not kinds[0] & kinds[1]
    fired = [bool(_line(position) & lexicon().strike_words) for position in (a, b)]
    return any(
        kinds[one] and not kinds[1 - one] and fired[1 - one] and not kinds[one] & lexicon().by_fire
        for one in (0, 1)
    )


def name_two_things(a: Position, b: Position) -> bool:
    """Say whether each clause names a building or vehicle, and none that the other names."""
    return _are_apart(lexicon().things_hit, a, b)


def name_two_goods(a: Position, b: Position) -> bool:
    """Say whether each clause names what was brought, and none that the other names: food, fuel."""
    return _are_apart(lexicon().goods, a, b)


def _are_apart(table: dict[str, int], a: Position, b: Position) -> bool:
    """Say whether both statements have words of a table, and none of one kind."""
    kinds = [{table[word] for word in told_of(p) if word in table} for p in (a, b)]
    return all(kinds) and not kinds[0] & kinds[1]


def _incidents(position: Position) -> set[int]:
    table = lexicon().incidents
    return {table[word] for word in position.plain if word in table}


def _line(position: Position) -> frozenset[str]:
    """Return the words of the whole statement: the subject may stand in front of the clause."""
    return frozenset(plain_words(position.statement.text))

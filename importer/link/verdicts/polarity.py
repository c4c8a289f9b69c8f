"""Negation: the same claim, once positive and once negative. Antonym: opposite ends of a scale."""

from __future__ import annotations

from textwrap import shorten

from importer.link.causes import are_of_two_causes
from importer.link.compare import is_one_town
from importer.link.context import Ground
from importer.link.figures import PEOPLE, figures, overlap
from importer.link.gravity import denies_only_the_grave, takes_harm_for_granted
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.services import are_apart
from importer.link.support import (
    are_neighbours,
    can_mean,
    named,
    roles_fit,
    share_a_party,
    shared_matter,
    shared_things,
    shared_words,
    support,
)
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.standing import are_of_parts
from importer.link.verdicts.truce import TRUCE, only_dates, tells_of_the_truce
from importer.link.wording import (
    answers_a_charge,
    are_two_events,
    are_two_facilities,
    comes_no_nearer,
    denies_evidence,
    denies_for_one_origin,
    denies_for_own_spot,
    denies_for_own_things,
    denies_in_general,
    denies_intent,
    denies_one_kind,
    denies_other_people,
    denies_own_deed,
    is_of_another_group,
    name_two_things,
    tells_of_victims,
    withholds_figure,
)
from importer.link.words import plain_words, stem, vague_stems
from importer.model import ClaimType, ContradictionType, Polarity

ENOUGH = 0.4
"""How much two clauses must have in common to be one claim and its negation."""
HARMING = frozenset({ClaimType.CASUALTIES})
SORTS = frozenset({"civilians", "combatants"})
DEEDS = frozenset(
    {ClaimType.STRIKE, ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.RESPONSIBILITY}
)
HARM = frozenset({ClaimType.STRIKE, ClaimType.CASUALTIES, ClaimType.LOSSES})
FIRE = frozenset({ClaimType.ATTACK, ClaimType.STRIKE})
SUPPLIED = frozenset({ClaimType.SUPPLY, ClaimType.HUMANITARIAN})
FIRED = frozenset({"missiles", "drones", "bombs", "attacks"})
SHOWN = 80
"""How many characters of a clause are shown."""
MANY = 3
REPLY = 0.15
"""What it adds that one clause stands next to the other and is said by another side."""
LOOSE = frozenset({ClaimType.OTHER})
"""Types so wide that an opposite sign alone says nothing."""
WHOLE_PLACE = frozenset({"the fighting", "the truce"})
"""Matters on which two claims about one place meet without sharing a word."""
DAMAGE = "damage"
ITSELF = "itself"
LESS = "less"
"""Before a word it comes near the word's opposite: "less safe"."""
TWO_THINGS = (are_two_facilities, name_two_things, are_apart)
FATES_OF_TWO = frozenset({"shoot-down", "destroy"})


def find_negation(a: Position, b: Position) -> Finding | None:
    """Compare two clauses of one type and opposite sign."""
    on_ground = {a.type, b.type} <= lexicon().of_standing
    if (
        a.sign == b.sign
        or not can_be_one_claim(a, b)
        or (on_ground and (are_of_parts(a, b) or a.is_of_men is not b.is_of_men))
    ):
        return None
    if a.type is not b.type and not (
        _are_shots(a, b) or _is_charge_denied(a, b) or _are_of_one_supply(a, b)
    ):
        return None
    weight = support(a, b)
    if a.counts_none or b.counts_none:
        weight += 0.1
    shared = shared_words(a, b)
    if (a.answers or b.answers) and not share_a_party(a, b):
        return None
    replies = _is_reply(a, b) or _are_of_one_siege(a, b)
    if not (shared or share_a_party(a, b) or replies):
        return None
    weight += REPLY * replies
    needed = 0.8 if a.type in LOOSE else ENOUGH
    if weight < needed or (a.type in LOOSE and len(shared) < MANY):
        return None
    denied, held = "it is not so", "it is so"
    values = (denied, held) if a.sign < 0 else (held, denied)
    stopped = {a.frame.polarity, b.frame.polarity} == {Polarity.POSITIVE}
    return Finding(
        ContradictionType.ANTONYM if stopped else ContradictionType.NEGATION,
        "claim and its negation",
        min(0.9, 0.6 + 0.4 * weight),
        shared_matter(a.type, b.type) or "what happened",
        *values,
        needs_place=on_ground or not are_neighbours(a, b),
    )


def _are_of_one_siege(a: Position, b: Position) -> bool:
    """Say whether two sides tell of one town, each by its name, whether it is cut off."""
    named = all(p.setting.place_ground is Ground.OWN for p in (a, b))
    told = a.type is b.type is ClaimType.ENCIRCLE and a.speaker_party != b.speaker_party
    return told and named and is_one_town(a, b)


def _are_of_one_supply(a: Position, b: Position) -> bool:
    """Say whether one answers the other on whether something was cut off: "no outage", "dark"."""
    in_turn = {a.type, b.type} == SUPPLIED and are_neighbours(a, b)
    named = a.frame.predicate is not None and b.frame.predicate is not None
    return in_turn and named and a.is_alike(b)


def _are_shots(a: Position, b: Position) -> bool:
    """Say whether both are of one side's fire: "opened fire on the crowd", "did not fire"."""
    one_side = a.frame.agent is not None and a.frame.agent == b.frame.agent
    return one_side and {a.type, b.type} == FIRE and bool(shared_words(a, b))


def find_unharmed(a: Position, b: Position) -> Finding | None:
    """Find "none of our men was hit" against a claim that some were, in whatever words of harm."""
    for spared, harmed in ((a, b), (b, a)):
        if not {spared.type, harmed.type} <= HARM or spared.type is harmed.type:
            continue
        fired_by = spared.frame.agent if spared.type is ClaimType.STRIKE else None
        if _are_of_other_kinds(spared, harmed) or fired_by is not None:
            continue  # Who did not fire may have hit something on another day.
        if denies_for_own_spot(spared, harmed):
            continue
        if harmed.type is ClaimType.STRIKE:  # One may be struck and lose nobody.
            continue
        signs = (spared.frame.polarity, harmed.frame.polarity)
        if signs != (Polarity.NEGATIVE, Polarity.POSITIVE):
            continue
        victim = spared.frame.target
        if any(figure.kind in FIRED for figure in figures(spared)):  # "no shells were fired"
            continue
        wholly = spared.counts_none or spared.is_of_anybody or spared.persists
        if wholly and victim is not None and victim == harmed.frame.target:
            values = ("it is not so", "it is so")
            return Finding(
                ContradictionType.NEGATION,
                "none against some",
                0.8,
                "strikes",
                *(values if spared is a else values[::-1]),
            )
    return None


def _are_of_other_kinds(a: Position, b: Position) -> bool:
    """Say whether both count or name what was hit, and nothing of one kind: aircraft, fighters."""
    table = lexicon().counted
    kinds = [{table[word] for word in p.frame.objects if word in table} for p in (a, b)]
    return all(kinds) and not kinds[0] & kinds[1] and PEOPLE not in kinds[0] | kinds[1]


def can_be_one_claim(a: Position, b: Position) -> bool:
    """Say whether two clauses can be of one event: parties, people, and what a denial answers."""
    if not roles_fit(a, b) or any(two(a, b) for two in TWO_THINGS):
        return False
    other_harm = a.type in HARM and (are_of_other_people(a, b) or are_of_two_causes(a, b))
    other_harm = other_harm or ({a.type, b.type} == HARMING and are_two_events(a, b))
    if other_harm or _are_damage_to_two_things(a, b):
        return False
    if frozenset({a.frame.predicate, b.frame.predicate}) in lexicon().other_fates or any(
        tells(a) is not tells(b) for tells in (tells_of_victims, comes_no_nearer, denies_intent)
    ):
        return False
    pairs = ((a, b), (b, a))
    unlike = withholds_figure(a) or withholds_figure(b) or _are_other_figures(a, b)
    if unlike or any(_denies_something_else(denial, claim) for denial, claim in pairs):
        return False
    if any(denial.sign < 0 and is_of_another_group(denial, claim) for denial, claim in pairs):
        return False
    return all(can_mean(denial, claim) for denial, claim in pairs if denial.rejects)


def _are_damage_to_two_things(a: Position, b: Position) -> bool:
    """Say whether one thing is told to be damaged and another not: a depot, a shopping centre.

    What was shot down is none of what it was fired at: "all drones", "the depot".
    """
    predicates = {a.frame.predicate, b.frame.predicate}
    if predicates == FATES_OF_TWO:
        return not (shared_words(a, b) or shared_things(a, b))
    if predicates != {DAMAGE}:
        return False
    one, other = ({stem(word.lower()) for word in p.frame.objects} for p in (a, b))
    return bool(one and other) and not (one & other or shared_things(a, b))


def _are_other_figures(a: Position, b: Position) -> bool:
    """Say whether two clauses of harm count the same kind, and no figure can be meant by both.

    Who denies the loss of a hundred men does not deny that of fourteen.
    """
    pairs = [
        (x, y)
        for x in figures(a)
        for y in figures(b)
        if (x.kind == y.kind or PEOPLE in (x.kind, y.kind))
        and x.fates & y.fates
        and not (x.is_none or y.is_none)
    ]
    return a.type in HARM and bool(pairs) and not any(overlap(x, y) for x, y in pairs)


def is_of_one_origin(a: Position, b: Position) -> bool:
    """Say whether one denies what a party has or sends, and the other is not of that party."""
    return denies_for_one_origin(a, b) or denies_for_one_origin(b, a)


def _denies_something_else(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of a spot or a deed of the speaker's own, that the claim is not of.

    "We killed nobody" leaves true that people died, unless it answers who says so; and that bodies
    were found says of nobody that he killed.
    """
    tells = (
        denies_for_one_origin,
        denies_one_kind,
        denies_evidence,
        denies_own_deed,
        denies_only_the_grave,
    )
    own_things = denial.type in HARM | {ClaimType.HUMANITARIAN} and denies_for_own_things(
        denial, claim
    )
    if own_things or takes_harm_for_granted(denial):
        return True
    if denial.sign < 0 and any(each(denial, claim) for each in tells):
        return True
    if denial.sign > 0 or denial.type not in DEEDS:
        return False
    follows = denial.setting.order - claim.setting.order == 1 and are_neighbours(denial, claim)
    follows = follows and not lexicon().body_words & claim.plain
    if denies_in_general(denial) and not (follows and answers_a_charge(denial, claim)):
        return True
    if denial.type in HARM and denies_for_own_spot(denial, claim):
        return True
    doer = denial.frame.agent
    own_deed = doer is not None and doer == denial.speaker_party and claim.frame.agent is None
    named_less = not (shared_words(denial, claim) & named(claim)) - vague_stems()
    return own_deed and not follows and named_less


def are_of_other_people(a: Position, b: Position) -> bool:
    """Say whether two clauses of harm are of people that are not the same."""
    denied = any(p.sign < 0 and denies_other_people(p, q) for p, q in ((a, b), (b, a)))
    return denied or _of_other_people(a, b) or _of_other_camps(a, b)


def find_no_harm(a: Position, b: Position) -> Finding | None:
    """Find "we harmed nobody" against a claim that the same party killed or hurt some."""
    for spared, harmed in ((a, b), (b, a)):
        if spared.type is not ClaimType.CASUALTIES or spared.frame.agent is None:
            continue
        signs = (spared.frame.polarity, harmed.frame.polarity)
        if signs != (Polarity.NEGATIVE, Polarity.POSITIVE) or harmed.type not in HARMING:
            continue
        if spared.frame.agent != harmed.frame.agent or not lexicon().harm_words & spared.plain:
            continue
        if _of_other_people(a, b) or (spared.is_partial and not harmed.is_partial):
            continue
        values = ("it is not so", "it is so")
        return Finding(
            ContradictionType.NEGATION,
            "none against some",
            0.85,
            "casualties",
            *(values if spared is a else values[::-1]),
            needs_place=not are_neighbours(a, b),
        )
    return None


def _of_other_people(a: Position, b: Position) -> bool:
    """Say whether one clause speaks of civilians only, the other of fighters only."""
    table = lexicon().counted
    kinds = []
    for position in (a, b):
        named = {table[word] for word in _of_those_hit(position) if word in table}
        kinds.append((named | {figure.kind for figure in figures(position)}) & SORTS)
    return all(kinds) and not kinds[0] & kinds[1]


def _of_those_hit(position: Position) -> frozenset[str]:
    """Return the words that may tell who was hit: of shots not those for who fired them."""
    if position.type not in FIRE:
        return position.plain
    hit = frozenset(word.lower() for word in position.frame.objects)
    return hit & frozenset(lexicon().counted) or position.plain


def _is_charge_denied(a: Position, b: Position) -> bool:
    """Say whether one who was blamed says that he did not do it."""
    for denial, charge in ((a, b), (b, a)):
        cue = frozenset(plain_words(charge.statement.cue or ""))
        answered = denial.type is ClaimType.RESPONSIBILITY and denial.sign < 0
        one_doer = charge.frame.agent is not None and charge.frame.agent == denial.frame.agent
        if answered and one_doer and cue & lexicon().blame_cues:
            return True
    return False


def _of_other_camps(a: Position, b: Position) -> bool:
    """Say whether one clause speaks of a state's soldiers only, the other of those they fight."""
    table = lexicon().camps
    camps = [{table[word] for word in position.plain if word in table} for position in (a, b)]
    return all(camps) and not camps[0] & camps[1]


def _is_reply(a: Position, b: Position) -> bool:
    """Say whether two sides speak in turn of what one predicate tells."""
    unlike = a.speaker_party != b.speaker_party or a.speaker_party is None
    in_turn = are_neighbours(a, b) and unlike and a.speaker != b.speaker
    told = a.frame.predicate is not None and b.frame.predicate is not None
    return in_turn and told and a.is_alike(b)


def _is_of_the_midst(inside: Position, beside: Position) -> bool:
    """Say whether one tells of a place itself, the other of what is near: "around Selby"."""
    near = beside.places and all(place.relation is not None for place in beside.places)
    return ITSELF in inside.plain and bool(near)


def find_opposite_predicates(a: Position, b: Position) -> Finding | None:
    """Compare two affirmed clauses whose predicates cannot both be true of one thing."""
    one, other = a.frame.predicate, b.frame.predicate
    if {a.type, b.type} <= lexicon().of_standing:
        return None
    if one is None or other is None or a.sign != b.sign or a.sign < 0 or not roles_fit(a, b):
        return None
    if a.is_unsure or b.is_unsure or LESS in a.plain | b.plain or are_apart(a, b):
        return None
    table = lexicon().opposites
    counted = bool(figures(a) and figures(b)) and not (a.persists or b.persists)
    let_go = {a.type, b.type} == {ClaimType.DETAIN} and counted
    if let_go or (other not in table.get(one, ()) and one not in table.get(other, ())):
        return None  # Who was held may have been let go.
    matter = shared_matter(a.type, b.type)
    apart = one == other or _is_of_the_midst(a, b) or _is_of_the_midst(b, a)
    if apart or matter is None or not (shared_words(a, b) or matter in WHOLE_PLACE):
        return None
    told = matter != TRUCE or tells_of_the_truce(a, b)
    told = told and not only_dates(a) and not only_dates(b)
    return Finding(
        ContradictionType.ANTONYM,
        "opposite predicates",
        0.8 if shared_words(a, b) else (0.7 if are_neighbours(a, b) else 0.55),
        matter,
        _shortened(a.text),
        _shortened(b.text),
        miss=recovered(a, b) if told else "different matter",
        needs_place=not are_neighbours(a, b),
    )


def recovered(a: Position, b: Position) -> str | None:
    """Return the near miss of a loss and a recovery: both are true, the one after the other."""
    for back, loss in ((a, b), (b, a)):
        lost_again = loss.persists or loss.sign < 0 or _is_answer_to(back, loss)
        if lexicon().recovery & back.plain and not lost_again:
            return "different time"
    return None


def _is_answer_to(back: Position, loss: Position) -> bool:
    """Say whether another answers "it was restored" with the loss, and so tells that it is not."""
    behind = are_neighbours(back, loss) and loss.setting.order > back.setting.order
    before = {"had", "been"} <= loss.plain
    return behind and loss.speaker is not None and back.speaker != loss.speaker and not before


def _shortened(text: str) -> str:
    """Return the first words of a clause, on one line."""
    return shorten(text, SHOWN, placeholder="…")

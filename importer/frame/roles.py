"""Who acts and who undergoes: binding a predicate's arguments to parties."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from importer.frame.causes import CAUSES, whose_strike
from importer.frame.charges import blamed_capital, charged_party
from importer.frame.doers import CAUSED, bereft, brings_doer, deed_party, doer_apart, whose_craft
from importer.frame.grammar import (
    VERBAL,
    accused_of,
    children,
    first,
    grammatical_subject,
    in_clause,
)
from importer.frame.lexicon import Role
from importer.frame.matching import Match, names_of
from importer.frame.noun_phrases import descend, done_by, party_of
from importer.frame.possession import owner_told
from importer.frame.scene import Context, lemma
from importer.frame.things import sorts
from importer.model import ClaimType

_FEATS = frozenset({ClaimType.CONTROL, ClaimType.ADVANCE})
"""What is nobody's in a nominal claim ("the capture of K") is claimed for the speaker's side."""
_TWO = 2
_TALK = frozenset({"talk", "question"})
_UPON = frozenset({"against", "on", "with", "among", "from", "at"})


@dataclass(slots=True)
class Roles:
    """The parties of a claim and the things acted upon."""

    agent: str | None = None
    target: str | None = None
    objects: tuple[str, ...] = ()

    def give(self, role: Role | str, party: str | None) -> None:
        """Fill a role that is still empty."""
        if party is None:
            return
        if role == "agent" and self.agent is None and self.target != party:
            self.agent = party
        elif role == "target" and self.target is None and self.agent != party:
            self.target = party


def bind_roles(match: Match, context: Context) -> Roles:
    """Fill agent and target of a predicate."""
    roles = Roles()
    part = match.pattern.part
    if part == "verb":
        _bind_verb(match, roles, context)
    elif part in ("noun", "existence"):
        _bind_accused(match, roles, context)
        _bind_noun(match, roles, context)
    elif part == "possession":
        roles.give("agent", owner_told(match.head, context))
    else:
        _bind_complement(match, roles, context)
    predicate = match.pattern.predicate
    if predicate.type in CAUSED and roles.agent is None and predicate.object == "target":
        roles.agent = whose_strike(match, context, roles.target)
    if roles.target == context.party is not None:
        _turn_own_target(match, roles, context)
    if predicate.symmetric and roles.target is None:
        _bind_both(match, roles, context)
    if predicate.type is ClaimType.RESPONSIBILITY:
        roles.give("agent", blamed_capital(match, context))
    if roles.agent is None and match.pattern.subject == "agent":
        roles.give("agent", _claimant(match, context) or _claims_to(match, context))
    _bind_speaker(match, roles, context)
    if _is_mutual(match.head):
        roles.agent = roles.target = None
    return roles


def _bind_both(match: Match, roles: Roles, context: Context) -> None:
    """Read "the army and the rebels clashed", "Israeli and Syrian forces exchanged fire"."""
    subject = match.arguments.surface
    if subject is None:
        return
    named = [t for c in children(subject, "amod", "nmod", "compound") for t in (c, *c.conjuncts)]
    found = [party_of(t, context, 2) for t in sorted({subject, *subject.conjuncts, *named})]
    sides = list(dict.fromkeys(party for party in found if party is not None))
    if len(sides) == _TWO:
        roles.agent, roles.target = sides


def _is_mutual(head: Token) -> bool:
    """Say whether what the head governs happens to "each other"."""
    # Not over the subtree: spaCy climbs from each word to the head to find out whether it is in it.
    others = [t for t in head.doc[head.left_edge.i : head.right_edge.i + 1] if t.lower_ == "other"]
    return any(
        t.i and t.nbor(-1).lower_ == "each" and (t == head or head.is_ancestor(t)) for t in others
    )


def _bind_accused(match: Match, roles: Roles, context: Context) -> None:
    """Read "accused the army of the shelling": the accused did it."""
    accused = accused_of(match.head) if match.pattern.subject == "agent" else None
    if accused is not None:
        roles.give("agent", charged_party(accused, context))


def _turn_own_target(match: Match, roles: Roles, context: Context) -> None:
    """Correct a claim that seems to be against the speaker's own side."""
    predicate = match.pattern.predicate.id
    if predicate == "hold-line" and roles.agent is None:
        roles.agent, roles.target = roles.target, None  # "holding its positions"
    surface = match.arguments.surface
    if match.pattern.predicate.holds and surface is not None and surface.lower_ == "it":
        roles.target = None  # "it had been liberated": a place, not the side that says so
    if predicate == "repel" and surface and lemma(surface) in context.scene.words.opponents:
        roles.target = None  # attackers that were beaten off had come for the side that says so
    if predicate == "shoot-down":
        roles.target = whose_craft(match, context)


def _bind_speaker(match: Match, roles: Roles, context: Context) -> None:
    """Give feats that are nobody's to the speaker's side."""
    predicate, part = match.pattern.predicate, match.pattern.part
    speaks = context.party if context.party != "UN" else None
    if roles.agent is None and speaks != roles.target:
        own_feat = part == "noun" and (
            (predicate.type in _FEATS and predicate.subject == "agent")
            or lemma(match.head) == "responsibility"
        )
        if any(lemma(t) in context.scene.words.lies for t in match.chain):
            speaks = context.scene.opponent(speaks)
        elif _is_ruled_out(match):  # Nobody says so of what his own side wants.
            speaks = context.scene.enemy(speaks)
        if predicate.speaker_is_agent or own_feat:
            roles.agent = speaks


def _is_ruled_out(match: Match) -> bool:
    """Say whether a noun is the subject of "is out of the question", or what is no talk of."""
    if any(t.lower_ in _TALK and any(c.lower_ == "no" for c in t.children) for t in match.chain):
        return True
    verb = match.head.head
    if match.head.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ != "be":
        return False
    behind = " ".join(t.lower_ for t in verb.subtree if t.i > verb.i)
    return behind.startswith("out of the question")


def _claimant(match: Match, context: Context) -> str | None:
    """Return whose claim it is: "the army's claims of capturing the palace" speak of the army."""
    if match.pattern.predicate.type not in _FEATS:
        return None
    for noun in match.chain:
        if lemma(noun) in context.scene.words.report_nouns:
            return party_of(noun, context)
    return None


def _claims_to(match: Match, context: Context) -> str | None:
    """Read "claims to control the town": who claims to do it does it."""
    start, verb = context.content.start, match.head
    begins = any(t.tag_ == "TO" and context.offset(t) == start for t in verb.children)
    active = verb.pos_ in VERBAL and not match.arguments.passive
    return context.party if begins and active and context.party != "UN" else None


def _bind_verb(match: Match, roles: Roles, context: Context) -> None:
    pattern, args = match.pattern, match.arguments
    roles.give("target", bereft(match, context))
    if args.subject is not None:
        roles.give(pattern.subject, party_of(args.subject, context))
    elif match.head.dep_ == "amod":  # "accused them of shelling homes"
        _bind_accused(match, roles, context)
    thing = args.object
    if thing is not None:
        roles.objects = _object_lemmas(thing, context)
        roles.give(pattern.object, party_of(thing, context))
        if args.passive and args.surface is not None and args.surface != thing:
            roles.give("target", party_of(args.surface, context))
        if pattern.predicate.id == "encircle" or (
            pattern.object == "target" and sorts(thing, context) & {"attack"}
        ):
            _bind_victim(thing, roles, context)
        if pattern.predicate.type is ClaimType.CONTROL and pattern.object == "target":
            _bind_loser(thing, roles, context)
    _bind_around(match, roles, context)


def _bind_around(match: Match, roles: Roles, context: Context) -> None:
    """Bind what stands behind the prepositions of a verb."""
    pattern = match.pattern
    complements = children(match.head, "oprd", "acomp", "advmod", "prt")
    for head in (match.head, *complements):
        for preposition in children(head, "prep", "agent", "dative"):
            _bind_preposition(preposition, match, roles, context)
    if pattern.by == "of":
        roles.give("agent", _owner_below(match.head, context))
    if pattern.subject == "agent":
        roles.give("agent", doer_apart(match, context))


def _bind_preposition(preposition: Token, match: Match, roles: Roles, context: Context) -> None:
    """Bind what stands behind a preposition of the verb: "by", "against", "from"."""
    pattern, args = match.pattern, match.arguments
    noun, word = first(preposition, "pobj"), preposition.lower_
    if noun is None:
        return
    brings_agent = word == pattern.by or (pattern.by is not None and word == "into")
    if brings_agent or (word == "by" and args.passive):
        roles.give("agent", party_of(noun, context))
        return
    thing = args.object
    is_free = thing is None or any(lemma(thing) in names for names in pattern.words)
    if thing is not None and word == "at" and noun.pos_ == "NOUN":  # "missiles at a US ship"
        is_free = is_free or bool(sorts(thing, context) & CAUSES)
    takes = word in ("against", "from") or (word in ("with", "on", "at", "to") and is_free)
    if takes or (word == "to" and pattern.predicate.type is ClaimType.SUPPLY):
        if word != "from" or pattern.object == "target":
            roles.give(pattern.object, party_of(noun, context))
        if thing is None and not roles.objects:
            roles.objects = _object_lemmas(noun, context)


def _bind_victim(attack: Token, roles: Roles, context: Context) -> None:
    """Read the target off the object: "an attack on army positions", "a ring around troops"."""
    for preposition in children(attack, "prep"):
        noun = first(preposition, "pobj")
        if noun is not None and preposition.lower_ in ("on", "against", "at", "around"):
            roles.give("target", party_of(noun, context))


def _bind_loser(place: Token, roles: Roles, context: Context) -> None:
    """Read the target off the place: "captured the town of K from government troops"."""
    for preposition in children(place, "prep"):
        noun = first(preposition, "pobj")
        if noun is not None and preposition.lower_ == "from":
            roles.give("target", party_of(noun, context))


def _owner_below(head: Token, context: Context) -> str | None:
    """Read "into the hands of the rebels", "into Russian hands"."""
    for token in in_clause(head, 4):
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ == "pobj":
            found = party_of(token, context)
            if found is not None:
                return found
    return None


def _bind_noun(match: Match, roles: Roles, context: Context) -> None:
    pattern, noun = match.pattern, match.head
    roles.objects = _object_lemmas(noun, context)
    behind = [*children(noun, "prep", "agent"), *_support_prepositions(match)]
    if pattern.part == "existence":
        roles.give(pattern.subject, party_of(noun, context))
        for preposition in children(noun, "prep"):
            inner = first(preposition, "pobj")
            roles.give(pattern.subject, party_of(inner, context) if inner is not None else None)
        return
    for preposition in behind:
        inner = first(preposition, "pobj")
        if inner is not None:
            _bind_behind_noun(preposition.lower_, inner, match, roles, context)
    owner = _owner(noun, context)
    if owner is not None:
        roles.give(pattern.subject if pattern.subject != "none" else pattern.object, owner)
    _bind_support(match, roles, context)


def _bind_behind_noun(
    word: str, inner: Token, match: Match, roles: Roles, context: Context
) -> None:
    """Bind what follows a noun: "the shelling of X by Y", "clashes between X and Y"."""
    pattern = match.pattern
    party = party_of(inner, context)
    if word == "between" and pattern.predicate.symmetric:
        roles.give("agent", party)
        for other in inner.conjuncts:
            roles.give("target", party_of(other, context))
    elif word in ("by", "between"):
        roles.give("agent" if pattern.subject != "target" else "target", party)
    elif word == "of":
        role = pattern.object
        if role == "target" and sorts(inner, context) & CAUSES:
            role = "agent"
        roles.give(pattern.subject if role == "none" else role, party)
    elif brings_doer(word, inner, match, context):
        roles.give("agent", deed_party(inner, context))
    elif word == "to" and pattern.subject == "target":
        roles.give("agent", party)  # "the loss of two posts to the rebels"
    elif word in _UPON and pattern.predicate.object != "none":
        roles.give("target", party)


def _support_prepositions(match: Match) -> list[Token]:
    return children(match.support, "agent", "prep") if match.support is not None else []


def _owner(noun: Token, context: Context) -> str | None:
    for child in noun.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod"):
            done = done_by(noun, context) if child.lower_ == "their" else None
            found = done or party_of(child, context)
            if found is not None:
                return found
    return None


def _bind_support(match: Match, roles: Roles, context: Context) -> None:
    """Give the subject of a light verb the role that the verb means for it."""
    verb = match.support
    if verb is None or verb.pos_ not in VERBAL:
        return
    subject = grammatical_subject(verb)
    if subject is None or subject == match.head or match.head.is_ancestor(subject):
        return
    if subject in match.head.ancestors or subject.i == match.head.i:
        return
    words = context.scene.words
    light = words.doers | words.receivers | words.copulas | words.event_verbs
    if not names_of(verb) & light:
        return
    complement = first(verb, "acomp", "attr")
    if complement is not None and complement != match.head and lemma(verb) in words.copulas:
        role = (
            match.pattern.subject if match.pattern.predicate.id == "hold" else match.pattern.object
        )
        roles.give(role, party_of(complement, context))
    if names_of(verb) & words.receivers and match.pattern.predicate.object == "target":
        roles.give("target", party_of(subject, context))
    elif first(verb, "nsubjpass") is None:
        role = match.pattern.subject
        roles.give(role if role != "none" else match.pattern.object, party_of(subject, context))


def _bind_complement(match: Match, roles: Roles, context: Context) -> None:
    """Bind adjectives and phrases: "is under Russian control", "were surrounded"."""
    subject = grammatical_subject(match.support) if match.support is not None else None
    if subject is None and match.head.dep_ in ("amod", "acl", "relcl"):
        subject = match.head.head
    if subject is not None:
        roles.objects = _object_lemmas(subject, context)
        roles.give(match.pattern.subject, party_of(subject, context))
    predicate = match.pattern.predicate
    identity = first(match.support, "attr") if match.support is not None else None
    if identity is not None and match.head.dep_ == "amod":
        roles.give(match.pattern.subject, party_of(identity, context))
    for preposition in _support_prepositions(match):
        doer = first(preposition, "pobj")
        if preposition.lower_ == "by" and doer is not None:
            roles.give("agent", party_of(doer, context))  # "has been under siege by the rebels"
    _bind_lacked(match, roles, context)
    behind = match.head if match.pattern.part == "phrase" else first(match.head, "agent")
    for token in in_clause(behind, 4) if behind is not None else ():
        if token.dep_ in ("pobj", "poss", "amod", "compound") and context.holds(token):
            party = party_of(token, context)
            if party is not None:
                role = predicate.subject if match.pattern.part == "phrase" else "agent"
                roles.give(role if role != "none" else "agent", party)
    if predicate.type is ClaimType.SITUATION:
        _bind_infinitive(match, roles, context)


def _bind_lacked(match: Match, roles: Roles, context: Context) -> None:
    """Bind whom a place is told to lack: "the streets were empty of rebels"."""
    lacking = match.pattern.after and lemma(match.head) in context.scene.words.lacking
    preposition = first(match.head, "prep") if lacking else None
    inner = first(preposition, "pobj") if preposition is not None else None
    if inner is not None:
        roles.give(match.pattern.predicate.object, party_of(inner, context))


def _bind_infinitive(match: Match, roles: Roles, context: Context) -> None:
    """Read the target off "it is hard to dislodge the rebels"."""
    holder = match.support or match.head
    for verb in (
        *children(holder, "xcomp", "ccomp", "advcl"),
        *children(match.head, "xcomp", "ccomp"),
    ):
        if verb.tag_ != "VB":
            continue
        thing = first(verb, "dobj", "obj")
        if thing is not None:
            roles.give("target", party_of(thing, context))


def _object_lemmas(noun: Token, context: Context) -> tuple[str, ...]:
    """Return the nouns acted upon, those joined by "and" too."""
    found: list[str] = []
    for token in (noun, *noun.conjuncts):
        inner = descend(token, context)
        if inner.pos_ in ("NOUN", "PROPN") and context.holds(inner):
            word = inner.lemma_.lower()
            if word not in found:
                found.append(word)
    return tuple(found)

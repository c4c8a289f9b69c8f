"""From the head of a clause to the predicate that its claim rests on.

A clause's verb may carry the claim itself ("captured"), pass it on ("are trying to cross"), or
only support a noun, an adjective or a phrase that does ("launched an attack", "is under siege").
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from importer.frame.grammar import (
    OBJECTS,
    VERBAL,
    accused_of,
    children,
    first,
    grammatical_subject,
    in_clause,
)
from importer.frame.lexicon import Pattern
from importer.frame.matching import (
    Match,
    match_adjective,
    match_noun,
    match_phrase,
    match_verb,
    names_of,
)
from importer.frame.nobody import is_for_other_work
from importer.frame.noun_phrases import descend
from importer.frame.possession import match_possession
from importer.frame.scene import Context, lemma
from importer.frame.things import sorts
from importer.model import ClaimType, StatementKind

_DEPTH = 6
_EXISTENCE = (
    ("attack", "attack"), ("force", "present"), ("equipment", "present"), ("captive", "detain"),
    ("aid", "aid"), ("supply", "supply-flow"), ("service", "service"), ("civilian", "stay"),
)  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def resolve(head: Token, context: Context, depth: int = _DEPTH) -> Match | None:
    """Return the predicate of the clause or phrase that the token heads."""
    if depth == 0:
        return None
    if head.pos_ in VERBAL:
        found = _resolve_verb(head, context, depth)
    elif head.pos_ == "ADJ" or (head.tag_ in ("VBN", "VBD") and head.pos_ != "NOUN"):
        found = _resolve_adjective(head, context, depth)
    elif head.pos_ == "ADP":
        found = match_phrase(head, grammatical_subject(head.head), context)
    elif first(head, "nsubj") is not None and first(head, "cop") is None:
        # A verb that the parser took for a noun: "everything points to them".
        found = match_verb(head, context) or _resolve_noun(head, context, depth)
    else:
        found = _resolve_noun(head, context, depth)
    if found is None:
        return None
    return replace(found, chain=(head, *found.chain) if head != found.head else found.chain)


def _resolve_verb(verb: Token, context: Context, depth: int) -> Match | None:
    if lemma(verb) in context.scene.words.copulas:
        found = (
            _existence(verb, context)
            or match_possession(verb, grammatical_subject(verb), context)
            or _complement(verb, context, depth)
        )
        if found is not None:
            return found
    seen = _seen(verb)
    if seen is not None and (found := resolve(seen, context, depth - 1)) is not None:
        return found
    direct = match_verb(verb, context)
    undergone = direct is not None and direct.pattern.after and first(verb, "nsubjpass") is not None
    if (direct is None or not direct.pattern.before) and not undergone:
        event = _happening(verb, context, depth, is_known=direct is not None)
        if event is not None:
            return event
    passes_on = direct is not None and _only_passes_on(verb, direct, context)
    if direct is not None and direct.pattern.weight and not passes_on:
        return direct
    carried = _carried(verb, context, depth)
    if carried is not None and (direct is None or carried.pattern.part == "verb"):
        return carried
    return direct or _described(verb, context) or _supported(verb, context, depth)


def _only_passes_on(verb: Token, direct: Match, context: Context) -> bool:
    """Tell "the troops keep shelling", whose verb passes its matter on, from "the troops stay"."""
    below = first(verb, "xcomp")
    bare = not direct.pattern.words and not direct.pattern.after
    carries = lemma(verb) in context.scene.words.carriers
    return bare and carries and below is not None and below.pos_ in VERBAL


def _seen(verb: Token) -> Token | None:
    """Return what happens in "the attack saw the army fire 40 rockets"."""
    if lemma(verb) not in ("see", "watch"):
        return None
    clause = first(verb, "ccomp")
    bare = clause is not None and clause.tag_ in ("VB", "VBG") and first(clause, "aux") is None
    return clause if bare else None


def _described(verb: Token, context: Context) -> Match | None:
    """Read a participle as an adjective ("was closed"), or the phrase that it comes with."""
    if verb.tag_ in ("VBN", "VBG"):
        found = match_adjective(verb, grammatical_subject(verb), context)
        if found is not None:
            return replace(found, support=verb)
    return _phrase_of(verb, context)


def _happening(verb: Token, context: Context, depth: int, *, is_known: bool) -> Match | None:
    """Read "shelling eased", "losses amounted to": the subject says what, the verb how it goes."""
    subject = first(verb, "nsubj", "nsubjpass")
    thing = first(verb, *OBJECTS)
    idiom = thing is not None and f"{lemma(verb)} {thing.lower_}" in context.scene.words.event_verbs
    if subject is None or (thing is not None and not idiom):
        return None
    if is_known and not names_of(verb) & context.scene.words.event_verbs:
        return None
    if lemma(verb) in context.scene.words.copulas:
        return None
    found = _event_noun(subject, context, depth)
    return replace(found, support=found.support or verb) if found is not None else None


def _resolve_adjective(word: Token, context: Context, depth: int) -> Match | None:
    """Read an adjective or participle that heads a clause without a verb."""
    subject = first(word, "nsubj", "nsubjpass") or grammatical_subject(word)
    return (
        match_adjective(word, subject, context)
        or match_noun(word, context)
        or (match_verb(word, context) if word.tag_ in ("VBN", "VBD") else None)
        or _phrase_of(word, context)
        or _infinitive_under(word, context, depth)
    )


def _complement(verb: Token, context: Context, depth: int) -> Match | None:
    """Read what a copula says of its subject."""
    subject = grammatical_subject(verb)
    phrase = _phrase_of(verb, context)
    if phrase is not None and phrase.pattern.predicate.type is ClaimType.CONTROL:
        return phrase
    found = _adjective_of(verb, subject, context, depth) or phrase
    if found is not None:
        return found
    attribute = first(verb, "attr", "oprd")
    if attribute is not None and attribute.pos_ in _NOMINAL:
        found = _resolve_noun(attribute, context, depth - 1)
    elif verb.tag_ == "VBN":
        found = match_adjective(verb, subject, context)
    if found is not None:
        return replace(found, support=found.support or verb)
    return _judged(verb, subject, context, depth)


def _adjective_of(verb: Token, subject: Token | None, context: Context, depth: int) -> Match | None:
    """Read "is quiet", "is ready to attack", "are functioning"."""
    for child in children(verb, "acomp", "oprd", "attr", "advmod"):
        if child.pos_ not in ("ADJ", "VERB", "ADV"):
            continue
        found = match_adjective(child, subject, context)
        if found is not None:
            return replace(found, support=verb)
        inner = _infinitive_under(child, context, depth)
        if inner is None and child.pos_ == "VERB":
            inner = match_verb(child, context)
        if inner is not None:
            return replace(inner, chain=(child, *inner.chain))
    return None


def _judged(verb: Token, subject: Token | None, context: Context, depth: int) -> Match | None:
    """Read "reports of a retreat are false": the claim is that of the report."""
    if subject is None or lemma(subject) not in context.scene.words.report_nouns:
        return None
    found = _report_content(subject, context, depth)
    if found is None:
        return None
    judgement = first(verb, "acomp", "attr", "oprd")
    way = (subject, *found.chain)
    return replace(found, chain=(judgement, *way) if judgement is not None else way)


def _phrase_of(verb: Token, context: Context) -> Match | None:
    subject = grammatical_subject(verb)
    for child in in_clause(verb, 2):
        if child.pos_ == "ADP" and child.dep_ in ("prep", "prt", "advmod"):
            found = match_phrase(child, subject, context)
            if found is not None:
                return replace(found, support=verb)
    return None


def _infinitive_under(adjective: Token, context: Context, depth: int) -> Match | None:
    """Read "ready to attack", "possible that they fell", but leave "difficult to say" alone."""
    words = context.scene.words
    if lemma(adjective) not in (
        words.possible_adjectives | words.intended_adjectives | words.negative_adjectives | {"able"}
    ):
        return None
    beside = children(adjective.head, "ccomp", "advcl") if adjective.head.pos_ in VERBAL else []
    for child in [
        *children(adjective, "xcomp", "ccomp", "prep"),
        *(c for c in beside if c.i > adjective.i),
    ]:
        target = child if child.dep_ != "prep" else first(child, "pcomp", "pobj")
        if target is not None:
            found = resolve(target, context, depth - 1)
            if found is not None:
                return found
    return None


def _existence(verb: Token, context: Context) -> Match | None:
    """Read "there were clashes", "there is no ammunition left"."""
    if first(verb, "expl") is None:
        return None
    thing = first(verb, "attr", "nsubj", "dobj")
    if thing is None or thing.i < verb.i:
        return None
    inner = descend(thing, context)
    found = _resolve_noun(inner, context, 2) if inner.pos_ in _NOMINAL else None
    if found is not None:
        return replace(found, support=verb)
    kinds = sorts(thing, context)
    if thing.lower_ in ("nothing", "nobody", "none") and not is_for_other_work(thing, context):
        kinds |= {"force"}
    if not kinds & {"force"} and _force_below(thing, context):
        kinds |= {"force"}
    for sort, name in _EXISTENCE:
        if sort in kinds:
            return Match(_existential_pattern(name, context), inner, support=verb)
    return None


def _force_below(thing: Token, context: Context) -> bool:
    return any("force" in sorts(t, context) for t in in_clause(thing, 3) if t.pos_ in _NOMINAL)


def _existential_pattern(name: str, context: Context) -> Pattern:
    predicate = context.scene.lexicon.classes[name]
    return Pattern(predicate, "existence", frozenset(), subject=predicate.subject, object="none")


def _carried(verb: Token, context: Context, depth: int) -> Match | None:
    """Follow a verb that passes its claim on to what it governs."""
    words = context.scene.words
    governed = children(verb, "xcomp", "ccomp")
    if not names_of(verb) & words.carriers.keys() and not (
        lemma(verb) in words.copulas and governed
    ):
        return None
    for child in governed:
        found = resolve(child, context, depth - 1)
        if found is not None:
            return found
    for child in children(verb, "oprd", "acomp"):
        found = match_adjective(child, grammatical_subject(verb), context)
        if found is not None:
            return replace(found, support=verb)
    return None


def _supported(verb: Token, context: Context, depth: int) -> Match | None:
    """Read the claim off the noun that a light verb supports."""
    words = context.scene.words
    names = names_of(verb)
    passive = first(verb, "nsubjpass")
    subject = passive or first(verb, "nsubj")
    found = None
    if subject is not None and (names & words.event_verbs or passive is not None):
        found = _event_noun(subject, context, depth)
    if found is None:
        found = _supported_object(verb, names, context, depth)
    if found is None and names & (words.event_verbs | words.receivers | words.doers):
        nouns = [first(p, "pobj") for p in children(verb, "prep", "agent")]
        matches = [match_noun(noun, context) for noun in nouns if noun is not None]
        found = next((match for match in matches if match is not None), None)
    return replace(found, support=found.support or verb) if found is not None else None


def _supported_object(
    verb: Token, names: frozenset[str], context: Context, depth: int
) -> Match | None:
    """Read "carried out strikes"; of what somebody says, also "we documented the killing of 30"."""
    words = context.scene.words
    says = context.kind is not StatementKind.NARRATION
    for thing in children(verb, *OBJECTS):
        found = _report_content(thing, context, depth)
        if found is not None:
            return replace(found, chain=(thing, *found.chain))
        if says or names & (words.doers | words.receivers):
            found = _event_noun(thing, context, depth)
        if found is not None:
            return found
    return None


def _event_noun(noun: Token, context: Context, depth: int) -> Match | None:
    inner = descend(noun, context)
    if inner.pos_ == "NUM" and context.counted is not None:
        return _as_counted(inner, context)
    if inner.pos_ not in _NOMINAL | {"ADJ"} and inner.tag_ != "VBG":
        return None
    return _resolve_noun(inner, context, depth - 1)


def _as_counted(number: Token, context: Context) -> Match | None:
    """Read "two were continuing" as two of what the sentence before counts."""
    if context.counted is None:
        return None
    found = match_noun(context.counted, context)
    return replace(found, head=number) if found is not None else None


def _resolve_noun(noun: Token, context: Context, depth: int) -> Match | None:
    """Read a nominal claim: "the capture of the town", "21 dead soldiers", "attempts to cross"."""
    if depth <= 0:
        return None
    words = context.scene.words
    inner = descend(noun, context)
    content = _report_content(noun, context, depth)
    if content is not None:
        return replace(content, chain=(noun, *content.chain))
    deed = _deed_of(noun)
    if deed is not None:
        found = resolve(deed, context, depth - 1)
        if found is not None:
            return found
    found = match_noun(inner, context) or match_noun(noun, context)
    found = found or _modified_noun(inner, context, depth)
    if found is None and lemma(noun) in words.figure_nouns:
        targets = [first(p, "pobj", "pcomp") for p in children(noun, "prep")]
        target = next((t for t in targets if t is not None), None)
        return resolve(target, context, depth - 1) if target is not None else None
    return found


def _deed_of(noun: Token) -> Token | None:
    """Return what somebody is accused of, also where the parser took "bombing" for a modifier."""
    if noun.dep_ not in OBJECTS:
        return None
    prepositions = [*children(noun, "prep"), *children(noun.head, "prep")]
    for target in [first(p, "pcomp", "pobj") for p in prepositions]:
        if target is None or accused_of(target) != noun:
            continue
        doing = [c for c in children(target, "compound", "amod") if c.lower_.endswith("ing")]
        return doing[0] if doing else target
    return None


def _modified_noun(noun: Token, context: Context, depth: int) -> Match | None:
    """Read the claim off what describes a noun: "dead soldiers", "the number freed by them"."""
    describable = sorts(noun, context) & {"force", "civilian"}
    for child in children(noun, "amod", "acl", "relcl", "nmod"):
        if child.dep_ == "relcl" and child.left_edge.i and child.left_edge.nbor(-1).text == ",":
            continue  # "the corps, which took over in June, was not involved"
        if child.dep_ in ("amod", "nmod"):
            found = match_adjective(child, noun, context) if describable else None
        else:
            found = resolve(child, context, depth - 1)
        if found is not None and found.pattern.predicate.type in _NOUN_MODIFIERS:
            return found
    return None


_NOUN_MODIFIERS = frozenset(
    {"casualties", "losses", "detain", "encircle", "displacement", "control", "strike"}
)


def _report_content(noun: Token, context: Context, depth: int) -> Match | None:
    """Follow "claims that …", "attempts to …", "reports of …"."""
    words = context.scene.words
    # "no talk of a retreat": the singular is no negotiation
    told = words.report_nouns | words.intended_nouns | words.lies | {"talk"}
    if lemma(noun) not in told or noun.lower_ == "talks":
        return None
    for child in children(noun, "acl", "ccomp", "relcl", "xcomp"):
        found = resolve(child, context, depth - 1)
        if found is not None:
            return found
    for preposition in children(noun, "prep"):
        target = first(preposition, "pobj", "pcomp")
        if target is not None and preposition.lower_ in ("of", "about", "on", "at", "to"):
            found = resolve(target, context, depth - 1)
            if found is not None:
                return found
    return None

"""Polarity and modality of a clause, read along the words that lead to its predicate."""

from __future__ import annotations

from spacy.tokens import Token

from importer.frame.denials import is_called_unreal
from importer.frame.grammar import (
    VERBAL,
    children,
    clause_of,
    first,
    grammatical_subject,
    in_clause,
)
from importer.frame.matching import Match, names_of
from importer.frame.phrases import find_phrases
from importer.frame.scene import Context, lemma
from importer.model import Modality, Polarity

_NP_RELATIONS = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "dobj",
        "attr",
        "pobj",
        "advmod",
        "npadvmod",
        "neg",
        "preconj",
        "det",
        "quantmod",
        "cc",
        "dative",
        "prep",
    }
)

_NAMING = frozenset({"NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON"})
_TURN_BEFORE = 8
_TURN_AFTER = 24
"""How far around a negation a turn of phrase that makes it harmless may reach."""


def polarity_of(match: Match, context: Context) -> Polarity:
    """Say whether the clause denies its predicate."""
    words = context.scene.words
    negated = False
    carried = False
    for token in (*match.chain, *((match.support,) if match.support else ()), match.head):
        negated = negated or _negates(token, context) or _negated_with(token, context)
        if token != match.head and _carrier_effect(token, context)[1]:
            carried = not carried
        if token != match.head and lemma(token) in words.negative_adjectives | words.lies:
            carried = not carried
    if match.pattern.part == "adjective" and match.pattern.after:
        carried = carried != (lemma(match.head) in words.lacking)
    carried = carried != is_called_unreal(match.head, words)
    if not negated:
        negated = _by_phrase(match, context) or _opens_with_nor(match, context)
    return Polarity.NEGATIVE if negated != carried else Polarity.POSITIVE


def _opens_with_nor(match: Match, context: Context) -> bool:
    """Say whether the content begins with "Nor", which inverts its main clause."""
    start = context.content.start
    opening = context.scene.document.text[start : start + 4].lower()
    if opening not in {"nor ", "nor,"}:
        return False
    top = match.chain[0] if match.chain else (match.support or match.head)
    return top.dep_ in {"ROOT", "ccomp"}


def _negated_with(verb: Token, context: Context) -> bool:
    """Carry a negation over to a verb joined by "or": "did not attack or shell the town"."""
    if verb.dep_ != "conj" or verb.head.pos_ not in VERBAL or first(verb, "nsubj", "nsubjpass"):
        return False
    joint = [c.lower_ for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i]
    return bool(joint) and joint[-1] in ("or", "nor") and _negates(verb.head, context)


def _negates(token: Token, context: Context) -> bool:
    words = context.scene.words
    for child in token.children:
        name = child.lower_.replace("’", "'")
        if not context.holds(child):
            continue
        if (child.dep_ == "neg" or name in words.negators) and not _is_harmless(child, context):
            return True
        determines = child.dep_ in ("det", "preconj") and name in words.negative_determiners
        if determines and not _is_harmless(child, context):
            return True
        if child.dep_ == "prep" and any(
            c.dep_ == "preconj" and c.lower_ in words.negative_determiners for c in child.children
        ):
            return True  # "fights neither for land nor for money"
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "advmod", "pobj", "dative") and (
            _negative_phrase(child, context)
        ):
            return True
    if token.pos_ in VERBAL and first(token, "nsubj", "nsubjpass") is None and token.dep_ != "conj":
        subject = grammatical_subject(token)
        if subject is not None and token.dep_ == "xcomp" and _negative_phrase(subject, context):
            return True
    return False


def _negative_phrase(noun: Token, context: Context) -> bool:
    """Say whether a noun phrase denies by itself: "nobody", "no aid", "not one of the drones"."""
    words = context.scene.words
    name = noun.lower_
    if name == "more" and noun.dep_ in ("advmod", "npadvmod", "appos", "conj"):
        return False
    if name in words.negative_pronouns or (name == "one" and _has_no(noun)):
        return not (noun.dep_ in ("nsubj", "nsubjpass") and _is_excepted(noun, context))
    for child in noun.children:
        word = child.lower_.replace("’", "'")
        if child.dep_ == "prep" and child.lower_ == "of" and name not in words.measures:
            continue
        if word in words.negative_determiners and not _is_harmless(child, context):
            return True
        if child.dep_ in (
            "neg",
            "preconj",
            "cc",
            "advmod",
            "det",
            "quantmod",
            "nummod",
            "predet",
        ) and (word in words.negators or word in words.negative_pronouns or _has_not(child)):
            return not _is_harmless(child, context)
    return False


def _has_no(noun: Token) -> bool:
    return any(child.lower_ == "no" for child in noun.children)


def _has_not(token: Token) -> bool:
    return any(child.lower_ == "not" for child in token.children)


def _is_excepted(noun: Token, context: Context) -> bool:
    """Say whether somebody is taken out: "nobody but Ukraine is to blame" blames Ukraine."""
    following = noun.doc[noun.i + 1 : noun.i + 2]
    return bool(following) and following[0].lower_ in context.scene.words.excepting


def _is_harmless(token: Token, context: Context) -> bool:
    """Say whether a negation belongs to a turn of phrase: "no more than", "not only"."""
    if token.lower_ == "not" and token.i > 0 and token.nbor(-1).text == ",":
        following = token.doc[token.i + 1 : token.i + 2]
        if following and following[0].pos_ in _NAMING:
            return True  # "eleven combatants, not peasants, had died"
    if token.dep_ == "neg" and token.nbor().lower_ in context.scene.words.limiting:
        return True  # "we don't just patrol"
    place = context.offset(token)
    start = max(0, place - _TURN_BEFORE)
    around = context.scene.document.text[start : place + _TURN_AFTER]
    return any(
        start + found.start() <= place < start + found.end()
        for found in find_phrases(context.scene.words.harmless_negations, around)
    )


def _by_phrase(match: Match, context: Context) -> bool:
    """Find phrases that negate the clause wherever the parser hung them."""
    way = (*match.chain, match.support, match.head)
    verb = next((t for t in way if t is not None and t.pos_ in VERBAL), None)
    own = [t for t in (verb, *in_clause(verb, 5)) if context.holds(t)] if verb else []
    if verb is None or not own:
        return False
    low, high = min(t.idx for t in own), max(t.idx + len(t) for t in own)
    start = context.paragraph.start + low
    text = context.scene.document.text[start : context.paragraph.start + high]
    for found in find_phrases(context.scene.words.negative_phrases, text):
        tokens = verb.doc.char_span(low + found.start(), low + found.end(), alignment_mode="expand")
        if tokens is None or clause_of(tokens.root) not in (verb, clause_of(verb)):
            continue
        if not any(_is_harmless(token, context) for token in tokens):
            return True
    return False


def modality_of(match: Match, polarity: Polarity, context: Context) -> Modality:
    """Say how firmly the clause puts its predicate."""
    words = context.scene.words
    chain = (*match.chain, *((match.support,) if match.support else ()), match.head)
    found = Modality.ASSERTED
    for token in chain:
        step = _step(token, match, polarity, context)
        if step is Modality.HYPOTHETICAL:
            return step
        if found is Modality.ASSERTED:
            found = step
    if found is Modality.ASSERTED and any(
        lemma(t) in words.possible_words for token in chain for t in children(token, "advmod")
    ):
        return Modality.POSSIBLE
    return found


def _step(token: Token, match: Match, polarity: Polarity, context: Context) -> Modality:
    """Return what one word on the way to the predicate makes of it."""
    words = context.scene.words
    if any(c.dep_ == "mark" and c.lower_ in words.conditionals for c in token.children):
        return Modality.HYPOTHETICAL
    # "would spare no effort to retake it": the verb above tells how firmly
    purpose = token == chain_end(match) and _is_purpose(token)
    helper = _auxiliary_step(token.head if purpose else token, polarity, context)
    if helper is not Modality.ASSERTED or token == match.head:
        return helper
    if token.pos_ in VERBAL:
        return _verb_step(token, context)
    name = lemma(token)
    if name in words.possible_adjectives:
        return Modality.POSSIBLE
    if name in words.intended_nouns or (name in words.intended_adjectives and token.pos_ == "ADJ"):
        return Modality.INTENDED
    return Modality.ASSERTED


def chain_end(match: Match) -> Token:
    """Return the word through which the content leads to the predicate."""
    return match.chain[0] if match.chain else match.head


def _is_purpose(token: Token) -> bool:
    """Read "no effort was spared to retake it": what is done for a purpose is not yet done."""
    return (
        token.tag_ == "VB"
        and token.dep_ == "advcl"
        and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    )


def _auxiliary_step(token: Token, polarity: Polarity, context: Context) -> Modality:
    """Read "may have", "will", also where a joined verb shares them: "will attack and seize"."""
    words = context.scene.words
    if token.dep_ == "acl" and lemma(token.head) in words.possible_nouns:
        return Modality.POSSIBLE  # "has the ability to shell the port"
    names = [child.lower_ for child in children(token, "aux")]
    if token.dep_ == "conj" and not first(token, "aux", "nsubj", "nsubjpass", "auxpass", "expl"):
        names = [child.lower_ for child in children(token.head, "aux")]
    for name in names:
        # "could not enter" and "could be heard" speak of what was, not of what may be.
        settled = polarity is Polarity.NEGATIVE or lemma(token) in words.perceptions
        if name in words.possible_auxiliaries and not (name == "could" and settled):
            return Modality.POSSIBLE
        if name in words.intended_auxiliaries:
            return Modality.INTENDED
    return Modality.ASSERTED


def _verb_step(token: Token, context: Context) -> Modality:
    if token.lower_ == "going" and first(token, "xcomp") is not None:
        return Modality.INTENDED
    if lemma(token) == "be" and _is_to(token):
        return Modality.INTENDED
    return _carrier_effect(token, context)[0]


def _carrier_effect(token: Token, context: Context) -> tuple[Modality, bool]:
    """Return the modality that a verb gives what it governs, and whether it negates it."""
    carriers = context.scene.words.carriers
    if token.pos_ in VERBAL:
        for name in sorted(names_of(token), key=len, reverse=True):
            if name in carriers:
                return carriers[name]
    return Modality.ASSERTED, False


def _is_to(verb: Token) -> bool:
    """Recognise "were to be exchanged"."""
    return (
        any(
            any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
            for child in children(verb, "xcomp")
        )
        and first(verb, "acomp", "attr") is None
    )

"""Which party a noun phrase stands for or belongs to."""

from __future__ import annotations

from spacy.tokens import Token

from importer.frame.grammar import VERBAL, first, grammatical_subject
from importer.frame.persons import figure_party, person_party
from importer.frame.scene import Context, lemma
from importer.model import ClaimType, StatementKind
from importer.resolve.party_context import epithet_class
from importer.resolve.party_lexicon import is_state

_DEPTH = 4
WE = frozenset({"we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves", "em"})
IT = frozenset({"it", "its", "itself"})
HE = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_PRONOUNS = WE | THEY | IT | HE
_THINGS = frozenset(
    {
        "force",
        "equipment",
        "munition",
        "attack",
        "leader",
        "crime",
        "comms",
        "supply",
        "post",
        "attempt",
    }
)
_PLAIN = frozenset({"of", "more", "least", "than", "about", "several", "some", "other"})
_DEEDS = frozenset({"attack", "attempt", "crime"})
_SINGLE = frozenset({"a", "an", "one", "no"})
_WEAPONS = frozenset({"munition", "equipment", "attack"})
_ALLIED = frozenset({"allied", "aligned", "loyal", "affiliated", "belonging"})
_NEVER_OWN = frozenset({"rebel", "enemy", "occupier"})
"""What nobody calls his own side: "the militias fired first", says the commander of one."""
_UNBOUND = frozenset({"civilian", "building", "aid", "place", "service"})


def descend(token: Token, context: Context, depth: int = _DEPTH) -> Token:
    """Return the noun that a measure stands in front of: "dozens of shells", "nine of our men"."""
    words = context.scene.words
    if depth and (lemma(token) in words.measures or token.pos_ == "NUM" or token.tag_ == "DT"):
        of = next((c for c in token.children if c.lower_ in ("of", "than")), None)
        inner = first(of, "pobj") if of is not None else None
        if inner is not None:
            return descend(inner, context, depth - 1)
    return token


def mention_party(token: Token, context: Context) -> str | None:
    """Return the party whose mention the token stands in, where that party acts."""
    start = context.offset(token)
    for mention in context.scene.mentions_in(start, start + len(token)):
        if mention.acts and mention.span.start <= start:
            own = mention.reason == "epithet" and mention.party == context.party
            own = own and context.kind is StatementKind.DIRECT  # else the word is the article's
            return None if own and epithet_class(lemma(token)) in _NEVER_OWN else mention.party
    return None


def party_of(token: Token, context: Context, depth: int = _DEPTH) -> str | None:
    """Return the party that the phrase headed by the token stands for or belongs to."""
    if depth == 0:
        return None
    if _is_force_group(token) and is_state(context.party or ""):
        named = _modifier_party(token, context, depth)
        return named or context.party
    inner = _excepted(token, context) or descend(token, context)
    if inner != token:
        return party_of(inner, context, depth - 1) or _owned_by_pronoun(token, context)
    if token.pos_ == "PRON" or token.lower_ in _PRONOUNS:
        bound = _pronoun_party(token, context)
        if bound is not None or token.pos_ == "PRON":
            return bound
    return _party_of_noun(token, context, depth)


def _party_of_noun(token: Token, context: Context, depth: int) -> str | None:
    owner = first(token, "poss") if lemma(token) in context.scene.words.opponents else None
    if owner is not None:  # "its enemies"
        return context.scene.enemy(party_of(owner, context, depth - 1))
    if token.lemma_.lower() == "flag":
        return _whose_flag(token, context)
    if _is_civil(token, context):
        # Civilians and towns act for nobody; the workers and convoys of the United Nations do.
        return "UN" if _modifier_party(token, context, depth) == "UN" else None
    return (
        figure_party(token)
        or _owned_by_pronoun(token, context)
        or _own_by_speaker(token, context)
        or mention_party(token, context)
        or _modifier_party(token, context, depth)
        or _role_noun_party(token, context)
        or _behind_of(token, context, depth)
        or _behind_participle(token, context, depth)
        or _ally_of(token, context, depth)
        or _taken_up(token, context)
        or person_party(token, context)
    )


def _whose_flag(flag: Token, context: Context) -> str | None:
    """Read "the Russian flag", "the flag of the rebels": a name that acts for nobody elsewhere."""
    start = context.offset(flag)
    first_word = context.offset(flag.left_edge)
    mentions = context.scene.mentions_in(first_word, start)
    owner = mentions[-1].party if mentions else None
    return owner or _owned_by_pronoun(flag, context) or _behind_of(flag, context, 2)


def _is_force_group(token: Token) -> bool:
    """Recognise "the Vostok group of forces", which in a state's mouth is its own."""
    of = first(token, "prep")
    inner = first(of, "pobj") if of is not None and of.lower_ == "of" else None
    if inner is None or token.lemma_.lower() not in ("group", "grouping"):
        return False
    named = any(c.pos_ == "PROPN" and c.i < token.i for c in token.children)
    return named and inner.lemma_.lower() in ("force", "troop")


def _is_civil(token: Token, context: Context) -> bool:
    known = context.scene.lexicon.sorts_of.get(lemma(token), frozenset())
    unbound = bool(known & _UNBOUND) and not known & _THINGS
    named = _reason(token, context) if unbound and token.text[:1].isupper() else None
    if named is not None and named[1] == "name":
        return False  # "Islamic State"
    return unbound and not _is_military(token, context)


def _owned_by_pronoun(token: Token, context: Context) -> str | None:
    owner = first(token, "poss")
    if owner is None:
        return None
    if owner.lower_ in WE | THEY:
        done = done_by(token, context) if owner.lower_ == "their" else None
        return done or _pronoun_party(owner, context)
    if owner.lower_ == "its":
        return _its(token, context)
    if owner.lower_ in ("his", "her"):
        return _pronoun_party(owner, context)
    return None


def done_by(deed: Token, context: Context) -> str | None:
    """Read "our troops have completed their withdrawal": a deed is that of those who do it."""
    verb = deed.head
    if deed.dep_ not in ("dobj", "obj") or lemma(verb) not in context.scene.words.doers:
        return None
    subject = grammatical_subject(verb)
    told = bool(context.scene.lexicon.candidates("noun", lemma(deed)))
    if subject is None or subject.pos_ == "PRON" or not told:
        return None
    return party_of(subject, context, 2)


def _its(thing: Token, context: Context) -> str | None:
    """Read "its soldiers": of the force that acts in the clause, else of the body that speaks.

    A weapon that wounds "two of its soldiers" wounds those of the speaker.
    """
    verb = next((t for t in thing.ancestors if t.pos_ in VERBAL), None)
    claimant = first(verb.head, "poss") if verb is not None and verb.dep_ == "acl" else None
    if claimant is not None:  # "the ministry's claim that its troops had entered"
        return mention_party(claimant, context) or _modifier_party(claimant, context, 1)
    subject = grammatical_subject(verb) if verb is not None else None
    if subject is not None and subject.i < thing.i and subject.pos_ != "PRON":
        known = context.scene.lexicon.sorts_of.get(lemma(subject), frozenset())
        named = mention_party(subject, context) or _modifier_party(subject, context, 1)
        # "their units fired on its positions": on those of the one who says so
        hostile = verb is not None and named != context.party and _does_harm(verb, context)
        if named is not None and not known & _WEAPONS and not (hostile and context.party):
            return named
    own = _means_speaker(thing, context) and not context.it_was_named
    return context.party if own else context.it


def _does_harm(verb: Token, context: Context) -> bool:
    """Say whether a verb is one of attacking others."""
    candidates = context.scene.lexicon.candidates("verb", lemma(verb))
    harm = {ClaimType.STRIKE, ClaimType.ATTACK}
    return bool(candidates) and all(each.predicate.type in harm for each in candidates)


def _is_military(token: Token, context: Context) -> bool:
    """Tell a command centre from a city centre."""
    military = context.scene.words.military
    return any(lemma(c) in military for c in token.children if c.dep_ in ("compound", "amod"))


def _excepted(token: Token, context: Context) -> Token | None:
    """Return whom "nobody but …" takes out."""
    if token.lower_ not in ("nobody", "none", "nothing", "one"):
        return None
    for child in token.children:
        if child.lower_ in context.scene.words.excepting:
            return first(child, "pobj") or first(token, "conj")
    following = token.doc[token.i + 1 : token.i + 3]
    if len(following) > 1 and following[0].lower_ in context.scene.words.excepting:
        return following[1]
    return None


def _taken_up(token: Token, context: Context) -> str | None:
    """Read "the men", "these attacks", where the sentence before says whose they are."""
    determiner = first(token, "det")
    if determiner is None or any(
        c.dep_ in ("amod", "compound", "relcl", "prep") for c in token.children
    ):
        return None
    kinds = context.scene.lexicon.sorts_of.get(lemma(token), frozenset())
    plural = token.tag_ == "NNS"
    if determiner.lower_ in ("these", "those") and kinds & {"attack", "force"}:
        return context.before
    if determiner.lower_ == "the" and plural and "force" in kinds:
        return context.before
    return None


def _modifier_party(token: Token, context: Context, depth: int) -> str | None:
    """Read "Russian soldiers", "their men", "the RSF's drones"."""
    for child in token.children:
        if (
            child.dep_ in ("poss", "amod", "compound", "nmod", "appos", "det")
            and child.pos_ != "VERB"
        ):
            found = mention_party(child, context) or _opponent_noun_party(child, context)
            if found is None and child.dep_ == "poss":
                found = party_of(child, context, depth - 1)
            elif found is None and child.dep_ in ("compound", "amod", "nmod"):
                found = _modifier_party(child, context, depth - 1) if depth else None
            if found is not None:
                return found
    return None


def _opponent_noun_party(token: Token, context: Context) -> str | None:
    """Read "the invaders", "enemy attacks" by who says so."""
    if lemma(token) in context.scene.words.opponents and context.party:
        return context.scene.enemy(context.party)
    return None


def _role_noun_party(token: Token, context: Context) -> str | None:
    words = context.scene.words
    opponent = _opponent_noun_party(token, context)
    if opponent is not None:
        return opponent
    names = {lemma(token), *(lemma(c) for c in token.children if c.dep_ == "compound")}
    if names & words.own and context.party and token.tag_ in ("NNS", "NN"):
        return context.party
    return None


def _behind_participle(token: Token, context: Context, depth: int) -> str | None:
    """Read "shells fired by the army", "a base used by them", "drones that Iran launched"."""
    for verb in token.children:
        owns = lemma(verb) in context.scene.words.owning_participles
        if owns and verb.dep_ in ("acl", "relcl"):
            by = next((c for c in verb.children if c.lower_ == "by"), None)
            doer = first(by, "pobj") if by is not None else None
            if doer is None and verb.dep_ == "relcl" and first(verb, "dobj") in _left_out(verb):
                doer = first(verb, "nsubj")
            found = party_of(doer, context, depth - 1) if doer is not None else None
            if found is not None:
                return found
    return None


def _left_out(verb: Token) -> tuple[Token | None, ...]:
    """Return what may stand as object of a relative clause that is about its object."""
    return (None, *(c for c in verb.children if c.tag_ == "WDT"))


def _ally_of(token: Token, context: Context, depth: int) -> str | None:
    """Read "fighters allied to the army", "groups loyal to the junta".

    The parser may take "allied" for the verb of which the fighters are the subject.
    """
    words = [c for c in token.children if c.dep_ in ("acl", "amod", "relcl")]
    if token.dep_ == "nsubj":
        words.append(token.head)
    for word in words:
        if word.lower_ not in _ALLIED or word.i < token.i:
            continue
        to = next((c for c in word.children if c.lower_ in ("to", "with")), None)
        side = first(to, "pobj") if to is not None else None
        found = party_of(side, context, depth - 1) if side is not None else None
        if found is not None:
            return found
    return None


def _own_by_speaker(token: Token, context: Context) -> str | None:
    """Read nameless forces by who speaks: "the coalition", "troops", "the 3rd Division"."""
    party = context.party
    if party is None or party == "UN":
        return None
    named = _reason(token, context)
    if epithet_class(lemma(token)) == "enemy" and named == (party, "epithet"):
        return context.scene.enemy(party)
    nameless = named is None or named[1] == "epithet"
    own = _in_role(lemma(token), token, context) or (nameless and _is_own_force(token, context))
    return party if own else None


def _is_own_force(token: Token, context: Context) -> bool:
    """Say whether it is a numbered unit, or in a state's mouth "soldiers", "no soldier"."""
    word, words = lemma(token), context.scene.words
    modifiers = [c for c in token.children if c.dep_ not in ("prep", "relcl", "acl", "punct", "cc")]
    if word in words.numbered:
        return any(_is_ordinal(t) for c in modifiers if c.i < token.i for t in c.subtree)
    if word not in words.bare_troops or not is_state(context.party or ""):
        return False
    plain = all(c.dep_ in ("nummod", "quantmod") or c.lower_ in _PLAIN for c in modifiers)
    single = any(c.lower_ in _SINGLE for c in modifiers)
    return (plain and token.tag_ == "NNS") or (
        single and token.tag_ == "NN" and all(c.lower_ in _PLAIN | _SINGLE for c in modifiers)
    )


def _in_role(word: str, token: Token, context: Context) -> bool:
    """Say whether "the coalition" is the one that the speaker is said to speak for."""
    speaker = context.speaker
    if speaker is None or word not in context.scene.words.collectives or len(list(token.lefts)) > 1:
        return False
    told = f"{speaker.role or ''} {speaker.organisation or ''} {speaker.name}".lower().split()
    return word in told and any(c.lower_ == "the" for c in token.lefts)


def _is_ordinal(token: Token) -> bool:
    return token.text[:1].isdigit() and token.text[-2:].lower() in ("st", "nd", "rd", "th")


def _reason(token: Token, context: Context) -> tuple[str, str] | None:
    """Return the party of the mention at the token, and how it was found."""
    start = context.offset(token)
    for mention in context.scene.mentions_in(start, start + len(token)):
        if mention.acts and mention.span.start <= start:
            return mention.party, mention.reason
    return None


def _behind_of(token: Token, context: Context, depth: int) -> str | None:
    """Read "fighters of the group", "groups of invaders", "a drone from Iran"."""
    kinds = context.scene.lexicon.sorts_of.get(lemma(token), frozenset())
    words = ("of", "from", "by") if kinds & _DEEDS or token.tag_ == "VBG" else ("of", "from")
    for preposition in token.children:
        if preposition.dep_ == "prep" and preposition.lower_ in words:
            inner = first(preposition, "pobj")
            if inner is not None:
                found = party_of(inner, context, depth - 1)
                if found is not None:
                    return found
    return None


def _pronoun_party(token: Token, context: Context) -> str | None:
    word = token.lower_
    if word in WE:
        return context.we
    if word in THEY:
        return _they(token, context)
    if word in IT:
        own = _means_speaker(token, context) and not context.it_was_named
        return context.party if own else context.it
    if word in HE:
        return context.party if _means_speaker(token, context) else None
    if token.tag_ in ("WDT", "WP") and token.head.dep_ == "relcl":
        return party_of(token.head.head, context, 1)
    return None


def _means_speaker(token: Token, context: Context) -> bool:
    """Say whether a third person may be the speaker, whose words are given from outside."""
    if context.speaker is None:
        return False
    return context.nested or not context.is_quoted(token)


def _they(token: Token, context: Context) -> str | None:
    sentence = token.sent
    start = max(context.paragraph.start + sentence.start_char, context.content.start)
    near = [
        m
        for m in context.scene.mentions_in(start, context.offset(token))
        if m.acts and m.party != context.party
    ]
    if near:
        return near[0].party
    if token.lower_ == "their" and context.speaker is not None and not context.is_quoted(token):
        return context.party
    return context.they

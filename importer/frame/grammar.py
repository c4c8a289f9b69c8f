"""Reading arguments off a dependency parse: who does it, to what, in which clause."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

CLAUSES = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass", "acl"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
VERBAL = frozenset({"VERB", "AUX"})
_SHARING = frozenset({"xcomp", "acomp", "conj", "advcl", "pcomp", "prep", "ccomp"})
_OBJECT_ACTS = {
    **dict.fromkeys(("accuse", "suspect", "convict", "acquit", "guilty"), ("of",)),
    **dict.fromkeys(("prevent", "stop", "keep", "bar", "ban", "deter", "block"), ("from",)),
    **dict.fromkeys(("blame", "condemn", "criticise", "criticize", "denounce", "thank"), ("for",)),
}
"""Verbs whose object does what the preposition brings: "accused the army of shelling"."""
_INSTRUMENTAL = frozenset({"use", "utilise", "utilize", "employ", "need", "spend", "exploit"})
"""Verbs whose object is a means: who "used boats to cross" crossed, not the boats."""
_MOVING = frozenset({"advance", "retreat", "flee", "withdraw", "rampage", "maraud", "rebel"})
"""Verbs without an object: a noun behind their participle does what the participle says."""
_DEPTH = 4
_KEPT = "importer.frame.grammar"
_NEXT = 2


@dataclass(frozen=True, slots=True)
class Arguments:
    """The logical arguments of a verb."""

    subject: Token | None = None
    object: Token | None = None
    surface: Token | None = None
    """The grammatical subject, of either voice."""
    passive: bool = False


class _Dependants:
    """The dependants of the words of one parse, kept: they are asked for again and again."""

    def __init__(self) -> None:
        self._related: dict[int, list[tuple[Token, str]]] = {}
        self._in_clause: dict[tuple[int, int], list[Token]] = {}

    def related(self, token: Token) -> list[tuple[Token, str]]:
        """Return the dependants and their relations, in the order of the text."""
        found = self._related.get(token.i)
        if found is None:
            found = [(child, child.dep_) for child in token.children]
            self._related[token.i] = found
        return found

    def in_clause(self, token: Token, depth: int) -> list[Token]:
        """Return what depends on the token without leaving its clause."""
        key = token.i, depth
        found = self._in_clause.get(key)
        if found is None:
            found = []
            for child, dep in self.related(token):
                if _leaves_clause(child, dep):
                    continue
                found.append(child)
                if depth > 1:
                    found += self.in_clause(child, depth - 1)
            self._in_clause[key] = found
        return found


def _dependants(doc: Doc) -> _Dependants:
    kept: _Dependants | None = doc.user_data.get(_KEPT)
    if kept is None:
        kept = doc.user_data[_KEPT] = _Dependants()
    return kept


def forget(doc: Doc) -> None:
    """Drop what was kept with a parse; words and parse hold each other, so they would stay long."""
    doc.user_data.pop(_KEPT, None)


def children(token: Token, *deps: str) -> list[Token]:
    """Return the dependants with one of the relations, in the order of the text."""
    return [child for child, dep in _dependants(token.doc).related(token) if dep in deps]


def first(token: Token, *deps: str) -> Token | None:
    """Return the first dependant with one of the relations."""
    for child, dep in _dependants(token.doc).related(token):
        if dep in deps:
            return child
    return None


def in_clause(token: Token, depth: int = _DEPTH) -> list[Token]:
    """Return what depends on the token without leaving its clause, heads before dependants."""
    return _dependants(token.doc).in_clause(token, depth)


def _leaves_clause(child: Token, dep: str) -> bool:
    if dep == "conj":
        return child.pos_ in VERBAL
    return dep in CLAUSES and not _is_infinitive(child)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)


def is_passive(verb: Token) -> bool:
    """Say whether the verb is in the passive, also where the auxiliary is left out."""
    relations = {dep for _, dep in _dependants(verb.doc).related(verb)}
    if relations & {"nsubjpass", "auxpass", "csubjpass", "agent"}:
        return True
    if verb.tag_ != "VBN" or relations & OBJECTS or "aux" in relations:
        return False
    if verb.dep_ in ("acl", "amod", "advcl", "oprd"):
        return True
    return verb.dep_ == "conj" and verb.head.pos_ in VERBAL and is_passive(verb.head)


def arguments(verb: Token) -> Arguments:
    """Return the logical subject and object of a verb, taken over from its clause where shared."""
    passive = is_passive(verb)
    surface = grammatical_subject(verb)
    if not passive:
        return Arguments(surface, direct_object(verb), surface, passive=False)
    by = first(verb, "agent")
    doer = _whom(by) if by is not None else None
    kept = first(verb, "dobj", "obj") if verb.tag_ == "VBN" else None
    return Arguments(doer, kept or surface, surface, passive=True)


def _whom(by: Token) -> Token | None:
    """Return who stands behind "by", also in "by retreating fighters", which looks like a deed."""
    deed = first(by, "pcomp")
    moving = deed is not None and deed.tag_ == "VBG" and deed.lemma_.lower() in _MOVING
    whoever = first(deed, *OBJECTS) if deed is not None and moving else None
    return whoever or first(by, "pobj") or deed


def direct_object(verb: Token) -> Token | None:
    """Return the object; of joined verbs, the last one's ("seized and hold the town")."""
    found = first(verb, "dobj", "obj")
    if found is None:
        found = next((c for c in children(verb, "dative") if c.pos_ != "ADP"), None)
    if found is None:
        found = _counted_up_to(verb)
    if found is None and verb.dep_ == "relcl":
        return None
    if found is None:
        joined = first(verb, "conj")
        if joined is not None and joined.pos_ == "VERB" and joined.i - verb.i <= _NEXT:
            return direct_object(joined)
    return found


def _counted_up_to(verb: Token) -> Token | None:
    """Return the object whose "up to" the parser took for a particle: "lost up to 300 men"."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "prep"), None)
    noun = first(to, "pobj") if to is not None and to.i else None
    counted = noun is not None and any(c.like_num for c in noun.children)
    return noun if to is not None and counted and to.nbor(-1).lower_ == "up" else None


def grammatical_subject(verb: Token, depth: int = 5) -> Token | None:
    """Return the subject, of an infinitive or a joined verb that of the verb above."""
    own = _own_subject(verb)
    if own is not None or depth == 0:
        return own
    if verb.dep_ in ("acl", "relcl", "amod"):
        plan = verb.dep_ != "amod" and _is_infinitive(verb)
        return _owner_of_plan(verb.head, depth) if plan else verb.head
    if verb.dep_ in _SHARING and verb.head != verb:
        return _shared_subject(verb, depth)
    return None


def _own_subject(verb: Token) -> Token | None:
    own = first(verb, "nsubj", "nsubjpass", "csubj", "csubjpass")
    for auxiliary in children(verb, "aux", "auxpass") if own is None else ():
        own = own or first(auxiliary, "nsubj", "nsubjpass")
    if own is not None and _is_relative(own) and own.head.dep_ == "relcl":
        return own.head.head
    return own or _inverted_subject(verb)


def _inverted_subject(verb: Token) -> Token | None:
    """Return the subject of "among the dead are two monks", which the parser takes for more."""
    if verb.lemma_ != "be" or first(verb, "expl") is not None:
        return None
    opens = any(c.dep_ == "prep" and c.i < verb.i for c in verb.children)
    return next((c for c in children(verb, "attr") if c.i > verb.i), None) if opens else None


def accused_of(deed: Token) -> Token | None:
    """Return who is said to do what stands behind "accused X of", "kept X from"."""
    for preposition in (deed.head, deed.head.head):
        if preposition.dep_ != "prep" or preposition.lower_ not in ("of", "from", "for"):
            continue
        holder = preposition.head
        verb = holder.head if holder.dep_ in OBJECTS else holder
        if preposition.lower_ in _OBJECT_ACTS.get(verb.lemma_.lower(), ()):
            return holder if holder != verb else first(verb, "dobj", "obj", "nsubjpass")
    return None


def _shared_subject(verb: Token, depth: int) -> Token | None:
    """Return the subject of the clause above, where the verb shares it."""
    above = verb.head
    if verb.dep_ == "pcomp":
        accused = accused_of(verb)
        if accused is not None:
            return accused
    if verb.dep_ == "xcomp" and above.pos_ in VERBAL and above.lemma_ not in _INSTRUMENTAL:
        controller = first(above, "dobj", "obj")
        if controller is not None:
            return controller
    if verb.dep_ == "ccomp" and verb.i > above.i and verb.tag_ != "VBG":
        return _subject_of_series(verb)
    if above.pos_ in ("NOUN", "PROPN") and verb.dep_ != "conj":
        return _owner_of_plan(above, depth) if verb.dep_ == "prep" else None
    if above.pos_ == "ADJ" and above.dep_ in ("acomp", "oprd"):
        above = above.head
    return grammatical_subject(above, depth - 1)


def _subject_of_series(verb: Token) -> Token | None:
    """Return the subject of "said that they had crossed the river, seized a hill and …".

    The parser may hang the second verb of the series beside the first, without a subject.
    """
    if verb.tag_ not in ("VBD", "VBN") or first(verb, "mark", "aux", "auxpass") is not None:
        return None
    before = [c for c in children(verb.head, "ccomp") if verb.head.i < c.i < verb.i]
    return _own_subject(before[-1]) if before else None


def _owner_of_plan(noun: Token, depth: int) -> Token | None:
    """Return who makes "their attempt to …", "an attempt by them to …", "had plans to …"."""
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "by"), None)
    owner = first(noun, "poss") or (first(by, "pobj") if by is not None else None)
    if owner is not None:
        return owner
    adjective = first(noun, "amod", "compound")
    if noun.dep_ in OBJECTS or noun.dep_ == "attr":
        return grammatical_subject(noun.head, depth - 1)
    return adjective


def _is_relative(token: Token) -> bool:
    return token.tag_ in ("WDT", "WP") or token.lower_ == "that"


def clause_of(token: Token) -> Token:
    """Return the verb or other head of the clause that holds the token."""
    while token.dep_ not in CLAUSES and token.dep_ != "ROOT":
        if token.dep_ == "conj" and token.pos_ in VERBAL:
            break
        if token.head == token:
            break
        token = token.head
    return token

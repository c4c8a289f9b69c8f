"""Whether two clauses speak of one thing."""

from __future__ import annotations

from rapidfuzz import fuzz
from spacy.tokens import Token

from importer.compare.denials import SUBJECTS
from importer.compare.lexicon import comparing
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import SAME_NAME, alike, plain

SAME = 0.8
"""How well the words of a subject must be met."""
_FOLLOWS_ON = frozenset({"the", "this", "that", "these", "those"})


def same_subject(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    """Say whether the subjects of two clauses name one thing, or one of them takes up the other.

    "He", "it" and "the film" at the head of a text stand for whom or what the other text names.
    """
    if not one.subjects or not other.subjects:
        return False
    return any(
        heads_alike(x, y) or _takes_up(x, y, a) or _takes_up(y, x, b)
        for x in (*one.subjects, *_other_names(one))
        for y in (*other.subjects, *_other_names(other))
    )


def same_parts(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    """Say whether the same does it to the same, be the one told as done by it and the other not.

    Of who does it and to whom, both must tell one at least, and agree on whatever both tell.
    """

    def is_same(x: Token, y: Token) -> bool:
        return heads_alike(x, y) or _takes_up(x, y, a) or _takes_up(y, x, b)

    pairs = [(doers(one), doers(other)), (_borne(one), _borne(other))]
    told = [(left, right) for left, right in pairs if left and right]
    return bool(told) and all(
        any(is_same(x, y) for x in left for y in right) for left, right in told
    )


def doers(clause: Clause) -> list[Token]:
    """Return who does it: of "it was done by X", and of "X did it", X."""
    by = [child for child in clause.verb.children if child.dep_ == "agent"]
    if by or _is_passive(clause):
        return [word for child in by for word in child.children if word.dep_ == "pobj"]
    return list(clause.subjects)


def _borne(clause: Clause) -> list[Token]:
    if _is_passive(clause):
        return list(clause.subjects)
    return [child for child in clause.verb.children if child.dep_ == "dobj"]


def _is_passive(clause: Clause) -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in clause.verb.children)


def _other_names(clause: Clause) -> list[Token]:
    """Return what else a subject is called: of "Ana Kovel, known as Silka," Silka."""
    named = comparing().naming
    return [
        name
        for subject in clause.subjects
        for verb in subject.children
        if verb.dep_ in {"acl", "relcl"} and verb.lemma_ in named
        for link in verb.children
        if link.dep_ in {"prep", "oprd"}
        for name in ([link] if link.pos_ == "PROPN" else link.children)
        if name.pos_ == "PROPN"
    ]


def heads_alike(x: Token, y: Token) -> bool:
    """Say whether two subjects are known by the same words: one's name holds the other's."""
    if x.pos_ == "PRON" or y.pos_ == "PRON":
        return x.lower_ == y.lower_
    words_x, words_y = name_of(x), name_of(y)
    short, long = sorted((words_x, words_y), key=len)
    if alike(x, y) < SAME and plain(x.lower_) not in words_y and plain(y.lower_) not in words_x:
        return False
    met = sum(any(_same_word(word, known) for known in long) for word in short)
    return bool(short) and met == len(short)


def name_of(subject: Token) -> tuple[str, ...]:
    """Return the words that a subject is called by, in lower case, what describes it left out."""
    kept = [
        token
        for token in subject.subtree
        if token == subject
        or (token.i < subject.i and token.pos_ in {"PROPN", "NOUN", "ADJ", "NUM"})
    ]
    return tuple(plain(token.lower_) for token in kept)


def _same_word(one: str, other: str) -> bool:
    return one == other or (
        min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= SAME_NAME  # noqa: PLR2004 - shorter is too short
    )


def _takes_up(x: Token, y: Token, reading: Reading) -> bool:
    """Say whether a subject stands for what the other text names: a pronoun, or "the film"."""
    if not _is_named(y):
        return False
    if x.pos_ == "PRON":
        if x.lower_ not in {"he", "she", "it", "they"}:
            return False
        if _is_first_mention(x, reading):
            return True
        return any(heads_alike(z, y) for z in (*_sayers(x), *told_before(x, reading)))
    determiners = {child.lower_ for child in x.children if child.dep_ == "det"}
    bare = sum(1 for child in x.children if child.dep_ != "det") == 0
    return bool(determiners & _FOLLOWS_ON) and bare and x.pos_ == "NOUN"


def told_before(x: Token, reading: Reading) -> list[Token]:
    """Return the one name that all before a pronoun is about: "Ana is a poet. She …".

    Where a second person is named, "he" and "she" may be that one.
    """
    of_person = x.lower_ not in {"it", "its", "they", "their"}
    before = reading.doc[: x.i if of_person else x.sent.start]
    names = [word for word in before if word.dep_ in SUBJECTS and _is_named(word)]
    if not names or any(list(name.conjuncts) for name in names):
        return []
    if of_person:
        people = [word for word in before if word.ent_type_ == "PERSON" and word.pos_ == "PROPN"]
        names += [word for word in people if word.dep_ != "compound"]
    return names[:1] if all(heads_alike(names[0], name) for name in names[1:]) else []


def _sayers(x: Token) -> list[Token]:
    """Return the subjects of the clause in which a pronoun's clause is told: "Ana said she …"."""
    clause = x.head
    if clause.dep_ != "ccomp":
        return []
    return [child for child in clause.head.children if child.dep_ == "nsubj"]


def same_thing(x: Token, y: Token, a: Reading, b: Reading) -> bool:
    """Say whether a word of one text and a word of the other name one thing, or take it up."""
    return heads_alike(x, y) or _takes_up(x, y, a) or _takes_up(y, x, b)


def _is_named(y: Token) -> bool:
    """Say whether a subject is a name: of a person, or a title with capitals inside."""
    capitals = [token for token in y.subtree if token.is_title and token.pos_ != "PRON"]
    return y.pos_ == "PROPN" or bool(y.ent_type_) or len(capitals) > 1


def _is_first_mention(x: Token, reading: Reading) -> bool:
    """Say whether no name stands before a pronoun that it could take up instead."""
    same = [token.i for token in reading.doc[: x.i] if token.lower_ == x.lower_]
    before = reading.doc[: min(same, default=x.i)]
    return not any(token.pos_ == "PROPN" and token.ent_type_ for token in before)

"""What shows that two clauses of one verb tell of two deeds, so that one cannot deny the other.

"They let no reporters in" leaves it that they let a convoy in; "it was not shelled in March" that
it was in May; "nobody leaves without a pass" that those with one leave; "the troops did not go"
that the villagers did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from importer.compare.dates import are_days_apart
from importer.compare.denials import negates
from importer.compare.lexicon import comparing
from importer.compare.meaning import is_bodily, is_kind, kind_of
from importer.compare.reading import Clause, Reading, is_content
from importer.compare.similarity import alike
from importer.compare.subjects import doers, same_thing

MET = 0.6
"""How well a word must be met not to be taken for something else."""
_NAMING = frozenset({"NOUN", "PROPN", "VERB"})
_APART = frozenset({"amod", "compound"})
_WHITHER = frozenset({"to", "into", "onto", "towards", "toward"})
_OF_OBJECTS = frozenset({"on", "against", "with", "for"})
"""By these what hangs on an object may as well hang on its verb: "imposed a toll on the bridge"."""
_BESIDE = frozenset(
    {"to", "towards", "toward", "near", "outside", "below", "above", "behind", "beside", "around"}
    | {"opposite", "beyond", "between", "along"}
)
"""Prepositions by which a thing lies outside of what follows: "the road to the airport"."""
_JOINED = frozenset({"conj", "advcl"})
_PLACES = frozenset({"building", "settlement", "water", "mountain", "country", "county"})


def are_two_matters(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    """Say whether two clauses fill a place of their verbs with what the other text does not know.

    Whatever stands in one text alone only tells more of the deed; what stands in both in the same
    place, and differs, makes it two.
    """
    if is_bound(one) or is_bound(other) or are_days_apart(one, other):
        return True
    if _have_two_doers(one, other, a, b) or _fill_two_ways(one, other, a, b):
        return True
    return any(
        x.verb.lemma_ == y.verb.lemma_ and _fill_two_ways(x, y, a, b)
        for x in _told_beside(one, a)
        for y in _told_beside(other, b)
    )


def _told_beside(clause: Clause, reading: Reading) -> list[Clause]:
    """Return the clauses joined to one: what happened when the one did."""
    verb = clause.verb
    joined = {child.i for child in verb.children if child.dep_ in _JOINED}
    joined |= {verb.head.i} if verb.dep_ in _JOINED else set()
    return [each for each in reading.clauses if each.verb.i in joined]


def _fill_two_ways(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    """Say whether two clauses fill a place of their verbs with things that are not the same."""
    places = _places(other)
    for place, fillers in _places(one).items():
        others = places.get(place, [])
        if not fillers or not others:
            continue
        met = any(_is_met(word, b, others) for word in fillers) or any(
            _is_met(word, a, fillers) for word in others
        )
        if not met or all(_differ(x, y, a, b) for x in fillers for y in others):
            return True
    return False


def _have_two_doers(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    """Say whether two common nouns that name other people or things stand as the subjects.

    What a name and a noun have to do with each other is not told by the words.
    """
    left, right = ([*doers(clause)] for clause in (one, other))
    if not left or not right or not all(map(_is_common, (*left, *right))):
        return False
    if any(_may_be_one(x, y, a, b) for x in left for y in right):
        return False
    met = any(_is_met(x, b, right) for x in left) or any(_is_met(y, a, left) for y in right)
    return not met


def _is_common(word: Token) -> bool:
    """Say whether a word is a noun that tells whom or what it is of."""
    lemma = word.lemma_.casefold()
    return word.pos_ == "NOUN" and lemma not in comparing().empty | comparing().anybody


def _may_be_one(x: Token, y: Token, a: Reading, b: Reading) -> bool:
    """Say whether two nouns may be said of the same: one word, one kind, or one sort of body.

    A minister may be called a chief, but "the minister's chief of staff" is another.
    """
    if any(alike(x, each) >= MET for each in _told_by(y)) or any(
        alike(y, each) >= MET for each in _told_by(x)
    ):
        return False
    if alike(x, y) >= MET or same_thing(x, y, a, b):
        return True
    one, other = x.lemma_.casefold(), y.lemma_.casefold()
    groups = comparing().bodies
    if groups.get(one, frozenset()) & groups.get(other, frozenset()):
        return True
    return is_kind(one, other) or is_kind(other, one)


def _differ(x: Token, y: Token, a: Reading, b: Reading) -> bool:
    """Say whether one word is told apart by what stands before it: "civilian", "cargo flights"."""
    before = [[each for each in word.children if each.dep_ in _APART] for word in (x, y)]
    if not all(before) or alike(x, y) < MET:
        return False
    return not any(_is_met(each, b) for each in before[0]) and not any(
        _is_met(each, a) for each in before[1]
    )


def is_bound(clause: Clause) -> bool:
    """Say whether a denial is of a condition or an end alone: "not without help", "not until May".

    "They did not leave until Monday" says that they left on Monday.
    """
    if not any(negates(child) for child in clause.verb.children):
        return False
    binding = comparing().binding
    return any(
        child.lower_ in binding
        for word in (clause.verb, *clause.verb.children)
        for child in word.children
        if child.dep_ in {"prep", "mark"} and child.i > clause.verb.i
    )


def _places(clause: Clause) -> dict[str, list[Token]]:
    """Return what fills each place of a clause's verb: what is done to, by whom, what hangs on."""
    found: dict[str, list[Token]] = {}
    for place, word in _fillers(clause):
        words = [word, *word.conjuncts]
        kept = [each for each in words if each.pos_ in _NAMING and is_content(each)]
        if kept and word.ent_type_ not in {"DATE", "TIME"}:
            found.setdefault(place, []).extend(kept)
    return found


def _fillers(clause: Clause) -> Iterator[tuple[str, Token]]:
    heads = dict.fromkeys((clause.verb, *clause.core))
    for head in heads:
        for child in head.children:
            if child.dep_ in {"dobj", "nsubjpass"} or (
                child.dep_ == "xcomp" and child.pos_ == "VERB"
            ):
                yield "object", child
                yield from _hung(child, _OF_OBJECTS)
            elif child.dep_ in {"prep", "agent"}:
                place = "to" if child.lower_ in _WHITHER else child.lower_
                named = [word for word in child.children if word.dep_ == "pobj"]
                yield from ((place, word) for word in named)
                if place == "to" and not any(each.dep_ == "dobj" for each in head.children):
                    # "They agreed to a truce" and "they agreed to disarm".
                    yield from (("object", word) for word in named)


def _hung(noun: Token, links: frozenset[str]) -> Iterator[tuple[str, Token]]:
    """Yield what hangs on a noun by some prepositions, each with its own."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in links:
            yield from ((child.lower_, word) for word in child.children if word.dep_ == "pobj")


def _is_met(word: Token, reading: Reading, beside: Iterable[Token] = ()) -> bool:
    """Say whether a text has a word for it too, but for what only tells which other thing is meant.

    The airport of "the road to the airport", and the minister of "the minister's aide", are not
    what is spoken of there. Villagers and the village go together, but are of two kinds.
    """
    hidden = {each.i for rival in beside for each in _told_by(rival)}
    return any(
        alike(word, each) >= MET and not _are_of_two_kinds(word, each)
        for each in reading.doc
        if each.i not in hidden
    )


def _are_of_two_kinds(one: Token, other: Token) -> bool:
    kinds = _kind(one), _kind(other)
    return all(kinds) and kinds[0] != kinds[1]


def _kind(word: Token) -> str | None:
    return kind_of(word.lemma_.casefold()) if word.pos_ == "NOUN" else None


def _told_by(noun: Token) -> Iterator[Token]:
    """Yield the words that tell which of a kind a thing is, and name what it is not."""
    following = noun.doc[noun.i + 1 : noun.i + 2]
    # Such a phrase is often hung on the verb, wherever it belongs.
    astray = [word for word in following if word.dep_ == "prep" and word.lower_ in _BESIDE]
    for child in (*noun.children, *(word for word in astray if word.head != noun)):
        if child.dep_ == "poss":
            yield child
        elif child.dep_ == "compound" and noun.pos_ == "NOUN":
            if child.pos_ == "PROPN" or _kind(child) in _PLACES:
                yield child
        elif child.dep_ == "prep":
            of_person = child.lower_ == "of" and _kind(noun) == "person"
            if of_person or (child.lower_ in _BESIDE and is_bodily(noun.lemma_.casefold())):
                yield from (word for word in child.children if word.dep_ == "pobj")

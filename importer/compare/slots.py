"""One event or state, told with two days, numbers, makers or places.

Only what a thing has but one of can clash so: the day it was founded, who wrote it, where it lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.dates import are_days_apart, dates_of, life_dates
from importer.compare.lexicon import comparing
from importer.compare.meaning import kind_of
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading, is_content
from importer.compare.similarity import alike, best, covered, is_one_word, is_same
from importer.compare.subjects import heads_alike, same_subject
from importer.model import ContradictionType, Span

_YEAR = re.compile(r"(?:1[0-9]|20)\d\d\Z")
_WORKS = frozenset({"film", "book", "album", "song", "game", "series"})
SURE_OF_DAY = 0.85
SURE_OF_COUNT = 0.78
SURE_OF_MAKER = 0.75
SAME_WORD = 0.8
SAME_COUNTED = 0.9
"""How well what is counted must be met: by its own word, or one of its meaning."""
SAME_MATTER = 0.6
"""How much of two clauses, the figures aside, must be shared for the figures to be of one thing."""


def find_day(a: Reading, b: Reading) -> Found | None:
    """Return two days given for what happens but once."""
    for one, other in _events(a, b):
        for day_a in dates_of(one.verb):
            for day_b in dates_of(other.verb):
                if day_a.excludes(day_b):
                    return _found(
                        ContradictionType.TIME,
                        "two days of one event",
                        SURE_OF_DAY,
                        (one.span, day_a.text),
                        (other.span, day_b.text),
                    )
    return None


def find_year(a: Reading, b: Reading) -> Found | None:
    """Return two years that stand before what one thing is: "a 1930 comedy", "a 1940 comedy"."""
    for one, year_a in _years(a):
        for other, year_b in _years(b):
            if year_a.lower_ == year_b.lower_ or alike(year_a.head, year_b.head) < SAME_WORD:
                continue
            if same_subject(one, other, a, b):
                return _found(
                    ContradictionType.TIME,
                    "two years of one thing",
                    SURE_OF_DAY,
                    (one.span, year_a.text),
                    (other.span, year_b.text),
                )
    return None


def _years(reading: Reading) -> Iterator[tuple[Clause, Token]]:
    for clause in reading.clauses:
        if clause.is_negative or clause.mood or clause.verb.lemma_ != "be":
            continue
        for core in clause.core:
            yield from ((clause, child) for child in core.children if _YEAR.match(child.text))


def find_release(a: Reading, b: Reading) -> Found | None:
    """Return the year of a work and another year in which it came out."""
    return _release(a, b) or _swapped(_release(b, a))


def _release(a: Reading, b: Reading) -> Found | None:
    for one, year in _years(a):
        if kind_of(year.head.lemma_.casefold()) not in _WORKS:
            continue
        for other in b.clauses:
            if other.is_negative or other.mood or not _comes_out(other.verb):
                continue
            told = dates_of(other.verb)
            days = [day for day in told if day.year not in {None, int(year.text)}]
            if days and same_subject(one, other, a, b):
                return _found(
                    ContradictionType.TIME,
                    "two years of one thing",
                    SURE_OF_DAY,
                    (one.span, year.text),
                    (other.span, days[0].text),
                )
    return None


def _comes_out(verb: Token) -> bool:
    particles = [child.lower_ for child in verb.children if child.dep_ == "prt"]
    return "_".join((verb.lemma_, *particles)) in comparing().releases


def find_life(a: Reading, b: Reading) -> Found | None:
    """Return a birth or death in brackets behind a name, and another day told of it."""
    return _life(a, b) or _swapped(_life(b, a))


def _swapped(found: Found | None) -> Found | None:
    return found.swapped() if found else None


def _life(a: Reading, b: Reading) -> Found | None:
    for event, day in life_dates(a.text).items():
        for clause in b.clauses:
            if clause.verb.lemma_ != event or clause.is_negative or clause.mood:
                continue
            if not is_about(clause, a):
                continue
            for other in dates_of(clause.verb):
                if day.excludes(other):
                    start = a.text.index(day.text)
                    return _found(
                        ContradictionType.TIME,
                        "two days of one event",
                        SURE_OF_DAY,
                        (Span(start, start + len(day.text)), day.text),
                        (clause.span, other.text),
                    )
    return None


def is_about(clause: Clause, reading: Reading) -> bool:
    """Say whether a clause's subject is the name that a text begins with."""
    start = re.findall(r"[\w'’-]+", reading.text.partition("(")[0].casefold())
    return any(subject.lower_ in start for subject in clause.subjects)


def find_maker(a: Reading, b: Reading) -> Found | None:
    """Return two who are each named as the one who made a thing."""
    for one, maker_a in _makers(a):
        for other, maker_b in _makers(b):
            if not _is_one_making(one, other) or not _is_same_thing(one, other, a, b):
                continue
            if _makes_too(maker_a, other, b) or _makes_too(maker_b, one, a):
                continue
            return _found(
                ContradictionType.RESPONSIBILITY,
                "two makers of one thing",
                SURE_OF_MAKER,
                (_span(one, maker_a), maker_a.text),
                (_span(other, maker_b), maker_b.text),
            )
    return None


def _is_one_making(one: Token, other: Token) -> bool:
    """Say whether two words tell one way to make a thing: "a novel by", "was written by"."""
    makings = comparing().makings
    x, y = one.lemma_.casefold(), other.lemma_.casefold()
    # Who creates a series and who produces it may be two, near as the words are.
    return is_one_word(one, other) or y in makings.get(x, ()) or x in makings.get(y, ())


def find_count(a: Reading, b: Reading) -> Found | None:
    """Return two exact counts of one thing in two clauses that else say the same."""
    for one in a.clauses:
        for other in b.clauses:
            if one.mood != other.mood or one.is_negative or other.is_negative:
                continue
            if not any(alike(x, y) >= SAME_COUNTED for x in one.core for y in other.core):
                continue
            if are_days_apart(one, other):
                continue
            pair = _counts_apart(one, other)
            same = bool(pair) and same_subject(one, other, a, b)
            if pair and _is_same_matter(one, other, pair, same=same):
                left, right = pair
                return _found(
                    ContradictionType.NUMBER,
                    "two counts of one thing",
                    SURE_OF_COUNT,
                    (one.span, left.text),
                    (other.span, right.text),
                )
    return None


def _events(a: Reading, b: Reading) -> Iterator[tuple[Clause, Clause]]:
    """Yield the clauses that tell of one subject what befalls a thing but once."""
    for one in a.clauses:
        for other in b.clauses:
            if one.is_negative or other.is_negative or one.mood or other.mood:
                continue
            once = alike(one.verb, other.verb) >= SAME_WORD and _happens_once(one.verb, other.verb)
            if (once or _are_one_debut(one, other)) and same_subject(one, other, a, b):
                yield one, other


def _are_one_debut(one: Clause, other: Clause) -> bool:
    """Say whether both make a debut, and of one sort: a stage debut is not one in film."""
    sorts = [
        {each.lower_ for each in core.children if each.dep_ in {"amod", "compound", "nmod"}}
        for clause in (one, other)
        for core in clause.core
        if core.lemma_.casefold() in comparing().debuts and core.dep_ == "dobj"
    ]
    return len(sorts) == 2 and sorts[0] == sorts[1]  # noqa: PLR2004 - one of each text


def _happens_once(one: Token, other: Token) -> bool:
    """Say whether verbs tell what befalls but once: their subjects, or what both do it to."""
    if not {one.lemma_.casefold(), other.lemma_.casefold()} <= comparing().once:
        return False
    done = [[child for child in verb.children if child.dep_ == "dobj"] for verb in (one, other)]
    if any(done):
        # Who acts may act again, on something else.
        return any(heads_alike(x, y) for x in done[0] for y in done[1])
    return True


def _makers(reading: Reading) -> Iterator[tuple[Token, Token]]:
    """Yield what was made, or the making of it, and the name behind "by"."""
    for token in reading.doc:
        if token.lower_ != "by" or token.dep_ not in {"agent", "prep"}:
            continue
        made = token.head
        if made.lemma_.casefold() not in comparing().authors:
            continue
        for child in token.children:
            named = [child, *(each for each in child.children if each.dep_ == "appos")]
            if child.dep_ == "pobj":
                # "By the writer Ana Kovel".
                yield from ((made, name) for name in named if name.pos_ == "PROPN")


def _is_same_thing(one: Token, other: Token, a: Reading, b: Reading) -> bool:
    clause_a, clause_b = _clause_at(one, a), _clause_at(other, b)
    if clause_a is None or clause_b is None:
        return False
    return same_subject(clause_a, clause_b, a, b)


def _clause_at(word: Token, reading: Reading) -> Clause | None:
    """Return the clause of a word; of "a song recorded by", the one that says what the song is."""
    current = word
    while True:
        for clause in reading.clauses:
            if (current == clause.verb or current in clause.core) and _is_full(clause):
                return clause
        if current.head == current:
            return None
        current = current.head


def _is_full(clause: Clause) -> bool:
    """Say whether a clause has a subject of its own, not the noun that it describes."""
    return bool(clause.subjects) and clause.verb.dep_ not in {"acl", "relcl"}


def _makes_too(maker: Token, made: Token, reading: Reading) -> bool:
    """Say whether a text may name somebody as a maker too: not as who does something else."""
    others = [word for word in reading.doc if best(maker, [word])[0] >= SAME_WORD]
    return any(_deed_of(word) in {made, None} or made.pos_ != "VERB" for word in others)


def _deed_of(word: Token) -> Token | None:
    """Return the verb that a word is said to do, or to have done to it."""
    for above in word.ancestors:
        if above.pos_ == "VERB":
            return above
        if above.dep_ == "agent":
            return above.head
    return None


def _counts_apart(one: Clause, other: Clause) -> tuple[Token, Token] | None:
    for left in _counts(one):
        for right in _counts(other):
            if _is_ordinal(left) != _is_ordinal(right):
                continue
            if _are_alike(left.head, right.head) and not _same_number(left, right):
                return left, right
    return None


def _are_alike(left: Token, right: Token) -> bool:
    """Say whether the same is counted: a word that goes with the same others is not enough."""
    return is_same(left, right) and alike(left, right) >= SAME_COUNTED


def _same_number(left: Token, right: Token) -> bool:
    """Say whether two numbers are one, or one stands beside the other: "the second and third"."""
    joined = [(left, each) for each in right.conjuncts] + [(each, right) for each in left.conjuncts]
    return _is_one_number(left, right) or any(_is_one_number(x, y) for x, y in joined)


def _is_one_number(left: Token, right: Token) -> bool:
    if _figure(left) == _figure(right):
        return True
    return len(_figure(left)) == len(_figure(right)) == 1 and bool(alike(left, right))


def _figure(number: Token) -> tuple[str, ...]:
    """Return the words of a figure: "40 million"."""
    parts = [child for child in number.children if child.like_num and child.i < number.i]
    return tuple(word.lower_ for word in (*parts, number))


def _counts(clause: Clause) -> list[Token]:
    """Return the plain numbers that count a noun of the clause, not those with a bound."""
    return [
        word
        for word in (child for token in clause.words for child in token.children)
        if (word.dep_ == "nummod" or _is_ordinal(word))
        and word.head.pos_ == "NOUN"
        and not _is_bounded(word)
        and not (_YEAR.match(word.text) and word.head.tag_ == "NN")
    ]


def _is_ordinal(word: Token) -> bool:
    return word.dep_ == "amod" and word.ent_type_ == "ORDINAL"


def _is_bounded(number: Token) -> bool:
    """Say whether words before a number leave it open: "at least", "about"."""
    return any(child.dep_ in {"advmod", "quantmod"} for child in number.children) or not re.match(
        r"[\w,.]+\Z", number.text
    )


def _is_same_matter(one: Clause, other: Clause, pair: tuple[Token, Token], *, same: bool) -> bool:
    """Say whether two clauses share enough but for their figures, and for a subject that is one."""
    rest_a, rest_b = (_matter(clause, pair, same=same) for clause in (one, other))
    short, long = sorted((rest_a, rest_b), key=len)
    named = any(is_content(word) for word in short)
    return named and (same or len(short) > 1) and covered(short, long) >= SAME_MATTER


def _matter(clause: Clause, pair: tuple[Token, Token], *, same: bool) -> list[Token]:
    left_out = {token.i for subject in clause.subjects for token in subject.subtree if same}
    figures = {token.i for number in pair for token in number.subtree if token.doc is number.doc}
    return [
        word
        for word in clause.words
        if word.i not in left_out
        and not any(word.doc is number.doc and word.i in figures for number in pair)
    ]


def _span(made: Token, maker: Token) -> Span:
    first, last = sorted((made, maker), key=lambda token: token.i)
    return Span(first.idx, last.idx + len(last))


def _found(
    kind: ContradictionType,
    rule: str,
    sure: float,
    one: tuple[Span, str],
    other: tuple[Span, str],
) -> Found:
    return Found(kind, rule, sure, one[0], other[0], one[1], other[1])

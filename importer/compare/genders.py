"""One is told to be a woman, and a man: by what the texts call them, or by "she" and "he"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.meaning import kind_of
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.subjects import heads_alike, told_before
from importer.model import ContradictionType, Span

SURE = 0.72
FEMALE, MALE = "female", "male"
_PRONOUNS = {
    **dict.fromkeys(("she", "her", "hers", "herself"), FEMALE),
    **dict.fromkeys(("he", "him", "his", "himself"), MALE),
}


def find_gender(a: Reading, b: Reading) -> Found | None:
    """Return what one text calls a woman and the other a man."""
    return _against(a, b) or ((found := _against(b, a)) and found.swapped())


def _against(calling: Reading, other: Reading) -> Found | None:
    for clause, word, gender in _called(calling):
        if _genders_of_pronouns(calling) - {gender}:
            continue
        for subject in (each for each in clause.subjects if each.pos_ == "PROPN"):
            against = _gender_in(subject, other)
            if against is None or against[0] == gender:
                continue
            told = against[1]
            return Found(
                ContradictionType.ANTONYM,
                "a woman and a man",
                SURE,
                clause.span,
                Span(told.idx, told.idx + len(told)),
                word.text,
                told.text,
            )
    return None


def _called(reading: Reading) -> Iterator[tuple[Clause, Token, str]]:
    """Yield the clauses that say of their subject that it is a woman, or a man."""
    for clause in reading.clauses:
        if clause.verb.lemma_ != "be" or clause.is_negative or clause.mood:
            continue
        for core in clause.core:
            gender = _gender_of(core)
            if gender and core.dep_ in {"attr", "conj"}:
                yield clause, core, gender


def _gender_of(noun: Token) -> str | None:
    lemma = noun.lemma_.casefold()
    if noun.pos_ != "NOUN":
        return None
    described = [child.lower_ for child in noun.children if child.dep_ == "amod"]
    if _is_person(noun) and {FEMALE, MALE} & set(described):
        return FEMALE if FEMALE in described else MALE
    if lemma in comparing().female:
        return FEMALE
    return MALE if lemma in comparing().male else None


def _is_person(noun: Token) -> bool:
    return kind_of(noun.lemma_.casefold()) == "person"


def _gender_in(person: Token, reading: Reading) -> tuple[str, Token] | None:
    """Return the gender that a text gives to somebody, with the word that tells it."""
    for clause, word, gender in _called(reading):
        if any(heads_alike(person, subject) for subject in clause.subjects):
            return gender, word
    told = [word for word in reading.doc if word.lower_ in _PRONOUNS]
    if not told or not _begins_with(told[0]):
        return None
    if not any(heads_alike(person, name) for name in told_before(told[0], reading)):
        return None
    return _PRONOUNS[told[0].lower_], told[0]


def _begins_with(pronoun: Token) -> bool:
    """Say whether a sentence begins with a pronoun: further on, it may be somebody else's."""
    return pronoun.i == pronoun.sent.start


def _genders_of_pronouns(reading: Reading) -> set[str]:
    return {_PRONOUNS[word.lower_] for word in reading.doc if word.lower_ in _PRONOUNS}

"""Days as far as a text tells them: a year, a month of it, a day of that."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from importer.compare.lexicon import comparing
from importer.compare.reading import Clause, Reading
from importer.compare.remembering import once_a_word

_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
_DECADE = re.compile(
    r"\b(?:(?:1[0-9]|20)?(?P<digit>[0-9])0['’]?s|"
    r"(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b"
)
_CENTURY = re.compile(r"\b(1[1-9]th|20th|21st|[a-z]+(?:-first)?)[ -]century\b(?! b)")
_DAY = re.compile(r"\b([0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*:)")


_LIFE = re.compile(
    r"^.{1,120}?\((?:[^()]*?;\s*)?(?:born\s+(?:[^\d()]*?[;,]\s*)?)?"
    r"(?P<born>(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:\d{1,2},\s*)?\d{4})"
    r"(?:\s*(?:–|—|−|--|-)\s*(?P<died>(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:\d{1,2},\s*)?\d{4}))?\s*\)",
    re.DOTALL,
)


_YEARS = re.compile(
    r"^(?:[^\W\d_][\w'’.-]*\s+){1,6}\((?P<born>1[0-9]{3}|20[0-9]{2})\s*(?:–|—|−|--|-)\s*"
    r"(?P<died>1[0-9]{3}|20[0-9]{2})\)\s+was\b"
)
"""A life by its years alone: right behind the name, since an office has its years too."""


@dataclass(frozen=True, slots=True)
class PartDate:
    """What a text tells of a day; None for what it leaves out."""

    year: int | None
    month: int | None
    day: int | None
    text: str
    decade: int | None = None
    """Of a text that tells no more, such as "the forties": 4, of whatever century."""
    century: int | None = None
    """Of a text that tells no more, such as "the 18th century": 18."""

    def excludes(self, other: PartDate) -> bool:
        """Say whether a part that both tell differs.

        >>> may = PartDate(None, 5, None, "May")
        >>> may.excludes(PartDate(2012, 5, 14, "14 May 2012"))
        False
        >>> may.excludes(PartDate(2012, 6, None, "June 2012"))
        True
        """
        if self.century is not None or other.century is not None:
            hundreds = self._hundreds, other._hundreds
            return None not in hundreds and hundreds[0] != hundreds[1]
        if self.decade is not None or other.decade is not None:
            one, two = self._tens, other._tens
            return one is not None and two is not None and one != two
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return any(x is not None and y is not None and x != y for x, y in pairs)

    @property
    def _hundreds(self) -> int | None:
        if self.century is not None or self.year is None:
            return self.century
        return (self.year - 1) // 100 + 1

    @property
    def _tens(self) -> int | None:
        """Return the decade of the century."""
        if self.decade is not None:
            return self.decade
        return None if self.year is None else self.year // 10 % 10


@once_a_word
def dates_of(verb: Token) -> list[PartDate]:
    """Return the days that hang on a verb by "on", "in" or nothing at all."""
    dates = _dates_behind(verb, verb.doc, frozenset({"on", "in"}))
    return dates or _sole_date(verb, verb.doc) or _own_date(verb, verb.doc)


def dates_behind(verb: Token, reading: Reading, links: frozenset[str]) -> list[PartDate]:
    """Return the days that hang on a verb by some prepositions or nothing at all."""
    return _dates_behind(verb, reading.doc, links)


def _dates_behind(verb: Token, doc: Doc, links: frozenset[str]) -> list[PartDate]:
    found = []
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in links:
            found += [word for word in child.children if word.dep_ == "pobj"]
        elif child.dep_ == "npadvmod":
            found.append(child)
    return [each for word in found if (each := _part_date(word, doc))]


def are_days_apart(one: Clause, other: Clause) -> bool:
    """Say whether two clauses name days that exclude each other: two events, two states."""
    days_a, days_b = dates_of(one.verb), dates_of(other.verb)
    return any(x.excludes(y) for x in days_a for y in days_b)


def _own_date(verb: Token, doc: Doc) -> list[PartDate]:
    """Return the day among a verb's own words, where it is the only one: none of a clause in it."""
    inside = [
        ent
        for ent in doc.ents
        if ent.label_ == "DATE" and ent.start > verb.i and _verb_above(ent.root) == verb
    ]
    date = read_date(inside[0].text) if len(inside) == 1 else None
    return [date] if date else []


def _verb_above(word: Token) -> Token | None:
    return next((each for each in word.ancestors if each.pos_ in {"VERB", "AUX"}), None)


def _sole_date(verb: Token, doc: Doc) -> list[PartDate]:
    """Return the day that stands anywhere in a clause, where it is the only one."""
    first, last = verb.left_edge.i, verb.right_edge.i
    named = [ent for ent in doc.ents if ent.label_ == "DATE"]
    inside = [ent for ent in named if first <= ent.start <= last]
    verbs = [token for token in verb.subtree if token.pos_ == "VERB"]
    if len(inside) != 1 or len(verbs) > 1:
        return []
    date = read_date(inside[0].text)
    return [date] if date else []


def life_dates(text: str) -> dict[str, PartDate]:
    """Return birth and death as they stand in brackets behind a name.

    >>> sorted(life_dates("Ana Kovel (born 3 May 1970) is a poet."))
    ['bear']
    >>> sorted(life_dates("Ana Kovel (3 May 1910 – 2 June 1990) was a poet."))
    ['bear', 'die']
    """
    match = _LIFE.search(text) or _YEARS.search(text)
    if match is None:
        return {}
    born, died = read_date(match["born"]), read_date(match["died"] or "")
    found = {"bear": born, "die": died}
    if died is None and "born" not in match.group():
        return {}
    return {event: day for event, day in found.items() if day}


def _century(word: str) -> int | None:
    """Return the number of a century: of "18th" and "eighteenth" 18."""
    if word[:-2].isdecimal():
        return int(word[:-2])
    return comparing().centuries.get(word)


def _part_date(word: Token, doc: Doc) -> PartDate | None:
    """Read the day in the words that hang on one, a few words wide."""
    if _YEAR.fullmatch(word.text) and word.head.lower_ == "in":
        # Not every year is seen as a date by the parser.
        return read_date(word.text)
    tokens = [token for token in word.subtree if abs(token.i - word.i) <= 4]  # noqa: PLR2004 - a few words
    if not any(token.ent_type_ == "DATE" or _DECADE.fullmatch(token.lower_) for token in tokens):
        return None
    first, last = tokens[0], tokens[-1]
    text = doc.text[first.idx : last.idx + len(last)]
    return read_date(text)


def read_date(text: str) -> PartDate | None:
    """Read a year, a month and a day of the month out of a few words.

    >>> read_date("14 May 2012")
    PartDate(year=2012, month=5, day=14, text='14 May 2012', decade=None, century=None)
    >>> read_date("the spring")
    """
    months = comparing().months
    century = _CENTURY.search(text.casefold())
    if century:
        number = _century(century[1])
        return PartDate(None, None, None, text.strip(), century=number) if number else None
    tens = _DECADE.search(text.casefold())
    if tens:
        digit = int(tens["digit"]) if tens["digit"] else comparing().decades[tens["name"]]
        return PartDate(None, None, None, text.strip(), digit)
    month = next(
        (months[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in months), None
    )
    year = _YEAR.search(text)
    rest = _YEAR.sub(" ", text)
    day = _DAY.search(rest) if month else None
    if month is None and year is None:
        return None
    return PartDate(
        int(year[1]) if year else None, month, int(day[1]) if day else None, text.strip()
    )

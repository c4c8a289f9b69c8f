"""Stretches of capitalised words that may be the name of a person, with the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from importer.gazetteer.lookup import open_gazetteer
from importer.model import Span
from importer.resolve.offices import LOCAL_OFFICES
from importer.resolve.party_lexicon import NameKind, fold, party_lexicon
from importer.resolve.speaker_lexicon import role_kind, role_noun, speaker_lexicon
from importer.segment.document import Paragraph

_CAPITALISED = re.compile(
    r"(?<![\w’'-])(?:(?:al|el|an|as|ash|ad|ar|at|az|ul|ud|ed|es|l)[-‑’'])?"
    r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[-‑’'ʼ‘`][^\W\d_]+)*"
)
"""A capitalised word, with the article that Arabic names carry in front."""
_OFFICE_REACH = 10
_OF = frozenset({"of", "for", "at", "in"})
_INSIDE_OFFICES = frozenset({"of", "for", "at", "in", "and", "the"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
_NICKNAME = re.compile(r"[^\W\d_]\w*(?: [^\W\d_]\w*)?[\"”] [A-Z]")
_IN_NICKNAME = re.compile(r"([^\W\d_]+) [\"“][^\W\d_]\w*(?: [^\W\d_]\w*)?\Z")
_NICKNAME_REACH = 48
_POSSESSIVE = re.compile(r"[’'ʼ‘`]s?$")
_NOT_NAMES = frozenset({"GPE", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "MONEY", "NORP"})


@dataclass(frozen=True, slots=True)
class NameRun:
    """Capitalised words in a row: `titles` in front, then the words of the name."""

    paragraph: int
    whole: Span
    """Titles and name."""
    name: Span
    text: str
    words: tuple[str, ...]
    """Folded: lower case, no accents, no hyphens."""
    titles: tuple[str, ...]
    possessive: bool
    tagged_person: bool
    tagged_other: bool
    after_the: bool

    @property
    def looks_like_body(self) -> bool:
        """Say whether the words are those of an institution, a side or a place."""
        if self.titles and len(self.words) > 1:
            return False
        return self.after_the or is_body_name(self.text) or is_place_name(self.text)


@lru_cache(maxsize=2048)
def is_body_name(text: str) -> bool:
    """Say whether a capitalised name is that of an institution or a side of the conflict."""
    if any(word in speaker_lexicon().body_words for word in name_words(text)):
        return True
    if any(char.isdigit() for char in text) and any(char.isupper() for char in text):
        return True
    letters = text.replace(" ", "")
    if len(letters) > 1 and letters.isupper():
        return True
    covered = [m for m in party_lexicon().find(text) if m.kind is not NameKind.DEMONYM]
    return any(match.end - match.start >= len(text) * 0.6 for match in covered)


def is_place_name(text: str) -> bool:
    """Say whether a capitalised name holds a word for a place or an occasion: "Lake Kivu"."""
    return any(word in speaker_lexicon().geography for word in name_words(text))


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Split a name into folded words, hyphens and the Arabic article aside."""
    words = re.split(r"[\s\-‑.,]+", fold(re.sub(r"[’'ʼ‘`“”\"]", "", name)))
    kept = tuple(word for word in words if word and word not in ("al", "el"))
    return kept or tuple(word for word in words if word)


def name_runs(paragraph: Paragraph) -> Iterator[NameRun]:
    """Yield the runs of a paragraph, in the order of the text."""
    text = paragraph.text
    tokens = {token.idx: token for token in paragraph.doc}
    words: list[re.Match[str]] = []
    for match in _CAPITALISED.finditer(text):
        if words and not _joins(text, words[-1], match):
            yield from _run(paragraph, tokens, words)
            words = []
        words.append(match)
    yield from _run(paragraph, tokens, words)


def _joins(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Say whether two capitalised words stand in one name: "Vivian van de Perre", "Lt. Oyo"."""
    if _POSSESSIVE.search(left.group()):
        return False
    gap = text[left.end() : right.start()]
    if (
        gap in (" ", "\xa0")
        or _opens_nickname(text, gap, left, right)
        or _closes_nickname(text, gap, left)
    ):
        return True
    if gap == ". ":
        return len(left.group()) == 1 or left.group().lower() in speaker_lexicon().titles
    between = gap.split()
    spaced = bool(between) and gap[0] == gap[-1] == " "
    return spaced and speaker_lexicon().particles.issuperset(between)


def _opens_nickname(text: str, gap: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Say whether what is between marks stands in a name: Jimmy “Barbecue” Cherizier."""
    named = gap in (' "', " “") and _NICKNAME.match(text, right.start()) is not None
    return named and not _ends_body(left.group())


def _closes_nickname(text: str, gap: str, left: re.Match[str]) -> bool:
    if gap not in ('" ', "” "):
        return False
    opened = _IN_NICKNAME.search(text, max(0, left.start() - _NICKNAME_REACH), left.end())
    return opened is not None and not _ends_body(opened[1])


def _ends_body(word: str) -> bool:
    """Say whether the name of a body, and not of a person, goes on: Command “North”."""
    lexicon = speaker_lexicon()
    return fold(word) in lexicon.body_nouns | lexicon.body_words | lexicon.office_words


def _run(
    paragraph: Paragraph, tokens: dict[int, Token], words: list[re.Match[str]]
) -> Iterator[NameRun]:
    if words and _is_sentence_word(tokens.get(words[0].start()), words[0]):
        words = words[1:]
    if not words:
        return
    words = words[_office_words_in(tokens, words) :]
    cut = _titles_in(words)
    name = words[cut:]
    start, end = name[0].start(), name[-1].end()
    text = _POSSESSIVE.sub("", paragraph.text[start:end])
    if cut == 0 and len(name) == 1 and _tells_of_side(text):
        return
    if cut == 0 and len(name) == 1 and "-in-" in text and role_kind(text) is not None:
        return  # "Commander-in-Chief" behind a name
    possessive = len(text) < end - start
    end = start + len(text)
    if not text:
        return
    found = (tokens.get(word.start()) for word in name)
    labels = {token.ent_type_ for token in found if token is not None and token.ent_type_}
    yield NameRun(
        paragraph=paragraph.index,
        whole=Span(paragraph.start + words[0].start(), paragraph.start + end),
        name=Span(paragraph.start + start, paragraph.start + end),
        text=text,
        words=name_words(text),
        titles=tuple(word.group() for word in words[:cut]),
        possessive=possessive,
        tagged_person="PERSON" in labels,
        tagged_other=bool(labels & _NOT_NAMES) and "PERSON" not in labels,
        after_the=not cut and _stands_after_the(paragraph.text, words[0].start()),
    )


def _tells_of_side(word: str) -> bool:
    """Recognise "Hamas-run" and "Iran-backed", which name nobody."""
    suffix = re.split(r"[-‑]", word)[-1]
    return suffix != word and any(
        suffix in each for each in party_lexicon().words["hyphen"].values()
    )


def _office_words_in(tokens: dict[int, Token], words: list[re.Match[str]]) -> int:
    """Count the words in front that end an office, as in "head of the Sumy Council Oleh Bondar".

    The name is what follows the last word for a body, the name of a side, or a place.
    """
    office = _office_around(tokens.get(words[0].start()))
    if office is None:
        return 0
    lexicon = speaker_lexicon()
    ends = lexicon.body_nouns | lexicon.body_words | lexicon.geography | lexicon.office_words
    for count in range(len(words) - 2, 0, -1):
        if fold(words[count - 1].group()) in ends or _is_acronym(words[count - 1].group()):
            return count
    if len(words) > 1 and words[-2].group().lower() in lexicon.office_words:
        return len(words) - 1
    return _named_in_front(tokens, words, local=office in LOCAL_OFFICES)


def _office_around(token: Token | None) -> str | None:
    """Return the word for a role that leads up to the token with "of" or "for" behind it."""
    position = token.i - 1 if token is not None else -1
    behind = ""
    for _ in range(_OFFICE_REACH):
        if token is None or position < 0:
            return None
        word = token.doc[position]
        if behind in _OF and role_kind(word.text) is not None:
            return role_noun(word.text)
        if word.lower_ not in _INSIDE_OFFICES and word.pos_ not in _NOMINAL:
            return None
        behind = word.lower_
        position -= 1
    return None


def _named_in_front(tokens: dict[int, Token], words: list[re.Match[str]], *, local: bool) -> int:
    """Count the words in front that name a side or a place: "mayor of Sumy Artem Bondar"."""
    start = words[0].start()
    text = words[0].string[start : words[-1].end()]
    sides = {match.end for match in party_lexicon().find(text) if match.start == 0}
    for count in range(len(words) - 2, 0, -1):
        end = words[count - 1].end() - start
        if end in sides or (local and _is_known_place(text[:end])):
            return count
        before, behind = (tokens.get(words[each].start()) for each in (count - 1, count))
        if before is None or behind is None:
            return 0
        if before.ent_type_ in _PLACES and behind.ent_type_ == "PERSON":
            return count
    return 0


def _is_known_place(name: str) -> bool:
    return any(match.is_direct for match in open_gazetteer().lookup(name))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _titles_in(words: list[re.Match[str]]) -> int:
    """Count the words in front that are titles, ranks or roles, or lead up to one."""
    titles, given_names = speaker_lexicon().titles, speaker_lexicon().given_names
    for position in range(len(words) - 2, -1, -1):
        word = words[position].group().lower()
        if (
            word in titles
            or role_kind(word) in ("official", "neutral")
            or (
                # "Nurse Aisha Bakari", where a name in full is left; not "Doctors Without Borders".
                position + 2 < len(words)
                and role_kind(word) == "civil"
                and role_noun(word) == word
                and not is_body_name(" ".join(each.group() for each in words[position + 1 :]))
            )
        ):
            one_word_left = position == 0 and position + 2 == len(words)
            return 0 if one_word_left and word in given_names else position + 1
    return 0


def _is_sentence_word(token: Token | None, word: re.Match[str]) -> bool:
    """Say whether the word is capitalised only because a sentence begins with it."""
    if token is None or token.pos_ == "PROPN" or "-" in word.group():
        return False
    if not (token.i == 0 or token.is_sent_start or token.nbor(-1).is_quote):
        return False
    if token.ent_type_ in ("PERSON", "ORG", "NORP") and token.pos_ != "DET":
        return False
    if fold(word.group()) in speaker_lexicon().body_words:
        return False  # "Doctors Without Borders"
    return token.is_stop or not token.is_oov


def _stands_after_the(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].lower() in ("the ", "\nthe")

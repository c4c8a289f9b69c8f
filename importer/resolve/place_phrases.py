"""Recognise words that stand for a place: "the city", "that area", "there", "here"."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from importer.resolve.place_mentions import Mention
from importer.segment.document import Document, Paragraph

SETTLEMENT_NOUNS = frozenset({"city", "town", "village", "settlement", "hamlet"})
_EXISTENTIAL_VERBS = frozenset({"be", "remain", "exist", "seem", "appear", "come", "have"})
_BEFORE_ADVERB = frozenset({"from", "up", "out", "over", "down", "in", "near", "around", "right"})
_PHRASE_REACH = 4
_BREAKS = frozenset({",", "(", ")", "“", "”", '"'})
_MODIFIERS = frozenset({"ADJ", "VERB", "ADV", "PUNCT", "NOUN"})


@cache
def anaphora_lexicon() -> dict[str, Any]:
    """Return the tables of place_anaphora.toml."""
    return tomllib.loads((files("importer") / "data" / "place_anaphora.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that stand for a place, before it is known which."""

    paragraph: Paragraph
    first: int
    last: int
    noun: str | None
    """`city`, `area`, …; None for "there" and "here"."""
    order: int = 0
    """1 for "the first city", -1 for "the latter town", 0 for the usual case."""
    silent: bool = False
    """True for "the town hospital": it keeps the town in mind, and is no mention of it."""

    @property
    def start(self) -> int:
        """Return the offset of the words in the article."""
        return self.paragraph.start + self.paragraph.doc[self.first].idx

    @property
    def end(self) -> int:
        """Return the offset behind the words in the article."""
        token = self.paragraph.doc[self.last - 1]
        return self.paragraph.start + token.idx + len(token)


def find_anaphors(document: Document, literal: Sequence[Mention]) -> Iterator[Anaphor]:
    """Yield the words that stand for places, outside the names themselves, in the text's order."""
    lexicon = anaphora_lexicon()
    words = frozenset(lexicon["adverbs"]["words"]) | frozenset(lexicon["nouns"])
    for paragraph in document.body:
        names = {
            position
            for mention in literal
            if mention.paragraph is paragraph
            for position in range(mention.first, mention.last)
        }
        ids = {paragraph.doc.vocab.strings[word] for word in words}
        for position, lower in enumerate(paragraph.doc.to_array("LOWER").tolist()):
            if lower not in ids:
                continue
            token = paragraph.doc[position]
            found = _adverb(paragraph, token) or _noun_phrase(paragraph, token, names)
            if found:
                yield found


def _adverb(paragraph: Paragraph, token: Token) -> Anaphor | None:
    """Recognise "there" and "here" of place, never the "there" of "there is"."""
    lexicon = anaphora_lexicon()["adverbs"]
    if token.lower_ not in lexicon["words"]:
        return None
    doc = paragraph.doc
    window = doc[max(token.i - 2, 0) : token.i + 3].text.casefold()
    if any(idiom in window for idiom in lexicon["idioms"]):
        return None
    if token.lower_ == "there" and _is_existential(token):
        return None
    return Anaphor(paragraph, token.i, token.i + 1, None)


def _is_existential(token: Token) -> bool:
    if token.i == 0 or token.is_sent_start:
        return _is_followed_by_being(token)
    before = token.nbor(-1)
    if before.lower_ in _BEFORE_ADVERB:
        return False
    if before.pos_ in {"NOUN", "PROPN"}:
        # "in the city there are", but "the schools there are": the parser takes both for the first.
        fronted = before.dep_ == "pobj" and before.head.head.pos_ in {"VERB", "AUX"}
        dated = before.ent_type_ in {"DATE", "TIME"}
        return (fronted or dated) and _is_followed_by_being(token)
    if token.tag_ == "EX" or token.dep_ == "expl":
        return True
    return before.pos_ in {"PUNCT", "SCONJ"} and _is_followed_by_being(token)


def _is_followed_by_being(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 4]
    return any(word.lemma_ in _EXISTENTIAL_VERBS for word in following)


def _noun_phrase(paragraph: Paragraph, token: Token, names: set[int]) -> Anaphor | None:
    """Recognise "the city", "that whole area", "our village", but not "the city of A"."""
    lexicon, doc = anaphora_lexicon(), paragraph.doc
    noun = token.lower_
    if noun not in lexicon["nouns"] or token.i in names or token.i == 0:
        return None
    if _belongs_to_a_name(token, names) or _is_restricted(token):
        return None
    first = _start_of_phrase(token)
    if _is_apposed(token, first, names):
        return None
    determiner = doc[first].lower_
    own = determiner in lexicon["determiners"]["own"] and noun in SETTLEMENT_NOUNS
    if determiner not in lexicon["determiners"]["words"] and not own:
        return None
    modifiers = {inner.lower_ for inner in doc[first + 1 : token.i]}
    if modifiers & set(lexicon["modifiers"]["other"]):
        return None
    order = 1 if modifiers & set(lexicon["modifiers"]["first"]) else 0
    order = -1 if modifiers & set(lexicon["modifiers"]["last"]) else order
    return Anaphor(paragraph, first, token.i + 1, noun, order, _is_compound(token))


def _is_apposed(token: Token, first: int, names: set[int]) -> bool:
    """Say whether the phrase only tells what the place before it is: "A, the state capital,"."""
    doc, following = token.doc, token.i + 1
    behind_name = first > 1 and doc[first - 1].text == "," and first - 2 in names
    return behind_name and (following >= len(doc) or doc[following].text in {",", ".", ";", ")"})


def _start_of_phrase(token: Token) -> int:
    """Return where the determiner of the noun should stand: before its modifiers."""
    first = token.i - 1
    while first > 0 and token.i - first <= _PHRASE_REACH:
        word = token.doc[first]
        if word.pos_ not in _MODIFIERS or word.lower_ in _BREAKS:
            break
        first -= 1
    return first


def _belongs_to_a_name(token: Token, names: set[int]) -> bool:
    """Say whether the noun introduces or ends a name: "the city of A", "the River B"."""
    doc, following = token.doc, token.i + 1
    if following >= len(doc):
        return False
    if doc[following].lower_ == "of" and following + 1 < len(doc):
        return doc[following + 1].pos_ == "PROPN" or bool(names & {following + 1, following + 2})
    return following in names


def _is_restricted(token: Token) -> bool:
    """Say whether what follows tells which place is meant ("the area around B", no time)."""
    behind = token.doc[token.i + 1 : token.i + 3]
    words: list[str] = anaphora_lexicon()["restricting"]["words"]
    if not len(behind) or behind[0].lower_ not in words:
        return False
    return not any(word.like_num or word.ent_type_ in {"DATE", "TIME"} for word in behind)


def _is_compound(token: Token) -> bool:
    """Say whether the noun is part of a longer one: "the city council", "the town hospital"."""
    following = token.i + 1
    if following >= len(token.doc):
        return False
    after, lexicon = token.doc[following], anaphora_lexicon()["compound"]
    if after.lower_ in lexicon["kept"]:
        return False
    if after.lower_ in lexicon["heads"] and token.dep_ in {"compound", "nmod", "amod"}:
        return True
    return token.dep_ == "compound" and token.head.i == following and after.pos_ == "NOUN"

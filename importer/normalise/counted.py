"""What a numeral counts: the noun behind it, found in the parse."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from importer.normalise.lexicon import noun_classes

_NOUNS = {"NOUN", "PROPN"}
_INSIDE = {"ADJ", "NOUN", "PROPN", "NUM"}
_PARTITIVE = re.compile(r"(?:of|from\s+among|out\s+of)\Z", re.IGNORECASE)
_POINTING = {"them", "these", "those", "whom", "which", "us", "you"}
_REACH = 7


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase that a numeral counts."""

    head: Token
    words: str
    end: int
    """Offset in the paragraph where the counted phrase ends."""
    partitive: bool = False
    """True for "nine of our men": a part of a group that is named or pointed to."""


class Tokens:
    """The tokens of a paragraph by their offset."""

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        """Index the tokens of a parsed paragraph; `text` is its text where that is at hand."""
        self.doc = doc
        self.text = doc.text if text is None else text  # spaCy builds it anew at each call

    @cached_property
    def _starts(self) -> list[int]:
        """Where tokens begin: made when first asked for, as most paragraphs never are."""
        starts: list[int] = self.doc.to_array("IDX").tolist()
        return starts

    @cached_property
    def _at(self) -> dict[int, int]:
        return {start: position for position, start in enumerate(self._starts)}

    def starting_at(self, offset: int) -> Token | None:
        """Return the first token that begins at or behind the offset, white space left out."""
        text = self.text
        while offset < len(text) and offset not in self._at:
            offset += 1
        while offset in self._at and self.doc[self._at[offset]].is_space:
            following = self._at[offset] + 1
            if following >= len(self.doc):
                return None
            offset = self.doc[following].idx
        return self.doc[self._at[offset]] if offset in self._at else None

    def ending_at(self, offset: int) -> Token | None:
        """Return the last token that ends at or before the offset, white space left out."""
        position = bisect_left(self._starts, offset) - 1
        while position >= 0 and self.doc[position].is_space:
            position -= 1
        return self.doc[position] if position >= 0 else None


def _after(token: Token) -> Token | None:
    following = token.i + 1
    while following < len(token.doc) and token.doc[following].is_space:
        following += 1
    return token.doc[following] if following < len(token.doc) else None


def _is_participle(token: Token) -> bool:
    """Tell "destroyed tanks" and "armoured vehicles" from a verb of the clause."""
    return token.tag_ in {"VBN", "VBG", "VBD"} and token.dep_ in {"amod", "compound", "nmod"}


def _is_model(number: Token) -> bool:
    """Tell the "2" of "four Leopard 2 tanks" from a count of its own."""
    following = _after(number)
    named = number.i > 0 and number.nbor(-1).text[0].isupper()
    return named and following is not None and following.pos_ == "NOUN"


def _is_degree(token: Token) -> bool:
    """Tell the "heavily" of "two heavily armed men" from an adverb of the clause."""
    following = _after(token)
    modifies = token.tag_ == "RB" and token.dep_ == "advmod" and token.head.i > token.i
    return (
        modifies
        and following is not None
        and (following.pos_ == "ADJ" or _is_participle(following))
    )


def noun_run(first: Token | None) -> list[Token]:
    """Return the adjectives and nouns from a token on, up to and with the last noun."""
    run: list[Token] = []
    last_noun = 0
    token = first
    while token is not None and len(run) < _REACH:
        hyphen = token.text in {"-", "–", "/"} and run and not token.whitespace_
        if not (token.pos_ in _INSIDE or _is_participle(token) or _is_degree(token) or hyphen):
            break
        if token.like_num and run and not _is_model(token):
            break
        if run and _starts_other_phrase(run[-1], token):
            break
        run.append(token)
        if token.pos_ in _NOUNS:
            last_noun = len(run)
        token = _after(token)
    return run[:last_noun]


def _starts_other_phrase(last: Token, token: Token) -> bool:
    """Stop between two noun phrases that touch: "killed 12 people Monday"."""
    if last.pos_ not in _NOUNS:
        return False
    return token.ent_type_ in {"DATE", "TIME"} or (
        token.head.i < last.i and token.i > last.head.i > last.i
    )


def describe(run: list[Token]) -> str:
    """Name the counted things: no demonym, no proper adjective, no word for their state."""
    states = noun_classes().states
    kept = [
        token.lower_
        for token in run[:-1]
        if token.pos_ != "PROPN"
        and not token.text[0].isupper()
        and token.lower_ not in states
        and token.pos_ not in {"NUM", "ADV"}
        and token.text not in {"-", "–", "/"}
    ]
    return " ".join([*kept, run[-1].lower_])


def find_counted(tokens: Tokens, end: int) -> Counted | None:
    """Find what a numeral that ends at the offset counts."""
    token = tokens.starting_at(end)
    if token is not None and token.is_quote:
        token = _after(token)  # 31 “rebels”, “more than 50” soldiers
    if token is None:
        return None
    if _PARTITIVE.match(token.text):
        return _partitive(token)
    if token.lower_ == "more":
        following = _after(token)
        token = following if following is not None and following.pos_ in _INSIDE else token
    if token.lower_ in noun_classes().fallen and not _names_noun(token):
        end = token.idx + len(token) if token.pos_ in {"ADJ", "NOUN"} else end
        return Counted(token, token.lower_, end)
    run = noun_run(token)
    if not run:
        return None
    return Counted(run[-1], describe(run), run[-1].idx + len(run[-1]))


def _names_noun(token: Token) -> bool:
    """Tell the "dead" of "21 dead soldiers" from that of "21 dead"."""
    return len(noun_run(token)) > 1


def _partitive(preposition: Token) -> Counted | None:
    """Read "of them", "of our men", "of the dead"."""
    token = _after(preposition)
    if token is not None and token.lower_ in _POINTING:
        return Counted(token, token.lower_, token.idx + len(token), partitive=True)
    pointed = False
    while token is not None and (token.pos_ in {"DET", "PRON"} or token.tag_ in {"PRP$", "PDT"}):
        pointed = True
        token = _after(token)
    if token is not None and token.lower_ in noun_classes().fallen:
        return Counted(token, token.lower_, token.idx + len(token), partitive=pointed)
    run = [] if token is not None and token.pos_ == "NUM" else noun_run(token)
    following = _after(run[-1]) if run else token
    if following is not None and following.tag_ == "POS":
        pointed, following = True, _after(following)
        run = noun_run(following)
    if following is not None and following.pos_ == "NUM":
        return _part_of_number(preposition, following)
    if not run:
        return None
    return Counted(run[-1], describe(run), run[-1].idx + len(run[-1]), partitive=pointed)


def _part_of_number(preposition: Token, number: Token) -> Counted | None:
    """Read "27 of 30 drones": the first figure counts drones too, the second stands by itself."""
    token: Token | None = number
    while token is not None and (token.pos_ == "NUM" or token.like_num):
        token = _after(token)
    run = noun_run(token)
    if not run:
        return None
    before = preposition.idx - 1
    return Counted(run[-1], describe(run), before, partitive=True)

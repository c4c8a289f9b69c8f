"""Find the place names of a paragraph: names the gazetteer knows, less what they are part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from importer.gazetteer import Gazetteer, Match
from importer.resolve.place_words import place_words, side_words
from importer.segment.document import Paragraph

_LONGEST = 7
_JOINERS = frozenset(
    "al el an ad ar as ash at az ed en er es esh de del la le los las of the bin ibn umm d' '"
    " - ‑ – ’ 'l".split()
)
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_HYPHENS = frozenset("-‑–")


@dataclass(slots=True)
class Mention:
    """A place name in the text, on its way to a gazetteer entry."""

    paragraph: Paragraph
    first: int
    last: int
    """Index of the name's first token, and of the one behind its last, a noun of kind included."""
    name: str
    matches: tuple[Match, ...]
    feature: str | None = None
    """`region`, `river`, `village`, … where the text says what it is."""
    certain: bool = False
    """True where the words around it leave no doubt that a place is meant."""
    front: bool = False
    choice: Match | None = field(default=None)
    acting: bool = False
    """True for a country or capital that stands for its government."""

    @property
    def start(self) -> int:
        """Return the offset of the mention in the article."""
        return self.paragraph.start + self.paragraph.doc[self.first].idx

    @property
    def end(self) -> int:
        """Return the offset behind the mention in the article."""
        token = self.paragraph.doc[self.last - 1]
        return self.paragraph.start + token.idx + len(token)

    @property
    def head(self) -> Token:
        """Return the token that carries the name's place in the sentence."""
        root: Token = self.paragraph.doc[self.first : self.last].root
        return root


def find_mentions(
    paragraph: Paragraph, gazetteer: Gazetteer, surnames: frozenset[str]
) -> list[Mention]:
    """Return the place names of a paragraph in the order of the text."""
    return list(_Scanner(paragraph, gazetteer, surnames).mentions())


def person_names(doc: Doc) -> Iterator[str]:
    """Yield the surnames of persons that the text names in full."""
    for entity in doc.ents:
        if entity.label_ == "PERSON" and len(entity) > 1:
            yield entity[-1].text


class _Scanner:
    def __init__(
        self, paragraph: Paragraph, gazetteer: Gazetteer, surnames: frozenset[str]
    ) -> None:
        self._paragraph = paragraph
        self._doc = paragraph.doc
        self._gazetteer = gazetteer
        self._surnames = surnames
        self._words = place_words()

    def mentions(self) -> Iterator[Mention]:
        position = 0
        while position < len(self._doc):
            found = self._longest(position) if self._may_start(position) else None
            if found is None:
                position += 1
                continue
            mention, rejected = found
            if not rejected:
                yield mention
            position = max(mention.last, position + 1)

    def _may_start(self, position: int) -> bool:
        token = self._doc[position]
        if not _capitalised(token.text) and not self._is_article(position):
            return False
        return not (position and self._glued(position - 1))

    def _is_article(self, position: int) -> bool:
        return (
            self._doc[position].lower_ in {"al", "el"}
            and position + 2 < len(self._doc)
            and self._doc[position + 1].text in _HYPHENS
        )

    def _glued(self, position: int) -> bool:
        """Say whether the token is a hyphen inside a word."""
        token = self._doc[position]
        return (
            token.text in _HYPHENS
            and not token.whitespace_
            and position > 0
            and not self._doc[position - 1].whitespace_
        )

    def _longest(self, first: int) -> tuple[Mention, bool] | None:
        for last in range(min(first + _LONGEST, len(self._doc)), first, -1):
            if not self._may_be_name(first, last):
                continue
            name = self._doc[first:last].text
            matches = self._gazetteer.lookup(name)
            if matches and self._is_no_word(first, last):
                mention = Mention(self._paragraph, first, last, name, matches)
                return mention, False
        return None

    def _may_be_name(self, first: int, last: int) -> bool:
        end = self._doc[last - 1]
        if not _capitalised(end.text) and not end.text.isdigit():
            return False
        if last < len(self._doc) and self._glued(last):
            return False
        return all(
            _capitalised(token.text) or token.lower_ in _JOINERS for token in self._doc[first:last]
        )

    def _is_no_word(self, first: int, last: int) -> bool:
        if last - first > 1:
            return True
        token = self._doc[first]
        return token.lower_ not in self._words.stop_words and token.pos_ in {"PROPN", "NOUN", "ADJ"}


def _capitalised(text: str) -> bool:
    return text[:1].isupper()

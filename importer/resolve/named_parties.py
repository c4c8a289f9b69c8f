"""Parties that a text names ("Russian troops", "M23", "Kigali"), read with the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from importer.model import Span
from importer.resolve.party_context import singular
from importer.resolve.party_lexicon import NameKind, NameMatch, party_lexicon
from importer.segment.document import Paragraph

_HYPHEN = re.compile(r"[-‑–]\s?([a-z]+)")
_DATELINE = re.compile(r"\W*\s*[(—–-]")
_JOINED = re.compile(r"[-‑][A-Z]")
_ARMY_NAME = re.compile(r"\b(?:Defen[cs]e|Armed) Forces$|^(?:IDF|SAF|FARDC|FAMa|ENDF|AFU)$")
_IN_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LONGEST_PHRASE = 6


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A named party, its bare name, and the noun that it was named with."""

    span: Span
    name: Span
    party: str
    reason: str
    acts: bool
    noun: str = ""

    def joined_with(self, other: NamedParty) -> NamedParty:
        """Return one mention that covers both, of the same party."""
        span = Span(self.span.start, max(self.span.end, other.span.end))
        return replace(self, span=span, acts=self.acts or other.acts, noun=other.noun or self.noun)

    def bare(self) -> NamedParty:
        """Return the mention without the noun behind it."""
        return replace(self, span=self.name)


def named_parties(paragraph: Paragraph) -> Iterator[NamedParty]:
    """Yield the parties that a paragraph names, in the order of the text."""
    matches = [match for match in party_lexicon().find(paragraph.text) if match.party]
    for position, match in enumerate(matches):
        party = _NameReader(paragraph, match, matches[position + 1 :]).read()
        if party is not None:
            yield party


class _NameReader:
    """Reads one name against the words around it."""

    def __init__(self, paragraph: Paragraph, match: NameMatch, later: list[NameMatch]) -> None:
        self.doc: Doc = paragraph.doc
        self.start = paragraph.start
        self.match = match
        self.later = later

    def read(self) -> NamedParty | None:
        """Return the mention, or None where the name is part of another name."""
        tokens = self.doc.char_span(self.match.start, self.match.end, alignment_mode="expand")
        if tokens is None or self._is_part_of_a_name(tokens[0], tokens[-1]):
            return None
        if self._is_dateline():
            return self._mention(None, acts=False)
        head = head_of(tokens[-1])
        suffix = _HYPHEN.match(self.doc.text, self.match.end)
        if suffix:
            return self._behind_hyphen(suffix.group(1), head)
        if head is not None:
            return self._before_noun(head)
        if self._shares_noun_with_next(tokens[-1]):
            return self._mention(None, acts=True)
        return self._mention(None, acts=_acts_alone(tokens.root, self.match))

    def _mention(self, head: Token | None, *, acts: bool) -> NamedParty:
        name = Span(self.start + self.match.start, self.start + self.match.end)
        span = name if head is None else Span(name.start, self.start + head.idx + len(head))
        reason = "demonym" if self.match.kind is NameKind.DEMONYM else "name"
        noun = "" if head is None else singular(head.lower_)
        if head is None and _ARMY_NAME.search(self.doc.text[self.match.start : self.match.end]):
            noun = "army"  # "the military" behind "the Israel Defense Forces" is this one
        return NamedParty(span, name, self.match.party, reason, acts, noun)

    def _is_dateline(self) -> bool:
        text = self.doc.text
        return (
            self.match.start == 0
            and text[: self.match.end].isupper()
            and self.match.kind is not NameKind.GROUP
            and _DATELINE.match(text, self.match.end) is not None
        )

    def _is_part_of_a_name(self, first: Token, last: Token) -> bool:
        """Leave out "Jordan" in a person's name, "France" in "France-Presse", "Burma Rangers"."""
        if self.match.kind in (NameKind.DEMONYM, NameKind.GROUP, NameKind.BODY):
            return False
        if _JOINED.match(self.doc.text, self.match.end):
            return True
        around = [first.nbor(-1)] if first.i else []
        around += [last.nbor(1)] if last.i + 1 < len(self.doc) else []
        if first.ent_type_ == "PERSON" and any(
            n.ent_type_ == "PERSON" and n.pos_ == "PROPN" for n in around
        ):
            return True
        before = first.nbor(-1) if first.i else None
        return (
            before is not None
            and before.is_title
            and before.ent_type_ == first.ent_type_ == "ORG"
            and first.ent_iob_ == "I"
            and before.pos_ in ("PROPN", "ADJ")
        )

    def _behind_hyphen(self, suffix: str, head: Token | None) -> NamedParty:
        hyphen = party_lexicon().words["hyphen"]
        kind = noun_kind(head)
        if suffix in hyphen["owns"] and kind != "placing":
            return self._mention(head, acts=True)
        if suffix in hyphen["backs"] and head is not None and self._is_puppet(head):
            return self._mention(head, acts=True)
        return self._mention(None, acts=False)

    def _before_noun(self, head: Token) -> NamedParty:
        kind = noun_kind(head)
        if self._names_another(head):
            return self._mention(None, acts=False)
        if self.match.kind in (NameKind.GROUP, NameKind.BODY):
            return self._mention(head if kind == "force" else None, acts=True)
        if kind in ("placing", "civil", "non_state"):
            return self._mention(None, acts=False)
        is_name = self.match.kind in (NameKind.STATE, NameKind.SEAT)
        if is_name and kind != "force":
            return self._mention(None, acts=False)
        return self._mention(head if kind == "force" else None, acts=True)

    def _is_puppet(self, head: Token) -> bool:
        """Tell "Russian-backed authorities" from the "Iran-backed militia", a party of its own."""
        puppet = singular(head.lower_) in party_lexicon().words["puppet"]
        return puppet and not self._names_another(head)

    def _names_another(self, head: Token) -> bool:
        """Say whether the noun belongs to the name of an armed group: "Yemen's Houthis"."""
        return any(
            match.kind is NameKind.GROUP and match.start <= head.idx < match.end
            for match in self.later
        )

    def _shares_noun_with_next(self, last: Token) -> bool:
        """Read "Ukrainian and Russian forces": the first of two demonyms shares the noun."""
        if self.match.kind is not NameKind.DEMONYM or last.i + 2 >= len(self.doc):
            return False
        following = self.doc[last.i + 2]
        joined = self.doc[last.i + 1].lower_ in ("and", "or", ",")
        return (
            joined
            and any(m.start == following.idx for m in self.later)
            and (noun_kind(head_of(following)) == "force")
        )


def head_of(token: Token) -> Token | None:
    """Return the noun that ends the phrase in which this word is a modifier, None if it is last.

    The order of the words is followed rather than the parse: a parser that takes a verb for a noun
    still leaves the noun before it in its place.
    """
    doc = token.doc
    position = token.i + 1
    if position < len(doc) and doc[position].tag_ == "POS":
        position += 1
    elif position + 1 < len(doc) and doc[position].text in ("-", "‑", "–"):
        position += 2
    phrase: list[Token] = []
    while position < len(doc) and len(phrase) < _LONGEST_PHRASE:
        word = doc[position]
        if word.pos_ not in _IN_PHRASE and not (word.tag_ in ("VBN", "VBG") and not phrase):
            break
        phrase.append(word)
        position += 1
    nouns = [word for word in phrase if word.pos_ in ("NOUN", "PROPN")]
    if not nouns:
        return None
    if noun_kind(nouns[-1]) != "other":
        return nouns[-1]
    return next((word for word in reversed(nouns) if noun_kind(word) == "force"), nouns[-1])


def noun_kind(head: Token | None) -> str:
    """Say what the noun makes of a name before it: force, civil, placing, non_state, other."""
    if head is None:
        return "none"
    words = party_lexicon().words
    forms = {head.lemma_.lower(), singular(head.lower_)}
    if forms & set(words["non_state"]):
        return "non_state"
    if forms & set(words["civil"]):
        before = {head.nbor(-1).lower_} if head.i else set()
        return "force" if before & set(words["civil_but_official"]) else "civil"
    if forms & set(words["force"]):
        return "force"
    if forms & set(words["placing"]) or head.ent_type_ in ("GPE", "LOC", "FAC"):
        return "placing"
    return "other"


def _acts_alone(token: Token, match: NameMatch) -> bool:
    """Say whether a name without a noun behind it is a side rather than a place."""
    if match.kind in (NameKind.GROUP, NameKind.BODY):
        return True
    if match.kind is NameKind.DEMONYM:
        counted = any(child.dep_ == "nummod" for child in token.children)
        return not counted and match.party != "PS"
    if match.kind is NameKind.SEAT:
        return _is_actor(token) and not _tells_of_a_town(token.head)
    if token.dep_ == "appos":
        return False
    if token.dep_ == "pobj" and token.head.lower_ in party_lexicon().words["locative"]:
        return token.head.lower_ == "of" and noun_kind(token.head.head) == "force"
    return True


def _is_actor(token: Token) -> bool:
    if token.dep_ == "nsubj" and token.head.pos_ in ("VERB", "AUX"):
        return True
    if token.dep_ == "conj":
        return _is_actor(token.head)
    return token.dep_ == "pobj" and token.head.lower_ in ("by", "between", "with", "against")


def _tells_of_a_town(verb: Token) -> bool:
    """Say whether the verb is one of places ("Kyiv lies on"); "was lying" is told of people."""
    return verb.lemma_ in party_lexicon().words["town_verbs"] and verb.tag_ != "VBG"

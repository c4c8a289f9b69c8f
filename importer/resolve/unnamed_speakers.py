"""Sources who are no named persons: bodies, sides, papers, and people without a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from spacy.tokens import Token

from importer.model import Span, Speaker, SpeakerKind
from importer.resolve.affiliation import Affiliation
from importer.resolve.bodies import (
    PREPOSITION,
    PartyNames,
    author_of_paper,
    country_name,
    demonym_country,
    head_noun,
    is_anaphoric_side,
    is_paper,
    is_singular_person,
    name_behind_comma,
    name_behind_description,
    short_phrase,
    without_article,
)
from importer.resolve.body_anaphora import body_met_before
from importer.resolve.memory import Memory, Referent, reread
from importer.resolve.name_runs import is_body_name
from importer.resolve.party_context import epithet_class, singular
from importer.resolve.party_lexicon import fold, is_state
from importer.resolve.registry import Registry
from importer.resolve.speaker_lexicon import gender_of, role_kind, role_noun, speaker_lexicon
from importer.segment.document import Document, Paragraph

_DEFINITE = re.compile(r"^(?:the|this|that|its|their|his|her)\s+", re.IGNORECASE)
_ARMIES = frozenset({"army", "military"})
_ARMED_NAMES = frozenset({"army", "military", "force"})
_INDEFINITE = frozenset({"a", "an", "one", "another"})
_PART_OF_SEVERAL = re.compile(
    r"(?:the )?(?:one|two|some|others?|another|both|first|second|third|a second|a third)"
    r"(?: (?:of them|of the (?:two|men|women|officials|soldiers|witnesses)))?",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(r"[^,]+, ((?:an?|the) [a-z].+)$", re.DOTALL)
"""What tells of one of several who he is: "a third, a priest at the cathedral"."""
_SUPERIORS = frozenset({"commander", "officer", "general", "colonel", "soldier", "serviceman"})
_BELONGING = frozenset({"at", "in", "of", "from", "with", "for"})
_OWNING_GROUP = re.compile(r"(?:the\s+)?(\w+)[’']s\s+spokes", re.IGNORECASE)
_NOT_A_ROLE = re.compile(
    r"(?:an?|the|one|another|this|that|her|his|their|its|local|senior|top|former|unnamed|elderly|"
    r"young|old|\d.*|\w+-year-old)",
    re.IGNORECASE,
)


def is_definite(phrase: str) -> bool:
    """Say whether a phrase points to somebody known already: "the spokesman", "its head"."""
    return _DEFINITE.match(phrase) is not None


def side_of_comrades(speaker: Speaker, phrase: str, outer: Speaker | None) -> Speaker:
    """Give "the commanders" in a soldier's mouth his own side."""
    if outer is None or outer.party is None or speaker.kind is not SpeakerKind.UNNAMED:
        return speaker
    own = is_definite(phrase) and role_noun(head_noun(phrase)) in _SUPERIORS
    return replace(speaker, party=outer.party) if own else speaker


class UnnamedSpeakers:
    """Makes speakers of noun phrases that name no person."""

    def __init__(self, affiliation: Affiliation, names: PartyNames) -> None:
        self._affiliation = affiliation
        self._names = names

    def read(self, phrase: str, source: Span, memory: Memory) -> Speaker | None:
        """Return the body or the person without a name that a source phrase stands for."""
        short = short_phrase(phrase)
        if not short:
            return None
        author = author_of_paper(phrase)
        if author is not None:
            return self.body(short_phrase(author), source, "author of the paper")
        again = self._met_again(phrase, short, source, memory)
        if again is None and is_anaphoric_side(short) and is_definite(short):
            again = self._group_that_spoke(source, memory)
        if again is not None:
            return again
        told = _TOLD_BEHIND.match(phrase) if _PART_OF_SEVERAL.fullmatch(short) else None
        if told is not None:
            short = short_phrase(told[1])
        elif _PART_OF_SEVERAL.fullmatch(short):
            return self._one_of_several(short, source, memory)
        if self._is_person_phrase(short):
            return self._known(short, source, memory) or self._person(short, source)
        apposed = name_behind_comma(phrase)
        name, description = apposed or (short, None)
        body = self._met_as_army(self.body(name, source, "name"), source, memory)
        if body.party is None and is_definite(phrase):
            body = self._side_of_last(body, source, memory)
        return replace(body, role=description) if description else body

    def _met_as_army(self, body: Speaker, source: Span, memory: Memory) -> Speaker:
        """Read "the military" behind "the Israel Defense Forces said" as these."""
        noun = singular(body.name.lower())
        if noun not in _ARMIES or body.party is None:
            return body
        for referent in reversed(memory.before(source.start)):
            other = referent.speaker
            if referent.spoke and other.kind is SpeakerKind.BODY and other.party == body.party:
                words = {singular(word) for word in other.name.lower().split()}
                armed = words & _ARMED_NAMES or other.name.isupper()
                return reread(other, 0.9, "body again") if armed else body
        return body

    def _group_that_spoke(self, source: Span, memory: Memory) -> Speaker | None:
        """Read "the rebels", "the guerrillas" as the group that spoke last, if one did."""
        spoke = [r for r in memory.before(source.start) if r.spoke]
        last = spoke[-1].speaker if spoke else None
        if last is None or last.kind is not SpeakerKind.BODY or last.party in (None, "UN"):
            return None
        if is_state(last.party or "") or self._affiliation.is_state(last.party):
            return None
        return reread(last, 0.85, "body again")

    def _met_again(self, phrase: str, short: str, source: Span, memory: Memory) -> Speaker | None:
        """Read "the statement", "the front", "the agency" as what was met before."""
        before = memory.before(source.start)
        if is_paper(short) and is_definite(short):
            papers = [r for r in before if "paper" in r.nouns]
            spoke = papers or [r for r in before if r.spoke]
            if spoke:
                return reread(spoke[-1].speaker, 0.8 if papers else 0.65, "author of the paper")
        noun = without_article(short).lower()
        if noun in speaker_lexicon().again["armed"] and is_definite(short):
            group = self._names.group_called(noun, source.start)
            if group is not None:
                return self.side(group, "body again", 0.85)
        return body_met_before(phrase, source.start, memory)

    def _one_of_several(self, short: str, source: Span, memory: Memory) -> Speaker:
        """Read "one of them", "the other": part of the people without a name met last."""
        several = [
            referent.speaker
            for referent in memory.before(source.start)
            if referent.speaker.kind is SpeakerKind.UNNAMED
        ]
        party = several[-1].party if several else None
        return Speaker(short, SpeakerKind.UNNAMED, None, None, party, 0.7, "unnamed")

    def _side_of_last(self, body: Speaker, source: Span, memory: Memory) -> Speaker:
        """Read "the coalition", "the alliance" as the side of who spoke last, if it is a group."""
        noun = body.name.lower()
        if noun not in speaker_lexicon().again["armed"]:
            return body
        for referent in reversed(memory.before(source.start)):
            speaker = referent.speaker
            if referent.spoke and speaker.party is not None:
                told = f"{speaker.role} {speaker.organisation}".lower().split()
                if noun in told:
                    return replace(body, party=speaker.party, confidence=0.8)
                if is_state(speaker.party) or speaker.party == "UN":
                    return body
                return self.side(speaker.party, "body again", 0.7)
        return body

    def side(self, party: str, reason: str, confidence: float) -> Speaker:
        """Return a side of the conflict as a speaker: a state or an armed group."""
        name = country_name(party) if is_state(party) else self._names.group(party)
        return Speaker(name, SpeakerKind.BODY, None, None, party, confidence, reason)

    def body(self, short: str, source: Span, reason: str) -> Speaker:
        """Return a body under the fullest name that the article gives it."""
        country = demonym_country(short)
        party = self._affiliation.of_body(short, source)
        if country is not None:
            return Speaker(country, SpeakerKind.BODY, None, None, party, 0.95, "demonym")
        if party is not None and is_anaphoric_side(short):
            return self.side(party, "epithet", 0.8)
        name, description = name_behind_description(short)
        if party is not None:
            name = self._in_full(name, party)
        return Speaker(name, SpeakerKind.BODY, description, None, party, 0.9, reason)

    def _in_full(self, name: str, party: str) -> str:
        if not is_state(party) and party != "UN":
            if (name.isupper() and name.isalpha()) or fold(name) == fold(party):
                return self._names.group(party, name)
            return self._names.without_kind(name, party)
        is_bare = epithet_class(singular(name.lower())) in ("army", "government")
        return (self._names.explicit_body(name.lower(), party) if is_bare else None) or name

    def _is_person_phrase(self, short: str) -> bool:
        noun = head_noun(short)
        if epithet_class(singular(noun)) is not None:
            return noun in ("soldier", "serviceman", "militant", "gunman", "rebel", "insurgent")
        return role_kind(noun) is not None and not is_body_name(noun)

    def _person(self, short: str, source: Span) -> Speaker:
        is_one = is_singular_person(short)
        return Speaker(
            short,
            SpeakerKind.UNNAMED,
            _role_in(short) if is_one else None,
            self._affiliation.organisation_in(short) if is_one else None,
            self._affiliation.of_unnamed(short, source) or self._side_of_group(short, source),
            0.9,
            "unnamed",
        )

    def _side_of_group(self, short: str, source: Span) -> str | None:
        """Read "the militia's spokesman" as one of the group that is called so."""
        return self._names.owner_in(source) if _OWNING_GROUP.match(short) else None

    def _known(self, short: str, source: Span, memory: Memory) -> Speaker | None:
        """Find "the doctor" among those met as "a doctor"."""
        if not is_definite(short):
            return None
        noun = role_noun(head_noun(short))
        same = [
            referent
            for referent in memory.before(source.start)
            if noun in referent.nouns and referent.speaker.kind is SpeakerKind.UNNAMED
        ]
        return reread(same[-1].speaker, 0.85, "role") if same else None

    def one_of(self, speaker: Speaker, nouns: Collection[str], source: Span) -> Speaker:
        """Read "the administrator" behind "truckers and a local administrator" as that one."""
        if speaker.kind is not SpeakerKind.UNNAMED or " and " not in speaker.name:
            return speaker
        parts = [p for p in speaker.name.split(" and ") if role_noun(head_noun(p)) in nouns]
        return self._person(parts[0], source) if len(parts) == 1 else speaker

    def met_in(self, document: Document, registry: Registry) -> Iterator[Referent]:
        """Yield people without a name who are subjects in the article's own voice."""
        quoted = [quotation.outer for quotation in document.quotations if quotation.speech]
        roles = [
            mention.person.role.span
            for mention in registry.mentions
            if mention.person.role is not None
        ]
        for paragraph in document.paragraphs:
            for token in paragraph.doc:
                if token.dep_ != "nsubj" or not _introduces_unnamed(token):
                    continue
                span = paragraph.span_of(token)
                if any(outer.overlaps(span) for outer in (*quoted, *roles)):
                    continue
                yield self._met(paragraph, token)

    def _met(self, paragraph: Paragraph, noun: Token) -> Referent:
        phrase = short_phrase(_phrase_around(noun))
        start = paragraph.start + noun.idx
        speaker = self._person(phrase, Span(start, start + len(noun)))
        nouns = frozenset({role_noun(noun.text)})
        return Referent(start, speaker, gender_of([noun.text]), nouns)


def _role_in(phrase: str) -> str:
    """Return what somebody without a name is: "health worker" in "a health worker in the town"."""
    words = PREPOSITION.split(phrase, maxsplit=1)[0].split()
    kept = [word for word in words if not _NOT_A_ROLE.fullmatch(word)]
    return " ".join(kept) or head_noun(phrase)


def _introduces_unnamed(token: Token) -> bool:
    """Say whether a subject is one person whom no name and no earlier mention explains."""
    kind = role_kind(token.text)
    if kind is None or token.tag_ != "NN":
        return False
    indefinite = any(child.lower_ in _INDEFINITE for child in token.lefts)
    return kind == "civil" or indefinite  # "the spokesman" points to somebody met before


def _phrase_around(noun: Token) -> str:
    """Return the phrase from its article to the end of "at the hospital", "in the town"."""
    doc = noun.doc
    first = min((child.left_edge.i for child in noun.lefts), default=noun.i)
    last = noun.i
    for child in noun.rights:
        if child.dep_ != "prep" or child.lower_ not in _BELONGING or child.i != last + 1:
            break
        last = child.right_edge.i
    return doc[first : last + 1].text

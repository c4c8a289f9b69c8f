"""For whom a person or body speaks, and in which organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importer.model import Span
from importer.resolve.bodies import head_noun, names_civilians, party_of_span, without_article
from importer.resolve.bodies_before import BodiesBefore
from importer.resolve.name_runs import is_body_name
from importer.resolve.offices import (
    ADMINISTRATIVE,
    AMERICAN_OFFICES,
    APART,
    BARE_MINISTRY,
    BARE_SECRETARY,
    FORMER,
    INDEFINITE,
    LOCAL_HEAD,
    LOCAL_OFFICES,
    MOUTHPIECES,
    NON_STATE,
    OF_ANY_STATE,
    PRIVATE,
    RUN_BY_REBELS,
    SERVICES,
    STATE_MEDIA,
    is_from_abroad,
    is_state_source,
    is_supranational,
    words_of,
)
from importer.resolve.party_context import ArticleParties, epithet_class, resolve_epithet, singular
from importer.resolve.party_lexicon import NameKind, is_state, party_lexicon, rivals_of
from importer.resolve.party_mention import PartyMention
from importer.resolve.party_names import is_aid_body, party_from_words
from importer.resolve.public_figures import party_of_figure, party_of_surname
from importer.resolve.registry import Person
from importer.resolve.roles import Role
from importer.resolve.soil import state_around, state_of_place_in
from importer.resolve.speaker_lexicon import role_kind, role_noun, speaker_lexicon
from importer.segment.document import Document

_AID = frozenset({"humanitarian", "medical", "hospital", "aid"})
_OWNER = re.compile(r"([A-Z][\w.-]+(?: [A-Z][\w.-]+)?)[’']s (?:[A-Za-z]+ ){0,2}$")
_OWNER_REACH = 60
_REGION = re.compile(r"\b(?:[Rr]egion|[Oo]blast|[Pp]rovince|[Dd]istrict|[Cc]ity)$")
_OF_A_REGION = re.compile(
    r"[A-Z]\w+ (?:region|province|state|oblast|district|county)(?:[’']s)? "
    r"spokes(?:man|woman|person)\b"
)
_INSTALLED = re.compile(
    r",?\s+(?:who was |that was )?(?:installed|appointed|imposed|named) by (?:the )?(\w+)"
)
_BEHIND = re.compile(r"\s(?:in|at|near|based|familiar|close|briefed)\s")
_ORGANISATION = re.compile(r"\b(?:of|for|at|with|from)\s+(?:the\s+|an?\s+)?(.+)$", re.IGNORECASE)


class Affiliation:
    """Looks parties up in the words of a role, in what "its" points to, in the article's soil."""

    def __init__(
        self,
        document: Document,
        parties: Sequence[PartyMention],
        context: ArticleParties,
        sources: Sequence[Span] = (),
    ) -> None:
        self._text = document.text
        self._document = document
        self._parties = parties
        self._context = context
        self._sources = sorted(sources)
        self._bodies = BodiesBefore(document, parties)

    def of(self, person: Person) -> tuple[str | None, str | None]:
        """Return the organisation and the party of a person."""
        role = person.role
        if role is None:
            whose = self._owner_in_front(person.first) or self._of_figure(person)
            whose = whose or self._of_surname(person)
            if whose is None and person.is_military:
                whose = self._speaker_before(person.first) or self._context.home
            return None, whose
        organisation = role.organisation
        owner_party = self._owner_understood(role)
        if role.owner == "our":  # those who publish: "our coordinator"
            organisation = None
        elif role.owner is not None:
            organisation, owner_party = self._owner_of(role)
            if role.owner in ("his", "her"):
                organisation = None
        organisation = self._spelt_out(organisation, role)
        return organisation, self._party_of_role(role, organisation, owner_party, person)

    def _owner_understood(self, role: Role) -> str | None:
        """Return the side of "the spokesman", "the force's spokeswoman": that of the body before.

        Nothing where the role names whose it is.
        """
        again = speaker_lexicon().again
        if INDEFINITE.match(self._text, role.span.start):
            return None  # "a militia leader" is of none that was named
        words = (role.text or "").lower().split()
        bare = len(words) == 1 and role.noun in MOUTHPIECES
        body = (role.organisation or "").lower().removeprefix("the ")
        anaphoric = body in again["civil"] | again["armed"] and (role.organisation or "").islower()
        if not bare if role.organisation is None else not anaphoric:
            return None
        if party_from_words(self._text[role.span.start : role.span.end]) is not None:
            return None
        if body in again["armed"] - {"force", "mission"}:
            groups = self._context.groups
            named = [m.party for m in self._parties if m.span.end <= role.span.start]
            return next((party for party in reversed(named) if party in groups), None)
        if epithet_class(singular(body)) in ("group", "rebel"):
            return party_of_span(self._parties, role.span)  # "the group's leader"
        spoke = self._body_that_spoke(role.span.start) if bare else None
        mention = self._bodies.last_before(role.span.start)
        return spoke or (mention[1] if mention is not None else None)

    def _body_that_spoke(self, offset: int) -> str | None:
        """Return the side of the body that spoke last, in this paragraph or the one before."""
        here = self._document.paragraph_at(offset)
        before = [s for s in self._sources if s.end <= offset]
        if here is None or not before:
            return None
        there = self._document.paragraph_at(before[-1].start)
        words = self._text[before[-1].start : before[-1].end]
        near = there is not None and here.index - there.index <= 1
        return party_from_words(words) if near and is_body_name(words) else None

    def _party_of_role(
        self, role: Role, organisation: str | None, owner_party: str | None, person: Person
    ) -> str | None:
        if role.text and FORMER.match(role.text):
            return None
        if role.kind == "civil":
            # An expert of the United Nations is theirs; a doctor in Yemen is nobody's.
            told = self._text[role.span.start : role.span.end]
            return "UN" if party_from_words(told) == "UN" else None
        party = owner_party or self._named_party(role) or self._of_figure(person)
        if party is not None or is_from_abroad(role.noun, words_of(role.text)):
            return party
        if is_supranational(self._text[role.span.start : role.span.end]):
            return None
        party = self._understood_party(role)
        return party or self._party_of_office(role, organisation, person)

    def _of_surname(self, person: Person) -> str | None:
        """Read a bare "Zelensky said" in an article about the state that he is known to lead."""
        if len(person.words) > 1 or person.titles:
            return None
        party = party_of_surname(person.name)
        return party if party is not None and party in self._context.ranked else None

    def _of_figure(self, person: Person) -> str | None:
        """Return the side of somebody whom reports name without saying for whom they speak."""
        offices = [title.lower().strip(".") for title in person.titles]
        role = person.role
        if role is not None:
            offices.append(role.noun)
            # Another body than the one that they are known for: "head of the football federation".
            whose = role.organisation or ""
            if whose and not (ADMINISTRATIVE.search(whose) or _REGION.search(whose)):
                return None
        return party_of_figure(person.name, offices)

    def _party_of_office(self, role: Role, organisation: str | None, person: Person) -> str | None:
        """Give those who hold a public office without naming the state to the state around."""
        description = " ".join(filter(None, (organisation, role.text)))
        if APART.search(description):
            return None
        private = role.text is not None and PRIVATE.search(role.text) is not None
        official = role.kind == "official" and not private and not self._outside(role)
        official = official or _OF_A_REGION.search(role.text or "") is not None
        if official or ADMINISTRATIVE.search(description):
            return self._state_around(description, role)
        raised = organisation and singular(head_noun(organisation)) in NON_STATE
        return self._context.home if person.is_military and not raised else None

    def _state_around(self, description: str, role: Role | None = None) -> str | None:
        """Return the state of a place in the description, failing that the one at home.

        "the governor of the Bryansk region" speaks for Russia in an article on Ukraine.
        """
        if self._context.home == "PS" and SERVICES.search(description):
            return "PS"
        states = self._states_near()
        placed = state_of_place_in(description, states)
        if placed is None and role is not None:
            placed = self._state_near(role, states)
        return placed or self._context.government

    def _states_near(self) -> list[str]:
        """Return the states of the article and those that stand against them.

        A report on one side's army need not name the other: "then governor of Kursk".
        """
        near = (*self._context.states, self._context.home, self._context.government)
        named = {state for state in near if state is not None}
        return sorted(named.union(*map(rivals_of, sorted(named))) & party_lexicon().states)

    def _state_told_near(self, source: Span) -> str | None:
        """Read the state of "a district chief" off the one place of the sentence."""
        paragraph = self._document.paragraph_at(source.start)
        return state_around(paragraph, source, self._states_near()) if paragraph else None

    def _state_near(self, role: Role, states: Sequence[str]) -> str | None:
        """Read a governor's state off the one place of the sentence, a minister's off who spoke."""
        paragraph = self._document.paragraph_at(role.span.start)
        if paragraph is None:
            return None
        if role.noun in LOCAL_OFFICES:
            return state_around(paragraph, role.span, states)
        return self._speaker_before(role.span.start) if role.noun == "minister" else None

    def _speaker_before(self, offset: int) -> str | None:
        """Return the state for which the last source of the same paragraph speaks by its words."""
        paragraph = self._document.paragraph_at(offset)
        for source in reversed(self._sources):
            if paragraph is None or source.start < paragraph.start:
                return None
            if source.end < offset:
                party = party_from_words(self._text[source.start : source.end])
                if party is not None and is_state(party):
                    return party
        return None

    def _named_party(self, role: Role) -> str | None:
        """Return the party that the words of the role, or around them, name."""
        written = self._text[role.span.start : role.span.end]
        installed = _INSTALLED.match(self._text, role.span.end)
        explicit = party_from_words(installed[1]) if installed else None
        explicit = explicit or self._rebels_who_run(written) or party_from_words(written)
        return explicit or self._owner_in_front(role.span.start)

    def _understood_party(self, role: Role) -> str | None:
        """Return the party that "the army’s spokesman", "Foreign Minister" stand for here."""
        written = self._text[role.span.start : role.span.end]
        if role.noun == "secretary" and "US" in self._context.states:
            return "US" if AMERICAN_OFFICES.search(written) else None
        if role.noun == "secretary-general" and BARE_SECRETARY.fullmatch(written.strip()):
            return "UN"
        epithets = [m for m in self._parties if m.reason in ("epithet", "pronoun")]
        return party_of_span(epithets, role.span) if not self._civil_words(written) else None

    def _rebels_who_run(self, phrase: str) -> str | None:
        """Return the group behind "the rebel-run health ministry", if the article names one."""
        if RUN_BY_REBELS.search(phrase) is None:
            return None
        return resolve_epithet("rebel", self._context)

    def _owner_in_front(self, offset: int) -> str | None:
        """Return the state that stands as owner in front: "Ghana's President X", "Chad's X"."""
        owner = _OWNER.search(self._text, max(0, offset - _OWNER_REACH), offset)
        party = party_from_words(owner[1]) if owner else None
        return party if party is not None and (is_state(party) or party == "UN") else None

    def _civil_words(self, written: str) -> bool:
        organisation = _ORGANISATION.search(written)
        words = (organisation.group(1) if organisation else written).split()
        return bool(words) and singular(words[-1].lower()) in party_lexicon().words["civil"]

    def _outside(self, role: Role) -> bool:
        """Say whether an official's body is one that belongs to no state, as the African Union."""
        return role.organisation is not None and not ADMINISTRATIVE.search(role.organisation)

    def _owner_of(self, role: Role) -> tuple[str | None, str | None]:
        """Find the body that "its" or "their" in a role points to: the last one named before."""
        mention = self._bodies.last_before(role.span.start)
        if mention is None:
            return None, None
        span, party = mention
        text = without_article(self._text[span.start : span.end])
        return text, party or self._administrative_party(text)

    def _administrative_party(self, text: str) -> str | None:
        return self._state_around(text) if ADMINISTRATIVE.search(text) else None

    def _spelt_out(self, organisation: str | None, role: Role) -> str | None:
        """Put the group's name for "the group" in a role."""
        if organisation is None:
            return None
        if epithet_class(singular(organisation.lower())) not in ("group", "rebel"):
            return organisation
        party = party_of_span(self._parties, role.span)
        named = [
            m
            for m in self._parties
            if m.party == party and m.reason == "name" and m.span.start < role.span.start
        ]
        if not named:
            return organisation
        written = self._text[named[-1].span.start : named[-1].span.end]
        bare = [m for m in party_lexicon().find(written) if m.party == party]
        return written[bare[0].start : bare[0].end] if bare else organisation

    # Bodies ------------------------------------------------------------------------------------

    def named_in(self, phrase: str) -> str | None:
        """Return the party that a phrase names by name or demonym."""
        return party_from_words(phrase)

    def of_body(self, phrase: str, source: Span) -> str | None:
        """Return the party of a body that is a source."""
        explicit = party_from_words(phrase) or self._of_owner(phrase, source)
        if explicit is not None:
            return explicit
        rebels = self._rebels_who_run(phrase)
        if rebels is not None or STATE_MEDIA.search(phrase):
            return rebels or self._state_around(phrase)
        civil = singular(head_noun(phrase)) in party_lexicon().words["civil"]
        # "the rights group"
        civil = civil or not speaker_lexicon().again["told"].isdisjoint(phrase.lower().split())
        if civil or is_aid_body(phrase):
            return None
        if self._context.home == "PS" and SERVICES.search(phrase):
            return "PS"
        matches = list(party_lexicon().find(phrase))
        epithets = [m for m in self._parties if m.reason in ("epithet", "pronoun")]
        contextual = party_of_span(epithets, source)
        generic = any(m.kind is NameKind.GENERIC for m in matches)
        if BARE_MINISTRY.fullmatch(phrase) and not self._names_a_side(source):
            # "Thailand's premier said A. B, the interior ministry said."
            contextual = self._speaker_before(source.start) or contextual
        if contextual is None and (generic or ADMINISTRATIVE.search(phrase)):
            return self._state_around(phrase)
        return contextual

    def _names_a_side(self, source: Span) -> bool:
        """Say whether the sentence names a side before its source: "In Moscow, the ministry"."""
        paragraph = self._document.paragraph_at(source.start)
        if paragraph is None:
            return True
        starts = (paragraph.start + sent.start_char for sent in paragraph.doc.sents)
        before = Span(max(s for s in starts if s <= source.start), source.start)
        return any(m.reason == "name" and before.contains(m.span) for m in self._parties)

    def _of_owner(self, phrase: str, source: Span) -> str | None:
        """Read "its defence ministry" as that of the state named last."""
        if not phrase.lower().startswith("its "):
            return None
        paragraph = self._document.paragraph_at(source.start)
        start = paragraph.start if paragraph is not None else source.start
        inside = Span(start, source.start)
        named = [m for m in self._parties if inside.contains(m.span) and m.reason != "pronoun"]
        mention = self._bodies.last_before(source.start)
        return named[-1].party if named else (mention[1] if mention is not None else None)

    def of_unnamed(self, phrase: str, source: Span) -> str | None:
        """Return the party of people without a name: officials speak for their state."""
        if role_kind(head_noun(phrase)) == "civil":
            return "UN" if party_from_words(phrase) == "UN" else None
        front = _BEHIND.split(phrase, maxsplit=1)[0]
        abroad = is_from_abroad(role_noun(head_noun(phrase)), words_of(front))
        # "a Western diplomat in Bamako"; but "a Western-backed Syrian official"
        explicit = party_from_words(front if abroad else phrase)
        if explicit is not None or abroad or PRIVATE.search(phrase) or names_civilians(phrase):
            return explicit
        epithets = [m for m in self._parties if m.reason in ("epithet", "pronoun")]
        contextual = party_of_span(epithets, source)
        if contextual is not None:
            return contextual
        words = words_of(phrase)
        raised = any(word in NON_STATE for word in words[1:])
        # "security and humanitarian sources" speak for several
        raised = raised or ("source" in words and not _AID.isdisjoint(words))
        noun = role_noun(head_noun(phrase))
        local = noun in LOCAL_OFFICES or LOCAL_HEAD.search(phrase) is not None
        official = role_kind(noun) == "official" and noun not in OF_ANY_STATE
        if raised or not (local or official or is_state_source(words)):
            return None
        return (self._state_told_near(source) if local else None) or self._state_around(phrase)

    def organisation_in(self, phrase: str) -> str | None:
        """Return the body behind "of", "at" or "with" in the description of an unnamed source."""
        match = _ORGANISATION.search(phrase)
        if match is None:
            return None
        body = match.group(1)
        last = body.split()[-1].lower()
        known = is_body_name(body) or last in speaker_lexicon().body_nouns
        return body if known else None

    def is_state(self, party: str | None) -> bool:
        """Say whether a party is a state."""
        return party is not None and is_state(party)

"""Reads one source mention after another, remembering who has spoken and who has been met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importer.attribute.attribution import Attribution
from importer.model import Span, Speaker, SpeakerKind, Stance, StatementKind
from importer.resolve.affiliation import Affiliation
from importer.resolve.bodies import PartyNames, head_noun, is_paper, short_phrase
from importer.resolve.memory import (
    Memory,
    Referent,
    other_readings,
    reports_words,
    reread,
    subject_above,
    subject_before,
)
from importer.resolve.name_runs import is_body_name, name_words
from importer.resolve.named_behind import named_behind, one_name
from importer.resolve.offices import LOCAL_OFFICES, is_another, offices_told, portfolios_in
from importer.resolve.owners import of_owners_side, side_of_leader, side_of_owner
from importer.resolve.party_context import singular
from importer.resolve.party_mention import PartyMention
from importer.resolve.registry import Mention, Person, RegistryBuilder
from importer.resolve.soil import context_of
from importer.resolve.speaker_lexicon import gender_of, role_kind, role_noun, speaker_lexicon
from importer.resolve.unnamed_speakers import UnnamedSpeakers, is_definite, side_of_comrades
from importer.segment.document import Document

_HEADS = frozenset({"head", "chief", "lead", "run", "chair", "chairman", "chairwoman"})
_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_FIRST_PLURAL = frozenset({"we", "us", "our"})
_PLURAL = frozenset({"they", "them", "their", "those", "these", "both"}) | _FIRST_PLURAL
_THING = frozenset({"it", "its", "which", "that", "this"})
_PRONOUNS = frozenset(_SINGULAR) | _PLURAL | _THING | {"i"}
_OWNED_BY = (" of", " to", " by", " with", " from", " for", " in", " at", " near", " outside")
_OF_FORCES = (" Group of", " Grouping of")
"""In the name of a body whose spokesman is named next: "the X Group of Forces Spokesman Y"."""
_WITH_OTHERS = re.compile(r"(he|she|it) and ", re.IGNORECASE)
"""Who speaks for others as well: "He and two colleagues"."""
_PAPER_BY = re.compile(r"\b(\w+) (?:by|of|from) (?:the )?$")
_SAYING = re.compile(r"\s+(?:said|says|told|stated|reported|added|explained|wrote)\s+")


class SpeakerResolver:
    """Resolves the sources of one article in the order of the text."""

    def __init__(
        self,
        document: Document,
        attributions: Sequence[Attribution],
        parties: Sequence[PartyMention],
    ) -> None:
        self._text = document.text
        self._parties = parties
        self._context = context_of(document, parties)
        spans = [a.source for a in attributions if a.source is not None]
        self._affiliation = Affiliation(document, parties, self._context, spans)
        self._unnamed = UnnamedSpeakers(self._affiliation, PartyNames(document.text, parties))
        self._registry = RegistryBuilder(document, attributions).build()
        self._speakers: dict[int, Speaker] = {}
        met = self._unnamed.met_in(document, self._registry)
        self._memory = Memory([*self._persons_met(), *met])
        self._document, self._source_spans = document, spans
        self._contents = [
            (a.content, a.source.start)
            for a in attributions
            if a.source is not None and a.parent is None and a.kind is not StatementKind.DIRECT
        ]
        self._sources = [self._text[span.start : span.end].lower() for span in spans]

    def resolve(
        self, attribution: Attribution, parent: Attribution | None, outer: Speaker | None
    ) -> Speaker | None:
        """Return the speaker to whom the source of an attribution points."""
        source = attribution.source
        if source is None:
            return None
        phrase = self._text[source.start : source.end].strip()
        one = _WITH_OTHERS.match(phrase)
        pronoun = (one[1] if one else phrase).lower()
        if pronoun in _PRONOUNS:
            speaker = self._pronoun(pronoun, attribution, parent, outer)
            if speaker is not None:
                self._remember(speaker, source)
            return speaker
        named = self._named_person(source) or self._inverted(source)
        speaker = (
            (named and self._as_speaker(*named))
            or self._possessed_by_person(phrase, source)
            or self._role_mention(phrase, source, attribution)
            or self._unnamed.read(phrase, source, self._memory)
        )
        if speaker is not None:
            owners = [m.person for m in self._registry.mentioned_in(source)]
            before = self._memory.before(source.start)
            speaker = side_of_owner(speaker, owners, before, self._affiliation)
            owner = phrase.partition(" ")[0].lower()
            if owner in ("his", "her"):
                leader = self._last_person(source, _SINGULAR[owner])
                speaker = side_of_leader(speaker, phrase, leader)
            if parent is not None and self._affiliation.named_in(phrase) is None:
                speaker = side_of_comrades(speaker, phrase, outer)
            speaker = self._side_of_the_accused(speaker, attribution, outer)
            self._remember(speaker, source)
        return speaker

    # Persons ---------------------------------------------------------------------------------

    def _speaker_for(self, person: Person) -> Speaker:
        if id(person) not in self._speakers:
            role = person.role.text if person.role else None
            organisation, party = self._affiliation.of(person)
            if party is None:
                party = self._party_of_superior(person)
            self._speakers[id(person)] = Speaker(
                person.name, SpeakerKind.PERSON, role, organisation, party, 1.0, "full name"
            )
        return self._speakers[id(person)]

    def _party_of_superior(self, person: Person) -> str | None:
        """Read "the president's spokesman, X" where the superior is a person of known side."""
        if person.role is None or person.role.kind == "civil":
            return None
        inside = self._registry.mentioned_in(person.role.span)
        others = [mention.person for mention in inside if mention.person is not person]
        return self._affiliation.of(others[0])[1] if others else None

    def _as_speaker(self, person: Person, reason: str, confidence: float) -> Speaker:
        return reread(self._speaker_for(person), confidence, reason)

    def _persons_met(self) -> Iterator[Referent]:
        for mention in self._registry.mentions:
            if mention.subject and not mention.quoted:
                yield self._referent(mention.person, mention.span.start)

    def _referent(self, person: Person, start: int, *, spoke: bool = False) -> Referent:
        words = (person.role.text or "").split() if person.role else []
        nouns = {role_noun(word) for word in words if role_kind(word)}
        if person.role is not None:
            nouns.add(person.role.noun)
            if person.role.noun in _HEADS:
                nouns |= offices_told(person.role.text)
        nouns |= {title.lower().strip(".") for title in person.titles}
        speaker = self._speaker_for(person)
        return Referent(start, speaker, person.gender, frozenset(nouns), person, spoke)

    def _named_person(self, source: Span) -> tuple[Person, str, float] | None:
        mentions = [m for m in self._registry.mentions if m.span.overlaps(source)]
        heads = [m for m in mentions if not self._is_owner(m, source)]
        if not heads:
            behind = named_behind(self._text, self._registry, source)
            if behind is not None:
                return behind, "full name", 1.0
            alone = one_name(self._text, self._registry, source)
            return (alone, "full name", 0.95) if alone else None
        chosen = heads[0]
        full = len(name_words(self._text[chosen.span.start : chosen.span.end])) > 1
        return chosen.person, "full name" if full else "surname", 1.0 if full else 0.95

    def _inverted(self, source: Span) -> tuple[Person, str, float] | None:
        """Read "in the commentary Focus.example said X": X said it, the outlet ran it."""
        for mention in self._registry.mentions:
            between = self._text[source.end : max(source.end, mention.span.start)]
            if _SAYING.fullmatch(between) and mention.person.role is not None:
                return mention.person, "full name", 0.8
        return None

    def _is_owner(self, mention: Mention, source: Span) -> bool:
        """Say whether the name only belongs to the phrase: "Hassan's brother", "aide to Hassan"."""
        after = self._text[mention.span.end : source.end]
        before = self._text[source.start : mention.span.start].rstrip()
        titled = self._text[mention.span.start : mention.span.end].lower()
        if before.endswith(_OF_FORCES) and "spokes" in titled:
            return False
        return bool(re.match(r"[’'](?:s\b)?", after)) or before.endswith(_OWNED_BY)

    def _possessed_by_person(self, phrase: str, source: Span) -> Speaker | None:
        """Read "Hassan's statement" as Hassan's."""
        owners = [m for m in self._registry.mentions if source.contains(m.span)]
        if owners and singular(head_noun(phrase)) in speaker_lexicon().claims:
            return self._as_speaker(owners[0].person, "surname", 0.9)
        return None

    # Pronouns --------------------------------------------------------------------------------

    def _pronoun(
        self,
        word: str,
        attribution: Attribution,
        parent: Attribution | None,
        outer: Speaker | None,
    ) -> Speaker | None:
        source = attribution.source or attribution.content
        in_quotation = parent is not None and parent.kind is not StatementKind.INDIRECT
        if word == "i":
            return outer
        if word in _SINGULAR:
            if in_quotation:
                return self._inside_quotation(source, outer)
            return self._last_person(source, _SINGULAR[word], attribution.content)
        if word in _PLURAL:
            return self._plural(word, source, outer if in_quotation else None)
        inside = self._body_inside(parent, source) if parent is not None else None
        return inside or self._subject_of_sentence(source) or self._last_body(source)

    def _last_body(self, source: Span) -> Speaker | None:
        bodies = self._kinds_before(source, SpeakerKind.BODY)
        return reread(bodies[-1].speaker, 0.8, "pronoun") if bodies else None

    def _last_person(
        self, source: Span, gender: str | None, said: Span | None = None
    ) -> Speaker | None:
        """Return who was met last, except for those who are only spoken of in what is `said`."""
        fitting = [
            r
            for r in self._memory.before(source.start)
            if r.is_one_person
            and self._memory.fits(r, gender)
            and (said is None or r.spoke or not said.start <= r.start < said.end)
        ]
        if not fitting:
            return None
        chosen = self._who_told_of(fitting[-1], fitting) or fitting[-1]
        self._memory.learn_gender(chosen, gender)
        others = other_readings([r for r in fitting if r is not chosen], chosen)
        return reread(chosen.speaker, 0.85 if others else 0.9, "pronoun", others)

    def _who_told_of(self, met: Referent, fitting: Sequence[Referent]) -> Referent | None:
        """Return who spoke of somebody met in his words: "X said that Y had fled," he added."""
        around = next((c for c in self._contents if c[0].start <= met.start < c[0].end), None)
        if around is None or met.spoke:
            return None
        told = [r for r in fitting if r.spoke and r.start == around[1]]
        return told[-1] if told else None

    def _inside_quotation(self, source: Span, outer: Speaker | None) -> Speaker | None:
        """Read "he" in a speaker's mouth: the last other person whom the speaker named."""
        for mention in reversed(self._registry.mentions):
            other = outer is None or mention.person.name != outer.name
            if mention.span.end <= source.start and mention.quoted and other:
                return self._as_speaker(mention.person, "pronoun", 0.8)
        return None

    def _subject_of_sentence(self, source: Span) -> Speaker | None:
        """Read "it" in a side clause: "the ministry voiced concern over X, where it said A"."""
        span = subject_above(self._document, source)
        before = subject_before(self._document, source)
        if (
            span is None
            and before is not None
            and not reports_words(self._document, before, self._source_spans)
        ):
            span = before  # "The council did not reply. It has said that …"
        if span is None or self._registry.mentioned_in(span):
            return None
        phrase = short_phrase(self._text[span.start : span.end])
        acts = any(m.acts and m.span.overlaps(span) for m in self._parties)
        if not acts and not is_body_name(phrase):
            return None
        return reread(self._unnamed.body(phrase, span, "name"), 0.85, "pronoun")

    def _body_inside(self, parent: Attribution, source: Span) -> Speaker | None:
        """Read "it" in what a speaker says: the last side named in the same words."""
        before = Span(parent.content.start, max(parent.content.start, source.start))
        named = [m for m in self._parties if m.acts and before.contains(m.span)]
        if not named:
            return None
        span = named[-1].span
        return reread(
            self._unnamed.body(self._text[span.start : span.end], span, "name"), 0.8, "pronoun"
        )

    def _plural(self, word: str, source: Span, outer: Speaker | None) -> Speaker | None:
        if outer is not None:
            own = word in _FIRST_PLURAL
            party = outer.party if own else self._context.enemy_of(outer.party)
            return self._unnamed.side(party, "pronoun", 0.7) if party else None
        several = self._kinds_before(source, SpeakerKind.BODY, SpeakerKind.UNNAMED)
        return reread(several[-1].speaker, 0.8, "pronoun") if several else None

    def _kinds_before(self, source: Span, *kinds: SpeakerKind) -> list[Referent]:
        met = of_owners_side(self._memory.before(source.start), self._parties, self._text, source)
        return [r for r in met if r.speaker.kind in kinds]

    # Roles -----------------------------------------------------------------------------------

    def _role_mention(self, phrase: str, source: Span, attribution: Attribution) -> Speaker | None:
        """Read "the spokesman", "the nurse in the camp": somebody met before by that role."""
        short = short_phrase(phrase)
        noun = role_noun(head_noun(short))
        if not is_definite(short):
            return None
        if noun == "military":
            return self._translated_military(source, attribution)
        if noun.endswith("-year-old"):
            return self._last_person(source, None)
        kind = role_kind(noun)
        if kind is None or noun != head_noun(short):
            return None
        if short.split()[0].lower() in ("his", "her"):  # whoever that is, it is his own
            return self._by_role(noun, short, source, strictly=True)
        return self._by_role(noun, short, source) or self._by_elimination(noun, short, source)

    def _by_role(
        self, noun: str, phrase: str, source: Span, *, strictly: bool = False
    ) -> Speaker | None:
        """Find the last one called so, or by a word for the same office; then the first later."""
        before = self._kinds_before(source, SpeakerKind.PERSON, SpeakerKind.UNNAMED)
        alike = frozenset() if strictly else speaker_lexicon().also_called.get(noun, frozenset())
        for nouns in ({noun}, alike):
            same = [r for r in before if nouns & r.nouns and self._agrees(r, phrase)]
            if same:
                others = other_readings(same[:-1], same[-1])
                chosen = self._unnamed.one_of(same[-1].speaker, nouns, source)
                return reread(chosen, 0.8 if others else 0.9, "role", others)
        later = [r for r in self._memory.all() if noun in r.nouns and r.person]
        fitting = [r for r in later if self._agrees(r, phrase)]
        return reread(fitting[0].speaker, 0.8, "role") if fitting else None

    def _by_elimination(self, noun: str, phrase: str, source: Span) -> Speaker | None:
        """Give a role that nobody was given to the last one who can have it."""
        if role_kind(noun) != "civil":
            before = self._kinds_before(source, SpeakerKind.PERSON, SpeakerKind.UNNAMED)
            return self._last_official(before, phrase)
        gender = gender_of([noun])
        return self._last_person(source, gender) if gender else None

    def _agrees(self, referent: Referent, phrase: str) -> bool:
        """Keep "the Russian spokesman" from meaning a Ukrainian one."""
        known, party = referent.speaker, self._affiliation.named_in(phrase)
        other = is_another(phrase, known.role, known.organisation)
        return not other and (party is None or known.party in (None, party))

    def _last_official(self, before: list[Referent], phrase: str) -> Speaker | None:
        """Take a role that nobody was given ("the soldier") for the official who spoke last."""
        # whoever has another office is no mayor, and no minister of this or that
        noun = head_noun(phrase)
        local = noun in LOCAL_OFFICES or portfolios_in(phrase)
        fitting = [
            referent
            for referent in before
            if referent.person is not None
            and (referent.spoke or referent.person.is_military)
            and referent.speaker.party is not None
            and self._agrees(referent, phrase)
            and not (local and referent.person.has_another_office(noun))
        ]
        return reread(fitting[-1].speaker, 0.65, "role") if fitting else None

    def _translated_military(self, source: Span, attribution: Attribution) -> Speaker | None:
        """Take "the military said" for a person only where the article calls persons so.

        Reports translated from Slavic languages write "the military" and "the soldier" for one
        serviceman who was named; elsewhere the words mean the armed forces.
        """
        if attribution.kind is not StatementKind.DIRECT:
            return None
        if not any(re.search(r"\bthe (?:soldier|serviceman)\b", s) for s in self._sources):
            return None
        before = self._memory.before(source.start)
        bodies = [r for r in before if r.spoke and r.speaker.kind is SpeakerKind.BODY]
        if any("military" in referent.nouns for referent in bodies):
            return None
        return self._last_official(before, "the military")

    # Memory ----------------------------------------------------------------------------------

    def _side_of_the_accused(
        self, speaker: Speaker, attribution: Attribution, outer: Speaker | None
    ) -> Speaker:
        """Give a person of no known side, called a liar by a side, to the side against it."""
        accused = attribution.stance in (Stance.DENIES, Stance.DOUBTS)
        no_role = speaker.kind is SpeakerKind.PERSON and speaker.role is None
        if speaker.party is not None or not (accused and no_role) or outer is None:
            return speaker
        party = self._context.enemy_of(outer.party)
        for key, known in self._speakers.items():
            if known.name == speaker.name:
                self._speakers[key] = replace(known, party=party)
        return replace(speaker, party=party)

    def _remember(self, speaker: Speaker, source: Span) -> None:
        if speaker.kind is SpeakerKind.PERSON:
            for person in self._registry.persons:
                if person.name == speaker.name:
                    self._memory.remember(self._referent(person, source.start, spoke=True))
            return
        phrase = short_phrase(self._text[source.start : source.end])
        nouns = {role_noun(head_noun(phrase))}
        behind = _PAPER_BY.search(self._text, 0, source.start)
        if is_paper(phrase) or (behind and behind[1].lower() in speaker_lexicon().papers):
            nouns.add("paper")
        gender = gender_of(phrase.split()[:4])
        met = Referent(source.start, speaker, gender, frozenset(nouns), spoke=True)
        self._memory.remember(met)

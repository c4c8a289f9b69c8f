"""A clause as one side of a possible dispute: what it holds true, of whom, how wide, how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from anyascii import anyascii

from importer.link.context import Ground, Setting
from importer.link.lexicon import Scale, lexicon
from importer.link.parts import common_words
from importer.link.phrasing import CLAIM_OF, DAY, SAID_ON, UNCONFIRMED
from importer.link.words import content_words, has_phrase, plain_words
from importer.model import (
    ArticleStatement,
    ClaimFrame,
    ClaimType,
    Location,
    Modality,
    Polarity,
    Span,
    Stance,
    Statement,
)
from importer.resolve.party_names import party_from_words

_EVENTS = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.STRIKE, ClaimType.ATTACK})
_AGREED = frozenset({ClaimType.CEASEFIRE, ClaimType.OTHER})
"""Types of claims that are of the agreement itself."""
_PRESENT = frozenset({"is", "are", "has", "have", "continue", "continues", "being", "now"})
_CONDITIONS = frozenset({"until", "unless", "if", "whether"})
ANYBODY = "*"
"""The party of a clause that speaks of all of them: "neither side holds it"."""
ALL_BUT = 0.8  # From which share on a claim is one of the whole: "almost completely".
ALL = 0.95  # The same where the share is told in figures.
UNNAMED = "?"
"""The party of a clause that does not say which: "the capture never happened"."""
NOBODY = frozenset({"nobody", "one"})
PEOPLE_KINDS = frozenset({"combatants", "civilians", "people"})


@dataclass(frozen=True, eq=False)
class Position:
    """One clause of one statement with its setting.

    Positions are compared by identity, so that what was found out about one can be kept.
    """

    item: ArticleStatement
    frame: ClaimFrame
    setting: Setting

    @cached_property
    def statement(self) -> Statement:
        """Return the statement that the clause stands in."""
        return self.item.statement

    @cached_property
    def text(self) -> str:
        """Return the words of the clause; of the statement where the clause gives no span in it."""
        statement = self.statement
        start = max(self.frame.start, statement.start) - statement.start
        end = min(self.frame.end, statement.end) - statement.start
        clause = statement.text[start:end] if 0 <= start < end else ""
        return clause or statement.text

    @cached_property
    def span(self) -> Span:
        """Return the evidence: the clause inside its statement."""
        statement = self.statement
        start, end = max(self.frame.start, statement.start), min(self.frame.end, statement.end)
        return Span(start, end) if start < end else Span(statement.start, statement.end)

    @cached_property
    def places(self) -> tuple[Location, ...]:
        """Return the places of the clause; those of its statement where it names none."""
        own = tuple(place for place in self.setting.places if place.key in self.frame.places)
        return own or self.setting.places

    @cached_property
    def type(self) -> ClaimType:
        """Return the type of the claim."""
        return self.frame.type

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the stems of the content words; of a bare denial, those of the claim it means."""
        meant = content_words(self.answers.text) if self.answers else frozenset()
        return content_words(self.text) | meant

    @cached_property
    def plain(self) -> frozenset[str]:
        """Return all words in lower case."""
        return frozenset(plain_words(self.text))

    @cached_property
    def is_unsure(self) -> bool:
        """Say whether another clause of the statement gives the same predicate the other sign."""
        return any(
            frame.predicate == self.frame.predicate and frame.polarity is not self.frame.polarity
            for frame in self.statement.frames
        )

    @cached_property
    def answers(self) -> Statement | None:
        """Return the claim before it that a bare denial rejects."""
        return self.setting.answers

    @cached_property
    def speaker(self) -> str | None:
        """Return the name of the speaker."""
        speaker = self.statement.speaker
        return speaker.name if speaker else None

    @cached_property
    def speaker_party(self) -> str | None:
        """Return the party for whom the speaker speaks."""
        speaker = self.statement.speaker
        return speaker.party if speaker else None

    @cached_property
    def is_fact(self) -> bool:
        """Say whether the clause asserts, as against plans, conditions and forecasts."""
        if self.frame.modality is Modality.POSSIBLE:
            return lexicon().foreseeing.search(self.text) is None
        if self.type not in _AGREED and self._is_undertaken:
            return False
        return self.frame.modality is Modality.ASSERTED

    @cached_property
    def _is_undertaken(self) -> bool:
        """Say whether the clause stands under "agreed to", or tells of something undertaken."""
        statement = self.statement
        start = max(0, self.frame.start - statement.start)
        before = statement.text[:start].split()[-2:]
        line = " ".join((*before, self.text))
        waits = _CONDITIONS.intersection(plain_words(line)[: len(before) + 1])
        return bool(waits) or lexicon().undertaking.search(line) is not None

    @cached_property
    def counts_none(self) -> bool:
        """Say whether the clause counts nothing of what it names: "not one lorry"."""
        return any(q.low == 0 and q.high == 0 for q in self.statement.quantities)

    @cached_property
    def sign(self) -> int:
        """Return 1 where the clause affirms its matter, -1 where it rules it out."""
        sign = -1 if self.frame.polarity is Polarity.NEGATIVE else 1
        words = lexicon()
        ceases = self.type in words.reversing_types and self.plain & words.reversing
        return -sign if ceases else sign

    @cached_property
    def persists(self) -> bool:
        """Say whether the clause holds for the days before its own as well: "still", "never"."""
        words = lexicon()
        told = self.plain & words.persistence_words
        return bool(told) or has_phrase(self.text, words.persistence_phrases)

    @cached_property
    def names_day(self) -> bool:
        """Say whether the statement itself names a day, and not only the one who reports it."""
        return bool(DAY.search(SAID_ON.sub("", self.statement.text)))

    @cached_property
    def is_told_later(self) -> bool:
        """Say whether the day is that of the saying, of an event that may lie some days back.

        "We lost no men in the ambush," he said on Tuesday: the ambush may have been on Sunday.
        """
        past = self.type in _EVENTS and not self.plain & _PRESENT
        return past and not self.names_day

    @cached_property
    def corrects(self) -> bool:
        """Say whether the statement sets its day against another: "not on Sunday"."""
        return has_phrase(self.statement.text, lexicon().correction_phrases)

    @cached_property
    def plain_speaker(self) -> str | None:
        """Return the speaker's name without accents and case."""
        return anyascii(self.speaker).casefold() if self.speaker else None

    @cached_property
    def lasts(self) -> bool:
        """Say whether what the clause tells goes on after its day: who captured a town holds it.

        Who only began to pull out may be there still.
        """
        affirmed = self.frame.polarity is Polarity.POSITIVE
        if self.plain & lexicon().beginning:
            return False
        return affirmed and self.frame.predicate in lexicon().lasting

    @cached_property
    def is_partial(self) -> bool:
        """Say whether the clause speaks of a part of its place only."""
        if self.frame.degree is not None:
            return 0 < self.frame.degree < self._whole
        return bool(self.plain & self._common & lexicon().part_words) and not self.is_whole

    @cached_property
    def _common(self) -> frozenset[str]:
        return common_words(self.text, self.places)

    @cached_property
    def is_elsewhere(self) -> bool:
        """Say whether the statement speaks of a place that it does not name: "in his village"."""
        named = self.setting.place_ground is Ground.OWN or bool(self.setting.spots)
        return not named and has_phrase(self.statement.text, lexicon().elsewhere)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Return the parts of a place that can be but one: its airport, its hospital."""
        return self.plain & lexicon().single_parts

    @cached_property
    def named_parts(self) -> frozenset[str]:
        """Return the parts of a place of which it has but one each: "centre", "northern"."""
        return (self.plain & self._common & lexicon().part_words) - lexicon().loose_parts

    @cached_property
    def is_whole(self) -> bool:
        """Say whether the clause says that it speaks of all of its place."""
        degree = self.frame.degree
        return bool(self.plain & lexicon().whole_words) if degree is None else degree >= self._whole

    @property
    def _whole(self) -> float:
        """Return from which share on the clause is of the whole: 80 per cent is a part."""
        counted = any(quantity.unit in ("%", "ratio") for quantity in self.statement.quantities)
        return ALL if counted else ALL_BUT

    @cached_property
    def rejects(self) -> bool:
        """Say whether the statement rejects what another said, by its cue or its own words."""
        if self.frame.polarity is not Polarity.NEGATIVE:
            return False
        cue = plain_words(self.statement.cue or "")
        return self.calls_it_a_lie or bool(lexicon().denial_cues.intersection(cue))

    @cached_property
    def calls_it_a_lie(self) -> bool:
        """Say whether the statement, or its cue, calls something a lie or unhappened."""
        words = lexicon()
        said = f"{self.statement.cue or ''} {self.statement.text}"
        return bool(words.denial_nouns.intersection(plain_words(said))) or has_phrase(
            self.statement.text, words.denial_phrases
        )

    @cached_property
    def claimants(self) -> frozenset[str]:
        """Return the names, in lower case, of those whose claim the statement says it rejects.

        Of states the code, so that "Moscow's claim" and "the Russian report" are of one party.
        """
        found = CLAIM_OF.findall(self.statement.text)
        names = {name for match in found for name in match if name}
        parties = {party_from_words(name) or name for name in names}
        return frozenset(name.lower() for name in names | parties)

    @cached_property
    def is_passed_on(self) -> bool:
        """Say whether the clause only passes on what a nested statement says."""
        return any(
            (child.stance in (Stance.REPORTS, Stance.DOUBTS) or self._is_denied_words(child))
            and child.start < self.frame.end
            and self.frame.start < child.end
            for child in self.setting.children
        )

    def _is_denied_words(self, child: Statement) -> bool:
        return child.stance is Stance.DENIES and self.frame.polarity is Polarity.POSITIVE

    @cached_property
    def standing(self) -> dict[str, str]:
        """Return where the clause leaves each party at its place, by the table of standings."""
        unplaced = self.frame.predicate in lexicon().no_standing and not self._clears_a_place
        if unplaced or self.is_of_men:
            return {}
        polarity = self.frame.polarity.value
        result: dict[str, str] = {}
        table = lexicon().standing
        for role, party in (("agent", self.frame.agent), ("target", self.frame.target)):
            effect = table.get((self.type, role), {}).get(polarity)
            if effect == "holds" and party in lexicon().bystanders:
                continue
            if effect and party:
                result.setdefault(party, effect)
            elif effect and role == "agent" and self._denies_unnamed:
                result.setdefault(ANYBODY if self.is_of_anybody else UNNAMED, effect)
        is_held = self.type is ClaimType.CONTROL and self.frame.polarity is Polarity.POSITIVE
        if self.frame.holder and is_held and self.frame.holder not in lexicon().bystanders:
            result[self.frame.holder] = "holds"
        return result

    @property
    def _clears_a_place(self) -> bool:
        """Say whether a clause tells of towns or villages cleared, and of no mines or rubble."""
        words, plain = lexicon(), self.plain
        cleared = self.frame.predicate == "clear" and not self.is_partial
        return cleared and bool(words.cleared & plain) and not words.cleared_of & plain

    @cached_property
    def is_of_men(self) -> bool:
        """Say whether the clause tells how many people gave up or were taken, not who has a place.

        Whoever counts what was taken otherwise, villages or kilometres, speaks of the place.
        """
        kinds, frame = lexicon().counted, self.frame
        start, end = frame.start, frame.end  # "60 men captured there": they stand before it.
        own = [q for q in self.statement.quantities if start <= q.start < end or q.end + 1 == start]
        words = [word for quantity in own for word in (quantity.counted or "").split()]
        nobody = bool(NOBODY & self.plain)
        counted = nobody or any(kinds.get(word) in PEOPLE_KINDS for word in words)
        captives = bool(self.plain & {"captured", "prisoner", "captive", "hostage"})
        held = frame.predicate == "hold" and (self.counts_none or captives)
        return counted and (held or frame.predicate in lexicon().of_men)

    @property
    def _denies_unnamed(self) -> bool:
        """Say whether a clause denies a standing without saying whose; "no units" is too wide."""
        negative = self.frame.polarity is Polarity.NEGATIVE
        return negative and (self.type is not ClaimType.FORCES or self.is_of_anybody)

    @cached_property
    def is_of_anybody(self) -> bool:
        """Say whether the clause speaks of every party at once."""
        words = lexicon()
        return bool(self.plain & words.anybody_words) or has_phrase(
            self.text, words.anybody_phrases
        )

    def is_alike(self, other: Position) -> bool:
        """Say whether two predicates mean one thing, so that the one can deny the other."""
        groups = lexicon().alike
        one, two = self.frame.predicate, other.frame.predicate
        if one is None or two is None:
            return self.type is other.type
        return one == two or (one in groups and groups[one] == groups.get(two))

    def end_of(self, scale: Scale) -> int:
        """Return 1 or -1 for the end of the scale that the clause stands at, 0 for neither."""
        return self._ends.get(scale.name, 0)

    @property
    def scales(self) -> frozenset[str]:
        """Return the names of the scales that the clause stands on."""
        return frozenset(self._ends)

    @property
    def stands_on_scales(self) -> bool:
        """Say whether the clause stands on any scale."""
        return bool(self._ends)

    @cached_property
    def _ends(self) -> dict[str, int]:
        """Return the ends of scales that the clause stands at."""
        ends = {scale.name: self._end_of(scale) for scale in lexicon().scales}
        return {name: end for name, end in ends.items() if end}

    def _end_of(self, scale: Scale) -> int:
        """Return 1 or -1 for the end of the scale, 0 for neither.

        A word behind a negation stands for the other end: "has not reopened" is closed.
        """
        if self.type not in scale.types and not scale.nouns & self.plain:
            return 0
        ends, negated = set(), False
        line = plain_words(self.text)
        for number, word in enumerate(line):
            end = (word in scale.high_words) - (word in scale.low_words)
            if end:
                turned = bool(lexicon().negators.intersection(line[max(0, number - 3) : number]))
                negated = negated or turned
                ends.add(-end if turned else end)
        joined = f" {' '.join(line)} "
        ends |= {1 for phrase in scale.high_phrases if f" {phrase} " in joined}
        low = any(f" {phrase} " in joined for phrase in scale.low_phrases)
        ends = {-1} if low else ends
        if len(ends) != 1:
            return 0
        end = ends.pop()
        return -end if self.frame.polarity is Polarity.NEGATIVE and not negated else end

    def is_negated_on(self, scale: Scale) -> bool:
        """Say whether the clause takes its end by negating a word of the other."""
        own, other = scale.low_words, scale.high_words
        if self.end_of(scale) > 0:
            own, other = other, own
        return bool(self.plain & other) and not self.plain & own


def positions(item: ArticleStatement, setting: Setting) -> tuple[Position, ...]:
    """Return the clauses of a statement that its source stands for."""
    if UNCONFIRMED.search(item.statement.text):
        return ()
    found = (Position(item, frame, setting) for frame in item.statement.frames)
    return tuple(position for position in found if not position.is_passed_on)

"""The days that a statement is about, from its own dates, its context and its tense."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from importer.attribute.attribution import Attribution
from importer.model import Span, StatementKind, TimeInterval, TimeMention
from importer.normalise import dating_words as dating
from importer.normalise.asides import (
    is_aside,
    is_background,
    is_told_beside,
    is_told_of_place,
)
from importer.normalise.calendar import UNRESOLVED
from importer.normalise.counted import Tokens
from importer.normalise.days_around import (
    day_named_later,
    day_of_clock,
    days_from_day,
    holds_clock,
)
from importer.normalise.tense import (
    Tense,
    governing_verb,
    is_identity,
    is_lasting,
    is_pluperfect,
    looks_ahead,
    main_verbs,
    opening_tense,
    tense_of,
)
from importer.segment.document import Document, Paragraph


def statement_times(
    document: Document, attributions: Sequence[Attribution], mentions: Sequence[TimeMention]
) -> list[TimeInterval | None]:
    """Return for each attribution the days during which its claim holds or its event took place.

    The order of evidence is that of the annotation guide: the statement's own dates; for what is
    present the day of the saying or of publication; for what is past its sentence, its paragraph
    or quotation, and the paragraph before.
    """
    return _Dating(document, attributions, mentions).times()


class _Dating:
    """The dating of one article's statements."""

    def __init__(
        self,
        document: Document,
        attributions: Sequence[Attribution],
        mentions: Sequence[TimeMention],
    ) -> None:
        self.document = document
        self.attributions = attributions
        self.mentions = list(mentions)
        self.published = document.article.published
        self._tokens = {p.index: Tokens(p.doc, p.text) for p in document.paragraphs}
        self._first = {id(m): self._token_at(m.start) for m in self.mentions}
        self.contents = [a.content for a in attributions if a.kind is not StatementKind.NARRATION]
        self.saying = {id(m) for m in self.mentions if self._dates_a_saying(m)}

    def times(self) -> list[TimeInterval | None]:
        """Date every statement; an outer one comes before those nested in it."""
        found: list[TimeInterval | None] = []
        for attribution in self.attributions:
            parent = attribution.parent
            outer = found[parent] if parent is not None and parent < len(found) else None
            found.append(self._time(attribution, outer))
        return found

    def _time(self, attribution: Attribution, outer: TimeInterval | None) -> TimeInterval | None:
        own = self._own(attribution)
        if own is not None:
            return self._past_part(own, attribution) if own != UNRESOLVED else None
        verbs = main_verbs(dating.content_tokens(self.document, attribution))
        tense = tense_of(verbs[0]) if verbs else Tense.NONE
        if attribution.parent is not None:
            return self._nested(tense, outer)
        if tense is Tense.FUTURE:
            return None
        if tense is Tense.PRESENT:
            now = self._day_of_saying(attribution) or self._publication()
            return dating.until_now(dating.content_text(self.document, attribution), now)
        verb = verbs[0] if verbs else None
        if verb is not None and attribution.cue is not None and is_pluperfect(verb):
            # "said that there had been no fighting for two days": seen from the saying
            now = self._day_of_saying(attribution) or self._publication()
            lasted = dating.until_now(dating.content_text(self.document, attribution), now)
            if lasted != now:
                return lasted
        return self._past(attribution, tense, verb) or self._present_beside(attribution, verbs[1:])

    def _dates_something_else(self, mention: TimeMention) -> bool:
        """Say whether a date is that of a figure or state put beside the claim, or a deadline."""
        before = self._before(mention)
        if dating.BESIDE.search(before) or dating.COMPARED.search(before):
            return True
        verb = self._verb_of(mention)
        marks = (c.lower_ for c in verb.children if c.dep_ == "mark") if verb is not None else ()
        return any(m in dating.CONTRASTS for m in marks) or (verb and verb.lower_) == "born"

    def _past_part(self, interval: TimeInterval, attribution: Attribution) -> TimeInterval:
        """End "this week" and "all year" at publication, unless the statement looks ahead."""
        today, start, end = self.published, interval.start, interval.end
        if today is None or start is None or end is None or not start < today < end:
            return interval
        tokens = dating.content_tokens(self.document, attribution)
        ahead = opening_tense(tokens) is Tense.FUTURE
        return interval if ahead else TimeInterval(start, today)

    # -- the statement's own dates ---------------------------------------------------------
    def _own(self, attribution: Attribution) -> TimeInterval | None:
        """Return the date inside the statement that belongs to its main claim."""
        content = attribution.content
        inside = [m for m in self.mentions if content.start <= m.start and m.end <= content.end]
        if attribution.kind is StatementKind.NARRATION:
            inside = [m for m in inside if id(m) not in self.saying] or inside
        usable = [m for m in inside if not self._dates_something_else(m)]
        usable = [m for m in usable if not is_told_of_place(self._first[id(m)])]
        beside = [m for m in usable if is_told_beside(self._first[id(m)])]
        words = dating.content_tokens(self.document, attribution) if beside else ()
        if beside and (opening_tense(words) is Tense.PRESENT or self._day_of_saying(attribution)):
            usable = [m for m in usable if m not in beside]
        if shifted := self._shifted(content):
            return shifted
        if not usable:
            before = any(dating.BEFORE.search(self._before(m)) for m in inside)
            return UNRESOLVED if before else None
        dated = [m for m in usable if m.interval != UNRESOLVED]
        if not dated:
            return UNRESOLVED
        mention, verb = self._closest(content, dated)
        if verb is not None and tense_of(verb) is Tense.FUTURE and self._is_over(mention):
            return UNRESOLVED  # "the siege that began on Monday will go on"
        if verb is not None and self._is_ahead(mention) and dating.is_settled(verb):
            return UNRESOLVED  # "agreed to withdraw by Friday": the deadline of a plan
        return self._as_said(attribution, self._interval(mention), mention)

    def _is_over(self, mention: TimeMention) -> bool:
        """Say whether a date lies in the past and belongs to no clause about the future."""
        end = mention.interval.end
        if end is None or self.published is None or end >= self.published:
            return False
        token = self._first[id(mention)]
        return token is not None and not looks_ahead(token)

    def _is_ahead(self, mention: TimeMention) -> bool:
        """Say whether a date lies wholly behind the day of publication."""
        start = mention.interval.start
        return start is not None and self.published is not None and start > self.published

    def _verb_of(self, mention: TimeMention) -> Token | None:
        """Return the verb that a date hangs on."""
        token = self._first[id(mention)]
        return governing_verb(token) if token is not None else None

    def _as_said(
        self, attribution: Attribution, interval: TimeInterval, mention: TimeMention
    ) -> TimeInterval:
        """Move "last night" in a quotation to the night before the day on which it was said."""
        said = self._day_of_saying(attribution)
        quoted = attribution.kind is StatementKind.DIRECT and dating.DEICTIC.search(mention.mention)
        if not (quoted and said and said.start and self.published and said.start == said.end):
            return interval
        shift = said.start - self.published
        return TimeInterval(
            interval.start and interval.start + shift, interval.end and interval.end + shift
        )

    def _before(self, mention: TimeMention) -> str:
        return self.document.text[max(0, mention.start - dating.WINDOW) : mention.start]

    def _closest(
        self, content: Span, mentions: list[TimeMention]
    ) -> tuple[TimeMention, Token | None]:
        """Prefer a date that hangs on the main verb to one inside a subordinate phrase."""
        verbs = main_verbs(self.document.tokens_between(content.start, content.end))
        main = verbs[0] if verbs else None
        for mention in mentions:
            verb = self._verb_of(mention)
            if verb is not None and main is not None and verb == main:
                return mention, main
        return mentions[0], main

    def _interval(self, mention: TimeMention) -> TimeInterval:
        """Open the interval of a date that is only a beginning or an end."""
        before = self._before(mention)
        if self._is_beginning(mention):
            return TimeInterval(mention.interval.start, self.published)
        if dating.UNTIL.search(before):
            return TimeInterval(None, mention.interval.end)
        return mention.interval

    def _shifted(self, content: Span) -> TimeInterval | None:
        """Date the clause of "on Monday, three days after the army announced …"."""
        sentence = self._sentence(content)
        if sentence is None:
            return None
        return days_from_day(self.document.text, sentence, content, self.mentions)

    # -- the saying ------------------------------------------------------------------------
    def _token_at(self, offset: int) -> Token | None:
        """Return the token that begins at an offset of the article."""
        paragraph = self.document.paragraph_at(offset)
        if paragraph is None:
            return None
        return self._tokens[paragraph.index].starting_at(offset - paragraph.start)

    def _sentence(self, span: Span) -> Span | None:
        """Return the sentence in which a span begins."""
        paragraph, token = self.document.paragraph_at(span.start), self._token_at(span.start)
        return paragraph.span_of(token.sent) if paragraph and token is not None else None

    def _dates_a_saying(self, mention: TimeMention) -> bool:
        """Say whether a date stands in a cue clause, outside all that is said."""
        if any(c.start <= mention.start and mention.end <= c.end for c in self.contents):
            return False
        sentence = self._sentence(Span(mention.start, mention.end))
        token = self._first[id(mention)]
        if sentence is None or token is None or dating.SINCE.search(self._before(mention)):
            return False
        cues = [
            a.cue
            for a in self.attributions
            if a.cue and sentence.start <= a.cue.start < sentence.end
        ]
        here = self.document.paragraph_at(mention.start)
        return bool(cues) and not (here and is_aside(token, cues, here))

    def _day_of_saying(self, attribution: Attribution) -> TimeInterval | None:
        """Return the day that the cue's own sentence gives for the saying."""
        sentence = self._sentence(attribution.cue) if attribution.cue else None
        if attribution.cue is None or sentence is None:
            return None
        sayings = (m for m in self.mentions if id(m) in self.saying)
        dated = [m for m in sayings if sentence.start <= m.start < sentence.end]
        cue = self._token_at(attribution.cue.start)
        own = [m for m in dated if cue is not None and self._verb_of(m) == cue] or dated
        return dating.known(own[0].interval) if own else None

    def _publication(self) -> TimeInterval | None:
        return TimeInterval(self.published, self.published) if self.published else None

    # -- the past --------------------------------------------------------------------------
    def _past(
        self, attribution: Attribution, tense: Tense, verb: Token | None
    ) -> TimeInterval | None:
        """Date what is past by its sentence, quotation, paragraph, and the paragraph before."""
        content = attribution.content
        if said := self._day_of_saying(attribution):
            return self._past_part(said, attribution)
        paragraph = self.document.paragraph_at(content.start)
        if paragraph is None:
            return None
        here = [m for m in self._events(paragraph) if m.start < content.start]
        here = [m for m in here if not self._is_beginning(m)] or here
        if here and self._is_beginning(here[-1]) and self._stands_alone(attribution, tense, verb):
            here = []  # "that 300 had joined since Monday, and that it was advancing"
        if here:
            lent = dating.known(self._interval(here[-1]))
            return self._past_part(lent, attribution) if lent else None
        later = day_named_later(self.attributions, self.mentions, attribution)
        if later := later or self._day_of_clock(content):
            return later
        if self._stands_alone(attribution, tense, verb):
            # "said that it was advancing": the present of the saying, moved back with its verb
            course = verb is not None and is_lasting(verb) and attribution.cue is not None
            return self._publication() if course and attribution.parent is None else None
        return self._paragraph_before(paragraph, attribution)

    def _day_of_clock(self, content: Span) -> TimeInterval | None:
        """Return the day of a time of day in the statement: the one that was named last."""
        if not holds_clock(self.document.text[content.start : content.end]):
            return None
        events = [m for p in self.document.body for m in self._events(p)]
        sayings = [m for m in self.mentions if id(m) in self.saying]
        return day_of_clock(content, events, sayings) or self._publication()

    def _stands_alone(self, attribution: Attribution, tense: Tense, verb: Token | None) -> bool:
        """Say whether a claim about the past is too loose to belong to the event told before."""
        if tense is Tense.NONE:  # a denial, or "called the claim a lie", is about what was claimed
            denies = re.match(r"den(?:y|ie)", attribution.cue_text or "", re.IGNORECASE)
            return not denies and not self._judges(attribution)
        if verb is None:
            return False
        # "said that it was advancing" is the present of a saying that has no day
        backshifted = attribution.kind is not StatementKind.DIRECT and is_lasting(verb)
        return backshifted or is_identity(verb)

    def _judges(self, attribution: Attribution) -> bool:
        """Say whether a claim of somebody else is nested in this one."""
        return any(
            other.parent is not None and self.attributions[other.parent] is attribution
            for other in self.attributions
        )

    def _events(self, paragraph: Paragraph) -> list[TimeMention]:
        """Return the dates of a paragraph that are dates of events."""
        return [
            m
            for m in self.mentions
            if paragraph.start <= m.start < paragraph.end
            and id(m) not in self.saying
            and not dating.BESIDE.search(self._before(m))
            and not dating.COMPARED.search(self._before(m))
            and not self._begins_an_era(m)
            and not self._is_background(m)
        ]

    def _is_background(self, mention: TimeMention) -> bool:
        """Say whether a date outside all that is said tells of times past: "formed in 2012"."""
        token = self._first[id(mention)]
        if token is None or any(c.start <= mention.start < c.end for c in self.contents):
            return False
        return is_background(token, mention.interval, self.published)

    def _begins_an_era(self, mention: TimeMention) -> bool:
        """Tell "since 2014", the frame of a report, from "since Sunday", the day of an event."""
        start, end = mention.interval.start, mention.interval.end
        long = start is None or end is None or end - start > dating.LONGEST_BEGINNING
        return long and self._is_beginning(mention)

    def _is_beginning(self, mention: TimeMention) -> bool:
        """Tell "since Monday", and "since the truce collapsed on Monday"."""
        if dating.SINCE.search(self._before(mention)):
            return True
        verb = self._verb_of(mention)
        if verb is None:
            return False
        taken = verb.dep_ == "pcomp" and verb.head.lower_ == "since"  # "since taking the town on"
        return taken or any(c.dep_ == "mark" and c.lower_ == "since" for c in verb.children)

    def _paragraph_before(
        self, paragraph: Paragraph, attribution: Attribution
    ) -> TimeInterval | None:
        """Take the one day of the paragraph before, if it is the day of an event."""
        before = [p for p in self.document.body if p.index < paragraph.index]
        if not before:
            return None
        events = [m for m in self._events(before[-1]) if not self._stays_behind(m, attribution)]
        day = dating.innermost([mention.interval for mention in events])
        if day is None or self._dates_a_state(events[-1]) or self._tells_of_another(attribution):
            return None
        if attribution.kind is not StatementKind.DIRECT and dating.is_vague(day):
            return None  # a quotation may go on with what it dated, the article's words do not
        return dating.known(day)

    def _tells_of_another(self, attribution: Attribution) -> bool:
        """Say whether the sentence turns to another event: "Separately, a drone hit a bus"."""
        sentence = self._sentence(attribution.content)
        return (
            sentence is not None
            and dating.ELSEWHERE.match(self.document.text, sentence.start) is not None
        )

    def _dates_a_state(self, mention: TimeMention) -> bool:
        """Say whether a date is that of a state or course, which no later sentence takes up."""
        verb = self._verb_of(mention)
        return verb is not None and is_lasting(verb) and not self._is_beginning(mention)

    def _stays_behind(self, mention: TimeMention, attribution: Attribution) -> bool:
        """Say whether no later paragraph takes up a date: "looted since Monday", others' words."""
        verb = self._verb_of(mention)
        open_ = self._is_beginning(mention) and not (verb and is_lasting(verb))
        return bool(open_) or any(
            other.kind is StatementKind.DIRECT
            and other.content.start <= mention.start < other.content.end
            and (other.utterance is None or other.utterance != attribution.utterance)
            for other in self.attributions
        )

    def _present_beside(
        self, attribution: Attribution, verbs: Sequence[Token]
    ) -> TimeInterval | None:
        """Fall back on the present where a clause beside the first one is in the present."""
        for verb in verbs:
            if tense_of(verb) is Tense.PRESENT:
                return self._day_of_saying(attribution) or self._publication()
        return None

    # -- nested ----------------------------------------------------------------------------
    def _nested(self, tense: Tense, outer: TimeInterval | None) -> TimeInterval | None:
        """Give a nested claim the time of the one it is reported in, unless that is the present."""
        present = self._publication()
        if tense is Tense.PRESENT:
            return outer or present
        return None if outer == present or tense is Tense.FUTURE else outer

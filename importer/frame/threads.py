"""The thread of an article: who "they" are and what "that" refers to, statement by statement."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from importer.attribute.attribution import Attribution
from importer.frame.framed import Framed
from importer.frame.noun_phrases import IT, THEY
from importer.frame.scene import Context, Scene, lemma
from importer.model import (
    ClaimFrame,
    ClaimType,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    StatementKind,
)
from importer.resolve.bodies import is_singular_person
from importer.segment import Paragraph

_LOOK_BACK = 5
_PEOPLE_AS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


class Thread:
    """The statements of an article in order, and what has been read of them so far."""

    def __init__(
        self,
        scene: Scene,
        attributions: Sequence[Attribution],
        speakers: Sequence[Speaker | None],
    ) -> None:
        """Index the statements."""
        self.scene = scene
        self.attributions = attributions
        self.speakers = speakers
        self._children: dict[int, list[int]] = {}
        self._done: dict[int, Framed] = {}
        for index, attribution in enumerate(attributions):
            parent = attribution.parent
            if parent is not None and parent != index:
                self._children.setdefault(parent, []).append(index)

    def children_of(self, index: int) -> list[int]:
        """Return the statements that this one reports."""
        return self._children.get(index, [])

    def remember(self, index: int, framed: Framed) -> None:
        """Keep what was read, for statements that refer back to it."""
        self._done[index] = framed

    def context_of(self, index: int) -> Context | None:
        """Return what is known around a statement, or None where no paragraph holds it."""
        attribution = self.attributions[index]
        paragraph = self._paragraph_of(attribution.content)
        if paragraph is None:
            return None
        speaker = self.speakers[index]
        taken_up = self._subject_before(index, singular=True)
        return Context(
            scene=self.scene,
            paragraph=paragraph,
            content=attribution.content,
            kind=attribution.kind,
            speaker=speaker,
            quoted=tuple(
                q.inner
                for q in self.scene.document.quotations
                if q.speech and q.inner.overlaps(attribution.content)
            ),
            they=self._they(index),
            it=taken_up or self._it(index),
            it_was_named=taken_up is not None and not self._speaks_in_plural(index),
            we=self._we(index),
            before=self._agent_before(index),
            nested=attribution.parent is not None,
            counted=self._counted_before(index),
        )

    def _paragraph_of(self, content: Span) -> Paragraph | None:
        """Return the paragraph of a content, also where its beginning is a dateline left out."""
        found = self.scene.document.paragraph_at(content.start)
        if found is not None:
            return found
        paragraphs = self.scene.document.paragraphs
        return next(
            (p for p in paragraphs if p.start < content.end and content.start < p.end), None
        )

    def excluded(self, index: int) -> list[tuple[int, int]]:
        """Return the parts of a content that are not content: a cue and a source in its midst."""
        attribution = self.attributions[index]
        parts = [part for part in (attribution.cue, attribution.source) if part is not None]
        return [(part.start, part.end) for part in parts if attribution.content.overlaps(part)]

    def _they(self, index: int) -> str | None:
        """Return the party that "they" stands for at the beginning of a statement."""
        attribution, speaker = self.attributions[index], self.speakers[index]
        own = speaker.party if speaker and speaker.party != "UN" else None
        start = attribution.content.start
        harmed = self._harmed_before(index)
        if harmed is not None:
            return harmed.target
        taken_up = self._subject_before(index, singular=False)
        if taken_up is not None:
            return taken_up
        if attribution.kind is StatementKind.INDIRECT and own is not None:
            return own if self._speaks_in_plural(index) else self.scene.opponent(own)
        if self._civilians_before(index):
            return None
        if own is None:
            return self._agent_before(index, by_others=True) or self.scene.last_acting(start)
        return self.scene.opponent(own) or self.scene.last_acting(start, other_than=own)

    def _harmed_before(self, index: int) -> ClaimFrame | None:
        """Return what happened to those of whom "two of them died" goes on to tell.

        The ones who are counted are those just killed, hurt or taken, not those who did it.
        """
        content, before = self.attributions[index].content, self._done.get(index - 1)
        if before is None or content.start - self.attributions[index - 1].content.end > _NEAR:
            return None
        opening = self.scene.document.tokens_between(content.start, content.end)[:_OF_THEM]
        if [token.lower_ for token in opening[1:]] != ["of", "them"]:
            return None
        frame = before.frames[0]
        return frame if frame.type in (ClaimType.CASUALTIES, ClaimType.DETAIN) else None

    def _subject_before(self, index: int, *, singular: bool) -> str | None:
        """Return who acts in the speaker's words just before, where a pronoun may take that up.

        "Our troops hold the town. They …" goes on about the troops, "Nubia fired first, … that its
        soldiers" about Nubia: the subject has to be named and to agree with the pronoun in number.
        """
        speaker = self.speakers[index]
        before = self._done.get(index - 1)
        if speaker is None or before is None or self.attributions[index].parent is not None:
            return None
        span, content = self.attributions[index - 1].content, self.attributions[index].content
        last = self.speakers[index - 1]
        if last is None or last.name != speaker.name or not 0 <= content.start - span.end <= _NEAR:
            return None
        tokens = self.scene.document.tokens_between(content.start, content.end)
        if not tokens or tokens[0].lower_ not in (IT if singular else THEY):
            return None  # "we killed ten of their men" is against another side
        agreeing = ("NNP",) if singular else ("NNS", "NNPS")
        for token in self.scene.document.tokens_between(span.start, span.end):
            if token.dep_ == "nsubj":
                fits = token.tag_ in agreeing and before.frames[0].agent is not None
                return before.frames[0].agent if fits else None
        return None

    def _speaks_in_plural(self, index: int) -> bool:
        """Say whether the speaker is a body, so that "they" may mean the speaker."""
        speaker = self.speakers[index]
        if speaker is None or speaker.kind is SpeakerKind.PERSON:
            return False
        return speaker.kind is SpeakerKind.BODY or not is_singular_person(speaker.name)

    def _we(self, index: int) -> str | None:
        """Return whose "we" it is: in what a speaker reports, still that speaker's."""
        parent = self.attributions[index].parent
        if parent is not None and self.attributions[parent].kind is not StatementKind.NARRATION:
            content = self.attributions[index].content
            quoted = self.attributions[parent].kind is StatementKind.DIRECT
            if quoted and self.attributions[parent].content.contains(content):
                return self._we(parent)
        speaker = self.speakers[index]
        return speaker.party if speaker else None

    def _agent_before(self, index: int, *, by_others: bool = False) -> str | None:
        """Return the party that acts in the latest statements before, or else undergoes.

        With `by_others`, what a side says of itself is passed over: a witness who says "they" has
        not heard it.
        """
        for earlier in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            framed = self._done.get(earlier)
            if framed is None:
                continue
            speaker = self.speakers[earlier]
            itself = speaker.party if by_others and speaker is not None else None
            for frame in framed.frames:
                if (frame.agent or frame.target) and not (itself and frame.agent == itself):
                    return frame.agent or frame.target
        return None

    def _it(self, index: int) -> str | None:
        attribution, speaker = self.attributions[index], self.speakers[index]
        if speaker is not None:
            return None
        if attribution.kind is not StatementKind.NARRATION:
            return None
        return self.scene.last_acting(attribution.content.start) or self._last_speaker_party(index)

    def _last_speaker_party(self, index: int) -> str | None:
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK), -1):
            speaker = self.speakers[earlier]
            if speaker is not None and speaker.party:
                return speaker.party
        return None

    def _previous_sentence(self, index: int) -> Span | None:
        for earlier in range(index - 1, -1, -1):
            attribution = self.attributions[earlier]
            if (
                attribution.parent is None
                and attribution.content.end <= self.attributions[index].content.start
            ):
                return attribution.content
        return None

    def _civilians_before(self, index: int) -> bool:
        """Say whether the sentence before tells of civilians, and names no party."""
        span = self._previous_sentence(index)
        if span is None or self.attributions[index].content.start - span.end > _NEAR:
            return False
        tokens = self.scene.document.tokens_between(span.start, span.end)
        sorts_of = self.scene.lexicon.sorts_of
        subjects = [t for t in tokens if t.dep_ in _PEOPLE_AS and t.tag_ in ("NNS", "NNPS")]
        if any(m.acts for m in self.scene.mentions_in(span.start, span.end)):
            return False
        return any("civilian" in sorts_of.get(lemma(t), frozenset()) for t in subjects)

    def _counted_before(self, index: int) -> Token | None:
        """Return the noun that the sentence before counts."""
        span = self._previous_sentence(index)
        if span is None:
            return None
        for token in self.scene.document.tokens_between(span.start, span.end):
            counts = token.dep_ == "nummod" and token.pos_ == "NUM" and token.head.pos_ == "NOUN"
            if counts and token.head.ent_type_ not in ("DATE", "TIME"):
                return token.head
        return None

    def figures_before(self, index: int) -> ClaimFrame | None:
        """Return the claim of the nearest statement before that gives figures."""
        for earlier in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            framed = self._done.get(earlier)
            if framed and framed.quantities and framed.frames[0].type is not ClaimType.OTHER:
                return framed.frames[0]
        return None

    def strike_before(self, index: int, party: str | None) -> bool:
        """Say whether somebody else has just spoken of a strike by the party."""
        own = self.speakers[index]
        for earlier in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            framed, speaker = self._done.get(earlier), self.speakers[earlier]
            if framed is None or (own and speaker and own.name == speaker.name):
                continue
            if any(f.type is ClaimType.STRIKE and f.agent == party for f in framed.frames):
                return True
        return False

    def opposed_parent(self, index: int) -> str | None:
        """Return the party of the one who reports this statement, where the two are enemies."""
        parent = self.attributions[index].parent
        if parent is None:
            return None
        inner, outer = self.speakers[index], self.speakers[parent]
        if inner is None or outer is None or not inner.party or not outer.party:
            return None
        hostile = frozenset({inner.party, outer.party}) in self.scene.words.hostile
        return outer.party if hostile or self.attributions[index].stance is Stance.DENIES else None

    def last_aspect(self, index: int) -> str | None:
        """Return what the figures of the statement before told, for "the figure … at six"."""
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK), -1):
            framed = self._done.get(earlier)
            if framed:
                for quantity in framed.quantities:
                    if quantity.aspect:
                        return quantity.aspect
        return None

    def rejected_by(self, index: int) -> int | None:
        """Return the latest claim before a statement that is another speaker's."""
        own = self.speakers[index]
        for earlier in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            framed, speaker = self._done.get(earlier), self.speakers[earlier]
            if framed is None or framed.frames[0].type is ClaimType.OTHER or speaker is None:
                continue
            if own is None or speaker.name != own.name:
                return self._first_of_utterance(earlier)
        return None

    def _first_of_utterance(self, index: int) -> int:
        """Return the first claim of the utterance that a statement belongs to."""
        found = index
        for earlier in range(index - 1, -1, -1):
            same = self.attributions[earlier].utterance == self.attributions[index].utterance
            framed = self._done.get(earlier)
            if self.attributions[index].utterance is None or not same or framed is None:
                break
            if framed.frames[0].type is not ClaimType.OTHER:
                found = earlier
        return found


_NEAR = 60
_OF_THEM = 3

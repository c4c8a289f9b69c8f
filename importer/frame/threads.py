"""The thread of an article: who "they" are and what "that" refers to, statement by statement."""

from __future__ import annotations

from collections.abc import Sequence

from importer.attribute.attribution import Attribution
from importer.frame.framed import Framed
from importer.frame.scene import Context, Scene, lemma
from importer.model import ClaimType, Span, Speaker, StatementKind

_LOOK_BACK = 5


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
        paragraph = self.scene.document.paragraph_at(attribution.content.start)
        if paragraph is None:
            return None
        speaker = self.speakers[index]
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
            it=self._it(index),
            earlier=self._counted_before(index),
        )

    def excluded(self, index: int) -> list[tuple[int, int]]:
        """Return the parts of a content that are not content: a cue and a source in its midst."""
        attribution = self.attributions[index]
        parts = [part for part in (attribution.cue, attribution.source) if part is not None]
        return [(part.start, part.end) for part in parts if attribution.content.overlaps(part)]

    def _they(self, index: int) -> str | None:
        """Return the party that "they" stands for at the beginning of a statement."""
        attribution, speaker = self.attributions[index], self.speakers[index]
        own = speaker.party if speaker else None
        start = attribution.content.start
        if attribution.kind is StatementKind.INDIRECT and own is not None:
            return own if self._speaks_in_plural(index) else self.scene.opponent(own)
        if self._civilians_before(index):
            return None
        last = self.scene.last_acting(start, other_than=own)
        if own is None:
            return last
        return self.scene.opponent(own) or last

    def _speaks_in_plural(self, index: int) -> bool:
        """Say whether the speaker is a body, so that "they" may mean the speaker."""
        speaker = self.speakers[index]
        return speaker is not None and speaker.kind.value != "person"

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
            if attribution.parent is None and attribution.content.end <= self.attributions[index].content.start:
                return attribution.content
        return None

    def _civilians_before(self, index: int) -> bool:
        """Say whether the sentence before has civilians for its subject, and names no party."""
        span = self._previous_sentence(index)
        if span is None or self.attributions[index].content.start - span.end > _NEAR:
            return False
        tokens = self.scene.document.tokens_between(span.start, span.end)
        sorts_of = self.scene.lexicon.sorts_of
        subjects = [t for t in tokens if t.dep_ in ("nsubj", "nsubjpass") and t.tag_ in ("NNS", "NNPS")]
        if any(m.acts for m in self.scene.mentions_in(span.start, span.end)):
            return False
        return any("civilian" in sorts_of.get(lemma(t), frozenset()) for t in subjects)

    def _counted_before(self, index: int) -> frozenset[str]:
        """Return the sorts of what the sentence before counts."""
        span = self._previous_sentence(index)
        if span is None:
            return frozenset()
        for token in self.scene.document.tokens_between(span.start, span.end):
            if token.dep_ == "nummod" and token.head.pos_ == "NOUN":
                return self.scene.lexicon.sorts_of.get(lemma(token.head), frozenset())
        return frozenset()

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
                return earlier
        return None


_NEAR = 60

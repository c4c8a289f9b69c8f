"""Who has been met in an article so far: the antecedents of pronouns and roles."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from importer.model import Span, Speaker, SpeakerCandidate, SpeakerKind
from importer.resolve.bodies import is_singular_person
from importer.resolve.registry import Person
from importer.resolve.speaker_lexicon import speaker_lexicon
from importer.segment.document import Document

_OTHER_READINGS = 3
_LED_UP = 7
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "dobj", "csubj"})
_CLOSING = {"”": "“", '"': '"'}
_SIDE = frozenset({"relcl", "advcl", "acl"})


@dataclass(frozen=True)
class Referent:
    """Somebody met in the text, to whom a later pronoun or role may point."""

    start: int
    speaker: Speaker
    gender: str | None
    nouns: frozenset[str]
    """Role nouns by which the text has called them: `governor`, `doctor`, `paper`."""
    person: Person | None = None
    spoke: bool = False

    @property
    def is_one_person(self) -> bool:
        """Say whether "he" or "she" can stand for them."""
        if self.speaker.kind is SpeakerKind.UNNAMED:
            return is_singular_person(self.speaker.name)
        return self.speaker.kind is SpeakerKind.PERSON

    @property
    def key(self) -> str:
        """Identify who is meant, whatever words are used."""
        return self.speaker.name


class Memory:
    """All referents in the order of the text, and the genders that pronouns have shown."""

    def __init__(self, referents: Iterable[Referent]) -> None:
        self._met = sorted(referents, key=lambda referent: referent.start)
        self._genders: dict[str, str] = {}

    def before(self, offset: int) -> list[Referent]:
        """Return those met before an offset, the last at the end."""
        return self._met[: bisect_left(self._met, offset, key=lambda referent: referent.start)]

    def all(self) -> list[Referent]:
        """Return everybody met anywhere."""
        return self._met

    def remember(self, referent: Referent) -> None:
        """Add somebody who has just spoken."""
        insort(self._met, referent, key=lambda other: other.start)

    def fits(self, referent: Referent, gender: str | None) -> bool:
        """Say whether a pronoun of this gender can stand for somebody."""
        known = referent.gender or self._genders.get(referent.key)
        return known is None or gender is None or known == gender

    def learn_gender(self, referent: Referent, gender: str | None) -> None:
        """Keep what a pronoun has shown."""
        if gender is not None:
            self._genders[referent.key] = gender


def reread(
    speaker: Speaker,
    factor: float,
    reason: str,
    candidates: tuple[SpeakerCandidate, ...] = (),
) -> Speaker:
    """Return the speaker as found by another rule, with the confidence that the rule deserves."""
    confidence = round(speaker.confidence * factor, 3)
    return replace(speaker, confidence=confidence, reason=reason, candidates=candidates)


def other_readings(others: Iterable[Referent], chosen: Referent) -> tuple[SpeakerCandidate, ...]:
    """List the other readings of a mention, the nearest first."""
    names: list[str] = []
    for referent in reversed(list(others)):
        name = referent.speaker.name
        if name != chosen.speaker.name and name not in names:
            names.append(name)
    return tuple(
        SpeakerCandidate(name, round(0.4 / (rank + 1), 3), "met earlier")
        for rank, name in enumerate(names[:_OTHER_READINGS])
    )


def subject_before(document: Document, pronoun: Span) -> Span | None:
    """Return the subject of the sentence before the one that a pronoun opens.

    Before a quotation that ends in "it said", of one who speaks up only: what is quoted behind a
    deed is said by whoever spoke last.
    """
    tokens = document.tokens_between(pronoun.start, pronoun.end)
    paragraph = document.paragraph_at(pronoun.start)
    if not tokens or paragraph is None:
        return None
    quotation = _quoted_before(tokens[0])
    first = tokens[0].sent.start if quotation is None else quotation
    led_up = tokens[0].doc[first : tokens[0].i if quotation is None else first]
    if first == 0 or any(token.dep_ in _SUBJECTS for token in led_up) or len(led_up) > _LED_UP:
        return None
    if led_up and led_up[0].pos_ not in ("ADP", "ADV"):
        return None  # only "On its website it said …" leads up to the subject
    root = tokens[0].doc[first - 1].sent.root
    if quotation is not None and root.lemma_.lower() not in speaker_lexicon().speaking:
        return None
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i > root.i:
        return None
    start = paragraph.start + subject.left_edge.idx
    return Span(start, paragraph.start + subject.idx + len(subject))


def _quoted_before(pronoun: Token) -> int | None:
    """Return where the quotation begins that stands right before "…, it said"; None for none."""
    doc, last = pronoun.doc, pronoun.i - 1
    if last < 1 or doc[last].text not in _CLOSING:
        return None
    opens = _CLOSING[doc[last].text]
    return next((i for i in range(last - 1, -1, -1) if doc[i].text == opens), None)


def subject_above(document: Document, pronoun: Span) -> Span | None:
    """Return the subject of the clause above the side clause that a pronoun stands in."""
    tokens = document.tokens_between(pronoun.start, pronoun.end)
    paragraph = document.paragraph_at(pronoun.start)
    side = next((t for t in (tokens[0].ancestors if tokens else ()) if t.dep_ in _SIDE), None)
    if side is None or paragraph is None:
        return None
    for verb in side.ancestors:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.i < tokens[0].i:
            start = paragraph.start + subject.left_edge.idx
            return Span(start, paragraph.start + subject.idx + len(subject))
    return None


def reports_words(document: Document, subject: Span, sources: Iterable[Span]) -> bool:
    """Say whether the sentence of a subject has somebody speak."""
    tokens = document.tokens_between(subject.start, subject.end)
    paragraph = document.paragraph_at(subject.start)
    if not tokens or paragraph is None:
        return True
    sentence = paragraph.span_of(tokens[0].sent)
    return any(sentence.overlaps(source) for source in sources)

"""Articles that contradict each other by design, and a linker that sees just that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from importer.link import Context
from importer.model import (
    Annotation,
    ArticleStatement,
    ClaimFrame,
    ClaimType,
    ContradictionType,
    Link,
    Polarity,
    Relation,
    Span,
    SpeakerKind,
)
from importer.model import Speaker as Voice
from tests.storage.factories import article, place, statement


@dataclass
class Opposites:
    """A plain linker: one claim about a place said both ways is a contradiction."""

    reason: str = "One affirms what the other denies."
    sees: int = 0

    def build_context(self, items: Iterable[ArticleStatement]) -> Context:
        """Lend nothing."""
        del items
        return Context()

    def partitions(self, item: ArticleStatement, context: Context | None = None) -> frozenset[str]:
        """Go by places."""
        del context
        return frozenset(place.key for place in item.statement.locations)

    def link(
        self, items: Sequence[ArticleStatement], fresh: frozenset[str] | None = None
    ) -> tuple[Link, ...]:
        """Judge all pairs of one place that one of `fresh` is in."""
        self.sees = len(items)
        ordered = sorted(items, key=lambda item: item.reference)
        return tuple(
            self._judge(a, b)
            for a, b in combinations(ordered, 2)
            if self.partitions(a) & self.partitions(b)
            and (fresh is None or not fresh.isdisjoint((a.reference, b.reference)))
        )

    def _judge(self, a: ArticleStatement, b: ArticleStatement) -> Link:
        opposed = a.statement.claim.polarity is not b.statement.claim.polarity
        return Link(
            a=a.reference,
            b=b.reference,
            relation=Relation.CONTRADICTS if opposed else Relation.CORROBORATES,
            type=ContradictionType.NEGATION if opposed else None,
            rule="opposites",
            confidence=0.8,
            reason=self.reason if opposed else "same claim",
            evidence_a=Span(a.statement.start, a.statement.end),
            evidence_b=Span(b.statement.start, b.statement.end),
            value_a=a.statement.claim.polarity,
            value_b=b.statement.claim.polarity,
            matter=min(self.partitions(a) & self.partitions(b)),
        )


def reading_of(number: int, *polarities: Polarity, town: int = 1, version: str = "1") -> Annotation:
    """Make an article that says of a town, once a polarity, that it fell or that it did not."""
    sentences = [f"Guard {index} saw Tarnova fall." for index, _ in enumerate(polarities)]
    text = f"Report {number}. " + " ".join(sentences)
    statements = []
    for index, polarity in enumerate(polarities):
        content = f"Guard {index} saw Tarnova fall"
        start = text.index(content)
        frame = ClaimFrame(start, start + len(content), ClaimType.CONTROL, polarity=polarity)
        statements.append(
            statement(
                content,
                text=text,
                id=f"s{index + 1}",
                frames=(frame,),
                speaker=Voice(name=f"Guard {index}", kind=SpeakerKind.BODY, party="AM"),
                locations=(place(text=text, geonameid=990000 + town),),
            )
        )
    whole = article(text, name=f"{number}.txt", on=date(2024, 5, number))
    return Annotation(whole, tuple(statements), version=version)


YES, NO = Polarity.POSITIVE, Polarity.NEGATIVE

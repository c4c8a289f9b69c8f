"""From what a model quotes to attributions: located in the text, cut into sentences, put in order.

What can't be found in the report's own paragraphs is dropped and counted, never guessed at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importer.attribute import Attribution
from importer.attribute.attributor import kind_of
from importer.attribute.confidence import confidence
from importer.attribute.sentence import Range, Sentence
from importer.extract.answer import ModelStatement
from importer.extract.locating import Found, Locator
from importer.extract.protocol import Extraction
from importer.model import Span, Stance, StatementKind
from importer.segment import Document

NOT_FOUND = "not in the text"
NO_SOURCE = "without a speaker in the text"
REPEATED = "said twice in the answer"
OVERLAPPING = "overlapping another"

_EXACT, _ALIKE = 0.9, 0.85
"""How sure a statement is whose words stand in the text to the letter, or but for their marks.

Not measured: which model answers is not ours to choose.
"""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the text that was asked about at once, and the answer."""

    span: Span
    statements: Sequence[ModelStatement]


@dataclass(eq=False, slots=True)
class _Claim:
    """A statement of the model with its words found."""

    statement: ModelStatement
    content: Span
    exact: bool
    cue: Found | None
    source: Span | None
    named: Span | None
    via: tuple[Span, ...]
    parent: _Claim | None = None
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def clause(self) -> Span | None:
        """Return the stretch from cue to source."""
        cue = self.cue.span if self.cue else None
        parts = [part for part in (cue, self.source) if part is not None]
        if not parts:
            return None
        return Span(min(part.start for part in parts), max(part.end for part in parts))

    def is_within(self, other: _Claim) -> bool:
        """Say whether this is reported, at any depth, in the other."""
        above = self.parent
        while above is not None and above is not other:
            above = above.parent
        return above is other


@dataclass(eq=False, slots=True)
class _Piece:
    """A sentence of a claim, or of the article's own words."""

    content: Span
    kind: StatementKind
    claim: _Claim | None = None
    carried: bool = False


def assemble(document: Document, windows: Sequence[Window]) -> Extraction:
    """Make attributions of what a model quoted. Sentences that it left out are narration."""
    return _Assembly(document).run(windows)


class _Assembly:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._locator = Locator(document.text)
        self._sentences = list(_sentences(document))
        self._dropped: Counter[str] = Counter()

    def run(self, windows: Sequence[Window]) -> Extraction:
        claims: list[_Claim] = []
        for window in windows:
            claims += self._claims(window)
        kept = self._without_overlaps(claims)
        pieces = [piece for claim in kept for piece in claim.pieces]
        pieces += self._narration(kept)
        attributions = _ordered(self._document.text, pieces, kept)
        return Extraction(attributions, dropped=dict(sorted(self._dropped.items())))

    # Locating --------------------------------------------------------------------------------

    def _claims(self, window: Window) -> list[_Claim]:
        claims: list[_Claim] = []
        by_id: dict[int, _Claim] = {}
        after = window.span.start
        for statement in window.statements:
            content = self._content(statement, window, by_id, after)
            if content is None:
                self._dropped[NOT_FOUND] += 1
                continue
            claim = self._claim(statement, content)
            if claim.clause is None:
                self._dropped[NO_SOURCE] += 1
                continue
            claims.append(claim)
            by_id.setdefault(statement.id, claim)
            after = content.span.start
        for claim in claims:
            number = claim.statement.parent
            parent = by_id.get(number) if number is not None else None
            # A circle of reports has no outermost one.
            if parent is not None and parent is not claim and not parent.is_within(claim):
                claim.parent = parent
        for claim in claims:
            self._cut_up(claim)
        return claims

    def _content(
        self, statement: ModelStatement, window: Window, known: dict[int, _Claim], after: int
    ) -> Found | None:
        """Find the words of a statement: within those that report it, else on from the last one."""
        found = [
            place
            for place in self._locator.find(statement.content)
            if window.span.contains(place.span) and self._in_report(place.span)
        ]
        outer = known.get(statement.parent) if statement.parent is not None else None
        inside = [place for place in found if outer and outer.content.contains(place.span)]
        behind = [place for place in found if place.span.start >= after]
        # What was said twice in the same words is quoted twice: the second time from further on.
        taken = {claim.content for claim in known.values()}
        free = [place for place in inside or behind if place.span not in taken]
        return next(iter(free or inside or behind or found), None)

    def _in_report(self, span: Span) -> bool:
        """Headings and captions state nothing."""
        return any(p.start <= span.start < p.end for p in self._document.body)

    def _claim(self, statement: ModelStatement, content: Found) -> _Claim:
        cue = self._nearest(statement.cue, content.span)
        source = self._nearest(statement.source, cue.span if cue else content.span)
        named = self._nearest(statement.speaker, (source or content).span)
        if source is None and named is not None:
            source, named = named, None
        elif source and named and source.span.overlaps(named.span):
            named = None
        via = (self._nearest(outlet, content.span) for outlet in statement.through)
        return _Claim(
            statement,
            content.span,
            content.exact,
            cue,
            source.span if source else None,
            named.span if named else None,
            tuple(sorted({place.span for place in via if place})),
        )

    def _nearest(self, words: str | None, to: Span) -> Found | None:
        """Find words as close as can be; of two as close, those before."""
        if not words:
            return None

        def distance(place: Found) -> int:
            return max(place.span.start - to.end, to.start - place.span.end, 0)

        return min(self._locator.find(words), key=distance, default=None)

    # Cutting ---------------------------------------------------------------------------------

    def _cut_up(self, claim: _Claim) -> None:
        """Cut a content into its sentences, without the words that only report it."""
        content = _without_clause(claim.content, claim.clause)
        for sentence, start, end in self._sentences:
            if not (start < content.end and content.start < end):
                continue
            tokens = sentence.paragraph.tokens_between(
                max(start, content.start), min(end, content.end)
            )
            if tokens and tokens[0].lower_ == "that" and tokens[0].dep_ == "mark":
                tokens = tokens[1:]  # it joins the content to the cue
            piece = sentence.trim(tokens[0].i, tokens[-1].i + 1) if tokens else (0, 0)
            if piece[0] < piece[1]:
                claim.pieces.append(_piece(claim, sentence, piece, start, end))

    def _without_overlaps(self, claims: list[_Claim]) -> list[_Claim]:
        kept: list[_Claim] = []
        for claim in claims:
            reason = NOT_FOUND if not claim.pieces else _clash(claim, kept)
            if reason is None:
                kept.append(claim)
            else:
                self._dropped[reason] += 1
        for claim in kept:
            while claim.parent is not None and claim.parent not in kept:
                claim.parent = claim.parent.parent
        return kept

    def _narration(self, claims: list[_Claim]) -> Iterator[_Piece]:
        """Take what no claim reports for the article's own words."""
        taken = [piece.content for claim in claims for piece in claim.pieces]
        taken += [claim.cue.span for claim in claims if claim.cue]
        for sentence, start, end in self._sentences:
            tokens = sentence.trim(sentence.start, sentence.end)
            if tokens[0] < tokens[1] and not any(s.start < end and start < s.end for s in taken):
                yield _Piece(sentence.span(tokens), StatementKind.NARRATION)


def _sentences(document: Document) -> Iterator[tuple[Sentence, int, int]]:
    """Iterate over the sentences of the report, with where each begins and ends."""
    for paragraph in document.body:
        held = [q for q in document.quotations if q.paragraph == paragraph.index]
        for sent in paragraph.doc.sents:
            start, end = paragraph.start + sent.start_char, paragraph.start + sent.end_char
            inside = [q for q in held if q.outer.start < end and start < q.outer.end]
            sentence = Sentence(document, paragraph, sent.start, sent.end, inside)
            if sentence.words(sent.start, sent.end):
                yield sentence, start, end


def _without_clause(content: Span, clause: Span | None) -> Span:
    """Cut "X said" off the end of a content or "X said that" off its beginning."""
    if clause is None or not content.overlaps(clause):
        return content
    if clause.start <= content.start and clause.end < content.end:
        return Span(clause.end, content.end)
    if content.start < clause.start and clause.end >= content.end:
        return Span(content.start, clause.start)
    return content


def _piece(claim: _Claim, sentence: Sentence, tokens: Range, start: int, end: int) -> _Piece:
    clause, inside = claim.clause, (0, 0)
    if clause is not None:
        words = sentence.paragraph.tokens_between(clause.start, clause.end)
        inside = (words[0].i, words[-1].i + 1) if words else inside
    kind = kind_of(sentence, tokens, inside)
    if kind is StatementKind.DIRECT and claim.parent is not None:
        kind = StatementKind.INDIRECT  # the marks are those of the one who reports it
    cue = claim.cue.span if claim.cue else None
    carried = cue is None or not (start <= cue.start < end)
    return _Piece(sentence.span(tokens), kind, claim, carried)


def _clash(claim: _Claim, kept: list[_Claim]) -> str | None:
    """Return why a claim can't stand beside those kept, or None."""
    spans = [piece.content for piece in claim.pieces]
    for other in kept:
        if claim.is_within(other) or other.is_within(claim):
            continue
        theirs = [piece.content for piece in other.pieces]
        if spans == theirs:
            return REPEATED
        if any(a.overlaps(b) for a in spans for b in theirs):
            return OVERLAPPING
    return None


def _ordered(text: str, pieces: list[_Piece], claims: list[_Claim]) -> list[Attribution]:
    """Put pieces in the order of the text, an outer one before those nested in it."""

    def depth(claim: _Claim | None) -> int:
        return 0 if claim is None or claim.parent is None else 1 + depth(claim.parent)

    pieces = sorted(pieces, key=lambda p: (p.content.start, -p.content.end, depth(p.claim)))
    position = {id(piece): index for index, piece in enumerate(pieces)}
    # Statements that share the very same cue are sentences of one utterance.
    numbers: dict[object, int] = {}
    for claim in sorted(claims, key=lambda c: (c.content.start, depth(c))):
        key = (claim.cue.span, depth(claim)) if claim.cue else id(claim)
        numbers.setdefault(key, len(numbers) + 1)

    def attribution(piece: _Piece) -> Attribution:
        claim = piece.claim
        if claim is None:
            certainty = confidence("narration", None, None)
            return Attribution(piece.content, piece.kind, rule="narration", confidence=certainty)
        cue = claim.cue
        key = (cue.span, depth(claim)) if cue else id(claim)
        return Attribution(
            content=piece.content,
            kind=piece.kind,
            cue=cue.span if cue else None,
            cue_text=" ".join(text[p.start : p.end] for p in cue.pieces) if cue else None,
            source=claim.source,
            named=claim.named,
            utterance=numbers[key],
            parent=_parent(piece, claim, position),
            stance=_stance(claim),
            via=claim.via,
            carried=piece.carried,
            rule="model" if claim.exact else "model-alike",
            confidence=_EXACT if claim.exact else _ALIKE,
        )

    return [attribution(piece) for piece in pieces]


def _parent(piece: _Piece, claim: _Claim, position: dict[int, int]) -> int | None:
    if claim.parent is None:
        return None
    outer = claim.parent.pieces
    holder = next((p for p in outer if p.content.contains(piece.content)), outer[0])
    return position[id(holder)]


def _stance(claim: _Claim) -> Stance | None:
    stance = claim.statement.stance
    if claim.parent is None:
        # The article's own stance, which is worth a word only where it disowns or takes a side.
        return None if stance is Stance.REPORTS else stance
    return stance or Stance.REPORTS

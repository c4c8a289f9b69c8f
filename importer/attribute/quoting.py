"""Whose a quotation is when its sentence names nobody: an owner before, behind or below it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from importer.attribute.entries import Entry, State
from importer.attribute.extents import closing_cue
from importer.attribute.reader import Node
from importer.attribute.sentence import DASHES, FINITE, Report, Sentence
from importer.attribute.sources import is_role_noun
from importer.model import Span, StatementKind
from importer.segment import Document, Paragraph, Quotation

_LONGEST_SIGNATURE = 12
"""Tokens of a name, with its office, below a quotation."""


def quotations_by_paragraph(document: Document) -> dict[int, list[Quotation]]:
    """Group the quotations; one that is never closed is kept to what surely belongs to it.

    Where the next paragraph opens with a mark the quotation goes on there, and behind a colon it
    lasts to the paragraph's end. Any other ends with its sentence.
    """
    grouped: dict[int, list[Quotation]] = defaultdict(list)
    opening = {q.paragraph for q in document.quotations if _opens(document, q)}
    for quotation in document.quotations:
        if quotation.outer.end > quotation.inner.end or quotation.paragraph + 1 in opening:
            grouped[quotation.paragraph].append(quotation)
            continue
        kept = _first_sentence(document, quotation)
        if kept is not None:
            grouped[quotation.paragraph].append(kept)
    return grouped


def _opens(document: Document, quotation: Quotation) -> bool:
    return bool(quotation.outer.start == document.paragraphs[quotation.paragraph].start)


def _first_sentence(document: Document, quotation: Quotation) -> Quotation | None:
    paragraph = document.paragraphs[quotation.paragraph]
    if document.text[paragraph.start : quotation.outer.start].rstrip().endswith(":"):
        return quotation
    for sent in paragraph.doc.sents:
        end = paragraph.start + sent.end_char
        if quotation.inner.start >= end:
            continue
        sentence = Sentence(document, paragraph, sent.start, sent.end, ())
        if closing_cue(sentence, sent.start):
            return None  # "“The port is ours, the colonel said.": nothing shows where it ends
        end = min(end, quotation.inner.end)
        return replace(
            quotation,
            outer=Span(quotation.outer.start, end),
            inner=Span(quotation.inner.start, end),
        )
    return quotation


def owners_of(
    sentences: list[Sentence], readings: list[list[Node]]
) -> dict[Span, tuple[Sentence, Report]]:
    """Find for each quotation the report outside it that claims words of it."""
    owners: dict[Span, tuple[Sentence, Report]] = {}
    for sentence, nodes in zip(sentences, readings, strict=True):
        for node in nodes:
            if node.parent is not None or sentence.in_speech(node.report.anchor.i):
                continue
            for start, end in node.report.contents:
                for quotation in sentence.quotations:
                    held = any(sentence.quotation_at(i) is quotation for i in range(start, end))
                    if held and quotation.speech:
                        owners.setdefault(quotation.outer, (sentence, node.report))
    return owners


def continue_quotation(
    sentence: Sentence,
    span: Span,
    quotation: Quotation,
    owners: dict[Span, tuple[Sentence, Report]],
    state: State,
) -> Entry:
    """Add a sentence that stands wholly in a quotation, with its owner if it has one."""
    owner = owners.get(quotation.outer)
    if owner is not None:
        known = state.owners.get(quotation.outer)
        if known is None:
            state.utterance += 1
            utterance = (
                state.last.utterance
                if state.last and state.last.report is owner[1]
                else state.utterance
            )
        else:
            utterance = known.utterance
        entry = Entry(span, StatementKind.DIRECT, owner[1], owner[0], utterance, rule="quotation")
        state.owners[quotation.outer] = entry
        return entry
    last = state.last
    if last is None or last.report is None or not _goes_on(sentence, quotation, state):
        if not any(token.tag_ in FINITE for token in sentence):
            return Entry(span, StatementKind.NARRATION, sentence=sentence)  # a title or slogan
        return Entry(span, StatementKind.DIRECT, None, sentence, rule="quotation-unowned")
    return Entry(
        span,
        StatementKind.DIRECT,
        last.report,
        last.sentence,
        last.utterance,
        carried=True,
        rule="quotation-carried",
    )


def _goes_on(sentence: Sentence, quotation: Quotation, state: State) -> bool:
    """Say whether a quotation without a cue can belong to the last speaker.

    In a paragraph of its own it must open that paragraph and follow words of that speaker: a name
    or news of somebody else between them leaves its owner open.
    """
    if state.paragraph_of_last == sentence.paragraph.index:
        return True
    opens = quotation.outer.start == sentence.paragraph.start
    again = bool(state.entries) and state.entries[-1].rule in {"quotation-carried", "quotation"}
    return opens or again


def adopt_openings(entries: list[Entry]) -> None:
    """Give the first paragraphs of a quotation to the speaker named in a later one."""
    for position in range(len(entries) - 2, -1, -1):
        entry, following = entries[position], entries[position + 1]
        if entry.rule != "quotation-unowned" or following.report is None:
            continue
        if following.kind is StatementKind.DIRECT and _leads_on(entry, following):
            entry.report, entry.sentence = following.report, following.sentence
            entry.utterance, entry.rule = following.utterance, "quotation-carried"
            entry.carried = True


def _leads_on(entry: Entry, following: Entry) -> bool:
    """Say whether a quotation is left open and the next paragraph opens it again."""
    if entry.sentence is None:
        return False
    document = entry.sentence.document
    own, other = _paragraph(document, entry), _paragraph(document, following)
    if own is None or other is None:
        return False
    quoted = next(
        (q for q in entry.sentence.quotations if q.inner.contains(entry.content)),
        None,
    )
    if quoted is None or quoted.outer.end > quoted.inner.end:
        return False
    if own.index == other.index:
        return quoted.inner.contains(following.content)
    return other.index == own.index + 1 and other.start < following.content.start <= other.start + 2


def _paragraph(document: Document, entry: Entry) -> Paragraph | None:
    return document.paragraph_at(entry.content.start)


def signature(sentence: Sentence) -> Report | None:
    """Return the report of a name below or behind a quotation: "“We stay.” — Ada Obi, a nurse"."""
    dash = next(
        (t for t in sentence if t.text in DASHES and not sentence.in_speech(t.i)),
        None,
    )
    if dash is None:
        return None
    source = sentence.trim(dash.i + 1, sentence.end)
    name = sentence.doc[source[0] : source[1]]
    if not 0 < len(name) <= _LONGEST_SIGNATURE or any(t.tag_ in FINITE for t in name):
        return None
    if not name[0].text[:1].isupper() or any(sentence.quotation_at(t.i) for t in name):
        return None
    if not any(
        t.ent_type_ in {"PERSON", "ORG"} or t.pos_ == "PROPN" or is_role_noun(t) for t in name
    ):
        return None
    content = sentence.trim(sentence.start, dash.i)
    if content[0] < content[1] and not all(
        sentence.in_speech(i) or sentence.doc[i].is_punct for i in range(*content)
    ):
        return None
    held = content if content[0] < content[1] else source
    return Report((dash,), [held], (dash.i, source[1]), source, rule="signature")


def sign(state: State, report: Report, sentence: Sentence) -> None:
    """Give the quotations right above a signature to the one who signs."""
    state.utterance += 1
    if report.contents[0] != report.source:
        content = sentence.span(report.contents[0])
        state.entries.append(
            Entry(content, StatementKind.DIRECT, None, sentence, rule="quotation-unowned")
        )
    for entry in reversed(state.entries):
        if entry.rule != "quotation-unowned":
            break
        entry.report, entry.sentence, entry.rule = report, sentence, "signature"
        entry.utterance = state.utterance

"""From a segmented article to the list of its attributions."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.attribution import Attribution
from importer.attribute.carrying import carries_on, impersonal_start, retroactive_report
from importer.attribute.confidence import confidence
from importer.attribute.entries import Entry, State
from importer.attribute.outlets import add_outlets
from importer.attribute.quoting import (
    adopt_openings,
    continue_quotation,
    owners_of,
    quotations_by_paragraph,
    sign,
    signature,
)
from importer.attribute.reader import Node, read_sentence
from importer.attribute.sentence import FINITE, Range, Report, Sentence
from importer.attribute.stance import article_stance, cue_modality, nested_stance
from importer.model import Span, StatementKind
from importer.segment import Document, Paragraph, Quotation

_JOINTS = frozenset({"and", "but", "after", "as", "when"})
_LEADING = frozenset({"cue-content", "cue-phrase"})


def attribute(document: Document) -> list[Attribution]:
    """Return every statement-to-be of the article's body, in the order of the text."""
    state = State()
    quotations = quotations_by_paragraph(document)
    for paragraph in document.body:
        _read_paragraph(document, paragraph, quotations[paragraph.index], state)
    adopt_openings(state.entries)
    return _finish(state.entries)


def _read_paragraph(
    document: Document, paragraph: Paragraph, quotations: list[Quotation], state: State
) -> None:
    sentences = _sentences(document, paragraph, quotations)
    readings = [read_sentence(sentence) for sentence in sentences]
    owners = owners_of(sentences, readings)
    first = len(state.entries)
    for sentence, nodes in zip(sentences, readings, strict=True):
        retro = retroactive_report(sentence)
        if retro is not None:
            _apply_retroactively(state, retro, sentence, first)
            continue
        signed = signature(sentence) if not nodes else None
        if signed is not None and _is_quoted(sentence, signed, state):
            sign(state, signed, sentence)
            continue
        _read(sentence, nodes, owners, state)


def _is_quoted(sentence: Sentence, signed: Report, state: State) -> bool:
    """Say whether a quotation without an owner stands before a name, here or just above."""
    above = bool(state.entries) and state.entries[-1].rule == "quotation-unowned"
    return above or (
        signed.contents[0] != signed.source and sentence.in_speech(signed.contents[0][0])
    )


def _sentences(
    document: Document, paragraph: Paragraph, quotations: list[Quotation]
) -> list[Sentence]:
    sentences = []
    for sent in paragraph.doc.sents:
        start = paragraph.start + sent.start_char
        end = paragraph.start + sent.end_char
        held = tuple(q for q in quotations if q.outer.start < end and start < q.outer.end)
        sentence = Sentence(document, paragraph, sent.start, sent.end, held)
        first, last = sentence.trim(sent.start, sent.end)
        if first < last and sentence.words(first, last):
            sentences.append(sentence)
    return sentences


def _read(
    sentence: Sentence,
    nodes: list[Node],
    owners: dict[Span, tuple[Sentence, Report]],
    state: State,
) -> None:
    tops = [n for n in nodes if n.parent is None and not sentence.in_speech(n.report.anchor.i)]
    by_node: dict[int, Entry] = {}
    if tops:
        _add_what_is_called(sentence, tops, state)
        _add_clause_before(sentence, tops, state)
        for node in tops:
            by_node[id(node)] = _add_report(sentence, node.report, state)
    else:
        entry = _add_unreported(sentence, owners, state)
        by_node[0] = entry
    for node in nodes:
        if id(node) in by_node:
            continue
        parent = by_node.get(id(node.parent)) if node.parent else by_node.get(0)
        if parent is None:
            parent = _holder(sentence, node, list(by_node.values()))
        if parent is None or (parent.kind is StatementKind.NARRATION and parent.report is None):
            if sentence.in_speech(node.report.anchor.i):
                continue
            by_node[id(node)] = _add_report(sentence, node.report, state)
            continue
        by_node[id(node)] = _add_nested(sentence, node, parent, state)


def _add_what_is_called(sentence: Sentence, tops: list[Node], state: State) -> None:
    """Keep what the article itself tells where others only put a name to it."""
    if any(node.report.rule != "called" for node in tops):
        return
    content = sentence.trim(sentence.start, min(node.report.clause[0] for node in tops))
    if content[0] < content[1]:
        kind = StatementKind.NARRATION
        state.entries.append(Entry(sentence.span(content), kind, sentence=sentence))


def _add_clause_before(sentence: Sentence, tops: list[Node], state: State) -> None:
    """Keep what the article tells before another's words: "A was hit, and B said that C"."""
    report = min((node.report for node in tops), key=lambda each: each.clause[0])
    joint, verb = _joint_before(sentence, report), report.anchor
    if joint is None or any(node.report.anchor.i < joint for node in tops):
        return
    told = sentence.doc[sentence.start : joint]
    if sentence.doc[joint].text in {";", ","}:
        subjects = [t.head for t in told if t.dep_ in {"nsubj", "nsubjpass"} and t.head.i < joint]
        heads = [verb.head, *subjects]
    else:
        heads = [verb.head]
    own = any(t.dep_ in {"nsubj", "nsubjpass"} and t.head in heads for t in told)
    passive = any(t.dep_ == "auxpass" and t.head in heads for t in told)
    finite = passive or any(head.tag_ in FINITE for head in heads)
    if own and finite and not any(sentence.in_speech(t.i) for t in told):
        content = sentence.trim(sentence.start, joint)
        kind = StatementKind.NARRATION
        state.entries.append(Entry(sentence.span(content), kind, sentence=sentence))


def _end_of_main_clause(sentence: Sentence, report: Report, mark: Token) -> int | None:
    """Return the comma before "hours after Y said that B", behind a clause of its own."""
    if report.rule not in _LEADING or mark.dep_ != "mark" or mark.head != report.anchor:
        return None
    comma = next(
        (t.i for t in sentence.doc[max(sentence.start, mark.i - 4) : mark.i] if t.text == ","), None
    )
    main = any(c.dep_ == "ccomp" and comma and c.i < comma for c in mark.head.children)
    return comma if main and mark.lower_ in _JOINTS | {"before"} else None


def _joint_before(sentence: Sentence, report: Report) -> int | None:
    """Return where a clause ends that ", and" or "after" joins a report to, or None."""
    position, source = report.clause[0], report.source
    if source is not None and sentence.start + 1 < source[0] < report.anchor.i:
        before = sentence.doc[source[0] - 1]
        if report.rule in _LEADING and before.text == ";":
            return int(before.i)
        comma = _end_of_main_clause(sentence, report, before)
        if comma is not None:
            return comma
    while position > sentence.start + 1 and sentence.doc[position].lower_ not in _JOINTS:
        if sentence.doc[position - 1].lower_ not in _JOINTS:
            break
        position -= 1
    joined, verb = sentence.doc[position], report.anchor
    if report.rule not in _LEADING or position <= sentence.start + 1:
        return None
    if joined.lower_ in {"and", "but"}:
        return position if joined.nbor(-1).text == "," and verb.dep_ == "conj" else None
    marks = verb.dep_ == "advcl" and joined.head == verb and verb.i > position
    return position if joined.lower_ in _JOINTS and marks else None


def _holder(sentence: Sentence, node: Node, entries: list[Entry]) -> Entry | None:
    anchor = sentence.offset(node.report.anchor.i)
    return next((e for e in entries if e.content.start <= anchor < e.content.end), None)


def _add_report(sentence: Sentence, report: Report, state: State) -> Entry:
    add_outlets(sentence, report)
    utterance = _utterance_for(sentence, report, state)
    entry: Entry | None = None
    stance = article_stance(sentence, report)
    for content in _split_at_colon(sentence, report):
        new = Entry(
            sentence.span(content),
            kind_of(sentence, content, report.clause),
            report,
            sentence,
            utterance,
            stance=stance,
            rule=report.rule,
        )
        state.entries.append(new)
        entry = entry or new
        state.last, state.paragraph_of_last = new, sentence.paragraph.index
    if entry is None:
        raise ValueError("a report without content")
    return entry


def _utterance_for(sentence: Sentence, report: Report, state: State) -> int:
    """Take the number of the quotation that the report goes on with, or a new one."""
    for quotation in sentence.quotations:
        owner = state.owners.get(quotation.outer)
        if owner is not None and owner.report is report and owner.utterance is not None:
            return owner.utterance
    state.utterance += 1
    return state.utterance


def _split_at_colon(sentence: Sentence, report: Report) -> list[Range]:
    """Cut a paraphrase off the full quotation that follows it behind a colon."""
    pieces: list[Range] = []
    for start, end in report.contents:
        colon = next(
            (
                i
                for i in range(start + 1, end - 1)
                if sentence.doc[i].text == ":"
                and not sentence.in_speech(i)
                and (
                    sentence.in_speech(i + 1)
                    or (sentence.is_mark(i + 1) and sentence.in_speech(i + 2))
                )
            ),
            None,
        )
        if colon is None:
            pieces.append((start, end))
        else:
            pieces += [sentence.trim(start, colon), sentence.trim(colon + 1, end)]
    return [piece for piece in pieces if piece[0] < piece[1]]


def kind_of(sentence: Sentence, content: Range, clause: Range = (0, 0)) -> StatementKind:
    """Say how much of a content, a cue clause inside it apart, stands between quotation marks."""
    words = [
        i
        for i in range(*content)
        if not clause[0] <= i < clause[1]
        and any(character.isalnum() for character in sentence.doc[i].text)
    ]
    quoted = [q for q in (sentence.quotation_at(i) for i in words) if q is not None]
    if len(quoted) == len(words):
        return StatementKind.DIRECT
    if any(q.speech or not sentence.text_is_name(q) for q in quoted):
        return StatementKind.MIXED
    return StatementKind.INDIRECT


def _add_unreported(
    sentence: Sentence, owners: dict[Span, tuple[Sentence, Report]], state: State
) -> Entry:
    """Add a sentence without a cue of its own: part of a quotation, carried on, or narration."""
    content = sentence.trim(sentence.start, sentence.end)
    span = sentence.span(content)
    kind = kind_of(sentence, content)
    quotation = sentence.quotation_at(content[0])
    if kind is StatementKind.DIRECT and quotation is not None:
        entry = continue_quotation(sentence, span, quotation, owners, state)
    elif (last := _carrier(sentence, state)) is not None:
        entry = Entry(
            span, kind, last.report, last.sentence, last.utterance, carried=True, rule="carried"
        )
    else:
        entry = Entry(span, StatementKind.NARRATION, sentence=sentence)
    state.entries.append(entry)
    if entry.report is not None:
        state.last, state.paragraph_of_last = entry, sentence.paragraph.index
    return entry


def _carrier(sentence: Sentence, state: State) -> Entry | None:
    """Return the statement that a sentence without a cue carries on, or None."""
    last = state.last
    if last is None or last.report is None or last.sentence is None:
        return None
    if state.paragraph_of_last != sentence.paragraph.index or last.kind is StatementKind.DIRECT:
        return None
    previous = state.entries[-1] if state.entries else None
    if previous is not last and previous is not None and previous.report is None:
        return None
    return last if carries_on(sentence, last.sentence, last.report) else None


def _add_nested(sentence: Sentence, node: Node, parent: Entry, state: State) -> Entry:
    around = node.parent.report.contents[0] if node.parent else (sentence.start, sentence.end)
    add_outlets(sentence, node.report, around)
    state.utterance += 1
    outer = node.parent.report if node.parent else None
    content = node.report.contents[0]
    kind = kind_of(sentence, content)
    if kind is StatementKind.DIRECT:
        kind = StatementKind.INDIRECT
    if parent.kind is StatementKind.DIRECT:
        kind = StatementKind.INDIRECT
    entry = Entry(
        sentence.span(content),
        kind,
        node.report,
        sentence,
        state.utterance,
        parent,
        nested_stance(sentence, node.report, outer),
        rule="nested-" + node.report.rule,
    )
    state.entries.append(entry)
    return entry


def _apply_retroactively(state: State, report: Report, sentence: Sentence, first: int) -> None:
    """Give the unattributed sentences before "This was stated by X" to X."""
    add_outlets(sentence, report)
    while first > 0 and first == len(state.entries):
        first -= 1
    state.utterance += 1
    for entry in state.entries[first:]:
        if entry.sentence is None or entry.parent is not None:
            continue
        told = entry.sentence
        if entry.report is not None and told.paragraph.index != sentence.paragraph.index:
            continue
        content = told.trim(impersonal_start(told), told.end)
        if entry.report is None:
            entry.content = told.span(content)
        if entry.report is None:
            outer = entry
        else:
            outer = Entry(told.span(content), StatementKind.NARRATION)
            state.entries.append(outer)
            entry.report.via += report.via
            entry.parent = outer
            entry.stance = nested_stance(told, entry.report, None)
        outer.kind = kind_of(told, content)
        outer.report, outer.utterance, outer.rule = report, state.utterance, "retroactive"
        outer.sentence = sentence
        state.last = outer


def _finish(entries: list[Entry]) -> list[Attribution]:
    entries = sorted(entries, key=lambda e: (e.content.start, -e.content.end, e.parent is not None))
    position = {id(entry): index for index, entry in enumerate(entries)}
    return [_attribution(entry, position) for entry in entries]


def _attribution(entry: Entry, position: dict[int, int]) -> Attribution:
    report, sentence = entry.report, entry.sentence
    if report is None or sentence is None:
        certainty = confidence(entry.rule, None, None)
        return Attribution(entry.content, entry.kind, rule=entry.rule, confidence=certainty)
    cue = sentence.span((report.cue[0].i, report.cue[-1].i + 1))
    return Attribution(
        content=entry.content,
        kind=entry.kind,
        cue=cue,
        cue_text=" ".join(token.text for token in report.cue),
        source=sentence.span(report.source) if report.source else None,
        utterance=entry.utterance,
        parent=position[id(entry.parent)] if entry.parent else None,
        stance=entry.stance,
        modality=cue_modality(report),
        via=tuple(sentence.span(via) for via in report.via),
        audience=sentence.span(report.audience) if report.audience else None,
        carried=entry.carried,
        rule=entry.rule,
        confidence=confidence(entry.rule, sentence, report),
    )

"""Finding the reports of one sentence, outer ones before those nested in them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from importer.attribute.accounts import according_report, account_report
from importer.attribute.as_clauses import as_report, puts_it
from importer.attribute.asides import called_report, dash_report, mistagged_report, spoken_report
from importer.attribute.clauses import clause_report
from importer.attribute.forms import reports
from importer.attribute.lexicon import Cue, first_words, verb_cue, words
from importer.attribute.nouns import colon_report, noun_report
from importer.attribute.outlets import is_known_outlet, is_outlet
from importer.attribute.phrases import phrase_report
from importer.attribute.sentence import FINITE, Range, Report, Sentence
from importer.attribute.sources import author_of, is_third_person, noun_phrase, subject_of

LONGEST_SENTENCE = 250
"""Tokens; no prose has longer ones, and reading a list or a dump as a sentence takes long."""
_BARE = len(("a", "victory"))
_SELF = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})


@dataclass(slots=True)
class Node:
    """A report and the node that it is nested in."""

    report: Report
    parent: Node | None = None


def read_sentence(sentence: Sentence) -> list[Node]:
    """Return the reports of a sentence, an outer one before those nested in it."""
    nodes: list[Node] = []
    if sentence.end - sentence.start > LONGEST_SENTENCE:
        return nodes
    for token in sorted(filter(_may_be_cue, sentence), key=_depth):
        _try_token(sentence, token, nodes)
    for token in sentence:
        if token.lower_ in {"according", "per"}:
            _try_according(sentence, token, nodes)
    nodes = [node for node in nodes if _survives(sentence, node)]
    if not any(node.parent is None for node in nodes):
        announced = colon_report(sentence)
        announced = announced or spoken_report(sentence) or mistagged_report(sentence)
        announced = announced or dash_report(sentence)
        nodes += [Node(announced)] if announced is not None else []
    return sorted(nodes, key=lambda node: (_level(node), node.report.contents[0]))


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _level(node: Node) -> int:
    return 0 if node.parent is None else 1 + _level(node.parent)


def _try_token(sentence: Sentence, token: Token, nodes: list[Node]) -> None:
    parent, lo, hi = _zone(sentence, token, nodes)
    report: Report | None = None
    if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
        particle, cue = verb_cue(token)
        if cue is not None and reports(token):
            report = _verb_report(sentence, token, cue, lo, hi)
            if report is not None:
                report.stance, report.speech = cue.stance, cue.speech
                report.cue = _cue_words(report, particle)
                _turn_to_quoted(sentence, report, lo)
    elif token.pos_ == "NOUN":
        report = noun_report(sentence, token, lo, hi)
        if report is not None and report.nominal and parent is None:
            report = None
    elif token.pos_ == "ADP":
        report = account_report(sentence, token, lo, hi)
    if report is not None:
        _name_liar(sentence, report)
        _keep(sentence, Node(report, parent), nodes)


def _name_liar(sentence: Sentence, report: Report) -> None:
    """Go from "he" to who is said to lie: "that X was lying when he claimed", it was X."""
    verb = report.anchor
    if report.source is None or verb.dep_ != "advcl" or verb.head.lemma_ != "lie":
        return
    first = sentence.doc[report.source[0]]
    liar = subject_of(verb.head) if first.lower_ in _SELF else None
    if liar is not None and liar.pos_ == "PROPN" and sentence.start <= liar.i < verb.i:
        report.source = noun_phrase(sentence, liar, sentence.start, verb.head.i, verb.head)


def _keep(sentence: Sentence, node: Node, nodes: list[Node]) -> None:
    """Add a report that tells something new, with the source that it takes over if it has none."""
    report = node.report
    if _needs_source(report, nodes):
        report.source = _source_of_neighbour(report, node.parent, nodes) or report.source
    if not _repeats(report, nodes) and not _describes(report, nodes):
        if report.source is not None and report.rule != "noun":
            report.source = author_of(sentence, report.source)
        if report.rule == "as-cue":
            _take_in(node, nodes)
        nodes.append(node)


def _take_in(outer: Node, nodes: list[Node]) -> None:
    """Nest what was found at the top into a report around it: "X, as Y told us, admitted that"."""
    start, end = outer.report.contents[0]
    for node in nodes:
        inside = start <= node.report.anchor.i < end
        if node.parent is None and inside and node.report.contents[0] != (start, end):
            node.parent = outer


def _may_be_cue(token: Token) -> bool:
    """Say whether a look at the token's neighbours is worth its time."""
    kind = token.pos_
    if kind == "ADP":
        return token.lower_ in {"by", "in"}
    if kind in {"VERB", "AUX"} or token.tag_.startswith("VB"):
        return token.lemma_ in first_words()
    return kind == "NOUN" and token.lemma_.lower() in words("nouns", "claims")


def _needs_source(report: Report, nodes: list[Node]) -> bool:
    """Say whether a verb without a subject got none, or one out of what another source said."""
    verb = report.anchor
    if verb.pos_ != "VERB" or any(c.dep_ in {"nsubj", "nsubjpass", "agent"} for c in verb.children):
        return False
    if report.source is None:
        return verb.tag_ == "VBG"
    start = report.source[0]
    return any(
        lo <= start < hi and not lo <= verb.i < hi
        for node in nodes
        for lo, hi in node.report.contents
    )


def _source_of_neighbour(report: Report, parent: Node | None, nodes: list[Node]) -> Range | None:
    """Give a participle the source of the cue before it: "X left, after insisting that"."""
    for node in reversed(nodes):
        if node.parent is parent and node.report.anchor.i < report.anchor.i:
            return node.report.source
    return None


def _cue_words(report: Report, particle: Token | None) -> tuple[Token, ...]:
    """Put the parts of a cue together: "bore out", "was quoted as saying"."""
    verb = report.cue[0]
    if particle is not None:
        return (verb, particle, *report.cue[1:])
    before = verb.head
    quoting = before.head.lemma_ in {"quote", "cite"} or before.head.tag_ == "VBN"
    if verb.lower_ == "saying" and before.lower_ == "as" and quoting:
        return (before.head, before, verb)
    return report.cue


def _turn_to_quoted(sentence: Sentence, report: Report, lo: int) -> None:
    """Make the quoted one the source and the quoting one the outlet: "T quoted X as saying"."""
    verb = report.cue[0]
    if len(report.cue) != len(("quoted", "as", "saying")) or verb.lemma_ not in {"quote", "cite"}:
        return
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return
    quoted = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if quoted is not None:
        if report.source is not None:
            report.via.append(report.source)
        report.source = noun_phrase(sentence, quoted, lo, report.cue[1].i, verb)


def _verb_report(sentence: Sentence, verb: Token, cue: Cue, lo: int, hi: int) -> Report | None:
    report = None
    if "shown" in cue.frames and not _text_speaks(sentence, verb):
        return None
    speaking = {"clause", "shown"} | ({"text"} if _is_text(verb) else set())
    if cue.frames & {"clause", "quote", "shown", "asking"}:
        report = clause_report(sentence, verb, lo, hi)
        if report is not None and "asking" in cue.frames and "clause" not in cue.frames:
            asked = {sentence.doc[start].lower_ for start, _ in report.contents}
            report = report if asked <= words("tails", "asking") else None
        elif report is not None and not cue.frames & speaking:
            own = sentence.quotation_at(verb.i)
            quoted = all(
                sentence.in_speech(start) and sentence.quotation_at(start) is not own
                for start, _ in report.contents
            )
            report = report if quoted else None
    if report is None and "as_it" in cue.frames and puts_it(verb):
        return as_report(sentence, verb, subject_of(verb), lo, hi)[1]
    report = report or called_report(sentence, verb, lo, hi)
    return report or phrase_report(sentence, verb, cue, lo, hi)


def _is_text(verb: Token) -> bool:
    """Say whether a text is the subject of a verb: "the report reads", not "she read"."""
    subject = subject_of(verb)
    return subject is not None and subject.lemma_.lower() in words("nouns", "documents")


def _text_speaks(sentence: Sentence, verb: Token) -> bool:
    """Say whether a text with a named author is what shows: "UN figures showed that"."""
    subject = subject_of(verb)
    if subject is None or not sentence.start <= subject.i < verb.i:
        return False
    phrase = noun_phrase(sentence, subject, sentence.start, verb.i, verb)
    return author_of(sentence, phrase) != phrase


def _zone(sentence: Sentence, token: Token, nodes: list[Node]) -> tuple[Node | None, int, int]:
    """Return the innermost report whose content holds the token, and the tokens it may use."""
    parent, lo, hi = None, sentence.start, sentence.end
    for node in nodes:
        for start, end in node.report.contents:
            inside = start <= token.i < end
            outside_clause = not node.report.clause[0] <= token.i < node.report.clause[1]
            if inside and outside_clause and end - start <= hi - lo:
                parent, lo, hi = node, start, end
    quotation = sentence.quotation_at(token.i)
    if quotation is not None and quotation.speech:
        first, last = token.i, token.i
        while first > lo and sentence.quotation_at(first - 1) is quotation:
            first -= 1
        while last + 1 < hi and sentence.quotation_at(last + 1) is quotation:
            last += 1
        lo, hi = first, last + 1
    return parent, lo, hi


def _repeats(report: Report, nodes: list[Node]) -> bool:
    return any(node.report.contents == report.contents for node in nodes)


def _describes(report: Report, nodes: list[Node]) -> bool:
    """Say whether a verb only describes a source found: "said one, who asked not to be named"."""
    verb = report.anchor
    return verb.dep_ in {"relcl", "acl"} and any(
        node.report.source is not None
        and node.report.source[0] <= verb.i < node.report.source[1]
        and any(start < node.report.source[0] for start, _ in report.contents)
        for node in nodes
    )


def _try_according(sentence: Sentence, token: Token, nodes: list[Node]) -> None:
    _, lo, hi = _zone(sentence, token, [])
    report = according_report(sentence, token, lo, hi)
    if report is None:
        return
    outlet = report.source is not None and is_known_outlet(sentence, report.source)
    tops = [node for node in nodes if node.parent is None and (node.report.speech or outlet)]
    for node in tops:
        if any(start <= token.i < end for start, end in node.report.contents):
            return
        behind = token.i >= node.report.clause[1] and token.i >= node.report.contents[-1][1]
        opening = token.i <= sentence.start + 1
        if _goes_on_about(sentence, token, node.report):
            continue
        if opening and _claims_before(sentence, report.clause[1], node.report):
            opening = False  # "According to X, A, while Y says B": two reports
        if report.source is not None and (behind or opening):
            if outlet or is_outlet(sentence, report.source):
                node.report.via.append(report.source)
                return
            continue
        hi = min(hi, _before(sentence, node.report, token.i))
    report = according_report(sentence, token, lo, hi)
    if report is not None and report.source is not None:
        report.source = author_of(sentence, report.source)
        outer = Node(report)
        _take_in(outer, nodes)
        nodes.append(outer)


def _claims_before(sentence: Sentence, start: int, report: Report) -> bool:
    """Say whether a clause of its own stands between a token and another report."""
    first = min(report.anchor.i, *(report.source or (report.anchor.i,)))
    if report.rule == "content-cue":
        return False
    between = sentence.doc[start:first]
    return any(t.tag_ in FINITE and not sentence.in_speech(t.i) for t in between)


def _goes_on_about(sentence: Sentence, according: Token, report: Report) -> bool:
    """Say whether a report only tells more of the source named: "according to X, which warned"."""
    verb = report.anchor
    return (
        verb.dep_ == "relcl"
        and according.i < verb.head.i < verb.i
        and any(t.lower_ in {"which", "who"} for t in sentence.doc[verb.head.i : verb.i])
    )


def _before(sentence: Sentence, report: Report, cue: int) -> int:
    """Return where the words of the report of `cue` end that stand before this one."""
    position = report.clause[0]
    if position <= cue < report.anchor.i and report.source is not None:
        # The parser made the clause before the object of this report.
        position = min(report.anchor.i, report.source[0])
    while position > sentence.start and (
        sentence.doc[position - 1].pos_ in {"CCONJ", "SCONJ"} or sentence.doc[position - 1].is_punct
    ):
        position -= 1
    return position


def _survives(sentence: Sentence, node: Node) -> bool:
    """Say whether a report tells of somebody else's words, not of the speaker's own thoughts."""
    report = node.report
    if _is_impersonal(report):
        return False
    in_speech = sentence.in_speech(report.anchor.i)
    if node.parent is None and not in_speech:
        return report.source is not None
    if report.source is None or not report.speech or _points_at(sentence, report):
        return False
    head = sentence.doc[report.source[0] : report.source[1]].root
    if not is_third_person(head):
        return False
    return in_speech or head.lower_ not in _SELF or _is_somebody_else(sentence, node, head)


def _points_at(sentence: Sentence, report: Report) -> bool:
    """Say whether a nested report says nothing itself: "calling it a lie", "reported a victory"."""
    (start, end) = report.contents[0]
    first = sentence.doc[start]
    bare = (
        report.nominal and first.lower_ in {"a", "an"} and len(sentence.words(start, end)) <= _BARE
    )
    return bare or (report.nominal and report.anchor.tag_ == "VBG" and first.pos_ == "PRON")


def _is_impersonal(report: Report) -> bool:
    """Say whether a passive names nobody: "it is believed that", "he was told that"."""
    children = list(report.anchor.children)
    if report.anchor.lemma_ in words("impersonal", "carrying_on"):
        return False
    passive = any(child.dep_ == "auxpass" for child in children)
    agent = any(child.dep_ == "agent" for child in children)
    return passive and not agent and len(report.cue) == 1


def _is_somebody_else(sentence: Sentence, node: Node, pronoun: Token) -> bool:
    """Say whether a pronoun in an indirect report can stand for another than its speaker."""
    outer = node.parent.report.source if node.parent else None
    if outer is None:
        return False
    verb = node.report.anchor
    if verb.dep_ == "advcl" and verb.head.lemma_ == "lie":
        return True
    speaker = sentence.doc[outer[0] : outer[1]].root
    person = speaker.pos_ == "PROPN" and speaker.ent_type_ not in {"ORG", "GPE", "NORP"}
    return (person or speaker.lower_ in {"he", "she"}) and pronoun.lower_ in {"it", "they"}

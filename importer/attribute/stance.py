"""What the one who passes a claim on makes of it."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.forms import leaves_open
from importer.attribute.lexicon import cue_tables, verb_cue, words
from importer.attribute.sentence import Report, Sentence
from importer.model import Modality, Stance

_NAMING = frozenset({"obj_pred", "obj_as"})
"""What verbs take that say what something is called: "called it a lie"."""
_BY_VERB = {"denies": Stance.DENIES, "doubts": Stance.DOUBTS, "affirms": Stance.AFFIRMS}


def nested_stance(sentence: Sentence, inner: Report, outer: Report | None) -> Stance:
    """Return the stance towards a claim nested in `outer`, or in the quotation around it."""
    own = _own_stance(sentence, inner)
    if own is not None:
        return own
    if outer is not None and not sentence.in_speech(inner.anchor.i):
        _, verb = verb_cue(outer.anchor)
        if verb and verb.frames & _NAMING:
            rejects = outer.anchor.lemma_.lower() in words("stance", "rejecting")
            return _judgement(sentence, inner, outer) or (
                Stance.DENIES if rejects else Stance.REPORTS
            )
        if verb and verb.stance in _BY_VERB and inner.rule == "noun":
            return _BY_VERB[verb.stance]
    return _surroundings(sentence, inner) or Stance.REPORTS


def article_stance(sentence: Sentence, report: Report) -> Stance | None:
    """Return the article's own stance where it disowns what it attributes, else None."""
    own = _own_stance(sentence, report)
    if own in {Stance.DENIES, Stance.AFFIRMS, Stance.DOUBTS}:
        return own
    doubts, adjectives = words("stance", "doubts"), words("stance", "doubting_adjectives")
    for start, end in report.contents:
        for token in sentence.doc[start:end]:
            word = token.lower_
            judged = word in doubts or (word in adjectives and report.nominal)
            if not judged or sentence.quotation_at(token.i):
                continue
            if word in adjectives and report.nominal:
                return Stance.DOUBTS
            if _root(sentence, start, end) in {token.head.i, token.head.head.i}:
                return Stance.DOUBTS
    return None


def cue_modality(report: Report) -> Modality | None:
    """Return what the cue makes of its content: "called for a truce" wishes one."""
    lemma, last = report.anchor.lemma_, report.cue[-1].lower_
    wishes = cue_tables()["wishes"]
    wished = lemma in wishes["verbs"] or (report.nominal and lemma in wishes["with_phrases"])
    if wished or last in wishes["with_prepositions"].get(lemma, ()):
        return Modality.INTENDED
    if leaves_open(report.anchor):
        return Modality.POSSIBLE
    return None


def _root(sentence: Sentence, start: int, end: int) -> int:
    return int(sentence.doc[start:end].root.i)


def _own_stance(sentence: Sentence, report: Report) -> Stance | None:
    """Read the stance off the cue itself: "lied about", "falsely claimed"."""
    if report.stance == "lies":
        return Stance.DENIES
    anchor = report.anchor
    beside = [*anchor.children, *sentence.doc[report.clause[0] : report.clause[1]]]
    for token in beside:
        if token.pos_ not in {"ADV", "ADJ"}:
            continue
        for name, stance in _BY_VERB.items():
            if token.lower_ in words("stance", name):
                return stance
    governor = _governor(anchor)
    if governor is not None and governor.lemma_ == "lie":
        return Stance.DENIES
    return None


def _governor(verb: Token) -> Token | None:
    """Return the verb that a side clause belongs to: "was lying when it spoke of …"."""
    return verb.head if verb.dep_ == "advcl" and verb.head.pos_ == "VERB" else None


def _judgement(sentence: Sentence, inner: Report, outer: Report) -> Stance | None:
    """Read the stance off what a claim is called: "called X's figure “pure propaganda”"."""
    inside = {i for start, end in inner.contents for i in range(start, end)}
    lowered = {
        token.lower_
        for start, end in outer.contents
        for token in sentence.doc[start:end]
        if token.i not in inside
    }
    return _weigh(lowered)


def _surroundings(sentence: Sentence, inner: Report) -> Stance | None:
    inside = {i for start, end in inner.contents for i in range(start, end)}
    return _weigh({token.lower_ for token in sentence if token.i not in inside})


def _weigh(lowered: set[str]) -> Stance | None:
    if lowered & words("stance", "denying_nouns"):
        return Stance.DENIES
    if lowered & words("stance", "doubting_nouns"):
        return Stance.DOUBTS
    if lowered & words("stance", "affirming_nouns"):
        return Stance.AFFIRMS
    return None

"""Through which outlet the article has a statement, and to whom it was said."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import words
from importer.attribute.sentence import Range, Report, Sentence
from importer.resolve.party_names import party_from_words

_NO_OUTLET = frozenset({"GPE", "NORP", "DATE", "TIME", "LOC", "EVENT"})


def add_outlets(sentence: Sentence, report: Report) -> None:
    """Fill in `via` and `audience` of a report."""
    outside = [t for t in sentence if not _in_content(report, t.i)]
    for token in outside:
        if token.lemma_ == "tell" and token in report.cue:
            _hearer(sentence, report, token)
        elif token.lower_ in {"with", "to", "for", "by", "on"} and token.dep_ in {
            "prep",
            "agent",
            "dative",
        }:
            _by_preposition(sentence, report, token)
        elif token.lower_ in words("via", "events") and token.i + 1 < sentence.end:
            _bare_name(sentence, report, token)


def _in_content(report: Report, index: int) -> bool:
    inside = any(start <= index < end for start, end in report.contents)
    return inside and not report.clause[0] <= index < report.clause[1]


def _hearer(sentence: Sentence, report: Report, verb: Token) -> None:
    hearer = next(
        (c for c in verb.children if c.dep_ in {"dobj", "dative", "iobj"} and c.i > verb.i), None
    )
    following = verb.nbor() if verb.i + 1 < sentence.end else None
    if hearer is None and following is not None and following.pos_ == "PROPN":
        hearer = following
    if hearer is None or _in_content(report, hearer.i):
        return
    if hearer.lower_ == "people" and following is not None and hearer.i == following.i:
        # Nobody in particular: "he tells people that" is one cue.
        report.cue = (*report.cue, hearer)
        return
    phrase = sentence.trim(hearer.left_edge.i, hearer.right_edge.i + 1)
    phrase = _without_tail(sentence, phrase, hearer)
    if _is_outlet(sentence, phrase, hearer):
        report.via.append(phrase)
    else:
        report.audience = phrase


def _without_tail(sentence: Sentence, phrase: Range, head: Token) -> Range:
    """Cut off what is loosely attached: "told Reuters in Goma on Monday"."""
    for child in head.children:
        if child.i > head.i and child.dep_ in {"prep", "relcl", "acl", "punct"}:
            return sentence.trim(phrase[0], child.left_edge.i)
    return phrase


def _by_preposition(sentence: Sentence, report: Report, preposition: Token) -> None:
    target = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if target is None or _in_content(report, target.i):
        return
    phrase = _without_tail(
        sentence, sentence.trim(target.left_edge.i, target.right_edge.i + 1), target
    )
    if (
        report.source
        and report.source[0] <= target.i < report.source[1]
        and phrase == report.source
    ):
        return
    governor = preposition.head
    confided = governor.pos_ == "VERB" and governor in report.cue and preposition.lower_ == "to"
    spoken = confided or (governor.lower_ in words("via", "events") and preposition.lower_ != "by")
    passed = governor.lemma_ in words("via", "passive") and preposition.lower_ == "by"
    passed = passed or (governor.lemma_ == "say" and preposition.lower_ == "by")
    if (spoken or passed) and _is_outlet(sentence, phrase, target):
        report.via.append(phrase)


def _bare_name(sentence: Sentence, report: Report, event: Token) -> None:
    """Take the name right behind "in the commentary": the preposition is sometimes missing."""
    name = event.nbor()
    if (
        name.pos_ == "PROPN"
        and name.ent_type_ not in _NO_OUTLET | {"PERSON"}
        and event.head.lower_ == "in"
    ):
        end = name.i + 1
        while end < sentence.end and sentence.doc[end].pos_ == "PROPN":
            end += 1
        report.via.append((name.i, end))


def _is_outlet(sentence: Sentence, phrase: Range, head: Token) -> bool:
    tokens = sentence.doc[phrase[0] : phrase[1]]
    lowered = {t.lower_ for t in tokens}
    if head.pos_ == "PROPN" and head.lower_ in words("via", "outlets"):
        return True
    if lowered & words("via", "platforms") or head.lower_ in words("via", "audience"):
        return False
    if lowered & words("via", "outlets"):
        return True
    if head.pos_ != "PROPN":
        return False
    if head.ent_type_ in _NO_OUTLET:
        # Nobody tells a town anything but a capital that stands for its state: "told Saba".
        told = any(t.lemma_ == "tell" for t in sentence.doc[max(0, phrase[0] - 1) : phrase[0]])
        plain = head.ent_type_ in {"GPE", "LOC"} and len(tokens) == 1
        return told and plain and party_from_words(head.text) is None
    return not (head.ent_type_ == "PERSON" and len(tokens) > 1)

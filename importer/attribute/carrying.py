"""Reports that reach beyond their sentence: carried on, or made afterwards."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import cue_verbs, words
from importer.attribute.sentence import Report, Sentence
from importer.attribute.sources import noun_phrase, subject_of

_LONGEST_RETROACTIVE = 60
"""Tokens; a longer sentence has news of its own."""
_TIME = frozenset({"DATE", "TIME"})


def carries_on(sentence: Sentence, before: Sentence, report: Report) -> bool:
    """Say whether a sentence without a cue elaborates the report before it.

    It does when the cue came first ("He noted that …"), when the sentence speaks of the same
    things, and when it neither turns away nor dates itself, as the article's own news do.
    """
    if report.rule != "cue-content" or report.clause[0] > report.contents[0][0]:
        return False
    first = next((t for t in sentence if not t.is_punct and not t.is_space), None)
    if first is None or first.lower_ in words("carry", "breaks"):
        return False
    if any(token.ent_type_ in _TIME for token in sentence):
        return False
    if any(token.dep_ == "neg" and token.head.lemma_ in cue_verbs() for token in sentence):
        return False  # "Officials did not comment"
    told = {lemma for part in report.contents for lemma in _things(before, *part)}
    return bool(told & _things(sentence, sentence.start, sentence.end))


def _things(sentence: Sentence, start: int, end: int) -> set[str]:
    return {
        token.lemma_.lower()
        for token in sentence.doc[start:end]
        if token.pos_ in {"NOUN", "PROPN"} or token.ent_type_ == "NORP"
    }


def impersonal_start(sentence: Sentence) -> int:
    """Return where the content begins behind an impersonal "It was reported that"."""
    if sentence.doc[sentence.start].lower_ != "it":
        return sentence.start
    for token in sentence.doc[sentence.start + 1 : min(sentence.end, sentence.start + 7)]:
        if token.lower_ == "that" and sentence.doc[token.i - 1].lemma_ in cue_verbs():
            return token.i + 1
    return sentence.start


def retroactive_report(sentence: Sentence) -> Report | None:
    """Return the report of a sentence that attributes what came before: "X stated this …"."""
    if sentence.end - sentence.start > _LONGEST_RETROACTIVE:
        return None
    for token in sentence:
        cue = cue_verbs().get(token.lemma_)
        if not cue or cue.stance or not cue.speech or not _points_back(token):
            continue
        source = _author(sentence, token)
        if source is not None:
            return Report(
                (token,), [source], (sentence.start, sentence.end), source, rule="retroactive"
            )
    return None


def _points_back(verb: Token) -> bool:
    passive = any(
        c.dep_ == "nsubjpass" and c.lower_ in {"this", "it"} and not list(c.children)
        for c in verb.children
    )
    active = any(
        c.dep_ == "dobj" and c.lower_ == "this" and not list(c.children) for c in verb.children
    )
    clause = any(
        c.dep_ == "ccomp" and c.i > verb.i and c.lemma_ not in cue_verbs() for c in verb.children
    )
    that = any(t.lower_ == "that" and t.dep_ == "mark" for t in verb.subtree)
    return (passive or active) and not clause and not that


def _author(sentence: Sentence, verb: Token) -> tuple[int, int] | None:
    for other in sentence:
        cue = cue_verbs().get(other.lemma_)
        if not cue or not cue.speech or other.pos_ != "VERB":
            continue
        head = subject_of(other)
        if head is not None and head.lower_ not in {"this", "it", "that"}:
            if head.i < verb.i:
                return noun_phrase(sentence, head, sentence.start, other.i, other)
            return noun_phrase(sentence, head, other.i + 1, sentence.end, other)
    people = [
        ent
        for ent in sentence.doc[sentence.start : sentence.end].ents
        if ent.label_ in {"PERSON", "ORG"}
    ]
    people = [ent for ent in people if ent.start > verb.i]
    return (people[-1].start, people[-1].end) if people else None

"""Reports that reach beyond their sentence: carried on, or made afterwards."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import Cue, cue_verbs, words
from importer.attribute.sentence import FINITE, Report, Sentence
from importer.attribute.sources import noun_phrase, subject_of

_LONGEST_RETROACTIVE = 60
"""Tokens; a longer sentence has news of its own."""
_LONGEST_POINTING = 20
"""Tokens; what only names a source is short."""
_LONGEST_COUNT = 12
_POINTERS = frozenset({"this", "that"})
_CLOSING = frozenset({"content-cue", "according"})
_TIME = frozenset({"DATE", "TIME"})


def carries_on(sentence: Sentence, before: Sentence, report: Report) -> bool:
    """Say whether a sentence without a cue elaborates the report before it.

    It does when the cue came first ("He noted that …"), when the sentence speaks of the same
    things, and when it neither turns away nor dates itself, as the article's own news do.
    """
    closed = report.rule != "cue-content" or report.clause[0] > report.contents[0][0]
    if closed and not _is_digest(report) and not _tells_of_speaker(sentence, report):
        return False
    first = next((t for t in sentence if not t.is_punct and not t.is_space), None)
    if first is None or first.lower_ in words("carry", "breaks"):
        return False
    dated = any(token.ent_type_ in _TIME and _is_date(token) for token in sentence)
    if dated and not (_is_digest(report) and report.clause[0] == 0):
        return False
    silent = any(token.dep_ == "neg" and token.head.lemma_ in cue_verbs() for token in sentence)
    if silent or _answers(sentence):
        return False  # "Officials did not comment", "The rebels denied the accusation"
    if closed or _counts_those_told_of(sentence, first):
        return True
    told = {lemma for part in report.contents for lemma in _things(before, *part)}
    return bool(told & _things(sentence, sentence.start, sentence.end))


def _is_digest(report: Report) -> bool:
    """Say whether a source and a colon open the paragraph, all of which is the source's."""
    return report.rule == "colon" and report.cue[0].text == ":"


def _tells_of_speaker(sentence: Sentence, report: Report) -> bool:
    """Say whether a sentence goes on about what is the speaker's: "No one in her street died"."""
    if report.rule not in _CLOSING or report.source is None:
        return False
    source = sentence.doc[report.source[0] : report.source[1]]
    person = source.root.ent_type_ == "PERSON" or source.root.lower_ in {"he", "she", "her", "his"}
    owned = any(t.dep_ == "poss" and t.lower_ in {"his", "her"} for t in sentence)
    told = any(t.tag_ in FINITE for t in sentence)
    others = any(t.ent_type_ in {"PERSON", "NORP", "ORG"} for t in sentence)
    return person and owned and told and not others


def _counts_those_told_of(sentence: Sentence, first: Token) -> bool:
    """Say whether a short sentence is about some of those just told of: "None was injured"."""
    alone = (
        first.lower_ in {"none", "both", "all", "most", "neither"} and first.i == first.right_edge.i
    )
    return (
        alone
        and first.dep_ in {"nsubj", "nsubjpass"}
        and sentence.end - sentence.start <= _LONGEST_COUNT
    )


def _answers(sentence: Sentence) -> bool:
    """Say whether a sentence tells that somebody else rejected or confirmed what was reported."""
    verbs = cue_verbs()
    return any(
        token.dep_ == "ROOT" and (cue := verbs.get(token.lemma_)) is not None and cue.stance
        for token in sentence
    )


def _is_date(token: Token) -> bool:
    """Tell a day or span of days from a habit: "on 3 May", "last week", but "at night"."""
    return token.pos_ in {"PROPN", "NUM"} or token.lower_ in words("carry", "dating")


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
    opening = _pointing_phrase(sentence)
    if opening is not None:
        return opening
    verbs = cue_verbs()
    for token in sentence:
        cue = verbs.get(token.lemma_)
        if cue is None or not cue.speech or not _points_back(token):
            continue
        if cue.stance and not _confirms(token, cue):
            continue
        source = _author(sentence, token)
        if source is not None:
            return Report(
                (token,), [source], (sentence.start, sentence.end), source, rule="retroactive"
            )
    return None


def _pointing_phrase(sentence: Sentence) -> Report | None:
    """Read "That is according to X" and "So said X"; what they attribute stands before them."""
    tokens = [t for t in sentence if not t.is_punct and not t.is_space]
    opening = [t.lower_ for t in tokens[:4]]
    if len(tokens) > _LONGEST_POINTING or len(opening) < len(("so", "said", "X", "Y")):
        return None
    if opening[0] in _POINTERS and opening[1:4] == ["is", "according", "to"]:
        cue: tuple[Token, ...] = (tokens[2], tokens[3])
    elif opening[0] in {"so", "thus"} and tokens[1].tag_ in FINITE:
        verb = cue_verbs().get(tokens[1].lemma_)
        if verb is None or not verb.speech:
            return None
        cue = (tokens[1],)
    else:
        return None
    start = cue[-1].i + 1
    head = sentence.doc[start : sentence.end].root
    head = next((t for t in sentence.doc[start : sentence.end] if t.head.i < start), head)
    dated = (t.i for t in head.subtree if t.dep_ == "prep" and any(c.ent_type_ for c in t.children))
    end = next((i for i in dated if sentence.doc[i + 1].ent_type_ in _TIME), sentence.end)
    source = noun_phrase(sentence, head, start, end, cue[0])
    if source[0] >= source[1]:
        return None
    return Report(cue, [source], (sentence.start, sentence.end), source, rule="retroactive")


def _confirms(verb: Token, cue: Cue) -> bool:
    """Tell who bears a report out in public from who denies it: "The news was confirmed by X"."""
    return cue.stance == "affirms" and any(c.dep_ == "agent" for c in verb.children)


def _is_pointer(noun: Token) -> bool:
    """Say whether a word stands for all that was said before: "this", "the news"."""
    if noun.lower_ in {"this", "it"}:
        return not list(noun.children)
    pointed = {c.lower_ for c in noun.children}
    return (
        noun.lower_ in {"news", "information"} and bool(pointed) and pointed <= _POINTERS | {"the"}
    )


def _points_back(verb: Token) -> bool:
    passive = any(c.dep_ == "nsubjpass" and _is_pointer(c) for c in verb.children)
    active = any(
        c.dep_ == "dobj" and c.lower_ == "this" and not list(c.children) for c in verb.children
    )
    if not passive and not active:
        return False
    clause = any(
        c.dep_ == "ccomp" and c.i > verb.i and c.lemma_ not in cue_verbs() for c in verb.children
    )
    that = any(t.lower_ == "that" and t.dep_ == "mark" for t in verb.subtree)
    return not clause and not that


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

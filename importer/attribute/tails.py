"""What a cue clause leaves behind it: more of the content, or circumstances of the saying."""

from __future__ import annotations

from enum import Enum, auto

from spacy.tokens import Token

from importer.attribute.lexicon import cue_verbs, words
from importer.attribute.sentence import FINITE, Sentence


class Tail(Enum):
    """How the words behind a comma go on."""

    CONTENT = auto()
    SAYING = auto()
    CUE = auto()


def tail_kind(sentence: Sentence, start: int, cue_end: int, *, parenthetical: bool) -> Tail:
    """Classify what begins at token `start`, right behind the comma that may end a cue clause.

    `cue_end` is where the cue itself ended; circumstances may stand between the two.
    `parenthetical` says that what stands before the cue clause is no clause by itself, so that the
    sentence has to go on behind it.
    """
    first = sentence.doc[start]
    if first.lower_ == "according" or _hands_over(sentence, first):
        return Tail.CUE
    if parenthetical:
        return Tail.CONTENT
    if first.tag_ == "VBG" or (first.pos_ == "ADV" and _next_is_gerund(first)):
        verb = first if first.tag_ == "VBG" else first.nbor()
        return _participle_tail(verb)
    if first.pos_ == "CCONJ":
        return _coordinated_tail(sentence, first, cue_end)
    if first.lower_ in words("tails", "adjunct"):
        return Tail.SAYING
    counts = first.like_num or first.pos_ == "NUM"
    goes_on = first.lower_ in words("tails", "content") or counts or _has_clause(sentence, start)
    return Tail.CONTENT if goes_on else Tail.SAYING


def _hands_over(sentence: Sentence, first: Token) -> bool:
    """Say whether another takes the word: "…, while Y said that B", "…; Y said that B"."""
    if first.lower_ in words("tails", "contrast"):
        return _cue_clause_follows(sentence, first.i + 1)
    return first.nbor(-1).text == ";" and _cue_clause_follows(sentence, first.i)


def _coordinated_tail(sentence: Sentence, conjunction: Token, cue_end: int) -> Tail:
    if _cue_clause_follows(sentence, conjunction.i + 1):
        return Tail.CUE
    # "said on Monday, a day after A, and hours before B": bound to the circumstances.
    bound = cue_end <= conjunction.head.i < conjunction.i
    return Tail.SAYING if bound else Tail.CONTENT


def _next_is_gerund(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "VBG"


def _participle_tail(verb: Token) -> Tail:
    following = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if verb.lemma_ in words("tails", "saying") and following not in words("tails", "asking"):
        return Tail.SAYING
    cue = cue_verbs().get(verb.lemma_)
    return Tail.CUE if cue and cue.speech else Tail.CONTENT


def _cue_clause_follows(sentence: Sentence, start: int) -> bool:
    """Say whether a cue stands in the clause before its first comma, but for a name set apart."""
    for token in sentence.doc[start : min(sentence.end, start + 14)]:
        if token.text in {",", ";", ":"} and token.i > start + 1 and not _sets_name_apart(token):
            return False
        cue = cue_verbs().get(token.lemma_)
        if cue and cue.speech and token.pos_ == "VERB" and token.tag_ in FINITE:
            return True
    return False


def _sets_name_apart(comma: Token) -> bool:
    """Say whether a comma stands beside the name in "the mayor, Ivan Petrov, said"."""
    subject = comma.head
    named = any(child.dep_ == "appos" for child in subject.children)
    return comma.text == "," and subject.dep_ == "nsubj" and named


def _has_clause(sentence: Sentence, start: int) -> bool:
    return any(
        token.tag_ in FINITE and token.dep_ not in {"relcl", "acl"}
        for token in sentence.doc[start : sentence.end]
    )

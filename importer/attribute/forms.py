"""Which forms of a reporting verb report: not what nobody said, could say or was told to say."""

from __future__ import annotations

from spacy.tokens import Token

_OPEN_HEADS = frozenset({"everything", "anything", "what", "all"})
_NOBODY = frozenset({"nobody", "none", "neither", "no", "not"})
_SAID_ALL_THE_SAME = frozenset({"would", "’ll", "'ll"})
_LEAD_TO_SAYING = frozenset({"go", "continue", "hasten", "want"})


def reports(verb: Token) -> bool:
    """Say whether a form of a reporting verb reports: not negated, no wish, no mere ability."""
    if verb.dep_ == "relcl" and verb.head.lower_ in _OPEN_HEADS:
        return False
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"}:
        return any(c.dep_ == "ccomp" for c in verb.children) and not _is_denied(verb)
    if _is_denied(verb):
        return leaves_open(verb)
    if verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children):
        goes_on = verb.dep_ in {"xcomp", "advcl", "ccomp"}
        return goes_on and verb.head.lemma_ in _LEAD_TO_SAYING
    return True


def leaves_open(verb: Token) -> bool:
    """Say whether it is denied that something is impossible: "did not rule out that X"."""
    negated = any(c.dep_ == "neg" for c in verb.children)
    return negated and verb.lemma_ in {"rule", "exclude"} and verb.tag_ == "VB"


def _is_denied(verb: Token) -> bool:
    """Say whether nobody said it, or somebody only might have."""
    if verb.i > verb.sent.start and verb.nbor(-1).lower_ in {"neither", "nor"}:
        return True  # "neither confirmed nor denied it"
    return any(
        child.dep_ == "neg"
        or (child.tag_ == "MD" and child.lower_ not in _SAID_ALL_THE_SAME)
        or (child.dep_ == "nsubj" and _is_nobody(child) and not _is_quoted(child, verb))
        for child in verb.children
    )


def _is_quoted(subject: Token, verb: Token) -> bool:
    """Say whether a mark parts the two: “No house, no street,” said X."""
    return any(token.is_quote for token in verb.doc[subject.i : verb.i])


def _is_nobody(subject: Token) -> bool:
    """Say whether a subject denies that anybody spoke: "neither side", "none of them"."""
    if subject.lower_ in _NOBODY:
        return True
    return any(child.lower_ in _NOBODY and child.i < subject.i for child in subject.children)

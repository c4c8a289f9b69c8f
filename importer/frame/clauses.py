"""Finding the clauses of a statement's content, the main one first."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from importer.frame.grammar import CLAUSES, VERBAL
from importer.frame.scene import Context

_PARTS_OF_CLAUSES = frozenset(
    {"aux", "auxpass", "amod", "compound", "nmod", "prep", "det", "advmod"}
)
_DATING = frozenset({"since", "after", "before"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def content_tokens(context: Context, excluded: Sequence[tuple[int, int]]) -> list[Token]:
    """Return the words of the content, without punctuation and without a cue in its midst."""
    tokens = context.paragraph.tokens_between(context.content.start, context.content.end)
    kept = []
    for token in tokens:
        start = context.offset(token)
        if token.is_punct or token.is_space:
            continue
        if any(low <= start < high for low, high in excluded):
            continue
        kept.append(token)
    return kept


def clause_heads(tokens: Sequence[Token]) -> list[Token]:
    """Return the heads of the clauses, those that nothing governs first, each in text order."""
    inside = {token.i for token in tokens}
    roots = [t for t in tokens if t.head.i not in inside or t.head == t]
    verbs = [
        t for t in roots if t.pos_ in VERBAL or (t.pos_ == "ADJ" and t.dep_ in ("ccomp", "ROOT"))
    ]
    verbs.sort(key=lambda t: _describes_subject(t, verbs))
    others = [t for t in roots if t not in verbs and t.pos_ in _NOMINAL]
    if others and verbs and all(_is_aside(t) and t.i > others[0].i for t in verbs):
        return [*others, *verbs, *(t for t in tokens if t not in roots and t.dep_ in CLAUSES)]
    inner = [
        t
        for t in tokens
        if t not in roots
        and (
            (t.dep_ in CLAUSES and t.pos_ in (VERBAL | {"ADJ", "NOUN"}))
            or (t.pos_ in VERBAL and (t.dep_ not in _PARTS_OF_CLAUSES or _has_subject(t)))
        )
    ]
    first = [*_hypothesis(inner, tokens), *_before_main(inner)]
    return [*first, *verbs, *(others if not verbs else ()), *(t for t in inner if t not in first),
            *(others if verbs else ())]  # fmt: skip


def _describes_subject(participle: Token, verbs: Sequence[Token]) -> bool:
    """Say whether a participle only tells of a subject: "officers backed by the army had fired"."""
    if participle.tag_ != "VBN" or any(c.dep_ in ("aux", "auxpass") for c in participle.children):
        return False
    own = _has_subject(participle) and any(c.dep_ == "agent" for c in participle.children)
    later = [t for t in verbs if t.i > participle.i and t.tag_ != "VBG"]
    return own and bool(later) and not _has_subject(later[0])


def _is_aside(verb: Token) -> bool:
    """Say whether a clause only dates what stands before it: "the toll at 90 since it began"."""
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in _DATING for c in verb.children
    )


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)


def _before_main(inner: Sequence[Token]) -> list[Token]:
    """Return clauses that the parser hung under a later one: "they hold X; we hold Y"."""
    return [
        t
        for t in inner
        if t.dep_ in ("ccomp", "parataxis")
        and t.pos_ in VERBAL
        and t.i < t.head.i
        and _has_subject(t)
        and any(c.dep_ in ("nsubj", "nsubjpass") and c.i > t.i for c in t.head.children)
    ]


def _hypothesis(inner: Sequence[Token], tokens: Sequence[Token]) -> list[Token]:
    """Return the head of an if-clause that opens the content: it is asserted first."""
    opening = {t.i for t in tokens[:3]}
    return [
        t
        for t in inner
        if t.dep_ == "advcl"
        and any(
            c.dep_ == "mark" and c.lower_ in ("if", "unless") and c.i in opening for c in t.children
        )
    ][:1]

"""Telling narration that claims something about the conflict from all other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from importer.frame.grammar import children, first
from importer.frame.matching import Match
from importer.frame.phrases import has_phrase
from importer.frame.scene import Context, lemma
from importer.model import ClaimFrame, ClaimType, StatementKind

_CAPTION = re.compile(
    r"^\s*(?:map|photo|photograph|picture|file photo|image|video|read also|see also|watch)\b\s*:",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!since )\b(1[5-9]\d{2}|20\d{2})\b(?! (?:people|soldiers|civilians|troops))")


def claims_something(
    frames: Sequence[ClaimFrame], main: Match | None, tokens: Sequence[Token], context: Context
) -> bool:
    """Say whether a sentence is a statement; whatever is attributed to somebody is one."""
    if context.kind is not StatementKind.NARRATION:
        return True
    if main is None or frames[0].type is ClaimType.OTHER:
        return False
    text = context.scene.document.text[context.content.start : context.content.end]
    words = context.scene.words
    if _CAPTION.match(text) or has_phrase(words.verification, text):
        return False
    if tokens[0].lower_ in words.open_questions or _is_asked(context):
        return False
    if not any(t.pos_ in ("VERB", "AUX") for t in tokens):
        return False
    empty = _is_account(main, context) or _answers_without_content(main, context)
    return not (empty or _is_background(text, main, context))


def _is_asked(context: Context) -> bool:
    """Say whether a sentence is a question; the article's own claim nothing."""
    text = context.scene.document.text
    return text[context.content.end : context.content.end + 1] == "?"


def _root(main: Match) -> Token:
    return main.chain[0] if main.chain else main.head


def _is_account(main: Match, context: Context) -> bool:
    """Recognise a sentence that only introduces what somebody says."""
    root = _root(main)
    words = context.scene.words
    spoken = [
        t
        for t in children(root, "dobj", "attr", "nsubj", "nsubjpass")
        if lemma(t) in words.account_nouns
    ]
    return bool(spoken) and main.head not in spoken and not first(root, "expl")


def _answers_without_content(main: Match, context: Context) -> bool:
    """Recognise "The army denied it", "He blamed the rebels": a reply of which no words are told.

    What others are denied is no reply: "denied the convoy access".
    """
    words = context.scene.words
    replies = [t for t in (_root(main), main.head) if lemma(t) in words.replies]
    return any(
        child.pos_ == "PRON" or lemma(child) in words.account_nouns or lemma(verb) in words.blaming
        for verb in replies
        for child in children(verb, "dobj")
    )


def _is_background(text: str, main: Match, context: Context) -> bool:
    """Recognise geography and history: what was so long before, or always is."""
    words = context.scene.words
    if has_phrase(words.background_words, text):
        return True
    oldest = max(_present_year(context) - 1, _HISTORY)
    if any(int(found.group(1)) < oldest for found in _YEAR.finditer(text)):
        return True
    root = _root(main)
    return lemma(root) in words.background_verbs and root != main.head


_HISTORY = 2015
"""What happened before this year is history in any report on a war of today."""


def _present_year(context: Context) -> int:
    """Return the year that the article is of: that of its publication, else the latest it names."""
    article = context.scene.document.article
    if article.published is not None:
        return article.published.year
    return max((int(found.group(1)) for found in _YEAR.finditer(article.text)), default=_HISTORY)

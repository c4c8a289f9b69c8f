"""What is told of a word once and asked for often: each clause is held against all others.

The answer is kept with the parse, and goes when the parse goes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from spacy.tokens import Token


def once_a_word[R](told_of: Callable[[Token], R]) -> Callable[[Token], R]:
    """Remember what a function tells of a word whose sentence does not change any more."""
    name = f"{told_of.__module__}.{told_of.__qualname__}"

    @wraps(told_of)
    def remembered(word: Token) -> R:
        known: dict[int, R] = word.doc.user_data.setdefault(name, {})
        if word.i not in known:
            known[word.i] = told_of(word)
        return known[word.i]

    return remembered

"""What of the harm a clause denies: "no serious damage" leaves slight damage true."""

from __future__ import annotations

from itertools import pairwise

from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.words import plain_words
from importer.model import ClaimType

_NEAR = 3
"""How many words behind its negation a word may stand that narrows what is denied."""


def denies_only_the_grave(denial: Position, claim: Position) -> bool:
    """Say whether only grave harm is denied, and what is claimed is not told to be grave."""
    words = lexicon()
    line = plain_words(denial.text)
    negated = (
        line[index + 1 : index + 1 + _NEAR]
        for index, word in enumerate(line)
        if word in words.negators or word in words.without
    )
    narrowed = any(not words.grave.isdisjoint(behind) for behind in negated)
    return narrowed and claim.plain.isdisjoint(words.grave | words.wrecked)


def takes_harm_for_granted(denial: Position) -> bool:
    """Say whether those harmed are known: "nobody could bury the dead" denies no death.

    So it is where each word for them follows "the" or whose they were, and the verb harms nobody.
    """
    words = lexicon()
    if denial.type is not ClaimType.CASUALTIES or denial.sign > 0:
        return False
    line = plain_words(denial.text)
    of_harm = [(before, word) for before, word in pairwise(line) if word in words.harmed]
    return (
        bool(of_harm)
        and all(before in words.known_by for before, _ in of_harm)
        and denial.plain.isdisjoint(words.harming)
    )

"""What the words of a statement say about extent, ground, firmness and revision."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from importer.attribute.attribution import Attribution
from importer.frame.lexicon import fold
from importer.frame.phrases import first_phrase, has_phrase
from importer.frame.scene import Context, Scene, lemma
from importer.frame.words import FrameWords
from importer.model import Quantity

_SHARES = frozenset({"%", "ratio"})
_GROUND_REACH = 160
_STEM = 5
_OPENING = 20
"""How many characters of a claim are its opening, at most."""


@cache
def _stems(nouns: frozenset[str]) -> tuple[str, ...]:
    """Return how the nouns begin, so that a text without any is known at once.

    Their ends are folded to one spelling and may be written otherwise: "intelligence".
    """
    return tuple(sorted({noun.split()[-1][:_STEM] for noun in nouns}))


def degree_of(
    text: str, tokens: Sequence[Token], quantities: Sequence[Quantity], words: FrameWords
) -> float | None:
    """Return how much of the place or group a clause speaks of, 0 to 1."""
    for quantity in quantities:
        if quantity.unit in _SHARES:
            share = quantity.low if quantity.low is not None else quantity.high
            if share is not None:
                return min(1.0, share / 100 if quantity.unit == "%" else share)
    named = first_phrase(tuple(words.degrees), text)
    if named is not None:
        return words.degrees[named]
    for token in tokens:
        if fold(token.lower_) in words.part_directions:
            head = token.head if token.dep_ in ("amod", "compound") else token
            of = any(c.lower_ == "of" for c in head.children)
            if lemma(head) in words.part_nouns or (head == token and of):
                return words.part_degree
    return None


def is_update(text: str, words: FrameWords) -> bool:
    """Say whether the words replace an earlier figure: "has risen from three to five"."""
    return has_phrase(words.updates, text)


def is_superseded(attribution: Attribution, scene: Scene) -> bool:
    """Say whether a claim is told as what its source said before: "had initially put it at nine".

    The word stands with the reporting verb, or opens the claim: "Initially we spoke of nine".
    """
    text, content = scene.document.text, attribution.content
    cued = [span for span in (attribution.source, attribution.cue) if span is not None]
    before = [span.start for span in cued if span.end <= content.start]
    telling = text[min(before) : content.start] if before else ""
    opening = text[content.start : min(content.end, content.start + _OPENING)]
    return has_phrase(scene.words.earlier, telling) or any(
        opening.lower().startswith(phrase) for phrase in scene.words.earlier
    )


def hedges_in(tokens: Sequence[Token], words: FrameWords) -> tuple[str, ...]:
    """Return the words that weaken a claim, in the order of the text, each once."""
    found: list[str] = []
    for token in tokens:
        name = token.lower_
        if (name in words.hedges or lemma(token) in words.hedges) and name not in found:
            found.append(name)
    return tuple(found)


def evidence_basis(context: Context, cue_start: int | None) -> str | None:
    """Return what the sentence names as its ground: "satellite images"."""
    words = context.scene.words
    paragraph = context.paragraph
    text = context.scene.document.text[paragraph.start : paragraph.end].lower()
    if not any(stem in text for stem in _stems(words.evidence_nouns)):
        return None
    for token in _ground_tokens(context, cue_start):
        noun = _evidence_noun(token, words)
        if noun and _is_ground(token, words):
            return noun
    return None


def _ground_tokens(context: Context, cue_start: int | None) -> list[Token]:
    """Return the nouns of the content and of the cue's own sentence."""
    start, end = context.content.start, context.content.end
    if cue_start is not None:
        start, end = min(start, cue_start - _GROUND_REACH // 2), max(end, cue_start + _GROUND_REACH)
    tokens = context.paragraph.tokens_between(start, end)
    sentences = {t.sent.start for t in tokens if context.holds(t)}
    return [t for t in tokens if t.pos_ in ("NOUN", "PROPN") and t.sent.start in sentences]


def _evidence_noun(token: Token, words: FrameWords) -> str | None:
    """Return the phrase where the noun is one of evidence, alone or with the noun before it."""
    modifiers = [c for c in token.children if c.dep_ in ("compound", "amod") and c.i < token.i]
    if lemma(token) in words.evidence_nouns:
        return " ".join(t.lower_ for t in [*modifiers, token])
    for modifier in modifiers:
        pair = {f"{modifier.lower_} {form}" for form in (token.lemma_.lower(), token.lower_)}
        if pair & words.evidence_nouns:
            return " ".join(t.lower_ for t in [*modifiers, token])
    return None


def _is_ground(token: Token, words: FrameWords) -> bool:
    if token.dep_ == "nsubj":
        return lemma(token.head) in words.evidence_verbs
    if token.dep_ == "conj":
        return _is_ground(token.head, words)
    preposition = token.head
    if token.dep_ != "pobj" or preposition.pos_ not in ("ADP", "VERB", "SCONJ"):
        return token.dep_ == "dobj" and token.head.lower_ == "citing"
    before = token.doc[max(0, preposition.i - 3) : preposition.i + 1].text.lower()
    return any(before.endswith(phrase) for phrase in words.evidence_prepositions)


def heads_of(token: Token) -> list[Token]:
    """Return the token and what it hangs on, up to the root."""
    chain = [token]
    while chain[-1].head != chain[-1]:
        chain.append(chain[-1].head)
    return chain

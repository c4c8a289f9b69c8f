"""Reports by a clause with "as": "As X noted, …", "…, as X told Y, …"."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.extents import content_range, is_clause
from importer.attribute.lexicon import words
from importer.attribute.sentence import DASHES, FINITE, Report, Sentence
from importer.attribute.sources import noun_phrase

_AGAIN = frozenset({"previously", "earlier", "already", "before"})
_BREAKS = frozenset({",", ";"}) | DASHES


def as_report(
    sentence: Sentence, verb: Token, head: Token | None, lo: int, hi: int
) -> tuple[bool, Report | None]:
    """Say whether a verb stands in such a clause, and return its report if it has one."""
    if _says_as(verb, lo):
        return True, _behind_as(sentence, verb, head, lo, hi)
    if _interrupts_as(sentence, verb, head, lo):
        return True, _around_as(sentence, verb, head, lo, hi)
    return False, None


def puts_it(verb: Token) -> bool:
    """Say whether a verb and "it" tell of the wording: "as X put it", not "put it to the test"."""
    if verb.i + 1 >= len(verb.doc) or verb.nbor().lower_ != "it":
        return False
    behind = verb.i + 2
    return behind >= len(verb.doc) or verb.doc[behind].is_punct


def _says_as(verb: Token, lo: int) -> bool:
    """Say whether a clause opens with "as" and only names the speaker: "As X noted, …"."""
    first = verb.left_edge
    return first.i <= lo + 1 and first.lower_ == "as" and verb.dep_ == "advcl"


def _behind_as(
    sentence: Sentence, verb: Token, head: Token | None, lo: int, hi: int
) -> Report | None:
    comma = next((t.i for t in sentence.doc[verb.i : hi] if t.text == ","), None)
    if comma is None or head is None or head.i < lo:
        return None
    if verb.lemma_ == "report" and any(t.lower_ in _AGAIN for t in sentence.doc[lo:comma]):
        return None  # "As previously reported by X, …": the article's own recap
    source = noun_phrase(sentence, head, lo + 1, verb.i, verb)
    content = content_range(sentence, comma + 1, hi)
    if content[0] >= content[1] or not is_clause(sentence, *content):
        return None
    return Report((verb,), [content], (lo, comma), source, rule="as-cue")


def _interrupts_as(sentence: Sentence, verb: Token, head: Token | None, lo: int) -> bool:
    """Say whether a clause with "as" names the speaker later on: "…, as X noted, …"."""
    first = verb.left_edge
    if first.lower_ != "as" or first.i <= lo + 1 or verb.dep_ != "advcl" or head is None:
        return False
    plain = not any(c.dep_ in {"ccomp", "acomp", "oprd"} and c.i > verb.i for c in verb.children)
    told = verb.tag_ in FINITE or (
        verb.tag_ == "VBN" and first.i + 1 == verb.i < head.i and not _is_evidence(head)
    )
    return plain and told and sentence.doc[first.i - 1].text in _BREAKS


def _is_evidence(noun: Token) -> bool:
    """Say whether a noun names what shows something and does not speak: "satellite imagery"."""
    return {noun.lemma_.lower(), noun.lower_} & words("nouns", "evidence") != set()


def _around_as(
    sentence: Sentence, verb: Token, head: Token | None, lo: int, hi: int
) -> Report | None:
    first = verb.left_edge.i
    if head is None:
        return None
    if first < head.i < verb.i:
        source = noun_phrase(sentence, head, first + 1, verb.i, verb)
        end = next((t.i for t in sentence.doc[verb.i : hi] if t.text in _BREAKS), hi)
    else:  # "as reported by the governor"
        source = noun_phrase(sentence, head, verb.i + 2, hi, verb)
        end = source[1]
    goes_on = end + 1 < hi and sentence.words(end, hi)
    content = content_range(sentence, lo, hi if goes_on else first)
    if content[0] >= content[1] or not is_clause(sentence, *content):
        return None
    return Report((verb,), [content], (first, end), source, rule="as-cue")

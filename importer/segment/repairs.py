"""Putting right what the tagger gets wrong in the style of bulletins and agencies."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from importer.segment.lexicon import segment_lexicon

_FINITE = frozenset({"VBD", "VBP", "VBZ"})


def repair_tags(doc: Doc) -> None:
    """Turn nouns that have a subject into the verbs they are: "the ministry reports that".

    A given name that was taken for a verb ("Minister Andrii X said") becomes a name again.
    """
    verbs = segment_lexicon()["tags"]["verbs_like_nouns"]
    for token in doc:
        if token.ent_type_ == "PERSON" and token.tag_ in _FINITE and token.text[:1].isupper():
            token.tag_, token.pos_, token.lemma_ = "NNP", "PROPN", token.text
        if token.tag_ == "NNS" and token.lower_ in verbs and _has_subject(token):
            token.tag_, token.pos_, token.lemma_ = "VBZ", "VERB", verbs[token.lower_]


def _has_subject(token: Token) -> bool:
    """Say whether a noun stands where a verb does: behind a subject, without a determiner."""
    before = [child for child in token.children if child.i < token.i]
    subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in before)
    return subject and not any(child.dep_ in {"det", "poss", "amod"} for child in before)

"""Putting right what the tagger gets wrong in the style of bulletins and agencies."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from importer.segment.lexicon import segment_lexicon

_SHORTEST_SOURCE = 2
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


def repair_tags(doc: Doc) -> None:
    """Turn nouns that have a subject into the verbs they are: "the ministry reports that".

    A given name that was taken for a verb ("Minister Andrii X said") becomes a name again.
    """
    verbs = segment_lexicon()["tags"]["verbs_like_nouns"]
    for token in doc:
        if token.ent_type_ == "PERSON" and token.tag_ in _FINITE and token.text[:1].isupper():
            token.tag_, token.pos_, token.lemma_ = "NNP", "PROPN", token.text
        if token.tag_ != "NNS" or token.lower_ not in verbs:
            continue
        if _has_subject(token) or _closes_sentence(token):
            token.tag_, token.pos_, token.lemma_ = "VBZ", "VERB", verbs[token.lower_]


def _closes_sentence(token: Token) -> bool:
    """Say whether a noun stands as a closing cue does: "…, the ombudsman's office estimates."."""
    doc = token.doc
    if token.i + 1 < len(doc) and doc[token.i + 1].text not in {".", "!", "?"}:
        return False
    start = token.i
    while start > token.sent.start and doc[start - 1].text != ",":
        start -= 1
    source = doc[start : token.i]
    if start == token.sent.start or len(source) < _SHORTEST_SOURCE:
        return False
    told = any(t.tag_ in _FINITE for t in doc[token.sent.start : start])
    opens = source[0].pos_ in {"DET", "PROPN"} and source[-1].pos_ in {"NOUN", "PROPN"}
    return told and opens and not any(t.tag_ in _FINITE for t in source)


def _has_subject(token: Token) -> bool:
    """Say whether a noun stands where a verb does: behind a subject, without a determiner."""
    before = [child for child in token.children if child.i < token.i]
    subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in before)
    return subject and not any(child.dep_ in {"det", "poss", "amod"} for child in before)

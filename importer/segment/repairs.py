"""Putting right what the tagger gets wrong in the style of bulletins and agencies."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from importer.segment.lexicon import segment_lexicon

_SHORTEST_SOURCE = 2
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


def repair_tags(doc: Doc) -> None:
    """Turn nouns that have a subject into the verbs they are: "the ministry reports that".

    Pasts that the parser does not know ("retook") become pasts. A given name that was taken for a
    verb ("Minister Andrii X said") becomes a name again.
    """
    verbs = segment_lexicon()["tags"]["verbs_like_nouns"]
    pasts = segment_lexicon()["tags"]["unread_pasts"]
    for token in doc:
        if token.lower_ in pasts:
            token.tag_, token.pos_, token.lemma_ = "VBD", "VERB", pasts[token.lower_]
        if token.ent_type_ == "PERSON" and token.tag_ in _FINITE and token.text[:1].isupper():
            token.tag_, token.pos_, token.lemma_ = "NNP", "PROPN", token.text
        if token.tag_ != "NNS" or token.lower_ not in verbs:
            continue
        if _has_subject(token) or _closes_sentence(token):
            token.tag_, token.pos_, token.lemma_ = "VBZ", "VERB", verbs[token.lower_]


def repair_charges(doc: Doc) -> None:
    """Join what a speaker does next to the verb of saying: "denied that A and blamed X for B".

    The parser takes the second verb for a part of A; but who blames there is he who denied A.
    """
    lexicon = segment_lexicon()["tags"]
    for token in doc:
        if token.lemma_ not in lexicon["charging"] or token.dep_ != "conj":
            continue
        told, saying = token.head, token.head.head
        reported = told.dep_ == "ccomp" and told.i > saying.i and saying.tag_ == "VBD"
        perfect = any(c.dep_ == "aux" and c.lower_ == "had" for c in told.children)
        names_nobody = not any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in token.children)
        if reported and perfect and names_nobody and token.tag_ in {"VBD", "VBN"}:
            joint = next((c for c in told.children if c.dep_ == "cc" and c.i < token.i), None)
            token.head, token.tag_ = saying, "VBD"
            if joint is not None:
                joint.head = saying


def repair_clauses(doc: Doc) -> None:
    """Give back to a verb of saying its clause: "said on the same day that they had taken Bara".

    The parser takes "had taken" for an attribute of the name behind it; but attributes have neither
    a subject nor an auxiliary of their own.
    """
    for token in doc:
        name, saying = token.head, token.head.head
        if token.dep_ != "amod" or name.dep_ != "dobj" or not token.i < name.i:
            continue
        own = {child.dep_ for child in token.children}
        if saying.pos_ == "VERB" and "aux" in own and own & {"nsubj", "nsubjpass"}:
            token.head, token.dep_ = saying, "ccomp"
            name.head, name.dep_ = token, "dobj"


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

"""Clauses that the parser hung on another word than on the verb of saying."""

from __future__ import annotations

from spacy.tokens import Token

ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "warn", "advise", "notify"})
"""Verbs whose hearer stands before what is said."""
MEANS = frozenset({"in", "through", "via", "with", "during"})
"""What leads to the paper or speech in which something is said."""


def behind_hearer(verb: Token) -> int | None:
    """Find a clause that the parser hung on the hearer: "told mediators his men would leave"."""
    if verb.lemma_ not in ADDRESSING:
        return None
    hearer = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    for clause in hearer.children if hearer is not None else ():
        own = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if clause.dep_ == "relcl" and own is not None and own.tag_ not in {"WDT", "WP"}:
            start = int(clause.left_edge.i)
            plain = not any(t.tag_ in {"WDT", "WP", "WRB"} for t in clause.doc[start : own.i])
            return start if plain else None
    return None


def behind_means(verb: Token) -> int | None:
    """Find a clause that the parser hung on how it was said: "said in a video that X held Y"."""
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in MEANS:
            continue
        for clause in (c for noun in preposition.children for c in noun.children):
            that = clause.left_edge
            own = any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > that.i for c in clause.children)
            if clause.dep_ == "relcl" and that.lower_ == "that" and own and that.i > verb.i:
                return int(that.i)
    return None

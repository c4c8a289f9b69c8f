"""For whom a person acts who is the subject of a claim, or whose troops they are."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from importer.frame.scene import Context
from importer.resolve.public_figures import party_of_figure, party_of_surname

_of_surname = lru_cache(maxsize=1024)(party_of_surname)
_TAKEN_FOR = frozenset({"PERSON", "ORG", ""})
"""What the parser takes the surname of a leader for."""
_NAMED = frozenset({"nsubj", "pobj", "nsubjpass", "conj", "poss"})


def person_party(token: Token, context: Context) -> str | None:
    """Read "Obi rejected a truce" as the act of those for whom Obi speaks in the article."""
    if token.pos_ != "PROPN" or token.dep_ not in _NAMED:
        return None
    return context.scene.persons.get(token.lower_)


def figure_party(token: Token) -> str | None:
    """Read "Prime Minister X", "X's troops" as those whom X, in public office, stands for.

    The name goes before the office: "the prime minister" alone is that of the country at home.
    """
    owns = token.dep_ == "poss" and token.ent_type_ in _TAKEN_FOR
    person = token.ent_type_ == "PERSON" and token.dep_ in _NAMED
    if token.pos_ != "PROPN" or not (owns or person):
        return None
    before = [c for c in token.children if c.dep_ == "compound" and c.i < token.i]
    named = [c.text for c in before if c.ent_type_ == "PERSON"]
    if not named:
        return _of_surname(token.text) if owns else None
    offices = [c.lower_ for c in before if c.ent_type_ != "PERSON"]
    return party_of_figure(" ".join([*named, token.text]), offices)

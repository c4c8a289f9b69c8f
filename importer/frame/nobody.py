"""Who is meant by "there is nobody": fighters, unless what for tells of others."""

from __future__ import annotations

from spacy.tokens import Token

from importer.frame.matching import match_verb
from importer.frame.scene import Context


def is_for_other_work(thing: Token, context: Context) -> bool:
    """Say whether "nobody left to dig" is of hands for some work, and of no fighters."""
    below = [t for t in thing.subtree if t.tag_ == "VB" and t.nbor(-1).lower_ == "to"]
    return bool(below) and all(match_verb(verb, context) is None for verb in below)

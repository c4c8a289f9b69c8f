"""The cue lexicon of importer/data/cues.toml, read once a process."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Cue:
    """What a reporting verb takes and what it says of its content."""

    frames: frozenset[str]
    stance: str | None
    speech: bool


@cache
def cue_tables() -> dict[str, Any]:
    """Return the tables of cues.toml as they stand."""
    return tomllib.loads((files("importer") / "data" / "cues.toml").read_text("utf-8"))


@cache
def cue_verbs() -> dict[str, Cue]:
    """Return the reporting verbs by lemma; a verb's entries add up."""
    frames: dict[str, set[str]] = defaultdict(set)
    stances: dict[str, str] = {}
    speech: dict[str, bool] = {}
    for entry in cue_tables()["verbs"]:
        for lemma in entry["lemmas"]:
            frames[lemma] |= set(entry["frames"])
            if "stance" in entry:
                stances.setdefault(lemma, entry["stance"])
            speech[lemma] = speech.get(lemma, False) or entry.get("speech", True)
    return {
        lemma: Cue(frozenset(found), stances.get(lemma), speech[lemma])
        for lemma, found in frames.items()
    }


@cache
def first_words() -> frozenset[str]:
    """Return the lemmas that begin a cue: "point" of "point out", "say"."""
    return frozenset(lemma.split()[0] for lemma in cue_verbs())


def verb_cue(verb: Token) -> tuple[Token | None, Cue | None]:
    """Look a verb up with its particle ("bear out"), else by itself."""
    for child in verb.children:
        if child.dep_ == "prt":
            cue = cue_verbs().get(f"{verb.lemma_} {child.lower_}")
            return (child, cue) if cue else (None, None)
    return None, cue_verbs().get(verb.lemma_)


@cache
def words(table: str, name: str) -> frozenset[str]:
    """Return one word list: `words("nouns", "claims")`."""
    return frozenset(cue_tables()[table][name])

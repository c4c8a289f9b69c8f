"""The grammar words of claim frames, loaded from `importer/data/frame_words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from importer.frame.lexicon import fold
from importer.model import Modality

_GROUP_COLUMNS = 4


@dataclass(frozen=True)
class FrameWords:
    """Word classes by what they do in a clause; all entries are folded lemmas."""

    carriers: dict[str, tuple[Modality, bool]]
    """Verbs that pass their claim on: the modality they give it, and whether they negate it."""
    possible_auxiliaries: frozenset[str]
    intended_auxiliaries: frozenset[str]
    possible_words: frozenset[str]
    possible_nouns: frozenset[str]
    possible_adjectives: frozenset[str]
    intended_adjectives: frozenset[str]
    intended_nouns: frozenset[str]
    conditionals: frozenset[str]
    perceptions: frozenset[str]
    negators: frozenset[str]
    negative_determiners: frozenset[str]
    negative_pronouns: frozenset[str]
    negative_phrases: tuple[str, ...]
    harmless_negations: tuple[str, ...]
    limiting: frozenset[str]
    negative_adjectives: frozenset[str]
    excepting: frozenset[str]
    lacking: frozenset[str]
    """Adjectives by which a place has none of what follows: "empty of soldiers"."""
    rejecting_nouns: tuple[str, ...]
    lies: frozenset[str]
    """The nouns among them that are one word."""
    rejecting_adjectives: frozenset[str]
    rejecting_verbs: frozenset[str]
    rejecting_cues: frozenset[str]
    anaphors: frozenset[str]
    unreal_nouns: frozenset[str]
    unreal_adjectives: frozenset[str]
    unreal_verbs: frozenset[str]
    report_nouns: frozenset[str]
    figure_nouns: frozenset[str]
    event_verbs: frozenset[str]
    doers: frozenset[str]
    receivers: frozenset[str]
    copulas: frozenset[str]
    locatives: frozenset[str]
    place_adverbs: frozenset[str]
    measures: frozenset[str]
    counts: frozenset[str]
    opponents: frozenset[str]
    own: frozenset[str]
    military: frozenset[str]
    numbered: frozenset[str]
    bare_troops: frozenset[str]
    state_troops: frozenset[str]
    state_bodies: frozenset[str]
    bare_modifiers: frozenset[str]
    collectives: frozenset[str]
    owning_participles: frozenset[str]
    containers: frozenset[str]
    hostile: frozenset[frozenset[str]]
    degrees: dict[str, float]
    """What phrases say of the extent, the longest first."""
    part_directions: frozenset[str]
    part_nouns: frozenset[str]
    part_degree: float
    updates: tuple[str, ...]
    earlier: tuple[str, ...]
    evidence_nouns: frozenset[str]
    evidence_prepositions: tuple[str, ...]
    evidence_verbs: frozenset[str]
    hedges: frozenset[str]
    verification: tuple[str, ...]
    account_nouns: frozenset[str]
    replies: frozenset[str]
    blaming: frozenset[str]
    background_verbs: frozenset[str]
    background_words: tuple[str, ...]
    open_questions: frozenset[str]


@cache
def load_words() -> FrameWords:
    """Read the data files, once a process."""
    data = files("importer").joinpath("data")
    words = tomllib.loads(data.joinpath("frame_words.toml").read_text(encoding="utf-8"))
    groups = data.joinpath("armed_groups.tsv").read_text(encoding="utf-8")
    pairs = [*(tuple(pair.split()) for pair in words["hostile"]["pairs"]), *_group_pairs(groups)]
    return _build(words, frozenset(frozenset(pair) for pair in pairs))


def _group_pairs(table: str) -> list[tuple[str, str]]:
    """Read whom each armed group fights: its own states and other groups."""
    pairs = []
    for line in table.splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < _GROUP_COLUMNS:
            continue
        pairs += [(cells[0], other) for other in cells[3].split("|") if other]
    return pairs


def _carriers(table: dict[str, list[str]]) -> dict[str, tuple[Modality, bool]]:
    effects = {
        "": (Modality.ASSERTED, False),
        "intended": (Modality.INTENDED, False),
        "possible": (Modality.POSSIBLE, False),
        "not": (Modality.ASSERTED, True),
    }
    return {
        " ".join(map(fold, verb.split())): effects[name]
        for name, verbs in table.items()
        for verb in verbs
    }


def _set(words: list[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _phrases(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted((word.lower() for word in words), key=lambda word: (-len(word), word)))


def _build(data: dict[str, Any], hostile: frozenset[frozenset[str]]) -> FrameWords:
    return FrameWords(**_moods(data), **_things(data), hostile=hostile)


def _moods(data: dict[str, Any]) -> dict[str, Any]:
    """Read the words that say how a claim is meant: modality, negation, rejection."""
    modality, negation, rejection = data["modality"], data["negation"], data["rejection"]
    unreal = data["unreal"]
    return {
        "carriers": _carriers(data["carriers"]),
        "possible_auxiliaries": _set(modality["possible_auxiliaries"]),
        "intended_auxiliaries": _set(modality["intended_auxiliaries"]),
        "possible_words": _set(modality["possible_words"]),
        "possible_nouns": _set(modality["possible_nouns"]),
        "possible_adjectives": _set(modality["possible_adjectives"]),
        "intended_adjectives": _set(modality["intended_adjectives"]),
        "intended_nouns": _set(modality["intended_nouns"]),
        "conditionals": _set(modality["conditionals"]),
        "perceptions": _set(modality["perceptions"]),
        "negators": _set(negation["words"]),
        "negative_determiners": _set(negation["determiners"]),
        "negative_pronouns": _set(negation["pronouns"]),
        "negative_phrases": _phrases(negation["phrases"]),
        "harmless_negations": _phrases(negation["harmless"]),
        "limiting": _set(negation["limiting"]),
        "negative_adjectives": _set(negation["implicit_adjectives"]),
        "excepting": _set(negation["excepting"]),
        "lacking": _set(negation["lacking"]),
        "rejecting_nouns": _phrases(
            [form for noun in rejection["nouns"] for form in (noun, f"{noun}s")]
        ),
        "lies": _set([noun for noun in rejection["nouns"] if " " not in noun]),
        "rejecting_adjectives": _set(rejection["adjectives"]),
        "rejecting_verbs": _set(rejection["verbs"]),
        "rejecting_cues": frozenset(word.lower() for word in rejection["cues"]),
        "anaphors": _set(rejection["anaphors"]),
        "unreal_nouns": _set(unreal["nouns"]),
        "unreal_adjectives": _set(unreal["adjectives"]),
        "unreal_verbs": _set(unreal["verbs"]),
        "report_nouns": _set(data["reports"]["nouns"]),
        "figure_nouns": _set(data["reports"]["figures"]),
    }


def _things(data: dict[str, Any]) -> dict[str, Any]:
    """Read the words for what a claim is about, and for what is none."""
    light, nouns, narration = data["light"], data["nouns"], data["narration"]
    parts, evidence = data["degree_parts"], data["evidence"]
    degrees = sorted(data["degree"].items(), key=lambda item: (-len(item[0]), item[0]))
    return {
        "event_verbs": _set(light["events"]),
        "doers": _set(light["doers"]),
        "receivers": _set(light["receivers"]),
        "copulas": _set(light["copulas"]),
        "locatives": _set(light["locatives"]),
        "place_adverbs": _set(light["place_adverbs"]),
        "measures": _set(nouns["measures"]),
        "counts": _set(nouns["counts"]),
        "opponents": _set(nouns["opponents"]),
        "own": _set(nouns["own"]),
        "military": _set(nouns["military"]),
        "numbered": _set(nouns["numbered"]),
        "bare_troops": _set(nouns["bare_troops"]),
        "state_troops": _set(nouns["state_troops"]),
        "state_bodies": _set(nouns["state_bodies"]),
        "bare_modifiers": _set(nouns["bare_modifiers"]),
        "collectives": _set(nouns["collectives"]),
        "owning_participles": _set(nouns["owning_participles"]),
        "containers": _set(nouns["containers"]),
        "degrees": {phrase: float(value) for phrase, value in degrees},
        "part_directions": _set(parts["directions"]),
        "part_nouns": _set(parts["parts"]),
        "part_degree": float(parts["value"]),
        "updates": _phrases(data["updates"]["phrases"]),
        "earlier": _phrases(data["updates"]["earlier"]),
        "evidence_nouns": _set(evidence["nouns"]),
        "evidence_prepositions": _phrases(evidence["prepositions"]),
        "evidence_verbs": _set(evidence["verbs"]),
        "hedges": _set(data["hedges"]["words"]),
        "verification": _phrases(narration["verification"]),
        "account_nouns": _set(narration["accounts"]),
        "replies": _set(narration["replies"]),
        "blaming": _set(narration["blaming"]),
        "background_verbs": _set(narration["background_verbs"]),
        "background_words": _phrases([*narration["background_words"], *narration["habits"]]),
        "open_questions": _set(narration["open_questions"]),
    }

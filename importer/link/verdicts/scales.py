"""Antonym: two clauses at opposite ends of a scale, of one thing."""

from __future__ import annotations

from importer.link.compare import is_one_town
from importer.link.context import Ground
from importer.link.figures import figures, overlap
from importer.link.lexicon import Scale, lexicon
from importer.link.position import Position
from importer.link.services import are_apart
from importer.link.support import are_neighbours, roles_fit, shared_matter, shared_words
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.polarity import are_of_other_people, is_of_one_origin, recovered
from importer.link.wording import name_two_things, tells_of_victims
from importer.link.words import has_phrase, plain_words
from importer.model import ContradictionType

PRONOUNS = frozenset({"it", "they"})
PERSONS = frozenset({("he",), ("she",), ("they",)})
"""How a clause begins that tells on of the person who was just told of."""
THE_PLANT = ("the plant", "the facility", "the site", "the station", "the installation")
IN_PLACE = frozenset({"in operation", "open or closed"})
"""Scales on which a place may stand itself: "the port was working"."""
LIFE = "alive or dead"
SELF_EVIDENT = frozenset({"trend of the situation", "truce kept or broken", "hunger"})
"""Scales on which two claims about one place meet without sharing a word."""


def find_antonym(a: Position, b: Position) -> Finding | None:
    """Compare two clauses on each scale that both can stand on."""
    if not a.stands_on_scales or not b.stands_on_scales:
        return None
    for scale in lexicon().scales:
        end_a, end_b = a.end_of(scale), b.end_of(scale)
        if end_a * end_b >= 0 or not roles_fit(a, b):
            continue
        if scale.name in IN_PLACE and are_apart(a, b):
            continue
        if scale.name == LIFE and not _are_of_one_life(a, b):
            continue
        if not _on_one_thing(scale, a, b) or is_of_one_origin(a, b):
            continue
        by_negation = a.is_negated_on(scale) != b.is_negated_on(scale)
        return Finding(
            ContradictionType.NEGATION if by_negation else ContradictionType.ANTONYM,
            scale.name,
            0.8 if shared_words(a, b) else 0.7,
            shared_matter(a.type, b.type) or "what happened",
            f"it {scale.high if end_a > 0 else scale.low}",
            f"it {scale.high if end_b > 0 else scale.low}",
            miss=recovered(a, b),
            needs_place=not are_neighbours(a, b),
        )
    return None


def _are_of_one_life(a: Position, b: Position) -> bool:
    """Say whether both can tell of the same people whether they live."""
    known_dead = tells_of_victims(a) or tells_of_victims(b)
    counts, others = figures(a), figures(b)
    apart = counts and others and not any(overlap(x, y) for x in counts for y in others)
    return not (known_dead or apart or are_of_other_people(a, b))


def _on_one_thing(scale: Scale, a: Position, b: Position) -> bool:
    """Say whether the two clauses put the same thing on the scale."""
    if scale.name in SELF_EVIDENT:
        return shared_matter(a.type, b.type) is not None
    about = shared_words(a, b)
    if about - {word for word in about if _is_scale_word(scale, word)}:
        return True
    return are_neighbours(a, b) and _tells_on(scale, a, b)


def _tells_on(scale: Scale, a: Position, b: Position) -> bool:
    """Say whether the second of two in turn is of the thing, person or place that the first is."""
    later = max(a, b, key=lambda position: position.setting.order).statement.text
    if PRONOUNS & frozenset(plain_words(later)):
        return True
    if scale.name == LIFE:
        return plain_words(later)[:1] in PERSONS
    if scale.name not in IN_PLACE or name_two_things(a, b):
        return False
    own = all(position.setting.place_ground is Ground.OWN for position in (a, b))
    return has_phrase(later, THE_PLANT) or (own and is_one_town(a, b))


def _is_scale_word(scale: Scale, word: str) -> bool:
    return any(item.startswith(word) for item in scale.low_words | scale.high_words)

"""By what people came to harm: a fight or a strike by one clause, a mishap by the other."""

from __future__ import annotations

from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.words import plain_words
from importer.model import ClaimType, Statement

_HARM = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.HUMANITARIAN})


def are_of_two_causes(a: Position, b: Position) -> bool:
    """Say whether one clause of harm is of a fight or strike, and the other of a mishap.

    Nobody hurt "in fighting" leaves true that a shelter fell in, and the toll of an earthquake
    is none of an attack.
    """
    if a.type not in _HARM or b.type not in _HARM:
        return False
    words = lexicon()
    for one, other in ((told_of(a), told_of(b)), (told_of(b), told_of(a))):
        mishap = one & words.mishaps and not one & words.violence
        if mishap and other & words.violence and not other & words.mishaps:
            return True
    return False


def told_of(position: Position) -> frozenset[str]:
    """Return the words of a statement, with those of the event that its source told just before.

    "The school was hit, but nobody was hurt": who was spared was in the school.
    """
    own = _line(position.statement)
    scene = position.setting.scene
    if position.type not in _HARM or scene is None or not _goes_on(position.statement, scene):
        return own
    return own if own & lexicon().things_hit.keys() else own | _line(scene)


def _goes_on(statement: Statement, scene: Statement) -> bool:
    one_breath = statement.utterance is not None and statement.utterance == scene.utterance
    return one_breath and statement.speaker == scene.speaker


def _line(statement: Statement) -> frozenset[str]:
    return frozenset(plain_words(statement.text))

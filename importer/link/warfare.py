"""Whether an article is of a war at all.

What verbs claim is told by classes that were made for reports on a war. Of a match "the guests
attacked", of a deal "the parties agreed": there the same words claim something else, and two such
clauses of opposite sign exclude nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from importer.link.lexicon import lexicon
from importer.link.words import plain_words
from importer.model import Statement
from importer.resolve.party_lexicon import is_state

ENOUGH = 2
"""How many words of war an article must have, in what is said or in who says it: different ones, or
in different statements."""
TELLING = 100
"""From how many words on it tells something that there is none of them."""


def tells_of_war(statements: Iterable[Statement]) -> bool:
    """Say whether an article tells of arms or of an armed group, or is too short to tell."""
    found, length = 0, 0
    for statement in statements:
        if any(map(_is_armed, (statement.claim.agent, statement.claim.target))):
            return True
        words = plain_words(_line(statement))
        length += len(words)
        found += len(lexicon().war_words.intersection(words))
        if found >= ENOUGH:
            return True
    return length < TELLING


def _is_armed(party: str | None) -> bool:
    """Say whether a party is one that is known for its arms, and not a state."""
    return party is not None and party not in lexicon().bystanders and not is_state(party)


def _line(statement: Statement) -> str:
    speaker = statement.speaker
    if speaker is None:
        return statement.text
    of_speaker = (speaker.name, speaker.role, speaker.organisation)
    return " ".join((statement.text, *filter(None, of_speaker)))

"""Who holds the place afterwards, if a claim is true."""

from __future__ import annotations

from importer.frame.lexicon import PredicateClass
from importer.frame.roles import Roles
from importer.frame.scene import Context
from importer.model import Polarity


def holder_of(
    predicate: PredicateClass, roles: Roles, polarity: Polarity, context: Context
) -> str | None:
    """Return the party that holds the place if the claim is true, where the claim settles it."""
    if predicate.holds is None:
        return None
    is_negated = predicate.holds.startswith("not ") != (polarity is Polarity.NEGATIVE)
    role = predicate.holds.removeprefix("not ")
    party = roles.agent if role == "agent" else roles.target
    if not is_negated:
        return party
    if party is None:
        return None
    other = roles.target if role == "agent" else roles.agent
    return other or context.scene.opponent(party)

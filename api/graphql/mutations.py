"""The changes that can be made: each states the scope that its key needs, and does one thing.

A change is made in the database and answered from there: every mutation names the root field that
answers it, so that there is one way to read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry
from sqlalchemy import Engine
from strawberry import UNSET

from api.graphql.enums import ReviewVerdict
from api.graphql.types import Contradiction, Dispute, Speaker
from api.security.callers import Caller
from db.enums import KeyScope, Verdict
from db.merged_speakers import merge_speakers, split_speaker
from db.reviews import (
    Decision,
    merge_disputes,
    review_contradiction,
    review_dispute,
    split_dispute,
)

type Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutation does."""

    scope: KeyScope
    answered_by: str
    """The field on the query root that gives the outcome by its `key`."""
    make: Callable[[Engine, Caller, Arguments], str]
    """Makes the change and returns the key of the outcome."""


def _decision(caller: Caller, given: Arguments) -> Decision:
    return Decision(reviewer=caller.name, note=given.get("note"))


def _review_contradiction(engine: Engine, caller: Caller, given: Arguments) -> str:
    verdict = Verdict(given["verdict"])
    return review_contradiction(engine, given["key"], verdict, _decision(caller, given))


def _review_dispute(engine: Engine, caller: Caller, given: Arguments) -> str:
    verdict = Verdict(given["verdict"])
    return review_dispute(engine, given["key"], verdict, _decision(caller, given))


def _merge_disputes(engine: Engine, caller: Caller, given: Arguments) -> str:
    return merge_disputes(engine, given["key"], given["other"], _decision(caller, given))


def _merge_speakers(engine: Engine, caller: Caller, given: Arguments) -> str:
    return merge_speakers(engine, given["key"], given["other"], _decision(caller, given))


def _split_speaker(engine: Engine, caller: Caller, given: Arguments) -> str:
    return split_speaker(engine, given["key"], _decision(caller, given))


def _split_dispute(engine: Engine, caller: Caller, given: Arguments) -> str:
    chosen = given["contradictions"]
    return split_dispute(engine, given["key"], chosen, _decision(caller, given))


CHANGES: Mapping[str, Change] = {
    "reviewContradiction": Change(KeyScope.REVIEW, "contradiction", _review_contradiction),
    "reviewDispute": Change(KeyScope.REVIEW, "dispute", _review_dispute),
    "mergeDisputes": Change(KeyScope.REVIEW, "dispute", _merge_disputes),
    "splitDispute": Change(KeyScope.REVIEW, "dispute", _split_dispute),
    "mergeSpeakers": Change(KeyScope.REVIEW, "speaker", _merge_speakers),
    "splitSpeaker": Change(KeyScope.REVIEW, "speaker", _split_speaker),
}
"""All mutations by name: one that is not here cannot be called."""

_KEY = strawberry.argument(description="Its public key.")
_VERDICT = strawberry.argument(description="What you decide.")
_NOTE = strawberry.argument(description="Why, for those who come after you.")
_OTHER = strawberry.argument(description="The public key of the other one.")
_CHOSEN = strawberry.argument(description="The public keys of the contradictions to take out.")


def _contradiction(
    key: Annotated[str, _KEY],
    verdict: Annotated[ReviewVerdict, _VERDICT],
    note: Annotated[str | None, _NOTE] = UNSET,
) -> Contradiction | None:
    raise NotImplementedError


def _dispute(
    key: Annotated[str, _KEY],
    verdict: Annotated[ReviewVerdict, _VERDICT],
    note: Annotated[str | None, _NOTE] = UNSET,
) -> Dispute | None:
    raise NotImplementedError


def _merge(
    key: Annotated[str, _KEY],
    other: Annotated[str, _OTHER],
    note: Annotated[str | None, _NOTE] = UNSET,
) -> Dispute | None:
    raise NotImplementedError


def _split(
    key: Annotated[str, _KEY],
    contradictions: Annotated[list[str], _CHOSEN],
    note: Annotated[str | None, _NOTE] = UNSET,
) -> Dispute | None:
    raise NotImplementedError


def _merge_two_speakers(
    key: Annotated[str, _KEY],
    other: Annotated[str, _OTHER],
    note: Annotated[str | None, _NOTE] = UNSET,
) -> Speaker | None:
    raise NotImplementedError


def _split_merged_speaker(
    key: Annotated[str, _KEY],
    note: Annotated[str | None, _NOTE] = UNSET,
) -> Speaker | None:
    raise NotImplementedError


@strawberry.type(description="What can be changed, one field a request; each needs an API key.")
class Mutation:
    """What can be changed."""

    review_contradiction: Contradiction | None = strawberry.field(
        resolver=_contradiction,
        description="Confirm or reject a contradiction, or withdraw that. Scope: `review`.",
    )
    review_dispute: Dispute | None = strawberry.field(
        resolver=_dispute,
        description="Confirm or reject a dispute, or withdraw that. Scope: `review`.",
    )
    merge_disputes: Dispute | None = strawberry.field(
        resolver=_merge,
        description="Make one dispute of two; the older one is left. Scope: `review`.",
    )
    split_dispute: Dispute | None = strawberry.field(
        resolver=_split,
        description="Take contradictions into a dispute of their own, which is the answer. "
        "Scope: `review`.",
    )
    merge_speakers: Speaker | None = strawberry.field(
        resolver=_merge_two_speakers,
        description="Take the speaker under `key` for the one under `other`, who is left and is "
        "the answer. Scope: `review`.",
    )
    split_speaker: Speaker | None = strawberry.field(
        resolver=_split_merged_speaker,
        description="Take a merged speaker for one of its own again. Scope: `review`.",
    )

"""What changed in the archive, as a list and as it happens."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from api.graphql.inputs import (
    ContradictionWhere,
    DateTimeWhere,
    KeyWhere,
    MemberWhere,
    StatementWhere,
    given,
)
from api.graphql.paging import AFTER, BEFORE, FIRST, LAST, WHERE, Connection, described
from api.graphql.scalars import DateTime
from api.graphql.types import Article, Contradiction, Dispute, Speaker, Statement
from db.enums import ChangeKind, Entity

_AFTER = strawberry.argument(
    description="Begin behind this cursor, of an event or of `changes`; with what comes next "
    "unless given."
)
_CURSOR = "Where the event stands in the feed; give it as `after` to go on from there."


@strawberry.input(description="Which events to keep.")
class ChangeWhere:
    """Which events to keep."""

    and_: list["ChangeWhere"] | None = given("All of these fit.", "and")
    or_: list["ChangeWhere"] | None = given("At least one of these fits.", "or")
    not_: "ChangeWhere | None" = given("This does not fit.", "not")
    entity: MemberWhere[Entity] | None = given("By what it happened to.")
    kind: MemberWhere[ChangeKind] | None = given("By what happened.")
    key: KeyWhere | None = given("By public key of what it happened to.")
    recorded: DateTimeWhere | None = given("By moment at which it happened.")


@strawberry.type(description="Something that happened to one entity of the archive.")
class Change:
    """Something that happened to one entity of the archive."""

    kind: ChangeKind = described("What happened.")
    entity: Entity = described("What it happened to.")
    key: str = described("The public key of what it happened to.")
    recorded_at: DateTime = described("When it happened.")
    statement: Statement | None = described(
        "The statement as it is now; null where it is superseded, or the event is about another "
        "entity."
    )
    contradiction: Contradiction | None = described(
        "The contradiction as it is now; null where it is superseded or not what this is about."
    )
    dispute: Dispute | None = described("The dispute as it is now; null for other entities.")
    article: Article | None = described("The article as it is now; null for other entities.")
    speaker: Speaker | None = described("The speaker as it is now; null for other entities.")


@strawberry.type(description="A statement that has come into the archive.")
class StatementAdded:
    """A statement that has come into the archive."""

    cursor: str = described(_CURSOR)
    recorded_at: DateTime = described("When it came.")
    statement: Statement = described("The statement.")


@strawberry.type(description="A contradiction that was found.")
class ContradictionAdded:
    """A contradiction that was found."""

    cursor: str = described(_CURSOR)
    recorded_at: DateTime = described("When it was found.")
    contradiction: Contradiction = described("The contradiction.")


def changes_field(
    first: Annotated[int | None, FIRST] = UNSET,
    after: Annotated[str | None, AFTER] = UNSET,
    last: Annotated[int | None, LAST] = UNSET,
    before: Annotated[str | None, BEFORE] = UNSET,
    where: Annotated[ChangeWhere | None, WHERE] = UNSET,
) -> Connection[Change] | None:
    """Declare `changes`; the query engine answers it."""
    raise NotImplementedError


def _arriving(event: Any, where: Any, text: str) -> Any:
    async def arriving(
        where: Annotated[where | None, WHERE] = UNSET,  # noqa: ARG001 - declared alone
        after: Annotated[str | None, _AFTER] = UNSET,  # noqa: ARG001 - declared alone
    ) -> AsyncIterator[event]:
        raise NotImplementedError
        yield  # makes a generator of it, as strawberry asks of subscriptions

    return strawberry.subscription(resolver=arriving, description=text)


@strawberry.type(description="What can be followed as it happens, over WebSocket or SSE.")
class Subscription:
    """What can be followed as it happens."""

    statement_added: StatementAdded = _arriving(
        StatementAdded, StatementWhere, "Each statement under the filter that is added."
    )
    contradiction_added: ContradictionAdded = _arriving(
        ContradictionAdded, ContradictionWhere, "Each contradiction under the filter that is found."
    )

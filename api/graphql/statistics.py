"""Counts of statements by what they share. The query engine answers them."""

from typing import Annotated

import strawberry
from strawberry import UNSET

import api.graphql.enums  # noqa: F401 - makes the enums known to the schema
from api.graphql.inputs import StatementWhere
from api.graphql.paging import WHERE, described
from api.graphql.scalars import Date
from api.graphql.types import Location, Speaker
from db.query.statistics import DEFAULT_GROUPS, MAX_GROUPS, StatementGroup
from importer.model import ClaimType

_GROUP_BY = strawberry.argument(description="What to count by; one of DAY, WEEK, MONTH at most.")
_FIRST = strawberry.argument(description=f"Take so many groups, 1 to {MAX_GROUPS}.")


@strawberry.type(description="How many statements share what they are counted by.")
class StatementStat:
    """How many statements share what they are counted by."""

    count: int = described("How many they are.")
    speaker: Speaker | None = described("By SPEAKER: who says so; null for articles' own voice.")
    party: str | None = described("By PARTY: for whom the speaker speaks; null if for nobody.")
    place: Location | None = described(
        "By PLACE: a place that they name; a statement counts at each of its places."
    )
    type: ClaimType | None = described("By TYPE: what the main claim is about.")
    period: Date | None = described(
        "By DAY, WEEK or MONTH: its first day (of a week the Monday); null for the undated."
    )


def stats_field(
    group_by: Annotated[list[StatementGroup], _GROUP_BY],
    where: Annotated[StatementWhere | None, WHERE] = UNSET,
    first: Annotated[int | None, _FIRST] = DEFAULT_GROUPS,
) -> list[StatementStat] | None:
    """Declare the field."""
    raise NotImplementedError

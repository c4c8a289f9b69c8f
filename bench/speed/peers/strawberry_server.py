"""Plain Strawberry, as its documentation shows it: resolvers, dataloaders, its FastAPI router.

Over the same documents as the product's; async SQLAlchemy on PostgreSQL, whose URL is in
DATABASE_URL. Run by uvicorn: bench.speed.peers.strawberry_server:app
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any, NewType

import strawberry
from fastapi import FastAPI
from sqlalchemy import ColumnElement, Date, Table, cast, func, select
from strawberry.fastapi import GraphQLRouter
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

from bench.speed.peers.strawberry_loaders import (
    CONTRADICTION,
    LOCATION,
    MENTION,
    STATEMENT,
    Context,
    fetch,
    loaders,
)

ContradictionType = NewType("ContradictionType", str)


@strawberry.type
class Speaker:
    """Who speaks."""

    key: str
    name: str
    party: str | None


@strawberry.type
class Article:
    """What was published."""

    key: str
    title: str | None
    published: date | None


@strawberry.type
class Location:
    """A place."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None


@strawberry.type
class Place:
    """A mention of a place."""

    mention: str
    location_id: strawberry.Private[int]

    @strawberry.field
    async def location(self, info: Info[Context]) -> Location:
        """Load the place."""
        row = await info.context["location"].load(self.location_id)
        return Location(
            name=row.name, country=row.country, latitude=row.latitude, longitude=row.longitude
        )


@strawberry.type
class Quantity:
    """A count."""

    mention: str
    low: float | None
    high: float | None
    unit: str
    counted: str | None


@strawberry.type
class Statement:
    """What was said."""

    key: str
    text: str
    said: date | None
    claim_type: str
    row: strawberry.Private[Any]

    @strawberry.field
    async def speaker(self, info: Info[Context]) -> Speaker:
        """Load who said it."""
        row = await info.context["speaker"].load(self.row.speaker_id)
        return Speaker(key=row.key, name=row.name, party=row.party)

    @strawberry.field
    async def article(self, info: Info[Context]) -> Article:
        """Load where."""
        row = await info.context["article"].load(self.row.article_id)
        return Article(key=row.key, title=row.title, published=row.published_on)

    @strawberry.field
    async def places(self, info: Info[Context]) -> list[Place]:
        """Load the places that it names."""
        rows = await info.context["mentions"].load(self.row.id)
        return [Place(mention=row.mention, location_id=row.location_id) for row in rows]

    @strawberry.field
    async def quantities(self, info: Info[Context]) -> list[Quantity]:
        """Load what it counts."""
        rows = await info.context["quantities"].load(self.row.id)
        return [
            Quantity(
                mention=row.mention,
                low=row.low,
                high=row.high,
                unit=row.unit,
                counted=row.counted,
            )
            for row in rows
        ]


def statement(row: Any) -> Statement:
    """Make the object of a row."""
    return Statement(
        key=row.key,
        text=row.text,
        said=row.said_on,
        claim_type=row.claim_type.value.upper(),
        row=row,
    )


@strawberry.type
class StatementEdge:
    """A statement in its list."""

    node: Statement


@strawberry.input
class Equal:
    """Equal to."""

    eq: str


@strawberry.input
class DateWhere:
    """Between days."""

    gte: date
    lte: date


@strawberry.input
class PlaceWhere:
    """A place by its key."""

    key: Equal


@strawberry.input
class StatementWhere:
    """Which statements."""

    party: Equal
    said: DateWhere | None = None
    place: PlaceWhere | None = None


@strawberry.type
class StatementConnection:
    """A list of statements."""

    first: strawberry.Private[int]
    where: strawberry.Private[StatementWhere]

    def _between(self, table: Table) -> list[ColumnElement[bool]]:
        if self.where.said is None:
            return [table.c.party == self.where.party.eq]
        start = datetime.combine(self.where.said.gte, time(), UTC)
        end = datetime.combine(self.where.said.lte, time(), UTC) + timedelta(days=1)
        at = table.c.sort_at
        return [table.c.party == self.where.party.eq, at >= start, at < end]

    @strawberry.field
    async def edges(self) -> list[StatementEdge]:
        """Read the page off the covering table."""
        key = self.where.place.key.eq if self.where.place else ""
        place = select(LOCATION.c.id).where(LOCATION.c.key == key).scalar_subquery()
        query = (
            select(STATEMENT)
            .join(MENTION, MENTION.c.statement_id == STATEMENT.c.id)
            .where(MENTION.c.listed, MENTION.c.location_id == place, *self._between(MENTION))
            .order_by(MENTION.c.sort_at.desc(), MENTION.c.statement_id.desc())
            .limit(self.first)
        )
        return [StatementEdge(node=statement(row)) for row in await fetch(query)]

    @strawberry.field
    async def total_count(self) -> int:
        """Count all."""
        current = STATEMENT.c.superseded_at.is_(None)
        query = select(func.count()).select_from(STATEMENT)
        return int((await fetch(query.where(current, *self._between(STATEMENT))))[0][0])


@strawberry.type
class Contradiction:
    """Two statements that cannot both be true."""

    key: str
    type: ContradictionType
    reason: str
    confidence: float
    row: strawberry.Private[Any]

    @strawberry.field
    async def a(self, info: Info[Context]) -> Statement:
        """Load the one."""
        return statement(await info.context["statement"].load(self.row.statement_a_id))

    @strawberry.field
    async def b(self, info: Info[Context]) -> Statement:
        """Load the other."""
        return statement(await info.context["statement"].load(self.row.statement_b_id))


def _contradiction(row: Any) -> Contradiction:
    return Contradiction(
        key=row.key,
        type=ContradictionType(row.type.value.upper()),
        reason=row.reason,
        confidence=row.confidence,
        row=row,
    )


@strawberry.type
class ContradictionEdge:
    """A contradiction in its list."""

    cursor: str
    node: Contradiction


@strawberry.type
class PageInfo:
    """Where the page stands."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class ContradictionConnection:
    """A list of contradictions."""

    edges: list[ContradictionEdge]
    page_info: PageInfo


@strawberry.input
class TypeEqual:
    """Of a type."""

    eq: ContradictionType


@strawberry.input
class ContradictionWhere:
    """Which contradictions."""

    type: TypeEqual


@strawberry.enum
class StatementGroup(Enum):
    """What statements are counted by."""

    SPEAKER = "SPEAKER"
    MONTH = "MONTH"


@strawberry.type
class StatementStat:
    """How many statements of a speaker in a month."""

    count: int
    period: date | None
    speaker_id: strawberry.Private[int | None]

    @strawberry.field
    async def speaker(self, info: Info[Context]) -> Speaker | None:
        """Load who said them."""
        if self.speaker_id is None:
            return None
        row = await info.context["speaker"].load(self.speaker_id)
        return Speaker(key=row.key, name=row.name, party=row.party)


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    async def statement_stats(
        self, group_by: list[StatementGroup], where: StatementWhere, first: int
    ) -> list[StatementStat]:
        """Count by speaker and month."""
        del group_by
        speaker = STATEMENT.c.speaker_id
        month = cast(func.date_trunc("month", STATEMENT.c.said_on), Date).label("month")
        number = func.count().label("number")
        query = (
            select(speaker, month, number)
            .where(STATEMENT.c.superseded_at.is_(None), STATEMENT.c.party == where.party.eq)
            .group_by(speaker, month)
            .order_by(number.desc(), speaker, month)
            .limit(first)
        )
        return [
            StatementStat(count=row.number, period=row.month, speaker_id=row.speaker_id)
            for row in await fetch(query)
        ]

    @strawberry.field
    async def statement(self, key: str) -> Statement | None:
        """Find one by its key."""
        current = STATEMENT.c.superseded_at.is_(None)
        found = await fetch(select(STATEMENT).where(STATEMENT.c.key == key, current))
        return statement(found[0]) if found else None

    @strawberry.field
    def statements(self, first: int, where: StatementWhere) -> StatementConnection:
        """List some."""
        return StatementConnection(first=first, where=where)

    @strawberry.field
    async def contradictions(
        self, first: int, where: ContradictionWhere
    ) -> ContradictionConnection:
        """List some."""
        query = (
            select(CONTRADICTION)
            .where(
                CONTRADICTION.c.superseded_at.is_(None),
                CONTRADICTION.c.type == where.type.eq.lower(),
            )
            .order_by(CONTRADICTION.c.sort_at.desc(), CONTRADICTION.c.id.desc())
            .limit(first + 1)
        )
        found = await fetch(query)
        edges = [
            ContradictionEdge(
                cursor=f"{row.sort_at},{row.id}",
                node=_contradiction(row),
            )
            for row in found[:first]
        ]
        page = PageInfo(
            has_next_page=len(found) > first, end_cursor=edges[-1].cursor if edges else None
        )
        return ContradictionConnection(edges=edges, page_info=page)


SCALARS: dict[object, Any] = {
    ContradictionType: strawberry.scalar(name="ContradictionType", serialize=str)
}
schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))
app = FastAPI()
app.include_router(GraphQLRouter[Context](schema, context_getter=loaders), prefix="/graphql")

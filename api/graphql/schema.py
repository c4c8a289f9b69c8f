"""The schema: what a query can begin with, and how the executor takes planned answers."""

from functools import cache
from typing import Annotated, Any

import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
)
from strawberry.schema.config import StrawberryConfig

from api.graphql.comparison import Comparison, compare_field
from api.graphql.facets import (
    ArticleConnection,
    ContradictionConnection,
    DisputeConnection,
    LocationConnection,
    NearMissConnection,
    SpeakerConnection,
    StatementConnection,
)
from api.graphql.feed import Change, Subscription, changes_field
from api.graphql.inputs import (
    ArticleWhere,
    ContradictionWhere,
    DisputeWhere,
    LocationWhere,
    NearMissWhere,
    SpeakerWhere,
    StatementWhere,
)
from api.graphql.mutations import Mutation
from api.graphql.paging import (
    ArticleOrder,
    Connection,
    DisputeOrder,
    NameOrder,
    PairOrder,
    StatementOrder,
    paged,
)
from api.graphql.scalars import SCALARS, Date
from api.graphql.statistics import StatementStat, stats_field
from api.graphql.types import (
    Article,
    Contradiction,
    Control,
    Dispute,
    Location,
    Node,
    Speaker,
    Statement,
)

_PLACE = strawberry.argument(description="The public key of the place.")
_FROM = strawberry.argument(name="from", description="The first day.")
_TO = strawberry.argument(description="The last day, at most 91 days later.")
_BY_KEY = strawberry.argument(description="Its public key.")
_BY_ID = strawberry.argument(description="Its global id.")
_BY_IDS = strawberry.argument(description="Their global ids, at most 100.")


def _by_key(node: Any, text: str) -> Any:
    def one(key: Annotated[str, _BY_KEY]) -> node | None:
        raise NotImplementedError

    return strawberry.field(resolver=one, description=text)


def _node(id: Annotated[strawberry.ID, _BY_ID]) -> Node | None:  # noqa: A002 - Relay's name
    raise NotImplementedError


def _nodes(ids: Annotated[list[strawberry.ID], _BY_IDS]) -> list[Node | None] | None:
    raise NotImplementedError


def _control(
    place: Annotated[str, _PLACE], from_: Annotated[Date, _FROM], to: Annotated[Date, _TO]
) -> Control | None:
    raise NotImplementedError


@strawberry.type(description="What a query can begin with.")
class Query:
    """What a query can begin with."""

    node: Node | None = strawberry.field(
        resolver=_node, description="Any object by its global id; null if there is none."
    )
    nodes: list[Node | None] | None = strawberry.field(
        resolver=_nodes,
        description="Objects by their global ids, in that order, null where missing.",
    )
    statement: Statement | None = _by_key(Statement, "The current statement with a key.")
    speaker: Speaker | None = _by_key(Speaker, "The speaker with a key.")
    location: Location | None = _by_key(Location, "The place with a key.")
    article: Article | None = _by_key(Article, "The article with a key.")
    contradiction: Contradiction | None = _by_key(
        Contradiction, "The current contradiction with a key."
    )
    dispute: Dispute | None = _by_key(
        Dispute, "The dispute with a key, also when it became part of another."
    )
    statements: StatementConnection | None = paged(
        StatementConnection, StatementWhere, StatementOrder, "Statements, newest first."
    )
    speakers: SpeakerConnection | None = paged(
        SpeakerConnection, SpeakerWhere, NameOrder, "Speakers, by name."
    )
    locations: LocationConnection | None = paged(
        LocationConnection, LocationWhere, NameOrder, "Places, by name."
    )
    articles: ArticleConnection | None = paged(
        ArticleConnection, ArticleWhere, ArticleOrder, "Articles, newest first."
    )
    contradictions: ContradictionConnection | None = paged(
        ContradictionConnection, ContradictionWhere, PairOrder, "Contradictions, newest first."
    )
    near_misses: NearMissConnection | None = paged(
        NearMissConnection,
        NearMissWhere,
        PairOrder,
        "Pairs that were compared and are no contradiction, newest first; `relation` tells why.",
    )
    disputes: DisputeConnection | None = paged(
        DisputeConnection, DisputeWhere, DisputeOrder, "Disputes, newest first."
    )
    changes: Connection[Change] | None = strawberry.field(
        resolver=changes_field,
        description="What happened, in order: begin behind the last cursor to miss nothing.",
    )
    statement_stats: list[StatementStat] | None = strawberry.field(
        resolver=stats_field,
        description="How many statements there are by what they share, the most frequent first.",
    )
    control: Control | None = strawberry.field(
        resolver=_control,
        description="Who held a place, according to whom: claims of control and movement by day.",
    )
    compare: Comparison | None = strawberry.field(
        resolver=compare_field,
        description="How two texts that are not stored stand to each other, at most 10 a query.",
    )


def _resolve(source: Any, info: "GraphQLResolveInfo[Any]", **arguments: Any) -> Any:
    """Take the answer to a field from the planned JSON, under its response key."""
    del arguments
    value = source[info.path.key]
    named = get_named_type(info.return_type)
    if isinstance(named, GraphQLEnumType) and value is not None:
        return named.values[value].value
    return value


def _type_of(value: Any, info: "GraphQLResolveInfo[Any]", abstract: Any) -> str:
    del info, abstract
    return str(value["__typename"])


@cache
def strawberry_schema() -> strawberry.Schema:
    """Build the schema, once."""
    return strawberry.Schema(
        Query,
        mutation=Mutation,
        subscription=Subscription,
        config=StrawberryConfig(scalar_map=SCALARS),
    )


@cache
def core_schema() -> GraphQLSchema:
    """Return the schema for validation and execution; all fields share one resolver."""
    schema: GraphQLSchema = strawberry_schema()._schema  # noqa: SLF001 - there is no public way
    for named in schema.type_map.values():
        if named.name.startswith("__"):
            continue
        if isinstance(named, GraphQLObjectType):
            named.is_type_of = None
            for field in named.fields.values():
                field.resolve = _resolve
        elif isinstance(named, GraphQLInterfaceType):
            named.resolve_type = _type_of
    return schema


def sdl() -> str:
    """Write the schema in the schema language, as schemas/schema.graphql holds it."""
    return strawberry_schema().as_str() + "\n"


if __name__ == "__main__":
    print(sdl(), end="")  # noqa: T201 - this is what it is for

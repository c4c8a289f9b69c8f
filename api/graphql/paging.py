"""Connections after the Relay specification, with their arguments."""

from typing import Annotated, Any, Generic, TypeVar

import strawberry
from strawberry import UNSET

from api.graphql.enums import (
    ArticleOrderField,
    DisputeOrderField,
    NameOrderField,
    OrderDirection,
    PairOrderField,
    StatementOrderField,
)
from db.query.paging import DEFAULT_PAGE, MAX_COUNTED, MAX_PAGE

T = TypeVar("T")


def described(text: str, **options: Any) -> Any:
    """Describe a field that the query engine answers."""
    return strawberry.field(description=text, **options)


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = described("Whether something follows the page.")
    has_previous_page: bool = described("Whether something stands before the page.")
    start_cursor: str | None = described("The cursor of the first edge; null for an empty page.")
    end_cursor: str | None = described("The cursor of the last edge; null for an empty page.")


@strawberry.type(description="An object in its place in a list.")
class Edge(Generic[T]):  # noqa: UP046 - strawberry reads generics of this form
    """An object in its place in a list."""

    node: T = described("The object.")
    cursor: str = described("Its place in the list; give it as `after` or `before`.")


AT_MOST = strawberry.argument(description=f"Where to stop counting, 1 to {MAX_COUNTED:,}.")


def _total_count(at_most: Annotated[int | None, AT_MOST] = UNSET) -> int:
    raise NotImplementedError


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):  # noqa: UP046 - as above
    """A page of a list."""

    edges: list[Edge[T]] = described("The objects of the page, in order.")
    page_info: PageInfo = described("Where the page stands in the list.")
    total_count: int = strawberry.field(
        resolver=_total_count,
        description="How many there are in the whole list; counted only when asked. "
        "With `atMost` counting stops there, and takes no longer in a larger archive.",
    )


@strawberry.input(description="How to sort statements; ties are broken by age.")
class StatementOrder:
    """How to sort statements."""

    field: StatementOrderField = described("What to sort by.")
    direction: OrderDirection | None = described("Which way; ASC unless given.", default=UNSET)


@strawberry.input(description="How to sort contradictions and near misses.")
class PairOrder:
    """How to sort contradictions and near misses."""

    field: PairOrderField = described("What to sort by.")
    direction: OrderDirection | None = described("Which way; ASC unless given.", default=UNSET)


@strawberry.input(description="How to sort articles.")
class ArticleOrder:
    """How to sort articles."""

    field: ArticleOrderField = described("What to sort by.")
    direction: OrderDirection | None = described("Which way; ASC unless given.", default=UNSET)


@strawberry.input(description="How to sort speakers or places.")
class NameOrder:
    """How to sort speakers or places."""

    field: NameOrderField = described("What to sort by.")
    direction: OrderDirection | None = described("Which way; ASC unless given.", default=UNSET)


@strawberry.input(description="How to sort disputes.")
class DisputeOrder:
    """How to sort disputes."""

    field: DisputeOrderField = described("What to sort by.")
    direction: OrderDirection | None = described("Which way; ASC unless given.", default=UNSET)


def _argument(text: str) -> Any:
    return strawberry.argument(description=text)


FIRST = _argument(f"Take so many from the front, 1 to {MAX_PAGE}; {DEFAULT_PAGE} unless given.")
LAST = _argument(f"Take so many from the end, 1 to {MAX_PAGE}; not together with `first`.")
AFTER = _argument("Begin behind this cursor.")
BEFORE = _argument("End in front of this cursor.")
WHERE = _argument("Keep only what fits this filter.")
ORDER_BY = _argument("How to sort; newest first, or by name, unless given.")


def paged(connection: Any, where: Any, order: Any, text: str) -> Any:
    """Declare a field that gives pages of a type. The query engine answers it."""

    def pages(
        first: Annotated[int | None, FIRST] = UNSET,
        after: Annotated[str | None, AFTER] = UNSET,
        last: Annotated[int | None, LAST] = UNSET,
        before: Annotated[str | None, BEFORE] = UNSET,
        where: Annotated[where | None, WHERE] = UNSET,
        order_by: Annotated[order | None, ORDER_BY] = UNSET,
    ) -> connection | None:
        raise NotImplementedError

    return strawberry.field(resolver=pages, description=text)

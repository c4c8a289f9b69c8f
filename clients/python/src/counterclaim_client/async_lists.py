"""The lists as methods. Generated from the description by `make clients`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from counterclaim_client.filters import (
    ArticlesFilters,
    ContradictionsFilters,
    DisputesFilters,
    LocationsFilters,
    NearMissesFilters,
    SpeakersFilters,
    StatementsFilters,
)
from counterclaim_client.models import (
    Article,
    ArticleSummary,
    ArticleSummaryFacets,
    Contradiction,
    ContradictionFacets,
    Dispute,
    DisputeFacets,
    Location,
    LocationFacets,
    NearMiss,
    NearMissFacets,
    Speaker,
    SpeakerFacets,
    Statement,
    StatementFacets,
)
from counterclaim_client.paging import AsyncPages


class Lists:
    """Asks for lists, page after page as far as they are read, and for single items."""

    def _pages[T, F](
        self, path: str, models: tuple[type[T], type[F]], size: int, filters: Mapping[str, Any]
    ) -> AsyncPages[T, F]:
        raise NotImplementedError

    def _queried[T, F](
        self, path: str, models: tuple[type[T], type[F]], size: int, body: dict[str, Any]
    ) -> AsyncPages[T, F]:
        raise NotImplementedError

    async def _one[T](self, path: str, key: str, model: type[T]) -> T:
        raise NotImplementedError

    def statements(
        self, *, page_size: int = 100, **filters: Unpack[StatementsFilters]
    ) -> AsyncPages[Statement, StatementFacets]:
        """List statements.

        What was said: who, through whom, where, when, how many. Newest first.
        """
        return self._pages("/v1/statements", (Statement, StatementFacets), page_size, filters)

    def query_statements(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> AsyncPages[Statement, StatementFacets]:
        """List statements that fit a nested filter, as GraphQL's `where` takes it."""
        body = {"where": dict(where)} | ({} if sort is None else {"sort": sort})
        return self._queried("/v1/statements/query", (Statement, StatementFacets), page_size, body)

    async def statement(self, key: str) -> Statement:
        """Get one statement by its key; raise ApiError, `unknown-key` for none."""
        return await self._one("/v1/statements", key, Statement)

    def speakers(
        self, *, page_size: int = 100, **filters: Unpack[SpeakersFilters]
    ) -> AsyncPages[Speaker, SpeakerFacets]:
        """List speakers.

        Who speaks. In alphabetical order.
        """
        return self._pages("/v1/speakers", (Speaker, SpeakerFacets), page_size, filters)

    def query_speakers(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> AsyncPages[Speaker, SpeakerFacets]:
        """List speakers that fit a nested filter, as GraphQL's `where` takes it."""
        body = {"where": dict(where)} | ({} if sort is None else {"sort": sort})
        return self._queried("/v1/speakers/query", (Speaker, SpeakerFacets), page_size, body)

    async def speaker(self, key: str) -> Speaker:
        """Get one speaker by its key; raise ApiError, `unknown-key` for none."""
        return await self._one("/v1/speakers", key, Speaker)

    def locations(
        self, *, page_size: int = 100, **filters: Unpack[LocationsFilters]
    ) -> AsyncPages[Location, LocationFacets]:
        """List locations.

        Places that statements name. In alphabetical order.
        """
        return self._pages("/v1/locations", (Location, LocationFacets), page_size, filters)

    def query_locations(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> AsyncPages[Location, LocationFacets]:
        """List locations that fit a nested filter, as GraphQL's `where` takes it."""
        body = {"where": dict(where)} | ({} if sort is None else {"sort": sort})
        return self._queried("/v1/locations/query", (Location, LocationFacets), page_size, body)

    async def location(self, key: str) -> Location:
        """Get one location by its key; raise ApiError, `unknown-key` for none."""
        return await self._one("/v1/locations", key, Location)

    def articles(
        self, *, page_size: int = 100, **filters: Unpack[ArticlesFilters]
    ) -> AsyncPages[ArticleSummary, ArticleSummaryFacets]:
        """List articles.

        Articles; the text stands in the single article. Newest first.
        """
        return self._pages(
            "/v1/articles", (ArticleSummary, ArticleSummaryFacets), page_size, filters
        )

    def query_articles(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> AsyncPages[ArticleSummary, ArticleSummaryFacets]:
        """List articles that fit a nested filter, as GraphQL's `where` takes it."""
        body = {"where": dict(where)} | ({} if sort is None else {"sort": sort})
        return self._queried(
            "/v1/articles/query", (ArticleSummary, ArticleSummaryFacets), page_size, body
        )

    async def article(self, key: str) -> Article:
        """Get one article by its key; raise ApiError, `unknown-key` for none."""
        return await self._one("/v1/articles", key, Article)

    def contradictions(
        self, *, page_size: int = 100, **filters: Unpack[ContradictionsFilters]
    ) -> AsyncPages[Contradiction, ContradictionFacets]:
        """List contradictions.

        Pairs of statements that cannot both be true, with the reason. Newest first.
        """
        return self._pages(
            "/v1/contradictions", (Contradiction, ContradictionFacets), page_size, filters
        )

    def query_contradictions(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> AsyncPages[Contradiction, ContradictionFacets]:
        """List contradictions that fit a nested filter, as GraphQL's `where` takes it."""
        body = {"where": dict(where)} | ({} if sort is None else {"sort": sort})
        return self._queried(
            "/v1/contradictions/query", (Contradiction, ContradictionFacets), page_size, body
        )

    async def contradiction(self, key: str) -> Contradiction:
        """Get one contradiction by its key; raise ApiError, `unknown-key` for none."""
        return await self._one("/v1/contradictions", key, Contradiction)

    def near_misses(
        self, *, page_size: int = 100, **filters: Unpack[NearMissesFilters]
    ) -> AsyncPages[NearMiss, NearMissFacets]:
        """List near misses.

        Pairs of statements that look opposed and are not, with the reason. Newest first.
        """
        return self._pages("/v1/near-misses", (NearMiss, NearMissFacets), page_size, filters)

    def query_near_misses(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> AsyncPages[NearMiss, NearMissFacets]:
        """List near misses that fit a nested filter, as GraphQL's `where` takes it."""
        body = {"where": dict(where)} | ({} if sort is None else {"sort": sort})
        return self._queried("/v1/near-misses/query", (NearMiss, NearMissFacets), page_size, body)

    def disputes(
        self, *, page_size: int = 100, **filters: Unpack[DisputesFilters]
    ) -> AsyncPages[Dispute, DisputeFacets]:
        """List disputes.

        Contradictions on one matter that share statements. Newest first.
        """
        return self._pages("/v1/disputes", (Dispute, DisputeFacets), page_size, filters)

    def query_disputes(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> AsyncPages[Dispute, DisputeFacets]:
        """List disputes that fit a nested filter, as GraphQL's `where` takes it."""
        body = {"where": dict(where)} | ({} if sort is None else {"sort": sort})
        return self._queried("/v1/disputes/query", (Dispute, DisputeFacets), page_size, body)

    async def dispute(self, key: str) -> Dispute:
        """Get one dispute by its key; raise ApiError, `unknown-key` for none."""
        return await self._one("/v1/disputes", key, Dispute)

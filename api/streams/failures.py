"""What is wrong with an operation, as a list of GraphQL errors."""

from __future__ import annotations

import logging
from typing import Any

from api.graphql.errors import INTERNAL, of_graphql, of_query
from api.graphql.operations import RequestError
from db.query.errors import QueryError

_logger = logging.getLogger(__name__)


def errors_of(failure: Exception) -> list[dict[str, Any]]:
    """Write what a client may know of a failure; what nobody expected is logged."""
    if isinstance(failure, RequestError):
        return [of_graphql(each, failure.code) for each in failure.errors]
    if isinstance(failure, QueryError):
        return [of_query(failure)]
    _logger.error("A subscription failed", exc_info=failure)
    return [INTERNAL]

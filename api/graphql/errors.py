"""Errors as GraphQL writes them, each with a stable code and the page that explains it."""

from typing import Any

from graphql import GraphQLError

from db.query.errors import QueryError

MAX_MESSAGE = 500


def written_error(code: str, message: str, **extensions: Any) -> dict[str, Any]:
    """Write an error of ours."""
    return {
        "message": message[:MAX_MESSAGE],
        "extensions": {"code": code, "docUrl": f"/errors/{code}", **extensions},
    }


INTERNAL = written_error("internal-error", "The server made a mistake. It was logged.")


def of_query(error: QueryError) -> dict[str, Any]:
    """Write an error of the engine; the first step of its path is the field on the root."""
    where = ".".join(str(step) for step in error.path)
    extensions: dict[str, Any] = getattr(error, "extensions", {})
    if where:
        extensions = {"field": where, **extensions}
    written = written_error(error.code, str(error), **extensions)
    if error.path:
        written["path"] = [error.path[0]]
    return written


def of_graphql(error: GraphQLError, code: str) -> dict[str, Any]:
    """Write an error that graphql-core found."""
    written = written_error(code, error.message)
    if error.locations:
        written["locations"] = [
            {"line": place.line, "column": place.column} for place in error.locations[:10]
        ]
    return written

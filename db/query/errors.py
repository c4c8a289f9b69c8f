"""What a reader's request can do wrong, in words that are safe to show."""

from collections.abc import Sequence


class QueryError(Exception):
    """A request that cannot be answered: `code` for programs, the message for people.

    `path` names the field or argument at fault, outermost first.
    """

    def __init__(self, code: str, message: str, path: Sequence[str | int] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = tuple(path)

    def __str__(self) -> str:
        """Say where, then what."""
        where = ".".join(str(step) for step in self.path)
        return f"{where} {self.message}" if where else self.message

    def below(self, *parents: str | int) -> "QueryError":
        """Return the same error seen from further out."""
        return QueryError(self.code, self.message, (*parents, *self.path))


class FilterError(QueryError):
    """A `where` that cannot be understood."""

    def __init__(self, message: str, path: Sequence[str | int] = ()) -> None:
        super().__init__("bad-filter", message, path)


class PageError(QueryError):
    """A page that cannot be given: its size, cursor or order is wrong."""

    def __init__(self, message: str, path: Sequence[str | int] = ()) -> None:
        super().__init__("bad-page", message, path)


class GlobalIdError(QueryError):
    """A global id that this interface never gave out."""

    def __init__(self, message: str, path: Sequence[str | int] = ()) -> None:
        super().__init__("bad-id", message, path)


class SlowQueryError(QueryError):
    """The database did not finish in the time allowed."""

    def __init__(self) -> None:
        super().__init__(
            "timeout",
            "The query took longer than allowed; narrow its filter or ask for smaller pages.",
        )


class TooComplexError(QueryError):
    """The query is larger or deeper than the database takes."""

    def __init__(self) -> None:
        super().__init__("too-complex", "The query is too large or nested too deeply.")


class BusyError(QueryError):
    """Too many heavy queries are running already."""

    def __init__(self) -> None:
        super().__init__("busy", "Too many heavy queries are running; try again in a few seconds.")


class UnavailableError(QueryError):
    """The database cannot be reached or has no tables."""

    def __init__(self) -> None:
        super().__init__("unavailable", "The database cannot be read at the moment; try again.")

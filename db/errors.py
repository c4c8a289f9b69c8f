"""What can be wrong with a database, in words for the one who runs the program."""


class DatabaseError(Exception):
    """A problem with the database; `code` names its page in docs/errors."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail

"""The one error of whatever may be put in place of the rules: a model that has no answer."""

from __future__ import annotations


class UnansweredError(Exception):
    """An extractor or a judge had no answer that can be used; a batch goes on with the next one."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Say what is wrong and what to do; the code has a page in docs/errors."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

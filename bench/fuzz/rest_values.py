"""Gives generated requests of REST keys that exist, as `graphql_values` does those of GraphQL.

Schemathesis would learn keys from answers, but then what is generated hangs on what other requests
were answered just before, which Hypothesis takes for a fault: it ends an operation early, without a
word.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import count
from random import Random
from typing import Any

from bench.fuzz.graphql_values import Archive

_FOLDERS = {
    "statements": "statement",
    "speakers": "speaker",
    "locations": "location",
    "places": "location",
    "articles": "article",
    "contradictions": "contradiction",
    "disputes": "dispute",
}
WEBHOOKS = "webhooks"


class Keys:
    """Chooses keys of what an archive holds."""

    def __init__(self, archive: Archive, seed: int = 1) -> None:
        """Take what reads the archive; it is read once."""
        self._archive = archive
        self._chance = Random(seed)  # noqa: S311 - no secrets
        self._webhooks: list[str] = []
        self._requests = count()

    def settle(self, case: Any) -> None:
        """Give every other request keys that exist; the rest goes out as it was generated."""
        if next(self._requests) % 2:
            return
        folder = case.path.split("/")[2:3]
        if "key" in (case.path_parameters or {}) and folder:
            case.path_parameters["key"] = self._of_folder(folder[0], case.path_parameters["key"])
        if case.path == "/v1/reviews" and isinstance(case.body, dict):
            self._decide(case.body)

    def note(self, case: Any, answer: Any) -> None:
        """Keep the keys of webhooks that were made."""
        if case.path == "/v1/webhooks" and isinstance(answer, dict) and "secret" in answer:
            self._webhooks.append(answer["key"])

    @cached_property
    def _known(self) -> Mapping[str, list[Any]]:
        return self._archive()

    def _of_folder(self, folder: str, generated: str) -> str:
        if folder == WEBHOOKS:
            return self._chance.choice(self._webhooks) if self._webhooks else generated
        return self._key(_FOLDERS[folder]) if folder in _FOLDERS else generated

    def _decide(self, body: dict[str, Any]) -> None:
        """Let a decision be on something that is there."""
        kind = str(body.get("entity"))
        if kind in self._known:
            body["key"] = self._key(kind)
            if "other" in body:
                body["other"] = self._key(kind)
            if "contradictions" in body:
                body["contradictions"] = [self._key("contradiction")]

    def _key(self, kind: str) -> str:
        key: str = self._chance.choice(self._known[kind])["key"]
        return key

"""What the commands that may ask a language model have in common: options, settings, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

import typer

from counterclaim.console import fail, people

if TYPE_CHECKING:
    from counterclaim.chat import ModelSettings


class Means(StrEnum):
    """What does the work."""

    RULES = "rules"
    OPENAI = "openai"


class Fallback(StrEnum):
    """What does it where the model failed."""

    NONE = "none"
    RULES = "rules"


class Asked(Protocol):
    """Whatever asks a model."""

    @property
    def sends_key_in_clear(self) -> bool:
        """Say whether others on the way can read the key."""

    def close(self) -> None:
        """Let go of the connection."""


def means_option(name: str) -> Any:
    """Make the option by which a model is chosen in place of the rules."""
    return typer.Option(name, help="Rules, or a model behind an OpenAI-compatible endpoint.")


def base_url_option(prefix: str) -> Any:
    """Make the option for the endpoint; `prefix` is that of its settings."""
    return typer.Option(
        "--base-url",
        metavar="URL",
        help="The endpoint, like https://host/v1.",
        show_default=f"{prefix}BASE_URL",
    )


def model_option(prefix: str) -> Any:
    """Make the option for the model; `prefix` is that of its settings."""
    return typer.Option("--model", help="The model's name there.", show_default=f"{prefix}MODEL")


def fallback_option(what: str) -> Any:
    """Make the option for what is done where the model failed."""
    return typer.Option("--fallback", help=what)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was said on the command line of who does the work."""

    option: str
    """The option by which a model is asked for."""
    means: Means
    base_url: str | None
    model: str | None
    fallback: Fallback

    @contextmanager
    def asking[S: ModelSettings, A: Asked](
        self, kind: type[S], make: Callable[[S], A]
    ) -> Iterator[A | None]:
        """Give what asks a model by its settings; None where the rules do the work.

        Settings that can't be used end the program, and so does a model that is not asked for.
        """
        if self.means is Means.RULES:
            if self.base_url or self.model or self.fallback is not Fallback.NONE:
                what = "--base-url, --model and --fallback are for a language model."
                fail("model-settings", what, f"Add {self.option} openai.")
            yield None
            return
        asked = self._made(kind, make)
        if asked.sends_key_in_clear:
            people.print("The key goes unencrypted: the address is no https one.", markup=False)
        try:
            yield asked
        finally:
            asked.close()

    def _made[S: ModelSettings, A](self, kind: type[S], make: Callable[[S], A]) -> A:
        from pydantic import ValidationError

        from importer.unanswered import UnansweredError

        given = {"base_url": self.base_url, "model": self.model}
        named = {name: value for name, value in given.items() if value is not None}
        try:
            return make(kind().model_copy(update=named))
        except ValidationError as problem:
            first = problem.errors(include_input=False)[0]
            variable = kind.variable("_".join(str(part) for part in first["loc"]))
            fail("model-settings", f"{variable}: {first['msg']}.")
        except UnansweredError as problem:
            fail(problem.code, problem.message, problem.hint)

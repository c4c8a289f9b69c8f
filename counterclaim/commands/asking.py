"""What the commands that may ask a language model have in common: options, settings, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def refuse_model_options(
    option: str, base_url: str | None, model: str | None, fallback: Fallback
) -> None:
    """End the program where the rules do the work and something was said of a model."""
    if base_url or model or fallback is not Fallback.NONE:
        what = "--base-url, --model and --fallback are for a language model."
        fail("model-settings", what, f"Add {option} openai.")


@contextmanager
def asking[S: ModelSettings, A: Asked](
    kind: type[S], make: Callable[[S], A], base_url: str | None, model: str | None
) -> Iterator[A]:
    """Give what asks a model by its settings; settings that can't be used end the program."""
    from pydantic import ValidationError

    from importer.unanswered import UnansweredError

    given = {"base_url": base_url, "model": model}
    named = {name: value for name, value in given.items() if value is not None}
    try:
        asked = make(kind().model_copy(update=named))
    except ValidationError as problem:
        first = problem.errors(include_input=False)[0]
        variable = kind.variable("_".join(str(part) for part in first["loc"]))
        fail("model-settings", f"{variable}: {first['msg']}.")
    except UnansweredError as problem:
        fail(problem.code, problem.message, problem.hint)
    if asked.sends_key_in_clear:
        people.print("The key goes unencrypted: the address is no https one.", markup=False)
    try:
        yield asked
    finally:
        asked.close()

"""Parameters taken at their word: each given once, and numbers written as JSON writes them.

Of two values none is left out without a word, and what only Python takes for a number is none:
`1_0`, `+5`, ` 5`, `٥`, `5.0` for a whole one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, get_args, get_origin

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.problems import Fault, ProblemError
from api.security.guard import admit
from api.security.requirements import scopes_of

type Handler = Callable[[Request], Coroutine[Any, Any, Response]]

REPEATED = "is given more than once"
WHOLE = "must be a whole number in plain digits, such as 20"
NUMBER = "must be a number in plain digits, such as 2.5"
_WRITTEN = {
    int: (re.compile(r"-?(0|[1-9][0-9]*)"), WHOLE),
    float: (re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"), NUMBER),
}
"""How numbers are written (RFC 8259, section 6), and what is told of those that are not."""


@dataclass(frozen=True, slots=True)
class Strictness:
    """What is asked of the parameters of one address beside their types."""

    several: frozenset[str]
    """Those that may be given more than once."""
    numbers: Mapping[str, type]

    @classmethod
    def of(cls, kinds: Mapping[str, Any]) -> Strictness:
        """Read it off the types of parameters, by name."""
        several = frozenset(name for name, kind in kinds.items() if _takes_several(kind))
        return cls(several, {name: each for name, kind in kinds.items() for each in _numbers(kind)})

    def faults(self, given: Sequence[tuple[str, str]]) -> list[Fault]:
        """Tell what is given twice, and which numbers are odd."""
        return [*_repeated(given, self.several), *_odd(given, self.numbers)]


def kinds_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the parameters that a model stands for by their names, with their types."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


class StrictRoute(APIRoute):
    """A route that refuses a parameter given twice, unless it takes several, and odd numbers."""

    def get_route_handler(self) -> Handler:
        """Return what answers, with the checks before it."""
        answer = super().get_route_handler()
        strictness = Strictness.of(self._kinds())
        scopes = list(scopes_of(self.dependant))

        async def check_and_answer(request: Request) -> Response:
            if request.scope["query_string"]:
                faults = strictness.faults(request.query_params.multi_items())
                if faults:
                    for scope in scopes:  # nothing is told to who may not ask
                        await admit(request.scope, scope)
                    raise _refusal(faults)
            return await answer(request)

        return check_and_answer

    def _kinds(self) -> dict[str, Any]:
        """Return the parameters by their names, with their types."""
        kinds: dict[str, Any] = {}
        for field in self.dependant.query_params:
            kind = field.field_info.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                kinds |= kinds_of(kind)
            else:
                kinds[field.alias] = kind
        return kinds


def _takes_several(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(map(_takes_several, get_args(annotation)))


def _numbers(annotation: Any) -> list[type]:
    """Return the kind of number that a type is, or may be."""
    if annotation in _WRITTEN:
        return [annotation]
    return [kind for each in get_args(annotation) for kind in _numbers(each)]


def _repeated(given: Sequence[tuple[str, str]], several: frozenset[str]) -> Iterator[Fault]:
    if len(given) > 1:
        for name, times in Counter(name for name, _ in given).items():
            if times > 1 and name not in several:
                yield Fault(where=f"query.{name}", message=REPEATED)


def _odd(given: Sequence[tuple[str, str]], numbers: Mapping[str, type]) -> Iterator[Fault]:
    """Tell of what would be read as a number but is not written as one; the rest tells itself."""
    for name, value in given:
        if name in numbers:
            form, message = _WRITTEN[numbers[name]]
            if not form.fullmatch(value) and _is_read(value):
                yield Fault(where=f"query.{name}", message=message)


def _is_read(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _refusal(faults: Sequence[Fault]) -> ProblemError:
    return ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "bad-parameter",
        "; ".join(f"{each.where}: {each.message}" for each in faults[:3]),
        faults=faults[:20],
    )

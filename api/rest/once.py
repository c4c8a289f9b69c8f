"""Parameters that are given once: of two values none is left out without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, get_args, get_origin

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.problems import Fault, ProblemError

type Handler = Callable[[Request], Coroutine[Any, Any, Response]]

REPEATED = "is given more than once"


class OnceRoute(APIRoute):
    """A route that refuses a parameter given twice, unless it takes several values."""

    def get_route_handler(self) -> Handler:
        """Return what answers, with the check before it."""
        answer = super().get_route_handler()
        several = frozenset(self._several())

        async def check_and_answer(request: Request) -> Response:
            if b"&" in request.scope["query_string"]:
                _check(request, several)
            return await answer(request)

        return check_and_answer

    def _several(self) -> list[str]:
        """Name the parameters that take several values."""
        fields: dict[str, FieldInfo] = {}
        for field in self.dependant.query_params:
            kind = field.field_info.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                fields |= {info.alias or name: info for name, info in kind.model_fields.items()}
            else:
                fields[field.alias] = field.field_info
        return [name for name, info in fields.items() if _takes_several(info.annotation)]


def _takes_several(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(map(_takes_several, get_args(annotation)))


def _check(request: Request, several: frozenset[str]) -> None:
    given = Counter(name for name, _ in request.query_params.multi_items())
    repeated = [name for name, times in given.items() if times > 1 and name not in several]
    if repeated:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "bad-parameter",
            "; ".join(f"query.{name}: {REPEATED}" for name in repeated[:3]),
            faults=[Fault(where=f"query.{name}", message=REPEATED) for name in repeated[:20]],
        )

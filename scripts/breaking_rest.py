"""What a client of the last release would miss in the REST interface of today.

Both are told by their OpenAPI descriptions. What the last release marked as deprecated may go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.breaking_shapes import Schema, Shapes

type Operation = Mapping[str, Any]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def breaking_changes(released: Schema, current: Schema) -> list[str]:
    """Say what breaks a client, each in a line."""
    return list(_Comparison(released, current).all())


class _Comparison:
    """Goes through the operations of two descriptions."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old, self._new = old, new
        self._shapes = Shapes(_schemas(old), _schemas(new))

    def all(self) -> Iterator[str]:
        current = _operations(self._new)
        for name, operation in _operations(self._old).items():
            if name in current:
                yield from (f"{name}: {what}" for what in self._operation(operation, current[name]))
            elif not operation.get("deprecated"):
                yield f"{name}: is gone"

    def _operation(self, old: Operation, new: Operation) -> Iterator[str]:
        if old.get("operationId") != new.get("operationId"):
            yield f"operationId was {old.get('operationId')} and is {new.get('operationId')}"
        yield from self._parameters(_parameters(old), _parameters(new))
        yield from self._body(old.get("requestBody") or {}, new.get("requestBody") or {})
        yield from self._answers(old.get("responses", {}), new.get("responses", {}))
        if not _admits(self._requirements(old, self._old), self._requirements(new, self._new)):
            yield "asks for a key, or for more of one, than before"

    def _parameters(
        self, old: Mapping[str, Operation], new: Mapping[str, Operation]
    ) -> Iterator[str]:
        for name, parameter in old.items():
            if name in new:
                if new[name].get("required") and not parameter.get("required"):
                    yield f"{name} is needed now"
                yield from self._shape(name, _sendable(parameter), new[name], sent=True)
            elif not (parameter.get("deprecated") or parameter["schema"].get("deprecated")):
                yield f"{name} is gone"
        for name in new.keys() - old.keys():
            if new[name].get("required"):
                yield f"{name} is needed now"

    def _body(self, old: Operation, new: Operation) -> Iterator[str]:
        if new.get("required") and not old.get("required"):
            yield "a body is needed now"
        yield from self._content("body", old, new, sent=True)

    def _answers(self, old: Operation, new: Operation) -> Iterator[str]:
        for status, answer in old.items():
            if status not in new:
                if status.startswith("2"):  # an error that is no longer met harms nobody
                    yield f"{status} is gone"
                continue
            yield from self._content(status, answer, new[status], sent=False)
            for name in answer.get("headers", {}).keys() - new[status].get("headers", {}).keys():
                yield f"{status} header {name} is gone"

    def _content(self, where: str, old: Operation, new: Operation, *, sent: bool) -> Iterator[str]:
        after = new.get("content", {})
        for media_type, described in old.get("content", {}).items():
            form = where if media_type == "application/json" else f"{where} {media_type} "
            if media_type in after:
                yield from self._shape(form, described, after[media_type], sent=sent)
            else:
                yield f"{where} {media_type} is gone"

    def _shape(self, where: str, old: Operation, new: Operation, *, sent: bool) -> Iterator[str]:
        found = self._shapes.compare(old.get("schema", {}), new.get("schema", {}), sent=sent)
        yield from (f"{where}{inside} {what}" for inside, what in found)

    @staticmethod
    def _requirements(operation: Operation, description: Schema) -> list[Mapping[str, Any]]:
        found = operation.get("security", description.get("security"))
        return found or [{}]


def _schemas(description: Schema) -> Mapping[str, Schema]:
    found: Mapping[str, Schema] = description.get("components", {}).get("schemas", {})
    return found


def _operations(description: Schema) -> dict[str, Operation]:
    return {
        f"{method.upper()} {path}": operation
        for path, item in description.get("paths", {}).items()
        for method, operation in item.items()
        if method in _METHODS
    }


def _parameters(operation: Operation) -> dict[str, Operation]:
    return {f"{each['in']} {each['name']}": each for each in operation.get("parameters", ())}


def _sendable(parameter: Operation) -> Operation:
    """Leave out null, which an address or a header has no way to say."""
    schema = parameter.get("schema", {})
    choices = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return {**parameter, "schema": {**schema, "anyOf": choices}} if choices else parameter


def _admits(old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> bool:
    """Say whether each way in is one still: what it shows is enough for some way of today."""
    return all(
        any(
            needed.keys() <= shown.keys()
            and all(set(scopes) <= set(shown[name]) for name, scopes in needed.items())
            for needed in new
        )
        for shown in old
    )

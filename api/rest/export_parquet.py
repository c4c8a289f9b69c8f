"""Exports as Apache Parquet: typed columns, as nested as the rows are in JSON.

The columns are made of the model that describes a row in JSON, so both have the same fields: a day
is a date, a moment a timestamp in UTC, a list of places a list of structures. pyarrow is an extra,
and large: it is loaded by the first export that needs it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from http import HTTPStatus
from typing import Any, get_args, get_origin

from api.problems import ProblemError
from api.rest.export_formats import Format
from api.rest.models import Day, Model, Moment
from db.exports import ExportRow

ROWS_OF_GROUP = 10_000
"""Rows that are held, packed, until they are written: readers skip and read whole groups."""

MISSING = "Parquet is written by pyarrow, which is not installed."
REMEDY = 'Install it beside the program: pip install "counterclaim[parquet]"'

type Convert = Callable[[Any], Any]


class ParquetMissingError(ProblemError):
    """Parquet was asked for where nothing can write it."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.NOT_IMPLEMENTED, "parquet-missing", f"{MISSING} {REMEDY}")


class Parquet(Format):
    """Row groups, and a footer with the number of rows. Without its footer no reader opens it.

    The footer also has `rows` and `nextCursor` as metadata of the file.
    """

    media_type = "application/vnd.apache.parquet"
    suffix = "parquet"

    def __init__(self, model: type[Model]) -> None:
        """Take the model of a row; raise ParquetMissingError without pyarrow."""
        try:
            import pyarrow as pa  # noqa: PLC0415 - an extra, loaded when it is used
            from pyarrow import parquet  # noqa: PLC0415 - the same
        except ImportError as error:
            raise ParquetMissingError from error
        self._arrow = pa
        self._convert = _converter(model)
        self._schema = pa.schema([*self._fields(model), pa.field("cursor", pa.string())])
        self._held: list[Any] = []
        self._sink = _Sink()
        self._writer = parquet.ParquetWriter(
            pa.PythonFile(self._sink, mode="w"), self._schema, compression="zstd"
        )

    def begin(self) -> bytes:
        """Write the sign that every such file begins with."""
        return self._sink.take()

    def page(self, rows: Sequence[ExportRow]) -> bytes:
        """Pack some rows; write a group of them when there are enough."""
        values = [{**self._convert(row.values), "cursor": row.cursor} for row in rows]
        self._held.append(self._arrow.Table.from_pylist(values, schema=self._schema))
        if sum(map(len, self._held)) >= ROWS_OF_GROUP:
            self._write_group()
        return self._sink.take()

    def end(self, rows: int, cursor: str | None) -> bytes:
        """Write what is held, and the footer."""
        self._write_group()
        self._writer.add_key_value_metadata({"rows": str(rows), "nextCursor": cursor or ""})
        self._writer.close()
        return self._sink.take()

    def _write_group(self) -> None:
        if self._held:
            group = self._arrow.concat_tables(self._held)
            self._writer.write_table(group, row_group_size=len(group))
            self._held.clear()

    def _fields(self, model: type[Model]) -> list[Any]:
        return [
            self._arrow.field(info.alias or name, self._type(info.annotation))
            for name, info in model.model_fields.items()
        ]

    def _type(self, annotation: Any) -> Any:
        arrow = self._arrow
        if annotation is Day:
            return arrow.date32()
        if annotation is Moment:
            return arrow.timestamp("us", tz="UTC")
        if isinstance(annotation, type) and issubclass(annotation, Model):
            return arrow.struct(self._fields(annotation))
        inner = _inner(annotation)
        if inner is not None:
            found = self._type(inner)
            return arrow.list_(found) if get_origin(annotation) is list else found
        plain = {int: arrow.int64, float: arrow.float64, bool: arrow.bool_}
        return plain.get(annotation, arrow.string)()


class _Sink:
    """What the writer takes for a file; all that was written is taken out again."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def write(self, part: Any) -> int:
        """Keep a part; the writer may use its memory again."""
        kept = bytes(part)
        self._parts.append(kept)
        self._length += len(kept)
        return len(kept)

    def tell(self) -> int:
        """Say how much was written since the beginning."""
        return self._length

    def flush(self) -> None:
        """Do nothing: `take` has all there is."""

    def close(self) -> None:
        """Do nothing: the end is still to be taken."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        found = b"".join(self._parts)
        self._parts.clear()
        return found


def _inner(annotation: Any) -> Any:
    """Return what stands inside of a list, a description or `… | None`; None for plain types."""
    if hasattr(annotation, "__value__"):
        return annotation.__value__
    return next((each for each in get_args(annotation) if each is not type(None)), None)


@cache
def _converter(model: type[Model]) -> Convert:
    """Make what turns a row of JSON into one of Python; the row itself is left alone."""
    found = {
        info.alias or name: convert
        for name, info in model.model_fields.items()
        if (convert := _conversion(info.annotation)) is not None
    }

    def of_model(values: Any) -> Any:
        changed = {
            name: None if (value := values.get(name)) is None else convert(value)
            for name, convert in found.items()
        }
        return {**values, **changed}

    return of_model


def _conversion(annotation: Any) -> Convert | None:
    """Return how to turn a value, other than null, that JSON has no type for; None for others."""
    if annotation is Day:
        return date.fromisoformat
    if annotation is Moment:
        return datetime.fromisoformat
    if annotation is Any:
        # A column has one type, so what may be anything is written as JSON.
        return lambda value: json.dumps(value, ensure_ascii=False)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _converter(annotation)
    inner = _inner(annotation)
    convert = None if inner is None else _conversion(inner)
    if convert is not None and get_origin(annotation) is list:
        of_item = convert
        return lambda items: [of_item(item) for item in items]
    return convert

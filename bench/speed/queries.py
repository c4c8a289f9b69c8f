"""What is measured: a query as a client sends it, and the same selection for the bare handler."""

from __future__ import annotations

from db.query.selection import Field, argument

POINT_QUERY = """query Point($key: String!) {
  statement(key: $key) {
    key
    text
    speaker { key name party }
    places { mention location { name country latitude longitude } }
    quantities { mention low high unit counted }
  }
}"""


def _fields(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, name) for name in names)


POINT_SELECTION = (
    Field(
        "statement",
        "statement",
        {"key": argument("", ("key",))},
        (
            *_fields("key", "text"),
            Field("speaker", "speaker", fields=_fields("key", "name", "party")),
            Field(
                "places",
                "places",
                fields=(
                    *_fields("mention"),
                    Field(
                        "location",
                        "location",
                        fields=_fields("name", "country", "latitude", "longitude"),
                    ),
                ),
            ),
            Field(
                "quantities",
                "quantities",
                fields=_fields("mention", "low", "high", "unit", "counted"),
            ),
        ),
    ),
)

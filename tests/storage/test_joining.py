"""JSON text put together in SQL is what the standard library would write."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.query.dialect import Kind
from db.query.joining import concatenate, json_object, quoted
from db.query.sqlite_dialect import LEAST_RUN, MAX_RUN, Sqlite

DIALECT = Sqlite()
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
KEYS = st.from_regex(r"[_a-z][_a-zA-Z0-9]{0,4}", fullmatch=True)
# SQLite prints 15 digits.
NUMBERS = st.integers(-(10**9), 10**9).map(lambda number: number / 1000)
VALUES = TEXTS | st.none() | st.integers(-(2**63), 2**63 - 1) | NUMBERS
LISTS = st.lists(TEXTS.filter(lambda text: text not in {"\1", "\2"}), max_size=3)


def _answer(expression: str, parameters: dict[str, object]) -> str:
    with closing(sqlite3.connect(":memory:")) as connection:
        answer: str = connection.execute(f"SELECT {expression}", parameters).fetchone()[0]
        return answer


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (["'a'", "'b'"], "'ab'"),
        (["'a'", "x", "'b'"], "'a'||x||'b'"),
        (["'a'", "'b'||x||'c'", "'d'"], "'ab'||x||'cd'"),
        (["x", "y"], "x||y"),
        (["'it''s'", "'b'"], "'it''sb'"),
        (["'a'''", "'''b'"], "'a''''b'"),
        (["''", "'b'"], "'b'"),
        (["coalesce(x,'null')", "'}'"], "coalesce(x,'null')||'}'"),
    ],
)
def test_literals_that_meet_become_one(parts: list[str], joined: str) -> None:
    assert concatenate(parts) == joined


@given(st.lists(TEXTS, min_size=1, max_size=60))
def test_texts_join(texts: list[str]) -> None:
    parts = [quoted(text) if number % 3 else f":p{number}" for number, text in enumerate(texts)]
    bound: dict[str, object] = {
        f"p{number}": text for number, text in enumerate(texts) if not number % 3
    }
    assert _answer(concatenate(parts), bound) == "".join(texts)


@given(st.dictionaries(KEYS, VALUES | LISTS, max_size=MAX_RUN + 5))
def test_an_object_is_the_same_however_it_is_written(values: dict[str, object]) -> None:
    """Lists stand for whatever is not a plain value: they are text already."""
    written = {
        key: DIALECT.json(f":{key}", Kind.TEXT, nullable=True)
        if not isinstance(value, list)
        else f":{key}"
        for key, value in values.items()
    }
    parameters = {
        key: json.dumps(value) if isinstance(value, list) else value
        for key, value in values.items()
    }
    by_calls = _answer(DIALECT.json_object(written), parameters)
    assert by_calls == _answer(json_object(written), parameters)
    assert list(json.loads(by_calls).items()) == list(values.items())


@pytest.mark.parametrize(
    "text", ["}", "{", "{}", '"}', '{"', "\\", "}}", "", "\1x\2", "\ud7ff", "\U0001f600"]
)
@pytest.mark.parametrize("place", ["first", "last", "between"])
def test_braces_of_values_stay(text: str, place: str) -> None:
    plain = {f"k{number}": text for number in range(LEAST_RUN)}
    others = {f"m{key}": text for key in plain}
    values: dict[str, object] = {"l": [text]}
    if place != "first":
        values = {**plain, **values}
    if place != "last":
        values |= others
    written = {
        key: DIALECT.json(f":{key}", Kind.TEXT, nullable=True) if key != "l" else ":l"
        for key in values
    }
    parameters = {**values, "l": json.dumps(values["l"])}
    expression = DIALECT.json_object(written)
    assert "trim(json_object(" in expression
    assert json.loads(_answer(expression, parameters)) == values

"""docs/data-model.md tells of every table and column, and of none that is not there."""

from __future__ import annotations

from tests.docs.data_model import (
    PAGE,
    in_the_tables,
    on_the_page,
    references_of_the_diagram,
    references_of_the_tables,
)


def test_every_column_is_described_once_with_its_type() -> None:
    described = on_the_page()
    assert len(described) == len(set(described))
    assert set(described) - in_the_tables() == set(), "no such column, or of another type"
    assert in_the_tables() - set(described) == set(), "not described"


def test_the_diagram_draws_every_reference() -> None:
    assert references_of_the_diagram() == references_of_the_tables()


def test_the_four_times_are_told_apart() -> None:
    page = PAGE.read_text(encoding="utf-8")
    section = page.partition("## The four times")[2].partition("\n## ")[0]
    for column in ("said_on", "about_start", "published_on", "recorded_at"):
        assert f"`{column}`" in section

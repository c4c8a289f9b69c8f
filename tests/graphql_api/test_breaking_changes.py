"""No client of the last release breaks unwarned."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.breaking import CURRENT, breaking_changes, last_release

OLD = """
type Query {
  a(x: Int, y: Int @deprecated(reason: "Use x.")): String
  b: Int! @deprecated(reason: "Use a.")
  c(where: W): E
}
input W { one: Int, two: Int @deprecated(reason: "Use one.") }
enum E { RED, GREEN @deprecated(reason: "Use RED.") }
"""


def test_nothing_breaks_a_client_of_the_last_release() -> None:
    broken = breaking_changes(last_release().read_text("utf-8"), CURRENT.read_text("utf-8"))
    assert not broken, (
        "Clients of the last release would break. Keep what is missing and mark it as deprecated: "
        "docs/deprecation.md says for how long."
    )


@pytest.mark.parametrize(
    ("before", "after", "breaks"),
    [
        ("a(x: Int, y: Int", "a(x: Int!, y: Int", True),
        ("a(x: Int, ", "a(", True),
        ("): String", "): Int", True),
        ("  c(where: W): E\n", "  c(where: W!): E\n", True),
        ("one: Int, ", "", True),
        ("one: Int, ", "one: Int, must: Int!, ", True),
        ("{ RED, ", "{ ", True),
        ("  c(where: W): E\n", "", True),
        (', y: Int @deprecated(reason: "Use x.")', "", False),
        ('  b: Int! @deprecated(reason: "Use a.")\n', "", False),
        (', two: Int @deprecated(reason: "Use one.")', "", False),
        (', GREEN @deprecated(reason: "Use RED.")', "", False),
        ('b: Int! @deprecated(reason: "Use a.")', "b: Int", True),
        ("one: Int, ", "one: Int, three: Int, ", False),
        ("): String", "): String!", False),
    ],
)
def test_what_breaks_is_told_from_what_was_announced(
    before: str, after: str, *, breaks: bool
) -> None:
    assert before in OLD
    found = breaking_changes(OLD, OLD.replace(before, after))
    assert bool(found) == breaks, found


def test_versions_sort_by_number(tmp_path: Path) -> None:
    for version in ("0.9.0", "0.10.0", "0.2.5"):
        (tmp_path / f"{version}.graphql").write_text(OLD)
    assert last_release(tmp_path).stem == "0.10.0"

"""Quotation marks of every make, balanced or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.segment.marks import marked_stretches

CASES = [
    ("curly", "“We hold the bridge,” he said.", ["We hold the bridge,"]),
    ("straight", '"We hold the bridge," he said.', ["We hold the bridge,"]),
    ("guillemets", "«We hold the bridge», he said.", ["We hold the bridge"]),
    ("guillemets with gaps", "« We hold it », he said.", [" We hold it "]),
    ("low opener", "„We hold the bridge“, he said.", ["We hold the bridge"]),
    ("single curly", "‘We hold the bridge,’ he said.", ["We hold the bridge,"]),
    ("single straight", "'We hold the bridge,' he said.", ["We hold the bridge,"]),
    ("doubled single", "''We hold the bridge,'' he said.", ["\u2060We hold the bridge,\u2060"]),
    ("opened curly, closed straight", '“We hold it," he said.', ["We hold it,"]),
    ("opened straight, closed curly", '"We hold it,” he said.', ["We hold it,"]),
    ("two in a row", '"One," he said, "two."', ["One,", "two."]),
    ("single inside double", "“He said ‘no’ to us,” she said.", ["He said ‘no’ to us,"]),
    ("apostrophes", "The army’s men didn't reach the rebels' camp.", []),
    ("plural's apostrophe inside single marks", "‘The rebels’ camp is gone,’ he said.",
     ["The rebels’ camp is gone,"]),
    ("letter that is no mark", "The Ma’aleh post and the Ka'aba road.", []),
    ("closing mark alone", "We hold the bridge,” he said.", []),
    ("opening mark at the end", "He said nothing “", []),
    ("inches", 'A 9" pipe and a 10" pipe', []),
    ("never closed", "“We hold the bridge. It is ours.", ["We hold the bridge. It is ours."]),
    ("opened twice", "“We hold “the bridge” now.", ["the bridge"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_marked_stretches(text: str, expected: list[str]) -> None:
    unified = text.replace("''", "\u2060\u2060")
    found = [unified[s.inner_start : s.inner_end] for s in marked_stretches(text)]
    assert [f.replace("\u2060", "") for f in found] == [e.replace("\u2060", "") for e in expected]


def test_a_missing_closing_mark_is_told() -> None:
    (stretch,) = marked_stretches("“We stay.")
    assert not stretch.closed


@given(st.text(alphabet="ab .,!?\n'\"“”‘’«»„‚`[]sS9-", max_size=80))
def test_stretches_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    position = 0
    for stretch in marked_stretches(text):
        assert position <= stretch.start < stretch.inner_start <= stretch.inner_end
        assert stretch.inner_end <= stretch.end <= len(text)
        position = stretch.end

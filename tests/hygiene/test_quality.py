"""The reading is as good as in the frozen run: our own texts always, other gold where it is."""

from __future__ import annotations

import pytest

from bench.quality.__main__ import ALL_SETS
from bench.quality.evalset import EvalSet
from bench.quality.report import fallen, read_frozen

QUICK = ("cases", "samples", "seeds", "dev")
"""What is read in seconds; the rest is for `make eval`."""


def _quick_sets() -> list[EvalSet]:
    return [each for each in ALL_SETS if each.name.partition(".")[0] in QUICK]


@pytest.mark.parametrize("each", _quick_sets(), ids=lambda each: each.name)
def test_no_figure_falls_by_more_than_a_point(each: EvalSet) -> None:
    if each.missing is not None:
        pytest.skip(f"{each.missing.name} is not here: `make eval` says what it is")
    frozen = read_frozen()[each.name]
    measured = each.measure()
    worse = {
        name: (frozen[name], measured.figures.get(name))
        for name in fallen(measured.figures, frozen)
    }
    assert not worse, "\n".join([str(worse), *measured.errors])


def test_every_set_that_is_read_here_has_a_frozen_run() -> None:
    frozen = read_frozen()
    assert [each.name for each in _quick_sets() if each.name not in frozen] == []


def test_our_own_sets_need_nothing_outside_the_project() -> None:
    own = [each for each in ALL_SETS if each.name.startswith(("cases.", "samples"))]
    assert len(own) > 1
    assert all(each.missing is None for each in own)

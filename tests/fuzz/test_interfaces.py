"""Requests made from the descriptions: a short, settled form of `bench.fuzz api` and `graphql`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.fuzz.interfaces import Target, schemathesis, target

SEED = 4


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Target, Path]]:
    """Serve the sample articles."""
    with target() as found:
        yield found


@pytest.mark.timeout(300)  # a process of its own each, on a machine that may be busy
@pytest.mark.parametrize(("path", "examples"), [("/openapi.json", 2), ("/graphql", 3)])
def test_no_request_made_from_a_description_fails(
    server: tuple[Target, Path], path: str, examples: int, capfd: pytest.CaptureFixture[str]
) -> None:
    phases = "examples,fuzzing"
    code = schemathesis(server[0], path, examples, SEED, server[1], phases, workers=1)
    told = capfd.readouterr().out
    assert code == 0, told
    assert re.search(r"\b(\d+) generated, \1 passed", told), told

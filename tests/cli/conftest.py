"""Fixtures for tests of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.chat_server import Behaviour, chat_server
from tests.cli.asking import Asked, Asking
from tests.cli.judges import AskedJudge, AskingJudge


@pytest.fixture
def asking() -> Iterator[Asking]:
    """Give a way to ask servers that behave as the test wants."""
    with ExitStack() as stack:

        def ask(behaviour: Behaviour, **given: object) -> Asked:
            asked = Asked(stack.enter_context(chat_server(behaviour)), **given)
            stack.callback(asked.extractor.close)
            return asked

        yield ask


@pytest.fixture
def judging() -> Iterator[AskingJudge]:
    """Give a way to have texts judged by servers that behave as the test wants."""
    with ExitStack() as stack:

        def ask(behaviour: Behaviour, **given: object) -> AskedJudge:
            asked = AskedJudge(stack.enter_context(chat_server(behaviour)), **given)
            stack.callback(asked.judge.close)
            return asked

        yield ask

"""Fixtures for tests of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.chat_server import Behaviour, chat_server
from tests.cli.asking import Asked, Asking


@pytest.fixture
def asking() -> Iterator[Asking]:
    """Give a way to ask servers that behave as the test wants."""
    with ExitStack() as stack:

        def ask(behaviour: Behaviour, **given: object) -> Asked:
            asked = Asked(stack.enter_context(chat_server(behaviour)), **given)
            stack.callback(asked.extractor.close)
            return asked

        yield ask

"""How the program talks: people read standard error, programs standard output."""

from __future__ import annotations

import sys
from typing import NoReturn

import orjson
from rich.console import Console

people = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(code: str, message: str, hint: str = "") -> NoReturn:
    """End the program with a problem: what is wrong, what to do, and the page that says more."""
    people.print(f"[bold red]{code}[/]: ", end="")
    people.print(message, markup=False)
    if hint:
        people.print(hint, markup=False)
    people.print(f"More: docs/errors/{code}.md", markup=False)
    sys.exit(2)


def print_json(value: object) -> None:
    """Write one JSON document for a program to read."""
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")

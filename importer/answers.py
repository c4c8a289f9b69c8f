"""What a language model answered, as far as that is the same whatever it was asked."""

from __future__ import annotations

import json
import re
from typing import Any

_OPENING = re.compile(r"<(think|thinking|reasoning)>")
_NOTHING = frozenset({"", "null", "none", "n/a"})


class MalformedAnswerError(Exception):
    """An answer that is not what was asked for."""


def json_in(content: str) -> Any:
    """Read the JSON of an answer, which may stand between other words.

    Raises MalformedAnswerError where there is none.
    """
    plain = _without_thoughts(content).strip()
    opened = [plain.find(bracket) for bracket in "{[" if bracket in plain]
    closes = max(plain.rfind("}"), plain.rfind("]"))
    if not opened or closes < min(opened):
        raise MalformedAnswerError("the answer is no JSON")
    try:
        return json.loads(plain[min(opened) : closes + 1])
    except (ValueError, RecursionError) as problem:
        raise MalformedAnswerError("the answer is no JSON, or was cut off") from problem


def _without_thoughts(content: str) -> str:
    """Cut out what a model only thinks; in one pass, for some repeat themselves without end."""
    kept: list[str] = []
    position = 0
    unclosed: set[str] = set()
    for opening in _OPENING.finditer(content):
        name = opening[1]
        if opening.start() < position or name in unclosed:
            continue
        end = content.find(f"</{name}>", opening.end())
        if end < 0:
            unclosed.add(name)
            continue
        kept.append(content[position : opening.start()])
        position = end + len(f"</{name}>")
    return "".join([*kept, content[position:]])


def is_word_for_nothing(value: object) -> bool:
    """Say whether a value is an empty text, or a word that a model writes for none."""
    return isinstance(value, str) and value.strip().lower() in _NOTHING


def one_line(words: str, most: int) -> str:
    """Return words from elsewhere as one short line that no terminal takes for a command."""
    kept = (
        character if character.isprintable() else " " if character.isspace() else ""
        for character in words
    )
    plain = " ".join("".join(kept).split())
    return plain if len(plain) <= most else f"{plain[: most - 2].rstrip()} …"

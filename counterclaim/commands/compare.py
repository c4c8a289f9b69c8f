"""`counterclaim compare`: judge two texts, or the pairs of a file."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Annotated, Any, BinaryIO

import typer
from rich.progress import Progress

from counterclaim.console import fail, people, print_json


def compare_texts(
    a: Annotated[str, typer.Argument(help="A text; or a JSON Lines file, or - for stdin.")],
    b: Annotated[str | None, typer.Argument(help="The text it is compared with.")] = None,
    a_published: Annotated[str | None, typer.Option(help="Day of the first text.")] = None,
    b_published: Annotated[str | None, typer.Option(help="Day of the second text.")] = None,
    a_speaker: Annotated[str | None, typer.Option(help="Who says the first.")] = None,
    b_speaker: Annotated[str | None, typer.Option(help="Who says the second.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Say how two texts stand to each other: contradiction, revision, agreement, or neither.

    With one argument, the pairs of a JSON Lines file, a verdict a line.
    """
    with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as target:
        if b is None:
            _compare_file(a, target)
            return
        from importer.compare import Pair, judge_pair
        from importer.read.rejection import UnreadableError

        try:
            pair = Pair("", _side(a, a_published, a_speaker), _side(b, b_published, b_speaker))
        except UnreadableError as problem:
            fail(problem.code.value, problem.message, problem.hint)
        record = judge_pair(pair)
        del record["id"]
        if out:
            _write(target, record)
        else:
            print_json(record)


def _side(text: str, published: str | None, speaker: str | None) -> Any:
    from importer.compare import make_side
    from importer.read.dates import parse_day

    return make_side(text, parse_day(published) if published else None, speaker)


def _compare_file(name: str, target: IO[str]) -> None:
    """Write a line for each line: the verdict, or what is wrong with the pair."""
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            rejected = _write_verdicts(name, file, target)
    except OSError as problem:
        fail(
            "unreadable-file",
            f"“{name[:200]}” cannot be read: {problem.strerror}.",
            "Give two texts, or the path of a JSON Lines file of pairs.",
        )
    if rejected:
        people.print(f"{rejected} lines were not compared")
        raise typer.Exit(1)


def _write_verdicts(name: str, file: BinaryIO, target: IO[str]) -> int:
    from importer.compare import judge_pair, read_pairs
    from importer.read import Rejection

    rejected = 0
    with Progress(console=people, transient=True) as bar:
        for item in bar.track(read_pairs(name, file), description="comparing"):
            if isinstance(item, Rejection):
                rejected += 1
                people.print(f"rejected {item.name}: {item.code}: {item.message}", markup=False)
            else:
                _write(target, judge_pair(item))
    return rejected


def _write(target: IO[str], record: dict[str, Any]) -> None:
    target.write(json.dumps(record, ensure_ascii=False) + "\n")

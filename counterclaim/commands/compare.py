"""`counterclaim compare`: judge two texts, or the pairs of a file."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from rich.progress import Progress

from counterclaim.commands.asking import Fallback, Means
from counterclaim.commands.judging import (
    JudgeBaseUrl,
    JudgeFallback,
    JudgeModel,
    WhichJudge,
    judging_with,
)
from counterclaim.console import fail, people, print_json

if TYPE_CHECKING:
    from counterclaim.judging import Judging
    from importer.compare import Pair


def compare_texts(
    a: Annotated[str, typer.Argument(help="A text; or a JSON Lines file, or - for stdin.")],
    b: Annotated[str | None, typer.Argument(help="The text it is compared with.")] = None,
    a_published: Annotated[str | None, typer.Option(help="Day of the first text.")] = None,
    b_published: Annotated[str | None, typer.Option(help="Day of the second text.")] = None,
    a_speaker: Annotated[str | None, typer.Option(help="Who says the first.")] = None,
    b_speaker: Annotated[str | None, typer.Option(help="Who says the second.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
    judge: WhichJudge = Means.RULES,
    base_url: JudgeBaseUrl = None,
    model: JudgeModel = None,
    fallback: JudgeFallback = Fallback.NONE,
) -> None:
    """Say how two texts stand to each other: contradiction, revision, agreement, or neither.

    With one argument, the pairs of a JSON Lines file, a verdict a line.
    """
    with (
        judging_with(judge, base_url, model, fallback) as judging,
        out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as target,
    ):
        if b is None:
            _compare_file(a, target, judging)
            return
        record = _judge(_pair((a, a_published, a_speaker), (b, b_published, b_speaker)), judging)
        if out:
            _write(target, record)
        else:
            print_json(record)


type _Given = tuple[str, str | None, str | None]
"""A text, its day and who says it."""


def _pair(a: _Given, b: _Given) -> Pair:
    from importer.compare import Pair
    from importer.read.rejection import UnreadableError

    try:
        return Pair("", _side(*a), _side(*b))
    except UnreadableError as problem:
        fail(problem.code.value, problem.message, problem.hint)


def _side(text: str, published: str | None, speaker: str | None) -> Any:
    from importer.compare import make_side
    from importer.read.dates import parse_day

    return make_side(text, parse_day(published) if published else None, speaker)


def _judge(pair: Pair, judging: Judging) -> dict[str, Any]:
    """Return the verdict on the only pair; where there is none the program ends."""
    record = judging.record(pair)
    _tell(judging)
    if not isinstance(record, dict):
        fail(record.code, record.message, record.hint)
    del record["id"]
    return record


def _compare_file(name: str, target: IO[str], judging: Judging) -> None:
    """Write a line for each line: the verdict, or what is wrong with the pair."""
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            rejected = _write_verdicts(name, file, target, judging)
    except OSError as problem:
        fail(
            "unreadable-file",
            f"“{name[:200]}” cannot be read: {problem.strerror}.",
            "Give two texts, or the path of a JSON Lines file of pairs.",
        )
    _tell(judging)
    if rejected:
        people.print(f"{rejected} lines were not compared")
        raise typer.Exit(1)


def _write_verdicts(name: str, file: BinaryIO, target: IO[str], judging: Judging) -> int:
    from importer.compare import read_pairs
    from importer.read import Rejection

    rejected = 0
    with Progress(console=people, transient=True) as bar:
        for item in bar.track(read_pairs(name, file), description="comparing"):
            record = item if isinstance(item, Rejection) else judging.record(item)
            if isinstance(record, dict):
                _write(target, record)
            else:
                rejected += 1
                what = f"rejected {record.name}: {record.code}: {record.message}"
                people.print(what, markup=False)
    return rejected


def _tell(judging: Judging) -> None:
    """Say what was asked of a model, and what came of it."""
    if judging.tally:
        people.print(judging.tally.summary(), markup=False)


def _write(target: IO[str], record: dict[str, Any]) -> None:
    target.write(json.dumps(record, ensure_ascii=False) + "\n")

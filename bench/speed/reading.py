"""How fast articles are read, on one core: `python -m bench.speed.reading [FILE_OR_FOLDER…]`.

Without arguments it reads the samples in seeds/, and ../shared/seeds where that is there. Times are
processor time, so that other work on the machine counts little. "new" is the first reading in this
process, when most words have not been met before; "again" is the fastest of the rounds after it.
A busy archive lies between the two.
"""

from __future__ import annotations

import argparse
import inspect
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from importer import pipeline
from importer.extract import Extraction, RuleExtractor
from importer.model import Article
from importer.read import Rejection, read_inputs
from importer.segment import Document
from importer.segment.parser import load_parser

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "seeds", ROOT.parent / "shared" / "seeds")
STAGES = tuple(
    name
    for name, value in vars(pipeline).items()
    if inspect.isfunction(value)
    and value.__module__ != pipeline.__name__
    and value.__module__.startswith("importer.")
)
"""Whatever functions the pipeline takes from the stages."""
EXTRACT = "extract"
WARM_UP = Article("warm-up", "The mayor of Paris said on Monday that 3 villages were hit.", None, 0)


@dataclass
class Round:
    """What one reading of all articles took, in seconds of processor time."""

    total: float = 0.0
    stages: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def timed[**P, R](stage: str, read: Callable[P, R], current: list[Round]) -> Callable[P, R]:
    """Return the stage with its time added to the newest round."""

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        start = time.process_time()
        try:
            return read(*args, **kwargs)
        finally:
            current[-1].stages[stage] += time.process_time() - start

    return run


class TimedExtractor(RuleExtractor):
    """The rules, with their time added to the newest round."""

    def __init__(self, current: list[Round]) -> None:
        self._extract = timed(EXTRACT, super().extract, current)

    def extract(self, document: Document) -> Extraction:
        """Find the statements of a text."""
        return self._extract(document)


def articles_of(targets: Sequence[str]) -> list[Article]:
    """Read the articles of files and folders; says on stderr what it could not read."""
    found: list[Article] = []
    for item in read_inputs(targets):
        if isinstance(item, Rejection):
            print(f"left out: {item}", file=sys.stderr)
        else:
            found.append(item)
    return found


def measure(articles: Sequence[Article], rounds: int) -> tuple[Round, Round]:
    """Read the articles; returns the first round and the fastest of `rounds` later ones."""
    current: list[Round] = []
    extractor = TimedExtractor(current)
    plain = {stage: getattr(pipeline, stage) for stage in STAGES}
    for stage, read in plain.items():
        setattr(pipeline, stage, timed(stage, read, current))
    try:
        for _ in range(1 + rounds):
            current.append(Round())
            start = time.process_time()
            for article in articles:
                pipeline.annotate(article, extractor)
            current[-1].total = time.process_time() - start
    finally:
        for stage, read in plain.items():
            setattr(pipeline, stage, read)
    return current[0], min(current[1:], key=lambda each: each.total)


def report(target: str, articles: Sequence[Article], new: Round, again: Round) -> None:
    """Print articles a second and milliseconds an article."""
    count = len(articles)
    size = sum(len(article.text) for article in articles) / count
    print(f"{target}: {count} articles of {size:,.0f} characters")
    print(f"  {'':22}{'new':>8}{'again':>8}")
    print(f"  {'articles a second':22}{count / new.total:8.1f}{count / again.total:8.1f}")
    print(f"  {'ms an article':22}{new.total / count * 1e3:8.1f}{again.total / count * 1e3:8.1f}")
    for stage in sorted(again.stages, key=lambda stage: -again.stages[stage]):
        times = (each.stages[stage] / count * 1e3 for each in (new, again))
        print(f"    {stage:20}" + "".join(f"{milliseconds:8.1f}" for milliseconds in times))


def peak_memory() -> float:
    """Return the most memory that this process has had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> None:
    """Measure and print; see the module's text."""
    parser = argparse.ArgumentParser(prog="bench.speed.reading", description="Measure reading.")
    parser.add_argument("targets", nargs="*", help="files and folders of articles")
    parser.add_argument("--rounds", type=int, default=5, help="readings after the first")
    arguments = parser.parse_args()
    targets = arguments.targets or [str(folder) for folder in FOLDERS if folder.is_dir()]
    start = time.process_time()
    load_parser()
    pipeline.annotate(WARM_UP)  # word lists and gazetteer are loaded by the first article
    print(f"Python {sys.version.split()[0]}, start-up {time.process_time() - start:.1f} s of CPU")
    for target in targets:
        articles = articles_of([target])
        if articles:
            report(target, articles, *measure(articles, max(1, arguments.rounds)))
    print(f"peak memory {peak_memory():.0f} MB")


if __name__ == "__main__":
    main()

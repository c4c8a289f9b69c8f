"""The project's own scorer: statements are paired with gold, then compared field by field.

It reads the exchange form of docs/annotation-format.md. Fields that a gold statement leaves out
are not judged, so that a case can name only what it is about.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.quality.evalset import Figures

type Record = Mapping[str, Any]

SAME_SPAN = 0.6
"""The share of common words (F1) from which two spans are taken for one statement."""
_SPEAKER_TIE = 0.2
_NEAR_KM = 25.0
_WIDE_KM = 150.0
_WIDE_KINDS = frozenset({"river", "sea", "region", "country", "area"})
_EARTH_KM = 6371.0
_REPORTED = frozenset({"direct", "indirect", "mixed"})
_TITLES = frozenset(
    {"the", "a", "an", "mr", "mrs", "ms", "dr", "prof", "professor", "president", "minister"}
    | {"general", "gen", "colonel", "col", "major", "captain", "lieutenant", "commander"}
    | {"governor", "mayor", "sheikh", "imam", "brigadier", "admiral"}
)


@dataclass
class Tally:
    """Counts behind an F1; for a plain share of right answers, `wrong` counts once."""

    found: int = 0
    spurious: int = 0
    missed: int = 0
    share: bool = False

    def add(self, found: int, spurious: int, missed: int) -> None:
        """Count a few more."""
        self.found += found
        self.spurious += spurious
        self.missed += missed

    @property
    def value(self) -> float | None:
        """Return the F1 or the share, None with nothing counted."""
        if self.share:
            total = self.found + self.missed
            return self.found / total if total else None
        total = 2 * self.found + self.spurious + self.missed
        return 2 * self.found / total if total else None

    @property
    def precision(self) -> float | None:
        """Return the share of what was said that is right."""
        said = self.found + self.spurious
        return self.found / said if said else None

    @property
    def recall(self) -> float | None:
        """Return the share of what is right that was said."""
        right = self.found + self.missed
        return self.found / right if right else None


@dataclass
class Score:
    """The tallies of one set by figure, with a line for every mistake."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def count(self, figure: str, found: int, spurious: int, missed: int) -> None:
        """Add to an F1 figure."""
        self.tallies.setdefault(figure, Tally()).add(found, spurious, missed)

    def judge(self, figure: str, error: str, *, right: bool) -> None:
        """Add one answer to a share, and its line when it is wrong."""
        self.tallies.setdefault(figure, Tally(share=True)).add(int(right), 0, int(not right))
        if not right:
            self.errors.append(f"{figure}: {error}")

    @property
    def figures(self) -> Figures:
        """Return every figure's value."""
        return {name: tally.value for name, tally in self.tallies.items()}


def pair_statements(
    gold: Sequence[Record], read: Sequence[Record]
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Pair statements one to one, the likest first: pairs, missed, spurious."""
    candidates = []
    for i, g in enumerate(gold):
        for j, r in enumerate(read):
            likeness = _overlap(_words(g), _words(r))
            if likeness >= SAME_SPAN:
                tie = _SPEAKER_TIE * ("speaker" in g and same_name(g, r))
                candidates.append((-(likeness + tie), i, j))
    taken_gold, taken_read, pairs = set[int](), set[int](), []
    for _, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_read:
            taken_gold.add(i)
            taken_read.add(j)
            pairs.append((gold[i], read[j]))
    missed = [g for i, g in enumerate(gold) if i not in taken_gold]
    spurious = [r for j, r in enumerate(read) if j not in taken_read]
    return pairs, missed, spurious


def score_statements(
    score: Score, where: str, gold: Sequence[Record], read: Sequence[Record]
) -> list[tuple[Record, Record]]:
    """Count one article's statements and their fields; return the pairs."""
    pairs, missed, spurious = pair_statements(gold, read)
    score.count("statements", len(pairs), len(spurious), len(missed))
    for kind, wrong in (("missed", missed), ("spurious", spurious)):
        score.errors += [f"statements: {where}: {kind}: {item['text']}" for item in wrong]
    ids = {r["id"]: g["id"] for g, r in pairs}
    for g, r in pairs:
        _compare(score, where, g, r, ids)
    return pairs


def _compare(score: Score, where: str, gold: Record, read: Record, ids: Mapping[str, str]) -> None:
    about = f"{where}: {gold['text']}"
    for name in ("kind", "polarity", "modality"):
        if name in gold:
            _judge_value(score, name, gold[name], read.get(name), about)
    _compare_source(score, gold, read, about)
    claim, read_claim = gold.get("claim") or {}, read.get("claim") or {}
    for part in ("type", "agent", "target"):
        if part in claim and (claim[part] or read_claim.get(part)):
            _judge_value(score, f"claim.{part}", claim[part], read_claim.get(part), about)
    if "parent" in gold:
        parent = read.get("parent") and ids.get(read["parent"], "unmatched")
        _single(score, "nesting", _edge(gold, gold["parent"]), _edge(read, parent), about)
    for name, fits in (("locations", same_place), ("quantities", same_quantity)):
        if name in gold:
            _listed(score, name, gold[name] or (), read.get(name) or (), fits, about)
    if "time" in gold:
        _single(score, "time", _interval(gold["time"]), _interval(read.get("time")), about)


def _compare_source(score: Score, gold: Record, read: Record, about: str) -> None:
    """Compare who spoke, for whom, by which word, on what ground and how firmly."""
    if "speaker" in gold and (gold["speaker"] or read.get("speaker")):
        error = f"{read.get('speaker')!r}, not {gold['speaker']!r}: {about}"
        score.judge("speaker", error, right=same_name(gold, read))
    if "party" in gold and (gold["party"] or read.get("speaker")):
        _judge_value(score, "party", gold["party"], read.get("party"), about)
    if gold.get("cue"):
        _judge_value(score, "cue", plain(gold["cue"]), plain(read.get("cue")), about)
    if "evidence" in gold and (gold["evidence"] or read.get("evidence")):
        _judge_value(score, "evidence", plain(gold["evidence"]), plain(read.get("evidence")), about)
    if "hedged" in gold:
        _judge_value(score, "hedged", gold["hedged"], bool(read.get("hedges")), about)


def _judge_value(score: Score, figure: str, gold: object, read: object, about: str) -> None:
    score.judge(figure, f"{read!r}, not {gold!r}: {about}", right=gold == read)


def _single(score: Score, figure: str, gold: object, read: object, about: str) -> None:
    """Count a value that either side may lack; None is nothing said."""
    if gold is None and read is None:
        return
    right = gold == read
    score.count(
        figure, int(right), int(not right and read is not None), int(not right and gold is not None)
    )
    if not right:
        score.errors.append(f"{figure}: {read}, not {gold}: {about}")


def _listed(
    score: Score,
    figure: str,
    gold: Sequence[Record],
    read: Sequence[Record],
    fits: Callable[[Record, Record], bool],
    about: str,
) -> None:
    rest = list(read)
    missed = []
    for item in gold:
        hit = next((other for other in rest if fits(item, other)), None)
        if hit is None:
            missed.append(item)
        else:
            rest.remove(hit)
    score.count(figure, len(gold) - len(missed), len(rest), len(missed))
    for kind, items in (("missed", missed), ("spurious", rest)):
        score.errors += [f"{figure}: {kind} {_brief(item)}: {about}" for item in items]


def _brief(item: Record) -> str:
    if "low" in item:
        return f"{item.get('mention', '')!r} {item['low']}..{item['high']} {item.get('unit')}"
    return f"{item.get('mention', '')!r} {item.get('name')}, {item.get('country')}"


def _edge(statement: Record, parent: object) -> tuple[object, object] | None:
    stance = statement.get("stance")
    return (parent, stance) if parent or stance else None


def _interval(time: Record | None) -> tuple[object, object] | None:
    if not time or not time.get("start") or not time.get("end"):
        return None
    return time["start"], time["end"]


def is_reported(statement: Record) -> bool:
    """Say whether a statement is somebody's speech."""
    return statement.get("kind") in _REPORTED


def plain(text: str | None) -> str:
    """Return a text in lower case without accents, punctuation and genitive endings."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    letters = re.sub(r"['’ʼ‘`](s\b)?", "", letters)
    return " ".join(re.sub(r"\W+", " ", letters).split())


def same_name(gold: Record, read: Record) -> bool:
    """Say whether both name the same speaker, titles and articles aside."""
    if not gold.get("speaker") or not read.get("speaker"):
        return not gold.get("speaker") and not read.get("speaker")
    accepted = (gold["speaker"], *(gold.get("speaker_also") or ()))
    return _untitled(read["speaker"]) in {_untitled(name) for name in accepted}


def _untitled(name: str) -> str:
    words = plain(name).split()
    while len(words) > 1 and words[0] in _TITLES and words[1] != "staff":
        words.pop(0)
    return " ".join(words)


def same_place(gold: Record, read: Record) -> bool:
    """Say whether both are one place: near each other, or one wide place of one country.

    Gold without coordinates is compared by name and country.
    """
    named = plain(gold["name"]) == plain(read.get("name")) and gold.get("country") == read.get(
        "country"
    )
    if gold.get("lat") is None or read.get("lat") is None:
        return named
    distance = kilometres(gold["lat"], gold["lon"], read["lat"], read["lon"])
    if gold.get("kind") in _WIDE_KINDS:
        return named or distance <= _WIDE_KM
    return distance <= _NEAR_KM


def same_quantity(gold: Record, read: Record) -> bool:
    """Say whether both have the same bounds and unit."""
    bounds = all(_same_number(gold[end], read[end]) for end in ("low", "high"))
    return bounds and gold.get("unit", "1") == read["unit"]


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-9)


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the distance of two points on the globe."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    across = math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    half = math.sin((phi_b - phi_a) / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * across
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _words(statement: Record) -> frozenset[int]:
    """Return the offsets of the words of a span."""
    start = statement["start"]
    return frozenset(start + word.start() for word in re.finditer(r"\w+", statement["text"]))


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0

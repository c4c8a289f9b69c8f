"""Sets from public corpora that lie beside the project, read through the layers of the annotation.

Each is scored by the scorer that comes with it. Mistakes are shown of the first half of a set only:
the second half says whether what was learnt from the first is true of the language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.quality.calibration import Judged, reliability
from bench.quality.comparing import COMMAND, verdicts_of
from bench.quality.evalset import EVAL, ONE_PERSON, EvalSet, Figures, Measured
from bench.quality.gold_sets import load_module
from importer.gold import layers_record
from importer.model import Article
from importer.normalise.lexicon import units
from importer.pipeline import annotate
from importer.resolve.names import same_person

type Item = dict[str, Any]
type Scorer = Callable[[Sequence[Item], Sequence[Item]], Figures]

PUBLIC = EVAL / "public"
SCORING = PUBLIC / "scoring.py"
_TO_THE_END = re.compile(r"\b(?:to|until|till|through|and)\s+the\s+end\s+of\b")


@dataclass(frozen=True)
class Adapter:
    """How a set is read, which figures of its scorer count, and what an item's mistake is."""

    read: Callable[[Sequence[Item]], list[Item]]
    score: Callable[[Any, Sequence[Item], Sequence[Item]], Figures]
    wrong: Callable[[Item, Item], str | None]


def layers_of(item: Item) -> Item:
    """Read an item's text; return its layers."""
    day = item.get("published") or item.get("reference_date")
    published = date.fromisoformat(day[:10]) if day else None
    return layers_record(annotate(Article(item["id"], item["text"], published)))


def _read_quotes(items: Sequence[Item]) -> list[Item]:
    def slice_of(text: str, span: Sequence[int] | None) -> str:
        return text[span[0] : span[1]] if span else ""

    return [
        {
            "id": item["id"],
            "quotes": [
                {
                    "content": found["content"],
                    "cue": slice_of(item["text"], found["cue"]),
                    "source_text": slice_of(item["text"], found["source"]),
                    "type": found["kind"],
                }
                for found in layers_of(item)["attributions"]
                if not found["nested"]  # the set marks none inside of another
            ],
        }
        for item in items
    ]


def _read_places(items: Sequence[Item]) -> list[Item]:
    keys = ("lat", "lon", "geonameid", "name")
    return [
        {
            "id": item["id"],
            "gold": [
                {"span": [p["start"], p["end"]]} | {key: p[key] for key in keys}
                for p in layers_of(item)["places"]
            ],
        }
        for item in items
    ]


def _read_dates(items: Sequence[Item]) -> list[Item]:
    return [
        {
            "id": item["id"],
            "gold": [
                {"span": [t["start"], t["end"]], "start": t["from"], "end": _last_day(item, t)}
                for t in layers_of(item)["times"]
            ],
        }
        for item in items
    ]


def _last_day(item: Item, time: Item) -> str | None:
    """Return the last day as the set counts it; ours are inclusive.

    Some items leave the second end of a range out ("from March to May" ends with April), and today
    out of a span up to now; but nothing of a range that goes to the end of its last member.
    """
    last: str | None = time["to"]
    if not item["id"].startswith("recogdt") or last is None:
        return last
    day = timedelta(days=1)
    if time["last_from"] and not _TO_THE_END.search(item["text"], time["start"], time["end"]):
        return (date.fromisoformat(time["last_from"]) - day).isoformat()
    if last == item["reference_date"] and time["from"] and time["from"] < last:
        return (date.fromisoformat(last) - day).isoformat()
    return last


def _read_quantities(items: Sequence[Item]) -> list[Item]:
    # An item is about one kind of figure and marks no other; nor does it mark approximations.
    return [
        {
            "id": item["id"],
            "gold": [
                {
                    "span": [q["start"], q["end"]],
                    "value_low": q["low"],
                    "value_high": q["high"],
                    "unit": _name_of(q["unit"]),
                    "noun": q["counted"],
                }
                for q in layers_of(item)["quantities"]
                if item.get("kind") in {None, "number", "range", _kind_of(q)}
            ],
        }
        for item in items
    ]


def _name_of(unit: str) -> str | None:
    """Name a unit in the spelling of the set."""
    if unit in {"1", "ratio"}:
        return None
    return units().names.get(unit, unit).replace("metre", "meter").replace("litre", "liter")


def _kind_of(quantity: Item) -> str:
    """Say which of the set's kinds a figure is of, by its unit."""
    unit, groups = quantity["unit"], units().groups
    if quantity["aspect"] == "age":
        return "age"
    if unit in groups["money"]:
        return "currency"
    if unit in groups["temperature"] or unit == "deg":
        return "temperature"
    return {"%": "percent", "1": "number", "ratio": "number"}.get(unit, "dimension")


def _read_names(items: Sequence[Item]) -> list[Item]:
    return [
        {
            "id": item["id"],
            "label": "match" if same_person(item["a"], item["b"]) > ONE_PERSON else "not",
        }
        for item in items
    ]


def _read_pairs(items: Sequence[Item]) -> list[Item]:
    dated = [
        {**item, "a_published": item.get("published"), "b_published": item.get("published")}
        for item in items
    ]
    return [
        {
            "id": verdict["id"],
            "label": "contradiction" if verdict["relation"] == "contradicts" else "not",
            "confidence": verdict["confidence"],
        }
        for verdict in verdicts_of(dated)
    ]


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


def _score_quotes(scoring: Any, gold: Sequence[Item], read: Sequence[Item]) -> Figures:
    found = scoring.score_quotes(gold, read)
    return {
        "content.speech": _share(found["content_speech"]["f1"]),
        "content.all": _share(found["content_all"]["f1"]),
        "source": _share(found["source_partial"]),
        "cue": _share(found["cue_word"]),
    }


def _score_places(scoring: Any, gold: Sequence[Item], read: Sequence[Item]) -> Figures:
    found = scoring.score_places(gold, read)
    figures = {
        "places": _share(found["toponyms"]["f1"]),
        "within_161_km": _share(found["acc161_of_all_gold"]),
        "within_20_km": _share(found["acc20_of_all_gold"]),
    }
    ambiguous = [item for item in gold if item.get("ambiguous")]
    if ambiguous:
        part = scoring.score_places(ambiguous, read)
        figures["ambiguous.within_20_km"] = _share(part["acc20_of_all_gold"])
    return figures


def _score_dates(scoring: Any, gold: Sequence[Item], read: Sequence[Item]) -> Figures:
    found = scoring.score_dates(gold, read)
    return {
        "interval": _share(found["interval"]["f1"]),
        "span": _share(found["span_relaxed"]["f1"]),
    }


def _score_quantities(scoring: Any, gold: Sequence[Item], read: Sequence[Item]) -> Figures:
    found = scoring.score_quant(gold, read)
    return {
        "value_and_bound": _share(found["value+bound"]["f1"]),
        "value": _share(found["value"]["f1"]),
        "value_and_unit": _share(found["value+unit"]["f1"]),
    }


def _score_names(scoring: Any, gold: Sequence[Item], read: Sequence[Item]) -> Figures:
    found = scoring.KINDS["names"](gold, read)
    return {
        "f1": _share(found["match"]["f1"]),
        "precision": _share(found["match"]["p"]),
        "recall": _share(found["match"]["r"]),
    }


def _score_pairs(scoring: Any, gold: Sequence[Item], read: Sequence[Item]) -> Figures:
    found = scoring.score_pairs(gold, read)
    alarms = {"false_alarms": _share(found["false_alarm_rate"])}
    if not any(item["label"] == "contradiction" for item in gold):
        return alarms
    return {
        "f1": _share(found["contradiction"]["f1"]),
        "precision": _share(found["contradiction"]["p"]),
        "recall": _share(found["contradiction"]["r"]),
        **alarms,
    }


def _wrong_label(gold: Item, read: Item) -> str | None:
    if gold["label"] == read["label"]:
        return None
    return f"{read['label']}, not {gold['label']}: {gold['a']} <> {gold['b']}"


def _wrong_spans(*values: str) -> Callable[[Item, Item], str | None]:
    """Compare the values that were read in an item as a whole, whatever their order."""

    def wrong(gold: Item, read: Item) -> str | None:
        wanted, found = (
            sorted([str(x.get(value)) for value in ("span", *values)] for x in item["gold"])
            for item in (gold, read)
        )
        return None if wanted == found else f"{found}, not {wanted}: {gold['text'][:200]!r}"

    return wrong


def _wrong_quotes(gold: Item, read: Item) -> str | None:
    text = gold["text"]
    wanted, found = (
        {text[q["content"][0] : q["content"][1]].strip(" \"“”'.,") for q in item["quotes"]}
        for item in (gold, read)
    )
    missed, spurious = sorted(wanted - found), sorted(found - wanted)
    return f"missed {missed}, spurious {spurious}" if missed or spurious else None


ADAPTERS: Mapping[str, Adapter] = {
    "quotes": Adapter(_read_quotes, _score_quotes, _wrong_quotes),
    "places": Adapter(_read_places, _score_places, _wrong_spans()),
    "dates": Adapter(_read_dates, _score_dates, _wrong_spans("start", "end")),
    "quant": Adapter(_read_quantities, _score_quantities, _wrong_spans("value_low", "value_high")),
    "names": Adapter(_read_names, _score_names, _wrong_label),
    "contra": Adapter(_read_pairs, _score_pairs, _wrong_label),
}


def measure(gold: Path) -> Measured:
    """Read one public set and score it."""
    scoring: Any = load_module(SCORING)
    scoring.boot = len  # its intervals cost most of the time and no table shows them
    items = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    adapter = ADAPTERS[gold.name.partition(".")[0]]
    read = adapter.read(items)
    half = len(items) // 2
    figures = adapter.score(scoring, items, read)
    halves = [adapter.score(scoring, part, read) for part in (items[:half], items[half:])]
    answers = {item["id"]: item for item in read}
    wrong = [(item["id"], adapter.wrong(item, answers[item["id"]])) for item in items[:half]]
    judged: Judged = [
        (answers[item["id"]]["confidence"], item["label"] == "contradiction")
        for item in items
        if answers[item["id"]].get("label") == "contradiction"
    ]
    return Measured(
        figures,
        (*_halves(halves), *(f"{name}: {line}" for name, line in wrong if line)),
        reliability(judged),
    )


def _halves(halves: Sequence[Figures]) -> list[str]:
    first, second = halves
    return [
        f"{name}: first half {value:.3f}, second {other:.3f}"
        for name, value in first.items()
        if value is not None and (other := second.get(name)) is not None
    ]


def _set(name: str, targets: dict[str, float]) -> EvalSet:
    path = PUBLIC / f"{name}.jsonl"
    command = (COMMAND,) if name.startswith("contra.") else ()
    return EvalSet(name, (path, SCORING, *command), partial(measure, path), targets)


PUBLIC_SETS = (
    _set("quotes.polnear", {"content.speech": 0.78, "source": 0.88}),
    _set("places.lgl", {"places": 0.80, "within_161_km": 0.55}),
    _set("places.ua_variants", {"within_20_km": 0.80, "ambiguous.within_20_km": 0.60}),
    _set("dates.tbaq", {"interval": 0.75}),
    _set("dates.recognizers", {"interval": 0.80}),
    _set("quant.recognizers", {"value_and_bound": 0.85}),
    _set("names.nomenklatura", {"f1": 0.87}),
    _set("contra.claimdiff_neg", {"false_alarms": 0.01}),
    _set("contra.rte3", {"precision": 0.45, "recall": 0.25}),
    _set("contra.fever", {"f1": 0.60}),
    _set("contra.negnli", {"f1": 0.75}),
    _set("contra.numglue", {"f1": 0.75}),
)

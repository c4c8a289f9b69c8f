"""A made-up archive of any size, as uneven as a real one: a few places and people are everywhere.

    python -m bench.speed.fill FILE [--articles N]

Counts follow from the number of articles: 8 statements an article, and for 50,000 articles 20,000
speakers, 500,000 mentions of 10,000 places, 300,000 quantities, and what `pairs` makes of them.
The same number gives the same archive. It is written table by table into SQLite; PostgreSQL gets a
copy of that file, so that both hold the same rows.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice, product
from pathlib import Path
from typing import Any

from db.keys import hash_key
from importer.model import ClaimType, Modality, Polarity, SpeakerKind

type Row = dict[str, Any]

STATEMENTS_EACH = 8
DAYS = 730
SENTENCES = 20_000
"""Drawn again and again: making each anew would take most of the time."""
LAST_DAY = date(2026, 6, 30)
PARTIES = ("UA", "RU", "IL", "HAMAS", "SD", "RSF", "CD", "M23", "YE", "HOUTHIS", "UN", "US")
GROUPS = frozenset({"HAMAS", "RSF", "M23", "HOUTHIS"})
COPIED = ("party", "claim_type", "sort_at")
COUNTRIES = {  # where places lie: latitude, longitude of the middle, degrees around it
    "UA": (48.8, 34.0, 4.0),
    "RU": (52.0, 38.0, 5.0),
    "PS": (31.5, 34.5, 0.3),
    "SD": (13.5, 30.0, 5.0),
    "CD": (-1.5, 28.5, 3.0),
    "YE": (15.5, 45.0, 3.0),
    "SY": (35.0, 38.5, 2.0),
    "MM": (21.0, 96.0, 4.0),
}
WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
VERBS = ("captured", "lost", "repelled", "attacked", "struck", "entered", "left", "held", "shelled")


@dataclass(frozen=True)
class Size:
    """How many rows of each kind."""

    articles: int

    @property
    def statements(self) -> int:
        """Return the number of statements."""
        return self.articles * STATEMENTS_EACH

    @property
    def speakers(self) -> int:
        """Return the number of speakers."""
        return max(self.articles * 2 // 5, 20)

    @property
    def places(self) -> int:
        """Return the number of places; a larger archive names the same ones more often."""
        return min(max(self.articles * 2, 20), 10_000)

    @property
    def contradictions(self) -> int:
        """Return the number of contradictions, at the most."""
        return self.articles * 2


def skewed(count: int) -> list[float]:
    """Return running weights by Zipf's law: the n-th is met a n-th as often as the first."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def midnight(day: date) -> datetime:
    """Return the start of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def taken_in(day: date, number: int) -> datetime:
    """Return when the archive took in what was published on a day: in the night after it."""
    return midnight(day) + timedelta(days=1, seconds=number % 20_000)


def vocabulary() -> list[str]:
    """Return words from frequent to rare: real ones, then some that are made of syllables."""
    syllables = sorted({word[:3] for word in WORDS})
    made = ("".join(parts) for parts in product(syllables, repeat=3))
    return [*WORDS, *islice(made, 0, None, 13)]


class Archive:
    """Makes the rows of each table, in the order in which they can be inserted."""

    def __init__(self, articles: int) -> None:
        self.size = Size(articles)
        self.chance = random.Random(7)  # noqa: S311 - no secret hangs on it
        self._types = list(ClaimType)
        self._words = vocabulary()
        self._word_weights = skewed(len(self._words))
        self._sentences = [self.sentence(14) for _ in range(SENTENCES)]
        self._speaker_parties: list[str] = []
        self._named: list[tuple[Row, tuple[int, ...]]] = []
        """What the mentions copy of their statements, and the places."""
        self.by_place: dict[int, list[tuple[int, str, datetime]]] = defaultdict(list)
        """Where contradictions are looked for: statement, key and time by place."""

    def sentence(self, words: int) -> str:
        """Make a sentence of so many words and a verb."""
        chosen = self.chance.choices(self._words, cum_weights=self._word_weights, k=words)
        chosen.insert(2, self.chance.choice(VERBS))
        return " ".join(chosen).capitalize() + "."

    def parties(self) -> Iterator[Row]:
        """Make the parties."""
        for number, code in enumerate(PARTIES, 1):
            kind = "international" if code == "UN" else "group" if code in GROUPS else "state"
            yield {"id": number, "code": code, "name": code.title(), "kind": kind}

    def sources(self) -> Iterator[Row]:
        """Make fifty outlets."""
        for number in range(1, 51):
            name = f"Outlet {number}"
            yield {"id": number, "key": hash_key("source", name), "name": name}

    def locations(self) -> Iterator[Row]:
        """Make places around the middle of eight countries."""
        codes = list(COUNTRIES)
        for number in range(1, self.size.places + 1):
            country = codes[number % len(codes)]
            latitude, longitude, around = COUNTRIES[country]
            yield {
                "id": number,
                "key": f"bench:{number}",
                "name": f"{self.chance.choice(WORDS).title()}ivka {number}",
                "kind": "village" if number % 3 else "city",
                "country": country,
                "admin1": f"{country}-{number % 20}",
                "latitude": round(latitude + self.chance.uniform(-around, around), 5),
                "longitude": round(longitude + self.chance.uniform(-around, around), 5),
            }

    def location_aliases(self) -> Iterator[Row]:
        """Give each place the name it has, as the writer does."""
        copy = Archive(self.size.articles)
        for row in copy.locations():
            name = row["name"]
            yield {
                "id": row["id"], "location_id": row["id"], "name": name, "folded": name.lower(),
            }  # fmt: skip

    def speakers(self) -> Iterator[Row]:
        """Make people, each of a party."""
        self._speaker_parties = self.chance.choices(
            PARTIES, cum_weights=skewed(len(PARTIES)), k=self.size.speakers
        )
        for number, party in enumerate(self._speaker_parties, 1):
            first, last = self.chance.choices(WORDS, k=2)
            name = f"{first.title()} {last.title()}enko {number}"
            yield {
                "id": number,
                "key": hash_key("speaker", name),
                "name": name,
                "kind": SpeakerKind.PERSON,
                "role": self.chance.choice(("spokesman", "governor", "commander", None)),
                "party": party,
            }

    def articles(self) -> Iterator[Row]:
        """Make texts of some 2,500 characters over two years."""
        for number in range(1, self.size.articles + 1):
            day = self._day(number)
            yield {
                "id": number,
                "key": hash_key("article", str(number)),
                "name": f"article-{number:07}.txt",
                "title": self.sentence(6),
                "text": " ".join(self.chance.choices(self._sentences, k=24)),
                "source_id": number % 50 + 1,
                "published_on": day,
                "sort_at": midnight(day),
                "recorded_at": taken_in(day, number),
                "linked_at": taken_in(day, number),
                "extractor": "bench",
                "extractor_version": "1",
                "body_start": 0,
                "language": "en",
                "warnings": [],
            }

    def _day(self, article: int) -> date:
        return LAST_DAY - timedelta(
            days=DAYS * (self.size.articles - article) // self.size.articles
        )

    def statements(self) -> Iterator[Row]:
        """Make statements; a speaker's party is the statement's."""
        speaker_weights, place_weights = skewed(self.size.speakers), skewed(self.size.places)
        people, places = range(1, self.size.speakers + 1), range(1, self.size.places + 1)
        for number in range(1, self.size.statements + 1):
            speaker = self.chance.choices(people, cum_weights=speaker_weights)[0]
            count = 1 + (number % 4 == 0)
            named = self.chance.choices(places, cum_weights=place_weights, k=count)
            row = self._statement(number, speaker)
            row["search_places"] = " ".join(f"place{place}" for place in sorted(set(named)))
            names = ("id", "key", "recorded_at", "confidence", *COPIED)
            copied = {name: row[name] for name in names}
            self._named.append((copied, tuple(dict.fromkeys(named))))
            yield row

    def _statement(self, number: int, speaker: int) -> Row:
        article, position = divmod(number - 1, STATEMENTS_EACH)
        day = self._day(article + 1)
        text = self.chance.choice(self._sentences)
        return {
            "id": number,
            "key": hash_key("statement", str(number)),
            "article_id": article + 1,
            "position": position,
            "local_id": f"s{position + 1}",
            "kind": "indirect",
            "span_start": position * 100,
            "span_end": position * 100 + len(text),
            "text": text,
            "cue": "said",
            "speaker_id": speaker,
            "speaker_name": f"Speaker {speaker}",
            "speaker_kind": SpeakerKind.PERSON,
            "party": self._speaker_parties[speaker - 1],
            "speaker_confidence": 0.9,
            "polarity": Polarity.NEGATIVE if number % 7 == 0 else Polarity.POSITIVE,
            "modality": Modality.ASSERTED,
            "claim_type": self._types[int(self.chance.random() ** 2 * len(self._types))],
            "said_on": day,
            "about_start": day - timedelta(days=1),
            "about_end": day,
            "published_on": day,
            "sort_at": midnight(day),
            "recorded_at": taken_in(day, article + 1),
            "confidence": round(self.chance.uniform(0.5, 1.0), 3),
            "rule": "bench",
            "extractor": "bench",
            "extractor_version": "1",
            **{name: [] for name in ("speaker_candidates", "via", "frames", "hedges")},
        }

    def mentions(self) -> Iterator[Row]:
        """Make the places of statements: five for four."""
        identity = 0
        for row, places in self._named:
            for position, place in enumerate(places):
                identity += 1
                self.by_place[place].append((row["id"], row["key"], row["sort_at"]))
                yield {
                    "id": identity,
                    "statement_id": row["id"],
                    "location_id": place,
                    "position": position,
                    "span_start": 0,
                    "span_end": 8,
                    "mention": f"Place {place}",
                    "implicit": False,
                    "confidence": 0.9,
                    "listed": True,
                    **{name: row[name] for name in COPIED},
                    "recorded_at": row["recorded_at"],
                    "statement_confidence": row["confidence"],
                }

    def taken_in_statements(self) -> Iterator[tuple[str, datetime]]:
        """Tell the keys of statements, and when each was taken in."""
        for row, _ in self._named:
            yield row["key"], row["recorded_at"]

    def quantities(self) -> Iterator[Row]:
        """Make a quantity for three statements of four."""
        identity = 0
        for number in range(1, self.size.statements + 1):
            if number % 4 == 0:
                continue
            identity += 1
            low = float(int(2 ** self.chance.uniform(0, 10)))
            yield {
                "id": identity,
                "statement_id": number,
                "position": 0,
                "span_start": 10,
                "span_end": 14,
                "mention": f"{low:.0f}",
                "low": low,
                "high": low * (1 + (number % 5 == 0)),
                "unit": "1",
                "counted": self.chance.choice(("soldiers", "civilians", "drones", "tanks")),
                "approx": number % 5 == 0,
                "aspect": "killed",
            }

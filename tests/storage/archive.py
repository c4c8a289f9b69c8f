"""A small archive of random rows: made in memory, so that an evaluator can know it without SQL."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine

from db.counts import recount
from db.enums import Entity, PartyKind, ReviewStatus, Verdict
from db.keys import fold
from db.tables import metadata
from db.types import UNDATED
from importer.model import (
    ClaimType,
    ContradictionType,
    Modality,
    PlaceKind,
    Polarity,
    Relation,
    SpeakerKind,
    Stance,
    StatementKind,
)

type Row = dict[str, Any]

_WORDS = (
    r"the soldiers crossed river bridge shells fell village held attack repelled drones quiet "
    r"Ünïcode “quoted” back\slash 100% under_score tab here café 日本 🙂"
)
WORDS = _WORDS.split()
PARTIES = ("UA", "RU", "RSF", "M23")
NAMES = ("Ana Ruiz", "Śimon O’Brien", "Ana Ruíz", "General Staff", "%_weird\\name", "Zoë", "ana")
PLACES = ("Tarnova", "Lower Tarnova", "Été-sur-Lac", "Hill", "Ribat", "North", "Fiji Point", "Sea")


@dataclass(repr=False)
class Archive:
    """All rows by table, in the order of their ids."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> Row:
        """Add a row under the next id."""
        rows = self.tables.setdefault(table, [])
        added = {"id": len(rows) + 1, **row}
        rows.append(added)
        return added

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables.get(table, [])

    def get(self, table: str, row_id: int | None) -> Row | None:
        """Return a row by its id."""
        return None if row_id is None else self.tables[table][row_id - 1]

    def store(self, engine: Engine) -> None:
        """Write all rows to a database."""
        with engine.begin() as connection:
            for table in metadata.sorted_tables:
                if self.rows(table.name):
                    connection.execute(table.insert(), self.rows(table.name))
        recount(engine)


def make_archive(seed: int, *, statements: int = 60) -> Archive:
    """Make an archive; the same seed gives the same rows."""
    maker = _Maker(random.Random(seed))  # noqa: S311 - no secret hangs on it
    return maker.make(statements)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._archive = Archive()

    def make(self, statements: int) -> Archive:
        for code in PARTIES:
            self._archive.add("party", code=code, name=f"Party {code}", kind=PartyKind.STATE)
        for name in ("Hill Post", "Valley & Sons"):
            self._archive.add("source", key=f"source-{name[0]}", name=name)
        for number, name in enumerate(NAMES):
            self._speaker(number, name)
        for number, name in enumerate(PLACES):
            self._location(number, name)
        for number in range(7):
            self._article(number)
        for number in range(statements):
            self._statement(number)
        for number in range(3):
            self._dispute(number)
        for table in ("contradiction", "near_miss"):
            for number in range(statements // 2):
                self._pair(table, number)
        return self._archive

    def _maybe[T](self, value: T, share: float = 0.7) -> T | None:
        return value if self._chance.random() < share else None

    def _text(self, words: int) -> str:
        return " ".join(self._chance.choices(WORDS, k=words))

    def _day(self) -> date:
        return date(2024, 3, 1) + timedelta(days=self._chance.randrange(12))

    def _moment(self) -> datetime:
        seconds = self._chance.randrange(5) * 3600.25
        return datetime(2024, 4, 1, 6, tzinfo=UTC) + timedelta(seconds=seconds)

    def _member[E: StrEnum](self, enum: type[E]) -> E:
        return self._chance.choice(list(enum))

    def _speaker(self, number: int, name: str) -> None:
        speaker = self._archive.add(
            "speaker",
            key=f"speaker-{number}",
            name=name,
            kind=self._member(SpeakerKind),
            role=self._maybe("spokesman"),
            organisation=self._maybe("General Staff", 0.4),
            party=self._maybe(self._chance.choice(PARTIES)),
        )
        for alias in (name, f"Col. {name}"):
            folded = fold(alias)
            row = {"speaker_id": speaker["id"], "name": alias, "folded": folded}
            row |= {"reason": self._maybe("same name"), "confidence": self._maybe(0.75)}
            self._archive.add("speaker_alias", **row, block=folded.split()[-1][0])

    def _location(self, number: int, name: str) -> None:
        kinds = {0: PlaceKind.CITY, 3: PlaceKind.REGION, 4: PlaceKind.COUNTRY}
        located = self._chance.random() < 0.9
        longitude = 179.5 if name == "Fiji Point" else self._chance.uniform(-180, 180)
        location = self._archive.add(
            "location",
            key=f"geonames:{900 + number}",
            name=name,
            kind=kinds.get(number, self._maybe(self._member(PlaceKind))),
            country=self._maybe(self._chance.choice(("AM", "SD")), 0.8),
            admin1=self._maybe(self._chance.choice(("Hill", "Coast"))),
            latitude=round(self._chance.uniform(-60, 60), 4) if located else None,
            longitude=round(longitude, 4) if located else None,
            geonameid=900 + number if located else None,
        )
        for alias in (name, f"{name} City"):
            row = {"location_id": location["id"], "name": alias, "folded": fold(alias)}
            self._archive.add("location_alias", **row)

    def _article(self, number: int) -> None:
        published = self._maybe(self._day(), 0.8)
        self._archive.add(
            "article",
            key=f"article-{number}",
            name=f"report {number % 3}",
            title=self._maybe(self._text(4)),
            text=self._text(200),
            body_start=0,
            language=self._chance.choice(("en", "fr")),
            url=self._maybe(f"https://news.example/{number}"),
            source_id=self._maybe(self._chance.choice((1, 2))),
            published_on=published,
            sort_at=_start(published),
            recorded_at=self._moment(),
            linked_at=None,
            extractor="rules",
            extractor_version="1",
            warnings=[self._text(3)],
        )

    def _statement(self, number: int) -> None:
        article = self._chance.choice(self._archive.rows("article"))
        speaker = self._maybe(self._chance.choice(self._archive.rows("speaker")), 0.8)
        said = self._maybe(self._day(), 0.8)
        start = self._chance.randrange(300)
        parent, superseded = self._parent()
        row = self._archive.add(
            "statement",
            key=f"statement-{number}",
            article_id=article["id"],
            position=self._chance.randrange(5),
            local_id=f"s{number}",
            kind=self._member(StatementKind),
            span_start=start,
            span_end=start + 20,
            text=self._text(6),
            utterance=self._maybe(number % 4),
            cue=self._maybe("said"),
            cue_start=self._maybe(5),
            cue_end=9,
            source_start=None,
            source_end=None,
            **_attribution(speaker),
            party=self._maybe(self._chance.choice(PARTIES)),
            via=self._chance.choices(("Hill Post", "Espresso %", "Radio"), k=number % 3),
            parent_id=parent and parent["id"],
            stance=self._maybe(self._member(Stance)),
            polarity=self._member(Polarity),
            modality=self._member(Modality),
            claim_type=self._chance.choice((ClaimType.CONTROL, ClaimType.STRIKE, ClaimType.OTHER)),
            claim_agent=self._maybe(self._chance.choice(PARTIES)),
            claim_target=self._maybe(self._chance.choice(PARTIES)),
            frames=[{"type": "control", "places": []}],
            said_on=said,
            about_start=self._maybe(self._day(), 0.6),
            about_end=self._maybe(self._day(), 0.6),
            published_on=article["published_on"],
            sort_at=_start(said),
            recorded_at=self._moment(),
            evidence_basis=self._maybe("drone footage", 0.2),
            hedges=[],
            rule="cue-clause",
            confidence=round(self._chance.choice((0.5, 0.6, 0.123457, 1 / 3)), 6),
            extractor="rules",
            extractor_version="1",
            superseded_at=superseded,
        )
        self._mentions(row)
        self._quantities(row)

    def _parent(self) -> tuple[Row | None, datetime | None]:
        """Choose who reports a statement; those of a chain are superseded together."""
        others = self._archive.rows("statement")
        parent = self._maybe(self._chance.choice(others), 0.3) if others else None
        superseded = self._maybe(self._moment(), 0.15)
        return parent, parent["superseded_at"] if parent else superseded

    def _mentions(self, statement: Row) -> None:
        named: set[int] = set()
        for position in range(self._chance.randrange(4)):
            location = self._chance.randrange(len(PLACES)) + 1
            self._archive.add(
                "statement_location",
                statement_id=statement["id"],
                location_id=location,
                position=position,
                span_start=position * 10,
                span_end=position * 10 + 5,
                mention=self._text(1),
                implicit=self._chance.random() < 0.3,
                relation=self._maybe("near", 0.3),
                confidence=0.9,
                listed=location not in named and statement["superseded_at"] is None,
                party=statement["party"],
                claim_type=statement["claim_type"],
                sort_at=statement["sort_at"],
                recorded_at=statement["recorded_at"],
                statement_confidence=statement["confidence"],
            )
            named.add(location)
        statement["search_places"] = " ".join(f"place{location}" for location in sorted(named))

    def _quantities(self, statement: Row) -> None:
        for position in range(self._chance.randrange(3)):
            low = self._maybe(float(self._chance.randrange(50)))
            high = self._maybe((low or 0.0) + self._chance.choice((0.0, 2.5, 10.0)))
            self._archive.add(
                "quantity",
                statement_id=statement["id"],
                position=position,
                span_start=position,
                span_end=position + 3,
                mention=self._text(2),
                low=low,
                high=high,
                unit=self._chance.choice(("1", "km")),
                counted=self._maybe(self._chance.choice(("soldiers", "drones"))),
                approx=self._chance.random() < 0.5,
                aspect=self._maybe("killed", 0.4),
            )

    def _dispute(self, number: int) -> None:
        first = self._maybe(self._day())
        dispute = self._archive.add(
            "dispute",
            key=f"dispute-{number}",
            matter=self._maybe("control"),
            first_seen_on=first,
            last_seen_on=first,
            statement_count=number + 2,
            contradiction_count=number + 1,
            sort_at=_start(first),
            recorded_at=self._moment(),
            about_start=self._maybe(self._day(), 0.5),
            about_end=self._maybe(self._day(), 0.5),
            source_count=number + 1,
            status=self._member(ReviewStatus),
            merged_into_id=1 if number == 2 else None,
            superseded_at=self._moment() if number == 2 else None,
        )
        for location in self._chance.sample(range(1, len(PLACES) + 1), 3):
            count = self._chance.randrange(1, 4)
            row = {"dispute_id": dispute["id"], "location_id": location, "statement_count": count}
            self._archive.add("dispute_location", **row)
        self._sides(dispute)
        self._review(Entity.DISPUTE, dispute)

    def _sides(self, dispute: Row) -> None:
        chosen = self._chance.sample(self._archive.rows("statement"), 4)
        for position in range(2):
            side = self._archive.add(
                "dispute_side",
                dispute_id=dispute["id"],
                position=1 - position,
                parties=self._chance.choices(PARTIES, k=position),
                claims=["8–10"],
                statement_count=2,
                source_count=position + 1,
            )
            for statement in chosen[position::2]:
                row = {"statement_id": statement["id"], "side_id": side["id"]}
                self._archive.add("dispute_statement", dispute_id=dispute["id"], **row)

    def _review(self, entity: Entity, row: Row) -> None:
        for _ in range(self._chance.randrange(3)):
            self._archive.add(
                "review",
                entity=entity,
                entity_key=row["key"],
                verdict=self._member(Verdict),
                value=self._maybe(["a", {"b": None}], 0.5),
                note=self._maybe(self._text(3)),
                reviewer="Desk",
                recorded_at=self._moment(),
            )

    def _pair(self, table: str, number: int) -> None:
        a, b = self._chance.sample(self._archive.rows("statement"), 2)
        own: Row = (
            {
                "type": self._member(ContradictionType),
                "dispute_id": self._maybe(number % 3 + 1),
                "status": self._member(ReviewStatus),
            }
            if table == "contradiction"
            else {
                "relation": self._chance.choice((Relation.REVISES, Relation.NEAR_MISS)),
                "type": self._maybe(self._member(ContradictionType)),
            }
        )
        gone = a["superseded_at"] or b["superseded_at"]
        added = self._archive.add(
            table,
            key=f"{table}-{number}",
            statement_a_id=a["id"],
            statement_b_id=b["id"],
            rule=self._chance.choice(("holder", "figures")),
            confidence=self._chance.choice((0.5, 0.75, 0.9)),
            reason=self._text(5),
            evidence_a_start=3,
            evidence_a_end=12,
            evidence_b_start=7,
            evidence_b_end=7 + number % 9,
            value_a=self._maybe("8–10"),
            value_b=self._maybe("40"),
            matter=self._maybe("control of Tarnova"),
            sort_at=max(a["sort_at"], b["sort_at"]),
            recorded_at=self._moment(),
            superseded_at=gone,
            **own,
        )
        if table == "contradiction":
            self._review(Entity.CONTRADICTION, added)


def _attribution(speaker: Row | None) -> Row:
    return {
        "speaker_id": speaker and speaker["id"],
        "speaker_name": speaker and speaker["name"],
        "speaker_kind": speaker and speaker["kind"],
        "role": None,
        "organisation": None,
        "speaker_confidence": speaker and 0.9,
        "speaker_reason": speaker and "full name",
        "speaker_candidates": [{"name": 'Other "One"', "score": 0.5}],
    }


def _start(day: date | None) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else UNDATED

"""Rows of speakers: one person under all spellings, across articles.

Two spellings are merged only when that is safe: full names, one party, and a comparison that is
sure of it. A surname alone never leads to a merge, and a doctor without a name is another doctor
in every article.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler
from sqlalchemy import ColumnElement, Connection, RowMapping, select, update

from db.inserts import Row, insert_missing
from db.keys import block, fold, speaker_key, surname
from db.tables import Speaker as SpeakerTable
from db.tables import SpeakerAlias
from db.tables.base import table_of
from importer.model import Speaker, SpeakerKind

SPEAKER = table_of(SpeakerTable)
ALIAS = table_of(SpeakerAlias)

SURE = 0.9
"""How alike two full names of one party must be to be one person."""

ALIKE = 0.7
"""How alike two surnames must be to be looked at more closely."""


@dataclass(frozen=True)
class Merger:
    """Why a name is taken for that of a speaker met before, and how sure that is."""

    reason: str
    confidence: float


SAME_NAME = Merger("the same name", 1.0)
SIDE_UNKNOWN = Merger("the same full name, of one the side is not known", 0.9)

type Likeness = Callable[[str, str], float]
"""How surely two names are those of one person, 0 to 1."""


@dataclass
class SpeakerRegistry:
    """The speakers of one article, found or added one by one."""

    connection: Connection
    article_key: str
    same_person: Likeness
    _ids: dict[Speaker, int] = field(default_factory=dict)

    def add_all(self, speakers: Iterable[Speaker]) -> dict[Speaker, int]:
        """Return the row id of each speaker."""
        # In one order for every writer: two at once then wait for each other, and go on.
        for speaker in sorted(set(speakers), key=lambda each: (fold(each.name), each.party or "")):
            self._ids[speaker] = self._find(speaker) or self._add(speaker)
        return self._ids

    def _find(self, speaker: Speaker) -> int | None:
        key = speaker_key(speaker, self.article_key)
        row = (
            self.connection.execute(select(SPEAKER).where(SPEAKER.c.key == key)).mappings().first()
        )
        if row is not None:
            return self._join(row, speaker, SAME_NAME)
        if speaker.kind is SpeakerKind.PERSON:
            return self._find_by_name(speaker)
        return None

    def _join(self, row: RowMapping, speaker: Speaker, why: Merger) -> int:
        found: int = row["id"]
        self._complete(row, speaker)
        self._add_alias(found, speaker.name, why)
        return found

    def _find_by_name(self, speaker: Speaker) -> int | None:
        """Look for the one person that this name is a spelling of; None where two could be."""
        folded = fold(speaker.name)
        if " " not in folded:
            return None
        namesakes = self._with_alias(ALIAS.c.folded == folded)
        fitting = {row["id"]: row for row in namesakes if _may_share(speaker.party, row["party"])}
        if fitting:
            sided = all(row["party"] == speaker.party for row in fitting.values())
            return self._join_only(fitting, speaker, SAME_NAME if sided else SIDE_UNKNOWN)
        if speaker.party is None:
            return None
        near = self._with_alias(
            (ALIAS.c.block == block(folded)) & (SPEAKER.c.party == speaker.party)
        )
        variants = {row["id"]: row for row in near if self._is_variant(speaker, folded, row)}
        likeness = max(
            (self.same_person(speaker.name, row["alias"]) for row in variants.values()), default=0.0
        )
        why = Merger("another spelling, the same side", round(likeness, 3))
        return self._join_only(variants, speaker, why)

    def _join_only(
        self, fitting: Mapping[int, RowMapping], speaker: Speaker, why: Merger
    ) -> int | None:
        """Join the one person who fits; two who do are left apart from the newcomer.

        Those whom people merged are one: then it is the one who is left, if that one fits as well.
        """
        if len({row["merged_into_id"] or number for number, row in fitting.items()}) != 1:
            return None
        rows = sorted(fitting.values(), key=lambda row: row["merged_into_id"] is not None)
        return self._join(rows[0], speaker, why)

    def _with_alias(self, condition: ColumnElement[bool]) -> Sequence[RowMapping]:
        columns = (*SPEAKER.c, ALIAS.c.name.label("alias"), ALIAS.c.folded.label("folded"))
        query = (
            select(*columns)
            .join(ALIAS, ALIAS.c.speaker_id == SPEAKER.c.id)
            .where(condition, SPEAKER.c.kind == SpeakerKind.PERSON)
            .order_by(SPEAKER.c.id)
        )
        return self.connection.execute(query).mappings().all()

    def _is_variant(self, speaker: Speaker, folded: str, row: RowMapping) -> bool:
        if " " not in row["folded"]:
            return False
        # The comparison is thorough and slow; most of a block is told apart by the surname.
        surnames = surname(folded), surname(row["folded"])
        if JaroWinkler.similarity(*surnames) < ALIKE:
            return False
        return self.same_person(speaker.name, row["alias"]) >= SURE

    def _complete(self, row: RowMapping, speaker: Speaker) -> None:
        """Keep the role and organisation last given, and the party once it is known."""
        known = {
            "role": speaker.role or row["role"],
            "organisation": speaker.organisation or row["organisation"],
            "party": row["party"] or speaker.party,
        }
        if any(row[column] != value for column, value in known.items()):
            self.connection.execute(
                update(SPEAKER).where(SPEAKER.c.id == row["id"]).values(**known)
            )

    def _add(self, speaker: Speaker) -> int:
        key = speaker_key(speaker, self.article_key)
        row: Row = {
            "key": key,
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "organisation": speaker.organisation,
            "party": speaker.party,
        }
        insert_missing(self.connection, SPEAKER, [row], "key")
        statement = select(SPEAKER.c.id).where(SPEAKER.c.key == key)
        added: int = self.connection.execute(statement).scalar_one()
        self._add_alias(added, speaker.name, SAME_NAME)
        return added

    def _add_alias(self, speaker_id: int, name: str, why: Merger) -> None:
        folded = fold(name)
        alias = {
            "speaker_id": speaker_id,
            "name": name,
            "folded": folded,
            "block": block(folded),
            "reason": why.reason,
            "confidence": why.confidence,
        }
        insert_missing(self.connection, ALIAS, [alias], "speaker_id", "name")


def _may_share(party: str | None, other: str | None) -> bool:
    """Say whether two of one full name can be one person: not when they stand on two sides."""
    return party is None or other in {None, party}

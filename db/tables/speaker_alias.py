"""Other spellings of speakers' names."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT


class SpeakerAlias(Table, table=True):
    """A name under which a speaker was met; the canonical one is among them."""

    __tablename__ = "speaker_alias"
    __table_args__ = (UniqueConstraint("speaker_id", "name"),)

    id: int | None = row_id()
    speaker_id: int = reference("speaker.id")
    name: str = Field(sa_type=SORTED_TEXT)
    folded: str = Field(index=True, sa_type=SORTED_TEXT)
    """The name in lower case without accents or punctuation, for look-ups."""
    block: str = Field(index=True, sa_type=SORTED_TEXT)
    """The first sound of the last word of `folded`: where spelling variants are looked for."""
    reason: str | None = None
    """Why this spelling is taken for the speaker's; null for one stored before that was kept."""
    confidence: float | None = None
    """How sure that is, 0 to 1."""

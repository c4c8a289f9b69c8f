"""Import runs."""

from datetime import datetime

from sqlmodel import Field

from db.enums import RunStatus
from db.tables.base import Table, row_id
from db.types import SORTED_TEXT, UtcDateTime, enum_column


class ImportRun(Table, table=True):
    """One call of the importer."""

    __tablename__ = "import_run"

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    origin: str
    """What was asked for: a folder, an address, `upload`."""
    status: RunStatus = Field(sa_type=enum_column(RunStatus, "status"))
    extractor: str
    extractor_version: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    imported: int = 0
    unchanged: int = 0
    replaced: int = 0
    rejected: int = 0
    process: str | None = None
    """What runs it: machine, number and start of the process."""

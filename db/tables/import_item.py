"""What became of each article of an import run."""

from datetime import datetime

from sqlmodel import Field

from db.enums import Outcome
from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT, UtcDateTime, enum_column


class ImportItem(Table, table=True):
    """One article of a run; `code` names the page in docs/errors of what was wrong with it."""

    __tablename__ = "import_item"

    id: int | None = row_id()
    run_id: int = reference("import_run.id")
    name: str = Field(sa_type=SORTED_TEXT)
    outcome: Outcome = Field(sa_type=enum_column(Outcome, "outcome"))
    code: str | None = None
    message: str | None = None
    article_id: int | None = reference("article.id", nullable=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)

"""What every table shares: the metadata, and the columns that recur."""

from typing import Any, ClassVar

import sqlalchemy
from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from db.types import BIG_ID

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""SQLite can drop only constraints that have a name."""

metadata = MetaData(naming_convention=NAMING_CONVENTION)


class Table(SQLModel):
    """The base of all tables."""

    metadata: ClassVar[MetaData] = metadata


def row_id() -> Any:
    """Declare the integer primary key; outside the database a row is known by its `key`."""
    return Field(default=None, primary_key=True, sa_type=BIG_ID)


def reference(target: str, *, index: bool = True, nullable: bool = False) -> Any:
    """Declare a foreign key to `table.id`."""
    default: dict[str, Any] = {"default": None} if nullable else {}
    return Field(foreign_key=target, index=index, nullable=nullable, sa_type=BIG_ID, **default)


def party_code() -> Any:
    """Declare the code of a party: text that reads by itself, and a foreign key all the same."""
    return Field(default=None, foreign_key="party.code", nullable=True)


def table_of(model: type[Table]) -> sqlalchemy.Table:
    """Return the Core table of a model, for statements over many rows."""
    return metadata.tables[str(model.__tablename__)]

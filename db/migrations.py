"""Bring a database to a version of the tables. Needs no alembic.ini: all settings stand here."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from db.engine import check_connection, create_engine
from db.errors import DatabaseError
from db.postgres_sessions import MIGRATING, MIGRATION_LOCK

SCRIPTS = Path(__file__).resolve().parent.parent / "alembic"

# Any number will do, as long as nothing else in the database takes it.
_ADVISORY_LOCK = 7_061_988


def upgrade(url: str, revision: str = "head") -> None:
    """Apply the migrations up to `revision`; several callers at once wait for each other."""
    with migration_connection(url) as connection:
        try:
            command.upgrade(_config(connection), revision)
        except CommandError as error:
            raise _unknown(error) from error


def downgrade(url: str, revision: str) -> None:
    """Take migrations back to `revision`, `base` for an empty database."""
    with migration_connection(url) as connection:
        try:
            command.downgrade(_config(connection), revision)
        except CommandError as error:
            raise _unknown(error) from error


def current(url: str) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with migration_connection(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """Return the newest revision."""
    revision = ScriptDirectory.from_config(_config(None)).get_current_head()
    if revision is None:
        raise DatabaseError("database-migrations", f"There are no migrations in {SCRIPTS}.")
    return revision


def _known() -> set[str]:
    scripts = ScriptDirectory.from_config(_config(None))
    return {script.revision for script in scripts.walk_revisions()}


def check(url: str) -> None:
    """Raise DatabaseError when the database is not at the head, or not as the tables say."""
    found = current(url)
    if found is not None and found not in _known():
        message = (
            f"The database is at version {found}, of a newer version of the program; this one "
            f"knows {head()}. Install the newer version again."
        )
        raise DatabaseError("database-migrations", message)
    if found != head():
        state = f"at version {found}" if found else "empty"
        message = f"The database is {state}, not at version {head()}. Run: counterclaim db upgrade"
        raise DatabaseError("database-outdated", message)
    with migration_connection(url) as connection:
        try:
            command.check(_config(connection))
        except CommandError as error:
            raise DatabaseError("database-drifted", str(error)) from error


def revision(url: str, message: str) -> Path:
    """Write a new migration with what the tables have and the database lacks."""
    number = f"{len(list((SCRIPTS / 'versions').glob('*.py'))) + 1:04}"
    with migration_connection(url) as connection:
        made = command.revision(
            _config(connection), message=message, autogenerate=True, rev_id=number
        )
    if isinstance(made, list) or made is None:
        raise DatabaseError("database-migrations", "No migration was written.")
    return Path(made.path)


def _config(connection: Connection | None) -> Config:
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def migration_connection(url: str) -> Iterator[Connection]:
    """Open one connection in one transaction, which holds off other migrations."""
    engine = create_engine(url, pooled=False, bounds=MIGRATING)
    check_connection(engine)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                # Rebuilding a table in batch mode drops the old one, and with foreign keys on
                # that deletes the rows that point to it. Has no effect inside a transaction.
                _pragma(connection, "PRAGMA foreign_keys = OFF")
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    lock = text("SELECT pg_advisory_xact_lock(:number)")
                    connection.execute(lock, {"number": _ADVISORY_LOCK})
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{MIGRATION_LOCK}s'")
                yield connection
                _check_foreign_keys(connection)
    finally:
        engine.dispose()


def _pragma(connection: Connection, statement: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(statement)
    cursor.close()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        message = f"A migration would leave rows of {broken[0]} without the {broken[2]} they need."
        raise DatabaseError("database-migrations", message)


def _unknown(error: CommandError) -> DatabaseError:
    message = f"{error}. Is the database from a newer version of the program?"
    return DatabaseError("database-migrations", message)

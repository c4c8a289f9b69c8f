"""Write `schemas/ddl.*.sql` anew: `python -m tests.storage.dump_ddl`, after a migration."""

import tempfile
from pathlib import Path

from db.ddl import dump_ddl
from db.migrations import upgrade
from tests.databases import Database, migrated_sqlite, postgresql_server

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def main() -> None:
    """Migrate both databases and write down what came of it."""
    SCHEMAS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, postgresql_server() as server:
        url = server.create()
        upgrade(url)
        databases = (
            Database(f"sqlite:///{migrated_sqlite(Path(folder))}", "sqlite"),
            Database(url, "postgresql"),
        )
        for database in databases:
            engine = database.engine()
            (SCHEMAS / f"ddl.{database.dialect}.sql").write_text(dump_ddl(engine))
            engine.dispose()


if __name__ == "__main__":
    main()

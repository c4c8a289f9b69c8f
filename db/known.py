"""What the archive holds already, asked before the work of reading an article again."""

from sqlalchemy import Connection, Engine, func, select

from db.engine import reading
from db.tables import Article
from db.tables.base import table_of

ARTICLE = table_of(Article)


def is_known(engine: Engine, key: str, extractor: str, version: str) -> bool:
    """Say whether the article is stored as this version of the extractor reads it."""
    found = select(ARTICLE.c.id).where(
        ARTICLE.c.key == key,
        ARTICLE.c.extractor == extractor,
        ARTICLE.c.extractor_version == version,
    )
    with reading(engine) as connection:
        return connection.execute(found).first() is not None


class ArticleNames:
    """Names articles for other programs: by their own name, and by more where two share one."""

    def __init__(self, connection: Connection) -> None:
        twice = select(ARTICLE.c.name).group_by(ARTICLE.c.name).having(func.count() > 1)
        self._shared = frozenset(connection.execute(twice).scalars())

    def __call__(self, name: str, key: str) -> str:
        """Return a name that no other article of the archive has."""
        return f"{name}~{key[:8]}" if name in self._shared else name

"""What the archive holds already, asked before the work of reading an article again."""

from sqlalchemy import Engine, select

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

"""Keys of programs: made, listed, renewed, taken back and recognised.

A key is 256 random bits, so that its SHA-256 cannot be turned back by guessing and a slow hash
would protect nothing. The prefix, which is no secret, finds the row.
"""

import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from sqlalchemy import Engine, RowMapping, insert, select, update
from sqlalchemy.exc import InternalError, OperationalError

from db.engine import reading, writing_at_once
from db.enums import KeyScope
from db.errors import DatabaseError
from db.tables import ApiKey
from db.tables.base import table_of

API_KEY = table_of(ApiKey)

USE_NOTED_EVERY = timedelta(minutes=1)
"""The last use is written down at most so often: not every request shall write."""
MAX_NAME = 100

_FORM = re.compile(r"cc_([0-9a-f]{12})_[A-Za-z0-9_-]{43}", re.ASCII)
_NO_DIGEST = "0" * 64


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """All that is known of a key but the key itself."""

    name: str
    prefix: str
    scopes: frozenset[KeyScope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None

    def allows(self, scope: KeyScope) -> bool:
        """Say whether the key is good for what asks for this scope."""
        return scope in self.scopes or KeyScope.ADMIN in self.scopes

    def holds(self, now: datetime) -> bool:
        """Say whether the key has neither ended nor been taken back."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def create_key(
    engine: Engine,
    name: str,
    scopes: Iterable[KeyScope],
    *,
    valid_for: timedelta | None = None,
) -> tuple[str, KeyFacts]:
    """Make a key and return it with its facts; nobody can read it again later."""
    name = name.strip()
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        message = f"The name of a key has 1 to {MAX_NAME} characters that can be printed."
        raise DatabaseError("api-key-name", message)
    shown, prefix = _new_key()
    now = datetime.now(UTC)
    row = {
        "name": name,
        "prefix": prefix,
        "digest": _digest(shown),
        "scopes": sorted(set(scopes)),
        "created_at": now,
        "expires_at": now + valid_for if valid_for else None,
    }
    with engine.begin() as connection:
        connection.execute(insert(API_KEY).values(**row))
    return shown, _read(engine, prefix)


def list_keys(engine: Engine) -> list[KeyFacts]:
    """Return all keys, those taken back included, the oldest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(API_KEY).order_by(API_KEY.c.id)).mappings()
        return [_facts(row) for row in rows]


def rotate_key(engine: Engine, prefix: str) -> tuple[str, KeyFacts]:
    """Replace a key by a new one of the same name, scopes and end; the old one ends at once."""
    _require_valid(_read(engine, prefix))
    shown, new_prefix = _new_key()
    change = {"prefix": new_prefix, "digest": _digest(shown), "last_used_at": None}
    with engine.begin() as connection:
        connection.execute(update(API_KEY).where(API_KEY.c.prefix == prefix).values(**change))
    return shown, _read(engine, new_prefix)


def revoke_key(engine: Engine, prefix: str) -> KeyFacts:
    """Take a key back; doing so again changes nothing."""
    _read(engine, prefix)
    with engine.begin() as connection:
        connection.execute(
            update(API_KEY)
            .where(API_KEY.c.prefix == prefix, API_KEY.c.revoked_at.is_(None))
            .values(revoked_at=datetime.now(UTC))
        )
    return _read(engine, prefix)


def recognise_key(engine: Engine, shown: str) -> KeyFacts | None:
    """Return the facts of a key that holds, None for all else, and note that it was used."""
    form = _FORM.fullmatch(shown)
    if form is None:
        return None
    with reading(engine) as connection:
        query = select(API_KEY).where(API_KEY.c.prefix == form[1])
        row = connection.execute(query).mappings().one_or_none()
    # Compared even where there is no row, so that the time says nothing about prefixes.
    same = compare_digest(_digest(shown), row["digest"] if row else _NO_DIGEST)
    if row is None or not same:
        return None
    facts, now = _facts(row), datetime.now(UTC)
    if not facts.holds(now):
        return None
    if facts.last_used_at is None or now - facts.last_used_at >= USE_NOTED_EVERY:
        _note_use(engine, facts.prefix, now)
    return facts


def _note_use(engine: Engine, prefix: str, now: datetime) -> None:
    """Write down when a key was used, unless that means to wait: then the next use is noted.

    Nobody may be kept from reading by a note, whoever writes meanwhile and whatever is amiss.
    """
    mine = select(API_KEY.c.id).where(API_KEY.c.prefix == prefix)
    with suppress(OperationalError, InternalError), writing_at_once(engine) as connection:
        free = connection.execute(mine.with_for_update(skip_locked=True)).scalar_one_or_none()
        noted = update(API_KEY).where(API_KEY.c.id == free).values(last_used_at=now)
        connection.execute(noted)


def _new_key() -> tuple[str, str]:
    prefix = secrets.token_hex(6)
    return f"cc_{prefix}_{secrets.token_urlsafe(32)}", prefix


def _digest(shown: str) -> str:
    return sha256(shown.encode()).hexdigest()


def _read(engine: Engine, prefix: str) -> KeyFacts:
    with reading(engine) as connection:
        query = select(API_KEY).where(API_KEY.c.prefix == prefix)
        row = connection.execute(query).mappings().one_or_none()
    if row is None:
        message = "No key has this prefix. See: counterclaim keys list"
        raise DatabaseError("unknown-api-key", message)
    return _facts(row)


def _require_valid(facts: KeyFacts) -> None:
    if not facts.holds(datetime.now(UTC)):
        message = f"The key {facts.prefix} has ended or was revoked. Create a new one."
        raise DatabaseError("unknown-api-key", message)


def _facts(row: RowMapping) -> KeyFacts:
    return KeyFacts(
        name=row["name"],
        prefix=row["prefix"],
        scopes=frozenset(KeyScope(scope) for scope in row["scopes"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        last_used_at=row["last_used_at"],
        revoked_at=row["revoked_at"],
    )

"""Keys are shown once, kept as hashes, and good for what they were made for until they end."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from db import api_keys
from db.api_keys import create_key, list_keys, recognise_key, revoke_key, rotate_key
from db.engine import create_engine
from db.enums import KeyScope
from db.errors import DatabaseError
from db.tables import ApiKey
from db.tables.base import table_of
from tests.databases import Database
from tests.storage.rows import rows

READ, REVIEW, ADMIN = KeyScope.READ, KeyScope.REVIEW, KeyScope.ADMIN


def test_a_key_is_recognised_and_stored_as_a_hash_alone(engine: Engine) -> None:
    shown, facts = create_key(engine, " Newsroom ", [REVIEW, READ, READ])
    assert (facts.name, set(facts.scopes)) == ("Newsroom", {READ, REVIEW})
    assert facts.prefix in shown
    assert recognise_key(engine, shown) == facts
    (row,) = rows(engine, ApiKey)
    assert shown not in str(row)
    assert shown.rpartition("_")[2] not in str(row)
    assert "key" not in {each.name for each in fields(facts)}


def test_keys_differ(engine: Engine) -> None:
    made = [create_key(engine, "twin", [READ])[0] for _ in range(5)]
    assert len(set(made)) == 5
    assert [facts.name for facts in list_keys(engine)] == ["twin"] * 5


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
        lambda key: key + "A",
        lambda key: key[:-1],
        lambda key: key.upper(),
        lambda key: key.replace("cc_", "cc-"),
        lambda key: key.replace(key[3:15], "0" * 12),
        lambda key: key[3:15],
        lambda key: " " + key,
        lambda key: key + "\n",
        lambda _: "",
        lambda _: "' OR 1=1 --",
    ],
)
def test_what_is_nearly_a_key_is_none(engine: Engine, change: object) -> None:
    shown, _ = create_key(engine, "one", [ADMIN])
    assert recognise_key(engine, change(shown)) is None  # type: ignore[operator]  # a function
    assert list_keys(engine)[0].last_used_at is None


def test_comparison_takes_the_same_way_for_every_key(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known prefix or not, two digests of one length are compared by `compare_digest`."""
    compared: list[tuple[int, int]] = []

    def spy(one: str, other: str) -> bool:
        compared.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr(api_keys, "compare_digest", spy)
    shown, _ = create_key(engine, "one", [READ])
    for key in (shown, shown[:-1] + "-", f"cc_{'0' * 12}_{'A' * 43}"):
        recognise_key(engine, key)
    assert compared == [(64, 64)] * 3


def test_a_renewed_key_replaces_the_old_one(engine: Engine) -> None:
    old, facts = create_key(engine, "one", [REVIEW], valid_for=timedelta(days=3))
    new, renewed = rotate_key(engine, facts.prefix)
    assert recognise_key(engine, old) is None
    assert recognise_key(engine, new) == renewed
    assert (renewed.name, renewed.scopes) == (facts.name, facts.scopes)
    assert renewed.expires_at == facts.expires_at
    assert len(list_keys(engine)) == 1


def test_a_revoked_key_is_good_for_nothing(engine: Engine) -> None:
    shown, facts = create_key(engine, "one", [ADMIN])
    revoked = revoke_key(engine, facts.prefix)
    assert recognise_key(engine, shown) is None
    assert revoke_key(engine, facts.prefix) == revoked
    with pytest.raises(DatabaseError, match="ended or was revoked"):
        rotate_key(engine, facts.prefix)


def test_a_key_ends(engine: Engine) -> None:
    shown, facts = create_key(engine, "one", [READ], valid_for=timedelta(days=1))
    assert recognise_key(engine, shown) is not None
    ended = datetime.now(UTC) - timedelta(seconds=1)
    table = table_of(ApiKey)
    with engine.begin() as connection:
        connection.execute(update(table).values(expires_at=ended))
    assert recognise_key(engine, shown) is None
    assert not list_keys(engine)[0].holds(datetime.now(UTC))
    assert facts.holds(datetime.now(UTC))


def test_the_last_use_is_noted_but_not_every_one(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, _ = create_key(engine, "one", [READ])
    recognise_key(engine, shown)
    first = list_keys(engine)[0].last_used_at
    assert first is not None
    recognise_key(engine, shown)
    assert list_keys(engine)[0].last_used_at == first
    monkeypatch.setattr(api_keys, "USE_NOTED_EVERY", timedelta(0))
    recognise_key(engine, shown)
    later = list_keys(engine)[0].last_used_at
    assert later is not None
    assert later > first


def test_whoever_writes_meanwhile_holds_up_no_use(engine: Engine, database: Database) -> None:
    """A use that would have to wait is not noted; the next one is."""
    shown, _ = create_key(engine, "one", [READ])
    # Whoever waits all the same is refused, as in a server, and not only held up.
    hasty = create_engine(database.url, patience=0.2)
    with engine.begin() as other:
        other.execute(update(table_of(ApiKey)).values(name="another"))
        assert recognise_key(hasty, shown) is not None
    assert list_keys(engine)[0].last_used_at is None
    assert recognise_key(hasty, shown) is not None
    assert list_keys(engine)[0].last_used_at is not None
    with hasty.connect() as connection:  # and who waits for another writer still does
        wait = "PRAGMA busy_timeout" if database.dialect == "sqlite" else "SHOW lock_timeout"
        assert connection.exec_driver_sql(wait).scalar() in {200, "200ms"}
    hasty.dispose()


def test_admin_allows_all_and_the_others_only_themselves(engine: Engine) -> None:
    _, admin = create_key(engine, "one", [ADMIN])
    _, reviewer = create_key(engine, "two", [REVIEW])
    assert all(admin.allows(scope) for scope in KeyScope)
    assert [scope for scope in KeyScope if reviewer.allows(scope)] == [REVIEW]


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101])
def test_a_name_can_be_shown(engine: Engine, name: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        create_key(engine, name, [READ])
    assert caught.value.code == "api-key-name"


def test_an_unknown_prefix_is_told(engine: Engine) -> None:
    for call in (rotate_key, revoke_key):
        with pytest.raises(DatabaseError) as caught:
            call(engine, "0" * 12)
        assert caught.value.code == "unknown-api-key"

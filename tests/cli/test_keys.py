"""`counterclaim keys`: made, listed, renewed and taken back, on both databases."""

from __future__ import annotations

import json

from db.api_keys import recognise_key
from tests.databases import Database
from tests.live import run_program


def test_a_key_from_its_making_to_its_end(database: Database) -> None:
    made = run_program("keys", "create", "Desk 7", "--scope", "review", database_url=database.url)
    assert made.returncode == 0, made.stderr
    shown = made.stdout.decode().strip()
    engine = database.engine()
    facts = recognise_key(engine, shown)
    assert facts is not None
    assert "can't be shown again" in made.stderr.decode()

    listed = run_program("keys", "list", database_url=database.url)
    assert shown.encode() not in listed.stderr + listed.stdout
    for word in (facts.prefix, "Desk 7", "review", "good"):
        assert word.encode() in listed.stderr

    renewed = run_program("keys", "rotate", facts.prefix, "--json", database_url=database.url)
    new = json.loads(renewed.stdout)
    assert recognise_key(engine, shown) is None
    assert recognise_key(engine, new["key"]) is not None

    run_program("keys", "revoke", new["prefix"], database_url=database.url)
    assert recognise_key(engine, new["key"]) is None
    (row,) = json.loads(run_program("keys", "list", "--json", database_url=database.url).stdout)
    assert (row["prefix"], row["scopes"]) == (new["prefix"], ["review"])
    assert row["revoked_at"]
    engine.dispose()


def test_what_is_wrong_is_told(database: Database) -> None:
    gone = run_program("keys", "revoke", "0123456789ab", database_url=database.url)
    assert (gone.returncode, b"unknown-api-key" in gone.stderr) == (2, True)
    bare = run_program("keys", "create", "x", database_url=database.url)
    assert (bare.returncode, b"--scope" in bare.stderr) == (2, True)
    odd = run_program("keys", "create", "x", "--scope", "fly", database_url=database.url)
    assert (odd.returncode, b"'fly'" in odd.stderr) == (2, True)

"""Rows of parties, made when a code is first met."""

from collections.abc import Iterable

import pycountry
from sqlalchemy import Connection

from db.enums import PartyKind
from db.inserts import Row, insert_missing
from db.tables import Party
from db.tables.base import table_of
from importer.model import Statement

INTERNATIONAL = {"UN": "United Nations", "EU": "European Union", "NATO": "NATO"}


def party_codes(statements: Iterable[Statement]) -> set[str]:
    """Return every code that rows of these statements will point to."""
    codes = set()
    for statement in statements:
        speaker = statement.speaker
        codes |= {statement.claim.agent, statement.claim.target, speaker and speaker.party}
    return {code for code in codes if code}


def add_parties(connection: Connection, codes: Iterable[str]) -> None:
    """Add the parties that are not there yet."""
    insert_missing(connection, table_of(Party), [_row(code) for code in set(codes)], "code")


def _row(code: str) -> Row:
    if code in INTERNATIONAL:
        return {"code": code, "name": INTERNATIONAL[code], "kind": PartyKind.INTERNATIONAL}
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return {"code": code, "name": code, "kind": PartyKind.GROUP}
    name = getattr(country, "common_name", country.name)
    return {"code": code, "name": name, "kind": PartyKind.STATE}

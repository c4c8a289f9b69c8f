"""Sources that belong to somebody: "the mayor's office", "his government", "Haddad's spokesman"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importer.model import Span, Speaker, SpeakerKind
from importer.resolve.affiliation import Affiliation
from importer.resolve.bodies import head_noun, owning_party
from importer.resolve.memory import Referent
from importer.resolve.offices import MOUTHPIECES
from importer.resolve.party_mention import PartyMention
from importer.resolve.public_figures import party_of_surname
from importer.resolve.registry import Person
from importer.resolve.speaker_lexicon import role_kind

_OFFICE = re.compile(r"\b([a-z]+)[’']s? (?:office|palace|team|staff|cabinet|aides?|lawyers?)\b")
_OFFICE_OF = re.compile(r"([A-Z][\w-]+)[’']s? office$")

_LEADERS = frozenset({"commander", "leader", "president", "minister", "governor", "mayor", "king"})
"""Offices whose holder is never called a spokesman."""


def of_owners_side(
    before: Sequence[Referent], parties: Sequence[PartyMention], text: str, source: Span
) -> list[Referent]:
    """Leave out who is not "the junta's spokesman": those of another side, and leaders."""
    side = owning_party(parties, text, source)
    speaks = head_noun(text[source.start : source.end]) in MOUTHPIECES
    return [
        referent
        for referent in before
        if side is None or referent.speaker.party in (None, side)
        if not (speaks and referent.nouns & _LEADERS and not referent.nouns & MOUTHPIECES)
    ]


def side_of_owner(
    speaker: Speaker,
    owners: Sequence[Person],
    before: Sequence[Referent],
    affiliation: Affiliation,
) -> Speaker:
    """Give "X's office", "X's spokesman" the side of X.

    `owners` are the persons named in the source, `before` those met earlier in the article.
    """
    if speaker.party is not None or speaker.kind is SpeakerKind.PERSON:
        return speaker
    if role_kind(head_noun(speaker.name)) == "civil":
        return speaker
    if owners:
        return replace(speaker, party=affiliation.of(owners[0])[1])
    owner = _OFFICE_OF.search(speaker.name)
    if owner is not None:
        return replace(speaker, party=party_of_surname(owner[1]))
    office = _OFFICE.search(speaker.name)
    holders = [r for r in before if office and office[1] in r.nouns]
    return replace(speaker, party=holders[-1].speaker.party) if holders else speaker


def side_of_leader(speaker: Speaker, phrase: str, leader: Speaker | None) -> Speaker:
    """Give "his government", "her spokesman" the side of the person spoken of, the `leader`."""
    civil = role_kind(head_noun(phrase)) == "civil" or speaker.kind is SpeakerKind.PERSON
    if civil or leader is None or leader.party is None:
        return speaker
    return replace(speaker, party=leader.party)

"""Offices: which of them speak for a state, which for none, and whose they are by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importer.resolve.party_context import singular
from importer.resolve.party_lexicon import party_lexicon
from importer.resolve.speaker_lexicon import speaker_lexicon

FORMER = re.compile(r"(?:the\s+)?(?:former|ex-|retired|one-time|deposed|ousted)\b", re.IGNORECASE)
PRIVATE = re.compile(
    r"\b(?:civil society|opposition|rights|union|church|religious|tribal|clan|business|industry|"
    r"youth|student|charity|aid|relief|gang|party|indigenous|community leader|spiritual|vigilante|"
    r"self-defen[cs]e|druze|militia|hospital|clinic|maritime|shipping|firm|company|airline|insurer|"
    r"consultancy|think[- ]tank|factory|university|school|museum|club|congregation|diocese)"
    r"(?:s|es)?\b",
    re.IGNORECASE,
)
NON_STATE = frozenset(party_lexicon().words["non_state"])
MOUTHPIECES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spox"})
LOCAL_OFFICES = frozenset({"governor", "mayor", "prefect", "administrator", "vice-governor"})
LOCAL_HEAD = re.compile(
    r"\b(?:community|village|town|township|district|municipal|regional|provincial|county) "
    r"(?:head|chief|councillor|administrator|official)\b",
    re.IGNORECASE,
)
"""Who holds a small office speaks for the state on whose soil it is."""
OF_ANY_STATE = frozenset({"diplomat"})
"""Who, without more, may be of any state."""
BARE_MINISTRY = re.compile(r"(?:the )?(?:[a-z]+ )?ministry(?: of [a-z ]+)?")
BARE_SECRETARY = re.compile(r"(?:the )?secretary[- ]general", re.IGNORECASE)
INDEFINITE = re.compile(r"an? ", re.IGNORECASE)
RUN_BY_REBELS = re.compile(
    r"\b(?:rebel|militant|insurgent|jihadist|militia)-(?:run|held|controlled|led|appointed|installed)\b",
    re.IGNORECASE,
)
ABROAD = frozenset(party_lexicon().words["stateless"])
SENT_BY_SEVERAL = frozenset(party_lexicon().words["multinational"])
SPEAKING_OF_ABROAD = frozenset(
    {"official", "diplomat", "source", "envoy", "mediator", "negotiator"}
)
AMERICAN_OFFICES = re.compile(r"\b(?:state|defen[cs]e|war|treasury|homeland)\b", re.IGNORECASE)
SERVICES = re.compile(
    r"\b(?:health|civil defen[cs]e|media office|rescue|ambulance|municipality|interior ministry)\b",
    re.IGNORECASE,
)
"""What is run on the spot in Gaza and the West Bank, whoever's army is there."""
STATE_MEDIA = re.compile(
    r"\bstate(?:[- ](?:run|owned|controlled))? "
    r"(?:television|tv|radio|media|broadcaster|newspaper|press|channel|news agency)\b",
    re.IGNORECASE,
)
APART = re.compile(
    r"\b(?:breakaway|separatist|secessionist|unrecogni[sz]ed|self-(?:declared|proclaimed|styled))\b",
    re.IGNORECASE,
)
"""What has broken away from a state: who leads it does not speak for that state."""
ADMINISTRATIVE = re.compile(
    r"\b(?:administration|presidency|"
    r"(?:governor|mayor|president|premier|minister|prosecutor|chancellor)[’']s office|"
    r"city hall|town hall|municipality|prefecture|police|"
    r"prosecutor|ministry|government|parliament|army|armed forces|military|brigade|battalion|"
    r"regiment|division|command|general staff|navy|air force|border guard|emergency service|"
    r"security (?:service|force)s?|special forces|intelligence|council|junta|embassy|coast ?guard|"
    r"attorney general|solicitor general|comptroller|(?:electoral|election) commission|"
    r"ombudsman|civil defen[cs]e|(?<!international )atomic energy (?:organi[sz]ation|commission)|"
    r"national guard|air defen[cs]e|defen[cs]e forces?|federal|corps|general staff|garrison|"
    r"group(?:ing)?s? of (?:forces|troops)|force grouping|grouping|operational(?:-tactical)? group|"
    r"(?:head|chief|commissioner) of (?:the )?(?:locality|district|commune|region|municipality|"
    r"town|village|province|county|oblast)(?! [a-z])|"
    r"(?:community|village|town|township|district|municipal|regional|provincial) (?:head|chief))\b",
    re.IGNORECASE,
)


_OWNING_BODY = re.compile(r"(?:the )?(ministry|council|agency|commission|embassy)[’']s ")
_ADMINISTRATION_OF = (
    (
        re.compile(r"\b(?:regional|oblast|provincial|province|region|state)\b", re.IGNORECASE),
        "governor",
    ),
    (re.compile(r"\b(?:city|town|municipal|municipality)\b", re.IGNORECASE), "mayor"),
)
_ADMINISTRATION = re.compile(
    r"\badministration\b|\b(?:city|town) (?:hall|council)\b", re.IGNORECASE
)


_SUPRANATIONAL = re.compile(
    r"\b(?:" + "|".join(map(re.escape, party_lexicon().words["supranational"])) + r")\b"
)


def offices_told(role: str | None) -> set[str]:
    """Return the office that a description comes to: who heads a region is its governor."""
    if role is None or _ADMINISTRATION.search(role) is None:
        return set()
    return {office for words, office in _ADMINISTRATION_OF if words.search(role)}


def is_another(phrase: str, role: str | None, organisation: str | None) -> bool:
    """Say whether an official is not the one meant.

    "the defence minister" is no prime minister, "the ministry's spokesman" none of the army.
    """
    asked, held = portfolios_in(phrase), portfolios_in(role or "")
    if asked and held and asked.isdisjoint(held):
        return True
    owner = _OWNING_BODY.match(phrase)
    return owner is not None and organisation is not None and owner[1] not in organisation.lower()


def portfolios_in(description: str) -> set[str]:
    """Return what a minister is told to be minister of, in British spelling."""
    words = {word.replace("defense", "defence") for word in words_of(description)}
    return words & speaker_lexicon().portfolios if "minister" in words else set()


def words_of(text: str | None) -> list[str]:
    """Return the words of a description in lower case and in the singular."""
    return [singular(word) for word in re.findall(r"\w+", (text or "").lower())]


def is_supranational(description: str) -> bool:
    """Say whether the words name a body of several states: "European Commission President"."""
    return _SUPRANATIONAL.search(description) is not None


def is_from_abroad(noun: str, words: Sequence[str]) -> bool:
    """Say whether somebody is no state's in particular: "a senior Western official"."""
    if not SENT_BY_SEVERAL.isdisjoint(words):
        return True  # "the commander of the multinational mission"
    return noun in SPEAKING_OF_ABROAD and not ABROAD.isdisjoint(words)


def is_state_source(words: Sequence[str]) -> bool:
    """Say whether a source is one inside a state: "two security sources", "an army spokesman"."""
    sources = party_lexicon().words["state_source"]
    if words and not MOUTHPIECES.isdisjoint(words[:3]):
        return ADMINISTRATIVE.search(" ".join(words)) is not None
    return "source" in words and not set(sources).isdisjoint(words)

"""The party behind a name, title or description, by its words alone."""

from __future__ import annotations

import re
from functools import lru_cache

from importer.resolve.party_context import singular
from importer.resolve.party_lexicon import (
    NameKind,
    NameMatch,
    occupier_among,
    party_lexicon,
    rivals_of,
)

_WORD = re.compile(r"[^\W_]+")
_CUT = re.compile(r",|;|\b(?:in|at|from|who|which|that|to|near|on)\b", re.IGNORECASE)
_SERVING = re.compile(r"\b(advis[eo]rs?|aides?|assistants?|deput(?:y|ies)) to\b", re.IGNORECASE)
"""Who serves somebody is of his side, as an envoy to somebody is not."""
_OF = re.compile(r"\b(?:of|for|with)\b", re.IGNORECASE)
_HYPHEN = re.compile(r"[-‑–]\s?([a-z]+)")
_INSIDE_A_NAME = re.compile(r"\b(?!The\b)[A-Z][a-z]+ $")
_AID_BODY = re.compile(
    r"\b(?:refugees?|rescue|relief|medical|doctors|journalists|lawyers)\s+"
    r"(?:council|committee|society|association|union|federation|network)\b",
    re.IGNORECASE,
)
_LOCATIVE_TAIL = re.compile(r"\b(?:in|at|from|inside|within)\b", re.IGNORECASE)
_INSIDE_A_SIDE = frozenset({"source", "insider", "member", "figure"})
"""Who speaks for a side that has them in it: "a source in the RSF"."""


@lru_cache(maxsize=4096)
def party_from_words(text: str) -> str | None:
    """Say for which party the bearer of a name, title or description speaks, or None.

    The head noun decides first: residents, doctors and newspapers speak for nobody. Then the
    phrase up to the first preposition is read, then what stands behind "of" or "for".
    """
    if is_aid_body(text):
        return None
    spanning = _name_over_prepositions(text)
    if spanning is not None:
        return spanning
    phrase = _CUT.split(_SERVING.sub(r"\1 of", text), maxsplit=1)[0]
    parts = _OF.split(phrase)
    for part in parts:
        chosen = _chosen_in(part)
        if chosen is not None:
            return chosen.party if _speaks_for(part, chosen) else None
        if _last_noun(part) in party_lexicon().words["civil"]:
            return None
    return _party_in_tail(text, parts[0])


def is_aid_body(text: str) -> bool:
    """Say whether the name is that of a charity: "Danish Refugee Council" speaks for no state."""
    return _AID_BODY.search(text) is not None


def _name_over_prepositions(text: str) -> str | None:
    """Read a name that has "of" or "for" inside: "Organisation for Mercy", "Army of the North"."""
    bare = text.strip().lower().removeprefix("the ")
    start = len(text.rstrip()) - len(bare)
    for match in party_lexicon().find(text):
        inside = _OF.search(text, match.start, match.end)
        if match.party and match.kind is NameKind.GROUP and match.start == start and inside:
            return match.party
    return None


def _chosen_in(part: str) -> NameMatch | None:
    usable = [match for match in party_lexicon().find(part) if match.party and _owns(part, match)]
    groups = [match for match in usable if match.kind is NameKind.GROUP]
    chosen = groups or usable
    return chosen[0] if chosen else None


def _speaks_for(part: str, match: NameMatch) -> bool:
    """Say whether the noun behind the name leaves its bearer a voice of the party."""
    if match.party == "UN" or match.end >= len(part.rstrip()):
        return True
    words = party_lexicon().words
    written = _WORD.findall(part[match.end :])
    told = [place for place, word in enumerate(written) if word.islower() and len(word) > 1]
    if told and all(word[:1].isupper() for word in written[told[-1] + 1 :]):
        # "British security firm Halyard": the name behind what it is; an agency may be the state's
        kind = [singular(word) for word in written[: told[-1] + 1]]
        written = written if kind[-1] == "agency" else kind
    nouns = [singular(word.lower()) for word in written]
    if _is_of_citizens(nouns):
        return False
    if match.kind is NameKind.GROUP and nouns and nouns[-1] in ("agency", "organisation"):
        return True
    if nouns and nouns[-1] in words["civil"]:
        official = not set(nouns[:-1]).isdisjoint(words["civil_but_official"])
        return official and nouns[-1] not in words["civil_always"]
    raised_against = nouns and nouns[-1] in words["non_state"]
    return not (raised_against and match.kind is not NameKind.GROUP)


def _is_of_citizens(nouns: list[str]) -> bool:
    """Say whether the nouns tell a body of no side: "rights group", "aid organisation"."""
    words = party_lexicon().words
    if not nouns or nouns[-1] not in words["body_of_citizens"]:
        return False
    return not set(nouns[:-1]).isdisjoint(words["cause_of_citizens"])


def _last_noun(part: str) -> str:
    words = _WORD.findall(part)
    return singular(words[-1].lower()) if words else ""


def _owns(part: str, match: NameMatch) -> bool:
    """Leave out the backer in "Iran-backed", the place in "M23-held"."""
    if match.kind is NameKind.STATE and _INSIDE_A_NAME.search(part[: match.start]):
        return False
    suffix = _HYPHEN.match(part, match.end)
    if suffix is None:
        return True
    words = party_lexicon().words
    hyphen = words["hyphen"]
    nouns = {singular(word.lower()) for word in _WORD.findall(part[suffix.end() :])[:2]}
    if suffix.group(1) in hyphen["backs"] and not nouns.isdisjoint(words["puppet"]):
        return occupier_among(frozenset({match.party, *rivals_of(match.party)})) == match.party
    if not nouns.isdisjoint(words["multinational"]):
        return False  # "the Kenyan-led mission"
    left_out = [*hyphen["places"], *hyphen["makes"], *hyphen["backs"]]
    return suffix.group(1) not in left_out


def _party_in_tail(text: str, head: str) -> str | None:
    """Read "officials in Ukraine": the place tells whose officials they are."""
    words = party_lexicon().words
    told = {singular(word.lower()) for word in _WORD.findall(text)}
    tail = _LOCATIVE_TAIL.split(text, maxsplit=1)
    found = _chosen_in(tail[1]) if len(tail) > 1 else None
    if found is not None and not _speaks_for(tail[1], found):
        return None  # "an official at Lebanon's largest hospital"
    if found is not None and _last_noun(head) in _INSIDE_A_SIDE:
        forces = {singular(word.lower()) for word in _WORD.findall(tail[1][found.end :])}
        group = found.kind is NameKind.GROUP
        return found.party if group or not forces.isdisjoint(words["force"]) else None
    if _last_noun(head) not in words["force"] or not told.isdisjoint(words["multinational"]):
        return None
    return found.party if found else None

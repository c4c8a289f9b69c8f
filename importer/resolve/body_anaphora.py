"""Bodies met again: "the corps" after "the 7th Corps", "the agency" after a name, "the IOM"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importer.model import Speaker, SpeakerKind
from importer.resolve.bodies import head_noun, initials, short_phrase, without_article
from importer.resolve.memory import Memory, Referent, reread
from importer.resolve.name_runs import name_words
from importer.resolve.party_context import epithet_class, singular
from importer.resolve.party_lexicon import NameKind, is_state, party_lexicon
from importer.resolve.party_names import party_from_words
from importer.resolve.speaker_lexicon import speaker_lexicon

_POINTING = re.compile(r"(?:the|this|that)\s+", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z]{3,8}")
_SEATED = re.compile(r"(?:[A-Z]\w+ )?[A-Z]\w+[-‑]based ")
"""Where a body sits, which tells no new one: "the Geneva-based group"."""
_SAME_WORD = 0.95
_SAME_SORT = 0.8


def body_met_before(phrase: str, start: int, memory: Memory) -> Speaker | None:
    """Return the body that spoke before and that a short second mention points to."""
    short = short_phrase(phrase)
    bare = without_article(short)
    spoke = [r for r in reversed(memory.before(start)) if r.spoke]
    bodies = [r for r in spoke if r.speaker.kind is SpeakerKind.BODY]
    if _ACRONYM.fullmatch(bare):
        full = next((r for r in bodies if initials(r.speaker.name) == bare), None)
        return reread(full.speaker, _SAME_WORD, "abbreviation") if full else None
    if not _POINTING.match(short):
        return None
    noun = singular(head_noun(short))
    party = party_from_words(bare)
    if not _says_no_more(bare, party):
        return None
    fitting = [r for r in bodies if party is None or r.speaker.party == party]
    words = bare.split()[len((_SEATED.match(bare) or [""])[0].split()) :]
    told = frozenset(word for word in words if word.islower()) - {head_noun(short)}
    same = _with_noun(noun, fitting, told)
    if same is not None:
        return reread(same.speaker, _SAME_WORD, "body again")
    known = speaker_lexicon().again["told"]
    sort = _of_sort(noun, fitting) if noun == "agency" or told <= known else None
    if sort is None and told and told <= known and party is None:
        return _of_its_people(spoke)
    return reread(sort.speaker, _SAME_SORT, "body again") if sort else None


def _of_its_people(spoke: Iterable[Referent]) -> Speaker | None:
    """Read "the rights group" behind the words of somebody from there as their organisation."""
    for referent in spoke:
        speaker = referent.speaker
        if speaker.organisation is not None and speaker.party in (None, "UN"):
            return Speaker(
                speaker.organisation,
                SpeakerKind.BODY,
                None,
                None,
                speaker.party,
                _SAME_SORT,
                "body again",
            )
    return None


def _says_no_more(bare: str, party: str | None) -> bool:
    """Say whether the phrase names nobody new: "the agency", "the UN food agency"."""
    words = bare.split()
    seat = _SEATED.match(bare)
    if seat is not None:
        return True
    matches = {
        bare[m.start : m.end] for m in party_lexicon().find(bare) if m.kind is NameKind.DEMONYM
    }
    capitals = [word for word in words if word[:1].isupper() and word not in matches]
    return not capitals or (party is not None and len(capitals) == 1 and len(words) > 1)


def _with_noun(noun: str, bodies: Iterable[Referent], told: frozenset[str]) -> Referent | None:
    """Find the body in whose name the noun stands, unless every state has one of the kind."""
    if epithet_class(noun) in ("army", "government", "troops"):
        return None
    for referent in bodies:
        name = f"{referent.speaker.name} {referent.speaker.role or ''}"
        words = name_words(name)
        if told.issubset(words) and noun in (singular(word) for word in words):
            return referent
    return None


def _is_of_state(referent: Referent) -> bool:
    """Say whether a body is an army or government of nobody knows which state."""
    noun = singular(head_noun(referent.speaker.name))
    return epithet_class(noun) in ("army", "government", "troops")


def _of_sort(noun: str, bodies: Iterable[Referent]) -> Referent | None:
    """Find the last body of the sort that the noun tells: a charity, a force of no state."""
    again = speaker_lexicon().again
    for referent in bodies:
        party = referent.speaker.party
        if noun in again["civil"] and party in (None, "UN") and not _is_of_state(referent):
            return referent
        if noun in again["armed"] and party is not None and not is_state(party):
            return referent
        if noun == "group":
            return None  # the last one to speak is a side: the parties tell which
    return None

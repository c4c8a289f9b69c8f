"""Titles, roles and pronouns, read once from importer/data/speaker_words.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from importer.resolve.party_context import singular
from importer.resolve.party_lexicon import fold


@dataclass(frozen=True)
class SpeakerLexicon:
    """The words of the speaker stage."""

    titles: frozenset[str]
    given_names: frozenset[str]
    particles: frozenset[str]
    ranks: frozenset[str]
    generals: frozenset[str]
    """Offices that "general" may follow and is then no rank: "secretary general"."""
    official: frozenset[str]
    neutral: frozenset[str]
    civil: frozenset[str]
    role_verbs: frozenset[str]
    one_name: tuple[re.Pattern[str], ...]
    body_words: frozenset[str]
    geography: frozenset[str]
    body_nouns: frozenset[str]
    papers: frozenset[str]
    claims: frozenset[str]
    military_person: frozenset[str]
    again: dict[str, frozenset[str]]
    """Nouns by which a body is called again: those of civil bodies, those of armed ones."""
    speaking: frozenset[str]
    """Verbs of a body that speaks up: those who quote it next may call it "it"."""
    portfolios: frozenset[str]
    office_words: frozenset[str]
    also_called: dict[str, frozenset[str]]
    female: frozenset[str]
    male: frozenset[str]


@cache
def speaker_lexicon() -> SpeakerLexicon:
    """Return the lexicon, read once a process."""
    text = (files("importer") / "data" / "speaker_words.toml").read_text("utf-8")
    data = tomllib.loads(text)
    patterns = (re.compile(pattern) for pattern in data["one_name"]["patterns"])
    return SpeakerLexicon(
        titles=frozenset(data["titles"]),
        given_names=frozenset(data["given_names"]),
        particles=frozenset(data["particles"]),
        ranks=frozenset(data["ranks"]),
        generals=frozenset(data["generals"]),
        official=frozenset(data["official"]),
        neutral=frozenset(data["neutral"]),
        civil=frozenset(data["civil"]),
        role_verbs=frozenset(data["who_verbs"]["role"]),
        one_name=tuple(patterns),
        body_words=frozenset(fold(word) for word in data["body"]["words"]),
        geography=frozenset(data["body"]["geography"]),
        body_nouns=frozenset(data["body"]["nouns"]),
        papers=frozenset(data["body"]["papers"]),
        claims=frozenset(data["body"]["claims"]),
        military_person=frozenset(data["body"]["military_person"]),
        again={sort: frozenset(nouns) for sort, nouns in data["body"]["again"].items()},
        speaking=frozenset(data["body"]["speaking"]["verbs"]),
        portfolios=frozenset(data["portfolios"]),
        office_words=frozenset(data["office_words"]),
        also_called={noun: frozenset(others) for noun, others in data["also_called"].items()},
        female=frozenset(data["gender"]["female"]),
        male=frozenset(data["gender"]["male"]),
    )


@lru_cache(maxsize=4096)
def role_kind(word: str) -> str | None:
    """Say what sort of role a noun names: official, neutral, civil, or None."""
    noun = role_noun(word)
    lexicon = speaker_lexicon()
    if noun in lexicon.official:
        return "official"
    if noun in lexicon.neutral:
        return "neutral"
    if noun in lexicon.civil:
        return "civil"
    return None


def role_noun(word: str) -> str:
    """Return the noun of a role in lower case and in the singular."""
    lower = word.lower()
    if lower.endswith("-in-chief"):
        return lower
    return lower if lower in ("head", "boss", "press") else singular(lower)


def office_noun(word: str, before: str | None) -> str:
    """Return the noun of a role, with "general" seen as part of an office: "Secretary General"."""
    noun = role_noun(word)
    office = before.lower() if before else ""
    if noun != "general" or office not in speaker_lexicon().generals:
        return noun
    joined = f"{office}-general"
    return joined if role_kind(joined) else office


def gender_of(words: list[str]) -> str | None:
    """Return `f` or `m` where a title or role noun tells it."""
    lexicon = speaker_lexicon()
    for word in words:
        noun = role_noun(word.strip("."))
        if noun in lexicon.female:
            return "f"
        if noun in lexicon.male:
            return "m"
    return None

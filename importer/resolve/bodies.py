"""The names of speakers who are no named persons: bodies, sides, and people without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import pycountry

from importer.model import Span
from importer.resolve.name_runs import is_body_name, name_words
from importer.resolve.party_context import epithet_class, singular
from importer.resolve.party_lexicon import NameKind, fold, is_state, party_lexicon
from importer.resolve.party_mention import PartyMention
from importer.resolve.speaker_lexicon import role_kind, role_noun, speaker_lexicon

_ARTICLE = re.compile(r"^(?:the|this|that|these|those|both|all)\s+", re.IGNORECASE)
_ARTICLES = re.compile(r"^(?:the|an?|this|that|its|their)\s+", re.IGNORECASE)
_CUT = re.compile(
    r"\s*(?:,|;|:|\(|—|–\s|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"\bwho\b|\bwhich\b|\bthat\b|\bwhom\b|(?<![-‑])\b(?:reached|contacted|quoted|seen|"
    r"cited|interviewed|based|speaking|dated|published|released|issued|verified|obtained)\b).*$",
    re.DOTALL,
)
_OWNED = re.compile(r"['’]")
PREPOSITION = re.compile(
    r"\s+(?:of|in|at|for|from|with|near|on|to|by|outside|inside|around|behind|along|across|aboard)\s+"
)
_PAPER_OF = re.compile(r"\b(?:by|of|from)\s+(?:the\s+)?(.+)$")
_KINDS_OF_GROUP = frozenset(
    {"rebel", "group", "movement", "militia", "fighter", "militant", "insurgent", "coalition"}
)
_LEADING_ON = frozenset(
    {"of", "in", "at", "for", "from", "with", "the", "and", "on", "near", "by", "to"}
)
_SEATED = re.compile(r"[A-Z][\w.]+(?: [A-Z]\w+)?[-‑]based (?=[A-Z])")
"""Where a body with a name sits, which is no part of it: "the London-based Orbit Watch"."""
_APPOSED = re.compile(r"([^,]+), (?:the )?([A-Z][\w’'&.-]*(?:\s+[A-Z][\w’'&.-]*)*)$")
_NO_NAMES = frozenset({"TV", "FM", "MP", "MPs", "HQ"})
"""Capitals that name nobody in particular: "state TV"."""
_NAME_AT_END = re.compile(r"((?:[A-Z][\w’'&.-]*)(?:\s+(?:of|the|for|and|[A-Z][\w’'&.-]*))*)$")


def without_article(text: str) -> str:
    """Return the phrase without "the" or "this" in front."""
    return _ARTICLE.sub("", text.strip())


def short_phrase(text: str) -> str:
    """Cut a noun phrase before what is told about its bearer: clauses, asides, participles."""
    return _CUT.sub("", text.strip()).strip(" “”\"'")


def head_noun(phrase: str) -> str:
    """Return the noun on which a phrase turns: the last word before its first preposition."""
    words = PREPOSITION.split(phrase, maxsplit=1)[0].split()
    return re.sub(r"[’']s?$", "", words[-1]).lower() if words else ""


def author_of_paper(phrase: str) -> str | None:
    """Return who speaks through a report: "a report by UN experts" gives "UN experts"."""
    if singular(head_noun(phrase)) not in speaker_lexicon().papers:
        return None
    match = _PAPER_OF.search(phrase)
    return match.group(1).strip() if match else _issuer(phrase)


def _issuer(phrase: str) -> str | None:
    """Return the body in front of the paper: "an army statement", "the ministry's report"."""
    words = _ARTICLES.sub("", short_phrase(phrase)).split()
    issuer = re.sub(r"[’']s?$", "", " ".join(words[:-1]))
    if not name_words(issuer):
        return None
    last = issuer.rsplit(maxsplit=1)[-1].lower()
    is_body = last in speaker_lexicon().body_nouns or party_lexicon().find_whole(issuer)
    return issuer if is_body and last not in speaker_lexicon().papers else None


def is_paper(phrase: str) -> bool:
    """Say whether the phrase is a report, a statement or another paper."""
    return singular(head_noun(phrase)) in speaker_lexicon().papers


def name_behind_comma(phrase: str) -> tuple[str, str] | None:
    """Split "the army's media wing, IPRX" into the name and what it is."""
    match = _APPOSED.match(phrase.strip())
    if match is None or not _ARTICLES.match(phrase.strip()):
        return None
    description = _ARTICLES.sub("", match.group(1))
    return (match.group(2), description) if description.islower() else None


def name_behind_description(phrase: str) -> tuple[str, str | None]:
    """Split "the energy company DTEK" into the name and what it is."""
    bare = _SEATED.sub("", without_article(phrase), count=1)
    match = _NAME_AT_END.search(bare)
    if match is None or match.start() == 0 or match.group(1) in _NO_NAMES:
        return bare, None
    description = bare[: match.start()].strip()
    words = description.split()
    if (
        not words
        or not (words[-1].isalpha() and words[-1].islower())
        or role_kind(words[-1]) == "civil"
    ):
        return bare, None
    if words[-1] in _LEADING_ON or words[-2:-1] in (["in"], ["of"], ["from"]):
        return bare, None  # "rebels in northern K"
    return match.group(1), description


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    """Return the everyday name of a state."""
    everyday = party_lexicon().everyday_names.get(code)
    if everyday:
        return everyday
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    return str(getattr(country, "common_name", None) or country.name.split(",")[0])


def demonym_country(phrase: str) -> str | None:
    """Return the country where the phrase is nothing but a people: "The Russians"."""
    bare = without_article(phrase)
    matches = list(party_lexicon().find(bare))
    if len(matches) != 1 or matches[0].kind is not NameKind.DEMONYM:
        return None
    whole = matches[0].start == 0 and matches[0].end == len(bare)
    return country_name(matches[0].party) if whole and is_state(matches[0].party) else None


class PartyNames:
    """How an article writes its parties, for putting names in the place of epithets."""

    def __init__(self, text: str, parties: Sequence[PartyMention]) -> None:
        self._text = text
        self._parties = parties
        self._groups = self._names_of_groups()

    def _names_of_groups(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for mention in self._parties:
            if is_state(mention.party) or mention.reason in ("epithet", "pronoun"):
                continue
            written = self._text[mention.span.start : mention.span.end]
            for match in party_lexicon().find(written):
                if match.party == mention.party:
                    names.setdefault(mention.party, []).append(written[match.start : match.end])
        return names

    def group(self, party: str, written: str | None = None) -> str:
        """Return the fullest name of an armed group in the article."""
        names = self._groups.get(party, [])
        if written is not None:
            letters = re.sub(r"\W", "", written)
            full = [name for name in names if initials(name) == letters]
            return max(full, key=len) if full else written
        return self._spelt_out(names) if names else party

    def _spelt_out(self, names: list[str]) -> str:
        first = names[0]
        full = [name for name in names if initials(name) == first]
        return max(full, key=len) if full else first

    def owner_in(self, span: Span) -> str | None:
        """Return the party that stands as owner in the words of a source."""
        return owning_party(self._parties, self._text, span)

    def group_called(self, noun: str, before: int) -> str | None:
        """Return the armed group named before whose name ends in the noun: "the front"."""
        for mention in reversed(self._parties):
            if mention.span.end > before or is_state(mention.party) or mention.party == "UN":
                continue
            written = self._text[mention.span.start : mention.span.end]
            if head_noun(written) == noun and len(written.split()) > 1 and mention.reason == "name":
                return mention.party
        return None

    def without_kind(self, name: str, party: str) -> str:
        """Return "M23" for "M23 rebel group", "Houthis" for "Houthi fighters"."""
        match = next(iter(party_lexicon().find(name)), None)
        if match is None or match.start > 0 or not fold(party).startswith(fold(name[: match.end])):
            return name
        kinds = [singular(word) for word in name[match.end :].lower().split()]
        return party if kinds and _KINDS_OF_GROUP.issuperset(kinds) else name

    def explicit_body(self, noun: str, party: str | None) -> str | None:
        """Return how the article names a body in full: "Malian army" for "the army"."""
        for mention in self._parties:
            if mention.reason == "epithet" or mention.party != party:
                continue
            written = self._text[mention.span.start : mention.span.end]
            if head_noun(written) == noun and len(written.split()) > 1:
                return written
        return None


def initials(name: str) -> str:
    """Return the first letters of the words in capitals."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


def is_singular_person(phrase: str) -> bool:
    """Say whether the phrase is one person without a name: "a doctor at the hospital"."""
    noun = head_noun(phrase)
    if role_kind(noun) is None or is_body_name(noun):
        return False
    return role_noun(noun) == noun


def names_civilians(phrase: str) -> bool:
    """Say whether people of no side speak along: "residents and two local officials"."""
    heads = [head_noun(part) for part in re.split(r",? and |, ", phrase)]
    return any(role_kind(noun) == "civil" for noun in heads)


def owning_party(parties: Sequence[PartyMention], text: str, span: Span) -> str | None:
    """Return whose "the junta's deputy chief" is: the party that stands as owner in the span."""
    inside = [m for m in parties if span.contains(m.span)]
    owners = (m for m in inside if _OWNED.search(text[m.span.start : m.span.end + 1]))
    return next((mention.party for mention in owners), None)


def party_of_span(parties: Sequence[PartyMention], span: Span) -> str | None:
    """Return the acting party whose mention overlaps a range, named ones before epithets."""
    inside = [m for m in parties if m.acts and m.span.overlaps(span)]
    inside.sort(key=lambda m: (m.reason in ("epithet", "pronoun"), m.span))
    return inside[0].party if inside else None


def is_anaphoric_side(phrase: str) -> bool:
    """Say whether the phrase is a nameless side: "the rebels", "the movement", "the invaders"."""
    words = without_article(phrase).split()
    return len(words) == 1 and epithet_class(singular(fold(words[0]))) not in (
        None,
        "army",
        "troops",
        "government",
    )

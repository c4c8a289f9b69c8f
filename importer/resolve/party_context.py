"""Which parties an article is about, and whom its nameless sides stand for.

"the rebels", "the army", "the enemy" mean nothing by themselves: they are read against the parties
that the article names, their homes and their enemies, and against who is speaking.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from importer.resolve.party_lexicon import is_state, occupier_among, party_lexicon, rivals_of
from importer.resolve.party_mention import PartyMention

_FIRST_PERSON = frozenset(["we", "our", "ours", "us", "i", "my", "mine", "me"])
_THIRD_PERSON = frozenset(["they", "their", "theirs", "them"])
_GENITIVE = re.compile(r"[’']s?$")
_LAST_WORD = re.compile(r"[^\W_]+$")
_HOME_WEIGHT = 2
_OCCUPIED_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A party named before, and the noun that it was named with: `army` in "Sudanese army"."""

    end: int
    party: str
    noun: str = ""
    acts: bool = True
    text: str = ""


@dataclass(frozen=True)
class ArticleParties:
    """The parties of an article, the most mentioned first, and the state on whose soil it plays."""

    ranked: tuple[str, ...]
    home: str | None
    seat: str | None = None
    """The state from whose capital the report is dated."""

    @property
    def states(self) -> tuple[str, ...]:
        """Return the states among them."""
        return tuple(party for party in self.ranked if is_state(party))

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the armed groups among them."""
        return tuple(
            party for party in self.ranked if party in party_lexicon().groups and party != "UN"
        )

    @property
    def government(self) -> str | None:
        """Return the state whose army and ministers need no country before their name.

        It is the one at home, or its enemy where the report is dated from there; in reports from
        Gaza and the West Bank "the army" and "the prime minister" are those of the other side.
        """
        if self.seat is not None and self.home is not None and self.seat in rivals_of(self.home):
            return self.seat
        if self.home != "PS":
            return self.home
        others = [state for state in self.states if state != self.home]
        return self.occupier or next(iter(others), self.home)

    def enemy_of(self, side: str | None) -> str | None:
        """Return the party of the article that stands against this side."""
        if side is None:
            return None
        rivals = rivals_of(side)
        # A state in arms against a group at home has that group for its enemy, not its neighbour.
        ordered = (*self.groups, *self.states)
        return next((party for party in ordered if party in rivals), None)

    @property
    def occupier(self) -> str | None:
        """Return the state on foreign soil, if the article has one."""
        around = frozenset(self.ranked) | ({self.home} if self.home else frozenset())
        return occupier_among(frozenset(around))


def article_parties(mentions: Iterable[PartyMention]) -> ArticleParties:
    """Rank the parties of an article and find the state on whose soil it plays."""
    counts: Counter[str] = Counter()
    soil: Counter[str] = Counter()
    mentions = list(mentions)
    named = {mention.party for mention in mentions}
    for mention in mentions:
        counts[mention.party] += 2 if mention.acts else 1
        for state in _soil_of(mention.party, named):
            soil[state] += _HOME_WEIGHT if state != mention.party else 1
    ranked = tuple(sorted(counts, key=lambda party: (-counts[party], party)))
    occupier = occupier_among(frozenset(soil))
    if occupier is not None:
        for state in sorted(rivals_of(occupier) & set(soil)):
            soil[state] += _OCCUPIED_WEIGHT
        soil[occupier] = 0
    home = min(soil, key=lambda state: (-soil[state], state)) if soil else None
    return ArticleParties(ranked, home)


def _soil_of(party: str, named: set[str]) -> Sequence[str]:
    """Return where a party is at home: of a group's countries those that the article names."""
    if is_state(party):
        return (party,)
    group = party_lexicon().groups.get(party)
    if group is None:
        return ()
    return [state for state in group.home if state in named] or group.home[:1]


@cache
def epithet_class(lemma: str) -> str | None:
    """Return the class of a noun that stands for a party by itself, such as `occupier`."""
    for name, nouns in party_lexicon().words["epithet"].items():
        if lemma in nouns:
            return str(name)
    return None


def resolve_epithet(
    name: str,
    parties: ArticleParties,
    before: Sequence[Antecedent] = (),
    speaker: str | None = None,
) -> str | None:
    """Say for which party a class of epithet stands, given the mentions before it."""
    side = speaker if speaker in parties.ranked or speaker == parties.home else parties.home
    if name == "occupier":
        return parties.occupier or parties.enemy_of(side)
    if name in ("enemy", "attacker"):
        return parties.enemy_of(side) or _only(parties.groups)
    if name == "defender":
        return parties.home
    if name in ("group", "rebel"):
        return _nearest_group(parties, before)
    if name in party_lexicon().words["antecedent"]:
        return _state_of_same_kind(name, parties, before)
    return None


def _only(parties: Sequence[str]) -> str | None:
    return parties[0] if len(parties) == 1 else None


def _nearest_group(parties: ArticleParties, before: Sequence[Antecedent]) -> str | None:
    known = party_lexicon().groups
    groups = tuple(party for party in parties.groups if known[party].kind != "ally")
    if len(groups) <= 1:
        return _only(groups)
    return next((m.party for m in reversed(before) if m.party in groups), groups[0])


def _state_of_same_kind(
    name: str, parties: ArticleParties, before: Sequence[Antecedent]
) -> str | None:
    """Take the state whose army was last named as such; failing that, the one at home."""
    nouns = party_lexicon().words["antecedent"][name]
    for antecedent in reversed(before):
        if is_state(antecedent.party) and antecedent.noun in nouns:
            return antecedent.party
    return parties.government


def party_for_speaker(
    mention: str, speaker_party: str | None, parties: ArticleParties
) -> str | None:
    """Say for which party a pronoun or epithet in a speaker's mouth stands.

    "we", "our troops" are the speaker's own side; "the enemy", "the occupiers" and a bare "they"
    are the side against it. None where the words or the article leave it open.
    """
    words = _GENITIVE.sub("", mention.lower()).split()
    if not words:
        return None
    if words[0] in _FIRST_PERSON:
        return speaker_party
    if words[0] in _THIRD_PERSON:
        return parties.enemy_of(speaker_party)
    last = _LAST_WORD.search(words[-1])
    name = epithet_class(singular(last.group())) if last else None
    if name is None:
        return None
    if name in ("enemy", "attacker", "occupier", "rebel"):
        against = parties.enemy_of(speaker_party)
        return against or resolve_epithet(name, parties, speaker=speaker_party)
    return resolve_epithet(name, parties, speaker=speaker_party)


@lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """Return the singular of a plain English noun, well enough to look it up."""
    if noun == "children":
        return "child"
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("ies") and len(noun) > len("allies") - 1:
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "corps")):
        return noun[:-1]
    return noun

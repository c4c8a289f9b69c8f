"""Choose for each place name the gazetteer entry that is meant.

Three things decide between places of one name: which countries the report is about (demonyms,
countries, sides, other places), how near the candidates lie to places already known, and how many
people live there. A name keeps one meaning within a report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, log10

from importer.distance import kilometres
from importer.gazetteer import Gazetteer, GazetteerEntry, Match
from importer.gazetteer.keys import exact_key
from importer.model import PlaceKind
from importer.resolve.party_lexicon import is_state, rivals_of
from importer.resolve.place_mentions import Mention
from importer.resolve.place_spelling import ROMANISED, spelt_alike
from importer.resolve.place_words import FEATURE_KINDS, side_words
from importer.segment.document import Document

_RANK_PENALTY = {0: 0.0, 1: 0.1, 2: 1.2, 3: 2.2}
_COUNTRY_BONUS = 4.0
_NEAR_BONUS = 2.5
_NEAR_SCALE_KM = 180.0
_FEATURE_BONUS = 3.0
_INSIDE_BONUS = 4.0
_INSIDE_WORDS = 3
_SCOPE_BONUS = 3.0
_CAPITAL_BONUS = 1.0
_COUNTRY_NAME_BONUS = 3.0
"""For a country over the towns that are called after it, in whatever state the report plays."""
_OPENING_REACH = 3
_NEIGHBOURS_KM = 60.0
_SUBDIVISION_PENALTY = {"ADM1": 0.5, "ADM2": 1.6}
_SEED_BONUS = 1.3
_WITH_ARTICLE = frozenset({PlaceKind.RIVER, PlaceKind.SEA, PlaceKind.AREA})
_WATERS = frozenset({"Sea", "Ocean", "Gulf", "Strait"})
_LANDSCAPE_BONUS = 1.0
_NATURAL_BONUS = 4.0
_NO_POINT_PENALTY = 4.0
_ELSEWHERE_PENALTY = 3.0
_KNOWN_POPULATION = 300_000
_FAR = 0.1
_CONTEXT_AT_LEAST = 0.4
_LEAST_UNCERTAIN = 4.2
_LEAST_CERTAIN = 2.4
_LEAST_DOUBTFUL = 8.0
_LONGEST_CLUE = 5
_HAMLET = 500
_SIDE_WEIGHT = 1.5
_SEAT_WEIGHT = 0.5
_ARMS_REACH = 2
"""Words behind a demonym: "Russian assault groups"."""


class Context:
    """What a document tells about where it plays."""

    def __init__(self, document: Document) -> None:
        self._weights: dict[str, float] = defaultdict(float)
        self._points: dict[str, tuple[float, float]] = {}
        self._most = 0.0
        for paragraph in document.paragraphs:
            self._read_sides(paragraph.text)

    def share(self, country: str | None) -> float:
        """Return how much the report is about the country: 1 for the foremost, 0 for others."""
        if country is None:
            return 0.5
        return self._weights.get(country, 0.0) / self._most if self._most else 0.0

    @property
    def countries(self) -> frozenset[str]:
        """Return the countries that the report is clearly about."""
        return frozenset(c for c in self._weights if self.share(c) >= _CONTEXT_AT_LEAST)

    def add_country(self, country: str | None, weight: float) -> None:
        """Count evidence that the report is about a country."""
        if country:
            self._weights[country] += weight
            self._most = max(self._most, self._weights[country])

    def add_point(self, name: str, entry: GazetteerEntry) -> None:
        """Remember where a named place lies."""
        if entry.latitude is not None and entry.longitude is not None:
            self._points[exact_key(name)] = (entry.latitude, entry.longitude)

    def nearness(self, name: str, entry: GazetteerEntry) -> float:
        """Return how near the entry lies to the nearest other place of the report, 1 to 0."""
        if entry.latitude is None or entry.longitude is None:
            return 0.0
        key = exact_key(name)
        distances = (
            kilometres(entry.latitude, entry.longitude, latitude, longitude)
            for other, (latitude, longitude) in self._points.items()
            if other != key
        )
        return exp(-min(distances, default=1e6) / _NEAR_SCALE_KM)

    def _read_sides(self, text: str) -> None:
        """Count demonyms, countries, armed groups and seats of power, the longest names first."""
        sides = side_words()
        words = exact_key(text).split()
        index = 0
        while index < len(words):
            if words[index] not in sides.openings:
                index += 1
                continue
            for length in range(_LONGEST_CLUE, 0, -1):
                clue = " ".join(words[index : index + length])
                codes = sides.countries.get(clue) or sides.seats.get(clue)
                if codes:
                    weight = _SIDE_WEIGHT if clue in sides.countries else _SEAT_WEIGHT
                    under_arms = clue in sides.demonyms and not sides.arms.isdisjoint(
                        words[index + length : index + length + _ARMS_REACH]
                    )
                    for code in codes:
                        self._add_side(code, weight / len(codes), under_arms=under_arms)
                    index += length - 1
                    break
            index += 1

    def _add_side(self, code: str, weight: float, *, under_arms: bool) -> None:
        """Count a side; where its arms are named, as much for the soil of those it fights."""
        enemies = sorted(filter(is_state, rivals_of(code))) if under_arms else ()
        for country in (code, *enemies):
            self.add_country(country, weight)


def choose_entries(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
    """Set `choice` and `score` of each mention, as far as one of its readings is plausible."""
    context = Context(document)
    _link_enclosing(mentions)
    for mention in mentions:
        if mention.taken and mention.within and mention.within.certain:
            mention.certain = True  # "held X in the Y region"
        if mention.certain or mention.hidden:
            context.add_country(_only_country(mention), 1.0)
    for mention in mentions:
        known_here = {m.entry.country for m in mention.matches} & context.countries
        if not known_here and not (mention.hidden and mention.matches):
            # A namesake elsewhere is hardly ever another spelling, unless letters are romanised.
            here = context.countries & ROMANISED if mention.matches else context.countries
            alike = spelt_alike(mention.name, gazetteer, here, certain=mention.certain)
            mention.matches = (*mention.matches, *alike)
    _settle(mentions, context)
    _agree(mentions)
    for mention in mentions:
        least = _LEAST_CERTAIN if mention.certain else _LEAST_UNCERTAIN
        least = _LEAST_DOUBTFUL if mention.doubtful else least
        if mention.choice and (mention.score < least or _is_far_fetched(mention)):
            mention.choice = None
    _hint_countries(mentions)


def _is_far_fetched(mention: Mention) -> bool:
    """Say whether a hamlet is named where nothing says that a place is meant."""
    if mention.choice is None or (mention.certain and not mention.hidden):
        return False
    return mention.choice.entry.is_hamlet


def _settle(mentions: Sequence[Mention], context: Context) -> None:
    """Choose twice: each by itself, then with a view to where the others lie."""
    for mention in reversed(mentions):  # a wider place before the places within it
        _choose(mention, context)
    for mention in mentions:
        if mention.choice and mention.certain and _is_anchor(mention):
            context.add_country(mention.choice.entry.country, 0.5)
            context.add_point(mention.name, mention.choice.entry)
    # Again, the surest first: each may move nearer to those already settled.
    for mention in sorted(mentions, key=lambda m: (-m.score, m.start)):
        _choose(mention, context)
        if mention.choice and _is_anchor(mention):
            context.add_point(mention.name, mention.choice.entry)


def _hint_countries(mentions: Sequence[Mention]) -> None:
    """Give a place without an entry the country of the nearest place of its paragraph."""
    for index, mention in enumerate(mentions):
        if mention.choice:
            continue
        beside = [
            (abs(other - index), other)
            for other, neighbour in enumerate(mentions)
            if neighbour.paragraph is mention.paragraph and neighbour.choice
        ]
        for _, other in sorted(beside)[:1]:
            choice = mentions[other].choice
            mention.country_hint = choice.entry.country if choice else None


def _only_country(mention: Mention) -> str | None:
    direct = {
        m.entry.country for m in mention.matches if m.is_direct and m.entry.population > _HAMLET
    }
    return direct.pop() if len(direct) == 1 else None


def _is_anchor(mention: Mention) -> bool:
    if mention.choice is None or mention.choice.entry.kind is PlaceKind.COUNTRY:
        return False
    return mention.score >= _LEAST_UNCERTAIN


def _link_enclosing(mentions: Sequence[Mention]) -> None:
    """Link a name to the wider place that follows it: "A in B", "A, B"."""
    for mention, following in pairwise(mentions):
        if mention.paragraph is not following.paragraph or mention.hidden:
            continue
        between = mention.paragraph.doc[mention.last : following.first].text.casefold()
        words = between.replace(",", " ").split()
        stated = bool(words) and words[0] == "in" and len(words) <= _INSIDE_WORDS
        behind = mention.paragraph.doc[following.last : following.last + 1].text
        listed = between.strip() == "," and behind in {",", ".", ""}
        if stated or listed:
            mention.within = following
            following.encloses = True
    for mention, opening in _openings(mentions):
        mention.scope = opening


def _openings(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pair each name with the region that opens its sentence: "In the B region, … A"."""
    opening: Mention | None = None
    for mention in mentions:
        sentence = mention.paragraph.doc[mention.first].sent
        if mention.first - sentence.start <= _OPENING_REACH and mention.feature == "region":
            opening = mention
        elif (
            opening and opening.paragraph is mention.paragraph and (opening.first >= sentence.start)
        ):
            yield mention, opening


def _choose(mention: Mention, context: Context) -> None:
    """Set the best reading of one mention, given what is known of the others."""
    mention.choice = None
    outer = _outer_entry(mention)
    best: tuple[float, int, int, int] | None = None
    for match in mention.matches:
        fit = _fit_within(match.entry, outer)
        if fit is None:
            continue
        score = _score(mention, match, context) + fit
        order = (score, -match.rank, match.entry.population, -match.entry.id)
        if best is None or order > best:
            best, mention.score, mention.choice = order, score, match


def _outer_entry(mention: Mention) -> GazetteerEntry | None:
    """Return the country or region that the text names for a place, if it is one for sure."""
    following = mention.within
    if following is None or following.choice is None:
        return None
    if following.choice.entry.fclass != "A":
        return _outer_entry(following)  # "in A, in B, C department": A is in C as well
    stated = following.feature == "region" or following.choice.entry.kind is PlaceKind.COUNTRY
    direct = following.choice.is_direct
    return following.choice.entry if stated or direct else None


def _fit_within(entry: GazetteerEntry, outer: GazetteerEntry | None) -> float | None:
    """Return the gain of a place that lies in the wider one, None where it lies elsewhere."""
    if outer is None or outer.id == entry.id:
        return 0.0
    if outer.country != entry.country or entry.kind is PlaceKind.COUNTRY:
        return 0.0 if entry.fclass in {"H", "T", "L", "A"} or entry.country is None else None
    if outer.kind is PlaceKind.COUNTRY or outer.admin1 is None or entry.admin1 is None:
        return _INSIDE_BONUS
    if outer.admin1 == entry.admin1:
        return _INSIDE_BONUS
    near = _apart(entry, outer) < _NEIGHBOURS_KM
    return 0.0 if near or not entry.is_settlement else None


def _apart(one: GazetteerEntry, other: GazetteerEntry) -> float:
    points = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in points:
        return 0.0
    lat1, lon1, lat2, lon2 = (value or 0.0 for value in points)
    return kilometres(lat1, lon1, lat2, lon2)


def _score(mention: Mention, match: Match, context: Context) -> float:
    entry = match.entry
    score = log10(entry.population + 100) - _RANK_PENALTY[match.rank]
    score += _COUNTRY_BONUS * context.share(entry.country)
    score += _scope_bonus(entry, mention.scope)
    if entry.is_capital:
        score += _CAPITAL_BONUS
    if entry.kind is PlaceKind.COUNTRY and match.is_direct:
        score += _COUNTRY_NAME_BONUS
    near = context.nearness(mention.name, entry)
    score += _NEAR_BONUS * near
    if "seed" in entry.source:
        score += _SEED_BONUS
    if entry.latitude is None:
        score -= _NO_POINT_PENALTY
    if _is_out_of_the_way(entry, near, context):
        score -= _ELSEWHERE_PENALTY
    if entry.kind in _WITH_ARTICLE:
        score += _NATURAL_BONUS if mention.with_article or mention.feature else 0.0
        score += _LANDSCAPE_BONUS
    if entry.kind is PlaceKind.SEA and mention.name.rpartition(" ")[2] in _WATERS:
        score += _FEATURE_BONUS  # "the Red Sea" is no coast that bears its name
    if mention.feature:
        score += _FEATURE_BONUS if entry.kind in FEATURE_KINDS[mention.feature] else 0.0
        score += 1.0 if mention.feature == "district" and entry.fclass == "A" else 0.0
        score -= 1.0 if mention.feature == "region" and entry.fcode == "ADM2" else 0.0
    else:
        score -= _SUBDIVISION_PENALTY.get(entry.fcode, 0.0)
    return score


def _scope_bonus(entry: GazetteerEntry, scope: Mention | None) -> float:
    """Return the gain of lying in the region that the sentence opens with."""
    if scope is None or scope.choice is None:
        return 0.0
    region = scope.choice.entry
    inside = region.country == entry.country and region.admin1 == entry.admin1
    return _SCOPE_BONUS if inside and region.admin1 is not None else 0.0


def _is_out_of_the_way(entry: GazetteerEntry, near: float, context: Context) -> bool:
    """Say whether an obscure place lies far from all that the report is about."""
    unrelated = bool(context.countries) and context.share(entry.country) == 0.0
    obscure = entry.population < _KNOWN_POPULATION and entry.fclass in {"P", "A"}
    return unrelated and obscure and near < _FAR and entry.kind is not PlaceKind.COUNTRY


def _agree(mentions: Sequence[Mention]) -> None:
    """Give every mention of one name the best-supported reading of any of them."""
    best: dict[tuple[str, str | None], Mention] = {}
    for mention in mentions:
        if mention.choice is None:
            continue
        group = (exact_key(mention.name), _sort_of(mention))
        if group not in best or mention.score > best[group].score:
            best[group] = mention
    for mention in mentions:
        leader = best.get((exact_key(mention.name), _sort_of(mention)))
        if mention.choice and leader and mention.within is None:
            mention.choice = leader.choice


def _sort_of(mention: Mention) -> str | None:
    """Group readings: a region, a river and a town may share a name within one report."""
    if mention.choice is None:
        return None
    entry = mention.choice.entry
    return "settlement" if entry.is_settlement else entry.kind.value

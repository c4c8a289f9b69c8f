"""Find the place names of a paragraph, and what the words around them say of the places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.gazetteer import Gazetteer, Match
from importer.gazetteer.keys import exact_key
from importer.resolve.place_features import (
    JOINERS,
    LEADING_ARTICLES,
    feature_apposed,
    feature_listed,
)
from importer.resolve.place_filters import Verdict, glued_hyphen, is_capitalised, judge
from importer.resolve.place_short_names import (
    is_demonym,
    is_too_short,
    shortened_state,
)
from importer.resolve.place_words import FEATURE_KINDS, PLACE_PARTS, place_words, side_words
from importer.segment.document import Paragraph

_LONGEST = 7
_REGION_NOUNS = (
    "Oblast",
    "Region",
    "Province",
    "State",
    "Governorate",
    "Department",
    "Raion",
    "District",
    "Krai",
)
_SHOWN = frozenset({Verdict.PLACE, Verdict.DOUBTFUL})
_NAME_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_NO_NAME_ENTITIES = frozenset({"DATE", "TIME", "ORDINAL", "LANGUAGE", "EVENT", "CARDINAL"})


@dataclass(slots=True)
class Mention:
    """A place name in the text, on its way to a gazetteer entry."""

    paragraph: Paragraph
    first: int
    last: int
    """Index of the mention's first token, and of the one behind its last; with noun of kind."""
    name: str
    """The name without the noun of kind."""
    matches: tuple[Match, ...]
    feature: str | None = None
    """`region`, `river`, `village`, … where the text says what it is."""
    certain: bool = False
    """True where the words around it leave no doubt that a place is meant."""
    doubtful: bool = False
    """True where the parser takes the name for a person's, and nothing else does."""
    front: bool = False
    camp: bool = False
    road: bool = False
    taken: bool = False
    """True behind a verb of taking, holding or leaving: of a place, or of something else."""
    with_article: bool = False
    """True for "the Oskil": rivers and areas have the article, towns have none."""
    hidden: bool = False
    """True inside a body's name: no mention of the place, but it tells what a text is about."""
    within: Mention | None = None
    """The wider place that the text names for it: "A in B"."""
    encloses: bool = False
    """True for B in "A in B" and "A, B": B tells where A is."""
    scope: Mention | None = None
    """The region with which the sentence opens: "In the B region, guns fired at A"."""
    country_hint: str | None = None
    """For a place that the gazetteer lacks: the country of the places beside it."""
    choice: Match | None = None
    score: float = 0.0

    @property
    def start(self) -> int:
        """Return the offset of the mention in the article."""
        return self.paragraph.start + self.paragraph.doc[self.first].idx

    @property
    def end(self) -> int:
        """Return the offset behind the mention in the article."""
        token = self.paragraph.doc[self.last - 1]
        return self.paragraph.start + token.idx + len(token)

    @property
    def head(self) -> Token:
        """Return the token that ties the name to its sentence."""
        return self.paragraph.doc[self.first : self.last].root


def find_mentions(
    paragraph: Paragraph, gazetteer: Gazetteer, surnames: frozenset[str]
) -> list[Mention]:
    """Return the place names of a paragraph in the order of the text, hidden ones included.

    `surnames` are those of the persons whom the document names in full.
    """
    return list(_Scanner(paragraph, gazetteer, surnames).mentions())


class _Scanner:
    def __init__(
        self, paragraph: Paragraph, gazetteer: Gazetteer, surnames: frozenset[str]
    ) -> None:
        self._paragraph = paragraph
        self._doc = paragraph.doc
        self._gazetteer = gazetteer
        self._surnames = surnames
        self._words = place_words()
        # Asking spaCy for all tokens at once is many times faster than one by one.
        self._capitals = [
            not lower and is_capitalised(self._doc[position].text)
            for position, lower in enumerate(self._doc.to_array("IS_LOWER").tolist())
        ]
        self._taken = 0
        """Index of the first token behind the mention before."""

    def mentions(self) -> Iterator[Mention]:
        position = 0
        while position < len(self._doc):
            mention = self._mention_at(position)
            if mention is None:
                position += 1
                continue
            if self._is_road(mention.last):
                yield self._road(mention)
                position = self._taken = mention.last
                continue
            verdict, resume = judge(self._doc, mention.first, mention.last, self._surnames)
            name_end = position + 1
            if verdict is Verdict.BODY and mention.matches:
                mention.hidden = True
                mention.feature = mention.feature or self._adjective_feature(mention.last)
                yield mention
            elif verdict in _SHOWN and self._is_supported(mention):
                mention.doubtful = verdict is Verdict.DOUBTFUL
                self._read_surroundings(mention)
                self._taken = mention.last
                yield mention
            position = max(name_end, mention.last, resume)

    def _is_road(self, position: int) -> bool:
        """Say whether the word at a position makes a road of the name before it."""
        if position >= len(self._doc) or not is_capitalised(self._doc[position].text):
            return False
        return self._doc[position].lower_ in self._words.roads

    def _road(self, mention: Mention) -> Mention:
        """Take the noun into the name: a road is no town, whatever it is called after."""
        mention.last += 1
        mention.name = self._doc[mention.first : mention.last].text
        mention.matches, mention.road, mention.hidden = (), True, True
        return mention

    def _mention_at(self, position: int) -> Mention | None:
        if not self._may_start(position):
            return None
        end, state, states = shortened_state(self._doc, position, self._gazetteer)
        if states:
            return Mention(self._paragraph, position, end, state, states, feature="region")
        for last in range(self._furthest_end(position), position, -1):
            if self._may_end(last):
                alone = last == position + 1
                name = self._doc[position].text if alone else self._doc[position:last].text
                matches = self._gazetteer.lookup(name)
                if matches and self._is_no_word(position, last, matches):
                    return Mention(self._paragraph, position, last, name, matches)
        return self._unknown_at(position)

    def _unknown_at(self, first: int) -> Mention | None:
        """Return a name that the gazetteer lacks, where all speaks for a place."""
        token = self._doc[first]
        if token.pos_ != "PROPN" or token.lower_ in self._words.stop_words:
            return None
        if token.ent_type_ in _NO_NAME_ENTITIES or (first and self._in_name(first - 1)):
            return None
        last = first + 1
        while last < len(self._doc) and self._in_name(last):
            last += 1
        while last > first + 1 and not is_capitalised(self._doc[last - 1].text):
            last -= 1
        if last < len(self._doc) and glued_hyphen(self._doc, last):
            return None
        words = {word.lower_ for word in self._doc[first:last]}
        if words & (self._words.institutions | self._words.titles) or words <= self._words.neutral:
            return None
        if last == first + 1 and is_demonym(token, self._gazetteer):
            return None  # "in Kuwaiti ports", "all Britons"
        return Mention(self._paragraph, first, last, self._doc[first:last].text, ())

    def _in_name(self, position: int) -> bool:
        token = self._doc[position]
        if is_capitalised(token.text):
            return token.pos_ == "PROPN" and token.lower_ not in self._words.features
        article = token.lower_ in LEADING_ARTICLES and position + 1 < len(self._doc)
        joins = token.lower_ in {"al", "el", "-", "‑"} or (
            article and glued_hyphen(self._doc, position + 1)
        )
        return joins and (not token.whitespace_ or token.lower_ != "-")

    def _may_start(self, position: int) -> bool:
        if not self._capitals[position]:
            article = position + 2 < len(self._doc) and glued_hyphen(self._doc, position + 1)
            if not article or self._doc[position].lower_ not in LEADING_ARTICLES:
                return False
        return not position or not glued_hyphen(self._doc, position - 1)

    def _furthest_end(self, first: int) -> int:
        """Return where a name that begins at `first` can end at the latest."""
        last = first
        latest = min(first + _LONGEST, len(self._doc))
        while last < latest and self._may_continue(last):
            last += 1
        return last

    def _may_continue(self, position: int) -> bool:
        if self._capitals[position]:
            return True
        return self._doc[position].lower_ in JOINERS or self._is_glued(position)

    def _may_end(self, last: int) -> bool:
        if not self._capitals[last - 1] and not self._doc[last - 1].text.isdigit():
            return False
        return last == len(self._doc) or not glued_hyphen(self._doc, last)

    def _is_glued(self, position: int) -> bool:
        """Say whether the word hangs on the one before: "Pakistan-administered"."""
        return position > 0 and glued_hyphen(self._doc, position - 1)

    def _is_no_word(self, first: int, last: int, matches: tuple[Match, ...]) -> bool:
        token = self._doc[first]
        if self._doc[first : last + 1].text.casefold() in self._words.stop_phrases:
            return False  # "Gulf states"
        if last - first > 1:
            return self._doc[first:last].text.casefold() not in self._words.stop_phrases
        followed = last < len(self._doc) and self._doc[last].lower_ in self._words.features
        ours = any("seed" in match.entry.source for match in matches)  # "the Strip"
        if token.lower_ in self._words.neutral and not followed and not ours:
            return False
        if exact_key(token.text) in side_words().demonyms:
            return False
        if token.lower_ in self._words.stop_words or is_too_short(token, matches):
            return False
        return token.pos_ == "PROPN" or (
            token.ent_type_ in _NAME_ENTITIES and token.pos_ in {"NOUN", "ADJ", "X", "VERB"}
        )

    def _is_supported(self, mention: Mention) -> bool:
        """Say whether a name that the gazetteer lacks stands where only a place can stand."""
        if mention.matches or self._feature_before(mention) or self._feature_behind(mention):
            return True
        if feature_listed(self._doc, mention.first, mention.last):
            return True
        token = self._doc[mention.first]
        if token.ent_type_ in {"GPE", "LOC"} or self._is_taken(mention.first):
            return True
        if mention.first <= 1:
            return bool(mention.first) and self._doc[0].lower_ in self._words.sure_prepositions
        before, noun = self._doc[mention.first - 1].lower_, self._doc[mention.first - 2].lower_
        if before == "of":
            return noun == "out" or noun in PLACE_PARTS or noun in self._words.directions
        return before in self._words.sure_prepositions

    def _is_taken(self, first: int) -> bool:
        """Say whether the name follows a verb of taking, holding or leaving a place."""
        before = self._doc[first - 1] if first else None
        return (
            before is not None
            and before.pos_ == "VERB"
            and before.lemma_ in self._words.locative_verbs
        )

    def _read_surroundings(self, mention: Mention) -> None:
        """Find what the words beside the name say of it, and take a noun of kind into the span."""
        mention.front = self._is_front(mention.last)
        behind = self._feature_behind(mention)
        if behind and behind in self._words.extending:
            mention.last += 1
        before = self._feature_before(mention)
        if before and mention.first > self._taken:
            neighbour = self._doc[mention.first - 1]
            if neighbour.lower_ in self._words.extending_before and is_capitalised(neighbour.text):
                mention.first -= 1
        listed = (
            None if behind or before else feature_listed(self._doc, mention.first, mention.last)
        )
        said = mention.feature or behind or before or listed
        mention.feature = said or feature_apposed(self._doc, mention.last)
        mention.camp = self._is_camp(mention.last)
        if mention.feature:
            mention.matches = self._of_feature(mention)
        mention.with_article = self._has_article(mention)
        mention.taken = self._is_taken(mention.first)
        entity = self._doc[mention.first].ent_type_
        mention.certain = bool(
            mention.feature
            or mention.front
            or entity in _NAME_ENTITIES
            or self._is_located(mention.first)
        )

    def _feature_behind(self, mention: Mention) -> str | None:
        if mention.last >= len(self._doc):
            return None
        token = self._doc[mention.last]
        feature = self._words.features.get(token.lower_)
        if feature in {"district", "area", "sea"} and not (
            token.lower_ == "district" or is_capitalised(token.text) or feature == "area"
        ):
            return feature if self._doc[mention.last - 1].whitespace_ else None
        return feature

    def _feature_before(self, mention: Mention) -> str | None:
        first = mention.first
        if first > 1 and self._doc[first - 1].lower_ == "of":
            noun = self._doc[first - 2].lower_
            behind = self._doc[mention.last].lower_ if mention.last < len(self._doc) else ""
            # "the villages of A and B" are A and B; "the districts of A" are parts of A.
            if noun.endswith("s") and behind not in {",", "and"}:
                return None
            return self._words.features.get(noun)
        if first >= 1 and self._doc[first - 1].whitespace_:
            return self._words.features.get(self._doc[first - 1].lower_)
        return None

    def _adjective_feature(self, position: int) -> str | None:
        if position >= len(self._doc):
            return None
        adjective = self._doc[position].lower_
        return {"regional": "region", "oblast": "region", "provincial": "region"}.get(adjective)

    def _of_feature(self, mention: Mention) -> tuple[Match, ...]:
        """Return the entries that fit the noun of kind; where none does, those of the bare name."""
        feature = mention.feature or ""
        fitting = {match.entry.id: match for match in self._by_full_name(mention)}
        for match in mention.matches:
            fitting.setdefault(match.entry.id, match)
        kinds = FEATURE_KINDS[feature]
        kept = tuple(match for match in fitting.values() if match.entry.kind in kinds)
        return kept or mention.matches

    def _by_full_name(self, mention: Mention) -> Iterator[Match]:
        yield from self._gazetteer.lookup(self._doc[mention.first : mention.last].text)
        if mention.feature in {"region", "district"}:
            own = (match.entry.name for match in mention.matches[:1])
            for name in dict.fromkeys((mention.name, *own)):
                for noun in _REGION_NOUNS:
                    yield from self._gazetteer.lookup(f"{name} {noun}")
        elif mention.feature == "river":
            yield from self._gazetteer.lookup(f"{mention.name} River")
        elif mention.feature == "sea":
            yield from self._gazetteer.lookup(f"Lake {mention.name}")

    def _is_front(self, position: int) -> bool:
        return position < len(self._doc) and self._doc[position].lower_ in self._words.fronts

    def _is_camp(self, position: int) -> bool:
        return "camp" in {token.lower_ for token in self._doc[position : position + 2]}

    def _has_article(self, mention: Mention) -> bool:
        """Say whether the name itself has the article, and not the noun behind it."""
        if not mention.first or self._doc[mention.first - 1].lower_ != "the" or mention.front:
            return False
        following = self._doc[mention.last] if mention.last < len(self._doc) else None
        return following is None or following.pos_ not in {"NOUN", "ADJ", "PROPN", "PART"}

    def _is_located(self, first: int) -> bool:
        """Say whether a preposition of place governs the name that begins at `first`."""
        index = first - 1
        while index >= 0 and (
            self._doc[index].lower_ in self._words.directions
            or self._doc[index].lower_ in {"the", "both", "either"}
        ):
            index -= 1
        if index < 0:
            return False
        if self._doc[index].lower_ == "of":
            return index > 0 and self._doc[index - 1].lower_ in self._words.locative_nouns
        return self._doc[index].lower_ in self._words.prepositions

"""Tell place names from the persons, bodies and governments that bear the same names."""

from __future__ import annotations

from enum import Enum

from spacy.tokens import Doc, Token

from importer.gazetteer.keys import exact_key
from importer.resolve.place_words import place_words, side_words

_HYPHENS = frozenset("-‑–")
_BODY_REACH = 4
_LONGEST_BODY = 7
_OTHER_ENTITIES = frozenset({"DATE", "TIME", "NORP"})
_ADJECTIVES_OF_REGIONS = frozenset({"regional", "provincial", "municipal"})
_NAME_PARTICLES = frozenset({"al", "el", "bin", "ibn", "abu", "von", "van", "bint"})


class Verdict(Enum):
    """What a name that the gazetteer knows is in its sentence."""

    PLACE = "place"
    DOUBTFUL = "doubtful"
    BODY = "body"
    OTHER = "other"


def is_capitalised(text: str) -> bool:
    """Say whether a word begins with a capital, an apostrophe before it aside."""
    return text[:1].isupper() or (text[:1] in "'’‘ʿ" and text[1:2].isupper())


def glued_hyphen(doc: Doc, position: int) -> bool:
    """Say whether the token is a hyphen inside a word."""
    token = doc[position]
    if len(token) > 1 or position == 0 or token.text not in _HYPHENS:
        return False
    return not token.whitespace_ and not doc[position - 1].whitespace_


def judge(doc: Doc, first: int, last: int, surnames: frozenset[str]) -> tuple[Verdict, int]:
    """Judge the name of the tokens `[first, last)`; also return where to read on."""
    end = _end_of_known_body(doc, first, last)
    if end or _names_a_group(doc, first, last):
        return Verdict.OTHER, end or last
    body = _body_noun(doc, last)
    if body:
        named = body.lower_ in place_words().institution_capitalised
        return (Verdict.OTHER if named else Verdict.BODY), last
    if _is_owner(doc, first):
        return Verdict.BODY, last
    if is_person(doc, first, last, surnames):
        return Verdict.OTHER, _end_of_run(doc, last)
    if _has_foreign_neighbour(doc, first, last):
        verdict = Verdict.BODY if _opens_a_body(doc, first, last) else Verdict.OTHER
        return verdict, _end_of_run(doc, last)
    doubtful = last - first == 1 and (
        _has_person_as_subject(doc[first]) or _stands_as_person(doc, first)
    )
    return (Verdict.DOUBTFUL if doubtful else Verdict.PLACE), last


def is_person(doc: Doc, first: int, last: int, surnames: frozenset[str]) -> bool:
    """Recognise persons by entity, title, full name elsewhere, or by what they do."""
    words = place_words()
    entity = doc[first].ent_type_ == "PERSON"
    if entity and _is_part_of_person(doc, first, last):
        return True
    previous = doc[first - 1].lower_ if first else ""
    if previous in words.titles - {"head"} or _is_described_as_person(doc, last):
        return True
    if last - first > 1:
        return False
    if exact_key(doc[first].text) in surnames and previous not in words.prepositions:
        return True
    if doc[first].ent_type_ in {"GPE", "LOC"}:
        return False
    return _acts_like_a_person(doc[first])


def _is_described_as_person(doc: Doc, last: int) -> bool:
    """Recognise "X, who", "X, 45," and "X himself" by what stands behind the name."""
    behind = [token.lower_ for token in doc[last : last + 3]] + ["", "", ""]
    if behind[0] in {"who", "himself", "herself"}:
        return True
    aged = behind[2] == "," and behind[1].isdigit()
    return behind[0] == "," and (behind[1] == "who" or aged)


def _is_part_of_person(doc: Doc, first: int, last: int) -> bool:
    """Say whether the entity at `first` has more names than these ("Goma airport" has none)."""
    neutral = place_words().neutral
    for entity in doc.ents:
        if entity.start <= first < entity.end:
            rest = [token for token in entity if not first <= token.i < last]
            return any(is_capitalised(t.text) and t.lower_ not in neutral for t in rest)
    return False


def _has_person_as_subject(token: Token) -> bool:
    if token.dep_ == "nsubjpass" and token.head.lemma_ in place_words().undergone_verbs:
        return False
    return token.ent_type_ == "PERSON" and token.dep_ in {"nsubj", "nsubjpass"}


def _stands_as_person(doc: Doc, first: int) -> bool:
    """Say whether a lone name that owns something is a person's: "Donald's coat"."""
    if doc[first].ent_type_ != "PERSON" or not first:
        return False
    before = doc[first - 1]
    return before.pos_ != "ADP" and doc[first].dep_ == "poss"


def _acts_like_a_person(token: Token) -> bool:
    """Say whether the subject does what towns do not do ("grabbed", "told"); towns fall or burn."""
    if token.dep_ != "nsubj" or token.head.pos_ not in {"VERB", "AUX"}:
        return False
    words = place_words()
    if token.head.lemma_ in words.speech:
        return True
    as_towns_do = words.state_verbs | words.located_verbs | words.town_verbs
    return token.head.lemma_ not in as_towns_do


def _end_of_known_body(doc: Doc, first: int, last: int) -> int:
    """Return where the name of a known body ends that the place name is a part of, else 0."""
    bodies, openings = side_words().bodies, side_words().body_openings
    for start in range(max(first - _BODY_REACH, 0), first + 1):
        if exact_key(doc[start].text) not in openings:
            continue
        for end in range(min(last + _BODY_REACH, len(doc)), last - 1, -1):
            longer = last - first < end - start <= _LONGEST_BODY
            if longer and exact_key(doc[start:end].text) in bodies:
                return end
    return 0


def _names_a_group(doc: Doc, first: int, last: int) -> bool:
    """Say whether the name is an armed group's, where no preposition makes a place of it."""
    if last - first > 1 or exact_key(doc[first].text) not in side_words().bodies:
        return False
    return not first or doc[first - 1].lower_ not in place_words().sure_prepositions


def _body_noun(doc: Doc, last: int) -> Token | None:
    """Return the noun of "Donetsk regional military administration", "Kherson’s mayor"."""
    words = place_words()
    index = last = last + 1 if last < len(doc) and doc[last].tag_ == "POS" else last
    while index < len(doc) and doc[index].lower_ in words.institution_adjectives:
        index += 1
    for position in range(min(index, len(doc) - 1), last - 1, -1):
        token = doc[position]
        if token.lower_ in words.institutions:
            if token.lower_ in words.institution_capitalised and not is_capitalised(token.text):
                return None
            return token
    return doc[last] if index > last and doc[last].lower_ in _ADJECTIVES_OF_REGIONS else None


def _is_owner(doc: Doc, first: int) -> bool:
    """Recognise "the Ministry of Defence of X", "University of X"; "the city of X" is none."""
    index = first - 1
    if index >= 0 and doc[index].lower_ == "the":
        index -= 1
    if index < 1 or doc[index].lower_ != "of":
        return False
    owner = doc[index - 1]
    if owner.lower_ in place_words().owners:
        named = owner.lower_ in place_words().institution_capitalised
        return not named or is_capitalised(owner.text)
    return (
        index > 1
        and is_capitalised(owner.text)
        and owner.lower_ not in place_words().neutral
        and owner.lower_ not in place_words().directions
        and owner.pos_ == "PROPN"
        and not owner.is_sent_start
    )


def _has_foreign_neighbour(doc: Doc, first: int, last: int) -> bool:
    """Say whether the name is a piece of a longer name that is no place's."""
    entity = doc[first].ent_type_
    whole = any(e.start == first and e.end <= last + 1 for e in doc[first:last].ents)
    if entity in {"GPE", "LOC"} and whole:
        return False
    return (first > 0 and _is_foreign(doc, first - 1, left=True)) or (
        last < len(doc) and _is_foreign(doc, last, left=False)
    )


def _opens_a_body(doc: Doc, first: int, last: int) -> bool:
    """Say whether a longer name is a body's that begins with its place ("Huntsville Fire Dept")."""
    if first and _is_foreign(doc, first - 1, left=True):
        return False
    return any(
        (entity.label_ in {"ORG", "FAC"} and entity.end > last)
        or (entity.label_ == "GPE" and entity.end == last)
        for entity in doc.ents
        if entity.start <= first < entity.end
    )


def _is_foreign(doc: Doc, position: int, *, left: bool) -> bool:
    token = doc[position]
    words = place_words()
    if token.lower_ in _NAME_PARTICLES and token.pos_ != "ADP":
        following = (
            position + (2 if glued_hyphen(doc, position + 1) else 1)
            if position + 1 < len(doc)
            else position
        )
        return following < len(doc) and is_capitalised(doc[following].text)
    if not is_capitalised(token.text) or not token.is_alpha:
        return False
    if token.lower_ in words.neutral or token.lower_ in words.stop_words:
        return False
    if exact_key(token.text) in side_words().demonyms or token.ent_type_ in _OTHER_ENTITIES:
        return False
    return not (left and token.is_sent_start and token.pos_ != "PROPN")


def _end_of_run(doc: Doc, position: int) -> int:
    while position < len(doc) and (
        is_capitalised(doc[position].text) or glued_hyphen(doc, position)
    ):
        position += 1
    return position

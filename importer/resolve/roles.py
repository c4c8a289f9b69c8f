"""The role of a person, read from the words on either side of the name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from importer.model import Span
from importer.resolve.name_runs import NameRun, is_body_name
from importer.resolve.offices import FORMER
from importer.resolve.party_lexicon import NameKind, party_lexicon
from importer.resolve.speaker_lexicon import office_noun, role_kind, role_noun, speaker_lexicon
from importer.segment.document import Paragraph

_PREPOSITIONS = frozenset({"of", "for", "in", "at", "with", "from"})
_PLACING = frozenset({"in", "at", "from", "near", "to", "on"})
_OWNING = frozenset({"of", "for", "at", "with", "from"})
_IN_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_OWNERS = frozenset({"its", "their", "his", "her", "our"})
_LEADING = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_NOT_OF_THE_NAME = frozenset({"former", "retired", "acting", "local", "senior", "top", "veteran"})
_NAMING = frozenset({"known", "identified", "named", "called", "referred"})
_STYLING = frozenset({"describe", "identify", "introduce", "present", "call", "style"})
_PRESENTING = frozenset({"head", "command", "chair", "govern"})
_SENT_TO = frozenset(
    {
        "ambassador",
        "envoy",
        "adviser",
        "advisor",
        "aide",
        "representative",
        "emissary",
        "delegate",
        "observer",
        "rapporteur",
        "assistant",
        "attaché",
    }
)
"""Roles that go on with "to" or "on": "ambassador to the UN", "adviser on security"."""
_ENDS = frozenset(',.;:“”"()[]—–')
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is, as the article puts it."""

    text: str | None
    noun: str
    kind: str | None
    """official, neutral, civil; None where only an organisation is given."""
    organisation: str | None
    span: Span
    """The words that tell the role, for looking up the parties named in them."""
    owner: str | None = None
    """`its`, `their`, …: the organisation is one named before."""


def read_role(paragraph: Paragraph, run: NameRun) -> Role | None:
    """Return the role told right or left of a name, or the one in capitals before it."""
    doc = paragraph.doc
    span = doc.char_span(
        run.whole.start - paragraph.start, run.whole.end - paragraph.start, alignment_mode="expand"
    )
    if span is None:
        return None
    right = (
        None if run.possessive else _right(paragraph, list(doc[span.end : span.end + _LONGEST + 4]))
    )
    closed = span.end >= len(doc) or doc[span.end].is_punct or doc[span.end].is_space
    left = None
    if right is None or FORMER.match(right.text or ""):
        left = _left(paragraph, span.start, closed=closed)
    # What somebody was tells less than what he is: "the group's leader X, a former policeman".
    present = left if left is not None and left.kind is not None else None
    return (present or right or left) or _from_titles(run)


def _right(paragraph: Paragraph, tokens: list[Token]) -> Role | None:
    """Read ", head of the ministry", ", who commands the fleet", "of the Red Crescent"."""
    apart = bool(tokens) and tokens[0].text in (",", "(")
    rest = tokens[1:] if apart else tokens
    if not rest:
        return None
    if apart and rest[0].is_digit and [token.text for token in rest[1:2]] == [","]:
        rest = rest[2:] or rest  # an age between commas
    if apart and rest[0].lower_ in ("then", "now", "currently"):
        rest = rest[1:] or rest  # ", then governor of Kursk,"
    opening = rest[0].lower_
    if opening in ("of", "from") or (opening == "with" and not apart):
        return _organisation_only(paragraph, rest)
    if not apart:
        # "X heads the regional administration", as the report's own way to present somebody.
        presents = rest[0].tag_ == "VBZ" and _bare(rest[0]) in _PRESENTING
        return _clause(paragraph, rest) if presents else None
    if opening == "who":
        return _relative(paragraph, rest[1:])
    if opening in ("speaking", "acting"):
        return _clause(paragraph, rest)
    # "X, citing soldiers on the ground,"
    does = rest[0].tag_ == "VBG" and rest[0].dep_ in ("advcl", "acl")
    return None if does else _noun_role(paragraph, _phrase(rest))


def _phrase(tokens: list[Token]) -> list[Token]:
    """Return the tokens of the noun phrase that begins here."""
    phrase: list[Token] = []
    for position, token in enumerate(tokens):
        if token.text in _ENDS and not _is_short_quotation(tokens, position):
            break
        conjoined = token.lower_ == "and" and phrase and phrase[-1].pos_ in ("NOUN", "PROPN")
        if not (conjoined or token.is_quote or _is_phrase_word(token)):
            break
        phrase.append(token)
        if len(phrase) > _LONGEST:
            break
    while phrase and (
        phrase[-1].lower_ in (*_PREPOSITIONS, "and", "to", "on") or phrase[-1].pos_ == "DET"
    ):
        phrase.pop()
    return phrase


def _is_phrase_word(token: Token) -> bool:
    """Say whether the word can stand inside the noun phrase of a role."""
    if token.pos_ in _IN_PHRASE or token.tag_ in ("POS", "PRP$", "HYPH"):
        return True
    if token.tag_ in ("VBN", "VBG"):
        # "Kenyan-led mission", "displaced mother"
        hyphenated = token.i > 0 and token.nbor(-1).tag_ == "HYPH"
        before_noun = token.i + 1 < len(token.doc) and token.nbor(1).pos_ in ("NOUN", "PROPN")
        return hyphenated or before_noun
    if token.lower_ in ("to", "on") and token.i > 0:
        return role_noun(token.nbor(-1).text) in _SENT_TO
    is_acronym = len(token) > 1 and token.text.isupper()
    return is_acronym or token.lower_ in _PREPOSITIONS or token.text[:1].isdigit()


def _joins_names(token: Token) -> bool:
    """Say whether an "and" stands inside a name: "the National Security and Defence Council"."""
    if token.lower_ != "and" or not 0 < token.i < len(token.doc) - 1:
        return False
    return all(token.nbor(step).text[:1].isupper() for step in (-1, 1))


def _is_short_quotation(tokens: list[Token], position: int) -> bool:
    """Pass over the marks of a name or role: Operational Command “North”, “war correspondent”."""
    if not tokens[position].is_quote:
        return False
    near = tokens[max(0, position - 3) : position + 4]
    marks = [token for token in near if token.is_quote]
    inside = [token for token in near if not token.is_quote]
    return len(marks) > 1 and any(
        token.text[:1].isupper() or role_kind(token.text) is not None for token in inside
    )


def _relative(paragraph: Paragraph, tokens: list[Token]) -> Role | None:
    position = 0
    while position < len(tokens) and tokens[position].pos_ in ("AUX", "ADV"):
        position += 1
    if position >= len(tokens):
        return None
    verb = tokens[position]
    behind = [token.lower_ for token in tokens[position + 1 : position + 3]]
    if behind and behind[0] in ("himself", "herself") and verb.lemma_.lower() in _STYLING:
        return _noun_role(paragraph, _phrase(tokens[position + 1 + behind.count("as") + 1 :]))
    if verb.lemma_.lower() in speaker_lexicon().role_verbs or _bare(verb) is not None:
        return _clause(paragraph, tokens[position:])
    if tokens[0].pos_ == "AUX":
        return _noun_role(paragraph, _phrase(tokens[position:]))
    return None


def _bare(verb: Token) -> str | None:
    """Find the verb behind a form that the tagger took for a noun: "heads", "commands"."""
    lower = verb.lower_
    verbs = speaker_lexicon().role_verbs
    return next((form for form in (lower, lower[:-1], lower[:-2]) if form in verbs), None)


def _clause(paragraph: Paragraph, tokens: list[Token]) -> Role | None:
    body = _phrase(tokens[1:])
    if not body:
        return None
    span = Span(paragraph.start + tokens[0].idx, paragraph.start + body[-1].idx + len(body[-1]))
    text = _text(paragraph, span)
    objects = body[1:] if body[0].lower_ in _PREPOSITIONS else body
    organisation, owner = _organisation_in(paragraph, objects)
    verb = _bare(tokens[0]) or tokens[0].lemma_.lower()
    kind = "civil" if verb in ("work", "teach", "own", "edit", "practise", "act") else "neutral"
    return Role(text, verb, kind, organisation, span, owner)


def _organisation_only(paragraph: Paragraph, tokens: list[Token]) -> Role | None:
    phrase = _phrase(tokens[1:])
    if not phrase:
        return None
    organisation, owner = _organisation_in(paragraph, phrase)
    if organisation is None or not _names_a_body(organisation):
        return None
    span = Span(paragraph.start + phrase[0].idx, paragraph.start + phrase[-1].idx + len(phrase[-1]))
    return Role(None, "", None, organisation, span, owner)


def _names_a_body(text: str) -> bool:
    whole = [m for m in party_lexicon().find(text) if m.end - m.start == len(text)]
    if whole and whole[0].kind in (NameKind.STATE, NameKind.SEAT):
        return False  # "envoy for Yemen"
    last = text.rsplit(maxsplit=1)[-1].lower()
    return is_body_name(text) or last in speaker_lexicon().body_nouns


def _left(paragraph: Paragraph, start: int, *, closed: bool) -> Role | None:
    """Walk back from the name over the noun phrase before it.

    One behind a comma belongs to the name only if another mark closes the name.
    """
    doc = paragraph.doc
    position = _before_naming(doc, start - 1)
    if position >= 0 and doc[position].text == ",":
        if not closed:
            return None  # "pulled out a child, Mayor X said": the comma ends what was said
        position -= 1
    if position >= 0 and doc[position].lower_ in _PLACING:
        return None  # "an officer in Kashmir": the name is where he is
    tokens = doc[max(0, position - _LONGEST) : position + 1]
    phrase: list[Token] = []
    for offset in range(len(tokens) - 1, -1, -1):
        token = tokens[offset]
        listed = list(tokens)
        quoted = token.is_quote and _is_short_quotation(listed, offset)
        if not (quoted or _is_phrase_word(token) or _joins_names(token)):
            break
        phrase.insert(0, token)
        if token.tag_ == "PRP$":
            break
    return _noun_role(paragraph, phrase)


def _before_naming(doc: Doc, position: int) -> int:
    """Step back over "known as", "identified only as", "named" before a name."""
    if position >= 1 and doc[position].lower_ == "as":
        position -= 1
        if doc[position].lower_ in ("only", "simply"):
            position -= 1
        return position - 1 if doc[position].lower_ in _NAMING else position + 1
    return position - 1 if position >= 0 and doc[position].lower_ in _NAMING else position


def _noun_role(paragraph: Paragraph, phrase: list[Token]) -> Role | None:
    """Find the noun that names the role: the first that ends a noun phrase of its own."""
    for position, token in enumerate(phrase):
        following = phrase[position + 1] if position + 1 < len(phrase) else None
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or role_kind(token.text) is None:
            continue
        if following is not None and (
            following.tag_ == "POS"
            or following.pos_ in ("NOUN", "PROPN")
            or (following.pos_ == "ADJ" and role_kind(phrase[-1].text) is not None)
        ):
            continue
        return _role_at(paragraph, phrase, position)
    return None


def _role_at(paragraph: Paragraph, phrase: list[Token], position: int) -> Role:
    first = position
    while first > 0 and phrase[first - 1].lower_ not in _PREPOSITIONS:
        first -= 1
    noun = phrase[position]
    last = phrase[-1]
    span = Span(paragraph.start + phrase[first].idx, paragraph.start + last.idx + len(last))
    text = _text(paragraph, span)
    if not any(token.tag_ == "POS" for token in phrase[first:position]):
        text = _LEADING.sub("", text)
    elif text.startswith("The "):
        text = "t" + text[1:]
    owner = phrase[first].lower_ if phrase[first].lower_ in _OWNERS else None
    if owner:
        text = text.split(maxsplit=1)[1]
    organisation = _before_noun(paragraph, phrase[first:position])
    behind = phrase[position + 1 :]
    if organisation is None and owner is None and behind and behind[0].lower_ in _OWNING:
        organisation, owner = _organisation_in(paragraph, behind[1:])
        if organisation and not _is_organisation(organisation, role_kind(noun.text)):
            organisation = None
    name = office_noun(noun.text, phrase[position - 1].text if position else None)
    return Role(text, name, role_kind(name), organisation, span, owner)


def _before_noun(paragraph: Paragraph, words: list[Token]) -> str | None:
    """Return the possessor or compound in front: "the army’s spokesman", "army spokesman"."""
    possessor = next((p for p, token in enumerate(words) if token.tag_ == "POS"), None)
    if possessor and words[possessor - 1].lower_ in speaker_lexicon().body_nouns:
        words = words[:possessor]
    body = [
        token
        for token in words
        if token.tag_ not in ("POS", "PRP$")
        and token.pos_ != "DET"
        and token.lower_ not in _NOT_OF_THE_NAME
    ]
    if not body or _is_attribute(body[-1]):
        return None
    text = _text(
        paragraph,
        Span(paragraph.start + body[0].idx, paragraph.start + body[-1].idx + len(body[-1])),
    )
    # "military spokesman of the Houthis": the body stands behind, the adjective names none.
    return text if _names_a_body(text) and text.lower() != "military" else None


def _is_attribute(word: Token) -> bool:
    """Say whether a word of bodies' names is no body by itself: "press officer", "defence aide"."""
    lexicon = speaker_lexicon()
    if word.lower_ not in lexicon.body_words or word.lower_ in lexicon.body_nouns:
        return False
    return word.is_lower or word.is_sent_start or word.i == 0


def _is_organisation(text: str, kind: str | None) -> bool:
    """Tell the hospital in "surgeon at the hospital" from the town in "mayor of the town"."""
    if kind == "official":
        return _names_a_body(text)
    return _names_a_body(text) or any(char.isupper() for char in text)


def _organisation_in(paragraph: Paragraph, phrase: list[Token]) -> tuple[str | None, str | None]:
    """Return the organisation that the phrase names, or the pronoun that stands for it."""
    if not phrase:
        return None, None
    if phrase[0].lower_ in _OWNERS:
        return None, phrase[0].lower_
    cut = [p for p, t in enumerate(phrase) if p and t.lower_ in ("in", "at", "from", "for")]
    kept = phrase[: cut[0]] if cut else phrase
    possessor = next((p for p, t in enumerate(kept) if t.tag_ == "POS"), None)
    if possessor and kept[possessor - 1].lower_ in speaker_lexicon().body_nouns:
        kept = kept[:possessor]
    return _LEADING.sub("", _text_of(paragraph, kept)) or None, None


def _text_of(paragraph: Paragraph, tokens: list[Token]) -> str:
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    return paragraph.text[start:end]


def _text(paragraph: Paragraph, span: Span) -> str:
    return paragraph.text[span.start - paragraph.start : span.end - paragraph.start]


def _from_titles(run: NameRun) -> Role | None:
    """Read "Foreign Minister X": capitalised words before the name that name an office."""
    titles = speaker_lexicon().titles
    office = [word for word in run.titles if word.lower().strip(".") not in titles]
    if not office or role_kind(run.titles[-1]) is None:
        return None
    span = Span(run.whole.start, run.name.start)
    text = " ".join(run.titles)
    noun = office_noun(run.titles[-1], run.titles[-2] if len(run.titles) > 1 else None)
    return Role(text, noun, role_kind(noun), None, span)

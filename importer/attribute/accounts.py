"""Reports without a verb: "according to X", "by her account", wherever they stand."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import cue_verbs, words
from importer.attribute.sentence import FINITE, Range, Report, Sentence
from importer.attribute.sources import is_role_noun
from importer.resolve.speaker_lexicon import speaker_lexicon


def according_report(sentence: Sentence, token: Token, lo: int, hi: int) -> Report | None:
    """Return the report of "according to X" or "per X", wherever in the sentence it stands."""
    if token.lower_ == "per":
        return _per_report(sentence, token, lo, hi)
    if token.lower_ != "according" or token.i + 2 >= hi or token.nbor().lower_ != "to":
        return None
    start = token.i + 2
    source_end = _source_end(sentence, start, hi)
    source = sentence.trim(start, source_end)
    if source[0] >= source[1]:
        return None
    heads = {t.lower_ for t in sentence.doc[source[0] : source[1]] if t.pos_ == "NOUN"}
    if heads & words("nouns", "evidence") and not any(
        t.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or is_role_noun(t)
        for t in sentence.doc[source[0] : source[1]]
    ):
        return None
    return _around(sentence, (token, token.nbor()), (token.i, source_end), source, lo, hi)


def _per_report(sentence: Sentence, per: Token, lo: int, hi: int) -> Report | None:
    """Read "per X", "as per X" set off by a comma or at the start; "per day" counts something."""
    start = per.i + 1
    opening = per.i - 1 if per.i > lo and per.nbor(-1).lower_ == "as" else per.i
    apart = opening <= lo or sentence.doc[opening - 1].text in {",", "(", "–", "—"}
    if start >= hi or not apart or sentence.in_speech(per.i):
        return None
    head = next((c for c in per.children if c.dep_ == "pobj"), None)
    end = next((t.i for t in sentence.doc[start:hi] if t.text in {",", ";", "."}), hi)
    if head is not None and opening > lo:
        end = min(hi, head.right_edge.i + 1)
    source = sentence.trim(start, end)
    tokens = sentence.doc[source[0] : source[1]]
    speaks = any(t.pos_ == "PROPN" or is_role_noun(t) for t in tokens)
    if source[0] >= source[1] or not speaks:
        return None
    return _around(sentence, (per,), (opening, end), source, lo, hi)


def _source_end(sentence: Sentence, start: int, hi: int) -> int:
    """Return the end of the noun phrase behind "according to"."""
    head = next((t for t in sentence.doc[start:hi] if t.dep_ == "pobj" and t.head.i < start), None)
    if head is None:
        return next((t.i for t in sentence.doc[start:hi] if t.text in {",", ";", "."}), hi)
    end = min(hi, head.right_edge.i + 1)
    end = _before_relative(sentence, head, end)
    if start - len(("according", "to")) == sentence.start:
        comma = next((t.i for t in sentence.doc[head.i : hi] if t.text == ","), hi)
        if comma + 1 < hi and sentence.doc[comma + 1].lower_ in {"which", "who", "whose"}:
            # "According to the charity, which runs the clinic, …"
            comma = next((t.i for t in sentence.doc[comma + 1 : hi] if t.text == ","), comma)
        if (name := _name_between_commas(sentence, comma, hi)) is not None:
            return name
        if (described := _description_between_commas(sentence, comma, hi)) is not None:
            return described
        return comma if not _appositive(sentence, comma, end) else end
    return end


def _before_relative(sentence: Sentence, head: Token, end: int) -> int:
    """Leave out what a relative clause says by itself: "according to X, which warned that"."""
    for child in head.children:
        if child.dep_ == "relcl" and child.i < end and "clause" in _frames_of(child):
            comma = child.left_edge.i - 1
            return comma if sentence.doc[comma].text == "," else end
    return end


def _frames_of(verb: Token) -> frozenset[str]:
    cue = cue_verbs().get(verb.lemma_)
    return cue.frames if cue is not None else frozenset()


def _name_between_commas(sentence: Sentence, comma: int, hi: int) -> int | None:
    """Return the end of a name set off behind an office: "the governor, Ada Obi, …"."""
    end = comma + 1
    while end < hi and sentence.doc[end].pos_ == "PROPN":
        end += 1
    closed = end < hi and sentence.doc[end].text == ","
    person = any(t.ent_type_ == "PERSON" for t in sentence.doc[comma + 1 : end])
    return end if closed and person else None


def _description_between_commas(sentence: Sentence, comma: int, hi: int) -> int | None:
    """Return the end of what a source is: "according to Airwars, a watchdog in London, …"."""
    end = next((t.i for t in sentence.doc[comma + 1 : hi] if t.text == ","), None)
    if end is None or sentence.doc[comma + 1].pos_ not in {"DET", "PRON"}:
        return None
    between = sentence.doc[comma + 1 : end]
    relative = next((t.i for t in between if t.tag_ in {"WDT", "WP"}), end)
    if any((t.tag_ in FINITE and t.i < relative) or sentence.in_speech(t.i) for t in between):
        return None
    ends = [t for t in between if t.pos_ in {"NOUN", "PROPN"} and not _leads_on(t, end)]
    return end if ends and (is_role_noun(ends[0]) or _is_body(ends[0])) else None


def _is_body(noun: Token) -> bool:
    lexicon = speaker_lexicon()
    return noun.lower_ in lexicon.body_nouns | lexicon.again["civil"] | lexicon.again["armed"]


def _leads_on(noun: Token, end: int) -> bool:
    """Say whether a noun only describes the one behind it."""
    return noun.i + 1 < end and (
        noun.nbor().pos_ in {"NOUN", "PROPN"} or noun.nbor().tag_ == "HYPH"
    )


def _appositive(sentence: Sentence, comma: int, end: int) -> bool:
    return (
        comma < end
        and sentence.doc[end - 1].i > comma
        and any(t.dep_ == "appos" for t in sentence.doc[comma:end])
    )


def account_report(sentence: Sentence, token: Token, lo: int, hi: int) -> Report | None:
    """Return the report of "by her account", "in the army's view"."""
    if token.lower_ not in {"by", "in"} or token.i + 2 >= hi:
        return None
    noun = next(
        (c for c in token.children if c.dep_ == "pobj" and c.lower_ in words("nouns", "accounts")),
        None,
    )
    if noun is None or noun.i >= hi:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        return _in_the_words_of(sentence, token, noun, lo, hi)
    source = sentence.trim(owner.left_edge.i, owner.right_edge.i + 1)
    while source[1] > source[0] + 1 and sentence.doc[source[1] - 1].tag_ == "POS":
        source = (source[0], source[1] - 1)
    cue = tuple(sentence.doc[token.i : noun.i + 1])
    return _around(sentence, cue, (token.i, noun.i + 1), source, lo, hi)


def _in_the_words_of(
    sentence: Sentence, token: Token, noun: Token, lo: int, hi: int
) -> Report | None:
    """Read "in the words of a nurse", where the owner stands behind the noun."""
    of = next((c for c in noun.children if c.lower_ == "of" and c.i > noun.i), None)
    if of is None or noun.lower_ not in {"words", "view", "opinion", "telling", "estimate"}:
        return None
    owner = next((c for c in of.children if c.dep_ == "pobj" and c.i < hi), None)
    if owner is None:
        return None
    end = min(hi, owner.right_edge.i + 1)
    source = sentence.trim(owner.left_edge.i, end)
    cue = tuple(sentence.doc[token.i : of.i + 1])
    return _around(sentence, cue, (token.i, end), source, lo, hi)


def _around(
    sentence: Sentence, cue: tuple[Token, ...], clause: Range, source: Range, lo: int, hi: int
) -> Report | None:
    """Build the report of a phrase that stands before, inside or behind its content."""
    colon = max(
        (
            t.i
            for t in sentence.doc[lo : clause[0]]
            if t.text == ":" and not sentence.in_speech(t.i)
        ),
        default=None,
    )
    floor = lo if colon is None else colon + 1
    left = sentence.trim(floor, clause[0])
    right = sentence.trim(clause[1], hi)
    if left[0] >= left[1]:
        content = right
    elif right[0] >= right[1] or sentence.doc[right[0]].lower_ in {"which", "who"}:
        content = left
    else:
        content = (left[0], right[1])
    if content[0] >= content[1]:
        return None
    return Report(cue, [content], clause, source, rule="according")

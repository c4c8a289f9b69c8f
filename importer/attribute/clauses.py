"""Reports whose content is a clause: "she said that …", "…, she said", "…, she said, …"."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import Cue, cue_verbs, verb_cue, words
from importer.attribute.sentence import DASHES, MARKS, Range, Report, Sentence
from importer.attribute.sources import noun_phrase, source_before, subject_of, widen_over_role
from importer.attribute.tails import Tail, tail_kind

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLAIN_CLAUSE = 5
_COMPLEMENT = frozenset({"ccomp"})
_BREAKS = frozenset({",", ";"}) | DASHES


def clause_report(sentence: Sentence, verb: Token, cue: Cue, lo: int, hi: int) -> Report | None:
    """Return the report of a verb with a clause or quotation as its content, or None.

    Args:
        sentence: The sentence that the verb stands in.
        verb: The reporting verb.
        cue: What the lexicon knows of it.
        lo: First token that may belong to the report (the sentence's, or a quotation's).
        hi: End of these tokens.

    """
    head = subject_of(verb)
    clause = _clause_around(sentence, verb, head, lo, hi)
    if clause is not None and _interrupts_speech(sentence, clause[0][0], lo):
        return _after_content(sentence, verb, clause, lo, hi)
    after = _complement_after(sentence, verb, hi)
    if after is not None:
        return _before_content(sentence, verb, head, after, lo, hi)
    return _after_content(sentence, verb, clause, lo, hi) if clause else None


def _interrupts_speech(sentence: Sentence, start: int, lo: int) -> bool:
    """Say whether a quotation of speech ends right before a cue clause."""
    position = start - 1
    while position > lo and not sentence.doc[position].text[:1].isalnum():
        if sentence.is_mark(position) and sentence.in_speech(position - 1):
            return True
        position -= 1
    return False


def _complement_after(sentence: Sentence, verb: Token, hi: int) -> int | None:
    """Return where a clause or quotation begins that follows the verb, or None."""
    starts = [
        child.left_edge.i
        for child in verb.children
        if child.dep_ in _COMPLEMENT and child.i > verb.i and child.left_edge.i > verb.i
    ]
    for token in sentence.doc[verb.i + 1 : hi]:
        if (
            token.lower_ == "that"
            and token.tag_ == "IN"
            and _bare_before(sentence, verb, token, starts)
        ):
            starts = [token.i]
            break
        other_cue = token.tag_ == "VBG" and token.lemma_ in cue_verbs()
        if token.text in {";", ":"} or token.text in MARKS or token.tag_ in _FINITE or other_cue:
            break
    if starts and _belongs_to_noun(sentence, verb, starts[0]):
        return None
    colon = _colon_after(sentence, verb, hi)
    if colon is not None and (
        not starts or starts[0] > colon or _inverted(sentence, verb, starts[0])
    ):
        return colon
    if not starts:
        return _quotation_after(sentence, verb, hi)
    start = _with_lost_subject(sentence, verb, min(starts))
    if _separated(sentence, verb, start):
        return _quotation_after(sentence, verb, hi)
    return start


def _bare_before(sentence: Sentence, verb: Token, that: Token, starts: list[int]) -> bool:
    """Say whether only circumstances stand between a verb and its "that"."""
    if not starts or that.i <= starts[0]:
        return True
    between = sentence.doc[starts[0] : that.i]
    return not any(
        token.tag_ in _FINITE or token.dep_ in {"nsubj", "nsubjpass"} for token in between
    )


def _belongs_to_noun(sentence: Sentence, verb: Token, start: int) -> bool:
    """Say whether a "that" hangs on a noun between, as in: confirmed the claim that …"""
    before = sentence.doc[start - 1]
    if sentence.doc[start].lower_ != "that" or before.i <= verb.i:
        return False
    return before.lemma_.lower() in words("nouns", "claims") and before.dep_ in {"dobj", "pobj"}


def _inverted(sentence: Sentence, verb: Token, start: int) -> bool:
    return any(token.text == ":" for token in sentence.doc[verb.i + 1 : start])


def _with_lost_subject(sentence: Sentence, verb: Token, start: int) -> int:
    """Take in a subject that the parser has cut off its clause: "said 200 tonnes of it, …, burned"."""
    if sentence.doc[start].lower_ == "that" or verb.lemma_ in {
        "tell",
        "inform",
        "assure",
        "remind",
        "warn",
    }:
        return start
    for token in sentence.doc[verb.i + 1 : start]:
        if (
            token.dep_ in {"dobj", "attr", "oprd", "nsubj", "nummod"}
            and token.head.i == verb.i
            and token.pos_ != "PRON"
        ):
            return min(start, int(token.left_edge.i))
    return start


def _separated(sentence: Sentence, verb: Token, start: int) -> bool:
    """Say whether a comma parts the verb from the clause: then the verb only interrupts it."""
    between = sentence.doc[verb.i + 1 : start]
    commas = [token for token in between if token.text == ","]
    if not commas:
        return False
    if sentence.doc[start].lower_ == "that":
        return False
    opened_by_comma = verb.i - 1 > sentence.start and any(
        token.text == "," for token in sentence.doc[sentence.start : verb.i]
    )
    return opened_by_comma and len(between) - 1 <= 2 * len(commas) + 8


def _colon_after(sentence: Sentence, verb: Token, hi: int) -> int | None:
    """Return the token behind a colon that introduces what was said."""
    comma = False
    for token in sentence.doc[verb.i + 1 : hi]:
        comma = comma or token.text == ","
        if comma and token.tag_ in _FINITE and token.dep_ != "relcl":
            return None
        if sentence.in_speech(token.i) or token.text in {".", ";"}:
            return None
        if token.text == ":" and token.i + 1 < hi:
            return token.i + 1
    return None


def _quotation_after(sentence: Sentence, verb: Token, hi: int) -> int | None:
    """Return the start of a quotation that the verb leads to, as in: she said “…”."""
    for token in sentence.doc[verb.i + 1 : min(hi, verb.i + 16)]:
        if sentence.quotation_at(token.i):
            quotation = sentence.quotation_at(token.i)
            previous = sentence.doc[token.i - 2] if token.i - 2 > verb.i else None
            direct = previous is None or previous.text in {",", ":"} or previous.lower_ == "that"
            return token.i if quotation and (quotation.speech or direct) and direct else None
        if token.text in {";", "."} or (token.tag_ in _FINITE and token.i > verb.i + 1):
            return None
    return None


def _before_content(
    sentence: Sentence, verb: Token, head: Token | None, start: int, lo: int, hi: int
) -> Report | None:
    source = None
    if head is not None and lo <= head.i < start:
        source = noun_phrase(sentence, head, lo, start, verb)
        source = widen_over_role(sentence, source, lo, verb.i)
    elif head is None and verb.tag_ in _FINITE | {"VBN"}:
        source = source_before(sentence, verb, lo)
    elif head is not None:
        source = (head.i, head.i + 1)
    end = _content_end(sentence, verb, start, hi)
    contents = [
        piece
        for piece in split_that(sentence, start, end)
        if sentence.in_speech(piece[0]) or _is_clause(sentence, *piece)
    ]
    first = min([verb.i, *(source or ())])
    clause_start = min(first, verb.left_edge.i) if lo <= verb.left_edge.i <= start else first
    if not contents:
        return None
    return Report((verb,), contents, (max(lo, clause_start), start), source, rule="cue-content")


def _content_end(sentence: Sentence, verb: Token, start: int, hi: int) -> int:
    """Return where the content of a preposed cue ends: at the next cue, or with the sentence."""
    end = hi
    for child in verb.children:
        if child.i <= start or child.left_edge.i <= start:
            continue
        if child.dep_ in {"ccomp", "punct", "cc"}:
            continue
        if _leaves_content(child):
            end = min(end, child.left_edge.i)
    quoted = sentence.quotation_at(start)
    if quoted is not None and sentence.quotation_at(verb.i) is quoted:
        quoted = None
    for token in sentence.doc[start:end]:
        if token.i > start + 1 and _starts_new_cue(sentence, verb, token):
            if quoted is not None and sentence.quotation_at(token.i) is quoted:
                continue
            end = _before_connective(sentence, token.i, start)
            break
    return end


def _leaves_content(child: Token) -> bool:
    if child.dep_ == "conj":
        own_subject = any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in child.children)
        return not own_subject or child.lemma_ in cue_verbs()
    if child.dep_ == "advcl":
        cue = cue_verbs().get(child.lemma_)
        speaks = bool(cue and cue.speech) or child.lemma_ in words("tails", "saying")
        return child.tag_ == "VBG" and speaks
    return child.lower_ == "according"


def _starts_new_cue(sentence: Sentence, verb: Token, token: Token) -> bool:
    """Say whether a second cue of the same source takes over: "…, but insisted that …"."""
    previous = sentence.doc[token.i - 1]
    cue = cue_verbs().get(token.lemma_)
    if token.text == ";":
        return _other_speaks(sentence, token)
    if previous.text == "," and (
        token.lower_ == "according"
        or _names_what_was_said(sentence, token)
        or _other_speaks(sentence, token)
    ):
        return True
    if cue is None or not cue.speech or token.pos_ != "VERB":
        return False
    if token.tag_ == "VBG":
        return previous.text == "," and "clause" in cue.frames
    coordinated = previous.pos_ == "CCONJ" or (
        previous.pos_ == "ADV" and sentence.doc[token.i - 2].pos_ == "CCONJ"
    )
    no_subject = not any(t.dep_ in {"nsubj", "nsubjpass"} for t in token.children)
    connective = token.i - 1 if previous.pos_ == "CCONJ" else token.i - 2
    parted = sentence.doc[connective - 1].text == "," or token.head.i == verb.i
    goes_on = previous.lower_ in {"also", "again", "further", "but"}
    return coordinated and no_subject and (parted or goes_on) and token.tag_ == verb.tag_


def _names_what_was_said(sentence: Sentence, article: Token) -> bool:
    """Say whether an apposition to the whole report follows: "…, a claim that Y denied"."""
    if article.lower_ not in {"a", "an"}:
        return False
    for token in sentence.doc[article.i + 1 : article.i + 4]:
        if token.pos_ == "NOUN":
            judged = token.lower_ in words("stance", "doubting_nouns") | words(
                "stance", "denying_nouns"
            )
            return judged or token.lemma_.lower() in words("nouns", "claims")
    return False


def _other_speaks(sentence: Sentence, connective: Token) -> bool:
    """Say whether somebody else takes over: "…, while the army said it had …"."""
    if connective.lower_ not in {"while", "though", "although", "whereas", "but", "and", ";"}:
        return False
    for token in sentence.doc[connective.i + 1 : min(sentence.end, connective.i + 16)]:
        if token.text in {";", ":"} or sentence.in_speech(token.i):
            return False
        _, cue = verb_cue(token) if token.pos_ == "VERB" else (None, None)
        if cue is None or not cue.speech or token.tag_ not in _FINITE:
            continue
        subject = next((t for t in token.children if t.dep_ == "nsubj"), None)
        first_verb = not any(t.tag_ in _FINITE for t in sentence.doc[connective.i + 1 : token.i])
        return first_verb and subject is not None and connective.i < subject.i < token.i
    return False


def _before_connective(sentence: Sentence, position: int, floor: int) -> int:
    while position - 1 > floor and (
        sentence.doc[position - 1].pos_ in {"CCONJ", "ADV"} or sentence.doc[position - 1].is_punct
    ):
        position -= 1
    return position


def split_that(sentence: Sentence, start: int, end: int) -> list[Range]:
    """Cut a content at every coordinated "that", as in: that A, and that B."""
    pieces: list[Range] = []
    piece = start
    introduced = sentence.doc[start].lower_ == "that"
    for token in sentence.doc[start + 1 : end]:
        if token.lower_ != "that" or sentence.in_speech(token.i):
            continue
        if token.tag_ != "IN" and not introduced:
            continue
        previous = sentence.doc[token.i - 1]
        if previous.pos_ == "CCONJ" and _has_subject_and_verb(sentence, token.i, end):
            pieces.append((piece, token.i - 1))
            piece = token.i
    pieces.append((piece, end))
    return [p for p in (_content(sentence, *piece) for piece in pieces) if p[0] < p[1]]


def _has_subject_and_verb(sentence: Sentence, start: int, end: int) -> bool:
    tokens = sentence.doc[start + 1 : end]
    return any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in tokens) and any(
        t.tag_ in _FINITE for t in tokens
    )


def _content(sentence: Sentence, start: int, end: int) -> Range:
    """Trim a content and take off the conjunction that introduces it."""
    start, end = sentence.trim(start, end)
    if start + 1 < end and _is_conjunction(sentence, start):
        start, end = sentence.trim(start + 1, end)
    while end - 1 > start and sentence.doc[end - 1].pos_ == "CCONJ":
        start, end = sentence.trim(start, end - 1)
    return start, end


def _is_conjunction(sentence: Sentence, index: int) -> bool:
    """Tell the conjunction "that" from the determiner; the tagger takes "that the" for either."""
    token, following = sentence.doc[index], sentence.doc[index + 1]
    if token.lower_ != "that":
        return False
    return (
        token.tag_ == "IN"
        or following.pos_ in {"DET", "PROPN", "PRON", "NUM", "ADJ", "ADP"}
        or following.tag_ == "NNS"
    )


def _clause_around(
    sentence: Sentence, verb: Token, head: Token | None, lo: int, hi: int
) -> tuple[Range, Range | None, bool] | None:
    """Return the range of an interrupting or closing cue clause, its source, and if it is inverted."""
    source = _source_beside(sentence, verb, head, lo, hi)
    if source is None:
        return None
    inverted = source[0] > verb.i
    start = verb.i if inverted else source[0]
    while start - 1 >= lo and sentence.doc[start - 1].pos_ in {"ADV", "AUX"} and inverted:
        start -= 1
    if start <= lo:
        return None
    before = sentence.doc[start - 1]
    if not (before.text in _BREAKS or before.text in MARKS or sentence.is_mark(before.i)):
        return None
    end = max(verb.i + 1, source[1])
    return (start, end), source, inverted


def _source_beside(
    sentence: Sentence, verb: Token, head: Token | None, lo: int, hi: int
) -> Range | None:
    if head is None or not lo <= head.i < hi:
        if verb.tag_ in {"VBG", "VB"}:
            return None
        return source_before(sentence, verb, lo)
    if head.i < verb.i:
        floor = _left_limit(sentence, head, lo)
        source = noun_phrase(sentence, head, floor, verb.i, verb)
        return widen_over_role(sentence, source, lo, verb.i)
    return noun_phrase(sentence, head, verb.i + 1, hi, verb)


def _left_limit(sentence: Sentence, head: Token, lo: int) -> int:
    """Keep a source to the left of its verb from reaching back into a quotation."""
    for index in range(head.i - 1, lo - 1, -1):
        if sentence.is_mark(index) and not sentence.in_speech(index + 1):
            return index + 1
    return lo


def _after_content(
    sentence: Sentence,
    verb: Token,
    clause: tuple[Range, Range | None, bool],
    lo: int,
    hi: int,
) -> Report | None:
    (start, end), source, _ = clause
    left = sentence.trim(lo, start)
    if left[0] >= left[1]:
        return None
    parenthetical = not any(
        token.tag_ in _FINITE for token in sentence.doc[left[0] : left[1]]
    ) and not sentence.in_speech(left[0])
    end, tail = _clause_end(sentence, end, hi, parenthetical=parenthetical)
    content_end = hi if tail is Tail.CONTENT else start
    if tail is Tail.CONTENT:
        content_end = _tail_end(sentence, end, hi)
    content = _content(sentence, lo, content_end)
    if content[0] >= content[1]:
        return None
    told = [i for i in range(*content) if not start <= i < end]
    claims = any(sentence.in_speech(i) or sentence.doc[i].tag_ in _FINITE for i in told)
    # The tagger takes some verbs for nouns ("retook"); a cue that closes the sentence makes up for it.
    if not claims and (end < hi or len(told) < _PLAIN_CLAUSE):
        return None
    return Report((verb,), [content], (start, end), source, rule="content-cue")


def _is_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a content has a verb of its own, as a headline's gerund or infinitive has."""
    return any(token.pos_ in {"VERB", "AUX"} for token in sentence.doc[start:end])


def _clause_end(
    sentence: Sentence, position: int, hi: int, *, parenthetical: bool
) -> tuple[int, Tail]:
    """Walk over the circumstances of a saying to where the content goes on, if it does."""
    while position < hi:
        token = sentence.doc[position]
        if sentence.in_speech(position):
            return position, Tail.CONTENT
        if token.text == ":" and position + 1 < hi:
            return position, Tail.CUE
        if token.text in _BREAKS and position + 1 < hi and not token.whitespace_ == "":
            following = position + 1
            if sentence.is_mark(following) or sentence.in_speech(following):
                return position, Tail.CONTENT
            kind = tail_kind(sentence, following, parenthetical=parenthetical)
            if kind is not Tail.SAYING:
                return position, kind
        position += 1
    return hi, Tail.SAYING


def _tail_end(sentence: Sentence, start: int, hi: int) -> int:
    """Return where content behind an interrupting cue ends: before another cue's clause."""
    for token in sentence.doc[start + 1 : hi]:
        if sentence.in_speech(token.i) or sentence.doc[token.i - 1].text != ",":
            continue
        if token.lower_ == "according":
            return token.i - 1
        cue = cue_verbs().get(token.lemma_)
        if token.tag_ == "VBG" and cue and cue.speech and token.i > start + 1:
            return token.i - 1
    return hi

"""Reports whose content is a clause: "she said that …", "…, she said", "…, she said, …"."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.as_clauses import as_report
from importer.attribute.extents import (
    behind_semicolon,
    clause_end,
    content_end,
    content_range,
    is_clause,
    split_that,
    tail_end,
)
from importer.attribute.lexicon import cue_verbs, words
from importer.attribute.lost_clauses import ADDRESSING, MEANS, behind_hearer, behind_means
from importer.attribute.nouns import clause_behind_owner
from importer.attribute.sentence import DASHES, FINITE, MARKS, Range, Report, Sentence
from importer.attribute.sources import noun_phrase, source_before, subject_of, widen_over_role
from importer.attribute.tails import Tail

_NAMING = frozenset({"ADJ", "DET", "NOUN", "PRON", "PROPN"})
_PLAIN_CLAUSE = 5
_ON_CLAIMS = frozenset({"believe", "engage"})
_COMPLEMENT = frozenset({"ccomp"})
_BREAKS = frozenset({",", ";"}) | DASHES
_BOUNDS = frozenset({"between", "from", "over", "under", "above", "up"})


def clause_report(sentence: Sentence, verb: Token, lo: int, hi: int) -> Report | None:
    """Return the report of a verb with a clause or quotation as its content, or None.

    Args:
        sentence: The sentence that the verb stands in.
        verb: The reporting verb.
        lo: First token that may belong to the report (the sentence's, or a quotation's).
        hi: End of these tokens.

    """
    head = _inverted_subject(sentence, verb, lo) or subject_of(verb)
    if head is not None and sentence.in_speech(head.i) and not sentence.in_speech(verb.i):
        head = None  # the parser hung the cue on a verb inside the quotation
    elif _borrows_subject(sentence, verb, lo):
        head = None
    clause = _clause_around(sentence, verb, head, lo, hi)
    leads_on = verb.i + 1 < hi and verb.nbor().text == ":"
    if verb.tag_ == "VBG" and _complement_after(sentence, verb, hi) is not None:
        leads_on = True  # "“…,” she said, describing how …": the words before it are not its own
    if clause is not None and not leads_on and _interrupts_speech(sentence, clause[0][0], lo):
        return _after_content(sentence, verb, clause, lo, hi)
    stands_so, report = as_report(sentence, verb, head, lo, hi)
    if stands_so:
        return report
    after = _complement_after(sentence, verb, hi)
    if after is not None:
        return _before_content(sentence, verb, head, after, lo, hi)
    return _after_content(sentence, verb, clause, lo, hi) if clause else None


def _inverted_subject(sentence: Sentence, verb: Token, lo: int) -> Token | None:
    """Return who speaks where a verb follows a quotation at once: “…”, reported the mayor."""
    before = verb.i - 1
    if before <= lo or sentence.doc[before].text[:1].isalnum():
        return None
    if not (_interrupts_speech(sentence, verb.i, lo) or _stands_between_commas(sentence, verb)):
        return None
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in {"nsubj", "dobj", "attr"}]
    return behind[0] if behind and not sentence.in_speech(behind[0].i) else None


def _stands_between_commas(sentence: Sentence, verb: Token) -> bool:
    """Say whether a cue and its source interrupt a clause: "Food, warned the agency, will end"."""
    behind = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if behind is None or verb.dep_ != "parataxis" or verb.tag_ not in FINITE:
        return False
    closed = behind.right_edge.i + 1
    return closed < sentence.end and sentence.doc[closed].text == "," and verb.nbor(-1).text == ","


def _borrows_subject(sentence: Sentence, verb: Token, lo: int) -> bool:
    """Say whether a closing cue got the subject of what was said: "Men came, X, a nurse, told"."""
    if verb.dep_ != "conj" or verb.i - 1 <= lo:
        return False
    if any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
        return False
    before = sentence.doc[verb.i - 1]
    apposed = before.text == "," or before.pos_ in {"NOUN", "PROPN"}
    return apposed and source_before(sentence, verb, lo) is not None


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
        if child.dep_ in _COMPLEMENT
        and child.i > verb.i
        and child.left_edge.i > verb.i
        and not _begins_anew(verb, child)
        and not _joined_to_what_was_vowed(verb, child)
    ]
    for token in sentence.doc[verb.i + 1 : hi]:
        if token.lower_ == "that" and token.tag_ == "IN" and _bare_before(sentence, token, starts):
            starts = [token.i]
            break
        other_cue = token.tag_ == "VBG" and (
            token.lemma_ in cue_verbs() or (token.i + 1 < hi and token.nbor().lower_ == "that")
        )
        if token.text in {";", ":"} or token.text in MARKS or token.tag_ in FINITE or other_cue:
            break
    if starts and _belongs_to_noun(sentence, verb, starts[0]):
        return None
    colon = _colon_after(sentence, verb, hi)
    if colon is not None and (
        not starts or starts[0] > colon or _inverted(sentence, verb, starts[0])
    ):
        return colon
    if not starts and (lost := behind_hearer(verb) or behind_means(verb)) is not None:
        return lost
    if not starts:
        return _quotation_after(sentence, verb, hi) or _bare_clause_after(sentence, verb, hi)
    start = _with_lost_subject(sentence, verb, min(starts))
    if _separated(sentence, verb, start):
        return _quotation_after(sentence, verb, hi)
    return start


def _begins_anew(verb: Token, clause: Token) -> bool:
    """Say whether a cue closes what stands before it: "A was hit, the army said; B was not"."""
    parted = any(t.text == ";" for t in verb.doc[verb.i + 1 : clause.left_edge.i + 1])
    told = any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)
    return parted and (told or verb.dep_ == "parataxis")


def _joined_to_what_was_vowed(verb: Token, clause: Token) -> bool:
    """Say whether a clause is another's report: "X vowed to strike, and Y in turn accused Z"."""
    start = clause.left_edge.i
    joints = [c.i for c in verb.children if c.dep_ == "cc" and verb.i < c.i < start]
    vowed = any(c.dep_ == "xcomp" and verb.i < c.i < joints[0] for c in verb.children if joints)
    return vowed and clause.doc[start].lower_ != "that"


def _bare_clause_after(sentence: Sentence, verb: Token, hi: int) -> int | None:
    """Return the word behind a verb where the parser has missed the clause: "saying it had hit"."""
    if verb.i + 1 >= hi or verb.lemma_ in ADDRESSING:
        return None
    if sentence.doc[verb.i + 1].pos_ not in {"DET", "PRON", "PROPN", "NUM", "NOUN", "ADJ"}:
        return None
    for token in sentence.doc[verb.i + 2 : hi]:
        if token.text in {",", ";", ":"} or token.text in MARKS or token.tag_ in {"WDT", "WP"}:
            return None
        if token.tag_ in FINITE:
            hung = {token.dep_, token.head.dep_} & {"relcl", "acl", "advcl"}
            return None if hung else verb.i + 1
    return None


def _bare_before(sentence: Sentence, that: Token, starts: list[int]) -> bool:
    """Say whether only circumstances stand between a verb and its "that"."""
    if not starts or that.i <= starts[0]:
        return True
    between = sentence.doc[starts[0] : that.i]
    return not any(
        token.tag_ in FINITE or token.dep_ in {"nsubj", "nsubjpass"} for token in between
    )


def _belongs_to_noun(sentence: Sentence, verb: Token, start: int) -> bool:
    """Say whether a "that" hangs on a noun between: "confirmed the claim that X"."""
    before = sentence.doc[start - 1]
    if sentence.doc[start].lower_ != "that" or before.i <= verb.i or before.pos_ == "PROPN":
        return False  # "told Sky News that"
    told = next((c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < start), None)
    if told is not None and told.lemma_.lower() in words("nouns", "claims"):
        hung = clause_behind_owner(told)
        if hung is not None and hung.left_edge.i == start:
            return True  # "denied reports by residents that X"
    if before.dep_ == "pobj" and before.head.lower_ in MEANS and verb.lemma_ not in _ON_CLAIMS:
        return False  # "said in response that", "wrote in a report that"
    return before.lemma_.lower() in words("nouns", "claims") and before.dep_ in {"dobj", "pobj"}


def _inverted(sentence: Sentence, verb: Token, start: int) -> bool:
    return any(token.text == ":" for token in sentence.doc[verb.i + 1 : start])


def _with_lost_subject(sentence: Sentence, verb: Token, start: int) -> int:
    """Take in a subject that the parser cut off its clause: "said 200 tonnes, …, burned"."""
    if sentence.doc[start].lower_ == "that" or verb.lemma_ in ADDRESSING:
        return start
    first = sentence.doc[verb.i + 1]
    if first.lower_ in _BOUNDS and first.head.i == verb.i and first.nbor().like_num:
        return min(start, int(first.i))
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
        if comma and token.tag_ in FINITE and token.dep_ != "relcl":
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
        if token.text in {";", "."} or (token.tag_ in FINITE and token.i > verb.i + 1):
            return None
    return None


def _before_content(
    sentence: Sentence, verb: Token, head: Token | None, start: int, lo: int, hi: int
) -> Report | None:
    source = None
    if head is not None and lo <= head.i < start:
        source = noun_phrase(sentence, head, lo, start, verb)
        source = widen_over_role(sentence, source, lo, verb.i)
    elif head is None and verb.tag_ in FINITE | {"VBN"}:
        source = source_before(sentence, verb, lo)
    elif head is not None:
        source = (head.i, head.i + 1)
    end = content_end(sentence, verb, start, hi)
    contents = [
        piece
        for piece in split_that(sentence, start, end)
        if (sentence.in_speech(piece[0]) and not sentence.in_speech(verb.i))
        or is_clause(sentence, *piece)
    ]
    first = min([verb.i, *(source or ())])
    clause_start = min(first, verb.left_edge.i) if lo <= verb.left_edge.i <= start else first
    if not contents:
        return None
    return Report((verb,), contents, (max(lo, clause_start), start), source, rule="cue-content")


def _clause_around(
    sentence: Sentence, verb: Token, head: Token | None, lo: int, hi: int
) -> tuple[Range, Range | None, bool] | None:
    """Return an interrupting or closing cue clause, its source, and whether it is inverted."""
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
    if before.text == ";" or not (
        before.text in _BREAKS or before.text in MARKS or sentence.is_mark(before.i)
    ):
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
        if source[0] >= source[1]:
            return _source_behind(sentence, verb, hi)
        return widen_over_role(sentence, source, lo, verb.i)
    return noun_phrase(sentence, head, verb.i + 1, hi, verb)


def _source_behind(sentence: Sentence, verb: Token, hi: int) -> Range | None:
    """Return who is named behind a verb whose subject the parser took for a mark: ",» said X"."""
    end = verb.i + 1
    while end < hi and sentence.doc[end].pos_ in _NAMING:
        end += 1
    source = sentence.trim(verb.i + 1, end)
    return source if source[0] < source[1] else None


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
    lo = behind_semicolon(sentence, lo, start)
    left = sentence.trim(lo, start)
    if left[0] >= left[1]:
        return None
    if left[1] - 2 >= left[0] and _ends_in_relative(sentence, left[1]):
        return None  # "footage on which, it says, bodies can be seen"
    parenthetical = not any(
        token.tag_ in FINITE for token in sentence.doc[left[0] : left[1]]
    ) and not sentence.in_speech(left[0])
    end, tail = clause_end(sentence, end, hi, parenthetical=parenthetical)
    content_end = hi if tail is Tail.CONTENT else start
    if tail is Tail.CONTENT:
        content_end = tail_end(sentence, end, hi)
    content = content_range(sentence, lo, content_end)
    if content[0] >= content[1]:
        return None
    told = [i for i in range(*content) if not start <= i < end]
    claims = any(sentence.in_speech(i) or sentence.doc[i].tag_ in FINITE for i in told)
    # The tagger takes some verbs for nouns ("retook"); a cue that closes the sentence shows it.
    occasion = sentence.doc[content[0]].pos_ == "ADP" and not any(
        sentence.doc[i].pos_ in {"VERB", "AUX"} for i in told
    )  # "In a post on Facebook, the ministry vowed to …"
    if not claims and (end < hi or len(told) < _PLAIN_CLAUSE or occasion):
        return None
    return Report((verb,), [content], (start, end), source, rule="content-cue")


def _ends_in_relative(sentence: Sentence, end: int) -> bool:
    """Say whether words end in "on which", so that their clause goes on behind a cue."""
    relative, before = sentence.doc[end - 1], sentence.doc[end - 2]
    return relative.tag_ in {"WDT", "WP"} and before.pos_ == "ADP"

"""How far a content reaches: to the sentence's end, to another cue, or around a cue clause."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import cue_verbs, verb_cue, words
from importer.attribute.sentence import DASHES, FINITE, Range, Sentence
from importer.attribute.tails import Tail, tail_kind

_BREAKS = frozenset({",", ";"}) | DASHES
_LONGEST_SUBJECT = 10
"""Tokens up to the verb of a report that begins behind a bare comma."""
_LONGEST_CLOSING = 12
"""Tokens from a sentence's end within which a closing cue stands."""
_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_HANDOVERS = frozenset({"while", "though", "although", "whereas", "but", "and", ";"})


def content_end(sentence: Sentence, verb: Token, start: int, hi: int) -> int:
    """Return where the content of a preposed cue ends: at the next cue, or with the sentence."""
    end = min(_before_side_clauses(verb, start, hi), _before_main_clause(sentence, verb, start, hi))
    if sentence.in_speech(verb.i):
        end = min(end, _before_objection(verb, start, hi))
    if sentence.is_mark(start) and start + 1 < hi:
        start += 1
    quoted = sentence.quotation_at(start)
    if quoted is not None:
        end = _before_next_act(sentence, start, end)
    if quoted is not None and sentence.quotation_at(verb.i) is quoted:
        quoted = None
    for token in sentence.doc[start:end]:
        if token.i > start + 1 and _starts_new_cue(sentence, verb, token):
            if quoted is not None and sentence.quotation_at(token.i) is quoted:
                continue
            end = _before_connective(sentence, token.i, start)
            break
    return end


def _before_side_clauses(verb: Token, start: int, hi: int) -> int:
    """Return where the first clause begins that hangs on the cue and tells of no content."""
    starts = [
        child.left_edge.i
        for child in verb.children
        if start < child.left_edge.i <= child.i
        and child.dep_ not in {"ccomp", "punct", "cc"}
        and _leaves_content(child)
    ]
    return min([hi, *starts])


def _before_objection(verb: Token, start: int, hi: int) -> int:
    """End what a speaker tells of others before his own word: "They say it fell, but we stay"."""
    joints = [
        c.i - 1
        for c in verb.children
        if c.lower_ == "but" and start < c.i < hi and c.nbor(-1).text == ","
    ]
    return min([hi, *joints])


def _before_main_clause(sentence: Sentence, verb: Token, start: int, hi: int) -> int:
    """End what a side clause reports where the main clause begins: "While X said A, Y said B"."""
    main = verb.head
    if verb.dep_ != "advcl" or main.i < start or verb.left_edge.dep_ != "mark":
        return hi
    begins = [child.left_edge.i for child in main.children if child.dep_ in _SUBJECTS]
    parted = [i for i in begins if i > start and sentence.doc[i - 1].text == ","]
    return min([hi, *parted])


def _before_next_act(sentence: Sentence, start: int, end: int) -> int:
    """End a quotation before what its speaker did next: "said: “…” and asked people to leave"."""
    quoted = sentence.quotation_at(start)
    for token in sentence.doc[start : end - 1]:
        if sentence.quotation_at(token.i) is quoted or not token.text[:1].isalnum():
            continue
        acts = token.pos_ == "CCONJ" and token.nbor().tag_ in {"VBD", "VBZ"}
        return token.i if acts or _closes_what_was_said(sentence, start, token) else end
    return end


def _closes_what_was_said(sentence: Sentence, start: int, behind: Token) -> bool:
    """Say whether a quoted clause is all of it: said “the town is ours”, but he gave no proof."""
    inside = [t for t in sentence.doc[start : behind.i] if sentence.in_speech(t.i)]
    whole = any(t.tag_ in FINITE for t in inside) and any(t.dep_ in _SUBJECTS for t in inside)
    near = {t.text for t in sentence.doc[behind.i - 2 : behind.i]}
    goes_on = "that" in {behind.lower_, behind.nbor().lower_}
    return whole and "," in near and not goes_on


def _leaves_content(child: Token) -> bool:
    if child.dep_ == "conj":
        own_subject = any(t.dep_ in _SUBJECTS for t in child.children)
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
        return _other_speaks(sentence, token) or closing_cue(sentence, token.i)
    if previous.text in DASHES and names_what_was_said(sentence, token):
        return True
    if previous.text == "," and (
        token.lower_ in {"according", "without"}
        or names_what_was_said(sentence, token)
        or _other_speaks(sentence, token)
        or _another_begins(sentence, token)
        or _goes_on_to_say(token)
        or _told_another_day(sentence, token)
    ):
        return True
    if cue is None or not cue.speech or token.pos_ != "VERB":
        return False
    if token.tag_ == "VBG":
        chained = previous.text == "," or (
            previous.pos_ == "CCONJ" and sentence.doc[token.i - 2].text == ","
        )
        return chained and ("clause" in cue.frames or cue.stance is not None)
    coordinated = previous.pos_ == "CCONJ" or (
        previous.pos_ == "ADV" and sentence.doc[token.i - 2].pos_ == "CCONJ"
    )
    no_subject = not any(t.dep_ in {"nsubj", "nsubjpass"} for t in token.children)
    connective = token.i - 1 if previous.pos_ == "CCONJ" else token.i - 2
    parted = sentence.doc[connective - 1].text == "," or token.head.i == verb.i
    # "has said it hits only barracks and accused X of": what was said is in another tense
    parted = parted or (token.tag_ == "VBD" and token.head.tag_ in {"VBZ", "VBP"})
    goes_on = previous.lower_ in {"also", "again", "further", "but"}
    same = token.tag_ == verb.tag_ or {token.tag_, verb.tag_} == {"VBD", "VBN"}
    return coordinated and no_subject and (parted or goes_on) and same


def before_comment(sentence: Sentence, start: int, end: int) -> int:
    """Return where a content ends if a word on the whole report follows: "— a charge that"."""
    for token in sentence.doc[start + 2 : end]:
        if sentence.doc[token.i - 1].text not in _BREAKS:
            continue
        if names_what_was_said(sentence, token) or _judges_what_was_said(token):
            return token.i - 1
    return end


def _judges_what_was_said(relative: Token) -> bool:
    """Say whether somebody gives a verdict on the whole report: "…, which he called a lie"."""
    cue = cue_verbs().get(relative.head.lemma_)
    judging = cue is not None and bool(cue.frames & {"obj_pred", "obj_as"} or cue.stance)
    return relative.lower_ == "which" and relative.dep_ in {"dobj", "nsubjpass"} and judging


def names_what_was_said(sentence: Sentence, article: Token) -> bool:
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
    if connective.lower_ not in _HANDOVERS:
        return False
    ahead = {t.lower_ for t in sentence.doc[connective.i + 1 : connective.i + 9]}
    unsure = "could" in ahead and bool(ahead & {"not", "neither", "nor"})
    if unsure and ahead & words("tails", "verifying"):
        # "…, though this could not be verified": the article's own reserve.
        return True
    if _tells_nothing(sentence, connective.i + 1):
        return True
    for token in sentence.doc[connective.i + 1 : min(sentence.end, connective.i + 16)]:
        if token.text in {";", ":"} or sentence.in_speech(token.i):
            return False
        _, cue = verb_cue(token) if token.pos_ == "VERB" else (None, None)
        if cue is None or not cue.speech or token.tag_ not in FINITE:
            continue
        subject = next((t for t in token.children if t.dep_ == "nsubj"), None)
        first_verb = not any(t.tag_ in FINITE for t in sentence.doc[connective.i + 1 : token.i])
        return first_verb and subject is not None and connective.i < subject.i < token.i
    return False


def _goes_on_to_say(token: Token) -> bool:
    """Say whether the same source takes the word again: "…, before adding: “…”"."""
    if token.lower_ not in {"before", "after"} or token.i + 1 >= len(token.doc):
        return False
    verb = token.nbor()
    cue = cue_verbs().get(verb.lemma_)
    return verb.tag_ == "VBG" and cue is not None and cue.speech and "clause" in cue.frames


def _told_another_day(sentence: Sentence, first: Token) -> bool:
    """Say whether another's words follow with their day: "…, a day after Y claimed that"."""
    start = first.i + 2
    if start >= sentence.end or sentence.doc[start].lower_ not in {"after", "before"}:
        return False
    if not (first.like_num or first.lower_ == "a") or first.nbor().lemma_ not in _SPANS:
        return False
    verb = sentence.doc[start].head
    cue = cue_verbs().get(verb.lemma_)
    return cue is not None and cue.speech and verb.i > start and verb.tag_ in FINITE


def _another_begins(sentence: Sentence, first: Token) -> bool:
    """Say whether a report of somebody else follows a bare comma: "…, the rebels say they …"."""
    if first.pos_ not in {"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"}:
        return False
    for token in sentence.doc[first.i + 1 : min(sentence.end, first.i + _LONGEST_SUBJECT)]:
        if token.is_punct or sentence.in_speech(token.i):
            return False
        if token.tag_ not in FINITE:
            continue
        cue = cue_verbs().get(token.lemma_)
        if cue is None or not cue.speech or token.dep_ in {"relcl", "acl", "advcl"}:
            return False
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        tells = any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
        return tells and subject is not None and subject.left_edge.i == first.i
    return False


def _tells_nothing(sentence: Sentence, start: int) -> bool:
    """Say whether a clause is about silence: "; he did not elaborate"."""
    for token in sentence.doc[start : min(sentence.end, start + 8)]:
        if token.dep_ == "neg" and token.head.lemma_ in cue_verbs():
            return token.head.tag_ == "VB" and not any(
                t.dep_ == "ccomp" for t in token.head.children
            )
    return False


def closing_cue(sentence: Sentence, semicolon: int) -> bool:
    """Say whether a cue of its own closes what stands behind a semicolon: "…; 12 fell, it said"."""
    for token in sentence.doc[max(semicolon + 1, sentence.end - _LONGEST_CLOSING) : sentence.end]:
        cue = cue_verbs().get(token.lemma_)
        if cue is None or not cue.speech or token.tag_ not in FINITE:
            continue
        subject = next((t for t in token.children if t.dep_ == "nsubj"), None)
        if subject is None or subject.i > token.i:
            continue
        before = subject.left_edge.i - 1
        plain = not any(t.dep_ == "ccomp" and t.i > token.i for t in token.children)
        if semicolon < before and sentence.doc[before].text == "," and plain:
            return True
    return False


def _before_connective(sentence: Sentence, position: int, floor: int) -> int:
    while position - 1 > floor and _connects(sentence, position - 1):
        position -= 1
    return position


def _connects(sentence: Sentence, index: int) -> bool:
    """Say whether a word only leads to the next report: "and", "later" in "…, and later added"."""
    token, before = sentence.doc[index], sentence.doc[index - 1]
    if token.pos_ == "ADV":
        return before.is_punct or before.pos_ in {"CCONJ", "ADV"}
    return token.pos_ == "CCONJ" or token.is_punct


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
        listed = previous.text == "," and introduced and token.dep_ == "mark"
        coordinated = previous.pos_ == "CCONJ" and (
            introduced or _is_first_that(sentence, piece, token)
        )
        if (coordinated or listed) and _has_subject_and_verb(sentence, token.i, end):
            pieces.append((piece, token.i - 1))
            piece = token.i
    pieces.append((piece, end))
    return [p for p in (content_range(sentence, *piece) for piece in pieces) if p[0] < p[1]]


def _is_first_that(sentence: Sentence, start: int, that: Token) -> bool:
    """Say whether a second report follows one without "that": "said A and that B"."""
    joined, first = that.head, that.head.head
    if joined.dep_ == "conj" and first.dep_ == "ccomp" and first.head.i < start <= first.i:
        return True  # "said X had warned that A, but that B"
    before = sentence.doc[start : that.i]
    return _has_subject_and_verb(sentence, start - 1, that.i) and not any(
        t.lower_ in {"that", "whether", "how", "who"} for t in before
    )


def _has_subject_and_verb(sentence: Sentence, start: int, end: int) -> bool:
    tokens = sentence.doc[start + 1 : end]
    return any(t.dep_ in _SUBJECTS for t in tokens) and any(t.tag_ in FINITE for t in tokens)


def content_range(sentence: Sentence, start: int, end: int) -> Range:
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
    if index > sentence.start and token.nbor(-1).dep_ == "prt":
        return True  # "did not rule out that part of it would fall"
    if index > sentence.start and token.nbor(-1).pos_ in {"NOUN", "PROPN"}:
        return True  # "told a briefing that aid was held up"
    return (
        token.tag_ in {"IN", "WDT"}
        or following.pos_ in {"DET", "PROPN", "PRON", "NUM", "ADJ", "ADP"}
        or following.tag_ == "NNS"
    )


def clause_end(
    sentence: Sentence, position: int, hi: int, *, parenthetical: bool
) -> tuple[int, Tail]:
    """Walk over the circumstances of a saying to where the content goes on, if it does."""
    cue_end = position
    while position < hi:
        token = sentence.doc[position]
        if sentence.in_speech(position):
            return position, Tail.CONTENT
        if token.text == ":" and position + 1 < hi:
            return position, Tail.CUE
        if token.text in _BREAKS and position + 1 < hi and token.whitespace_:
            following = position + 1
            if sentence.is_mark(following) or sentence.in_speech(following):
                return position, Tail.CONTENT
            kind = tail_kind(sentence, following, cue_end, parenthetical=parenthetical)
            if kind is not Tail.SAYING:
                return position, kind
        position += 1
    return hi, Tail.SAYING


def tail_end(sentence: Sentence, start: int, hi: int) -> int:
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


def is_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a content has a verb of its own that is no order: "told us to leave"."""
    tokens = sentence.doc[start:end]
    if any(token.tag_ in FINITE for token in tokens):
        return True
    orders = any(token.lower_ == "to" and token.dep_ == "aux" for token in tokens)
    return not orders and any(token.pos_ in {"VERB", "AUX"} for token in tokens)


def behind_semicolon(sentence: Sentence, lo: int, start: int) -> int:
    """Begin a closing cue's content behind the semicolon that ends another's report."""
    for index in range(start - 1, lo, -1):
        if sentence.doc[index].text == ";" and not sentence.in_speech(index):
            told = any(
                t.tag_ in FINITE and (cue := cue_verbs().get(t.lemma_)) and cue.speech
                for t in sentence.doc[lo:index]
            )
            return index + 1 if told and closing_cue(sentence, index) else lo
    return lo

"""Reports whose cue is a noun: "the army's claim that", "reached another conclusion: “…”"."""

from __future__ import annotations

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from importer.attribute.digests import behind_bullet, cited_head, is_asked
from importer.attribute.lexicon import cue_verbs, words
from importer.attribute.sentence import FINITE, Range, Report, Sentence
from importer.attribute.sources import is_role_noun, noun_phrase, subject_of

_LONGEST_NAME = 16
"""Words before the colon of a transcript, with the office of the one who speaks."""
_LONGEST_OUTLET = 3
_PLACES_AND_DAYS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "CARDINAL"})
_SHORTEST_NEWS = 3
_NEWS_TAGS = frozenset({"CD", "VBN", "VBG"})


def noun_report(sentence: Sentence, noun: Token, lo: int, hi: int) -> Report | None:
    """Return the report of a noun that names a claim, where an owner and a content are given."""
    if noun.lemma_.lower() not in words("nouns", "claims") or _is_measured(noun):
        return None
    content = _content(sentence, noun, hi)
    if content is None:
        return None
    nominal, (start, end) = content
    source = _owner(sentence, noun, lo, hi, start)
    if source is None or start >= end:
        return None
    clause = (min(source[0], noun.i), start)
    return Report((noun,), [(start, end)], clause, source, rule="noun", nominal=nominal)


def _is_measured(noun: Token) -> bool:
    """Say whether "that" tells what comes of a number of claims: "so many lies that nobody …"."""
    return any(
        word.lower_ in {"so", "such"} for left in noun.lefts for word in (left, *left.children)
    )


def colon_report(sentence: Sentence) -> Report | None:
    """Return the report of a sentence that leads to a quotation without a cue: "X was blunt:"."""
    for index in range(sentence.start + 1, sentence.end - 2):
        if sentence.doc[index].text != ":" or sentence.in_speech(index):
            continue
        if (cited := cited_head(sentence, index)) is not None:
            return cited
        if not (sentence.in_speech(index + 1) or sentence.in_speech(index + 2)):
            return None if is_asked(sentence) else _transcribed(sentence, index)
        if announced := _named_before(sentence, index):
            return announced
        root = sentence.doc[sentence.start : index].root
        subject = subject_of(root) if root.pos_ in {"VERB", "AUX"} else None
        if subject is None or not sentence.start <= subject.i < index:
            return None
        source = noun_phrase(sentence, subject, sentence.start, index, root)
        content = sentence.trim(index + 1, sentence.end)
        return Report((root,), [content], (sentence.start, index), source, rule="colon")
    return None


def _named_before(sentence: Sentence, colon: int) -> Report | None:
    """Return the report of a name and a colon alone: "Ada Obi, governor of Tora: “…”"."""
    start = behind_bullet(sentence)
    before = sentence.doc[start:colon]
    if not len(before) or any(_tells(t) or sentence.in_speech(t.i) for t in before):
        return None
    named = any(t.ent_type_ in {"PERSON", "ORG"} or is_role_noun(t) for t in before)
    last = before[-1]
    short = last.pos_ == "PROPN" and last.ent_type_ not in _PLACES_AND_DAYS
    if not named and not short and not all(t.text.isupper() for t in before):
        return None
    relative = next(
        (t.i for t in before if t.tag_ in {"WP", "WP$"} and t.nbor(-1).text == ","), colon
    )
    source = sentence.trim(start, relative)
    content = sentence.trim(colon + 1, sentence.end)
    if source[0] >= source[1] or content[0] >= content[1]:
        return None
    cue = (sentence.doc[colon],)
    return Report(cue, [content], (sentence.start, colon + 1), source, rule="colon")


def _tells(token: Token) -> bool:
    """Say whether a finite verb tells something by itself, and not of a name: "X, who heads it"."""
    while token.tag_ not in FINITE and token.dep_ == "aux":
        token = token.head
    return token.tag_ in FINITE and token.dep_ != "relcl"


def _transcribed(sentence: Sentence, colon: int) -> Report | None:
    """Return the report of a name, a colon and what was said: "Ada Obi: The port is open"."""
    start = behind_bullet(sentence)
    before = sentence.doc[start:colon]
    if any(t.tag_ in FINITE for t in before):
        return _led_to(sentence, colon)
    if not 0 < len(before) <= _LONGEST_NAME or any(
        t.pos_ in {"VERB", "AUX", "SCONJ"} for t in before
    ):
        return None
    if any(t.lower_ in words("nouns", "documents") | words("nouns", "claims") for t in before):
        return None  # "Editor's note: …"
    last = next((t for t in reversed(before) if t.pos_ in {"PROPN", "NOUN"}), None)
    if last is None or not (before[-1].text[:1].isalnum() or before[-1].text == ")"):
        return None
    told = sentence.doc[colon + 1 : sentence.end]
    claims = any(t.tag_ in FINITE for t in told)
    opens = sentence.start == 0 or start > sentence.start
    if claims and opens and _is_name_of_speaker(before, last):
        return _named_before(sentence, colon)
    news = claims or (
        len(sentence.words(colon + 1, sentence.end)) >= _SHORTEST_NEWS
        and any(t.tag_ in _NEWS_TAGS or t.ent_type_ == "CARDINAL" for t in told)
    )
    office = any(is_role_noun(t) for t in before)
    named = before[-1].pos_ == "PROPN" and before[-1].ent_type_ in {"PERSON", "ORG"}
    return _named_before(sentence, colon) if news and (office or named) else None


def _led_to(sentence: Sentence, colon: int) -> Report | None:
    """Return the report of a turn that leads to what is said: "X was blunt: the town is lost"."""
    root = sentence.doc[sentence.start : colon].root
    subject = subject_of(root) if root.tag_ in FINITE else None
    if subject is None or not sentence.start <= subject.i < root.i:
        return None
    person = subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she"}
    around = {f"{root.lemma_} {c.lower_}" for c in root.children} & words("nouns", "leading")
    told = sentence.doc[colon + 1 : sentence.end]
    if not (around and (person or is_role_noun(subject)) and any(t.tag_ in FINITE for t in told)):
        return None
    source = noun_phrase(sentence, subject, sentence.start, root.i, root)
    content = sentence.trim(colon + 1, sentence.end)
    return Report((root,), [content], (sentence.start, colon), source, rule="colon")


def _is_name_of_speaker(before: TokenSpan, last: Token) -> bool:
    """Say whether the words before a colon are but a name, as in a transcript or a digest."""
    if not all(t.text[:1].isupper() or t.pos_ in {"ADP", "DET", "ADJ", "NOUN"} for t in before):
        return False
    person = any(t.ent_type_ in {"PERSON", "ORG"} or is_role_noun(t) for t in before)
    capitals = all(t.text.isupper() and len(t) > 1 for t in before)
    place_or_day = last.ent_type_ in _PLACES_AND_DAYS
    short = len(before) <= _LONGEST_OUTLET and last.pos_ == "PROPN" and not place_or_day
    return person or capitals or short


def _content(sentence: Sentence, noun: Token, hi: int) -> tuple[bool, Range] | None:
    """Return whether what a claim says is no clause, and its range."""
    hi = _before_judgement(sentence, noun, hi)
    return (
        _complement(sentence, noun, hi)
        or _content_apart(sentence, noun, hi)
        or _content_behind_copula(sentence, noun, hi)
    )


def _complement(sentence: Sentence, noun: Token, hi: int) -> tuple[bool, Range] | None:
    if noun.i + 2 < hi and _is_conjunction(noun.nbor()):
        clause = noun.nbor().head
        end = min(hi, clause.right_edge.i + 1 if clause.i > noun.i else hi)
        return False, sentence.trim(noun.i + 2, _before_participle(sentence, noun.i + 2, end))
    for child in noun.children:
        if child.i < noun.i or child.i >= hi:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(
            t.lower_ == "that" and t.dep_ == "mark" for t in child.children
        ):
            start = child.left_edge.i
            end = _before_participle(sentence, start, min(hi, child.right_edge.i + 1))
            return False, sentence.trim(start + 1, end)
        if child.dep_ == "acl" and child.left_edge.tag_ == "TO" and child.left_edge.i == noun.i + 1:
            return True, sentence.trim(noun.i + 1, min(hi, child.right_edge.i + 1))
        if child.lower_ == "of" and any(c.dep_ == "poss" for c in noun.children):
            return True, sentence.trim(child.i + 1, min(hi, child.right_edge.i + 1))
    return None


def _content_behind_copula(sentence: Sentence, noun: Token, hi: int) -> tuple[bool, Range] | None:
    """Find what a claim is said to be: "the message from the governor was that X"."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "attr"} or verb.lemma_ != "be" or verb.i < noun.i:
        return None
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and verb.i < c.i < hi), None)
    if clause is None or clause.left_edge.lower_ != "that":
        return None
    start = clause.left_edge.i + 1
    return False, sentence.trim(start, min(hi, clause.right_edge.i + 1))


def _content_apart(sentence: Sentence, noun: Token, hi: int) -> tuple[bool, Range] | None:
    """Find what a claim says behind its owner or a colon: "the claim by the rebels that X"."""
    hung = clause_behind_owner(noun)
    if hung is not None and hung.left_edge.i < hi:
        return False, sentence.trim(hung.left_edge.i + 1, min(hi, hung.right_edge.i + 1))
    following = sentence.doc[noun.i + 1 : hi]
    if (
        len(following) > 1
        and following[0].text == ":"
        and any(sentence.in_speech(t.i) for t in following[1:3])
    ):
        return False, sentence.trim(noun.i + 2, hi)
    return None


def _before_participle(sentence: Sentence, start: int, end: int) -> int:
    """End a claim where somebody speaks about it: "the claim that X fell, calling it a lie"."""
    for token in sentence.doc[start + 1 : end]:
        if token.tag_ == "VBG" and token.lemma_ in cue_verbs() and token.nbor(-1).text == ",":
            return int(token.i) - 1
    return end


def clause_behind_owner(noun: Token) -> Token | None:
    """Find a "that" clause that the parser hung on the owner: "the claim by the rebels that X"."""
    for owner in noun.children:
        if owner.lower_ not in {"by", "from"} or owner.i < noun.i:
            continue
        for target in owner.children:
            for clause in target.children:
                that = clause.left_edge.lower_ == "that"
                own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children)
                if clause.dep_ in {"relcl", "acl"} and that and own:
                    subject = next(c for c in clause.children if c.dep_.startswith("nsubj"))
                    return clause if subject.lower_ != "that" else None
    return None


def _is_conjunction(token: Token) -> bool:
    """Tell "the claim that it fell" from "the claim that angered them"."""
    return token.lower_ == "that" and (token.tag_ == "IN" or token.dep_ == "mark")


def _before_judgement(sentence: Sentence, noun: Token, hi: int) -> int:
    """Leave out what the claim is called: "dismissed as", "called the claim that … “a lie”"."""
    governor = noun.head
    cue = cue_verbs().get(governor.lemma_)
    if cue is None or not cue.frames & {"obj_pred", "obj_as"}:
        return hi
    for token in sentence.doc[noun.i + 1 : hi]:
        if sentence.is_mark(token.i) or (token.lower_ == "as" and token.head.i == governor.i):
            return int(token.i)
    predicate = next(
        (c for c in governor.children if c.dep_ in {"oprd", "attr", "acomp"} and c.i > noun.i), None
    )
    return min(hi, predicate.left_edge.i) if predicate is not None else hi


def _can_own(word: Token) -> bool:
    """Say whether a word before a claim names who makes it: "army claims", "RSF claims"."""
    return word.ent_type_ in {"NORP", "GPE", "ORG"} or is_role_noun(word)


def _owner(sentence: Sentence, noun: Token, lo: int, hi: int, content: int) -> Range | None:
    for child in noun.children:
        if child.dep_ == "poss":
            start, end = sentence.trim(child.left_edge.i, child.right_edge.i + 1)
            while end > start + 1 and sentence.doc[end - 1].tag_ == "POS":
                end -= 1
            return max(lo, start), end
        if child.dep_ == "amod" and child.ent_type_ in {"NORP", "GPE"}:
            press = child.i + 1 < noun.i and noun.nbor(-1).lower_ in words("nouns", "press")
            return child.i, noun.i if press else child.i + 1
        if child.dep_ in {"compound", "nmod"} and _can_own(child):
            return sentence.trim(max(lo, child.left_edge.i), child.i + 1)
        if child.lower_ in {"by", "from"} and child.i < content:
            target = next((t for t in child.children if t.dep_ == "pobj"), None)
            if target is not None:
                return noun_phrase(sentence, target, lo, content, noun)
    if noun.dep_ == "dobj":
        subject = subject_of(noun.head)
        if subject is not None and lo <= subject.i < hi:
            return noun_phrase(sentence, subject, lo, noun.head.i, noun.head)
    return None

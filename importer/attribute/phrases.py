"""Reports whose content is a phrase: nominalised claims, infinitives, objects with a judgement."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.extents import before_comment
from importer.attribute.lexicon import Cue, words
from importer.attribute.nouns import clause_behind_owner
from importer.attribute.sentence import FINITE, Range, Report, Sentence
from importer.attribute.sources import (
    is_role_noun,
    noun_phrase,
    source_before,
    subject_of,
    widen_over_role,
)

_NAME_WORDS = 3
_EMPTY_NOUNS = frozenset(
    {"announcement", "claim", "claims", "statement", "report", "reports", "news", "accusation"}
)
_PREPOSITIONS = ("about", "of", "at", "to", "against")


def phrase_report(sentence: Sentence, verb: Token, cue: Cue, lo: int, hi: int) -> Report | None:
    """Return the report of a verb whose content is no finite clause, or None."""
    if _leaves_gap(verb):
        return None
    head = subject_of(verb)
    lost = source_before(sentence, verb, lo) if head is None and verb.tag_ in FINITE else None
    if lost is None and (head is None or not lo <= head.i < hi):
        return None
    found = _content_of(sentence, verb, cue, hi)
    if found is None:
        return None
    extra, start, end = found
    content = sentence.trim(start, before_comment(sentence, start, end))
    if content[0] >= content[1]:
        return None
    source = lost
    if source is None and head is not None:
        source = widen_over_role(sentence, noun_phrase(sentence, head, lo, hi, verb), lo, verb.i)
    if source is None:
        return None
    clause = (min(verb.i, source[0]), start)
    return Report(
        (verb, *extra),
        [content],
        clause,
        source,
        rule="cue-phrase",
        nominal=True,
    )


def _leaves_gap(verb: Token) -> bool:
    """Say whether what is told of stands before the clause: "the goal that it pledged to meet"."""
    if verb.dep_ != "relcl":
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.tag_ not in {"WP", "WDT"}


def _content_of(
    sentence: Sentence, verb: Token, cue: Cue, hi: int
) -> tuple[tuple[Token, ...], int, int] | None:
    frames = cue.frames
    if any(c.lower_ == "what" and c.i < verb.i for c in verb.children):
        return None
    for child in verb.children:
        if child.i < verb.i or child.i >= hi:
            continue
        if _leads_to_content(verb, child, frames):
            return (child,), child.i + 1, _end(child, hi)
        if child.dep_ == "prt":
            continue
        if child.dep_ in {"xcomp", "advcl"} and "inf" in frames and _is_infinitive(child):
            return (), child.left_edge.i, _end(child, hi)
        if child.dep_ in {"xcomp", "pcomp", "ccomp"} and "ger" in frames and _is_gerund(child):
            return (), child.left_edge.i, _end(child, hi)
    return _object_content(sentence, verb, frames, hi)


def _leads_to_content(verb: Token, child: Token, frames: frozenset[str]) -> bool:
    word = child.lower_
    if child.dep_ != "prep" or word not in _PREPOSITIONS or word not in frames:
        return False
    return word != "to" or _admits(verb, child)


def _admits(verb: Token, to: Token) -> bool:
    """Tell what is owned up to from a place: "admitted to bombing", "admitted them to the camp"."""
    if any(c.dep_ == "dobj" for c in verb.children):
        return False
    return any(c.dep_ == "pcomp" or (c.dep_ == "pobj" and _names_event(c)) for c in to.children)


def _object_content(
    sentence: Sentence, verb: Token, frames: frozenset[str], hi: int
) -> tuple[tuple[Token, ...], int, int] | None:
    if (passive := _passive_content(verb, frames)) is not None:
        return (), *passive
    target = next(
        (c for c in verb.children if c.dep_ in {"dobj", "nsubj", "ccomp", "oprd"} and c.i > verb.i),
        None,
    )
    if target is None:
        return _object_behind_as(sentence, verb, frames, hi)
    start = target.left_edge.i
    end = _end_of_verb(sentence, verb, hi)
    if "obj_as" in frames:
        end = _behind_judgement(sentence, verb, end)
    matches = (
        _fits_object_pattern(sentence, frames, start, end)
        or ("obj_pred" in frames and _is_judged(sentence, verb, target, end))
        or ("claim" in frames and target.dep_ == "dobj" and _carries_claim(target))
        or ("np" in frames and target.dep_ == "dobj" and _names_event(target))
    )
    if "np" in frames and target.dep_ == "dobj" and target.tag_ == "CD":
        # "counted 38 killed": the parser hangs the participle on the verb
        whole = end > target.i + 1 and sentence.doc[target.i + 1].tag_ != "VBN"
        end = end if whole else min(hi, verb.right_edge.i + 1)
        speed = (t.i for t in sentence.doc[target.i : end] if t.lower_ == "within")
        matches, end = True, next(speed, end)  # the time that the counting took
    if (
        "figure" in frames
        and verb.tag_ != "VBG"
        and target.dep_ == "dobj"
        and _changes_figure(sentence, verb, target)
    ):
        matches, end = True, min(hi, verb.right_edge.i + 1)
    return ((), start, end) if matches else None


def _behind_judgement(sentence: Sentence, verb: Token, end: int) -> int:
    """Take in a judgement that the parser made a clause: "rejected it as “invented”"."""
    for child in verb.children:
        if child.dep_ != "advcl" or child.left_edge.lower_ != "as" or child.i < verb.i:
            continue
        last = child.right_edge.i + 1
        comma = (t.i for t in sentence.doc[child.i : last] if t.text == ",")
        return max(end, next(comma, last))
    return end


def _passive_content(verb: Token, frames: frozenset[str]) -> Range | None:
    """Return a claim that is the subject: "the claim that X was dismissed by Y (as Z)"."""
    if not frames & {"claim", "np", "obj_as"} or not any(c.dep_ == "agent" for c in verb.children):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is None or not _carries_claim(subject):
        return None
    start, end = subject.left_edge.i, subject.right_edge.i + 1
    judged = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if judged is not None and "obj_as" in frames:
        end = judged.right_edge.i + 1
    return start, end


def _object_behind_as(
    sentence: Sentence, verb: Token, frames: frozenset[str], hi: int
) -> tuple[tuple[Token, ...], int, int] | None:
    """Find a long object behind its predicate: "dismissed as false the report that X"."""
    judged = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if "obj_as" not in frames or judged is None or judged.i < verb.i:
        return None
    end = min(hi, verb.right_edge.i + 1)
    claims = (t for t in sentence.doc[judged.i + 2 : end] if t.pos_ == "NOUN")
    return ((), judged.i, end) if any(_carries_claim(noun) for noun in claims) else None


def _changes_figure(sentence: Sentence, verb: Token, noun: Token) -> bool:
    """Tell a body that corrects its count from an event that adds to one: "raised its estimate"."""
    if noun.lemma_.lower() not in words("count_nouns", "figures"):
        return False
    subject = subject_of(verb)
    if subject is None or not (
        subject.ent_type_ in {"ORG", "PERSON", "NORP", "GPE"} or is_role_noun(subject)
    ):
        return False
    counts = [t for t in sentence.doc[noun.i : verb.right_edge.i + 1] if t.tag_ == "CD"]
    return bool(counts)


def _fits_object_pattern(sentence: Sentence, frames: frozenset[str], start: int, end: int) -> bool:
    """Say whether the object goes on as the verb asks: "put X at", "accused X of"."""
    between = sentence.doc[start:end]
    lowered = {token.lower_ for token in between}
    if "obj_at" in frames and "at" in lowered:
        counted = bool(lowered & words("count_nouns", "words"))
        if counted and any(t.like_num or t.pos_ == "NUM" or t.text[:1].isdigit() for t in between):
            return True
    return any(
        frame in frames and word in lowered
        for frame, word in (("obj_of", "of"), ("obj_for", "for"), ("obj_as", "as"))
    )


def _is_judged(sentence: Sentence, verb: Token, target: Token, end: int) -> bool:
    """Say whether something is called something, and not only given a name."""
    return (
        target.i + 1 < end
        and not _gives_name(sentence, target.left_edge.i, end)
        and _has_predicate(sentence, verb, target)
    )


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(
        child.dep_ == "aux" and child.tag_ == "VBG" for child in verb.children
    )


def _gives_name(sentence: Sentence, start: int, end: int) -> bool:
    """Tell naming from judging: the corridor is called the “Green Line”."""
    quoted = [sentence.quotation_at(i) for i in range(start, end)]
    inner = next((q.inner for q in quoted if q is not None), None)
    if inner is None:
        return False
    named = sentence.document.text[inner.start : inner.end].split()
    return len(named) <= _NAME_WORDS and any(word[:1].isupper() for word in named)


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _has_predicate(sentence: Sentence, verb: Token, target: Token) -> bool:
    if target.dep_ == "ccomp" or any(c.dep_ in {"oprd", "attr", "acomp"} for c in verb.children):
        return True
    return any(
        sentence.is_mark(i) for i in range(target.i, _end_of_verb(sentence, verb, len(target.doc)))
    )


def _carries_claim(noun: Token) -> bool:
    """Say whether an object names a claim together with what it says."""
    if noun.lemma_.lower() not in words("nouns", "claims"):
        return False
    if noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "that":
        return True
    if clause_behind_owner(noun) is not None:
        return True
    return any(c.dep_ == "acl" or (c.dep_ == "prep" and c.lower_ == "of") for c in noun.children)


def _names_event(noun: Token) -> bool:
    """Say whether an object carries a claim: it has a complement or counts something."""
    if noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "that":
        return True
    if noun.pos_ == "PRON" or (
        noun.lower_ in _EMPTY_NOUNS
        and not any(c.dep_ in {"acl", "prep", "relcl"} for c in noun.children)
    ):
        return False
    pointing = any(c.lower_ in {"this", "that", "these", "those"} for c in noun.lefts)
    if pointing and noun.lemma_.lower() in words("nouns", "claims") | words("nouns", "evidence"):
        return False
    if noun.ent_type_ in {"PERSON", "GPE", "DATE", "TIME"}:
        return False
    return any(
        c.dep_ in {"prep", "acl", "nummod", "det", "amod", "poss", "quantmod"}
        for c in noun.children
    )


def _end(head: Token, hi: int) -> int:
    return min(hi, head.right_edge.i + 1)


def _end_of_verb(sentence: Sentence, verb: Token, hi: int) -> int:
    """Return where a verb's last complement ends: before another verb or a side clause."""
    end = min(hi, verb.right_edge.i + 1)
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"conj", "advcl"}:
            end = min(end, child.left_edge.i)
    while end > verb.i + 1 and (
        sentence.doc[end - 1].pos_ == "CCONJ" or sentence.doc[end - 1].text == ","
    ):
        end -= 1
    return end

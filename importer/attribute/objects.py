"""Contents that are the object of a cue, or its subject in the passive: "put the toll at 26"."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import cue_verbs, words
from importer.attribute.nouns import clause_behind_owner
from importer.attribute.sentence import FINITE, Range, Sentence
from importer.attribute.sources import is_role_noun, subject_of

_NAME_WORDS = 3
_EMPTY_NOUNS = frozenset(
    {
        "announcement",
        "claim",
        "claims",
        "statement",
        "statements",
        "report",
        "reports",
        "news",
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "charge",
        "charges",
    }
)
_SELVES = frozenset({"itself", "himself", "herself", "themselves", "myself", "ourselves"})
_TELLING = frozenset({"of", "on", "against", "between", "by", "from", "in", "at", "to", "for"})


def object_content(
    sentence: Sentence, verb: Token, frames: frozenset[str], hi: int
) -> tuple[tuple[Token, ...], int, int] | None:
    """Return the range of the content with the words that belong to the cue, or None.

    Args:
        sentence: The sentence that the verb stands in.
        verb: The reporting verb.
        frames: What it may take, of the frames in cues.toml.
        hi: End of the tokens that may belong to the content.

    """
    if (pressed := _pressed_to(verb, frames, hi)) is not None:
        return pressed
    if (passive := _passive_content(verb, frames)) is not None:
        return (), *passive
    target = next(
        (c for c in verb.children if c.dep_ in {"dobj", "nsubj", "ccomp", "oprd"} and c.i > verb.i),
        None,
    )
    if target is None or ({"obj_pred", "obj_as"} & frames and target.lower_ in _SELVES):
        return _object_behind_as(sentence, verb, frames, hi)  # "a group calling itself the Guard"
    start = target.left_edge.i
    end = _end_of_verb(sentence, verb, hi)
    if "obj_as" in frames:
        end = _behind_judgement(sentence, verb, end)
    end = _before_own_next_cue(verb, target, end)
    matches = (
        _fits_object_pattern(sentence, frames, start, end)
        or ("obj_pred" in frames and _is_judged(sentence, verb, target, end))
        or ("claim" in frames and target.dep_ == "dobj" and _carries_claim(target))
        or ("np" in frames and _names_event(target))
        or ("ger" in frames and target.dep_ == "dobj" and _is_seen_acting(target))
        or (_takes_event(verb, frames) and target.dep_ == "dobj" and _tells_of_event(target))
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
        matches, end = True, _before_own_next_cue(verb, target, min(hi, verb.right_edge.i + 1))
    return ((), start, end) if matches else None


def _names_event(target: Token) -> bool:
    """Say whether an object names an event; the parser takes "12 dead" for a predicate."""
    counts = target.dep_ == "oprd" and any(c.dep_ == "nummod" for c in target.children)
    return (target.dep_ == "dobj" or counts) and names_event(target)


def _pressed_to(
    verb: Token, frames: frozenset[str], hi: int
) -> tuple[tuple[Token, ...], int, int] | None:
    """Return who is to do what: "urged both sides to withdraw", "called on them to withdraw"."""
    if not frames & {"obj_inf", "on_inf"}:
        return None
    duty = next(
        (
            c
            for c in verb.children
            if c.dep_ in {"xcomp", "ccomp", "advcl"}
            and verb.i < c.i < hi
            and any(t.lower_ == "to" and t.dep_ == "aux" for t in c.children)
        ),
        None,
    )
    if duty is None:
        return None
    end = _before_next_cue(duty, min(hi, duty.right_edge.i + 1))
    if "obj_inf" in frames:
        target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), duty)
        return (), min(target.left_edge.i, duty.left_edge.i), end
    on = next((c for c in verb.children if c.lower_ in {"on", "upon", "to"} and c.i > verb.i), None)
    if on is None or on.dep_ != "prep" or on.i > duty.i:
        return None
    return (on,), on.i + 1, end


def _before_next_cue(duty: Token, end: int) -> int:
    """End a duty before what its source said next: "urged calm and called on X to leave"."""
    for token in duty.doc[duty.i + 1 : end]:
        if token.dep_ == "conj" and token.tag_ in FINITE and token.lemma_ in cue_verbs():
            joined = token.nbor(-1)
            return int(joined.i if joined.pos_ == "CCONJ" else token.i)
    return end


def _before_own_next_cue(verb: Token, target: Token, end: int) -> int:
    """End a claim before what its source says next: "denied that X had gone, and insisted that"."""
    for token in verb.doc[target.i + 1 : end]:
        joined = token.nbor(-1)
        speaks = token.tag_ == verb.tag_ and token.lemma_ in cue_verbs()
        if not speaks or joined.pos_ != "CCONJ" or token.tag_ not in FINITE:
            continue
        lone = not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
        if lone and any(c.dep_ == "ccomp" and c.i > token.i for c in token.children):
            return int(joined.i)
    return end


def _takes_event(verb: Token, frames: frozenset[str]) -> bool:
    """Say whether the verb tells of an event; "citing the shelling" only gives a ground."""
    return "event" in frames or ("event_told" in frames and verb.tag_ != "VBG")


def _tells_of_event(noun: Token) -> bool:
    """Say whether an object says what happened: "the shelling of the clinic", not "the attack"."""
    if noun.pos_ not in {"NOUN", "VERB"} or noun.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return False
    if noun.lemma_.lower() in words("nouns", "evidence") | words("nouns", "documents"):
        return False
    if is_role_noun(noun):
        return False
    return any(
        c.dep_ in {"acl", "nummod"} or (c.dep_ == "prep" and c.lower_ in _TELLING)
        for c in noun.children
    )


def _is_seen_acting(noun: Token) -> bool:
    """Say whether an object is told of in action: "described drones circling overhead"."""
    return any(c.dep_ == "acl" and c.tag_ == "VBG" and c.i > noun.i for c in noun.children)


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
    if not any(c.dep_ == "agent" for c in verb.children):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is None:
        return None
    claims = bool(frames & {"claim", "np", "obj_as"}) and _carries_claim(subject)
    event = bool(frames & {"np", "event"}) and _tells_of_event(subject)
    if not claims and not event:
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
        subject.lower_ in {"he", "she"}
        or subject.ent_type_ in {"ORG", "PERSON", "NORP", "GPE"}
        or is_role_noun(subject)
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
    if {"as", "saying"} <= lowered:
        return False  # "cited the ministry as saying": another's words, no judgement
    return any(
        frame in frames and word in lowered
        for frame, word in (
            ("obj_of", "of"),
            ("obj_for", "for"),
            ("obj_as", "as"),
            ("obj_on", "on"),
        )
    )


def _is_judged(sentence: Sentence, verb: Token, target: Token, end: int) -> bool:
    """Say whether something is called something, and not only given a name."""
    return (
        target.i + 1 < end
        and not _gives_name(sentence, target.left_edge.i, end)
        and _has_predicate(sentence, verb, target)
    )


def _gives_name(sentence: Sentence, start: int, end: int) -> bool:
    """Tell naming from judging: the corridor is called the “Green Line”."""
    quoted = [sentence.quotation_at(i) for i in range(start, end)]
    inner = next((q.inner for q in quoted if q is not None), None)
    if inner is None:
        return False
    named = sentence.document.text[inner.start : inner.end].split()
    return len(named) <= _NAME_WORDS and any(word[:1].isupper() for word in named)


def _has_predicate(sentence: Sentence, verb: Token, target: Token) -> bool:
    if target.dep_ == "ccomp" or any(c.dep_ in {"oprd", "attr", "acomp"} for c in verb.children):
        return True
    if target.lower_ in words("nouns", "verdicts") and verb.nbor().lower_ in {"this", "that"}:
        return True  # parsed as one phrase: "called this nonsense"
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


def names_event(noun: Token) -> bool:
    """Say whether an object carries a claim: it has a complement or counts something."""
    if noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "that":
        return True
    if noun.lower_ in words("nouns", "no_news"):
        return False
    if noun.pos_ == "PRON" or (
        noun.lower_ in _EMPTY_NOUNS
        and not any(c.dep_ in {"acl", "prep", "relcl"} for c in noun.children)
    ):
        return False
    pointing = any(c.lower_ in {"this", "that", "these", "those"} for c in noun.lefts)
    if pointing and noun.lemma_.lower() in words("nouns", "claims") | words("nouns", "evidence"):
        return False
    refused = noun.head.lemma_ == "deny" and noun.lemma_.lower() in words("nouns", "refused")
    if refused or noun.ent_type_ in {"PERSON", "GPE", "DATE", "TIME"}:
        return False  # "denied the convoy access": nobody is said to have spoken
    return any(
        c.dep_ in {"prep", "acl", "nummod", "det", "amod", "poss", "quantmod"}
        for c in noun.children
    )


def _end_of_verb(sentence: Sentence, verb: Token, hi: int) -> int:
    """Return where a verb's last complement ends: before another verb or a side clause."""
    end = min(hi, verb.right_edge.i + 1)
    for child in verb.children:
        counted = child.dep_ == "conj" and child.tag_ == "CD"  # "three dead here and seven there"
        if child.i > verb.i and child.dep_ in {"conj", "advcl"} and not counted:
            end = min(end, child.left_edge.i)
    while end > verb.i + 1 and (
        sentence.doc[end - 1].pos_ == "CCONJ" or sentence.doc[end - 1].text == ","
    ):
        end -= 1
    return end

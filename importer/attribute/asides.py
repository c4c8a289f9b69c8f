"""Reports that the parse hides: "…, police report", "… – governor", "in what X calls Y"."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import cue_verbs
from importer.attribute.sentence import DASHES, FINITE, Range, Report, Sentence
from importer.attribute.sources import is_role_noun, noun_phrase

_SHORTEST_NEWS = 4
_LONGEST_SOURCE = 8
_NO_SPEECH = frozenset({"be", "have", "do", "follow", "come", "go", "run", "read"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NAMING = frozenset({"obj_pred", "obj_as"})


def mistagged_report(sentence: Sentence) -> Report | None:
    """Return the report of a closing cue that the tagger took for a noun: "…, police report"."""
    last = sentence.end - 1
    while last > sentence.start and not sentence.doc[last].is_alpha:
        last -= 1
    verb = sentence.doc[last]
    if verb.i - sentence.start <= _SHORTEST_NEWS or not _may_speak(verb):
        return None
    if verb.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    comma = next((t.i for t in reversed(sentence.doc[sentence.start : verb.i]) if t.text == ","), 0)
    source = sentence.trim(comma + 1, verb.i)
    if not comma or not _names_source(sentence, source):
        return None
    return _closing(sentence, verb, (comma, sentence.end), source)


def _may_speak(word: Token) -> bool:
    """Say whether a word has the form of a verb of saying in the present: "reports", "report"."""
    name = word.lower_
    forms = [name, *(name[: -len(s)] for s in ("s", "es") if name.endswith(s))]
    found = [cue_verbs()[form] for form in forms if form in cue_verbs()]
    return any("clause" in cue.frames for cue in found)


def dash_report(sentence: Sentence) -> Report | None:
    """Return the report of a source behind a dash: "Two killed in the north – governor"."""
    dash = next((t for t in reversed(list(sentence)) if t.text in DASHES), None)
    if dash is None or dash.i - sentence.start < _SHORTEST_NEWS:
        return None
    source = sentence.trim(dash.i + 1, sentence.end)
    spaced = dash.nbor(-1).whitespace_ and (dash.whitespace_ or dash.text == "—")
    if not spaced or not _names_source(sentence, source, alone=True):
        return None
    return _closing(sentence, dash, (dash.i, sentence.end), source)


def _names_source(sentence: Sentence, source: Range, *, alone: bool = False) -> bool:
    """Say whether a phrase names somebody who may speak; `alone` asks that it names no more."""
    phrase = sentence.doc[source[0] : source[1]]
    if not 0 < len(phrase) <= _LONGEST_SOURCE or any(t.pos_ in {"VERB", "AUX"} for t in phrase):
        return False
    if any(sentence.quotation_at(t.i) for t in phrase) or phrase[0].pos_ in {"ADP", "CCONJ"}:
        return False
    head = phrase.root
    office = is_role_noun(head) and head.pos_ in {"NOUN", "PROPN"}
    if not alone:
        return office or (head.pos_ == "PROPN" and head.ent_type_ not in {"DATE", "TIME"})
    named = phrase[-1].ent_type_ in {"PERSON", "ORG"} and phrase[-1].pos_ == "PROPN"
    plain = all(t.pos_ in {"PROPN", "NOUN", "ADJ", "ADP", "DET", "PART", "PUNCT"} for t in phrase)
    return plain and (named or office) and not any(t.like_num for t in phrase)


def _closing(sentence: Sentence, cue: Token, clause: Range, source: Range) -> Report | None:
    content = sentence.trim(sentence.start, clause[0])
    told = sentence.doc[content[0] : content[1]]
    if any(sentence.in_speech(t.i) for t in told):
        return None
    if not any(t.tag_ in FINITE | {"VBN", "VBG"} for t in told):
        return None
    return Report((cue,), [content], clause, source, rule="content-cue")


def called_report(sentence: Sentence, verb: Token, lo: int, hi: int) -> Report | None:
    """Read "in what X calls Y", "in what X described as Y": Y is what X says."""
    cue = cue_verbs().get(verb.lemma_)
    if cue is None or not cue.frames & _NAMING or verb.dep_ != "pcomp":
        return None
    what = next((c for c in verb.children if c.lower_ == "what" and c.i < verb.i), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if what is None or subject is None or verb.head.i + 1 != what.i:
        return None
    if verb.head.lower_ != "in" or verb.head.i <= lo:  # not "banned over what it called":
        return None
    told = next(
        (c for c in verb.children if c.dep_ in {"oprd", "attr", "dobj", "prep"} and c.i > verb.i),
        None,
    )
    if told is None or (told.dep_ == "prep" and told.lower_ != "as"):
        return None
    start = told.i + 1 if told.dep_ == "prep" else told.left_edge.i
    comma = next((t.i for t in sentence.doc[start:hi] if t.text in {",", ";"}), hi)
    content = sentence.trim(start, max(comma, min(hi, verb.right_edge.i + 1)))
    if content[0] >= content[1]:
        return None
    source = noun_phrase(sentence, subject, what.i + 1, verb.i, verb)
    return Report((verb,), [content], (verb.head.i, start), source, rule="called", nominal=True)


def spoken_report(sentence: Sentence) -> Report | None:
    """Return the report of a quotation with a verb and a name at its end: "“…,” exulted X".

    Any verb may do there: who is named right behind somebody's words has said them.
    """
    tokens = [t for t in sentence if not t.is_space]
    behind = [t for t in tokens if not sentence.quotation_at(t.i) and not sentence.is_mark(t.i)]
    words = [t for t in behind if not t.is_punct]
    if len(words) < len(("exulted", "X")) or len(words) > _LONGEST_SOURCE + 1:
        return None
    start = words[0].i
    if start - 1 <= sentence.start or not all(
        sentence.in_speech(t.i) or sentence.is_mark(t.i) or t.is_punct
        for t in tokens
        if t.i < start
    ):
        return None
    first, last = words[0], words[-1]
    verb, source = (
        (first, (first.i + 1, last.i + 1)) if first.tag_ == "VBD" else (last, (start, last.i))
    )
    if verb.tag_ != "VBD" or not _names_source(sentence, source) or verb.lemma_ in _NO_SPEECH:
        return None
    content = sentence.trim(sentence.start, start)
    if content[0] >= content[1]:
        return None
    return Report((verb,), [content], (start, last.i + 1), source, rule="content-cue")

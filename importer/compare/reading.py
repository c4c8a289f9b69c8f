"""The clauses of a text: who does what, whether it is affirmed, and by which words.

A clause is a verb with what belongs to it. "He failed to appear" and "he has yet to appear" deny
the appearing as "he did not appear" does; what verbs do so is told in importer/data/comparing.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from importer.compare.denials import (
    NO,
    SUBJECTS,
    is_denied,
    is_infinitive,
    is_lost,
    is_other,
    is_set_against,
)
from importer.compare.lexicon import comparing
from importer.model import Span
from importer.segment.boundaries import MAX_SENTENCE
from importer.segment.masking import blank_unbroken
from importer.segment.parser import load_parser

KEPT = 64
"""How many parsed texts are remembered: each is looked at by several rules."""
COMPLEMENTS = frozenset({"attr", "acomp", "oprd"})
_CAUSES = frozenset({"because", "due"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_BRACKETED = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]|-LSB-.{0,300}?-RSB-")
"""Asides, and the treebanks' way to write square brackets."""
_INNER = frozenset({"relcl", "advcl", "ccomp", "csubj", "parataxis"})
"""How clauses hang in others whose words are not the outer clause's own."""
_BELOW = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "prep", "acomp", "advcl"})


@dataclass(frozen=True)
class Clause:
    """A verb with what belongs to it."""

    verb: Token
    core: tuple[Token, ...]
    """The words that carry the claim: the verb, or what "is" says of its subject."""
    subjects: tuple[Token, ...]
    words: tuple[Token, ...]
    """All content words of the clause, its core and subjects among them."""
    is_negative: bool
    mood: frozenset[str]
    """Words that make it less than a fact: "may", "if", "plan"; empty for a plain fact."""

    @property
    def span(self) -> Span:
        """Return the range of the text from the first to the last word of the clause."""
        tokens = (*self.words, *self.core, *self.subjects, self.verb)
        return Span(
            min(token.idx for token in tokens), max(token.idx + len(token) for token in tokens)
        )


@dataclass(frozen=True)
class Reading:
    """A parsed text and its clauses in the order of their verbs."""

    text: str
    """As given; the parse has blanks for what stands in brackets."""
    doc: Doc
    clauses: tuple[Clause, ...]

    @property
    def words(self) -> tuple[Token, ...]:
        """Return all content words."""
        return tuple(token for token in self.doc if is_content(token))


@lru_cache(maxsize=KEPT)
def read(text: str, titles: tuple[str, ...] = ()) -> Reading:
    """Parse a text and find its clauses; each of some titles is read as one name."""
    doc = _parsed(_masked(text), titles)
    verbs = [token for token in doc if _is_predicate(token)]
    return Reading(text, doc, tuple(_clause(verb) for verb in verbs))


def _parsed(text: str, titles: tuple[str, ...]) -> Doc:
    """Parse a text; a sentence without end is cut as in an archive, or its tree has no bottom."""
    parser = load_parser()
    doc = parser(_with_titles(text, titles) if titles else text)
    if all(len(sentence) <= MAX_SENTENCE for sentence in doc.sents):
        return doc
    cut = _with_titles(text, titles) if titles else parser.make_doc(text)
    # The ends that it saw are settled too: else it might see longer sentences between the cuts.
    for sentence in doc.sents:
        for start in range(sentence.start, sentence.end, MAX_SENTENCE):
            cut[start].is_sent_start = True
    return parser(cut)


def _masked(text: str) -> str:
    """Blank what stands in brackets, at equal length, and what is no prose: it breaks the parse."""
    return blank_unbroken(_BRACKETED.sub(lambda match: " " * len(match.group()), text))


def _with_titles(text: str, titles: tuple[str, ...]) -> Doc:
    """Cut a text into words, each title that stands in it as one."""
    doc = load_parser().make_doc(_unquoted(text, titles))
    with doc.retokenize() as merger:
        taken = 0
        for match in re.finditer("|".join(map(re.escape, titles)), text):
            span = doc.char_span(match.start(), match.end())
            if span is not None and span.start >= taken:
                merger.merge(span)
                taken = span.end
    return doc


def _unquoted(text: str, titles: tuple[str, ...]) -> str:
    """Blank the marks around titles, which are names enough: as if they were not quoted."""
    for title in titles:
        pattern = rf"[\"“”]( ?{re.escape(title)} ?)[\"“”]"
        text = re.sub(pattern, lambda match: f" {match[1]} ", text)
    return text


def is_content(token: Token) -> bool:
    """Say whether a word tells what a text is about."""
    if token.pos_ not in CONTENT or token.dep_ in {"neg", "aux", "auxpass"}:
        return False
    if token.lower_ in NO or not any(letter.isalnum() for letter in token.text):
        return False
    return token.lower_ not in comparing().light and token.lemma_.lower() not in comparing().light


def _is_predicate(token: Token) -> bool:
    if token.dep_ in {"aux", "auxpass"} or token.pos_ not in {"VERB", "AUX"}:
        return False
    return token.dep_ != "amod"


def _clause(verb: Token) -> Clause:
    core = _core(verb)
    if is_denied(core[0]):
        core = tuple(word for word in core if not is_set_against(word)) or core
    subjects = _subjects(verb) or _lent(verb)
    own = {token.i: token for token in _own(verb)}
    for subject in subjects:
        own.update({token.i: token for token in _own(subject)})
    words = tuple(own[key] for key in sorted(own) if is_content(own[key]) or own[key] in core)
    return Clause(verb, core, subjects, words, is_denied(core[0]), _mood(verb))


def _subjects(verb: Token) -> tuple[Token, ...]:
    """Return a verb's own subjects; for "which" and "that", what they stand for."""
    found = tuple(child for child in verb.children if child.dep_ in SUBJECTS)
    relative = all(word.tag_ in {"WDT", "WP"} for word in found)
    if found and relative and verb.dep_ == "relcl":
        return (verb.head, *_called(verb.head))
    return found


def _core(verb: Token) -> tuple[Token, ...]:
    """Return the words that carry a clause: of "has no access" the access, of "is ill" the ill."""
    heads: list[Token] = []
    if verb.lemma_ in comparing().copulas:
        heads = [_meant(child) for child in verb.children if child.dep_ in COMPLEMENTS]
        heads = [deed for word in heads for deed in _undone(word) or [word]]
        heads = heads or _whereabouts(verb) or _objects(verb, "prep")
    elif verb.lemma_ in comparing().light_verbs | comparing().lacking:
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        heads = [each for word in objects for each in _filling(word) or [word]]
    elif verb.lemma_ in comparing().losing:
        heads = [child for child in verb.children if is_lost(child)]
    found = [token for word in heads for token in (word, *word.conjuncts) if is_content(token)]
    return tuple(found) or (verb,)


def _meant(complement: Token) -> Token:
    """Return what a complement speaks of: of "something other than a film" the film."""
    if complement.pos_ != "PRON":
        return complement
    inside = [word for word in complement.subtree if word.dep_ == "pobj" and is_other(word)]
    return inside[0] if inside else complement


def _filling(noun: Token) -> list[Token]:
    """Return what fills a noun that says nothing by itself: of "no link to the theft" the theft."""
    if noun.lemma_.casefold() not in comparing().vacuous:
        return []
    return _objects(noun, "prep")


def _undone(complement: Token) -> list[Token]:
    """Return what somebody is said not to do by an adjective: of "incapable of flight" flight."""
    if complement.lower_ not in comparing().implicatives or complement.pos_ != "ADJ":
        return []
    links = [child for child in complement.children if child.dep_ == "prep"]
    return [deed for link in links for deed in link.children if deed.dep_ in {"pobj", "pcomp"}]


def _whereabouts(verb: Token) -> list[Token]:
    """Return the adverb that says all of a state: "it is over", "they are away"."""
    return [
        child
        for child in verb.children
        if child.dep_ == "advmod" and child.i > verb.i and child.lower_ in comparing().states
    ]


def _objects(verb: Token, by: str) -> list[Token]:
    """Return what hangs on a verb by prepositions."""
    prepositions = [child for child in verb.children if child.dep_ == by]
    return [child for word in prepositions for child in word.children if child.dep_ == "pobj"]


def _lent(verb: Token) -> tuple[Token, ...]:
    """Return the subject that a verb without one takes from the verb above it."""
    if verb.dep_ in {"xcomp", "conj", "advcl", "pcomp", "ccomp"} and verb.head != verb:
        above = verb.head.head if verb.dep_ == "pcomp" and verb.head.pos_ == "ADP" else verb.head
        own = tuple(child for child in above.children if child.dep_ in SUBJECTS)
        # "She came, but declined to sing": the singer is the one who came.
        return own or (_lent(above) if above.dep_ in {"xcomp", "conj", "advcl"} else ())
    if verb.dep_ in {"acl", "relcl"}:
        return (verb.head, *_called(verb.head))
    return ()


def _called(noun: Token) -> tuple[Token, ...]:
    """Return what a noun is said of: "Ana is a poet who …", "Ana, a poet who …"."""
    if noun.dep_ == "appos":
        return (noun.head,)
    if noun.dep_ == "attr":
        return tuple(child for child in noun.head.children if child.dep_ in SUBJECTS)
    return ()


def _own(token: Token) -> list[Token]:
    """Return a word and what hangs on it, without clauses of their own."""
    found = [token]
    for child in token.children:
        if child.dep_ in _INNER and (child.pos_ in {"VERB", "AUX"} or _has_subject(child)):
            continue
        if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
            continue
        if child.dep_ == "prep" and child.lower_ in _CAUSES:
            continue
        found.extend(_own(child))
    return found


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in token.children)


def _is_own_fact(verb: Token) -> bool:
    """Say whether a joined verb has its own auxiliary: "it must be signed, but has passed"."""
    return verb.dep_ == "conj" and any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ != "to" for child in verb.children
    )


def _mood(verb: Token) -> frozenset[str]:
    """Return the words that make a clause less than a fact: a plan, a condition, a possibility."""
    data = comparing()
    found: set[str] = set()
    current = verb
    while True:
        for child in current.children:
            if child.dep_ == "aux" and child.lower_ in data.unsure:
                found.add(data.moods.get(child.lower_, child.lower_))
            if child.dep_ == "mark" and child.lower_ in data.conditions:
                found.add(child.lower_)
        above = current.head
        if is_infinitive(current) and _is_of_need(current):
            found.add("needed")
        if above == current or current.dep_ not in _BELOW | {"conj"} or _is_own_fact(current):
            return frozenset(found)
        lemma = above.lemma_.casefold()
        if current.dep_ != "conj" and lemma in data.plans:
            found.add(data.moods.get(lemma, lemma))
        if current.dep_ == "ccomp" and lemma in data.untold and is_denied(above):
            found.add("untold")
        current = above


def _is_of_need(deed: Token) -> bool:
    """Say whether it is told what must be there for a deed: "you need a key to enter"."""
    verb = deed.head if deed.head.pos_ == "VERB" else deed.head.head
    needed = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    return verb.lemma_.casefold() in comparing().needing and any(n.i < deed.i for n in needed)

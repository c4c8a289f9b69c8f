"""The persons of an article: their names, roles and sides, and where each is mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from importer.attribute.attribution import Attribution
from importer.model import Span, StatementKind
from importer.resolve.name_runs import NameRun, is_body_name, name_runs, name_words
from importer.resolve.names import same_person
from importer.resolve.public_figures import holds_another_office, party_of_surname
from importer.resolve.roles import Role, read_role
from importer.resolve.speaker_lexicon import gender_of, role_kind, role_noun, speaker_lexicon
from importer.segment.document import Document, Paragraph

_LONGEST_NAME = 7
_ONE_SPELLING = 0.9
_SAME_SPELLING = 0.97
_SHORTEST_SPELLING = 6
_ROLE_REACH = 60
_ENDS_IN_ACRONYM = re.compile(r"[a-z] (?![IVX]+$)[A-Z]{2,5}$")
_ALIAS = re.compile(r"\b(?:known|nicknamed|nom de guerre|call ?sign|alias|dubbed)\b[^.;]*$")
_ONE_NAME_HINTS = ("name", "identif", "call", "known", "referred")
_RELATIVE = re.compile(r"\b(?:who|whom|that|which|having)\s")
"""What the name behind it is an object of: "survivors who reached Tawila"."""
_WORD = re.compile(r"[^\W\d_]+")
_IN_CAPITALS_BEHIND = re.compile(r"[’']s? ([A-Z][\w-]+(?: [A-Z][\w-]+)+)")
_PEOPLE_BEHIND = re.compile(r" ([a-z]+s)\b")
"""Whom the name of a people describes: "Tuareg rebels said"."""
_GOVERNED = re.compile(
    r"(?:^|\s)(?:by|of|to|with|from|for|in|at)(?:\s+(?:al|el|an|ash|as|ar|ad|at)[-‑’'])?$"
)
"""A preposition, and the article that an Arabic name behind it may carry."""


@dataclass
class Person:
    """A person of the article, as much of them as the article gives."""

    name: str
    words: tuple[str, ...]
    first: int
    role: Role | None = None
    titles: tuple[str, ...] = ()
    gender: str | None = None
    aliases: list[frozenset[str]] = field(default_factory=list)
    """Names of war, by which the article also calls them: "known as Barbarossa"."""

    def has_another_office(self, office: str) -> bool:
        """Say whether "the mayor" can't be this person, whatever else the article tells of them."""
        return self.role is not None or holds_another_office(self.name, office)

    def answers_to(self, words: Sequence[str]) -> bool:
        """Say whether the words are part of the name or of an alias."""
        if all(word in self.words for word in words):
            return True
        return any(alias.issuperset(words) for alias in self.aliases)

    @property
    def is_military(self) -> bool:
        """Say whether a rank stands before the name."""
        titles = [title.lower().strip(".") for title in self.titles]
        return any(
            title in speaker_lexicon().ranks and (before or "") not in speaker_lexicon().generals
            for before, title in zip([None, *titles], titles, strict=False)
        )


@dataclass(frozen=True)
class Mention:
    """One place where a person is named."""

    span: Span
    person: Person
    quoted: bool
    subject: bool


@dataclass
class Registry:
    """All persons of an article and their mentions in the order of the text."""

    persons: list[Person] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def find(self, words: Sequence[str]) -> list[Person]:
        """Return the persons whom these words of a name can mean, the likeliest first."""
        found = [person for person in self.persons if person.answers_to(words)]
        return sorted(found, key=lambda person: (person.words[-1] != words[-1], person.first))

    def mentioned_in(self, span: Span) -> list[Mention]:
        """Return the mentions that lie in a range."""
        return [mention for mention in self.mentions if span.contains(mention.span)]


class RegistryBuilder:
    """Collects the persons of a document."""

    def __init__(self, document: Document, attributions: Iterable[Attribution]) -> None:
        self._document = document
        self._sources = [a.source for a in attributions if a.source is not None]
        self._quoted = _quoted_spans(document, attributions)
        self._registry = Registry()

    def build(self) -> Registry:
        """Read every name of the document: full names first, then the shorter mentions."""
        runs = [(p, run) for p in self._document.paragraphs for run in name_runs(p)]
        full = [(p, run) for p, run in runs if self._introduces(p, run)]
        for paragraph, run in full:
            self._enter(paragraph, run)
        self._enter_one_name_sources()
        self._enter_aliases(runs)
        for paragraph, run in runs:
            if self._is_single_source(run) and not self._registry.find(run.words):
                alike = self._spelt_alike(run.words[0])
                if alike is None:
                    self._enter(paragraph, run)
                else:
                    alike.aliases.append(frozenset(run.words))
        for paragraph, run in runs:
            self._mention(paragraph, run)
        return self._registry

    def _spelt_alike(self, surname: str) -> Person | None:
        """Return the one person in full whose surname is another spelling: "Zelensky"."""
        if len(surname) < _SHORTEST_SPELLING:
            return None
        named = [p for p in self._registry.persons if len(p.words) > 1]
        alike = [p for p in named if same_person(surname, p.words[-1]) >= _SAME_SPELLING]
        return alike[0] if len(alike) == 1 else None

    def _introduces(self, paragraph: Paragraph, run: NameRun) -> bool:
        """Say whether the words are a person's name for all that stands around them."""
        if run.looks_like_body or len(run.words) > _LONGEST_NAME or _begins_a_body(paragraph, run):
            return False
        if run.titles or _names_an_office(run):
            return bool(run.titles)
        if len(run.words) == 1:
            return self._introduces_one_name(paragraph, run)
        role = read_role(paragraph, run)
        if role is not None and not (role.kind is None and run.tagged_other):
            return True
        if run.tagged_person or _stands_in_a_place(paragraph, run):
            return not _stands_in_a_place(paragraph, run)
        return self._heads_a_source(run) and not run.tagged_other

    def _introduces_one_name(self, paragraph: Paragraph, run: NameRun) -> bool:
        """Take "Nadia, a pensioner" and "her husband Pavle" for persons, one name or not."""
        before = paragraph.text[: run.whole.start - paragraph.start]
        if _ALIAS.search(before):
            return False
        if not self._heads_a_source(run):
            last = before.split()[-1:]
            return not run.tagged_other and bool(last) and role_kind(last[0]) is not None
        role = read_role(paragraph, run)
        if role is None or role.kind is None:
            return False
        return role.span.start > run.name.end or not run.tagged_other

    def _is_single_source(self, run: NameRun) -> bool:
        """Say whether a surname that the article never gives in full is made to speak."""
        alone = len(run.words) == 1 and not run.titles and not run.possessive
        behind = _PEOPLE_BEHIND.match(self._document.text, run.name.end)
        alone = alone and not (behind and role_kind(behind[1]) is not None)
        if not alone or run.looks_like_body or not self._heads_a_source(run):
            return False
        whole = any(s.start == run.name.start and s.end == run.name.end for s in self._sources)
        return run.tagged_person or (whole and party_of_surname(run.words[0]) is not None)

    def _heads_a_source(self, run: NameRun) -> bool:
        for source in self._sources:
            if source.contains(run.name):
                before = self._document.text[source.start : run.whole.start].rstrip()
                tied = _GOVERNED.search(before) or _RELATIVE.search(before)
                at_end = source.end == run.name.end and tied is None
                if source.start == run.whole.start or at_end:
                    return True
        return False

    def _enter(self, paragraph: Paragraph, run: NameRun) -> None:
        role = read_role(paragraph, run)
        known = self._known(run)
        if known is None:
            known = Person(run.text, run.words, run.name.start)
            self._registry.persons.append(known)
        elif len(run.words) > len(known.words):
            known.name, known.words = run.text, run.words
        if _tells_more(role, known.role):
            known.role = role
        known.titles = known.titles or run.titles
        known.gender = known.gender or gender_of([*run.titles, run.words[0]])
        if role is not None and known.gender is None and role.text:
            known.gender = gender_of(role.text.split())

    def _known(self, run: NameRun) -> Person | None:
        words = set(run.words)
        for person in self._registry.persons:
            shorter, longer = sorted((words, set(person.words)), key=len)
            if shorter <= longer and (len(shorter) > 1 or run.titles or len(person.words) == 1):
                same_end = person.words[-1] == run.words[-1] or len(shorter) > 1
                if same_end:
                    return person
            if len(shorter) > 1 and same_person(person.name, run.text) >= _ONE_SPELLING:
                return person
        return None

    def _enter_one_name_sources(self) -> None:
        """Enter the one who "gave her name only as Nadia"."""
        for paragraph in self._document.paragraphs:
            text = paragraph.text
            if not any(hint in text for hint in _ONE_NAME_HINTS):
                continue
            for pattern in speaker_lexicon().one_name:
                for match in pattern.finditer(text):
                    name = _first_name_at(text, match.end())
                    if name and not self._registry.find(name_words(name)):
                        start = paragraph.start + match.end()
                        person = Person(name, name_words(name), start)
                        person.gender = gender_of(match.group().lower().split())
                        person.role = _role_before(paragraph, match.start())
                        self._registry.persons.append(person)

    def _enter_aliases(self, runs: list[tuple[Paragraph, NameRun]]) -> None:
        """Give "known as X" to the person named in the words before."""
        for (_, before), (paragraph, run) in pairwise(runs):
            near = run.whole.start - before.name.end < _ROLE_REACH
            if before.paragraph != run.paragraph or not near:
                continue
            start = run.whole.start - paragraph.start
            between = paragraph.text[before.name.end - paragraph.start : start]
            if _ALIAS.search(between):
                for person in self._registry.find(before.words)[:1]:
                    person.aliases.append(frozenset(run.words))

    def _mention(self, paragraph: Paragraph, run: NameRun) -> None:
        candidates = self._registry.find(run.words) or self._misspelt(run)
        if not candidates or (run.after_the and not run.titles):
            return
        if is_body_name(run.text) and len(run.words) < len(candidates[0].words):
            return
        person = self._nearest(candidates, run)
        if person.role is None:
            role = read_role(paragraph, run)
            person.role = role if role is not None and role.kind is not None else None
        mention = Mention(run.whole, person, self._is_quoted(run.name), _is_subject(paragraph, run))
        self._registry.mentions.append(mention)

    def _misspelt(self, run: NameRun) -> list[Person]:
        """Find who is meant by a full name that the article spells in a second way."""
        if len(run.words) == 1 or run.looks_like_body:
            return []
        persons = [p for p in self._registry.persons if len(p.words) > 1]
        return [p for p in persons if same_person(p.name, run.text) >= _ONE_SPELLING]

    def _nearest(self, candidates: list[Person], run: NameRun) -> Person:
        """Of two who share the name, take the one who was mentioned last."""
        same_end = [person for person in candidates if person.words[-1] == run.words[-1]]
        pool = same_end or candidates
        for mention in reversed(self._registry.mentions):
            if any(mention.person is person for person in pool):
                return mention.person
        return pool[0]

    def _is_quoted(self, span: Span) -> bool:
        return any(quoted.contains(span) for quoted in self._quoted)


def _names_an_office(run: NameRun) -> bool:
    """Recognise "Humanitarian Coordinator" and "Kharkiv OVA", which name nobody."""
    role = role_kind(run.words[-1]) is not None and not run.tagged_person
    return role or _ENDS_IN_ACRONYM.search(run.text) is not None


def _begins_a_body(paragraph: Paragraph, run: NameRun) -> bool:
    """Say whether the name goes on as that of a body: "the People's Defence Force"."""
    if not run.possessive or run.titles:
        return False
    behind = _IN_CAPITALS_BEHIND.match(paragraph.text, run.name.end - paragraph.start)
    return behind is not None and is_body_name(behind[1])


def _stands_in_a_place(paragraph: Paragraph, run: NameRun) -> bool:
    """Say whether a preposition puts something there: "the hospital in Beni Suef"."""
    before = paragraph.text[: run.whole.start - paragraph.start].split()[-1:]
    return bool(before) and before[0].lower() in ("in", "near", "around", "outside", "at")


def _role_before(paragraph: Paragraph, position: int) -> Role | None:
    """Return the role noun before a clause that gives a name: "a resident who gave …"."""
    for match in reversed(list(_WORD.finditer(paragraph.text, 0, position))):
        if position - match.start() > _ROLE_REACH:
            return None
        kind = role_kind(match.group())
        if kind is not None:
            span = Span(paragraph.start + match.start(), paragraph.start + match.end())
            return Role(match.group().lower(), role_noun(match.group()), kind, None, span)
    return None


def _tells_more(role: Role | None, known: Role | None) -> bool:
    if role is None:
        return False
    return known is None or (known.kind is None and role.kind is not None)


def _first_name_at(text: str, position: int) -> str | None:
    words: list[str] = []
    for word in text[position : position + 40].replace("“", " ").replace('"', " ").split():
        bare = word.rstrip(".,;:”’'")
        if not bare[:1].isupper():
            break
        words.append(bare)
        if bare != word:
            break
    return " ".join(words) or None


def _quoted_spans(document: Document, attributions: Iterable[Attribution]) -> list[Span]:
    direct = [a.content for a in attributions if a.kind is StatementKind.DIRECT]
    return [q.outer for q in document.quotations if q.speech] + direct


def _is_subject(paragraph: Paragraph, run: NameRun) -> bool:
    span = paragraph.doc.char_span(
        run.whole.start - paragraph.start, run.name.end - paragraph.start, alignment_mode="expand"
    )
    if span is None or run.possessive:
        return False
    if span[0].is_sent_start or span[0].i == 0:
        return True
    head = span.root
    while head.dep_ in ("appos", "conj", "compound", "flat") and head.head is not head:
        head = head.head
    return head.dep_ in ("nsubj", "nsubjpass", "ROOT")

"""Through which outlet the article has a statement, and to whom it was said."""

from __future__ import annotations

from spacy.tokens import Span, Token

from importer.attribute.lexicon import words
from importer.attribute.sentence import Range, Report, Sentence
from importer.attribute.sources import author_of, is_role_noun, noun_phrase
from importer.resolve.party_names import party_from_words

_LEADING = frozenset({"with", "to", "for", "by", "on"})
_NO_OUTLET = frozenset({"GPE", "NORP", "DATE", "TIME", "LOC", "EVENT"})


def add_outlets(sentence: Sentence, report: Report, within: Range | None = None) -> None:
    """Fill in `via` and `audience` of a report.

    `within` holds the tokens that a nested report stands in. Whom its source spoke to is hardly
    ever an outlet: only a known one counts.
    """
    _cited_by_outlet(sentence, report)
    before = len(report.via)
    events = words("via", "events")
    for token in sentence:
        word = token.lower_
        leads = word in _LEADING and token.dep_ in {"prep", "agent", "dative"}
        event = word in events and token.i + 1 < sentence.end
        told = token.lemma_ == "tell" and token in report.cue
        if not (leads or event or told) or _in_content(report, token.i):
            continue
        if within is not None and not within[0] <= token.i < within[1]:
            continue
        if told:
            _hearer(sentence, report, token)
        elif leads:
            _by_preposition(sentence, report, token)
        else:
            _bare_name(sentence, report, token)
    if within is not None:
        reached = report.via[before:]
        report.via[before:] = [v for v in reached if is_known_outlet(sentence, v)]
        if report.audience is None:
            report.audience = next((v for v in reached if v not in report.via), None)


def is_known_outlet(sentence: Sentence, phrase: Range) -> bool:
    """Say whether a phrase names an outlet by its own name or by what it is called."""
    tokens = sentence.doc[phrase[0] : phrase[1]]
    proper = tokens.root.text[:1].isupper()
    owner = next((t.i + 1 - phrase[0] for t in tokens if t.tag_ == "POS"), 0)
    name = tokens[owner:].text.lower().removeprefix("the ")  # "Russia's TASS"
    if proper and words("via", "names") & {name, f"the {name}"}:
        return True
    proper = proper or tokens.root.lower_ in words("via", "newsrooms")
    return proper and bool({t.lower_ for t in tokens} & words("via", "outlets"))


def _cited_by_outlet(sentence: Sentence, report: Report) -> None:
    """Make the cited one the source: "Radio Selim reported, citing the mayor, that …"."""
    if report.source is None:
        return
    start, end = report.source
    head = sentence.doc[start:end].root
    bare = next((t.i for t in sentence.doc[head.i : end] if t.text == ","), end)
    if not is_known_outlet(sentence, sentence.trim(start, bare)):
        return
    for verb in (*report.anchor.children, *head.children):
        if verb.lemma_ not in {"cite", "quote"} or verb.tag_ != "VBG":
            continue
        cited = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
        if cited is None or _in_content(report, cited.i):
            continue
        phrase = noun_phrase(sentence, cited, verb.i + 1, sentence.end, verb)
        author = author_of(sentence, phrase)
        told = {cited.lemma_.lower(), cited.lower_}
        if author == phrase and told & (words("nouns", "evidence") | words("nouns", "documents")):
            continue
        report.via.append(sentence.trim(start, bare))
        report.source = author
        return


def _in_content(report: Report, index: int) -> bool:
    inside = any(start <= index < end for start, end in report.contents)
    return inside and not report.clause[0] <= index < report.clause[1]


def _hearer(sentence: Sentence, report: Report, verb: Token) -> None:
    hearer = next(
        (c for c in verb.children if c.dep_ in {"dobj", "dative", "iobj"} and c.i > verb.i), None
    )
    following = verb.nbor() if verb.i + 1 < sentence.end else None
    name = following is not None and following.pos_ == "PROPN"
    if hearer is None and following is not None and name:
        hearer = following
        while hearer.i + 1 < sentence.end and hearer.nbor().ent_iob_ == "I":
            hearer = hearer.nbor()  # "told Human Rights Watch that": no object for the parser
    if hearer is None or _in_content(report, hearer.i):
        return
    if hearer.lower_ == "people" and following is not None and hearer.i == following.i:
        # Nobody in particular: "he tells people that" is one cue.
        report.cue = (*report.cue, hearer)
        return
    phrase = sentence.trim(hearer.left_edge.i, hearer.right_edge.i + 1)
    phrase = _without_tail(sentence, phrase, hearer)
    if following is not None and name and phrase[0] <= following.i <= hearer.i:
        phrase = (phrase[0], hearer.i + 1) if hearer.dep_ == "ccomp" else phrase
    if is_outlet(sentence, phrase, hearer):
        report.via.append(phrase)
    else:
        report.audience = phrase


def _without_tail(sentence: Sentence, phrase: Range, head: Token) -> Range:
    """Cut off what is loosely attached: "told Reuters in Goma on Monday"."""
    for child in head.children:
        if child.i > head.i and child.dep_ in {"prep", "relcl", "acl", "punct"}:
            return sentence.trim(phrase[0], child.left_edge.i)
    return phrase


def _by_preposition(sentence: Sentence, report: Report, preposition: Token) -> None:
    target = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if target is None or _in_content(report, target.i):
        return
    phrase = _without_tail(
        sentence, sentence.trim(target.left_edge.i, target.right_edge.i + 1), target
    )
    if report.source and phrase[0] == report.source[0] and target.i < report.source[1]:
        return
    governor = preposition.head
    confided = governor.pos_ == "VERB" and governor in report.cue and preposition.lower_ == "to"
    spoken = confided or (governor.lower_ in words("via", "events") and preposition.lower_ != "by")
    passed = governor.lemma_ in words("via", "passive") and preposition.lower_ == "by"
    passed = passed or (governor.lemma_ == "say" and preposition.lower_ == "by")
    if (spoken or passed) and is_outlet(sentence, phrase, target):
        report.via.append(phrase)


def _bare_name(sentence: Sentence, report: Report, event: Token) -> None:
    """Take the name right behind "in the commentary": the preposition is sometimes missing."""
    name = event.nbor()
    if (
        name.pos_ == "PROPN"
        and name.ent_type_ not in _NO_OUTLET | {"PERSON"}
        and event.head.lower_ == "in"
    ):
        end = name.i + 1
        while end < sentence.end and sentence.doc[end].pos_ == "PROPN":
            end += 1
        report.via.append((name.i, end))


def is_outlet(sentence: Sentence, phrase: Range, head: Token | None = None) -> bool:
    """Say whether a phrase behind "told", "in an interview with" or "according to" is an outlet."""
    head = head or sentence.doc[phrase[0] : phrase[1]].root
    tokens = sentence.doc[phrase[0] : phrase[1]]
    lowered = {t.lower_ for t in tokens}
    if is_known_outlet(sentence, phrase) or _is_department(tokens, head):
        return True
    if lowered & words("via", "platforms") or head.lower_ in words("via", "audience"):
        return False
    if lowered & words("via", "outlets"):
        return True
    if head.pos_ != "PROPN":
        return False
    if head.ent_type_ in _NO_OUTLET:
        # Nobody tells a town anything but a capital that stands for its state: "told Saba".
        told = any(t.lemma_ == "tell" for t in sentence.doc[max(0, phrase[0] - 1) : phrase[0]])
        plain = head.ent_type_ in {"GPE", "LOC"} and len(tokens) == 1
        return told and plain and party_from_words(head.text) is None
    return not (head.ent_type_ == "PERSON" and (len(tokens) > 1 or _is_person(sentence, head)))


def _is_department(tokens: Span, head: Token) -> bool:
    """Say whether a phrase is part of an outlet known by name: "the BBC Amharic service"."""
    named = any(t.pos_ == "PROPN" and t.lower_ in words("via", "names") for t in tokens)
    return named and head.lower_ in words("via", "departments")


def _is_person(sentence: Sentence, surname: Token) -> bool:
    """Say whether the article gives a bare surname to a person elsewhere: "General Obi"."""
    for paragraph in sentence.document.paragraphs:
        for entity in paragraph.doc.ents:
            if entity.label_ != "PERSON" or entity[-1].lower_ != surname.lower_:
                continue
            before = entity.start - 1
            if len(entity) > 1 or (before >= 0 and is_role_noun(paragraph.doc[before])):
                return True
    return False

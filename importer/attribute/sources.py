"""Who is made to speak: from a reporting verb to the noun phrase of its source."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import words
from importer.attribute.sentence import FINITE, MARKS, Range, Sentence

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_FIRST_AND_SECOND = frozenset({"i", "we", "you", "me", "us", "one"})


def subject_of(verb: Token) -> Token | None:
    """Return the head of the phrase that does the saying, or None."""
    passed_on = verb.lemma_ in {"quote", "cite"}
    active = any(child.dep_ == "nsubj" for child in verb.children)
    for child in verb.children:
        if child.dep_ == "agent" and not passed_on and not active:  # "said by telephone"
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    if not subjects:
        return _inherited_subject(verb)
    # "The drones – the army said – came": of two subjects that the parser gives, the nearer speaks.
    child = next((s for s in reversed(subjects) if s.i < verb.i), subjects[0])
    if child is not subjects[0] and _describes(child, subjects[0], verb):
        child = subjects[0]
    if child.lower_ in _RELATIVES and verb.dep_ == "relcl":
        return _person_of_body(verb.head) if child.lower_ == "who" else _owner_of_those(verb.head)
    return child


def _owner_of_those(word: Token) -> Token:
    """Go from "those" to whose they are: "contradict those of the army, which says"."""
    if word.lower_ not in {"those", "that"}:
        return word
    of = next((c for c in word.children if c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), word) if of is not None else word


def _person_of_body(body: Token) -> Token:
    """Go from a body to who is "of" it: "Ada Obi of the Tora Group, who said": it was Obi."""
    preposition = body.head
    name = preposition.head
    outside = preposition.dep_ == "prep" and preposition.lower_ in {"of", "from", "at", "with"}
    person = name.ent_type_ == "PERSON" or name.lower_ in words("roles", "words")
    return name if outside and person and body.ent_type_ != "PERSON" else body


def _describes(subject: Token, name: Token, verb: Token) -> bool:
    """Say whether a subject stands between commas behind a name: "Cogat, a body for X, said"."""
    first = subject.left_edge
    if name.pos_ != "PROPN" or first.pos_ != "DET" or verb.nbor(-1).text != ",":
        return False
    return first.i == name.right_edge.i + 2 and first.nbor(-1).text == ","


def _inherited_subject(verb: Token) -> Token | None:
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return subject_of(head)
    if verb.dep_ == "relcl" and head.pos_ in {"NOUN", "PROPN"}:
        return None
    if verb.dep_ == "acl":
        return head
    if verb.dep_ in {"advcl", "xcomp", "pcomp", "prep"} and verb.tag_ in {"VBG", "VB"}:
        governor = head
        while _has_no_subject(governor) and governor.head.i != governor.i:
            governor = governor.head
        return subject_of(governor) if governor.i != verb.i else None
    return None


def _has_no_subject(token: Token) -> bool:
    """Say whether a word cannot lend a subject: no verb, or a bare participle beside one."""
    if token.pos_ not in {"VERB", "AUX"}:
        return True
    return token.tag_ == "VBN" and token.dep_ == "advcl" and token.head.pos_ == "VERB"


def is_third_person(source: Token) -> bool:
    """Say whether a source can be somebody other than the one who is speaking already."""
    return source.lower_ not in _FIRST_AND_SECOND


def noun_phrase(sentence: Sentence, head: Token, floor: int, ceiling: int, cue: Token) -> Range:
    """Return the phrase around a source's head, within `[floor, ceiling)` and without the cue."""
    start = end = head.i
    indexes = sorted(t.i for t in head.subtree if floor <= t.i < ceiling)
    kept = set(indexes)
    if cue.i in kept:
        kept = {i for i in kept if i < cue.i} if head.i < cue.i else {i for i in kept if i > cue.i}
    while start - 1 in kept:
        start -= 1
    while end + 1 in kept:
        end += 1
    while start - 1 >= floor and _goes_on_with_name(sentence.doc[start], sentence.doc[start - 1]):
        start -= 1
    while end + 1 < min(ceiling, cue.i) and sentence.doc[end + 1].pos_ == "PROPN":
        end += 1
    start, end = sentence.trim(start, end + 1)
    start = _behind_description(sentence, start, end, head, cue)
    start = _behind_date(sentence, start, head)
    end = _before_occasion(sentence, head, cue, end)
    if end - 1 > head.i and sentence.doc[end - 1].lower_ == "that":
        end -= 1
    while (
        start < head.i
        and sentence.doc[start].dep_ == "advmod"
        and sentence.doc[start].pos_ == "ADV"
    ):
        start += 1
    if head.i < cue.i and cue.head.i == head.i:
        # A relative clause: the phrase ends before its pronoun.
        while end - 1 > head.i and sentence.doc[end - 1].lower_ in _RELATIVES | {","}:
            end -= 1
        start = _last_of_two(sentence, start, head)
    return sentence.trim(start, end)


def _behind_description(sentence: Sentence, start: int, end: int, head: Token, cue: Token) -> int:
    """Leave out what describes a thing told of: "took Uvira, a key port, two residents said"."""
    if head.i > cue.i or head.pos_ != "NOUN" or is_role_noun(head) or end != cue.i:
        return start
    comma = next((t.i for t in reversed(sentence.doc[head.i : end]) if t.text == ","), None)
    if comma is None or head.ent_type_ in {"PERSON", "ORG", "NORP"}:
        return start
    speaker = sentence.doc[comma + 1 : end]
    opens = speaker[0].pos_ in {"DET", "NUM", "ADJ", "NOUN", "PROPN"} if len(speaker) else False
    speaks = any(is_role_noun(t) or t.ent_type_ in {"PERSON", "ORG"} for t in speaker)
    told = any(t.tag_ in FINITE for t in speaker)
    return comma + 1 if opens and speaks and not told else start


def _last_of_two(sentence: Sentence, start: int, head: Token) -> int:
    """Begin with the one of two whom a relative clause is about: "between X and Y, who said"."""
    joints = [t.i for t in sentence.doc[start : head.i] if t.lower_ == "and"]
    two = start > sentence.start and sentence.doc[start - 1].lower_ == "between"
    return joints[-1] + 1 if joints and two else start


def _behind_date(sentence: Sentence, start: int, head: Token) -> int:
    """Leave out when somebody spoke: "Last week a group of fighters said"."""
    first = start
    while first < head.i and sentence.doc[first].ent_type_ == "DATE":
        first += 1
    parted = (
        sentence.doc[first].pos_ in {"DET", "PROPN"} and sentence.doc[first].ent_type_ != "DATE"
    )
    return first if parted else start


def _before_occasion(sentence: Sentence, name: Token, cue: Token, end: int) -> int:
    """Leave out when or where a body spoke: "Iran on Sunday", "Hamas in a statement"."""
    preposition = name.i + 1
    if name.pos_ not in {"PROPN", "NOUN"} or name.i > cue.i or preposition + 1 >= end:
        return end
    if name.pos_ == "NOUN" and sentence.doc[end - 1].ent_type_ != "DATE":
        return end
    if sentence.doc[preposition].lower_ not in {"on", "in", "late"}:
        return end
    following = sentence.doc[preposition + 1]
    dated = following.ent_type_ == "DATE" and following.pos_ == "PROPN"
    noun = next((c for c in sentence.doc[preposition].children if c.dep_ == "pobj"), None)
    issued = (
        noun is not None
        and following.lower_ in {"a", "an"}
        and noun.lemma_.lower() in words("nouns", "documents")
    )
    return preposition if dated or issued else end


def _goes_on_with_name(token: Token, before: Token) -> bool:
    """Say whether two words are parts of one name that the parser took apart."""
    return token.pos_ == before.pos_ == "PROPN" and token.ent_type_ == before.ent_type_ == "PERSON"


def source_before(sentence: Sentence, verb: Token, lo: int) -> Range | None:
    """Read the source off the words before a verb whose subject the parser has not seen.

    These are the stretches between commas that hold no finite verb: "…, their commander in the
    north, Brigadier X, admitted".
    """
    position = verb.i - 1
    while position >= lo and sentence.doc[position].pos_ in {"ADV", "AUX"}:
        position -= 1
    end = position + 1
    start: int | None = None
    while position >= lo:
        if sentence.doc[position].text == ",":
            position -= 1
        segment = _segment_start(sentence, position, lo)
        alone = start is None or sentence.is_mark(segment - 1)
        if not _is_nominal(sentence, segment, position + 1, first=alone):
            break
        if start is not None and _tells_of_thing(sentence, segment, position + 1, verb):
            break
        start = segment
        if segment == lo or sentence.doc[segment - 1].text != ",":
            break
        position = segment - 1
    if start is None:
        return None
    source = sentence.trim(start, end)
    source = (_behind_date(sentence, source[0], sentence.doc[source[1] - 1]), source[1])
    return source if source[0] < source[1] else None


def _tells_of_thing(sentence: Sentence, start: int, end: int, verb: Token) -> bool:
    """Say whether a stretch ends what is told: "near X, the capital of Y, residents said"."""
    head = sentence.doc[start:end].root
    if verb.nbor(-1).text == "," or sentence.doc[start].pos_ != "DET":
        return False  # "their wing, the X Brigades, said": closed by a comma, it tells who
    return head.pos_ == "NOUN" and not is_role_noun(head) and not head.ent_type_


def _segment_start(sentence: Sentence, position: int, lo: int) -> int:
    while position > lo:
        before = sentence.doc[position - 1]
        if (
            before.text in MARKS
            or before.text in {",", ";", ":", "–", "—"}
            or sentence.is_mark(before.i)
        ):
            break
        position -= 1
    return position


def _is_nominal(sentence: Sentence, start: int, end: int, *, first: bool) -> bool:
    tokens = sentence.doc[start:end]
    if not len(tokens) or sentence.in_speech(start):
        return False
    if tokens[0].lower_ in {"who", "whose"}:
        return True
    if any(t.tag_ in FINITE for t in tokens) or tokens[0].pos_ in {"CCONJ", "SCONJ", "ADP"}:
        return False
    names = any(t.ent_type_ in {"PERSON", "ORG", "NORP"} or is_role_noun(t) for t in tokens)
    nominal = any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in tokens)
    return names or (first and nominal)


def author_of(sentence: Sentence, source: Range) -> Range:
    """Go from a text that speaks to its author, where one is named: "a report by X said"."""
    head = sentence.doc[source[0] : source[1]].root
    texts = words("nouns", "documents") | words("nouns", "evidence")
    if head.pos_ not in {"NOUN", "PROPN"} or not {head.lemma_.lower(), head.lower_} & texts:
        return source
    for child in head.children:
        author: Token | None = child if child.dep_ == "poss" else None
        by = _agent_of_making(child) or child
        if by.dep_ in {"prep", "agent"} and by.lower_ in {"by", "from"}:
            author = next((t for t in by.children if t.dep_ == "pobj"), None)
        if author is not None and source[0] <= author.i < source[1]:
            start, end = noun_phrase(sentence, author, source[0], source[1], head)
            if sentence.doc[end - 1].tag_ == "POS":
                end -= 1
            return start, end
    return _body_before(sentence, head, source) or source


def _agent_of_making(participle: Token) -> Token | None:
    """Return the "by" of "a statement issued by X"; who has only seen a text did not write it."""
    if participle.dep_ != "acl" or participle.lower_ not in words("nouns", "made"):
        return None
    return next((c for c in participle.children if c.lower_ == "by"), None)


def _body_before(sentence: Sentence, text: Token, source: Range) -> Range | None:
    """Return the body that stands as a word before its text: "UN figures"."""
    start = text.i
    while start > source[0] and sentence.doc[start - 1].ent_type_ == "ORG":
        start -= 1
    return sentence.trim(start, text.i) if start < text.i else None


def widen_over_role(sentence: Sentence, source: Range, floor: int, cue: int) -> Range:
    """Take a role in that stands before the name: "the army's spokesman, Major X, said"."""
    start, end = source
    before = start - 1
    body = sentence.doc[start].lower_ == "the"  # "…, a father and his son, the ministry said"
    if end <= cue and before > floor and sentence.doc[before].text == "," and not body:
        segment = _segment_before(sentence, before, floor)
        if segment is not None and _is_role(sentence, segment, before):
            return segment, end
    touching = before > floor and sentence.doc[before].pos_ in {"NOUN", "PROPN"}
    if end <= cue and touching and sentence.doc[start].pos_ == "PROPN":
        segment = _segment_before(sentence, start, floor)
        if segment is not None and _is_role(sentence, segment, start):
            return segment, end  # "…, head of the administration Ada Obi informed"
    return source


def _segment_before(sentence: Sentence, comma: int, floor: int) -> int | None:
    position = comma - 1
    while position >= floor:
        token = sentence.doc[position]
        if token.text in MARKS or token.text in {",", ";", ":"} or sentence.is_mark(position):
            return position + 1
        position -= 1
    return None


def _is_role(sentence: Sentence, start: int, end: int) -> bool:
    segment = sentence.doc[start:end]
    if not len(segment) or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in segment):
        return False
    if segment[0].pos_ not in {"DET", "PRON", "PROPN", "NOUN", "ADJ"} and (
        segment[0].lower_ != "acting"
    ):
        return False
    return any(is_role_noun(token) for token in segment)


def is_role_noun(token: Token) -> bool:
    """Say whether a noun names an office or a body that speaks."""
    lemma = token.lower_
    return (
        lemma in words("roles", "words")
        or lemma.rstrip("s") in words("roles", "words")
        or lemma.endswith(("man", "woman", "person", "men", "women", "master"))
    ) and token.pos_ in {"NOUN", "PROPN", "ADJ"}

"""Which words of a text stand under a denial: "he failed to appear", "there is no doubt that".

What verbs, nouns and adjectives deny by themselves is told in importer/data/comparing.toml.
"""

from __future__ import annotations

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.remembering import once_a_word

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
NO = frozenset({"no", "zero", "neither"})
_RATHER = frozenset({"rather than", "instead of"})
_NAMING = frozenset({"NOUN", "PROPN"})
_ALL = frozenset({"all", "every", "everyone", "everybody", "everything"})
_ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})


def negates(token: Token) -> bool:
    """Say whether a word itself denies what stands around it; "not only" does not."""
    if token.lower_ == "longer":
        return any(child.lower_ == "no" for child in token.children)
    if token.dep_ != "neg" and token.lower_ not in comparing().negators:
        return False
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return following not in {"only", "just", "merely", "simply"}


@once_a_word
def is_denied(token: Token) -> bool:
    """Say whether a word stands under an odd number of denials."""
    count = 0
    current = token
    while True:
        count += _denials_at(current, token)
        if current.head == current or _ends_scope(current):
            break
        current = current.head
    return bool(count % 2)


def _denials_at(token: Token, start: Token) -> int:
    """Count what denies at one step of the way up: particles, "no", words like fail."""
    count = sum(1 for child in token.children if negates(child) or _negates_below(child))
    if token == start:
        count += sum(1 for child in token.children if child.lower_ in NO)
    if token.pos_ in {"VERB", "AUX"} or token == start:
        count += sum(1 for child in token.children if _is_empty_argument(child, start))
    if token != start:
        count += is_denial(token) or _doubts(token)
    elif token.i > 1 and token.doc[token.i - 2 : token.i].text.casefold() in _RATHER:
        count += 1
    count += _comes_too_late(token)
    lacking = comparing().lacking
    count += token.lower_ in lacking or (token.pos_ == "VERB" and token.lemma_ in lacking)
    count += token != start and token.pos_ == "NOUN" and token.lower_ in comparing().pending
    count += token == start and (is_lost(token) or _has_no_object(token))
    count += token == start and token.dep_ == "pobj" and is_other(token)
    return count


def is_lost(token: Token) -> bool:
    """Say whether a word is what somebody no longer has: "lost control of the port"."""
    data = comparing()
    lost = token.dep_ == "dobj" and token.head.lemma_.casefold() in data.losing
    return lost and token.lemma_.casefold() in data.held


def _comes_too_late(token: Token) -> bool:
    """Say whether somebody died before doing it: "she died before finishing the mosaic"."""
    link = token.head if token.dep_ == "pcomp" else None
    if link is None and token.dep_ == "advcl":
        marks = [child for child in token.children if child.dep_ == "mark"]
        own = any(child.dep_ in SUBJECTS for child in token.children)
        link = marks[0] if marks and not own else None
    above = token.head.head if token.dep_ == "pcomp" else token.head
    return link is not None and link.lower_ == "before" and above.lemma_ in {"die", "perish"}


def _is_empty_argument(child: Token, start: Token) -> bool:
    """Say whether an argument denies its verb: "no trucks arrived", "nobody came"."""
    if child.dep_ not in SUBJECTS | {"dobj", "attr", "pobj"} or child == start:
        return False
    if child.lower_ in comparing().empty:
        return True
    return any(each.lower_ in NO or is_not_all(each) for each in (child, *child.children))


def is_not_all(word: Token) -> bool:
    """Say whether a word is the "all" or "every" of "not all"."""
    return word.lower_ in _ALL and any(child.dep_ == "neg" for child in word.children)


def is_denial(token: Token) -> bool:
    """Say whether a word denies what hangs on it: "fail to", "have yet to", "leave out"."""
    data = comparing()
    if token.lemma_.lower() in data.implicatives or token.lower_ in data.implicatives:
        return True
    if token.lemma_ in {"have", "be"}:
        return any(child.lower_ == "yet" and child.dep_ == "advmod" for child in token.children)
    return omits(token)


def denies_by_itself(word: Token) -> bool:
    """Say whether a word denies by itself: "do not forget it" and "think of it" agree."""
    return word.lemma_.casefold() in comparing().implicatives or omits(word)


def omits(token: Token) -> bool:
    """Say whether a verb with its particle tells what was not done: "left out the leak"."""
    particles = [child.lower_ for child in token.children if child.dep_ == "prt"]
    verb = token.lemma_.casefold()
    return any(f"{verb}-{each}" in comparing().implicatives for each in particles)


def is_of_opinion(word: Token) -> bool:
    """Say whether what is denied is not the thinking, but what is thought."""
    thought = any(child.dep_ == "ccomp" for child in word.children)
    return thought and word.lemma_.casefold() in comparing().opinions


def may_have_ended(word: Token, denied: Token) -> bool:
    """Say whether a word tells what was once so, against what is denied: "it used to leak"."""
    above = word.head
    passive = any(child.dep_ == "auxpass" for child in above.children)
    was = above.lower_ == "used" and word.dep_ == "xcomp" and not passive
    return was and not any(child.lower_ == "never" for child in denied.children)


def opens_another(word: Token) -> bool:
    """Say whether a verb tells how another is meant: "used to smoke", "need a pass to enter"."""
    below = {child.dep_ for child in word.children}
    needed = word.lemma_.casefold() in comparing().needing and "dobj" in below
    return needed or (word.lower_ == "used" and "xcomp" in below)


def is_infinitive(verb: Token) -> bool:
    """Say whether a verb stands behind "to"."""
    return verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)


def _doubts(token: Token) -> bool:
    """Say whether a noun or adjective has it doubted what hangs on it: "there is no doubt that"."""
    return token.pos_ in {"NOUN", "ADJ"} and token.lemma_.casefold() in comparing().doubting


def _has_no_object(verb: Token) -> bool:
    """Say whether there is nothing that it could be done to: "nothing to hide"."""
    if verb.dep_ not in {"relcl", "acl"} or not is_infinitive(verb):
        return False
    noun = verb.head
    return noun.lower_ in comparing().empty or any(child.lower_ in NO for child in noun.children)


def _negates_below(child: Token) -> bool:
    """Say whether an adverb is itself denied: "hardly ever", "almost never"."""
    return child.dep_ == "advmod" and child.pos_ == "ADV" and any(map(negates, child.children))


@once_a_word
def _ends_scope(token: Token) -> bool:
    """Say whether what stands above a word has no say over whether it is denied."""
    if token.dep_ in SUBJECTS | {"relcl", "advcl", "parataxis", "appos"}:
        return True
    if _is_taken_for_granted(token):
        return True
    describes = token.head.pos_ in _NAMING or token.head.dep_ == "amod"
    if token.pos_ == "VERB" and token.tag_ in {"VBN", "VBG"} and describes:
        return True
    own = SUBJECTS | {"neg", "aux", "auxpass"}
    return token.dep_ == "conj" and (
        any(child.dep_ in own for child in token.children)
        or _stands_alone(token)
        or is_set_against(token)
    )


def is_set_against(word: Token) -> bool:
    """Say whether a word is what is so in place of what is denied: "not hot but cold"."""
    joints = [child.lower_ for child in word.head.children if child.dep_ == "cc"]
    return word.dep_ == "conj" and joints == ["but"]


def _stands_alone(verb: Token) -> bool:
    """Say whether a verb shares no "did not" with the one before: "did not wait and left"."""
    return verb.head.tag_ == "VB" and verb.tag_ in {"VBD", "VBZ", "VBP"}


def _is_taken_for_granted(token: Token) -> bool:
    """Say whether a clause is so, or left open, whether or not the verb above it is denied.

    "They did not blame her for losing it", "they did not say how many were sold".
    """
    data = comparing()
    if token.dep_ not in {"ccomp", "pcomp"}:
        return False
    if any(child.tag_ in _ASKING for child in token.subtree if child.i < token.i):
        return True
    if token.dep_ == "pcomp":
        return token.head.lower_ in data.granting
    return token.head.lemma_.casefold() in data.untold


def is_other(word: Token) -> bool:
    """Say whether a word is what something else is not: "other than X", "anything but X"."""
    before = [token.lower_ for token in word.doc[max(0, word.head.i - 1) : word.head.i + 1]]
    return before == ["other", "than"] or before in (["anything", "but"], ["nothing", "like"])

"""Which words of a text stand under a denial: "he failed to appear", "there is no doubt that".

What verbs, nouns and adjectives deny by themselves is told in importer/data/comparing.toml.
"""

from __future__ import annotations

from spacy.tokens import Token

from importer.compare.lexicon import comparing

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
    count = sum(1 for child in token.children if negates(child))
    if token == start:
        count += sum(1 for child in token.children if child.lower_ in NO)
    if token.pos_ in {"VERB", "AUX"} or token == start:
        count += sum(1 for child in token.children if _is_empty_argument(child, start))
    if token != start:
        count += _is_implicative(token)
    elif token.i > 1 and token.doc[token.i - 2 : token.i].text.casefold() in _RATHER:
        count += 1
    count += _comes_too_late(token)
    lacking = comparing().lacking
    count += token.lower_ in lacking or (token.pos_ == "VERB" and token.lemma_ in lacking)
    count += token != start and token.pos_ == "NOUN" and token.lower_ in comparing().pending
    count += token == start and is_lost(token)
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


def _is_implicative(token: Token) -> bool:
    if token.lemma_.lower() in comparing().implicatives or token.lower_ in comparing().implicatives:
        return True
    return token.lemma_ in {"have", "be"} and any(
        child.lower_ == "yet" and child.dep_ == "advmod" for child in token.children
    )


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
        any(child.dep_ in own for child in token.children) or _stands_alone(token)
    )


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

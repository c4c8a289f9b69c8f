"""Two short texts that say the same but for one "not".

Where nearly every word of the shorter text stands in the longer one, and one of the two denies what
it says while the other denies nothing, they exclude each other, however their clauses are built:
"you have no access to the facts" against "the facts are accessible to you".
"""

from __future__ import annotations

from importer.compare.denials import denies_by_itself, is_of_opinion, may_have_ended, opens_another
from importer.compare.lexicon import comparing
from importer.compare.matters import are_two_matters
from importer.compare.model import Found
from importer.compare.polarity import is_narrowed, is_of_part
from importer.compare.reading import Clause, Reading, is_content
from importer.compare.similarity import best, covered, weight
from importer.model import ContradictionType

SAID = 0.7
"""How much of the shorter text must stand in the longer one."""
OF_DENIED = 0.5
"""How much of the denied clause must stand in the other text."""
SAME_WORD = 0.7
SAME_KIND = 0.9
"""What somebody is not, the other text must call them: a player is not any musician."""
MOST_CLAUSES = 4
"""In a longer text, what is denied need not be what the other text says."""
SURE, SURE_OF_CORE = 0.62, 0.72


def find_parity(a: Reading, b: Reading) -> Found | None:
    """Return the denied clause of one text where the other says the same and denies nothing."""
    denied_a, denied_b = _denied(a), _denied(b)
    if bool(denied_a) == bool(denied_b):
        return None
    if denied_b:
        found = _against(b, a, denied_b)
        return found.swapped() if found else None
    return _against(a, b, denied_a)


def _denied(reading: Reading) -> list[Clause]:
    found = []
    for clause in reading.clauses:
        core = clause.core[0]
        if clause.is_negative != denies_by_itself(core) and not is_of_opinion(core):
            found.append(clause)
    return found


def _against(denying: Reading, other: Reading, denied: list[Clause]) -> Found | None:
    """Return the denied clause that the other text bears out best, if the texts say the same."""
    short, long = sorted((denying, other), key=_size)
    if not _is_short(long) or not short.words or covered(short.words, long.words) < SAID:
        return None
    ranked = [
        (covered(clause.words, other.words), -clause.verb.i, clause)
        for clause in denied
        if clause.words and not _says_more(clause, other)
    ]
    share, _, clause = max(ranked, key=lambda each: each[:2], default=(0.0, 0, None))
    against = _nearest(clause, other) if clause else None
    if clause is None or against is None or share < OF_DENIED:
        return None
    if clause.mood != against.mood or (is_of_part(clause) and is_of_part(against)):
        return None
    ended = may_have_ended(against.verb, clause.verb)
    if ended or are_two_matters(clause, against, denying, other) or _is_of_telling(clause):
        return None
    met = max(best(core, other.doc)[0] for core in clause.core) >= SAME_WORD
    if not met and not _tells_of_being(clause) and not _tells_of_being(against):
        return None
    return Found(
        ContradictionType.NEGATION,
        "the same but for a denial",
        SURE_OF_CORE if met else SURE,
        clause.span,
        against.span,
        "it is not so",
        "it is so",
    )


def _is_of_telling(clause: Clause) -> bool:
    """Say whether all that is denied is that somebody told or knew of it."""
    told = any(child.dep_ == "ccomp" for child in clause.verb.children)
    return told and clause.verb.lemma_.casefold() in comparing().untold


def _tells_of_being(clause: Clause) -> bool:
    """Say whether a clause tells that there is something, whatever it does: "there were storms"."""
    return any(child.dep_ == "expl" for child in clause.verb.children)


def _size(reading: Reading) -> tuple[float, str]:
    return sum(map(weight, reading.words)), reading.text


def _is_short(reading: Reading) -> bool:
    return len(reading.clauses) <= MOST_CLAUSES and len(list(reading.doc.sents)) == 1


def _says_more(clause: Clause, other: Reading) -> bool:
    """Say whether a denial is of more than the other text says: "no red car", "not ten boxes"."""
    named = [core for core in clause.core if core.dep_ == "attr" and core.pos_ == "NOUN"]
    if any(best(core, other.words)[0] < SAME_KIND for core in named):
        return True
    done = [child for child in clause.verb.children if child.dep_ == "dobj" and is_content(child)]
    if any(best(word, other.words)[0] < SAME_WORD for word in done):
        return True
    return is_narrowed(clause, clause.words, other)


def _nearest(clause: Clause, other: Reading) -> Clause | None:
    """Return the clause of the other text that does what a denied one says is not done."""
    ranked = [
        (_is_met(clause, each), covered(clause.words, each.words), -each.verb.i, each)
        for each in other.clauses
        if not opens_another(each.core[0]) or each.verb.lemma_ == clause.verb.lemma_
    ]
    return max(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _is_met(clause: Clause, other: Clause) -> bool:
    return max(best(core, other.core)[0] for core in clause.core) >= SAME_WORD

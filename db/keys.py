"""Stable names of rows: hashes of content, the same in every database and after a new import."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from anyascii import anyascii

from importer.model import Speaker, SpeakerKind, Statement

LENGTH = 24
"""Hexadecimal digits, 96 bits: no two of a billion rows are likely to meet."""


def hash_key(*parts: str) -> str:
    """Hash parts that cannot run into each other."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:LENGTH]


def fold(name: str) -> str:
    """Reduce a name to lower-case letters and digits of ASCII, a space between words.

    >>> fold("Denys  Shmyhal’")
    'denys shmyhal'
    """
    plain = anyascii(unicodedata.normalize("NFKC", name)).casefold()
    kept = "".join(sign if sign.isalnum() else "" if sign in "'`" else " " for sign in plain)
    return " ".join(kept.split())


# Letters that one sound is written with: Yermak and Ermak, Hnatov and Gnatov, Jibril and Gibril.
_SOUNDS = str.maketrans("ijeghwcqz", "yyyyyvkks")


_ARTICLE = re.compile(r"^[ae]l(?=[a-z]{4})")


def surname(folded: str) -> str:
    """Return the last word of a folded name, without an Arabic article grown onto it.

    >>> surname(fold("Hashim Eltayeb"))
    'tayeb'
    """
    words = folded.split()
    return _ARTICLE.sub("", words[-1]) if words else ""


def block(folded: str) -> str:
    """Name the block of a folded name: the first sound of its surname.

    >>> block("andriy yermak") == block("andrei ermak")
    True
    """
    return surname(folded)[:1].translate(_SOUNDS)


def statement_keys(article_key: str, statements: Iterable[Statement]) -> list[str]:
    """Name statements by article, span and kind; a second one with all of these gets a number."""
    seen: Counter[str] = Counter()
    keys = []
    for statement in statements:
        parts = (article_key, str(statement.start), str(statement.end), statement.kind.value)
        identity = "\x1f".join(parts)
        number = seen[identity]
        seen[identity] += 1
        keys.append(hash_key("statement", *parts, *([str(number)] if number else [])))
    return keys


def speaker_key(speaker: Speaker, article_key: str) -> str:
    """Name a speaker by name and party; one without a name is another one in every article."""
    where = article_key if speaker.kind is SpeakerKind.UNNAMED else ""
    return hash_key("speaker", fold(speaker.name), speaker.party or "", where)


def pair_key(key_a: str, key_b: str) -> str:
    """Name a pair of statements, whichever comes first."""
    return hash_key("pair", *sorted((key_a, key_b)))

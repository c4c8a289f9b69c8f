"""The clock time that stands in front of an entry of a live page: "14:20 — ...", "9.40am: ..."."""

from __future__ import annotations

import re

LONGEST_STAMP = 48
"""Characters of a paragraph that are looked at for a stamp."""

_ZONE = r"(?:GMT|UTC|BST|[ECMP][SD]?T|CES?T|EES?T|MSK|IST|[Ll]ocal\ time|[A-Z]\w+\ time)"
_STAMP = re.compile(
    rf"""
    (?P<bracket>[\[(])?
    (?: \d{{1,2}}[:.h]\d{{2}}\ ?[ap]\.?m\.? | \d{{1,2}}\ ?[ap]\.?m\.? | \d{{1,2}}[:h]\d{{2}} )
    (?: \ \(?{_ZONE}\)? )?
    (?(bracket)[\])])
    (?: \ ?[-–—|:•·]+\ ? | \ | \s*/\s* )
    (?=[“"‘'«„\[]?[A-Z0-9]\w*)
    """,
    re.VERBOSE,
)


def stamp_length(opening: str) -> int:
    """Return the length of the stamp at the start of a paragraph, 0 where there is none.

    A stamp is followed by a word that opens a sentence; "9:30 was too late" begins with a subject.
    """
    stamp = _STAMP.match(opening)
    return stamp.end() if stamp else 0

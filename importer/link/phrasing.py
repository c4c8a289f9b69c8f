"""How a statement names a claim, its day, or what nobody has confirmed."""

from __future__ import annotations

import re

_CLAIM_NOUN = (
    r"(?:claim|statement|report|allegation|version|account|assertion|announcement|boast)s?"
)
CLAIM_OF = re.compile(
    rf"\b([A-Z][\w-]+)(?:'s|’s) (?:[\w-]+ )?{_CLAIM_NOUN}\b"
    rf"|\b{_CLAIM_NOUN} (?:by|of|from) (?:the )?(?:[a-z]+ )*([A-Z][\w-]+)"
)
DAY = re.compile(
    r"\b(?:\w+day|overnight|night|morning|dawn|\d{1,2}(?:st|nd|rd|th)|January|February|March|April"
    r"|May|June|July|August|September|October|November|December"
    r"|(?:past|last|previous) (?:[\w-]+ )?(?:days?|hours|weeks?|months?|years?))\b"
)
UNCONFIRMED = re.compile(
    r"(?:\b(?:not|never|neither|nor)|n['’]t)(?: yet| immediately| so far)? (?:been )?"
    r"(?:confirm(?:ed)?|acknowledged?"
    r"|verif(?:y|ied)|comment(?:ed)?|disclose[d]?)\b|\bunconfirmed\b"
    r"|\b(?:declin|refus)(?:e|es|ed|ing) to (?:say|comment|confirm|discuss|specify"
    r"|identify|elaborate)\b"
    r"|\b(?:did|does|do|would|could|has|have|had)(?: not|n['’]t) (?:say|said|specify|elaborate"
    r"|identif(?:y|ied)|give (?:any )?details)\b"
    r"|\b(?:kn(?:e|o)w[sn]?|heard|hear) of no\b|\bunaware of\b"
    r"|(?:\bnot|n['’]t) (?:know|aware|heard|hear) of\b"
)
"""Who has not confirmed a thing has not denied it."""
SAID_ON = re.compile(
    r"\b(?:said|says|added|wrote|announced|told (?:[\w.]+ ){1,3}?)"
    r"(?: ?(?:in [a-z]+ )?(?:on|late|early))+ (?:[A-Z][a-z]+day)"
    r"(?: (?:morning|evening|night|afternoon))?\b"
)
"""The day of a saying that stands within what was said."""

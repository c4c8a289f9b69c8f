"""Reading single sentences for the tests of frames, with parties and places given by word lists.

The lists stand in for the stages that find parties and places, so that these tests fail for what
the frame stage does and for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import SimpleNamespace

from importer.attribute.attribution import Attribution
from importer.frame import Framed, frame_statements
from importer.model import (
    Article,
    Location,
    PlaceKind,
    Quantity,
    Span,
    Speaker,
    SpeakerKind,
    StatementKind,
)
from importer.resolve.party_mention import PartyMention
from importer.segment import Document, segment

PARTY_WORDS = {
    "UA": r"Ukrainians?|Ukraine|Kyiv",
    "RU": r"Russians?|Russia|Moscow|the enemy|the occupiers",
    "RSF": r"RSF|Rapid Support Forces|the paramilitaries",
    "SD": r"the army|an army|army|Sudanese",
    "M23": r"M23",
    "CD": r"Congolese|the government",
    "RW": r"Rwandan|Rwanda",
    "MM": r"Junta's|Security forces|Junta|the junta|Government troops|The air force|Police",
    "TNLA": r"TNLA",
    "IL": r"Israeli|Israel|Israel's",
    "Hamas": r"Hamas",
    "Hezbollah": r"Hezbollah",
    "Houthis": r"Houthis?|the Houthis",
    "IR": r"Iran|Iranian",
    "ML": r"Malian",
    "JNIM": r"JNIM",
    "HT": r"Haitian",
    "KE": r"Kenya",
    "UN": r"UN",
    "FR": r"France|French",
    "PK": r"Pakistani|Pakistan",
    "IN": r"Indian",
    "TH": r"Thai",
    "KH": r"Cambodian",
    "LB": r"Lebanese",
}
PLACES = (
    "Ridne|Pokrovsk|Rafah|Walungu|Odesa|Tyotkino|Beirut|Goma|Chad|Gaza|Kupino|Merzat|Adila|Lomvo"
)


def find_words(text: str, speaker: str | None) -> list[PartyMention]:
    """Return the parties of the word list; "the army" and the like are the speaker's own side."""
    own = {"MM": "MM", "IL": "IL", "CD": "CD", "ML": "ML"}
    found = []
    for party, pattern in PARTY_WORDS.items():
        forces = rf"\b(?:{pattern})(?: (?:army|forces|troops|soldiers|government))?\b"
        for match in re.finditer(forces, text, re.IGNORECASE):
            code = party
            general = match.group().lower() in {
                "the army",
                "an army",
                "army",
                "the air force",
                "police",
            }
            if general and speaker in own:
                code = own[str(speaker)]
            found.append(PartyMention(Span(*match.span()), code, "name"))
    longest = [
        m for m in found if not any(o.span != m.span and o.span.contains(m.span) for o in found)
    ]
    return sorted(longest, key=lambda m: m.span)


def find_towns(text: str) -> SimpleNamespace:
    """Return the places of the word list as the place stage would."""
    literal = tuple(
        Location(m.start(), m.end(), m.group(), m.group(), None, PlaceKind.CITY, 0.0, 0.0)
        for m in re.finditer(rf"\b(?:{PLACES})\b", text)
    )
    return SimpleNamespace(literal=literal, implicit=())


def speaker_for(party: str | None, kind: SpeakerKind = SpeakerKind.PERSON) -> Speaker:
    """Return a speaker of a party."""
    return Speaker(f"Speaker of {party}", kind, party=party)


def read_sentence(
    sentence: str,
    *,
    party: str | None = None,
    kind: StatementKind = StatementKind.DIRECT,
    cue: str | None = "said",
    quantities: Sequence[Quantity] = (),
) -> Framed:
    """Frame one sentence that a speaker of the party says."""
    document = segment(Article("one", sentence + "."))
    narrated = kind is StatementKind.NARRATION
    attribution = Attribution(Span(0, len(sentence)), kind, cue_text=None if narrated else cue)
    speaker = None if narrated else speaker_for(party)
    return frame_statements(
        document,
        [attribution],
        [speaker],
        find_words(sentence, party),
        find_towns(sentence),
        quantities,
    )[0]


def read_all(
    text: str, contents: Sequence[tuple[str, Speaker | None, Attribution]]
) -> tuple[Document, list[Framed]]:
    """Frame several statements of one text; each content is found by its words."""
    document = segment(Article("several", text))
    attributions = []
    for words, _, made in contents:
        start = text.index(words)
        attributions.append(
            Attribution(
                Span(start, start + len(words)),
                made.kind,
                cue_text=made.cue_text,
                parent=made.parent,
                stance=made.stance,
                utterance=made.utterance,
            )
        )
    speakers = [speaker for _, speaker, _ in contents]
    framed = frame_statements(
        document, attributions, speakers, find_words(text, None), find_towns(text), ()
    )
    return document, framed

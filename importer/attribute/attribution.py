"""The result of the attribution stage: which words are put forward by whom."""

from __future__ import annotations

from dataclasses import dataclass

from importer.model import Modality, Span, Stance, StatementKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement-to-be: content, cue and source as spans; one for each sentence of content.

    Narration is in the list too, a sentence each: later stages drop what claims nothing about the
    conflict. The list is in the order of the text, an outer statement before those nested in it.
    """

    content: Span
    kind: StatementKind
    cue: Span | None = None
    cue_text: str | None = None
    """The reporting words as written, without what stands between them: `lied about`."""
    source: Span | None = None
    """The mention of the speaker as written ("he", "the army’s spokesman, Major X"), if any."""
    named: Span | None = None
    """Where the text gives the same speaker a fuller name, if the extractor says so."""
    utterance: int | None = None
    parent: int | None = None
    """Index in the list of the attribution that this one is reported in."""
    stance: Stance | None = None
    """Of the parent's speaker, or of the article where it disowns a claim that it attributes."""
    modality: Modality | None = None
    """Where the cue makes the content a wish or plan ("called for"), whatever its own words."""
    via: tuple[Span, ...] = ()
    """Outlets through which the article has it, as written."""
    audience: Span | None = None
    """To whom it was said, where the article says so; never the speaker."""
    carried: bool = False
    """True for a sentence without a cue of its own, carried on from the one before."""
    rule: str = ""
    confidence: float = 1.0

"""The result of the frame stage: what a statement claims."""

from __future__ import annotations

from dataclasses import dataclass

from importer.model import ClaimFrame, Quantity


@dataclass(frozen=True, slots=True)
class Framed:
    """The claims of one statement and what its words say about their ground and firmness."""

    frames: tuple[ClaimFrame, ...]
    """At least one: the main claim first, then those of the other clauses in order."""
    quantities: tuple[Quantity, ...] = ()
    """The quantities inside the content, with `aspect` filled where the clause tells it."""
    evidence_basis: str | None = None
    """What the source names as its ground: "communication intercepts"."""
    hedges: tuple[str, ...] = ()
    """Words that weaken the claim, lower case, each once."""
    is_statement: bool = True
    """False for narration that claims nothing about the conflict."""

"""Claim frames and speaker candidates as JSON, and back to what they were."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from importer.model import ClaimFrame, ClaimType, Modality, Polarity, SpeakerCandidate


def encode_frames(frames: Iterable[ClaimFrame]) -> list[dict[str, Any]]:
    """Turn frames into plain JSON values."""
    return [
        asdict(frame) | {"places": list(frame.places), "objects": list(frame.objects)}
        for frame in frames
    ]


def decode_frames(values: Iterable[Mapping[str, Any]]) -> tuple[ClaimFrame, ...]:
    """Turn stored JSON values back into frames."""
    return tuple(
        ClaimFrame(
            **(
                dict(value)
                | {
                    "type": ClaimType(value["type"]),
                    "polarity": Polarity(value["polarity"]),
                    "modality": Modality(value["modality"]),
                    "places": tuple(value["places"]),
                    "objects": tuple(value["objects"]),
                }
            )
        )
        for value in values
    )


def encode_candidates(candidates: Iterable[SpeakerCandidate]) -> list[dict[str, Any]]:
    """Turn candidates into plain JSON values."""
    return [asdict(candidate) for candidate in candidates]


def decode_candidates(values: Iterable[Mapping[str, Any]]) -> tuple[SpeakerCandidate, ...]:
    """Turn stored JSON values back into candidates."""
    return tuple(SpeakerCandidate(**value) for value in values)

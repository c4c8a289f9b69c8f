"""Language models behind an endpoint, whatever they are asked; the only part with a network."""

from counterclaim.chat.asker import Asker, Tally, fingerprint
from counterclaim.chat.client import Form, TruncatedError, malformed, question
from counterclaim.chat.settings import ModelSettings

__all__ = [
    "Asker",
    "Form",
    "ModelSettings",
    "Tally",
    "TruncatedError",
    "fingerprint",
    "malformed",
    "question",
]

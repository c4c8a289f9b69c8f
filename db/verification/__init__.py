"""Proof that an archive is whole: every span, key, link, count and copy is read again."""

from db.verification.report import Fault, Kind, Report
from db.verification.runner import verify

__all__ = ["Fault", "Kind", "Report", "verify"]

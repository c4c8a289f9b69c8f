"""Judges beside the rules: language models that say how two texts stand to each other."""

from counterclaim.judges.model import JudgeTally, ModelJudge
from counterclaim.judges.settings import JudgeSettings

__all__ = ["JudgeSettings", "JudgeTally", "ModelJudge"]

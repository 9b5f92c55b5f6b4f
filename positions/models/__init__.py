"""The staffing table, the list of corruption-prone positions, the monitoring of who holds them."""

from positions.models.editions import PositionEdition
from positions.models.monitoring import Finding, Question, Reply, Sign, Survey, YearReport
from positions.models.posts import Exposure, Level, PositionImport, Post

__all__ = [
    "Exposure",
    "Finding",
    "Level",
    "PositionEdition",
    "PositionImport",
    "Post",
    "Question",
    "Reply",
    "Sign",
    "Survey",
    "YearReport",
]

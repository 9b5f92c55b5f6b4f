"""The conduct standard, how it is brought to people, and what it obliges them to tell."""

from standards.models.desk import Conflict, Declaration, Gift, Kin, Relative
from standards.models.report import Protection, Report
from standards.models.text import Point, Standard

__all__ = [
    "Conflict",
    "Declaration",
    "Gift",
    "Kin",
    "Point",
    "Protection",
    "Relative",
    "Report",
    "Standard",
]

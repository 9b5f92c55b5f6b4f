"""The conduct standard, how it is brought to people, and what it obliges them to tell."""

from standards.models.bringing import Acknowledgement, AcquaintanceSheet, Addressee, SheetLine
from standards.models.exam import ExamQuestion, ExamTry
from standards.models.imports import TextImport
from standards.models.report import OfficerReport
from standards.models.text import Point, Standard

__all__ = [
    "Acknowledgement",
    "AcquaintanceSheet",
    "Addressee",
    "ExamQuestion",
    "ExamTry",
    "OfficerReport",
    "Point",
    "SheetLine",
    "Standard",
    "TextImport",
]

"""The conduct standard, how it is brought to people, and what it obliges them to tell."""

from standards.models.bringing import Acknowledgement, AcquaintanceSheet, Addressee, SheetLine
from standards.models.desk import Conflict, Declaration, Gift, Kin, Relative
from standards.models.exam import ExamQuestion, ExamTry
from standards.models.expertise import DraftAct, Factor, FoundFactor
from standards.models.imports import TextImport
from standards.models.reference import Reading, Reference
from standards.models.report import OfficerReport
from standards.models.text import Point, Standard
from standards.models.walled import Protection, Report

__all__ = [
    "Acknowledgement",
    "AcquaintanceSheet",
    "Addressee",
    "Conflict",
    "Declaration",
    "DraftAct",
    "ExamQuestion",
    "ExamTry",
    "Factor",
    "FoundFactor",
    "Gift",
    "Kin",
    "OfficerReport",
    "Point",
    "Protection",
    "Reading",
    "Reference",
    "Relative",
    "Report",
    "SheetLine",
    "Standard",
    "TextImport",
]

"""Boxes, their openings, the sealed books, the entries of the journal and what was done with them."""

from trustbox.models.analyses import Analysis
from trustbox.models.appeals import (
    Appeal,
    AppealFile,
    Channel,
    Ground,
    Kind,
    Language,
    Result,
)
from trustbox.models.books import Book, Record
from trustbox.models.boxes import Box, Institution
from trustbox.models.events import AppealEvent
from trustbox.models.openings import Attendee, BoxLetter, Opening
from trustbox.models.receptions import Reception
from trustbox.models.tasks import Task
from trustbox.models.tray import TrayDecision, TrayLetter

__all__ = [
    "Analysis",
    "Appeal",
    "AppealEvent",
    "AppealFile",
    "Attendee",
    "Book",
    "Box",
    "Channel",
    "Ground",
    "Institution",
    "Kind",
    "Language",
    "BoxLetter",
    "Opening",
    "Record",
    "Reception",
    "Result",
    "Task",
    "TrayDecision",
    "TrayLetter",
]

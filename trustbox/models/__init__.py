"""Boxes, their openings, the sealed books, the entries of the journal and what was done with them."""

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
from trustbox.models.tasks import Task

__all__ = [
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
    "Result",
    "Task",
]

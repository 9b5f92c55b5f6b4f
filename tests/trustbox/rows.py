"""What the constraints of the trust box ask for of a row made by `tests/make.py`."""

from datetime import time

from office.models.person import Person
from tests import make
from tests.trustbox import build, tray_build
from trustbox.analysis.models import Analysis
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.openings import Attendee, BoxLetter, Opening
from trustbox.boxes.models.receptions import Reception
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.models.files import AppealFile
from trustbox.journal.models.opinions import AnswerOpinion
from trustbox.journal.models.task import Task
from trustbox.journal.models.visits import Visit


def submitted_analysis_fields(body):
    return {"data": {}, "submitted_on": make.LONG_AGO, "submitted_by": make.row(Person, body)}


SPECIAL = {
    Appeal: build.entry,
    Task: lambda body, mark: build.entry(body, mark, Task),
    AppealEvent: build.event,
    Book: lambda body, mark: {"year": 2000 + make.small_number() % 1000, "last": 0, "length": 0},
    AnswerOpinion: lambda body, mark: {"appeal": make.in_state(Appeal, "answered", body), "is_answer": True},
    Box: lambda body, mark: {"removed_on": None},
    Opening: lambda body, mark: {"count": None},
    BoxLetter: lambda body, mark: {"kind": "complaint", "text": mark or "Мазмун", "language": "ky"},
    Reception: lambda body, mark: {
        "kind": "personal",
        "weekday": 1,
        "starts": time(9),
        "ends": time(12),
    },
    Visit: lambda body, mark: {
        "outcome": "settled",
        "matter": mark or "Мазмун",
        "result": mark or "Жооп",
        "appeal": None,
    },
    Attendee: lambda body, mark: {"standing": "present"},
    **tray_build.SPECIAL,
}
NEEDS = {
    (Appeal, "assigned"): lambda body: {"executor": make.row(Person, body)},
    (Task, "assigned"): lambda body: {"executor": make.row(Person, body)},
    (Appeal, "forwarded"): lambda body: {"institution": make.row(Institution, body)},
    (Appeal, "answered"): lambda body: {
        "executor": make.row(Person, body),
        "answer_number": "1",
        "answer_date": make.LONG_AGO,
        "answer_language": "ky",
        "result": "explained",
    },
    (Appeal, "closed"): lambda body: {"ground": "anonymous"},
    (Opening, "closed"): build.closed_opening,
    (Analysis, "submitted"): submitted_analysis_fields,
    (Analysis, "read"): lambda body: {
        **submitted_analysis_fields(body),
        "read_on": make.LONG_AGO,
        "read_by": make.row(Person, body),
    },
}


def of_appeal(body, route):
    appeal = make.row(Appeal, body)
    return appeal, {"file": make.row(AppealFile, body, appeal=appeal).pk} if "file" in route.arguments else {}


# The rows the addresses are of; which copies those with a kind are asked for; which have a rule beside the
# right.
ROWS = {"appeal": of_appeal}
KINDS = {
    "appeals:export": ["csv", "docx"],
    "appeals:book": ["docx"],
    "openings:journal": ["docx"],
    "openings:act": ["docx"],
    "openings:minutes": ["docx"],
    "analyses:paper": ["docx"],
    "visits:journal": ["docx"],
}
RULES = {
    "analyses:order": "only the numbers of a half-year that the head has read go out: 404 before",
    "tasks:record": "an appeal is shown masked to the official it was given to: 404 for the others",
    "tasks:measure": "the official it was given to reports: 404 for the others",
}

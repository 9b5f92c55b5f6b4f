"""What the constraints of the standard and the desk ask for of a row made by `tests/make.py`."""

from django.utils import timezone

from office.files.models import StoredFile
from office.models.person import Person
from office.papers.models import Annex
from office.wall.models.wall import Wall
from standards.acquaintance.models import Acknowledgement, AcquaintanceSheet
from standards.exam.models import ExamTry
from standards.expertise.models import DraftAct
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Protection, Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Kin, Relative
from standards.officer_report.models import OfficerReport
from standards.text.import_models import TextImport
from standards.text.models import Point, Standard
from tests import make

# Whatever an employee tells by the conduct standard.
TOLD = (Conflict, Relative, Gift, Declaration, Report)


def text_reading(mark):
    """What was understood of a text with one point."""
    part = {"kind": "point", "code": "1", "text": mark or "сөз", "line": 1}
    return {"title": mark, "parts": [part], "notes": [{"reason": "stamp", "text": mark, "line": 2}]}


def replaced_standard(body, mark=""):
    """A version that no longer holds: a body has one in force at most."""
    return make.row(Standard, body, mark, state="replaced", in_force_from=make.LONG_AGO)


def notice_fields(model, body, state):
    """The fields of a row of the desk in a state: given, decided, done."""
    day = make.LONG_AGO
    fields = {
        "number": make.small_number(),
        "year": 2026,
        "given_on": day,
        "due_on": day,
        "addressee": "head",
    }
    fields |= {"filer": make.row(Person, body), "filed_on": day} if model is Declaration else {}
    fields |= {"happened_on": day, "kind": "received"} if model is Gift else {}
    fields |= {"happened_on": day, "kind": "fact", "wall": make.row(Wall, body)} if model is Report else {}
    fields |= {"kin": Kin.objects.first(), "direction": "under_me"} if model is Relative else {}
    texts = [field.name for field in model._meta.concrete_fields if field.get_internal_type() == "TextField"]
    fields |= dict.fromkeys({*model.NEEDED, *texts} - {"decision", "proof"} - set(fields), "сөз")
    fields |= {"reason": "hiring"} if model is Declaration else {}
    if state in ("decided", "done"):
        fields |= {"measure": model._meta.get_field("measure").choices[0][0], "decision": "Чечим"}
        fields |= {"decided_on": day, "decided_by": make.row(Person, body)}
        fields |= {"commission_day": day} if model is Declaration else {}
    if state == "done":
        fields |= {"proof": "№ 45 буйрук", "proved_on": day, "proved_by": make.row(Person, body)}
    return fields


def notice_fields_in_state(model, state):
    return lambda body: notice_fields(model, body, state)


def concluded_fields(body):
    return {
        "conclusion": "Кабыл алынсын",
        "concluded_on": make.LONG_AGO,
        "concluded_by": make.row(Person, body),
    }


SPECIAL = {
    Point: lambda body, mark: {"code": str(next(make.serial))},
    Standard: lambda body, mark: {"act": f"{mark} № 629-Б буйругу"},
    TextImport: lambda body, mark: {"reading": text_reading(mark), "sha256": "f" * 64},
    Acknowledgement: lambda body, mark: {"standard": replaced_standard(body, mark), "way": "screen"},
    ExamTry: lambda body, mark: {"right": 1, "total": 2},
    DraftAct: lambda body, mark: {"answer_words": "", "conclusion": ""},
    Protection: lambda body, mark: {"report": make.in_state(Report, "given", body, mark)},
    **dict.fromkeys(TOLD, lambda body, mark: dict.fromkeys(["measure", "decision", "proof"], "")),
}
NEEDS = {
    **{
        (model, state): notice_fields_in_state(model, state)
        for model in TOLD
        for state in ("given", "decided", "done")
    },
    (DraftAct, "concluded"): concluded_fields,
    (DraftAct, "answered"): lambda body: {
        **concluded_fields(body),
        "answer": "taken",
        "answer_words": "Эске алынды",
        "answered_on": make.LONG_AGO,
        "answered_by": make.row(Person, body),
    },
    (Standard, "ordered"): lambda body: {"annex": make.row(Annex, body)},
    (Standard, "in_force"): lambda body: {"in_force_from": make.LONG_AGO},
    (Standard, "replaced"): lambda body: {"in_force_from": make.LONG_AGO},
    (AcquaintanceSheet, "filed"): lambda body: {
        "scan": make.row(StoredFile, body),
        "filed_at": timezone.now(),
        "filed_by": make.row(Person, body),
    },
    (OfficerReport, "handed"): lambda body: {
        "data": {},
        "handed_on": timezone.localdate(),
        "handed_by": make.row(Person, body),
    },
}

DESK = ("conflicts", "relatives", "gifts", "declarations", "reports")
# Which copies the addresses with a kind are asked for; which addresses have a rule beside the right.
KINDS = {
    "standards:paper": ["docx"],
    "officer_reports:paper": ["docx"],
    "expertises:paper": ["docx"],
    "exam_tries:export": ["csv"],
    **{f"{space}:export": ["csv"] for space in DESK},
}
RULES = {
    **dict.fromkeys(
        (f"{space}:{page}" for space in DESK for page in ("record", "edit", "move", "drop", "proof")),
        "only its author and whom the point of the standard names: 404 for the others "
        "(tests/standards/test_desk.py)",
    ),
    **dict.fromkeys(
        (f"{space}:export" for space in DESK),
        "for the head and the officer, each of the rows they may read (tests/standards/test_desk_papers.py)",
    ),
    "expertises:move": "the answer is the drafter's: 404 for an employee who drafted another",
    "expertises:record": "for whoever reads the registers, and the drafter",
    "expertises:paper": "for whoever reads the registers, and the drafter",
    "protections:create": "by the report's addressee: 404 for the others (tests/standards/test_reports.py)",
    "exam_tries:export": "for whoever judges the results at the body (629-Б p.6)",
    "exam_tries:record": "one's own result, or that of a body one judges (629-Б p.6)",
    "standards:changes": "there is no earlier version to compare with",
}
# A column that no constraint ties to another.
FREE = {
    AcquaintanceSheet: "unit",
    Conflict: "interest",
    Relative: "relative",
    Gift: "what",
    Declaration: "interests",
}

"""What the constraints of the monitoring ask for of a row made by `tests/make.py`."""

from django.utils import timezone

from monitoring.models.certificate import Recommendation, Result
from monitoring.models.criteria import Band, CriteriaSet, Criterion, Indicator
from monitoring.models.media import MediaReport
from monitoring.models.member_score import HandIn, MemberScore
from monitoring.models.monitoring import Line, Monitoring
from monitoring.models.notice import Document, Notice
from monitoring.models.replacement import Replacement
from monitoring.models.selfcheck import SelfDocument, SelfScore
from office.files.models import StoredFile
from office.models.commission import Seat
from office.models.person import Person
from tests import make


def period():
    return {"period_from": make.LONG_AGO, "period_to": timezone.localdate()}


def memo(mark):
    lines = [{"number": number, "documents": f"{mark} буйруктар"} for number in range(1, 25)]
    return {"directions": [mark], "lines": lines, "members": [{"post": mark, "name": mark}], "order": mark}


def scores():
    return {str(number): 4 for number in range(1, 25)}


def certificate(mark):
    reasons = dict.fromkeys(scores(), mark)
    people = [{"post": mark, "name": mark}]
    return {
        "reasons": reasons,
        "conclusion": mark,
        "members": people,
        "order": mark,
        "late": [mark] if mark else [],
    }


def result_fields(body, mark):
    return period() | {
        "notice": make.row(Notice, body, mark),
        "brought_from": "",
        "scores": scores(),
        "count": 24,
        "total": 96,
        "band": Band.objects.get(rank=3),
        "data": certificate(mark),
    }


def answered_fields(body, **fields):
    return {
        "answer": "Аткарылды",
        "answered_on": timezone.localdate(),
        "answered_by": make.row(Person, body),
        **fields,
    }


def judged_fields(body):
    return answered_fields(body, judged_on=timezone.localdate(), judged_by=make.row(Person, body))


def checked_fields(body):
    return {
        "finding": "Текшерилди",
        "checked_on": timezone.localdate(),
        "checked_by": make.row(Person, body),
    }


def done_fields(body):
    return {
        **checked_fields(body),
        "result": "Жооп жарыяланды",
        "done_on": timezone.localdate(),
        "done_by": make.row(Person, body),
    }


def replacement_fields(body, mark):
    """A substitute of the commission of a monitoring, instead of a member of it."""
    monitoring = make.row(Monitoring, body, mark)
    seats = {"commission": monitoring.commission}
    return {
        "monitoring": monitoring,
        "member": make.row(Seat, body, mark, part="member", **seats),
        "substitute": make.row(Seat, body, mark, part="substitute", **seats),
        "ground": mark or "Эмгек өргүүсү",
    }


SPECIAL = {
    Band: lambda body, mark: {"criteria_set": make.row(CriteriaSet, body, mark)},
    Criterion: lambda body, mark: {"criteria_set": make.row(CriteriaSet, body, mark)},
    Indicator: lambda body, mark: {"criteria_set": make.row(CriteriaSet, body, mark), "score": 5},
    Monitoring: lambda body, mark: period() | {"year": make.small_number()},
    Line: lambda body, mark: {"reason": ""},
    MemberScore: lambda body, mark: {
        "monitoring": make.in_state(Monitoring, "scoring", body, mark),
        "score": 4,
    },
    HandIn: lambda body, mark: {
        "monitoring": make.in_state(Monitoring, "scoring", body, mark),
        "seat": make.row(Seat, body, mark),
    },
    Notice: lambda body, mark: period() | {"memo": memo(mark)},
    Document: lambda body, mark: {
        "case_number": f"{mark} 01-12",
        "file": make.row(StoredFile, body, mark),
    },
    Result: result_fields,
    Recommendation: lambda body, mark: {
        "answer": "",
        "verdict": "",
        "number": make.small_number(),
        "proof": make.row(StoredFile, body, mark),
    },
    SelfScore: lambda body, mark: {"score": 4},
    SelfDocument: lambda body, mark: {
        "case_number": f"{mark} 01-12",
        "file": make.row(StoredFile, body, mark),
    },
    Replacement: replacement_fields,
    MediaReport: lambda body, mark: {
        "kind": "reception",
        "address": f"https://gezit.example/{mark or 'makala'}",
        "finding": "",
        "result": "",
        "clipping": make.row(StoredFile, body, mark),
    },
}
NEEDS = {
    (Recommendation, "answered"): answered_fields,
    (Recommendation, "returned"): judged_fields,
    (Recommendation, "accepted"): judged_fields,
    (MediaReport, "checked"): checked_fields,
    (MediaReport, "done"): done_fields,
}
# Which copies the addresses with a kind are asked for.
KINDS = {
    "monitorings:paper": ["memo-docx"],
    "results:paper": ["certificate-docx"],
    "self_checks:paper": ["sheet-docx"],
    "rating:export": ["csv"],
    "media_reports:export": ["csv"],
}

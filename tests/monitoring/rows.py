"""What the constraints of the monitoring ask for of a row made by `tests/make.py`."""

from django.utils import timezone

from monitoring.models import (
    Band,
    CriteriaSet,
    Criterion,
    Document,
    Indicator,
    Line,
    MemberScore,
    Monitoring,
    Notice,
    Recommendation,
    Replacement,
    Result,
    SelfDocument,
    SelfScore,
)
from office.models import Person, Seat, StoredFile
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
    return {"reasons": reasons, "conclusion": mark, "members": people, "order": mark, "late": [mark]}


def result(body, mark):
    return period() | {
        "notice": make.row(Notice, body, mark),
        "brought_from": "",
        "scores": scores(),
        "count": 24,
        "total": 96,
        "band": Band.objects.get(rank=3),
        "data": certificate(mark),
    }


def answered(body, **fields):
    return {
        "answer": "Аткарылды",
        "answered_on": timezone.localdate(),
        "answered_by": make.row(Person, body),
        **fields,
    }


def judged(body):
    return answered(body, judged_on=timezone.localdate(), judged_by=make.row(Person, body))


def replaced(body, mark):
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
    Monitoring: lambda body, mark: period() | {"year": make.small()},
    Line: lambda body, mark: {"reason": ""},
    MemberScore: lambda body, mark: {
        "monitoring": make.in_state(Monitoring, "scoring", body, mark),
        "score": 4,
    },
    Notice: lambda body, mark: period() | {"memo": memo(mark)},
    Document: lambda body, mark: {
        "case_number": f"{mark} 01-12",
        "file": make.row(StoredFile, body, mark),
    },
    Result: result,
    Recommendation: lambda body, mark: {
        "answer": "",
        "verdict": "",
        "number": make.small(),
        "proof": make.row(StoredFile, body, mark),
    },
    SelfScore: lambda body, mark: {"score": 4},
    SelfDocument: lambda body, mark: {
        "case_number": f"{mark} 01-12",
        "file": make.row(StoredFile, body, mark),
    },
    Replacement: replaced,
}
NEEDS = {
    (Recommendation, "answered"): answered,
    (Recommendation, "returned"): judged,
    (Recommendation, "accepted"): judged,
}
# Which copies the addresses with a kind are asked for.
KINDS = {
    "monitorings:paper": ["memo-docx"],
    "results:paper": ["certificate-docx"],
    "self_checks:paper": ["sheet-docx"],
    "rating:export": ["csv"],
}

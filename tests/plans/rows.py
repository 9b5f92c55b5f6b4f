"""What the constraints of plans ask for of a row made by `tests/make.py`."""

from datetime import date

from django.utils import timezone

from office.models import Annex, Meeting, Person, StoredFile
from plans.imports import Reading
from plans.models import (
    Executor,
    Feed,
    HandedMeasure,
    HandedNote,
    Instalment,
    Measure,
    Plan,
    PlanEdition,
    PlanImport,
    PlanPage,
    PlanReport,
    Proof,
    Remark,
)
from plans.papers import PLAN
from tests import files, make

YEARLY = {"term_kind": "yearly", "first_day": date(2025, 1, 1), "last_day": date(2027, 12, 31)}


def reading(mark):
    """What the importer understood of a plan with one measure."""
    rows = [
        [column.heading for column in PLAN.columns],
        ["1", mark or "милдет", mark or "чара", "2026-жыл", mark, "айыл өкмөтү", "бюджет"],
    ]
    return Reading.of(files.excel(rows), f"{mark}.xlsx").to_dict()


def started(body):
    return {"started_at": timezone.now(), "started_by": make.row(Person, body)}


def done(body):
    return {"done_on": timezone.localdate(), "done_by": make.row(Person, body)}


def submitted(body):
    data = {"table": make.table("Отчет"), "more": [], "text": ["Корутунду"]}
    return {"data": data, "submitted_at": timezone.now(), "submitted_by": make.row(Person, body)}


def accepted(body):
    return {**submitted(body), "accepted_at": timezone.now(), "accepted_by": make.row(Person, body)}


def answered(body):
    return {"answer": "Каралды", "answered_on": timezone.localdate(), "answered_by": make.row(Person, body)}


def dropped(body):
    return {
        "dropped_on": timezone.localdate(),
        "dropped_by": make.row(Person, body),
        "drop_ground": "Күчүн жоготту",
    }


def handed(body, mark):
    """A measure of the body above that names this one as its executor, as it is handed down."""
    measure = make.row(Measure, body.parent, executors_text="айыл өкмөтү")
    Executor.objects.create(organisation=body.parent, measure=measure, body=body)
    return {"measure": measure, "giver": body.parent, "drop_ground": "", "ended_why": ""}


SPECIAL = {
    HandedMeasure: handed,
    HandedNote: lambda body, mark: {"text": mark or "Аткарылды", "file": make.row(StoredFile, body, mark)},
    Plan: lambda body, mark: {
        "first_year": 2025,
        "last_year": 2027,
        "paper_number": mark,
        "paper_date": make.LONG_AGO if mark else None,
        "paper_scan": make.row(StoredFile, body, mark) if mark else None,
    },
    Measure: lambda body, mark: {"drop_ground": ""},
    Executor: lambda body, mark: {"words": mark or "айыл өкмөтү"},
    Instalment: lambda body, mark: {
        "drop_ground": "",
        "year": 2026,
        "measure": make.row(Measure, body, mark, **YEARLY),
    },
    PlanImport: lambda body, mark: {
        "reading": reading(mark),
        "sha256": "f" * 64,
        "first_year": 2025,
        "last_year": 2027,
    },
    PlanPage: lambda body, mark: {"plan": make.in_state(Plan, "running", body, mark)},
    Remark: lambda body, mark: {
        "plan": make.row(PlanPage, body, mark).plan,
        "measure": None,
        "contact": "",
        "answer": "",
    },
    PlanReport: lambda body, mark: {"year": 2026},
    Proof: lambda body, mark: {"kind": "link", "link": "https://achyk.example/"},
}
NEEDS = {
    (Plan, "running"): started,
    (Plan, "closed"): lambda body: {
        **started(body),
        "closed_at": timezone.now(),
        "closed_by": make.row(Person, body),
    },
    (PlanEdition, "considered"): lambda body: {"meeting": make.row(Meeting, body)},
    (PlanEdition, "ordered"): lambda body: {
        "meeting": make.row(Meeting, body),
        "annex": make.row(Annex, body),
    },
    (PlanImport, "accepted"): lambda body: {"plan": make.row(Plan, body)},
    (PlanReport, "submitted"): submitted,
    (PlanReport, "accepted"): accepted,
    (PlanReport, "published"): accepted,
    (Remark, "answered"): answered,
    (Remark, "closed"): answered,
    (Measure, "done"): done,
    (Measure, "dropped"): dropped,
    (HandedMeasure, "done"): done,
    (HandedMeasure, "dropped"): dropped,
    (Instalment, "done"): done,
    (Instalment, "dropped"): dropped,
}
# Which copies the addresses with a kind are asked for; which addresses have a rule beside the right.
KINDS = {
    "plan_papers:paper": ["docx"],
    "plan_editions:paper": ["docx"],
    "plan_editions:changes_paper": ["csv"],
    "plan_reports:paper": ["docx"],
    "handed:file": ["file"],
}
RULES = {
    "measures:record": "whoever may not read the registers sees the measures he executes",
    "measures:move": "as the measure; an executor moves his own",
    "handed:record": "whoever works at the body",
    "handed:move": "whoever works at the body",
    "handed:tell": "whoever works at the body, while it is asked for",
    "handed:file": "a note without a file",
    "measures:tell": "its executors and who keeps the plans",
    "measures:for_risk": "the address names a risk of the body",
    "plan_proofs:file": "a link has no file",
}
# A column that no constraint ties to another and the audit keeps.
FREE = {Feed: "person"}

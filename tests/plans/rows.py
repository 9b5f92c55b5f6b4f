"""What the constraints of plans ask for of a row made by `tests/make.py`."""

from datetime import date

from django.utils import timezone

from office.files.models import StoredFile
from office.models.commission import Meeting
from office.models.person import Person
from office.papers.models import Annex
from plans.delegation.models import HandedMeasure, HandedNote
from plans.editions.models import PlanEdition
from plans.imports.models import PlanImport
from plans.imports.reader import PlanReading
from plans.models.division import Section
from plans.models.executor import Executor
from plans.models.feed import Feed
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.papers import PLAN
from plans.progress.models import Instalment, Proof
from plans.public.models import PlanPage, Remark
from plans.reports.models import PlanReport
from tests import files, make

YEARLY = {"term_kind": "yearly", "first_day": date(2025, 1, 1), "last_day": date(2027, 12, 31)}


def plan_reading(mark):
    """What the importer understood of a plan with one measure."""
    rows = [
        [column.heading for column in PLAN.columns],
        ["1", mark or "милдет", mark or "чара", "2026-жыл", mark, "айыл өкмөтү", "бюджет"],
    ]
    return PlanReading.of(files.excel_file(rows), f"{mark}.xlsx").to_dict()


def started_fields(body):
    return {"started_at": timezone.now(), "started_by": make.row(Person, body)}


def done_fields(body):
    return {"done_on": timezone.localdate(), "done_by": make.row(Person, body)}


def submitted_report_fields(body):
    data = {"table": make.list_table("Отчет"), "more": [], "text": ["Корутунду"]}
    return {"data": data, "submitted_at": timezone.now(), "submitted_by": make.row(Person, body)}


def accepted_report_fields(body):
    return {
        **submitted_report_fields(body),
        "accepted_at": timezone.now(),
        "accepted_by": make.row(Person, body),
    }


def answered_remark_fields(body):
    return {"answer": "Каралды", "answered_on": timezone.localdate(), "answered_by": make.row(Person, body)}


def dropped_fields(body):
    return {
        "dropped_on": timezone.localdate(),
        "dropped_by": make.row(Person, body),
        "drop_ground": "Күчүн жоготту",
    }


def handed_measure_fields(body, mark):
    """A measure of the body above that names this one as its executor, as it is handed down."""
    measure = make.row(Measure, body.parent, executors_text="айыл өкмөтү")
    Executor.objects.create(organisation=body.parent, measure=measure, body=body)
    return {"measure": measure, "giver": body.parent, "drop_ground": "", "ended_why": ""}


SPECIAL = {
    # In a plan of its own: one with an order on paper takes parts by an edition alone.
    Section: lambda body, mark: {"plan": make.row(Plan, body)},
    HandedMeasure: handed_measure_fields,
    HandedNote: lambda body, mark: {"text": mark or "Аткарылды", "file": make.row(StoredFile, body, mark)},
    Plan: lambda body, mark: {
        "first_year": 2025,
        "last_year": 2027,
        "paper_number": mark,
        "paper_date": make.LONG_AGO if mark else None,
        "paper_scan": make.row(StoredFile, body, mark) if mark else None,
    },
    Measure: lambda body, mark: {"drop_ground": "", "return_ground": "", "control_end_ground": ""},
    Executor: lambda body, mark: {"words": mark or "айыл өкмөтү"},
    Instalment: lambda body, mark: {
        "drop_ground": "",
        "return_ground": "",
        "year": 2026,
        "measure": make.row(Measure, body, mark, **YEARLY),
    },
    PlanImport: lambda body, mark: {
        "reading": plan_reading(mark),
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
    (Plan, "running"): started_fields,
    (Plan, "closed"): lambda body: {
        **started_fields(body),
        "closed_at": timezone.now(),
        "closed_by": make.row(Person, body),
    },
    (PlanEdition, "considered"): lambda body: {"meeting": make.row(Meeting, body)},
    (PlanEdition, "ordered"): lambda body: {
        "meeting": make.row(Meeting, body),
        "annex": make.row(Annex, body),
    },
    (PlanImport, "accepted"): lambda body: {"plan": make.row(Plan, body)},
    (PlanReport, "submitted"): submitted_report_fields,
    (PlanReport, "accepted"): accepted_report_fields,
    (PlanReport, "published"): accepted_report_fields,
    (Remark, "answered"): answered_remark_fields,
    (Remark, "closed"): answered_remark_fields,
    (Measure, "reported"): done_fields,
    (Measure, "done"): done_fields,
    (Measure, "dropped"): dropped_fields,
    (HandedMeasure, "reported"): done_fields,
    (HandedMeasure, "done"): done_fields,
    (HandedMeasure, "dropped"): dropped_fields,
    (Instalment, "reported"): done_fields,
    (Instalment, "done"): done_fields,
    (Instalment, "dropped"): dropped_fields,
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

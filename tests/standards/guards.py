"""Rows that stand under the guards of the standard's tables, and the change each refuses; read by
`tests/office/test_guards.py`.
"""

from standards.acquaintance.models import Acknowledgement, AcquaintanceSheet, SheetLine
from standards.exam.models import ExamTry
from standards.officer_report.models import OfficerReport
from standards.text.models import Point, Standard
from tests import make


def adopted(body, state="in_force"):
    return make.in_state(Standard, state, body)


def ordered_point(body):
    """A point of a version that was annexed to an order since."""
    point = make.row(Point, body)
    Standard.objects.of(body).filter(pk=point.standard_id).update(
        **{"state": "ordered"}, annex=make.row(make.Annex, body)
    )
    return point


def filed_line(body):
    """A line of a sheet that was put aside since."""
    line = make.row(SheetLine, body)
    AcquaintanceSheet.objects.of(body).filter(pk=line.sheet_id).update(**{"state": "discarded"})
    return line


def second(row, **changes):
    """Another row like this one, not saved."""
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    return row, {}


CASES = {
    (Standard, "UPDATE", "an_adopted_standard_keeps_its_name"): lambda body: (
        adopted(body),
        {"title": "Башка"},
    ),
    (Standard, "UPDATE", "a_replaced_standard_never_holds_again"): lambda body: (
        adopted(body, "replaced"),
        {"state": "in_force"},
    ),
    (Standard, "DELETE", "an_adopted_standard_is_never_deleted"): lambda body: (adopted(body), {}),
    (Point, "INSERT", "a_point_of_an_ordered_standard_is_never_added"): lambda body: second(
        ordered_point(body), code="77"
    ),
    (Point, "UPDATE", "a_point_of_an_ordered_standard_is_never_changed"): lambda body: (
        ordered_point(body),
        {"text": "Башка"},
    ),
    (Point, "DELETE", "a_point_of_an_ordered_standard_is_never_deleted"): lambda body: (
        ordered_point(body),
        {},
    ),
    (AcquaintanceSheet, "UPDATE", "a_closed_sheet_is_never_changed"): lambda body: (
        make.in_state(AcquaintanceSheet, "filed", body),
        {"version": 7},
    ),
    (AcquaintanceSheet, "DELETE", "a_closed_sheet_is_never_deleted"): lambda body: (
        make.in_state(AcquaintanceSheet, "filed", body),
        {},
    ),
    (SheetLine, "INSERT", "a_line_of_a_closed_sheet_is_never_added"): lambda body: second(
        filed_line(body), person=make.row(make.Person, body)
    ),
    (SheetLine, "UPDATE", "a_line_of_a_closed_sheet_is_never_changed"): lambda body: (
        filed_line(body),
        {"signed": True},
    ),
    (SheetLine, "DELETE", "a_line_of_a_closed_sheet_is_never_deleted"): lambda body: (filed_line(body), {}),
    (Acknowledgement, "INSERT", "only_an_adopted_standard_is_acknowledged"): lambda body: (
        make.unsaved(Acknowledgement, body, standard=make.row(Standard, body)),
        {},
    ),
    (Acknowledgement, "UPDATE", "an_acknowledgement_is_never_changed"): lambda body: (
        make.row(Acknowledgement, body),
        {"name": "Башка"},
    ),
    (Acknowledgement, "DELETE", "an_acknowledgement_is_never_deleted"): lambda body: (
        make.row(Acknowledgement, body),
        {},
    ),
    (ExamTry, "UPDATE", "a_try_is_never_changed"): lambda body: (make.row(ExamTry, body), {"right": 2}),
    (ExamTry, "DELETE", "a_try_is_never_deleted"): lambda body: (make.row(ExamTry, body), {}),
    (OfficerReport, "UPDATE", "a_handed_report_is_never_changed"): lambda body: (
        make.in_state(OfficerReport, "handed", body),
        {"conclusions": "Башка"},
    ),
    (OfficerReport, "DELETE", "a_handed_report_is_never_deleted"): lambda body: (
        make.in_state(OfficerReport, "handed", body),
        {},
    ),
}

# Which of two guards speaks first is the engine's matter.
OR_ELSE = {
    (
        Acknowledgement,
        "standard",
    ): "only_an_adopted_standard_is_acknowledged|acknowledgement_standard_is_of_the_same_body",
}

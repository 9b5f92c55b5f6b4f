"""Contexts of the acquaintance sheet."""

from django.conf import settings

from office.papers.layouts import form_layout
from office.papers.official import OfficialForm
from office.roles import Role
from standards.acquaintance.coverage import missing_appointments
from standards.acquaintance.papers import ACQUAINTANCE
from standards.text.contexts import approved_in_words
from standards.text.models import Standard


def sheet_context(sheet) -> dict:
    """Context of the acquaintance sheet: its people with empty signature cells, and the URL its scan is filed
    under.
    """
    lines = [{"name": line.name, "post": line.post, "signature": "", "day": ""} for line in sheet.lines.all()]
    return {
        **sheet_table_context(sheet.standard, lines, sheet.unit),
        "number": str(sheet.number),
        "back": f"{settings.PUBLIC_ADDRESS}{sheet.get_absolute_url()}",
    }


def sheet_table_context(standard, lines, unit=None) -> dict:
    heading = unit.name_ky if unit else ""
    officer = standard.organisation.appointments.today().filter(role=Role.OFFICER).first()
    signed = [{"post": officer.post, "name": officer.person.initials}] if officer else []
    form = form_layout(ACQUAINTANCE.form, standard.organisation)
    table = form.table([(heading, lines)], name=standard.title, version=str(standard.number))
    return {"table": table, "act": approved_in_words(standard), "signatures": signed}


def sheet_today(organisation) -> dict:
    """A draft sheet, without a number, of all who have not acknowledged the version in force."""
    standard = Standard.objects.of(organisation).in_force().first()
    if standard is None:
        sheet = form_layout(ACQUAINTANCE.form, organisation)
        return {"table": sheet.table([], name="", version=""), "draft": True}
    lines = [
        {"name": str(row.person), "post": row.post, "signature": "", "day": ""}
        for row in missing_appointments(standard)
    ]
    return {**sheet_table_context(standard, lines), "draft": True}


FORMS = {ACQUAINTANCE.form: OfficialForm("Тааныштыруу баракчасы", sheet_today)}

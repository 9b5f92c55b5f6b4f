"""What the papers of the desk are given: rows of its registers, the conclusion of an expertise, the reference
of a person.
"""

from office.kyrgyz import genitive
from office.papers.layouts import form_layout
from office.papers.official import OfficialForm, secretary_signatures
from office.roles import Role
from standards.notices import papers
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Relative


def day_text(value) -> str:
    return f"{value:%d.%m.%Y}" if value else ""


def decision_cells(row) -> dict[str, str]:
    """Cells every register ends with."""
    return {
        "sign": row.sign,
        "given_on": day_text(row.given_on),
        "due_on": day_text(row.due_on),
        "measure": papers.MEASURES.get(row.measure, ""),
        "decision": "\n".join(filter(None, [row.decision, day_text(row.decided_on)])),
        "proof": "\n".join(filter(None, [row.proof_in_full, day_text(row.proved_on)])),
    }


def conflict_cells(row):
    return {**decision_cells(row), "author": str(row.author), "interest": row.interest, "duty": row.duty}


def relative_cells(row):
    return {
        **decision_cells(row),
        "author": str(row.author),
        "relative": ", ".join(filter(None, [row.relative, row.kin.name_ky if row.kin else ""])),
        "relative_post": row.relative_post,
        "direction": papers.KINDS.get(row.direction, ""),
    }


def gift_cells(row):
    worth = f"{row.worth} сом" if row.worth is not None else ""
    return {
        **decision_cells(row),
        "author": str(row.author),
        "what": ", ".join(filter(None, [row.what, worth])),
        "giver": row.giver,
        "happened_on": day_text(row.happened_on),
    }


def report_cells(row):
    """Never a name: what stands instead of it."""
    return {
        **decision_cells(row),
        "reporter": row.reporter,
        "kind": papers.KINDS.get(row.kind, ""),
        "accused": row.accused,
        "what": row.what,
    }


def declaration_cells(row):
    return {
        **decision_cells(row),
        "filer": str(row.filer),
        "reason": papers.KINDS.get(row.reason, ""),
        "filed_on": day_text(row.filed_on),
        "commission_day": day_text(row.commission_day),
        "decision": row.decision,
    }


REGISTER_SHEETS = {
    Conflict: (papers.CONFLICTS, conflict_cells, ("author",)),
    Relative: (papers.RELATIVES, relative_cells, ("author", "kin")),
    Gift: (papers.GIFTS, gift_cells, ("author",)),
    Report: (papers.REPORTS, report_cells, ("wall",)),
    Declaration: (papers.DECLARATIONS, declaration_cells, ("filer",)),
}


def notice_register_context(model, organisation, rows) -> dict:
    """A register as it prints, by the form of the day: the given rows in the order of their numbers."""
    declared, cells, related = REGISTER_SHEETS[model]
    register_rows = rows.in_register().select_related("proof_order", *related).order_by("year", "number")
    table = form_layout(declared.form, organisation).table(
        [("", [cells(row) for row in register_rows])], organisation_genitive=genitive(organisation.name_ky)
    )
    return {"table": table, "signatures": officer_signature(organisation)}


def whole_register(model):
    """What the register prints by command: all its rows; a report names nobody who gave it."""
    return lambda organisation: notice_register_context(model, organisation, model.objects.of(organisation))


FORMS = {
    sheet.form: OfficialForm(sheet.title.rpartition("\n")[2].capitalize(), whole_register(model))
    for model, (sheet, _cells, _related) in REGISTER_SHEETS.items()
}


def officer_signature(organisation):
    """The authorised officer's signature; the secretary's where there is none."""
    officer = organisation.appointments.today().filter(role=Role.OFFICER).first()
    return (
        [{"post": officer.post, "name": officer.person.initials}]
        if officer
        else secretary_signatures(organisation)
    )

"""What the papers of the desk are given: rows of its registers, the conclusion of an expertise, the reference
of a person.
"""

from office.kyrgyz import date_words, genitive
from office.papers.official import OfficialForm, secretary_signatures
from office.roles import Role
from standards.acquaintance.models import Acknowledgement
from standards.expertise.models import DraftAct
from standards.notices import papers
from standards.notices.models.corruption_report import Report
from standards.notices.models.registers import Conflict, Declaration, Gift, Relative
from standards.text.models import Standard


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
    """A register as it prints: the given rows in the order of their numbers."""
    sheet, cells, related = REGISTER_SHEETS[model]
    register_rows = rows.in_register().select_related("proof_order", *related).order_by("year", "number")
    table = sheet.table(
        [("", [cells(row) for row in register_rows])], organisation_genitive=genitive(organisation.name_ky)
    )
    return {"table": table, "signatures": officer_signature(organisation)}


def officer_signature(organisation):
    """The authorised officer's signature; the secretary's where there is none."""
    officer = organisation.appointments.today().filter(role=Role.OFFICER).first()
    return (
        [{"post": officer.post, "name": officer.person.initials}]
        if officer
        else secretary_signatures(organisation)
    )


def conclusion_context(draft) -> dict:
    """Paper of a conclusion: factors, notes, signature; draft until concluded."""
    rows = [
        {
            "factor": found.factor.name_ky,
            "place": found.place,
            "reason": found.reason,
            "proposal": found.proposal,
        }
        for found in draft.found.select_related("factor")
    ]
    table = papers.CONCLUSION.table(
        [("", rows)],
        organisation_genitive=genitive(draft.organisation.name_ky),
        sign=draft.sign,
        title_of_draft=f"«{draft.title}»",
    )
    table["notes"] = conclusion_notes(draft, bool(rows))
    signer = draft.concluded_by
    post = signer and draft.organisation.appointments.filter(person=signer).order_by("-starts").first()
    signed = [{"post": post.post, "name": signer.initials}] if post else officer_signature(draft.organisation)
    return {"table": table, "signatures": signed, "draft": draft.is_editable}


def conclusion_notes(draft, found) -> list[str]:
    lines = [
        f"Долбоор келген күн: {day_text(draft.received_on)}, жиберген: {draft.source}.",
        "" if found else "Долбоордон коррупциогендик факторлор табылган жок.",
        f"Корутунду: {draft.conclusion}" if draft.conclusion else "",
        f"Корутундунун күнү: {date_words(draft.concluded_on)}." if draft.concluded_on else "",
    ]
    if draft.answer:
        answer = "refused_answer" if draft.answer == DraftAct.Answer.REFUSED else draft.answer
        lines.append(
            f"Автордун жообу ({day_text(draft.answered_on)}): {papers.KINDS[answer]}. {draft.answer_words}"
        )
    return [line for line in lines if line]


# --- The reference of a person (000 p.18.4) -----------------------------------------------------------------


def reference_data(organisation, person, *, occasion, note, by, on) -> dict:
    """One page on a person as the registers stand on a day; reports of corruption and what goes past the head
    are never in it.
    """
    return {
        "title": "Маалымкат",
        "body": genitive(organisation.name_ky),
        "person": str(person),
        "occasion": papers.KINDS[occasion] + (f": {note}" if note else ""),
        "date": date_words(on),
        "sections": [
            {"heading": "Кызмат орду", "lines": post_lines(organisation, person)},
            {"heading": "Стандарт менен таанышуусу", "lines": acquaintance_lines(organisation, person)},
            {
                "heading": "Жеке кызыкчылыктардын декларациясы",
                "lines": declaration_lines(organisation, person),
            },
            {
                "heading": "Кызыкчылыктардын кагылышуусу",
                "lines": notice_lines(Conflict, organisation, person, by),
            },
            {"heading": "Баш ийүүдөгү туугандар", "lines": notice_lines(Relative, organisation, person, by)},
        ],
    }


def post_lines(organisation, person):
    rows = organisation.appointments.filter(person=person).order_by("starts")
    return [f"{row.post}: {day_text(row.starts)} – {day_text(row.ends) or 'азыркыга чейин'}" for row in rows]


def acquaintance_lines(organisation, person):
    standard = Standard.objects.of(organisation).in_force().first()
    if standard is None:
        return ["Күчүндөгү стандарт киргизилген эмес"]
    done = Acknowledgement.objects.of(organisation).filter(standard=standard, person=person).first()
    version = f"{standard.number}-редакция"
    return [f"{version}: {day_text(done.day)} таанышкан" if done else f"{version}: тааныша элек"]


def declaration_lines(organisation, person):
    rows = Declaration.objects.of(organisation).in_register().filter(filer=person).order_by("filed_on")
    return [
        f"{day_text(row.filed_on)}, {papers.KINDS[row.reason].lower()}: "
        + (
            f"{papers.MEASURES[row.measure]}, {day_text(row.commission_day)}"
            if row.measure
            else "комиссиянын чечими жок"
        )
        for row in rows
    ] or ["Берилген эмес"]


def notice_lines(model, organisation, person, by):
    """What the person told that the asking head may read."""
    rows = model.objects.visible_to(by).filter(organisation=organisation, author=person).in_register()
    return [
        f"№ {row.sign}, {day_text(row.given_on)}: {papers.MEASURES.get(row.measure, 'чечим жок').lower()}"
        for row in rows.order_by("year", "number")
    ] or ["Билдирүү жок"]


def newest_conclusion(organisation) -> dict:
    draft = DraftAct.objects.of(organisation).first()
    if draft:
        return conclusion_context(draft)
    table = papers.CONCLUSION.table(
        [], organisation_genitive=genitive(organisation.name_ky), sign="____", title_of_draft=""
    )
    return {"table": table, "draft": True}


# The registers are no forms of the command line: what employees told is printed by whom the point names.
FORMS = {
    papers.CONCLUSION.form: OfficialForm(
        "Долбоордун коррупцияга каршы экспертизасынын корутундусу", newest_conclusion
    )
}

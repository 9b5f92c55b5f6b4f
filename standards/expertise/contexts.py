"""Contexts of the conclusion on a draft act."""

from office.kyrgyz import date_words, genitive
from office.papers.layouts import form_layout
from office.papers.official import OfficialForm
from standards.expertise.models import DraftAct
from standards.notices import papers
from standards.notices.contexts import day_text, officer_signature


def conclusion_context(draft) -> dict:
    """Paper of a conclusion: factors, notes, signature; draft until concluded, from then on by the form of
    that day.
    """
    rows = [
        {
            "factor": found.factor.name_ky,
            "place": found.place,
            "reason": found.reason,
            "proposal": found.proposal,
        }
        for found in draft.found.select_related("factor")
    ]
    table = form_layout(papers.CONCLUSION.form, draft.organisation, draft.concluded_on).table(
        [("", rows)],
        organisation_genitive=genitive(draft.organisation.name_ky),
        sign=draft.sign,
        title_of_draft=f"«{draft.title}»",
    )
    table["notes"] = [*conclusion_notes(draft, bool(rows)), *table["notes"]]
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


def newest_conclusion(organisation) -> dict:
    draft = DraftAct.objects.of(organisation).first()
    if draft:
        return conclusion_context(draft)
    table = form_layout(papers.CONCLUSION.form, organisation).table(
        [], organisation_genitive=genitive(organisation.name_ky), sign="____", title_of_draft=""
    )
    return {"table": table, "draft": True}


# The registers are no forms of the command line: what employees told is printed by whom the point names.
FORMS = {
    papers.CONCLUSION.form: OfficialForm(
        "Долбоордун коррупцияга каршы экспертизасынын корутундусу", newest_conclusion
    )
}

"""The printed act of disposal."""

from office.data.layouts import own_layout
from office.kyrgyz import date_words, genitive
from office.papers.layouts import DatedForm, form_layout
from office.papers.official import BLANK, OfficialForm, secretary_signatures
from office.papers.sheet import Column, Sheet
from office.registries import RETENTION
from office.retention.models.disposal import Disposal

# No act known to the portal gives this paper a form: columns name what stays and on which ground it went.
ACT = Sheet(
    form="office/disposal-act",
    title="Сактоо мөөнөтү бүткөн документтердин мазмунун жок кылуу жөнүндө\nАКТ\n№ {number}",
    columns=(
        Column("entry", "№", 12, numeric=True),
        Column("kind", "Документтердин түрү", 62),
        Column("year", "Иш аяктаган жыл", 22),
        Column("count", "Жазуулардын саны", 27),
        Column("files", "Файлдардын саны", 27),
        Column("term", "Сактоо мөөнөтү жана анын негизи", 56),
        Column("until", "Сактоо мөөнөтү бүткөн күн", 26),
        Column("digest", "Тизменин дайжести (SHA-256)", 36),
    ),
    notes=(
        "Жазуулардын номери, күнү, түрү, дайжести жана ушул акт порталда калат; мазмуну жана файлдары "
        "өчүрүлөт, аларды калыбына келтирүүгө болбойт.",
        "Мурун жасалган камдык көчүрмөлөрдө мазмун алар өз кезегинде жок кылынганга чейин сакталат.",
    ),
)

SHIPPED_LAYOUTS = (own_layout(ACT),)
DATED_FORMS = {ACT.form: DatedForm(ACT)}


def act_context(disposal) -> dict:
    """Context of `office/print/disposal_act.html`: a draft until the act is approved."""
    body = disposal.organisation
    units = disposal.units.select_related("term__act") if disposal.pk else ()
    lines = [unit_line(place, unit) for place, unit in enumerate(units, start=1)]
    table = form_layout(ACT.form, body, disposal.approved_on).table(
        [("", lines)], number=number_words(disposal)
    )
    table["intro"] = [*intro_lines(disposal)]
    head = body.head
    approval = {
        "post": head.post if head else body.head_post,
        "name": head.person.initials if head else "",
        "date": date_words(disposal.approved_on) if disposal.approved_on else "",
    }
    return {
        "title": "Сактоо мөөнөтү бүткөн документтердин мазмунун жок кылуу жөнүндө акт",
        "table": table,
        "approval": approval,
        "signatures": secretary_signatures(body),
        "draft": not disposal.is_decided,
    }


def unit_line(place, unit) -> dict:
    kind = RETENTION[unit.kind]
    return {
        "entry": str(place),
        "kind": kind.paper_name,
        "year": str(unit.year),
        "count": str(unit.count),
        "files": str(unit.files),
        "term": f"{unit.term.years} жыл; {term_ground(unit.term)}",
        "until": f"{unit.kept_until:%d.%m.%Y}",
        "digest": unit.digest[:16],
    }


def term_ground(term) -> str:
    """The act with number and point, or the nomenclature of the body, in Kyrgyz."""
    if term.act is None:
        return f"иштердин номенклатурасы: {term.nomenclature}"
    number = f"№ {term.act.number}" if term.act.number else ""
    return ", ".join(filter(None, [f"«{term.act.title_ky}»", number, term.point]))


def decision_words(disposal) -> str:
    """«№ 12 буйрук, 30.11.2026» or «№ 4 протокол, 30.11.2026, 2-маселе»."""
    if disposal.order:
        word = "токтом" if disposal.order.kind == disposal.order.Kind.RESOLUTION else "буйрук"
        return f"№ {disposal.order.number} {word}, {disposal.order.date:%d.%m.%Y}"
    if disposal.question:
        minutes = disposal.question.meeting
        return f"№ {minutes.number} протокол, {minutes.held_on:%d.%m.%Y}, {disposal.question.number}-маселе"
    return ""


def number_words(disposal) -> str:
    return f"{disposal.number}/{disposal.year}" if disposal.number else BLANK


def intro_lines(disposal):
    """Whose act it is, by which decision, and what was done."""
    yield (
        f"{genitive(disposal.organisation.name_ky)} төмөнкү жазууларынын сактоо мөөнөтү бүткөн, алар боюнча "
        "каралып жаткан арыз, текшерүү, тергөө же сот иши жок."
    )
    if disposal.is_decided:
        yield f"Чечим: {decision_words(disposal)}. Акт {date_words(disposal.approved_on)} бекитилди."
    if disposal.disposed_on:
        day = date_words(disposal.disposed_on)
        yield f"Мазмуну порталдан өчүрүлдү: {day}, {disposal.disposed_by.initials}."


def current_act_context(organisation) -> dict:
    """The newest act of a body, or an empty draft."""
    newest = Disposal.objects.of(organisation).first()
    return act_context(newest or Disposal(organisation=organisation))


FORMS = {ACT.form: OfficialForm("Документтердин мазмунун жок кылуу жөнүндө акт", current_act_context)}

"""Contexts of the standard's papers."""

from django.conf import settings

from office.kyrgyz import date_words_of
from office.papers.official import OfficialForm, annex_context, secretary_signatures
from office.papers.sheet import KEY
from office.roles import Role
from standards.acquaintance.coverage import missing_appointments
from standards.papers import ACQUAINTANCE, STANDARD
from standards.text.models import Point, Standard


def group_by_chapter(points) -> list[tuple[Point | None, list[Point]]]:
    """The points of a text under their chapters, in order; what stands before the first chapter comes under
    None.
    """
    found: list[tuple[Point | None, list[Point]]] = []
    for point in points:
        if point.kind == Point.Kind.CHAPTER:
            found.append((point, []))
            continue
        if not found:
            found.append((None, []))
        found[-1][1].append(point)
    return found


def text_table(standard) -> dict:
    """The text as a table: a group a chapter, a row a point or paragraph, known again by its number."""
    groups = [
        (f"{head.code}. {head.text}" if head else "", [point_cells(point) for point in points])
        for head, points in group_by_chapter(standard.points.in_order())
    ]
    return STANDARD.table(groups, name=standard.title, edition=standard.number, running=True)


def point_cells(point) -> dict[str, str]:
    return {"code": point.code, "text": point.text, **({KEY: point.code} if point.code else {})}


def standard_context(standard) -> dict:
    """What the paper of a version prints: the frozen data once the order is signed, else the annex, else the
    text as it stands.
    """
    order = standard.order
    if order and order.is_signed:
        return standard.annex.paper.content
    if order:
        return {**annex_context(standard.annex, order), "draft": True}
    table = text_table(standard)
    outside = (
        {"annex_mark": [standard.act, "менен бекитилген"], "draft": False}
        if standard.is_adopted
        else {"draft": True}
    )
    return {
        "title": standard.title,
        "table": table,
        "signatures": secretary_signatures(standard.organisation),
        **outside,
    }


def text_today(organisation) -> dict:
    """What the template of the standard prints today: the version in force, else the newest in work, else a
    blank.
    """
    rows = Standard.objects.of(organisation)
    standard = rows.in_force().first() or rows.first()
    if standard:
        return standard_context(standard)
    return {"table": STANDARD.table([], name="", edition=0, running=True), "draft": True}


def approved_text(organisation, number):
    """The frozen paper of a version approved by an order of the portal.

    LookupError with a sentence when there is none of that number.
    """
    version = Standard.objects.of(organisation).adopted().filter(number=number, annex__isnull=False).first()
    if version is None:
        raise LookupError(f"{organisation.code} has no approved version {number} of {STANDARD.form}")
    return version.annex.paper


def sheet_context(sheet) -> dict:
    """What the acquaintance sheet prints: its people with room for the pen, and the code that leads the scan
    back to it.
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
    table = ACQUAINTANCE.table([(heading, lines)], name=standard.title, version=str(standard.number))
    return {"table": table, "act": approved_in_words(standard), "signatures": signed}


def approved_in_words(standard) -> str:
    """«2026-жылдын 12-ноябрындагы № 131 буйругу»: the act of the version, as a paper says it."""
    order = standard.order
    if order is None or not order.date:
        return standard.act
    return f"{date_words_of(order.date)} № {order.number} буйругу"


def sheet_today(organisation) -> dict:
    """A sheet of all who have not acknowledged the version in force yet; it is not filed, for it has no
    number.
    """
    standard = Standard.objects.of(organisation).in_force().first()
    if standard is None:
        return {"table": ACQUAINTANCE.table([], name="", version=""), "draft": True}
    lines = [
        {"name": str(row.person), "post": row.post, "signature": "", "day": ""}
        for row in missing_appointments(standard)
    ]
    return {**sheet_table_context(standard, lines), "draft": True}


FORMS = {
    STANDARD.form: OfficialForm(
        "Кызматкерлердин коррупцияга каршы жүрүм-турум стандарттары", text_today, approved_text
    ),
    ACQUAINTANCE.form: OfficialForm("Тааныштыруу баракчасы", sheet_today),
}

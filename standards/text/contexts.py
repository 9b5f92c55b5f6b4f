"""Contexts of the text of a standard."""

from office.kyrgyz import date_words_of
from office.papers.official import OfficialForm, annex_context, secretary_signatures
from office.papers.sheet import KEY
from standards.text.models import Point, Standard
from standards.text.papers import STANDARD


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


def approved_in_words(standard) -> str:
    """«2026-жылдын 12-ноябрындагы № 131 буйругу»: the act of the version, as a paper says it."""
    order = standard.order
    if order is None or not order.date:
        return standard.act
    return f"{date_words_of(order.date)} № {order.number} буйругу"


FORMS = {
    STANDARD.form: OfficialForm(
        "Кызматкерлердин коррупцияга каршы жүрүм-турум стандарттары", text_today, approved_text
    ),
}

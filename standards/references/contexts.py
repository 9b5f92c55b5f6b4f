"""The reference of a person (000 p.18.4): what its paper says."""

from office.kyrgyz import date_words, genitive
from standards.acquaintance.models import Acknowledgement
from standards.notices import papers
from standards.notices.contexts import day_text
from standards.notices.models.conflict import Conflict
from standards.notices.models.declaration import Declaration
from standards.notices.models.relative import Relative
from standards.text.models import Standard


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
    """Notices of the person that the asking head may read."""
    rows = model.objects.visible_to(by).filter(organisation=organisation, author=person).in_register()
    return [
        f"№ {row.sign}, {day_text(row.given_on)}: {papers.MEASURES.get(row.measure, 'чечим жок').lower()}"
        for row in rows.order_by("year", "number")
    ] or ["Билдирүү жок"]

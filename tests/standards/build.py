"""Builders of the standard: a version with a short text, adopted or not."""

from datetime import date
from pathlib import Path

from office.imports.paragraphs import read_lines
from office.models.organisation import Unit
from office.models.person import Appointment, Person
from office.roles import Role
from standards.exam.models import ExamQuestion
from standards.text.models import Point, Standard
from standards.text.parser import read_text
from tests import make

SEED = Path("tests/inputs/seeds/000-standard.txt")

TEXT = (
    ("chapter", "I", "Жалпы жоболор"),
    ("point", "1", "Стандарт мыйзамга ылайык иштелип чыккан."),
    ("paragraph", "", "Ошону менен бирге жүрүм-турум этика кодексине ылайык келет."),
    ("chapter", "II", "Тыюулар"),
    ("point", "14", "Кызматкерге коюлган тыюулар:"),
    ("subpoint", "14.4", "Мыйзамдарда каралбаган сый акыларды жана белектерди алууга;"),
)


def standard(body, number=1, points=TEXT, **fields):
    """A draft with its points."""
    row = Standard.objects.create(
        organisation=body,
        number=number,
        **{
            "title": "Кызматкерлердин жүрүм-турум стандарттары",
            "act": "2024-жылдын 25-ноябрындагы № 629-Б буйругу",
            **fields,
        },
    )
    for place, (kind, code, text) in enumerate(points, 1):
        point = Point(organisation=body, standard=row, place=place, kind=kind, code=code, text=text)
        point.index()
        point.save()
    return row


def bring_into_force(body, officer, number=1, day=date(2026, 1, 12), **fields):
    """A version that holds."""
    return standard(body, number, **fields).move("enforce", by=officer, day=day)


def seed(body, number=1, **fields):
    """A draft with the whole text of seed 000."""
    row = standard(body, number, points=(), **fields)
    row.write(Point(kind=part.kind, code=part.code, text=part.text) for part in understood().parts)
    return row


def understood():
    """What the portal understands of the file of 629-Б."""
    return read_text(read_lines(SEED.read_bytes(), SEED.name))


def unit(body, name):
    return Unit.objects.create(organisation=body, name_ky=name)


def staff(body, count, unit=None, surname="Кызматкер"):
    """So many employees of a unit."""
    people = Person.objects.bulk_create(
        Person(
            username=f"{surname}-{body.code}-{n}",
            surname=f"{surname}{n}",
            name="Айбек",
            password=make.password(),
        )
        for n in range(count)
    )
    Appointment.objects.bulk_create(
        Appointment(
            organisation=body, person=who, role=Role.EMPLOYEE, post="Адис", unit=unit, starts=make.LONG_AGO
        )
        for who in people
    )
    return people


def question(body, n, **fields):
    """A question of the test with two wrong answers."""
    return ExamQuestion.objects.create(
        organisation=body,
        **{
            "point": f"14.{n + 1}",
            "text_ky": f"{n}-суроо",
            "right_ky": "Туура",
            "wrong_ky": "Туура эмес\nТакыр туура эмес",
            **fields,
        },
    )

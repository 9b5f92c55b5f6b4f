"""The conduct standard of the village: the text of 629-Б as its first version, a part of the staff acquainted
with it, a test, a report begun.
"""

from datetime import date
from types import SimpleNamespace

from django.conf import settings

from office.database.actor import act_as
from office.imports.room import read_lines
from office.models.commission import Commission, Seat
from office.models.organisation import Organisation, Unit
from office.models.person import Appointment, Person
from office.roles import Role
from standards.acquaintance import actions as acquaintance_actions
from standards.acquaintance import coverage
from standards.acquaintance.models import AcquaintanceSheet
from standards.exam import actions as exam_actions
from standards.officer_report.models import OfficerReport
from standards.text.models import Point, Standard
from standards.text.parser import read_text

TEXT = settings.BASE_DIR / "tests/inputs/seeds/000-standard.txt"
ACT = "Ош шаарынын мэриясынын 2024-жылдын 25-ноябрындагы № 629-Б буйругу"
IN_FORCE, SIGNED = date(2026, 1, 19), date(2026, 1, 23)
OFFICE, LAND, SOCIAL = "Аппарат", "Жер жана мүлк бөлүмү", "Социалдык бөлүм"
UNITS = {"clerk": OFFICE, "head": OFFICE, "officer": OFFICE, "employee": SOCIAL}
STAFF = {
    # login: surname, name, patronymic, post, unit
    "land": ("Сатаров", "Улан", "Жолдошбекович", "Жер боюнча башкы адис", LAND),
    "architect": ("Ибраимова", "Асель", "Замирбековна", "Архитектор", LAND),
    "accountant": ("Назарова", "Динара", "Эркинбековна", "Башкы эсепчи", OFFICE),
    "youth": ("Алимбеков", "Нурлан", "Сапарбекович", "Жаштар иштери боюнча адис", SOCIAL),
}


def load_standards(people):
    village = people["officer"].appointments.get().organisation
    units = {unit.name_ky: unit for unit in Unit.objects.of(village)}
    staff = create_employees(village, units, people)
    with act_as(people["officer"]):
        standard = adopt_standard(village, by=people["officer"])
        for login in ("officer", "clerk", "head"):
            acknowledge_standard(standard, people[login], day=IN_FORCE)
        file_signed_sheet(standard, units[LAND], by=people["officer"])
        exam_actions.add_starter_questions(village)
        OfficerReport.objects.create(
            organisation=village, year=IN_FORCE.year, conclusions="Стандарт кызматкерлерге жеткирилди."
        )
    take_test(standard, people["clerk"], wrong=1)
    take_test(standard, staff["land"], wrong=3)
    create_evaluation_commission(village, people)


def create_employees(village, units, people):
    """The people of the units; those who have a role already get their unit."""
    for login, unit in UNITS.items():
        Appointment.objects.of(village).filter(person=people[login]).update(unit=units[unit])
    made = {}
    for login, (surname, name, patronymic, post, unit) in STAFF.items():
        made[login] = Person.objects.create(
            username=login,
            surname=surname,
            name=name,
            patronymic=patronymic,
            password=people["clerk"].password,
        )
        Appointment.objects.create(
            person=made[login],
            organisation=village,
            role=Role.EMPLOYEE,
            post=post,
            unit=units[unit],
            starts=date(2026, 1, 12),
        )
    return made


def adopt_standard(village: Organisation, *, by) -> Standard:
    """The text as it is understood of its file, in force since January, for the school and the kindergarten
    too.
    """
    reading = read_text(read_lines(TEXT.read_bytes(), TEXT.name))
    standard = Standard.objects.create(
        organisation=village, number=1, title=reading.title, act=ACT, for_below=True
    )
    standard.write(Point(kind=part.kind, code=part.code, text=part.text) for part in reading.parts)
    return standard.move("enforce", by=by, day=IN_FORCE)


def acknowledge_standard(standard, person, *, day):
    acquaintance_actions.add_acknowledgement(standard, by=person, name=str(person), day=day)


def file_signed_sheet(standard, unit, *, by):
    """The land unit signed on paper; its sheet is filed with the scan."""
    people = [row for row in coverage.missing_appointments(standard) if row.unit_id == unit.pk]
    sheet = AcquaintanceSheet(
        organisation=standard.organisation, standard=standard, unit=unit, prepared_by=by
    )
    acquaintance_actions.prepare_sheet(sheet, people)
    scan = SimpleNamespace(name="таанышуу-баракчасы-1.pdf", read=lambda: b"%PDF-1.7 scan of the signed sheet")
    sheet.move("file", by=by, scan=scan, day=SIGNED, signed=list(sheet.lines.all()))


def take_test(standard, person, *, wrong):
    """A try with so many wrong answers."""
    with act_as(person):
        questions = exam_actions.draw_questions(standard, person, 1)
        chosen = {
            one.name: (one.right + 1) % len(one.options) if place < wrong else one.right
            for place, one in enumerate(questions)
        }
        exam_actions.submit_try(standard, by=person, asked=questions, chosen=chosen)


def create_evaluation_commission(village, people):
    """The commission that judges the service of the employees and sees the results of the test (p.6)."""
    group = Commission.objects.create(
        organisation=village,
        kind=Commission.Kind.EVALUATION,
        name_ky="Кызматтык ишмердүүлүктү баалоо комиссиясы",
        formed_on=date(2026, 2, 2),
    )
    for part, login, post in (
        (Seat.Part.CHAIR, "head", "Айыл өкмөтүнүн башчысы"),
        (Seat.Part.SECRETARY, "clerk", "Жооптуу катчы"),
        (Seat.Part.MEMBER, "member", "Жер маселелери боюнча адис"),
    ):
        Seat.objects.create(
            organisation=village, commission=group, part=part, person=people[login], post=post
        )

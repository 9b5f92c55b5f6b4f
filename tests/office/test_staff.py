"""Who works at a body: a list from Excel or Word, or one employee in one step."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from office.models.organisation import Unit
from office.models.person import Appointment, Person
from office.registers.workflow import Refused
from office.roles import Role
from office.staff.imports import StaffReading, login_of, split_name
from office.staff.models import StaffImport
from tests import files
from tests.page import Visitor

HEADINGS = ["№", "ФИО", "Должность", "Бөлүм", "Дата назначения"]
LIST = [
    HEADINGS,
    ["1", "Асанова Гүлнара Бакытовна", "Башкы адис", "Каржы бөлүмү", "12.01.2026"],
    ["2", "Асан уулу Бакыт", "Адис", "Каржы бөлүмү", "быйыл"],
    ["3", "Үсөнов Темир", "Айдоочу", "", "2025-03-02"],
]


def read_staff_import(clerk, rows=LIST, make_file=files.excel_file):
    """The import of a list, read and waiting."""
    url = reverse("staff_imports:create")
    name = "тизме.xlsx" if make_file is files.excel_file else "тизме.docx"
    file = SimpleUploadedFile(name, make_file(rows))
    answer = Visitor(clerk).post(url, Visitor(clerk).get(url).form | {"file": file})
    assert answer.status_code == 302
    return StaffImport.objects.of(clerk.bodies[0]).first()


def entered(body):
    rows = Appointment.objects.of(body).filter(role=Role.EMPLOYEE, starts__lte=timezone.localdate())
    found = rows.select_related("person", "unit").order_by("pk")
    return [(str(row.person), row.post, row.unit and row.unit.name_ky, row.starts) for row in found]


@pytest.mark.parametrize("make_file", [files.excel_file, files.word_file])
def test_list_is_entered_once_its_doubts_are_decided(make_file, body, clerk):
    record = read_staff_import(clerk, make_file=make_file)
    (doubt,) = record.undecided
    assert (doubt.reason, doubt.text) == ("since-unknown", "быйыл")
    with pytest.raises(Refused):
        record.move("accept", by=clerk)
    assert Visitor(clerk).get(record.get_absolute_url()).status_code == 200
    Visitor(clerk).post(reverse("staff_imports:decide", args=[record.pk]), {f"d.{doubt.id}": "year"})
    record.refresh_from_db()
    record.move("accept", by=clerk)
    assert entered(body)[-3:] == [
        ("Асанова Гүлнара Бакытовна", "Башкы адис", "Каржы бөлүмү", date(2026, 1, 12)),
        ("Асан уулу Бакыт", "Адис", "Каржы бөлүмү", date(timezone.localdate().year, 1, 1)),
        ("Үсөнов Темир", "Айдоочу", None, date(2025, 3, 2)),
    ]
    people = Person.objects.filter(surname="Асан уулу")
    assert [(one.name, one.username, one.has_usable_password()) for one in people] == [
        ("Бакыт", "asan-uulu-b", False)
    ]


def test_list_read_twice_enters_nobody_twice(body, clerk):
    rows = [*LIST[:2], LIST[3]]
    for _n in range(2):
        read_staff_import(clerk, rows).move("accept", by=clerk)
    assert len([one for one in entered(body) if one[1] in ("Башкы адис", "Айдоочу")]) == 2


@pytest.mark.parametrize(
    "row",
    [
        ["2", "Асанова Гүлнара Бакытовна", "Адис", "", "12.01.2026"],
        ["2", "Асанова", "Адис", "", "12.01.2026"],
    ],
)
def test_names_nobody_can_tell_apart_enter_nobody(row, body, clerk):
    before = entered(body)
    record = read_staff_import(clerk, [*LIST[:2], row])
    with pytest.raises(Refused):
        record.move("accept", by=clerk)
    assert entered(body) == before


def test_units_may_stand_as_headings_over_their_people(body, clerk):
    rows = [HEADINGS, ["", "", "", "Жер бөлүмү", ""], LIST[3]]
    assert StaffReading.of(files.excel_file(rows), "a.xlsx").resolve({})[0]["kind"] == "Жер бөлүмү"
    read_staff_import(clerk, rows).move("accept", by=clerk)
    assert entered(body)[-1][2] == "Жер бөлүмү"


def test_village_of_eight_and_office_of_four_hundred_are_entered_alike(body, clerk):
    rows = [
        HEADINGS,
        *([str(n), f"Асанов{n} Айбек", "Адис", f"{n % 12}-бөлүм", "12.01.2026"] for n in range(400)),
    ]
    record = read_staff_import(clerk, rows)
    assert record.undecided == []
    record.move("accept", by=clerk)
    assert len(entered(body)) >= 400
    assert Unit.objects.of(body).filter(name_ky__endswith="-бөлүм").count() == 12


def test_employee_is_entered_in_one_step(body, clerk):
    url = reverse("staff_imports:enter")
    sent = {"full_name": "Кадырова Мээрим", "post": "Адис", "new_unit": "Жер бөлүмү", "since": "2026-03-02"}
    assert Visitor(clerk).get(url).submit(**sent).status_code == 302
    assert entered(body)[-1] == ("Кадырова Мээрим", "Адис", "Жер бөлүмү", date(2026, 3, 2))
    assert Visitor(clerk).get(url).submit(**sent).status_code == 422
    assert Visitor(clerk).get(url).submit(**sent | {"full_name": "Кадырова"}).status_code == 422


def test_only_the_clerk_of_the_body_enters_its_people(body, cast, stranger):
    url = reverse("staff_imports:enter")
    codes = {role: Visitor(person).get(url).status_code for role, person in cast.items()}
    assert {role for role, code in codes.items() if code == 200} == {Role.CLERK}
    sent = {"k": uuid.uuid4(), "full_name": "Кадырова Мээрим", "post": "Адис", "since": "2026-03-02"}
    Visitor(stranger).post(url, sent)
    assert not Appointment.objects.of(body).filter(person__surname="Кадырова").exists()


def test_new_person_gets_a_unit_of_the_body_alone(body, foreign, cast):
    administrator = cast[Role.ADMINISTRATOR]
    unit, other = (Unit.objects.create(organisation=one, name_ky="Каржы") for one in (body, foreign))
    fields = {"username": "new", "surname": "Кадырова", "name": "Мээрим"}
    fields |= {"body": body.pk, "role": "employee", "post": "Адис"}
    page = Visitor(administrator).get(reverse("people:create"))
    assert page.submit(**fields, unit=other.pk).status_code == 422
    assert page.submit(**fields, unit=unit.pk).status_code == 302
    assert Appointment.objects.of(body).get(person__username="new").unit == unit


def test_names_and_logins_are_told_apart():
    assert split_name("Асан кызы Айша Бакытовна") == ("Асан кызы", "Айша", "Бакытовна")
    taken: set[str] = set()
    assert [login_of("Үсөнов", "Жаңыл", taken) for _n in range(2)] == ["usonov-zh", "usonov-zh2"]

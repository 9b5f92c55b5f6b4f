"""The same list of staff again beside those who work at the body, and an accepted one taken back."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from office.models.organisation import Unit
from office.models.person import Appointment, Person
from office.registers.workflow import Refused
from office.roles import Role
from office.staff.models import StaffImport
from tests import files
from tests.office.test_staff import HEADINGS, LIST, entered, read_staff_import

ROWS = [*LIST[:2], LIST[3]]
MOVED = [HEADINGS, ["1", "Асанова Гүлнара Бакытовна", "Бөлүм башчысы", "Архив", "12.01.2026"], LIST[3]]


def accept(record, clerk):
    record.move("accept", by=clerk)
    return StaffImport.unscoped.get(pk=record.pk)


@pytest.fixture
def first(body, clerk):
    return accept(read_staff_import(clerk, ROWS), clerk)


def test_the_same_list_again_is_skipped(body, clerk, first):
    before = entered(body)
    again = read_staff_import(clerk, ROWS)
    assert [one.kind for one in again.compared] == ["same", "same"]
    taken = accept(again, clerk).taken
    assert (taken["rows"], taken["skipped"], entered(body)) == (0, 2, before)


def test_a_changed_post_is_asked_about_and_brought_up_to_the_list(page, body, clerk, first):
    again = read_staff_import(clerk, MOVED)
    assert [(one.kind, dict(one.differences)) for one in again.compared] == [
        ("changed", {"post": ("Башкы адис", "Бөлүм башчысы"), "unit": ("Каржы бөлүмү", "Архив")}),
        ("same", {}),
    ]
    with pytest.raises(Refused):
        again.move("accept", by=clerk)
    page(clerk).post(reverse("staff_imports:compare", args=[again.pk]), {"all.changed": "update"})
    accept(StaffImport.unscoped.get(pk=again.pk), clerk)
    assert entered(body)[-2:] == [
        ("Асанова Гүлнара Бакытовна", "Бөлүм башчысы", "Архив", date(2026, 1, 12)),
        ("Үсөнов Темир", "Айдоочу", None, date(2025, 3, 2)),
    ]


def test_an_emptied_unit_is_a_change_and_a_missing_column_none(page, body, clerk, first):
    emptied = [HEADINGS, [*ROWS[1][:3], "", *ROWS[1][4:]], LIST[3]]
    again = read_staff_import(clerk, emptied)
    assert dict(again.compared[0].differences) == {"unit": ("Каржы бөлүмү", "")}
    page(clerk).post(reverse("staff_imports:compare", args=[again.pk]), {"all.changed": "update"})
    without = [[*row[:3], *row[4:]] for row in MOVED]
    assert list(read_staff_import(clerk, without).compared[0].differences) == ["post"]
    accept(StaffImport.unscoped.get(pk=again.pk), clerk)
    assert entered(body)[-2][2] is None


def test_a_changed_post_may_be_left_as_it_is(page, body, clerk, first):
    before, again = entered(body), read_staff_import(clerk, MOVED)
    page(clerk).post(reverse("staff_imports:compare", args=[again.pk]), {"all.changed": "skip"})
    assert accept(StaffImport.unscoped.get(pk=again.pk), clerk).taken["updated"] == 0
    assert entered(body) == before


def test_the_head_keeps_the_role_whatever_a_list_says(page, body, clerk, head):
    row = ["1", str(head), "Башкы адис", "", "01.02.2026"]
    record = read_staff_import(clerk, [HEADINGS, row])
    page(clerk).post(reverse("staff_imports:compare", args=[record.pk]), {"all.changed": "update"})
    accept(StaffImport.unscoped.get(pk=record.pk), clerk)
    held = Appointment.objects.of(body).get(person=head)
    assert (held.role, held.post, held.starts) == ("head", "Башкы адис", date(2026, 2, 1))


def test_nobody_is_put_into_a_closed_unit(page, body, clerk):
    Unit.objects.create(organisation=body, name_ky="Каржы бөлүмү", closed_on=date(2026, 1, 31))
    record = read_staff_import(clerk, ROWS)
    with pytest.raises(Refused, match="Каржы бөлүмү"):
        record.move("accept", by=clerk)
    Unit.objects.of(body).update(closed_on=None)
    assert accept(StaffImport.unscoped.get(pk=record.pk), clerk).taken["rows"] == 2


def test_an_accepted_list_goes_back_with_its_accounts_and_units(page, body, clerk, first):
    people, units = Person.objects.count(), Unit.objects.of(body).count()
    shown = page(clerk).get(first.get_absolute_url())
    url = reverse("staff_imports:move", args=[first.pk, "take_back"])
    assert url in shown.links
    page(clerk).get(url).submit()
    first.refresh_from_db()
    assert (first.state, Person.objects.count()) == ("discarded", people - 2)
    assert Unit.objects.of(body).count() == units - 1
    assert accept(read_staff_import(clerk, ROWS), clerk).taken["rows"] == 2


def test_people_who_were_worked_on_stay(body, clerk, first):
    person = Appointment.objects.of(body).get(post="Башкы адис").person
    person.set_password("жаңы-сыр-сөз-2026")
    person.save()
    with pytest.raises(Refused):
        first.move("take_back", by=clerk)
    assert Person.objects.filter(pk=person.pk).exists()


def test_people_whose_account_was_corrected_stay(page, body, cast, clerk, first):
    person = Appointment.objects.of(body).get(post="Башкы адис").person
    edit = page(cast[Role.ADMINISTRATOR]).get(reverse("people:edit", args=[person.pk]))
    assert edit.submit(email="gulnara@achyk.example").status_code == 302
    with pytest.raises(Refused):
        first.move("take_back", by=clerk)
    assert Person.objects.get(pk=person.pk).email == "gulnara@achyk.example"


def test_one_more_of_a_name_that_works_here_is_not_left_out_unsaid(page, body, clerk, first):
    namesake = ["4", "Асанова Гүлнара Бакытовна", "Катчы", "", "01.03.2026"]
    again = read_staff_import(clerk, [*ROWS, namesake])
    assert [one.kind for one in again.compared] == ["same", "same", "new"]
    with pytest.raises(Refused, match="Асанова Гүлнара Бакытовна"):
        again.move("accept", by=clerk)
    place = f"a.{again.compared[2].id}"
    page(clerk).post(reverse("staff_imports:compare", args=[again.pk]), {place: "skip"})
    taken = accept(StaffImport.unscoped.get(pk=again.pk), clerk).taken
    assert (taken["rows"], taken["skipped"]) == (0, 3)


def test_a_unit_that_others_stand_in_keeps_the_list(body, clerk, first):
    unit = Unit.objects.of(body).get(name_ky="Каржы бөлүмү")
    Appointment.objects.of(body).filter(person=clerk).update(unit=unit)
    with pytest.raises(Refused):
        first.move("take_back", by=clerk)
    assert Unit.objects.of(body).filter(pk=unit.pk).exists()


def test_the_command_asks_what_to_do_with_changed_people(body, clerk, first, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(files.excel_file(MOVED))
    with pytest.raises(CommandError):
        call_command("import_staff", str(path), organisation=body.code)
    call_command("import_staff", str(path), organisation=body.code, changed="update")
    assert entered(body)[-2][1] == "Бөлүм башчысы"

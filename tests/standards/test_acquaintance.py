"""Acknowledging on screen and by hand, the figure of coverage, who is reminded."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.files.models import StoredFile
from office.models.letter import Letter
from office.models.person import Appointment
from office.roles import Role
from standards.acquaintance import actions, coverage
from standards.acquaintance.models import Acknowledgement, AcquaintanceSheet
from tests import make
from tests.standards import build

PDF = b"%PDF-1.7 signed"


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


@pytest.fixture
def standard(body, officer):
    return build.bring_into_force(body, officer)


def address(name, standard):
    return reverse(f"standards:{name}", args=[standard.pk])


def ticked(answer, **values):
    """The form of the whole text with every chapter ticked."""
    return dict.fromkeys(answer.context["form"].chapters, "on") | values


def test_version_is_acknowledged_on_screen_once(standard, employee, page):
    answer = page(employee).get(address("acknowledge", standard))
    assert answer.submit(**ticked(answer, name="асанова гулнара")).status_code == 302
    row = Acknowledgement.objects.of(standard.organisation).get()
    assert (row.person, row.way, row.name, row.day, row.by) == (
        employee,
        "screen",
        "асанова гулнара",
        timezone.localdate(),
        employee,
    )
    again = page(employee).post(address("acknowledge", standard), ticked(answer, name="Асанова Гүлнара"))
    assert again.status_code == 422
    assert standard.acknowledgements.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": "Асанова Бакыт"}, "name"), ({"name": "Гүлнара"}, "name"), ({"seen-II": None}, "seen-II")],
)
def test_unread_chapter_or_another_name_is_refused_and_what_was_typed_stays(
    changes, field, standard, employee, page
):
    answer = page(employee).get(address("acknowledge", standard))
    refused = answer.submit(**(ticked(answer, name="Асанова Гүлнара") | changes))
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    assert refused.form["seen-I"] == "on"
    assert not standard.acknowledgements.exists()


@pytest.mark.parametrize(
    ("typed", "is_theirs"),
    [
        ("Асанова Гүлнара", True),
        ("гулнара асанова", True),
        ("Asanova Gulnara", True),
        ("Асанова", False),
        ("Асанова Гүлнара Башка", False),
        ("", False),
    ],
)
def test_typed_name_is_known_in_any_case_and_order(typed, is_theirs, employee):
    assert actions.is_name_of(employee, typed) is is_theirs


def test_draft_and_foreign_versions_are_not_acknowledged(body, foreign, employee, page):
    draft, theirs = build.standard(body), build.standard(foreign)
    answer = page(employee).get(address("acknowledge", draft))
    assert "form" in answer.context and answer.all("input", name="name") == []
    assert page(employee).get(address("acknowledge", theirs)).status_code == 404


def sheet_of(standard, officer, page, unit=""):
    answer = page(officer).get(reverse("sheets:create", args=[standard.pk])).submit(unit=unit)
    assert answer.status_code == 302
    return AcquaintanceSheet.objects.of(standard.organisation).first()


def file_sheet(sheet, officer, page, signed, **values):
    url = reverse("sheets:move", args=[sheet.pk, "file"])
    data = {
        "scan": SimpleUploadedFile("барак.pdf", PDF),
        "day": timezone.localdate().isoformat(),
        "signed": [line.pk for line in signed],
        **values,
    }
    return page(officer).post(url, data)


def test_sheet_holds_those_missing_and_is_filed_with_its_scan(standard, officer, employee, page):
    actions.add_acknowledgement(standard, by=employee, name="Асанова Гүлнара", day=timezone.localdate())
    sheet = sheet_of(standard, officer, page)
    assert [line.person.username for line in sheet.lines.all()] == ["clerk", "officer", "head"]
    clerk_line, officer_line, _head = sheet.lines.all()
    assert file_sheet(sheet, officer, page, [clerk_line, officer_line]).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, sheet.filed_by, sheet.scan.read()) == ("filed", officer, PDF)
    by_hand = standard.acknowledgements.filter(way="sheet").order_by("pk")
    assert [(row.person.username, row.sheet, row.by) for row in by_hand] == [
        ("clerk", sheet, officer),
        ("officer", sheet, officer),
    ]
    assert coverage.standard_coverage(standard) == coverage.Coverage(3, 4)


@pytest.mark.parametrize(
    "values",
    [
        {"signed": []},
        {"day": "2026-01-01"},
        {"day": (timezone.localdate() + timedelta(days=1)).isoformat()},
        {"scan": SimpleUploadedFile("барак.exe", b"MZ")},
    ],
)
def test_sheet_is_not_filed_without_ticks_scan_or_a_true_day(values, standard, officer, page):
    sheet = sheet_of(standard, officer, page)
    refused = file_sheet(sheet, officer, page, **({"signed": list(sheet.lines.all())} | values))
    assert refused.status_code == 422
    assert (standard.acknowledgements.count(), StoredFile.objects.of(sheet.organisation).count()) == (0, 0)


def test_sheet_without_anybody_is_not_printed(body, standard, officer, page):
    url = reverse("sheets:create", args=[standard.pk])
    refused = page(officer).get(url).submit(unit=build.unit(body, "Бош бөлүм").pk)
    assert (refused.status_code, AcquaintanceSheet.objects.of(body).count()) == (422, 0)


def test_two_sheets_of_one_person_acknowledge_once(standard, officer, page):
    first, second = sheet_of(standard, officer, page), sheet_of(standard, officer, page)
    for sheet in (first, second):
        assert file_sheet(sheet, officer, page, list(sheet.lines.all())).status_code == 302
    assert standard.acknowledgements.count() == 4


def everybody(standard):
    for appointment in coverage.missing_appointments(standard):
        who = appointment.person
        actions.add_acknowledgement(standard, by=who, name=str(who), day=timezone.localdate())


def test_newcomer_drops_the_coverage_and_a_leaver_raises_it(body, standard, employee):
    everybody(standard)
    assert coverage.standard_coverage(standard).percent == 100
    newcomer = make.person("newcomer")
    appointment = make.appoint(newcomer, body, Role.EMPLOYEE, starts=timezone.localdate())
    assert (coverage.standard_coverage(standard).percent, coverage.is_due(newcomer, standard)) == (80, True)
    appointment.ends = timezone.localdate() - timedelta(days=1)
    appointment.starts = appointment.ends
    appointment.save()
    Appointment.objects.of(body).filter(person=employee).update(ends=timezone.localdate() - timedelta(days=1))
    assert coverage.standard_coverage(standard) == coverage.Coverage(3, 3)
    assert standard.acknowledgements.filter(person=employee).exists()  # the leaver stays in the history


def test_officer_from_outside_is_not_counted(body, standard, officer):
    Appointment.objects.of(body).filter(person=officer).update(reads_only=True)
    fresh = make.Person.objects.get(pk=officer.pk)
    assert (coverage.standard_coverage(standard).total, coverage.is_due(fresh, standard)) == (3, False)


def test_new_version_opens_the_acknowledgement_anew(body, standard, officer):
    everybody(standard)
    second = build.bring_into_force(body, officer, number=2, day=date(2026, 3, 2))
    standard.refresh_from_db()
    assert (coverage.standard_coverage(second), standard.acknowledgements.count()) == (
        coverage.Coverage(0, 4),
        4,
    )


def test_coverage_is_by_unit_and_of_the_units_addressed_alone(body, standard):
    land, money = build.unit(body, "Жер бөлүмү"), build.unit(body, "Финансы бөлүмү")
    build.staff(body, 2, land, "Жерчи")
    build.staff(body, 3, money, "Эсепчи")
    assert [(str(line.unit), line.total) for line in coverage.coverage_by_unit(standard)] == [
        ("Жер бөлүмү", 2),
        ("Финансы бөлүмү", 3),
        ("None", 4),
    ]
    actions.set_addressees(standard, [money], for_below=False)
    assert coverage.standard_coverage(standard) == coverage.Coverage(0, 3)


def test_hundred_percent_only_when_nobody_is_missing():
    assert [coverage.whole_percent(*pair) for pair in ((499, 500), (500, 500), (0, 3), (0, 0))] == [
        99,
        100,
        0,
        100,
    ]


def test_body_above_reads_figures_of_the_bodies_below_and_no_names(body, officer, page):
    standard = build.bring_into_force(body, officer)
    everybody(standard)
    above = make.person("akim")
    make.appoint(above, body.parent, Role.OFFICER)
    theirs = build.bring_into_force(body.parent, above)
    answer = page(above).get(address("coverage", theirs))
    assert [row for row in answer.rows if row[0] == "Достук айыл өкмөтү"] == [
        ["Достук айыл өкмөтү", str(standard), "100 % (4 / 4)"]
    ]
    assert "Гүлнара" not in answer.text
    assert page(above).get(standard.get_absolute_url()).status_code == 200
    assert page(above).get(address("coverage", standard)).status_code == 404
    assert page(above).get(address("acknowledge", standard)).status_code == 404


QUERIES = 26  # on PostgreSQL two of them set and take back whose rows the connection shows


def queries_of(standard, person, page):
    visitor = page(person)
    visitor.get(address("coverage", standard))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert visitor.get(address("coverage", standard)).status_code == 200
    return len(asked)


def test_coverage_of_five_hundred_people_and_five_versions_takes_as_many_queries_as_of_five(
    body, officer, page
):
    standard = build.bring_into_force(body, officer)
    few = queries_of(standard, officer, page)
    units = [build.unit(body, f"{n}-бөлүм") for n in range(10)]
    people = [who for unit in units for who in build.staff(body, 50, unit, f"Бөлүм{unit.pk}-")]
    for number in range(1, 6):
        if number > 1:
            standard = build.bring_into_force(body, officer, number=number, day=date(2026, number, 2))
        Acknowledgement.objects.bulk_create(
            Acknowledgement(
                organisation=body,
                standard=standard,
                person=who,
                way="screen",
                name=who.surname,
                day=date(2026, 6, 1),
                by=who,
            )
            for who in people[: 100 * number - 50]
        )
    assert coverage.standard_coverage(standard) == coverage.Coverage(450, 504)
    assert queries_of(standard, officer, page) == few <= QUERIES


def test_my_day_asks_the_employee_and_tells_the_officer(standard, officer, employee):
    assert [line.url for line in actions.acquaintance_my_day_lines(employee, standard.organisation)] == [
        address("acknowledge", standard)
    ]
    assert [line.url for line in actions.acquaintance_my_day_lines(officer, standard.organisation)] == [
        address("acknowledge", standard),
        address("coverage", standard),
    ]
    everybody(standard)
    assert [
        list(actions.acquaintance_my_day_lines(who, standard.organisation)) for who in (employee, officer)
    ] == [[], []]


def test_reminder_is_written_once_a_week_to_those_missing(body, standard, officer, employee):
    make.Person.objects.update(email="a@b.example")
    everybody_but = coverage.missing_appointments(standard)[1:]
    for appointment in everybody_but:
        actions.add_acknowledgement(standard, by=appointment.person, name="Аты", day=timezone.localdate())
    monday = date(2026, 11, 23)
    for day in (monday, monday + timedelta(days=3), monday + timedelta(days=7)):
        actions.remind_of_acquaintance(body, day)
    letters = Letter.objects.of(body).order_by("pk").values_list("person__username", "path")
    assert (
        list(letters)
        == [
            ("clerk", address("acknowledge", standard)),
            ("officer", address("coverage", standard)),
        ]
        * 2
    )


def test_body_below_takes_the_text_of_the_body_above(body, cast, page):
    above = make.person("akim")
    make.appoint(above, body.parent, Role.OFFICER)
    source = build.bring_into_force(body.parent, above, for_below=True)
    visitor = page(cast[Role.CLERK])
    assert [line.state for line in actions.acquaintance_my_day_lines(cast[Role.CLERK], body)] == [
        "алса болот"
    ]
    answer = visitor.get(reverse("standards:create"))
    assert answer.form["begin_with"] == "above"
    assert answer.submit().status_code == 302
    assert list(actions.acquaintance_my_day_lines(cast[Role.CLERK], body)) == []
    copy = type(source).objects.of(body).get()
    assert visitor.get(copy.get_absolute_url()).status_code == 200
    assert (copy.title, copy.act, copy.taken_from_id, copy.points.count()) == (
        source.title,
        source.act,
        source.pk,
        6,
    )


def test_text_of_the_body_above_is_not_offered_unless_meant_for_those_below(body, clerk, page):
    above = make.person("akim")
    make.appoint(above, body.parent, Role.OFFICER)
    build.bring_into_force(body.parent, above)
    assert "begin_with" not in page(clerk).get(reverse("standards:create")).form

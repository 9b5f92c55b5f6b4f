"""What an administrator keeps: bodies with their names, people with their appointments, the calendar, acts
and values.
"""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from office.accounts.codes import issue_code
from office.models.calendar import CalendarDay
from office.models.law import LegalAct, LegalValue, law_value
from office.models.organisation import FormerName, Organisation
from office.models.person import Appointment, Person
from office.roles import Role
from tests import make


@pytest.fixture
def district(body):
    """An administrator of the district, above the two villages."""
    person = make.person("district-admin")
    make.appoint(person, body.parent, Role.ADMINISTRATOR)
    return person


@pytest.fixture
def desk(district, sign_in):
    """The district administrator's browser."""
    return sign_in(district)


@pytest.fixture
def village_desk(cast, sign_in):
    return sign_in(cast[Role.ADMINISTRATOR])


def send(browser, address, row=None, **data):
    return browser.post(address, {"k": uuid4(), **({"v": row.version} if row else {}), **data})


def body_data(**changes):
    return {
        "code": "murok",
        "kind": "village",
        "name_ky": "Мүрөк айыл өкмөтү",
        "place_ky": "Мүрөк",
        "head_post": "Башчы",
        **changes,
    }


# --- Bodies ------------------------------------------------------------------------------------------------


def test_body_is_entered_under_one_of_the_administrators(desk, body):
    send(desk, "/organisations/new/", **body_data(parent=body.parent.pk))
    assert Organisation.objects.get(code="murok").path == "/araban/murok/"


def test_body_is_not_entered_under_a_foreign_one(village_desk, body, foreign):
    assert send(village_desk, "/organisations/new/", **body_data(parent=foreign.pk)).status_code == 422


@pytest.mark.parametrize("code", ["check", "Бир", "a b", "dostuk"])
def test_code_that_would_not_do_as_an_address_is_refused(code, desk, body):
    assert send(desk, "/organisations/new/", **body_data(code=code, parent=body.parent.pk)).status_code == 422


def test_renamed_body_keeps_its_former_name(desk, body):
    data = body_data(name_ky="Жаңы Достук айыл өкмөтү", parent=body.parent.pk)
    send(desk, f"/organisations/{body.pk}/edit/", body, **data)
    body.refresh_from_db()
    assert (body.name_ky, body.code) == ("Жаңы Достук айыл өкмөтү", "dostuk")
    assert FormerName.objects.of(body).get().name_ky == "Достук айыл өкмөтү"


def test_administrator_of_a_village_corrects_it_but_does_not_move_it(village_desk, body, foreign):
    send(village_desk, f"/organisations/{body.pk}/edit/", body, **body_data(parent=foreign.pk))
    body.refresh_from_db()
    assert (body.name_ky, body.parent.code) == ("Мүрөк айыл өкмөтү", "araban")


def test_body_cannot_stand_under_itself(desk, body):
    below = make.organisation("mektep", parent=body, kind="school")
    assert (
        send(desk, f"/organisations/{body.pk}/edit/", body, **body_data(parent=below.pk)).status_code == 422
    )


def test_moved_body_takes_all_below_with_it(desk, body, foreign):
    make.organisation("mektep", parent=body, kind="school")
    send(desk, f"/organisations/{body.pk}/edit/", body, **body_data(parent=foreign.pk))
    assert Organisation.objects.get(code="mektep").path == "/araban/birdik/dostuk/mektep/"


def test_merged_body_keeps_its_papers_and_the_successor_reads_them(
    desk, body, foreign, stranger, clerk, sign_in
):
    order = make.order(body)
    school = make.organisation("mektep", parent=body, kind="school")
    desk.post(f"/organisations/{body.pk}/merge/", {"into": foreign.pk, "agreed": "on"})
    body.refresh_from_db(), school.refresh_from_db()
    assert (body.merged_into, body.name_ky, school.parent) == (foreign, "Достук айыл өкмөтү", foreign)
    assert sign_in(stranger).get(order.get_absolute_url()).status_code == 200
    assert set(body.appointments.values_list("ends", flat=True)) == {timezone.localdate()}


@pytest.mark.parametrize("data", [{}, {"agreed": "on"}])
def test_merging_asks_for_the_successor_and_a_tick(data, desk, body, foreign):
    assert desk.post(f"/organisations/{body.pk}/merge/", data).status_code == 422


def test_body_is_merged_once(desk, body, foreign):
    for status in (302, 422):
        answer = desk.post(f"/organisations/{body.pk}/merge/", {"into": foreign.pk, "agreed": "on"})
        assert answer.status_code == status


def test_body_is_never_merged_into_a_foreign_one(village_desk, body, foreign):
    answer = village_desk.post(f"/organisations/{body.pk}/merge/", {"into": foreign.pk, "agreed": "on"})
    assert answer.status_code == 422


def test_second_unit_of_a_name_is_refused_in_words(desk, body):
    for status in (302, 422):
        answer = send(desk, f"/units/of/{body.pk}/new/", name_ky="Аппарат")
        assert answer.status_code == status
    (error,) = answer.context["form"].non_field_errors()
    assert "_" not in error


# --- People ------------------------------------------------------------------------------------------------


def person_data(body, **changes):
    return {
        "username": "aizada",
        "surname": "Бекова",
        "name": "Айзада",
        "is_active": "on",
        "body": body.pk,
        "role": "clerk",
        "post": "Катчы",
        "starts": timezone.localdate(),
        **changes,
    }


def test_person_is_entered_with_the_first_appointment_and_without_a_password(desk, body):
    send(desk, "/people/new/", **person_data(body))
    person = Person.objects.get(username="aizada")
    assert [row.role for row in person.appointments_today] == ["clerk"]
    assert not person.has_usable_password()


def test_person_is_not_appointed_at_a_foreign_body(village_desk, body, foreign):
    assert send(village_desk, "/people/new/", **person_data(foreign)).status_code == 422


def test_administrator_sees_the_people_of_the_bodies_below_only(village_desk, desk, clerk, stranger):
    assert village_desk.get(clerk.get_absolute_url()).status_code == 200
    assert village_desk.get(stranger.get_absolute_url()).status_code == 404
    assert desk.get(stranger.get_absolute_url()).status_code == 200


def test_nobody_corrects_a_person_across_bodies(village_desk, body, foreign, clerk):
    make.appoint(clerk, foreign, Role.CLERK)
    assert village_desk.get(clerk.get_absolute_url()).status_code == 200
    assert village_desk.get(f"/people/{clerk.pk}/edit/").status_code == 403


def test_correcting_a_person_never_touches_the_password(village_desk, clerk):
    before = clerk.password
    data = {
        "username": "clerk",
        "surname": "Жаңы",
        "name": "Ат",
        "is_active": "on",
        "password": "узун-сыр-сөз",
    }
    send(village_desk, f"/people/{clerk.pk}/edit/", clerk, **data)
    clerk.refresh_from_db()
    assert (clerk.surname, clerk.password) == ("Жаңы", before)


def test_history_of_a_person_never_shows_the_password(village_desk, clerk):
    data = {"username": "clerk", "surname": "Ж", "name": "А", "is_active": "on"}
    send(village_desk, f"/people/{clerk.pk}/edit/", clerk, **data)
    issue_code(clerk)
    assert "argon2" not in village_desk.get(clerk.get_absolute_url()).content.decode()


def test_person_is_appointed_to_a_second_role(village_desk, clerk, body):
    data = {"organisation": body.pk, "role": "officer", "post": "Ыйгарым укуктуу", "starts": "2026-01-12"}
    send(village_desk, f"/appointments/of/{clerk.pk}/new/", **data)
    assert sorted(row.role for row in clerk.appointments_today) == ["clerk", "officer"]


def test_same_role_twice_is_refused_in_words(village_desk, clerk, body):
    data = {"organisation": body.pk, "role": "clerk", "post": "Катчы", "starts": "2026-01-12"}
    answer = send(village_desk, f"/appointments/of/{clerk.pk}/new/", **data)
    (error,) = answer.context["form"].non_field_errors()
    assert answer.status_code == 422 and "_" not in error


def test_ended_appointment_takes_the_right_away(village_desk, clerk, body, sign_in):
    row = clerk.appointments.get()
    village_desk.post(f"/appointments/{row.pk}/end/", {"day": timezone.localdate() - timedelta(days=1)})
    assert sign_in(Person.objects.get(pk=clerk.pk)).get("/orders/").status_code == 403


@pytest.mark.parametrize("day", ["", "2020-01-01", "2026-13-01"])
def test_appointment_never_ends_before_it_begins(day, village_desk, clerk):
    row = clerk.appointments.get()
    assert village_desk.post(f"/appointments/{row.pk}/end/", {"day": day}).status_code == 422


def test_appointment_ends_once(village_desk, clerk):
    row = clerk.appointments.get()
    for status in (302, 422):
        answer = village_desk.post(f"/appointments/{row.pk}/end/", {"day": timezone.localdate()})
        assert answer.status_code == status


def test_appointment_of_a_foreign_body_is_not_found(village_desk, stranger):
    row = stranger.appointments.get()
    for page in ("", "edit/", "end/"):
        assert village_desk.post(f"/appointments/{row.pk}/{page}").status_code in (404, 405)
        assert village_desk.get(f"/appointments/{row.pk}/{page}").status_code == 404


# --- The law and the calendar ------------------------------------------------------------------------------


@pytest.fixture
def law_desk(keeper, sign_in):
    return sign_in(keeper)


@pytest.mark.parametrize(
    ("model", "space"), [(LegalAct, "acts"), (LegalValue, "values"), (CalendarDay, "calendar")]
)
def test_what_nobody_has_proved_is_confirmed_with_name_and_date(model, space, law_desk, keeper):
    row = model.objects.filter(confirmed=False).first()
    assert law_desk.get(f"/{space}/{row.pk}/").context["moves"]
    assert law_desk.post(f"/{space}/{row.pk}/confirm/").status_code == 302
    row.refresh_from_db()
    assert (row.confirmed, row.confirmed_by) == (True, keeper)
    assert row.confirmed_on == timezone.localdate()
    assert law_desk.post(f"/{space}/{row.pk}/confirm/").status_code == 422


@pytest.mark.parametrize("space", ["acts", "values", "calendar"])
def test_register_finds_what_is_to_be_confirmed(space, law_desk):
    page = law_desk.get(f"/{space}/?confirmed=False")
    assert page.context["rows"] and len(page.context["chips"]) == 1


def value_data(**changes):
    known = {"code": "appeal_term", "label_ky": "Мөөнөт", "value": "10", "unit": "workdays"}
    return {**known, "valid_from": "2027-01-01", **changes}


def test_second_value_begins_on_its_day(law_desk, body):
    send(law_desk, "/values/new/", **value_data())
    assert [law_value("appeal_term", on=date(year, 1, 1)) for year in (2026, 2027)] == [14, 10]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10", 10),
        ("30; 10;20 ; 20", [30, 10, 20, 20]),
        ("02-01", "02-01"),
        ("Башкы прокуратура", "Башкы прокуратура"),
    ],
)
def test_value_is_kept_as_it_is_written(written, kept, law_desk, body):
    send(law_desk, "/values/new/", **value_data(value=written))
    row = LegalValue.objects.get(code="appeal_term", valid_from=date(2027, 1, 1))
    assert row.value == kept
    assert send(law_desk, f"/values/{row.pk}/edit/", row, **value_data(value=written)).status_code == 302


@pytest.mark.parametrize("value", ["", " ", "1.5", "1,5", "-3", "9" * 10, "9" * 5000, "а\0б", "1;", "1; 2.5"])
def test_value_the_law_cannot_mean_is_refused(value, law_desk, body):
    assert send(law_desk, "/values/new/", **value_data(value=value)).status_code == 422


def test_two_values_never_begin_on_one_day(law_desk, body):
    for status in (302, 422):
        assert send(law_desk, "/values/new/", **value_data()).status_code == status


def test_day_is_entered_and_counts(law_desk, body):
    data = {"day": "2027-03-10", "kind": "off", "name_ky": "Орозо айт", "confirmed": "on"}
    send(law_desk, "/calendar/new/", **data)
    assert date(2027, 3, 10) in CalendarDay.objects.calendar().off


def test_appointments_ended_by_the_merge_began_before(desk, body, foreign, clerk):
    later = timezone.localdate() + timedelta(days=30)
    row = make.appoint(make.person("later"), body, Role.EMPLOYEE, starts=later)
    desk.post(f"/organisations/{body.pk}/merge/", {"into": foreign.pk, "agreed": "on"})
    assert Appointment.objects.of(body).get(pk=row.pk).ends == later


def test_people_are_found_by_any_part_of_their_name_or_login(cast, body, sign_in):
    admin = sign_in(cast[Role.ADMINISTRATOR])
    person = cast[Role.MEMBER]
    for words in ("БАКЫТ", person.username, "асан бак"):
        rows = admin.get("/people/", {"text": words}).context["rows"]
        assert [row["url"] for row in rows] == [person.get_absolute_url()]


def test_appointments_are_narrowed_by_role_body_and_day(cast, body, sign_in):
    admin = sign_in(cast[Role.ADMINISTRATOR])
    past = cast[Role.CLERK].appointments.get()
    past.ends = make.LONG_AGO
    past.save()
    for asked in ({"role": "clerk"}, {"held": "past"}, {"text": past.post, "organisation": body.pk}):
        rows = admin.get("/appointments/", asked).context["rows"]
        assert [row["url"] for row in rows] == [past.get_absolute_url()]
    assert not admin.get("/appointments/", {"role": "clerk", "held": "now"}).context["rows"]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("forbidden", "rule", "тыюу салынат"),
        ("02-01", "month-day", "1-февралы"),
        ([30, 10, 20, 20], "mm: left, right, top, bottom", "30; 10; 20; 20"),
        ("02-31", "month-day", "02-31"),
        (14, "workdays", "14"),
    ],
)
def test_value_is_told_in_words(value, unit, words):
    assert str(LegalValue(value=value, unit=unit).value_words) == words


def test_day_of_every_year_that_there_is_not_is_refused():
    with pytest.raises(ValidationError, match="02-01"):
        LegalValue(value="13-45", unit="month-day").clean()

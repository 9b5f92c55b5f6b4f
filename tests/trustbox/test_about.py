"""«About whom?» is asked where a letter comes in: those of the role do not see it until it is sorted, and
neither a name nor a moment is kept of it (D15, LAW rule 17).
"""

import pytest
from django.urls import reverse

from office import tickets
from office.models.audit import Change
from office.roles import Role
from office.wall.models.wall import Exclusion
from tests.page import Visitor
from tests.trustbox import build
from trustbox.journal.models.appeals import Appeal
from trustbox.tray.flood import GAUGE
from trustbox.tray.models import TrayLetter


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(tickets, "SOONEST", 0)


def write_online(body, **fields):
    page = Visitor().get(reverse("open:appeal_write", args=[body.code]))
    return page.submit(kind="complaint", text="Жер тууганына берилди", **fields)


def sees(page, person, row):
    return page(person).get(row.get_absolute_url()).status_code == 200


def test_online_letter_about_the_head_is_hidden_from_the_head_alone(page, body, cast):
    assert write_online(body, about="head").status_code == 200
    entry = Appeal.objects.of(body).get()
    assert {role for role in cast if sees(page, cast[role], entry)} == {
        Role.CLERK, Role.OFFICER, Role.MEMBER,
    }  # fmt: skip
    assert page(cast[Role.HEAD]).get("/trustbox/appeals/").rows == []
    assert len(page(cast[Role.CLERK]).get("/trustbox/appeals/").rows) == 1


def test_letter_about_nobody_is_seen_by_the_head(page, body, cast):
    write_online(body)
    assert sees(page, cast[Role.HEAD], Appeal.objects.of(body).get())


def test_answer_leaves_neither_name_nor_moment(body, cast):
    before = Change.objects.count()
    write_online(body, about="head")
    assert (Exclusion.objects.of(body).count(), Change.objects.count()) == (0, before)


def test_letter_of_a_flood_about_the_head_is_hidden_in_the_tray_too(page, body, cast, monkeypatch):
    monkeypatch.setattr(GAUGE, "count", lambda organisation: True)
    write_online(body, about="head")
    letter = TrayLetter.objects.of(body).get()
    assert (sees(page, cast[Role.HEAD], letter), sees(page, cast[Role.CLERK], letter)) == (False, True)


def test_clerk_says_about_whom_a_letter_on_paper_is(page, body, cast):
    form = page(cast[Role.CLERK]).get("/trustbox/appeals/new/")
    assert form.submit(kind="complaint", text="Башчы үстүнөн", about="head").status_code == 200
    assert not sees(page, cast[Role.HEAD], Appeal.objects.of(body).get())


def test_letter_of_the_box_is_hidden_from_the_moment_the_box_closes(page, body, cast):
    opening = build.opening(body, cast[Role.MEMBER], count=1)
    form = page(cast[Role.MEMBER]).get(reverse("openings:letter", args=[opening.pk]))
    form.submit(kind="complaint", text="Башчы үстүнөн", about="head", anonymous="on")
    entry = build.close_opening(opening, cast[Role.CLERK]).appeals.get()
    assert (sees(page, cast[Role.HEAD], entry), sees(page, cast[Role.OFFICER], entry)) == (False, True)


@pytest.mark.parametrize("role", [Role.HEAD, Role.CLERK])
def test_until_it_is_sorted_somebody_else_is_told_to_sort_it(role, page, body, cast):
    write_online(body, about=role)
    wall = Appeal.objects.of(body).get().wall
    assert wall.get_absolute_url() in page(cast[Role.OFFICER]).get("/").links
    assert wall.get_absolute_url() not in page(cast[role]).get("/").links
    shown = page(cast[Role.OFFICER]).get(wall.get_absolute_url())
    assert str(cast[role]) in shown.text


def test_letter_that_is_not_about_the_person_is_shown_to_them(page, body, cast):
    write_online(body, about="head")
    entry = Appeal.objects.of(body).get()
    address = reverse("walls:sort", args=[entry.wall_id, cast[Role.HEAD].pk])
    assert page(cast[Role.HEAD]).get(address).status_code == 404
    assert page(cast[Role.CLERK]).get(address).submit().status_code == 302
    assert sees(page, cast[Role.HEAD], entry)
    assert page(cast[Role.CLERK]).get(address).status_code == 404


def test_letter_that_is_about_the_person_stays_hidden(page, body, cast):
    write_online(body, about="head")
    entry = Appeal.objects.of(body).get()
    form = page(cast[Role.CLERK]).get(f"/exclusions/of/{entry.wall_id}/new/")
    assert form.form["person"] == str(cast[Role.HEAD].pk)
    typed = {"reason": "Үстүнөн даттанышты", "stand_in": str(cast[Role.OFFICER].pk)}
    assert form.submit(**typed).status_code == 302
    assert not sees(page, cast[Role.HEAD], entry)
    assert entry.wall.unsorted() == set()


def test_where_nobody_else_reads_a_letter_is_hidden_from_nobody(body, cast):
    body.appointments.exclude(role__in=[Role.HEAD]).update(ends="2026-01-01", version=2)
    write_online(body, about="head")
    assert Appeal.objects.of(body).get().wall.about == ""


# --- Assigning ---------------------------------------------------------------------------------------------


@pytest.fixture
def staff(cast):
    employee = cast[Role.EMPLOYEE]
    employee.surname = "Касымалиева"
    employee.save()
    return employee


def assign(page, cast, row, executor, **more):
    form = page(cast[Role.CLERK]).get(f"{row.get_absolute_url()}move/assign/")
    return form, form.submit(executor=str(executor.pk), masked="Кечигүү", **more)


def test_whom_the_text_names_is_assigned_only_when_somebody_says_so(page, body, cast, staff):
    row = build.appeal(body, text="Адис Касымалиеванын үстүнөн: документти бир айдан бери бербейт")
    form, refused = assign(page, cast, row, staff)
    assert "Касымалиева Гүлнара · Адис" in form.text
    assert (refused.status_code, "балким ушул адам жөнүндө" in refused.text) == (422, True)
    assert assign(page, cast, row, cast[Role.OFFICER])[1].status_code == 302
    assert assign(page, cast, row, staff, although_named="on")[1].status_code == 302


def test_whom_the_sender_means_by_role_is_assigned_only_when_somebody_says_so(page, body, cast):
    row = build.appeal(body, about="officer")
    wall, officer = row.wall, cast[Role.OFFICER]
    page(cast[Role.CLERK]).get(reverse("walls:sort", args=[wall.pk, officer.pk])).submit()
    assert assign(page, cast, row, officer)[1].status_code == 422


def test_text_without_a_name_of_the_staff_asks_nothing(page, body, cast, staff):
    row = build.appeal(body, text="Касым деген конок келди, суу жок")
    assert assign(page, cast, row, staff)[1].status_code == 302

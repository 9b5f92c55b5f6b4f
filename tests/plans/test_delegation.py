"""A measure whose executor is a body below: handed down to it, told of there, seen above; nothing else of the
plan is seen.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.models.letter import Letter
from office.roles import Role
from plans.delegation import actions as delegation_actions
from plans.delegation.models import HandedMeasure, HandedNote
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress import actions
from tests import make
from tests.office.test_cleaning import has_trace
from tests.plans import build
from tests.plans.test_progress_form import JPEG, uploaded_file


@pytest.fixture
def school(body):
    return make.organisation("school", parent=body, kind="school", name_ky="Пахта-Дөбө орто мектеби")


@pytest.fixture
def director(school):
    who = make.person("director", name="Жылдыз", email="director@dostuk.example")
    make.appoint(who, school, Role.HEAD, "Мектептин директору")
    return who


@pytest.fixture
def teacher(school):
    return build.appoint_worker(school, "teacher", post="Мугалим")


@pytest.fixture
def measure(school, body, clerk):
    """A measure of the village that the school carries out, handed down to it."""
    soon = timezone.localdate() + timedelta(days=20)
    row = build.measure(
        build.plan(body, last_year=2100), f"{soon:%d.%m.%Y}", text="Мектепте түшүндүрүү иштери"
    )
    build.measure(row.plan, text="Башка чара")
    build.name_executor(row, body=school)
    delegation_actions.delegate_measure(row, by=clerk)
    return row


@pytest.fixture
def handed(measure, school):
    return HandedMeasure.objects.of(school).get()


def test_measure_is_handed_down_as_it_stands_with_a_letter(director, measure, school, clerk, body):
    HandedMeasure.objects.of(school).get()
    measure.text = "Башкача чара"
    measure.save()
    delegation_actions.delegate_measure(measure, by=clerk)
    delegation_actions.delegate_measure(measure, by=clerk)
    row = HandedMeasure.objects.of(school).get()
    assert (row.text, row.giver, row.term_words, row.version) == ("Башкача чара", body, measure.term_words, 2)
    assert [(one.person, one.text) for one in Letter.objects.of(school)] == [(director, body.name)] * 2


def test_plan_hands_down_when_it_begins_and_ends_when_it_closes(school, body, clerk):
    plan = build.plan(body, "draft")
    row = build.measure(plan)
    build.name_executor(row, body=school)
    build.name_executor(row, body=body)
    assert not HandedMeasure.objects.of(school).exists()
    plan.move("start", by=clerk, **build.paper_order_fields())
    assert [one.measure for one in HandedMeasure.objects.of(school)] == [row]
    assert not HandedMeasure.objects.of(body).exists()
    plan.move("close", by=clerk)
    assert HandedMeasure.objects.of(school).get().ended_why == "closed"


def test_body_below_tells_and_the_clerk_above_sees_it(page, teacher, clerk, handed, measure):
    form = page(teacher).get(reverse("handed:tell", args=[handed.pk]))
    answer = form.submit(step="finish", text="Жыйын өттү", photo=uploaded_file(JPEG, "жыйын.jpg"))
    assert answer.status_code == 302
    handed.refresh_from_db()
    assert (handed.state, handed.done_by, handed.is_open) == ("done", teacher, False)
    above = page(clerk).get(measure.get_absolute_url())
    assert "Жыйын өттү" in above.text
    assert "Жыйын өттү" in page(clerk).get(handed.get_absolute_url()).text
    note = handed.notes.get()
    photo = page(clerk).get(reverse("handed:file", args=[note.pk, "photo"]))
    assert (photo.status_code, has_trace(photo.content), photo.content[:3]) == (200, False, JPEG[:3])
    measure.refresh_from_db()
    assert measure.state == "not_begun"


def test_nothing_else_of_the_plan_above_is_seen_below(page, director, teacher, measure, handed):
    for person in (director, teacher):
        assert page(person).get(handed.get_absolute_url()).status_code == 200
        for url in (measure.get_absolute_url(), measure.plan.get_absolute_url()):
            assert page(person).get(url).status_code in (403, 404)
        assert not Measure.objects.visible_to(person).exists()
        assert not Plan.objects.visible_to(person).exists()
    assert "Башка чара" not in page(director).get(reverse("handed:register")).text


def test_foreign_body_sees_nothing_of_it(page, stranger, handed):
    for url in (handed.get_absolute_url(), reverse("handed:tell", args=[handed.pk])):
        assert page(stranger).get(url).status_code == 404
    assert not HandedMeasure.objects.visible_to(stranger).exists()


def test_employee_above_does_not_read_what_is_below(cast, handed):
    assert not HandedMeasure.objects.visible_to(cast[Role.EMPLOYEE]).exists()
    assert HandedMeasure.objects.visible_to(cast[Role.HEAD]).exists()


@pytest.mark.parametrize(("name", "why"), [("finish", "done"), ("drop", "dropped")])
def test_measure_closed_above_is_asked_for_no_more(page, name, why, clerk, director, handed, measure):
    actions.report_progress(measure, by=clerk, text="Аткарылды")
    fields = {"done_on": timezone.localdate()} if name == "finish" else {"ground": "Күчүн жоготту"}
    measure.move(name, by=clerk, **fields)
    handed.refresh_from_db()
    assert (handed.ended_why, handed.is_asked) == (why, False)
    assert page(director).get(reverse("handed:tell", args=[handed.pk])).status_code == 403
    measure.move("reopen", by=clerk)
    handed.refresh_from_db()
    assert handed.is_asked


def test_body_named_no_longer_keeps_what_it_told(measure, handed, clerk, director):
    delegation_actions.report_delegated_progress(handed, by=director, text="Башталды", step="begin")
    actions.replace_executors(measure, words=["Башка аткаруучу"])
    delegation_actions.delegate_measure(measure, by=clerk)
    handed.refresh_from_db()
    assert (handed.ended_why, handed.state, HandedNote.objects.of(handed.organisation).count()) == (
        "others",
        "under_way",
        1,
    )


def test_words_of_the_measure_are_changed_by_nobody_below(handed):
    with (
        pytest.raises(IntegrityError, match="a_handed_measure_says_what_its_measure_says"),
        transaction.atomic(),
    ):
        HandedMeasure.objects.of(handed.organisation).update(text="Башка")


def test_body_is_reminded_and_the_clerk_above_hears_that_it_is_done(handed, director, school, body, clerk):
    clerk.email = "clerk@dostuk.example"
    clerk.save()
    delegation_actions.remind_of_delegated_terms(school, handed.due - timedelta(days=7))
    assert Letter.objects.of(school).filter(person=director).last().event.endswith(":7")
    assert [line.urgency for line in delegation_actions.delegation_my_day_lines(director, school)] == ["soon"]
    delegation_actions.report_delegated_progress(
        handed, by=director, text="Өттү", step="finish", done_on=timezone.localdate()
    )
    assert delegation_actions.delegation_my_day_lines(director, school) == []
    for _day in range(2):
        delegation_actions.remind_of_delegated_terms(body, timezone.localdate())
    assert Letter.objects.of(body).filter(person=clerk).count() == 1
    assert [line.url for line in delegation_actions.delegation_my_day_lines(clerk, body)] == [
        f"{reverse('handed:register')}?state=done"
    ]


def test_yearly_measure_is_told_of_year_by_year(page, school, body, clerk, director):
    row = build.measure(build.plan(body), "2025-2027-жылдар (жыл сайын)")
    build.name_executor(row, body=school)
    delegation_actions.delegate_measure(row, by=clerk)
    handed = HandedMeasure.objects.of(school).get()
    this_year = timezone.localdate().year
    assert handed.due == date(this_year, 12, 31)
    form = page(director).get(reverse("handed:tell", args=[handed.pk]))
    assert form.submit(step="begin", text="Быйылкысы өттү").status_code == 302
    handed = HandedMeasure.objects.of(school).get()
    assert (handed.due.year, handed.notes.get().year) == (this_year + 1, this_year)


def test_lists_cost_the_same_with_thirty_rows(
    page, measure, body, clerk, director, django_assert_num_queries
):
    def asked(person):
        with CaptureQueriesContext(connection) as found:
            page(person).get(reverse("handed:register"))
        return len(found)

    few = {person: asked(person) for person in (clerk, director)}
    for _row in range(29):
        row = build.measure(measure.plan)
        build.name_executor(row, body=HandedMeasure.objects.released_below(body).first().organisation)
        delegation_actions.delegate_measure(row, by=clerk)
    assert {person: asked(person) for person in (clerk, director)} == few

"""A measure against a high risk is reported with a proof and accepted by the head (232 §6)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office.models.letter import Letter
from office.roles import Role
from plans.copies.actions import fill_year_plan
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress.acceptance import reported_rows
from plans.progress.counts import count_measures, measures_with_progress
from plans.progress.models import Instalment, Note
from plans.progress.past import measures_as_of, state_on
from plans.reports import papers
from plans.reports.models import PlanReport
from plans.terms import parse_term
from tests import make
from tests.plans import build

LINK = "https://dostuk.example/"


@pytest.fixture
def employee(cast):
    cast[Role.EMPLOYEE].email = "employee@dostuk.example"
    cast[Role.EMPLOYEE].save()
    return cast[Role.EMPLOYEE]


@pytest.fixture
def head(cast):
    cast[Role.HEAD].email = "head@dostuk.example"
    cast[Role.HEAD].save()
    return cast[Role.HEAD]


@pytest.fixture
def measure(body, employee):
    row = build.measure(build.plan(body), "2026-жыл")
    build.name_executor(row, person=employee)
    build.link_risk(row, make.risk(body, level="high"))
    return row


def report(page, employee, measure, **fields):
    url = reverse("measures:tell", args=[measure.pk])
    answer = page(employee).get(url).submit(step="finish", text="Кезек сайтка чыгарылды", **fields)
    measure.refresh_from_db()
    return answer


def move(page, person, row, name, **fields):
    answer = page(person).get(reverse(f"{row._meta.model_name}s:move", args=[row.pk, name])).submit(**fields)
    row.refresh_from_db()
    return answer


def letters_to(person):
    return [one.event.split(":")[0] for one in Letter.unscoped.filter(person=person)]


def test_measure_under_control_is_not_closed_by_its_executor_with_a_word(page, employee, measure):
    answer = report(page, employee, measure)
    assert (answer.status_code, measure.state, Note.objects.of(measure.organisation).count()) == (
        422,
        "not_begun",
        0,
    )
    assert "бир сөз жетишсиз" in answer.text


def test_measure_under_control_is_done_when_the_head_accepts(page, employee, head, measure):
    assert report(page, employee, measure, link=LINK).status_code == 302
    assert (measure.state, measure.done_by) == ("reported", employee)
    home = page(head).get("/")
    assert measure.get_absolute_url() in home.links and str(measure) in home.text
    assert letters_to(head) == ["plans-reported"]
    assert (
        "башчы кабыл алгандан кийин аткарылган болуп эсептелет"
        in page(employee).get(measure.get_absolute_url()).text
    )
    move(page, head, measure, "accept")
    assert (measure.state, measure.done_by, measure.accepted_by, measure.accepted_on) == (
        "done",
        employee,
        head,
        timezone.localdate(),
    )
    assert [step["state"] for step in measure.steps] == ["not_begun", "reported", "done"]
    assert reported_rows(measure.organisation) == []
    assert measure.get_absolute_url() not in page(head).get("/").links


def test_measure_the_head_returns_is_under_way_again_with_his_word(page, employee, head, measure):
    report(page, employee, measure, link=LINK)
    assert move(page, head, measure, "send_back", ground="").status_code == 422
    move(page, head, measure, "send_back", ground="Шилтемеде кезек жок")
    assert (measure.state, measure.done_on, measure.return_ground) == (
        "under_way",
        None,
        "Шилтемеде кезек жок",
    )
    assert letters_to(employee) == ["plans-returned"]
    assert "Шилтемеде кезек жок" in page(employee).get(measure.get_absolute_url()).text
    assert measure.steps[-1]["word"] == "Шилтемеде кезек жок"
    report(page, employee, measure, link=f"{LINK}kezek")
    assert (measure.state, measure.return_ground) == ("reported", "")


@pytest.mark.parametrize("role", [Role.CLERK, Role.EMPLOYEE, Role.MEMBER, Role.OFFICER])
def test_nobody_but_the_head_accepts_or_returns(page, cast, employee, measure, role):
    report(page, employee, measure, link=LINK)
    for name in ("accept", "send_back"):
        assert page(cast[role]).get(reverse("measures:move", args=[measure.pk, name])).status_code == 403


def test_measure_without_a_high_risk_is_done_by_a_word(page, employee, body):
    row = build.measure(build.plan(body), "2026-жыл")
    build.name_executor(row, person=employee)
    build.link_risk(row, make.risk(body, level="medium"))
    report(page, employee, row)
    assert (row.state, row.accepted_by) == ("done", None)


def test_measure_that_names_its_proof_is_done_by_that_proof_alone(page, clerk, employee, body):
    row = build.measure(build.plan(body, "draft"), "2026-жыл")
    build.name_executor(row, person=employee)
    page(clerk).get(reverse("measures:edit", args=[row.pk])).submit(proof_kind="link")
    needs = make.needed_values()[(Plan, "running")](body)
    Plan.unscoped.filter(pk=row.plan_id).update(state="running", **needs)
    answer = report(page, employee, row)
    assert (answer.status_code, row.state) == (422, "not_begun")
    assert "шилтеме" in answer.text
    report(page, employee, row, link=LINK)
    assert row.state == "done"


def test_year_of_a_measure_under_control_is_accepted_too(page, employee, head, body):
    row = build.measure(build.plan(body), "2025-2027-жылдар (жыл сайын)")
    build.name_executor(row, person=employee)
    build.link_risk(row, make.risk(body, level="high"))
    year = row.instalments.get(year=2026)
    report(page, employee, row, instalment=year.pk, link=LINK)
    year.refresh_from_db()
    assert (year.state, row.state) == ("reported", "under_way")
    assert str(year) in page(head).get("/").text
    assert "Аткарылды деп кабыл алуу" in page(head).get(row.get_absolute_url()).text
    move(page, head, year, "accept")
    assert (year.state, year.accepted_by) == ("done", head)


def test_reported_measure_is_counted_as_not_done_and_named(page, clerk, employee, measure):
    measure.set_term(parse_term("2026-жылдын 1-кварталы"))
    measure.save()
    report(page, employee, measure, link=LINK)
    rows = measures_with_progress(measure.plan)
    found = count_measures(rows, date(2026, 11, 30))
    assert (found.percent, found.reported, found.overdue) == (0, 1, 1)
    for url in (measure.plan.get_absolute_url(), reverse("measures:board")):
        assert "башчы кабыл ала элек" in page(clerk).get(url).text


def test_executor_is_reminded_no_more_while_the_head_has_it(page, employee, head, measure):
    report(page, employee, measure, link=LINK)
    assert measure.get_absolute_url() not in page(employee).get("/").links
    answer = report(page, employee, measure, link=LINK)
    assert (answer.status_code, measure.state) == (422, "reported")


def test_report_names_what_awaits_the_head(page, employee, measure, clerk):
    report(page, employee, measure, link=LINK)
    year = timezone.localdate().year
    row = PlanReport.objects.create(organisation=measure.organisation, plan=measure.plan, year=year)
    data = papers.report_data(row)
    assert data["table"]["intro"][-1].startswith("Аткарылганы билдирилип, башчы кабыл ала элек")
    shown = page(clerk).get(row.get_absolute_url()).text
    assert "Аткарылганы билдирилди, башчы кабыл ала элек" in shown


def test_report_of_a_day_between_report_and_acceptance_says_reported(
    page, employee, head, measure, monkeypatch
):
    def on(day):
        monkeypatch.setattr(timezone, "localdate", lambda *_: day)

    today = timezone.localdate()
    report(page, employee, measure, link=LINK)
    on(today + timedelta(days=20))
    measure.move("accept", by=head)
    assert state_on(measure, today + timedelta(days=5))["state"] == "reported"
    past = measures_as_of(measure.plan, today.year, today + timedelta(days=5))
    assert ([row.state for row in past.rows], past.entered_later) == (["reported"], [])
    assert measures_as_of(measure.plan, today.year, today + timedelta(days=20)).rows[0].state == "done"


def test_acceptance_of_a_copy_accepts_its_original(page, employee, head, body):
    stage = build.plan(body)
    row = build.measure(stage, "2026-жыл")
    build.name_executor(row, person=employee)
    build.link_risk(row, make.risk(body, level="high"))
    copied = fill_year_plan(build.plan(body, first_year=2026, last_year=2026, parent=stage), stage)
    copy = copied.measures.exclude(origin=None).get()
    report(page, employee, copy, link=LINK)
    row.refresh_from_db()
    assert row.state == "not_begun"
    move(page, head, copy, "accept")
    row.refresh_from_db()
    assert (copy.state, row.state, row.accepted_by) == ("done", "done", head)
    assert letters_to(head) == ["plans-reported"]


def test_measure_taken_up_again_has_to_be_accepted_again(clerk, employee, head, measure, page):
    report(page, employee, measure, link=LINK)
    measure.move("accept", by=head)
    measure.move("reopen", by=clerk)
    assert (measure.state, measure.accepted_by, measure.accepted_on) == ("under_way", None, None)


@pytest.mark.parametrize("is_controlled", [True, False])
def test_database_takes_no_done_under_control_without_acceptance(is_controlled, body, clerk, head):
    plan = build.plan(body)
    row = build.measure(plan, "2025-2027-жылдар (жыл сайын)")
    build.link_risk(row, make.risk(body, level="high" if is_controlled else "medium"))
    done = {"state": "done", "done_on": timezone.localdate(), "done_by": clerk}
    for model, rows in ((Measure, {"pk": row.pk}), (Instalment, {"measure": row, "year": 2026})):
        change = model.unscoped.filter(**rows)
        if is_controlled:
            with pytest.raises(IntegrityError, match="under_control"), transaction.atomic():
                change.update(**done)
            change.update(**done, accepted_on=timezone.localdate(), accepted_by=head)
        else:
            change.update(**done)


def test_executor_of_another_measure_reports_nothing(page, body, measure):
    other = build.appoint_worker(body, post="Адис 2")
    assert page(other).get(reverse("measures:tell", args=[measure.pk])).status_code == 404


def test_words_of_the_steps_reach_the_history(page, employee, head, measure):
    report(page, employee, measure, link=LINK)
    move(page, head, measure, "send_back", ground="Шилтемеде кезек жок")
    shown = page(head).get(measure.get_absolute_url()).text
    assert "эмне үчүн кайтарылды" in shown.lower() and "башчы кайтарган күн" in shown.lower()

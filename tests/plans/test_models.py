"""What a plan knows of itself: terms as periods, what is overdue, who executes, what the head controls."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from office.registers.workflow import Refused
from office.roles import Act, Role
from plans.models.measure import Measure
from plans.progress.models import Instalment, Note
from plans.terms import parse_term
from positions.models.posts import Post
from tests import make
from tests.plans import build

SEEDS = (
    "2025-жылдын 3-кварталы",
    "2025-жылдын 1-жарым жылдыгы",
    "2025-2027-жылдар",
    "2025-2027-жылдар (жыл сайын)",
    "2025-жыл",
)


@pytest.mark.parametrize("term", SEEDS)
def test_term_is_kept_as_a_period_and_prints_as_written(term, body):
    row = build.measure(build.plan(body), term)
    row.refresh_from_db()
    assert (row.printed_term, row.term_text, row.due) == (term, "", row.term.last)


def test_term_that_the_paper_writes_otherwise_keeps_its_words(body):
    row = build.measure(build.plan(body))
    row.set_term(row.term, "2026-ж.")
    assert (row.printed_term, row.due.year) == ("2026-ж.", 2026)


def test_overdue_follows_from_the_due_day(body):
    plan = build.plan(body)
    late, later = build.measure(plan, "2025-жыл"), build.measure(plan, "2027-жыл")
    done = build.measure(plan, "2025-жыл", state="done")
    assert [row.is_overdue for row in (late, later, done)] == [True, False, False]
    assert list(Measure.objects.of(body).due_before(timezone.localdate())) == [late]


def test_yearly_measure_has_an_instalment_a_year_and_is_late_by_a_year_that_passed(body):
    row = build.measure(build.plan(body), "2025-2027-жылдар (жыл сайын)")
    assert [one.year for one in row.instalments.all()] == [2025, 2026, 2027]
    assert (row.is_overdue, row.due.year) == (True, 2027)
    assert list(Measure.objects.of(body).due_before(timezone.localdate())) == [row]


def test_years_nobody_told_of_go_with_the_term(body):
    row = build.measure(build.plan(body), "2025-2027-жылдар (жыл сайын)")
    Note.objects.create(
        organisation=body,
        measure=row,
        instalment=row.instalments.first(),
        text="Отчет берилди",
        told_by=make.person("teller"),
    )
    row.set_term(None)
    row.sync_instalments()
    assert [one.year for one in Instalment.objects.of(body)] == [2025]


def test_measure_outside_the_plan_is_marked(body):
    row = build.measure(build.plan(body), task=None)
    assert (row.is_outside, list(Measure.objects.of(body).outside())) == (True, [row])


def test_high_risk_brings_its_measure_first_and_under_the_heads_control(body, clerk):
    plan = build.plan(body)
    plain, high = build.measure(plan), build.measure(plan)
    build.link_risk(high, make.risk(body, level="high"))
    assert list(Measure.objects.visible_to(clerk, Act.READ).first_the_high()) == [high, plain]
    assert [row.is_controlled for row in (plain, high)] == [False, True]


def test_employee_sees_only_what_he_executes(body, cast):
    plan = build.plan(body)
    build.measure(plan)
    by_name, by_post = build.measure(plan), build.measure(plan)
    employee = cast[Role.EMPLOYEE]
    build.name_executor(by_name, person=employee)
    post = make.row(Post, body, name_ky=make.ROLES[Role.EMPLOYEE])
    build.name_executor(by_post, post=post)
    assert list(Measure.objects.visible_to(employee, Act.PROVE)) == [by_name, by_post]
    assert Measure.objects.visible_to(cast[Role.MEMBER], Act.PROVE).count() == 3
    assert [row.is_proved_by(employee) for row in Measure.objects.of(body)] == [False, True, True]
    assert [by_name.is_proved_by(cast[role]) for role in (Role.MEMBER, Role.CLERK)] == [False, True]


def test_term_before_the_years_of_the_plan_is_refused(body):
    with pytest.raises(IntegrityError, match="a_term_does_not_begin_before_its_plan"):
        build.measure(build.plan(body), "2024-жыл")


def test_executor_of_a_foreign_body_is_refused(body, foreign):
    row = build.measure(build.plan(body))
    below = make.organisation("mektep", parent=body, kind="school")
    assert str(build.name_executor(row, body=below)) == below.name_ky
    with pytest.raises(IntegrityError, match="an_executor_is_the_body_or_one_below_it"):
        build.name_executor(row, body=foreign)


def test_executor_from_another_body_is_refused(body, stranger):
    row = build.measure(build.plan(body))
    with pytest.raises(IntegrityError, match="an_executor_works_at_the_body"):
        build.name_executor(row, person=stranger)


def test_measure_is_done_once_something_shows_it(body, clerk):
    row = build.measure(build.plan(body))
    today = timezone.localdate()
    with pytest.raises(Refused, match="Аткарылганын көрсөткөн"):
        row.move("finish", by=clerk, done_on=today)
    Note.objects.create(organisation=body, measure=row, text="Тартип бекитилди", told_by=clerk)
    with pytest.raises(Refused, match="али келе элек"):
        row.move("finish", by=clerk, done_on=today + timedelta(days=1))
    row.move("finish", by=clerk, done_on=today)
    assert (row.state, row.done_on, row.done_by, row.urgency) == ("done", today, clerk, "done")


def test_measure_of_a_draft_plan_is_not_carried_out(body, clerk):
    row = build.measure(build.plan(body, state="draft"))
    with pytest.raises(Refused, match="аткарылып жаткан жок"):
        row.move("begin", by=clerk)


@pytest.mark.parametrize(
    ("term", "periods", "late"),
    [
        ("2026-жыл (ай сайын)", 12, [False, True]),
        ("2026-жыл (квартал сайын)", 4, [False, False]),
        ("2026-жыл (туруктуу)", 1, [False, False]),
        ("2026-жыл (окуядан баштап)", 1, [False, False]),
    ],
)
def test_each_period_of_a_repeating_measure_is_due_and_an_open_one_is_looked_at_every_year(
    body, term, periods, late
):
    row = build.measure(build.plan(body), term)
    assert row.instalments.count() == periods
    days = [date(2026, 1, 31), date(2026, 2, 1)]
    assert [row.is_late_on(day) for day in days] == late
    found = [Measure.objects.of(body).filter(pk=row.pk).due_before(day).exists() for day in days]
    assert found == late
    assert row.is_late_on(date(2027, 1, 1))


def test_periods_of_a_repeating_measure_are_named_in_words(body):
    row = build.measure(build.plan(body), "2026-жыл (квартал сайын)")
    first = row.instalments.first()
    assert (first.period, first.due, first.anchor) == (
        "2026-жылдын 1-кварталы",
        date(2026, 3, 31),
        "year-2026-3",
    )
    assert row.instalments.last().anchor == "year-2026"
    row.set_term(parse_term("2026-жыл (ай сайын)"))
    row.save()
    row.sync_instalments()
    assert [one.month for one in row.instalments.all()] == list(range(1, 13))

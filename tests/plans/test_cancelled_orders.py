"""What an order approved that has ended is shown so and is not in force; nothing before it revives by
itself.
"""

import pytest
from django.urls import reverse

from office import clock
from office.papers.models import Order
from office.papers.repeals import keep_repeals
from office.registers.workflow import Refused
from office.roles import Role
from plans.delegation import actions as delegation
from plans.delegation.models import HandedMeasure
from plans.editions.checks import uncovered_risks
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress import actions, feeds, reminders
from plans.public.models import PlanPage
from tests import make
from tests.plans import build
from tests.plans.test_plan_editions import approve_plan_edition, begin_plan_edition

LATE = "Кечиккен чара"
STANDS = "Буйругу күчүндө. Пландан тышкары"


@pytest.fixture
def plan(body, clerk, head, page):
    """In force by two orders: an overdue measure against a high risk, of the clerk."""
    plan = build.plan(body, "draft", kind="other")
    row = build.measure(plan, "2025-жыл", text=LATE)
    build.name_executor(row, words="айыл өкмөтү")
    build.link_risk(row, make.risk(body, level="high"))
    approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    plan.move("start", by=clerk)
    actions.replace_people(row, [clerk])
    approve_plan_edition(begin_plan_edition(page(clerk), plan, ground="yearly"), clerk, head, "201")
    return plan


def cancel(plan, head):
    plan.approved_edition.order.move("cancel", by=head, ground="Прокуратуранын сунушу")


def repeal(plan, clerk, head):
    """Ended by another order, as the clerk names it on the page of that order."""
    order = make.order(plan.organisation)
    keep_repeals(order, [plan.approved_edition.order])
    order.move("submit", by=clerk).move("sign", by=head)
    order.move("register", by=clerk, number="377", date=clock.today())


def end(plan, way, clerk, head):
    if way == "repeal":
        repeal(plan, clerk, head)
    else:
        plan.approved_edition.order.move(way, by=head, ground="Прокуратуранын сунушу")


ENDED = pytest.mark.parametrize(
    ("way", "words"),
    [
        ("cancel", "буйрук жокко чыгарылган: № 201"),
        ("replace", "буйрук күчүн жоготкон: № 201"),
        ("repeal", "буйрук күчүн жоготкон: № 201"),
    ],
)


def counted(page, clerk, plan):
    """Where the measure counts as one of a plan in force."""
    body = plan.organisation
    board = page(clerk).get("/plans/measures/board/").text
    mine = page(clerk).get(reverse("mine:register")).text
    return {
        "board": LATE in board,
        "mine": LATE in mine,
        "my day": bool(reminders.measure_my_day_lines(clerk, body)),
        "calendar": LATE in feeds.calendar_bytes(clerk, body).decode().replace("\r\n ", ""),
        "running": Plan.objects.of(body).running().exists(),
        "answers for its risk": not uncovered_risks(build.plan(body, "draft")).exists(),
    }


@ENDED
def test_the_plan_of_an_order_that_ended_is_not_in_force(way, words, page, clerk, head, plan):
    assert set(counted(page, clerk, plan).values()) == {True}
    end(plan, way, clerk, head)
    assert set(counted(page, clerk, plan).values()) == {False}
    measure = plan.measures.get()
    with pytest.raises(Refused, match="201"):
        actions.report_progress(measure, by=clerk, text="Бүттү")
    opened = PlanPage.objects.create(organisation=plan.organisation, plan=plan, opened_by=clerk)
    for address in (opened.url, plan.get_absolute_url()):
        assert words in page(clerk).get(address).text.lower()

    approve_plan_edition(
        begin_plan_edition(page(clerk), plan, ground="other", ground_text="Кайра"), clerk, head, "202"
    )
    assert set(counted(page, clerk, plan).values()) == {True}
    actions.report_progress(measure, by=clerk, text="Башталды")


def test_words_stay_as_the_cancelled_order_left_them(head, plan):
    before = Measure.objects.of(plan.organisation).get(plan=plan).executor_words
    cancel(plan, head)
    row = Measure.objects.of(plan.organisation).get(plan=plan)
    assert (row.executor_words, row.plan.is_fixed, row.is_late_on(clock.today())) == (before, True, True)


def test_control_an_order_replaced_by_the_next_edition_cancels_nothing(plan):
    assert [one.order.state for one in plan.editions.all()] == ["in_force", "replaced"]
    assert Plan.objects.of(plan.organisation).running().get() == plan


@pytest.mark.parametrize("way", ["cancel", "repeal"])
def test_measures_handed_down_are_not_asked_while_the_order_has_ended(way, page, clerk, head, body):
    school = make.organisation("school", parent=body, kind="school", name_ky="Пахта-Дөбө орто мектеби")
    director = make.appoint(make.person("director"), school, Role.HEAD, "Мектептин директору").person
    plan = build.plan(body, "draft", kind="other")
    build.name_executor(build.measure(plan, "2025-жыл", text=LATE), body=school)
    approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    plan.move("start", by=clerk)
    handed = HandedMeasure.objects.of(school).get()
    assert LATE in page(director).get("/").text
    other = make.in_state(Order, "in_force", body, number="300", date=make.LONG_AGO)
    other.move("cancel", by=head, ground="Башка буйрук")
    assert HandedMeasure.objects.of(school).get().is_asked
    end(plan, way, clerk, head)
    handed.refresh_from_db()
    by = clerk if way == "repeal" else head
    assert (handed.is_asked, handed.ended_why, handed.ended_by) == (False, "closed", by)
    assert LATE not in page(director).get("/").text
    with pytest.raises(Refused):
        delegation.report_delegated_progress(handed, by=director, text="Бүттү")
    approve_plan_edition(
        begin_plan_edition(page(clerk), plan, ground="other", ground_text="Кайра"), clerk, head, "202"
    )
    handed.refresh_from_db()
    assert handed.is_asked


def test_page_of_a_plan_of_a_cancelled_order_does_not_say_that_it_stands(page, clerk, head, plan):
    make.risk(plan.organisation, level="high", situation="Чарасы жок учур")
    before = page(clerk).get(plan.get_absolute_url())
    cancel(plan, head)
    after = page(clerk).get(plan.get_absolute_url())
    assert (before.context["next_step"] is None, after.context["next_step"]) == (False, None)
    assert [STANDS in shown.text for shown in (before, after)] == [True, False]

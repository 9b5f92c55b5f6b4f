"""An approved measure names its executors as its paper does, whatever they are called later."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office import clock
from plans.contexts import plan_print_context
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.public.models import PlanPage
from plans.reports import papers
from plans.reports.models import PlanReport
from positions.models.posts import Post
from tests.plans import build
from tests.plans.test_plan_editions import approve_plan_edition, begin_plan_edition, order_plan_edition

OLD, NEW = "Башкы адис", "Айдоочу"


@pytest.fixture
def post(body):
    return Post.objects.create(organisation=body, name_ky=OLD)


@pytest.fixture
def draft(body, post):
    """A plan being drawn up whose one measure names a post and the body itself."""
    plan = build.plan(body, "draft", kind="other")
    row = build.measure(plan, "2026-жыл", text="Посттуу чара", result="Ачык сайт")
    build.name_executor(row, post=post)
    build.name_executor(row, body=body, position=1)
    return plan


@pytest.fixture
def plan(draft, page, clerk, head):
    approve_plan_edition(begin_plan_edition(page(clerk), draft), clerk, head, "159")
    return draft.move("start", by=clerk)


def rename(page, clerk, post):
    assert page(clerk).get(reverse("posts:edit", args=[post.pk])).submit(name_ky=NEW).status_code == 302
    body = post.organisation
    type(body).objects.filter(pk=body.pk).update(name_ky="Жаңы Достук айыл өкмөтү")


def shown(page, clerk, plan):
    """Every reader that names the executors of the plan."""
    measure, body = plan.measures.get(), plan.organisation
    visitor = page(clerk)
    opened = PlanPage.objects.of(body).filter(plan=plan).first() or PlanPage.objects.create(
        organisation=body, plan=plan, opened_by=clerk
    )
    paper = f"/plans/papers/{plan.pk}"
    report = papers.report_data(PlanReport(organisation=body, plan=plan, year=2026))
    return {
        "words": Measure.unscoped.get(pk=measure.pk).executor_words,
        "open": OLD in visitor.get(reverse("open:measure", args=[opened.token, measure.pk])).text,
        "list": OLD in visitor.get("/plans/measures/").text,
        "plan": OLD in visitor.get(plan.get_absolute_url()).text,
        "board": NEW in visitor.get("/plans/measures/board/").text,
        "paper": OLD in visitor.get(f"{paper}/preview/").text,
        "table": OLD in visitor.get(f"{paper}/paper.csv").content.decode(),
        "report": OLD in str(report),
    }


def test_a_renamed_post_or_body_leaves_the_approved_plan_as_it_was(page, clerk, plan, post):
    before = shown(page, clerk, plan)
    rename(page, clerk, post)
    assert shown(page, clerk, plan) == before
    assert before["words"] == f"{OLD}, Достук айыл өкмөтү"


def test_a_plan_approved_on_paper_keeps_its_executors(page, clerk, draft, post):
    draft.move("start", by=clerk, **build.paper_order_fields())
    before, paper = shown(page, clerk, draft), plan_print_context(draft)
    rename(page, clerk, post)
    type(draft.organisation).objects.filter(pk=draft.organisation_id).update(head_post="Мэр")
    draft = Plan.objects.of(draft.organisation).get(pk=draft.pk)
    assert (shown(page, clerk, draft), plan_print_context(draft)) == (before, paper)


def test_an_edition_brings_the_new_name_and_the_old_one_stays_known(page, clerk, head, plan, post):
    rename(page, clerk, post)
    edition = begin_plan_edition(page(clerk), plan, ground="functions")
    row = plan.measures.get()
    copy = edition.copy.measures.get()
    assert (OLD in row.executor_words, NEW in copy.executor_words) == (True, True)
    approve_plan_edition(edition, clerk, head, "201")
    row = plan.measures.get()
    assert row.executor_words == f"{NEW}, Жаңы Достук айыл өкмөтү"
    assert row.versions[-1]["executors"] == f"{OLD}, Достук айыл өкмөтү"
    assert row.executors.filter(post=post).exists() and row.executors_text == ""


def test_the_words_are_those_of_the_paper_not_of_the_day_of_registration(page, clerk, head, draft, post):
    order = order_plan_edition(begin_plan_edition(page(clerk), draft), clerk).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    rename(page, clerk, post)
    order.move("register", by=clerk, number="159", date=clock.today())
    assert draft.measures.get().executor_words == f"{OLD}, Достук айыл өкмөтү"


def test_the_database_keeps_the_approved_words_and_lets_a_draft_be(plan, draft, body):
    rows = Measure.unscoped.filter(plan=plan)
    with pytest.raises(IntegrityError, match="names_its_executors_as_approved"), transaction.atomic():
        rows.update(approved_executors="Башка")
    other = build.measure(build.plan(body, "draft"), "2026-жыл")
    Measure.unscoped.filter(pk=other.pk).update(approved_executors="Бир")
    assert Measure.unscoped.filter(pk=other.pk).update(approved_executors="Башка") == 1

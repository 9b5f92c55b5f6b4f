"""An approved plan is a version: what it says changes by an edition alone, on the screen and below it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office import clock
from office.registers.workflow import Refused
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress import actions
from plans.public.models import PlanPage
from tests import make
from tests.plans import build, rows
from tests.plans.test_plan_editions import approve_plan_edition, begin_plan_edition


@pytest.fixture
def plan(body, clerk, head, page):
    """A plan approved by an order and being carried out, with one measure of the third quarter."""
    plan = build.plan(body, "draft", kind="other")
    row = build.measure(plan, "2026-жылдын 3-кварталы", text="Сайтка жарыялоо", result="Ачык сайт")
    build.name_executor(row, words="айыл өкмөтү")
    approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    return plan.move("start", by=clerk)


@pytest.fixture
def measure(plan):
    return plan.measures.get()


def rows_of(plan):
    return Measure.unscoped.filter(plan=plan)


def test_the_clerk_alone_does_not_move_the_term_of_an_approved_measure(page, clerk, measure):
    page(clerk).get(f"/plans/measures/{measure.pk}/edit/").submit(
        term="2026-жылдын 4-кварталы", result="Башка", words="кимдир бирөө"
    )
    now = Measure.objects.of(measure.organisation).get(pk=measure.pk)
    assert (now.printed_term, now.result, now.executor_words) == (
        "2026-жылдын 3-кварталы",
        "Ачык сайт",
        "айыл өкмөтү",
    )


def test_a_new_measure_of_an_approved_plan_stands_outside_it(page, clerk, plan):
    task = plan.sections.get().tasks.get()
    visitor = page(clerk).get(reverse("measures:create", args=[plan.pk]))
    visitor.submit(text="Бекитилбеген чара", term="2026-жыл")
    assert plan.measures.get(text="Бекитилбеген чара").is_outside
    with pytest.raises(IntegrityError, match="an_approved_plan_takes_measures_by_an_edition_alone"):
        build.measure(plan, task=task)


def test_who_fills_the_post_is_not_the_matter_of_the_plan(page, clerk, body, measure):
    worker = build.appoint_worker(body)
    page(clerk).get(f"/plans/measures/{measure.pk}/edit/").submit(people=[worker.pk])
    assert list(measure.executors.values_list("person", "words")) == [
        (None, "айыл өкмөтү"),
        (worker.pk, "Башкы адис"),
    ]
    assert printed_words(measure) == "айыл өкмөтү"


def test_the_paper_goes_on_naming_the_post_of_a_person_it_was_approved_with(page, clerk, body, head):
    worker, other = build.appoint_worker(body), build.appoint_worker(body, "other", post="Бухгалтер")
    plan = build.plan(body, "draft", kind="other")
    build.name_executor(row := build.measure(plan, "2026-жыл"), person=worker)
    before = printed_words(row)
    approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    page(clerk).get(f"/plans/measures/{row.pk}/edit/").submit(people=[other.pk])
    assert printed_words(row) == before != ""
    assert [one.person for one in row.executors.exclude(person=None)] == [other]


def printed_words(measure):
    return Measure.objects.of(measure.organisation).get(pk=measure.pk).executor_words


def test_a_measure_in_force_keeps_its_proof_and_its_high_risk_until_an_edition(page, clerk, head, plan):
    copy = begin_plan_edition(page(clerk), plan).copy
    row, risk = copy.measures.get(), make.risk(plan.organisation, level="medium")
    page(clerk).get(f"/plans/measures/{row.pk}/edit/").submit(proof_kind="file", risks=[risk.pk])
    approve_plan_edition(copy.edition, clerk, head, "160")
    measure = plan.measures.get()
    assert (measure.proof_kind, list(measure.risks.all())) == ("file", [risk])

    answer = page(clerk).get(f"/plans/measures/{measure.pk}/edit/").submit(proof_kind="", risks=[])
    assert "редакция менен" in answer.text
    measure = plan.measures.get()
    assert (measure.proof_kind, list(measure.risks.all())) == ("file", [risk])

    later = make.risk(plan.organisation, level="medium")
    copy = begin_plan_edition(page(clerk), plan).copy
    page(clerk).get(f"/plans/measures/{measure.pk}/edit/").submit(risks=[risk.pk, later.pk])
    row = copy.measures.get()
    page(clerk).get(f"/plans/measures/{row.pk}/edit/").submit(proof_kind="", risks=[])
    approve_plan_edition(copy.edition, clerk, head, "161")
    measure = plan.measures.get()
    assert measure.proof_kind == ""
    assert list(measure.risks.all()) == [later]


def test_the_clerk_drops_no_measure_of_a_plan_in_force(page, clerk, plan, measure):
    url = reverse("measures:move", args=[measure.pk, "drop"])
    assert "drop" not in [move.name for move in measure.moves_for(clerk)]
    answer = page(clerk).get(url).submit(ground="Керек болбой калды бүгүн")
    assert (answer.status_code, Measure.unscoped.get(pk=measure.pk).state) == (422, "not_begun")
    with pytest.raises(IntegrityError, match="is_dropped_by_an_edition"), transaction.atomic():
        rows_of(plan).update(state="dropped", **rows.dropped_fields(plan.organisation))
    outside = build.measure(plan, "2026-жыл", text="Тышкары", task=None)
    assert outside.move("drop", by=clerk, ground="Керек болбой калды").state == "dropped"


def test_no_year_of_a_measure_in_force_is_dropped_by_hand(page, clerk, head, body):
    plan = build.plan(body, "draft", kind="other")
    build.name_executor(build.measure(plan, "2025-2027-жылдар (жыл сайын)"), words="айыл өкмөтү")
    approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    plan.move("start", by=clerk)
    year = plan.measures.get().instalments.get(year=2026)
    assert "drop" not in [move.name for move in year.moves_for(clerk)]
    with pytest.raises(Refused, match="редакция менен"):
        year.move("drop", by=clerk, ground="Каражат жок")


def test_measures_outside_the_plan_move_none_of_its_figures(page, clerk, plan, measure):
    actions.report_progress(measure, by=clerk, text="Бүттү", step="finish", done_on=clock.today())
    build.measure(plan, "2025-жыл", text="Тышкары", task=None)
    opened = PlanPage.objects.create(organisation=plan.organisation, plan=plan, opened_by=clerk)
    answer = page(clerk).get(opened.url)
    assert (answer.context["totals"].percent, answer.context["totals"].overdue) == (100, 0)
    assert answer.context["sections"][-1]["part"].totals.overdue == 1
    assert page(clerk).get(plan.get_absolute_url()).context["totals"].planned == 1
    assert Plan.objects.visible_to(clerk).get(pk=plan.pk).progress == "100 % (1 / 1)"


CHANGES = (
    ("an_approved_measure_changes_by", lambda plan: rows_of(plan).update(last_day="2026-12-31")),
    ("an_approved_measure_changes_by", lambda plan: rows_of(plan).update(result="Башка")),
    ("an_approved_measure_changes_by", lambda plan: rows_of(plan).update(task=None)),
    ("an_approved_measure_changes_executors", lambda plan: executors(plan).update(words="башка")),
    ("an_approved_measure_loses_executors", lambda plan: executors(plan).delete()),
    (
        "an_approved_plan_changes_by",
        lambda plan: row_of(plan).update(title="Башка план"),
    ),
    ("a_section_of_an_approved_plan", lambda plan: plan.sections.update(title="Башка бөлүм")),
    ("a_task_of_an_approved_plan", lambda plan: plan.sections.get().tasks.update(text="Башка милдет")),
)


def row_of(plan):
    return type(plan).unscoped.filter(pk=plan.pk)


def executors(plan):
    return plan.measures.get().executors.all()


@pytest.mark.parametrize("place", ["no edition", "an open edition", "its copy"])
@pytest.mark.parametrize("name, change", CHANGES)
def test_the_database_keeps_what_is_approved_and_changes_the_copy(page, clerk, plan, name, change, place):
    if place != "no edition":
        copy = begin_plan_edition(page(clerk), plan).copy
    if place == "its copy":
        change(copy)
    else:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            change(plan)


def test_an_approved_measure_is_not_thrown_away(clerk, measure):
    with pytest.raises(Refused):
        actions.delete_plan_part(measure, by=clerk)

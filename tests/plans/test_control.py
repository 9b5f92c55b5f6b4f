"""What came under the head's control stays there until an edition or his own word ends it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.registers.workflow import Refused
from office.roles import Role
from plans.models.control import hold_control_of_the_day
from plans.models.executor import LinkedRisk
from plans.models.measure import Measure
from plans.models.plan import Plan
from tests import make
from tests.plans import build
from tests.plans.test_acceptance import LINK, move, report
from tests.plans.test_plan_editions import approve_plan_edition, begin_plan_edition


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


@pytest.fixture
def risk(body):
    return make.risk(body, level="high")


@pytest.fixture
def measure(body, page, clerk, head, employee, risk):
    """A measure of a plan in force, against a high risk."""
    plan = build.plan(body, "draft", kind="other")
    row = build.measure(plan, "2026-жыл")
    build.name_executor(row, words="айыл өкмөтү")
    build.name_executor(row, person=employee, position=1, printed=False)
    build.link_risk(row, risk)
    approve_plan_edition(begin_plan_edition(page(clerk), plan), clerk, head, "159")
    plan.move("start", by=clerk)
    row.refresh_from_db()
    return row


def lower(page, clerk, risk):
    return page(clerk).get(reverse("risks:edit", args=[risk.pk])).submit(level="low")


def drop(page, clerk, risk):
    url = reverse("risks:move", args=[risk.pk, "drop"])
    return page(clerk).get(url).submit(ground="Ыйгарым укук башка органга өттү")


def take_out_of_register(page, clerk, risk):
    type(risk).objects.of(risk.organisation).filter(pk=risk.pk).update(level="low")


@pytest.mark.parametrize("free", [lower, drop, take_out_of_register])
def test_the_lowered_risk_does_not_free_the_measure(page, clerk, employee, measure, risk, free):
    free(page, clerk, risk)
    report(page, employee, measure, link=LINK)
    assert measure.state == "reported"
    assert "күчүндө калат" in page(clerk).get(measure.get_absolute_url()).text
    with pytest.raises(IntegrityError, match="under_control_is_done_when_the_head"), transaction.atomic():
        Measure.unscoped.filter(pk=measure.pk).update(state="done")


def test_a_measure_outside_the_plan_stays_under_control_too(page, clerk, measure, risk):
    visitor = page(clerk).get(reverse("measures:create", args=[measure.plan_id]))
    visitor.submit(text="Тышкы чара", term="2026-жыл", words="айыл өкмөтү", risks=[risk.pk])
    row = measure.plan.measures.get(text="Тышкы чара")
    page(clerk).get(f"/plans/measures/{row.pk}/edit/").submit(risks=[])
    assert not row.risks.exists()
    assert row.is_controlled


def raise_risk(page, clerk, risk):
    return page(clerk).get(reverse("risks:edit", args=[risk.pk])).submit(level="high")


@pytest.fixture
def low_risk(risk):
    """The risk, low while the plan is approved; ask for it before `measure`."""
    type(risk).unscoped.filter(pk=risk.pk).update(level="low")
    risk.refresh_from_db()
    return risk


def test_a_risk_that_became_high_later_holds_the_measure_from_that_day_on(
    page, clerk, employee, body, low_risk, measure
):
    raise_risk(page, clerk, low_risk)
    hold_control_of_the_day(body)
    lower(page, clerk, low_risk)
    report(page, employee, measure, link=LINK)
    assert (measure.state, measure.under_control) == ("reported", True)


def test_what_was_reported_to_the_head_stays_with_him(page, clerk, employee, head, low_risk, measure):
    raise_risk(page, clerk, low_risk)
    report(page, employee, measure, link=LINK)
    lower(page, clerk, low_risk)
    move(page, head, measure, "send_back", ground="Шилтемеде кезек көрүнбөйт")
    report(page, employee, measure, link=f"{LINK}kezek")
    assert measure.state == "reported"


def test_control_a_low_risk_holds_nothing(page, employee, body, low_risk, measure):
    hold_control_of_the_day(body)
    report(page, employee, measure)
    assert (measure.state, measure.under_control) == ("done", False)


def test_a_part_of_a_controlled_measure_is_controlled(page, employee, measure):
    plan = build.plan(measure.organisation)
    whole = build.measure(plan, "2026-жыл", text="Бүтүн")
    part = build.measure(plan, "2026-жыл", text="Бөлүк", parent=whole, task=whole.task)
    assert not part.is_controlled
    build.link_risk(whole, measure.risks.get())
    build.name_executor(part, person=employee)
    assert report(page, employee, part).status_code == 422
    report(page, employee, part, link=LINK)
    assert part.state == "reported"
    with pytest.raises(IntegrityError, match="under_control_is_done_when_the_head"), transaction.atomic():
        Measure.unscoped.filter(pk=part.pk).update(state="done")


def test_the_head_ends_his_control_with_a_ground_once_no_high_risk_is_linked(
    page,
    clerk,
    employee,
    head,
    measure,
    risk,
):
    url = reverse("measures:tell", args=[measure.pk])
    page(employee).get(url).submit(step="begin", text="Башталды")
    with pytest.raises(Refused):
        measure.move("release", by=head, ground="Эми керек эмес")
    lower(page, clerk, risk)
    assert page(clerk).get(reverse("measures:move", args=[measure.pk, "release"])).status_code == 403
    assert move(page, head, measure, "release", ground="").status_code == 422
    move(page, head, measure, "release", ground="Тобокелдик төмөндөдү")
    assert (measure.under_control, measure.control_ended_by) == (False, head)
    assert measure.steps[-1]["word"] == "Тобокелдик төмөндөдү"
    assert "Тобокелдик төмөндөдү" in page(clerk).get(measure.get_absolute_url()).text
    report(page, employee, measure)
    assert measure.state == "done"


def test_an_edition_ends_the_control(page, clerk, head, measure, risk):
    edition = begin_plan_edition(page(clerk), measure.plan, ground="functions")
    copy = edition.copy.measures.get()
    lower(page, clerk, risk)
    page(clerk).get(f"/plans/measures/{copy.pk}/edit/").submit(risks=[])
    assert measure.is_controlled
    approve_plan_edition(edition, clerk, head, "201")
    assert not Measure.objects.of(measure.organisation).get(pk=measure.pk).is_controlled


def test_the_database_keeps_the_control_of_a_plan_in_force(measure, body):
    rows = Measure.unscoped.filter(pk=measure.pk)
    with pytest.raises(IntegrityError, match="control_of_the_head_ends"), transaction.atomic():
        rows.update(under_control=False)
    draft = build.measure(build.plan(body, "draft"), "2026-жыл", under_control=True)
    assert Measure.unscoped.filter(pk=draft.pk).update(under_control=False) == 1


def test_a_returned_measure_asks_for_a_new_proof(page, employee, head, measure):
    report(page, employee, measure, link=LINK)
    move(page, head, measure, "send_back", ground="Шилтемеде кезек жок")
    for proof in ({}, {"link": LINK}):
        answer = report(page, employee, measure, **proof)
        assert (answer.status_code, measure.state) == (422, "under_way")
        assert "жаңы далил" in answer.text
    report(page, employee, measure, link=f"{LINK}kezek")
    assert measure.state == "reported"


def test_nobody_accepts_what_he_reported_himself(page, body, clerk, head, measure):
    build.name_executor(measure, person=head, position=2, printed=False)
    report(page, head, measure, link=LINK)
    assert "accept" not in [one.name for one in measure.moves_for(head)]
    assert "өзүңүз билдиргенсиз" in page(head).get("/").text
    assert move(page, head, measure, "accept").status_code == 422
    assert measure.state == "reported"
    with pytest.raises(IntegrityError, match="accepted_by_another"), transaction.atomic():
        Measure.unscoped.filter(pk=measure.pk).update(
            state="done", accepted_by=head, accepted_on=measure.done_on
        )
    acting = build.appoint_worker(body, "acting", role=Role.HEAD, post="Башчынын орун басары")
    move(page, acting, measure, "accept")
    assert (measure.state, measure.accepted_by) == ("done", acting)


def test_starting_a_plan_brought_in_on_paper_puts_it_under_control(body, clerk, risk):
    plan = build.plan(body, "draft", kind="other")
    build.link_risk(build.measure(plan, "2026-жыл"), risk)
    plan.move("start", by=clerk, **build.paper_order_fields())
    assert Plan.objects.of(body).get(pk=plan.pk).measures.get().under_control
    assert LinkedRisk.objects.of(body).count() == 1

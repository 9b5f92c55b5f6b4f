"""What an order approved is in force until it ends, by whichever way, and revives by an edition alone.

Every kind of thing that an order approves × every way in which an order ends × every pair of orders.
"""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from config.search import matching_rows
from office import clock
from office.lists.in_force import list_in_force
from office.models.commission import Meeting
from office.papers.frozen import Paper
from office.papers.models import Annex, Order
from office.papers.repeals import Repeal, end_repealed_orders
from plans.editions.models import PlanEdition
from plans.models.measure import Measure
from plans.models.plan import Plan
from positions.editions.models import PositionEdition
from positions.papers import ANNEX_2
from risks.editions.models import Edition
from risks.editions.review import REVIEW
from risks.subordinates.lists import list_statuses
from risks.subordinates.models import Submittal
from standards.acquaintance.coverage import coverage_below
from standards.acquaintance.models import Acknowledgement
from standards.registers import points
from standards.text.models import Standard
from tests import make
from tests.office.test_paper_lists import bring
from tests.plans import build as plan_build
from tests.standards import build as standard_build

GROUND = "Прокуратуранын сунушу"
VILLAGE = "risks/village-list"
# «1» approves the first edition, «-1» ends its order. An order that approved another thing too goes on when
# the next edition comes, and ends later.
PATHS = {
    "1": True,
    "1 -1": False,
    "1 -1 2": True,
    "1 -1 2 -2": False,
    "1 2 -1": True,
    "1 2 -2": False,
    "1 2 -1 -2": False,
    "1 2 -2 -1": False,
    "1 2 -2 3": True,
}


def cancel(order, clerk, head):
    order.move("cancel", by=head, ground=GROUND)


def replace(order, clerk, head):
    order.move("replace", by=head, ground=GROUND)


def repeal(order, clerk, head):
    other = make.row(Order, order.organisation)
    Repeal.objects.create(organisation=order.organisation, order=other, ended=order)
    Order.objects.of(order.organisation).filter(pk=other.pk).update(
        state="in_force", **make.registration_fields(order.organisation)
    )
    other.refresh_from_db()
    end_repealed_orders(other, by=clerk)


WAYS = {"cancelled": cancel, "replaced": replace, "repealed by another order": repeal}


def annexed(body, form=VILLAGE):
    """An annex of a draft order."""
    return make.row(Annex, body, order=make.row(Order, body), number=1, form=form, data={"table": {}})


def put_in_force(annex, day=None):
    body, order = annex.organisation, annex.order
    fields = {**make.registration_fields(body), "date": day or clock.today()}
    Order.objects.of(body).filter(pk=order.pk).update(state="in_force", **fields)
    make.row(Paper, body, order=order, annex=annex, stage=Paper.Stage.REGISTERED, data=json.dumps({}))


def approve_edition(model, number, form=VILLAGE, day=None, **of):
    """An edition under an order of its own, registered today."""
    body = of["organisation"]
    annex = annexed(body, form)
    meeting = make.row(Meeting, body)
    edition = make.row(
        model, body, state="ordered", meeting=meeting, annex=annex, number=number, considered_sha256="", **of
    )
    put_in_force(annex, day)
    return model.objects.visible_to(person_of(body)).get(pk=edition.pk)


def person_of(body):
    return body.appointments.filter(role="clerk").first().person


class PlanCase:
    """A plan with one measure, carried out."""

    def __init__(self, body, cast):
        self.body, self.plan = body, plan_build.plan(body)
        plan_build.measure(self.plan)

    def approve(self, number, day=None):
        return approve_edition(PlanEdition, number, "plans/plan", day, organisation=self.body, plan=self.plan)

    def answers(self):
        plan = Plan.objects.of(self.body).get(pk=self.plan.pk)
        return {
            Plan.objects.of(self.body).running().exists(),
            Measure.objects.of(self.body).of_running_plans().exists(),
            plan.is_carried_out,
            plan.is_approved,
            plan.ended_edition is None,
        }


class RiskCase:
    """A list of risks."""

    model, form = Edition, VILLAGE

    def __init__(self, body, cast):
        self.body = body

    def approve(self, number, day=None):
        return approve_edition(self.model, number, self.form, day, organisation=self.body)

    def answers(self):
        today = clock.today()
        editions = self.model.objects.visible_to(person_of(self.body))
        newest = max(editions, key=lambda edition: edition.number)
        return {
            list_in_force(self.model, self.body, self.form, today) is not None,
            self.model.objects.of(self.body).in_force_on(today).exists(),
            newest.status == "бекитилди",
        }


class PositionCase(RiskCase):
    """A list of positions."""

    model, form = PositionEdition, ANNEX_2.form


class StandardCase:
    """The conduct standard, brought into force on the day of its order."""

    def __init__(self, body, cast):
        self.body, self.officer = body, cast["officer"]

    def approve(self, number):
        row = standard_build.standard(self.body, number=number, act="")
        row.annex = annexed(self.body, "standards/text")
        row.state = "ordered"
        row.save()
        put_in_force(row.annex)
        row = Standard.objects.of(self.body).get(pk=row.pk)
        return row.move("enforce", by=self.officer, day=clock.today())

    def answers(self):
        rows = Standard.objects.of(self.body)
        newest = rows.order_by("-number").first()
        return {rows.in_force().exists(), newest.is_in_force, newest.standing == "күчүндө"}


CASES = {
    "plan": PlanCase,
    "list of risks": RiskCase,
    "list of positions": PositionCase,
    "standard": StandardCase,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", CASES)
def test_what_an_order_approved_is_in_force_until_it_ends(kind, way, body, cast, clerk, head):
    found = {}
    for path in PATHS:
        with transaction.atomic():
            case, orders = CASES[kind](body, cast), {}
            for step in path.split():
                if step.startswith("-"):
                    order = Order.objects.of(body).get(pk=orders[step[1:]])
                    WAYS[way](order, clerk, head)
                else:
                    orders[step] = case.approve(int(step)).order.pk
            found[path] = case.answers()
            transaction.set_rollback(True)
    assert found == {path: {stands} for path, stands in PATHS.items()}


@pytest.mark.parametrize("way", WAYS)
def test_an_older_list_on_paper_does_not_revive_and_a_newer_one_stands(way, body, clerk, head, page):
    bring(page(clerk), form=VILLAGE, day=make.LONG_AGO)
    case = RiskCase(body, {})
    order = case.approve(1).order
    WAYS[way](order, clerk, head)
    assert list_in_force(Edition, body, VILLAGE, clock.today()) is None
    assert status_below(body) == ("none", "", "overdue")


@pytest.mark.parametrize("kind", ["plan", "list of risks"])
def test_a_later_edition_holds_although_its_order_bears_an_earlier_day(kind, body, cast, head):
    case = CASES[kind](body, cast)
    first, second = case.approve(1), case.approve(2, day=clock.today() - timedelta(days=9))
    assert second.order.date < first.order.date
    replace(Order.objects.of(body).get(pk=first.order.pk), None, head)
    assert case.answers() == {True}


def status_below(body):
    """What the body above reads of the list, and how urgent its review is here."""
    [status] = [one for one in list_statuses(body.parent) if one.organisation == body]
    return status.code, status.approved_by, REVIEW.reminder(body)["urgency"]


def test_database_refuses_to_submit_a_list_whose_order_ended(body, clerk, head):
    edition = RiskCase(body, {}).approve(1)
    given = {"organisation": body, "edition": edition, "receiver": body.parent, "submitted_by": clerk}
    with transaction.atomic():
        Submittal.objects.create(**given)
        transaction.set_rollback(True)
    cancel(edition.order, clerk, head)
    with pytest.raises(IntegrityError, match="only_an_approved_edition_is_submitted"), transaction.atomic():
        Submittal.objects.create(**given)


def test_an_order_with_a_number_that_was_never_registered_has_ended_nothing(body, clerk, head):
    case = RiskCase(body, {})
    case.approve(1)
    annex = annexed(body)
    order = annex.order
    meeting = make.row(Meeting, body)
    make.row(
        Edition,
        body,
        state="ordered",
        meeting=meeting,
        annex=annex,
        number=2,
        considered_sha256="",
        form=VILLAGE,
    )
    signed = make.signature_fields(body, number="300", date=clock.today())
    Order.objects.of(body).filter(pk=order.pk).update(state="signed", **signed)
    order.refresh_from_db()
    assert list_in_force(Edition, body, VILLAGE, clock.today()).edition.number == 1
    cancel(order, clerk, head)
    assert list_in_force(Edition, body, VILLAGE, clock.today()).edition.number == 1


@pytest.mark.parametrize("way", WAYS)
def test_points_of_an_ended_standard_are_not_found_nor_its_acquaintance_counted(way, body, cast, clerk, head):
    row = StandardCase(body, cast).approve(1)
    make.row(Acknowledgement, body, standard=row, person=clerk)

    def answers():
        [below] = [one for one in coverage_below(body.parent) if one["organisation"] == body]
        word = row.points.exclude(text="").first().text.split()[0]
        return bool(list(matching_rows(points, clerk, word))), below["standard"] == row, below["figure"].done

    assert answers() == (True, True, 1)
    WAYS[way](Order.objects.of(body).get(pk=row.order.pk), clerk, head)
    assert answers() == (False, False, 0)

"""Whose rows: a query of owned rows says it or raises, and says it truly."""

import pytest
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from monitoring.models.member_score import MemberScore
from office.database.owned import Unscoped
from office.models.organisation import Organisation, Unit
from office.models.person import Appointment, Person
from office.papers.frozen import Publication
from office.papers.models import Order
from office.roles import Role
from risks.editions.models import Edition
from risks.models.risk import Risk
from risks.sessions.models import Opinion
from standards.exam.models import ExamTry
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Protection, Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Relative
from standards.references.models import Reading, Reference
from tests import make

MODELS = make.owned_models()
every_owned = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)

EVALUATIONS = {
    "list": list,
    "bool": bool,
    "len": len,
    "slice": lambda rows: list(rows[:3]),
    "index": lambda rows: rows[0],
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("pk"),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "contains": lambda rows: rows.contains(rows.model(pk=1)),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "iterator": lambda rows: list(rows.iterator()),
    "aggregate": lambda rows: rows.aggregate(Count("pk")),
    "update": lambda rows: rows.update(version=2),
    "delete": lambda rows: rows.delete(),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
    "update_or_create": lambda rows: rows.update_or_create(pk=1, defaults={}),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk", flat=True)),
    "filtered": lambda rows: list(rows.filter(pk=1).exclude(pk=2).order_by("pk")),
    "distinct": lambda rows: list(rows.distinct()),
    "subquery": lambda rows: list(Organisation.objects.filter(pk__in=rows.values("organisation"))),
    "exists_subquery": lambda rows: list(
        Organisation.objects.filter(Exists(rows.filter(organisation=OuterRef("pk"))))
    ),
    "subquery_expression": lambda rows: list(
        Organisation.objects.annotate(n=Subquery(rows.values("pk")[:1]))
    ),
    "union": lambda rows: list(rows.union(rows)),
    "union_with_scoped": lambda rows: (
        rows.of(Organisation(pk=1)).order_by("pk").union(rows.order_by("pk")).count()
    ),
    "or_with_scoped": lambda rows: list(rows.of(Organisation(pk=1)) | rows),
    "annotated": lambda rows: list(rows.values("organisation").annotate(n=Count("pk"))),
    "explain": lambda rows: rows.explain(),
    "pickle": lambda rows: __import__("pickle").dumps(rows),
    "bulk_update": lambda rows: rows.bulk_update([rows.model(pk=1, version=3)], ["version"]),
}


@every_owned
@pytest.mark.parametrize("how", EVALUATIONS)
def test_query_that_does_not_say_whose_rows_raises(model, how, db):
    with pytest.raises(Unscoped, match=model.__name__):
        EVALUATIONS[how](model.objects.all())


# Read by whom the row itself names, whatever the role: the tests of the standard say whom
# (tests/standards/test_desk_net.py, test_exam.py).
BY_NAME = {Conflict, Relative, Gift, Declaration, Report, Protection, Reference, Reading, ExamTry}
every_open = pytest.mark.parametrize(
    "model",
    [model for model in make.owned_models() if model not in BY_NAME],
    ids=lambda model: model.__name__,
)


@pytest.mark.parametrize(
    "model", sorted(BY_NAME, key=lambda model: model.__name__), ids=lambda model: model.__name__
)
def test_row_that_names_its_readers_is_read_by_nobody_of_another_body(model, body, foreign, cast, stranger):
    ours, theirs = make.row(model, body), make.row(model, foreign)
    assert set(model.objects.of(body)) >= {ours}
    assert [person for person in cast.values() if theirs in model.objects.visible_to(person)] == []
    assert ours not in model.objects.visible_to(stranger)


@every_open
def test_person_sees_the_rows_of_the_body_and_no_others(model, body, foreign, clerk, stranger):
    # While members score apart, a score is read by whoever gave it or wrote it down.
    writer = {Opinion: "scribe", MemberScore: "given_by"}.get(model)
    own, others = ({writer: clerk}, {writer: stranger}) if writer else ({}, {})
    ours, theirs = make.row(model, body, **own), make.row(model, foreign, **others)
    assert set(model.objects.of(body)) >= {ours}
    assert theirs not in model.objects.visible_to(clerk) and ours in model.objects.visible_to(clerk)
    assert ours not in model.objects.visible_to(stranger) and theirs in model.objects.visible_to(stranger)


@every_owned
def test_person_without_an_appointment_sees_nothing(model, body):
    make.row(model, body)
    assert list(model.objects.visible_to(make.person("nobody"))) == []


@every_owned
def test_appointment_that_has_ended_shows_nothing(model, body):
    make.row(model, body)
    person = make.person("former")
    make.appoint(person, body, Role.CLERK, ends=make.LONG_AGO)
    assert list(model.objects.visible_to(person)) == []


def test_appointment_shows_rows_from_its_first_day_to_its_last(body):
    today = timezone.localdate()
    risk, day = make.risk(body), timezone.timedelta(days=1)
    seen = {}
    for name, starts, ends in (
        ("today", today, today),
        ("tomorrow", today + day, None),
        ("yesterday", today - day, today - day),
    ):
        person = make.person(name)
        make.appoint(person, body, Role.CLERK, starts=starts, ends=ends)
        seen[name] = list(Risk.objects.visible_to(person))
    assert seen == {"today": [risk], "tomorrow": [], "yesterday": []}


def test_related_set_of_a_row_found_by_scope_needs_no_second_word(body, clerk):
    order = make.order(body)
    assert [point.number for point in Order.objects.visible_to(clerk).get(pk=order.pk).points.all()] == [1]


def test_prefetch_of_a_related_set_is_allowed(body, clerk):
    make.order(body)
    [order] = Order.objects.visible_to(clerk).prefetch_related("points")
    assert len(order.points.all()) == 1


def test_scope_stays_with_the_query_built_on_it(body, foreign, clerk):
    risk, _theirs = make.risk(body), make.risk(foreign)
    rows = Risk.objects.visible_to(clerk)
    assert list(rows.filter(level="medium").exclude(pk=0).order_by("-pk")) == [risk]
    assert (rows.count(), rows.exists(), rows.aggregate(n=Count("pk"))["n"]) == (1, True, 1)


def test_body_above_does_not_see_what_the_body_below_has_not_released(body):
    above = make.appoint(make.person("district"), body.parent, Role.CLERK).person
    make.risk(body)
    make.order(body)
    make.row(Unit, body)
    assert [list(model.objects.visible_to(above)) for model in (Risk, Order, Unit)] == [[], [], []]


@pytest.mark.parametrize("state, seen", [("draft", 0), ("agreement", 0), ("signed", 1), ("in_force", 1)])
def test_body_above_sees_an_edition_once_its_order_is_signed(state, seen, body):
    above = make.appoint(make.person("district"), body.parent, Role.INSPECTOR).person
    annex = make.row(make.Annex, body)
    make.in_state(Edition, "ordered", body, annex=annex)
    signed = make.needed_values().get((Order, state), lambda body: {})(body)
    Order.unscoped.filter(pk=annex.order_id).update(state=state, **signed)
    assert Edition.objects.visible_to(above).count() == seen


def test_body_above_sees_what_is_published_until_it_is_withdrawn(body):
    above = make.appoint(make.person("district"), body.parent, Role.INSPECTOR).person
    shown = make.row(Publication, body)
    make.row(
        Publication,
        body,
        withdrawn_on=timezone.localdate(),
        withdrawn_by=make.person("k"),
        withdraw_ground="Жаңыртылды",
    )
    assert list(Publication.objects.visible_to(above)) == [shown]


def test_neighbour_sees_nothing_that_is_released_to_the_body_above(body, stranger):
    make.row(Publication, body)
    assert list(Publication.objects.visible_to(stranger)) == []


def test_code_that_begins_like_another_is_another_body(body, stranger):
    """`/araban/dos/` must not open `/araban/dostuk/`: the path ends with a slash."""
    short = make.organisation("dos", parent=body.parent)
    person = make.appoint(make.person("dos"), short, Role.INSPECTOR).person
    make.row(Publication, body)
    assert list(Publication.objects.visible_to(person)) == []


def test_rows_of_a_body_merged_into_ours_are_ours(body, foreign, clerk):
    from office.actions import merge_organisation

    risk = make.risk(foreign)
    merge_organisation(foreign, into=body, by=clerk)
    assert list(Risk.objects.visible_to(Person.objects.get(pk=clerk.pk))) == [risk]


def test_people_are_seen_at_the_bodies_of_whoever_looks(body, cast, stranger, clerk):
    assert set(Person.objects.visible_to(clerk)) == set(cast.values())
    assert set(Person.objects.visible_to(stranger)) == {stranger}


def test_bodies_seen_are_ones_own_and_those_below(body, foreign, clerk):
    school = make.organisation("mektep", parent=body, kind="school")
    assert set(Organisation.objects.visible_to(clerk)) == {body, school}


def test_appointments_are_rows_of_a_body_too(clerk, stranger):
    assert not set(Appointment.objects.visible_to(clerk)) & set(Appointment.objects.visible_to(stranger))

"""No form offers a row or a person of another body, whatever it asks for (SAFETY I-3): every page with a form
is opened at a village while the other one has rows of every kind.
"""

import pytest
from django.db import transaction
from django.forms import BaseForm, ModelChoiceField

from office.models.person import Appointment, Person
from tests import make
from tests.conftest import add_village, appoint_cast, other_village, people_who_may
from tests.page import Visitor
from tests.test_canary import fill_tables
from tests.test_filled_forms import FORMS, rows_of
from tests.test_routes import act_of, body, cast, foreign  # noqa: F401


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The village with its people, the other one with rows of every kind; taken back with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        body = add_village()
        foreign = other_village(body)
        cast = appoint_cast(body)
        fill_tables(foreign)
        yield body.pk, foreign.pk, {role: one.pk for role, one in cast.items()}
        transaction.set_rollback(True)


def foreign_choices(form, foreign):  # noqa: F811
    """Names of the fields of a form in which a row or a person of the other body may be chosen."""
    theirs = set(Appointment.unscoped.filter(organisation=foreign).values_list("person", flat=True))
    for name, field in form.fields.items():
        if isinstance(field, ModelChoiceField):
            rows = list(field.queryset)
            if any(getattr(row, "organisation_id", None) == foreign.pk for row in rows) or any(
                isinstance(row, Person) and row.pk in theirs for row in rows
            ):
                yield name


def forms_of(answer):
    """Every form a page was filled with."""
    found = {}
    for context in answer.context or ():
        for value in context.flatten().values() if hasattr(context, "flatten") else context.values():
            several = value if isinstance(value, list | tuple) else [value]
            found |= {id(one): one for one in several if isinstance(one, BaseForm)}
    return list(found.values())


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_no_form_offers_a_row_of_another_body(route, body, foreign, cast):  # noqa: F811
    for given in rows_of(route, body):
        act = act_of(route, given)
        visitor = Visitor(people_who_may(cast, act)[0])
        for form in forms_of(visitor.get(route.url(**given))):
            assert list(foreign_choices(form, foreign)) == [], type(form).__name__


def test_other_body_has_rows_and_people_to_be_offered(foreign, db):  # noqa: F811
    empty = {model.__name__ for model in make.owned_models() if not model.objects.of(foreign).exists()}
    assert (empty, Appointment.objects.of(foreign).exists()) == (set(), True)

"""How many questions a page puts to the database beyond those of the frame: session, person, rights, bodies.

A page that needs more fails here; one that needs fewer lowers its number. Times stand in docs/speed.md.
"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from risks.models.risk import Risk
from tests import bench, make

# What the frame of every page asks: who is there, what the person may, at which bodies; on PostgreSQL also
# the transaction.
FRAME = (
    '"django_session"',
    "set_config",
    "SAVEPOINT",
    '"office_person"."id" = ',
    '"office_appointment"."person_id" = ',
    '"office_organisation"."merged_into_id" IN',
    'SELECT "office_organisation"."id" AS "pk"',
)
BEYOND_THE_FRAME = {
    "risks:register": 10,
    "appeals:register": 3,
    "measures:register": 8,
    "conflicts:register": 1,
    "rating:register": 4,
    "home": 14,  # two for a standard of the body above, one each for the first steps and the yearly report
    "risks:create": 6,
    "risks:record": 9,
}


def queries_of(visitor, address):
    """The number of queries of a page without those of the frame."""
    with CaptureQueriesContext(connection) as found:
        assert visitor.get(address).status_code == 200
    return sum(not any(mark in query["sql"] for mark in FRAME) for query in found)


@pytest.fixture
def desk(body, clerk, sign_in, settings):
    """The clerk's browser at a body with 50 risks, measures and appeals, on a day of December: from then on
    the report of the year is asked for.
    """
    settings.TODAY = date(2026, 12, 1)
    bench.many_risks(body, 50)
    bench.fill_body(body)
    return sign_in(clerk)


def test_pages_ask_no_more_than_they_need(desk, body):
    risk = Risk.objects.of(body).in_order().first()
    found = {
        route: queries_of(desk, reverse(route, args=[risk.pk] if route == "risks:record" else []))
        for route in BEYOND_THE_FRAME
    }
    assert found == BEYOND_THE_FRAME


def test_register_of_two_pages_is_counted_and_one_of_a_page_is_not(desk, body):
    one = queries_of(desk, reverse("risks:register"))
    make.risk(body)
    assert queries_of(desk, reverse("risks:register")) == one + 1

"""Numbers 1..N without a hole, whoever else is writing; one signature, whoever else is signing.

Real processes, a real database.
"""

from unittest import mock

import pytest
from django.db import connection, transaction

from office.models import counter
from office.models.counter import Counter
from tests import make
from tests.crowd import EACH, crowd, ground

PEOPLE = 8
pytestmark = pytest.mark.django_db  # there is a database to copy


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), ground(tmp_path_factory.mktemp("ground")) as env:
        yield env


def is_gapless(outcome):
    """The oracle: every number acknowledged is there, from 1, without a hole, and each row is remembered
    once.
    """
    wanted = list(range(1, sum(outcome["said"]) + 1))
    return outcome["numbers"] == wanted and outcome["remembered"] == len(wanted)


def test_eight_processes_get_numbers_without_a_hole_although_one_in_twenty_fails(place):
    outcome = crowd(place, "number_rows", PEOPLE)
    assert is_gapless(outcome)
    assert 300 < sum(outcome["said"]) < PEOPLE * EACH


def test_control_the_largest_plus_one_loses_writes(place):
    outcome = crowd(place, "number_rows_by_the_largest", PEOPLE)
    assert sum(outcome["said"]) < PEOPLE * EACH // 5


@pytest.mark.parametrize("numbers", [[1, 2, 4], [1, 1, 2], [2, 3, 4], [1, 2], [1, 2, 3, 4]])
def test_control_the_oracle_sees_a_hole_a_double_a_loss_and_an_excess(numbers):
    assert not is_gapless({"said": [2, 1], "numbers": numbers, "remembered": len(numbers)})


def test_of_two_heads_who_sign_at_once_one_signs(place):
    outcome = crowd(place, "sign", 2)
    assert (sorted(outcome["said"]), outcome["papers"]) == (["done", "refused"], 1)


def longest_wait(place, flag, *, first):
    """The longest wait of one who writes, as a share of the reading of a list beside it."""
    reading, waiting = crowd(place, "read_beside_writers", 2, flag=str(flag), first=first)["said"]
    return min(reading, waiting) / max(reading, waiting)


def test_who_writes_does_not_wait_for_a_list_that_is_read(place, tmp_path):
    assert longest_wait(place, tmp_path / "read", first=True) < 1 / 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once")
def test_control_read_within_the_transaction_the_list_holds_everybody_up(place, tmp_path):
    assert longest_wait(place, tmp_path / "read", first=False) > 1 / 3


def test_number_rolled_back_was_never_given(body):
    with pytest.raises(InterruptedError), transaction.atomic():
        Counter.take(body, "minutes", 2026)
        raise InterruptedError
    assert Counter.take(body, "minutes", 2026) == 1


def test_every_body_book_and_year_counts_for_itself(body, foreign):
    places = [
        (body, "minutes", 2026),
        (body, "minutes", 2027),
        (body, "orders", 2026),
        (foreign, "minutes", 2026),
    ]
    assert [Counter.take(*place) for place in places * 3] == [1] * 4 + [2] * 4 + [3] * 4


def test_number_outside_a_transaction_is_refused(body):
    with (
        mock.patch.object(counter, "connection", in_atomic_block=False),
        pytest.raises(RuntimeError, match="gap"),
    ):
        Counter.take(body, "minutes", 2026)


def test_minutes_take_the_next_number_of_the_year_of_the_meeting(body, clerk):
    first, second = make.meeting(body, make.LONG_AGO), make.meeting(body, make.LONG_AGO)
    assert [row.move("close", by=clerk).number for row in (first, second)] == [1, 2]
    assert first.year == 2025

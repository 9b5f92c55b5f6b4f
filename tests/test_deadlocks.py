"""Many do anything at one organisation at once; nobody waits for somebody who waits for them (SAFETY N-7)."""

from collections import Counter

import pytest
from django.db import connection

from tests.crowd import crowd, ground
from tests.net import figure

pytestmark = pytest.mark.django_db  # there is a database to copy


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), ground(tmp_path_factory.mktemp("ground")) as env:
        yield env


def became_of(place, act, size, **arguments):
    """How often what came of it, of all processes together."""
    found: Counter[str] = Counter()
    for said in crowd(place, act, size, **arguments)["said"]:
        found.update(said)
    return found


def troubles(found):
    """What came of it that is neither an act done nor one refused in words."""
    acts = {"move_something", "take_letter", "take_number", "seal", "do_daily_acts"}
    return {what: many for what, many in found.items() if what not in acts and "refused: " not in what}


def test_whatever_is_done_at_once_nobody_waits_for_ever(place, record_property):
    found = became_of(place, "do_anything", figure(4, 32), seconds=figure(5, 1800))
    done = found.total() - sum(many for what, many in found.items() if what.startswith("refused"))
    record_property("figure", f"{found.total()} acts, {done} done, {sum(troubles(found).values())} deadlocks")
    assert troubles(found) == {}
    assert done, found


def test_control_two_who_lock_crosswise_are_seen(place):
    """SQLite lets one write at a time: there the second waits, and both are done."""
    found = became_of(place, "lock_crosswise", 2)
    assert ("deadlock" in troubles(found)) == (connection.vendor == "postgresql"), found

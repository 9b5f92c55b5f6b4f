"""The one door to another day than today, open to the demo alone."""

from datetime import date

import pytest
from django.test import override_settings
from django.utils import timezone

from office import clock
from tests.trustbox import build

DAY = date(2026, 2, 10)


def test_demo_says_another_day_until_the_block_ends(body):
    with override_settings(DEMO=True), clock.set_today(DAY):
        assert build.appeal(body, received_on=DAY).registered_on == DAY == clock.today()
    assert clock.today() == timezone.localdate()


def test_portal_that_people_work_with_dates_nothing_back(body):
    with override_settings(DEMO=False), pytest.raises(RuntimeError), clock.set_today(DAY):
        build.appeal(body)

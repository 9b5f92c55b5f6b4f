"""The day that is written down: set by a block of the demo or by PORTAL_TODAY, never in production."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from office import clock
from tests.trustbox import build

DAY = date(2026, 2, 10)
ROOT = Path(__file__).resolve().parents[2]


def test_demo_says_another_day_until_the_block_ends(body):
    with override_settings(DEMO=True), clock.set_today(DAY):
        assert build.appeal(body, received_on=DAY).registered_on == DAY == clock.today()
    assert clock.today() == timezone.localdate()


def test_portal_that_people_work_with_dates_nothing_back(body):
    with override_settings(DEMO=False), pytest.raises(RuntimeError), clock.set_today(DAY):
        build.appeal(body)


def process_today(mode, day="2027-03-01"):
    """(day `today()` returns, day of the machine) in a process started in `mode` with PORTAL_TODAY."""
    program = (
        "import django; django.setup(); from office import clock; from django.utils import timezone; "
        "print(clock.today(), timezone.localdate())"
    )
    keys = {"PORTAL_SECRET_KEY": "k" * 60, "PORTAL_CHAIN_KEY": "c" * 60, "PORTAL_HOSTS": "portal.example.kg"}
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "PORTAL_MODE": mode, "PORTAL_TODAY": day}
    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | keys | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.split()


@pytest.mark.parametrize("mode", ["test", "demo"])
def test_day_of_a_process_is_set_by_one_setting(mode):
    day, _machine = process_today(mode)
    assert day == "2027-03-01"


def test_production_ignores_a_day_that_is_set():
    """And refuses to start with it: portal.E010 in test_settings_checks.py."""
    day, machine = process_today("production")
    assert day == machine


@pytest.mark.parametrize("mode", ["test", "demo"])
def test_without_the_setting_it_is_today(mode):
    day, machine = process_today(mode, day="")
    assert day == machine

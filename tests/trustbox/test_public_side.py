"""The citizen's side under its own settings: no session, no sign-in, no cookie, in a process of its own."""

import os
import re
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client

from config import settings_public
from office import tickets
from tests.trustbox.test_citizen import TEXT
from trustbox.citizen import answer_pages, appeal_pages
from trustbox.journal.models.appeals import Appeal


@pytest.fixture
def alone(settings, monkeypatch, db):
    """The citizen's side under its own settings; no waiting at the desks, nothing left from another test."""
    cache.clear()
    monkeypatch.setattr(tickets, "SOONEST", 0)
    for desk in (appeal_pages.DESK, answer_pages.DESK):
        monkeypatch.setattr(desk, "minute", 0)
    settings.ROOT_URLCONF, settings.MIDDLEWARE = settings_public.ROOT_URLCONF, settings_public.MIDDLEWARE
    settings.TEMPLATES = settings_public.TEMPLATES
    settings.SECURE_REFERRER_POLICY = settings_public.SECURE_REFERRER_POLICY


def test_process_of_the_side_loads_nothing_of_accounts():
    """A model that imports allauth at its top would keep the process from starting."""
    program = (
        "import django, sys; django.setup(); import config.public_root; "
        "print(*[name for name in sys.modules if name.startswith('allauth')])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings_public"}
    answer = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert (answer.stdout.strip(), answer.stderr) == ("", "")


def test_side_runs_alone_without_session_and_sign_in(body, alone):
    client = Client()
    answer = client.post(
        f"/open/{body.code}/appeal/write/",
        {"ticket": appeal_pages.DESK.issue(body.code), "kind": "complaint", "text": TEXT, "language": "ky"},
    )
    assert answer.status_code == 200 and not answer.cookies
    assert Appeal.objects.of(body).get().text == TEXT
    groups = re.findall(r"<span>([0-9A-Z]{4})</span>", answer.content.decode())
    state = client.post(f"/open/{body.code}/appeal/answer/", {"code": " ".join(groups)})
    assert state.status_code == 200 and state["Referrer-Policy"] == "no-referrer"


def test_side_alone_has_no_staff_page(body, alone):
    for address in ("/", "/accounts/login/", "/trustbox/appeals/", "/risks/"):
        answer = Client().get(address)
        assert answer.status_code == 404 and not answer.cookies


def test_side_alone_starts_in_a_process_of_its_own():
    # Under the names of the tests nothing of its own settings is tried; the database of the tests has another
    # name.
    words = (
        "from config.public_wsgi import application; from django.core.checks import run_checks; assert "
        "not run_checks()"
    )
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    started = subprocess.run(
        [sys.executable, "-c", words],
        env=kept | {"PORTAL_MODE": "demo", "PORTAL_SECRET_KEY": "s" * 60, "PORTAL_CHAIN_KEY": "c" * 60},
        capture_output=True,
        text=True,
    )
    assert started.returncode == 0, started.stderr


def test_side_alone_knows_no_session_cookie_or_person():
    words = " ".join(settings_public.MIDDLEWARE).lower()
    assert not [
        word for word in ("session", "auth", "account", "csrf", "message", "locale", "htmx") if word in words
    ]
    processors = settings_public.TEMPLATES[0]["OPTIONS"]["context_processors"]
    assert processors == ["django.template.context_processors.request"]
    assert settings_public.LOGGING["filters"]["quiet"]["everything"] is True

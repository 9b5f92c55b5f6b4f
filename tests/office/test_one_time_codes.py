"""The administrator gives a code, its person chooses the password: nobody else ever knows it."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse

from office import clock
from office.accounts.codes import issue_code, use_code
from office.accounts.models import SignInCode
from office.models.audit import Change
from office.models.person import Person
from office.registers.workflow import Refused
from office.roles import Role
from tests import make
from tests.office.test_begin import ANSWERS
from tests.page import Visitor
from tests.production import one_time_code

NEW = "тоо-суусу-муздак"
CHOOSE = reverse("account_set_password")


@pytest.fixture
def administrator(cast):
    return cast[Role.ADMINISTRATOR]


@pytest.fixture
def code(clerk, administrator):
    return issue_code(clerk, by=administrator)


def sign_in(login, password, browser=None):
    """Where a new browser is led after the door; "" when it stays closed."""
    browser = browser or Client()
    answer = browser.post(reverse("account_login"), {"login": login, "password": password})
    return getattr(answer, "url", "")


def choose(browser, password=NEW):
    return browser.post(CHOOSE, {"password1": password, "password2": password})


def on_day(day):
    return override_settings(TODAY=day)


def codes_given(person):
    return list(person.sign_in_codes.values_list("outcome", flat=True))


# --- On the screen
# ------------------------------------------------------------------------------------------------


def test_administrator_sees_a_slip_once_and_the_person_chooses_a_password(administrator, clerk):
    desk = Visitor(administrator)
    record = desk.get(clerk.get_absolute_url())
    assert "Бир жолку код түзүү" in record.text
    slip = desk.get(f"{clerk.get_absolute_url()}code/").submit()
    (code,) = re.findall(r"\d{4}(?: \d{4}){3}", slip.text)
    assert clerk.username in slip.text and f"{clock.today() + timedelta(days=3):%d.%m.%Y}" in slip.text
    assert code not in desk.get(clerk.get_absolute_url()).text
    browser = Client()
    sign_in("clerk", code, browser)
    for page in ("/", "/risks/", "/accounts/2fa/"):
        assert browser.get(page).url == CHOOSE
    assert choose(browser).url == "/"
    assert browser.get("/").status_code == 200
    assert sign_in("clerk", NEW) == "/"


def test_page_of_choosing_is_a_page_of_the_house(clerk, code):
    clerk.refresh_from_db()
    page = Visitor(clerk).get(CHOOSE)
    assert page.h1 == "Сырсөзүңүздү тандаңыз"


@pytest.mark.parametrize("password", ["кыска", "password1234"])
def test_weak_password_is_refused(password, code):
    browser = Client()
    sign_in("clerk", code, browser)
    assert choose(browser, password).status_code == 200
    assert browser.get("/").url == CHOOSE


def test_second_press_of_the_button_makes_no_second_code(administrator, clerk):
    page = Visitor(administrator).get(f"{clerk.get_absolute_url()}code/")
    assert [page.submit().status_code for _ in range(2)] == [200, 422]
    assert codes_given(clerk) == [""]


def test_new_person_comes_to_the_page_of_the_code(administrator, body):
    page = Visitor(administrator).get("/people/new/")
    assert "password" not in page.text.lower()
    answer = page.submit(
        username="aizada", surname="Бекова", name="Айзада", body=body.pk, role="clerk", post="Катчы"
    )
    person = Person.objects.get(username="aizada")
    assert answer.url == reverse("people:code", args=[person.pk])
    assert not person.has_usable_password()
    assert sign_in("aizada", issue_code(person, by=administrator))


def test_administrator_of_another_body_gives_no_code(administrator, stranger, foreign, clerk):
    desk = Visitor(administrator)
    assert desk.post(f"/people/{stranger.pk}/code/", {"before": 0}).status_code == 404
    make.appoint(clerk, foreign, Role.CLERK)
    assert desk.post(f"/people/{clerk.pk}/code/", {"before": 0}).status_code == 403
    assert not SignInCode.objects.exists()


def test_nobody_gives_a_code_to_oneself(administrator):
    with pytest.raises(Refused):
        issue_code(administrator, by=administrator)
    assert Visitor(administrator).post(f"/people/{administrator.pk}/code/", {"before": 0}).status_code == 422
    administrator.refresh_from_db()
    assert administrator.has_usable_password()


def test_first_administrator_begins_with_a_code(db, capsys):
    call_command("begin", **ANSWERS)
    (code,) = re.findall(r"\d{4}(?: \d{4}){3}", capsys.readouterr().out)
    browser = Client()
    assert sign_in("admin", code, browser)
    assert choose(browser).url == "/"


# --- What a code opens
# ------------------------------------------------------------------------------------------------


def test_code_ends_the_password_and_every_session(clerk, administrator):
    browser = Client()
    assert sign_in("clerk", "demo-2026", browser) == "/"
    issue_code(clerk, by=administrator)
    assert browser.get("/").url.startswith(reverse("account_login"))
    assert not sign_in("clerk", "demo-2026")


def test_code_opens_once(code):
    assert sign_in("clerk", code)
    assert not sign_in("clerk", code)


@pytest.mark.parametrize(
    "typed", [str, lambda code: code.replace(" ", ""), lambda code: code.replace(" ", "-")]
)
def test_spaces_of_a_code_do_not_matter(typed, code):
    assert sign_in("clerk", typed(code))


def test_new_code_ends_the_one_before(code, clerk, administrator):
    later = issue_code(clerk, by=administrator)
    assert not sign_in("clerk", code) and sign_in("clerk", later)
    assert codes_given(clerk) == ["used", "replaced"]


@pytest.mark.parametrize(("days", "opens"), [(3, True), (4, False)])
def test_code_ends_after_its_days(days, opens, code):
    with on_day(clock.today() + timedelta(days=days)):
        assert bool(sign_in("clerk", code)) is opens


def test_days_of_a_code_are_a_setting(clerk, administrator):
    with override_settings(SIGN_IN_CODE_DAYS=10):
        issue_code(clerk, by=administrator)
    assert clerk.sign_in_codes.get().last_day == clock.today() + timedelta(days=10)


def test_wrong_codes_are_counted_like_passwords(code):
    assert not any(sign_in("clerk", f"{n:016}") for n in range(5))
    assert not sign_in("clerk", code)


def test_control_without_the_count_codes_are_tried_for_ever(code):
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        assert not any(sign_in("clerk", f"{n:016}") for n in range(6))
        assert sign_in("clerk", code)


def test_person_who_may_not_sign_in_does_not_with_a_code(code, clerk):
    Person.objects.filter(pk=clerk.pk).update(is_active=False)
    assert not sign_in("clerk", code)
    assert codes_given(clerk) == [""]


def test_code_of_one_opens_no_other_account(code, head, administrator):
    issue_code(head, by=administrator)
    assert not sign_in("head", code)


def test_second_factor_is_asked_beside_the_code(clerk, administrator):
    secret = generate_totp_secret()
    TOTP.activate(clerk, secret)
    browser, code = Client(), issue_code(clerk, by=administrator)
    assert sign_in("clerk", code, browser) == reverse("mfa_authenticate")
    assert browser.get("/").url.startswith(reverse("account_login"))
    browser.post(reverse("mfa_authenticate"), {"code": one_time_code(secret)})
    assert browser.get("/").url == CHOOSE


def test_whoever_owes_a_second_factor_too_chooses_the_password_first(code, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    browser = Client()
    sign_in("clerk", code, browser)
    assert browser.get("/").url == CHOOSE
    assert browser.get(CHOOSE).status_code == 200
    assert choose(browser).url == "/"
    assert browser.get("/").url == reverse("mfa_activate_totp")


# --- What is kept
# ------------------------------------------------------------------------------------------------


def test_only_a_hash_is_kept_and_issue_and_use_are_in_the_audit(code, clerk, administrator):
    kept = clerk.sign_in_codes.get()
    assert kept.code_hash.startswith("argon2") and kept.issuer == administrator
    sign_in("clerk", code)
    changes = Change.objects.filter(table_name="office_signincode").order_by("pk")
    assert [(row.event, (row.new or {}).get("outcome")) for row in changes] == [
        ("INSERT", ""),
        ("UPDATE", "used"),
    ]
    assert all("code_hash" not in {**(row.old or {}), **(row.new or {})} for row in changes)


def test_record_of_the_person_shows_what_became_of_the_codes(code, clerk, administrator):
    sign_in("clerk", code)
    page = Visitor(administrator).get(clerk.get_absolute_url())
    assert "колдонулду" in page.text and administrator.initials in page.text


def test_person_has_one_open_code(code, clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInCode.objects.create(person=clerk, code_hash="x", last_day=clock.today())


def test_code_that_has_ended_is_never_opened_again(code, clerk):
    assert use_code(clerk, code)
    with pytest.raises(IntegrityError, match="a_code_only_ends"), transaction.atomic():
        clerk.sign_in_codes.update(outcome="")


def test_control_without_its_mark_a_code_opens_twice(code, clerk):
    with mock.patch.object(SignInCode, "save"):
        assert [use_code(clerk, code) for _ in range(2)] == [True, True]
    assert [use_code(clerk, code) for _ in range(2)] == [True, False]

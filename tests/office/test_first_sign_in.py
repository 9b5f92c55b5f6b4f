"""The way in for people: no second password at once, codes on a sheet with a way on, one's own language."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from office.models.audit import Change
from office.models.person import Person
from tests.page import Visitor

ACTIVATE = reverse("mfa_activate_totp")
AGAIN = reverse("account_reauthenticate")
LANGUAGE = reverse("set_language")


def signed_in(login="clerk", **where):
    browser = Client(**where)
    browser.post(reverse("account_login"), {"login": login, "password": "demo-2026"})
    return browser


def words(browser, address="/"):
    return browser.get(address).content.decode()


def age(browser, seconds):
    """Let the sign-in lie so long ago."""
    session = browser.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= seconds
    session.save()


# --- The password, once
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_whoever_has_just_signed_in_types_no_second_password(name, clerk):
    assert signed_in().get(reverse(name)).status_code == 200


def test_control_a_sign_in_of_ten_minutes_ago_is_asked_again(clerk):
    browser = signed_in()
    age(browser, 600)
    assert browser.get(ACTIVATE).url.startswith(AGAIN)


def test_fresh_proof_of_one_is_not_that_of_another(clerk, head):
    browser = signed_in()
    records = browser.session[AUTHENTICATION_METHODS_SESSION_KEY]
    browser = signed_in("head")
    assert browser.session[AUTHENTICATION_METHODS_SESSION_KEY] != records
    browser.force_login(clerk)
    assert browser.get(ACTIVATE).url.startswith(AGAIN)


# --- The sheet of codes
# ------------------------------------------------------------------------------------------------


def test_codes_are_a_sheet_to_print_with_a_way_on(clerk):
    codes = RecoveryCodes.activate(clerk).generate_codes()
    inside = Visitor(clerk)
    inside.post(AGAIN, {"password": "demo-2026"})
    page = inside.get(reverse("mfa_view_recovery_codes"))
    assert page.h1 == "Калыбына келтирүү коддору"
    assert all(code in page.text for code in codes)
    assert clerk.username in page.text and str(clerk) in page.text
    assert [button.get("type") for button in page.all("button", **{"data-print": True})] == ["button"]
    assert reverse("home") in page.links and "Кийинки" in page.text


def test_codes_that_are_not_to_be_seen_leave_a_way_on(clerk):
    """Without a fresh password no code stands on any page."""
    codes = RecoveryCodes.activate(clerk).generate_codes()
    browser = Client()
    browser.force_login(clerk)
    answer = browser.get(reverse("mfa_view_recovery_codes"))
    assert answer.status_code == 302 or not any(code in answer.content.decode() for code in codes)


# --- The language
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asks", ["ru-RU,ru;q=0.9", "en-US,en;q=0.9", "tr"])
def test_kyrgyz_whatever_the_browser_says_of_itself(asks, clerk):
    assert '<html lang="ky">' in words(Client(HTTP_ACCEPT_LANGUAGE=asks), reverse("account_login"))
    assert '<html lang="ky">' in words(signed_in(HTTP_ACCEPT_LANGUAGE=asks))


def test_language_comes_along_to_another_computer(clerk):
    browser = signed_in()
    browser.post(LANGUAGE, {"language": "ru", "next": "/"})
    assert Person.objects.get(pk=clerk.pk).language == "ru"
    assert '<html lang="ru">' in words(signed_in())


def test_language_of_one_person_is_not_that_of_the_next_at_this_computer(clerk, head):
    browser = signed_in()
    browser.post(LANGUAGE, {"language": "ru", "next": "/"})
    Person.objects.filter(pk=head.pk).update(language="ky")
    browser.post(reverse("account_logout"))
    browser.post(reverse("account_login"), {"login": "head", "password": "demo-2026"})
    assert '<html lang="ky">' in words(browser)


@pytest.mark.parametrize("language", ["de", "", "xx" * 40])
def test_language_that_is_not_ours_is_not_kept(language, clerk):
    browser = signed_in()
    browser.post(LANGUAGE, {"language": language, "next": "/"})
    assert Person.objects.get(pk=clerk.pk).language == ""


def test_choice_of_whoever_is_not_signed_in_stays_in_the_browser(clerk):
    browser = Client()
    browser.post(LANGUAGE, {"language": "ru", "next": "/"})
    assert '<html lang="ru">' in words(browser, reverse("account_login"))
    assert not Person.objects.exclude(language="").exists()


def test_choice_of_the_language_is_in_the_audit_under_its_person(clerk):
    signed_in().post(LANGUAGE, {"language": "ru", "next": "/"})
    change = Change.objects.of_record(clerk).first()
    assert (change.new, change.person_id) == ({"language": "ru"}, clerk.pk)

"""A browser an account has signed in from stays open to it while strangers guess; secrets of factors are
sealed; sessions end by themselves.
"""

import json
import time
from importlib import import_module

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from nacl.exceptions import CryptoError

from office.accounts import devices
from office.accounts.factors import SEALED, make_once, open_secret, seal_secret
from tests.net import figure
from tests.office.test_sign_in import CITY, RIGHT, WRONG, enters, guess, strangers

GUESSES = figure(300, full=10_000)  # as many wrong passwords as the safety page promises


def enter(browser, login="clerk", password=RIGHT):
    """Whether the browser gets in; it is signed out again."""
    answer = browser.post(reverse("account_login"), {"login": login, "password": password})
    inside = answer.status_code == 302
    if inside:
        browser.post(reverse("account_logout"))
    return inside


@pytest.fixture
def known(clerk):
    """A browser the clerk has signed in from."""
    browser = Client()
    assert enter(browser)
    return browser


def test_known_device_enters_while_strangers_guess(known):
    guess(*["clerk"] * 6)
    assert not enters("clerk")  # the control: a browser nobody has signed in from
    assert enter(known)


def test_known_device_enters_where_strangers_fill_its_address(known, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_from": "3/5m/ip"}
    guess(*strangers(3), address="127.0.0.1")
    assert not enters("clerk", address="127.0.0.1")
    assert enter(known)


def test_known_device_has_an_allowance_of_its_own_that_ends(known):
    assert not any(enter(known, password=WRONG) for _ in range(5))
    assert not enter(known)
    assert enters("clerk", address=CITY)  # its guesses keep nobody else waiting


def test_device_is_known_to_one_account_alone(known, head):
    guess(*["head"] * 6)
    assert not enter(known, "head")


def test_new_password_forgets_the_device(known, clerk):
    clerk.set_password("башка-узун-сырсөз")
    clerk.save()
    guess(*["clerk"] * 6)
    assert not enter(known, password="башка-узун-сырсөз")


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "é"])
def test_forged_cookie_is_no_device(cookie, clerk):
    guess(*["clerk"] * 6)
    browser = Client()
    browser.cookies[devices.cookie_name("clerk")] = cookie
    assert not enter(browser)


def test_password_alone_makes_no_device_known(clerk):
    """The cookie comes after the second factor."""
    TOTP.activate(clerk, generate_totp_secret())
    browser = Client()
    browser.post(reverse("account_login"), {"login": "clerk", "password": RIGHT})
    assert devices.cookie_name("clerk") not in browser.cookies


def crowd(settings):
    """The wrong passwords of a crowd of accounts from one address, the last twenty for the clerk's."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # of the wrong ones
    guess(*(f"nobody{n % (GUESSES // 4)}" for n in range(GUESSES - 20)), *["clerk"] * 20, address=CITY)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize(
    ("proxies", "named_one_enters"),
    [(0, False), (1, True)],
    ids=["the proxy tells no address", "the proxy tells it"],
)
def test_people_enter_while_a_crowd_of_accounts_is_guessed_from_one_address(
    proxies, named_one_enters, known, clerk, head, settings
):
    """Where no address is told every request has the proxy's own, and only the account is counted; where it
    is told, its wrong passwords end before they reach an account."""
    settings.BEHIND_PROXY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, proxies
    crowd(settings)
    assert (enters("head"), enter(known), enters("clerk")) == (True, True, named_one_enters)
    assert enters("head", address=CITY) is (proxies == 0)


def test_control_where_the_proxy_s_address_is_counted_a_crowd_closes_the_door(clerk, head, settings):
    settings.BEHIND_PROXY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = False, 0
    crowd(settings)
    assert not enters("head", address=CITY)


# --- Second factors
# ---------------------------------------------------------------------------------------------------


def stored():
    return json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


def test_secrets_of_factors_are_sealed_and_still_open_the_door(clerk):
    secret = generate_totp_secret()
    factor = TOTP.activate(clerk, secret)
    codes = RecoveryCodes.activate(clerk)
    assert secret not in stored() and stored().count(SEALED) == 2
    code = format_hotp_value(secret_value(secret))
    assert factor.validate_code(code)
    assert (
        RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
        == codes.generate_codes()
    )


def secret_value(secret):
    return hotp_value(secret, next(iter(yield_hotp_counters_from_time())))


def test_sealed_secret_opens_with_its_key_alone(settings):
    sealed = seal_secret("JBSWY3DP")
    assert open_secret(sealed) == "JBSWY3DP"
    settings.CHAIN_KEY = "another key" * 5
    with pytest.raises(CryptoError):
        open_secret(sealed)


def test_what_is_not_sealed_is_no_secret():
    with pytest.raises(ValueError, match="not sealed"):
        open_secret("JBSWY3DP")


def test_factors_that_were_stored_in_clear_are_sealed(clerk):
    clear = {"totp": {"secret": "JBSWY3DP"}, "recovery_codes": {"seed": "ab" * 40, "used_mask": 3}}
    for kind, data in clear.items():
        Authenticator.objects.create(user=clerk, type=kind, data=data)
    seal = import_module("office.migrations.0008_sealed_factors").seal_factors
    for _again in range(2):
        seal(apps, None)
    totp = Authenticator.objects.get(type="totp").data
    recovery = Authenticator.objects.get(type="recovery_codes").data
    assert get_adapter().decrypt(totp["secret"]) == "JBSWY3DP"
    assert (get_adapter().decrypt(recovery["seed"]), recovery["used_mask"]) == ("ab" * 40, 3)
    assert "JBSWY3DP" not in stored()


def test_second_press_that_comes_first_is_no_breakdown(clerk, rf):
    def add(request):
        Authenticator.objects.create(user=clerk, type="totp", data={})
        return HttpResponse()

    assert make_once(add)(rf.post("/")).status_code == 200
    assert make_once(add)(rf.post("/")).url == reverse("mfa_index")
    assert Authenticator.objects.count() == 1  # and the transaction goes on
    with pytest.raises(IntegrityError):  # the control
        add(None)


# --- The end of a session
# -----------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch, settings):
    """A way to set how many minutes have gone by; half an hour is too long to be away."""
    settings.IDLE_SECONDS = 1800
    begun = time.time()

    def at(minutes):
        monkeypatch.setattr("office.accounts.sessions.time.time", lambda: begun + minutes * 60)

    at(0)
    return at


@pytest.mark.parametrize(("visits", "inside"), [((0, 20, 45), True), ((0, 31), False), ((0, 4, 35), False)])
def test_whoever_is_away_too_long_signs_in_again(visits, inside, clock, clerk, sign_in):
    browser = sign_in(clerk)
    for minutes in visits:
        clock(minutes)
        answer = browser.get("/")
    assert (answer.status_code == 200) == inside


def test_no_limit_is_no_limit(clock, clerk, sign_in, settings):
    settings.IDLE_SECONDS = 0
    browser = sign_in(clerk)
    browser.get("/")
    clock(600)
    assert browser.get("/").status_code == 200


def test_browser_forgets_at_sign_out_and_at_nothing_else(clerk, sign_in):
    browser = sign_in(clerk)
    assert "Clear-Site-Data" not in browser.get(reverse("account_logout"))
    assert browser.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'

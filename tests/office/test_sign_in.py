"""Who guesses passwords waits, and nobody for another; no page of an account sends mail."""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.conf import settings as ours
from django.core import mail
from django.test import Client
from django.urls import include, path, reverse

from tests.page import Visitor
from tests.routes import routes

WRONG, RIGHT = "башка-сыр-сөз", "demo-2026"
VILLAGE, CITY = "203.0.113.7", "198.51.100.9"
PAGES = [route for route in routes() if route.package == "allauth"]
ASKS_AGAIN = [
    ("mfa_activate_totp", "get"),
    ("mfa_activate_totp", "post"),
    ("mfa_add_webauthn", "get"),
    ("mfa_add_webauthn", "post"),
    ("mfa_generate_recovery_codes", "get"),
    ("mfa_generate_recovery_codes", "post"),
    ("mfa_view_recovery_codes", "get"),
    ("mfa_download_recovery_codes", "get"),
]
UNBOUND = [
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-x/",
    "password/reset/key/done/",
    "email/",
    "confirm-email/",
    "confirm-email/x/",
    "signup/",
    "login/code/",
    "login/code/confirm/",
]


def enters(login, password=RIGHT, address=VILLAGE, **headers):
    """Whether a new browser gets in from `address`: the portal sees it, or a proxy names it."""
    where = {"HTTP_X_FORWARDED_FOR": address} if ours.BEHIND_PROXY else {"REMOTE_ADDR": address}
    answer = Client().post(
        reverse("account_login"), {"login": login, "password": password}, **where | headers
    )
    return answer.status_code == 302


def guess(*logins, **where):
    assert not any(enters(login, WRONG, **where) for login in logins)


def strangers(number):
    return [f"nobody{n}" for n in range(number)]


@pytest.fixture
def proxy(settings):
    """One proxy stands in front and names the client; three wrong passwords from one address are too many."""
    settings.BEHIND_PROXY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1
    settings.ACCOUNT_RATE_LIMITS = ours.ACCOUNT_RATE_LIMITS | {"login_failed_from": "3/5m/ip"}
    return settings


# --- By address
# -------------------------------------------------------------------------------------------------------


def test_wrong_logins_from_one_address_stop_that_address_alone(proxy, clerk):
    guess(*strangers(3), address=CITY)
    assert (enters("clerk", address=CITY), enters("clerk", address=VILLAGE)) == (False, True)


def test_control_where_every_address_is_the_proxy_s_all_are_stopped(proxy, clerk):
    proxy.BEHIND_PROXY, proxy.ALLAUTH_TRUSTED_PROXY_COUNT = False, 0
    guess(*strangers(3), address="127.0.0.1", HTTP_X_FORWARDED_FOR=CITY)
    assert not enters("clerk", address="127.0.0.1", HTTP_X_FORWARDED_FOR=VILLAGE)


def test_address_that_is_not_known_stops_nobody(proxy, clerk):
    proxy.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    guess(*strangers(4), REMOTE_ADDR="127.0.0.1")
    assert enters("clerk", REMOTE_ADDR="127.0.0.1")


def test_stranger_does_not_name_another_address_before_the_one_the_proxy_tells(proxy, clerk):
    for n, login in enumerate(strangers(3)):
        guess(login, address=f"192.0.2.{n}, {CITY}")
    assert not enters("clerk", address=f"192.0.2.99, {CITY}")


def test_whole_village_behind_one_address_has_room_for_its_mistakes(clerk):
    guess(*strangers(12))
    assert enters("clerk")


def test_right_passwords_are_not_counted(proxy, clerk):
    assert all(enters("clerk") for _ in range(4))


@pytest.mark.parametrize("header", ["", "unknown", " ", "a, b"])
@pytest.mark.parametrize("count", [1, 2])
def test_address_that_cannot_be_read_closes_no_door(header, count, proxy, clerk):
    proxy.ALLAUTH_TRUSTED_PROXY_COUNT = count
    assert enters("clerk", address=header, REMOTE_ADDR="")
    assert UserSession.objects.get().ip == "0.0.0.0"


def test_list_of_sessions_shows_the_address_of_the_client(proxy, clerk):
    enters("clerk", address=f"192.0.2.1, {CITY}")
    assert UserSession.objects.get().ip == CITY


def test_many_requests_from_one_address_close_no_page(db, client):
    for page in PAGES:
        address = "/" + re.sub("<[^>]*>", "1", page.pattern)
        answers = [client.post(address, {"email": "x@example.kg"}) for _ in range(35)]
        assert 429 not in {answer.status_code for answer in answers}, page
    assert mail.outbox == []


# --- By account
# -------------------------------------------------------------------------------------------------------


def test_wrong_passwords_of_one_account_are_limited_for_it_alone(clerk, head):
    guess(*["clerk"] * 5)
    assert (enters("clerk"), enters("head")) == (False, True)


@pytest.mark.parametrize(
    "disguise",
    [
        lambda n: {"address": f"192.0.2.{n}"},
        lambda n: {"HTTP_X_FORWARDED_FOR": f"192.0.2.{n}"},
        lambda n: {"HTTP_HOST": f"testserver:{n + 1}"},
    ],
    ids=["address", "header", "host"],
)
def test_no_disguise_of_a_stranger_begins_a_new_count(disguise, clerk):
    for n, login in enumerate(["clerk", "Clerk", "CLERK", " clerk", "clerk"]):
        guess(login, **disguise(n))
    assert not enters("clerk", **disguise(5))


def test_wait_of_an_account_grows_to_an_hour_and_ends(clerk, monkeypatch):
    begun, clock = time.time(), SimpleNamespace(monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr("allauth.core.internal.ratelimit.time", clock)

    def at(seconds):
        clock.time = lambda: begun + seconds

    opened = []
    for wrong, minutes in ((5, 1), (5, 10), (10, 60)):
        start = sum(opened) * 60
        for n in range(wrong):
            at(start + n * 13 if wrong == 10 else start)  # ten in two minutes: five a minute are looked at
            guess("clerk")
        opened.append(minutes)
    at(15 * 60)
    assert not enters("clerk")
    at(71 * 60)
    assert enters("clerk")


def test_whoever_is_inside_types_the_password_again_though_strangers_guess_at_the_door(clerk):
    inside = Client()
    inside.force_login(clerk)
    guess(*["clerk"] * 6)
    assert not enters("clerk")
    assert inside.post(reverse("account_reauthenticate"), {"password": RIGHT}).status_code == 302


def test_whoever_is_inside_is_told_to_wait_after_five_wrong_passwords(clerk):
    inside = Visitor(clerk)
    answers = [inside.post(reverse("account_reauthenticate"), {"password": WRONG}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].h1 == "Өтө көп аракет жасалды"


# --- Mail
# -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", UNBOUND)
def test_page_that_would_send_mail_is_not_there(address, client, clerk):
    client.force_login(clerk)
    for visitor in (client, Client()):
        for ask in (visitor.get, visitor.post):
            assert ask(f"/accounts/{address}", {"email": "x@example.kg"}).status_code == 404
    assert mail.outbox == []


urlpatterns = [path("accounts/", include("allauth.urls"))]


def test_control_what_allauth_binds_writes_to_any_stranger(settings, client, db):
    settings.ROOT_URLCONF, settings.ACCOUNT_ADAPTER = (
        __name__,
        "allauth.account.adapter.DefaultAccountAdapter",
    )
    settings.ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
    client.post("/accounts/password/reset/", {"email": "x@example.kg"})
    assert [letter.to for letter in mail.outbox] == [["x@example.kg"]]


@pytest.mark.parametrize("known", [True, False])
def test_page_bound_by_mistake_sends_nothing(known, settings, client, clerk):
    settings.ROOT_URLCONF, settings.ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = __name__, True
    clerk.email = "x@example.kg" if known else ""
    clerk.save()
    with pytest.raises(NotImplementedError):
        client.post("/accounts/password/reset/", {"email": "x@example.kg"})
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ky", "Сырсөздү унутсаңыз, жаңысын андан сураңыз."),
        ("ru", "Если Вы забыли пароль, попросите у него новый."),
    ],
)
def test_door_says_whom_to_ask_for_a_new_password(language, words, client, db):
    client.cookies[ours.LANGUAGE_COOKIE_NAME] = language
    door = client.get(reverse("account_login")).content.decode()
    assert words in door
    assert "/password/" not in door and "/signup/" not in door


# --- The second factor
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "ask"), ASKS_AGAIN)
def test_page_of_factors_asks_for_the_password_first(name, ask, clerk):
    RecoveryCodes.activate(clerk)
    inside = Client()
    inside.force_login(clerk)
    answer = getattr(inside, ask)(reverse(name))
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("account_reauthenticate"))


def test_address_nobody_has_confirmed_keeps_nobody_from_a_factor(clerk):
    EmailAddress.objects.create(user=clerk, email="x@example.kg", verified=False, primary=True)
    inside = Client()
    inside.force_login(clerk)
    inside.post(reverse("account_reauthenticate"), {"password": RIGHT})
    assert inside.get(reverse("mfa_activate_totp")).status_code == 200

"""No page of an account sends mail, and a factor asks for the password first."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as ours
from django.core import mail
from django.test import Client
from django.urls import include, path, reverse

RIGHT = "demo-2026"
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


# --- Mail -------------------------------------------------------------------------------------------------------------


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


# --- The second factor ------------------------------------------------------------------------------------------------


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

"""Browsers that an account has fully signed in from: strangers who guess at the door do not stop them (SAFETY
S-1).

Such a browser keeps a signed cookie for each account. It opens nothing: wrong passwords are counted apart for
it, by the same limits. A new password ends it.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from office.models.person import Person

SALT = "office.devices"
DAYS = 400  # as long as browsers keep a cookie


def cookie_name(login: str) -> str:
    """The name of an account's cookie; it does not say whose it is."""
    digest = salted_hmac(SALT, login.lower(), algorithm="sha256").hexdigest()[:16]
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}device-{digest}"


def remember_device(response, request, person):
    """Keep the cookie of the account in this browser, for another term where it is there."""
    device = known_device(request, person.username) or secrets.token_urlsafe(16)
    response.set_cookie(
        cookie_name(person.username),
        signing.dumps([device, person.get_session_auth_hash()], salt=SALT),
        max_age=DAYS * 86400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_device(request, login: str) -> str | None:
    """The device the account has signed in from with its present password; None for any other browser."""
    cookie = request.COOKIES.get(cookie_name(login))
    if cookie is None:
        return None
    try:
        device, password = signing.loads(cookie, salt=SALT, max_age=DAYS * 86400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(username__iexact=login).first()
    known = person and constant_time_compare(password, person.get_session_auth_hash())
    return device if known else None

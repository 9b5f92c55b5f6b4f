"""Second factors: their secrets are sealed at rest, and two presses of one button make one of them.

The key lies outside the database and its copies, as that of the journals: a stolen copy gives no factor away.
"""

import base64
from functools import wraps

from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from nacl.secret import SecretBox

from office.database.chain import chain_key

SEALED = "sealed:1:"


def seal_secret(text: str) -> str:
    """The text under the portal's key. LookupError while none is set."""
    sealed = SecretBox(chain_key("second factors")).encrypt(text.encode())
    return SEALED + base64.b64encode(sealed).decode()


def open_secret(sealed: str) -> str:
    """The text; ValueError for what is not sealed, CryptoError for another key."""
    if not sealed.startswith(SEALED):
        raise ValueError("a second factor that is not sealed")
    content = base64.b64decode(sealed.removeprefix(SEALED))
    return SecretBox(chain_key("second factors")).decrypt(content).decode()


def make_once(view):
    """A view that makes a factor: whoever presses twice sees the one that came first."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except IntegrityError:
            return redirect("mfa_index")

    return shown

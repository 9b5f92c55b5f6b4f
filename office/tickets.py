"""What stands between an open form and a script that floods it: a signed ticket that is some seconds old, holds two hours and serves once,
and a bucket for all who send. Nothing is counted by address: whoever writes from the village's one telephone is not turned away for the others.
"""

import secrets
import time

from django.core import signing
from django.core.cache import cache
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

HOLDS = 2 * 3600  # seconds
SOONEST = 3  # seconds a person needs at least


class TooMany(Exception):
    """More is coming in than people send: the page asks to come back, and keeps what was typed."""

    def __str__(self):
        return _(
            "Too many answers are coming in at this moment. Nothing is lost: wait a minute and send once more."
        )


class TicketDesk:
    """Tickets of one kind of open form; `a_minute` is how many of them the whole portal takes in a minute."""

    def __init__(self, kind: str, *, a_minute: int):
        self.kind, self.a_minute = kind, a_minute

    @cached_property
    def signer(self):
        # Made at its first use: a desk is declared before the secret key is needed.
        return signing.TimestampSigner(salt=f"tickets.{self.kind}")

    def issue(self, of: int | str) -> str:
        """A new ticket for the form of the row `of`."""
        return self.signer.sign_object({"of": of, "nonce": secrets.token_hex(8)})

    def nonce(self, signed: str, of: int | str) -> str:
        """What makes this ticket one of its kind. BadSignature for a forged or old ticket, one of another form, or one sent at once."""
        content = self.signer.unsign_object(signed, max_age=HOLDS)
        if content["of"] != of or age(signed) < SOONEST:
            raise signing.BadSignature("of another page, or sent at once")
        return content["nonce"]

    def admit(self) -> None:
        """Count one more in this minute. TooMany when the bucket is full."""
        minute = f"{self.kind}-minute-{int(time.time() // 60)}"
        cache.add(minute, 0, 120)
        if cache.incr(minute) > self.a_minute:
            raise TooMany

    def first_time(self, nonce: str) -> bool:
        """Whether this ticket is used for the first time; one press sent twice counts once."""
        return cache.add(f"{self.kind}-ticket-{nonce}", True, HOLDS)


def age(signed: str) -> float:
    """Seconds since the ticket was made; its time stands before the signature."""
    return time.time() - signing.b62_decode(signed.rsplit(":", 2)[1])

"""What stands between an open form and a script that floods it: a signed ticket that is some seconds old,
holds two hours and serves once, and a bucket for all who send. Nothing is counted by address: whoever writes
from the village's one telephone is not turned away for the others.

Nothing here tells the minute in which somebody wrote: the bucket is in memory, and the rows of used tickets
all end at one hour of the night, whenever they were made (SAFETY P-4).
"""

import datetime
import json
import secrets
import threading
import time

from django.core import signing
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from office.deferred import load_at_call

new_secret_box = load_at_call("nacl.secret.SecretBox")
HOLDS = 2 * 3600  # seconds
SOONEST = 3  # seconds a person needs at least
CLEARED = datetime.time(4)  # when used tickets end, in the portal's own time


class TooMany(Exception):
    """More is coming in than people send: the page asks to come back, and keeps what was typed."""

    def __str__(self):
        return _(
            "Too many answers are coming in at this moment. Nothing is lost: wait a minute and send once "
            "more."
        )


class TicketDesk:
    """Tickets of one kind of open form; `a_minute` is how many of them each process of the portal takes in a
    minute.
    """

    def __init__(self, kind: str, *, a_minute: int):
        self.kind, self.a_minute = kind, a_minute
        self.lock, self.minute, self.admitted = threading.Lock(), 0, 0

    @cached_property
    def signer(self):
        # Made at its first use: a desk is declared before the secret key is needed.
        return signing.TimestampSigner(salt=f"tickets.{self.kind}")

    def issue(self, of: int | str) -> str:
        """A new ticket for the form of the row `of`."""
        return self.signer.sign_object({"of": of, "nonce": secrets.token_hex(16)})

    def renew(self, signed: str, of: int | str) -> str:
        """The ticket of a form that comes back: the same one while it holds, for its first sending may still
        be under way.
        """
        try:
            self.nonce(signed, of)
        except signing.BadSignature:
            return self.issue(of)
        return signed

    def nonce(self, signed: str, of: int | str) -> str:
        """The unique part of a ticket.

        Raises BadSignature when forged, too old, of another form or sent at once.
        """
        content = self.signer.unsign_object(signed, max_age=HOLDS)
        if content["of"] != of or ticket_age(signed) < SOONEST:
            raise signing.BadSignature("of another page, or sent at once")
        return content["nonce"]

    def admit(self) -> None:
        """Count one more in this minute. TooMany when the bucket is full."""
        with self.lock:
            minute = int(time.time() // 60)
            if minute != self.minute:
                self.minute, self.admitted = minute, 0
            self.admitted += 1
            if self.admitted > self.a_minute:
                raise TooMany

    def first_time(self, nonce: str) -> bool:
        """Whether the ticket is used for the first time.

        Raises OperationalError when the cache does not answer.
        """
        name = self.name("ticket", nonce)
        if cache.add(name, True, until_cleared()):
            return True
        # The cache keeps silent about a database that refused; a letter taken for a second sending would be
        # lost.
        if cache.get(name) is None:
            raise OperationalError("the ticket was not kept")
        return False

    def keep(self, nonce: str, result: dict) -> None:
        """Cache a form's result encrypted under the ticket's nonce, for replay.

        Raises OperationalError when it was not stored.
        """
        sealed = self.box(nonce).encrypt(json.dumps(result).encode()).hex()
        if not cache.add(self.name("result", nonce), sealed, until_cleared()):
            raise OperationalError("the result of a ticket was not kept")

    def kept(self, nonce: str) -> dict | None:
        """The result cached under this ticket, or None."""
        sealed = cache.get(self.name("result", nonce))
        return json.loads(self.box(nonce).decrypt(bytes.fromhex(sealed))) if sealed else None

    def name(self, what, nonce) -> str:
        return f"{self.kind}-{what}-{nonce_digest('name', nonce).hex()}"

    @staticmethod
    def box(nonce):
        return new_secret_box(nonce_digest("key", nonce))


def nonce_digest(purpose: str, nonce: str) -> bytes:
    return salted_hmac(f"tickets.{purpose}", nonce, algorithm="sha256").digest()


def until_cleared() -> float:
    """Seconds until the first clearing at which no ticket of now is valid any more."""
    valid = timezone.localtime() + datetime.timedelta(seconds=HOLDS)
    end = datetime.datetime.combine(valid.date(), CLEARED, valid.tzinfo)
    if end < valid:
        end += datetime.timedelta(days=1)
    # Half a second: the cache counts from its own now and cuts the fraction off.
    return end.timestamp() - time.time() + 0.5


def ticket_age(signed: str) -> float:
    """Seconds since the ticket was made; its time is the part before the signature."""
    return time.time() - signing.b62_decode(signed.rsplit(":", 2)[1])

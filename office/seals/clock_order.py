"""The clock of the machine against the days that are written down already.

A clock that stands behind the last sealed day, or the last entry of a journal, would date papers and count
terms wrongly: the portal is then only read. Whoever keeps the machine sets the clock right, or, when the
written day is the wrong one, says so by `./portal manage accept_clock --reason "…"` (SAFETY D-18).
"""

from datetime import date

from django.conf import settings
from django.shortcuts import render

from office import clock
from office.database.actor import act_for_all
from office.models.clock_repair import ClockRepair
from office.registries import LAST_DAYS
from office.seals.models import Seal

ACCEPT_LINE = './portal manage accept_clock --reason "…"'
READ = ("GET", "HEAD", "OPTIONS", "TRACE")
# What a person needs to come in and look, and to leave.
STILL_SENT = (
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_login_webauthn",
    "set_language",
    "choose_body",
)
PROBES = ("healthz", "readyz")  # they answer although the database is silent


def last_sealed_day() -> date | None:
    return Seal.objects.order_by("-pk").values_list("day", flat=True).first()


def later_day() -> date | None:
    """The last day that is written down, if it lies after today and nobody has accepted the clock; else None.

    The caller sees the rows of all organisations (`act_for_all`).
    """
    days = [last_sealed_day(), *(last_day() for last_day in LAST_DAYS)]
    last = max((day for day in days if day), default=None)
    if last is None or last <= clock.today() or ClockRepair.objects.filter(last_day=last).exists():
        return None
    return last


def is_read_only() -> bool:
    """Whether nothing may be written by the clock of this machine. Asked in production alone: tests and demo
    live on days of their own.
    """
    if not settings.CLOCK_GUARDED:
        return False
    with act_for_all():
        return later_day() is not None


class ReadOnlyMiddleware:
    """Answer 503 to whatever would write while the clock is behind; pages are read, people sign in.

    `request.is_read_only` is for the pages, which say so beforehand. It is asked here, before the transaction
    of the request and its row policies.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in PROBES:
            return None
        request.is_read_only = is_read_only()
        if (
            not request.is_read_only
            or request.method in READ
            or request.resolver_match.view_name in STILL_SENT
        ):
            return None
        return render(None, "read_only.html", {"line": ACCEPT_LINE}, status=503)

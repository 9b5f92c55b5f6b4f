"""Middleware: no caching, second factor, current organisation, acting person."""

from contextlib import ExitStack, nullcontext

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from office.database.actor import EVERY_ORGANISATION, act_as, reach_of
from office.database.request_memory import request_memory
from office.imports.read_first import reading_first
from office.roles import may, needs_second_factor
from office.seals.actions import sealed_acts

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class NoStoreMiddleware:
    """Every page is made for one reader at one moment: nothing between us and the reader may keep it.

    Static files are hashed and may be kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store"
        return response


class OwnPasswordMiddleware:
    """Whoever came in by a one-time code chooses a password before anything else."""

    ALLOWED = ("account_set_password", "account_logout", "set_language")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if (
            not request.user.is_authenticated
            or request.user.has_usable_password()
            or request.resolver_match.view_name in self.ALLOWED
            or getattr(view, "public", False)
        ):
            return None
        return redirect("account_set_password")


class SecondFactorMiddleware:
    """Whoever approves or can see an appeal sets up a second factor before anything else."""

    ALLOWED = (
        "mfa_",
        "account_logout",
        "account_reauthenticate",
        "set_language",
        "account_change_password",
        "account_set_password",
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        from allauth.mfa.utils import is_mfa_enabled

        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if (
            request.resolver_match.view_name.startswith(self.ALLOWED)
            or not needs_second_factor(request.user)
            or is_mfa_enabled(request.user)
        ):
            return None
        messages.info(
            request,
            _(
                "Your role asks for a second factor. Set it up once with an application on your phone or "
                "with a key."
            ),
        )
        return redirect("mfa_activate_totp")


class ActorMiddleware:
    """The body at hand, and one transaction round every change (every request on PostgreSQL), with its author
    and the bodies in reach told to the database.

    Last in the list: the transaction holds the view and nothing else. Django itself calls the view, so what
    that raises comes to `process_exception` of every middleware, to this one first.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        memory = request_memory() if request.method in SAFE else nullcontext()
        with memory, ExitStack() as request.transaction:
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        person = request.user if request.user.is_authenticated else None
        request.organisation = organisation_at_hand(request) if person else None
        if getattr(view, "acts_itself", False):
            return
        # SQLite lets one writer in at a time and has no row policies: a page that only reads needs no
        # transaction there.
        if request.method in SAFE and connection.vendor == "sqlite":
            return
        first = getattr(view, "reads_first", None)
        if first and request.method == "POST" and person and may(person, view.act):
            uploads = request.FILES.getlist(first.field)[: first.most]
            request.transaction.enter_context(reading_first(first, uploads))
        # A public page shows everyone the same, whoever is signed in.
        narrowed = connection.vendor == "postgresql" and not getattr(view, "public", False)
        request.transaction.enter_context(
            act_as(person, reach_of(person) if narrowed else EVERY_ORGANISATION)
        )
        if request.method not in SAFE:
            request.transaction.enter_context(sealed_acts())

    def process_template_response(self, request, response):
        """Commit: the view has done its work, what is left to render is not part of it."""
        request.transaction.close()
        return response

    def process_exception(self, request, exception):
        """Roll back, before another middleware answers: what it writes, such as a session, is kept."""
        request.transaction.__exit__(type(exception), exception, exception.__traceback__)


def organisation_at_hand(request):
    """The body the person chose in the top bar, else the first of theirs; None for a person without an
    appointment today.
    """
    organisations = request.user.bodies
    chosen = request.session.get("body")
    first = organisations[0] if organisations else None
    return next((one for one in organisations if one.pk == chosen), first)

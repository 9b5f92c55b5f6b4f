"""Sign-in: accounts are made by an administrator, never by a visitor; wrong passwords are limited."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from office.accounts.devices import known_device, remember_device
from office.accounts.factors import open_secret, seal_secret
from office.accounts.language import keep_language
from office.accounts.removals import FactorRemoval
from office.database.actor import without_row_policies

UNKNOWN = "0.0.0.0"  # noqa: S104  an address in a list of sessions, nothing listens there


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up: a person is entered by the administrator and appointed at a body.

    Wrong passwords are counted by account, and by address where that is the client's own.
    """

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """NotImplementedError: a silent mail server would hold the transaction.

        Mail goes by `office.letters`.
        """
        raise NotImplementedError(f"{template_prefix}: no request sends mail")

    def address_of(self, request) -> str | None:
        """The address of the client; None behind a proxy that does not tell it."""
        if settings.BEHIND_PROXY and not (
            settings.ALLAUTH_TRUSTED_PROXY_COUNT and request.headers.get("X-Forwarded-For")
        ):
            return None
        try:
            return super().get_client_ip(request)
        except (
            ImproperlyConfigured,
            PermissionDenied,
        ):  # fewer addresses than proxies, or words in their place
            return None

    def get_client_ip(self, request):
        return self.address_of(request) or UNKNOWN

    def pre_authenticate(self, request, **credentials):
        """ValidationError for an address or an account with too many wrong passwords.

        Whoever is signed in and types the password again is counted by person: guesses at the door do not
        stop them.
        """
        if request.user.is_authenticated:
            return
        if self.counted_address(request, credentials) and not ratelimit.consume(
            request, action="login_failed_from", dry_run=True
        ):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """The account alone, or a known device of it: allauth adds the Host header, where another port would
        begin a new count.
        """
        if device := known_device(request, credentials["username"]):
            return f"device:{device}"
        return credentials["username"].lower()

    def counted_address(self, request, credentials) -> str | None:
        """The address wrong passwords are counted by: none for a known device."""
        return None if known_device(request, credentials["username"]) else self.address_of(request)

    def pre_login(self, request, user, **hooks):
        """Whoever's factor was taken away since the last sign-in reads by whom."""
        response = super().pre_login(request, user, **hooks)
        if response is None:
            say_what_was_taken(request, user)
        return response

    def post_login(self, request, user, **hooks):
        """Whoever came through all steps is known by this browser, is not asked for the password again at
        once, and reads the language they chose.
        """
        response = super().post_login(request, user, **hooks)
        remember_device(response, request, user)
        count_as_fresh(request, user)
        if user.language:
            keep_language(response, user.language)
        return response

    def authentication_failed(self, request, **credentials):
        if self.counted_address(request, credentials):
            ratelimit.consume(request, action="login_failed_from")


def count_as_fresh(request, person):
    """The sign-in itself is the fresh proof that pages of factors ask for (`REAUTHENTICATION_TIMEOUT`)."""
    if records := get_authentication_records(request, person):
        records[-1]["reauthenticated"] = True
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records


def say_what_was_taken(request, person):
    """A message for each removal of the person's second factor since the last sign-in."""
    since = {"confirmed_at__gt": person.last_login} if person.last_login else {}
    with without_row_policies():
        removals = list(
            person.factor_removals.filter(state=FactorRemoval.State.DONE, **since).select_related(
                "entered_by", "confirmed_by"
            )
        )
    for row in removals:
        messages.warning(
            request,
            _(
                "On %(day)s your second factor was taken away: asked by %(entered)s, confirmed by "
                "%(confirmed)s. If you did not ask for it, tell the head at once."
            )
            % {
                "day": f"{localtime(row.confirmed_at):%d.%m.%Y, %H:%M}",
                "entered": row.entered_by.initials,
                "confirmed": row.confirmed_by.initials,
            },
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names the portal in the person's authenticator application; seals what the factors are made of."""

    def encrypt(self, text):
        return seal_secret(text)

    def decrypt(self, encrypted_text):
        return open_secret(encrypted_text)

    def get_totp_label(self, user):
        return user.username

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": "Ачык"}

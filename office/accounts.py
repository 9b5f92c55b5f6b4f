"""How people sign in: accounts are made by an administrator, never by whoever comes."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class Adapter(DefaultAccountAdapter):
    """No sign-up: a person is entered by the administrator and appointed at a body."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """NotImplementedError: a silent mail server would hold the transaction. Mail goes by `office.letters`."""
        raise NotImplementedError(f"{template_prefix}: no request sends mail")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The name under which the second factor stands in the person's application."""

    def get_totp_label(self, user):
        return user.username

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": "Ачык"}

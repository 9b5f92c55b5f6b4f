"""The one door for passwords of others: a code, with which its person chooses a password."""

import re
import secrets
from datetime import timedelta

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from office import clock
from office.accounts.models import SignInCode
from office.models.person import Person
from office.registers.workflow import Refused

DIGITS = 16  # digits alone: they are typed alike on a Kyrgyz, a Russian and a Latin keyboard


@transaction.atomic
def issue_code(person: Person, *, by: Person | None = None) -> str:
    """End the password, the sessions and the earlier code of a person; return the new code: «4821 9930 …».

    It is returned this once and kept nowhere. `by` is None for a command alone. Refused for one's own
    account.
    """
    if person == by:
        raise Refused(_("Your own password you change yourself."))
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.sign_in_codes.open().update(outcome=SignInCode.Outcome.REPLACED)
    # Sessions and known devices hang on the password: they end with it.
    person.set_unusable_password()
    person.save(update_fields=["password"])
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    SignInCode.objects.create(
        person=person,
        issuer=by,
        code_hash=make_password(digits),
        last_day=clock.today() + timedelta(days=settings.SIGN_IN_CODE_DAYS),
    )
    return " ".join(re.findall("....", digits))


@transaction.atomic
def use_code(person: Person, typed: str) -> bool:
    """Whether the typed code lets the person in; it does so once. Spaces and dashes in it do not matter."""
    digits = re.sub(r"[\s-]", "", typed)
    code = person.sign_in_codes.open().select_for_update().first()
    if code is None:
        make_password(digits)  # as long as with a code: an answer tells nothing by its time
        return False
    if not code.opens_with(digits):
        return False
    code.outcome = SignInCode.Outcome.USED
    code.save(update_fields=["outcome"])
    return True


class PasswordOrCode(AuthenticationBackend):
    """Whoever has a password signs in with it; whoever has none, with a code."""

    def _check_password(self, user, password):
        if user is None or user.has_usable_password():
            return super()._check_password(user, password)
        self._did_check_password = True
        return user if self.user_can_authenticate(user) and use_code(user, password) else None

"""Rows of accounts under guards, and what those refuse: for `test_guards.py`."""

from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from office.accounts.models import SignInCode
from office.accounts.removals import FactorRemoval
from office.database.actor import act_as
from office.roles import Role
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from risks.models.assessment import Assessment
from tests import make


def sign_in_code(body, **fields):
    return make.row(SignInCode, body, **fields)


def settled_pair(body):
    """Who asks and who confirms a removal, both with all that is wanted of them."""
    asker, second = make.person("surooch"), make.person("tastyktooch")
    make.appoint(asker, body, Role.ADMINISTRATOR)
    make.appoint(second, body, Role.HEAD)
    TOTP.activate(second, generate_totp_secret())
    return asker, second


def removal(body, *, days=40, confirmed_days=0, pair=None, **fields):
    """A request of `days` from now, which everything of today lies far before; and its confirmation."""
    asker, second = pair or settled_pair(body)
    asked = timezone.now() + timedelta(days=days)
    row = make.row(FactorRemoval, body, entered_by=asker, entered_at=asked)
    confirmation = {
        "state": "done",
        "confirmed_at": asked + timedelta(days=confirmed_days),
        "confirmed_by": second,
    }
    return row, confirmation | fields


def removal_by_a_new_factor(body):
    asker, second = settled_pair(body)
    second.authenticator_set.update(created_at=timezone.now() + timedelta(days=39))
    return removal(body, pair=(asker, second))


def removal_asked_by_a_former(body):
    asker, second = settled_pair(body)
    asker.appointments.of(body).update(ends=make.LONG_AGO)
    return removal(body, pair=(asker, second))


def removal_too_early(body):
    """Their factor is of long ago, their accounts are of today."""
    asker, second = settled_pair(body)
    second.authenticator_set.update(created_at=timezone.now() - timedelta(days=40))
    return removal(body, pair=(asker, second), days=1)


def made_by(asker, body, role, login="kuurchak"):
    """A person whose appointment `asker` has entered."""
    second = make.person(login)
    with act_as(asker):
        make.appoint(second, body, role)
    return second


def removal_by_a_puppet(body):
    asker, _second = settled_pair(body)
    puppet = made_by(asker, body, Role.ADMINISTRATOR)
    TOTP.activate(puppet, generate_totp_secret())
    return removal(body, pair=(asker, puppet), days=20)


def agreed_by_a_puppet(body):
    scorer = make.person("surooch")
    puppet = made_by(scorer, body, Role.MEMBER)
    row = make.row(Assessment, body, scorer=scorer)
    return row, {"state": "agreed", "agreed_at": timezone.now(), "agreed_by": puppet}


def confirmed_by_a_puppet(model):
    """A case of a written request that a person confirms whom its asker has appointed."""

    def case(body):
        asker = make.person("surooch")
        fields = {"confirmed_at": timezone.now(), "confirmed_by": made_by(asker, body, Role.HEAD)}
        return make.row(model, body, entered_by=asker), {"state": "confirmed"} | fields

    return case


def made_by_a_third(body, asker_role, second_role):
    """Two people whose appointments one administrator has entered."""
    third = make.person("bashkaruuchu")
    return made_by(third, body, asker_role, "birinchi"), made_by(third, body, second_role, "ekinchi")


def confirmed_by_the_same_hand(model):
    """A case of a written request whose asker and second person one administrator has appointed."""

    def case(body):
        asker, second = made_by_a_third(body, Role.CLERK, Role.HEAD)
        fields = {"confirmed_at": timezone.now(), "confirmed_by": second}
        return make.row(model, body, entered_by=asker), {"state": "confirmed"} | fields

    return case


CASES = {
    (FactorRemoval, "UPDATE", "a_removal_is_confirmed_within_its_days"): lambda body: removal(
        body, confirmed_days=4
    ),
    (FactorRemoval, "UPDATE", "who_asked_a_removal_is_still_an_administrator"): removal_asked_by_a_former,
    (FactorRemoval, "UPDATE", "who_confirms_a_removal_has_a_factor_since_long"): removal_by_a_new_factor,
    (FactorRemoval, "UPDATE", "both_persons_of_a_removal_were_there_before"): removal_too_early,
    (FactorRemoval, "UPDATE", "neither_person_of_a_removal_made_the_other"): removal_by_a_puppet,
    (Disclosure, "UPDATE", "neither_person_of_a_request_made_the_other"): confirmed_by_a_puppet(Disclosure),
    (Erasure, "UPDATE", "neither_person_of_an_erasure_made_the_other"): confirmed_by_a_puppet(Erasure),
    (Assessment, "UPDATE", "neither_who_scores_nor_who_agrees_made_the_other"): agreed_by_a_puppet,
    (Disclosure, "UPDATE", "no_third_person_made_both_of_a_request"): confirmed_by_the_same_hand(Disclosure),
    (Erasure, "UPDATE", "no_third_person_made_both_of_an_erasure"): confirmed_by_the_same_hand(Erasure),
    (SignInCode, "UPDATE", "a_code_only_ends"): lambda body: (
        sign_in_code(body, outcome="used"),
        {"outcome": "replaced"},
    ),
    (SignInCode, "DELETE", "a_code_is_never_deleted"): lambda body: (sign_in_code(body), {}),
    (FactorRemoval, "UPDATE", "a_decided_removal_is_never_changed"): lambda body: (
        make.in_state(FactorRemoval, "refused", body),
        {"refusal": "Башка"},
    ),
    (FactorRemoval, "UPDATE", "what_a_removal_asks_is_never_changed"): lambda body: (
        make.row(FactorRemoval, body),
        {"ground": "Башка"},
    ),
    (FactorRemoval, "DELETE", "a_removal_is_never_deleted"): lambda body: (
        make.row(FactorRemoval, body),
        {},
    ),
}

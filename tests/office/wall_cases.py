"""Rows under the guards of the wall, and what those refuse: for `test_guards.py` and its controls."""

from datetime import timedelta

from django.utils import timezone

from office.lists.paper_lists import PaperList
from office.models.person import Person
from office.roles import Role
from office.wall.models.custody import Keeping
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from office.wall.models.identity import Identity
from office.wall.models.identity_opening import IdentityOpening
from office.wall.models.sealed_file import SealedFile
from office.wall.models.vault import Custodian
from office.wall.models.wall import Exclusion, Wall
from tests import make
from tests.office import vault


def sealed_field(body):
    """A field sealed to two custodians."""
    head = make.row(Person, body)
    for username in ("ookat", "alamudun"):
        person = make.person(username)
        make.appoint(person, body, Role.OFFICER)
        vault.custodian(body, person, head=head)
    vault.decide_keeping(body, head)
    return vault.add_matter(body).identities.first()


def disclosure_in_state(body, state="confirmed", **given):
    return make.in_state(Disclosure, state, body, **given)


def lifted_exclusion(body):
    return make.row(Exclusion, body, lifted_on=timezone.localdate(), lifted_by=make.row(Person, body))


def unsaved_identity_opening(body, **given):
    """An opening that is not saved yet."""
    return make.unsaved(IdentityOpening, body, **{"outcome": "opened", "reason": "", **given})


def under_an_expired_request(body):
    yesterday = timezone.localdate() - timedelta(days=1)
    return unsaved_identity_opening(
        body, disclosure=disclosure_in_state(body, requested_on=yesterday, expires_on=yesterday)
    )


def by_an_excluded_person(body):
    disclosure = disclosure_in_state(body)
    out = make.row(Exclusion, body, wall=disclosure.wall).person
    return unsaved_identity_opening(body, disclosure=disclosure, by=out)


def retired_custodian(body):
    return make.in_state(Custodian, "retired", body)


def live_custodian(body):
    return make.in_state(Custodian, "live", body)


def of_nobody(body):
    return make.unsaved(Disclosure, body, wall=make.row(Wall, body, mode="none", envelope=None))


def of_a_helper(body):
    return make.unsaved(Disclosure, body, wall=make.row(Wall, body, is_secret=True), asker_kind="answer")


CASES = {
    (SealedFile, "UPDATE", "a_sealed_file_is_never_changed"): lambda body: (
        make.row(SealedFile, body),
        {"size": 7},
    ),
    (SealedFile, "DELETE", "a_sealed_file_is_never_deleted"): lambda body: (make.row(SealedFile, body), {}),
    (Wall, "UPDATE", "a_wall_is_never_changed"): lambda body: (make.row(Wall, body), {"number": 7}),
    (Wall, "DELETE", "a_wall_is_never_deleted"): lambda body: (make.row(Wall, body), {}),
    (Exclusion, "UPDATE", "an_exclusion_is_only_lifted"): lambda body: (
        lifted_exclusion(body),
        {"reason": "Башка"},
    ),
    (Exclusion, "DELETE", "an_exclusion_is_never_deleted"): lambda body: (make.row(Exclusion, body), {}),
    (Custodian, "UPDATE", "a_made_key_is_never_exchanged"): lambda body: (
        live_custodian(body),
        {"public_key": b"m" * 32},
    ),
    (Custodian, "UPDATE", "a_retired_custodian_stays_retired"): lambda body: (
        retired_custodian(body),
        {"state": "named", "retired_on": None, "retired_by": None, "retire_ground": ""},
    ),
    (Custodian, "DELETE", "a_custodian_is_never_deleted"): lambda body: (live_custodian(body), {}),
    (Identity, "UPDATE", "a_sealed_field_is_never_changed"): lambda body: (
        sealed_field(body),
        {"sealed": b"something else"},
    ),
    (Identity, "DELETE", "a_sealed_field_never_has_fewer_than_two_keepers"): lambda body: (
        sealed_field(body),
        {},
    ),
    (Keeping, "UPDATE", "a_decision_on_keeping_is_never_changed"): lambda body: (
        make.row(Keeping, body),
        {"decision": "Башка"},
    ),
    (PaperList, "UPDATE", "a_list_on_paper_keeps_its_order"): lambda body: (
        make.row(PaperList, body),
        {"number": "999-Б"},
    ),
    (PaperList, "UPDATE", "a_list_on_paper_withdrawn_once_stays_so"): lambda body: (
        make.in_state(PaperList, "withdrawn", body),
        {"withdraw_ground": "Башка"},
    ),
    (PaperList, "DELETE", "a_list_on_paper_is_never_deleted"): lambda body: (make.row(PaperList, body), {}),
    (Keeping, "DELETE", "a_decision_on_keeping_is_never_deleted"): lambda body: (make.row(Keeping, body), {}),
    (Disclosure, "UPDATE", "a_confirmed_request_is_never_changed"): lambda body: (
        disclosure_in_state(body),
        {"ground": "Башка"},
    ),
    (Disclosure, "UPDATE", "a_finished_request_stays_finished"): lambda body: (
        disclosure_in_state(body, "closed"),
        {"state": "confirmed"},
    ),
    (Disclosure, "INSERT", "data_of_a_helper_are_asked_from_outside"): lambda body: (of_a_helper(body), {}),
    (Disclosure, "INSERT", "an_anonymous_matter_has_no_identity_to_ask_for"): lambda body: (
        of_nobody(body),
        {},
    ),
    (Erasure, "UPDATE", "a_confirmed_erasure_is_never_changed"): lambda body: (
        make.in_state(Erasure, "confirmed", body),
        {"fields": ["telephone"]},
    ),
    (Erasure, "UPDATE", "a_finished_erasure_stays_finished"): lambda body: (
        make.in_state(Erasure, "erased", body),
        {"state": "confirmed", "erased_at": None, "erased_by": None},
    ),
    (Erasure, "DELETE", "an_erasure_is_never_deleted"): lambda body: (
        make.in_state(Erasure, "erased", body),
        {},
    ),
    (Disclosure, "DELETE", "a_request_is_never_deleted"): lambda body: (disclosure_in_state(body), {}),
    (IdentityOpening, "INSERT", "an_identity_opening_needs_a_confirmed_request_in_time"): lambda body: (
        under_an_expired_request(body),
        {},
    ),
    (IdentityOpening, "INSERT", "an_excluded_person_opens_nothing"): lambda body: (
        by_an_excluded_person(body),
        {},
    ),
    (IdentityOpening, "UPDATE", "an_identity_opening_is_never_changed"): lambda body: (
        make.row(IdentityOpening, body),
        {"reason": "Башка"},
    ),
    (IdentityOpening, "DELETE", "an_identity_opening_is_never_deleted"): lambda body: (
        make.row(IdentityOpening, body),
        {},
    ),
}

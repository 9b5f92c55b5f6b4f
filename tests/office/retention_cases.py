"""Rows of retention and what their guards refuse: for `make`, `test_guards.py` and `test_moves.py`."""

from datetime import date, timedelta

from office import clock
from office.files.models import StoredFile
from office.models.person import Person
from office.papers.additions import OrderAddition
from office.papers.models import Order
from office.retention.actions import rows_digest
from office.retention.models.disposal import Disposal, DisposalUnit
from office.retention.models.terms import Hold, RetentionTerm
from office.roles import Role
from tests import make
from tests.office.account_cases import made_by, made_by_a_third

KIND = "order_scans"
LONG_PAST = date(2020, 12, 31)


def approval_fields(body):
    return {
        "number": make.small_number(),
        "year": 2026,
        "approved_by": make.row(Person, body),
        "approved_on": clock.today(),
        "order": make.in_state(Order, "in_force", body),
    }


def removal_fields(body):
    return {
        **approval_fields(body),
        "disposed_by": make.row(Person, body),
        "disposed_at": make.timezone.now(),
        "disposed_on": clock.today(),
    }


SPECIAL = {
    RetentionTerm: lambda body, mark: {
        "kind": KIND,
        "point": "",
        "nomenclature": f"{mark} 01-14, 2019",
        "years": 5,
        "valid_from": date(1900 + make.small_number() % 90, 1 + make.small_number() % 12, 1),
    },
    Hold: lambda body, mark: {"kind": KIND, "lift_ground": "", "number": ""},
    Disposal: lambda body, mark: {"refusal": ""},
    DisposalUnit: lambda body, mark: {
        "kind": KIND,
        "count": 1,
        "files": 0,
        "rows": [],
        "digest": rows_digest([]),
        "kept_until": LONG_PAST,
    },
}
KINDS = {"disposals:aged": [f"{KIND}-2019"]}
NEEDS = {
    (Hold, "lifted"): lambda body: {
        "lifted_by": make.row(Person, body),
        "lifted_on": clock.today(),
        "lift_ground": "Текшерүү аяктады",
    },
    (Disposal, "approved"): approval_fields,
    (Disposal, "disposed"): removal_fields,
    (Disposal, "refused"): lambda body: {"refusal": "Мөөнөтү узартылды"},
}


def approved(body, **unit):
    """An approved act with one line."""
    row = make.row(Disposal, body)
    make.row(DisposalUnit, body, disposal=row, **unit)
    Disposal.unscoped.filter(pk=row.pk).update(state="approved", **approval_fields(body))
    row.refresh_from_db()
    return row


def approved_by_a_puppet(body):
    clerk = make.person("surooch")
    row = make.row(Disposal, body, proposed_by=clerk)
    puppet = made_by(clerk, body, Role.HEAD)
    return row, {"state": "approved", **approval_fields(body), "approved_by": puppet}


def approved_by_the_same_hand(body):
    clerk, head = made_by_a_third(body, Role.CLERK, Role.HEAD)
    row = make.row(Disposal, body, proposed_by=clerk)
    return row, {"state": "approved", **approval_fields(body), "approved_by": head}


def removal(body):
    fields = removal_fields(body)
    return {"state": "disposed", **{name: fields[name] for name in ("disposed_by", "disposed_at")}} | {
        "disposed_on": clock.today()
    }


def too_early(body):
    return approved(body, kept_until=date(2099, 12, 31)), removal(body)


def held_row(body):
    row = approved(body)
    make.row(Hold, body)
    return row, removal(body)


def order_ended(body):
    row = approved(body, kept_until=LONG_PAST)
    Order.objects.of(body).filter(pk=row.order_id).update(
        state="cancelled", ended_on=clock.today(), end_ground="Ката чыккан буйрук"
    )
    return row, removal(body)


def line_of_decided(body):
    return approved(body).units.get()


def file_disposed_of_by_proposal(body):
    return make.row(StoredFile, body), {"disposal": make.row(Disposal, body), "name": ""}


CASES = {
    (RetentionTerm, "UPDATE", "a_retention_term_is_never_changed"): lambda body: (
        make.row(RetentionTerm, body),
        {"years": 9},
    ),
    (RetentionTerm, "DELETE", "a_retention_term_is_never_deleted"): lambda body: (
        make.row(RetentionTerm, body),
        {},
    ),
    (Hold, "UPDATE", "a_hold_is_only_lifted"): lambda body: (make.row(Hold, body), {"reason": "Башка"}),
    (Hold, "DELETE", "a_hold_is_never_deleted"): lambda body: (make.row(Hold, body), {}),
    (Disposal, "UPDATE", "a_decided_act_of_disposal_is_never_changed"): lambda body: (
        approved(body),
        {"number": 99},
    ),
    (Disposal, "UPDATE", "content_is_disposed_of_by_an_approved_act_alone"): lambda body: (
        make.row(Disposal, body),
        removal_fields(body) | {"state": "disposed"},
    ),
    (
        Disposal,
        "UPDATE",
        "neither_who_proposes_nor_who_approves_a_disposal_made_the_other",
    ): approved_by_a_puppet,
    (
        Disposal,
        "UPDATE",
        "no_third_person_made_who_proposes_and_who_approves_a_disposal",
    ): approved_by_the_same_hand,
    (Disposal, "INSERT", "no_day_of_an_act_of_disposal_lies_in_the_future"): lambda body: (
        make.unsaved(Disposal, body, proposed_on=clock.today() + timedelta(days=3)),
        {},
    ),
    (Disposal, "UPDATE", "no_day_of_an_act_of_disposal_lies_in_the_future"): lambda body: (
        approved(body),
        removal(body) | {"disposed_on": clock.today() + timedelta(days=3)},
    ),
    (Disposal, "UPDATE", "nothing_is_disposed_of_before_its_day"): too_early,
    (Disposal, "UPDATE", "nothing_that_is_held_is_disposed_of"): held_row,
    (Disposal, "UPDATE", "an_order_that_has_ended_disposes_of_nothing"): order_ended,
    (Disposal, "UPDATE", "a_finished_act_of_disposal_stays_finished"): lambda body: (
        make.in_state(Disposal, "refused", body),
        {"refusal": "Башка"},
    ),
    (Disposal, "DELETE", "an_act_of_disposal_is_never_deleted"): lambda body: (make.row(Disposal, body), {}),
    (DisposalUnit, "INSERT", "a_line_of_a_decided_act_of_disposal_is_never_added"): lambda body: (
        make.unsaved(DisposalUnit, body, disposal=approved(body), year=1999),
        {},
    ),
    (DisposalUnit, "UPDATE", "a_line_of_a_decided_act_of_disposal_is_never_changed"): lambda body: (
        line_of_decided(body),
        {"count": 9},
    ),
    (DisposalUnit, "DELETE", "a_line_of_a_decided_act_of_disposal_is_never_deleted"): lambda body: (
        line_of_decided(body),
        {},
    ),
}

# Whose post stands without a name no database takes.
FREE = {OrderAddition: "second_name"}

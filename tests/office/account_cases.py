"""Rows of accounts under guards, and what those refuse: for `test_guards.py`."""

from office.accounts.models import SignInCode
from office.accounts.removals import FactorRemoval
from tests import make


def sign_in_code(body, **fields):
    return make.row(SignInCode, body, **fields)


CASES = {
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

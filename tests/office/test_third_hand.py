"""One administrator who makes or resets two accounts does not hold both names of an act of two persons."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from office.accounts.codes import issue_code
from office.accounts.second_person import THIRD_HAND_DAYS
from office.database.actor import act_as
from office.database.triggers import install_triggers
from office.models.audit import Change
from office.roles import Role
from tests import make
from tests.office import account_cases, retention_cases
from tests.test_controls import drop_triggers

CASES = {
    name: case
    for cases in (account_cases.CASES, retention_cases.CASES)
    for (_model, _event, name), case in cases.items()
    if name.startswith("no_third_person")
}


def let_days_pass(days):
    """The audit of all accounts lies so many days further back."""
    drop_triggers()
    Change.objects.update(at=F("at") - timedelta(days=days))
    install_triggers()


def write(row, fields):
    with transaction.atomic():
        return type(row).unscoped.filter(pk=row.pk).update(**fields)


def test_every_act_of_two_persons_but_the_removal_of_a_factor_has_a_case():
    assert len(CASES) == 4


@pytest.mark.parametrize("name", CASES)
def test_two_accounts_of_one_hand_confirm_each_other_after_a_week_alone(name, body):
    row, fields = CASES[name](body)
    with pytest.raises(IntegrityError, match=name):
        write(row, fields)
    let_days_pass(THIRD_HAND_DAYS + 1)
    assert write(row, fields) == 1


def test_two_accounts_of_two_hands_confirm_each_other_at_once(body):
    administrators = make.person("birinchi-bash"), make.person("ekinchi-bash")
    scorer, second = (
        account_cases.made_by(one, body, Role.MEMBER, f"{one.username}-mushu") for one in administrators
    )
    row = make.row(account_cases.Assessment, body, scorer=scorer)
    assert write(row, {"state": "agreed", "agreed_at": timezone.now(), "agreed_by": second}) == 1


def test_one_hand_that_resets_both_passwords_is_one_hand_too(body, cast):
    scorer, second = cast[Role.MEMBER], cast[Role.HEAD]
    let_days_pass(THIRD_HAND_DAYS + 1)
    row = make.row(account_cases.Assessment, body, scorer=scorer)
    agreed = {"state": "agreed", "agreed_at": timezone.now(), "agreed_by": second}
    administrator = cast[Role.ADMINISTRATOR]
    with act_as(administrator):
        issue_code(scorer, by=administrator)
    row_control = make.row(account_cases.Assessment, body, scorer=scorer)
    assert write(row_control, agreed) == 1
    with act_as(administrator):
        issue_code(second, by=administrator)
    with pytest.raises(IntegrityError, match="no_third_person"):
        write(row, agreed)


def test_the_page_says_why(body, page):
    scorer, second = account_cases.made_by_a_third(body, Role.MEMBER, Role.MEMBER)
    sheet = make.assessment_sheet(make.risk(body), scorer=scorer)
    answer = page(second).get(f"{sheet.get_absolute_url()}move/agree/").submit(seen="on")
    assert answer.status_code == 422
    assert "бир эле адам" in answer.text

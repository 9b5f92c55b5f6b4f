"""One administrator who makes or resets two accounts does not hold both names of an act of two persons."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from office.accounts.codes import issue_code
from office.accounts.second_person import HANDS_OFF_DAYS, THIRD_HAND_DAYS
from office.database.actor import act_as
from office.database.triggers import install_triggers
from office.models.audit import Change
from office.roles import Role
from office.wall.models.disclosure import Disclosure
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


def test_requests_erasures_and_disposals_have_a_case():
    assert len(CASES) == 3


@pytest.mark.parametrize("name", CASES)
def test_two_accounts_of_one_hand_confirm_each_other_after_a_week_alone(name, body):
    row, fields = CASES[name](body)
    with pytest.raises(IntegrityError, match=name):
        write(row, fields)
    let_days_pass(THIRD_HAND_DAYS + 1)
    assert write(row, fields) == 1


def test_two_accounts_of_two_hands_confirm_each_other_at_once(body):
    administrators = make.person("birinchi-bash"), make.person("ekinchi-bash")
    asker, second = (
        account_cases.made_by(one, body, role, f"{one.username}-mushu")
        for one, role in zip(administrators, (Role.CLERK, Role.HEAD), strict=True)
    )
    row = make.row(Disclosure, body, entered_by=asker)
    assert write(row, confirmation(second)) == 1


def confirmation(second):
    return {"state": "confirmed", "confirmed_at": timezone.now(), "confirmed_by": second}


def test_one_hand_that_resets_both_passwords_is_one_hand_too(body, cast):
    asker, second, administrator = (cast[role] for role in (Role.CLERK, Role.HEAD, Role.ADMINISTRATOR))
    let_days_pass(THIRD_HAND_DAYS + 1)
    rows = [make.row(Disclosure, body, entered_by=asker) for _time in range(2)]
    with act_as(administrator):
        issue_code(asker, by=administrator)
    assert write(rows[0], confirmation(second)) == 1
    with act_as(administrator):
        issue_code(second, by=administrator)
    with pytest.raises(IntegrityError, match="no_third_person"):
        write(rows[1], confirmation(second))


def agreed_pair(body, *, hands=1):
    """A sheet that two people agreed whom one administrator, or two, have appointed."""
    administrators = [make.person(f"bash-{number}") for number in range(hands)]
    scorer, second = (
        account_cases.made_by(one, body, Role.MEMBER, f"mushu-{place}")
        for place, one in enumerate([administrators[0], administrators[-1]])
    )
    sheet = make.assessment_sheet(make.risk(body), scorer=scorer)
    return administrators[0], sheet.move("agree", by=second)


def test_a_score_of_two_whom_one_hand_made_is_marked_and_told_to_the_head(body, page, head):
    administrator, sheet = agreed_pair(body)
    assert sheet.same_hand == administrator
    words = "Экөөнүн артында бир кол"
    assert words in page(head).get(sheet.get_absolute_url()).text
    assert sheet.get_absolute_url() in page(head).get("/").links
    let_days_pass(HANDS_OFF_DAYS + 1)
    assert sheet.same_hand is None
    assert words not in page(head).get(sheet.get_absolute_url()).text
    assert sheet.get_absolute_url() not in page(head).get("/").links


def test_a_hand_laid_on_both_between_two_scores_of_a_pair_is_told_of_the_later_one(body, page, head):
    administrator, before = agreed_pair(body, hands=2)
    for person in (before.scorer, before.agreed_by):
        with act_as(administrator):
            issue_code(person, by=administrator)
    after = make.assessment_sheet(make.risk(body), scorer=before.scorer).move("agree", by=before.agreed_by)
    links = page(head).get("/").links
    assert (after.same_hand, before.same_hand) == (administrator, None)
    assert (after.get_absolute_url() in links, before.get_absolute_url() in links) == (True, False)


def test_control_a_score_of_two_hands_is_not_marked(body, page, head):
    _administrator, sheet = agreed_pair(body, hands=2)
    assert sheet.same_hand is None
    assert sheet.get_absolute_url() not in page(head).get("/").links

"""Every command of the trust box under the n-th failing statement: all or nothing, and the same again succeeds (SAFETY F-1)."""

from contextlib import nullcontext
from datetime import date

import pytest

from office.models import CalendarDay, Counter, Meeting, Signal, Wall
from tests import make
from tests.trustbox import build
from tests.trustbox.faults import each_failure
from trustbox import actions
from trustbox.models import Appeal, AppealEvent, AppealFile, Book, BoxLetter, Opening
from trustbox.proofs import books

TABLES = (Appeal, AppealEvent, AppealFile, Book, BoxLetter, Opening, Meeting, Counter, Wall, Signal)


@pytest.fixture
def state(body):
    """All that stands in the tables of the journal."""
    return lambda: {
        model.__name__: list(model.unscoped.filter(organisation=body).order_by("pk").values())
        for model in TABLES
    }


def fresh(row):
    """The row as it stands now: a failed attempt leaves its marks on the object it worked with."""
    return type(row).unscoped.get(pk=row.pk)


def taking(body, clerk, head):
    return lambda: build.appeal(body, anonymous=False, files=[("кат.pdf", b"%PDF-1.7 letter")], by=clerk)


def assigning(body, clerk, head):
    row, executor = build.appeal(body), make.appoint(make.person("executor"), body, "employee").person
    return lambda: fresh(row).move("assign", by=clerk, executor=executor, masked="Жашырылган")


def answering(body, clerk, head):
    row = build.assigned(body, clerk)
    return lambda: build.answer(fresh(row), clerk)


def forwarding(body, clerk, head):
    row, to = build.appeal(body), build.institution(body)
    return lambda: build.forward(fresh(row), clerk, to)


def extending(body, clerk, head):
    row = build.assigned(body, clerk)
    return lambda: build.extend(fresh(row), head)


def closing(body, clerk, head):
    row = build.appeal(body)
    return lambda: fresh(row).move("close", by=clerk, ground="anonymous", text="")


def cancelling(body, clerk, head):
    row = build.appeal(body)
    return lambda: fresh(row).move("cancel", by=clerk, reason="Эки жолу")


def measuring(body, clerk, head):
    row = build.assigned(body, clerk)
    files = [("чара.pdf", b"%PDF-1.7 measure")]
    return lambda: actions.report_measure(fresh(row), by=clerk, text="Чара", files=files)


def noting(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.note(fresh(row), by=clerk, reason="Ката")


def summarising(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.summarise(fresh(row), by=clerk, text="Кыскача")


def masking(body, clerk, head):
    row = build.assigned(body, clerk)
    return lambda: actions.give_masked_copy(fresh(row), by=clerk, masked="Жашырылган")


def classifying(body, clerk, head):
    row = build.appeal(body)
    return lambda: actions.classify(fresh(row), by=clerk, zone="land")


def telling(body, clerk, head):
    row = build.appeal(body)
    actions.classify(row, by=clerk, zone="land")
    return lambda: actions.signal(fresh(row), by=clerk, note="Кезек")


def moving_terms(body, clerk, head):
    row = build.appeal(body)
    CalendarDay.objects.create(day=row.due_on, kind="off", name_ky="Майрам")
    return lambda: actions.recount(body, date.today())


def closing_the_box(body, clerk, head):
    row = build.opening(body, clerk, letters=2)
    return lambda: build.close(fresh(row), clerk)


COMMANDS = (
    taking,
    assigning,
    answering,
    forwarding,
    extending,
    closing,
    cancelling,
    measuring,
    noting,
    summarising,
    masking,
    classifying,
    telling,
    moving_terms,
    closing_the_box,
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.__name__)
def test_command_does_all_or_nothing_whichever_statement_fails(command, body, clerk, head, state):
    tried = each_failure(command(body, clerk, head), state)
    assert tried >= 9
    assert [str(fault) for fault in books(body)] == []


def test_control_a_command_without_its_transaction_leaves_a_half(body, clerk, state):
    row = build.appeal(body)

    def two_halves():
        actions.note(fresh(row), by=clerk, reason="Биринчи")
        actions.note(fresh(row), by=clerk, reason="Экинчи")

    with pytest.raises(AssertionError, match="half of it stayed"):
        each_failure(two_halves, state, whole=nullcontext)

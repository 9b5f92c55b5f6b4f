"""Rows under the guards of a restore and of the seals, and what those refuse: for `test_guards.py`."""

from datetime import timedelta

from office import clock
from office.handover.models import BodyExport, BodyTransfer
from office.models.clock_repair import ClockRepair
from office.models.counter import Counter
from office.models.duty_reminder import DutyReminder
from office.models.restored_book import RestoredBook
from office.seals.models import Seal, SealBook
from tests import make
from trustbox.journal.models.books import Book


def restored_book(body, **fields):
    return make.row(RestoredBook, body, **({"known_last": None, "answered_on": None} | fields))


def answered_book(body):
    return restored_book(body, last=1, known_last=1, answered_on=clock.today())


def closed(row, name):
    """The row of a book that a restore has closed."""
    restored_book(row.organisation, book=name, year=row.year, last=1)
    return row


def closed_counter(body):
    counter = make.row(Counter, body)
    return closed(counter, counter.book), {"last": 9}


def closed_journal(body):
    book = make.row(Book, body)
    return closed(book, book.kind), {"length": 9}


def new_counter(body):
    restored_book(body, book="minutes", year=2026, last=1)
    return make.unsaved(Counter, body, book="orders", year=2026, last=1), {}


def new_journal(body):
    restored_book(body, book="minutes", year=2026, last=1)
    return make.unsaved(Book, body), {}


def seal_book(body):
    return SealBook.objects.create(organisation_id=body.pk)


def seal(body):
    return Seal.objects.create(
        book=seal_book(body), place=1, previous="", day=clock.today(), kind="row", table_name="x", row_id=1
    )


def accepted_clock(body):
    return ClockRepair.objects.create(
        last_day=clock.today() + timedelta(1), accepted_on=clock.today(), reason="Саат ката болчу"
    )


def body_export(body):
    return BodyExport.objects.create(
        organisation=body,
        exported_by=make.person("exporter"),
        manifest_sha256="a" * 64,
        recipient="age1",
    )


CLOSED = "a_book_is_closed_until_its_last_known_number_is_entered"
BEGINS = "a_book_begins_when_no_other_is_closed_by_a_restore"
CASES = {
    (Counter, "UPDATE", CLOSED): closed_counter,
    (Counter, "INSERT", BEGINS): new_counter,
    (Book, "UPDATE", CLOSED): closed_journal,
    (Book, "INSERT", BEGINS): new_journal,
    (RestoredBook, "UPDATE", "what_a_restore_lost_is_never_changed"): lambda body: (
        answered_book(body),
        {"book": "башка"},
    ),
    (RestoredBook, "DELETE", "what_a_restore_lost_is_never_deleted"): lambda body: (answered_book(body), {}),
    (SealBook, "UPDATE", "a_book_of_seals_only_grows"): lambda body: (
        seal_book(body),
        {"begun_on": clock.today().replace(year=2020)},
    ),
    (ClockRepair, "UPDATE", "an_accepted_clock_is_never_changed"): lambda body: (
        accepted_clock(body),
        {"reason": "Башка"},
    ),
    (ClockRepair, "DELETE", "an_accepted_clock_is_never_deleted"): lambda body: (accepted_clock(body), {}),
    (BodyExport, "UPDATE", "an_export_of_a_body_is_never_changed"): lambda body: (
        body_export(body),
        {"recipient": "age2"},
    ),
    (BodyExport, "DELETE", "an_export_of_a_body_is_never_deleted"): lambda body: (body_export(body), {}),
    (BodyTransfer, "UPDATE", "an_act_of_transfer_is_never_changed"): lambda body: (
        make.row(BodyTransfer, body),
        {"giver": "Башка"},
    ),
    (BodyTransfer, "DELETE", "an_act_of_transfer_is_never_deleted"): lambda body: (
        make.row(BodyTransfer, body),
        {},
    ),
    (DutyReminder, "UPDATE", "a_reminder_of_duties_is_never_changed"): lambda body: (
        make.row(DutyReminder, body),
        {"duties": "Башка"},
    ),
    (DutyReminder, "DELETE", "a_reminder_of_duties_is_never_deleted"): lambda body: (
        make.row(DutyReminder, body),
        {},
    ),
    (SealBook, "DELETE", "a_book_of_seals_is_never_deleted"): lambda body: (seal_book(body), {}),
    (Seal, "UPDATE", "a_seal_is_never_changed"): lambda body: (seal(body), {"digest": "0"}),
    (Seal, "DELETE", "a_seal_is_never_deleted"): lambda body: (seal(body), {}),
}

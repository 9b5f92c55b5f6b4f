"""Builders of the quarantine tray, and what `make.row` and the guards need of it."""

from django.utils import timezone

from office.verification import verify
from office.wall.actions import build_wall
from tests import make
from trustbox import codes
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.tray import actions
from trustbox.tray.models import TrayDecision, TrayLetter

FLOOD = "Акыркы эскертүү! Баарыңар жооп бересиңер!!!"


def tray_letter(body, text=FLOOD, **columns):
    """A letter held in the tray today."""
    return actions.hold_letter(body, kind="complaint", text=text, **columns).letter


def tray_letters(body, number, text=FLOOD):
    """So many, and all rows of the tray."""
    for _place in range(number):
        tray_letter(body, text)
    return TrayLetter.objects.of(body)


def set_letters_aside(rows, by, ground="empty"):
    return actions.set_aside(rows, by=by, ground=ground, text="Мазмуну жок")


def row_of_letter(body, mark):
    """The columns of a next letter, sealed; the book tells of it already."""
    book = Book.open_for_writing(body, timezone.localdate().year, Book.Kind.TRAY)
    wall = build_wall(body, book=book.kind, year=book.year, number=book.last + 1)
    record = TrayLetter(
        wall=wall,
        year=book.year,
        received_on=timezone.localdate(),
        kind="complaint",
        text=mark or "Мазмун",
        likeness=actions.likeness_digest(mark),
        code_hash=codes.code_digest(codes.new_code()),
    )
    return bound_columns(book, record) | {"decision": None, "appeal": None}


def row_of_decision(body, mark):
    """The columns of a next decision, sealed."""
    book = Book.open_for_writing(body, timezone.localdate().year, Book.Kind.TRAY)
    record = TrayDecision(
        kind="aside",
        day=timezone.localdate(),
        author=make.row(make.Person, body),
        numbers="1",
        ground="empty",
        text=mark or "Себеби",
    )
    return bound_columns(book, record)


def bound_columns(book, record):
    book.bind(record)
    return {
        field.name: getattr(record, field.name)
        for field in record._meta.concrete_fields
        if not field.primary_key
    }


SPECIAL = {
    TrayLetter: row_of_letter,
    TrayDecision: row_of_decision,
}


def decided_twice(body):
    """A letter set aside, and the decision before."""
    row, by = make.row(TrayLetter, body), make.row(make.Person, body)
    rows = TrayLetter.objects.of(body).filter(pk=row.pk)
    first = set_letters_aside(rows, by)[0]
    actions.bring_back(rows, by=by, text="Жаңылыштык")
    row.refresh_from_db()
    return row, {"decision": first, "version": row.version + 1}


CASES = {
    (TrayDecision, "INSERT", "a_decision_on_the_tray_is_the_last_record_of_its_book"): lambda body: (
        make.unsaved(TrayDecision, body, hash="0" * 64),
        {},
    ),
    (TrayDecision, "UPDATE", "a_decision_on_the_tray_is_never_changed"): lambda body: (
        make.row(TrayDecision, body),
        {"text": "Башка"},
    ),
    (TrayDecision, "DELETE", "a_decision_on_the_tray_is_never_deleted"): lambda body: (
        make.row(TrayDecision, body),
        {},
    ),
    (TrayLetter, "INSERT", "a_letter_of_the_tray_is_the_last_record_of_its_book"): lambda body: (
        make.unsaved(TrayLetter, body, hash="0" * 64),
        {},
    ),
    (TrayLetter, "UPDATE", "what_came_into_the_tray_is_never_changed"): lambda body: (
        make.row(TrayLetter, body),
        {"text": "Башка"},
    ),
    (TrayLetter, "UPDATE", "a_letter_of_the_tray_moves_only_by_a_later_decision"): decided_twice,
    (TrayLetter, "UPDATE", "a_letter_of_the_tray_has_its_entry_only_when_taken"): lambda body: (
        make.row(TrayLetter, body),
        {"appeal": make.row(Appeal, body)},
    ),
    (TrayLetter, "DELETE", "a_letter_of_the_tray_is_never_deleted"): lambda body: (
        make.row(TrayLetter, body),
        {},
    ),
}
# More than one guard sees it; which of them speaks first is the engine's matter.
OR_ELSE = (
    {
        (
            TrayLetter,
            "UPDATE",
            name,
        ): "what_came_into_the_tray|moves_only_by_a_later_decision|has_its_entry_only_when_taken"
        for name in (
            "what_came_into_the_tray_is_never_changed",
            "a_letter_of_the_tray_has_its_entry_only_when_taken",
        )
    }
    | {
        (TrayLetter, field): f"trayletter_{field}_is_of_the_same_body|"
        "what_came_into_the_tray|moves_only_by_a_later|has_its_entry"
        for field in ("book", "wall", "decision", "appeal", "disposal")
    }
    | {
        (
            TrayDecision,
            "book",
        ): "traydecision_book_is_of_the_same_body|a_decision_on_the_tray_is_the_last_record"
    }
)


def faults():
    return [str(fault) for fault in verify()]

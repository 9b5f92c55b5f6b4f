"""What the guards of the trust box refuse: (model, event, name) → a row that stands under it, and the change
it refuses.
"""

from datetime import date

from office.retention.models.disposal import Disposal
from tests import make
from tests.trustbox import build, tray_build
from trustbox.boxes.models.openings import Attendee, BoxLetter, Opening
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.models.files import AppealFile
from trustbox.journal.models.opinions import AnswerOpinion


def unsaved_row_copy(row, **fields):
    """A row like this one, not saved yet."""
    row.pk, row._state.adding = None, True
    for name, value in fields.items():
        setattr(row, name, value)
    return row, {}


def row_of_closed_opening(body, model):
    """A row of an opening that was closed since."""
    row = make.row(model, body)
    Opening.unscoped.filter(pk=row.opening_id).update(state="closed", **build.closed_opening(body))
    row.refresh_from_db()
    return row


def opening_with_letters_counted(body):
    """An opening with two letters counted and none entered."""
    return make.row(Opening, body, count=2)


CASES = {
    **tray_build.CASES,
    (Book, "INSERT", "a_book_begins_empty"): lambda body: (make.unsaved(Book, body, length=3), {}),
    (Book, "UPDATE", "a_book_grows_by_one_record"): lambda body: (make.row(Book, body), {"length": 3}),
    (Book, "DELETE", "a_book_is_never_deleted"): lambda body: (make.row(Book, body), {}),
    (Appeal, "INSERT", "an_entry_is_the_last_record_of_its_book"): lambda body: (
        make.unsaved(Appeal, body, hash="0" * 64),
        {},
    ),
    (Appeal, "INSERT", "a_letter_of_the_box_comes_while_the_box_is_open"): lambda body: (
        make.unsaved(Appeal, body, channel="box", opening=make.in_state(Opening, "closed", body)),
        {},
    ),
    (Appeal, "INSERT", "a_signed_letter_of_the_box_comes_without_a_file_that_is_read"): lambda body: (
        make.unsaved(
            Appeal, body, channel="box", opening=make.row(Opening, body), anonymous=False, files="0" * 64
        ),
        {},
    ),
    (Appeal, "UPDATE", "what_came_in_is_never_changed"): lambda body: (
        make.row(Appeal, body),
        {"text": "Башка"},
    ),
    (Appeal, "UPDATE", "an_entry_changes_only_by_an_event"): lambda body: (
        make.row(Appeal, body),
        {"state": "cancelled", "version": 2},
    ),
    (Appeal, "UPDATE", "a_reply_names_the_official_who_considered_the_appeal"): lambda body: (
        make.row(Appeal, body),
        {
            "state": "answered",
            "version": 2,
            "result": "explained",
            "answer_number": "1",
            "answer_date": date(2026, 3, 5),
            "answer_reason": "Кыргызча",
        },
    ),
    (Appeal, "UPDATE", "words_of_an_entry_are_removed_by_an_approved_act"): lambda body: (
        make.row(Appeal, body),
        {"disposal": make.row(Disposal, body)},
    ),
    (Appeal, "DELETE", "an_entry_is_never_deleted"): lambda body: (make.row(Appeal, body), {}),
    (AppealEvent, "INSERT", "an_event_is_the_last_record_of_its_book"): lambda body: (
        make.unsaved(AppealEvent, body, hash="0" * 64),
        {},
    ),
    (AppealEvent, "UPDATE", "an_event_is_never_changed"): lambda body: (
        make.row(AppealEvent, body),
        {"text": "Башка"},
    ),
    (AppealEvent, "DELETE", "an_event_is_never_deleted"): lambda body: (make.row(AppealEvent, body), {}),
    (AnswerOpinion, "INSERT", "an_opinion_is_about_a_reply"): lambda body: (
        make.unsaved(AnswerOpinion, body, appeal=make.row(Appeal, body), is_answer=True),
        {},
    ),
    (AnswerOpinion, "UPDATE", "an_opinion_is_never_changed"): lambda body: (
        make.row(AnswerOpinion, body),
        {"is_answer": False},
    ),
    (AnswerOpinion, "DELETE", "an_opinion_is_never_deleted"): lambda body: (
        make.row(AnswerOpinion, body),
        {},
    ),
    (AppealFile, "UPDATE", "a_file_of_an_appeal_is_never_changed"): lambda body: (
        make.row(AppealFile, body),
        {"version": 7},
    ),
    (AppealFile, "DELETE", "a_file_of_an_appeal_is_never_deleted"): lambda body: (
        make.row(AppealFile, body),
        {},
    ),
    (Opening, "UPDATE", "a_closed_opening_is_never_changed"): lambda body: (
        make.in_state(Opening, "closed", body),
        {"note": "Башка"},
    ),
    (Opening, "UPDATE", "an_opening_closes_only_with_an_entry_for_each_letter"): lambda body: (
        opening_with_letters_counted(body),
        {"state": "closed", **build.closed_opening(body), "count": 2},
    ),
    (Opening, "DELETE", "an_opening_is_never_deleted"): lambda body: (make.row(Opening, body), {}),
    **{
        (model, event, f"{what}_is_never_{verb}"): case
        for model, what, fresh in (
            (Attendee, "an_attendee_of_a_closed_opening", lambda body: {"seat": make.row(make.Seat, body)}),
            (BoxLetter, "a_letter_of_a_closed_opening", lambda body: {"place": 30001}),
        )
        for event, verb, case in (
            (
                "INSERT",
                "added",
                lambda body, model=model, fresh=fresh: unsaved_row_copy(
                    row_of_closed_opening(body, model), **fresh(body)
                ),
            ),
            (
                "UPDATE",
                "changed",
                lambda body, model=model: (row_of_closed_opening(body, model), {"version": 7}),
            ),
            ("DELETE", "deleted", lambda body, model=model: (row_of_closed_opening(body, model), {})),
        )
    },
}
# Both guards see it; which of the two speaks first is the engine's matter.
OR_ELSE = {
    (AnswerOpinion, "appeal"): "answeropinion_appeal_is_of_the_same_body|an_opinion_is_about_a_reply",
    **tray_build.OR_ELSE,
    **{
        (Appeal, field): f"appeal_{field}_is_of_the_same_body|"
        "what_came_in_is_never_changed|an_entry_changes_only_by_an_event"
        "|words_of_an_entry_are_removed_by_an_approved_act"
        for field in ("book", "opening", "wall", "institution", "disposal")
    },
    **{
        (AppealEvent, field): f"appealevent_{field}_is_of_the_same_body|an_event_is_never_changed"
        for field in ("book", "appeal", "institution", "disposal")
    },
    (
        Appeal,
        "UPDATE",
        "words_of_an_entry_are_removed_by_an_approved_act",
    ): "words_of_an_entry_are_removed_by_an_approved_act|an_entry_changes_only_by_an_event",
    (
        Appeal,
        "UPDATE",
        "what_came_in_is_never_changed",
    ): "what_came_in_is_never_changed|an_entry_changes_only_by_an_event",
}

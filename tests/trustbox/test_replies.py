"""A reply names the official it went to, a moved term the day that moved it, and the slip speaks the language
of the appeal (J4, J16, 003 4.2).
"""

import subprocess
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.models.calendar import CalendarDay
from office.registers.workflow import Refused
from office.roles import Role
from tests.page import Visitor
from tests.trustbox import build
from trustbox.journal.book_papers import book_context
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.proofs import prove_books

TODAY = timezone.localdate
REPLY = {"number": "01-5", "result": "explained", "text": "Түшүндүрүлдү"}


def answer_page(row):
    return reverse("appeals:move", args=[row.pk, "answer"])


def journal_row(body):
    return book_context(body, TODAY().year)["table"]["groups"][0]["rows"][0]


# --- The official -------------------------------------------------------------------------------------------


def test_reply_to_an_appeal_given_to_nobody_names_the_official(page, body, cast):
    row = build.appeal(body)
    clerk = page(cast[Role.CLERK])
    assert clerk.get(answer_page(row)).submit(**REPLY).status_code == 422
    done = clerk.get(answer_page(row)).submit(**REPLY, executor=str(cast[Role.EMPLOYEE].pk))
    assert done.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.executor) == ("answered", cast[Role.EMPLOYEE])
    assert journal_row(body)["sent"].startswith(str(cast[Role.EMPLOYEE]))
    assert list(prove_books(body)) == []


def test_reply_to_an_appeal_given_to_an_official_asks_for_nobody(page, body, cast):
    row = build.assign_appeal(body, cast[Role.CLERK], executor=cast[Role.EMPLOYEE])
    form = page(cast[Role.CLERK]).get(answer_page(row))
    assert "executor" not in form.form
    assert form.submit(**REPLY).status_code == 302
    assert Appeal.objects.of(body).get().executor == cast[Role.EMPLOYEE]


def test_reply_names_never_whom_the_appeal_is_about(page, body, cast):
    row = build.appeal(body, text=f"{cast[Role.EMPLOYEE]} кезекти бузду")
    typed = {**REPLY, "executor": str(cast[Role.EMPLOYEE].pk)}
    assert page(cast[Role.CLERK]).get(answer_page(row)).submit(**typed).status_code == 422


def test_reply_without_an_official_is_refused_by_the_entry_itself(body, clerk):
    with pytest.raises(Refused):
        build.answer_appeal(build.appeal(body), clerk, executor=None)


# --- The day that moved a term ------------------------------------------------------------------------------


def enter_day(page, keeper, day, name, kind="off"):
    typed = {"day": day.isoformat(), "kind": kind, "name_ky": name, "confirmed": ""}
    assert page(keeper).get(reverse("calendar:create")).submit(**typed).status_code == 302


def test_event_names_the_holiday_that_moved_the_term(page, body, cast, keeper):
    row = build.appeal(body)
    enter_day(page, keeper, row.due_on, "Атайын майрам")
    event = row.events.get()
    assert event.text == f"{row.due_on:%d.%m.%Y}, Атайын майрам: эми эс алуу күнү"
    assert event.text in page(cast[Role.CLERK]).get(row.get_absolute_url()).text
    assert f"өзгөрдү ({event.text}), мөөнөт {event.due_after:%d.%m.%Y}" in journal_row(body)["measures"]


def test_event_names_the_day_that_works_again(page, body, keeper):
    row = build.appeal(body)
    first = row.due_on
    enter_day(page, keeper, first, "Атайын майрам")
    day = CalendarDay.objects.get(day=first)
    edit = reverse("calendar:edit", args=[day.pk])
    assert page(keeper).get(edit).submit(kind="working").status_code == 302
    row.refresh_from_db()
    assert row.due_on == first
    assert row.events.last().text == f"{first:%d.%m.%Y}, Атайын майрам: эми иш күнү"


def test_holiday_beside_the_term_is_not_named(page, body, keeper):
    row = build.appeal(body)
    first = row.due_on
    CalendarDay.objects.create(day=first + timedelta(days=60), kind="off", name_ky="Алыскы күн")
    enter_day(page, keeper, first, "Атайын майрам")
    assert "Алыскы" not in row.events.get().text


def test_sender_reads_which_day_moved_the_term(page, body, keeper):
    receipt = build.take_counter_appeal(body)
    enter_day(page, keeper, receipt.appeal.due_on, "Атайын майрам")
    state = Visitor().post(reverse("open:appeal_answer", args=[body.code]), {"code": receipt.code})
    assert "Атайын майрам: эми эс алуу күнү" in state.text


# --- The slip -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "heading"),
    [("ky", "ДҮМҮРЧӨК"), ("ru", "КВИТАНЦИЯ"), ("other", "ДҮМҮРЧӨК")],
)
def test_slip_speaks_the_language_of_the_appeal(body, clerk, language, heading):
    receipt = build.take_counter_appeal(body, language=language)
    address = f"/trustbox/appeals/{receipt.appeal.pk}/slip/"
    paper = Visitor(clerk).post(address, {"code": receipt.code}).content
    words = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True).stdout
    assert heading in words.decode()

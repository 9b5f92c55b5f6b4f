"""Words, files and names of appeals whose term has run out go by an act of disposal; number, days, states and
the proof of the book stay.
"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from office import clock
from office.files.models import StoredFile
from office.models.person import Appointment, Person
from office.registers.workflow import Refused
from office.retention.actions import aged_rows_of_year, propose_disposal, seen_rows
from office.retention.models.terms import Hold, RetentionTerm
from office.roles import Role
from office.verification import verify
from office.wall.actions import exclude_person
from office.wall.models.identity import Identity
from office.wall.models.wall import Wall
from tests import make
from tests.office.thief import hits, loot
from tests.office.vault import decide_keeping, vault
from tests.page import Visitor
from tests.test_controls import drop_triggers
from tests.trustbox import build
from trustbox.journal.actions import add_event
from trustbox.journal.models.appeals import Appeal
from trustbox.tray import actions as tray_actions
from trustbox.tray.models import TrayLetter

MARK, NAME = "Канарейкабай", "Уларбекова"
THEN = date(2024, 3, 5)
PHOTO = b"%PDF-1.7 " + MARK.encode()


def term(body, clerk, years=1, kind="appeals"):
    RetentionTerm.objects.of(body).create(
        organisation=body, kind=kind, years=years, nomenclature="02-05, 2024", entered_by=clerk
    )


def finished_appeal(body, cast, **fields):
    """An appeal of 2024 with a file, a note, a measure and a reply; every text of it holds the mark."""
    Appointment.objects.of(body).update(starts=date(2023, 1, 9))
    clerk, head = (Person.objects.get(pk=cast[role].pk) for role in (Role.CLERK, Role.HEAD))
    with override_settings(DEMO=True), clock.set_today(THEN):
        row = build.appeal(
            body, text=f"{MARK} жер бербей жатат", received_on=THEN, files=[("арыз.pdf", PHOTO)], **fields
        )
        row.move("assign", by=clerk, executor=head, masked=f"{MARK} жер")
        for kind, text in (("summarised", f"{MARK} жөнүндө"), ("measure", f"{MARK} менен сүйлөшүлдү")):
            with transaction.atomic():
                row.refresh_from_db()
                row.version += 1
                row.write(kind, by=clerk, text=text)
                row.save()
        row.move(
            "answer",
            by=clerk,
            number="К-4",
            date=THEN,
            language="ru",
            reason=f"{MARK} орусча жазган",
            result="explained",
            text=f"Урматтуу {MARK}!",
        )
    row.refresh_from_db()
    return row


def approved(body, cast):
    act = propose_disposal(body, [("appeals", 2024)], by=cast[Role.CLERK])
    question = make.decided_question(body, cast[Role.CLERK])
    return act.move("approve", by=cast[Role.HEAD], question=question)


def dispose(act, cast, run_callbacks):
    with run_callbacks(execute=True):
        act.move("dispose", by=cast[Role.CLERK])
    return act


def test_disposed_words_are_nowhere_and_the_book_still_proves_itself(
    body, cast, page, django_capture_on_commit_callbacks
):
    vault(body, cast)
    decide_keeping(body, cast[Role.ADMINISTRATOR], since=date(2024, 1, 9))
    row = finished_appeal(body, cast, anonymous=False, identity={"name": NAME})
    term(body, cast[Role.CLERK])
    assert hits([MARK], loot())
    act = approved(body, cast)
    dispose(act, cast, django_capture_on_commit_callbacks)
    after = Appeal.objects.of(body).get(pk=row.pk)
    for column in ("number", "year", "received_on", "state", "answer_number", "finished", "hash", "leaves"):
        assert getattr(after, column) == getattr(row, column)
    assert (after.text, after.summary, after.masked, after.disposal) == ("—", "—", "—", act)
    assert after.measures == "05.03.2024 —"
    assert hits([MARK], loot()) == set()
    assert Identity.objects.of(body).filter(wall=row.wall_id).count() == 0
    assert Wall.objects.of(body).get(pk=row.wall_id).left == []
    assert list(verify()) == []
    shown = page(cast[Role.CLERK]).get(row.get_absolute_url())
    assert f"Жок кылуу актысы № {act.number}/{act.year}" in shown.text
    assert page(cast[Role.CLERK]).get("/trustbox/appeals/").status_code == 200


def entry_of_the_tray(body, cast):
    """An appeal of 2024 that came in a flood, taken over from the tray and answered."""
    Appointment.objects.of(body).update(starts=date(2023, 1, 9))
    clerk, head = (Person.objects.get(pk=cast[role].pk) for role in (Role.CLERK, Role.HEAD))
    with override_settings(DEMO=True), clock.set_today(THEN):
        tray_actions.hold_letter(
            body, kind="complaint", text=f"{MARK} жер бербей жатат", files=[("арыз.pdf", PHOTO)]
        )
        (row,) = tray_actions.take_into_journal(TrayLetter.objects.of(body), by=clerk)
        return build.answer_appeal(row, clerk, executor=head, date=THEN)


def test_words_of_an_entry_that_came_by_the_tray_go_from_the_tray_too(
    body, cast, page, django_capture_on_commit_callbacks
):
    row = entry_of_the_tray(body, cast)
    term(body, cast[Role.CLERK])
    act = dispose(approved(body, cast), cast, django_capture_on_commit_callbacks)
    letter = TrayLetter.objects.of(body).get(appeal=row)
    assert (letter.text, letter.disposal) == ("—", act)
    assert hits([MARK], loot()) == set()
    assert list(verify()) == []
    shown = page(cast[Role.CLERK]).get(letter.get_absolute_url())
    assert f"Жок кылуу актысы № {act.number}/{act.year}" in shown.text


def copies_of(body, cast, *, entries=1, copies=2):
    """Letters of the same words in a flood of 2024: the first are entries, answered; the others set aside."""
    Appointment.objects.of(body).update(starts=date(2023, 1, 9))
    clerk, head = (Person.objects.get(pk=cast[role].pk) for role in (Role.CLERK, Role.HEAD))
    letters = TrayLetter.objects.of(body)
    with override_settings(DEMO=True), clock.set_today(THEN):
        for number in range(entries + copies):
            tray_actions.hold_letter(
                body, kind="complaint", text=f"{MARK} жер! {number}", files=[("арыз.pdf", PHOTO)]
            )
        rows = tray_actions.take_into_journal(letters.filter(number__lte=entries), by=clerk)
        tray_actions.set_aside(letters.waiting(), by=clerk, ground="same", text="Ошол эле сөздөр")
        answered = [build.answer_appeal(row, clerk, executor=head, date=THEN) for row in rows]
    return answered, letters.filter(number__gt=entries)


def test_copies_set_aside_for_an_entry_lose_their_words_with_it(
    body, cast, page, django_capture_on_commit_callbacks
):
    (row,), copies = copies_of(body, cast)
    term(body, cast[Role.CLERK])
    act = dispose(approved(body, cast), cast, django_capture_on_commit_callbacks)
    letters = TrayLetter.objects.of(body)
    assert set(letters.values_list("text", "likeness", "disposal")) == {("—", "", act.pk)}
    assert letters.count() == 3
    assert hits([MARK], loot()) == set()
    assert StoredFile.objects.of(body).filter(disposal=None).count() == 0
    assert list(verify()) == []
    shown = page(cast[Role.CLERK]).get(copies[0].get_absolute_url())
    assert f"Жок кылуу актысы № {act.number}/{act.year}" in shown.text and not shown.context["moves"]
    shown = [page(cast[Role.CLERK]).get(f"/trustbox/tray/{query}") for query in ("", "?year=2024&like=2")]
    assert [one.context["count"] for one in shown] == [3, 0]
    assert letters.alike(letters).count() == 0
    with pytest.raises(Refused):
        tray_actions.bring_back(copies, by=cast[Role.CLERK], text="Жаңылыштык")
    with pytest.raises(IntegrityError), transaction.atomic():
        copies.update(version=5, decision=None)
    late = tray_actions.hold_letter(body, kind="complaint", text=f"{MARK} жер!").letter
    with pytest.raises(Refused):
        tray_actions.set_aside(letters.filter(pk=late.pk), by=cast[Role.CLERK], ground="same", text="—")


def test_copies_keep_their_words_as_long_as_another_entry_has_them(
    body, cast, django_capture_on_commit_callbacks
):
    (_row, other), copies = copies_of(body, cast, entries=2)
    hold = {"organisation": body, "kind": "appeals", "year": 2024, "number": str(other.number)}
    Hold.objects.of(body).create(**hold, reason="Сот иши № 5", entered_by=cast[Role.CLERK])
    term(body, cast[Role.CLERK])
    dispose(approved(body, cast), cast, django_capture_on_commit_callbacks)
    assert {one.text.split()[0] for one in copies} == {MARK}
    assert list(verify()) == []


def empty_letter(body, cast, ground="empty"):
    """A letter of 2024 that was set aside without an entry."""
    Appointment.objects.of(body).update(starts=date(2023, 1, 9))
    clerk, letters = Person.objects.get(pk=cast[Role.CLERK].pk), TrayLetter.objects.of(body)
    with override_settings(DEMO=True), clock.set_today(THEN):
        tray_actions.hold_letter(body, kind="complaint", text=f"{MARK} сатам", files=[("жарнама.pdf", PHOTO)])
        tray_actions.set_aside(letters.waiting(), by=clerk, ground=ground, text="Жарнама гана")
    return letters.get()


def act_over_letters(body, cast):
    term(body, cast[Role.CLERK], kind="tray_letters")
    act = propose_disposal(body, [("tray_letters", 2024)], by=cast[Role.CLERK])
    return act.move("approve", by=cast[Role.HEAD], question=make.decided_question(body, cast[Role.CLERK]))


def test_a_letter_set_aside_without_an_entry_has_an_act_of_its_own(
    body, cast, page, django_capture_on_commit_callbacks
):
    before = hits([MARK], loot())  # files that other tests left
    letter = empty_letter(body, cast)
    assert hits([MARK], loot())
    act = dispose(act_over_letters(body, cast), cast, django_capture_on_commit_callbacks)
    letter.refresh_from_db()
    assert (letter.text, letter.likeness, letter.disposal, letter.number) == ("—", "", act, 1)
    assert hits([MARK], loot()) <= before
    assert list(verify()) == []
    shown = page(cast[Role.CLERK]).get(letter.get_absolute_url())
    assert f"Жок кылуу актысы № {act.number}/{act.year}" in shown.text


def test_control_an_act_over_letters_takes_no_letter_that_waits(body, cast):
    empty_letter(body, cast)
    act = act_over_letters(body, cast)
    late = tray_actions.hold_letter(body, kind="complaint", text=f"{MARK} башка").letter
    gone = {"text": "—", "likeness": "", "disposal": act}
    rows = TrayLetter.objects.of(body).filter(pk=late.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**gone)
    drop_triggers()
    rows.update(**gone)
    assert ("trustbox_trayletter", "disposal_id") in {(fault.table, fault.column) for fault in verify()}


def test_control_a_copy_set_aside_loses_no_words_by_itself(body, cast):
    _rows, copies = copies_of(body, cast)
    term(body, cast[Role.CLERK])
    act = approved(body, cast)
    gone = {"text": "—", "likeness": "", "disposal": act}
    with pytest.raises(IntegrityError), transaction.atomic():
        copies.update(**gone)
    drop_triggers()
    copies.update(**gone)
    assert ("trustbox_trayletter", "disposal_id") in {(fault.table, fault.column) for fault in verify()}


def test_disposed_entry_takes_no_more_words_and_waits_for_none(
    body, cast, page, django_capture_on_commit_callbacks
):
    Appointment.objects.of(body).update(starts=date(2023, 1, 9))
    clerk = Person.objects.get(pk=cast[Role.CLERK].pk)
    with override_settings(DEMO=True), clock.set_today(THEN):
        receipt = build.take_counter_appeal(body, text=f"{MARK} жер", received_on=THEN)
        row = build.answer_appeal(receipt.appeal, clerk, date=THEN)
    assert Appeal.objects.of(body).not_summarised().count() == 1
    term(body, clerk)
    dispose(approved(body, cast), cast, django_capture_on_commit_callbacks)
    assert Appeal.objects.of(body).not_summarised().count() == 0
    for kind, words in (
        ("heard", {"text": MARK}),
        ("noted", {"reason": MARK}),
        ("summarised", {"text": MARK}),
    ):
        with pytest.raises(Refused):
            add_event(row, kind, by=None if kind == "heard" else clerk, **words)
    assert Appeal.objects.of(body).get(pk=row.pk).short_text == "—"
    assert not page(clerk).get(row.get_absolute_url()).context["acts"]
    state = Visitor().post(f"/open/{body.code}/appeal/answer/", {"code": receipt.code})
    assert "жок кылынган" in state.text and not state.all("textarea")


def test_control_a_letter_of_the_tray_loses_no_words_by_itself(body, cast):
    row = entry_of_the_tray(body, cast)
    term(body, cast[Role.CLERK])
    act = approved(body, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrayLetter.objects.of(body).filter(appeal=row).update(text="—", disposal=act)
    drop_triggers()
    TrayLetter.objects.of(body).filter(appeal=row).update(text="—", disposal=act)
    assert ("trustbox_trayletter", "disposal_id") in {(fault.table, fault.column) for fault in verify()}


def test_control_the_same_dash_without_an_act_is_a_fault(body, cast):
    row = finished_appeal(body, cast)
    drop_triggers()
    Appeal.objects.of(body).filter(pk=row.pk).update(text="—")
    assert ("trustbox_appeal", "text") in {(fault.table, fault.column) for fault in verify()}


def test_an_act_that_does_not_name_the_entry_covers_nothing(body, cast, django_capture_on_commit_callbacks):
    finished_appeal(body, cast)
    term(body, cast[Role.CLERK])
    act = dispose(approved(body, cast), cast, django_capture_on_commit_callbacks)
    other = finished_appeal(body, cast)
    drop_triggers()
    Appeal.objects.of(body).filter(pk=other.pk).update(text="—", disposal=act)
    found = {(fault.table, fault.column, fault.words) for fault in verify()}
    assert ("trustbox_appeal", "disposal_id", "no act of disposal names this row") in found


def test_another_text_under_an_act_is_a_fault(body, cast, django_capture_on_commit_callbacks):
    row = finished_appeal(body, cast)
    term(body, cast[Role.CLERK])
    dispose(approved(body, cast), cast, django_capture_on_commit_callbacks)
    drop_triggers()
    Appeal.objects.of(body).filter(pk=row.pk).update(text="Башка сөз")
    assert ("trustbox_appeal", "text") in {(fault.table, fault.column) for fault in verify()}


def test_the_database_removes_no_words_by_an_act_that_is_not_approved(body, cast):
    row = finished_appeal(body, cast)
    term(body, cast[Role.CLERK])
    act = propose_disposal(body, [("appeals", 2024)], by=cast[Role.CLERK])
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.of(body).filter(pk=row.pk).update(text="—", disposal=act)


def aged(body, cast):
    return aged_rows_of_year(body, "appeals", 2024, seen_rows(body, cast[Role.CLERK])).count()


def test_open_hidden_and_held_matters_are_never_of_age(body, cast):
    row = finished_appeal(body, cast)
    with override_settings(DEMO=True), clock.set_today(THEN):
        build.appeal(body, received_on=THEN)
    term(body, cast[Role.CLERK])
    assert aged(body, cast) == 1
    exclusion = exclude_person(row.wall, cast[Role.MEMBER], reason="Тууганы", by=cast[Role.HEAD])
    assert aged(body, cast) == 0
    exclusion.lifted_on, exclusion.lifted_by = clock.today(), cast[Role.HEAD]
    exclusion.save()
    assert aged(body, cast) == 1
    held = {"organisation": body, "kind": "appeals", "year": 2024, "number": str(row.number)}
    Hold.objects.of(body).create(**held, reason="Сот иши № 5", entered_by=cast[Role.CLERK])
    assert aged(body, cast) == 0
    assert StoredFile.objects.of(body).filter(disposal__isnull=False).count() == 0

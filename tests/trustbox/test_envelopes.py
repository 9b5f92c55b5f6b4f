"""Names that come in an envelope: a citizen says so online, the commission enters the envelope, and the entry
is named from then on; cells of the printed journal are left for handwriting (003 4.2, LAW rule 21).
"""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from office import tickets
from office.registers.workflow import Refused
from office.roles import Role
from tests.office import vault
from tests.page import Visitor
from tests.test_controls import drop_triggers
from tests.trustbox import build
from trustbox.boxes.models.openings import Opening
from trustbox.journal.actions import take_envelope
from trustbox.journal.book_papers import book_context
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.papers import BLANK
from trustbox.journal.proofs import prove_books
from trustbox.tray.actions import take_into_journal
from trustbox.tray.flood import GAUGE
from trustbox.tray.models import TrayLetter


@pytest.fixture(autouse=True)
def at_once(monkeypatch, db):
    cache.clear()
    monkeypatch.setattr(tickets, "SOONEST", 0)


def write_online(body, **fields):
    page = Visitor().get(reverse("open:appeal_write", args=[body.code]))
    return page.submit(kind="complaint", text="Көчөдө суу жок", **fields)


def awaited(body):
    write_online(body, brings_envelope="on")
    return Appeal.objects.of(body).get()


def enter_envelope(visitor, entry, **fields):
    form = visitor.get(reverse("appeals:envelope", args=[entry.pk]))
    return form.submit(**{"number": entry.wall.envelope_number, **fields})


def test_receipt_names_the_envelope_and_the_entry_is_anonymous_until_it_comes(body):
    receipt = write_online(body, brings_envelope="on")
    entry = Appeal.objects.of(body).get()
    assert f"№ 1/{entry.year}" in receipt.words("dd")[2]
    assert (entry.anonymous, entry.awaits_envelope, entry.owes_a_reply) == (True, True, False)
    assert str(entry.sender) == f"№ 1/{entry.year} конверт келгенче анонимдүү"


def test_letter_without_the_tick_awaits_nothing(body):
    write_online(body)
    entry = Appeal.objects.of(body).get()
    assert (entry.awaits_envelope, entry.wall.envelope) == (False, None)


def test_entry_is_named_when_a_member_of_the_commission_enters_the_envelope(page, body, cast):
    entry = awaited(body)
    done = enter_envelope(page(cast[Role.MEMBER]), entry)
    assert done.status_code == 302
    entry.refresh_from_db()
    assert (entry.is_anonymous, entry.owes_a_reply, entry.named_on) == (False, True, timezone.localdate())
    assert str(entry.sender) == f"конверт № 1/{entry.year}"
    assert list(prove_books(body)) == []


def test_named_entry_is_closed_as_anonymous_no_more(body, clerk):
    entry = awaited(body)
    take_envelope(entry, by=clerk, number=entry.wall.envelope_number, date=timezone.localdate())
    with pytest.raises(Refused):
        entry.move("close", by=clerk, ground="anonymous", text="")


def test_column_of_the_name_without_its_event_is_seen_by_the_proof(body, clerk):
    entry = awaited(body)
    drop_triggers()
    Appeal.unscoped.filter(pk=entry.pk).update(named_on=timezone.localdate())
    assert [fault.column for fault in prove_books(body)] == ["named_on"]


def test_envelope_of_another_number_is_refused_by_its_page(page, body, clerk):
    entry = awaited(body)
    answer = enter_envelope(page(clerk), entry, number=f"2/{entry.year}")
    assert answer.status_code == 422 and "башка конвертти күтөт" in answer.text
    assert not AppealEvent.objects.of(body).exists()


def test_envelope_is_entered_once_and_never_for_an_entry_that_awaits_none(page, body, clerk):
    entry = awaited(body)
    fields = {"by": clerk, "number": entry.wall.envelope_number, "date": timezone.localdate()}
    take_envelope(entry, **fields)
    for row in (entry, build.appeal(body)):
        with pytest.raises(Refused):
            take_envelope(row, **fields)


def test_head_and_officer_enter_no_envelope(page, body, cast):
    entry = awaited(body)
    for role in (Role.HEAD, Role.OFFICER):
        address = reverse("appeals:envelope", args=[entry.pk])
        assert page(cast[role]).get(address).status_code in (403, 404)
        assert address not in page(cast[role]).get(entry.get_absolute_url()).links


def test_journal_finds_the_entries_whose_envelope_is_awaited(page, body, clerk):
    entry = awaited(body)
    build.appeal(body)
    rows = page(clerk).get(f"{reverse('appeals:register')}?who=awaited").rows
    assert len(rows) == 1 and str(entry.number) in rows[0][0]


def test_letter_of_a_flood_keeps_its_envelope(page, body, clerk, monkeypatch):
    monkeypatch.setattr(GAUGE, "count", lambda organisation: True)
    receipt = write_online(body, brings_envelope="on")
    letter = TrayLetter.objects.of(body).get()
    assert letter.wall.envelope_number in receipt.text and letter.awaits_envelope
    entry = take_into_journal(TrayLetter.objects.of(body), by=clerk)[0]
    assert entry.awaits_envelope and entry.wall.envelope_number == letter.wall.envelope_number


def test_sender_sees_by_the_code_whether_the_envelope_has_come(body, clerk):
    receipt = write_online(body, brings_envelope="on")
    entry, code = Appeal.objects.of(body).get(), receipt.words("dd", class_="secret")[0]
    address = reverse("open:appeal_answer", args=[body.code])
    assert "келе элек" in Visitor().post(address, {"code": code}).text
    take_envelope(entry, by=clerk, number=entry.wall.envelope_number, date=timezone.localdate())
    state = Visitor().post(address, {"code": code}).text
    assert "келе элек" not in state and "Атыңыз жазылган конверт келди" in state


def test_several_write_together_where_names_lie_in_envelopes(body):
    write_online(body, signatories="4", brings_envelope="on")
    entry = Appeal.objects.of(body).get()
    assert (entry.signatories, entry.is_collective) == (4, True)


def test_vault_asks_for_the_name_itself_and_for_no_envelope(body, cast):
    vault.vault(body, cast)
    form = Visitor().get(reverse("open:appeal_write", args=[body.code])).form
    assert "name" in form and "brings_envelope" not in form


def test_book_with_empty_cells_leaves_names_to_the_hand_and_anonymous_as_they_are(body, clerk):
    build.appeal(body)
    build.appeal(body, anonymous=False)
    rows = book_context(body, timezone.localdate().year, names_blank=True)["table"]["groups"][0]["rows"]
    assert [(row["sender"], row["address"]) for row in rows] == [("Анонимдүү", ""), (BLANK, BLANK)]
    assert not BLANK.strip() and BLANK.count("\n") == 2
    rows = book_context(body, timezone.localdate().year)["table"]["groups"][0]["rows"]
    assert rows[1]["sender"] == rows[1]["address"] == f"конверт № 1/{timezone.localdate().year}"


def test_book_with_empty_cells_is_offered_beside_the_journal_and_printed(page, body, clerk):
    build.appeal(body, anonymous=False)
    links = page(clerk).get(reverse("appeals:register")).links
    address = next(link for link in links if "names=blank" in link and "book.docx" in link)
    assert page(clerk).get(address).status_code == 200


def test_closed_opening_says_which_letter_got_which_envelope(page, body, clerk):
    row = build.opening(body, clerk, count=2)
    build.box_letter(row, 1)
    build.box_letter(row, 2, anonymous=False)
    build.close_opening(row, clerk)
    text = page(clerk).get(Opening.objects.of(body).get().get_absolute_url()).text
    year = timezone.localdate().year
    assert "1-кат · даттануу · Анонимдүү" in text and f"2-кат · даттануу · конверт № 1/{year}" in text

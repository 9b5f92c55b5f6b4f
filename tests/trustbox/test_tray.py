"""The quarantine tray: in a flood everybody gets a number, the journal stays as it is, nothing is lost and
nothing deleted (SAFETY threat 23, L-4).
"""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office import tickets
from office.models.law import LegalValue
from office.registers.workflow import Refused
from office.wall.actions import exclude_person
from tests.office import samples, vault
from tests.page import Visitor
from tests.trustbox import build
from tests.trustbox.test_citizen import back, code_of, send
from tests.trustbox.tray_build import FLOOD, faults, set_letters_aside, tray_letter, tray_letters
from trustbox.citizen import appeal_pages
from trustbox.journal.models.appeals import Appeal
from trustbox.tray import actions, flood
from trustbox.tray.models import TrayDecision, TrayLetter

HONEST = "Көчөбүздөгү {} үйгө суу келбейт"
LIST = "/trustbox/tray/"


@pytest.fixture(autouse=True)
def desk(monkeypatch, db):
    cache.clear()
    monkeypatch.setattr(tickets, "SOONEST", 0)


def lets(number):
    """The tray opens after so many letters an hour."""
    LegalValue.objects.filter(code="appeal_flood").update(value=number)


@pytest.fixture
def held_answer(body, page):
    """The receipt of a letter that came in a flood."""
    lets(0)
    return send(page(None), body)


# --- The flood ---------------------------------------------------------------------------------------------


def words_of(number):
    """A text of its own for each honest person."""
    return HONEST.format("алты" * (number + 1))


def post(client, body, text):
    values = {
        "ticket": appeal_pages.DESK.issue(body.code),
        "kind": "complaint",
        "language": "ky",
        "text": text,
    }
    return client.post(f"/open/{body.code}/appeal/write/", values, REMOTE_ADDR="10.1.2.3")


def asked_by_the_journal(clerk):
    with CaptureQueriesContext(connection) as queries:
        assert Visitor(clerk).get("/trustbox/appeals/").status_code == 200
    return len(queries)


# The code is the same on both engines; a letter costs PostgreSQL three times as much.
LETTERS = 2040 if connection.vendor == "sqlite" else 510


def test_two_thousand_letters_and_thirty_honest_people_behind_one_address(body, clerk):
    lets(5)
    build.appeal(body)
    before = asked_by_the_journal(clerk)
    client, honest = Client(), []
    for place in range(LETTERS):
        if place % (LETTERS // 30) == 0:
            answer = post(client, body, words_of(place // (LETTERS // 30)))
            assert (answer.status_code, 'class="secret"' in answer.content.decode()) == (200, True)
            honest.append(place)
        elif place < 40:
            assert post(client, body, f"{FLOOD} {place}").status_code == 200
        else:
            tray_letter(body, f"{FLOOD} {place}")
    assert (len(honest), Appeal.objects.of(body).count(), TrayLetter.objects.of(body).count()) == (
        30,
        6,
        LETTERS - 5,
    )
    assert asked_by_the_journal(clerk) == before
    shown = Visitor(clerk).get(f"{LIST}?words=alone")
    assert (shown.words("p", class_="count"), len(shown.all("input", class_="pick"))) == (["29"], 29)
    one = TrayLetter.objects.of(body).filter(text__startswith=FLOOD).first().pk
    actions.take_into_journal(TrayLetter.objects.of(body).filter(pk=one), by=clerk)
    made = Visitor(clerk).get("/trustbox/tray/aside/?all=1&words=alike&state=waiting")
    assert made.submit(ground="same", text="Бир эле сөз").status_code == 302
    decision = TrayDecision.objects.of(body).get(kind="aside")
    assert len(actions.parse_ranges(decision.numbers)) == LETTERS - 35
    assert TrayLetter.objects.of(body).waiting().count() == 29
    assert faults() == []


def test_tray_opens_after_the_legal_value_and_closes_an_hour_later(body, monkeypatch):
    lets(3)
    hour = time.monotonic()
    assert [flood.GAUGE.count(body) for _letter in range(5)] == [False, False, False, True, True]
    monkeypatch.setattr(flood.time, "monotonic", lambda: hour + flood.HOUR + 60)
    assert not flood.GAUGE.is_high(body)


def test_flood_of_one_body_is_none_of_another(body, foreign):
    lets(1)
    assert [flood.GAUGE.count(one) for one in (body, body, foreign)] == [False, True, False]


def test_without_a_legal_value_in_force_every_letter_stands_in_the_journal(body, page):
    LegalValue.objects.filter(code="appeal_flood").delete()
    assert send(page(None), body).status_code == 200
    assert Appeal.objects.of(body).count() == 1


def test_control_without_the_tray_the_journal_takes_the_flood(body, page, monkeypatch):
    lets(1)
    for _letter in range(3):
        send(page(None), body)
    assert (Appeal.objects.of(body).count(), TrayLetter.objects.of(body).count()) == (1, 2)
    monkeypatch.setattr(flood.Gauge, "count", lambda *_: False)
    send(page(None), body)
    assert (Appeal.objects.of(body).count(), TrayLetter.objects.of(body).count()) == (2, 2)


def test_open_pages_say_that_a_flood_is_on_and_when_it_is_over(body, page):
    places = [f"/open/{body.code}/appeal/{place}" for place in ("", "write/")]
    lets(0)
    assert ["карантин" in page(None).get(place).text for place in places] == [True, True]
    lets(9)
    assert ["карантин" in page(None).get(place).text for place in places] == [False, False]


# --- The sender --------------------------------------------------------------------------------------------


def test_receipt_has_a_number_of_the_tray_the_day_and_a_code(body, held_answer):
    row = TrayLetter.objects.of(body).get()
    assert f"№ К-1/{row.year}" in held_answer.text
    assert f"{body.code} карантин {row.year} № 1 · {row.head}" in held_answer.text
    assert f"{actions.register_by(row):%d.%m.%Y}" in held_answer.text
    assert len(code_of(held_answer)) == 29 and not Appeal.objects.of(body).exists()


def test_form_sent_again_in_a_flood_brings_the_first_receipt(body, page):
    lets(0)
    form = page(None).get(f"/open/{body.code}/appeal/write/")
    answers = [form.submit(kind="complaint", text=text) for text in (FLOOD, FLOOD, "Башка")]
    assert [answer.status_code for answer in answers] == [200, 200, 409]
    assert len({code_of(answer) for answer in answers}) == 1 == TrayLetter.objects.of(body).count()


def test_one_code_tells_the_state_before_and_after(body, clerk, page, held_answer):
    code = code_of(held_answer)
    waits = back(page(None), body, code)
    assert (waits.status_code, "карантинде күтөт" in waits.text, "Журналга" in waits.text) == (
        200,
        True,
        True,
    )
    actions.take_into_journal(TrayLetter.objects.of(body), by=clerk)
    state_page = back(page(None), body, code)
    row = TrayLetter.objects.of(body).get()
    assert (
        f"№ {row.label}" in state_page.text and f"№ {row.appeal.number}/{row.appeal.year}" in state_page.text
    )
    assert state_page.submit(text="Дагы бир сөз").status_code == 200
    assert row.appeal.events.count() == 1


def test_sender_reads_why_a_letter_was_set_aside(body, clerk, page, held_answer):
    set_letters_aside(TrayLetter.objects.of(body), clerk)
    text = back(page(None), body, code_of(held_answer)).text
    assert "Мазмуну жок" in text and "четке коюлду" in text and str(clerk) not in text


def test_files_go_with_the_letter_into_the_journal(body, clerk, page):
    lets(0)
    picture = SimpleUploadedFile("Асан.jpg", next(samples.jpegs()))
    assert send(page(None), body, files=[picture]).status_code == 200
    (entry,) = actions.take_into_journal(TrayLetter.objects.of(body), by=clerk)
    assert [row.sha256 for row in entry.kept_files.all()] == entry.files.split() != []
    assert faults() == []


def test_papers_of_the_disclosure_register_do_not_go_with_the_letter(body, cast, clerk, page):
    """A request for the identity is filed behind the same wall; it names the sender."""
    vault.vault(body, cast)
    lets(0)
    assert send(page(None), body, name="Асанов Асан").status_code == 200
    letter = TrayLetter.objects.of(body).get()
    vault.request(letter.wall, by=clerk)
    (entry,) = actions.take_into_journal(TrayLetter.objects.of(body), by=clerk)
    assert not entry.kept_files.exists()
    assert faults() == []


# --- Into the journal --------------------------------------------------------------------------------------


def test_entry_keeps_the_day_it_came_and_its_term_runs_from_registration(body, clerk, monkeypatch):
    row = tray_letter(body)
    later = timezone.localdate() + timedelta(days=14)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: later)
    (entry,) = actions.take_into_journal(TrayLetter.objects.of(body), by=clerk)
    assert (entry.received_on, entry.registered_on, entry.late) == (row.received_on, later, True)
    assert (entry.wall, entry.code_hash, entry.channel, entry.keeper) == (
        row.wall,
        row.code_hash,
        "online",
        clerk,
    )
    assert entry.due_on > later


def test_entry_taken_over_within_a_working_day_is_in_time(body, clerk):
    tray_letter(body)
    (entry,) = actions.take_into_journal(TrayLetter.objects.of(body), by=clerk)
    assert (entry.late, entry.number) == (False, 1)


def test_letter_is_taken_over_once(body, clerk):
    rows = tray_letters(body, 1)
    actions.take_into_journal(rows, by=clerk)
    with pytest.raises(Refused):
        actions.take_into_journal(rows, by=clerk)
    assert Appeal.objects.of(body).count() == 1


def test_no_more_than_a_hundred_are_taken_over_at_once(body, clerk, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AT_ONCE", 2)
    with pytest.raises(Refused, match="2"):
        actions.take_into_journal(tray_letters(body, 3), by=clerk)


# --- Aside and back ----------------------------------------------------------------------------------------


def test_same_words_are_set_aside_only_when_one_of_them_stands_in_the_journal(body, clerk):
    rows = tray_letters(body, 3)
    with pytest.raises(Refused, match="К-1"):
        set_letters_aside(rows, clerk, "same")
    actions.take_into_journal(rows.filter(number=1), by=clerk)
    (decision,) = set_letters_aside(rows, clerk, "same")
    assert (decision.numbers, rows.set_aside().count()) == ("2-3", 2)


def test_likeness_sees_words_not_signs():
    assert (
        actions.likeness_digest("Суу жок!!! 17")
        == actions.likeness_digest("суу  жок, 18.")
        != actions.likeness_digest("Суу бар")
    )
    assert actions.likeness_digest("1") != actions.likeness_digest("2")


def test_what_was_set_aside_comes_back_under_its_day(body, clerk):
    rows = tray_letters(body, 2)
    (decision,) = set_letters_aside(rows, clerk)
    actions.bring_back(rows.filter(decision=decision), by=clerk, text="Жаңылыштык")
    assert (rows.waiting().count(), TrayDecision.objects.of(body).count()) == (2, 2)
    actions.take_into_journal(rows, by=clerk)
    with pytest.raises(Refused):
        actions.bring_back(rows, by=clerk, text="Жаңылыштык")
    assert faults() == []


@pytest.mark.parametrize("numbers", [[1], [1, 2, 3], [9, 1, 2, 5, 6, 7], [2, 4, 6]])
def test_numbers_are_told_in_ranges(numbers):
    assert actions.parse_ranges(actions.format_ranges(numbers)) == sorted(numbers)


# --- The pages ---------------------------------------------------------------------------------------------


def test_clerk_sets_aside_what_is_ticked_and_brings_it_back(body, clerk):
    rows, visitor = tray_letters(body, 3), Visitor(clerk)
    first, second = rows.filter(number__lte=2).values_list("pk", flat=True)
    page = visitor.get(f"/trustbox/tray/aside/?letter={first}&letter={second}")
    refused = page.submit(ground="", text="")
    assert refused.status_code == 422
    done = refused.submit(ground="empty", text="Жарнама")
    decision = TrayDecision.objects.of(body).get()
    assert (done.headers["Location"], decision.numbers) == (decision.get_absolute_url(), "1-2")
    (undo,) = [link for link in visitor.get(decision.get_absolute_url()).links if "/tray/back/" in link]
    assert visitor.get(undo).submit(text="Жаңылыштык").status_code == 302
    assert rows.waiting().count() == 3


def test_letters_that_came_after_the_page_was_opened_are_not_swept_along(body, clerk):
    rows = tray_letters(body, 2)
    page = Visitor(clerk).get("/trustbox/tray/aside/?all=1")
    tray_letter(body)
    assert page.submit(ground="empty", text="Жарнама").status_code == 302
    assert [row.number for row in rows.waiting()] == [3]


def test_page_says_when_somebody_decided_meanwhile(body, clerk):
    rows = tray_letters(body, 2)
    page = Visitor(clerk).get("/trustbox/tray/aside/?all=1")
    actions.take_into_journal(rows.filter(number=1), by=clerk)
    answer = page.submit(ground="empty", text="Жарнама")
    assert (answer.status_code, answer.submit(ground="empty", text="Жарнама").status_code) == (422, 302)


def test_entry_and_letter_lead_to_each_other(body, clerk):
    row, visitor = tray_letter(body), Visitor(clerk)
    assert visitor.get(f"/trustbox/tray/take/?letter={row.pk}").submit().status_code == 302
    row.refresh_from_db()
    assert row.get_absolute_url() in visitor.get(row.appeal.get_absolute_url()).links
    assert row.appeal.get_absolute_url() in visitor.get(row.get_absolute_url()).links


def test_commission_reads_the_tray_and_decides_nothing(body, member):
    row, visitor = tray_letter(body), Visitor(member)
    assert not visitor.get(LIST).all("input", class_="pick")
    assert "/trustbox/tray/aside/" not in " ".join(visitor.get(row.get_absolute_url()).links)
    assert visitor.get(f"/trustbox/tray/aside/?letter={row.pk}").status_code == 403


def test_filters_separate_by_words_likeness_number_and_state(body, clerk):
    tray_letters(body, 2)
    tray_letter(body, "Суу жок")
    actions.take_into_journal(TrayLetter.objects.of(body).filter(number=2), by=clerk)
    wanted = {
        "q=суу": "1",
        "like=1": "2",
        "words=alone": "1",
        "first=2&last=3": "2",
        "state=waiting": "2",
        "state=taken": "1",
    }
    found = {asked: Visitor(clerk).get(f"{LIST}?{asked}").words("p", class_="count")[0] for asked in wanted}
    assert found == wanted


def test_clerk_sees_on_the_first_page_that_letters_wait(body, clerk, head):
    tray_letters(body, 2)
    assert "Карантинде күткөн каттар: 2" in Visitor(clerk).get("/").text
    assert "Карантинде" not in Visitor(head).get("/").text


@pytest.mark.parametrize("place", [LIST, "/trustbox/tray/decisions/"])
def test_lists_ask_no_more_for_thirty_rows_than_for_one(place, body, clerk, django_assert_num_queries):
    rows = tray_letters(body, 31)
    set_letters_aside(rows.filter(number=31), clerk)
    rows.filter(number__lt=31)
    with CaptureQueriesContext(connection) as one:
        Visitor(clerk).get(f"{place}?first=31")
    for number in range(1, 30):
        set_letters_aside(rows.filter(number=number), clerk)
    with django_assert_num_queries(len(one)):
        Visitor(clerk).get(f"{place}?first=1")


# --- The wall ----------------------------------------------------------------------------------------------


def test_excluded_person_sees_nothing_of_a_letter_in_the_tray_nor_in_the_journal(body, clerk, head):
    row = tray_letter(body, "Башчы жер сатып жатат")
    tray_letter(body)
    exclude_person(row.wall, head, reason="Өзү жөнүндө", by=clerk)
    visitor = Visitor(head)
    assert (
        visitor.get(LIST).words("p", class_="count"),
        visitor.get(row.get_absolute_url()).status_code,
    ) == (["1"], 404)
    assert visitor.get(f"{LIST}?like={row.number}").words("p", class_="count") != ["1"]
    (entry,) = actions.take_into_journal(TrayLetter.objects.of(body).filter(pk=row.pk), by=clerk)
    assert visitor.get(entry.get_absolute_url()).status_code == 404


def test_excluded_clerk_decides_nothing_about_a_letter(body, clerk, head):
    row = tray_letter(body)
    tray_letter(body)
    exclude_person(row.wall, clerk, reason="Өзү жөнүндө", by=head)
    assert (
        Visitor(clerk).get("/trustbox/tray/aside/?all=1").submit(ground="empty", text="Жок").status_code
        == 302
    )
    assert [one.pk for one in TrayLetter.objects.of(body).waiting()] == [row.pk]

"""The journal at the screen: entering, filters, the record, masked copies, the work list, the wall (LAW rules
17, 21; SAFETY I-12).
"""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.files.copy_check import MANIFEST
from office.files.metadata_worker import wash_file
from office.models.calendar import CalendarDay
from office.models.signal import Signal
from office.roles import Act, Role
from office.wall.actions import exclude_person
from tests import make
from tests.files import packed, parts_of, zip_part
from tests.office import samples
from tests.office.thief import hits, loot
from tests.page import Visitor
from tests.trustbox import build
from trustbox.analysis.models import Analysis
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.receptions import Reception
from trustbox.codes import code_digest
from trustbox.journal.actions import set_summary
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.task import Task
from trustbox.journal.papers import JOURNAL

REGISTER = "/trustbox/appeals/"
HEADINGS = [  # seed 003 4.2, to the letter
    "Кайрылуунун катар номери",
    "“Ишеним кутучасынан” алынган күнү, айы, жылы",
    "Арыз ээсинин фамилиясы, аты, атасынын аты (анонимдүү кайрылуу келип түшкөн учурда “Анонимдүү” деген "
    "белги коюлат)",
    "Арыз ээсинин дареги жана анын байланыш телефонунун номери (эгерде маалыматтар бар болсо)",
    "Кайрылуунун кыскача мазмуну",
    "Кайрылуу кароого жиберилген кызмат адамы, ошондой эле кароонун мөөнөтү",
    "Корүлгөн чаралар жөнүндө белги",
    "Арыз ээсине жооп берүүнүн чыгыш номери жана датасы",
]


def fill(visitor, url, **changes):
    return visitor.get(url).submit(**changes)


def on(day):
    return mock.patch.object(timezone, "localdate", lambda *_: day)


# --- Entering ----------------------------------------------------------------------------------------------


def test_appeal_is_entered_on_one_page_and_its_slip_shows_the_code_once(page, body, clerk):
    visitor = page(clerk)
    slip = fill(
        visitor, f"{REGISTER}new/", channel="telephone", kind="complaint", text="Суу жок", anonymous=None
    )
    row = Appeal.objects.of(body).get()
    assert (slip.status_code, row.channel, row.keeper, row.anonymous) == (200, "telephone", clerk, False)
    assert [len(group) for group in slip.words("dd", class_="code")[0].split("-")] == [4] * 6
    assert f"№ {row.wall.envelope}/{row.year}" in slip.text


def test_appeal_sent_twice_by_one_press_is_entered_once(page, body, clerk):
    visitor = page(clerk)
    sent = visitor.get(f"{REGISTER}new/").form | {"kind": "complaint", "text": "Суу жок"}
    first, second = (visitor.post(f"{REGISTER}new/", sent) for _ in range(2))
    assert (first.status_code, second.status_code, Appeal.objects.of(body).count()) == (200, 200, 1)


def code_shown(slip):
    return slip.words("dd", class_="code")[0]


def test_slip_whose_answer_was_lost_is_shown_again_to_the_same_form(page, body, clerk, cast):
    visitor = page(clerk)
    sent = visitor.get(f"{REGISTER}new/").form | {"kind": "complaint", "text": "Суу жок"}
    lost, again = (visitor.post(f"{REGISTER}new/", sent) for _ in range(2))
    row = Appeal.objects.of(body).get()
    assert code_shown(again) == code_shown(lost)
    assert code_digest(code_shown(again)) == row.code_hash
    assert not hits([sent["seed"], code_shown(lost)], loot())  # in no table, no file, no mail
    # Neither another form, nor another day, nor another content, nor somebody it is hidden from.
    assert visitor.post(f"{REGISTER}new/", sent | {"text": "Жарык жок"}).status_code == 409
    with on(timezone.localdate() + timedelta(days=1)):
        late = visitor.post(f"{REGISTER}new/", sent)
    assert (late.status_code, late.headers["Location"]) == (302, row.get_absolute_url())
    exclude_person(row.wall, clerk, by=cast[Role.OFFICER], reason="өзү жөнүндө")
    assert visitor.post(f"{REGISTER}new/", sent).status_code == 302
    assert Appeal.objects.of(body).count() == 1


def test_control_two_forms_have_two_codes_and_a_form_without_its_seed_one_of_its_own(page, body, clerk):
    visitor = page(clerk)
    slips = [fill(visitor, f"{REGISTER}new/", kind="complaint", text="Суу жок") for _ in range(2)]
    sent = visitor.get(f"{REGISTER}new/").form | {"kind": "complaint", "text": "Суу жок", "seed": ""}
    slips.append(visitor.post(f"{REGISTER}new/", sent))
    assert len({code_shown(slip) for slip in slips}) == 3
    assert visitor.post(f"{REGISTER}new/", sent).status_code == 302


def test_appeal_without_content_or_of_tomorrow_comes_back_filled(page, body, clerk):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = fill(page(clerk), f"{REGISTER}new/", kind="complaint", text="", received_on=tomorrow.isoformat())
    assert (answer.status_code, answer.form["received_on"], Appeal.objects.of(body).count()) == (
        422,
        tomorrow.isoformat(),
        0,
    )


def test_box_and_online_are_no_channels_of_the_clerk(page, body, clerk):
    for channel in ("box", "online"):
        assert (
            fill(page(clerk), f"{REGISTER}new/", channel=channel, kind="complaint", text="а").status_code
            == 422
        )


# --- Register ----------------------------------------------------------------------------------------------


def test_register_shows_the_mask_and_never_a_name(page, body, clerk):
    build.appeal(body)
    build.appeal(body, anonymous=False)
    rows = page(clerk).get(REGISTER).rows
    assert [(row[0].split()[0], row[2]) for row in rows] == [("2", "конверт № 1/2026"), ("1", "Анонимдүү")]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("state=registered", [3, 1]),
        ("who=collective", [3]),
        ("who=named", [2]),
        ("channel=post", [1]),
        ("q=суу", [1]),
        ("q=2", [2]),
        ("term=overdue", []),
        ("term=open", [3, 2, 1]),
    ],
)
def test_register_is_narrowed_in_its_address(query, numbers, page, body, clerk):
    build.appeal(body, channel="post", text="Сугат суусу")
    build.assign_appeal(body, clerk, anonymous=False)
    build.appeal(body, signatories=3)
    rows = page(clerk).get(f"{REGISTER}?{query}").rows
    assert [int(row[0].split()[0]) for row in rows] == numbers


def queries(person, address):
    visitor = Visitor(person)
    visitor.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        visitor.get(address)
    return len(caught)


def half_years(body, number):
    """So many analyses and as many lines of the other registers: each has a rule of
    its own against doubles.
    """
    for _place in range(number):
        year = 2020 - Analysis.objects.of(body).count()
        make.row(Analysis, body, kind="first", year=year, submitted_on=None, submitted_by=None, data=None)
        for model in (Reception, Box, Institution):
            make.row(model, body)
        make.row(Task, body, state="assigned", executor=make.Person.objects.get(username="clerk"))


@pytest.mark.parametrize("space", ["analyses", "receptions", "boxes", "institutions", "tasks"])
def test_register_asks_as_much_for_one_row_as_for_thirty(space, body, clerk):
    half_years(body, 1)
    one = queries(clerk, f"/trustbox/{space}/")
    half_years(body, 29)
    assert (queries(clerk, f"/trustbox/{space}/"), one > 3) == (one, True)


@pytest.mark.parametrize(
    "address", [REGISTER, f"{REGISTER}work/", "/trustbox/openings/", f"{REGISTER}export/csv/"]
)
def test_list_asks_as_much_for_one_entry_as_for_thirty(address, body, clerk):
    def some():
        row = build.assign_appeal(body, clerk)
        build.forward_appeal(build.appeal(body, anonymous=False), clerk, Institution.objects.of(body).first())
        build.close_opening(build.opening(body, clerk), clerk)
        return row

    build.institution(body)
    some()
    one = queries(clerk, address)
    for _ in range(14):
        some()
    assert queries(clerk, address) == one


def test_copies_have_the_eight_columns_to_the_letter(page, body, clerk):
    build.answer_appeal(build.assign_appeal(body, clerk, anonymous=False), clerk)
    build.appeal(body).move("cancel", by=clerk, reason="Эки жолу катталган")
    answer = page(clerk).get(f"{REGISTER}export/csv/")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [column.heading for column in JOURNAL.columns] == HEADINGS
    assert JOURNAL.form == "trustbox/journal"
    assert all(heading in answer.content.decode() for heading in HEADINGS)
    assert any("№ 01-14/125" in line for line in lines) and "Жазуу жокко чыгарылды" in answer.content.decode()


# --- Record ------------------------------------------------------------------------------------------------


def test_named_appeal_goes_to_its_reply_on_the_screen(page, body, clerk, cast):
    row = build.appeal(body, anonymous=False, text="Асанова Гүлнара 0555 123 456 мага айтты")
    visitor, url = page(clerk), row.get_absolute_url()
    assign = visitor.get(f"{url}move/assign/")
    assert assign.form["masked"] == "▇▇▇ ▇▇▇ мага айтты"
    assign.submit(executor=cast[Role.EMPLOYEE].pk, although_named="on")
    fill(page(cast[Role.EMPLOYEE]), f"/trustbox/tasks/{row.pk}/measure/", text="Текшердим")
    fill(visitor, f"{url}move/answer/", number="01-7", result="satisfied", text="Чечилди")
    row.refresh_from_db()
    assert (row.state, row.answer_number) == ("answered", "01-7")
    assert [event.kind for event in row.events.all()] == ["assigned", "measure", "answered"]
    assert "Текшердим" in visitor.get(url).text


def test_record_says_how_the_term_was_counted(page, body, clerk):
    with on(date(2026, 10, 30)):
        row = build.appeal(body)
    assert row.due_on == date(2026, 11, 19)
    text = page(clerk).get(row.get_absolute_url()).text
    assert "14 жумуш күнү, биринчиси 02.11.2026; эсептелген жок: ишемби, жекшемби" in text


def test_official_reads_the_masked_text_and_nothing_else(page, body, clerk, cast):
    employee = cast[Role.EMPLOYEE]
    row = build.assign_appeal(body, clerk, executor=employee, text="Купуя мазмун", anonymous=False)
    other = build.assign_appeal(body, clerk)
    visitor = page(employee)
    task = visitor.get(f"/trustbox/tasks/{row.pk}/")
    assert "[жашырылган]" in task.text and "Купуя" not in task.text and "конверт" not in task.text
    assert len(visitor.get("/trustbox/tasks/").rows) == 1
    assert visitor.get(f"/trustbox/tasks/{other.pk}/").status_code == 404
    assert visitor.get(row.get_absolute_url()).status_code == 403


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("note", {"reason": "Ката бар"}),
        ("summary", {"text": "Кыскача"}),
        ("measure", {"text": "Чара"}),
        ("mask", {"masked": "Жашырылган"}),
        ("classify", {"zone": "land"}),
    ],
)
def test_each_act_beside_the_moves_is_an_event(act, sent, page, body, clerk):
    row = build.assign_appeal(body, clerk)
    assert fill(page(clerk), f"{row.get_absolute_url()}{act}/", **sent).status_code == 302
    assert row.events.count() == 2


def test_event_sent_twice_by_one_press_counts_once(page, body, clerk):
    row = build.appeal(body)
    visitor, url = page(clerk), f"{row.get_absolute_url()}note/"
    sent = visitor.get(url).form | {"reason": "Ката"}
    assert [visitor.post(url, sent).status_code for _ in range(2)] == [302, 422]
    assert row.events.count() == 1


def test_signal_tells_the_register_neither_number_nor_person_nor_day(page, body, clerk):
    row = build.appeal(body)
    url = f"{row.get_absolute_url()}signal/"
    assert fill(page(clerk), url, note="Жер бөлүүдө кезек").status_code == 422
    fill(page(clerk), f"{row.get_absolute_url()}classify/", zone="land", function="services")
    assert fill(page(clerk), url, note="Асанов Асан айтты").status_code == 422
    assert fill(page(clerk), url, note="Жер бөлүүдө кезек").status_code == 302
    signal = Signal.objects.of(body).get()
    assert (signal.day.day, signal.source, signal.zone) == (1, "appeals", "land")


# --- Work --------------------------------------------------------------------------------------------------


def test_work_list_counts_the_fine_of_replies_owed_alone(page, body, clerk):
    with on(date(2026, 9, 1)):
        build.assign_appeal(body, clerk, anonymous=False)
        build.appeal(body)
    build.appeal(body)
    text = page(clerk).get(f"{REGISTER}work/").text
    assert "Кечиккен жооптор: 1. Айып 10000 сомго" in text.replace("\xa0", "").replace(
        " 000 сомго", "000 сомго"
    )


def test_my_day_names_what_presses_and_what_was_given(page, body, clerk, cast):
    row = build.assign_appeal(body, clerk, executor=cast[Role.EMPLOYEE])
    build.appeal(body)
    assert f"{row} · сизге берилди" in page(cast[Role.EMPLOYEE]).get("/").text
    assert "№ 2 / " in page(clerk).get("/").text


def test_holiday_entered_on_the_screen_moves_open_terms_at_once(page, body, clerk, keeper):
    with on(date(2026, 11, 20)):
        row = build.appeal(body)
    fill(
        page(keeper),
        "/calendar/new/",
        day="2026-12-01",
        kind="off",
        name_ky="Жарыяланган дем алыш",
    )
    row.refresh_from_db()
    assert (CalendarDay.objects.filter(day=date(2026, 12, 1)).exists(), row.due_on) == (
        True,
        date(2026, 12, 11),
    )
    assert "10.12.2026 → 11.12.2026" in page(clerk).get(row.get_absolute_url()).text


# --- The wall (I-12) ---------------------------------------------------------------------------------------

PLACES = [
    "/",
    REGISTER,
    f"{REGISTER}?q=Купуя",
    f"{REGISTER}work/",
    f"{REGISTER}export/csv/",
    "/trustbox/tasks/",
]


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.MEMBER, Role.CLERK])
def test_excluded_person_of_any_role_meets_no_trace(role, body, cast, clerk):
    shown = build.appeal(body, text="Ачык кайрылуу")
    before = {place: counted(cast[role], place) for place in PLACES}
    hidden = build.appeal(body, text="Купуя кайрылуу", anonymous=False)
    by = cast[Role.OFFICER] if role == Role.CLERK else clerk
    exclude_person(hidden.wall, cast[role], reason="Үстүнөн даттанган", by=by)
    assert {place: counted(cast[role], place) for place in PLACES} == before
    visitor = Visitor(cast[role])
    for address in (
        hidden.get_absolute_url(),
        hidden.wall.get_absolute_url(),
        f"/trustbox/tasks/{hidden.pk}/",
    ):
        assert visitor.get(address).status_code in (403, 404)
    assert visitor.get(shown.get_absolute_url()).status_code == 200


def counted(person, place):
    """What a place says but for what differs at each asking."""
    answer = Visitor(person).get(place)
    return (answer.status_code, answer.text if answer.is_html else answer.content)


def test_excluded_member_of_the_opening_does_not_find_the_entry_there(body, clerk, member):
    row = build.close_opening(build.opening(body, clerk, letters=2), clerk)
    hidden = row.appeals.first()
    exclude_person(hidden.wall, member, reason="Үстүнөн даттанган", by=clerk)
    assert str(hidden) not in Visitor(member).get(row.get_absolute_url()).text


def test_official_excluded_afterwards_loses_the_masked_copy(body, clerk, cast):
    row = build.assign_appeal(body, clerk, executor=cast[Role.EMPLOYEE])
    visitor = Visitor(cast[Role.EMPLOYEE])
    assert visitor.get(f"/trustbox/tasks/{row.pk}/").status_code == 200
    exclude_person(row.wall, cast[Role.EMPLOYEE], reason="Үстүнөн даттанган", by=clerk)
    assert visitor.get(f"/trustbox/tasks/{row.pk}/").status_code == 404


def test_control_without_the_wall_the_excluded_person_would_see_it(body, clerk, head):
    hidden = build.appeal(body, text="Купуя кайрылуу")
    set_summary(hidden, by=clerk, text="Купуя кайрылуу")
    exclude_person(hidden.wall, head, reason="Үстүнөн даттанган", by=clerk)
    assert "Купуя" not in Visitor(head).get(REGISTER).text
    with mock.patch("office.wall.models.wall.WalledQuerySet.not_hidden_from", lambda rows, person: rows):
        assert "Купуя" in Visitor(head).get(REGISTER).text


def test_inspector_administrator_and_stranger_see_no_appeal(body, cast, stranger):
    row = build.appeal(body)
    answers = {
        who.username: Visitor(who).get(row.get_absolute_url()).status_code
        for who in (cast[Role.INSPECTOR], cast[Role.ADMINISTRATOR], stranger)
    }
    assert answers == {"inspector": 403, "administrator": 403, "stranger": 404}


def test_file_of_an_appeal_is_given_by_its_own_page_alone(body, clerk, head):
    row = build.appeal(body, files=[("кат.pdf", b"%PDF-1.7 letter")], by=clerk)
    kept = row.kept_files.get()
    url = reverse("appeals:file", args=[row.pk, kept.pk])
    answer = Visitor(clerk).get(url)
    assert (answer.content, "attachment" in answer.headers["Content-Disposition"]) == (
        b"%PDF-1.7 letter",
        True,
    )
    assert Visitor(clerk).get(kept.file.get_absolute_url()).status_code == 404
    exclude_person(row.wall, head, reason="Үстүнөн даттанган", by=clerk)
    assert Visitor(head).get(url).status_code == 404


def test_copy_of_an_open_document_that_no_program_opened_is_given_mended(body, clerk):
    """As copies of OpenDocument 1.3 were filed once: the manifest said 1.2."""
    newer = zip_part(samples.open_document(), "content.xml").replace(b'version="1.2"', b'version="1.3"')
    copy = wash_file(samples.open_document(parts={"content.xml": newer}))[1]
    parts = parts_of(copy)
    filed = packed(parts | {MANIFEST: parts[MANIFEST].replace(b'version="1.3"', b'version="1.2"')})
    row = build.appeal(body, files=[("", filed)])
    answer = Visitor(clerk).get(reverse("appeals:file", args=[row.pk, row.kept_files.get().pk]))
    assert answer.content == copy != filed


def test_acts_of_the_journal_are_given_to_these_roles():
    from office.roles import MAY

    assert {act: MAY[act] for act in (Act.APPEALS, Act.EXTEND)} == {
        Act.APPEALS: {Role.CLERK},
        Act.EXTEND: {Role.HEAD},
    }
    assert not MAY[Act.JOURNAL] & {Role.ADMINISTRATOR, Role.INSPECTOR, Role.EMPLOYEE}


def test_old_row_of_a_closed_year_stays_where_it_was(body, clerk):
    with on(date(2026, 12, 31)):
        row = build.appeal(body)
    with on(date(2027, 1, 11)):
        build.answer_appeal(row, clerk)
        fresh = build.appeal(body)
    assert (row.events.get().book, row.book.year, fresh.book.year) == (row.book, 2026, 2027)


def test_unscoped_row_of_another_body_is_404_for_files_too(body, stranger, clerk):
    row = build.appeal(body, files=[("кат.pdf", b"%PDF-1.7 letter")], by=clerk)
    url = reverse("appeals:file", args=[row.pk, row.kept_files.get().pk])
    assert Visitor(stranger).get(url).status_code == 404


def test_one_row_of_the_journal_for_make(body):
    assert make.row(Appeal, body).number == 1

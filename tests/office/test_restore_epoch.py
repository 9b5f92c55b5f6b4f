"""After an older copy was restored no number is given twice (SAFETY D-17, B-4)."""

import ast
import re
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.utils import translation

from office import clock, tickets
from office.management.commands.verify import all_faults, read_heads
from office.models.counter import Counter
from office.models.restored_book import RestoredBook
from office.recovery.actions import enter_known_number, lost_words
from office.recovery.restore import close_books
from office.registers.workflow import Refused
from office.registries import NUMBER_BOOK_NAMES
from office.verification import report_nothing
from tests.test_house import CODE
from tests.trustbox import build
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.tray.actions import hold_letter

YEAR = clock.today().year


@pytest.fixture
def restored(body):
    """A village whose copy holds three letters and two minutes; its books are closed."""
    for _ in range(3):
        build.appeal(body)
    with transaction.atomic():
        Counter.take(body, "minutes", YEAR)
        Counter.take(body, "minutes", YEAR)
    restore_a_copy(body)
    return body


def restore_a_copy(body):
    """What a restore does to the books; those of the district are open again."""
    close_books({"at": f"{clock.today()}T10:00:00+00:00"})
    answer(body.parent, known_last=0)


def closed(body, name="appeals"):
    return RestoredBook.objects.of(body).get(book=name, known_last=None)


def answer(body, name="appeals", **answers):
    return enter_known_number(closed(body, name), by=None, **answers)


def take(body, name="minutes"):
    with transaction.atomic():
        return Counter.take(body, name, YEAR)


def faults(heads=None):
    return [str(fault) for fault in all_faults(read_heads(heads) if heads else [], report_nothing)]


def test_closed_book_takes_no_letter_no_event_and_no_number(restored):
    row = Appeal.objects.of(restored).first()
    for act in (
        lambda: build.appeal(restored),
        lambda: row.move("cancel", by=build_clerk(restored), reason="Эки жолу"),
        lambda: take(restored),
        lambda: hold_letter(restored, kind="complaint", text="Суу жок"),
    ):
        with pytest.raises(Refused, match="restored from a copy|калыбына"):
            act()
    assert (Appeal.objects.of(restored).count(), Counter.objects.of(restored).get(book="minutes").last) == (
        3,
        2,
    )


BOOKS_OF_NUMBERS = {  # what a counter may be called; of plans one a plan
    *NUMBER_BOOK_NAMES,
    "plans/plan-7",
}


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("name", sorted(BOOKS_OF_NUMBERS))
def test_page_of_closed_books_says_words_and_no_internal_key(name, language):
    with translation.override(language):
        words = RestoredBook(book=name, year=YEAR).book_words
        assert name not in words and not re.search("[a-z]{3}", words)


def test_every_book_that_numbers_are_taken_from_has_a_name():
    taken = set()
    for path in CODE:
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Counter.take":
                taken.add(ast.unparse(call.args[1]))
    assert {one.strip("'") for one in taken if one.startswith("'")} <= set(NUMBER_BOOK_NAMES)
    assert {one for one in taken if not one.startswith("'")} == {
        "self.BOOK",
        "self.series",
        "BodyTransfer.BOOK",
        "Conflict.BOOK",
        "row.form",
        "Edition.Form.VILLAGE_LIST",
        "ANNEX_2.form",
        "f'{PLAN.form}-{row.plan_id}'",
        "f'{PLAN.form}-{plan.pk}'",
    }
    books = {getattr(model, "BOOK", "") for model in apps.get_models()} - {""}
    assert books <= set(NUMBER_BOOK_NAMES)


def build_clerk(body):
    from office.roles import Role
    from tests import make

    person = make.person("restorer")
    make.appoint(person, body, Role.CLERK, "Жооптуу катчы")
    return person


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE office_counter SET last = last + 1",
        "UPDATE trustbox_book SET last = last + 1, length = length + 1",
        "INSERT INTO office_counter (organisation_id, book, year, last, version) "
        "SELECT organisation_id, 'openings', year, 1, 1 FROM office_counter",
    ],
)
def test_database_itself_refuses_what_goes_past_the_door(restored, statement):
    with pytest.raises(IntegrityError, match="book_"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    RestoredBook.objects.of(restored).get(book="minutes")
    answer(restored, "minutes", known_last=2)
    answer(restored, known_last=3)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)  # the control: open, the same is taken
        transaction.set_rollback(True)


def test_lost_numbers_stand_in_the_journal_and_no_number_is_given_twice(restored):
    answer(restored, known_last=53)
    assert build.appeal(restored).number == 54
    rows = Appeal.objects.of(restored).order_by("number")
    assert [row.number for row in rows] == list(range(1, 55))
    assert {row.number for row in rows if row.state == "lost"} == set(range(4, 54))
    answer(restored, "minutes", known_last=2)
    assert faults() == []
    assert list(lost_words()) == [
        f"dostuk · appeals {YEAR} · № 4–53: lost in the restore of {clock.today():%d.%m.%Y}"
    ]


def test_citizen_is_answered_in_words_while_the_book_is_closed(restored, page, monkeypatch):
    monkeypatch.setattr(tickets, "SOONEST", 0)
    form = page(None).get(f"/open/{restored.code}/appeal/write/")
    answered = form.submit(kind="complaint", text="Суу жок", status=422)
    assert "калыбына келтирилди" in answered.text and "Суу жок" in answered.text
    assert Appeal.objects.of(restored).count() == 3


@pytest.mark.parametrize("years", [2, 10])
def test_book_of_a_far_year_is_not_opened_and_later_entries_are_not_marked(body, years):
    build.appeal(body)
    ahead = date(YEAR + years, 3, 1)
    with override_settings(DEMO=True), clock.set_today(ahead), pytest.raises(Refused, match=str(ahead.year)):
        build.appeal(body)
    assert not Book.objects.of(body).exclude(year=YEAR)
    assert (build.appeal(body).number, build.appeal(body).clock_back) == (2, False)


def test_book_of_next_year_opens_in_it_and_not_before(body):
    build.appeal(body)
    with pytest.raises(Refused), transaction.atomic():
        Book.open_for_writing(body, YEAR + 1)
    with override_settings(DEMO=True), clock.set_today(date(YEAR + 1, 1, 1)):
        assert build.appeal(body).number == 1


def test_counter_goes_on_after_the_lost_numbers(restored):
    answer(restored, "minutes", known_last=9)
    assert take(restored) == 10


def test_new_book_begins_only_when_all_of_the_body_are_open(restored):
    answer(restored, "minutes", known_last=2)
    with pytest.raises((IntegrityError, Refused)):
        take(restored, "openings")
    answer(restored, known_last=3)
    assert take(restored, "openings") == 1


def test_verify_names_the_books_that_are_closed(restored):
    words = "closed since a restore: its last known number is not entered"
    assert faults() == [
        f"office_restoredbook · dostuk · {name} {YEAR} · № {last} · known_last: {words}"
        for name, last in (("appeals", 3), ("minutes", 2))
    ]


def test_number_before_the_copy_and_second_answer_are_refused(restored):
    row = closed(restored)
    with pytest.raises(Refused):
        enter_known_number(row, known_last=2, by=None)
    enter_known_number(row, known_last=3, by=None)
    with pytest.raises(Refused):
        enter_known_number(row, known_last=8, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        RestoredBook.objects.of(restored).filter(pk=row.pk).update(known_last=8)


def test_head_of_paper_says_how_many_numbers_are_lost(restored, tmp_path):
    line = f"dostuk {YEAR} № 7 · 9 · 7F3A-09BC-11AA-22BB"
    assert answer(restored, known_last=3, kept_heads=line).known_last == 7
    answer(restored, "minutes", known_last=2)
    assert faults() == []
    (tmp_path / "heads").write_text(line)
    assert [one for one in faults(tmp_path / "heads") if "was lost in a restore" not in one] == []
    assert len(faults(tmp_path / "heads")) == 1


def test_head_that_contradicts_the_copy_is_never_called_whole(restored):
    true = Book.objects.of(restored).get().head_line
    answer(restored, "minutes", known_last=2)
    answer(restored, known_last=3, kept_heads=f"{true}\ndostuk {YEAR} № 2 · 7F3A-09BC-11AA-22BB")
    (fault,) = faults()
    assert "№ 2 · head: is not the head that was given out: the restored copy" in fault


def test_line_of_another_book_is_refused(restored):
    with pytest.raises(Refused, match="birdik"):
        answer(restored, known_last=3, kept_heads=f"birdik {YEAR} № 2 · 7F3A-09BC-11AA-22BB")
    with pytest.raises(Refused):
        answer(restored, known_last=3, kept_heads="№ 2")


def test_tray_has_its_lost_letters(body):
    hold_letter(body, kind="complaint", text="Суу жок")
    restore_a_copy(body)
    answer(body, "tray", known_last=3)
    answer(body, known_last=0)
    assert hold_letter(body, kind="complaint", text="Жарык жок").letter.number == 4
    assert faults() == []

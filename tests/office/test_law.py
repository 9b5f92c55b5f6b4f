"""The law as dated data (LAW rules 1–3, 8–10, 45–47)."""

import ast
from datetime import date

import pytest
from django.conf import settings

from office.data.law import VALUES
from office.kyrgyz import date_words
from office.law.workdays import add_workdays, is_workday
from office.lists.order import cited_acts
from office.models.audit import Change
from office.models.calendar import CalendarDay
from office.models.law import TEXT_ONLY, LegalAct, LegalValue, law_value
from office.papers.models import Order
from office.papers.official import BLANK, annex_mark, order_context
from office.registers.workflow import Refused
from office.roles import Role
from risks.editions.order import LIST_TITLES
from tests import make

LAST_DAY_OF_153, FIRST_DAY_OF_2026 = date(2026, 2, 27), date(2026, 2, 28)


@pytest.fixture
def calendar(db):
    return CalendarDay.objects.calendar


# Rule 1.


def test_law_of_2012_holds_to_27_february_2026_and_the_new_one_from_the_next_day(db):
    in_force = {
        day: set(
            LegalAct.objects.in_force(day)
            .filter(code__startswith="anti-corruption-")
            .values_list("code", flat=True)
        )
        for day in (LAST_DAY_OF_153, FIRST_DAY_OF_2026)
    }
    assert {
        day: codes & {"anti-corruption-153", "anti-corruption-2026"} for day, codes in in_force.items()
    } == {
        LAST_DAY_OF_153: {"anti-corruption-153"},
        FIRST_DAY_OF_2026: {"anti-corruption-2026"},
    }


@pytest.mark.parametrize("form", LIST_TITLES)
def test_order_of_28_february_2026_or_later_never_cites_law_153(form, db):
    for day in (FIRST_DAY_OF_2026, date(2026, 11, 21), date(2030, 1, 1)):
        assert "153" not in cited_acts(LIST_TITLES[form][1], on=day)


# Rule 2.


def test_older_order_cites_the_acts_of_its_own_day(db):
    assert "153" in cited_acts("method-281", on=LAST_DAY_OF_153)


def test_paper_of_a_signed_order_keeps_its_words_when_the_law_changes(body):
    order = make.in_state(Order, "signed", body, preamble="2012-жылдын 8-августундагы № 153")
    LegalAct.objects.filter(code="anti-corruption-153").update(number="999")
    assert order_context(Order.unscoped.get(pk=order.pk))["preamble"] == "2012-жылдын 8-августундагы № 153"


# Rule 3.


def test_every_value_nobody_has_proved_waits_for_a_person(db):
    waiting = LegalValue.objects.filter(confirmed=False).values_list("code", flat=True)
    ours = {value.code for value in VALUES if not value.confirmed}
    assert set(waiting) == ours | {"notice_decision"}  # the room of the standard brings one
    assert {"appeal_forwarding", "appeal_extension", "appeal_repeated", "page_margins"} <= set(waiting)


def test_value_in_force_is_the_newest_that_has_begun_and_not_ended(db):
    LegalValue.objects.create(
        code="appeal_term", label_ky="мөөнөт", value=10, unit="workdays", valid_from=date(2027, 1, 1)
    )
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2040, 1, 1))
    assert [law_value("appeal_term", on=day) for day in days] == [14, 10, 10]


def test_value_before_the_law_set_one_is_a_lookup_error(db):
    with pytest.raises(LookupError, match="appeal_term"):
        law_value("appeal_term", on=date(1990, 1, 1))


# Rule 8, as far as a calendar goes: terms of appeals come with the trust box.


def test_day_entered_later_moves_the_end_of_a_term_and_is_remembered(calendar):
    began = date(2026, 6, 1)
    before = add_workdays(began, 10, calendar())
    day = CalendarDay.objects.create(day=date(2026, 6, 3), name_ky="Айт")
    after = add_workdays(began, 10, calendar())
    assert (before, after) == (date(2026, 6, 15), date(2026, 6, 16))
    assert Change.objects.of_record(day).get().new["day"] == "2026-06-03"


# Rules 9 and 10.


def test_moved_working_saturdays_count(calendar):
    assert [is_workday(day, calendar()) for day in (date(2026, 2, 7), date(2026, 4, 25))] == [True, True]


@pytest.mark.parametrize("month, day", [(2, 23), (4, 7), (11, 7), (11, 8)])
@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_holidays_that_are_worked_count_when_they_fall_on_a_weekday(year, month, day, calendar):
    when = date(year, month, day)
    assert is_workday(when, calendar()) == (when.weekday() < 5)


def test_ninth_of_march_2026_is_worked(calendar):
    assert is_workday(date(2026, 3, 9), calendar())


# Rule 45.


@pytest.mark.parametrize("number", ["629-Б", "01-14/125", "19/91", "20-1", "№ 232", "0007"])
def test_number_is_kept_and_printed_as_it_was_written(number, body):
    order = make.order(body, number=number, date=date(2026, 4, 8))
    order.refresh_from_db()
    assert (order.number, order_context(order)["number"]) == (number, number)
    assert annex_mark(order, 1)[1] == f"2026-жылдагы № {number} буйругуна"


def test_two_orders_without_a_number_live_side_by_side(body):
    assert [make.order(body).number, make.order(body).number] == ["", ""]


# Rule 46: reading the ways dates are written is tested beside `office.kyrgyz`.


def test_date_prints_in_kyrgyz_words():
    assert date_words(date(2024, 11, 25)) == "2024-жылдын 25-ноябры"


# Rule 47.


def test_draft_without_number_and_date_prints_blanks_and_no_zeros(body):
    order = make.order(body)
    mark = annex_mark(order, 1)
    context = order_context(order)
    assert (context["number"], context["date"]) == ("", "")
    assert mark[1] == f"20{BLANK[:2]}-жылдагы № {BLANK} буйругуна"
    assert "0" not in mark[1].replace("20_", "")


def test_registration_without_number_or_with_a_day_to_come_is_refused(body, clerk):
    order = make.in_state(Order, "signed", body)
    for number, day in (("", make.LONG_AGO), ("1-Б", date(2100, 1, 1))):
        with pytest.raises(Refused):
            order.move("register", by=clerk, number=number, date=day)


# Every value is read by code or said to be text.


def values_read_by_code(sources):
    """Codes that any of these texts of Python asks `law_value` for, by the word itself or by a name it gives
    the word.
    """
    found = set()
    for source in sources:
        tree = ast.parse(source)
        words = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "law_value":
                asked = node.args[0]
                found.add(asked.value if isinstance(asked, ast.Constant) else words.get(asked.id, ""))
    return found


def test_every_shipped_value_is_read_by_code_or_said_to_be_text(db):
    rooms = ("office", "risks", "positions", "plans", "trustbox", "monitoring", "standards")
    read = values_read_by_code(
        path.read_text() for room in rooms for path in (settings.BASE_DIR / room).rglob("*.py")
    )
    shipped = set(LegalValue.objects.values_list("code", flat=True))
    assert read & TEXT_ONLY == set()
    assert read | TEXT_ONLY == shipped


def test_a_value_that_nothing_reads_is_found_out():
    source = 'TERM = "one"\nlaw_value(TERM, on=day)\nlaw_value("two", on=day)\nprint("three")\n'
    assert values_read_by_code([source]) == {"one", "two"}


@pytest.mark.parametrize(("code", "counts"), [("appeal_term", True), ("helper_data", False)])
def test_page_of_a_value_says_whether_the_portal_counts_by_it(code, counts, cast, page):
    row = LegalValue.objects.filter(code=code).first()
    text = page(cast[Role.ADMINISTRATOR]).get(f"/values/{row.pk}/").text
    assert ("портал ушул маани боюнча эсептейт" in text) is counts
    assert ("портал бул маани боюнча эсептебейт" in text) is not counts

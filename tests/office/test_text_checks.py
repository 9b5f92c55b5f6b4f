"""What the proofreader finds in the text of an order and of its annexes, each with its place."""

from datetime import date

import pytest
from django.utils import translation

from office.papers.remarks import order_remarks
from risks.papers import ANNEX_1, VILLAGE_LIST
from tests import make
from tests.papers import WORDS, annex_long_list, long_village_list, ticks


@pytest.fixture
def order(body, cast):
    """A whole order with one annex and a number: nothing is remarked of it."""
    row = make.order(body, number="108", date=date(2026, 5, 19), controller="катчы А. А. Сыдыковага")
    annex_long_list(row)
    return row


def remarks(order, **changed):
    for name, value in changed.items():
        setattr(order, name, value)
    with translation.override("en"):
        return {str(remark.text): remark.serious for remark in order_remarks(order)}


def remarks_of_point(order, text):
    order.points.update(text=text)
    return remarks(order)


def test_whole_order_has_no_remark(order):
    assert remarks(order) == {}


# --- Its own number ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Ушул № 122 буйрук күчүнө кирсин.", "Бул №122 буйруктун көчүрмөсү берилсин."]
)
def test_number_in_the_text_against_the_head_is_named(text, order):
    assert remarks_of_point(order, text) == {
        "The order is № 108, but it calls itself: № 122 (point 1).": True
    }


def test_number_in_the_head_of_an_annex_is_named(order):
    order.annexes.update(title="2026-жылдагы № 122 буйругуна 1-тиркеме")
    assert remarks(order) == {"The order is № 108, but it calls itself: № 122 (title of annex 1).": True}


@pytest.mark.parametrize(
    "text",
    [
        "Ушул № 108 буйрук күчүнө кирсин.",
        "2025-жылдын 3-мартындагы № 122 буйругу күчүн жоготту деп эсептелсин.",
        "2025-жылдагы № 122 буйругуна 1-тиркеме күчүн жоготту деп эсептелсин.",
    ],
)
def test_own_number_and_the_number_of_another_order_are_not(text, order):
    assert remarks_of_point(order, text) == {}


def test_nothing_is_compared_while_the_number_is_to_come(order):
    order.points.update(text="Ушул № 122 буйрук күчүнө кирсин.")
    assert not [text for text in remarks(order, number="") if "calls itself" in text]


# --- Annexes that are not there ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [("Тизмек 2-тиркемеге ылайык бекитилсин.", "2-тиркемеге"), ("3 - тиркемеде", "3 - тиркемеде")],
)
def test_annex_that_the_order_does_not_have_is_named(text, named, order):
    assert remarks_of_point(order, text) == {
        f"The text names an annex that the order does not have: {named} (point 1).": True
    }


def test_annex_of_an_order_without_annexes_is_named(order):
    order.annexes.all().delete()
    assert remarks(order) == {
        "The text names an annex that the order does not have: тиркемеге (point 1).": True
    }


@pytest.mark.parametrize("text", ["Тизмек 1-тиркемеге ылайык бекитилсин.", "Жобонун 7-тиркемесине ылайык."])
def test_annex_that_is_there_and_that_of_another_act_are_not(text, order):
    assert remarks_of_point(order, text) == {}


# --- Days --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        "30.02.2026",
        "31.04.2026",
        "29.02.2027",
        "12.13.2026",
        "2026-жылдын 31-апрели",
        "2026-жылдын 30-февралындагы",
    ],
)
def test_day_that_no_calendar_has_is_named(day, order):
    assert remarks_of_point(order, f"Жыйын {day} өткөрүлсүн.") == {
        f"No calendar has such a day: {day} (point 1).": True
    }


def test_such_a_day_is_found_in_the_rows_of_an_annex(order):
    table = long_village_list(rows=3)
    table["groups"][0]["rows"][1]["posts"] = "31.06.2026 чейин"
    order.annexes.update(data={"table": table})
    assert remarks(order) == {"No calendar has such a day: 31.06.2026 (annex 1, row 2).": True}


@pytest.mark.parametrize("day", ["29.02.2028", "31.12.2026", "2026-жылдын 31-майы", "1.2.3.2026", "№ 30.02"])
def test_other_days_and_numbers_are_not(day, order):
    assert remarks_of_point(order, f"Жыйын {day} өткөрүлсүн.") == {}


# --- Words -------------------------------------------------------------------------------------------------


def test_hyphened_plan_is_a_reminder(order):
    order.annexes.update(title="Иш-планы")
    assert remarks(order) == {"«Иш план» is written in two words: Иш-планы (title of annex 1).": False}
    order.annexes.update(title="Иш планы, иш-чаралар планы")
    assert remarks(order) == {}


@pytest.mark.parametrize("title", ["Долбоор. Тизмек", "Жобонун долбоору"])
def test_title_of_an_annex_that_calls_it_a_draft_is_a_reminder(title, order):
    order.annexes.update(title=title)
    assert [serious for text, serious in remarks(order).items() if "calls it a draft" in text] == [False]


@pytest.mark.parametrize("title", ["Инвестициялык долбоорлорду тандоо тартиби", "Долбоорлор тизмеги"])
def test_projects_in_a_title_are_no_drafts(title, order):
    order.annexes.update(title=title)
    assert remarks(order) == {}


def test_words_of_a_draft_are_named_with_their_place(order):
    found = remarks_of_point(order, "№ ____ токтом аткарылсын, күнү ??? болсун.")
    (text,) = found
    assert "№ ____ (point 1), ??? (point 1)" in text and found[text]


# --- Levels ------------------------------------------------------------------------------------------------


def annexed_list(order, sheet, level):
    row = {column.key: "Жер" for column in sheet.columns} | {"level": level}
    order.annexes.update(
        form=sheet.form, data={"table": sheet.table([("", [row])], organisation="Достук", **WORDS)}
    )
    return remarks(order)


def test_zero_is_a_level_of_order_281_and_none_of_resolution_232(order):
    assert annexed_list(order, ANNEX_1, "Нөлдүк") == {}
    assert annexed_list(order, VILLAGE_LIST, "Нөлдүк") == {
        "Words outside the scale of levels: Нөлдүк (annex 1, row 1).": True
    }


def test_most_places_are_counted_not_listed(order):
    annex_long_list(order, level="Орго", rows=9)
    order.annexes.filter(number=1).delete()
    (text,) = [text for text in remarks(order) if "outside" in text]
    assert text.count("Орго") == 5 and text.endswith(" ….")


# --- Shown to the head -------------------------------------------------------------------------------------


def test_head_reads_the_remarks_before_he_signs(order, page, clerk, head):
    order.points.update(text="Жыйын 30.02.2026 өткөрүлсүн.")
    page(clerk).post(f"/orders/{order.pk}/move/submit/")
    assert "30.02.2026 (1-пункт)" in page(head).get(f"/orders/{order.pk}/move/sign/").text
    page(head).post(f"/orders/{order.pk}/move/sign/", ticks(order))
    order.refresh_from_db()
    assert order.is_signed  # it is a warning: the law refuses nothing here

"""The page of the register: what it lists, how it is narrowed, what it gives to take away."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from office.models.organisation import Unit
from risks.models.method import Level
from tests import make
from tests.page import Visitor


@pytest.fixture
def risks(body):
    """Two groups: two services and one permit, the second service scored 2 + 3."""
    permit = make.risk(body, kind=make.kind("permits"), situation="Жер берүү", level=Level.LOW)
    first = make.risk(body, situation="Жөлөк пул дайындоо жөнүндө")
    second = make.risk(body, situation="Бала бакчага кабыл алуу", position=2, level=Level.HIGH)
    make.agreed_sheet(second, 2, 3)
    return first, second, permit


def situations(page):
    return [row[2] for row in page.rows if len(row) == 8]


def test_rows_stand_in_the_order_of_the_paper_under_their_functions(page, clerk, risks):
    shown = page(clerk).get("/risks/?columns=paper")
    assert shown.words("th", scope="rowgroup") == ["Кызмат көрсөтүү функциясы", "Уруксат берүү функциясы"]
    assert situations(shown) == ["Жөлөк пул дайындоо жөнүндө", "Бала бакчага кабыл алуу", "Жер берүү"]


def test_functions_are_named_in_the_language_of_the_reader(clerk, risks):
    shown = Visitor(clerk, "ru").get("/risks/?columns=paper")
    kinds = [risks[0].kind.name_ru, risks[2].kind.name_ru]
    assert shown.words("th", scope="rowgroup") == kinds and all(kinds)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=жонундо", ["Жөлөк пул дайындоо жөнүндө"]),
        ("q=BAKCHAGA", ["Бала бакчага кабыл алуу"]),
        ("level=low", ["Жер берүү"]),
        ("likelihood=2&harm=3", ["Бала бакчага кабыл алуу"]),
        ("assessed=no&level=medium", ["Жөлөк пул дайындоо жөнүндө"]),
        ("category=systemic", []),
        ("level=nonsense&page=x", ["Жөлөк пул дайындоо жөнүндө", "Бала бакчага кабыл алуу", "Жер берүү"]),
    ],
)
def test_filters_narrow_the_rows(page, clerk, risks, query, found):
    assert situations(page(clerk).get(f"/risks/?columns=paper&{query}")) == found


def test_screen_shows_fewer_columns_than_the_paper_and_keeps_the_choice_in_the_address(page, clerk, risks):
    shown = page(clerk).get("/risks/?level=low")
    (row,) = [row for row in shown.rows if len(row) == 5 and "Жер берүү" in row[1]]
    assert row[4]
    wide = page(clerk).get("/risks/?level=low&columns=paper")
    assert "?level=low&columns=paper" in shown.links and "?level=low" in wide.links
    assert [field.get("value") for field in wide.all("input", name="columns")] == ["paper"]


def test_unit_filter_offers_units_of_the_body_alone(page, clerk, body, foreign, risks):
    for one in (body, foreign):
        Unit.objects.create(organisation=one, name_ky=f"{one.code} бөлүмү")
    unit = page(clerk).get("/risks/").all("select", name="unit")[0]
    assert [option.text for option in unit] == ["баары", "dostuk бөлүмү"]


def test_a_filter_in_force_is_a_chip_that_takes_it_away(page, clerk, risks):
    shown = page(clerk).get("/risks/?level=low&kind=4")
    assert "?kind=4" in shown.links and "?level=low" in shown.links


def test_matrix_counts_the_current_sheets_and_names_the_chosen_levels_beside(page, clerk, risks):
    shown = page(clerk).get("/risks/")
    assert "/risks/?likelihood=2&harm=3" in shown.links
    assert "/risks/?level=medium&assessed=no" in shown.links


def test_sorting_by_level_goes_from_the_least_to_the_gravest(page, clerk, risks):
    assert situations(page(clerk).get("/risks/?columns=paper&sort=level"))[0] == "Жер берүү"
    assert situations(page(clerk).get("/risks/?columns=paper&sort=-level"))[0] == "Бала бакчага кабыл алуу"


def test_dropped_risks_are_shown_only_when_asked_for(page, clerk, risks):
    risks[0].move("drop", by=clerk, ground="Функция өткөрүлдү")
    assert len(situations(page(clerk).get("/risks/?columns=paper"))) == 2
    assert situations(page(clerk).get("/risks/?columns=paper&state=dropped")) == [
        "Жөлөк пул дайындоо жөнүндө"
    ]


def test_an_empty_register_offers_import_and_new(page, clerk, body):
    links = page(clerk).get("/risks/").links
    assert "/risks/imports/new/" in links and "/risks/new/" in links


def test_one_and_thirty_rows_cost_the_same_queries(page, clerk, body, django_assert_num_queries):
    visitor = page(clerk)
    make.risk(body)
    visitor.get("/risks/")
    with CaptureQueriesContext(connection) as one:
        visitor.get("/risks/")
    for place in range(2, 31):
        make.risk(body, position=place, unit=Unit.objects.create(organisation=body, name_ky=f"Бөлүм {place}"))
    with django_assert_num_queries(len(one)):
        visitor.get("/risks/")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "pdf"])
def test_copies_hold_the_filtered_rows(page, clerk, risks, kind):
    copy = page(clerk).get(f"/risks/export/{kind}/?level=low")
    assert copy.status_code == 200
    assert TEXT[kind](copy.content).count("Жер берүү") == (0 if kind == "pdf" else 1)
    assert "жөнүндө" not in TEXT[kind](copy.content)


TEXT = {
    "xlsx": lambda data: " ".join(
        str(cell.value) for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row
    ),
    "csv": lambda data: data.decode("utf-8-sig"),
    "docx": lambda data: " ".join(
        cell.text for row in Document(io.BytesIO(data)).tables[0].rows for cell in row.cells
    ),
    "pdf": lambda data: data[:5].decode(),
}


def test_an_unknown_kind_of_copy_is_not_found(page, clerk, risks):
    assert page(clerk).get("/risks/export/exe/").status_code == 404


def test_a_stranger_sees_none_of_it(page, stranger, risks):
    visitor = page(stranger)
    assert situations(visitor.get("/risks/")) == []
    assert "Жер берүү" not in visitor.get("/risks/export/csv/").content.decode()
    assert visitor.get(f"/risks/{risks[0].pk}/").status_code == 404


def test_an_employee_is_not_let_in(page, cast):
    assert page(cast["employee"]).get("/risks/").status_code == 403

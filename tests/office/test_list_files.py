"""Every register with a list gives it as Excel and CSV, or says why not; a file holds what the list shows."""

import csv
import io

import openpyxl
import pytest
from django.utils.translation import override

from office.registers import list_files
from office.registers.list_files import cell_text
from office.registers.values import column_label, two_lines
from office.roles import MAY, Role
from tests import make
from tests.routes import routes

LISTS = [route for route in routes() if route.name and route.name.endswith(":register") and route.register]
# Lists that no declaration makes: each offers copies of its own.
OF_THEIR_OWN = {"below:register", "consolidated:register", "rating:register"}
WALLED = {"appeals", "tasks", "visits", "tray", "references", "walls"}


def reader_of(route, cast):
    return cast[next(role for role in Role if route.act is None or role in MAY[route.act])]


def lines_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_every_list_is_made_by_its_declaration_or_has_copies_of_its_own():
    named = {route.name for route in routes() if route.name and route.name.endswith(":register")}
    assert named - {route.name for route in LISTS} == OF_THEIR_OWN
    assert all("_register" in route.view.__name__ for route in LISTS)
    assert {route.register.space for route in LISTS if route.register.no_files} == WALLED


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_list_gives_its_columns_as_csv_or_says_why_not(route, body, cast, sign_in):
    register = route.register
    answer = sign_in(reader_of(route, cast)).get(f"{route.url()}?file=csv")
    assert answer.status_code == 200
    if register.no_files:
        assert answer["Content-Type"].startswith("text/html")
        assert list_files.file_links(answer.wsgi_request, register) == []
        return
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert register.space in answer["Content-Disposition"]
    with override("ky"):
        assert lines_of(answer)[0] == [str(column_label(register.model, name)) for name in register.columns]


def test_files_are_offered_beside_the_list_and_hold_what_is_filtered(body, foreign, clerk, sign_in):
    ours, theirs = make.order(body, title="=Байчечекей"), make.order(foreign, title="Жалбырак")
    client = sign_in(clerk)
    page = client.get("/orders/").content.decode()
    assert 'href="?file=csv"' in page and 'href="?file=xlsx"' in page
    lines = lines_of(client.get("/orders/?file=csv"))
    assert (len(lines), any("'=Байчечекей" in cell for cell in lines[1])) == (2, True)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/orders/?file=xlsx").content))
    words = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert ours.title in words and theirs.title not in words
    assert len(lines_of(client.get("/orders/?file=csv&state=signed"))) == 1


def test_all_pages_are_in_the_file(body, clerk, sign_in, page):
    for number in range(55):
        make.order(body, title=f"Буйрук {number}")
    assert len(lines_of(sign_in(clerk).get("/orders/?file=csv&page=2"))) == 56


def test_too_many_rows_are_refused_in_words(body, clerk, sign_in, monkeypatch):
    monkeypatch.setattr(list_files, "MOST", 1)
    make.order(body)
    make.order(body)
    client = sign_in(clerk)
    answer = client.get("/orders/?file=csv", follow=True)
    assert answer.redirect_chain and "1" in str(*answer.context["messages"])


def test_stranger_gets_no_row_of_another_organisation(body, clerk, stranger, sign_in):
    make.order(body, title="Байчечекей")
    assert len(lines_of(sign_in(stranger).get("/orders/?file=csv"))) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [("—", ""), (3, "3"), ("a < b", "a < b")],
)
def test_cell_is_its_words(value, text):
    assert cell_text(value) == text


def test_second_line_of_a_cell_stands_below_the_first():
    assert cell_text(two_lines("Бөлүм & Ко", "Башкы адис")) == "Бөлүм & Ко\nБашкы адис"

"""Workbooks are read as Excel shows them: numbers in their formats, days of either system, what is hidden
said.
"""

import csv
import re

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from office.imports.excel_tables import SharedStrings
from office.imports.tables import read_tables
from office.staff.imports import StaffReading
from plans.imports.reader import read_plan
from tests.files import document_bytes, excel_file, zip_part, zipped
from tests.libreoffice import Office
from tests.plans.test_reader import HEAD, plan_row

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STAFF = ["№", "Аты-жөнү", "Кызмат орду", "Бөлүм", "Качантан бери"]


def sheet(body, before=""):
    """A workbook of one sheet with this XML in its rows."""
    xml = f"<worksheet {SPACE}>{before}<sheetData>{body}</sheetData></worksheet>"
    return zipped({"xl/worksheets/sheet1.xml": xml.encode()}, excel_file([["а"]]))


def texts(body, before=""):
    return [row.cells for row in read_tables(sheet(body, before), "a.xlsx")[0].rows]


FORMATS = [
    ("General", 1.1, "1.1"),
    ("0%", 0.35, "35%"),
    ("0.0%", 0.355, "35.5%"),
    ("00", 7, "07"),
    ("0.00", 1.5, "1.50"),
    ("#,##0", 1234567, "1 234 567"),
    ('0" сом"', 12, "12 сом"),
    (r"0\ \d", 12, "12 d"),
    (r"0\ \y", 12, "12 y"),
    ("h:mm", 0.354166666666667, "8:30"),
    ("[h]:mm", 1.5, "36:00"),
    ("dd.mm.yyyy", 46120, "08.04.2026"),
    ("mmmm", 46120, "апрель"),
    ("mmm", 46120, "апрель"),
    ("yyyy", 46120, "2026"),
    ("0;(0)", -5, "(5)"),
    # words and figures among the figures
    ('"2026-"000', 5, "2026-005"),
    ('"01-"0', 7, "01-7"),
    ('"10."0', 2, "10.2"),
    (r"000\-000", 996555, "996-555"),
    (r"0\.0", 11, "1.1"),
    (r"00\.00\.00", 10226, "01.02.26"),
    ('0"."', 3, "3."),
    ('General" сом"', 1500, "1500 сом"),
    ('"Пункт "0.0', 1.1, "Пункт 1.1"),
    ('#,##0" сом"', -1234567, "-1 234 567 сом"),
    ("[$№-440] 0", 5, "№ 5"),
    # sections and conditions
    ('"Ооба";;"Жок"', 1, "Ооба"),
    ('"Ооба";;"Жок"', 0, "Жок"),
    ('[=1]"Бар";[=0]"Жок";General', 0, "Жок"),
    ('[=1]"Бар";[=0]"Жок";General', 7, "7"),
    (r"[<=9999999]###\-####;\(###\)\ ###\-####", 6265656, "626-5656"),
    (r'_-* #,##0.00\ _с_о_м_-;\-* #,##0.00\ _с_о_м_-;_-* "-"??\ _с_о_м_-;_-@_-', 0, "-"),
    (r'_-* #,##0.00\ _с_о_м_-;\-* #,##0.00\ _с_о_м_-;_-* "-"??\ _с_о_м_-;_-@_-', -1500.5, "-1 500.50"),
    # thousands left out, powers, fractions
    ("0.0,", 15000, "15.0"),
    ('#,##0.0,,"млн"', 2500000, "2.5млн"),
    ("0.00E+00", 12345, "1.23E+04"),
    ("# ?/?", 1.5, "1 1/2"),
    ("# ?/4", 0.75, "3/4"),
    # days and hours
    ('yyyy"-ж."', 46120, "2026-ж."),
    ('mmmm yyyy"-ж."', 46120, "апрель 2026-ж."),
    ("dd.mm.yyyy hh:mm", 46120.604166666664, "08.04.2026 14:30"),
    ("hh:mm", 0.354166666666667, "08:30"),
    ("h:mm am/pm", 0.604166666666667, "2:30 PM"),
    ('h" саат"', 0.5, "12 саат"),
    ("mm:ss.0", 0.0008, "01:09.1"),
    # what no program here shows as it is written
    ("QQ", 5, "5"),
]
# LibreOffice shows months and days of the week in its own language, and no space before thousands.
OWN_WORDS = re.compile("mmm|#,#|am/pm|QQ")


@pytest.mark.parametrize(("form", "value", "shown"), FORMATS, ids=[form for form, _value, _shown in FORMATS])
def test_number_is_read_as_its_cell_shows_it(form, value, shown):
    book = Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = form
    assert read_tables(document_bytes(book), "a.xlsx")[0].rows[0].cells == [shown]


def test_libreoffice_shows_the_same_numbers(tmp_path):
    """It writes the formats in its own way too, and what it wrote is read the same."""
    book = Workbook()
    for row, (form, value, _shown) in enumerate(FORMATS, 1):
        book.active.cell(row, 1, value).number_format = form
        book.active.cell(row, 2, "х")
    ways = [("a.xlsx", "b.xlsx"), ("a.xlsx", "a.csv")]
    saved = Office(tmp_path).save_all({"a.xlsx": document_bytes(book)}, ways)
    shown = [line.strip() for (line, _x) in csv.reader(saved["a.csv"].decode("utf-8").splitlines())]
    read = [row.cells[0] for row in read_tables(saved["b.xlsx"], "b.xlsx")[0].rows]
    for (form, _value, right), by_office, by_portal in zip(FORMATS, shown, read, strict=True):
        if not OWN_WORDS.search(form):
            assert (form, by_office, by_portal) == (form, right, right)


def test_format_that_shows_nothing_below_zero_shows_nothing():
    book = Workbook()
    book.active.append([-5, 0, "х"])
    for place in ("A1", "B1"):
        book.active[place].number_format = "0;;;@"
    assert read_tables(document_bytes(book), "a.xlsx")[0].rows[0].cells == ["", "", "х"]


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("1.1000000000000001", "1.1"), ("10.199999999999999", "10.2"), ("1E-3", "0.001"), ("7", "7")],
)
def test_number_of_seventeen_digits_is_the_one_that_was_typed(kept, shown):
    assert texts(f'<row r="1"><c r="A1"><v>{kept}</v></c></row>') == [[shown]]


def test_measure_keeps_its_number_of_seventeen_digits():
    content = excel_file([HEAD, plan_row("1"), plan_row(1.5)])
    xml = zip_part(content, "xl/worksheets/sheet1.xml").replace(b"<v>1.5</v>", b"<v>1.1000000000000001</v>")
    found = read_plan(zipped({"xl/worksheets/sheet1.xml": xml}, content), "a.xlsx")
    assert [row.number for row in found.rows] == ["1", "1.1"]
    assert found.doubts == []


def workbook_of_1904(said):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (STAFF, ["1", "Асанова Гүлнара", "Адис", "Бөлүм", 44658]):
        book.active.append(row)
    book.active["E2"].number_format = "dd.mm.yyyy"
    content = document_bytes(book)
    workbook = zip_part(content, "xl/workbook.xml")
    assert b'date1904="1"' in workbook
    return zipped(
        {"xl/workbook.xml": workbook.replace(b'date1904="1"', f'date1904="{said}"'.encode())}, content
    )


@pytest.mark.parametrize("said", ["1", "true"])
def test_days_that_count_from_1904(said):
    found = StaffReading.of(workbook_of_1904(said), "a.xlsx")
    assert [row["since"] for row in found.resolve({})] == ["2026-04-08"]


def test_days_that_count_from_1900_stay():
    found = StaffReading.of(workbook_of_1904("0"), "a.xlsx")
    assert [row["since"] for row in found.resolve({})] == ["2022-04-07"]


def test_libreoffice_keeps_the_days_that_count_from_1904(tmp_path):
    made = Office(tmp_path).convert({"a.xlsx": workbook_of_1904("1")}, "xlsx")["a"]
    assert [row["since"] for row in StaffReading.of(made, "a.xlsx").resolve({})] == ["2026-04-08"]


def test_day_in_the_column_of_numbers_is_asked_about():
    """What LibreOffice in ky-KG makes of «1.2» and «1.10» of a CSV file."""
    book = Workbook()
    for row in (HEAD, plan_row("1"), plan_row(46054), plan_row(46296)):
        book.active.append(row)
    book.active["A3"].number_format = book.active["A4"].number_format = "dd.mm.yyyy"
    found = read_plan(document_bytes(book), "a.xlsx")
    asked = {doubt.id: [label for _value, label in doubt.options] for doubt in found.doubts}
    assert [doubt.reason for doubt in found.doubts] == ["number-day", "number-day"]
    assert list(asked) == ["1.3.number", "1.4.number"]
    assert [[value for value, _number in doubt.proposals][0] for doubt in found.doubts] == [
        "number:1.2",
        "number:1.10",
    ]
    rows = found.resolve({"1.3.number": "number:1.2", "1.4.number": "number:1.10"})
    assert [row["number"] for row in rows] == ["1", "1.2", "1.10"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="inlineStr"><is><t>Текшерүү_x000D_\nжыл сайын</t></is></c>', "Текшерүү\nжыл сайын"),
        ('<c t="str"><v>бир_x0009_эки</v></c>', "бир эки"),
        ('<c t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', "_x000D_"),
        ('<c t="inlineStr"><is><t>a_x00</t></is></c>', "a_x00"),
        ('<c t="inlineStr"><v>1</v><is><t>1.</t></is></c>', "1."),
        ('<c t="d"><v>2021-01-01T10:10:10</v></c>', "01.01.2021"),
        ('<c t="d"><v>2021-01-01</v></c>', "01.01.2021"),
    ],
)
def test_text_of_a_cell_is_the_one_shown(cell, shown):
    assert texts(f'<row r="1">{cell}</row>') == [[shown]]


def test_shared_text_has_its_signs():
    shared = f"<sst {SPACE}><si><t>текшерүү_x000D_\nжыл</t></si></sst>"
    assert SharedStrings().read(shared.encode()).strings == ["текшерүү\nжыл"]


def notes(content):
    return [(note.code, note.text) for note in read_plan(content, "a.xlsx").notes]


def test_hidden_columns_and_rows_without_a_height_are_told():
    book = Workbook()
    for row in (HEAD, plan_row("1"), plan_row("2")):
        book.active.append(row)
    assert notes(document_bytes(book)) == []
    book.active.column_dimensions["C"].hidden = True
    book.active.column_dimensions["Z"].hidden = True
    content = document_bytes(book)
    xml = zip_part(content, "xl/worksheets/sheet1.xml").replace(b'<row r="3"', b'<row r="3" ht="0"')
    content = zipped({"xl/worksheets/sheet1.xml": xml}, content)
    assert notes(content) == [("columns-hidden", "C"), ("hidden", "")]


def struck_cell(book):
    book.active["C2"].font = Font(strike=True)


def struck_number(book):
    book.active["A2"].font = Font(strike=True)


def struck_run(book):
    words = [TextBlock(InlineFont(), "калган "), TextBlock(InlineFont(strike=True), "чийилген")]
    book.active["C2"].value = CellRichText(words)


def unseen_cell(book):
    book.active["C2"].number_format = ";;;"


def plain_runs(book):
    book.active["C2"].value = CellRichText([TextBlock(InlineFont(b=True), "калган "), "дагы"])


# What is done to a workbook, and what the person who imports it is noted of its second row.
UNSEEN = {
    "struck": (struck_cell, ["struck-text"]),
    "number": (struck_number, ["struck-text"]),
    "run": (struck_run, ["struck-text"]),
    "unseen": (unseen_cell, ["hidden-text"]),
    "runs": (plain_runs, []),
    "none": (lambda book: None, []),
}


def changed_plan(change):
    book = Workbook()
    for row in (HEAD, plan_row("1"), plan_row("2")):
        book.active.append(row)
    change(book)
    return document_bytes(book)


@pytest.mark.parametrize("written_by", ["openpyxl", "LibreOffice"])
def test_struck_and_unseen_words_of_a_cell_are_told(written_by, tmp_path):
    files = {f"{name}.xlsx": changed_plan(change) for name, (change, _said) in UNSEEN.items()}
    if written_by == "LibreOffice":
        files = {f"{name}.xlsx": one for name, one in Office(tmp_path).convert(files, "xlsx").items()}
    noted = {
        name: [note.code for note in read_plan(one, name).notes if note.row == 2]
        for name, one in files.items()
    }
    assert noted == {f"{name}.xlsx": said for name, (_change, said) in UNSEEN.items()}


@pytest.mark.parametrize(("mark", "said"), [("<strike/>", ["struck-text"]), ('<strike val="0"/>', [])])
def test_struck_run_inside_a_cell_is_told(mark, said):
    cell = f'<c t="inlineStr"><is><r><rPr>{mark}</rPr><t>чийилген</t></r></is></c>'
    [row] = read_tables(sheet(f'<row r="1">{cell}</row>'), "a.xlsx")[0].rows
    assert (row.cells, row.remarks) == (["чийилген"], said)

"""Several tables on one sheet, rows that sum up, numbers that stand twice, heads in two storeys."""

import pytest
from openpyxl import Workbook

from office.imports.room import read_tables
from office.imports.source import SourceRow
from office.imports.totals import is_total
from plans.imports.reader import PlanReading
from positions.imports import PositionListReading, StaffingReading
from risks.imports import RiskListReading
from tests.files import document_bytes, excel_file, opened_word, word_file
from tests.libreoffice import Office

HEAD = ["№", "Функция", "Тобокелдик", "Категория", "Деңгээл"]
OTHER = ["Деңгээл", "№", "Тобокелдик", "Функция", "Категория"]  # the same columns in another order
FIRST = ["1", "Жер берүү", "Кезек бузулат", "Кырдаалдык", "Жогорку"]
SECOND = ["2", "Үйдү каттоо", "Үлүш сурашат", "Потенциалдуу", "Орточо"]
OTHER_SECOND = ["Орточо", "2", "Үлүш сурашат", "Үйдү каттоо", "Потенциалдуу"]
STAFF = ["№", "Аты-жөнү", "Телефону"]
EMPLOYEE = ["1", "Сатыбалдиев Бакыт", "0312 62 00 00"]
CHOSEN = {"функция": "function", "тобокелдик": "situation", "категория": "category", "деңгээл": "level"}


def sheet(rows, merge=()):
    """A worksheet; an empty list is an empty row, None an empty cell."""
    return excel_file([row or [None] for row in rows], merge)


def read(data, name="a.xlsx", kind=RiskListReading):
    """The list with its strange columns chosen."""
    return kind.of(data, name, choices=CHOSEN)


def texts(found):
    keys = ("function", "situation", "level")
    return [(row.number, *(row.cells.get(key, "") for key in keys)) for row in found.rows]


BOTH = [("1", "Жер берүү", "Кезек бузулат", "Жогорку"), ("2", "Үйдү каттоо", "Үлүш сурашат", "Орточо")]


def beside(left, right, *, gap=True):
    """Rows of two tables beside each other."""
    width = max(map(len, left)) + gap
    longest = max(len(left), len(right))
    left, right = left + [[]] * (longest - len(left)), right + [[]] * (longest - len(right))
    return [[*a, *[None] * (width - len(a)), *b] for a, b in zip(left, right, strict=True)]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, FIRST, [], OTHER, OTHER_SECOND],
        [["Тизме"], [], HEAD, FIRST, [], [], OTHER, OTHER_SECOND],
        beside([HEAD, FIRST], [HEAD, SECOND]),
        beside([HEAD, FIRST], [OTHER, OTHER_SECOND]),
        beside([HEAD, FIRST], [HEAD, SECOND], gap=False),
    ],
)
def test_every_list_of_a_sheet_is_read_under_its_own_head(rows):
    found = read(sheet(rows))
    assert texts(found) == BOTH
    assert [note.code for note in found.notes if note.code.startswith("table")] == ["table-also"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, FIRST, SECOND, [], STAFF, EMPLOYEE],
        [STAFF, EMPLOYEE, [], HEAD, FIRST, SECOND],
        beside([HEAD, FIRST, SECOND], [STAFF, EMPLOYEE]),
    ],
)
def test_a_list_of_others_on_the_same_sheet_is_named_and_not_read(rows):
    found = read(sheet(rows))
    assert texts(found) == BOTH
    assert [note.text for note in found.notes if note.code == "table-unread"] == [" | ".join(STAFF)]


def test_rows_apart_below_a_list_of_others_are_named():
    found = read(sheet([HEAD, FIRST, [], STAFF, EMPLOYEE, [], SECOND, [], ["Катчы", "Сатыбалдиев Б."]]))
    assert texts(found) == BOTH[:1]
    apart = [(note.row, note.text) for note in found.notes if note.code == "rows-unread"]
    assert apart == [(7, " | ".join(SECOND)), (9, "Катчы | Сатыбалдиев Б.")]


def test_the_title_of_a_second_table_opens_a_group():
    rows = [["Кызмат көрсөтүү функциясы"], HEAD, FIRST, [], ["Мүлктү башкаруу"], OTHER, OTHER_SECOND]
    found = read(sheet(rows))
    assert texts(found) == BOTH
    assert found.groups[-1].heading == "Мүлктү башкаруу"


def test_the_list_that_goes_on_below_another_takes_nothing_of_it():
    rows = [HEAD, FIRST, [], ["Телефондор"], STAFF, EMPLOYEE, [], HEAD, SECOND]
    found = read(sheet(rows))
    assert texts(found) == BOTH
    assert "Телефондор" not in [group.heading for group in found.groups]
    assert [note.text for note in found.notes if note.code == "table-unread"] == [" | ".join(STAFF)]


def test_a_cell_that_goes_on_right_above_another_head_is_no_title_of_it():
    other = ["№", "Тобокелдик", "Функция", "Категория", "Деңгээл"]
    rows = [HEAD, FIRST, ["", "", "жана узарат"], other, ["2", "Үлүш сурашат", "Үйдү каттоо", *SECOND[3:]]]
    found = read(sheet(rows))
    assert "жана узарат" not in [group.heading for group in found.groups]
    assert [(doubt.reason, doubt.text) for doubt in found.undecided({}) if doubt.row == 3] == [
        ("row-without-number", "жана узарат")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, FIRST, [], SECOND],
        [HEAD, FIRST, [], HEAD, SECOND],
        [HEAD, FIRST, [], [], ["", *SECOND[1:]], [], ["Жооптуу катчы", "Сатыбалдиев Б."]],
        [[*HEAD[:3], None, *HEAD[3:]], [*FIRST[:3], None, *FIRST[3:]], [*SECOND[:3], None, *SECOND[3:]]],
    ],
)
def test_empty_rows_and_columns_part_no_list(rows):
    found = read(sheet(rows))
    assert {row.table for row in found.rows} == {1}
    assert texts(found)[:2] == [BOTH[0], (found.rows[1].number, *BOTH[1][1:])]
    assert not [note for note in found.notes if note.code.startswith("table")]


def test_a_plan_with_two_columns_of_numbers_is_one_table():
    head = ["№", "Милдет", "№", "Иш-чара", "Мөөнөтү", "Жооптуулар"]
    found = PlanReading.of(sheet([head, ["1", "Ачыктык", "1", "Окутуу", "2026-жыл", "Кадр"]]), "a.xlsx")
    assert {row.table for row in found.rows} == {1}
    assert "measure" in found.rows[0].cells


# --- rows that sum up


@pytest.mark.parametrize(
    "cells",
    [
        ["", "Баары", "", "14"],
        ["Итого:", "", "", "3,5"],
        ["", "Итого по отделу", "", "2"],
        ["", "Всего должностей", "14"],
        ["", "Бөлүм боюнча баары", "", "4"],
        ["Жалпы", "", "", "14"],
        ["", "Жалпы саны:", "", "14"],
        ["Баары болуп: 14"],
        ["Итого 12 человек"],
        ["", "ИТОГО", "5 тобокелдик", "жогорку 3"],
        ["", "Всего"],
    ],
)
def test_a_row_that_sums_up_is_one(cells):
    assert is_total(SourceRow(9, cells), 0)


@pytest.mark.parametrize(
    "cells",
    [
        ["7", "Баары", "", "14"],
        ["Жалпы бөлүм"],
        ["", "Жалпы бөлүм", "", "14"],
        ["", "Итоги проверок", "Адис", "1"],
        ["", "Баарына маалымат берүү", "Адис", "1"],
        ["3", "Всего одна подпись", "", ""],
        ["", "Адис", "", "1"],
        ["", "", "", "5"],
        ["4. Мониторинг жана анын жыйынтыгы"],
        ["Жыйынтык чыгаруу, 4-чейрек"],
        ["2026-жылдын жыйынтыгы", "", "", ""],
        ["Иш-чаралардын жыйынтыгы", "Иш-чаралардын жыйынтыгы"],
    ],
)
def test_a_row_of_the_list_sums_up_nothing(cells):
    assert not is_total(SourceRow(9, cells), 0)


def test_a_row_that_sums_up_is_left_out_and_named():
    head = ["№", "Кызмат орду", "Түзүмдүк бөлүм", "Штаттык бирдиктердин саны"]
    rows = [["1", "Адис", "Архив", "1"], ["2", "Катчы", "Жалпы бөлүм", "2"], ["", "Баары", "", "3"]]
    data = sheet([head, *rows])
    found = StaffingReading.of(data, "a.xlsx")
    assert [row.cells["post"] for row in found.rows] == ["Адис", "Катчы"]
    assert [(note.code, note.row, note.text) for note in found.notes] == [("total", 4, "Баары | 3")]
    assert found.undecided({}) == []


# --- numbers that stand twice


@pytest.mark.parametrize(
    ("numbers", "twice"),
    [
        (["1", "2", "2", "3"], [4]),
        (["1.", "1"], [3]),
        (["1", "2", "1", "2"], []),
        (["1.1", "1.2", "2.1"], []),
        (["1", "2", "3", "2"], [5]),
    ],
)
def test_a_number_that_stands_twice_is_a_note(numbers, twice):
    found = read(sheet([HEAD, *([number, *FIRST[1:]] for number in numbers)]))
    assert [note.row for note in found.notes if note.code == "number-twice"] == twice
    assert [row.number for row in found.rows] == numbers


def test_numbers_that_begin_anew_in_a_group_are_not_twice():
    rows = [
        HEAD,
        ["Кызмат көрсөтүү функциясы"],
        FIRST,
        SECOND,
        ["Мүлктү башкаруу"],
        SECOND,
        ["3", *FIRST[1:]],
    ]
    assert not [note for note in read(sheet(rows)).notes if note.code == "number-twice"]


# --- heads in two storeys

STOREYS = [
    ["№", "Кызмат орду", "Тобокелдик", None, "Ыйгарым укуктары"],
    [None, None, "чөйрөсү", "деңгээли", None],
]
POST = ["1", "Адис", "Жер берүү", "жогорку", "Уруксат берет"]


def storeyed_book(merge):
    book = Workbook()
    for row in (*STOREYS, POST, ["2", "Катчы", "Кат каттоо", "орточо", "Кат каттайт"]):
        book.active.append(row)
    for cells in merge:
        book.active.merge_cells(cells)
    return document_bytes(book)


def storeyed_paper():
    rows = [*STOREYS, POST, ["2", "Катчы", "Кат каттоо", "орточо", "Кат каттайт"]]
    paper = opened_word(word_file([[text or "" for text in row] for row in rows]))
    table = paper.tables[0]
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.style = "Table Grid"
    paper.add_paragraph("Жооптуу катчы")
    return document_bytes(paper)


@pytest.fixture(scope="module")
def storeyed(tmp_path_factory):
    """{name: bytes} of one list with a head in two storeys by several programs."""
    merged = ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]
    made = {
        "a.xlsx": storeyed_book(merged),
        "plain.xlsx": storeyed_book([]),
        "group.xlsx": storeyed_book(["C1:D1"]),
        "a.docx": storeyed_paper(),
    }
    ways = [("a.docx", "lo.odt"), ("a.docx", "lo.rtf"), ("a.docx", "lo.doc"), ("a.docx", "lo.pdf")]
    ways += [("a.xlsx", "lo.ods"), ("a.xlsx", "lo.xls"), ("plain.xlsx", "lo.csv")]
    return made | Office(tmp_path_factory.mktemp("storeys")).save_all(made, ways)


NAMES = ["a.xlsx", "plain.xlsx", "group.xlsx", "a.docx"]
NAMES += [f"lo.{end}" for end in ("odt", "rtf", "doc", "pdf", "ods", "xls", "csv")]


@pytest.mark.parametrize("name", NAMES)
def test_a_head_in_two_storeys_names_its_columns(storeyed, name):
    found = PositionListReading.of_tables(read_tables(storeyed[name], name))
    keys = {column.key: " ".join(column.name.split()) for column in found.mapping}
    assert keys == {
        "number": "№",
        "post": "Кызмат орду",
        "areas": "Тобокелдик чөйрөсү",
        "level": "Тобокелдик деңгээли",
        "powers": "Ыйгарым укуктары",
    }
    assert [row.number for row in found.rows] == ["1", "2"]
    assert [row.cells["areas"] for row in found.rows] == ["Жер берүү", "Кат каттоо"]


def test_names_of_columns_in_the_lower_row_stand_under_a_group():
    rows = [["Тизме 2026"], [None, None, "Тобокелдик"], ["№", "Кызмат орду", "чөйрөсү", "деңгээли"], POST[:4]]
    found = PositionListReading.of(sheet(rows, ["C2:D2"]), "a.xlsx")
    assert [column.name for column in found.mapping] == [
        "№",
        "Кызмат орду",
        "Тобокелдик чөйрөсү",
        "Тобокелдик деңгээли",
    ]
    assert found.above == "Тизме 2026"


def test_likelihood_and_consequence_under_a_risk_are_asked_about():
    rows = [
        ["№", "Функция", "Тобокелдик", None, "Тобокелдиктин сүрөттөлүшү"],
        [None, None, "ыктымалдык", "кесепет", None],
        ["1", "Жер берүү", "3", "4", "Кезек бузулат"],
    ]
    found = RiskListReading.of(sheet(rows, ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]), "a.xlsx")
    names = {column.name: column.key for column in found.mapping}
    assert names["Тобокелдиктин сүрөттөлүшү"] == "situation"
    assert [names["Тобокелдик ыктымалдык"], names["Тобокелдик кесепет"]] == ["", ""]
    assert len(found.rows) == 1


def test_a_head_in_two_storeys_that_stands_again_is_skipped():
    rows = [*STOREYS, POST, *STOREYS, ["2", *POST[1:]]]
    found = PositionListReading.of(sheet(rows, ["C1:D1", "C4:D4"]), "a.xlsx")
    assert [row.number for row in found.rows] == ["1", "2"]
    assert [note.row for note in found.notes if note.code == "heading-again"] == [4, 5]

"""The same list in three wordings and orders of columns, in every format that real programs write: read with
nothing lost and nothing guessed.
"""

import pytest

from office.imports.room import read_tables
from risks.imports import RiskListReading
from tests.files import document_bytes, excel_file, opened_word, word_file
from tests.libreoffice import Office

KEYS = ["number", "function", "situation", "category", "level", "unit", "posts"]
ROWS = [
    ["1", "Жер берүү", "Кезек бузулат", "Кырдаалдык", "Жогорку", "Жер бөлүмү", "Башкы адис"],
    ["2", "Үйдү каттоо", "Үлүш сурашат", "Потенциалдуу", "Орточо", "Үй бөлүмү", "Адис"],
    ["3", "Өтүнүч алуу", "Ңүргү кат жоголот", "Системалуу", "Төмөнкү", "Катчылык", "Катчы"],
]
# The headings of a body's own lists, each with its order of columns.
WORDINGS = {
    "кыргызча": ("№;Кандай иш;Эмне болот;Түрү;Деңгээли;Кайсы бөлүм;Кимдер", [0, 1, 2, 3, 4, 5, 6]),
    "русский": ("Кто занят;№;Степень риска;Полномочия;Описание риска;Вид;Отдел", [6, 0, 4, 1, 2, 3, 5]),
    "свободно": ("п/п;Подразделение;Функция;Степень;Где риск;Должности;Категория", [0, 5, 1, 4, 2, 6, 3]),
}
PAPERS, SHEETS = ["docx", "odt", "rtf", "doc", "pdf"], ["xlsx", "ods", "xls", "csv"]


def ordered(wording):
    """The list of a wording, and the key of each of its columns."""
    headings, places = WORDINGS[wording]
    rows = [headings.split(";"), *([row[place] for place in places] for row in ROWS)]
    return rows, [KEYS[place] for place in places]


def paper(rows):
    """A Word file with a table that has lines, words over it and under it."""
    document = opened_word(word_file(rows))
    document.tables[0].style = "Table Grid"
    document.tables[0]._tbl.addprevious(document.add_paragraph("Тобокелдиктердин тизмеси")._p)
    document.add_paragraph("Жооптуу катчы")
    return document_bytes(document)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """{(wording, program and format): bytes}: python-docx, openpyxl, LibreOffice."""
    made, ways = {}, []
    for place, wording in enumerate(WORDINGS):
        rows, _keys = ordered(wording)
        made |= {f"{place}-paper.docx": paper(rows), f"{place}-sheet.xlsx": excel_file(rows)}
        ways += [(f"{place}-paper.docx", f"{place}-lo.{end}") for end in PAPERS]
        ways += [(f"{place}-sheet.xlsx", f"{place}-lo.{end}") for end in SHEETS]
    return made | Office(tmp_path_factory.mktemp("thirty")).save_all(made, ways)


NAMES = ["paper.docx", "sheet.xlsx", *(f"lo.{end}" for end in [*PAPERS, *SHEETS])]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wording", WORDINGS)
def test_the_same_rows_come_out_of_every_file(files, wording, name):
    content = files[f"{list(WORDINGS).index(wording)}-{name}"]
    tables = read_tables(content, name)
    found = RiskListReading.of_tables(tables)
    assert found.unsure_columns  # a strange heading is asked about
    _rows, keys = ordered(wording)
    by_hand = {column.id: key for column, key in zip(found.mapping, keys, strict=True)}
    read = RiskListReading.of_tables(tables, choices=by_hand)
    decisions = {doubt.id: doubt.proposals[0][0] for doubt in read.undecided({})}
    allowed = {"cut-word"} if name == "lo.pdf" else set()
    assert {doubt.reason for doubt in read.undecided({})} - allowed <= {"group-missing"}
    rows = read.resolve(decisions)
    texts = [
        [row["number"], *(row[key] for key in ("function", "situation", "unit", "posts"))] for row in rows
    ]
    assert texts == [[row[0], row[1], row[2], row[5], row[6]] for row in ROWS]
    assert [(row["category"], row["level"]) for row in rows] == [
        ("situational", "high"),
        ("potential", "medium"),
        ("systemic", "low"),
    ]

"""Tables of PDFs that the portal and LibreOffice print are read by their lines; what is unsure is asked."""

import io

import pikepdf
import pytest
from PIL import Image

from office.imports.package import UnreadableFile
from office.imports.pdf_tables import JoinedLines
from office.imports.tables import read_tables
from office.papers.printing import pdf
from risks.imports import RiskListReading
from tests.files import document_bytes, opened_word, word_file
from tests.libreoffice import Office
from tests.office.test_table_papers import PLAIN, sheet
from tests.risks.test_imports import GROUP, HEADINGS, risk_row

PLAIN_ROWS = [["№", "Жагдай", "Мөөнөт"], ["1", "Үлүш", "2026-жыл"], ["2", "Өкүм", "2027-жыл"]]
LIST = [HEADINGS, GROUP * 8, risk_row("1"), risk_row("2"), risk_row("3")]


BROKEN_LINES = [
    ["№", "Иш-чаранын\nаталышы", "Жооптуу\nкызматкер"],
    ["1", "Калктын кайрылууларын каттоо\nжана кароо", "Сатыбалдиев Бакыт\nадис"],
    ["2", "Окуу\nсабагы", "Кадр бөлүмүнүн адиси"],
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """{name: bytes} of PDFs as LibreOffice prints tables of Word."""
    files = {"plain": lined(PLAIN_ROWS), "list": lined(LIST), "bare": word_file(PLAIN_ROWS)}
    files["lines"] = lined(BROKEN_LINES)
    office = Office(tmp_path_factory.mktemp("pdf"))
    return {
        name.partition(".")[0]: content
        for name, content in office.save_all(
            {f"{name}.docx": content for name, content in files.items()},
            [(f"{name}.docx", f"{name}.pdf") for name in files],
        ).items()
    }


def lined(rows):
    """A Word file with a table whose cells have lines around them."""
    paper = opened_word(word_file(rows))
    paper.tables[0].style = "Table Grid"
    if len(set(rows[1])) == 1:
        row = paper.tables[0].rows[1]
        for cell in row.cells[1:]:
            cell.text = ""
        row.cells[0].merge(row.cells[-1])
    return document_bytes(paper)


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read_tables(content, "a.pdf")
    return refused.value.code


def test_a_table_that_libreoffice_prints_is_read_whole(printed):
    [table] = read_tables(printed["plain"], "a.pdf")
    assert [row.cells for row in table.rows] == PLAIN_ROWS
    assert [row.cuts for row in table.rows] == [{}, {}, {}]


def test_a_paper_of_the_portal_is_read_with_its_groups_over_all_of_its_pages():
    context = sheet(40)
    tables = read_tables(pdf(PLAIN, context), "a.pdf")
    assert len(tables) > 1
    assert tables[0].above == context["table"]["title"]
    rows = [row for table in tables for row in table.rows[1:]]
    assert [row.cells for row in rows if row.spans] == [["Биринчи топ", "", ""], ["Экинчи топ", "", ""]]
    cells = [row.cells for row in rows if not row.spans]
    wanted = [row for group in context["table"]["groups"] for row in group["rows"]]
    assert cells == [[row["number"], row["text"], row["post"]] for row in wanted]


def test_a_list_of_risks_in_a_pdf_has_the_rows_of_the_word_file(printed):
    found = RiskListReading.of(printed["list"], "a.pdf")
    same = RiskListReading.of(lined(LIST), "a.docx")
    decisions = {doubt.id: doubt.proposals[0][0] for doubt in found.undecided({})}
    rows = [{**row, "source": 0} for row in found.resolve(decisions)]
    assert len(rows) == 3
    assert rows == [{**row, "source": 0} for row in same.resolve({})]


def test_a_text_whose_words_may_be_cut_is_asked_about_with_each_reading():
    joined = JoinedLines(spaced=True, words=frozenset())
    assert joined.join(["кызматкерл", "еринин ", "иши"]) == [
        "кызматкерлеринин иши",
        "кызматкерл еринин иши",
    ]
    assert joined.join(["ачык-", "айкын "]) == ["ачык-айкын", "ачыкайкын"]
    assert joined.join(["Башкы адис", "Катчы"]) == ["Башкы адис\nКатчы"]


def test_words_that_stand_elsewhere_in_the_file_decide_how_lines_are_joined():
    joined = JoinedLines(spaced=True, words=frozenset({"кызматкерлеринин", "жер", "берүү"}))
    assert joined.join(["кызматкерл", "еринин "]) == ["кызматкерлеринин"]
    assert joined.join(["жер", "берүү "])[0] == "жер берүү"


def test_lines_without_their_spaces_are_words_of_their_own():
    assert JoinedLines(spaced=False, words=frozenset()).join(["жер", "берүү"]) == ["жер берүү"]


def test_a_cut_word_is_a_doubt_of_the_list(printed):
    found = RiskListReading.of(printed["list"], "a.pdf")
    cut = [doubt for doubt in found.doubts if doubt.reason == "cut-word"]
    for doubt in cut:
        assert [value.partition(":")[0] for value, _label in doubt.options][:2] == ["as-read", "other"]
        [row] = [row for row in found.resolve(decided(found, doubt)) if row["source"]["row"] == doubt.row]
        assert row[doubt.key] == doubt.proposals[1][1]
    assert cut


def decided(found, changed):
    first = {doubt.id: doubt.proposals[0][0] for doubt in found.undecided({})}
    return first | {changed.id: changed.proposals[1][0]}


def test_a_line_that_a_person_ended_parts_two_words(printed):
    [table] = read_tables(printed["lines"], "a.pdf")
    assert [row.cells for row in table.rows] == [
        [" ".join(text.split()) for text in row] for row in BROKEN_LINES
    ]
    assert [row.cuts for row in table.rows[1:]] == [{}, {}]


def test_a_head_that_fills_its_column_is_two_words_but_for_a_short_rest():
    joined = JoinedLines(True, frozenset())
    assert joined.join(["Иш-чаранын", "аталышы"], 10, is_head=True)[0] == "Иш-чаранын аталышы"
    assert joined.join(["Деңгээ", "ли"], 6, is_head=True)[0] == "Деңгээли"
    assert joined.join(["Иш-", "чара"], 10, is_head=True)[0] == "Иш-чара"
    assert joined.join(["Деңгээ", "ли"], 6) == ["Деңгээли", "Деңгээ ли"]


def test_a_table_without_lines_is_not_guessed_at(printed):
    assert refusal(printed["bare"]) == "no-lines"


def test_a_scan_is_refused_in_words():
    out = io.BytesIO()
    Image.new("L", (600, 800), 200).save(out, "PDF")
    assert refusal(out.getvalue()) == "scan"


def test_a_locked_and_a_broken_pdf_are_refused(printed):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed["plain"])) as paper:
        paper.save(out, encryption=pikepdf.Encryption(user="сөз", owner="сөз"))
    assert refusal(out.getvalue()) == "encrypted"
    assert refusal(printed["plain"][:700]) == "damaged"


def test_a_drawing_of_thousands_of_lines_is_no_table(printed):
    paper = pikepdf.open(io.BytesIO(printed["plain"]))
    lines = " ".join(f"0 {n} m 500 {n} l S" for n in range(5000))
    paper.pages[0].contents_add(paper.make_stream(lines.encode()))
    out = io.BytesIO()
    paper.save(out)
    assert refusal(out.getvalue()) == "cells"

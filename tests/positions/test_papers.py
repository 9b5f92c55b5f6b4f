"""Annex 2 holds every heading, note and cell of the act in order, in PDF, Word, Excel and CSV."""

import io

import pypdf
import pytest

from office.papers.excel import to_xlsx
from office.papers.official import make_word_copy
from office.papers.printing import pdf
from office.papers.sheet import to_csv
from office.papers.word import to_docx
from positions.contexts import exposure_list_print_context, staffing_print_context
from positions.papers import ANNEX_2
from tests.files import opened_excel, opened_word, real_file, word_cells
from tests.positions import build
from tests.risks.test_print import follow, printed_text, squeezed

HEADINGS = [
    "№",
    "Коррупциялык тобокелдик бар кызмат орду(*)",
    "Кызматтык ыйгарым укуктар(**)",
    "Коррупциялык тобокелдик(***)",
    "Коррупциялык тобокелдиктердин деңгээли(****)",
]
NOTES = [
    "Эскертүү:",
    "(*) - штаттык расписаниеге ылайык;",
    "(**) - ыйгарым укуктарды бөлүштүрүүгө, Түзүмдүк бөлүм жөнүндө жобого, кызматтык нускамаларга ылайык;",
    "(***) - кызматтык ыйгарым укуктарды аткарууда коррупциялык тобокелдиктердин пайда болушу мүмкүн "
    "болгон мамлекеттик органдын"
    " иш чөйрөсү;",
    "(****) - коррупциялык тобокелдиктердин деңгээли:",
    "- жогорку;",
    "- орточо;",
    "- төмөнкү.",
]
TITLE = "Мамлекеттик органдагы коррупциогендик кызмат орундарынын ТИЗМЕГИ Достук айыл өкмөтү"


@pytest.fixture
def sample(body):
    """The two posts of the ministry's own sample, as cells of its Word table."""
    rows = [
        cells for cells in word_cells(real_file("economy-2016-annex2.docx")) if cells[0] in "12" and cells[0]
    ]
    words = {"Орточо": "medium", "Жогорку": "high"}
    for _number, post, powers, areas, level in rows:
        build.exposure(
            body, build.post(body, post), words[level], powers=powers, areas=areas.replace("; ", ";\n")
        )
    return rows


def test_pdf_holds_every_heading_cell_and_note_of_the_act_in_order(body, sample, cast):
    paper = pdf("positions/print/annex_2.html", exposure_list_print_context(body))
    cells = [text for row in sample for text in row]
    follow("".join(printed_text(paper)), ["Бекитемин", "Башчы", TITLE, *HEADINGS, *cells, *NOTES])


def test_pdf_lies_on_its_side_and_repeats_its_head(body):
    for number in range(40):
        build.exposure(body, build.post(body, f"Адис {number}"))
    paper = pdf("positions/print/annex_2.html", exposure_list_print_context(body))
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (842, 595)
    assert [page.count(squeezed("".join(HEADINGS))) for page in printed_text(paper)] == [1] * len(pages)


def test_word_excel_and_csv_hold_the_same_cells(body, sample):
    table = exposure_list_print_context(body)["table"]
    rows = [
        [text.replace("; ", ";\n") if place == 3 else text for place, text in enumerate(row)]
        for row in sample
    ]
    assert word_cells(to_docx(table)) == [HEADINGS, *rows]
    excel = [
        [cell.value for cell in row] for row in opened_excel(to_xlsx(table)).iter_rows(min_row=3, max_row=5)
    ]
    assert excel == [HEADINGS, *rows]
    assert to_csv(table).decode("utf-8-sig").count("\r\n") == 3


def test_word_holds_title_and_notes(body, sample):
    texts = [
        paragraph.text
        for paragraph in opened_word(to_docx(exposure_list_print_context(body)["table"])).paragraphs
    ]
    assert " ".join(texts[0].split()) == TITLE
    assert [text for text in texts[1:] if text] == NOTES


def test_level_words_are_those_of_the_act(body):
    for level in ("low", "medium", "high"):
        build.exposure(body, build.post(body, level), level)
    words = [row["level"] for row in exposure_list_print_context(body)["table"]["groups"][0]["rows"]]
    assert words == ["Төмөнкү", "Орточо", "Жогорку"]


def test_dropped_and_described_posts_are_not_printed(body, clerk):
    build.exposure(body, state="draft")
    build.exposure(body, build.post(body, "Айдоочу")).move("drop", by=clerk, ground="Негиз")
    assert exposure_list_print_context(body)["table"]["groups"] == [{"heading": "", "rows": []}]


def test_list_declares_the_columns_of_the_form():
    assert ANNEX_2.form == "positions/annex-2"
    assert [column.heading for column in ANNEX_2.columns] == HEADINGS
    assert list(ANNEX_2.notes) == NOTES


def test_staffing_table_prints_open_posts_with_halves(body):
    build.post(body, "Башчы", powers="Айыл өкмөтүн жетектөө")
    build.post(body, "Адис", unit=build.unit(body), count="0.5")
    context = staffing_print_context(body)
    assert context["table"]["form"] == "positions/staffing"
    assert context["table"]["groups"][0]["rows"] == [
        {"number": "1", "unit": "", "post": "Башчы", "count": "1", "powers": "Айыл өкмөтүн жетектөө"},
        {"number": "2", "unit": "Социалдык бөлүм", "post": "Адис", "count": "0,5", "powers": ""},
    ]
    assert "ШТАТТЫКРАСПИСАНИЕСИ" in printed_text(pdf("positions/print/staffing.html", context))[0]


def test_word_copy_begins_with_the_approval_block(body, cast):
    texts = [
        paragraph.text
        for paragraph in opened_word(make_word_copy(exposure_list_print_context(body))).paragraphs
    ]
    assert texts[:4] == [
        "Бекитемин",
        "Башчы",
        "____________________ Э. Асанова",
        '"____" ______________ 20___-ж.',
    ]

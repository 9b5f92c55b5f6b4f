"""How papers are set, in PDF and in Word alike: numbers stay by their sign, signatures by their text, heads
on every page, words whole.
"""

import io
import re
import subprocess

import docx
import pikepdf
import pypdf
import pytest

from office.papers.joined_pdf import elements_under
from office.papers.official import make_word_copy
from office.papers.page_word import page_to_docx
from office.papers.printing import html, pdf
from office.papers.sheet import Column, Sheet
from office.papers.typography import BREAK, broken_headings, keep_numbers_together, printed_groups
from risks.papers import ANNEX_1
from tests.libreoffice import Office
from tests.office.test_order_print import ORDER
from tests.papers import WORDS, long_village_list

PAGE = {"left": 30, "right": 10, "top": 20, "bottom": 20, "size": 14, "table": 10}
ORDER_PAGE = "office/print/order.html"
SIGNED = {"signatures": [{"post": "Катчы", "name": "А. А. Сыдыкова"}]}


def text_pages(content) -> list[str]:
    """The pages as poppler reads them, with their lines."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return read.stdout.decode().replace(BREAK, "").split("\f")[:-1]


def order_of(points: int, words=12) -> dict:
    text = " ".join(["аткарылышы"] * words)
    return {**ORDER, "page": PAGE, "points": [{"text": f"{text}."}] * points}


# --- Numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("№ 114 буйрук", "№\xa0114 буйрук"),
        ("№\t7, № 8-Б", "№\xa07, №\xa08-Б"),
        ("№114", "№114"),
        ("№ </td>", "№ </td>"),
        ("№\n12", "№\n12"),
        ("акыркы № ", "акыркы № "),
    ],
)
def test_number_stays_by_its_sign(text, kept):
    assert keep_numbers_together(text) == kept


def lines_that_end_with_the_sign(content):
    return [line for page in text_pages(content) for line in page.splitlines() if line.rstrip().endswith("№")]


@pytest.mark.parametrize("before", range(4))
def test_no_line_of_an_order_ends_between_sign_and_number(before):
    text = " ".join([("а" * (before + 1)), *["№ 114-Б"] * 60])
    order = {**ORDER, "points": [{"text": text}]}
    assert lines_that_end_with_the_sign(pdf(ORDER_PAGE, order)) == []
    word = docx.Document(io.BytesIO(page_to_docx(html(ORDER_PAGE, order))))
    (line,) = [one.text for one in word.paragraphs if "114-Б" in one.text]
    assert "№ " not in line and line.count("№\xa0") == 60


def test_no_cell_of_a_list_ends_a_line_between_sign_and_number():
    table = long_village_list(rows=2)
    for row in table["groups"][0]["rows"]:
        row["posts"] = " ".join(["№ 114-Б"] * 30)
    assert lines_that_end_with_the_sign(pdf("risks/print/village_list.html", {"table": table})) == []
    cells = docx.Document(io.BytesIO(make_word_copy({"table": table}))).tables[0].rows[-1].cells
    (cell,) = {one.text for one in cells if "114-Б" in one.text}
    assert "№ " not in cell


def test_exports_and_data_keep_the_plain_space():
    table = long_village_list()
    table["groups"][0]["rows"][0]["posts"] = "№ 114"
    make_word_copy({"table": table})
    pdf("risks/print/village_list.html", {"table": table})
    assert table["groups"][0]["rows"][0]["posts"] == "№ 114"


# --- Signatures --------------------------------------------------------------------------------------------


def test_signature_never_stands_alone_on_a_page():
    """Whatever the length of the text, a line of it stands over the signature."""
    turned = 0
    for words in range(40, 100, 6):
        pages = text_pages(pdf(ORDER_PAGE, order_of(5, words)))
        last = " ".join(pages[-1].split())
        signature = last.index("Башчы")
        assert signature > 0, f"{words}: {last!r}"
        turned += len(pages) > 1
    assert turned > 3  # the control: some of these texts fill more than a page


def test_signature_of_a_word_copy_holds_to_its_text(tmp_path):
    order = docx.Document(io.BytesIO(page_to_docx(html(ORDER_PAGE, order_of(5)), PAGE)))
    texts = [line.text for line in order.paragraphs]
    at = next(place for place, text in enumerate(texts) if text.startswith("Башчы"))
    assert order.paragraphs[at - 1].paragraph_format.keep_with_next
    assert order.paragraphs[at].paragraph_format.keep_together

    copies = {f"{words}.docx": make_word_copy(order_of(5, words), ORDER_PAGE) for words in range(40, 100, 6)}
    printed = Office(tmp_path).convert(copies, "pdf")
    assert len(printed) == len(copies)
    turned = 0
    for name, content in printed.items():
        pages = text_pages(content)
        last = " ".join(pages[-1].split())
        assert last.index("Башчы") > 0, name
        turned += len(pages) > 1
    assert turned > 3


def test_last_row_of_a_list_holds_to_the_signature_in_word():
    word = docx.Document(io.BytesIO(make_word_copy({"table": long_village_list(rows=4), **SIGNED})))
    held = [
        all(line.paragraph_format.keep_with_next for cell in row.cells for line in cell.paragraphs)
        for row in word.tables[0].rows
    ]
    assert held[-1] and not any(held[2:-1])


# --- Rows --------------------------------------------------------------------------------------------------


def long_row_table(orientation="portrait"):
    sheet = Sheet(
        form="risks/village-list",
        title="ТИЗМЕК",
        columns=(Column("number", "№", 10), Column("text", "Узун мазмуну", 90), Column("day", "Күнү", 30)),
        orientation=orientation,
    )
    text = " ".join(f"сөз{number}" for number in range(2500))
    return sheet.table([("", [{"text": text, "day": "эртең"}, {"text": "аягы", "day": "бүгүн"}])])


def words_met(pages):
    return {int(number) for page in pages for number in re.findall(r"сөз(\d+)", page.replace("\n", " "))}


@pytest.mark.parametrize("template", ["risks/print/village_list.html", "print/to_sign.html"])
def test_row_longer_than_a_page_goes_on_under_its_head(template):
    pages = text_pages(pdf(template, {"table": long_row_table(), "page": PAGE}))
    assert len(pages) > 2
    assert words_met(pages) == set(range(2500))
    assert all("Узун мазмуну" in " ".join(page.split()) for page in pages)


def test_row_that_breaks_stays_one_row_of_one_table_for_a_reader():
    file = pikepdf.open(io.BytesIO(pdf("print/to_sign.html", {"table": long_row_table(), "page": PAGE})))
    kinds = [str(one.S) for one in elements_under(file.Root.StructTreeRoot)]
    assert [kinds.count(kind) for kind in ("/Table", "/TR", "/TH", "/TD")] == [1, 3, 3, 6]


def test_row_longer_than_a_page_goes_on_in_word_too(tmp_path):
    copies = {
        "list.docx": make_word_copy({"table": long_row_table()}),
        "page.docx": page_to_docx(html("print/to_sign.html", {"table": long_row_table()}), PAGE),
    }
    printed = Office(tmp_path).convert(copies, "pdf")
    for name in ("list", "page"):
        pages = text_pages(printed[name])
        assert words_met(pages) == set(range(2500)), name
        assert all("Узун мазмуну" in " ".join(page.split()) for page in pages[:-1]), name


# --- Pages -------------------------------------------------------------------------------------------------


def test_word_copy_has_as_many_pages_as_its_print(tmp_path):
    """Within one in ten, as LibreOffice sets it with letters of the same widths."""
    table, order = long_village_list(rows=60), order_of(12, 60)
    words = "Жер участогун берүү боюнча чечим кабыл алууда тартипти бузуу "
    for row in table["groups"][0]["rows"]:
        row["situation"] = words * 3
    rows = [{column.key: words * (1 + 2 * (column.width > 29)) for column in ANNEX_1.columns[1:]}] * 40
    annex = ANNEX_1.table([("Кызмат көрсөтүү функциясы", rows)], organisation="Достук айыл өкмөтү", **WORDS)
    papers = {
        "list": ("risks/print/village_list.html", {"table": table, "page": PAGE, **SIGNED}),
        "annex": ("risks/print/annex_1.html", {"table": annex, "page": PAGE, **SIGNED}),
        "order": (ORDER_PAGE, order),
    }
    copies = {
        f"{name}.docx": make_word_copy(context, template) for name, (template, context) in papers.items()
    }
    in_word = Office(tmp_path).convert(copies, "pdf")
    for name, (template, context) in papers.items():
        printed, written = len(text_pages(pdf(template, context))), len(text_pages(in_word[name]))
        assert printed > 3 and abs(written - printed) <= max(1, printed // 10), (name, printed, written)


# --- Empty lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("groups", [[], [("", [])]])
def test_empty_list_says_so_in_every_setter(groups):
    table = {**long_village_list(), "groups": [{"heading": name, "rows": rows} for name, rows in groups]}
    assert printed_groups(table) == [{"heading": "жок", "rows": []}]
    for template in ("risks/print/village_list.html", "print/to_sign.html"):
        assert (
            "жок"
            in pypdf.PdfReader(io.BytesIO(pdf(template, {"table": table}))).pages[0].extract_text().split()
        )
    rows = docx.Document(io.BytesIO(make_word_copy({"table": table}))).tables[0].rows
    assert {cell.text for cell in rows[1].cells} == {"жок"}


def test_list_with_a_row_or_a_heading_says_nothing_of_the_kind():
    full, headed = long_village_list(), {"groups": [{"heading": "Функция", "rows": []}]}
    assert printed_groups(full) == full["groups"] and printed_groups(headed) == headed["groups"]


# --- Headings ----------------------------------------------------------------------------------------------


def narrow_table():
    return Sheet(
        form="print/narrow",
        title="ТИЗМЕК",
        columns=(Column("number", "№", 10), Column("done", "Аткарылышы", 16), Column("text", "Мазмуну", 150)),
        orientation="portrait",
    ).table([("", [{"done": "ооба", "text": "иш"}])])


def test_heading_wider_than_its_column_breaks_at_a_syllable():
    assert [one.replace(BREAK, "|") for one in broken_headings(narrow_table(), PAGE)] == [
        "№",
        "Ат|ка|ры|лы|шы",
        "Мазмуну",
    ]


@pytest.mark.parametrize(
    "template", ["risks/print/village_list.html", "print/to_sign.html", "print/document.html"]
)
def test_no_line_of_a_heading_is_one_letter(template):
    table = narrow_table()
    context = {
        "title": "Т",
        "parts": [{"table": {**table, "orientation": "landscape"}}],
        "table": table,
        "page": PAGE,
    }
    text = text_pages(pdf(template, context))[0]
    head = [line.split() for line in text.split("ооба")[0].splitlines()]
    pieces = [word for line in head for word in line if word in "Аткарылышы" and word not in ("Мазмуну", "№")]
    assert "".join(pieces) == "Аткарылышы" and min(map(len, pieces)) > 1

"""Every paper has an editable Word copy with all the words of its print, and LibreOffice reads it."""

import io
import re

import docx
import pytest
from lxml import html as lxml_html

from office.papers.official import make_word_copy, template_of
from office.papers.page_style import with_page
from office.papers.page_word import page_to_docx
from office.papers.printing import html
from office.registries import FORMS, ROW_PAPERS
from office.roles import Role
from tests import make
from tests.libreoffice import Office
from tests.office.test_order_print import ORDER
from tests.office.test_papers_by_command import receipt  # noqa: F401
from tests.papers import annex_long_list
from tests.risks.editions import approve_edition, begin_next_edition

WORD = re.compile(r"[^\W\d_]{3,}|\d+")


def words_of(text) -> set[str]:
    return set(WORD.findall(text.replace("\N{SOFT HYPHEN}", "").replace("\N{ZERO WIDTH SPACE}", "")))


def words_of_page(page) -> set[str]:
    """The words a person reads on the printed page."""
    main = lxml_html.document_fromstring(page).find("body").find("main")
    for drawn in list(main.iter("svg")):
        drawn.drop_tree()
    for mark in main.find_class("check"):  # what a printed paper is known by: a working copy has none
        mark.drop_tree()
    return words_of(" ".join(main.itertext()))


def words_of_docx(content) -> set[str]:
    return words_of(" ".join(paragraph_texts(content)))


def paragraph_texts(content):
    """The text of every paragraph, also of those in cells."""
    body = docx.Document(io.BytesIO(content)).element.body
    for paragraph in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        yield "".join(
            part.text or "" if part.tag.endswith("}t") else " "
            for part in paragraph.iter()
            if part.tag.rpartition("}")[2] in ("t", "br", "tab")
        )


def contexts_of_all(body, receipt):  # noqa: F811
    """{name: (template, context)} of every paper that can be filled."""
    found = {}
    for name, form in FORMS.items():
        for one in (body, body.parent):
            try:
                found[name] = template_of(name), with_page(form.today(one), one)
                break
            except LookupError:
                continue
    for name, paper in ROW_PAPERS.items():
        for one in (body, body.parent):
            row = paper.rows(one).first()
            if row is not None:
                code = receipt.code if name == "trustbox/slip" else ""
                found[name] = template_of(name), with_page(paper.fill(row, code), one)
                break
    return found


@pytest.fixture
def papers(body, receipt, cast):  # noqa: F811
    make.risk(body, situation="Жер участогун берүү")
    return contexts_of_all(body, receipt)


def test_word_of_every_paper_keeps_the_words_of_its_print(papers, tmp_path):
    assert len(papers) > 30
    copies = {name: make_word_copy(context, template) for name, (template, context) in papers.items()}
    lacking = {
        name: words_of_page(html(template, context)) - words_of_docx(copies[name])
        for name, (template, context) in papers.items()
    }
    assert {name: words for name, words in lacking.items() if words} == {}

    # LibreOffice opens each and saves it again with all its words.
    files = {f"{name.replace('/', '-')}.docx": content for name, content in copies.items()}
    ways = [(name, name.replace(".docx", "-again.docx")) for name in files]
    saved = Office(tmp_path).save_all(files, ways)
    lost = {
        name: words_of_docx(content) - words_of_docx(saved.get(name.replace(".docx", "-again.docx"), b""))
        if name.replace(".docx", "-again.docx") in saved
        else {"not opened"}
        for name, content in files.items()
    }
    assert {name: words for name, words in lost.items() if words} == {}


def test_order_on_the_screen_has_its_word(body, page, clerk):
    order = make.order(body)
    annex_long_list(order)
    desk = page(clerk)
    links = desk.get(f"/orders/{order.pk}/").links
    assert {f"/orders/{order.pk}/annexes/{number}.docx" for number in (0, 1)} <= set(links)
    text = " ".join(paragraph_texts(desk.get(f"/orders/{order.pk}/annexes/0.docx").content))
    assert "1. Тизмек тиркемеге ылайык бекитилсин." in text and "БУЙРУК" in text
    assert desk.get(f"/orders/{order.pk}/annexes/2.docx").status_code == 404


def test_word_of_an_order_is_set_as_its_print():
    page = html("office/print/order.html", {**ORDER, "draft": True}, stylesheet="asset:/print.css")
    own = {"left": 30, "right": 10, "top": 20, "bottom": 20, "size": 14, "table": 10}
    word = docx.Document(io.BytesIO(page_to_docx(page, own)))
    assert word.styles["Normal"].font.size.pt == 14
    assert round(word.sections[0].left_margin.mm) == 30
    assert word.sections[0].header.paragraphs[0].text == "ДОЛБООР"
    beside = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert beside == [
        ["Кыргыз Республикасы\nДостук айыл өкмөтү", "Кыргызская Республика\nДостукский айыл окмоту"],
        ["БУЙРУК", "РАСПОРЯЖЕНИЕ"],
    ]
    lines = [line.text for line in word.paragraphs if line.text]
    assert "Башчы\t____________________\tТ. Д. Маматов" in lines
    assert lines.index(ORDER["title"]) < lines.index("1. Тизмек тиркемеге ылайык бекитилсин.")
    preamble = next(line for line in word.paragraphs if line.text.startswith("Министрлер"))
    assert [run.text for run in preamble.runs if run.bold] == ["буйрук кылам:"]


def test_equal_pages_give_equal_word_files():
    page = html("office/print/order.html", ORDER, stylesheet="asset:/print.css")
    assert page_to_docx(page) == page_to_docx(page)


CELLS = """<html lang="ky"><head><title>Бир</title></head><body class="wide"><main><table>
<thead><tr><th scope="col" rowspan="2">А</th><th scope="colgroup" colspan="2">Б</th></tr>
<tr><th scope="col">В</th><th scope="col">Г</th></tr></thead>
<tbody><tr><td>1</td><td class="center">2
эки</td><td><strong>3</strong><br>үч</td></tr><tr><td>4</td></tr></tbody></table></main></body></html>"""


def test_cells_over_several_columns_and_rows_stay():
    word = docx.Document(io.BytesIO(page_to_docx(CELLS)))
    assert word.sections[0].page_width > word.sections[0].page_height
    (table,) = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["А", "Б", "Б"],
        ["А", "В", "Г"],
        ["1", "2\nэки", "3\nүч"],
        ["4", "", ""],
    ]
    heads = [bool(row._tr.trPr.xpath("./w:tblHeader")) for row in table.rows]
    assert heads == [True, True, False, False]


@pytest.mark.parametrize("who", [Role.CLERK])
def test_assessment_sheet_and_minutes_have_their_word(who, body, page, cast, clerk, head):
    make.risk(body, situation="Биринчи учур")
    edition = approve_edition(begin_next_edition(body), clerk=clerk, head=head, number="114")
    sheet = make.assessment_sheet(make.risk(body, situation="Экинчи учур", position=2))
    desk = page(cast[who])
    meeting = edition.meeting or make.meeting(body)
    for address, word in (
        (f"/risks/assessments/{sheet.pk}/paper.docx", "БААЛОО"),
        (f"/meetings/{meeting.pk}/minutes.docx", "ПРОТОКОЛУ"),
    ):
        assert word in " ".join(paragraph_texts(desk.get(address).content))
    assert desk.get(f"/risks/assessments/{sheet.pk}/paper.odt").status_code == 404

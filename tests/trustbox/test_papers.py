"""The papers of the trust box: headings to the letter of seed 003, every copy made, the slip for its own code
alone (R-3, J1, J16).
"""

import io

import docx
import pikepdf
import pytest
from django.template.loader import get_template

from office.papers.official import template_of
from office.registries import FORMS
from tests.page import Visitor
from tests.trustbox import build
from trustbox.boxes.models.openings import Opening
from trustbox.boxes.papers import OPENINGS, act_paper
from trustbox.journal.models.books import Book
from trustbox.journal.papers import JOURNAL

# Seed 003 4.2, to the letter, its spelling included.
HEADINGS = [
    "Кайрылуунун катар номери",
    "“Ишеним кутучасынан” алынган күнү, айы, жылы",
    "Арыз ээсинин фамилиясы, аты, атасынын аты (анонимдүү кайрылуу келип түшкөн учурда “Анонимдүү” деген "
    "белги коюлат)",
    "Арыз ээсинин дареги жана анын байланыш телефонунун номери (эгерде маалыматтар бар болсо)",
    "Кайрылуунун кыскача мазмуну",
    "Кайрылуу кароого жиберилген кызмат адамы, ошондой эле кароонун мөөнөтү",
    "Корүлгөн чаралар жөнүндө белги",
    "Арыз ээсине жооп берүүнүн чыгыш номери жана датасы",
]


@pytest.fixture
def opening(body, clerk):
    """A box opened with five letters and once more with none."""
    row = build.close_opening(build.opening(body, clerk, letters=5), clerk)
    build.close_opening(build.opening(body, clerk, letters=0, where=row.box, group=row.commission), clerk)
    return row


def test_headings_of_the_journal_are_those_of_the_regulation():
    assert [column.heading for column in JOURNAL.columns] == HEADINGS


def test_papers_of_this_room_are_these():
    assert {form for form in FORMS if form.startswith("trustbox/")} == {
        "trustbox/journal",
        "trustbox/openings",
        "trustbox/reception",
        "trustbox/analysis",
        "trustbox/open-figures",
        "trustbox/figures-order",
    }
    assert template_of(OPENINGS.form) == "trustbox/print/openings.html"


def test_papers_beside_the_forms_have_their_templates():
    """Those that no register keeps: of one opening, of one box, of one receipt; words and tables of any
    paper.
    """
    for template in ("trustbox/print/act.html", "trustbox/print/poster.html", "trustbox/print/slip.html"):
        assert get_template(template)
    assert get_template("print/document.html")


PAPERS = {
    "book": lambda row: "/trustbox/appeals/book.{kind}",
    "act": lambda row: f"/trustbox/openings/{row.pk}/act.{{kind}}",
    "minutes": lambda row: f"/trustbox/openings/{row.pk}/minutes.{{kind}}",
    "openings": lambda row: "/trustbox/openings/journal.{kind}",
}


@pytest.mark.parametrize("name", PAPERS)
def test_paper_prints_as_pdf(opening, clerk, name):
    content = Visitor(clerk).get(PAPERS[name](opening).format(kind="pdf")).content
    with pikepdf.open(io.BytesIO(content)) as paper:
        assert paper.pages and "/MarkInfo" in paper.Root and "/Author" not in paper.docinfo


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_made_as_word(opening, clerk, name):
    content = Visitor(clerk).get(PAPERS[name](opening).format(kind="docx")).content
    paper = docx.Document(io.BytesIO(content))
    assert paper.core_properties.author == ""
    assert WORDS[name] in " ".join(line.text for line in paper.paragraphs)


WORDS = {
    "book": "ЖЫЙЫНТЫКТООЧУ БАРАК",
    "act": "КАЙРЫЛУУЛАРДЫ “ИШЕНИМ КУТУЧАСЫНАН” АЛУУ\nАКТЫСЫ №\xa01",
    "minutes": "ЧЕЧИМ КАБЫЛ АЛЫНДЫ",
    "openings": "“ИШЕНИМ КУТУЧАСЫН” АЧУУНУ ЭСЕПКЕ АЛУУ ЖУРНАЛЫ",
}


def test_book_of_word_has_eight_columns_and_its_closing_lines(body, opening, clerk):
    content = Visitor(clerk).get("/trustbox/appeals/book.docx").content
    paper = docx.Document(io.BytesIO(content))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows[0] == HEADINGS
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    closing = " ".join(line.text for line in paper.paragraphs).replace("\xa0", " ")
    assert Book.objects.of(body).get().head_line in closing


def test_act_tells_members_seals_count_and_numbers(opening):
    text = str(act_paper(opening))
    for words in ("№ 0114, бузулган эмес", "№ 0115", "№ 1–5", "А. Б. Мүчө 0 (төрага)"):
        assert words in text


def test_act_of_an_empty_box_says_so(opening, body):
    empty = Opening.objects.of(body).exclude(pk=opening.pk).get()
    assert "Кутуча бош болгон" in str(act_paper(empty))


def test_journal_of_openings_has_a_line_for_the_empty_box_too(opening, clerk):
    content = Visitor(clerk).get("/trustbox/openings/journal.docx").content
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(content)).tables[0].rows]
    assert [(row[0], row[5], row[6]) for row in rows[1:]] == [("1", "5", "№\xa01–5"), ("2", "0", "–")]


def test_poster_prints(opening, clerk):
    assert Visitor(clerk).get(f"/trustbox/boxes/{opening.box.pk}/poster/").content.startswith(b"%PDF")


# --- The slip ----------------------------------------------------------------------------------------------


def test_slip_prints_for_its_own_code_alone(body, clerk):
    receipt, other = build.take_counter_appeal(body), build.take_counter_appeal(body)
    address = f"/trustbox/appeals/{receipt.appeal.pk}/slip/"
    assert Visitor(clerk).post(address, {"code": receipt.code}).content.startswith(b"%PDF")
    for code in (other.code, "", "0" * 24):
        assert Visitor(clerk).post(address, {"code": code}).status_code == 400


def test_clerk_prints_the_slip_from_the_page_that_shows_the_code(clerk, body):
    visitor = Visitor(clerk)
    typed = {"text": "Оозеки айтты", "kind": "complaint", "channel": "counter", "anonymous": "on"}
    page = visitor.get("/trustbox/appeals/new/").submit(**typed)
    slip = page.submit()
    assert (page.status_code, slip.status_code, slip["Content-Type"]) == (200, 200, "application/pdf")


def test_slip_opens_the_state_of_a_paper_appeal(body, clerk, page):
    receipt = build.take_counter_appeal(body, channel="counter")
    answer = page(None).post(f"/open/{body.code}/appeal/answer/", {"code": receipt.code})
    assert f"№ {receipt.appeal.number}/{receipt.appeal.year}" in answer.text

"""Margins and sizes of a body's papers: its own, else the law's (LAW 50); nothing comes from a setting."""

import io
import re

import docx
import pypdf
import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from docx.shared import Mm

from office.models.law import LegalValue
from office.models.organisation import Organisation
from office.papers.official import make_word_copy
from office.papers.page_style import page_style, with_page
from office.roles import Role
from tests import make
from tests.papers import long_village_list

ROOMS = ("office", "risks", "positions", "plans", "trustbox", "monitoring", "standards")
DOORS = re.compile(r"\b(?:pdf|make_list_file|to_word|make_word_copy)\(|partial\(\s*(?:pdf|make_list_file)\b")
OF_THE_DOORS = {"office/papers/printing.py", "office/papers/downloads.py", "office/papers/documents.py"}
LEGAL = {"left": 30, "right": 10, "top": 20, "bottom": 20, "size": 14, "table": 10}


def text_left_edge(content) -> float:
    """Millimetres from the left edge of the sheet to the leftmost letter of the first page."""
    edges = []

    def note(text, cm, tm, _font, _size):
        if text.strip() and len(text.strip()) > 5:
            edges.append(tm[4] * cm[0])

    pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    return min(edges) * 25.4 / 72


@pytest.fixture
def desk(cast, page):
    return page(cast[Role.ADMINISTRATOR])


def test_papers_of_a_body_that_sets_nothing_have_the_page_of_the_law(body):
    assert page_style(body) == LEGAL


def test_a_changed_value_of_the_law_changes_the_paper(body):
    LegalValue.objects.filter(code="page_margins").update(value=[20, 15, 20, 25])
    LegalValue.objects.filter(code="table_font_size").update(value=[11, 12])
    assert page_style(body) == LEGAL | {"left": 20, "right": 15, "bottom": 25, "table": 11}


def test_the_page_a_body_sets_on_the_screen_is_the_page_of_its_papers(desk, clerk, page, body):
    order = make.order(body, title="Ишти уюштуруу жөнүндө", preamble="Тартипти бекемдөө үчүн")
    before = text_left_edge(page(clerk).get(f"/orders/{order.pk}/print/0.pdf").content)
    desk.get(f"/organisations/{body.pk}/edit/").submit(page_left="50", table_size="12")
    after = text_left_edge(page(clerk).get(f"/orders/{order.pk}/print/0.pdf").content)
    body.refresh_from_db()
    assert page_style(body) == LEGAL | {"left": 50, "table": 12}
    assert 15 < after - before < 25


def test_a_table_size_outside_the_law_is_refused_with_its_limits(desk, body):
    answer = desk.get(f"/organisations/{body.pk}/edit/").submit(table_size="9")
    assert answer.status_code == 422
    assert "10 – 12 пункт" in answer.text


@pytest.mark.parametrize(("name", "value"), [("page_left", 4), ("page_top", 61), ("text_size", 20)])
def test_the_database_refuses_a_page_without_room(body, name, value):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Organisation.objects.filter(pk=body.pk).update(**{name: value})


def test_the_word_copy_has_the_margins_and_the_size_of_the_body(body):
    body.page_left, body.page_top, body.table_size = 40, 25, 12
    word = docx.Document(io.BytesIO(make_word_copy(with_page({"table": long_village_list()}, body))))
    section = word.sections[0]
    turned = [round(side / Mm(1)) for side in (section.top_margin, section.right_margin)]
    assert turned == [40, 25]  # a lying sheet is bound above
    assert 'w:sz w:val="24"' in word.element.xml


def test_data_frozen_with_a_page_keep_it(body):
    assert with_page({"page": {"left": 1}}, body)["page"] == {"left": 1}


@pytest.mark.parametrize("value", ["30", [30, 10, 20], [30, 10, 20, "20"], [0, 10, 20, 20]])
def test_margins_that_are_no_four_numbers_are_refused_at_the_value(keeper, page, value):
    row = LegalValue.objects.get(code="page_margins")
    answer = page(keeper).get(f"/values/{row.pk}/edit/").submit(value=str(value).replace("'", '"'))
    row.refresh_from_db()
    assert (answer.status_code, row.value) == (422, [30, 10, 20, 20])


def papers_without_a_page(sources) -> set[str]:
    """Names of the sources that make a paper and never give it the page of its body."""
    return {name for name, text in sources if DOORS.search(text) and "with_page(" not in text}


def test_every_room_that_makes_a_paper_gives_it_the_page_of_its_body():
    files = [path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*.py")]
    sources = [(str(path.relative_to(settings.BASE_DIR)), path.read_text()) for path in files]
    found = papers_without_a_page(sources)
    assert found - OF_THE_DOORS == {"trustbox/documents.py"}  # its callers give it


def test_a_paper_without_the_page_of_its_body_is_found_out():
    sources = [("a.py", "make = partial(pdf, PAPER, data)"), ("b.py", "pdf(PAPER, with_page(data, body))")]
    assert papers_without_a_page(sources) == {"a.py"}

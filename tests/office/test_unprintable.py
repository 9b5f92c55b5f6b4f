"""A character that the fonts of papers lack: said at saving, printed as «□», never signed."""

import ast
import io

import pypdf
import pytest
from django.conf import settings

from office.papers.models import Order
from tests import make
from tests.papers import ticks


@pytest.fixture
def order(body):
    return make.order(body)


def paper_text(answer):
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def save_preamble(page, person, order, text):
    """The page after the form of the order was saved with this preamble."""
    visitor = page(person)
    answer = visitor.get(f"/orders/{order.pk}/edit/").submit(preamble=text, confirmed="on")
    assert answer.status_code == 302
    return visitor.get(answer["Location"])


def test_saving_names_the_character_and_the_field_and_refuses_nothing(order, page, clerk):
    answer = save_preamble(page, clerk, order, "Кар ☃ жана 😀")
    warnings = answer.words(class_="note note-warning")
    assert len(warnings) == 1
    assert warnings[0].startswith("«Преамбула»: ") and "☃ (U+2603), 😀 (U+1F600)" in warnings[0]
    order.refresh_from_db()
    assert order.preamble == "Кар ☃ жана 😀"


def test_saving_what_the_fonts_have_warns_of_nothing(order, page, clerk):
    assert not save_preamble(page, clerk, order, "№ «тырмакча» – ңөү").words(class_="note note-warning")


def test_ground_of_a_move_is_looked_at_too(order, page, clerk, head):
    pen, visitor = page(clerk), page(head)
    pen.post(f"/orders/{order.pk}/move/submit/")
    visitor.post(f"/orders/{order.pk}/move/sign/", ticks(order))
    pen.post(f"/orders/{order.pk}/move/register/", {"number": "01-14/125", "date": "2026-05-19"})
    visitor.get(order.get_absolute_url())
    assert visitor.post(f"/orders/{order.pk}/move/cancel/", {"ground": "Катасы бар ☃"}).status_code == 302
    (warning,) = visitor.get(order.get_absolute_url()).words(class_="note note-warning")
    assert "☃ (U+2603)" in warning


def test_draft_prints_with_a_box_and_a_note_and_the_signature_is_refused(order, page, clerk, head):
    save_preamble(page, clerk, order, "Кар ☃ жана")
    printed = paper_text(page(clerk).get(f"/orders/{order.pk}/print/0.pdf"))
    assert "Кар □ жана" in printed
    assert "□ – порталдын ариптеринде жок белги: U+2603." in printed
    page(clerk).post(f"/orders/{order.pk}/move/submit/")
    answer = page(head).post(f"/orders/{order.pk}/move/sign/", ticks(order))
    order.refresh_from_db()
    assert (answer.status_code, order.state) == (422, Order.State.AGREEMENT)
    assert "☃" in answer.text and not order.papers.exists()


# Forms that are taken outside the registers' own pages. Of a matter behind a wall no letter may stand in a
# message; the others ask for no text that prints.
SILENT = {
    "trustbox/tray/pages.py": "letters behind a wall",
    "standards/notices/report_pages.py": "reports behind a wall",
    "standards/exam/pages.py": "answers are chosen",
    "standards/acquaintance/pages.py": "ticks and one's own name",
    "monitoring/score_import_pages.py": "a file, looked through on the sheet",
}


def pages_that_say_nothing(sources) -> set[str]:
    """Names of the sources with a function that takes a form, says so, and looks for no such character."""
    found = set()
    for name, text in sources:
        for function in ast.walk(ast.parse(text)):
            if not isinstance(function, ast.FunctionDef) or "is_valid()" not in ast.unparse(function):
                continue
            body = ast.unparse(function)
            if "messages.success(" in body and "warn_of_unprintable(" not in body:
                found.add(name)
    return found


def test_every_page_that_takes_texts_looks_for_such_characters():
    rooms = ("office", "risks", "positions", "plans", "trustbox", "monitoring", "standards")
    files = [path for room in rooms for path in (settings.BASE_DIR / room).rglob("*.py")]
    sources = [(str(path.relative_to(settings.BASE_DIR)), path.read_text()) for path in files]
    assert pages_that_say_nothing(sources) == set(SILENT)


def test_a_page_that_says_nothing_is_found_out():
    text = "def view(request):\n    if form.is_valid():\n        messages.success(request, 'Saved.')"
    assert pages_that_say_nothing([("a.py", text)]) == {"a.py"}

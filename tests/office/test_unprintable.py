"""A character that the fonts of papers lack: said at saving, printed as «□», never signed."""

import io

import pypdf
import pytest

from office.papers.models import Order
from tests import make


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
    visitor.post(f"/orders/{order.pk}/move/sign/", {"read": "on"})
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
    answer = page(head).post(f"/orders/{order.pk}/move/sign/", {"read": "on"})
    order.refresh_from_db()
    assert (answer.status_code, order.state) == (422, Order.State.AGREEMENT)
    assert "☃" in answer.text and not order.papers.exists()

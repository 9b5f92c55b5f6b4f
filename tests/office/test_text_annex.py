"""A regulation or another text becomes the annex of an order from the screen."""

import io
from uuid import uuid4

import docx
import pytest

from office.papers.models import Annex, Order
from office.papers.official import paper_bytes
from office.papers.printing import html
from office.papers.text_annex import TEXT, is_chapter, keep_text, remove_text, text_table, typed_text
from office.registers.workflow import Refused
from tests import make
from tests.office.test_typography import text_pages
from tests.papers import annex_long_list, ticks

TYPED = """1-глава. Жалпы жоболор
1. Комиссия айыл өкмөтүнүн алдында түзүлөт.
1.1. Комиссия үч адамдан турат.
Комиссиянын мүчөлөрүн башчы дайындайт.

КОМИССИЯНЫН УКУКТАРЫ
2) Документтерди сурап алат."""
TITLE = "Комиссия жөнүндө ЖОБО"


@pytest.fixture
def order(body, cast):
    return make.order(body, controller="өзүмө")


def test_lines_become_chapters_points_and_paragraphs():
    groups = text_table(TITLE, TYPED)["groups"]
    assert [
        (group["heading"], [(row["code"], row["text"]) for row in group["rows"]]) for group in groups
    ] == [
        (
            "1-глава. Жалпы жоболор",
            [
                ("1", "Комиссия айыл өкмөтүнүн алдында түзүлөт."),
                ("1.1", "Комиссия үч адамдан турат."),
                ("", "Комиссиянын мүчөлөрүн башчы дайындайт."),
            ],
        ),
        ("КОМИССИЯНЫН УКУКТАРЫ", [("2", "Документтерди сурап алат.")]),
    ]


@pytest.mark.parametrize(
    "line", ["II БӨЛҮМ", "2-глава", "IV. Өткөрүү тартиби", "ЖАЛПЫ ЖОБОЛОР", "1-бөлүм. Максаты"]
)
def test_headings_of_chapters_are_known(line):
    assert is_chapter(line)


@pytest.mark.parametrize(
    "line", ["1. КОМИССИЯ", "Комиссия 2-главага ылайык иштейт", "19.05.2026", "Глава райондо"]
)
def test_other_lines_are_no_chapters(line):
    assert not is_chapter(line)


def test_text_prints_its_chapters_as_headings():
    """A text annex and the standard print what `print/text.html` has."""
    table = text_table(TITLE, TYPED)
    for template in ("office/print/text.html", "print/text.html"):
        assert html(template, {"table": table}).count('<h2 class="chapter">') == 2


def test_text_is_added_changed_and_prints(order, page, clerk):
    desk = page(clerk)
    assert f"/orders/{order.pk}/annexes/text/" in desk.get(f"/orders/{order.pk}/").links
    sent = {"title": TITLE, "text": TYPED, "k": str(uuid4())}
    for _press in range(2):
        assert desk.post(f"/orders/{order.pk}/annexes/text/", sent).status_code == 302
    annex = order.annexes.get()
    assert (annex.title, annex.form, annex.number) == (TITLE, "office/text", 1)
    form = desk.get(f"/orders/{order.pk}/annexes/1/text/").context["form"]
    assert form.initial == {"title": TITLE, "text": typed_text(annex)}
    again = {"title": TITLE, "text": f"{TYPED}\n3. Жаңы пункт.", "v": 1, "k": str(uuid4())}
    desk.post(f"/orders/{order.pk}/annexes/1/text/", again)
    text = " ".join(" ".join(text_pages(paper_bytes(order, 1))).split())
    for words in (
        "1-тиркеме",
        TITLE,
        "1.1. Комиссия үч адамдан турат.",
        "КОМИССИЯНЫН УКУКТАРЫ",
        "3. Жаңы пункт.",
    ):
        assert words in text, words
    word = docx.Document(io.BytesIO(desk.get(f"/orders/{order.pk}/annexes/1.docx").content))
    lines = [line.text for line in word.paragraphs]
    assert "1.1. Комиссия үч адамдан турат." in lines and lines.index(TITLE) < lines.index(
        "1-глава. Жалпы жоболор"
    )


def test_what_is_typed_comes_back_as_it_was_typed(order):
    annex = keep_text(order, title=TITLE, text=TYPED)
    again = typed_text(annex)
    assert text_table(TITLE, again) == annex.data["table"]


def test_text_typed_over_one_that_another_changed_stands_beside_it(order, page, clerk):
    annex = keep_text(order, title=TITLE, text=TYPED)
    keep_text(order, title=TITLE, text="1. Башканын сөзү.", number=1)
    sent = {"title": TITLE, "text": "1. Менин сөзүм.", "v": annex.version, "k": str(uuid4())}
    desk = page(clerk)
    shown = desk.post(f"/orders/{order.pk}/annexes/1/text/", sent)
    assert shown.status_code == 422
    assert "Башканын сөзү" in shown.text and "Менин сөзүм" in shown.text
    assert "Башканын" in typed_text(order.annexes.get())
    sent |= {"v": shown.context["form"]["v"].value(), "k": str(uuid4())}
    assert desk.post(f"/orders/{order.pk}/annexes/1/text/", sent).status_code == 302
    assert "Менин" in typed_text(order.annexes.get())


def test_text_is_taken_out_and_the_next_annex_moves_up(order, page, clerk):
    keep_text(order, title=TITLE, text=TYPED)
    annex_long_list(order)
    keep_text(order, title="Экинчи", text="1. Бир.")
    page(clerk).post(f"/orders/{order.pk}/annexes/1/drop/")
    assert list(order.annexes.values_list("number", "form")) == [
        (1, "risks/village-list"),
        (2, "office/text"),
    ]


def test_list_of_a_register_is_not_changed_here(order, page, clerk):
    annex_long_list(order)
    desk = page(clerk)
    for act in ("text", "drop"):
        assert desk.post(f"/orders/{order.pk}/annexes/1/{act}/").status_code == 404
        assert f"/orders/{order.pk}/annexes/1/{act}/" not in desk.get(f"/orders/{order.pk}/").links
    with pytest.raises(Refused):
        remove_text(order, 1)
    assert order.annexes.count() == 1


def test_signed_text_is_frozen(order, page, clerk, head):
    keep_text(order, title=TITLE, text=TYPED)
    page(clerk).post(f"/orders/{order.pk}/move/submit/")
    page(head).post(f"/orders/{order.pk}/move/sign/", ticks(order))
    order.refresh_from_db()
    assert order.is_signed and order.papers.get(annex__form=TEXT.form).content["table"]["running"]
    desk = page(clerk)
    for address in ("annexes/text/", "annexes/1/text/", "annexes/1/drop/"):
        sent = {"title": "Башка", "text": "Башка", "k": str(uuid4())}
        answer = desk.post(f"/orders/{order.pk}/{address}", sent)
        assert answer.status_code == 422
    assert Annex.objects.of(order.organisation).get().title == TITLE
    assert not [link for link in desk.get(f"/orders/{order.pk}/").links if "annexes/text" in link]


def test_only_who_prepares_orders_adds_texts(order, page, head, stranger):
    for who in (head, stranger):
        answer = page(who).post(f"/orders/{order.pk}/annexes/text/", {"title": "Т", "text": "т"})
        assert answer.status_code in (403, 404)
    assert not Order.unscoped.get(pk=order.pk).annexes.exists()

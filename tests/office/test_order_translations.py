"""The Russian copy of an order: entered beside the Kyrgyz text, printed as a translation (LAW rule 48)."""

import io
from datetime import date

import pypdf
import pytest

from office.models.audit import Change
from office.papers.frozen import Paper
from office.papers.models import Order, OrderPoint
from office.papers.printing import PrintError, html
from office.papers.translation_prints import translation_pdf
from office.papers.translations import OrderTranslation
from tests import files, make
from tests.papers import ticks

RUSSIAN = {
    "title": "Об утверждении перечня",
    "preamble": "В целях исполнения постановления приказываю:",
    "point_1": "Утвердить перечень согласно приложению.",
    "point_2": "Контроль за исполнением настоящего приказа\nвозложить на ответственного секретаря.",
}


@pytest.fixture
def order(body, cast):
    return make.order(body, controller="айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага")


@pytest.fixture
def desk(page, clerk):
    return page(clerk)


@pytest.fixture
def translated(order, desk):
    assert desk.get(f"/orders/{order.pk}/russian/").submit(**RUSSIAN).status_code == 302
    return order


def text_of(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def change_kyrgyz(order):
    OrderPoint.objects.of(order.organisation).filter(order=order).update(text="Тизмек жаңыртылып бекитилсин.")


def test_each_point_is_entered_beside_its_kyrgyz_words(order, desk):
    text = desk.get(f"/orders/{order.pk}/russian/").text
    for words in (
        order.title,
        "буйрук кылам:",
        "Тизмек тиркемеге ылайык бекитилсин.",
        "Сыдыковага жүктөлсүн",
    ):
        assert words in text
    html = desk.get(f"/orders/{order.pk}/russian/").content.decode()
    assert 'name="point_2"' in html and 'name="point_3"' not in html


def test_order_that_an_earlier_portal_froze_has_its_page(order, desk):
    """Its paper may lack words that came later."""
    make.row(Paper, order.organisation, order=order, stage=Paper.Stage.REGISTERED, data="{}")
    Order.objects.of(order.organisation).filter(pk=order.pk).update(
        state="in_force", **make.registration_fields(order.organisation)
    )
    assert order.title in desk.get(f"/orders/{order.pk}/russian/").text


def test_every_point_needs_its_russian_words(order, desk):
    answer = desk.get(f"/orders/{order.pk}/russian/").submit(**RUSSIAN | {"point_2": ""})
    assert answer.status_code == 422
    assert not OrderTranslation.objects.of(order.organisation).exists()


def test_copy_is_marked_as_a_translation_and_looks_like_no_official_paper(translated, desk):
    answer = desk.get(f"/orders/{translated.pk}/russian.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert text.startswith("Котормо / Перевод") or "Котормо / Перевод" in text[:60]
    assert "1. Утвердить перечень согласно приложению." in text
    assert "2. Контроль за исполнением настоящего приказа возложить" in text
    assert "Официальным является только текст на кыргызском языке" in text
    assert "М.О." not in text and "Бекитемин" not in text and "/check" not in text
    assert "ДОЛБООР" in text
    word = "\n".join(
        one.text
        for one in files.opened_word(desk.get(f"/orders/{translated.pk}/russian.docx").content).paragraphs
    )
    assert "Котормо / Перевод" in word and "Утвердить перечень" in word


def test_copy_of_a_registered_order_has_its_number_and_day_and_no_code(translated, page, clerk, head):
    page(clerk).post(f"/orders/{translated.pk}/move/submit/")
    page(head).post(f"/orders/{translated.pk}/move/sign/", ticks(translated))
    translated.refresh_from_db()
    assert translated.is_signed
    own = Order.objects.of(translated.organisation).filter(pk=translated.pk)
    own.update(number="114", date=date(2026, 5, 19))
    text = text_of(translation_pdf(translated))
    assert "19 мая 2026 г." in text and "№ 114" in text
    assert "ДОЛБООР" not in text and "http" not in text and "М.О." not in text


def test_copy_is_refused_until_the_changed_kyrgyz_is_looked_at_again(translated, desk):
    address = f"/orders/{translated.pk}/russian"
    change_kyrgyz(translated)
    assert desk.get(f"{address}.pdf").status_code == desk.get(f"{address}.docx").status_code == 422
    assert "кыргызча текст өзгөртүлгөн" in desk.get(f"/orders/{translated.pk}/").text
    with pytest.raises(PrintError, match="кыргызча текст өзгөртүлгөн"):
        translation_pdf(translated)
    assert desk.get(f"{address}/").submit().status_code == 302
    assert desk.get(f"{address}.pdf").status_code == 200
    assert OrderTranslation.objects.of(translated.organisation).get().version == 2


def test_kyrgyz_changed_under_the_open_page_is_shown_first(order, desk):
    opened = desk.get(f"/orders/{order.pk}/russian/")
    change_kyrgyz(order)
    again = opened.submit(**RUSSIAN)
    assert again.status_code == 422 and "Тизмек жаңыртылып бекитилсин." in again.text
    assert not OrderTranslation.objects.of(order.organisation).exists()
    assert again.submit().status_code == 302


def test_another_hand_meanwhile_is_not_written_over(translated, desk):
    opened = desk.get(f"/orders/{translated.pk}/russian/")
    assert desk.get(f"/orders/{translated.pk}/russian/").submit(title="О перечне").status_code == 302
    again = opened.submit(title="Про перечень")
    assert again.status_code == 422 and "О перечне" in again.text
    assert OrderTranslation.objects.of(translated.organisation).get().title == "О перечне"


def test_change_of_a_translation_is_in_the_journal(translated, desk):
    desk.get(f"/orders/{translated.pk}/russian/").submit(title="О перечне")
    row = OrderTranslation.objects.of(translated.organisation).get()
    rows = Change.objects.filter(table_name="office_ordertranslation", row_id=row.pk)
    assert rows.count() == 2


def test_translation_of_another_body_is_not_found(translated, stranger, page):
    for end in ("/", ".pdf", ".docx"):
        assert page(stranger).get(f"/orders/{translated.pk}/russian{end}").status_code in (403, 404)


def test_order_without_a_copy_has_none_to_print(order, desk):
    assert desk.get(f"/orders/{order.pk}/russian.pdf").status_code == 404
    assert desk.get(f"/orders/{order.pk}/russian.docx").status_code == 404


def test_who_only_reads_enters_none(translated, page, head):
    assert page(head).get(f"/orders/{translated.pk}/russian/").status_code == 403
    html = page(head).get(f"/orders/{translated.pk}/").content.decode()
    assert f"/orders/{translated.pk}/russian/" not in html and f"/orders/{translated.pk}/russian.pdf" in html


def test_copy_of_an_ended_order_says_so():
    paper = {"translation": True, "language": "ru", "title": "О перечне", "ended_on": "19 мая 2026 г."}
    assert "Документ утратил силу: 19 мая 2026 г." in html("office/print/order_translation.html", paper)
    assert "утратил силу" not in html("office/print/order_translation.html", {**paper, "ended_on": ""})

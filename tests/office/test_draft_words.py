"""Nothing that is signed calls itself a draft."""

import json

import pytest

from office.papers.draft_words import find_draft_words
from office.papers.frozen import Paper
from office.papers.models import Order
from tests import make
from tests.papers import annex_long_list, ticks
from tests.risks.editions import approve_edition, begin_next_edition


@pytest.mark.parametrize(
    "text",
    [
        "Өзгөртүүлөр 1-редакция – 2-редакция (долбоор)",
        "Тизмек (проект от 12.05.2026)",
        "ДОЛБООР\nТизмекти бекитүү жөнүндө",
        "Тизмек – долбоор",
        "2026-жылдагы № ____ буйруктун негизинде",
        "№ , 12.05.2026",
        "20__-жылдагы буйрук",
        "жооптуу: ……",
        "күнү ??? болсун",
    ],
)
def test_words_of_a_draft_are_known(text):
    assert find_draft_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ченемдик укуктук актылардын долбоорлорунун коррупцияга каршы экспертизасы",
        "«Таза суу» долбоору жана анын каржыланышы",
        "Жобонун долбоору коомдук талкууга коюлсун",
        "ИНВЕСТИЦИЯЛЫК ДОЛБООРЛОРДУ ТАНДОО",
        "2026-жылдын 25-майындагы № 114 буйругу менен",
        "№ 01-14/125, 19/91, 20-1",
        "ж.б. … деп эсептелсин",
    ],
)
def test_words_of_an_office_are_no_words_of_a_draft(text):
    assert find_draft_words(text) == []


@pytest.fixture
def changed(body, clerk, head, page):
    """The second edition with its table of changes, taken from the page into a draft order."""
    make.risk(body, situation="Биринчи учур")
    approve_edition(begin_next_edition(body), clerk=clerk, head=head, number="114")
    make.risk(body, situation="Экинчи учур", position=2)
    edition = begin_next_edition(body, ground="yearly")
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    page(clerk).post(f"/risks/editions/{edition.pk}/move/order/", {"with_changes": "on"})
    edition.refresh_from_db()
    return edition


def test_table_of_changes_is_named_by_the_order_that_freezes_it(changed, page, clerk, head, client):
    order = changed.order
    page(clerk).post(f"/orders/{order.pk}/move/submit/")
    page(head).post(f"/orders/{order.pk}/move/sign/", ticks(order))
    second = order.annexes.get(number=2)
    assert second.paper.content["table"]["title"].endswith(" – 2-редакция")
    page(clerk).post(f"/orders/{order.pk}/move/register/", {"number": "129-Б", "date": "2026-05-29"})
    assert second.paper.content["table"]["title"].endswith("– 2-редакция (2026-жылдын 29-майы, № 129-Б)")
    assert second.paper.content["table"]["until"] == "2-редакция (2026-жылдын 29-майы, № 129-Б)"
    for paper in Paper.objects.of(order.organisation).filter(stage=Paper.Stage.REGISTERED):
        assert find_draft_words("\n".join(texts_of(json.loads(paper.data)))) == []
    page(clerk).post(f"/orders/{order.pk}/annexes/2/publish/")
    publication = second.paper.publications.get()
    for address in (publication.public_url, f"/open/check/{second.token}/"):
        assert "долбоор" not in client.get(address).text


def texts_of(part):
    """Every text inside the data of a paper."""
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        return [text for one in part for text in texts_of(one)]
    return [str(part)]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Тизмекти (долбоор) бекитүү жөнүндө"},
        {"preamble": "№ ____ токтомду аткаруу максатында"},
        {"controller": "________ жүктөлсүн"},
    ],
)
def test_order_that_calls_itself_a_draft_is_not_signed(fields, body, page, clerk, head):
    order = make.order(body)
    page(clerk).post(f"/orders/{order.pk}/move/submit/")
    Order.objects.of(body).filter(pk=order.pk).update(**fields)
    answer = page(head).post(f"/orders/{order.pk}/move/sign/", ticks(order))
    order.refresh_from_db()
    assert order.state == "agreement" and "долбоордун сөздөрү" in answer.text


def test_annex_that_calls_itself_a_draft_is_not_sent_to_the_head(body, page, clerk):
    order = make.order(body)
    annex_long_list(order)
    order.annexes.update(title="Тизмек (долбоор)")
    page(clerk).post(f"/orders/{order.pk}/move/submit/")
    order.refresh_from_db()
    assert order.state == "draft"
    order.annexes.update(title="Тизмек")
    page(clerk).post(f"/orders/{order.pk}/move/submit/")
    order.refresh_from_db()
    assert order.state == "agreement"


def test_blank_is_no_number_of_an_order(body, page, clerk, head):
    order = make.order(body).move("submit", by=clerk).move("sign", by=head)
    given = {"number": "____", "date": "2026-05-29"}
    answer = page(clerk).post(f"/orders/{order.pk}/move/register/", given)
    assert "номер эмес" in answer.text

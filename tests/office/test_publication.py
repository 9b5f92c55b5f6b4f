"""What is published beside annexes: the order itself, a feed, links; what is looked at before."""

import gzip
import re
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse

from office.actions import publish_annex, publish_text, withdraw_publication
from office.models.organisation import Organisation
from office.papers.models import OrderPoint
from office.papers.private_words import private_places
from office.registers.workflow import Refused
from risks.papers import VILLAGE_LIST
from tests import make
from tests.page import Visitor
from tests.papers import WORDS, annex_long_list
from trustbox.boxes.models.boxes import Box

ATOM = {"a": "http://www.w3.org/2005/Atom"}
POINT = "Тизмек айыл өкмөтүнүн тактасына илинсин."


def in_force(body, clerk, head, **annex):
    order = make.order(body)
    OrderPoint.objects.create(organisation=body, order=order, number=9, text=POINT)
    if annex:
        order.attach("Тизмек", VILLAGE_LIST.form, annex)
    else:
        annex_long_list(order)
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number="114", date=make.LONG_AGO)
    return order


@pytest.fixture
def order(body, clerk, head):
    return in_force(body, clerk, head)


def file_url(publication, kind):
    return reverse("open:file", args=[publication.organisation.code, publication.token, kind])


# --- The order itself --------------------------------------------------------------------------------------


def test_text_of_an_order_is_published_with_its_points(order, clerk):
    publication = publish_text(order, by=clerk)
    assert publication.paper == order.papers.get(annex=None, stage=2)
    page = Visitor(language="ru").get(publication.public_url)
    assert POINT in page.text and order.title in page.text
    assert file_url(publication, "csv") not in page.links
    shown = Visitor().get(reverse("open:body", args=[order.organisation.code]))
    assert publication.public_url in shown.links and file_url(publication, "csv") not in shown.links


def test_files_of_the_text_are_those_that_were_frozen(order, clerk, client):
    publication = publish_text(order, by=clerk)
    assert sha256(client.get(file_url(publication, "pdf")).content).hexdigest() == publication.sha256
    assert client.get(file_url(publication, "csv")).status_code == 404


def test_text_is_published_once_and_only_in_force(order, body, clerk, head):
    publish_text(order, by=clerk)
    with pytest.raises(Refused):
        publish_text(order, by=clerk)
    draft = make.order(body)
    with pytest.raises(Refused):
        publish_text(draft, by=clerk)


def test_text_and_annex_are_published_from_the_order(order, clerk):
    visitor = Visitor(clerk, language="ru")
    for number in (0, 1):
        address = reverse("orders:publish", args=[order.pk, number])
        assert address in visitor.get(order.get_absolute_url()).links
        assert visitor.post(address, {}).status_code == 302
        assert address not in visitor.get(order.get_absolute_url()).links


def test_withdrawn_text_says_so_where_it_is_checked(order, clerk, client):
    withdraw_publication(publish_text(order, by=clerk), ground="Ката басылган", by=clerk)
    assert "Ката басылган" in client.get(reverse("open:check", args=[order.mark.token])).text


# --- Before it is published --------------------------------------------------------------------------------


@pytest.fixture
def order_with_a_telephone(body, clerk, head):
    row = {column.key: "Жер участогун берүү" for column in VILLAGE_LIST.columns} | {"level": "Орточо"}
    named = row | {"function": "Арыз ээси Токтогулова Жаркынай, телефону 0555 12 34 56"}
    table = VILLAGE_LIST.table([("Кызмат көрсөтүү", [row, named])], **WORDS)
    return in_force(body, clerk, head, table=table)


def test_telephone_and_name_are_found_with_their_row(order_with_a_telephone):
    (found,) = private_places(order_with_a_telephone.annexes.get().paper.content)
    assert found.place.startswith(("Row 2", "Тизмектин 2", "Строка 2"))
    assert "0555 12 34 56" in found.words and "Токтогулова Жаркынай" in found.words


def test_paper_without_private_words_asks_nothing(order):
    assert private_places(order.annexes.get().paper.content) == []


def test_paper_that_may_name_a_person_is_published_by_a_tick_alone(order_with_a_telephone, clerk):
    visitor = Visitor(clerk, language="ru")
    address = reverse("orders:publish", args=[order_with_a_telephone.pk, 1])
    assert "0555 12 34 56" in visitor.get(address).text
    assert visitor.post(address, {}).status_code == 422
    assert visitor.post(address, {"looked": "on"}).status_code == 302


# --- Files -------------------------------------------------------------------------------------------------


@pytest.fixture
def published(order, clerk):
    return publish_annex(order.annexes.get(), by=clerk)


@pytest.mark.parametrize("kind", ["pdf", "csv", "json"])
def test_file_that_is_known_already_is_not_sent_again(kind, published, client):
    first = client.get(file_url(published, kind))
    again = client.get(file_url(published, kind), headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    other = client.get(file_url(published, kind), headers={"if-none-match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_table_is_compressed_for_who_takes_it(kind, published, client):
    bare = client.get(file_url(published, kind))
    packed = client.get(file_url(published, kind), headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == bare.content
    assert packed["ETag"] != bare["ETag"] and "Accept-Encoding" in bare["Vary"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_table_is_sent_as_it_is_to_everybody_else(accepted, published, client):
    answer = client.get(file_url(published, "csv"), headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in answer


# --- Feed, links, list -------------------------------------------------------------------------------------


def test_feed_names_what_stands_on_the_open_page(published, order, clerk, client):
    text = publish_text(order, by=clerk)
    withdraw_publication(text, ground="Ката басылган", by=clerk)
    answer = client.get(reverse("open:feed", args=[published.organisation.code]))
    assert answer["Content-Type"].startswith("application/atom+xml") and not answer.cookies
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == [published.title]
    address = entries[0].find("a:link", ATOM).get("href")
    assert address == f"{settings.PUBLIC_ADDRESS}{published.public_url}"
    assert client.get(published.public_url).status_code == 200


def test_title_with_signs_of_xml_leaves_the_feed_whole(published, client):
    type(published).unscoped.filter(pk=published.pk).update(title="«А & Б» <тизмек>\x0b")
    feed = ElementTree.fromstring(
        client.get(reverse("open:feed", args=[published.organisation.code])).content
    )
    assert feed.findtext("a:entry/a:title", namespaces=ATOM) == "«А & Б» <тизмек>"


def test_feed_of_a_body_without_papers_is_whole(body, client):
    ElementTree.fromstring(client.get(reverse("open:feed", args=[body.code])).content)


def test_block_for_another_site_is_plain_links(published):
    page = Visitor().get(reverse("open:block", args=[published.organisation.code]))
    block = page.all("textarea")[0].text
    assert re.findall(r"</?(\w+)", block) == ["ul", "li", "a", "a", "li", "li", "a", "a", "li", "ul"]
    assert f'href="{settings.PUBLIC_ADDRESS}{published.public_url}"' in block


@pytest.mark.parametrize(("removed", "shown"), [(None, True), (make.LONG_AGO, False)])
def test_body_with_a_box_stands_in_the_list(removed, shown, body, client):
    make.row(Box, body, set_up_on=make.LONG_AGO, removed_on=removed)
    assert Organisation.objects.filter(pk=body.pk).exists()
    assert (f'/open/{body.code}/"' in client.get(reverse("open:bodies")).text) is shown

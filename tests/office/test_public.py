"""The citizen's side: everything approved is there, nothing else is, and reading leaves no trace."""

import json
import re
from hashlib import sha256

import pytest
from django.urls import reverse

from office.actions import publish_annex, withdraw_publication
from office.papers.frozen import Publication
from tests import make
from tests.papers import annex_long_list

PAGES = ["bodies", "body", "paper", "check"]


@pytest.fixture
def order(body, clerk, head):
    row = make.order(body)
    annex_long_list(row)
    row.move("submit", by=clerk)
    row.move("sign", by=head)
    row.move("register", by=clerk, number="114", date=make.LONG_AGO)
    return row


@pytest.fixture
def publication(order, clerk):
    return publish_annex(order.annexes.get(), by=clerk)


def address(page, publication, kind="pdf"):
    code, token = publication.organisation.code, publication.token
    return {
        "bodies": reverse("open:bodies"),
        "body": reverse("open:body", args=[code]),
        "paper": reverse("open:paper", args=[code, token]),
        "check": reverse("open:check", args=[publication.paper.annex.token]),
        "file": reverse("open:file", args=[code, token, kind]),
    }[page]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_page_is_light_and_leaves_no_trace(page, language, publication, client):
    answer = client.get(f"{address(page, publication)}?lang={language}", headers={"accept-language": "ky"})
    text = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert len(answer.content) < 30_000
    assert "<script" not in text and not re.findall(r'(?:src|href|action)="(?:https?:)?//', text)
    assert f'<html lang="{language}"' in text
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", PAGES)
def test_page_is_the_same_for_who_is_signed_in(page, publication, client, stranger, sign_in):
    other = sign_in(stranger)
    assert client.get(address(page, publication)).content == other.get(address(page, publication)).content


@pytest.mark.parametrize("page", PAGES)
def test_chosen_language_goes_on_into_every_link(page, publication, client):
    text = client.get(f"{address(page, publication)}?lang=ru").content.decode()
    links = [
        link
        for link in re.findall(r'href="(/open/[^"]*)"', text)
        if not re.search(r"\.(pdf|csv|json)$", link)
    ]
    assert links and all(link.endswith("?lang=ru") for link in links)


@pytest.mark.parametrize("language", ["en", "xx", "%00", ""])
def test_other_language_falls_back(language, publication, client):
    text = client.get(f"{address('body', publication)}?lang={language}").content.decode()
    assert '<html lang="ky"' in text


def test_whole_table_is_on_the_page(publication, client):
    text = client.get(address("paper", publication)).content.decode()
    table = publication.paper.content["table"]
    cells = [
        row[column["key"]]
        for group in table["groups"]
        for row in group["rows"]
        for column in table["columns"]
    ]
    assert all(cell in text for cell in cells)
    assert text.count('scope="col"') == len(table["columns"])


@pytest.mark.parametrize("kind", ["pdf", "csv", "json"])
def test_files_are_those_that_were_frozen(kind, publication, client):
    answer = client.get(address("file", publication, kind))
    frozen = publication.paper
    digest = sha256(answer.content).hexdigest()
    if kind == "pdf":
        assert digest == frozen.sha256
    elif kind == "json":
        assert digest == frozen.data_sha256 and json.loads(answer.content) == frozen.content
    else:
        assert answer.content.startswith("\ufeff№".encode())


@pytest.mark.parametrize("kind", ["exe", "html", "pdf.exe"])
def test_no_other_file_is_there(kind, publication, client):
    assert client.get(address("file", publication, kind)).status_code == 404


def test_unpublished_body_shows_nothing(body, client):
    text = client.get(reverse("open:body", args=[body.code])).content.decode()
    assert "papers" in text and "№" not in text


WRONG = [
    "/open/none/",
    "/open/check/none/",
    "/open/dostuk/none/",
    "/open/dostuk/none.pdf",
    "/open/a/b/c/d/",
    "/open/%00/",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_address_is_answered_kindly_and_without_a_trace(wrong, publication, client):
    answer = client.get(wrong, follow=True)
    assert answer.status_code == 404 and not answer.cookies
    assert "<script" not in answer.content.decode()


def test_paper_of_one_body_is_not_found_under_another(publication, foreign, client):
    assert client.get(reverse("open:paper", args=[foreign.code, publication.token])).status_code == 404


def test_withdrawn_paper_says_when_and_why_and_never_what_it_said(publication, clerk, client):
    withdraw_publication(publication, ground="Ката басылган", by=clerk)
    answer = client.get(address("paper", publication))
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "Жер участогун берүү" not in text and "Ката басылган" in text
    for kind in ("pdf", "csv", "json"):
        assert client.get(address("file", publication, kind)).status_code == 404


def test_withdrawn_paper_leaves_the_list(publication, clerk, client):
    withdraw_publication(publication, ground="Ката басылган", by=clerk)
    assert publication.token not in client.get(address("body", publication)).content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("page", [*PAGES, "file"])
def test_nothing_is_taken(method, page, publication, client):
    assert getattr(client, method)(address(page, publication)).status_code == 405


@pytest.mark.parametrize("page", [*PAGES, "file"])
def test_head_and_options_are_answered(page, publication, client):
    assert client.head(address(page, publication)).status_code == 200
    assert client.options(address(page, publication)).status_code == 204


# --- The check page ----------------------------------------------------------------------------------------


def check(client, order):
    return client.get(reverse("open:check", args=[order.annexes.get().token]) + "?lang=ru").content.decode()


def test_check_of_a_draft_says_only_that_it_is_one(body, client, cast):
    order = make.order(body, title="Жашыруун жөнүндө")
    annex_long_list(order)
    text = check(client, order)
    assert "Жашыруун" not in text and "Тобокелдиктердин тизмеги" not in text


def test_check_tells_number_date_and_digest(order, client):
    text = check(client, order)
    paper = order.annexes.get().paper
    assert "№ 114" in text and "09.01.2025" in text and paper.sha256 in text


def test_check_of_a_signed_order_without_number_says_it_is_not_in_force(body, clerk, head, client):
    order = make.order(body)
    annex_long_list(order)
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    assert order.get_state_display() and order.annexes.get().paper.sha256 in check(client, order)


@pytest.mark.parametrize("name", ["replace", "cancel"])
def test_check_tells_what_ended_the_order(name, order, head, client):
    order.move(name, by=head, ground="2026-жылдын 2-июнундагы № 120 буйрук")
    assert "№ 120 буйрук" in check(client, order)


def test_replaced_paper_stays_on_the_open_page_and_says_so(publication, order, head, client):
    order.refresh_from_db()
    order.move("replace", by=head, ground="№ 120 буйрук")
    assert "№ 120 буйрук" in client.get(address("paper", publication)).content.decode()


def test_pages_ask_the_same_with_one_paper_and_with_ten(
    publication, body, clerk, head, client, django_assert_max_num_queries
):
    for number in range(5):
        order = make.order(body)
        annex_long_list(order)
        order.move("submit", by=clerk)
        order.move("sign", by=head)
        order.move("register", by=clerk, number=f"2-{number}", date=make.LONG_AGO)
        publish_annex(order.annexes.get(), by=clerk)
    with django_assert_max_num_queries(10):
        assert client.get(address("body", publication)).status_code == 200
    assert Publication.objects.open_of(body).count() == 6


# --- What became of a paper: one answer on every page ------------------------------------------------------


def test_check_of_a_withdrawn_paper_gives_the_ground_and_never_says_that_it_is_in_force(
    publication, clerk, sign_in, client
):
    sign_in(clerk).post(f"/publications/{publication.pk}/withdraw/", {"ground": "Ката басылган"})
    text = client.get(address("check", publication) + "?lang=ru").text
    assert "Ката басылган" in text and "Этот документ действует" not in text
    assert "Ката басылган" in sign_in(clerk).get(publication.paper.order.get_absolute_url()).text


def test_check_of_a_paper_put_back_on_the_open_page_says_that_it_is_in_force(
    publication, order, clerk, client
):
    before = client.get(address("check", publication)).text
    withdraw_publication(publication, ground="Ката басылган", by=clerk)
    publish_annex(order.annexes.get(), by=clerk)
    again = client.get(address("check", publication)).text
    assert "Ката басылган" not in again and "күчүндө" in before and "күчүндө" in again

"""The marks of prints: which bear one, on every page of them, and what the code leads to."""

import io
import re
from hashlib import sha256

import pikepdf
import pypdf
import pytest
from django.urls import reverse

from office.actions import publish_annex, withdraw_publication
from office.papers.frozen import Paper
from office.papers.official import frozen_context
from office.papers.page_stamps import draw_code
from office.papers.print_marks import MARKED, find_marked, short_code, token_start
from office.papers.printing import pdf
from office.wall.papers import REGISTER as OPENED_IDENTITIES
from tests import make
from tests.papers import annex_long_list, long_village_list

TOKEN = "0f" * 16
CHECK = {"url": "https://portal.example/open/check/K7M2-9QXR-4T2A/", "code": "K7M2-9QXR-4T2A"}


@pytest.fixture
def order(body, clerk, head):
    row = make.order(body)
    annex_long_list(row, rows=60)
    row.move("submit", by=clerk)
    row.move("sign", by=head)
    row.move("register", by=clerk, number="114", date=make.LONG_AGO)
    return row


def stamps(paper):
    """How many codes are drawn at the foot of each page."""
    return [len(re.findall(rb"/Artifact BMC q 0 g\n[\d. ]+ cm\n", content)) for content in contents_of(paper)]


def contents_of(paper):
    with pikepdf.open(io.BytesIO(paper)) as opened:
        for page in opened.pages:
            page.contents_coalesce()
        return [page.Contents.read_bytes() for page in opened.pages]


def test_marked_prints_are_these():
    assert sorted(MARKED) == [
        "monitoring/print/rating.html",
        "monitoring/print/table.html",
        "office/print/order.html",
        "office/print/text.html",
        "plans/print/changes.html",
        "plans/print/plan.html",
        "positions/print/annex_2.html",
        "positions/print/changes.html",
        "risks/print/annex_1.html",
        "risks/print/changes.html",
        "risks/print/village_list.html",
        "standards/print/standard.html",
    ]


def test_walled_annex_bears_no_mark(body, clerk, head):
    order = make.order(body)
    order.attach("Журнал", OPENED_IDENTITIES.form, {"table": long_village_list()})
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    paper = order.annexes.get().paper
    assert "check" not in paper.content and stamps(bytes(paper.pdf)) == [0]


def test_order_and_annex_bear_a_code_on_every_page(order):
    text, annex = order.papers.get(annex=None, stage=2), order.annexes.get().paper
    pages = stamps(bytes(annex.pdf))
    assert len(pages) > 2 and pages == [1] * len(pages)
    assert stamps(bytes(text.pdf)) == [1]
    code = short_code(order.mark.token)
    assert text.content["check"]["code"] == code
    assert f"Текшерүү коду: {code}" in pypdf.PdfReader(io.BytesIO(bytes(text.pdf))).pages[-1].extract_text()


def test_code_of_each_page_names_its_number_and_the_number_of_pages(order):
    annex = order.annexes.get().paper
    check = annex.content["check"]
    pages = contents_of(bytes(annex.pdf))
    for number, page in enumerate(pages, 1):
        drawn = draw_code(f"{check['url']}?p={number}.{len(pages)}", 0, 0, 100)
        assert drawn.split(b"cm\n")[1].split(b"f Q")[0] in page


def test_draft_bears_no_code_at_the_foot(body):
    order = make.order(body)
    annex_long_list(order)
    context = {"table": long_village_list(), "check": CHECK}
    assert stamps(pdf("print/table.html", context, draft=True)) == [0]
    assert stamps(pdf("print/table.html", context)) == [1]


@pytest.mark.parametrize("template", ["print/table.html", "print/document.html"])
def test_marked_paper_has_the_same_bytes_each_time(template):
    context = {"title": "Тизмек", "parts": [{"text": "Бир"}], "table": long_village_list(), "check": CHECK}
    first, second = (pdf(template, context, made_on=make.LONG_AGO) for _time in range(2))
    assert stamps(first) == [1]
    assert sha256(first).digest() == sha256(second).digest()


def test_marked_paper_stays_tagged():
    with pikepdf.open(
        io.BytesIO(pdf("print/table.html", {"table": long_village_list(), "check": CHECK}))
    ) as paper:
        assert paper.Root.MarkInfo.Marked and "/StructTreeRoot" in paper.Root
        assert b"<pdfuaid:part>1</pdfuaid:part>" in paper.Root.Metadata.read_bytes().replace(b'"', b"")


# --- The code ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["0" * 32, "f" * 32, "0123456789abcdef" * 2])
def test_code_is_the_first_sixty_bits_of_the_token(token):
    assert token_start(short_code(token)) == token[:15]


@pytest.mark.parametrize(
    "typed", ["", "K7M2", "K7M2-9QXR-4T2A-K7M2", "K7M2-9QXR-4T2U", "K7M2-9QXR-4T2!", TOKEN]
)
def test_text_that_is_no_code_stands_for_no_token(typed):
    assert token_start(typed) == ""


def test_code_is_read_however_it_is_typed():
    code = short_code("21" * 16)
    wrong = code.replace("1", "l").replace("0", "o")
    assert {token_start(typed) for typed in (code, code.lower(), code.replace("-", " "), wrong)} == {
        ("21" * 8)[:15]
    }


def test_code_finds_text_and_annex_apart(order):
    annex = order.annexes.get()
    for mark, found in ((order.mark.token, (order, None)), (annex.token, (order, annex))):
        assert find_marked(mark) == find_marked(short_code(mark)) == found


def test_code_of_no_print_is_found_nowhere(order):
    with pytest.raises(LookupError):
        find_marked(short_code(TOKEN))


# --- The pages ---------------------------------------------------------------------------------------------


def test_typed_code_leads_to_the_paper(order, client):
    code = short_code(order.mark.token)
    answer = client.get(reverse("open:find") + "?lang=ru", {"code": f" {code.lower()} ", "lang": "ru"})
    assert answer["Location"] == reverse("open:check", args=[code.lower()]) + "?lang=ru"
    text = client.get(answer["Location"]).text
    paper = order.papers.get(annex=None, stage=2)
    assert "№ 114" in text and "09.01.2025" in text and order.title in text and paper.sha256 in text
    assert "Этот документ действует" in text


def test_unknown_code_says_so_and_keeps_what_was_typed(client, db):
    answer = client.get(reverse("open:find"), {"code": "K7M2-9QXR-4T2A", "lang": "ru"})
    assert answer.status_code == 404 and "Документа с таким кодом нет" in answer.text
    assert 'value="K7M2-9QXR-4T2A"' in answer.text


def test_ended_order_says_by_what(order, head, client):
    order.move("cancel", by=head, ground="2026-жылдын 2-июнундагы № 120 буйрук")
    assert "№ 120 буйрук" in client.get(reverse("open:check", args=[short_code(order.mark.token)])).text


def test_code_of_a_withdrawn_annex_gives_the_ground(order, clerk, client):
    annex = order.annexes.get()
    withdraw_publication(publish_annex(annex, by=clerk), ground="Ката басылган", by=clerk)
    assert "Ката басылган" in client.get(reverse("open:check", args=[short_code(annex.token)])).text


def test_order_signed_before_it_had_a_mark_is_registered_without_one(body):
    order = make.order(body)
    make.row(Paper, body, order=order, annex=None, stage=1, data='{"title": "Буйрук"}')
    assert "check" not in frozen_context(order, None, Paper.Stage.REGISTERED)

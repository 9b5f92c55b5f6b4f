"""A file compared with a frozen paper: the true one is known, a changed one has its row and cell named."""

import io
import json
import re
from copy import deepcopy
from hashlib import sha256

import docx
import openpyxl
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from office import tickets
from office.actions import publish_annex, withdraw_publication
from office.files.models import StoredFile
from office.papers import compare_pages
from office.papers.compare_pages import compare_with
from office.papers.excel import to_xlsx
from office.papers.file_comparison import compare_pages as differing_pages
from office.papers.file_comparison import differing_spans
from office.papers.official import make_word_copy
from office.papers.print_marks import find_marked
from office.papers.printing import pdf
from office.papers.sheet import canonical_json, to_csv
from risks.papers import VILLAGE_LIST
from tests import make
from tests.page import Visitor
from tests.papers import WORDS

NAMES = ("Жер участогун берүү", "Короо-сарайга уруксат", "Жайытты ижарага берүү", "=Маалымкат берүү")
CHANGED = "Жайытты бекер берүү"


def village_list():
    """Four rows in two groups, no two alike; a cell that a spreadsheet would take for a formula."""
    rows = [
        {column.key: f"{name}: {column.key}" for column in VILLAGE_LIST.columns}
        | {"level": "Орточо", "number": str(at)}
        for at, name in enumerate(NAMES, 1)
    ]
    return VILLAGE_LIST.table([("Кызмат көрсөтүү", rows[:2]), ("Жер иштери", rows[2:])], **WORDS)


def changed_list():
    table = deepcopy(village_list())
    table["groups"][1]["rows"][0]["function"] = CHANGED
    return table


@pytest.fixture
def order(body, clerk, head):
    row = make.order(body)
    row.attach("Тобокелдиктердин тизмеги", VILLAGE_LIST.form, {"table": village_list()})
    row.move("submit", by=clerk)
    row.move("sign", by=head)
    row.move("register", by=clerk, number="114", date=make.LONG_AGO)
    return row


@pytest.fixture
def marked(order):
    return find_marked(order.annexes.get().token)


def only(comparison):
    assert comparison.verdict == "other"
    return [(one.row, one.group, one.column, one.was, one.became) for one in comparison.differences]


FUNCTION = village_list()["columns"][1]["heading"]
THE_CELL = [(3, "Жер иштери", " ".join(FUNCTION.split()), "Жайытты ижарага берүү: function", CHANGED)]
MAKERS = {
    "csv": to_csv,
    "docx": lambda table: make_word_copy({"table": table}),
    "xlsx": to_xlsx,
    "json": lambda table: canonical_json({"table": table}),
}


def file_of(kind, table, paper):
    if kind == "json":
        return canonical_json({**paper.content, "table": table})
    return MAKERS[kind](table)


@pytest.mark.parametrize("stage", [1, 2])
def test_stored_bytes_are_the_paper(stage, order, marked):
    paper = marked.papers.get(stage=stage)
    for content in (bytes(paper.pdf), paper.data.encode()):
        assert compare_with(marked, content, "тизмек").verdict == "paper"


@pytest.mark.parametrize(("kind", "verdict"), [("csv", "paper"), ("docx", "list"), ("xlsx", "list")])
def test_true_list_is_known(kind, verdict, marked):
    assert compare_with(marked, MAKERS[kind](village_list()), f"тизмек.{kind}").verdict == verdict


@pytest.mark.parametrize("kind", MAKERS)
def test_changed_cell_is_named(kind, marked):
    content = file_of(kind, changed_list(), marked.papers.first())
    assert only(compare_with(marked, content, f"тизмек.{kind}")) == THE_CELL


@pytest.mark.parametrize("kind", MAKERS)
def test_missing_and_added_rows_are_named(kind, marked):
    table = village_list()
    table["groups"][0]["rows"].pop(0)
    table["groups"][1]["rows"].append({**table["groups"][1]["rows"][0], "number": "9", "function": "Жаңы"})
    found = compare_with(marked, file_of(kind, table, marked.papers.first()), f"тизмек.{kind}").differences
    assert [(one.kind, one.row, one.group) for one in found] == [
        ("missing", 1, "Кызмат көрсөтүү"),
        ("added", 4, "Жер иштери"),
    ]


def test_word_that_was_edited_and_saved_again_names_the_cell(marked):
    word = docx.Document(io.BytesIO(make_word_copy({"table": village_list()})))
    cell = next(
        cell for row in word.tables[-1].rows for cell in row.cells if "ижарага берүү: function" in cell.text
    )
    cell.text = CHANGED
    saved = io.BytesIO()
    word.save(saved)
    assert only(compare_with(marked, saved.getvalue(), "тизмек.docx")) == THE_CELL


def test_excel_that_was_edited_names_the_cell(marked):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(village_list())))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "Жайытты ижарага берүү: function":
                cell.value = CHANGED
    saved = io.BytesIO()
    book.save(saved)
    assert only(compare_with(marked, saved.getvalue(), "тизмек.xlsx")) == THE_CELL


def test_changed_value_of_the_data_is_named(marked):
    paper = marked.papers.first()
    data = {**paper.content, "annex_mark": ["Башка"]}
    (found,) = compare_with(marked, json.dumps(data).encode(), "тизмек.json").differences
    assert (found.key, found.became) == ("annex_mark", "['Башка']")


@pytest.mark.parametrize(
    "data",
    [b"[]", b'{"table": 1}', b'{"table": {"columns": [{"heading": 1, "key": {}}], "groups": [{}]}}', b"{}"],
)
def test_data_of_any_shape_only_differ(data, marked):
    assert compare_with(marked, data, "тизмек.json").verdict == "other"


# --- PDF ---------------------------------------------------------------------------------------------------


def test_pdf_saved_anew_has_the_same_words_and_is_not_called_the_paper(marked):
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(marked.papers.first().pdf))) as paper:
        paper.docinfo["/Producer"] = "Башка программа"
        paper.save(saved)
    assert compare_with(marked, saved.getvalue(), "тизмек.pdf").verdict == "words"


def test_pdf_with_a_changed_cell_names_it(marked):
    paper = marked.papers.first()
    forged = pdf(
        "risks/print/village_list.html", {**paper.content, "table": changed_list()}, made_on=make.LONG_AGO
    )
    found = compare_with(marked, forged, "тизмек.pdf")
    assert found.verdict == "other"
    assert {(one.page, one.row, one.group, one.column) for one in found.differences} == {
        (1, 3, "Жер иштери", " ".join(FUNCTION.split()))
    }
    assert "бекер" in " ".join(one.became for one in found.differences)


def test_pdf_of_an_order_with_another_number_shows_it(order):
    marked = find_marked(order.mark.token)
    forged = pdf("office/print/order.html", {**marked.papers.first().content, "number": "115"})
    (found,) = compare_with(marked, forged, "буйрук.pdf").differences
    assert (found.page, found.was, found.became) == (1, "114", "115")


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("көзөмөлдөө жүктөлсүн", "көзө-\nмөлдөө жүктөлсүн", 0),
        ("көзө\nмөлдөө жүктөлсүн", "көзөмөлдөө\nжүктөлсүн", 0),
        ("иш-чара", "иш-\nчара", 0),
        ("ал барбайт", "ал бар байт", 1),  # a blank inside a line is another word
        ("көзөмөлдөө", "көзө-\nмөлдөйт", 1),
        ("көзөмөлдөө", "көзө-мөлдөө", 1),  # a hyphen inside a line is no cut
        ("114", "11\n5", 1),
    ],
)
def test_words_that_only_line_ends_cut_are_no_difference(ours, theirs, found):
    assert len(differing_pages([ours], [theirs], None)) == found


def test_old_formats_are_refused_in_words_and_start_nothing(marked, at_once, monkeypatch):
    monkeypatch.setattr("office.imports.old_files.renew_old_file", None)
    text = send(marked, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "тизмек.xls").text
    assert ".docx" in text and ".xlsx" in text


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "PDF"])
def test_picture_is_never_called_true(kind, marked):
    picture = io.BytesIO()
    Image.new("L", (40, 40)).save(picture, kind)
    found = compare_with(marked, picture.getvalue(), "скан")
    assert found.verdict == "picture" and not found.is_good


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"PK\x03\x04nothing", b"\x00", b"{"])
def test_damaged_file_is_refused_with_its_reason(content, marked):
    found = compare_with(marked, content, "файл")
    assert found.verdict == "unread" and found.reason


def test_list_is_not_compared_with_a_paper_that_has_none(order):
    found = compare_with(find_marked(order.mark.token), to_csv(village_list()), "тизмек.csv")
    assert found.verdict == "unread" and found.reason


def test_texts_without_a_common_word_end_at_once():
    many = [str(number) for number in range(3000)]
    assert list(differing_spans(["х", *many, "у"], ["х", *reversed(many), "у"])) == [(1, 3001, 1, 3001)]


# --- The page ----------------------------------------------------------------------------------------------


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(tickets, "SOONEST", 0)


def address_of(marked):
    return reverse("open:compare", args=[marked.code])


def send(marked, content, name="тизмек.csv"):
    visitor = Visitor(language="ru")
    address = f"{address_of(marked)}?lang=ru"
    ticket = re.search(r'name="ticket" value="([^"]+)"', visitor.get(address).content.decode())[1]
    return visitor.post(address, {"ticket": ticket, "file": SimpleUploadedFile(name, content)})


def test_page_has_one_script_named_by_its_digest(marked):
    page = Visitor().get(address_of(marked))
    (script,) = page.all("script")
    assert script.get("integrity") == compare_pages.script_digest()
    assert f"script-src '{script.get('integrity')}'" in page.headers["Content-Security-Policy"]
    paper = marked.papers.first()
    assert paper.sha256 in page.all("form")[-1].get("data-digests") and not page.cookies


def test_other_open_pages_have_no_script(marked):
    for address in (reverse("open:check", args=[marked.code]), reverse("open:find")):
        page = Visitor().get(address)
        assert page.all("script") == [] and "script-src" not in page.headers["Content-Security-Policy"]


def test_changed_cell_is_shown_with_its_words_while_the_paper_is_open(marked, clerk, at_once):
    publish_annex(marked.annex, by=clerk)
    text = send(marked, to_csv(changed_list())).text
    assert "Строка 3 списка" in text and CHANGED in text and "Жайытты ижарага берүү" in text


def test_words_of_a_paper_that_is_not_open_are_not_shown(marked, at_once):
    text = send(marked, to_csv(changed_list())).text
    assert "Строка 3 списка" in text and CHANGED not in text and "Жайытты ижарага берүү" not in text


def test_words_of_a_withdrawn_paper_are_not_shown(marked, clerk, at_once):
    withdraw_publication(publish_annex(marked.annex, by=clerk), ground="Ката басылган", by=clerk)
    assert "Жайытты ижарага берүү" not in send(marked, to_csv(changed_list())).text


def test_true_file_is_named_as_the_paper(marked, at_once):
    assert "байт в байт" in send(marked, bytes(marked.papers.first().pdf), "тизмек.pdf").text


def test_nothing_of_the_file_is_kept(marked, at_once):
    send(marked, to_csv(changed_list()))
    assert StoredFile.unscoped.count() == 0


@pytest.mark.parametrize("ticket", ["", "forged"])
def test_file_without_a_ticket_is_not_compared(ticket, marked):
    file = SimpleUploadedFile("тизмек.csv", to_csv(village_list()))
    answer = Visitor().post(address_of(marked), {"ticket": ticket, "file": file})
    assert answer.status_code == 422


def test_file_that_is_sent_at_once_is_told_so(marked):
    words = send(marked, to_csv(village_list())).text
    assert "или отправлена сразу" in words


def test_file_above_the_limit_is_refused(marked, at_once):
    answer = send(marked, b"x" * (5 * 1024 * 1024 + 1))
    assert answer.status_code == 422 and "5" in answer.text


def test_flood_is_turned_away(marked, at_once, monkeypatch):
    monkeypatch.setattr(compare_pages.DESK, "a_minute", 0)
    assert send(marked, b"1").status_code == 429


def test_draft_has_nothing_to_compare_with(body):
    order = make.order(body)
    annex = order.attach("Тизмек", VILLAGE_LIST.form, {"table": village_list()})
    assert Visitor().get(address_of(find_marked(annex.token))).status_code == 404


def test_digest_of_the_page_is_that_of_the_file(marked):
    paper = marked.papers.first()
    assert sha256(bytes(paper.pdf)).hexdigest() in list(compare_pages.digests_of(marked))

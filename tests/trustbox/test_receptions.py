"""The schedule of reception and the trust telephone: kept by the clerk, shown to everyone, with journals of
their own (004 criterion 22).
"""

import io

import docx
import pytest

from tests.page import Visitor
from tests.trustbox import build
from trustbox.boxes.models.receptions import Reception
from trustbox.journal.book_papers import EXTRACTS

TYPED = {
    "kind": "personal",
    "holder_ky": "Башчы А. Сыдыкова",
    "weekday": "1",
    "starts": "10:00",
    "ends": "12:00",
    "place": "3-кабинет",
}


def test_line_of_the_schedule_stands_on_the_open_page_until_it_ends(body, clerk, page):
    visitor = Visitor(clerk)
    assert visitor.get("/trustbox/receptions/new/").submit(**TYPED).status_code == 302
    line = Reception.objects.of(body).get()
    text = page(None).get(f"/open/{body.code}/appeal/").text
    assert "Башчы А. Сыдыкова Дүйшөмбү, 10:00–12:00, 3-кабинет" in text
    visitor.get(f"/trustbox/receptions/{line.pk}/edit/").submit(ended_on="2026-11-01")
    assert "Сыдыкова" not in page(None).get(f"/open/{body.code}/appeal/").text


@pytest.mark.parametrize("wrong", [{"ends": "09:00"}, {"kind": "telephone"}])
def test_wrong_line_is_refused_in_words(clerk, body, wrong):
    answer = Visitor(clerk).get("/trustbox/receptions/new/").submit(**{**TYPED, **wrong})
    assert answer.status_code == 422 and not Reception.objects.of(body).exists()


@pytest.mark.parametrize("channel", EXTRACTS)
def test_journal_of_a_channel_has_its_own_entries_under_its_own_title(body, clerk, channel):
    build.appeal(body, channel="post")
    build.appeal(body, channel=channel)
    content = Visitor(clerk).get(f"/trustbox/appeals/book.docx?channel={channel}").content
    paper = docx.Document(io.BytesIO(content))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert EXTRACTS[channel] in paper.paragraphs[0].text
    assert [row[0] for row in rows[1:]] == ["2"]

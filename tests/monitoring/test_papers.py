"""The papers hold the order's words, marks in their columns, and what the commission wrote.

Forms monitoring/table and monitoring/rating.
"""

import io

import docx
import openpyxl
import pypdf
import pytest

from monitoring import contexts, memo, self_check_actions
from monitoring.data import order_158 as act
from monitoring.models.certificate import Recommendation, Result
from monitoring.models.selfcheck import SelfCheck
from office.papers.excel import to_xlsx
from office.papers.official import make_word_copy, template_of
from office.papers.printing import html, pdf
from tests import make
from tests.monitoring import build

SCORES = [5, 4, 3, 2, 1, 5] * 4


@pytest.fixture
def result(body):
    return build.closed_monitoring(body.parent, body, SCORES)


def read(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def words_in_order(text, wanted):
    place = 0
    for words in wanted:
        assert words in text[place:], words
        place = text.index(words, place) + len(words)


def everything():
    """Indicators, then headings and criteria as the table has them."""
    yield from (ky for ky, _ru in act.INDICATORS.values())
    number = 0
    for place, heading in enumerate(act.HEADINGS, 1):
        yield f"{place}. {heading.ky}"
        for criterion in heading.criteria:
            number += 1
            yield f"{number}. {criterion.ky}"


def test_official_table_prints_every_word_of_the_order_in_its_place(result):
    context = contexts.result_table(result)
    page = " ".join(html("monitoring/print/table.html", context).split()).replace("&quot;", '"')
    words_in_order(page, everything())
    assert "Критерийлер" in page and "Индикаторлор" in page
    assert page.count("Жыйынтыктоочу баа") == 2


def test_official_table_as_pdf_holds_the_order_word_for_word(result):
    text = read(pdf("monitoring/print/table.html", contexts.result_table(result))).replace(" ", "")
    words_in_order(text, [words.replace(" ", "") for words in everything()])


def test_mark_stands_in_the_column_of_the_score(result):
    table = contexts.result_table(result)["table"]
    keys = {5: "five", 4: "four", 3: "three", 2: "two", 1: "one"}
    rows = [row for group in table["groups"] for row in group["rows"]]
    marked = [[key for key in keys.values() if row[key]] for row in rows]
    assert marked == [[keys[score]] for score in SCORES]
    assert [row["final"] for row in rows] == [str(score) for score in SCORES]
    assert (table["total"], table["notes"][0]) == ("80", "Жыйынтыктоочу баа 80")


def test_blank_table_leaves_the_total_to_the_pen(body):
    context = contexts.newest_table(body)
    assert context["table"]["total"] == "_____"
    assert {row["final"] for group in context["table"]["groups"] for row in group["rows"]} == {""}


def test_table_opens_in_excel_with_the_heads_of_the_order(result):
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(contexts.result_table(result)["table"]))).active
    heads = [cell.value for cell in sheet[3]]
    assert heads == ["Критерийлер", *(ky for ky, _ru in act.INDICATORS.values()), "Жыйынтыктоочу баа"]


def test_certificate_tells_scores_reasons_band_and_recommendations(result, body):
    make.row(Recommendation, body, result=result, text="Резервди түзүү", addressee="Башчы", number=1)
    context = contexts.certificate_context(result)
    page = html("monitoring/print/certificate.html", context)
    assert "МААЛЫМКАТ" in page and "Бир добуштан" in page
    assert "Жыйынтыктоочу баа: 80 (эң жогорку балл – 120)." in page
    assert "Категория 2: иш жүргүзүлүүдө" in page
    assert "1) Резервди түзүү. Жооптуу: Башчы." in page
    paper = docx.Document(io.BytesIO(make_word_copy(context)))
    text = "\n".join(one.text for one in paper.paragraphs)
    assert "Мониторингди" in text and "Резервди түзүү" in text
    assert len(paper.tables[0].rows) == 1 + 12 + 24
    assert context["signatures"] == [
        {"post": "Инспектор", "name": one["name"]} for one in result.data["members"]
    ]


def test_certificate_is_drafted_before_it_is_made(page, body):
    row = build.announced_monitoring(body.parent, body)
    build.enter_member_scores(row, [4] * 24, [4] * 24)
    context = contexts.certificate_draft(row)
    assert context["draft"] and "Жыйынтыктоочу баа: 96 (эң жогорку балл – 120)." in context["table"]["notes"]
    assert not Result.objects.of(body).exists()
    address = f"{row.get_absolute_url()}paper/certificate-docx/"
    assert page(row.members[0].person).get(address).content[:2] == b"PK"


def test_certificate_cannot_be_drafted_while_a_score_is_missing(page, body):
    row = build.announced_monitoring(body.parent, body)
    build.enter_member_scores(row, [4] * 24, [4] * 23 + [5])
    address = f"{row.get_absolute_url()}paper/certificate-docx/"
    assert page(row.members[0].person).get(address).status_code == 404


def test_memo_lists_directions_and_documents(body):
    row = build.monitoring(body.parent, body)
    context = contexts.memo_context(row)
    page = html("monitoring/print/memo.html", context)
    words_in_order(
        page, ["ЭСКЕРТКИЧ", "Мониторингдин негизги багыттары", "Конкурстук комиссияны түзүү жөнүндө буйрук"]
    )
    assert context["draft"]
    row.move("announce", by=row.members[0].person)
    assert not contexts.memo_context(row)["draft"]


def test_notice_names_body_period_and_commission(body):
    row = build.monitoring(body.parent, body)
    page = html("monitoring/print/notice.html", contexts.notice_context(row))
    assert "Достук айыл өкмөтүнө" in page and "01.01.2025 – 31.12.2025" in page
    assert all(one["name"] in page for one in memo.member_lines(row))


def test_self_check_prints_what_was_filled_in(body):
    check = make.row(SelfCheck, body)
    self_check_actions.keep_self_scores(
        check, {1: {"score": 5, "proof": "Буйрук № 7", "responsible": "Катчы"}}
    )
    page = html("monitoring/print/self_check.html", contexts.self_check_context(check))
    assert "Буйрук №\xa07" in page and "ӨЗҮН ӨЗҮ ТЕКШЕРҮҮ" in page


def test_forms_have_their_templates():
    assert [template_of(form) for form in ("monitoring/table", "monitoring/rating")] == [
        "monitoring/print/table.html",
        "monitoring/print/rating.html",
    ]


def test_recommendations_and_their_addressees_end_as_sentences(result, body):
    chair = result.made_by
    for number, (text, addressee) in enumerate(
        [("Журналды толуктоо", "Директор Н. Ш. Турдубаева"), ("График түзүү.", "Жооптуу катчы А. А.")], 1
    ):
        make.row(
            Recommendation,
            body,
            result=result,
            number=number,
            text=text,
            addressee=addressee,
            issued_by=chair,
            issued_on=result.made_on,
            due=result.made_on,
        )
    day = f"{result.made_on:%d.%m.%Y}"
    assert contexts.certificate_notes(result)[-2:] == [
        f"1) Журналды толуктоо. Жооптуу: Директор Н. Ш. Турдубаева. Мөөнөтү: {day}.",
        f"2) График түзүү. Жооптуу: Жооптуу катчы А. А. Мөөнөтү: {day}.",
    ]

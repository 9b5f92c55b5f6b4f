"""An order from the draft to its end: who may do what, what is frozen, what is filed, what the proofreader
says.
"""

from datetime import date
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from office.papers.frozen import Paper, Publication
from office.papers.models import Order
from office.papers.remarks import order_remarks
from office.papers.scans import scan_files
from office.roles import Role
from tests import make
from tests.papers import annex_long_list, ticks

PDF = b"%PDF-1.7 scan"


@pytest.fixture
def draft(body, cast):
    order = make.order(body, controller="айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага")
    annex_long_list(order)
    return order


@pytest.fixture
def pen(clerk, sign_in):
    return sign_in(clerk)


@pytest.fixture
def boss(head, sign_in):
    return sign_in(head)


@pytest.fixture
def signed(draft, pen, boss):
    pen.post(f"/orders/{draft.pk}/move/submit/")
    boss.post(f"/orders/{draft.pk}/move/sign/", ticks(draft))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def in_force(signed, pen):
    pen.post(f"/orders/{signed.pk}/move/register/", {"number": "01-14/125", "date": "2026-05-19"})
    signed.refresh_from_db()
    return signed


def move(browser, order, name, **given):
    return browser.post(f"/orders/{order.pk}/move/{name}/", given)


def remark_texts(order):
    with translation.override("en"):
        return [str(remark.text) for remark in order_remarks(order)]


# --- The way of an order -----------------------------------------------------------------------------------


def test_order_is_entered_as_the_paper_has_it(pen, body):
    data = {
        "kind": "directive",
        "title": "Т жөнүндө",
        "preamble": "П",
        "points": "1. Бир\n\n2. Эки",
        "k": uuid4(),
    }
    pen.post("/orders/new/", {**data, "number": "№ 629-Б"})
    order = Order.objects.of(body).get()
    assert [str(point) for point in order.points.all()] == ["1. Бир", "2. Эки"]
    assert (order.number, order.state) == ("629-Б", "draft")


def test_order_goes_from_the_clerk_to_the_head_and_into_force(in_force, head):
    assert (in_force.state, in_force.number, in_force.signed_by) == ("in_force", "01-14/125", head)


@pytest.mark.parametrize("name", ["submit", "return", "sign", "register", "replace", "cancel"])
def test_each_move_has_its_page(name, draft, pen, boss):
    browser = pen if name in ("submit", "register") else boss
    assert browser.get(f"/orders/{draft.pk}/move/{name}/").status_code == 200


def test_signing_asks_for_a_tick(draft, pen, boss):
    move(pen, draft, "submit")
    assert move(boss, draft, "sign").status_code == 422
    draft.refresh_from_db()
    assert draft.state == "agreement"


def test_clerk_cannot_sign(draft, pen):
    move(pen, draft, "submit")
    assert move(pen, draft, "sign", **ticks(draft)).status_code == 403


def test_second_signature_is_refused_in_words(signed, boss):
    answer = move(boss, signed, "sign", **ticks(signed))
    assert answer.status_code == 422 and answer.context["form"].non_field_errors()
    assert Paper.objects.of(signed.organisation).filter(stage=1).count() == 2


def test_second_of_two_heads_is_refused(signed, body, sign_in):
    deputy = make.person("deputy")
    make.appoint(deputy, body, Role.HEAD, "Башчынын орун басары", ends=timezone.localdate())
    assert move(sign_in(deputy), signed, "sign", **ticks(signed)).status_code == 422


def test_head_signs_what_stood_on_the_page(draft, pen, boss):
    move(pen, draft, "submit")
    seen = Order.unscoped.get(pk=draft.pk).version
    move(boss, draft, "return")
    move(pen, draft, "submit")
    assert move(boss, draft, "sign", **ticks(draft), v=seen).status_code == 422


def test_returned_order_can_be_corrected_again(draft, pen, boss):
    move(pen, draft, "submit")
    assert pen.get(f"/orders/{draft.pk}/edit/").status_code == 403
    move(boss, draft, "return")
    assert pen.get(f"/orders/{draft.pk}/edit/").status_code == 200


@pytest.mark.parametrize(
    "given",
    [{}, {"number": "114"}, {"number": "114", "date": "2030-01-01"}, {"number": " ", "date": "2026-05-19"}],
)
def test_registration_asks_for_number_and_a_day_that_has_come(given, signed, pen):
    assert move(pen, signed, "register", **given).status_code == 422


def test_two_orders_never_share_number_and_date(in_force, body, pen, boss):
    other = make.order(body)
    move(pen, other, "submit")
    move(boss, other, "sign", **ticks(other))
    answer = move(pen, other, "register", number="01-14/125", date="2026-05-19")
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["replace", "cancel"])
def test_end_of_an_order_asks_for_its_ground(name, in_force, boss):
    assert move(boss, in_force, name, ground="").status_code == 422
    assert move(boss, in_force, name, ground="2026-жылдын 2-июнундагы № 120 буйрук").status_code == 302


def test_letter_without_a_glyph_stops_the_signature_in_words(draft, pen, boss):
    draft.points.update(text="Белги: 😀")
    move(pen, draft, "submit")
    answer = move(boss, draft, "sign", **ticks(draft))
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (422, "agreement")


# --- Papers ------------------------------------------------------------------------------------------------


def test_draft_prints_as_a_draft(draft, pen):
    answer = pen.get(f"/orders/{draft.pk}/print/0.pdf")
    assert answer.content.startswith(b"%PDF-") and "ДОЛБООР" in text_of_pdf(answer.content)


def text_of_pdf(content):
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_signed_paper_is_the_stored_bytes_whatever_changes_later(in_force, pen, body):
    stored = in_force.papers.get(annex=None, stage=Paper.Stage.REGISTERED)
    body.name_ky = "Башка айыл өкмөтү"
    body.save()
    answer = pen.get(f"/orders/{in_force.pk}/print/0.pdf")
    assert answer.content == bytes(stored.pdf)
    assert sha256(answer.content).hexdigest() == stored.sha256
    assert "ДОЛБООР" not in text_of_pdf(answer.content)


def test_late_number_flows_into_the_mark_of_every_annex(in_force, pen):
    paper = text_of_pdf(pen.get(f"/orders/{in_force.pk}/print/1.pdf").content)
    assert "2026-жылдагы № 01-14/125 буйругуна" in paper


def test_each_frozen_paper_is_handed_out_byte_for_byte(in_force, pen):
    for paper in in_force.papers.all():
        answer = pen.get(f"/orders/{in_force.pk}/papers/{paper.pk}.pdf")
        assert sha256(answer.content).hexdigest() == paper.sha256


def test_paper_of_another_order_is_not_found_under_this_one(in_force, body, pen):
    other = make.order(body)
    assert pen.get(f"/orders/{other.pk}/papers/{in_force.papers.first().pk}.pdf").status_code == 404


def test_preview_may_be_framed_by_the_portal_only(draft, pen):
    answer = pen.get(f"/orders/{draft.pk}/preview/1/")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "script-src 'none'" in answer["Content-Security-Policy"]


def test_no_other_page_may_be_framed(draft, pen):
    answer = pen.get(draft.get_absolute_url())
    assert (
        answer["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    )


def test_word_copy_holds_the_table(draft, pen):
    answer = pen.get(f"/orders/{draft.pk}/annexes/1.docx")
    cells = docx.Document(BytesIO(answer.content)).tables[0].rows[-1].cells
    assert cells[1].text == "Жер участогун берүү"


@pytest.mark.parametrize("address", ["preview/7/", "print/7.pdf", "annexes/7.docx"])
def test_annex_that_is_not_there_is_not_found(address, draft, pen):
    assert pen.get(f"/orders/{draft.pk}/{address}").status_code == 404


def test_record_shows_annexes_digests_and_the_frame(in_force, pen):
    page = pen.get(in_force.get_absolute_url()).content.decode()
    assert "Тобокелдиктердин тизмеги" in page and 'name="paper"' in page
    assert all(paper.sha256 in page for paper in in_force.papers.all())


def test_record_asks_the_same_with_one_annex_and_with_ten(draft, pen):
    pen.get(draft.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        pen.get(draft.get_absolute_url())
    for _ in range(9):
        annex_long_list(draft)
    with CaptureQueriesContext(connection) as ten:
        pen.get(draft.get_absolute_url())
    assert len(one) == len(ten)


# --- Scan --------------------------------------------------------------------------------------------------


def file(order, browser, content, name="scan.pdf"):
    return browser.post(
        f"/orders/{order.pk}/scan/", {"scan": SimpleUploadedFile(name, content), "unread": "on"}
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90\0", b"<html><script>", PDF + b"0" * 21 * 2**20],
    ids=["empty", "exe", "html", "21 MB"],
)
def test_file_that_is_no_scan_is_refused_in_words(content, signed, pen):
    answer = file(signed, pen, content)
    assert answer.status_code == 422 and answer.context["form"].errors
    signed.refresh_from_db()
    assert signed.scan is None


def test_scan_is_kept_byte_for_byte_and_only_saved_never_shown(signed, pen):
    file(signed, pen, PDF, name='буйрук "1"\r\n.pdf')
    signed.refresh_from_db()
    answer = pen.get(signed.scan.get_absolute_url())
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_better_scan_follows_and_the_earlier_stays(signed, pen):
    file(signed, pen, PDF)
    assert file(signed, pen, PDF + b"2").status_code == 302
    signed.refresh_from_db()
    assert signed.scan.read() == PDF
    assert [row.read() for row in scan_files(signed)] == [PDF, PDF + b"2"]


def test_draft_has_no_scan(draft, pen):
    assert file(draft, pen, PDF).status_code == 422


def test_scan_of_a_foreign_body_is_not_found(signed, pen, stranger, sign_in):
    file(signed, pen, PDF)
    signed.refresh_from_db()
    assert sign_in(stranger).get(signed.scan.get_absolute_url()).status_code == 404


# --- Publishing --------------------------------------------------------------------------------------------


def test_annex_in_force_is_published_and_withdrawn_with_a_ground(in_force, pen, body):
    pen.post(f"/orders/{in_force.pk}/annexes/1/publish/")
    row = Publication.objects.of(body).get()
    assert pen.post(f"/publications/{row.pk}/withdraw/", {"ground": ""}).status_code == 422
    assert pen.post(f"/publications/{row.pk}/withdraw/", {"ground": "Ката басылган"}).status_code == 302
    row.refresh_from_db()
    assert (row.withdrawn_on, row.withdraw_ground) == (timezone.localdate(), "Ката басылган")


def test_publication_links_its_order_for_those_alone_who_may_read_it(in_force, pen, body, sign_in):
    pen.post(f"/orders/{in_force.pk}/annexes/1/publish/")
    page = Publication.objects.of(body).get().get_absolute_url()
    order = in_force.get_absolute_url()
    inspector = make.person("superior")
    make.appoint(inspector, body.parent, Role.INSPECTOR)
    above = sign_in(inspector)
    assert f'href="{order}"' in pen.get(page).content.decode()
    answer = above.get(page)
    assert answer.status_code == 200
    assert f'href="{order}"' not in answer.content.decode()
    assert above.get(order).status_code == 404


def test_signed_order_without_number_is_not_published(signed, pen, body):
    assert pen.post(f"/orders/{signed.pk}/annexes/1/publish/").status_code == 422
    assert not Publication.objects.of(body).exists()


def test_paper_is_published_once(in_force, pen, body):
    for status in (302, 422):
        assert pen.post(f"/orders/{in_force.pk}/annexes/1/publish/").status_code == status


def test_head_does_not_publish(in_force, boss):
    assert boss.post(f"/orders/{in_force.pk}/annexes/1/publish/").status_code == 403


# --- The proofreader ---------------------------------------------------------------------------------------


def test_nothing_is_remarked_of_a_whole_order(in_force):
    assert remark_texts(in_force) == []


def test_missing_number_and_date_are_a_reminder_in_a_draft_and_wrong_in_a_signed_one(draft, signed):
    found = [remark for remark in order_remarks(signed) if remark.serious]
    assert len(found) == 2


@pytest.mark.parametrize(("day", "warned"), [(date(2026, 2, 27), False), (date(2026, 3, 2), True)])
def test_law_153_is_out_of_force_from_28_february_2026(day, warned, body, cast):
    text = (
        "«Коррупцияга каршы аракеттенүү жөнүндө» 2012-жылдын 8-августундагы № 153 Мыйзамын аткаруу максатында"
    )
    order = make.order(body, number="1", date=day, preamble=text)
    assert any("№ 153" in line for line in remark_texts(order)) is warned


@pytest.mark.parametrize("text", ["№ 1533", "№ 153-1", "2153"])
def test_other_numbers_are_not_law_153(text, body, cast):
    order = make.order(body, number="1", date=date(2026, 3, 2), preamble=text)
    assert not any("№ 153" in line for line in remark_texts(order))


def test_words_outside_the_scale_are_named(body, cast):
    order = make.order(body)
    annex_long_list(order, level="Орго")
    assert "Words outside the scale of levels: Орго (annex 1, row 1)." in remark_texts(order)


def test_annex_without_rows_is_named(body, cast):
    order = make.order(body)
    annex_long_list(order, rows=0)
    assert "Annex 1 has no rows." in remark_texts(order)


def test_latin_letters_inside_words_are_named(body, cast):
    order = make.order(body, title="Тизмекти бeкитүү жөнүндө")
    assert "Latin letters inside Cyrillic words: бeкитүү." in remark_texts(order)


def test_date_on_a_day_off_is_named(body, cast):
    order = make.order(body, number="1", date=date(2026, 5, 9))
    assert "The date of the order is a day off." in remark_texts(order)


# --- The register ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=жонундо", ["Жер жөнүндө", "Бак жөнүндө"]),
        ("text=ЖЕР", ["Жер жөнүндө"]),
        ("text=629", ["Бак жөнүндө"]),
        ("kind=resolution", ["Жер жөнүндө"]),
        ("year=2024", ["Бак жөнүндө"]),
        ("state=signed", []),
        ("text=жер&year=2024", []),
    ],
)
def test_register_finds(query, found, body, pen):
    make.order(body, title="Бак жөнүндө", number="629-Б", date=date(2024, 11, 25))
    make.order(body, title="Жер жөнүндө", kind="resolution")
    rows = pen.get(f"/orders/?{query}").context["rows"]
    assert [row["cells"][0].value for row in rows] == found

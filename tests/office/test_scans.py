"""Scans and photographs of signed papers: matched by the codes of the portal's own prints, pages counted."""

import io
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from office.files.scan_codes import read_scan
from office.papers.print_marks import find_marked
from office.papers.scans import PageCode, file_scans, page_code, scan_files, scan_state
from office.registers.workflow import Refused
from tests import make
from tests.page import Visitor
from tests.papers import annex_long_list

DPI = 200


def signed_order(body, clerk, head, number, rows=12):
    order = make.order(body)
    annex_long_list(order, rows=rows)
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number=number, date=make.LONG_AGO)
    return order


@pytest.fixture
def order(body, clerk, head):
    return signed_order(body, clerk, head, "6-Б")


def printed(paper, tmp_path):
    """The pages of a frozen paper as a scanner sees them: grey, 200 dpi."""
    file = tmp_path / f"{paper.pk}.pdf"
    file.write_bytes(bytes(paper.pdf))
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", file, file.with_suffix("")], check=True)
    return [Image.open(page) for page in sorted(tmp_path.glob(f"{paper.pk}-*.pgm"))]


def spoiled(page, angle=2, noise=0.2, blur=0.7):
    """Turned, noisy, not quite sharp."""
    turned = page.rotate(angle, expand=True, fillcolor=255)
    mixed = Image.blend(turned, Image.effect_noise(turned.size, 90), noise)
    return mixed.filter(ImageFilter.GaussianBlur(blur))


def bytes_of(*pages, kind="PDF"):
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind == "PDF" else {"quality": 80}
    pages[0].save(out, kind, resolution=DPI, **more)
    return out.getvalue()


@pytest.fixture
def pages(order, tmp_path):
    """The pages of the annex, at least three of them."""
    found = printed(order.annexes.get().paper, tmp_path)
    assert len(found) >= 3
    return found


def state_of_annex(order):
    return scan_state(order)[1]


@pytest.mark.parametrize("kind", ["PDF", "JPEG"])
@pytest.mark.parametrize("angle", [2, -2, 180])
def test_turned_and_noisy_page_is_read(kind, angle, order, pages):
    (texts,) = read_scan(bytes_of(spoiled(pages[0], angle), kind=kind), "скан")
    code = page_code(texts)
    assert find_marked(code.mark).annex == order.annexes.get()
    assert (code.page, code.pages) == (1, len(pages))


def test_last_page_is_known_by_the_code_with_its_number(order, pages):
    (texts,) = read_scan(bytes_of(spoiled(pages[-1])), "скан")
    assert len(texts) == 2
    assert (page_code(texts).page, page_code(texts).pages) == (len(pages), len(pages))


def test_pages_in_two_files_are_counted_and_a_missing_one_is_named(order, pages, clerk):
    first = bytes_of(*map(spoiled, pages[:1]))
    file_scans(order, [("1.pdf", first), ("сүрөт.jpg", bytes_of(spoiled(pages[2]), kind="JPEG"))], by=clerk)
    state = state_of_annex(order)
    missing = [number for number in range(1, len(pages) + 1) if number not in (1, 3)]
    assert (state.pages, state.missing, state.is_whole) == (len(pages), missing, False)
    assert scan_state(order)[0].pages == 0
    assert order.scan.read() == first
    file_scans(order, [("калганы.pdf", bytes_of(*(pages[number - 1] for number in missing)))], by=clerk)
    assert state_of_annex(order).is_whole


def test_text_of_the_order_is_known_apart_from_its_annex(order, clerk, tmp_path):
    (text,) = printed(order.papers.get(annex=None, stage=2), tmp_path)
    file_scans(order, [("буйрук.jpg", bytes_of(spoiled(text), kind="JPEG"))], by=clerk)
    assert [one.is_whole for one in scan_state(order)] == [True, False]


def test_better_scan_follows_and_the_earlier_stays(order, pages, clerk):
    worse, better = bytes_of(spoiled(pages[0])), bytes_of(pages[0])
    for content in (worse, better):
        file_scans(order, [("скан.pdf", content)], by=clerk)
    assert [file.read() for file in scan_files(order)] == [worse, better]
    assert order.scan.read() == worse


def test_page_of_another_order_is_refused_with_its_number(order, body, clerk, head, pages):
    other = signed_order(body, clerk, head, "7-Б", rows=2)
    with pytest.raises(Refused, match="6-Б"):
        file_scans(other, [("скан.pdf", bytes_of(*map(spoiled, pages)))], by=clerk, unread=True)
    assert scan_files(other) == [] and not other.scanned_pages.exists()


def test_paper_of_another_body_is_refused_without_its_number(foreign, pages, clerk, order, cast):
    stranger = make.in_state(type(order), "signed", foreign)
    with pytest.raises(Refused) as refused:
        file_scans(stranger, [("скан.pdf", bytes_of(pages[0]))], by=make.person("foreign"), unread=True)
    assert "6-Б" not in str(refused.value)


def test_page_without_a_code_is_filed_by_a_tick_alone(order, pages, clerk):
    blank = bytes_of(Image.new("L", pages[0].size, 255))
    with pytest.raises(Refused):
        file_scans(order, [("ак.pdf", blank)], by=clerk)
    (row,) = file_scans(order, [("ак.pdf", blank)], by=clerk, unread=True)
    assert (row.page, row.pages, state_of_annex(order).pages) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://a.example/open/check/K7M2-9QXR-4T2A/?p=2.5", PageCode("K7M2-9QXR-4T2A", 2, 5)),
        ("https://a.example/open/check/K7M2-9QXR-4T2A/", PageCode("K7M2-9QXR-4T2A")),
        ("https://a.example/open/check/K7M2-9QXR-4T2A/?p=6.5", None),
        ("https://a.example/open/K7M2-9QXR-4T2A/?p=1.5", None),
        ("", None),
    ],
)
def test_code_of_a_page(text, code):
    assert page_code([text]) == code


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"\xff\xd8\xff nothing", b""])
def test_file_that_cannot_be_decoded_is_a_page_without_a_code(content):
    assert read_scan(content, "скан") == [[]]


def test_picture_of_too_many_points_is_not_decoded():
    assert read_scan(bytes_of(Image.new("L", (9000, 9000), 255), kind="JPEG"), "скан") == [[]]


# --- The page of the order ---------------------------------------------------------------------------------


def test_several_files_are_filed_from_the_screen(order, pages, clerk):
    visitor = Visitor(clerk, language="ru")
    uploads = [
        SimpleUploadedFile(f"{number}.jpg", bytes_of(spoiled(page), kind="JPEG"))
        for number, page in enumerate(pages[:2], 1)
    ]
    assert visitor.post(f"/orders/{order.pk}/scan/", {"scan": uploads}).status_code == 302
    text = visitor.get(order.get_absolute_url()).text
    missing = ", ".join(map(str, range(3, len(pages) + 1)))
    assert f"не хватает из {len(pages)} страниц: {missing}" in text
    assert "1.jpg" in text and "2.jpg" in text and "Приложить ещё один скан" in text


def test_refusal_stands_on_the_form(order, body, clerk, head, pages):
    other = signed_order(body, clerk, head, "7-Б", rows=2)
    upload = SimpleUploadedFile("скан.pdf", bytes_of(pages[0]))
    answer = Visitor(clerk, language="ru").post(f"/orders/{other.pk}/scan/", {"scan": [upload]})
    assert answer.status_code == 422 and "6-Б" in answer.text

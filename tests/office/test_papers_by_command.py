"""Every kind of paper is made by `./portal manage paper` too, or says here why it is not."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from monitoring.models.selfcheck import SelfCheck
from office.handover.models import BodyTransfer
from office.papers.official import template_of
from office.papers.text_annex import keep_text
from office.papers.translation_prints import kyrgyz_words
from office.papers.translations import OrderTranslation
from office.registries import FORMS, ROW_PAPERS
from office.roles import Role
from tests import make
from tests.monitoring import build as monitorings
from tests.standards import build as standards
from tests.trustbox import build as boxes
from trustbox.boxes.models.openings import Opening

TEMPLATES = Path(settings.BASE_DIR, "templates")
NOT_BY_COMMAND = {
    "office/print/recovery_sheet.html": "it holds a key of the vault, which is shown once and kept nowhere",
    "positions/print/slips.html": "its codes are shown once and kept nowhere",
    "standards/print/reference.html": "each reading of it is recorded with its reader, on its page alone",
}
# The papers of the desk of standards, the rest of it names itself in its own tests.
DESK = (
    "standards/conflicts",
    "standards/relatives",
    "standards/gifts",
    "standards/reports",
    "standards/declarations",
    "standards/exam-results",
)
OF_ROWS = (
    "monitoring/certificate",
    "monitoring/memo",
    "monitoring/notice",
    "monitoring/self-check",
    "office/acquaintance",
    "office/distribution",
    "office/minutes",
    "office/transfer",
    "office/order",
    "office/order-translation",
    "office/text",
    "trustbox/act",
    "trustbox/poster",
    "trustbox/slip",
)


def paper(form, folder, *arguments, code="dostuk"):
    place = folder / "paper"
    call_command("paper", form, "--organisation", code, "-o", str(place), *arguments)
    return place.read_bytes()


def is_a_part(template, pages):
    return f'include "{template}"' in pages


def test_every_kind_of_paper_in_the_code_is_made_by_command():
    pages = "\n".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    kinds = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("*/print/*.html")}
    made = {template_of(form) for form in FORMS | ROW_PAPERS}
    missing = {kind for kind in kinds - made if not is_a_part(kind, pages)}
    assert missing == set(NOT_BY_COMMAND)
    assert set(ROW_PAPERS) == set(OF_ROWS)


def keep_translation(order):
    """A Russian copy of the order that agrees with its Kyrgyz text."""
    return OrderTranslation.objects.create(
        organisation=order.organisation,
        order=order,
        title="Об утверждении перечня",
        points="Утвердить перечень.",
        source_sha256=kyrgyz_words(order).digest,
    )


@pytest.fixture
def receipt(body, clerk, cast):
    """A body that has everything once; the receipt of its appeal."""
    row = boxes.close_opening(boxes.opening(body, clerk, letters=1), clerk)
    keep_text(
        make.order(body), title="Комиссия жөнүндө ЖОБО", text="1-глава. Жалпы жоболор\n1. Комиссия түзүлөт."
    )
    district = body.parent
    monitorings.closed_monitoring(district, body)
    SelfCheck.objects.create(organisation=body, year=2026, criteria_set=monitorings.criteria())
    standards.bring_into_force(body, cast[Role.OFFICER])
    make.row(BodyTransfer, body)
    keep_translation(make.order(body))
    assert row.meeting
    return boxes.take_counter_appeal(body)


def test_papers_of_rows_are_made_of_the_newest_row(receipt, body, tmp_path):
    for form in OF_ROWS:
        of = body.parent.code if form in ("monitoring/memo", "monitoring/notice") else body.code
        secret = ["--code", receipt.code] if form == "trustbox/slip" else []
        assert paper(form, tmp_path, *secret, code=of).startswith(b"%PDF-"), form


@pytest.mark.parametrize("form", ["monitoring/certificate", "trustbox/act", *DESK])
def test_lists_and_papers_of_words_have_a_word_copy(form, receipt, tmp_path):
    assert paper(form, tmp_path, "--format", "docx").startswith(b"PK")


@pytest.mark.parametrize("form", DESK)
def test_registers_of_the_desk_are_made(form, receipt, tmp_path):
    assert paper(form, tmp_path).startswith(b"%PDF-")


def test_slip_is_made_with_the_code_of_its_sender_alone(receipt, tmp_path, monkeypatch):
    for code in ("", "0000-0000-0000-0000-0000-0000"):
        with pytest.raises(CommandError, match="with the code of its sender alone"):
            paper("trustbox/slip", tmp_path, "--code", code)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{receipt.code}\n"))
    assert paper("trustbox/slip", tmp_path, "--code", "-").startswith(b"%PDF-")


def test_signed_order_is_given_byte_for_byte(body, cast, tmp_path):
    order = make.order(body)
    order.move("submit", by=cast[Role.CLERK])
    order.move("sign", by=cast[Role.HEAD])
    assert paper("office/order", tmp_path, "--row", str(order.pk)) == bytes(order.papers.get(annex=None).pdf)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trustbox/act"], "dostuk has nothing to make it from"),
        (["trustbox/act", "--row", "7"], "dostuk has no row 7 for it"),
        (["trustbox/act", "--edition", "1"], "has no editions"),
        (["risks/matrix", "--row", "1"], "leave --row out"),
        (["standards/exam-results"], "No version of the standard has been adopted yet"),
    ],
)
def test_command_called_wrongly_says_what_is_wrong(arguments, words, body, tmp_path):
    with pytest.raises(CommandError, match=words):
        paper(arguments[0], tmp_path, *arguments[1:])


def test_no_paper_of_another_body_is_made(receipt, foreign, tmp_path):
    own = Opening.objects.of(receipt.appeal.organisation).get().pk
    with pytest.raises(CommandError, match="birdik has no row"):
        paper("trustbox/act", tmp_path, "--row", str(own), code="birdik")


def test_copy_of_a_changed_order_is_refused_in_a_sentence(body, cast, tmp_path):
    keep_translation(make.order(body)).order.points.all().delete()
    with pytest.raises(CommandError, match="кыргызча текст өзгөртүлгөн|Kyrgyz text was changed"):
        paper("office/order-translation", tmp_path)

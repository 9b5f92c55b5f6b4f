"""What the media published: entered, checked, done, printed, and added to the self-check of the year."""

import io
from datetime import date

import docx
import pypdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from monitoring.models.media import MediaReport
from monitoring.models.notice import Document
from monitoring.models.selfcheck import SelfCheck, SelfDocument
from office import clock
from office.files.models import StoredFile
from office.models.person import Appointment
from office.retention.actions import propose_disposal
from office.retention.models.terms import RetentionTerm
from office.roles import Role
from office.verification import verify
from tests import make
from tests.monitoring import build

LIST = "/monitoring/media/"
FIELDS = {
    "medium": "«Өрөөн» гезити",
    "published_on": "2026-02-03",
    "title": "Кабыл алуу күнү",
    "kind": "reception",
    "content": "Башчынын кабыл алуусу жөнүндө.",
    "address": "https://oroon.example/1",
}


def enter(visitor, **typed):
    return visitor.get(f"{LIST}new/").submit(**{**FIELDS, **typed})


def report(body, **fields):
    values = {**FIELDS, "published_on": date(2026, 2, 3), **fields}
    return MediaReport.objects.create(organisation=body, **values)


def word_rows(answer):
    table = docx.Document(io.BytesIO(answer.content)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_publication_is_entered_checked_and_done(page, body, cast):
    officer = page(cast[Role.OFFICER])
    assert "Азырынча бир да жарыя киргизилген жок" in officer.get(LIST).text
    assert enter(officer, kind="corruption").status_code == 302
    row = MediaReport.objects.of(body).get()
    record = officer.get(row.get_absolute_url())
    assert "https://oroon.example/1" in record.links
    assert f"{row.get_absolute_url()}move/finish/" not in record.links
    check = officer.get(f"{row.get_absolute_url()}move/check/")
    check.submit(finding="Келишимдер каралды", checked_on="2026-02-10")
    done = officer.get(f"{row.get_absolute_url()}move/finish/")
    assert done.submit(result="Жооп жарыяланды", done_on="2026-02-09").status_code == 422
    done.submit(result="Жооп жарыяланды", done_on="2026-02-12")
    row.refresh_from_db()
    assert (row.state, row.checked_by, row.done_by) == ("done", cast[Role.OFFICER], cast[Role.OFFICER])
    text = officer.get(row.get_absolute_url()).text
    assert "Келишимдер каралды" in text and "Жооп жарыяланды" in text
    assert officer.get(f"{row.get_absolute_url()}edit/").status_code in (403, 404)


def test_what_accuses_nobody_is_done_without_a_check(page, body, clerk):
    row = report(body)
    page(clerk).get(f"{row.get_absolute_url()}move/finish/").submit(result="Сайтка коюлду")
    row.refresh_from_db()
    assert (row.state, row.finding) == ("done", "")


@pytest.mark.parametrize("kind", ["corruption", "conduct"])
def test_what_accuses_somebody_is_not_done_unchecked(kind, page, body, clerk):
    row = report(body, kind=kind)
    answer = page(clerk).get(f"{row.get_absolute_url()}move/finish/").submit(result="Сайтка коюлду")
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (422, "received")
    with pytest.raises(IntegrityError, match="what_accuses_somebody_is_checked_first"), transaction.atomic():
        MediaReport.objects.of(body).update(
            state="done", result="Ж", done_on=clock.today(), done_by=clerk, version=2
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": ""},
        {"address": "гезит"},
        {"medium": ""},
        {"kind": ""},
        {"content": ""},
        {"published_on": "2999-01-01"},
    ],
)
def test_publication_without_its_place_or_ahead_is_refused(wrong, page, body, clerk):
    assert (enter(page(clerk), **wrong).status_code, MediaReport.objects.of(body).count()) == (422, 0)


def test_clipping_stands_instead_of_the_address(page, body, clerk, stranger, cast):
    file = SimpleUploadedFile("кесинди.pdf", b"%PDF-1.7 1", content_type="application/pdf")
    assert enter(page(clerk), address="", upload=file).status_code == 302
    row = MediaReport.objects.of(body).get()
    opened = page(cast[Role.HEAD]).get(f"{LIST}{row.pk}/clipping/")
    assert (opened.content, opened.headers["Content-Type"]) == (b"%PDF-1.7 1", "application/pdf")
    assert page(stranger).get(f"{LIST}{row.pk}/clipping/").status_code == 404
    assert page(cast[Role.EMPLOYEE]).get(f"{LIST}{row.pk}/clipping/").status_code == 403
    assert page(clerk).get(f"{LIST}{report(body).pk}/clipping/").status_code == 404
    wrong = SimpleUploadedFile("кесинди.pdf", b"MZ", content_type="application/pdf")
    assert enter(page(clerk), upload=wrong).status_code == 422


def test_clerk_and_officer_enter_and_the_others_read(page, body, cast, stranger):
    row = report(body)
    for role in (Role.HEAD, Role.MEMBER, Role.INSPECTOR):
        assert page(cast[role]).get(f"{LIST}new/").status_code == 403
        assert page(cast[role]).get(row.get_absolute_url()).status_code == 200
    assert page(cast[Role.EMPLOYEE]).get(row.get_absolute_url()).status_code == 403
    assert page(stranger).get(row.get_absolute_url()).status_code == 404


def test_list_is_narrowed_and_its_copies_follow(page, body, foreign, clerk):
    report(body, title="Эски", published_on=date(2025, 5, 5))
    report(body, title="Жер", kind="corruption")
    report(body, title="Кабыл алуу")
    report(foreign, title="Бөтөн")
    visitor = page(clerk)
    assert len(visitor.get(LIST).rows) == 3
    for query, titles in (
        ("year=2025", ["Эски"]),
        ("kind=corruption", ["Жер"]),
        ("state=done", []),
        ("q=алуу+гезит&year=2026", ["Жер", "Кабыл алуу"]),
    ):
        assert len(visitor.get(f"{LIST}?{query}").rows) == len(titles), query
        rows = word_rows(visitor.get(f"{LIST}export.docx?{query}"))
        found = [row[2].split("«")[-1].split("»")[0] for row in rows if row[0].isdigit()]
        assert sorted(found) == titles, query
    assert visitor.get(f"{LIST}export.pdf").content.startswith(b"%PDF-")
    assert "Бөтөн" not in visitor.get(f"{LIST}export.csv").content.decode("utf-8-sig")
    assert visitor.get(f"{LIST}export.odt").status_code == 404


def test_publication_about_corruption_leads_to_a_signal(page, body, cast):
    accusing, other = report(body, kind="corruption"), report(body)
    signals = reverse("signals:create")
    assert signals in page(cast[Role.OFFICER]).get(accusing.get_absolute_url()).links
    assert signals not in page(cast[Role.OFFICER]).get(other.get_absolute_url()).links
    assert signals not in page(cast[Role.HEAD]).get(accusing.get_absolute_url()).links


# --- Criterion 22 ------------------------------------------------------------------------------------------


def test_criterion_22_alone_asks_what_was_published():
    assert [one.number for one in build.criteria().all_criteria if one.is_about_media] == [22]


def test_list_of_the_year_becomes_a_document_of_criterion_22_and_is_handed_over(page, body, clerk):
    check = SelfCheck.objects.create(organisation=body, year=2026, criteria_set=build.criteria())
    address = reverse("self_checks:media", args=[check.pk])
    visitor = page(clerk)
    assert address not in visitor.get(check.get_absolute_url()).links
    assert visitor.get(address).submit().status_code == 422  # nothing to list
    report(body, title="Былтыркы", published_on=date(2025, 5, 5))
    report(body, title="Быйылкы")
    assert address in visitor.get(check.get_absolute_url()).links
    assert visitor.get(address).submit().status_code == 302
    document = SelfDocument.objects.of(body).get()
    text = pypdf.PdfReader(io.BytesIO(document.file.read())).pages[0].extract_text()
    assert (document.criterion.number, "Быйылкы" in text, "Былтыркы" in text) == (22, True, False)
    report(body, title="Кийинки")
    visitor.get(address).submit()  # the later list takes the place of the earlier one
    document = SelfDocument.objects.of(body).get()
    assert "Кийинки" in pypdf.PdfReader(io.BytesIO(document.file.read())).pages[0].extract_text()
    notice = build.announced_monitoring(body.parent, body).notice
    visitor.get(reverse("notices:take_over", args=[notice.pk])).submit()
    assert Document.objects.of(body).get().file == document.file


def test_list_is_added_by_the_clerk_of_the_body_alone(page, body, cast, stranger):
    check = SelfCheck.objects.create(organisation=body, year=2026, criteria_set=build.criteria())
    report(body)
    address = reverse("self_checks:media", args=[check.pk])
    for role in (Role.HEAD, Role.OFFICER, Role.MEMBER):
        assert page(cast[role]).get(address).status_code in (403, 404)
    assert page(stranger).get(address).status_code in (403, 404)
    assert SelfDocument.objects.of(body).count() == 0


def test_paper_is_made_by_command(body, tmp_path):
    report(body, published_on=clock.today())
    target = tmp_path / "media.docx"
    call_command("paper", "monitoring/media", organisation=body.code, format="docx", output=str(target))
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(target)).tables[0].rows]
    assert any("Кабыл алуу күнү" in cell for row in rows for cell in row)


def test_row_of_every_state_is_kept_whole(body):
    for state in MediaReport.State.values:
        assert make.in_state(MediaReport, state, body).state == state


# --- «My day» and the end of a clipping ---------------------------------------------------------------------


def day_of(visitor):
    return visitor.get("/").text


def test_my_day_names_what_waits_for_its_check_and_then_for_its_result(page, body, cast):
    officer, member = page(cast[Role.OFFICER]), page(cast[Role.MEMBER])
    row = report(body, kind="corruption", title="Тендер жөнүндө")
    assert str(row) in day_of(officer) and "текшерилиши керек" in day_of(officer)
    assert "Тендер жөнүндө" not in day_of(member)
    row.move("check", by=cast[Role.OFFICER], finding="Келишимдер каралды", checked_on=date(2026, 2, 10))
    assert "эмне жасалганы жазыла элек" in day_of(officer)
    row.refresh_from_db()
    row.move("finish", by=cast[Role.OFFICER], result="Жооп берилди", done_on=date(2026, 2, 12))
    assert "Тендер жөнүндө" not in day_of(officer)


def clipping_of(body, clerk):
    content = f"%PDF-1.7 {next(make.serial)}".encode()
    return StoredFile.store(body, name="гезит.pdf", content=content, by=clerk)


def test_clipping_goes_by_an_act_and_the_publication_stays(
    page, body, cast, django_capture_on_commit_callbacks
):
    clerk = cast[Role.CLERK]
    Appointment.objects.of(body).update(starts=date(2023, 1, 9))
    row = report(body, published_on=date(2024, 3, 1), clipping=clipping_of(body, clerk))
    open_one = report(body, published_on=date(2024, 3, 2), clipping=clipping_of(body, clerk))
    MediaReport.objects.of(body).filter(pk=row.pk).update(
        state="done", result="Жооп берилди", done_on=date(2024, 3, 5), done_by=clerk
    )
    RetentionTerm.objects.of(body).create(
        organisation=body, kind="media_clippings", years=1, nomenclature="02-05", entered_by=clerk
    )
    act = propose_disposal(body, [("media_clippings", 2024)], by=clerk)
    question = make.decided_question(body, clerk)
    act = act.move("approve", by=cast[Role.HEAD], question=question)
    with django_capture_on_commit_callbacks(execute=True):
        act.move("dispose", by=clerk)
    row.refresh_from_db()
    assert (row.clipping.disposal, row.title, row.result) == (act, "Кабыл алуу күнү", "Жооп берилди")
    assert not default_storage.exists(row.clipping.path)
    assert default_storage.exists(open_one.clipping.path)  # not done with
    assert list(verify()) == []

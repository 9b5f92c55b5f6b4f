"""What may be disposed of, when and by which act: terms, holds, proposal, decision, removal, proof."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from monitoring.models.certificate import Recommendation
from monitoring.models.media import MediaReport
from office import clock
from office.files.models import StoredFile
from office.models.person import Person
from office.papers.models import Order
from office.papers.scans import ScannedPage
from office.papers.signatures import SignatureFile
from office.registries import RETENTION
from office.retention.kinds import file_digests
from office.retention.models.disposal import Disposal
from office.retention.models.terms import Hold, RetentionTerm
from office.verification import verify
from plans.delegation.models import HandedMeasure, HandedNote
from tests import make

MARK = "Канарейка"
ENDED = date(2019, 5, 6)
NOMENCLATURE = "01-14, 2018-жылдын 12-январындагы № 3 номенклатура"


def old_order(body, number="7-Б", ended=ENDED):
    """An order that ended long ago, with its scan; every byte and the name of the scan hold the mark."""
    scan = make.row(StoredFile, body, f"{MARK}-{number}")
    order = make.in_state(
        Order,
        "cancelled",
        body,
        number=number,
        date=ended,
        ended_on=ended,
        end_ground="Мөөнөтү бүттү",
        scan=scan,
    )
    return order


def enter_term(visitor, **fields):
    page = visitor.get("/retention-terms/new/")
    typed = {"kind": "order_scans", "years": 5, "nomenclature": NOMENCLATURE, "valid_from": "2026-01-01"}
    return visitor.post("/retention-terms/new/", {**page.form, **typed, **fields})


def propose(visitor, *chosen):
    page = visitor.get("/disposals/new/")
    return visitor.post("/disposals/new/", {**page.form, "chosen": chosen or ["order_scans:2019"]})


def press(visitor, row, name, **fields):
    address = f"/disposals/{row.pk}/move/{name}/"
    return visitor.post(address, {**visitor.get(address).form, **fields})


def decided_question(body, clerk):
    return make.decided_question(body, clerk)


@pytest.fixture
def proposed(body, clerk, page):
    old_order(body)
    enter_term(page(clerk))
    propose(page(clerk))
    return Disposal.objects.of(body).get()


@pytest.fixture
def approved(proposed, body, clerk, head, page):
    question = decided_question(body, clerk)
    press(page(head), proposed, "approve", question=question.pk)
    proposed.refresh_from_db()
    return proposed


@pytest.mark.parametrize("model", [ScannedPage, SignatureFile])
def test_order_with_other_files_than_a_scan_comes_of_age_too(model, body, clerk, page):
    bare = {"ended_on": ENDED, "end_ground": "Мөөнөтү бүттү", "date": ENDED, "scan": None}
    order = make.in_state(Order, "cancelled", body, number="11-Б", **bare)
    make.in_state(Order, "cancelled", body, number="12-Б", **bare)
    kept = make.row(model, body, order=order, annex=None)
    enter_term(page(clerk))
    assert propose(page(clerk)).status_code == 302
    (unit,) = Disposal.objects.of(body).get().units.all()
    assert [number for _pk, number, _digests in unit.rows] == ["11-Б"]
    assert unit.rows[0][2] == [kept.file.sha256] and unit.files == 1


def test_without_a_term_everything_is_kept_for_ever(body, clerk, page):
    old_order(body)
    found = page(clerk).get("/disposals/")
    assert "Сактоо мөөнөтү бүткөн эч нерсе жок" in found.text
    assert propose(page(clerk)).status_code == 422
    assert Disposal.objects.of(body).count() == 0


@pytest.mark.parametrize(
    "fields",
    [{"nomenclature": ""}, {"point": "4-пункт"}, {"years": 0}],
    ids=["no ground", "two grounds", "no year"],
)
def test_a_term_has_one_ground_and_a_year(fields, body, clerk, page):
    assert enter_term(page(clerk), **fields).status_code == 422
    assert RetentionTerm.objects.of(body).count() == 0


def test_what_has_come_of_age_is_counted_by_kind_and_year_with_links(body, clerk, page):
    old_order(body)
    old_order(body, "8-Б", date(2020, 2, 3))
    old_order(body, "9-Б", date(2021, 2, 3))  # of age on 1 January 2027
    old_order(body, "10-Б")
    enter_term(page(clerk))
    found = page(clerk).get("/disposals/")
    links = [one.get("href") for one in found.all("a") if "/aged/" in one.get("href", "")]
    assert links == ["/disposals/aged/order_scans-2019/", "/disposals/aged/order_scans-2020/"]
    rows = page(clerk).get(links[0]).text
    assert "7-Б" in rows
    assert "10-Б" in rows
    assert "8-Б" not in rows
    assert "9-Б" not in page(clerk).get("/disposals/aged/order_scans-2021/").text
    assert page(clerk).get("/disposals/aged/nothing-2021/").status_code == 404


def test_a_later_term_takes_the_place_of_the_earlier_from_its_day(body, clerk, page):
    old_order(body)
    enter_term(page(clerk))
    enter_term(page(clerk), years=75, valid_from="2026-02-01")
    assert propose(page(clerk)).status_code == 422
    tomorrow = clock.today() + timedelta(days=1)
    enter_term(page(clerk), years=1, valid_from=tomorrow.isoformat())
    assert propose(page(clerk)).status_code == 422


def test_the_page_asks_as_many_queries_for_one_row_as_for_thirty(
    body, clerk, page, django_assert_num_queries, django_assert_max_num_queries
):
    enter_term(page(clerk))
    old_order(body)
    visitor = page(clerk)
    visitor.get("/disposals/")
    with django_assert_max_num_queries(60) as first:
        visitor.get("/disposals/")
    for place in range(30):
        old_order(body, f"{place}-К", date(1990 + place, 3, 4))
    with django_assert_num_queries(len(first.captured_queries)):
        visitor.get("/disposals/")


def test_the_clerk_cannot_approve_and_the_head_cannot_propose(proposed, clerk, head, page):
    assert page(clerk).get(f"/disposals/{proposed.pk}/move/approve/").status_code == 403
    assert page(head).get("/disposals/new/").status_code == 403


def test_who_proposed_does_not_approve_whatever_the_role(proposed, body, clerk, page):
    make.appoint(clerk, body, make.Role.HEAD)
    answer = press(page(clerk), proposed, "approve", question=decided_question(body, clerk).pk)
    assert answer.status_code == 422
    assert "башка адам" in answer.text


def test_an_act_needs_one_decision_not_older_than_the_proposal(proposed, body, clerk, head, page):
    old = make.decided_question(body, clerk, day=clock.today() - timedelta(days=1))
    question = decided_question(body, clerk)
    order = make.in_state(Order, "in_force", body, number="12-Б", date=clock.today())
    for fields in ({}, {"question": old.pk}, {"question": question.pk, "order": order.pk}):
        assert press(page(head), proposed, "approve", **fields).status_code == 422
    assert press(page(head), proposed, "approve", order=order.pk).status_code == 302
    proposed.refresh_from_db()
    assert (proposed.number, proposed.year, proposed.order) == (1, clock.today().year, order)


def test_a_question_decides_one_act(approved, body, clerk, head, page):
    old_order(body, "8-Б", date(2018, 2, 3))
    propose(page(clerk), "order_scans:2018")
    second = Disposal.objects.of(body).get(state="proposed")
    assert press(page(head), second, "approve", question=approved.question_id).status_code == 422


def test_an_order_decides_one_act(proposed, body, clerk, head, page):
    order = make.in_state(Order, "in_force", body, number="12-Б", date=clock.today())
    assert press(page(head), proposed, "approve", order=order.pk).status_code == 302
    old_order(body, "8-Б", date(2018, 2, 3))
    propose(page(clerk), "order_scans:2018")
    second = Disposal.objects.of(body).get(state="proposed")
    assert press(page(head), second, "approve", order=order.pk).status_code == 422
    proposed.refresh_from_db()
    decided = {name: getattr(proposed, name) for name in ("approved_by", "approved_on", "year", "order")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.of(body).filter(pk=second.pk).update(state="approved", number=9, **decided)
    other = make.in_state(Order, "in_force", body, number="13-Б", date=clock.today())
    assert press(page(head), second, "approve", order=other.pk).status_code == 302


@pytest.mark.parametrize(
    ("column", "days"), [("disposed_on", 3), ("disposed_on", -1), ("approved_on", -1), ("proposed_on", 3)]
)
def test_days_of_an_act_come_in_turn_and_none_lies_in_the_future(column, days, approved, body, head):
    gone = {"state": "disposed", "disposed_by": head, "disposed_at": timezone.now()}
    gone |= {"disposed_on": clock.today()}
    wrong = gone | {column: clock.today() + timedelta(days=days)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.of(body).filter(pk=approved.pk).update(**wrong)
    assert Disposal.objects.of(body).filter(pk=approved.pk).update(**gone) == 1


def test_the_act_prints_in_kyrgyz_with_term_ground_and_decision(approved, page, clerk):
    answer = page(clerk).get(f"/disposals/{approved.pk}/act.pdf")
    text = " ".join(
        pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().replace("\n", " ").split()
    )
    for words in (f"№ 1/{clock.today().year}", "номенклатура", "2019", "АКТ", "протокол", "31.12.2024"):
        assert words in text
    assert "ДОЛБООР" not in text


def test_form_of_the_act_is_filled_today(body):
    from office.papers.official import template_of
    from office.papers.printing import html
    from office.registries import FORMS

    text = html(template_of("office/disposal-act"), FORMS["office/disposal-act"].today(body))
    assert "мазмунун жок кылуу" in text


def stored_path(body):
    return StoredFile.objects.of(body).get(pk=Order.objects.of(body).get(number="7-Б").scan_id).path


def test_nothing_goes_before_the_last_press(approved, body):
    assert default_storage.exists(stored_path(body))


def test_the_removal_takes_the_content_and_leaves_number_day_digest_and_act(
    approved, body, clerk, page, capsys, django_capture_on_commit_callbacks
):
    path = stored_path(body)
    before = StoredFile.objects.of(body).get(name__startswith=MARK)
    confirm = page(clerk).get(f"/disposals/{approved.pk}/move/dispose/")
    assert "жазуулар: 1, файлдар: 1" in confirm.text.lower()
    assert press(page(clerk), approved, "dispose").status_code == 422  # not ticked
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        assert press(page(clerk), approved, "dispose", understood="on").status_code == 302
    approved.refresh_from_db()
    file = StoredFile.objects.of(body).get(pk=before.pk)
    assert not default_storage.exists(path)
    assert (file.name, file.sha256, file.size, file.disposal) == ("", before.sha256, before.size, approved)
    order = Order.objects.of(body).get(number="7-Б")
    assert (order.ended_on, order.scan_id) == (ENDED, file.pk)
    gone = page(clerk).get(f"/files/{file.pk}/")
    assert gone.status_code == 410
    assert f"№ 1/{clock.today().year}" in gone.text
    assert page(clerk).get(f"/orders/{order.pk}/").status_code == 200
    assert list(verify()) == []
    call_command("verify")
    said = capsys.readouterr().out
    assert f"disposed of under act № 1/{clock.today().year}" in said
    assert "records 1, files 1" in said


def test_content_taken_without_its_act_is_a_fault(
    approved, body, clerk, page, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        press(page(clerk), approved, "dispose", understood="on")
    other = make.row(StoredFile, body, "Башка")
    default_storage.delete(other.path)
    assert [(fault.column, fault.words) for fault in verify()] == [("sha256", "the file is gone")]


@pytest.mark.parametrize("fields", [{}, {"year": 2019}, {"year": 2019, "number": "7-Б"}])
def test_a_hold_keeps_its_records_until_the_head_lets_go(fields, approved, body, clerk, head, page):
    form = page(clerk).get("/holds/new/").form
    typed = {"kind": "order_scans", "reason": "Прокуратуранын № 14 текшерүүсү жүрүп жатат", **fields}
    assert page(clerk).post("/holds/new/", {**form, **typed}).status_code == 302
    hold = Hold.objects.of(body).get()
    assert press(page(clerk), approved, "dispose", understood="on").status_code == 422
    assert default_storage.exists(stored_path(body))
    assert "2019" not in page(clerk).get("/disposals/").text.split("Сунуштоо")[0].replace("2019-", "")
    address = f"/holds/{hold.pk}/move/lift/"
    assert page(clerk).get(address).status_code == 403
    ground = {"ground": "Текшерүү аяктады, № 20 жооп"}
    assert page(head).post(address, {**page(head).get(address).form, **ground}).status_code == 302
    assert press(page(clerk), approved, "dispose", understood="on").status_code == 302


def test_a_hold_needs_three_words_of_reason(body, clerk, page):
    form = page(clerk).get("/holds/new/").form
    answer = page(clerk).post("/holds/new/", {**form, "kind": "order_scans", "reason": "текшерүү бар"})
    assert answer.status_code == 422
    assert Hold.objects.of(body).count() == 0


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("order_scans", "№ 7-Б", 302),
        ("order_scans", "7", 422),
        ("box_photographs", "7-Б", 422),
        ("plan_proofs", "7", 422),
    ],
)
def test_a_hold_of_one_number_names_a_record_that_is_there(kind, number, code, body, clerk, page):
    old_order(body)
    enter_term(page(clerk))
    enter_term(page(clerk), kind="box_photographs")
    typed = {"kind": kind, "year": 2019, "number": number, "reason": "№ 14 текшерүү жүрүп жатат"}
    answer = page(clerk).post("/holds/new/", {**page(clerk).get("/holds/new/").form, **typed})
    assert answer.status_code == code
    assert Hold.objects.of(body).count() == (code == 302)
    assert page(clerk).get("/disposals/").status_code == 200


def test_a_number_that_cannot_be_one_holds_the_whole_year(body, clerk, page):
    enter_term(page(clerk), kind="box_photographs")
    make.row(Hold, body, kind="box_photographs", year=2019, number="7-Б")
    assert page(clerk).get("/disposals/").status_code == 200


@pytest.mark.parametrize(("state", "code"), [("in_force", 302), ("cancelled", 422)])
def test_a_cancelled_order_disposes_of_nothing(state, code, proposed, body, clerk, head, page):
    order = make.in_state(Order, "in_force", body, number="12-Б", date=clock.today())
    press(page(head), proposed, "approve", order=order.pk)
    if state == "cancelled":
        Order.objects.of(body).filter(pk=order.pk).update(
            state=state, ended_on=clock.today(), end_ground="Ката чыккан буйрук"
        )
    assert press(page(clerk), proposed, "dispose", understood="on").status_code == code
    assert StoredFile.objects.of(body).filter(disposal=proposed).exists() == (code == 302)


def test_a_file_disposed_of_is_not_read_through_another_with_the_same_bytes(
    approved, body, clerk, page, django_capture_on_commit_callbacks
):
    first = Order.objects.of(body).get(number="7-Б").scan
    twin = StoredFile.store(body, name="egiz.pdf", content=first.read(), by=clerk)
    with django_capture_on_commit_callbacks(execute=True):
        press(page(clerk), approved, "dispose", understood="on")
    assert page(clerk).get(f"/files/{first.pk}/").status_code == 410
    assert page(clerk).get(f"/files/{twin.pk}/").status_code == 200


def test_an_approved_act_is_not_opened_again(approved, body):
    with pytest.raises(IntegrityError, match="a_decided_act_of_disposal"), transaction.atomic():
        Disposal.objects.of(body).filter(pk=approved.pk).update(state="proposed")


def test_a_refused_act_removes_nothing(approved, body, head, clerk, page):
    press(page(head), approved, "refuse", ground="Архив башкача чечти")
    assert page(clerk).get(f"/disposals/{approved.pk}/move/dispose/").status_code in (302, 200)
    assert press(page(clerk), approved, "dispose", understood="on").status_code == 422
    assert default_storage.exists(stored_path(body))


@pytest.mark.parametrize(
    ("code", "model", "state", "fields", "files"),
    [
        ("handed_proofs", HandedNote, None, {}, ("photo", "file")),
        ("recommendation_proofs", Recommendation, "accepted", {"judged_on": ENDED}, ("proof",)),
        ("media_clippings", MediaReport, "done", {"done_on": ENDED}, ("clipping",)),
    ],
)
def test_files_of_what_is_finished_come_of_age(code, model, state, fields, files, body):
    fields |= {name: make.row(StoredFile, body, f"{MARK}-{name}") for name in files}
    row = make.in_state(model, state, body, **fields) if state else make.row(model, body, **fields)
    if model is HandedNote:
        ended = {"ended_on": ENDED, "ended_by": make.row(Person, body), "ended_why": "closed"}
        HandedMeasure.objects.of(row.organisation).filter(pk=row.handed_id).update(**ended)
    kind = RETENTION[code]
    rows = kind.finished(model.objects.of(row.organisation))
    assert [(one.pk, one.ended_year) for one in rows] == [(row.pk, ENDED.year)]
    assert len(file_digests(kind, rows)[row.pk]) == len(files)


def test_every_kind_names_a_model_that_a_query_can_be_made_of(body):
    for kind in RETENTION.values():
        assert kind.finished(kind.manager.of(body)).count() == 0
        assert kind.paper_name

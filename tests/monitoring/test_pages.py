"""The pages of a monitoring from the memo to the answer, asked as people ask them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from monitoring import score_actions
from monitoring.models.certificate import Recommendation
from monitoring.models.member_score import MemberScore
from monitoring.models.monitoring import Monitoring
from monitoring.models.notice import Document
from monitoring.models.selfcheck import SelfCheck, SelfDocument
from office.files.models import StoredFile
from office.registers.workflow import Refused
from office.roles import Role
from office.wall.erased_files import sweep_erased_files
from tests import make
from tests.monitoring import build
from tests.office import retention_cases
from tests.routes import registers_by_space


@pytest.fixture
def district(body):
    return body.parent


@pytest.fixture
def inspectors(district):
    return build.inspectors(district)


def sheet(scores, **texts):
    """What the sheet of a member sends."""
    return {
        "v": "0",
        **{f"score_{number}": str(score) for number, score in enumerate(scores, 1) if score},
        **texts,
    }


def test_monitoring_is_begun_prepared_and_announced(page, body, district, inspectors):
    group = build.monitoring_commission(district, *inspectors)
    visitor = page(inspectors[0])
    new = visitor.get(reverse("monitorings:create"))
    answer = new.submit(
        subject=body.pk,
        kind="planned",
        year="2026",
        period_from="2025-01-01",
        period_to="2025-12-31",
        commission=group.pk,
        visit_from="2026-03-02",
    )
    row = Monitoring.objects.of(district).get()
    assert answer.headers["Location"] == row.get_absolute_url()
    memo = visitor.get(reverse("monitorings:edit", args=[row.pk]))
    assert len(memo.all("textarea")) == 25
    memo.submit(documents_24="Мурдагы маалымкаттар")
    assert row.lines.get(criterion__number=24).documents == "Мурдагы маалымкаттар"
    visitor.get(reverse("monitorings:move", args=[row.pk, "announce"])).submit()
    row.refresh_from_db()
    assert row.is_scoring
    assert row.notice.asked[24] == "Мурдагы маалымкаттар"


def test_body_reads_what_is_asked_and_hands_over(page, body, district, clerk, cast):
    row = build.announced_monitoring(district, body)
    visitor = page(clerk)
    assert "Конкурстук комиссияны түзүү жөнүндө буйрук" in visitor.get(row.notice.get_absolute_url()).text
    new = visitor.get(reverse("documents:create", args=[row.notice.pk]))
    criterion = build.criteria().all_criteria[0]
    file = SimpleUploadedFile("буйрук.pdf", b"%PDF-1.7 1", content_type="application/pdf")
    new.submit(criterion=criterion.pk, name="Комиссия жөнүндө буйрук", upload=file)
    document = Document.objects.of(body).get()
    answer = page(row.members[0].person).get(reverse("documents:file", args=[document.pk]))
    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF-1.7 1", "application/pdf")
    assert page(cast[Role.EMPLOYEE]).get(reverse("documents:file", args=[document.pk])).status_code == 403


def test_documents_of_the_self_check_are_handed_over_in_one_press(page, body, district, clerk, cast):
    row, visitor = build.announced_monitoring(district, body), page(clerk)
    check = make.row(SelfCheck, body, criteria_set=build.criteria(), year=2026)
    first, second = build.criteria().all_criteria[:2]
    add = visitor.get(reverse("self_documents:create", args=[check.pk]))
    add.submit(criterion=first.pk, name="Буйрук", upload=SimpleUploadedFile("буйрук.pdf", b"%PDF-1.7 1"))
    add = visitor.get(reverse("self_documents:create", args=[check.pk]))
    add.submit(criterion=second.pk, name="Көктөмө", case_number="01-12")
    own = SelfDocument.objects.of(body).get(criterion=first)
    assert page(row.members[0].person).get(reverse("self_documents:file", args=[own.pk])).status_code == 404
    notice = visitor.get(row.notice.get_absolute_url())
    assert notice.text.count("Өзүн өзү текшерүүнүн жанында") == 2
    press = reverse("notices:take_over", args=[row.notice.pk])
    assert visitor.post(press, {"criterion": second.pk}).status_code == 302
    assert [one.case_number for one in Document.objects.of(body)] == ["01-12"]
    for _press in range(2):
        visitor.post(press, {})
    document = Document.objects.of(body).get(criterion=first)
    assert (Document.objects.of(body).count(), document.file, document.handed_by) == (2, own.file, clerk)
    answer = page(row.members[0].person).get(reverse("documents:file", args=[document.pk]))
    assert answer.content == b"%PDF-1.7 1"
    assert page(cast[Role.EMPLOYEE]).get(press).status_code == 403
    visitor.get(reverse("self_documents:remove", args=[own.pk])).submit()
    assert Document.objects.of(body).count() == 2 > SelfDocument.objects.of(body).count()


def test_document_needs_a_file_or_a_case(page, body, district, clerk):
    row = build.announced_monitoring(district, body)
    new = page(clerk).get(reverse("documents:create", args=[row.notice.pk]))
    refused = new.submit(criterion=build.criteria().all_criteria[0].pk, name="Буйрук")
    assert refused.status_code == 422
    assert not Document.objects.of(body).exists()
    new.submit(criterion=build.criteria().all_criteria[0].pk, name="Буйрук", case_number="01-12")
    assert Document.objects.of(body).get().case_number == "01-12"


def test_a_document_disposed_of_is_answered_in_words(page, body, district, clerk):
    row = build.announced_monitoring(district, body)
    file = make.row(StoredFile, body)
    document = make.row(Document, body, notice=row.notice, file=file)
    assert page(clerk).get(reverse("documents:file", args=[document.pk])).status_code == 200
    StoredFile.objects.of(body).filter(pk=file.pk).update(disposal=retention_cases.approved(body), name="")
    sweep_erased_files(body)
    answer = page(clerk).get(reverse("documents:file", args=[document.pk]))
    assert answer.status_code == 410
    assert "акт" in answer.text


def test_commission_notes_what_it_saw_on_paper(page, body, district, clerk):
    row = build.announced_monitoring(district, body)
    address = reverse("notices:seen", args=[row.notice.pk])
    form = page(row.members[0].person).get(address)
    seen = {"criterion": build.criteria().all_criteria[4].pk, "name": "Резерв", "case_number": "03-05"}
    assert [form.submit(**seen).status_code for _press in range(2)] == [302, 302]  # the second makes none
    document = Document.objects.of(body).get()
    assert (document.case_number, document.handed_by) == ("03-05", row.members[0].person)
    assert page(clerk).get(address).status_code == 403


def test_member_scores_on_one_page_and_goes_on_later(page, body, district):
    row = build.announced_monitoring(district, body)
    visitor = page(row.members[0].person)
    address = reverse("monitorings:score", args=[row.pk])
    assert visitor.get(address).submit(**sheet([4, 5], note_1="Буйрук бар")).status_code == 200  # asks once
    again = visitor.get(address)
    assert (again.form["score_1"], again.form["score_2"], again.form["note_1"]) == ("4", "5", "Буйрук бар")
    assert again.words("p", class_="count") == ["2 / 24"]


@pytest.mark.parametrize("score", ["0", "6", "3.5", "3,5", "-4", "төрт"])
def test_form_refuses_what_is_no_score_and_comes_back_filled(score, page, body, district):
    row = build.announced_monitoring(district, body)
    visitor = page(row.members[0].person)
    address = reverse("monitorings:score", args=[row.pk])
    refused = visitor.post(address, sheet([4] * 24) | {"score_7": score, "note_3": "Көчүрмө жок"})
    assert refused.status_code == 422
    assert refused.form["note_3"] == "Көчүрмө жок"
    assert refused.form["score_6"] == "4"
    assert not row.member_scores.exists()


def test_what_is_kept_on_the_way_is_not_handed_in(page, body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [3] * 24)
    visitor, address = page(row.members[1].person), reverse("monitorings:score", args=[row.pk])
    kept = visitor.post(address, sheet([4] * 24), headers={"X-Kept-On-The-Way": "1"})
    row.refresh_from_db()
    assert (kept.status_code, row.is_scoring, row.is_complete) == (204, True, False)
    asked = visitor.get(address).submit()
    row.refresh_from_db()
    assert (asked.words("button", name="confirmed"), row.is_scoring) == (["Ооба, тапшыруу"], True)
    assert visitor.post(address, sheet([4] * 24, confirmed="1")).status_code == 302
    row.refresh_from_db()
    assert row.is_open


def test_complete_draft_of_a_member_does_not_open_when_another_hands_in(page, body, district):
    row = build.announced_monitoring(district, body)
    first, second = row.members
    address = reverse("monitorings:score", args=[row.pk])
    page(second.person).post(address, sheet([4] * 24), headers={"X-Kept-On-The-Way": "1"})
    page(first.person).post(address, sheet([4] * 24, confirmed="1"))
    row.refresh_from_db()
    assert (row.is_scoring, [one.seat for one in row.hand_ins.all()]) == (True, [first])
    record = page(first.person).get(row.get_absolute_url())
    assert (record.text.count("тапшырылды"), record.text.count("тапшырыла элек")) == (1, 1)
    opening = page(first.person).get(f"{row.get_absolute_url()}move/open/")
    assert second.holder in opening.words("dd")[0]
    page(second.person).post(address, sheet([4] * 24, confirmed="1"))
    row.refresh_from_db()
    assert (row.is_open, row.hand_ins.count()) == (True, 2)


def test_change_after_the_hand_in_takes_it_back_until_it_is_handed_in_anew(page, body, district):
    row = build.announced_monitoring(district, body)
    member, address = row.members[1], reverse("monitorings:score", args=[row.pk])
    visitor = page(member.person)
    visitor.post(address, sheet([4] * 24, confirmed="1"))
    assert "Тапшырылган:" in visitor.get(address).text
    visitor.post(address, sheet([4] * 24), headers={"X-Kept-On-The-Way": "1"})
    assert row.hand_ins.get().taken_back_at is None  # the same words change nothing
    visitor.post(address, sheet([4] * 23 + [3]), headers={"X-Kept-On-The-Way": "1"})
    assert row.hand_ins.get().taken_back_by == member.person
    assert "Тапшырылган:" not in visitor.get(address).text
    visitor.post(address, sheet([4] * 23 + [3], confirmed="1"))
    assert list(row.hand_ins.values_list("taken_back_at", flat=True))[1:] == [None]


def test_draft_counts_for_nothing_when_the_chair_opens_early(page, body, district):
    row = build.announced_monitoring(district, body)
    chair, other = row.members
    address = reverse("monitorings:score", args=[row.pk])
    page(other.person).post(address, sheet([2] * 24), headers={"X-Kept-On-The-Way": "1"})
    with pytest.raises(Refused):
        row.move("open", by=chair.person)
    page(chair.person).post(address, sheet([4] * 24, confirmed="1"))
    row.move("open", by=chair.person)
    assert {one.seat for rows in score_actions.scores_by_criterion(row).values() for one in rows} == {chair}
    assert MemberScore.objects.visible_to(chair.person).count() == 24
    assert MemberScore.objects.visible_to(other.person).count() == 48


def test_empty_sheet_is_not_handed_in(page, body, district):
    row = build.announced_monitoring(district, body)
    visitor = page(row.members[0].person)
    address = reverse("monitorings:score", args=[row.pk])
    assert visitor.post(address, sheet([], confirmed="1")).status_code == 422
    assert not row.hand_ins.exists()


def test_commission_agrees_differing_criteria_first(page, body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 20 + [2, 4, 5, 4])
    visitor = page(row.members[0].person)
    agree = visitor.get(reverse("monitorings:agree", args=[row.pk]))
    legends = agree.words("legend")
    assert [legend.partition(".")[0] for legend in legends[:3]] == ["21", "23", "1"]
    answer = agree.submit(score_21="3", reason_21="Буйрук кеч чыккан", score_23="4", reason_23="Актысы бар")
    assert answer.status_code == 302
    record = visitor.get(row.get_absolute_url())
    assert "95 / 120" in record.text


def test_agreed_score_needs_its_reason(page, body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 23 + [5])
    agree = page(row.members[0].person).get(reverse("monitorings:agree", args=[row.pk]))
    assert agree.submit(score_24="4", reason_24="").status_code == 422
    assert 24 not in row.agreed


def test_agreed_reason_with_a_character_no_paper_shows_is_named_when_it_is_saved(page, body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 23 + [5])
    visitor = page(row.members[0].person)
    agree = visitor.get(reverse("monitorings:agree", args=[row.pk]))
    assert agree.submit(score_24="4", reason_24="Каттар бар ☃").status_code == 302
    (warning,) = visitor.get(row.get_absolute_url()).words(class_="note note-warning")
    assert "☃ (U+2603)" in warning
    assert row.agreed[24] == 4


def test_agreed_sheet_that_went_stale_is_shown_once_more(page, body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 23 + [5])
    visitor = page(row.members[0].person)
    first, second = (visitor.get(reverse("monitorings:agree", args=[row.pk])) for _ in range(2))
    assert first.submit(score_24="4", reason_24="Каттар бар").status_code == 302
    refused = second.submit(score_24="5", reason_24="Баары өз убагында")
    assert (refused.status_code, refused.form["reason_24"]) == (422, "Баары өз убагында")
    assert refused.submit().status_code == 302
    assert row.agreed[24] == 5


def test_agreeing_is_for_who_leads(page, body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 23 + [5])
    answer = page(row.members[1].person).get(reverse("monitorings:agree", args=[row.pk]))
    assert answer.headers["Location"] == row.get_absolute_url()


def test_certificate_is_made_and_read_by_both_bodies(page, body, district, clerk):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 24)
    chair = page(row.members[0].person)
    chair.get(reverse("monitorings:move", args=[row.pk, "close"])).submit()
    result = row.notice.result
    assert result.total == 96
    for visitor in (chair, page(clerk)):
        assert "96" in visitor.get(result.get_absolute_url()).h1
    assert page(clerk).get(row.get_absolute_url()).status_code == 404


def test_recommendation_is_answered_late_and_judged(page, body, district, clerk):
    result = build.closed_monitoring(district, body, made_on=timezone.localdate() - timedelta(20))
    inspector = page(result.notice.monitoring.members[0].person)
    due = timezone.localdate() - timedelta(9)
    new = inspector.get(reverse("recommendations:create", args=[result.pk]))
    fields = {
        "text": "Резервди түзүү",
        "addressee": "Башчы",
        "issued_on": (due - timedelta(5)).isoformat(),
        "due": due.isoformat(),
    }
    warned = new.submit(**fields)
    assert warned.status_code == 422
    warned.submit(confirmed="1")
    row = Recommendation.objects.of(body).get()
    answer = page(clerk).get(reverse("recommendations:move", args=[row.pk, "answer"]))
    proof = SimpleUploadedFile("кат.pdf", b"%PDF-1.7 2", content_type="application/pdf")
    answer.submit(answer="Резерв түзүлдү", proof=proof)
    row.refresh_from_db()
    assert (row.state, row.days_late, row.proof.name) == ("answered", 9, "кат.pdf")
    assert inspector.get(reverse("recommendations:proof", args=[row.pk])).content == b"%PDF-1.7 2"
    inspector.get(reverse("recommendations:move", args=[row.pk, "accept"])).submit()
    row.refresh_from_db()
    assert row.state == "accepted"


def test_body_does_not_judge_its_own_answer_nor_recommend_to_itself(page, body, district, clerk):
    result = build.closed_monitoring(district, body)
    row = make.row(Recommendation, body, result=result, due=timezone.localdate())
    visitor = page(clerk)
    row.move("answer", by=clerk, answer="Аткарылды", answered_on=timezone.localdate(), proof=None)
    assert row.moves_for(clerk) == []
    refused = visitor.post(reverse("recommendations:move", args=[row.pk, "accept"]), {"verdict": ""})
    assert refused.status_code == 422
    assert visitor.get(reverse("recommendations:create", args=[result.pk])).status_code == 403


def test_late_answer_is_shown_at_criterion_24_of_the_next_monitoring(page, body, district, clerk):
    today = timezone.localdate()
    result = build.closed_monitoring(district, body, made_on=today - timedelta(40))
    people = [seat.person for seat in result.notice.monitoring.members]
    row = make.row(
        Recommendation,
        body,
        result=result,
        issued_on=today - timedelta(40),
        due=today - timedelta(12),
        number=1,
    )
    row.move("answer", by=clerk, answer="Аткарылды", answered_on=today - timedelta(5), proof=None)
    following = build.announced_monitoring(district, body, *people, year=2027)
    sheet_page = page(people[0]).get(reverse("monitorings:score", args=[following.pk]))
    fields = {field.get("id"): field for field in sheet_page.all("fieldset")}
    said = {number: " ".join(fields[f"criterion-{number}"].itertext()) for number in (23, 24)}
    assert ("7 күн кечикти" in said[24], "7 күн кечикти" in said[23]) == (True, False)


def test_answer_in_time_is_not_shown_there(page, body, district, clerk):
    today = timezone.localdate()
    result = build.closed_monitoring(district, body, made_on=today - timedelta(40))
    people = [seat.person for seat in result.notice.monitoring.members]
    row = make.row(Recommendation, body, result=result, issued_on=today - timedelta(40), due=today, number=1)
    row.move("answer", by=clerk, answer="Аткарылды", answered_on=today, proof=None)
    following = build.announced_monitoring(district, body, *people, year=2027)
    assert "кечикти" not in page(people[0]).get(reverse("monitorings:score", args=[following.pk])).text


def test_self_check_shows_last_year_and_lifts(page, body, district, clerk):
    build.closed_monitoring(district, body, [3] * 24, year=2025)
    visitor = page(clerk)
    visitor.get(reverse("self_checks:create")).submit(year="2026")
    check = SelfCheck.objects.of(body).get()
    fill = visitor.get(reverse("self_checks:fill", args=[check.pk]))
    assert fill.text.count("Мурдагы жыйынтыктоочу баа: 3") == 24
    fill.submit(**{f"score_{number}": "4" for number in range(1, 24)} | {"proof_1": "Буйрук № 4"})
    assert "Кийинки категорияга" not in visitor.get(check.get_absolute_url()).text
    visitor.get(reverse("self_checks:fill", args=[check.pk])).submit(score_24="2", responsible_24="Катчы")
    record = visitor.get(check.get_absolute_url()).text
    assert "94" in record and "Кийинки категорияга" in record
    assert SelfCheck.objects.of(body).get().scores.get(criterion__number=1).proof == "Буйрук № 4"


def test_self_check_is_read_by_nobody_else(page, body, district, inspectors):
    check = make.row(SelfCheck, body)
    assert page(inspectors[0]).get(check.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("space", ["monitorings", "notices", "results", "recommendations", "self_checks"])
def test_register_asks_the_same_for_one_row_and_for_thirty(space, page, body, district, clerk):
    register = registers_by_space()[space]
    visitor = page(clerk)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(reverse(f"{space}:register")).status_code == 200
        return len(seen)

    make.row(register.model, body)
    one = queries()
    for _ in range(29):
        make.row(register.model, body)
    assert queries() == one


def test_a_later_order_replaces_the_criteria_by_an_entry(page, body, keeper):
    kept = build.monitoring(body, body)
    new = page(keeper).get(reverse("criteria:create"))
    table = (
        "# Жаңы багыт\nБиринчи критерий\nЭкинчи критерий\n# МККнын сунуштарын аткаруу\nМККнын "
        "сунуштарын аткаруу боюнча маалыматты өз учурунда берүү"
    )
    answer = new.submit(
        code="2027",
        name_ky="Жаңы буйрук",
        valid_from=timezone.localdate().isoformat(),
        table=table,
        bands="3 начар\n9 орто\n15 жакшы",
    )
    assert answer.status_code == 302
    newest = type(kept.criteria_set).objects.newest(timezone.localdate())
    assert (newest.code, newest.count, newest.limits, newest.most) == ("2027", 3, [3, 9, 15], 15)
    assert [row.about_recommendations for row in newest.all_criteria] == [False, False, True]
    assert kept.criteria_set.code == "158"


def test_order_that_cannot_be_is_refused_in_words(page, keeper):
    new = page(keeper).get(reverse("criteria:create"))
    refused = new.submit(code="x", name_ky="Жаңы", valid_from="2026-01-01", table="Багытсыз критерий")
    assert refused.status_code == 422


def test_papers_come_as_files(page, body, district):
    result = build.closed_monitoring(district, body)
    row = result.notice.monitoring
    visitor = page(row.members[0].person)
    for address in (
        reverse("monitorings:paper", args=[row.pk, "memo-docx"]),
        reverse("monitorings:paper", args=[row.pk, "memo-pdf"]),
        reverse("monitorings:paper", args=[row.pk, "notice-pdf"]),
        reverse("results:paper", args=[result.pk, "certificate-docx"]),
        reverse("results:paper", args=[result.pk, "certificate-pdf"]),
        reverse("results:paper", args=[result.pk, "table-pdf"]),
        reverse("results:paper", args=[result.pk, "table-xlsx"]),
    ):
        answer = visitor.get(address)
        assert (answer.status_code, len(answer.content) > 2000) == (200, True), address
    assert visitor.get(reverse("results:paper", args=[result.pk, "table-exe"])).status_code == 404
    assert BytesIO(answer.content).read(2) == b"PK"


def test_day_of_a_certificate_is_not_tomorrow(page, body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 24)
    close = page(row.members[0].person).get(reverse("monitorings:move", args=[row.pk, "close"]))
    tomorrow = timezone.localdate() + timedelta(1)
    assert close.submit(made_on=tomorrow.isoformat()).status_code == 422
    assert close.submit(made_on=date(2026, 3, 20).isoformat()).status_code == 302

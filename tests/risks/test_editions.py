"""An edition of the list: the working group's minutes, the draft order, the frozen paper."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from office.actions import publish_annex
from office.lists.order import cited_acts
from office.models.commission import AgendaItem
from office.papers.models import Order
from office.registers.workflow import Refused
from positions.editions.models import PositionEdition
from risks.editions.models import Edition
from tests import make


@pytest.fixture
def minutes(body, clerk):
    return make.meeting(body).move("close", by=clerk)


@pytest.fixture
def edition(page, clerk, body):
    """An edition in work over a list of three risks in two groups."""
    make.risk(body), make.risk(body, position=2), make.risk(body, kind=make.kind("permits"))
    page(clerk).get("/risks/editions/new/").submit()
    return Edition.objects.of(body).get()


@pytest.fixture
def ordered(edition, minutes, clerk):
    edition.move("consider", by=clerk, question=minutes.items.get())
    return edition.move("order", by=clerk)


@pytest.fixture
def approved(ordered, clerk, head):
    order = ordered.order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number="114-Б", date=timezone.localdate())
    return Edition.objects.of(ordered.organisation).get()


def test_editions_are_numbered_and_one_is_in_work(page, clerk, body, edition):
    assert (edition.number, edition.state) == (1, "draft")
    assert page(clerk).get("/risks/editions/new/").submit().status_code == 422
    page(clerk).get("/risks/editions/new/").submit(form="risks/annex-1")
    assert Edition.objects.of(body).get(form="risks/annex-1").number == 1


def offered_questions(form):
    return [option.get("value") for option in form.all("select", name="question")[0]][1:]


def test_only_closed_minutes_of_a_working_group_are_offered(page, clerk, body, foreign, edition, minutes):
    make.meeting(body), make.meeting(foreign)
    question = minutes.items.get()
    form = page(clerk).get(f"/risks/editions/{edition.pk}/move/consider/")
    assert offered_questions(form) == [str(question.pk)]
    form.submit(question=str(question.pk))
    edition.refresh_from_db()
    assert (edition.state, edition.meeting, edition.question) == ("considered", minutes, question)
    assert "Тизмек жөнүндө" in page(clerk).get(edition.get_absolute_url()).text


@pytest.mark.parametrize(("days", "status"), [(1, 422), (0, 302)], ids=["the day before", "the same day"])
def test_minutes_older_than_the_edition_do_not_prove_it(page, clerk, body, edition, days, status):
    question = make.decided_question(body, clerk, day=timezone.localdate() - timedelta(days=days))
    form = page(clerk).get(f"/risks/editions/{edition.pk}/move/consider/")
    assert offered_questions(form) == ([str(question.pk)] if status == 302 else [])
    answer = form.submit(question=str(question.pk))
    edition.refresh_from_db()
    assert (answer.status_code, edition.state) == (status, "draft" if status == 422 else "considered")
    if status == 422:
        assert f"{edition.begun_on:%d.%m.%Y} күнү же андан кийин" in answer.text
        assert "Азырынча андай суроо жок" in answer.text


def test_one_question_approves_one_edition_of_any_list(page, clerk, body, edition):
    other = PositionEdition.objects.create(organisation=body, number=1)
    item = make.decided_question(body, clerk)
    edition.move("consider", by=clerk, question=item)
    with pytest.raises(Refused):
        other.move("consider", by=clerk, question=item)
    answer = page(clerk).get(f"/positions/editions/{other.pk}/move/consider/")
    assert offered_questions(answer) == []
    assert answer.submit(question=str(item.pk)).status_code == 422
    edition.move("reopen", by=clerk)
    other.move("consider", by=clerk, question=item)
    assert other.question == item


def test_another_question_of_the_same_sitting_approves_another_edition(page, clerk, body, edition):
    other = PositionEdition.objects.create(organisation=body, number=1)
    sitting = make.meeting(body)
    make.row(AgendaItem, body, meeting=sitting, number=2, question="Экинчи тизмек", decision="Макул")
    first, second = sitting.move("close", by=clerk).items.order_by("number")
    edition.move("consider", by=clerk, question=first)
    form = page(clerk).get(f"/positions/editions/{other.pk}/move/consider/")
    assert offered_questions(form) == [str(second.pk)]
    assert form.submit(question=str(second.pk)).status_code == 302


def test_database_gives_a_question_to_one_edition(clerk, body, edition, minutes):
    item = minutes.items.get()
    edition.move("consider", by=clerk, question=item)
    other = Edition.objects.create(organisation=body, number=1, form=Edition.Form.ANNEX_1)
    considered = {"state": "considered", "meeting": minutes, "question": item}
    considered["considered_sha256"] = minutes.seen_lists[other.seen_key]  # the question alone is tried
    with pytest.raises(IntegrityError, match="question"), transaction.atomic():
        Edition.unscoped.filter(pk=other.pk).update(**considered)
    edition.move("reopen", by=clerk)
    assert Edition.unscoped.filter(pk=other.pk).update(**considered) == 1


def test_order_is_drafted_with_the_list_as_its_annex(page, clerk, edition, minutes):
    edition.move("consider", by=clerk, question=minutes.items.get())
    page(clerk).get(f"/risks/editions/{edition.pk}/move/order/").submit()
    edition.refresh_from_db()
    order = edition.order
    assert order.title.endswith("тизмегин бекитүү жөнүндө")
    assert [point.text.endswith("тиркемеге ылайык бекитилсин.") for point in order.points.all()] == [True]
    assert (order.state, order.controller) == ("draft", "")
    groups = edition.annex.data["table"]["groups"]
    assert [[row["number"] for row in group["rows"]] for group in groups] == [["1", "2"], ["1"]]


def test_preamble_cites_the_acts_of_its_day(db):
    now = cited_acts("method-232", on=date(2026, 5, 19))
    assert "2026-жылдын 8-апрелиндеги № 232" in now and now.endswith("токтомун")
    assert "2012" not in now and "2026-жылдын 13-февралындагы Мыйзамын" in now
    assert "2012-жылдын 8-августундагы № 153 Мыйзамын" in cited_acts("method-281", on=date(2025, 5, 19))


def test_an_empty_list_or_a_risk_without_a_level_stops_the_order(page, clerk, body, edition, minutes):
    edition.move("consider", by=clerk, question=minutes.items.get())
    make.risk(body, state="draft", level="", position=0)
    answer = page(clerk).get(f"/risks/editions/{edition.pk}/move/order/").submit()
    assert answer.status_code == 422 and "Деңгээли жок тобокелдиктер: 1" in answer.text
    assert not Order.objects.of(body).exists()


def test_page_names_what_to_look_at_before_the_order(page, clerk, body, edition):
    make.risk(body, state="draft", level="low", position=0)
    make.assessment_sheet(make.risk(body, position=3))
    shown = page(clerk).get(edition.get_absolute_url()).text
    assert "Сүрөттөлүп жаткан тобокелдиктер, алар бул тизмекте жок: 1." in shown
    assert "Даярдалып жаткан баалоо баракчалары, алардын деңгээли тизмекте жок: 1." in shown


def test_the_annex_stays_as_it_was_when_the_register_changes(page, clerk, body, ordered):
    make.risk(body, position=3, situation="Кийин табылган")
    assert "Кийин табылган" not in page(clerk).get(ordered.get_absolute_url()).text


def test_detached_from_a_draft_order_it_can_be_prepared_anew(clerk, body, ordered):
    order = ordered.order
    ordered.move("detach", by=clerk)
    assert (ordered.state, ordered.annex, order.annexes.count()) == ("considered", None, 0)
    ordered.move("reopen", by=clerk)
    assert ordered.meeting is None


def test_approved_is_approved_once_and_reads_so(page, clerk, head, approved):
    assert approved.is_approved
    shown = page(clerk).get("/risks/editions/")
    assert "бекитилди" in shown.text and "№ 114-Б" in shown.text
    for name, by in (("order", clerk), ("consider", clerk), ("detach", clerk)):
        with pytest.raises(Refused):
            approved.move(name, by=by)
    with pytest.raises(Refused):
        approved.order.move("sign", by=head)


def test_stored_bytes_are_given_for_an_approved_edition(page, clerk, approved):
    paper = page(clerk).get(f"/risks/editions/{approved.pk}/paper.pdf").content
    assert paper == bytes(approved.annex.paper.pdf)
    assert page(clerk).get(f"/risks/editions/{approved.pk}/paper.docx").status_code == 200


def test_a_draft_is_made_now_and_its_preview_is_the_paper(page, clerk, edition):
    assert page(clerk).get(f"/risks/editions/{edition.pk}/paper.pdf").content[:5] == b"%PDF-"
    preview = page(clerk).get(f"/risks/editions/{edition.pk}/preview/")
    assert preview.words("th", scope="rowgroup") == ["Кызмат көрсөтүү функциясы", "Уруксат берүү функциясы"]


def test_published_is_said_with_the_open_page(page, clerk, approved):
    publication = publish_annex(approved.annex, by=clerk)
    assert "жарыяланды" in page(clerk).get("/risks/editions/").text
    assert f"/open/dostuk/{publication.token}/" in page(clerk).get(approved.get_absolute_url()).links


def test_editing_a_frozen_edition_is_refused_by_form_orm_and_sql(page, clerk, approved):
    assert page(clerk).get(f"/risks/editions/{approved.pk}/edit/").status_code == 403
    approved.ground_text = "башка"
    with pytest.raises(IntegrityError), transaction.atomic():
        approved.save()
    for statement in (
        "UPDATE risks_edition SET ground = 'other' WHERE id = %s",
        "UPDATE risks_edition SET annex_id = NULL, state = 'considered' WHERE id = %s",
        "DELETE FROM risks_edition WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [approved.pk])


def test_frozen_annex_and_paper_are_refused_by_sql(approved):
    for statement, pk in (
        ("UPDATE office_annex SET title = 'x' WHERE id = %s", approved.annex_id),
        ("UPDATE office_paper SET data = 'x' WHERE id = %s", approved.annex.paper.pk),
        ("DELETE FROM office_paper WHERE id = %s", approved.annex.paper.pk),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [pk])


def test_strangers_find_no_edition_of_another_body(page, stranger, approved):
    for address in ("", "edit/", "preview/", "paper.pdf", "move/detach/"):
        assert page(stranger).get(f"/risks/editions/{approved.pk}/{address}").status_code == 404

"""Editions of the list of corruption-prone positions: checks, minutes, order, frozen paper, changes,
publication.
"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office.actions import publish_annex
from office.lists.review import due_on
from office.papers.models import Order
from office.papers.sheet import KEY
from positions.editions import changes, checks
from positions.editions.models import PositionEdition
from positions.editions.review import REVIEW
from positions.papers import ANNEX_2
from tests import make
from tests.files import word_cells
from tests.positions import build


@pytest.fixture
def edition(body, clerk, page):
    """An edition in work over a list of two posts."""
    (
        build.exposure(body, build.post(body, "Жер адиси"), "medium"),
        build.exposure(body, build.post(body, "Катчы")),
    )
    return begin_position_edition(page(clerk), body)


def begin_position_edition(visitor, body, **fields):
    visitor.get("/positions/editions/new/").submit(**fields)
    return PositionEdition.objects.of(body).first()


def approve_position_edition(edition, clerk, head, number, **fields):
    edition.move("consider", by=clerk, question=make.decided_question(edition.organisation, clerk))
    order = edition.move("order", by=clerk, **fields).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number=number, date=timezone.localdate())
    return PositionEdition.objects.visible_to(clerk).get(pk=edition.pk)


@pytest.fixture
def approved(edition, clerk, head):
    return approve_position_edition(edition, clerk, head, "115")


@pytest.fixture
def second(approved, body, clerk, page):
    """The working copy with three changes: one row rewritten, one dropped, one new."""
    land, secretary = checks.registered_exposures(body)
    land.level = land.given_level = "high"
    land.save()
    secretary.move("drop", by=clerk, ground="Функция өткөрүлдү")
    build.exposure(body, build.post(body, "Эсепчи"))
    return begin_position_edition(page(clerk), body, ground="structure", ground_text="Бөлүм кошулду")


def test_edition_goes_to_the_order_with_the_list_as_its_annex(page, clerk, body, edition):
    item = make.decided_question(body, clerk)
    page(clerk).get(f"/positions/editions/{edition.pk}/move/consider/").submit(question=str(item.pk))
    page(clerk).get(f"/positions/editions/{edition.pk}/move/order/").submit()
    edition.refresh_from_db()
    order = edition.order
    assert order.title == "Достук айыл өкмөтүнүн коррупциогендик кызмат орундарынын тизмегин бекитүү жөнүндө"
    assert (order.state, order.points.count(), edition.annex.form) == ("draft", 1, ANNEX_2.form)
    rows = edition.annex.data["table"]["groups"][0]["rows"]
    assert [(row["number"], row["post"]) for row in rows] == [("1", "Жер адиси"), ("2", "Катчы")]
    assert [row[KEY] for row in rows] == [str(row.post_id) for row in checks.registered_exposures(body)]


def test_one_edition_is_in_work(page, clerk, edition):
    assert page(clerk).get("/positions/editions/new/").submit().status_code == 422


def test_an_empty_list_stops_the_order(page, clerk, body):
    edition = begin_position_edition(page(clerk), body)
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    answer = page(clerk).get(f"/positions/editions/{edition.pk}/move/order/").submit()
    assert answer.status_code == 422 and not Order.objects.of(body).exists()


def test_checks_name_the_places(page, clerk, body, edition):
    judged = {
        "freedom": "high",
        "freedom_reason": "Өзү жалгыз чечет",
        "contact": "high",
        "contact_reason": "Күн сайын кабыл алат",
    }
    high = build.exposure(body, build.post(body, "Архитектор"), "high", **judged)
    bare = build.exposure(body, build.post(body, "Кассир"), "", state="draft")
    found = {str(check["text"]).partition(":")[0]: check for check in checks.position_list_findings(edition)}
    assert [(check["blocks"], len(check["rows"])) for check in found.values()] == [
        (True, 1),
        (False, 2),
        (False, 1),
    ]
    shown = page(clerk).get(f"/positions/editions/{edition.pk}/checks/")
    assert {f"/positions/{row.pk}/" for row in (high, bare)} <= set(shown.links)
    high.post.risks.add(make.risk(body, level="high"), through_defaults={"organisation": body})
    assert len(checks.position_list_findings(edition)) == 2


def test_approved_edition_is_frozen_for_form_orm_and_sql(page, clerk, approved):
    assert approved.is_approved and approved.status == "бекитилди"
    assert page(clerk).get(f"/positions/editions/{approved.pk}/edit/").status_code == 403
    for statement in (
        "UPDATE positions_positionedition SET ground = 'other' WHERE id = %s",
        "DELETE FROM positions_positionedition WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [approved.pk])


def test_papers_are_the_stored_bytes_and_the_word_of_the_same_data(page, clerk, approved):
    visitor = page(clerk)
    address = f"/positions/editions/{approved.pk}/"
    assert visitor.get(f"{address}paper.pdf").content == bytes(approved.annex.paper.pdf)
    cells = word_cells(visitor.get(f"{address}paper.docx").content)
    assert any("Жер адиси" in cell for row in cells for cell in row)
    assert "Жер адиси" in visitor.get(f"{address}preview/").text


def test_detached_edition_takes_both_annexes_out_of_the_order(clerk, body, second):
    second.move("consider", by=clerk, question=make.decided_question(body, clerk))
    order = second.move("order", by=clerk, with_changes=True).order
    assert [annex.form for annex in order.annexes.all()] == ["positions/annex-2", "positions/changes"]
    second.move("detach", by=clerk)
    assert (second.annex, order.annexes.count()) == (None, 0)


def test_changes_are_told_row_by_row_with_their_grounds(page, clerk, approved, second):
    found = changes.position_list_changes(second, approved)
    whole = "Түзүмдүн өзгөрүшү: Бөлүм кошулду"
    assert [(one.change.kind, one.change.cells["post"], one.ground) for one in found] == [
        ("changed", "Жер адиси", whole),
        ("added", "Эсепчи", whole),
        ("removed", "Катчы", "Функция өткөрүлдү"),
    ]
    assert [(field.was, field.became) for field in found[0].change.fields] == [("Орточо", "Жогорку")]
    visitor = page(clerk)
    shown = visitor.get(f"/positions/editions/{second.pk}/changes/")
    assert shown.words("h2") == ["Кошулду", "Өзгөртүлдү", "Алынды"]
    for kind in ("pdf", "docx", "csv", "xlsx"):
        assert visitor.get(f"/positions/editions/{second.pk}/changes.{kind}").status_code == 200


def test_new_edition_in_force_replaces_the_old_on_every_page(page, clerk, head, body, approved, second):
    old = publish_annex(approved.annex, by=clerk)
    newer = approve_position_edition(second, clerk, head, "201", with_changes=True)
    new = publish_annex(newer.annex, by=clerk)
    points = [point.text for point in newer.order.points.all()]
    assert len(points) == 3 and "2-тиркемеге" in points[1] and "№ 115" in points[2]
    shown = PositionEdition.objects.visible_to(clerk).get(pk=approved.pk)
    assert shown.replaced_by == 2
    assert f"/open/dostuk/{new.token}/" in page().get(f"/open/dostuk/{old.token}/").links


def test_strangers_find_no_edition_of_another_body(page, stranger, approved):
    for address in ("", "edit/", "preview/", "paper.pdf", "changes/", "checks/", "move/detach/"):
        assert page(stranger).get(f"/positions/editions/{approved.pk}/{address}").status_code == 404


def test_register_of_editions_asks_the_same_number_of_queries(page, clerk, body):
    counts = []
    for number in range(1, 31):
        edition = make.in_state(PositionEdition, "ordered", body, number=number)
        # One order at a time is on its way.
        ended = {"state": "cancelled", **make.ending_fields(body)}
        Order.objects.of(body).filter(pk=edition.annex.order_id).update(**ended)
        if number in (1, 30):
            page(clerk).get("/positions/editions/")
            with CaptureQueriesContext(connection) as asked:
                page(clerk).get("/positions/editions/")
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_review_of_the_list_is_told_a_month_before_a_year_has_passed(approved):
    due = due_on(approved)
    assert REVIEW.reminder(approved.organisation, due - timedelta(days=31)) is None
    assert REVIEW.reminder(approved.organisation, due - timedelta(days=30))["urgency"] == "soon"
    assert REVIEW.reminder(approved.organisation, due)["urgency"] == "overdue"


def test_closed_post_offers_a_revision_above_the_list_and_at_home_until_it_is_begun(
    page, clerk, member, body, approved
):
    build.post(body, "Кароолчу", state="closed", closed_on=timezone.localdate() + timedelta(days=1))
    for address in ("/", "/positions/"):
        assert "кайра карап чыгуу керек" in page(clerk).get(address).text
        assert "кайра карап чыгуу керек" not in page(member).get(address).text
    assert "/positions/editions/new/" in page(clerk).get("/positions/").links
    begin_position_edition(page(clerk), body, ground="structure", ground_text="Кызмат орду кыскарды")
    assert REVIEW.reminder(body)["begin"] == ""

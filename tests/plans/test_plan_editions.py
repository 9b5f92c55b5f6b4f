"""Editions of plans: checks, minutes, order, frozen paper, changes, publication; a plan and another never
take each other's place.
"""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office.actions import publish_annex
from office.papers.printing import html
from office.registers.workflow import Refused
from plans.editions import changes
from plans.editions.models import PlanEdition
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.papers import CHANGES, PLAN
from plans.public.models import PlanPage
from tests import make
from tests.files import word_cells
from tests.plans import build, rows


@pytest.fixture
def plan(body):
    plan = build.plan(body, "draft", kind="other")
    for text, term in (
        ("Сайтка жарыялоо", "2026-жылдын 1-кварталы"),
        ("Окутуу", "2025-2027-жылдар (жыл сайын)"),
    ):
        build.name_executor(build.measure(plan, term, text=text), words="айыл өкмөтү")
    return plan


def begin_plan_edition(visitor, plan, **fields):
    visitor.get(reverse("plan_editions:create", args=[plan.pk])).submit(**fields)
    return plan.editions.first()


def order_plan_edition(edition, clerk, **fields):
    edition.move("consider", by=clerk, question=make.decided_question(edition.organisation, clerk))
    return edition.move("order", by=clerk, **fields)


def approve_plan_edition(edition, clerk, head, number, **fields):
    order = order_plan_edition(edition, clerk, **fields).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number=number, date=timezone.localdate())
    return PlanEdition.objects.visible_to(clerk).get(pk=edition.pk)


@pytest.fixture
def edition(page, clerk, plan):
    return begin_plan_edition(page(clerk), plan)


@pytest.fixture
def approved(edition, clerk, head):
    return approve_plan_edition(edition, clerk, head, "159")


def test_the_order_carries_the_plan_as_its_annex_and_cites_what_it_must(edition, clerk):
    order = order_plan_edition(edition, clerk).order
    assert order.title == "Достук айыл өкмөтүнүн 2025-2027-жылдарга иш-чаралар планын бекитүү жөнүндө"
    [annex] = order.annexes.all()
    assert (annex.form, annex.data["table"]["plan"]) == (PLAN.form, f"plan-{edition.plan_id}")
    assert [row["measure"] for row in annex.data["table"]["groups"][0]["rows"]] == [
        "Сайтка жарыялоо",
        "Окутуу",
    ]


def test_the_order_of_a_strategy_plan_cites_the_decree(edition, clerk, plan):
    Plan.objects.of(plan.organisation).update(kind="strategy")
    edition.refresh_from_db()
    order = order_plan_edition(edition, clerk).order
    assert "Президентинин 2024-жылдын 5-июнундагы № 137" in order.preamble
    assert order.title.startswith("Достук айыл өкмөтүнүн 2025-2027-жылдарга коррупцияга каршы аракеттенүү")


def test_a_measure_without_a_term_stops_the_order_and_is_named(edition, clerk, plan, page):
    build.measure(plan, "", text="Мөөнөтсүз")
    with pytest.raises(Refused, match="Мөөнөтсүз"):
        order_plan_edition(edition, clerk)
    shown = page(clerk).get(reverse("plan_editions:checks", args=[edition.pk]))
    assert "Мөөнөтсүз" in shown.text


def test_a_signed_edition_is_frozen_and_prints_what_was_signed(approved, page, clerk, plan):
    measure = begin_plan_edition(page(clerk), plan).copy.measures.first()
    measure.text = "Башка"
    measure.save()
    table = approved.annex.paper.content["table"]
    assert table["groups"][0]["rows"][0]["measure"] == "Сайтка жарыялоо"
    answer = page(clerk).get(reverse("plan_editions:paper", args=[approved.pk, "pdf"]))
    assert answer.content == bytes(approved.annex.paper.pdf)
    word = page(clerk).get(reverse("plan_editions:paper", args=[approved.pk, "docx"])).content
    assert word_cells(word)[2][2] == "Сайтка жарыялоо"
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanEdition.unscoped.filter(pk=approved.pk).update(ground_text="Башка")


def test_a_plan_approved_here_begins_without_an_act_from_outside(approved, clerk, plan):
    plan.move("start", by=clerk)
    assert (plan.state, plan.approval) == ("running", "")


def test_changes_between_editions_are_told_row_by_row_with_their_grounds(approved, page, clerk, plan):
    plan.move("start", by=clerk)
    work = begin_plan_edition(page(clerk), plan, ground="functions")
    first, second = work.copy.measures.in_order()
    first.funding = "Жергиликтүү бюджет"
    first.save()
    second.move("drop", by=clerk, ground="Ыйгарым укук өттү")
    build.measure(work.copy, "2027-жыл", text="Жаңы чара")
    found = changes.plan_changes(work, approved)
    assert [(change.change.kind, change.change.cells["measure"], change.ground) for change in found] == [
        ("changed", "Сайтка жарыялоо", "Жаңы функциялар же ыйгарым укуктар"),
        ("added", "Жаңы чара", "Жаңы функциялар же ыйгарым укуктар"),
        ("removed", "Окутуу", "Ыйгарым укук өттү"),
    ]
    shown = page(clerk).get(reverse("plan_editions:changes", args=[work.pk]))
    assert "Жергиликтүү бюджет" in shown.text
    csv = (
        page(clerk)
        .get(reverse("plan_editions:changes_paper", args=[work.pk, "csv"]))
        .content.decode("utf-8-sig")
    )
    assert "Ыйгарым укук өттү" in csv
    assert CHANGES.form == "plans/changes"
    assert "Ыйгарым укук өттү" in html(
        "plans/print/changes.html", changes.current_plan_changes_context(plan.organisation)
    )


def test_the_second_order_annexes_the_changes_and_ends_the_plan_before(approved, page, clerk, head, plan):
    work = begin_plan_edition(page(clerk), plan, ground="yearly")
    build.name_executor(build.measure(work.copy, "2027-жыл", text="Жаңы чара"), words="айыл өкмөтү")
    newer = order_plan_edition(work, clerk, with_changes=True)
    assert [annex.form for annex in newer.order.annexes.all()] == [PLAN.form, CHANGES.form]
    texts = [point.text for point in newer.order.points.all()]
    assert texts[1] == "Планга киргизилген өзгөртүүлөр 2-тиркемеге ылайык эске алынсын."
    assert texts[2].endswith("№ 159 буйругу менен бекитилген план күчүн жоготту деп эсептелсин.")


def test_an_edition_of_one_plan_never_replaces_one_of_another(approved, page, clerk, head, body):
    published = publish_annex(approved.annex, by=clerk)
    other = build.plan(body, "draft", kind="other", title="Башка план")
    build.name_executor(build.measure(other, "2026-жыл"), words="айыл өкмөтү")
    newer = publish_annex(
        approve_plan_edition(begin_plan_edition(page(clerk), other), clerk, head, "200").annex, by=clerk
    )
    shown = PlanEdition.objects.visible_to(clerk).get(pk=approved.pk)
    assert (shown.number, shown.replaced_by) == (1, None)
    visitor = page()
    assert f"/open/dostuk/{newer.token}/" not in visitor.get(f"/open/dostuk/{published.token}/").links
    assert visitor.get("/open/dostuk/").text.count("күчүндө") == 2


def test_a_newer_edition_of_the_same_plan_takes_its_place_on_the_open_page(approved, page, clerk, head, plan):
    old = publish_annex(approved.annex, by=clerk)
    second = approve_plan_edition(begin_plan_edition(page(clerk), plan, ground="yearly"), clerk, head, "201")
    new = publish_annex(second.annex, by=clerk)
    assert PlanEdition.objects.visible_to(clerk).get(pk=approved.pk).replaced_by == 2
    assert f"/open/dostuk/{new.token}/" in page().get(f"/open/dostuk/{old.token}/").links


def test_one_edition_of_a_plan_is_in_work_at_a_time(edition, page, clerk, plan):
    answer = page(clerk).get(reverse("plan_editions:create", args=[plan.pk])).submit()
    assert answer.status_code == 422
    assert plan.editions.count() == 1


def test_strangers_find_no_edition(edition, page, stranger):
    assert page(stranger).get(edition.get_absolute_url()).status_code == 404


def test_the_plan_as_it_stands_is_saved_in_four_kinds(page, clerk, plan):
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "csv": "\ufeff№".encode()}
    for kind, start in starts.items():
        answer = page(clerk).get(reverse("plan_papers:paper", args=[plan.pk, kind]))
        assert answer.content.startswith(start)
    assert "Сайтка жарыялоо" in page(clerk).get(reverse("plan_papers:preview", args=[plan.pk])).text


def test_measures_outside_and_dropped_ones_are_not_in_the_paper(clerk, plan):
    from plans.contexts import plan_table

    build.measure(plan, "2026-жыл", text="Тышкары", task=None)
    Measure.objects.of(plan.organisation).filter(text="Окутуу").update(
        **{"state": "dropped", **rows.dropped_fields(plan.organisation)}
    )
    assert [row["measure"] for row in plan_table(plan)["groups"][0]["rows"]] == ["Сайтка жарыялоо"]


def cancel_order(edition, head):
    PlanEdition.objects.of(edition.organisation).get(pk=edition.pk).order.move(
        "cancel", by=head, ground="Ката чыкты"
    )


def sign_plan_edition(edition, clerk, head):
    order = order_plan_edition(edition, clerk).order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    return order


def test_an_order_signed_and_cancelled_approves_no_plan(edition, clerk, head, plan, page):
    sign_plan_edition(edition, clerk, head)
    plan = Plan.unscoped.get(pk=plan.pk)
    assert (plan.is_approved, plan.is_fixed, plan.approved_by) == (True, True, "№ ____")
    cancel_order(edition, head)
    plan = Plan.unscoped.get(pk=plan.pk)
    assert (plan.is_approved, plan.is_fixed, plan.approved_by) == (False, False, "")
    with pytest.raises(Refused):
        plan.move("start", by=clerk)
    measure = plan.measures.get(text="Окутуу")
    measure.result = "Окутулган кызматкерлер"
    measure.save()  # the database lets it be drawn up anew
    again = begin_plan_edition(page(clerk), plan)
    assert (again.state, again.work) == ("draft", plan)
    approve_plan_edition(again, clerk, head, "160")
    assert "№ 160" in Plan.unscoped.get(pk=plan.pk).approved_by


def test_a_cancelled_order_of_a_later_edition_leaves_the_one_before(approved, clerk, head, plan, page):
    plan.move("start", by=clerk)
    later = begin_plan_edition(page(clerk), plan, ground="functions")
    sign_plan_edition(later, clerk, head)
    cancel_order(later, head)
    assert plan.approved_edition.pk == approved.pk
    assert "№ 159" in plan.approved_by
    later = PlanEdition.objects.visible_to(clerk).get(pk=later.pk)
    assert later.status == "буйругу жокко чыгарылган"
    third = begin_plan_edition(page(clerk), plan, ground="functions")
    assert [one.pk for one in third.approved_before] == [approved.pk]


def test_a_plan_says_that_its_registered_order_is_cancelled(approved, clerk, head, plan, page):
    plan.move("start", by=clerk)
    later = approve_plan_edition(
        begin_plan_edition(page(clerk), plan, ground="functions"), clerk, head, "201"
    )
    cancel_order(later, head)
    plan = Plan.unscoped.get(pk=plan.pk)
    assert plan.is_fixed
    assert not plan.is_approved
    opened = PlanPage.objects.create(organisation=plan.organisation, plan=plan, opened_by=clerk)
    for url in (opened.url, plan.get_absolute_url()):
        shown = page(clerk).get(url).text.lower()
        assert "жокко чыгарылган: № 201" in shown
    third = begin_plan_edition(page(clerk), plan, ground="functions")
    approve_plan_edition(third, clerk, head, "202")
    assert plan.approved_by.startswith("№ 202")

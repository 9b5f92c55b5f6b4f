"""The review of the list: working copy, changes row by row with their grounds, the table of changes, the
edition that is replaced.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office.actions import publish_annex
from office.lists.diff import compare_tables
from office.lists.review import due_on
from office.papers.downloads import make_list_file
from office.papers.sheet import KEY
from risks.editions import changes
from risks.editions.models import ChangeGround, Edition
from risks.editions.review import REVIEW
from risks.models.method import Level
from risks.models.risk import Risk
from tests import make
from tests.files import word_cells
from tests.risks.editions import approve_edition, begin_next_edition

KEPT, CHANGED, DROPPED, NEW = "Өзгөрбөгөн учур", "Өзгөргөн учур", "Алынган учур", "Кошулган учур"
YEAR = timezone.localdate() - timedelta(days=400)


@pytest.fixture
def first(body, clerk, head):
    """The first edition: three risks in force for more than a year."""
    for place, situation in enumerate((KEPT, CHANGED, DROPPED), 1):
        make.risk(body, situation=situation, position=place)
    return approve_edition(begin_next_edition(body), clerk=clerk, head=head, number="114", day=YEAR)


@pytest.fixture
def second(first, body, clerk):
    """The working copy with three changes: one row rewritten, one dropped, one new."""
    edition = begin_next_edition(body, ground="structure", ground_text="Бөлүм кошулду")
    Risk.objects.of(body).filter(situation=CHANGED).update(level=Level.HIGH, posts="Башкы адис")
    Risk.objects.of(body).get(situation=DROPPED).move("drop", by=clerk, ground="Функция өткөрүлдү")
    make.risk(body, situation=NEW, kind=make.kind("permits"))
    return Edition.objects.of(body).get(pk=edition.pk)


def readable_changes(found):
    return [
        (
            one.change.kind,
            one.change.cells["situation"],
            [(f.key, f.was, f.became) for f in one.change.fields],
            one.ground,
        )
        for one in found
    ]


WHOLE = "Түзүмдүн өзгөрүшү: Бөлүм кошулду"
THREE = [
    ("changed", CHANGED, [("level", "Орточо", "Жогорку"), ("posts", "", "Башкы адис")], WHOLE),
    ("added", NEW, [], WHOLE),
    ("removed", DROPPED, [], "Функция өткөрүлдү"),
]


def test_rows_of_an_edition_keep_the_key_of_their_risk(body, first):
    rows = first.annex.paper.content["table"]["groups"][0]["rows"]
    assert [row[KEY] for row in rows] == [
        str(risk.pk) for risk in Risk.objects.of(body).in_the_list().in_order()
    ]


def test_the_register_is_told_apart_from_the_approved_edition_with_grounds(first, second):
    assert readable_changes(changes.risk_list_changes(second, first)) == THREE


def test_page_tells_each_change_and_offers_its_ground(page, clerk, body, first, second):
    shown = page(clerk).get(f"/risks/editions/{second.pk}/changes/")
    assert shown.words("h2")[-3:] == ["Кошулду", "Өзгөртүлдү", "Алынды"]
    changed = Risk.objects.of(body).get(situation=CHANGED)
    assert f"/risks/grounds/of/{changed.pk}/new/" in shown.links
    assert "Функция өткөрүлдү" in shown.text and "Бөлүм кошулду" in shown.text and KEPT not in shown.text


def test_own_ground_of_a_row_comes_before_that_of_the_edition(page, clerk, body, first, second):
    changed = Risk.objects.of(body).get(situation=CHANGED)
    form = page(clerk).get(f"/risks/grounds/of/{changed.pk}/new/")
    assert form.submit(text="Текшерүүнүн сунушу").status_code == 302
    assert readable_changes(changes.risk_list_changes(second, first))[0][3] == "Текшерүүнүн сунушу"
    ground = ChangeGround.objects.of(body).get()
    page(clerk).get(f"/risks/grounds/{ground.pk}/edit/").submit(text="Прокурордун сунушу")
    assert "Прокурордун сунушу" in page(clerk).get(f"/risks/editions/{second.pk}/changes/").text
    assert page(clerk).get(f"/risks/grounds/of/{changed.pk}/new/").submit(text="экинчи").status_code == 422


def test_an_older_paper_without_keys_is_compared_by_its_text(first, second):
    table = first.annex.paper.content["table"]
    for row in table["groups"][0]["rows"]:
        del row[KEY]
    now = changes.risk_edition_table(second)
    bare = compare_tables(table, now, known_by=changes.RISK_COMPARISON.known_by, group="Функция")
    assert [(one.kind, one.cells["situation"]) for one in bare] == [line[:2] for line in THREE]


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "csv"])
def test_table_of_changes_is_a_paper(page, clerk, first, second, kind):
    answer = page(clerk).get(f"/risks/editions/{second.pk}/changes.{kind}?since={first.pk}")
    assert answer.status_code == 200
    if kind == "docx":
        rows = word_cells(answer.content)
        assert rows[0] == ["№", "Тизмектин сабы", "Эмне өзгөрдү", "Мурда", "Азыр", "Өзгөртүүнүн негизи"]
        assert [row[0] for row in rows if len(row) == 1] == [
            "Кошулган саптар",
            "Өзгөргөн саптар",
            "Алынган саптар",
        ]
        assert [
            "1",
            f"Кызмат көрсөтүү функциясы: {CHANGED}",
            "деңгээли (нөлдүк, төмөнкү, орточо нөлдүк)",
            "Орточо",
            "Жогорку",
            WHOLE,
        ] in rows


def test_order_carries_the_changes_beside_the_list_and_says_what_it_replaces(second, clerk, head):
    approved = approve_edition(second, clerk=clerk, head=head, number="131", with_changes=True)
    annexes = list(approved.order.annexes.all())
    assert [annex.form for annex in annexes] == ["risks/village-list", "risks/changes"]
    assert annexes[1].paper.content["table"]["groups"][2]["rows"][0]["ground"] == "Функция өткөрүлдү"
    points = [point.text for point in approved.order.points.all()]
    assert "2-тиркемеге" in points[1] and "№ 114 буйругу менен бекитилген тизмек күчүн жоготту" in points[2]


def test_detached_the_table_of_changes_goes_with_the_list(second, clerk, body):
    second.move("consider", by=clerk, question=make.decided_question(body, clerk))
    second.move("order", by=clerk, with_changes=True)
    order = second.order
    second.move("detach", by=clerk)
    assert (order.annexes.count(), second.grounds.count()) == (0, 0)


def test_grounds_stay_when_a_dropped_risk_comes_back(first, second, clerk, head, body):
    approved = approve_edition(second, clerk=clerk, head=head, number="131")
    Risk.objects.of(body).get(situation=DROPPED).move("restore", by=clerk)
    assert readable_changes(changes.risk_list_changes(approved, first)) == THREE


def test_grounds_of_an_approved_edition_are_fixed(first, second, clerk, head, page):
    approved = approve_edition(second, clerk=clerk, head=head, number="131")
    ground = approved.grounds.get()
    assert page(clerk).get(f"/risks/grounds/{ground.pk}/edit/").status_code == 403
    for statement in ("UPDATE risks_changeground SET text = 'x'", "DELETE FROM risks_changeground"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_old_edition_reads_as_approved_and_says_it_is_replaced(page, clerk, head, first, second):
    publication = publish_annex(first.annex, by=clerk)
    before = bytes(first.annex.paper.pdf)
    approved = approve_edition(second, clerk=clerk, head=head, number="131")
    newer = publish_annex(approved.annex, by=clerk)
    assert "2-редакция менен алмаштырылды" in page(clerk).get(first.get_absolute_url()).text
    assert page(clerk).get(f"/risks/editions/{first.pk}/paper.pdf").content == before
    for address in (
        "/open/dostuk/",
        f"/open/dostuk/{publication.token}/",
        reverse("open:check", args=[first.annex.token]),
    ):
        shown = page().get(address)
        assert "2-редакция менен алмаштырылган" in shown.text, address
        assert f"/open/dostuk/{newer.token}/" in " ".join(shown.links)
    assert "алмаштырылган" not in page().get(f"/open/dostuk/{newer.token}/").text


def test_a_draft_order_replaces_nothing(page, clerk, first, second, body):
    publication = publish_annex(first.annex, by=clerk)
    second.move("consider", by=clerk, question=make.decided_question(body, clerk))
    second.move("order", by=clerk)
    assert "алмаштырылган" not in page().get(f"/open/dostuk/{publication.token}/").text


def test_new_edition_begins_as_the_working_copy_of_the_approved_one(page, clerk, first):
    form = page(clerk).get("/risks/editions/new/")
    assert "first" not in [option.get("value") for option in form.all("select", name="ground")[0]]
    form.submit(ground="functions", ground_text="Муниципалдык мүлк")
    edition = Edition.objects.of(first.organisation).in_work().get()
    assert (edition.form, edition.number, edition.ground) == (first.form, 2, "functions")


def test_list_older_than_a_year_is_told_at_home_and_above_the_register(page, clerk, member, first):
    for address in ("/", "/risks/"):
        assert "чейин кайра карап чыгуу керек" in page(clerk).get(address).text
        assert "кайра карап чыгуу керек" not in page(member).get(address).text


def test_review_is_told_a_month_before_and_not_earlier(first):
    due = due_on(first)
    assert REVIEW.reminder(first.organisation, due - timedelta(days=31)) is None
    assert REVIEW.reminder(first.organisation, due - timedelta(days=30))["urgency"] == "soon"
    assert REVIEW.reminder(first.organisation, due)["urgency"] == "overdue"


def test_a_closed_unit_offers_a_revision(body, first):
    from office.models.organisation import Unit

    due = due_on(first)
    Unit.objects.create(organisation=body, name_ky="Бөлүм", closed_on=YEAR + timedelta(days=9))
    assert REVIEW.reminder(body, due - timedelta(days=200))["changes"]


def test_first_edition_has_nothing_to_compare_with(page, clerk, body):
    make.risk(body)
    shown = page(clerk).get(f"/risks/editions/{begin_next_edition(body).pk}/changes/")
    assert "салыштырууга эч нерсе жок" in shown.text


def test_an_edition_of_another_body_is_not_compared_with(page, clerk, stranger, first, second):
    for address in ("changes/", "changes.csv", "checks/", f"changes/?since={first.pk}"):
        assert page(stranger).get(f"/risks/editions/{second.pk}/{address}").status_code == 404
    assert page(clerk).get(f"/risks/editions/{second.pk}/changes/?since=999999").status_code == 404


def test_changes_as_they_stand_are_a_form_of_their_own(body, first, second):
    context = changes.current_risk_changes_context(body)
    assert make_list_file("docx", "risks/changes", context) and context["draft"]
    assert context["table"]["title"].endswith(
        "1-редакция (" + context["table"]["since"].split("(")[1] + " – 2-редакция (долбоор)"
    )


def many(body, edition, count):
    """So many rows more in the register than the edition has."""
    kind = make.kind()
    Risk.unscoped.bulk_create(
        Risk(
            organisation=body,
            kind=kind,
            position=n,
            state="active",
            level="low",
            category="potential",
            function="Ф",
            situation=f"Учур {n}",
        )
        for n in range(10, 10 + count)
    )


@pytest.mark.parametrize(
    "address",
    [
        "/risks/",
        "/risks/editions/{pk}/changes/",
        "/risks/editions/{pk}/checks/",
        "/risks/pictures/",
        "/risks/{risk}/",
    ],
)
def test_three_thousand_rows_cost_the_queries_of_sixty(
    page, clerk, body, first, second, address, django_assert_num_queries
):
    visitor = page(clerk)
    url = address.format(pk=second.pk, risk=Risk.objects.of(body).get(situation=KEPT).pk)
    many(body, second, 60)  # more than one page: rows that fill no second page need no count
    visitor.get(url)
    with CaptureQueriesContext(connection) as sixty:
        visitor.get(url)
    usual = len(sixty)
    many(body, second, 2940)
    visitor.get(url)  # what is kept of a long list is made
    with django_assert_num_queries(usual + 2 * (address == "/risks/")):
        visitor.get(url)


def test_day_of_the_review_is_a_year_after_the_order(first):
    day = first.order.date
    assert due_on(first) == date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)

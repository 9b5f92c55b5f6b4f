"""Pages of a long register: each goes on from a row, at any depth, and loses and repeats none."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import Lower
from django.urls import reverse

from office.models.organisation import Unit
from office.registers import list_pages
from risks.models.method import FunctionKind
from risks.models.risk import Risk
from tests import bench, make
from tests.plans import build as plans
from tests.test_query_plans import SORT, plan_of, queries_of
from tests.trustbox import build as trustbox

SMALL = 7


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr(list_pages, "PAGE_SIZE", SMALL)


@pytest.fixture(autouse=True)
def no_list_is_long(monkeypatch):
    monkeypatch.setattr(list_pages, "LONG_LISTS", set())


@pytest.fixture
def desk(clerk, sign_in):
    return sign_in(clerk)


def fill_risks(body):
    """Risks of three kinds, many of one place, one of them of the same place in the paper as another."""
    bench.many_risks(body, 30)
    kinds = list(FunctionKind.objects.order_by("position")[:3])
    FunctionKind.objects.filter(pk=kinds[2].pk).update(position=kinds[1].position)
    for number, risk in enumerate(Risk.objects.of(body).order_by("pk")):
        Risk.objects.of(body).filter(pk=risk.pk).update(kind=kinds[number % 3], position=number % 4)


def fill_measures(body):
    """Measures of two plans, with the same numbers."""
    for _ in range(2):
        plan = plans.plan(body)
        for number in range(15):
            plans.measure(plan, text=f"Иш-чара {number}")


def fill_journal(body):
    for _ in range(20):
        trustbox.appeal(body)


LISTS = {"risks:register": fill_risks, "measures:register": fill_measures, "appeals:register": fill_journal}


def keys(page):
    return [row["pk"] for row in page.context["rows"] if "pk" in row]


def walk(desk, address, way):
    """The keys of the pages that lie one behind another, first to last as asked; and the last page."""
    found, page = [], desk.get(address)
    while True:
        found.append(keys(page))
        link = page.context["pages"][way]
        if not link:
            return found, page
        page = desk.get(reverse_path(address) + link if link.startswith("?") else link)


def reverse_path(address):
    return address.partition("?")[0]


def numbered(desk, address, pages):
    return [keys(desk.get(f"{address}?page={number}")) for number in range(1, pages + 1)]


@pytest.mark.parametrize("space", LISTS)
def test_pages_there_and_back_are_those_of_their_numbers(space, desk, body):
    LISTS[space](body)
    address = reverse(space)
    there, last = walk(desk, address, "next")
    assert there == numbered(desk, address, len(there))
    assert len(there) > 2 and len({*sum(there, [])}) == len(sum(there, []))
    back, first = walk(desk, last.request["PATH_INFO"] + "?" + last.request["QUERY_STRING"], "previous")
    assert back[::-1] == there
    assert first.request["QUERY_STRING"] == "page=1"


def test_filters_and_the_order_stay_while_pages_are_turned(desk, body):
    fill_risks(body)
    wanted = Risk.objects.of(body).filter(level="medium").order_by("-position", "pk")
    there, last = walk(desk, f"{reverse('risks:register')}?level=medium&columns=paper", "next")
    assert sum(there, []) == list(wanted.in_order().values_list("pk", flat=True))
    assert "level=medium" in last.request["QUERY_STRING"] and "columns=paper" in last.request["QUERY_STRING"]


@pytest.mark.parametrize("change", ["gone", "hidden", "of another body", "nonsense"])
def test_page_whose_row_is_not_there_is_found_by_its_number(change, desk, body, foreign):
    fill_risks(body)
    address, there = reverse("risks:register"), {"nonsense": "x"}
    row = Risk.objects.of(body).in_order()[SMALL - 1]
    if change == "gone":
        row.delete()
    elif change == "hidden":
        Risk.objects.of(body).filter(pk=row.pk).update(level="low")
    key = make.risk(foreign).pk if change == "of another body" else there.get(change, row.pk)
    query = "level=medium&" if change == "hidden" else ""
    page = desk.get(f"{address}?{query}page=2&after={key}")
    assert keys(page) == keys(desk.get(f"{address}?{query}page=2"))
    assert keys(page)


def test_rows_entered_before_do_not_move_those_of_the_next_page(desk, body):
    """By numbers alone a row would be seen twice."""
    fill_risks(body)
    address = reverse("risks:register")
    first = desk.get(address)
    make.risk(body, kind=FunctionKind.objects.order_by("position").first(), position=0)
    after = desk.get(address + first.context["pages"]["next"])
    assert not {*keys(first)} & {*keys(after)}
    assert {*keys(first)} & {*keys(desk.get(f"{address}?page=2"))}  # the control


def test_next_page_is_read_from_its_row_on(desk, body):
    """No row before it is passed over, none is sorted."""
    bench.many_risks(body, 120)
    key = Risk.objects.of(body).in_order().values_list("pk", flat=True)[90]
    asked = queries_of(desk, f"{reverse('risks:register')}?page=14&after={key}", '"risks_risk"."situation"')
    assert len(asked) == 1
    assert not re.search(r"OFFSET", asked[0])
    plan = plan_of(asked[0])
    if connection.vendor == "sqlite":
        assert any("position>?" in line and "COVERING INDEX risk_in_order" in line for line in plan), plan
    else:
        assert any("Index Cond" in line and "position" in line and ">=" in line for line in plan), plan
    (by_number,) = queries_of(desk, f"{reverse('risks:register')}?page=14", '"risks_risk"."situation"')
    assert "OFFSET" in by_number  # the control


def test_order_by_more_than_columns_is_paged_by_numbers(desk, body):
    fill_risks(body)
    rows = Risk.objects.of(body)
    assert list_pages.order_terms(rows.order_by(Lower("function"), "pk")) is None
    assert (
        list_pages.order_terms(rows.order_by("unit", "pk")) is None
    )  # where those without one stand is not said
    assert list_pages.order_terms(rows.order_by("kind", "pk")) is None  # as kinds are ordered
    assert list_pages.order_terms(rows.order_by("kind_id", F("unit_id").asc(nulls_last=True), "-pk"))
    there, _last = walk(desk, f"{reverse('risks:register')}?sort=-level", "next")
    assert sorted(sum(there, [])) == sorted(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("place", [0, 3, 11, 17, 24, 29])
@pytest.mark.parametrize(
    "order",
    [
        ("position", "pk"),
        ("-position", "pk"),
        ("kind__position", "-kind_id", "-position", "-pk"),
        (F("unit_id").asc(nulls_last=True), "position", "pk"),
        ("position", F("unit_id").asc(nulls_last=True), "-pk"),
        ("-pk",),
    ],
)
def test_rows_beside_a_row_are_those_of_the_order(place, order, body):
    fill_risks(body)
    units = [Unit.objects.create(organisation=body, name_ky=f"Бөлүм {number}") for number in range(2)]
    for number, risk in enumerate(Risk.objects.of(body).order_by("-pk")):
        Risk.objects.of(body).filter(pk=risk.pk).update(unit=[*units, None][number % 3])
    rows = Risk.objects.of(body).order_by(*order)
    all_rows, terms = list(rows), list_pages.order_terms(rows)
    key = all_rows[place].pk
    values = list_pages.place_of(rows, terms, key)
    assert list_pages.rows_beside(rows, terms, values, 100, back=False) == all_rows[place + 1 :]
    assert list_pages.rows_beside(rows, terms, values, 100, back=True) == all_rows[:place]
    assert list_pages.rows_beside(rows, terms, values, 4, back=True) == all_rows[max(place - 4, 0) : place]


def test_every_register_has_a_total_order(db):
    """Ties would be shown twice or never: the key stands last where the order names none."""
    for order in ((), ("level", "-position"), ("position", "pk"), ("-pk",)):
        named = list_pages.in_total_order(Risk.unscoped.all(), order).query.order_by
        assert named[-1] in ("pk", "-pk") and len(named) == len({str(one).lstrip("-") for one in named})


@pytest.mark.parametrize("query", ["", "level=medium", "q=а", "sort=-level"])
@pytest.mark.parametrize("space", LISTS)
def test_first_page_of_a_list_that_was_long_is_the_same(space, query, desk, body, monkeypatch):
    monkeypatch.setattr(list_pages, "COUNT_LIMIT", 5)
    LISTS[space](body)
    address = f"{reverse(space)}?{query}"
    first = desk.get(address)
    desk.get(reverse(space))
    assert list_pages.LONG_LISTS
    again = desk.get(address)
    assert keys(again) == keys(first)
    assert again.context["count"] == first.context["count"]
    assert again.context["pages"] == first.context["pages"]


def test_list_that_is_short_again_is_shown_whole(desk, body, monkeypatch):
    fill_risks(body)
    monkeypatch.setattr(list_pages, "COUNT_LIMIT", 5)
    desk.get(reverse("risks:register"))
    Risk.objects.of(body).exclude(pk__in=Risk.objects.of(body).values("pk")[:3]).delete()
    assert len(keys(desk.get(reverse("risks:register")))) == 3
    Risk.objects.of(body).delete()
    assert keys(desk.get(reverse("risks:register"))) == []


def test_first_page_of_a_long_list_sorts_nothing_on_sqlite_and_reads_an_index(desk, body, monkeypatch):
    monkeypatch.setattr(list_pages, "COUNT_LIMIT", 5)
    bench.many_risks(body, 30)
    address, mark = reverse("risks:register"), '"risks_risk"."situation"'
    desk.get(address)
    (asked,) = queries_of(desk, address, mark)
    assert '"kind_id" = ' in asked and "OFFSET" not in asked
    inner = plan_of(asked[asked.index("IN (SELECT") + 4 : asked.index("LIMIT")])
    assert not any(SORT in line or "Sort" in line for line in inner), inner

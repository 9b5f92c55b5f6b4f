"""How the database finds the rows of a long register: by an index, without reading or sorting whole rows."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from risks.counts import KEPT_FROM, count_risks
from risks.models.method import FunctionKind, Level
from risks.models.risk import Risk
from tests import bench, make

WHOLE_ROWS = ("seqscan", "bitmapscan")
# A table that was never vacuumed costs as much by whole rows of an index as by its keys.
KEYS_ALONE = (*WHOLE_ROWS, "indexscan")
SORT = "TEMP B-TREE"
FILTERS = {
    "": "risk_",
    f"?level={Level.MEDIUM}": "risk_by_level_in_order",
    "?category=potential": "risk_by_category_in_order",
    "?state=dropped": "risk_by_state_in_order",
    "?page=3": "risk_",
}


def plan_of(sql: str, without=WHOLE_ROWS) -> list[str]:
    """The lines of the plan of a query. On PostgreSQL no table is read whole, as where rows are many: else
    a table of a test is too small to have its index asked.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("".join(f"SET LOCAL enable_{way} = off;" for way in without))
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN '}{sql}")
        return [row[-1].strip() for row in cursor.fetchall()]


def is_index_alone(line: str) -> bool:
    return "COVERING INDEX" in line or "Index Only Scan" in line


def queries_of(visitor, address, mark):
    """The queries of a page that have these words."""
    with CaptureQueriesContext(connection) as found:
        assert visitor.get(address).status_code == 200
    return [query["sql"] for query in found if mark in query["sql"]]


@pytest.fixture
def desk(body, clerk, sign_in):
    bench.many_risks(body, 120)
    return sign_in(clerk)


@pytest.mark.parametrize("query, index", FILTERS.items())
def test_places_of_risks_are_found_in_an_index_alone(desk, query, index):
    (rows,) = queries_of(desk, f"{reverse('risks:register')}{query}", '"risks_risk"."situation"')
    plan = plan_of(rows, KEYS_ALONE)
    alone = list(filter(is_index_alone, plan))
    assert alone, plan
    if connection.vendor == "sqlite":
        assert any(index in line for line in alone), plan


@pytest.mark.parametrize("query", ["", f"?level={Level.MEDIUM}", "?sort=-level", "?page=3"])
def test_counting_risks_sorts_nothing_and_reads_an_index_alone(desk, query):
    (count,) = queries_of(desk, f"{reverse('risks:register')}{query}", "COUNT(*) FROM (SELECT")
    assert "ORDER BY" not in count
    assert "LIMIT 1001" in count
    plan = plan_of(count, KEYS_ALONE)
    assert not any(SORT in line or line.startswith("Sort") for line in plan)
    assert any(map(is_index_alone, plan)), plan


def test_matrix_is_counted_in_an_index_alone(desk, body):
    with CaptureQueriesContext(connection) as found:
        count_risks(Risk.objects.of(body).in_register())
    (query,) = found
    plan = plan_of(query["sql"])
    alone = sum("risks_risk" in line and is_index_alone(line) for line in plan)
    assert alone == 2 if connection.vendor == "sqlite" else alone, plan


def test_matrix_of_the_register_reads_no_more_rows_than_it_counts_anew(desk, body):
    (query,) = queries_of(desk, reverse("risks:register"), '"risks_assessment"."residual"')
    assert f"LIMIT {KEPT_FROM + 1}" in query
    plan = plan_of(query, KEYS_ALONE)
    assert any("risks_risk" in line and is_index_alone(line) for line in plan), plan
    assert not any(SORT in line or line.startswith("Sort") for line in plan), plan


def test_plan_shows_a_sort_and_a_whole_reading(desk, body):
    """The negative control: an order that no index has."""
    plan = plan_of(sql_of(Risk.objects.of(body).order_by("note")))
    assert any(SORT in line or "Sort" in line for line in plan)
    assert not any(map(is_index_alone, plan))


def sql_of(rows: QuerySet) -> str:
    with CaptureQueriesContext(connection) as found:
        list(rows)
    return found[0]["sql"]


def test_risks_keep_the_order_of_the_paper_on_every_page(desk, body):
    in_order = list(Risk.objects.of(body).in_order().values_list("pk", flat=True))
    shown = []
    for page in (1, 2, 3):
        rows = desk.get(f"{reverse('risks:register')}?page={page}").context["rows"]
        shown += [row["pk"] for row in rows if "pk" in row]
    assert shown == in_order


def test_page_beyond_the_end_of_a_list_too_long_to_count_is_its_last(desk, body, monkeypatch):
    monkeypatch.setattr("office.registers.list_pages.COUNT_LIMIT", 60)
    last = Risk.objects.of(body).in_order().values_list("pk", flat=True).last()
    shown = desk.get(f"{reverse('risks:register')}?page=999")
    assert (shown.context["count"], shown.context["pages"]["next"]) == ("60+", None)
    assert "3" in shown.context["pages"]["text"]
    assert [row["pk"] for row in shown.context["rows"] if "pk" in row][-1] == last


def test_kinds_of_one_place_do_not_mix(body):
    first, second = FunctionKind.objects.order_by("position")[:2]
    FunctionKind.objects.filter(pk=second.pk).update(position=first.position)
    for kind in (second, first, second, first):
        make.risk(body, kind=kind)
    found = [risk.kind_id for risk in Risk.objects.of(body).in_order()]
    assert found == sorted(found)

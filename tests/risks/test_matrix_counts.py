"""The matrix of the register counts anew what is few, and keeps for some minutes what is many."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from risks import counts
from risks.models.risk import Risk
from tests import bench, make


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


def level_counts(rows):
    return {count.level: count.risks for count in rows.counts}


def test_few_risks_are_counted_anew_by_one_query(body):
    make.risk(body, level="high")
    rows = Risk.objects.of(body).in_register()
    assert (level_counts(counts.counts_of_register(rows)), counts.counts_of_register(rows).at) == (
        {"high": 1},
        None,
    )
    make.risk(body, level="low")
    with CaptureQueriesContext(connection) as queries:
        assert level_counts(counts.counts_of_register(rows)) == {"high": 1, "low": 1}
    assert len(queries) == 1


def test_counts_are_those_of_the_whole_query_with_and_without_sheets(body):
    for level in ("high", "low", "low"):
        make.risk(body, level=level)
    make.agreed_sheet(make.risk(body), 2, 2)
    rows = Risk.objects.of(body).in_register()
    assert sorted(counts.counts_of_register(rows).counts, key=str) == sorted(
        counts.count_risks(rows), key=str
    )


def test_many_risks_are_counted_once_and_say_when(body, clerk, sign_in, monkeypatch):
    monkeypatch.setattr(counts, "KEPT_FROM", 5)
    bench.many_risks(body, 6)
    rows, page = Risk.objects.of(body).in_register(), sign_in(clerk)
    first = counts.counts_of_register(rows)
    assert first.at and sum(level_counts(first).values()) == 6
    make.risk(body)
    assert counts.counts_of_register(rows) == first
    assert "эсептелген убактысы" in page.get(reverse("risks:register")).content.decode().casefold()
    cache.clear()  # as after KEPT_SECONDS
    assert sum(level_counts(counts.counts_of_register(rows)).values()) == 7


def test_kept_counts_are_of_one_organisation(body, foreign, monkeypatch):
    monkeypatch.setattr(counts, "KEPT_FROM", 1)
    bench.many_risks(body, 3)
    bench.many_risks(foreign, 2)
    for organisation, number in ((body, 3), (foreign, 2)):
        found = counts.counts_of_register(Risk.objects.of(organisation).in_register())
        assert sum(level_counts(found).values()) == number

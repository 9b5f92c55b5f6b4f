"""The papers of a monitoring are dated forms: each keeps the words of the day of its act."""

from datetime import timedelta

import pytest

from monitoring import contexts, rating
from monitoring.models.selfcheck import SelfCheck
from monitoring.papers import CERTIFICATE, FINAL, MEMO, RATING, SELF_CHECK, TABLE
from monitoring.table_orders import draft_table_order
from office.models.form_layout import FormLayout
from office.papers.official import fresh_context
from tests.monitoring import build
from tests.office.test_layouts import enter_version, shipped, version_data

NEW_FINAL = "Акыркы баа"


@pytest.fixture
def desk(keeper, page):
    return page(keeper)


@pytest.fixture
def district(body):
    return body.parent


def heading(table, key):
    return next(one["heading"] for one in table["columns"] if one["key"] == key)


def table_data(row, **changes):
    data = version_data(row, **changes)
    return {key: value for key, value in data.items() if not key.startswith("place_")}


def enter_table_version(desk, **changes):
    answer = desk.post(
        f"/layouts/of/{shipped(TABLE.form).pk}/new/", table_data(shipped(TABLE.form), **changes)
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return FormLayout.objects.latest("pk")


def test_table_of_the_criteria_keeps_the_form_of_the_day_of_its_certificate(desk, body, district, settings):
    result = build.closed_monitoring(district, body)
    day = result.made_on + timedelta(days=10)
    new = enter_table_version(desk, valid_from=day.isoformat(), heading_final=NEW_FINAL, notes="(*) 2027-ж.")
    settings.TODAY = day
    kept, blank = contexts.result_table(result)["table"], contexts.newest_table(district)["table"]
    assert (heading(kept, "final"), heading(blank, "final")) == (FINAL, NEW_FINAL)
    assert (kept["notes"][0].startswith(FINAL), blank["notes"][-1]) == (True, "(*) 2027-ж.")
    samples = desk.get(new.get_absolute_url()).context["samples"]
    texts = [desk.get(f"/layouts/{one.pk}/preview/").text for one in samples]
    assert [NEW_FINAL in text for text in texts] == [False, True]


def test_annex_of_an_order_on_an_older_certificate_keeps_its_words_and_total(desk, body, district, settings):
    result = build.closed_monitoring(district, body)
    day = result.made_on + timedelta(days=10)
    enter_table_version(desk, valid_from=day.isoformat(), heading_final=NEW_FINAL)
    settings.TODAY = day
    order = draft_table_order(result)
    table = fresh_context(order.annexes.get(), order)["table"]
    assert table["notes"][0] == f"{FINAL} {result.total}"
    assert heading(table, "final") == FINAL


def test_memo_certificate_and_self_check_print_by_the_form_of_their_day(desk, body, district, settings):
    result = build.closed_monitoring(district, body)
    check = SelfCheck.objects.create(organisation=body, criteria_set=result.criteria_set, year=2026)
    monitoring = result.notice.monitoring

    def tables():
        return [
            contexts.memo_context(monitoring)["table"],
            contexts.certificate_context(result)["table"],
            contexts.self_check_context(check)["table"],
        ]

    before = tables()
    day = result.made_on + timedelta(days=10)
    for sheet in (MEMO, CERTIFICATE, SELF_CHECK):
        enter_version(desk, shipped(sheet.form), valid_from=day.isoformat(), heading_criterion="Башкача")
    assert tables() == before
    settings.TODAY = day
    memo, certificate, self_check = tables()
    assert [memo, certificate] == before[:2]
    assert heading(self_check, "criterion") == "Башкача"
    other = build.monitoring(district, body, commission=monitoring.commission, year=2027)
    assert heading(contexts.memo_context(other)["table"], "criterion") == "Башкача"


def test_rating_has_the_form_of_the_day_and_a_column_for_each_heading(desk, body, district, settings):
    result = build.closed_monitoring(district, body)
    before = rating.newest_rating(district)["table"]
    day = result.made_on + timedelta(days=10)
    row = shipped(RATING.form)
    new = enter_version(
        desk,
        row,
        valid_from=day.isoformat(),
        title="{year}-жыл: {who} орду",
        heading_total="Баасы",
        notes="(*)",
    )
    assert rating.newest_rating(district)["table"] == before
    settings.TODAY = day
    table = rating.newest_rating(district)["table"]
    assert (table["title"], heading(table, "total")) == (f"{result.year}-жыл: органдардын орду", "Баасы")
    assert (before["title"].startswith("Арабан"), table["notes"][-1]) == (True, "(*)")
    assert [one["key"] for one in table["columns"]] == [one["key"] for one in before["columns"]]
    assert len([one for one in table["columns"] if one["key"].startswith("h")]) > 1
    assert "Баасы" in desk.get(f"/layouts/{new.pk}/preview/").text

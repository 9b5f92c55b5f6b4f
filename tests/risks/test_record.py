"""A risk: its record, its form, its moves, its place in the list."""

import pytest
from django.utils import timezone

from office.registers.workflow import Refused
from risks.models.method import CatalogueEntry, Level
from risks.models.risk import Risk
from tests import make
from tests.positions import build


def texts(**changes):
    return {
        "kind": str(make.kind("permits").pk),
        "function": "Жер тилкелерин берүү",
        "situation": "Мыйзамсыз бөлүп берүү",
        "category": "systemic",
        "level": "high",
        **changes,
    }


def test_a_new_risk_is_described_first_and_then_entered_with_the_next_number(page, clerk, body):
    make.risk(body, kind=make.kind("permits"), position=4)
    page(clerk).get("/risks/new/").submit(**texts())
    risk = Risk.objects.of(body).get(situation="Мыйзамсыз бөлүп берүү")
    assert (risk.state, risk.position) == ("draft", 0)
    page(clerk).get(f"/risks/{risk.pk}/move/enter/").submit()
    risk.refresh_from_db()
    assert (risk.state, risk.position) == ("active", 5)


def test_sources_zone_and_search_are_kept(page, clerk, body):
    source = CatalogueEntry.objects.get(catalogue="source", code="media")
    zone = CatalogueEntry.objects.filter(catalogue="zone").first()
    page(clerk).get("/risks/new/").submit(**texts(sources=str(source.pk), zone=str(zone.pk)))
    risk = Risk.objects.of(body).text_matches("болуп беруу").get()
    assert list(risk.sources.all()) == [source]
    assert str(source) in page(clerk).get(risk.get_absolute_url()).text


def test_a_risk_without_a_level_is_not_entered(clerk, body):
    risk = make.risk(body, state="draft", level="", position=0)
    with pytest.raises(Refused):
        risk.move("enter", by=clerk)


def test_dropping_asks_the_ground_and_closes_the_gap(page, clerk, body):
    first, second = make.risk(body), make.risk(body, position=2)
    address = f"/risks/{first.pk}/move/drop/"
    assert page(clerk).get(address).submit().status_code == 422
    page(clerk).get(address).submit(ground="Функция башка органга өттү")
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, first.drop_ground, first.position) == ("dropped", "Функция башка органга өттү", 0)
    assert second.position == 1


def test_a_dropped_risk_comes_back_at_the_end(clerk, body):
    first, second = make.risk(body), make.risk(body, position=2)
    first.move("drop", by=clerk, ground="Жаңылыш")
    first.move("restore", by=clerk)
    second.refresh_from_db()
    assert (second.position, first.position) == (1, 2)


def test_another_function_takes_the_risk_to_the_end_of_its_group(page, clerk, body):
    first, second = make.risk(body), make.risk(body, position=2)
    page(clerk).get(f"/risks/{first.pk}/edit/").submit(kind=str(make.kind("permits").pk))
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.kind.code, first.position, second.position) == ("permits", 1, 1)


def test_record_shows_the_sheet_and_what_the_act_wants_done(page, clerk, body):
    risk = make.risk(body)
    make.agreed_sheet(risk, 3, 3)
    shown = page(clerk).get(risk.get_absolute_url()).text
    assert "Сейрек учурлар" in shown
    assert "башкаруу планына биринчи кезекте киргизүү" in shown


def test_level_of_a_scored_risk_has_no_field_and_another_level_is_refused(page, clerk, body):
    risk = make.risk(body)
    make.agreed_sheet(risk, 3, 3)
    form = page(clerk).get(f"/risks/{risk.pk}/edit/")
    assert "level" not in form.form
    assert form.submit(level="low").status_code == 422
    risk.refresh_from_db()
    assert risk.level == Level.HIGH


def test_an_open_level_can_be_chosen_anew_zero_too(page, clerk, body):
    risk = make.risk(body)
    page(clerk).get(f"/risks/{risk.pk}/edit/").submit(level="zero")
    risk.refresh_from_db()
    assert risk.level == Level.ZERO


def test_members_do_not_edit_and_strangers_do_not_find(page, member, stranger, body):
    risk = make.risk(body)
    for address in (f"/risks/{risk.pk}/edit/", f"/risks/{risk.pk}/move/drop/"):
        assert page(member).get(address).status_code == 403
        assert page(stranger).get(address).status_code == 404
    assert page(stranger).get(f"/risks/assessments/of/{risk.pk}/new/").status_code in (403, 404)


def test_exposed_posts_are_ticked_in_the_form_and_follow_the_level(page, clerk, body):
    risk = make.risk(body, level="high")
    row = build.exposure(body, level="", given_reason="", state="draft")
    closed = build.post(body, "Жабылган")
    closed.move("close", by=clerk, closed_on=timezone.localdate())
    form = page(clerk).get(f"/risks/{risk.pk}/edit/")
    assert [box.get("value") for box in form.all("input", name="exposed_posts")] == [str(row.post_id)]
    form.submit(exposed_posts=[row.post_id])
    row.refresh_from_db()
    assert (list(risk.exposed_posts.all()), row.level) == ([row.post], "high")
    page(clerk).get(f"/risks/{risk.pk}/edit/").submit(exposed_posts=[])
    row.refresh_from_db()
    assert (risk.exposed_posts.count(), row.level) == (0, "")

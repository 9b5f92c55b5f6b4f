"""The same list again beside the register, and an accepted import taken back, through the pages."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from risks.actions import listed_cells
from risks.editions.models import Edition
from risks.models.imports import RiskImport
from risks.models.risk import Risk
from tests import make
from tests.risks.test_import_pages import HEADINGS, ORGO, decide_risk_doubts, upload_risk_list

ACCEPT = "/risks/imports/{}/move/accept/"
BACK = "/risks/imports/{}/move/take_back/"


def read_list(page, clerk):
    upload_risk_list(page, clerk)
    record = RiskImport.unscoped.latest("pk")
    decide_risk_doubts(page, clerk, record, **{ORGO: "medium"})
    return RiskImport.unscoped.get(pk=record.pk)


def accept_list(page, clerk, record):
    page(clerk).get(ACCEPT.format(record.pk)).submit()
    return RiskImport.unscoped.get(pk=record.pk)


@pytest.fixture
def first(page, clerk):
    return accept_list(page, clerk, read_list(page, clerk))


def change_risk(risk, **fields):
    Risk.unscoped.filter(pk=risk.pk).update(version=risk.version + 1, **fields)


def test_the_same_file_again_is_skipped_and_makes_no_doubles(page, clerk, body, first):
    again = read_list(page, clerk)
    shown = page(clerk).get(again.get_absolute_url())
    assert "Реестрде мурунтан бар: 11 (өзгөрүүсүз 11, өзгөргөн 0); жаңы 0" in shown.text
    again = accept_list(page, clerk, again)
    assert (again.state, again.taken["rows"], again.taken["skipped"]) == ("accepted", 0, 11)
    assert Risk.objects.of(body).count() == 11


def test_a_changed_row_is_asked_about_and_only_then_accepted(page, clerk, body, first):
    risk = Risk.objects.of(body).in_order().first()
    old = risk.level
    other = "low" if old != "low" else "high"
    change_risk(risk, level=other, level_ground="Башка")
    again = read_list(page, clerk)
    shown = page(clerk).get(again.get_absolute_url())
    assert "11 (өзгөрүүсүз 10, өзгөргөн 1); жаңы 0" in shown.text
    assert ACCEPT.format(again.pk) not in shown.links
    assert page(clerk).get(ACCEPT.format(again.pk)).submit().status_code == 422
    page(clerk).post(f"/risks/imports/{again.pk}/compare/", {"all.changed": "update"})
    accept_list(page, clerk, again)
    risk.refresh_from_db()
    assert (risk.level, risk.version, Risk.objects.of(body).count()) == (old, 3, 11)
    assert "dostuk-2026-risks.docx" in risk.level_ground


@pytest.mark.parametrize(("action", "count"), [("skip", 11), ("add", 12)])
def test_one_row_is_left_or_added_beside(page, clerk, body, first, action, count):
    risk = Risk.objects.of(body).in_order().first()
    change_risk(risk, note="Текшерилсин", posts="Башка орун")
    again = read_list(page, clerk)
    [changed] = again.unchosen
    page(clerk).post(f"/risks/imports/{again.pk}/compare/", {f"a.{changed.id}": action})
    accept_list(page, clerk, again)
    risk.refresh_from_db()
    assert (risk.posts, Risk.objects.of(body).count()) == ("Башка орун", count)


def test_a_row_changed_after_the_choice_is_asked_about_anew(page, clerk, body, first):
    risk = Risk.objects.of(body).in_order().first()
    change_risk(risk, posts="Башка орун")
    again = read_list(page, clerk)
    page(clerk).post(f"/risks/imports/{again.pk}/compare/", {"all.changed": "update"})
    risk.refresh_from_db()
    change_risk(risk, posts="Дагы башка")
    page(clerk).post(ACCEPT.format(again.pk), {})
    risk.refresh_from_db()
    assert risk.posts == "Дагы башка"


def test_the_level_of_a_sheet_is_not_overwritten_by_a_file(page, clerk, body, first):
    risk = Risk.objects.of(body).filter(level="medium").first()
    make.agreed_sheet(risk, 1, 1)
    risk.refresh_from_db()
    before = listed_cells(risk)
    again = read_list(page, clerk)
    page(clerk).post(f"/risks/imports/{again.pk}/compare/", {"all.changed": "update"})
    refused = page(clerk).get(ACCEPT.format(again.pk)).submit()
    risk.refresh_from_db()
    assert (refused.status_code, listed_cells(risk)) == (422, before)


def test_an_action_that_is_not_offered_is_passed_over(page, clerk, body, first):
    again = read_list(page, clerk)
    page(clerk).post(f"/risks/imports/{again.pk}/compare/", {"all.same": "update"})
    again.refresh_from_db()
    assert {one.action for one in RiskImport.unscoped.get(pk=again.pk).compared} == {"skip"}


def test_a_reworded_situation_is_a_change_and_another_one_is_new(page, clerk, body, first):
    risk = Risk.objects.of(body).in_order().first()
    change_risk(risk, situation=f"{risk.situation} дагы")
    assert [one.kind for one in read_list(page, clerk).compared if one.kind != "same"] == ["changed"]
    risk.refresh_from_db()
    change_risk(risk, situation="Такыр башка")
    assert [one.kind for one in read_list(page, clerk).compared if one.kind != "same"] == ["new"]


# --- Taking back --------------------------------------------------------------------------------------------


def test_an_accepted_import_is_taken_back_in_one_press(page, clerk, body, first):
    shown = page(clerk).get(first.get_absolute_url())
    assert "Кошулду: 11" in shown.text and "/risks/" in shown.links
    asked = page(clerk).get(BACK.format(first.pk))
    assert "Реестрден чыгат: 11" in asked.text
    asked.submit()
    first.refresh_from_db()
    assert (first.state, Risk.objects.of(body).count()) == ("discarded", 0)


def test_rows_that_stood_before_stay_numbered_without_a_gap(page, clerk, body):
    make.risk(body, position=1)
    record = accept_list(page, clerk, read_list(page, clerk))
    later = make.risk(body, position=8)
    record.move("take_back", by=clerk)
    later.refresh_from_db()
    assert (later.position, Risk.objects.of(body).count()) == (2, 2)


def test_a_touched_row_is_named_and_nothing_goes(page, clerk, body, first):
    risk = Risk.objects.of(body).in_order().first()
    risk.move("drop", by=clerk, ground="Жок")
    refused = page(clerk).get(BACK.format(first.pk)).submit()
    assert refused.status_code == 422 and str(risk)[:40] in refused.text
    assert Risk.objects.of(body).count() == 11


def test_a_row_others_refer_to_stays(page, clerk, body, first):
    make.agreed_sheet(Risk.objects.of(body).in_order().first(), 1, 1)
    assert page(clerk).get(BACK.format(first.pk)).submit().status_code == 422
    assert Risk.objects.of(body).count() == 11


def test_rows_of_an_edition_stay(page, clerk, body, first):
    make.in_state(Edition, "considered", body)
    assert page(clerk).get(BACK.format(first.pk)).submit().status_code == 422
    assert Risk.objects.of(body).count() == 11


def test_after_taking_back_the_same_file_enters_again(page, clerk, body, first):
    first.move("take_back", by=clerk)
    accept_list(page, clerk, read_list(page, clerk))
    assert Risk.objects.of(body).count() == 11


# --- At the keyboard ----------------------------------------------------------------------------------------


def import_csv(tmp_path, body, posts, *options):
    lines = [",".join(f'"{heading}"' for heading in HEADINGS), "Кызмат көрсөтүү функциясы" + "," * 7]
    lines += [f"{n},Функция {n},Кырдаал {n},Потенциалдуу,Жогорку,Аппарат,{posts},Жок" for n in (1, 2)]
    file = tmp_path / "list.csv"
    file.write_text("\r\n".join(lines), encoding="utf-8")
    answer = StringIO()
    with suppress(CommandError):
        call_command("import_risks", file, *options, organisation=body.code, json=True, stdout=answer)
    return json.loads(answer.getvalue())


def compared_counts(answer):
    return [answer["compared"][kind] for kind in ("same", "changed", "new")]


def test_the_command_line_compares_and_makes_no_doubles(tmp_path, body):
    assert compared_counts(import_csv(tmp_path, body, "Адис", "--dry-run")) == [0, 0, 2]
    assert import_csv(tmp_path, body, "Адис")["accepted"]
    assert compared_counts(import_csv(tmp_path, body, "Адис")) == [2, 0, 0]
    assert Risk.objects.of(body).count() == 2


def test_the_command_line_takes_changed_rows_only_when_told_how(tmp_path, body):
    import_csv(tmp_path, body, "Адис")
    refused = import_csv(tmp_path, body, "Башкы адис")
    assert (refused["refused"]["code"], compared_counts(refused)) == ("changed", [0, 2, 0])
    assert refused["compared"]["rows"][0]["differences"]["posts"] == {
        "register": "Адис",
        "file": "Башкы адис",
    }
    assert import_csv(tmp_path, body, "Башкы адис", "--changed=update")["accepted"]
    assert {risk.posts for risk in Risk.objects.of(body)} == {"Башкы адис"}

"""The tests of the tests (SAFETY M-1): with a guard off, the check that watches it must see it.

Each control first shows the guard at work, then takes it away. Others stand beside what they control: the
largest number plus one in `tests/office/test_numbering.py`, the fetcher in `tests/office/test_printing.py`,
row policies in `tests/office/test_row_security.py`.
"""

import copy
from unittest import mock
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from office import roles
from office.database import triggers
from office.database.owned import OwnedQuerySet
from office.files import models
from office.files.models import StoredFile
from office.models.audit import Change
from office.models.organisation import Unit
from office.papers import sheet
from office.papers.models import Order
from office.registers import submission
from office.registers.workflow import Refused, Workflow
from risks.models.risk import Risk
from tests import make
from tests.office import test_guards
from tests.page import RULES, Visitor

MARK = "КАНАРЕЙКА"
POSTGRES = connection.vendor == "postgresql"


def drop_triggers():
    """For the rest of the test: they come back with its rollback.

    PostgreSQL wants to have checked its foreign keys before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if POSTGRES else "SELECT 1")
    triggers.drop_triggers()


def without(*middleware):
    return override_settings(MIDDLEWARE=[one for one in settings.MIDDLEWARE if not one.endswith(middleware)])


# --- What the database guards ------------------------------------------------------------------------------


def test_without_its_trigger_a_change_leaves_no_line(body):
    remembered, forgotten = make.risk(body), make.risk(body)
    drop_triggers()
    Risk.unscoped.update(note="а")
    events = [[line.event for line in Change.objects.of_record(row)] for row in (remembered, forgotten)]
    assert events == [["INSERT"], ["INSERT"]]


@pytest.mark.parametrize(
    "case", test_guards.CASES, ids=lambda case: f"{case[0].__name__}-{case[1]}-{case[2]}"
)
def test_without_its_trigger_what_a_guard_refuses_goes_through(case, body):
    row, change = test_guards.CASES[case](body)
    drop_triggers()
    with transaction.atomic():
        test_guards.by_orm(row, case[1], change)


def test_without_its_trigger_a_row_points_into_another_body(body, foreign):
    theirs = make.row(Unit, foreign)
    drop_triggers()
    assert make.risk(body, unit=theirs).unit == theirs


# --- Whose rows, and who may -------------------------------------------------------------------------------


def test_without_the_scope_a_foreign_row_opens(body, foreign, clerk):
    address = make.risk(foreign).get_absolute_url()
    assert Visitor(clerk).get(address).status_code == 404
    open_to_all = mock.patch.object(OwnedQuerySet, "visible_to", lambda rows, *_: rows._allow(rows.all()))
    with open_to_all:
        # On PostgreSQL the row policies still hide it: their control stands in
        # `tests/office/test_row_security.py`.
        assert Visitor(clerk).get(address).status_code == (404 if POSTGRES else 200)


def test_without_the_scope_a_foreign_word_shows(body, foreign, clerk):
    make.row(Order, foreign, MARK)
    with mock.patch.object(OwnedQuerySet, "visible_to", lambda rows, *_: rows._allow(rows.all())):
        assert (MARK in Visitor(clerk).get("/orders/").text) is not POSTGRES
    assert MARK not in Visitor(clerk).get("/orders/").text


def test_without_the_table_of_rights_everyone_enters(body, cast):
    employee = Visitor(cast["employee"])
    assert employee.get("/risks/").status_code == 403
    everyone = {act: frozenset(roles.Role) for act in roles.Act}
    with mock.patch.dict(roles.MAY, everyone):
        assert Visitor(make.Person.objects.get(pk=cast["employee"].pk)).get("/risks/").status_code == 200


def test_without_the_door_a_visitor_is_not_sent_away(body):
    assert Visitor().get("/risks/").status_code == 302
    with without("LoginRequiredMiddleware"):
        assert Visitor().get("/risks/").status_code == 403


def test_without_the_second_factor_a_clerk_enters_at_once(body, clerk):
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        assert Visitor(clerk).get("/risks/").headers["Location"] == reverse("mfa_activate_totp")
    assert Visitor(clerk).get("/risks/").status_code == 200


def test_without_the_limit_a_password_is_tried_for_ever(clerk):
    def enters_after(wrong):
        cache.clear()
        for password in ["башка-сыр-сөз"] * wrong + ["demo-2026"]:
            answer = Client().post(reverse("account_login"), {"login": clerk.username, "password": password})
        return answer.status_code == 302

    assert (enters_after(4), enters_after(6)) == (True, False)
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        assert enters_after(6)


# --- What two people do at once ----------------------------------------------------------------------------


def test_without_the_fresh_row_a_second_approval_passes(body, head):
    order = make.in_state(Order, "agreement", body)
    old_tab = Order.unscoped.get(pk=order.pk)
    order.move("return", by=head)
    with pytest.raises(Refused):
        copy.copy(old_tab).move("return", by=head)
    with mock.patch.object(Workflow, "refresh_from_db", lambda *_, **__: None):
        assert old_tab.move("return", by=head).state == "draft"


def test_without_the_act_in_the_move_everybody_signs(body, clerk):
    order = make.in_state(Order, "agreement", body)
    with pytest.raises(PermissionDenied):
        order.move("return", by=clerk)
    with mock.patch("office.registers.workflow.may", lambda *_: True):
        assert order.move("return", by=clerk).state == "draft"


def unit_form(**changes):
    return {"k": uuid4(), "name_ky": "Бөлүм", "name_ru": "", "closed_on": "", **changes}


def group(**changes):
    return {"k": uuid4(), "kind": "working_group", "name_ky": "Топ", "formed_on": "2026-03-02", **changes}


def test_without_the_key_a_form_sent_twice_makes_two(body, clerk):
    visitor, form = Visitor(clerk), group()
    for _ in range(2):
        visitor.post("/commissions/new/", form)
    assert make.Commission.objects.of(body).count() == 1
    anew = mock.patch.object(
        submission,
        "submission_identity",
        lambda request: {"key": uuid4(), "form": "x", "person": request.user},
    )
    with anew:
        visitor.post("/commissions/new/", form)
    assert make.Commission.objects.of(body).count() == 2


def test_without_the_version_of_the_page_the_first_text_is_lost(body, clerk):
    row = make.row(make.Commission, body)
    address = reverse("commissions:edit", args=[row.pk])
    visitor, old = Visitor(clerk), row.version
    assert visitor.post(address, group(v=old, name_ky="Биринчи")).status_code == 302
    assert visitor.post(address, group(v=old, name_ky="Экинчи")).status_code == 409
    # A version read inside the request is always the newest: the guard that is none.
    now = make.Commission.objects.of(body).get().version
    assert visitor.post(address, group(v=now, name_ky="Экинчи")).status_code == 302
    assert make.Commission.objects.of(body).get().name_ky == "Экинчи"


def test_without_the_token_check_a_strange_page_posts(body, clerk):
    def post():
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(clerk)
        return browser.post("/commissions/new/", group()).status_code

    assert post() == 403
    with without("CsrfViewMiddleware"):
        assert post() == 302


# --- What a page shows -------------------------------------------------------------------------------------

VECTOR = '<img src=x onerror=alert(1)><script>alert(1)</script>"><b id="b">'


def test_without_escaping_the_page_client_sees_a_stranger_s_script(body, clerk):
    make.risk(body, situation=VECTOR, function=VECTOR, note=VECTOR)
    assert VECTOR in Visitor(clerk).get("/risks/").text
    bare = copy.deepcopy(settings.TEMPLATES)
    bare[0]["OPTIONS"]["autoescape"] = False
    with (
        override_settings(TEMPLATES=bare),
        pytest.raises(Exception, match="script|onerror|unexpected|expected"),
    ):
        Visitor(clerk).get("/risks/")


@pytest.mark.parametrize(
    "middleware",
    ["NoStoreMiddleware", "ContentSecurityPolicyMiddleware", "XFrameOptionsMiddleware", "SecurityMiddleware"],
)
def test_without_its_middleware_a_header_is_missed(middleware, body, clerk):
    with without(middleware), pytest.raises(AssertionError, match="headers_are_those_of_the_house"):
        Visitor(clerk).get("/risks/")


def test_without_the_apostrophe_a_cell_is_a_formula(body):
    table = make.list_table("=cmd|' /C calc'!A0")
    assert all(not cell.startswith("=") for cell in sheet.to_csv(table).decode("utf-8-sig").split('"'))
    with mock.patch.object(sheet, "guard_formula", lambda text: text):
        assert "=cmd" in sheet.to_csv(table).decode("utf-8-sig").replace("'=cmd", "")


def test_without_the_look_at_its_content_a_page_is_filed_as_a_scan(body, clerk):
    with pytest.raises(models.WrongFile):
        StoredFile.store(body, name="x.pdf", content=b"<html>", by=clerk)
    with mock.patch.object(models, "media_type_of", lambda content: "application/pdf"):
        assert StoredFile.store(body, name="x.pdf", content=b"<html>", by=clerk).pk


# --- The page client itself --------------------------------------------------------------------------------

SOUND = """<!DOCTYPE html><html lang="ky"><head><title>Баш · Ачык</title></head><body><main><h1>Баш</h1>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="a">Аты</label><input id="a"></form>
</main></body></html>"""
FAULTS = {
    "is_valid_html": ("<h1>Баш</h1>", "<h1>Баш</h1><p></div>"),
    "has_one_h1_and_a_title_that_begins_with_it": ("<title>Баш", "<title>Тема"),
    "headings_skip_no_level": ("<form", "<h4>Ич</h4><form"),
    "ids_are_unique": ("<form", '<p id="a"></p><form'),
    "references_lead_to_an_id": ('<label for="a"', '<label for="b"'),
    "every_field_has_a_label": ('<label for="a">Аты</label>', ""),
    "every_link_button_and_picture_has_words": ("<form", '<a href="/"><img src="/x.svg" alt=""></a><form'),
    "every_post_form_has_its_token": ("csrfmiddlewaretoken", "token"),
    "nothing_is_inline": ("<form", '<form style="top:0"'),
    "nothing_comes_from_elsewhere": ("<form", '<img src="https://example.com/x.png" alt=""><form'),
    "headers_are_those_of_the_house": None,
    "language_is_told_and_kept": ('lang="ky"', ""),
    "nothing_of_the_machine_shows": ("Аты", "Order object (1)"),
    "landmarks_are_there": ("main>", "div>"),
    "no_panel_or_heading_stands_alone": (
        "<form",
        '<section class="panel"><h2>Дагы</h2><ul></ul></section><form',
    ),
}


def faults_of(html, **headers):
    from django.http import HttpResponse

    from tests.page import HEADERS, Answer

    answer = HttpResponse(html, headers=HEADERS | headers)
    answer.request = {"PATH_INFO": "/"}
    answer.__class__ = type("Answer", (Answer, HttpResponse), {})
    found = set()
    for rule in RULES:
        try:
            if list(rule(answer)):
                found.add(rule.__name__)
        except Exception:
            return {"is_valid_html"}
    return found


def test_sound_page_has_no_fault():
    assert faults_of(SOUND) == set()


def test_every_rule_of_a_page_has_its_fault():
    assert set(FAULTS) == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    "part",
    [
        "<h2>Дагы</h2><p></p><h2>Башка</h2><p>Сөз</p>",
        "<details><summary>Дагы</summary> </details>",
        "<fieldset><legend>Дагы</legend><input type='hidden' name='a'></fieldset>",
    ],
)
def test_heading_without_anything_under_it_is_found_and_one_that_is_hidden_is_not(part):
    rule = "no_panel_or_heading_stands_alone"
    assert rule in faults_of(SOUND.replace("<form", f"{part}<form"))
    assert rule not in faults_of(SOUND.replace("<form", f"<div hidden>{part}</div><form"))
    filled = part.replace("<p></p>", "<p>Бар</p>").replace("</summary> ", "</summary>Бар")
    assert rule not in faults_of(SOUND.replace("<form", f"{filled.replace('hidden', 'text')}<form"))


@pytest.mark.parametrize("rule", [rule for rule in FAULTS if FAULTS[rule]])
def test_planted_fault_is_found_by_its_rule(rule):
    assert rule in faults_of(SOUND.replace(*FAULTS[rule]))


@pytest.mark.parametrize("name", ["Content-Security-Policy", "Cache-Control", "X-Frame-Options"])
def test_planted_header_is_found(name):
    assert faults_of(SOUND, **{name: "public"}) == {"headers_are_those_of_the_house"}


def test_english_left_on_a_kyrgyz_page_is_found():
    assert "language_is_told_and_kept" in faults_of(SOUND.replace("Аты", "Orders"))


def test_database_in_use_is_the_one_asked_for():
    import os

    assert connection.vendor == ("postgresql" if os.environ.get("DATABASE_URL") else "sqlite")

"""Signals: a source without any name, entered, found by function and zone, linked; the catalogues they speak
in.
"""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from office.models.signal import Signal
from risks.models.method import CatalogueEntry, FunctionKind
from risks.models.risk import RiskSource
from risks.signals import links as signals_links
from tests import make


def signal(body, **fields):
    return Signal.keep(
        body,
        **{"source": "appeals", "function": "services", "zone": "land", "note": "Кезек бузулат", **fields},
    )


def zone(code):
    return CatalogueEntry.objects.get(catalogue="zone", code=code)


@pytest.fixture
def risk(body):
    return make.risk(body, zone=zone("land"))


# --- Entering ----------------------------------------------------------------------------------------------


def test_clerk_and_officer_enter_a_signal_by_codes(page, cast, body):
    for role in ("clerk", "officer"):
        page(cast[role]).get("/risks/signals/new/").submit(
            source="media", function="permits", zone="land", note="Тендерсиз"
        )
    rows = Signal.objects.of(body)
    assert [(row.source, row.function, row.zone, row.note) for row in rows] == [
        ("media", "permits", "land", "Тендерсиз")
    ] * 2


@pytest.mark.parametrize("role", ["head", "member", "inspector"])
def test_others_read_signals_and_enter_none(page, cast, body, role):
    row = signal(body)
    assert page(cast[role]).get(f"/risks/signals/{row.pk}/").status_code == 200
    assert page(cast[role]).get("/risks/signals/new/").status_code == 403


def test_signal_has_no_room_for_a_person():
    fields = {field.name for field in Signal._meta.concrete_fields}
    assert fields == {"id", "organisation", "version", "day", "source", "function", "zone", "note"}


@pytest.mark.parametrize(
    "note", ["Телефону 0555 123 456", "жаз: a@b.kg", "ПИН 20101199912345", "+996 (555) 12-34-56"]
)
def test_note_with_an_identity_is_refused_at_every_door(page, clerk, body, note):
    with pytest.raises(ValidationError):
        signal(body, note=note)
    form = page(clerk).get("/risks/signals/new/")
    assert form.submit(source="media", function="permits", note=note).status_code == 422
    assert Signal.objects.of(body).count() == 0


@pytest.mark.parametrize("note", ["Асанова Гүлнара акча алат", "А. Асанов жер берет", "Асанбек уулу Бакыт"])
def test_note_that_seems_to_name_somebody_asks_to_look_once_more(page, clerk, body, note):
    answer = page(clerk).get("/risks/signals/new/").submit(source="media", function="permits", note=note)
    assert answer.status_code == 422 and "аты аталгандай" in answer.text


def test_years_and_numbers_of_orders_are_no_identity(body):
    assert signal(body, note="2025-2027-жылдардагы план, № 01-14/125, 12.05.2026").pk


def test_signal_needs_a_function_or_a_zone(page, clerk, body):
    answer = page(clerk).get("/risks/signals/new/").submit(source="media")
    assert answer.status_code == 422 and "Функциянын түрүн же зонаны" in answer.text
    with pytest.raises(IntegrityError, match="signal_says_its_function_or_zone"), transaction.atomic():
        Signal.objects.create(organisation=body, source="media")


def test_day_ahead_is_refused(page, clerk):
    ahead = (timezone.localdate() + timezone.timedelta(days=1)).isoformat()
    assert (
        page(clerk)
        .get("/risks/signals/new/")
        .submit(source="media", function="permits", day=ahead)
        .status_code
        == 422
    )


def test_register_and_record_say_the_codes_in_the_reader_s_language(page, clerk, body):
    row = signal(body)
    kind = FunctionKind.objects.get(code="services")
    for language, name in (("ky", kind.name_ky), ("ru", kind.name_ru)):
        for path in ("/risks/signals/", f"/risks/signals/{row.pk}/"):
            assert name in page(clerk, language).get(path).text.replace("Мамлекеттик", "мамлекеттик")


def test_record_says_nobody_s_name(page, clerk, body):
    row = signal(body)
    page(clerk).get(f"/risks/signals/{row.pk}/edit/").submit(note="Кезек дагы бузулат")
    assert "Асанова" not in page(clerk).get(f"/risks/signals/{row.pk}/").text


# --- On the risk -------------------------------------------------------------------------------------------


def test_signals_of_the_same_function_and_zone_are_offered(body, foreign, risk):
    fits = {signal(body), signal(body, zone=""), signal(body, function="")}
    signal(body, function="permits"), signal(body, zone="budget"), signal(foreign)
    assert set(signals_links.matching_signals(risk)) == fits
    assert set(signals_links.matching_signals(make.risk(body, position=2))) == set(
        Signal.objects.of(body).filter(function="services")
    )


def test_clerk_links_a_signal_and_its_source_becomes_one_of_the_risk(page, clerk, body, risk):
    row = signal(body)
    record = page(clerk).get(f"/risks/{risk.pk}/")
    assert "Кезек бузулат" in record.text
    address = f"/risks/{risk.pk}/signals/"
    for _again in range(2):
        page(clerk).post(address, {"link": row.pk})
    assert list(risk.signals.all()) == [row]
    assert [found.source.code for found in RiskSource.objects.of(body)] == ["appeals"]
    assert page(clerk).get(f"/risks/signals/{row.pk}/").links.count(f"/risks/{risk.pk}/") == 1
    page(clerk).post(address, {"unlink": row.pk})
    assert list(risk.signals.all()) == []


@pytest.mark.parametrize(("sent", "status"), [({"link": 987654321}, 404), ({"link": "x"}, 404), ({}, 400)])
def test_signal_that_is_not_there_is_not_linked(page, clerk, risk, sent, status):
    assert page(clerk).post(f"/risks/{risk.pk}/signals/", sent).status_code == status


def test_foreign_signal_is_not_linked(page, clerk, risk, foreign):
    theirs = signal(foreign)
    assert page(clerk).post(f"/risks/{risk.pk}/signals/", {"link": theirs.pk}).status_code == 404


def test_register_of_risks_counts_the_signals(page, clerk, body, foreign):
    signal(body), signal(body), signal(foreign)
    assert [word for word in page(clerk).get("/risks/").words("a") if word.startswith("Сигналдар")] == [
        "Сигналдар 2"
    ]


# --- Catalogues --------------------------------------------------------------------------------------------


def test_all_catalogues_of_the_act_are_dated_rows(db):
    counts = {
        name: CatalogueEntry.objects.filter(catalogue=name).count()
        for name in CatalogueEntry.Catalogue.values
    }
    assert counts == {"zone": 17, "sector": 9, "source": 6, "sign": 15, "barrier": 12}
    assert FunctionKind.objects.count() == 6
    assert {row.valid_from.year for row in CatalogueEntry.objects.all()} == {2016}
    assert not CatalogueEntry.objects.filter(name_ru="").exists()


def test_administrator_ends_a_line_and_it_is_no_longer_offered(page, keeper, clerk, body):
    line = zone("expertise")
    yesterday = (timezone.localdate() - timezone.timedelta(days=1)).isoformat()
    page(keeper).get(f"/risks/catalogues/{line.pk}/edit/").submit(valid_to=yesterday)
    options = [
        option.get("value") for option in page(clerk).get("/risks/signals/new/").all("select", name="zone")[0]
    ]
    assert "expertise" not in options and "land" in options


@pytest.mark.parametrize("catalogue", ["sign", "barrier"])
def test_administrator_adds_a_sign_and_a_barrier(page, keeper, catalogue):
    form = page(keeper).get("/risks/catalogues/new/")
    form.submit(catalogue=catalogue, code="own", name_ky="Өз сабы")
    assert CatalogueEntry.objects.get(catalogue=catalogue, code="own").name_ky == "Өз сабы"
    shown = page(keeper).get(f"/risks/catalogues/?catalogue={catalogue}")
    assert "Өз сабы" in shown.text


def test_administrator_corrects_a_kind_of_function_but_not_its_code(page, keeper):
    kind = FunctionKind.objects.get(code="norms")
    page(keeper).get(f"/risks/functions/{kind.pk}/edit/").submit(
        name_ru="нормотворческие функции", code="other"
    )
    kind.refresh_from_db()
    assert (kind.code, kind.name_ru) == ("norms", "нормотворческие функции")


def test_catalogues_are_reached_from_the_settings(page, cast):
    links = page(cast["administrator"]).get("/settings/").links
    assert {"/risks/functions/", "/risks/catalogues/", "/risks/indicators/", "/risks/methods/"} <= set(links)

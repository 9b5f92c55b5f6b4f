"""The starter library: pick, copy, touch."""

import pytest
from django.db import IntegrityError, transaction

from office.registers.workflow import Refused
from risks.data import catalogues
from risks.data.library import BY_CODE, LIBRARY
from risks.library import situations
from risks.models.risk import Risk
from tests import make

LAND = "house-plots"


@pytest.fixture
def picked(body, clerk):
    [risk] = situations.copy_situations(body, [LAND], by=clerk).risks
    return risk


def test_library_speaks_of_every_function_in_two_languages():
    assert {one.kind for one in LIBRARY} == {kind.code for kind in catalogues.FUNCTION_KINDS}
    assert len(LIBRARY) == len(BY_CODE) == 36
    for one in LIBRARY:
        pairs = (one.function, one.situation, one.unit, one.posts)
        assert all(ky and ru and not set("ңөүҢӨҮ") & set(ru) for ky, ru in pairs), one.code
        assert ("Мисалы: " in one.situation[0], "Например: " in one.situation[1]) == (True, True), one.code


def test_library_knows_only_codes_of_the_act():
    zones, sectors, barriers = (
        {line.code for line in lines} for lines in (catalogues.ZONES, catalogues.SECTORS, catalogues.BARRIERS)
    )
    assert {one.zone for one in LIBRARY} <= zones
    assert {one.sector for one in LIBRARY} <= sectors | {""}
    assert {code for one in LIBRARY for code in one.barriers} == barriers


def test_no_two_situations_are_near_duplicates():
    from risks.subordinates.duplicates import duplicate_groups

    assert set(duplicate_groups(" ".join([one.function[0], one.situation[0]]) for one in LIBRARY)) == {0}


def test_clerk_picks_several_from_the_screen(page, clerk, body):
    shelf = page(clerk).get("/risks/library/")
    assert len(shelf.all("input", name="codes")) == len(LIBRARY)
    done = shelf.submit(codes=[LAND, "benefits"])
    assert done.headers["Location"] == "/risks/?state=draft"
    rows = Risk.objects.of(body).order_by("library")
    assert [(row.library, row.state, row.untouched, row.zone.code) for row in rows] == [
        ("benefits", "draft", True, "services"),
        (LAND, "draft", True, "land"),
    ]


def test_shelf_is_browsed_by_function_zone_and_words_in_both_languages(page, clerk):
    def count(query):
        return len(page(clerk).get(f"/risks/library/?{query}").all("input", name="codes"))

    assert (
        count("kind=norms"),
        count("zone=courts"),
        count("q=жонундо токтом"),
        count("q=антикоррупционную"),
    ) == (2, 1, 0, 1)
    assert count("zone=nowhere") == len(LIBRARY)


def test_nothing_ticked_and_the_same_twice_are_refused_in_words(page, clerk, picked, body):
    shelf = page(clerk).get("/risks/library/")
    assert shelf.submit().status_code == 422
    assert shelf.submit(codes=[LAND]).status_code == 422
    assert shelf.submit(codes=["no-such"]).status_code == 422
    assert Risk.objects.of(body).count() == 1


def test_untouched_situation_does_not_enter_the_register(page, clerk, picked):
    picked.level = "high"
    picked.save()
    assert page(clerk).get(f"/risks/{picked.pk}/move/enter/").submit().status_code == 422
    with pytest.raises(Refused):
        picked.move("enter", by=clerk)


@pytest.mark.parametrize("how", [{"state": "active", "level": "high", "position": 1}, {"untouched": False}])
def test_database_keeps_an_untouched_situation_out(how, picked, body):
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.of(body).filter(pk=picked.pk).update(**how)


def test_two_clerks_at_once_copy_a_situation_once(picked, body):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.risk(body, library=LAND, untouched=True, state="draft")


def test_real_change_touches_and_the_risk_may_enter(page, clerk, picked):
    page(clerk).get(f"/risks/{picked.pk}/edit/").submit(level="high")
    picked.refresh_from_db()
    assert picked.untouched
    page(clerk).get(f"/risks/{picked.pk}/edit/").submit(situation="Достукта кезек журналы жок учурлар")
    picked.refresh_from_db()
    assert not picked.untouched
    page(clerk).get(f"/risks/{picked.pk}/move/enter/").submit()
    picked.refresh_from_db()
    assert (picked.state, picked.position) == ("active", 1)


def test_reason_touches_too_and_stays_with_the_risk(page, clerk, picked):
    record = page(clerk).get(f"/risks/{picked.pk}/")
    assert f"/risks/{picked.pk}/because/" in record.links
    assert page(clerk).get(f"/risks/{picked.pk}/because/").submit().status_code == 422
    page(clerk).get(f"/risks/{picked.pk}/because/").submit(because="2025-жылдагы текшерүү ушуну көрсөттү")
    picked.refresh_from_db()
    assert (picked.untouched, picked.here_because) == (False, "2025-жылдагы текшерүү ушуну көрсөттү")
    assert "2025-жылдагы текшерүү" in page(clerk).get(f"/risks/{picked.pk}/").text


def test_reason_for_a_touched_risk_is_refused(clerk, picked):
    situations.confirm_situation(picked, because="Ушундай", by=clerk)
    with pytest.raises(Refused):
        situations.confirm_situation(picked, because="Дагы", by=clerk)


def test_proposed_measures_stand_beside_the_risk_and_in_its_new_sheet(page, clerk, member, picked):
    assert len(situations.proposed_barriers(picked)) == len(BY_CODE[LAND].barriers)
    sheet = page(member).get(f"/risks/assessments/of/{picked.pk}/new/")
    assert sheet.form["measures"].count("\n") == len(BY_CODE[LAND].barriers) - 1


def test_library_is_for_those_who_keep_the_register(page, head, member, stranger, picked, body):
    assert [page(who).get("/risks/library/").status_code for who in (head, member)] == [403, 403]
    assert page(stranger).get("/risks/library/").words("span", class_="term term-soon") == []

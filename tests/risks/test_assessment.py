"""The assessment sheet of resolution 232: by form, by ORM and by raw SQL nothing illegal gets in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from office.registers.workflow import Refused
from risks.models.assessment import Assessment
from risks.models.method import Indicator, Level
from tests import make


@pytest.fixture
def risk(body):
    return make.risk(body)


def sheet_input(**changes):
    return {
        "likelihood": "3",
        "likelihood_reason": "Кеңири дискрециялык ыйгарымдар",
        "harm": "2",
        "harm_reason": "Сезилээрлик зыян келет",
        **changes,
    }


def get_new_sheet(page, who, risk):
    return page(who).get(f"/risks/assessments/of/{risk.pk}/new/")


def test_sum_gives_the_level_and_agreeing_gives_it_to_the_risk(page, member, head, risk):
    assert get_new_sheet(page, member, risk).submit(**sheet_input()).status_code == 302
    sheet = risk.assessments.get()
    assert (sheet.points, sheet.level, sheet.method.code, risk.level) == (5, Level.HIGH, "232", Level.MEDIUM)
    page(head).get(f"/risks/assessments/{sheet.pk}/move/agree/").submit()
    risk.refresh_from_db(), sheet.refresh_from_db()
    assert (risk.level, risk.assessment, sheet.agreed_by) == (Level.HIGH, sheet, head)


def test_one_member_alone_makes_no_official_score(page, member, head, risk):
    get_new_sheet(page, member, risk).submit(**sheet_input())
    sheet = risk.assessments.get()
    url = f"/risks/assessments/{sheet.pk}/move/agree/"
    shown = page(member).get(sheet.get_absolute_url())
    assert url not in shown.links and "бир адам жалгыз расмий балл койбойт" in shown.text
    answer = page(member).post(url, {"v": sheet.version})
    sheet.refresh_from_db()
    assert (sheet.state, sheet.scorer) == ("draft", member)
    assert answer.status_code != 302
    page(head).get(url).submit()
    sheet.refresh_from_db()
    assert (sheet.state, sheet.agreed_by) == ("agreed", head)
    assert str(head) in page(member).get(sheet.get_absolute_url()).text


def test_whoever_changes_a_score_has_scored_the_sheet(page, member, head, risk):
    get_new_sheet(page, member, risk).submit(**sheet_input())
    sheet = risk.assessments.get()
    edit = f"/risks/assessments/{sheet.pk}/edit/"
    page(head).get(edit).submit(measures="Чара көрүлөт")
    sheet.refresh_from_db()
    assert sheet.scorer == member
    page(head).get(edit).submit(harm="1")
    sheet.refresh_from_db()
    assert sheet.scorer == head
    with pytest.raises(Refused):
        sheet.move("agree", by=head)
    sheet.move("agree", by=member)


def test_sheet_of_before_its_scorer_was_kept_is_saved_first(member, risk):
    with pytest.raises(Refused):
        make.assessment_sheet(risk).move("agree", by=member)


@pytest.mark.parametrize("name", ["likelihood_reason", "harm_reason", "residual_reason"])
@pytest.mark.parametrize(
    ("reason", "status"), [(".", 422), ("- - -", 422), ("Эки сөз", 422), ("Үч сөз бар", 302)]
)
def test_a_reason_has_three_words(page, member, risk, name, reason, status):
    residual = {"effectiveness": "high", "residual": "medium", "residual_reason": "Электрондук аукцион өтөт"}
    answer = get_new_sheet(page, member, risk).submit(**sheet_input(**{**residual, name: reason}))
    assert answer.status_code == status
    assert status == 302 or "үч сөз менен" in answer.text


def test_sheet_with_a_dot_for_a_reason_is_not_agreed(member, head, risk):
    sheet = make.assessment_sheet(risk, scorer=member, harm_reason=".")
    with pytest.raises(Refused):
        sheet.move("agree", by=head)


def test_database_takes_no_score_of_one_person_alone(body, member, head, risk):
    sheet = make.assessment_sheet(risk, scorer=member)
    agreed = {"state": "agreed", "agreed_at": timezone.now()}
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Assessment.unscoped.filter(pk=sheet.pk).update(**agreed, agreed_by=member)
    assert Assessment.unscoped.filter(pk=sheet.pk).update(**agreed, agreed_by=head) == 1


@pytest.mark.parametrize("copies", [2, 3])
def test_reason_copied_over_many_sheets_is_named_and_refuses_nothing(page, member, head, body, copies):
    for place in range(copies):
        risk = make.risk(body, position=place + 1)
        words = f"Ар башка негиз {'абв'[place] * 3}"
        get_new_sheet(page, member, risk).submit(**sheet_input(likelihood_reason=words))
        sheet = risk.assessments.get()
        sheet.move("agree", by=head)
    shown = page(head).get(sheet.get_absolute_url()).text
    said = "Көп тобокелдикте бир эле негиз"
    assert (said in shown) == (copies == 3) and f"«{words}»" not in shown


@pytest.mark.parametrize("missing", ["likelihood_reason", "harm_reason", "likelihood", "harm"])
def test_each_score_needs_its_reason(page, member, risk, missing):
    assert get_new_sheet(page, member, risk).submit(**sheet_input(**{missing: ""})).status_code == 422
    assert not risk.assessments.exists()


@pytest.mark.parametrize(
    ("effectiveness", "residual", "reason", "status"),
    [
        ("high", "medium", "Электрондук аукцион өтөт", 302),
        ("high", "high", "", 302),
        ("low", "medium", "Электрондук аукцион өтөт", 422),
        ("medium", "medium", "Электрондук аукцион өтөт", 422),
        ("high", "low", "Электрондук аукцион өтөт", 422),
        ("high", "zero", "Электрондук аукцион өтөт", 422),
        ("high", "medium", "", 422),
    ],
)
def test_residual_falls_by_one_step_under_strong_control_with_a_reason(
    page, member, risk, effectiveness, residual, reason, status
):
    changes = sheet_input(effectiveness=effectiveness, residual=residual, residual_reason=reason)
    assert get_new_sheet(page, member, risk).submit(**changes).status_code == status
    assert risk.assessments.exists() == (status == 302)


def test_residual_never_falls_below_low(page, member, risk):
    changes = sheet_input(
        likelihood="1", harm="1", effectiveness="high", residual="zero", residual_reason="Негиз"
    )
    assert get_new_sheet(page, member, risk).submit(**changes).status_code == 422


def test_a_typed_level_that_contradicts_the_scores_is_refused(page, member, risk):
    answer = get_new_sheet(page, member, risk).submit(**sheet_input(level="low"))
    assert answer.status_code == 422 and "Деңгээл баллдарга каршы келет" in answer.text


@pytest.mark.parametrize("day", [date(2026, 4, 7), timezone.localdate() + timedelta(days=1)])
def test_a_day_without_the_method_or_to_come_is_refused(page, member, risk, day):
    assert (
        get_new_sheet(page, member, risk).submit(**sheet_input(assessed_on=day.isoformat())).status_code
        == 422
    )


def test_result_while_typing_is_the_one_of_the_form(page, member, risk):
    data = sheet_input(assessed_on="2026-11-02", effectiveness="high", residual="low")
    shown = page(member).post("/risks/assessments/live/", data)
    words = " ".join("".join(shown.tree.itertext()).split())
    assert "Сумма: 5" in words and "жогорку" in words and "бир гана категорияга" in words


def test_indicators_are_ticked_and_an_empty_list_says_so(page, member, risk):
    assert "Индикаторлордун тизмеги бош" in get_new_sheet(page, member, risk).text
    indicator = Indicator.objects.create(method=make.method(), name_ky="Кол менен эсептөө")
    get_new_sheet(page, member, risk).submit(**sheet_input(indicators=str(indicator.pk)))
    assert list(risk.assessments.get().indicators.all()) == [indicator]


def test_one_sheet_in_work_a_risk(page, member, risk):
    form = get_new_sheet(page, member, risk)
    form.submit(**sheet_input())
    assert get_new_sheet(page, member, risk).submit(**sheet_input()).status_code == 422
    assert risk.assessments.count() == 1


def test_clerk_sees_a_sheet_but_scores_none(page, clerk, risk):
    sheet = make.assessment_sheet(risk)
    shown = page(clerk).get(sheet.get_absolute_url())
    assert shown.status_code == 200 and not any("/move/" in link for link in shown.links)
    assert get_new_sheet(page, clerk, risk).status_code == 403
    with pytest.raises(PermissionDenied):
        sheet.move("agree", by=clerk)


def test_an_agreed_sheet_is_not_agreed_again_nor_corrected(page, member, risk):
    sheet = make.agreed_sheet(risk)
    with pytest.raises(Refused):
        sheet.move("agree", by=member)
    assert page(member).get(f"/risks/assessments/{sheet.pk}/edit/").status_code == 403


def test_an_older_sheet_does_not_replace_a_newer_one(member, risk):
    make.agreed_sheet(risk, assessed_on=date(2026, 11, 2))
    with pytest.raises(Refused):
        make.assessment_sheet(risk, assessed_on=date(2026, 11, 1)).move("agree", by=member)


def test_paper_of_a_sheet_is_made(page, clerk, risk):
    paper = page(clerk).get(f"/risks/assessments/{make.assessment_sheet(risk).pk}/paper.pdf")
    assert paper.content[:5] == b"%PDF-"


# The database itself.

ILLEGAL = {
    "level of other points": {"level": "low"},
    "a level not of the method": {"level": "zero"},
    "residual two steps down": {"residual": "low", "effectiveness": "high", "residual_reason": "Негиз"},
    "residual without strong control": {
        "residual": "medium",
        "effectiveness": "medium",
        "residual_reason": "Негиз",
    },
    "residual without a reason": {"residual": "medium", "effectiveness": "high", "residual_reason": ""},
    "points of another level": {"likelihood": 1},
    "no reason": {"harm_reason": ""},
}


@pytest.mark.parametrize("wrong", ILLEGAL.values(), ids=ILLEGAL)
def test_orm_cannot_keep_an_illegal_sheet(risk, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.assessment_sheet(risk, **{"likelihood": 3, "harm": 3, "level": "high", **wrong})


@pytest.mark.parametrize("wrong", ILLEGAL.values(), ids=ILLEGAL)
def test_sql_cannot_make_a_sheet_illegal(risk, wrong):
    sheet = make.assessment_sheet(risk, 3, 3)
    columns = ", ".join(f"{name} = %s" for name in wrong)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE risks_assessment SET {columns} WHERE id = %s", [*wrong.values(), sheet.pk])


def test_sql_cannot_give_a_scored_risk_another_level(risk):
    make.agreed_sheet(risk, 3, 3)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE risks_risk SET level = 'low' WHERE id = %s", [risk.pk])


def test_agreed_sheets_are_neither_changed_nor_deleted(risk):
    sheet = make.agreed_sheet(risk)
    for statement in (
        "UPDATE risks_assessment SET control = 'x' WHERE id = %s",
        "DELETE FROM risks_assessment WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [sheet.pk])
    sheet.control = "башка"
    with pytest.raises(IntegrityError), transaction.atomic():
        sheet.save()
    assert Assessment.objects.of(risk.organisation).get().control == ""

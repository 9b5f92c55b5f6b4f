"""A method is data (J3): another one is entered by the administrator, changes new sheets only, and the old
ones keep theirs.
"""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from risks.models.method import Method
from tests import make

NEW = {
    "code": "300",
    "name_ky": "300-токтомдун матрицасы",
    "valid_from": "2026-10-01",
    "medium_from": "3",
    "high_from": "4",
    "residual_steps": "2",
}


@pytest.fixture
def risk(body):
    return make.risk(body)


@pytest.fixture
def entered(page, keeper):
    """The new method, by the administrator's hand."""
    assert page(keeper).get("/risks/methods/new/").submit(**NEW).status_code == 302
    return Method.objects.get(code="300")


def sheet_form(page, member, risk, day, **changes):
    data = {
        "assessed_on": day,
        "likelihood": "2",
        "likelihood_reason": "Сейрек учурлар болгон",
        "harm": "2",
        "harm_reason": "Сезилээрлик зыян келет",
        **changes,
    }
    return page(member).get(f"/risks/assessments/of/{risk.pk}/new/").submit(**data)


def test_bands_and_steps_are_those_of_the_rows(entered):
    assert [(band.least, band.most, band.level) for band in entered.rules.bands] == [
        (2, 2, "low"),
        (3, 3, "medium"),
        (4, 6, "high"),
    ]
    assert (entered.rules.residual_steps, entered.band_words()) == (2, "2 төмөнкү, 3 орточо, 4–6 жогорку")


def test_sheets_of_its_days_are_scorer_it_and_earlier_ones_are_not(page, member, head, risk, entered):
    sheet_form(page, member, risk, "2026-09-30")
    old = risk.assessments.get()
    assert (old.method.code, old.level) == ("232", "medium")
    old.move("agree", by=head)
    sheet_form(page, member, risk, "2026-10-02")
    new = risk.assessments.exclude(pk=old.pk).get()
    assert (new.method.code, new.level) == ("300", "high")
    old.refresh_from_db()
    assert (old.method.code, old.level) == ("232", "medium")


def test_live_result_follows_the_method_of_the_day(page, member, entered):
    def said(day):
        data = {"assessed_on": day, "likelihood": "2", "harm": "2", "effectiveness": "high"}
        shown = page(member).post("/risks/assessments/live/", data)
        return " ".join("".join(shown.tree.itertext()).split())

    assert "Деңгээл: орточо" in said("2026-09-30")
    assert "Деңгээл: жогорку" in said("2026-10-02") and "төмөнкү" in said("2026-10-02")


def test_its_own_steps_are_allowed_and_no_more(page, member, risk, entered):
    strong = {
        "effectiveness": "high",
        "residual": "low",
        "residual_reason": "Эки кол талап кылынат",
        "control": "К",
    }
    assert sheet_form(page, member, risk, "2026-09-30", likelihood="3", harm="3", **strong).status_code == 422
    assert sheet_form(page, member, risk, "2026-10-02", likelihood="3", harm="3", **strong).status_code == 302


def test_register_colours_the_matrix_by_the_method_in_force(page, clerk, risk, entered):
    from risks.counts import count_risks, matrix_strip
    from risks.models.risk import Risk

    rows = matrix_strip(count_risks(Risk.objects.of(risk.organisation)), {})["rows"]
    assert [[cell["level"] for cell in row["cells"]] for row in rows][0] == ["low", "medium", "high"]


def test_register_stands_side_by_side_under_each_method(page, clerk, body, entered):
    make.risk(body, level="zero")
    make.agreed_sheet(make.risk(body, position=2), 2, 2, assessed_on=date(2026, 9, 1))
    make.agreed_sheet(
        make.risk(body, position=3), 2, 2, method=entered, level="high", assessed_on=date(2026, 10, 3)
    )
    rows = [row[1:] for row in page(clerk).get("/risks/").rows if len(row) == 5 and row[4].isdigit()]
    assert rows == [["1", "0", "0", "0"], ["0", "0", "1", "0"], ["0", "0", "0", "1"]]


def test_sheet_says_its_method_on_screen_and_on_paper(page, clerk, risk):
    from risks.contexts import assessment_data

    made = make.agreed_sheet(risk)
    assert "232-токтомдун матрицасы" in page(clerk).get(made.get_absolute_url()).text
    assert assessment_data(made)["method"].startswith("232-токтомдун матрицасы")


@pytest.mark.parametrize(
    "wrong",
    [
        {"medium_from": "5", "high_from": "4"},
        {"medium_from": "2"},
        {"high_from": "7"},
        {"residual_steps": "3"},
        {"code": "232"},
    ],
)
def test_bands_that_leave_a_gap_or_a_level_out_are_refused(page, keeper, wrong):
    assert page(keeper).get("/risks/methods/new/").submit(**{**NEW, **wrong}).status_code == 422
    assert Method.objects.count() == 2


def test_a_method_in_use_keeps_its_rule(page, keeper, risk):
    made = make.assessment_sheet(risk)
    form = page(keeper).get(f"/risks/methods/{made.method.pk}/edit/")
    assert form.submit(residual_steps="2", high_from="6", name_ky="Башка").status_code == 302
    kept = Method.objects.get(pk=made.method.pk)
    assert (kept.residual_steps, kept.name_ky, kept.band_words()) == (
        made.method.residual_steps,
        made.method.name_ky,
        made.method.band_words(),
    )
    form = page(keeper).get(f"/risks/methods/{made.method.pk}/edit/")
    answer = form.submit(valid_to="2026-04-08", end_act="Кийинки токтомдун 2-пункту")
    assert answer.status_code == 422 and "кийинки күндөрдө түзүлгөн баракчалар бар: 1" in answer.text
    for statement in (
        "UPDATE risks_method SET residual_steps = 2 WHERE code = '232'",
        "UPDATE risks_band SET highest = 4 WHERE highest = 3",
        "DELETE FROM risks_band WHERE highest = 6",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_method_not_used_yet_can_be_corrected(page, keeper, entered):
    form = page(keeper).get(f"/risks/methods/{entered.pk}/edit/")
    assert form.submit(high_from="5").status_code == 302
    assert Method.objects.get(pk=entered.pk).rules.bands[2].least == 5

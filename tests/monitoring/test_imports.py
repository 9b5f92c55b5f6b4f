"""Scores out of a file: whatever is no score is named by its cell, and nothing is saved."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from monitoring import contexts, score_imports
from monitoring.models.certificate import Result
from office.imports.package import UnreadableFile
from office.papers.excel import to_xlsx
from tests import files, make
from tests.monitoring import build

HEAD = ["Орган", *(str(number) for number in range(1, 25))]


@pytest.fixture
def district(body):
    return body.parent


@pytest.fixture
def inspector(district):
    return build.inspectors(district, 1)[0]


def many(*rows):
    return files.excel_file([HEAD, *rows])


def single(scores):
    return files.excel_file(
        [["№", "Критерий", "Баа"], *([str(n), "сөз", score] for n, score in enumerate(scores, 1))]
    )


def doubts(reading):
    return [(one.cell, one.text, one.why) for one in reading.doubts]


def test_a_body_a_row_is_read():
    reading = score_imports.read_scores(many(["Достук", *["4"] * 24]), "а.xlsx", 24)
    assert (reading.has_row_per_organisation, reading.doubts) == (True, [])
    assert (reading.sheets[0].name, reading.sheets[0].cell) == ("Достук", "A2")
    assert reading.sheets[0].scores == dict.fromkeys(range(1, 25), 4)


def test_a_row_a_criterion_is_read():
    reading = score_imports.read_scores(single([5] * 24), "а.xlsx", 24)
    assert (reading.has_row_per_organisation, reading.doubts) == (False, [])
    assert reading.sheets[0].scores == dict.fromkeys(range(1, 25), 5)


@pytest.mark.parametrize(
    "text, why",
    [
        ("3,5", "decimal"),
        ("3.5", "decimal"),
        ("-4", "negative"),
        ("0", "score_out_of_range"),
        ("6", "score_out_of_range"),
        ("85", "score_out_of_range"),
        ("жакшы", "not_a_number"),
        ("80%", "not_a_number"),
        ("", "missing"),
    ],
)
def test_what_is_no_score_is_named_by_its_cell(text, why):
    row = ["Достук", *["4"] * 24]
    row[7] = text
    assert doubts(score_imports.read_scores(many(row), "а.xlsx", 24)) == [("H2", text, why)]
    scores = ["4"] * 24
    scores[6] = text
    assert doubts(score_imports.read_scores(single(scores), "а.xlsx", 24)) == [("C8", text, why)]


def test_missing_and_double_criteria_are_named():
    rows = [["№", "Критерий", "Баа"], *([str(n), "сөз", "4"] for n in [*range(1, 24), 23, 30])]
    reading = score_imports.read_scores(files.excel_file(rows), "а.xlsx", 24)
    assert [(one.cell, one.why, one.number) for one in reading.doubts] == [
        ("A25", "criterion_twice", 23),
        ("A26", "criterion_unknown", 30),
        ("", "row_missing", 24),
    ]


def test_missing_column_is_named():
    reading = score_imports.read_scores(files.excel_file([HEAD[:-1], ["Достук", *["4"] * 23]]), "а.xlsx", 24)
    assert [(one.why, one.number) for one in reading.doubts] == [("column_missing", 24)]


def test_file_without_scores_is_refused():
    with pytest.raises(UnreadableFile):
        score_imports.read_scores(files.excel_file([["сөз", "сөз"], ["сөз", "сөз"]]), "а.xlsx", 24)


def test_table_that_the_portal_printed_is_read_back(body):
    result = build.closed_monitoring(body.parent, body, [5, 4, 3, 2, 1, 5] * 4)
    reading = score_imports.read_scores(to_xlsx(contexts.result_table(result)["table"]), "а.xlsx", 24)
    assert (doubts(reading), reading.sheets[0].scores) == ([], result.by_number)


def upload(content):
    return SimpleUploadedFile("баалар.xlsx", content)


def bring(visitor, content, **fields):
    form = visitor.get(reverse("rating:bring"))
    return form.submit(file=upload(content), year="2024", made_on="2024-03-20", **fields)


def test_clean_file_is_shown_and_then_taken(page, district, body, foreign, inspector):
    visitor = page(inspector)
    shown = bring(visitor, many(["Достук айыл өкмөтү", *["4"] * 24], ["birdik", *["5"] * 24]))
    assert [row[:2] for row in shown.rows] == [["Достук айыл өкмөтү", "96"], ["Бирдик айыл өкмөтү", "120"]]
    assert not Result.objects.visible_to(inspector).exists()
    shown.submit()
    found = Result.objects.visible_to(inspector).order_by("total")
    assert [(one.organisation, one.total, one.band.rank, one.year) for one in found] == [
        (body, 96, 3, 2024),
        (foreign, 120, 5, 2024),
    ]
    assert found[0].brought_from == "баалар.xlsx, A2"


def test_taken_twice_it_stands_there_once(page, district, body, inspector):
    visitor = page(inspector)
    shown = bring(visitor, many(["Достук айыл өкмөтү", *["4"] * 24]))
    shown.submit()
    shown.submit()
    assert Result.objects.of(body).count() == 1


@pytest.mark.parametrize("text", ["3,5", "-4", "0", "6", "жакшы", "", "85"])
def test_with_one_doubt_nothing_is_saved(text, page, district, body, foreign, inspector):
    row = ["Достук айыл өкмөтү", *["4"] * 24]
    row[24] = text
    refused = bring(page(inspector), many(["birdik", *["5"] * 24], row))
    assert refused.status_code == 422
    assert [line[:2] for line in refused.rows] == [["Y3", "24"]]
    assert not Result.objects.visible_to(inspector).exists()


def test_unknown_repeated_and_foreign_bodies_are_named(page, district, body, inspector):
    elsewhere = make.organisation("bashka", kind="district", name_ky="Башка район")
    row = ["4"] * 24
    refused = bring(
        page(inspector), many(["Достук айыл өкмөтү", *row], ["dostuk", *row], [elsewhere.name_ky, *row])
    )
    assert [line[0] for line in refused.rows] == ["A3", "A4"]
    assert not Result.objects.visible_to(inspector).exists()


def test_rows_of_one_body_ask_which(page, district, body, inspector):
    visitor = page(inspector)
    assert bring(visitor, single(["4"] * 24)).status_code == 422
    bring(visitor, single(["4"] * 24), body=body.pk).submit()
    assert Result.objects.of(body).get().total == 96


def test_reading_changed_on_the_way_is_not_taken(page, district, body, inspector):
    answer = page(inspector).post(reverse("rating:bring"), {"reading": "бузулган"})
    assert answer.headers["Location"] == reverse("rating:bring")
    assert not Result.objects.visible_to(inspector).exists()


def test_member_fills_the_sheet_from_a_file_and_hands_it_in(page, district, body):
    row = build.announced_monitoring(district, body)
    visitor = page(row.members[0].person)
    address = reverse("monitorings:bring", args=[row.pk])
    refused = visitor.get(address).submit(file=upload(single(["4"] * 23 + ["6"])))
    assert (refused.status_code, row.member_scores.count()) == (422, 0)
    visitor.get(address).submit(file=upload(single(["4"] * 24)))
    assert row.member_scores.filter(score=4).count() == 24
    row.refresh_from_db()
    assert row.is_scoring


def test_empty_form_has_a_row_for_each_body_below(page, district, body, foreign, inspector):
    answer = page(inspector).get(reverse("rating:blank"))
    reading = score_imports.read_scores(answer.content, "а.xlsx", 24)
    assert [sheet.name for sheet in reading.sheets] == [district.name_ky, foreign.name_ky, body.name_ky]
    assert {one.why for one in reading.doubts} == {"missing"}
    assert io.BytesIO(answer.content).read(2) == b"PK"

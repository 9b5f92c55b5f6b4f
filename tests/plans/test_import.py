"""The village's own Word file becomes a plan with no retyping and prints back, every cell in its place (Done
when 1).
"""

import re
from collections import Counter
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from office.kyrgyz import tidy_text
from office.papers.excel import to_xlsx
from office.papers.official import make_word_copy
from office.papers.sheet import to_csv
from office.registers.workflow import Refused
from plans.contexts import plan_print_context, plan_table
from plans.editions.checks import plan_gaps
from plans.imports.models import PlanImport
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.papers import PLAN
from plans.terms import parse_term
from tests.files import excel_file, opened_excel, real_file, word_cells
from tests.plans import build
from tests.plans.test_reader import DECIDED, HEAD, SECTION, plan_row

FILE = "dostuk-2025-2027-plan.docx"


def upload_plan(page, who, content=None, name=FILE, **fields):
    form = page(who).get("/plans/imports/new/").form
    file = SimpleUploadedFile(name, real_file(FILE) if content is None else content)
    return page(who).post("/plans/imports/new/", {**form, **fields, "file": file})


def decide_plan_doubts(page, who, record, decisions):
    choices = {f"d.{doubt}": choice for doubt, choice in decisions.items()}
    return page(who).post(reverse("plan_imports:decide", args=[record.pk]), choices)


@pytest.fixture
def record(page, clerk):
    upload_plan(page, clerk)
    return PlanImport.unscoped.get()


@pytest.fixture
def plan(page, clerk, body, record):
    decide_plan_doubts(page, clerk, record, DECIDED)
    page(clerk).get(reverse("plan_imports:move", args=[record.pk, "accept"])).submit()
    return Plan.objects.of(body).get()


def cells_of_the_seed():
    """The rows of the file under its headings: texts without doubled spaces, a section as one text."""
    rows = [[tidy_text(text) for text in line] for line in word_cells(real_file(FILE))[2:]]
    return [row[:1] if len(set(row)) == 1 and row[0] else row for row in rows]


def cells_that_print(plan):
    table = plan_table(plan)
    keys = [column["key"] for column in table["columns"]]
    for group in table["groups"]:
        yield [group["heading"]]
        yield from ([row[key] for key in keys] for row in group["rows"])


# Rows that go on from the page before, as the clerk decided: row of the file → how far its cells slipped.
CONTINUED = {8: 0, 14: 1, 18: 0, 23: 0, 30: 0}


def cells_as_decided():
    """The seed's rows with those that continue the row above put back, which is all that the
    clerk decided.
    """
    decided = []
    for number, cells in enumerate(cells_of_the_seed(), start=3):
        if number not in CONTINUED:
            decided.append(cells)
            continue
        slip = CONTINUED[number]
        moved = [""] * slip + cells[: len(cells) - slip]
        decided[-1] = [tidy_text(f"{above} {below}") for above, below in zip(decided[-1], moved, strict=True)]
    return decided


def bare(cells):
    """Letters and signs without the spaces between them."""
    return [[re.sub(r"\s", "", text) for text in row] for row in cells]


def test_dry_run_shows_title_years_rows_and_doubts_and_saves_no_plan(page, clerk, record):
    shown = page(clerk).get(record.get_absolute_url())
    assert "Чечилүүчү: 6" in shown.text
    assert (record.first_year, record.last_year) == (2025, 2027)
    assert record.title.startswith("2025-2030-жылдарга коррупцияга каршы аракеттенүү боюнча")
    assert not Plan.objects.of(record.organisation).exists()


def test_nothing_is_accepted_before_every_doubt_is_decided(page, clerk, record):
    shown = page(clerk).get(record.get_absolute_url())
    assert reverse("plan_imports:move", args=[record.pk, "accept"]) not in shown.links
    with pytest.raises(Refused):
        record.move("accept", by=clerk)


def test_the_plan_comes_in_as_a_draft_with_no_retyping(plan):
    assert (plan.state, plan.kind, plan.stage, plan.years) == ("draft", "strategy", "first", "2025–2027")
    assert [section.number for section in plan.sections.all()] == ["1", "2", "3", "4", "5", "7"]
    assert Counter(measure.term_kind for measure in plan.measures.all()) == {
        "quarter": 3,
        "half-year": 6,
        "year": 1,
        "range": 7,
        "yearly": 1,
    }
    assert [
        one.year for one in Measure.objects.of(plan.organisation).get(term_kind="yearly").instalments.all()
    ] == [
        2025,
        2026,
        2027,
    ]


def test_the_plan_prints_back_with_every_cell_of_the_seed_in_order(plan):
    assert bare(cells_that_print(plan)) == bare(cells_as_decided())


# What a diff of the texts may show: rows of the file that are one row of the plan because the clerk joined
# them, and the sections whose number the dry run notes as glued to the title.
JOINED = [(7, 8), (13, 14), (17, 18), (22, 23), (29, 30)]
GLUED = [24, 28]


def test_a_diff_of_texts_shows_only_what_the_clerk_decided(plan, record):
    file = {number: " ".join(row) for number, row in enumerate(cells_of_the_seed(), start=3)}
    printed = [" ".join(row) for row in cells_that_print(plan)]
    kept = [number for number, text in file.items() if text in printed]
    assert [number for number in file if number not in kept] == sorted([*sum(JOINED, ()), *GLUED])
    assert [note.row for note in record.found.notes if note.code == "number-glued"] == GLUED
    assert [file[number] for number in kept] == [text for text in printed if text in file.values()]
    assert len(printed) == len(file) - len(JOINED)


def test_the_headings_are_those_of_the_seed_to_the_letter():
    assert PLAN.form == "plans/plan"
    assert [column.heading for column in PLAN.columns] == word_cells(real_file(FILE))[0]


def test_every_term_of_the_seed_is_a_period_that_prints_back(plan):
    measures = list(plan.measures.all())
    assert [measure.term_text for measure in measures] == [""] * 18
    assert all(parse_term(measure.printed_term) == measure.term for measure in measures)


def test_an_empty_expected_result_is_kept_empty_and_talap_kylynbait_is_an_answer(plan):
    assert [measure.task.section.number for measure in plan.measures.filter(result="")] == ["3"]
    assert plan.measures.filter(funding="Талап кылынбайт").count() == 2


def test_word_excel_and_csv_hold_the_same_cells_as_the_print(plan):
    printed = list(cells_that_print(plan))
    context = plan_print_context(plan)
    lines = [row[:1] if len(set(row)) == 1 else row for row in word_cells(make_word_copy(context))[1:]]
    assert lines == printed
    csv = to_csv(context["table"]).decode("utf-8-sig")
    sheet = opened_excel(to_xlsx(context["table"]))
    texts = [text for row in printed for text in row if text]
    there = [cell for line in sheet.iter_rows(min_row=4, values_only=True) for cell in line if cell]
    assert there == texts
    assert all(text.replace('"', '""') in csv for text in texts)


def test_the_word_file_of_a_plan_comes_in_again_as_the_same_rows(page, clerk, body, plan):
    upload_plan(page, clerk, make_word_copy(plan_print_context(plan)), "again.docx", title=plan.title)
    again = PlanImport.unscoped.exclude(plan=plan).get()
    [second] = again.undecided
    decide_plan_doubts(page, clerk, again, {second.id: "separate"})
    again = PlanImport.unscoped.get(pk=again.pk)
    assert {one.kind for one in again.compared} == {"same"}
    before = list(cells_that_print(plan))
    again.move("accept", by=clerk)
    assert (Plan.objects.of(body).count(), again.plan, again.taken["rows"]) == (1, None, 0)
    assert list(cells_that_print(plan)) == before


def test_the_word_file_of_a_plan_under_another_title_becomes_the_same_plan(page, clerk, plan):
    upload_plan(page, clerk, make_word_copy(plan_print_context(plan)), "again.docx", title="Башка план")
    again = PlanImport.unscoped.exclude(plan=plan).get()
    [second] = again.undecided
    decide_plan_doubts(page, clerk, again, {second.id: "separate"})
    again.refresh_from_db()
    again.move("accept", by=clerk)
    assert list(cells_that_print(again.plan)) == list(cells_that_print(plan))


def test_a_file_without_a_title_asks_for_one_and_keeps_what_was_chosen(page, clerk, body):
    answer = upload_plan(page, clerk, excel_file([HEAD, SECTION, plan_row()]), "a.xlsx", kind="other")
    assert (answer.status_code, answer.form["kind"]) == (422, "other")
    assert not PlanImport.objects.of(body).exists()
    upload_plan(page, clerk, excel_file([HEAD, SECTION, plan_row()]), "a.xlsx", title="План", kind="other")
    assert PlanImport.objects.of(body).values_list("title", "first_year", "last_year").get() == (
        "План",
        2025,
        2025,
    )


def test_a_term_before_the_plans_years_refuses_the_whole_import_in_words(page, clerk, body):
    upload_plan(
        page,
        clerk,
        excel_file([HEAD, SECTION, plan_row(), plan_row("2", "Экинчи", term="2023-жыл")]),
        "a.xlsx",
        title="План",
        first_year="2025",
        last_year="2026",
    )
    record = PlanImport.objects.of(body).get()
    answer = page(clerk).get(reverse("plan_imports:move", args=[record.pk, "accept"])).submit()
    assert answer.status_code == 422
    assert not Plan.objects.of(body).exists()


def test_a_term_nobody_could_read_stays_beside_the_measure_as_written(page, clerk, body):
    upload_plan(
        page,
        clerk,
        excel_file([HEAD, SECTION, plan_row(), plan_row("2", "Экинчи", term="регулярдуу")]),
        "a.xlsx",
        title="План",
    )
    record = PlanImport.objects.of(body).get()
    [doubt] = record.undecided
    decide_plan_doubts(page, clerk, record, {doubt.id: "empty"})
    record.refresh_from_db()
    record.move("accept", by=clerk)
    assert list(record.plan.measures.order_by("pk").values_list("term_kind", "term_text")) == [
        ("year", ""),
        ("", "регулярдуу"),
    ]
    assert [row["term"] for row in plan_table(record.plan)["groups"][0]["rows"]] == ["2025-жыл", "регулярдуу"]


OPEN = ["ай сайын", "туруктуу", "апрель-июнь 2026", "Мыйзам күчүнө киргенден баштап"]


@pytest.fixture
def open_terms(page, clerk, body):
    """A plan of two years whose measures repeat, stay open or span months."""
    rows = [plan_row(str(n), f"Милдет {n}", term=term) for n, term in enumerate(OPEN, 1)]
    years = {"first_year": "2026", "last_year": "2027"}
    upload_plan(page, clerk, excel_file([HEAD, SECTION, *rows]), "a.xlsx", title="План", **years)
    record = PlanImport.objects.of(body).get()
    record.move("accept", by=clerk)
    return record.plan


def test_repeating_and_open_terms_are_of_the_years_of_the_plan_and_print_as_written(open_terms):
    rows = list(open_terms.measures.in_order())
    assert [row.printed_term for row in rows] == OPEN
    assert [(row.term_kind, row.instalments.count(), row.last_day) for row in rows] == [
        ("monthly", 24, date(2027, 12, 31)),
        ("constant", 2, date(2027, 12, 31)),
        ("span", 0, date(2026, 6, 30)),
        ("from-event", 2, date(2027, 12, 31)),
    ]


def test_a_plan_with_repeating_and_open_terms_can_be_approved(open_terms, head, clerk):
    assert plan_gaps(open_terms) == []
    open_terms.move("start", by=clerk, **build.paper_order_fields())
    assert open_terms.is_running
    late = Measure.objects.of(open_terms.organisation).due_before(date(2026, 2, 1))
    assert [row.printed_term for row in late] == ["ай сайын"]


def test_upload_is_pressed_by_a_word_that_says_what_happens(page, clerk):
    assert page(clerk).get(reverse("plan_imports:create")).words("button", class_="btn btn-primary") == [
        "Файлды окуу"
    ]


def test_a_day_is_chosen_where_a_term_is_unclear_and_can_be_changed(page, clerk, body):
    rows = [
        plan_row(),
        plan_row("2", "Экинчи", term="качан болсо"),
        plan_row("3", "Үчүнчү", term="качан болсо"),
    ]
    upload_plan(page, clerk, excel_file([HEAD, SECTION, *rows]), "a.xlsx", title="План")
    record = PlanImport.objects.of(body).get()
    first, second = record.undecided
    assert len(page(clerk).get(record.get_absolute_url()).all("input", type="date")) == 2
    url = reverse("plan_imports:decide", args=[record.pk])
    page(clerk).post(url, {f"day.{first.id}": "2025-02-31", f"d.{second.id}": "term:2025-жыл"})
    record.refresh_from_db()
    assert [doubt.id for doubt in record.undecided] == [first.id, second.id]
    page(clerk).post(url, {f"day.{first.id}": "2025-05-14", f"same.{first.id}": "1"})
    record = PlanImport.objects.of(body).get()
    assert record.undecided == []
    chosen = page(clerk).get(record.get_absolute_url()).all("input", type="date")
    assert [field.get("value") for field in chosen] == ["2025-05-14"] * 2
    assert [row[3] for row in page(clerk).get(record.get_absolute_url()).rows if len(row) > 3][1:] == [
        "14.05.2025"
    ] * 2
    record.move("accept", by=clerk)
    assert [row.last_day for row in record.plan.measures.in_order()][1:] == [date(2025, 5, 14)] * 2


# --- The command -------------------------------------------------------------------------------------------


def test_command_tells_what_was_understood_and_refuses_while_there_are_doubts(body, tmp_path, capsys):
    file = tmp_path / FILE
    file.write_bytes(real_file(FILE))
    call_command("import_plan", str(file), organisation="dostuk", dry_run=True)
    assert "doubts: 6" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("import_plan", str(file), organisation="dostuk")
    assert not Plan.objects.of(body).exists()


def test_command_takes_a_plan_without_doubts(body, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(excel_file([HEAD, SECTION, plan_row()]))
    call_command("import_plan", str(file), organisation="dostuk", title="План", json=True)
    assert Plan.objects.of(body).values_list("title", "first_year", "state").get() == ("План", 2025, "draft")

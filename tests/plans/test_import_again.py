"""A plan read again beside the one that stands, and an accepted one taken back."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from office.registers.workflow import Refused
from plans.imports.actions import measure_cells
from plans.imports.models import PlanImport
from plans.models.division import Section
from plans.models.executor import Executor
from plans.models.measure import Measure
from plans.models.plan import Plan
from tests.files import excel_file
from tests.plans import build
from tests.plans.test_import import upload_plan
from tests.plans.test_reader import HEAD, SECTION, plan_row

ROWS = [HEAD, SECTION, plan_row(), plan_row("2", "Экинчи милдет", term="2025-жыл")]


def read_file(page, clerk, rows=ROWS, title="План"):
    upload_plan(page, clerk, excel_file(rows), "a.xlsx", title=title)
    return PlanImport.unscoped.latest("pk")


def accept(record, clerk):
    record.move("accept", by=clerk)
    return PlanImport.unscoped.get(pk=record.pk)


def choose(page, clerk, record, action):
    page(clerk).post(reverse("plan_imports:compare", args=[record.pk]), {"all.changed": action})
    return PlanImport.unscoped.get(pk=record.pk)


@pytest.fixture
def first(page, clerk):
    return accept(read_file(page, clerk), clerk)


def changed_row(**cells):
    """The rows of the file with other cells in the second measure."""
    row = list(ROWS[3])
    places = {"result": 4, "executors": 5}
    for key, text in cells.items():
        row[places[key]] = text
    return [*ROWS[:3], row]


def test_the_same_file_again_makes_no_second_plan(page, clerk, body, first):
    again = read_file(page, clerk)
    shown = page(clerk).get(again.get_absolute_url())
    assert "Реестрде мурунтан бар: 2 (өзгөрүүсүз 2, өзгөргөн 0); жаңы 0" in shown.text
    again = accept(again, clerk)
    assert (again.plan, again.taken["skipped"], Plan.objects.of(body).count()) == (None, 2, 1)
    assert first.plan.get_absolute_url() in page(clerk).get(again.get_absolute_url()).links


def test_a_changed_measure_is_asked_about_and_brought_up_to_the_file(page, clerk, body, first):
    again = read_file(page, clerk, changed_row(result="Башка натыйжа"))
    [changed] = again.unchosen
    assert list(changed.differences) == ["result"]
    with pytest.raises(Refused):
        again.move("accept", by=clerk)
    accept(choose(page, clerk, again, "update"), clerk)
    assert [row.result for row in first.plan.measures.in_order()][1] == "Башка натыйжа"
    assert Measure.objects.of(body).count() == 2


def test_a_measure_brought_under_another_task_stands_behind_those_of_it(page, clerk, body):
    rows = [HEAD, SECTION, plan_row(measure="Окутуу"), plan_row("2", "Экинчи милдет", "Текшерүү")]
    plan = accept(read_file(page, clerk, rows), clerk).plan
    Measure.objects.of(body).filter(text="Окутуу").update(position=7)
    again = read_file(page, clerk, [*rows[:3], plan_row("2", "", "Текшерүү"), plan_row("3", "", "Отчет")])
    assert [one.kind for one in again.compared] == ["same", "changed", "new"]
    accept(choose(page, clerk, again, "update"), clerk)
    measures = list(plan.measures.in_order())
    assert [measure.text for measure in measures] == ["Окутуу", "Текшерүү", "Отчет"]
    assert len({measure.task_id for measure in measures}) == 1
    assert len({measure.position for measure in measures}) == 3


def test_a_measure_moved_under_another_section_is_changed_and_the_emptied_one_goes(page, clerk, body, first):
    moved = [HEAD, ["2. Экинчи багыт"], *ROWS[2:]]
    plan = accept(read_file(page, clerk, [*ROWS[:3], ["2. Экинчи багыт"], ROWS[3]], "Эки багыт"), clerk).plan
    again = read_file(page, clerk, moved, "Эки багыт")
    assert [(one.kind, list(one.differences)) for one in again.compared] == [
        ("changed", ["section"]),
        ("same", []),
    ]
    assert "багыт" in page(clerk).get(again.get_absolute_url()).text
    accept(choose(page, clerk, again, "update"), clerk)
    assert [section.title for section in plan.sections.all()] == ["Экинчи багыт"]
    assert [task.measures.count() for task in plan.sections.get().tasks.all()] == [1, 1]


def test_a_task_that_a_measure_left_stays_while_another_stands_under_it(page, clerk, body):
    rows = [HEAD, SECTION, plan_row(measure="Окутуу"), plan_row("2", "", "Текшерүү"), plan_row("3", "Үчүнчү")]
    plan = accept(read_file(page, clerk, rows), clerk).plan
    again = read_file(page, clerk, [*rows[:3], plan_row("3", "Үчүнчү"), plan_row("4", "", "Текшерүү")])
    assert [one.kind for one in again.compared] == ["same", "same", "changed"]
    accept(choose(page, clerk, again, "update"), clerk)
    tasks = plan.sections.get().tasks.order_by("pk")
    assert [task.measures.count() for task in tasks] == [1, 2]


def test_a_file_without_sections_moves_nothing(page, clerk, body, first):
    again = read_file(page, clerk, [HEAD, *ROWS[2:]])
    assert {one.kind for one in again.compared} == {"same"}


def test_executors_that_the_file_names_no_longer_execute_no_longer(page, clerk, body, head, first):
    measure = list(first.plan.measures.in_order())[1]
    for words, person in (("Аппарат жетекчиси", head), ("Башкы адис", clerk)):
        Executor.objects.create(organisation=body, measure=measure, person=person, words=words)
    again = read_file(page, clerk, changed_row(executors="Башкы адис, мектептер"))
    accept(choose(page, clerk, again, "update"), clerk)
    measure.refresh_from_db()
    assert measure.executors_text == "Башкы адис, мектептер"
    assert [one.person for one in measure.executors.all()] == [clerk]


def test_control_links_stay_where_the_executors_are_the_same(page, clerk, body, first):
    measure = first.plan.measures.in_order()[1]
    build.name_executor(measure, words="Жетекчи", person=clerk)
    accept(choose(page, clerk, read_file(page, clerk, changed_row(result="Башка")), "update"), clerk)
    assert Measure.objects.of(body).get(pk=measure.pk).executors.get().person == clerk


def test_emptied_cells_of_a_measure_are_changes(page, clerk, body, first):
    rows = [HEAD, SECTION, plan_row(task="", result=""), ROWS[3]]
    [emptied] = read_file(page, clerk, rows).unchosen
    assert dict(emptied.differences) == {"task": ("Милдет", ""), "result": ("Натыйжа", "")}
    record = choose(page, clerk, read_file(page, clerk, rows), "update")
    accept(record, clerk)
    measure = first.plan.measures.get(result="")
    assert measure_cells(measure)["task"] == ""


def test_control_a_column_that_the_file_lacks_is_no_emptied_cell(page, clerk, body, first):
    rows = [[cell for place, cell in enumerate(row) if place != 4] for row in ROWS]
    assert [one.kind for one in read_file(page, clerk, rows).compared] == ["same", "same"]


def test_a_changed_measure_may_be_left_as_it_is(page, clerk, body, first):
    before = list(Measure.objects.of(body).values_list("result", flat=True))
    record = read_file(page, clerk, changed_row(result="Башка натыйжа"))
    accept(choose(page, clerk, record, "skip"), clerk)
    assert list(Measure.objects.of(body).values_list("result", flat=True)) == before


def test_a_new_measure_enters_the_draft_under_its_section(page, clerk, body, first):
    again = read_file(page, clerk, [*ROWS, plan_row("3", "Үчүнчү милдет", "Жаңы иш-чара")])
    assert [one.kind for one in again.compared] == ["same", "same", "new"]
    again = accept(again, clerk)
    assert (again.taken["rows"], again.plan) == (1, None)
    assert (Section.objects.of(body).count(), first.plan.measures.count()) == (1, 3)
    again.move("take_back", by=clerk)
    assert (first.plan.measures.count(), Section.objects.of(body).count()) == (2, 1)


def test_a_plan_of_another_title_or_years_is_another_plan(page, clerk, body, first):
    accept(read_file(page, clerk, title="Башка план"), clerk)
    assert Plan.objects.of(body).count() == 2


def test_an_approved_plan_is_changed_by_no_file(page, clerk, body, first):
    first.plan.move("start", by=clerk, **build.paper_order_fields())
    again = read_file(page, clerk)
    assert accept(again, clerk).taken["skipped"] == 2
    record = choose(page, clerk, read_file(page, clerk, changed_row(result="Башка")), "update")
    with pytest.raises(Refused):
        record.move("accept", by=clerk)
    assert PlanImport.unscoped.get(pk=record.pk).state == "read"


def test_an_accepted_plan_goes_back_whole(page, clerk, body, first):
    url = reverse("plan_imports:move", args=[first.pk, "take_back"])
    assert url in page(clerk).get(first.get_absolute_url()).links
    page(clerk).get(url).submit()
    first.refresh_from_db()
    assert (first.state, first.plan, Plan.objects.of(body).count()) == ("discarded", None, 0)
    assert (Measure.objects.of(body).count(), Section.objects.of(body).count()) == (0, 0)
    assert accept(read_file(page, clerk), clerk).plan


def test_a_plan_with_repeating_terms_goes_back_with_its_years(page, clerk, body):
    rows = [HEAD, SECTION, plan_row(term="2025-2027-жылдар, жыл сайын")]
    record = accept(read_file(page, clerk, rows), clerk)
    assert record.plan.measures.get().instalments.count() == 3
    record.move("take_back", by=clerk)
    assert not Plan.objects.of(body).exists()


def test_a_plan_that_somebody_worked_on_stays(page, clerk, body, first):
    measure = first.plan.measures.first()
    Measure.objects.of(body).filter(pk=measure.pk).update(version=measure.version + 1, result="Түзөтүлдү")
    with pytest.raises(Refused):
        first.move("take_back", by=clerk)
    assert PlanImport.unscoped.get(pk=first.pk).plan == Plan.objects.of(body).get()


def test_the_command_makes_no_doubles_and_asks_about_changes(page, clerk, body, first, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(excel_file(ROWS))
    call_command("import_plan", str(path), organisation=body.code, title="План")
    assert (Plan.objects.of(body).count(), Measure.objects.of(body).count()) == (1, 2)
    path.write_bytes(excel_file(changed_row(result="Башка натыйжа")))
    with pytest.raises(CommandError):
        call_command("import_plan", str(path), organisation=body.code, title="План")
    call_command("import_plan", str(path), organisation=body.code, title="План", changed="update")
    assert Measure.objects.of(body).filter(result="Башка натыйжа").count() == 1

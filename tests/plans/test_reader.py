"""The village's plan becomes sections, tasks and measures; what is not understood is left to a person."""

import io
import re
from datetime import date

import docx
import pytest

from office.imports.doubts import Undecided
from plans.imports.reader import NO_TASK, divide_plan, read_plan, resolved_term, stage_in_title
from plans.terms import Term
from tests.files import excel_file, real_file, word_cells, word_file

HEAD = ["№", "Милдеттер", "Иш-чаралар", "Ишке ашыруу мөөнөтү", "Күтүлүүчү натыйжалар", "Жооптуу аткаруучулар"]
HEAD += ["Каржылоо булактары"]
# What the clerk decides of the village's file: five rows go on from the page before, one is a second measure.
DECIDED = {
    "1.8.row": "join",
    "1.10.row": "separate",
    "1.14.row": "join-right",
    "1.18.row": "join",
    "1.23.row": "join",
    "1.30.row": "join",
}
SECTION = ["1. Бөлүм"] * 7


def read_plan_rows(*rows):
    return read_plan(excel_file([HEAD, *rows]), "a.xlsx")


def plan_row(number="1", task="Милдет", measure="Чара", term="2025-жыл", result="Натыйжа", who="Айыл өкмөтү"):
    return [number, task, measure, term, result, who, "Талап кылынбайт"]


def asked_doubts(reading, decisions=()):
    return [
        (doubt.id, doubt.reason, [value for value, _words in doubt.options])
        for doubt in reading.undecided(dict(decisions))
    ]


@pytest.fixture(scope="module")
def village():
    return read_plan(real_file("dostuk-2025-2027-plan.docx"), "dostuk-2025-2027-plan.docx")


def test_the_villages_plan_leaves_six_rows_without_a_number_to_a_person_the_right_choice_first(village):
    assert [(place, reason, choices[0]) for place, reason, choices in asked_doubts(village)] == [
        (place, "row-without-number", choice) for place, choice in DECIDED.items()
    ]
    assert asked_doubts(village, DECIDED) == []


def test_what_needs_no_decision_is_noted(village):
    assert [(note.code, note.row, note.text) for note in village.notes] == [
        ("column-numbers", 2, "1 | 2 | 3 | 5 | 6 | 6 | 7"),
        ("empty-cell", 13, "Күтүлүүчү натыйжалар"),
        ("number-glued", 24, "5.Стратегияны ишке ашыруу механизмдери, финансы ресурстары"),
        ("number-glued", 28, "7.Стратегияны ишке ашыруу процесстерине мониторинг жана баалоо жүргүзүү"),
    ]


def test_the_title_and_the_years_stand_over_the_table(village):
    assert village.title.startswith("2025-2030-жылдарга коррупцияга каршы")
    assert village.title.endswith("I-этап үчүн)")
    assert (village.years, stage_in_title(village.title)) == ((2025, 2027), "first")


def test_sections_keep_their_numbers_and_tasks_their_measures(village):
    sections = divide_plan(village.resolve(DECIDED))
    assert [section.number for section in sections] == ["1", "2", "3", "4", "5", "7"]
    assert [[task.number for task in section.parts] for section in sections] == [
        ["1", "2"],
        ["1", "2", "3"],
        ["1"],
        ["1", "2", "3", "4", "5", "6"],
        ["1", "2", "3"],
        ["1", "2"],
    ]
    assert [[measure.number for measure in task.parts] for task in sections[1].parts] == [
        [""],
        ["1", "2"],
        [""],
    ]


def division_texts(sections):
    """Everything a division holds, in its order."""
    for section in sections:
        yield from (section.number, section.words)
        for task in section.parts:
            yield from (task.number, task.words)
            for measure in task.parts:
                yield from (measure.number, measure.words)
                yield from (measure.row[key] for key in ("term", "result", "executors", "funding"))


def test_every_word_of_the_file_is_kept(village):
    kept = "".join(division_texts(divide_plan(village.resolve(DECIDED))))
    cells = [text for line in word_cells(real_file("dostuk-2025-2027-plan.docx"))[2:] for text in line]
    bare = [re.sub(r"^\d\.|\s", "", text) for text in cells]
    assert [text for text in bare if text not in re.sub(r"\s", "", kept)] == []


def test_a_word_cut_at_its_hyphen_by_the_page_is_one_word_again(village):
    rows = village.resolve(DECIDED)
    assert rows[6]["task"].startswith("Бюджеттик процесстердин ачык-айкындуулугун жогорулатуу")
    assert (rows[6]["term"], rows[6]["result"]) == ("2025-жылдын 2-жарым жылдыгы", "")
    assert rows[8]["term"] == "2026-жылдын 1-жарым жылдыгы"


def test_nothing_is_joined_without_a_person(village):
    with pytest.raises(Undecided):
        village.resolve({})


def test_a_row_joined_otherwise_asks_for_its_term_anew(village):
    half = DECIDED | {"1.14.row": "leave-out"}
    [(place, reason, choices)] = asked_doubts(village, half)
    assert (place, reason) == ("1.13.term.2025жылдын2жарым", "term-unknown")
    assert choices == [
        "term:2025-жылдын 2-жарым жылдыгы",
        "term:2025-жылдын 2-кварталы",
        "term:2025-жылдын 1-жарым жылдыгы",
        "empty",
    ]
    assert asked_doubts(village, half | {place: choices[0]}) == []
    assert village.resolve(half | {place: choices[0]})[6]["term"] == choices[0]


@pytest.mark.parametrize("text", ["регулярдуу", "качан болсо", "2025-жылдын 5-кварталы"])
def test_a_term_that_cannot_be_counted_is_a_doubt_and_stays_as_written_when_left(text):
    found = read_plan_rows(SECTION, plan_row(term=text))
    [(place, reason, choices)] = asked_doubts(found)
    assert (reason, choices[-1]) == ("term-unknown", "empty")
    [resolved] = found.resolve({place: "empty"})
    assert resolved_term(resolved) == (None, text)


def test_a_term_that_is_missing_is_a_doubt_too():
    [(place, reason, choices)] = asked_doubts(read_plan_rows(SECTION, plan_row(), plan_row("2", term="")))
    assert (place, reason, choices) == ("1.4.term.", "term-empty", ["empty"])


def test_a_term_written_otherwise_is_understood_and_kept_as_written():
    [resolved] = read_plan_rows(SECTION, plan_row(term="3 квартал 2025 года")).resolve({})
    assert resolved_term(resolved) == (Term.part("quarter", 2025, 3), "3 квартал 2025 года")


def test_the_term_that_was_chosen_takes_the_place_of_the_one_written():
    [resolved] = read_plan_rows(SECTION, plan_row(term="2025-жылдын 3-квартлы")).resolve(
        {"1.3.term.2025жылдын3квартлы": "term:2025-жылдын 3-кварталы"}
    )
    assert resolved_term(resolved) == (Term.part("quarter", 2025, 3), "")


def test_a_plan_without_a_title_has_the_years_of_its_terms():
    found = read_plan_rows(SECTION, plan_row(), plan_row("2", "Экинчи", term="2026-2027-жылдар"))
    assert found.years == (2025, 2027)


def test_measures_without_a_task_keep_their_own_numbers():
    [section] = divide_plan(read_plan_rows(SECTION, plan_row(task=""), plan_row("2", "")).resolve({}))
    [task] = section.parts
    assert (task.number, task.words, [part.number for part in task.parts]) == ("", NO_TASK, ["1", "2"])


def test_cells_merged_downwards_give_one_task_with_its_measures():
    data = word_file([HEAD, SECTION, plan_row(measure="1. Бир"), plan_row(measure="2. Эки")])
    paper = docx.Document(io.BytesIO(data))
    table = paper.tables[0]
    for column in (0, 1):
        table.cell(3, column).text = ""
        table.cell(2, column).merge(table.cell(3, column))
    out = io.BytesIO()
    paper.save(out)
    found = read_plan(out.getvalue(), "a.docx")
    [(place, reason, choices)] = asked_doubts(found)
    assert (reason, choices[0]) == ("row-without-number", "separate")
    [section] = divide_plan(found.resolve({place: "separate"}))
    assert [(task.number, [(part.number, part.words) for part in task.parts]) for task in section.parts] == [
        ("1", [("1", "Бир"), ("2", "Эки")])
    ]


def test_russian_headings_are_known():
    head = ["№", "Задачи", "Мероприятия", "Срок исполнения", "Ожидаемые результаты", "Исполнители"]
    found = read_plan(
        excel_file([[*head, "Источник финансирования"], SECTION, plan_row(term="1 полугодие 2026 года")]),
        "a.xlsx",
    )
    assert resolved_term(found.resolve({})[0])[0] == Term.part("half-year", 2026, 1)


def test_a_list_of_risks_is_never_taken_without_a_person():
    found = read_plan(real_file("dostuk-2026-risks.docx"), "a.docx")
    assert [column.key for column in found.mapping if column.is_sure] == ["number"]
    assert len(found.unsure_columns) == 7


@pytest.mark.parametrize(
    ("text", "kind"), [("жыл сайын", "yearly"), ("Ежемесячно", "monthly"), ("туруктуу", "constant")]
)
def test_a_repeating_term_is_of_the_years_of_the_plan_and_printed_back_as_written(text, kind):
    found = read_plan_rows(plan_row(term=text))
    assert found.undecided({}) == []
    assert resolved_term(found.resolve({})[0], (2025, 2027)) == (Term.repeated(kind, 2025, 2027), text)


def test_an_unclear_term_offers_days_and_takes_any_other_day():
    found = read_plan_rows(plan_row(term="2026-жылга чейин"))
    [doubt] = found.undecided({})
    assert [value for value, _label in doubt.options] == ["term:31.12.2026", "term:31.12.2025", "empty"]
    assert doubt.offers_day
    [row] = found.resolve({doubt.id: doubt.choice_of_day(date(2026, 5, 14))})
    assert resolved_term(row) == (Term.day(date(2026, 5, 14)), "")
    assert [
        found.undecided({doubt.id: choice}) != [] for choice in ("term:", "term:качандыр", "31.12.2026")
    ] == [True] * 3


@pytest.mark.parametrize("text", ["30.06.26", "до 30.06.26", "30.06.26 чейин", "30.06.26 г."])
def test_a_year_of_two_figures_is_asked_about_with_the_day_of_this_century(text):
    found = read_plan_rows(plan_row(term=text))
    [doubt] = found.undecided({})
    assert next(value for value, _label in doubt.options) == "term:30.06.2026"
    [row] = found.resolve({doubt.id: "term:30.06.2026"})
    assert resolved_term(row) == (Term.day(date(2026, 6, 30)), "")


def test_a_term_with_words_around_it_is_printed_back_as_written():
    found = read_plan_rows(plan_row(term="2025-жыл ичинде"))
    assert resolved_term(found.resolve({})[0]) == (Term.part("year", 2025), "2025-жыл ичинде")

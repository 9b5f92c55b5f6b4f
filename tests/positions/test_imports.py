"""The ministry's list and staffing tables become rows; what is not understood is left to a person."""

import pytest

from office.imports.doubts import Undecided
from office.imports.package import UnreadableFile
from office.imports.text import tidy_lines
from positions.imports import PositionListReading, StaffingReading, one_risk_a_line
from tests.files import excel_file, real_file, word_cells, word_file

LIST = [
    "№",
    "Коррупциялык тобокелдик бар кызмат орду",
    "Кызматтык ыйгарым укуктар",
    "Коррупциялык тобокелдик",
]
LIST += ["Коррупциялык тобокелдиктердин деңгээли"]
STAFF = ["№", "Түзүмдүк бөлүм", "Кызмат орду", "Саны"]


def read_sheet_rows(reading, *rows, head=LIST):
    return reading.of(excel_file([head, *rows]), "a.xlsx")


def doubts(found):
    """Those that are open while nothing is decided."""
    return [
        (doubt.id, doubt.reason, [value for value, _words in doubt.options]) for doubt in found.undecided({})
    ]


@pytest.fixture(scope="module")
def ministry():
    return PositionListReading.of(real_file("economy-2016-annex2.docx"), "economy-2016-annex2.docx")


def test_ministry_list_leaves_one_doubt_and_notes_the_row_of_dashes(ministry):
    assert doubts(ministry) == [
        ("1.4.row", "row-without-number", ["join-right", "join", "separate", "leave-out"])
    ]
    assert [(note.code, note.row) for note in ministry.notes] == [("dashes", 5)]


def test_ministry_list_gives_two_posts_with_the_row_cut_by_the_page_put_back(ministry):
    rows = ministry.resolve({"1.4.row": "join-right"})
    cells = word_cells(real_file("economy-2016-annex2.docx"))
    assert [(row["number"], row["level"]) for row in rows] == [("1", "medium"), ("2", "high")]
    assert [row["post"] for row in rows] == [cells[1][1], cells[2][1]]
    assert [row["powers"] for row in rows] == [cells[1][2], cells[2][2]]
    assert rows[0]["areas"] == cells[1][3]
    assert rows[1]["areas"] == tidy_lines(f"{cells[2][3]} {cells[3][2]}")


def test_risks_of_the_ministry_stand_one_a_line(ministry):
    first, second = (
        one_risk_a_line(row["areas"]).split("\n") for row in ministry.resolve({"1.4.row": "join-right"})
    )
    assert [len(first), len(second)] == [3, 7]
    assert second[2].startswith("эки жактуу мааниде") and second[2].endswith("түзүү;")


def test_row_cut_by_the_page_is_never_joined_without_a_person(ministry):
    with pytest.raises(Undecided):
        ministry.resolve({})


def test_every_word_of_the_ministrys_table_is_kept(ministry):
    kept = " ".join(" ".join(map(str, row.values())) for row in ministry.resolve({"1.4.row": "join"}))
    words = " ".join(text for row in word_cells(real_file("economy-2016-annex2.docx"))[1:4] for text in row)
    assert set(words.split()) - set(kept.split()) <= {"Орточо", "Жогорку"}


@pytest.mark.parametrize("text", ["Нөлдүк", "орточо нөлдүк", "Орго", "өтө жогору", ""])
def test_level_that_the_act_does_not_know_is_for_a_person(text):
    found = read_sheet_rows(PositionListReading, ["1", "Адис", "Ыйгарым", "Тобокелдик", text])
    reason = "level-unknown" if text else "level-empty"
    assert [(d.id, d.reason, sorted(v for v, _w in d.options)) for d in found.doubts] == [
        ("1.2.level", reason, ["high", "low", "medium"])
    ]


def test_form_with_its_stars_is_read_too():
    starred = ["№", *(f"{text}({'*' * stars})" for stars, text in enumerate(LIST[1:], 1))]
    found = read_sheet_rows(
        PositionListReading, ["1", "Адис", "Ыйгарым", "Тобокелдик", "төмөнкү"], head=starred
    )
    assert [row["level"] for row in found.resolve({})] == ["low"]


def test_list_without_its_column_of_numbers_is_read_row_by_row():
    found = read_sheet_rows(PositionListReading, ["Адис", "Ыйгарым", "Тобокелдик", "Орточо"], head=LIST[1:])
    assert [note.code for note in found.notes] == ["numbers-missing"]
    assert [row["post"] for row in found.resolve({})] == ["Адис"]


def test_row_without_a_post_is_asked_about():
    found = read_sheet_rows(PositionListReading, ["1", "", "Ыйгарым", "Тобокелдик", "Орточо"])
    assert doubts(found) == [("1.2.row", "row-without-essential", ["leave-out", "separate"])]
    assert found.resolve({"1.2.row": "leave-out"}) == []


def test_heading_over_a_part_of_the_list_is_a_note():
    data = excel_file(
        [LIST, ["Борбордук аппарат"], ["1", "Адис", "Ыйгарым", "Тобокелдик", "Орточо"]], merge=["A2:E2"]
    )
    found = PositionListReading.of(data, "a.xlsx")
    assert [(note.code, note.text) for note in found.notes] == [("text-row", "Борбордук аппарат")]
    assert [row["kind"] for row in found.resolve({})] == [""]


def test_list_of_risks_is_never_taken_without_a_person():
    found = PositionListReading.of(real_file("dostuk-2026-risks.docx"), "dostuk-2026-risks.docx")
    assert len(found.rows) == 11
    assert [column.key for column in found.mapping if column.is_sure] == ["number"]
    with pytest.raises(Undecided):
        found.resolve({})


def test_list_of_5000_posts_is_read_and_one_more_is_refused():
    row = ["1", "Адис", "Ыйгарым", "Тобокелдик", "Орточо"]
    assert len(read_sheet_rows(PositionListReading, *[row] * 5000).rows) == 5000
    with pytest.raises(UnreadableFile) as refusal:
        read_sheet_rows(PositionListReading, *[row] * 5001)
    assert refusal.value.code == "rows"


def test_staffing_table_with_a_column_of_units():
    found = read_sheet_rows(
        StaffingReading, ["1", "", "Башчы", "1"], ["2", "Социалдык бөлүм", "Адис", "0,5"], head=STAFF
    )
    assert [(row["unit"], row["post"], row["count"]) for row in found.resolve({})] == [
        ("", "Башчы", "1"),
        ("Социалдык бөлүм", "Адис", "0.5"),
    ]


def test_staffing_table_with_units_as_headings():
    data = excel_file(
        [STAFF, ["Жетекчилик"], ["1", "", "Башчы", 1], ["Социалдык бөлүм"], ["2", "", "Адис", 1.5]],
        merge=["A2:D2", "A4:D4"],
    )
    rows = StaffingReading.of(data, "a.xlsx").resolve({})
    assert [(row["kind"], row["post"], row["count"]) for row in rows] == [
        ("Жетекчилик", "Башчы", "1"),
        ("Социалдык бөлүм", "Адис", "1.5"),
    ]


def test_unit_alone_in_its_column_is_a_heading():
    found = read_sheet_rows(StaffingReading, ["", "Архив"], ["1", "", "Архивчи", "1"], head=STAFF)
    assert [(row["kind"], row["post"]) for row in found.resolve({})] == [("Архив", "Архивчи")]


def test_total_of_a_staffing_table_is_no_post():
    found = read_sheet_rows(StaffingReading, ["1", "", "Башчы", "1"], ["", "Бардыгы", "", "1"], head=STAFF)
    assert [(note.code, note.text) for note in found.notes] == [("total", "Бардыгы | 1")]
    assert len(found.resolve({})) == 1


def test_row_with_a_number_of_posts_and_no_post_is_asked_about():
    found = read_sheet_rows(StaffingReading, ["1", "", "Башчы", "1"], ["", "Катары", "", "1"], head=STAFF)
    [doubt] = found.doubts
    assert [value for value, _words in doubt.options][0] == "leave-out"
    assert len(found.resolve({doubt.id: "leave-out"})) == 1


@pytest.mark.parametrize("text", ["бир", "0", "-1", "1/2", "", "1e5"])
def test_number_of_posts_that_is_none_is_for_a_person(text):
    found = read_sheet_rows(StaffingReading, ["1", "Бөлүм", "Адис", text], head=STAFF)
    assert [doubt.id for doubt in found.doubts] == ["1.2.count"]
    assert found.resolve({"1.2.count": "0.5"})[0]["count"] == "0.5"


def test_reading_waits_between_two_requests(ministry):
    again = PositionListReading.from_dict(ministry.to_dict())
    assert again == ministry
    assert again.doubts[0].options == ministry.doubts[0].options


def test_staffing_table_in_russian_words():
    head = ["№ п/п", "Структурное подразделение", "Наименование должности", "Количество штатных единиц"]
    found = StaffingReading.of(word_file([head, ["1", "Отдел", "Специалист", "1"]]), "a.docx")
    assert [row["post"] for row in found.resolve({})] == ["Специалист"]

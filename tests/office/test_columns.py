"""Tables with any headings: what is proposed, what a person chooses, and what is remembered."""

import json
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from office.imports.tables import read_tables
from office.staff.imports import StaffReading
from plans.imports.models import PlanImport
from plans.imports.reader import PlanReading
from positions.imports import PositionListReading, StaffingReading, read_position_file
from positions.models.imports import PositionImport
from risks.imports import RiskListReading, Undecided
from risks.models.imports import RiskImport
from risks.models.risk import Risk
from tests.files import csv_file, excel_file, word_file

RUSSIAN = ["№", "Полномочия органа", "Описание риска", "Вид риска", "Степень риска", "Отдел", "Кто занят"]
ROW = ["1", "Жер берүү", "Кезек бузулат", "кырдаалдык", "Жогорку", "Жер бөлүмү", "Адис"]
KEYS = ["number", "function", "situation", "category", "level", "unit", "posts"]
GROUP = ["Кызмат көрсөтүү функциясы"]


def proposals(reading):
    return {column.name: column.key for column in reading.mapping}


def test_words_and_contents_propose_and_a_person_decides():
    found = RiskListReading.of(excel_file([RUSSIAN, ROW]), "a.xlsx")
    assert proposals(found) == dict(zip(RUSSIAN, [*KEYS[:6], ""], strict=True))
    assert {column.name: column.basis for column in found.mapping} == dict(
        zip(
            RUSSIAN,
            ["heading", "words", "words", "contents", "words", "words", "unknown"],
            strict=True,
        )
    )
    assert [doubt.column for doubt in found.undecided({})][:6] == RUSSIAN[1:]
    with pytest.raises(Undecided):
        found.resolve({"1.2.group": "services"})


@pytest.mark.parametrize(
    ("kind", "headings", "row", "keys"),
    [
        (
            PositionListReading,
            ["Кызмат орундары", "Эмне кылат", "Кайсы тобокелдик бар", "Баасы"],
            ["Адис", "Кабыл алат", "Пара", "орточо"],
            ["post", "", "areas", "level"],
        ),
        (
            StaffReading,
            ["Толук аты", "Кызмат ордунун аталышы", "Отдел кадров", "Иштей баштады"],
            ["Асанов Бакыт", "Адис", "Архив", "12.01.2024"],
            ["name", "post", "unit", "since"],
        ),
        (
            PlanReading,
            ["Аткарылчу иштер", "Качан", "Кимдер аткаруучу", "Күтүлгөн жыйынтык"],
            ["Окутуу", "2026-жыл", "Кадр бөлүмү", "Билет"],
            ["", "term", "executors", "result"],
        ),
        (
            StaffingReading,
            ["Аталышы", "Канча штат", "Кайсы бөлүм"],
            ["Адис", "1,5", "Архив"],
            ["", "count", "unit"],
        ),
    ],
)
def test_every_list_proposes_for_strange_headings(kind, headings, row, keys):
    assert [column.key for column in kind.of(excel_file([headings, row, row]), "a.xlsx").mapping] == keys


def test_known_headings_ask_nothing_more():
    head = ["№", "Кызмат орду", "Түзүмдүк бөлүм", "Штаттык бирдиктердин саны"]
    found = StaffingReading.of(excel_file([head, ["1", "Адис", "Архив", "1"]]), "a.xlsx")
    assert (found.unsure_columns, found.source, found.undecided({})) == ([], [], [])


def test_positions_are_read_as_the_list_whose_columns_are_there():
    head = ["Аталышы", "Канча штат", "Кайсы бөлүм"]
    found = read_position_file(excel_file([head, ["Адис", "1", "Архив"]]), "a.xlsx")
    assert found.form == "positions/staffing"


def test_headings_of_two_columns_that_are_alike_stay_two():
    data = excel_file([["Сөз", "Сөз", "Баасы"], ["Жер берүү", "Кезек", "жогорку"]])
    found = RiskListReading.of(data, "a.xlsx")
    assert [column.name for column in found.mapping] == ["Сөз", "Сөз#2", "Баасы"]
    again = RiskListReading.of(data, "a.xlsx", choices={"сөз": "function", "сөз#2": "note"})
    assert again.rows[0].cells == {"function": "Жер берүү", "note": "Кезек", "level": "жогорку"}


def test_a_column_chosen_twice_is_asked_about_anew():
    data = excel_file([["Биринчи", "Экинчи"], ["Жер берүү", "Кезек"]])
    found = RiskListReading.of(data, "a.xlsx", choices={"биринчи": "function", "экинчи": "function"})
    assert [(column.key, column.basis) for column in found.mapping] == [("function", "chosen"), ("", "twice")]
    assert found.undecided({})[0].reason == "column-twice"


def test_a_table_without_headings_is_read_by_its_contents():
    rows = [["1", "Жер берүү", "жогорку"], ["2", "Сатып алуу", "төмөнкү"]]
    found = RiskListReading.of(excel_file(rows), "a.xlsx")
    assert proposals(found) == {"A": "number", "B": "", "C": "level"}
    assert [row.number for row in found.rows] == ["1", "2"]


@pytest.mark.parametrize("choices", [{}, {"чыгым": ""}])
@pytest.mark.parametrize("make", [csv_file, excel_file, word_file])
def test_a_group_stays_a_group_beside_a_column_that_is_left_out(make, choices):
    rows = [[*RUSSIAN, "Чыгым"], [*GROUP, *[""] * 7], [*ROW, "9"]]
    name = {csv_file: "a.csv", excel_file: "a.xlsx", word_file: "a.docx"}[make]
    found = RiskListReading.of(make(rows), name, choices=choices)
    assert [(group.heading, group.kind) for group in found.groups] == [(GROUP[0], "services")]
    assert [row.number for row in found.rows] == ["1"]


def test_every_row_of_a_list_of_one_column_is_a_row():
    found = RiskListReading.of(excel_file([["Тобокелдик"], GROUP, ["Пара алуу"], ["Кезек"]]), "a.xlsx")
    assert [row.cells for row in found.rows] == [{"situation": "Пара алуу"}, {"situation": "Кезек"}]
    assert [group.kind for group in found.groups] == ["services"]


def test_words_over_strange_headings_are_no_headings():
    data = excel_file([["Бекитемин"], ["Тизме 2026"], RUSSIAN, ROW, ["2", *ROW[1:]]])
    found = RiskListReading.of(data, "a.xlsx")
    assert (proposals(found)["Описание риска"], len(found.rows)) == ("situation", 2)
    assert found.above == "Бекитемин\nТизме 2026"


def test_strange_headings_in_two_storeys():
    top = ["№", "Коркунуч", None, "Жооптуу отдел"]
    below = [None, "мүнөзү", "даражасы", None]
    data = excel_file(
        [top, below, ["1", "Кезек бузулат", "жогорку", "Архив"]], merge=["B1:C1", "A1:A2", "D1:D2"]
    )
    found = RiskListReading.of(data, "a.xlsx")
    assert proposals(found) == {
        "№": "number",
        "Коркунуч мүнөзү": "",
        "Коркунуч даражасы": "level",
        "Жооптуу отдел": "unit",
    }
    assert len(found.rows) == 1


def test_every_sheet_with_the_same_strange_headings_is_read():
    found = RiskListReading.of(word_file([RUSSIAN, ROW], [RUSSIAN, ["2", *ROW[1:]]]), "a.docx")
    assert [row.number for row in found.rows] == ["1", "2"]
    assert len(found.mapping) == len(RUSSIAN)


def test_many_doubtful_rows_do_not_refuse_a_file_whose_columns_are_strange():
    rows = [[str(n), "Жер берүү", "??"] for n in range(2100)]
    found = RiskListReading.of(excel_file([["№", "Иш", "Степень"], *rows]), "a.xlsx")
    assert len(found.rows) == 2100


def test_reading_with_chosen_columns_waits_between_two_requests():
    found = RiskListReading.of(excel_file([RUSSIAN, ROW]), "a.xlsx")
    assert RiskListReading.from_dict(json.loads(json.dumps(found.to_dict()))) == found


# --- Whatever the names and the order ----------------------------------------------------------------------

NAMES = st.text("абвгжклмнорстуышөүңABCxyz ", min_size=3, max_size=30).filter(
    lambda text: len(text.split()) and text.strip()[0].isalpha()
)


@settings(max_examples=60, deadline=None)
@given(
    order=st.permutations(range(len(KEYS))),
    names=st.lists(NAMES, min_size=len(KEYS), max_size=len(KEYS), unique_by=lambda name: name.strip()[:3]),
    as_csv=st.booleans(),
)
def test_after_choosing_by_hand_the_same_rows_come_out(order, names, as_csv):
    rows = [ROW, ["2", "Сатып алуу", "Баа көтөрүлөт", "потенциалдуу", "орточо", "Сатып алуу бөлүмү", "Башчы"]]
    table = [[" ".join(names[i].split()) for i in order], *([row[i] for i in order] for row in rows)]
    data, name = (csv_file(table), "a.csv") if as_csv else (excel_file(table), "a.xlsx")
    chosen = found = RiskListReading.of_tables(read_tables(data, name))
    if found.source:
        columns = {column.place: column.id for column in found.mapping}
        choices = {columns[place]: KEYS[i] for place, i in enumerate(order)}
        chosen = RiskListReading.of_plain(found.source, choices=choices)
    resolved = chosen.resolve({f"1.{chosen.rows[0].row}.group": "services"})
    assert [
        [row[key] for key in ("number", "function", "situation", "unit", "posts")] for row in resolved
    ] == [[row[i] for i in (0, 1, 2, 5, 6)] for row in rows]
    assert [(row["category"], row["level"]) for row in resolved] == [
        ("situational", "high"),
        ("potential", "medium"),
    ]


# --- The pages ---------------------------------------------------------------------------------------------


def upload(page, who, rows, name="a.xlsx"):
    form = page(who).get("/risks/imports/new/").form
    page(who).post("/risks/imports/new/", {**form, "file": SimpleUploadedFile(name, excel_file(rows))})
    return RiskImport.unscoped.latest("pk")


def choose(page, who, record, *keys):
    fields = {f"c.{place}": key for place, key in enumerate(keys)}
    page(who).post(f"/risks/imports/{record.pk}/columns/", fields)
    return RiskImport.unscoped.get(pk=record.pk)


def test_the_page_shows_first_rows_and_reads_with_what_is_chosen(page, clerk, body):
    record = upload(page, clerk, [RUSSIAN, GROUP, ROW])
    shown = page(clerk).get(record.get_absolute_url())
    assert "Кайсы мамыча эмнени билдирет?" in shown.text and "Кезек бузулат" in shown.text
    assert f"/risks/imports/{record.pk}/move/accept/" not in shown.links
    record = choose(page, clerk, record, *KEYS)
    assert (record.undecided, record.decisions["columns"]["ктозанят"]) == ([], "posts")
    page(clerk).get(f"/risks/imports/{record.pk}/move/accept/").submit()
    assert [(risk.situation, risk.posts) for risk in Risk.objects.of(body)] == [("Кезек бузулат", "Адис")]


def test_the_choice_is_remembered_by_the_body(page, clerk, body):
    record = choose(page, clerk, upload(page, clerk, [RUSSIAN, GROUP, ROW]), *KEYS)
    again = upload(page, clerk, [RUSSIAN, GROUP, ["1", "Башка иш", *ROW[2:]]])
    assert (again.undecided, proposals(again.found)) == ([], proposals(record.found))
    assert "Мамычаларды өзгөртүү" in page(clerk).get(again.get_absolute_url()).text


def test_what_was_chosen_for_a_discarded_file_is_forgotten(page, clerk, body):
    record = choose(page, clerk, upload(page, clerk, [RUSSIAN, GROUP, ROW]), *KEYS)
    record.move("discard", by=clerk)
    assert RiskImport.remembered_columns(body) == {}


def test_another_body_remembers_nothing_of_it(page, clerk, body, foreign):
    choose(page, clerk, upload(page, clerk, [RUSSIAN, GROUP, ROW]), *KEYS)
    assert RiskImport.remembered_columns(foreign) == {}


def test_columns_of_a_closed_import_stay(page, clerk):
    record = upload(page, clerk, [RUSSIAN, GROUP, ROW])
    record.move("discard", by=clerk)
    assert choose(page, clerk, record, *KEYS).decisions == {}


# --- The command line --------------------------------------------------------------------------------------


def answer(capsys, command, tmp_path, rows, *arguments):
    (tmp_path / "a.xlsx").write_bytes(excel_file(rows))
    with suppress(CommandError):
        call_command(command, str(tmp_path / "a.xlsx"), "--organisation", "dostuk", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_dry_run_of_any_table_says_its_columns_and_asks_for_each_unsure_one(capsys, body, tmp_path):
    found = answer(capsys, "import_risks", tmp_path, [RUSSIAN, GROUP, ROW], "--dry-run")
    assert [(line["heading"], line["proposal"], line["sure"]) for line in found["columns"]] == list(
        zip(RUSSIAN, [*KEYS[:6], ""], [True, *[False] * 6], strict=True)
    )
    assert found["rows"][0]["situation"] == "Кезек бузулат"
    assert [doubt["column"] for doubt in found["doubts"]] == RUSSIAN[1:]
    assert found["doubts"][0]["proposals"][0] == "column:function"
    assert [note["code"] for note in found["notes"]] == ["columns-missing", "columns-left-out"]


def test_nothing_is_accepted_while_a_column_is_unsure(capsys, body, tmp_path):
    found = answer(capsys, "import_risks", tmp_path, [RUSSIAN, GROUP, ROW])
    assert (found["accepted"], found["refused"]["code"]) == (False, "doubts")


def test_columns_named_on_the_command_line_are_taken(capsys, body, tmp_path):
    named = [f"--column={heading}={key}" for heading, key in zip(RUSSIAN, KEYS, strict=True)]
    found = answer(capsys, "import_risks", tmp_path, [RUSSIAN, GROUP, ROW], *named)
    assert found["accepted"]
    assert Risk.objects.of(body).get().unit_text == "Жер бөлүмү"


def test_a_name_that_is_no_column_is_refused_in_words(capsys, body, tmp_path):
    found = answer(capsys, "import_risks", tmp_path, [RUSSIAN, ROW], "--dry-run", "--column=Жок=level")
    assert found["refused"]["code"] == "column"


@pytest.mark.parametrize("command", ["import_positions", "import_staff", "import_plan"])
def test_the_sister_commands_say_it_too(capsys, body, tmp_path, command):
    found = answer(capsys, command, tmp_path, [["Бир", "Эки"], ["сөз", "башка сөз"]], "--dry-run")
    assert [line["sure"] for line in found["columns"]] == [False, False]
    assert len(found["doubts"]) >= 2 and "refused" not in found


# --- The wrong door ----------------------------------------------------------------------------------------

POSITIONS = ["№", "Должность", "Должностные полномочия", "Коррупционный риск", "Уровень коррупционных рисков"]


def test_a_list_of_positions_at_risks_says_so_and_leads_there(page, clerk, body):
    record = upload(page, clerk, [POSITIONS, ["1", "Адис", "Кабыл алат", "Пара", "орточо"]])
    shown = page(clerk).get(record.get_absolute_url())
    assert "коррупциогендик кызмат орундарынын тизмеги" in shown.text
    page(clerk).post(f"/risks/imports/{record.pk}/door/")
    moved = PositionImport.unscoped.get()
    assert (moved.undecided, moved.name, moved.sha256) == ([], record.name, record.sha256)
    record.refresh_from_db()
    assert record.state == "discarded"


def test_a_plan_at_risks_becomes_a_plan_with_its_years(page, clerk, body):
    head = ["№", "Задачи", "Мероприятия", "Срок", "Ожидаемый результат", "Исполнители"]
    record = upload(page, clerk, [["План 2026-2027 годы"], head, ["1", "а", "б", "2026-жыл", "в", "г"]])
    page(clerk).post(f"/risks/imports/{record.pk}/door/")
    assert PlanImport.unscoped.get().first_year == 2026


@pytest.mark.parametrize(
    "headings", [RUSSIAN, ["п/п", "Функция", "Где риск", "Категория", "Степень", "Отдел", "Пост"]]
)
def test_a_list_of_risks_at_plans_is_led_to_the_risks_by_its_words(page, clerk, body, headings):
    form = page(clerk).get("/plans/imports/new/").form
    fields = {"title": "Тизме", "first_year": "2026", "last_year": "2026"}
    file = SimpleUploadedFile("a.xlsx", excel_file([headings, ROW]))
    page(clerk).post("/plans/imports/new/", {**form, **fields, "file": file})
    record = PlanImport.unscoped.get()
    page(clerk).post(f"/plans/imports/{record.pk}/door/")
    [moved] = RiskImport.unscoped.all()
    assert (moved.name, moved.found.unsure_columns != []) == ("a.xlsx", True)
    record.refresh_from_db()
    assert record.state == "discarded"


def test_a_list_no_register_knows_stays_where_it_is(page, clerk, body):
    record = upload(page, clerk, [RUSSIAN, GROUP, ROW])
    page(clerk).post(f"/risks/imports/{record.pk}/door/")
    record.refresh_from_db()
    assert record.state == "read"
    assert "/door/" not in page(clerk).get(record.get_absolute_url()).content.decode()


def test_the_command_says_which_list_it_is(capsys, body, tmp_path):
    rows = [POSITIONS, ["1", "Адис", "Кабыл алат", "Пара", "орточо"]]
    found = answer(capsys, "import_risks", tmp_path, rows, "--dry-run")
    assert found["notes"][0]["code"] == "wrong-door"

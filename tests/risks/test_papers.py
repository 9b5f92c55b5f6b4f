from office.papers.excel import to_xlsx
from office.papers.sheet import to_csv
from office.papers.word import to_docx
from risks import contexts
from risks.imports import read_risk_list
from risks.models.risk import Risk
from risks.papers import ANNEX_1, CATEGORY_WORDS, FUNCTION_HEADINGS, LEVEL_WORDS, VILLAGE_LIST
from tests import make
from tests.files import INPUTS, excel_file, opened_excel, real_file, word_cells

WORDS = {
    "organisation_dative": "Достук айыл өкмөтүнө",
    "organisation_genitive": "Достук айыл өкмөтүнүн",
    "organisation_locative": "Достук айыл өкмөтүндөгү",
}
ROW = {
    column.key: column.key
    for sheet in (VILLAGE_LIST, ANNEX_1)
    for column in sheet.columns
    if column.key != "number"
}


def headings(sheet):
    return [column["heading"] for column in sheet.table([], **WORDS)["columns"]]


def listed():
    """The village's list as its own file gives it, with «Орго» decided."""
    rows = read_risk_list(real_file("dostuk-2026-risks.docx"), "list.docx").resolve({"1.5.level": "medium"})
    words = LEVEL_WORDS | CATEGORY_WORDS
    return [
        (
            heading,
            [
                row | {"level": words[row["level"]], "category": words[row["category"]]}
                for row in rows
                if row["kind"] == kind
            ],
        )
        for kind, heading in FUNCTION_HEADINGS.items()
        if any(row["kind"] == kind for row in rows)
    ]


def test_village_list_headings_are_the_seeds_to_the_letter():
    assert headings(VILLAGE_LIST) == word_cells(real_file("dostuk-2026-risks.docx"))[0]


def test_annex_1_headings_are_the_acts_to_the_letter():
    form = next(
        line for line in seed().splitlines() if line.startswith("№\tМамлекеттик органдын функциялары")
    )
    assert headings(ANNEX_1) == form.split("\t")


def test_annex_1_notes_are_the_acts_to_the_letter():
    lines = seed().splitlines()
    start = lines.index("Эскертүү:")
    assert list(ANNEX_1.notes) == [line for line in lines[start : start + 6] if line][:3]


def seed():
    return (INPUTS / "seeds" / "281-annex-1.txt").read_text(encoding="utf-8")


def test_the_lists_are_called_lists():
    assert VILLAGE_LIST.table([], **WORDS)["title"] == (
        "Достук айыл өкмөтүнүн коррупциянын келип чыгуу тобокелдиги бар учурлардын жана "
        "кырдаалдардын\nТИЗМЕГИ"
    )
    assert (
        ANNEX_1.table([], **WORDS)["title"]
        == "Достук айыл өкмөтүндөгү коррупциялык тобокелдиктердин\nТИЗМЕГИ"
    )


def test_the_village_list_in_word_holds_every_cell_of_the_seed():
    known = {"Жогору": "Жогорку", "Орто": "Орточо", "Орго": "Орточо"}
    seed = [
        [known.get(text, text) for text in row] for row in word_cells(real_file("dostuk-2026-risks.docx"))
    ]
    assert word_cells(to_docx(VILLAGE_LIST.table(listed(), **WORDS))) == seed


def test_every_copy_of_the_list_can_be_imported_again():
    table = VILLAGE_LIST.table(listed(), **WORDS)
    texts = [(row["number"], row["function"], row["level"]) for _heading, rows in listed() for row in rows]
    for render, name in ((to_docx, "a.docx"), (to_xlsx, "a.xlsx"), (to_csv, "a.csv")):
        rows = read_risk_list(render(table), name).resolve({})
        assert [(row["number"], row["function"], LEVEL_WORDS[row["level"]]) for row in rows] == texts


def test_annex_1_can_be_imported_again():
    row = ROW | {"level": "Нөлдүк", "category": "Системалуу (реалдуу)"}
    table = ANNEX_1.table([("Мүлктү башкаруу функциясы", [row])], **WORDS)
    reading = read_risk_list(to_xlsx(table), "a.xlsx")
    assert (reading.form, reading.doubts) == ("risks/annex-1", [])
    assert reading.resolve({}) == [
        {key: row.get(key, "") for key in ("function", "situation", "unit", "elsewhere", "note")}
        | {"posts": "", "kind": "property", "number": "1", "level": "zero", "category": "systemic"}
        | {"source": {"table": 1, "row": 5}}
    ]


def test_the_excel_sample_has_the_headings_of_the_aliases():
    sample = [cell.value for cell in opened_excel(real_file("economy-2016-annex1.xlsx"))[3]]
    reading = read_risk_list(
        excel_file(
            [sample, [FUNCTION_HEADINGS["norms"]], ["1", "а", "б", "в", "Кырдаалдык", "Төмөнкү", "г"]]
        ),
        "a.xlsx",
    )
    assert [column["key"] for column in reading.columns] == [column.key for column in ANNEX_1.columns]


def test_working_print_gives_a_number_to_what_is_in_the_list_alone(body):
    for place, state in enumerate(("active", "draft", "active"), 1):
        make.risk(body, state=state, position=place)
    context = contexts.risk_list_print_context(VILLAGE_LIST.form, body, Risk.objects.of(body).in_order())
    assert [row["number"] for row in context["table"]["groups"][0]["rows"]] == ["1", "", "2"]

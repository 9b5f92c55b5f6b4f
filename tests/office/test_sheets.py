import json
import re

import pytest
from docx.oxml.ns import qn

from office.imports.tables import read_tables
from office.papers.excel import to_xlsx
from office.papers.sheet import (
    Column,
    Sheet,
    canonical_json,
    guard_formula,
    table_sha256,
    to_csv,
    unguard_formula,
)
from office.papers.word import to_docx
from tests.files import opened_excel, opened_word, word_cells, zip_part

SHEET = Sheet(
    "office/example",
    "{organisation_genitive}\nТИЗМЕГИ",
    (
        Column("number", "№", 10, numeric=True),
        Column("thing", "{organisation_dative} тиешелүү", 60),
        Column("note", "Эскертүү", 30),
    ),
    notes=("Эскертүү:", "(*) - жобого ылайык."),
)
GROUPS = [
    (
        "Кызмат көрсөтүү функциясы",
        [{"thing": "Жер", "note": "", "secret": "x"}, {"thing": "Суу\nжарык", "note": "№ 5"}],
    ),
    ("Уруксат берүү функциясы", [{"thing": "Жайыт", "note": "өң"}]),
]
PAYLOADS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "'=1",
    "=cmd|' /C calc'!A0",
    "-- 5",
    'а"б',
    "а,б;в",
    "1\n2",
]


def table(groups=GROUPS, **meta):
    return SHEET.table(groups, organisation_genitive="Достуктун", organisation_dative="Достукка", **meta)


def with_text(text):
    return table([("", [{"thing": text, "note": ""}])])


def test_a_table_stands_on_its_own():
    assert table([("Топ", [{"thing": "Жер", "note": ""}])], edition=3) == {
        "form": "office/example",
        "language": "ky",
        "title": "Достуктун\nТИЗМЕГИ",
        "orientation": "landscape",
        "organisation_genitive": "Достуктун",
        "organisation_dative": "Достукка",
        "edition": 3,
        "columns": [
            {"key": "number", "heading": "№", "width": 10, "numeric": True},
            {"key": "thing", "heading": "Достукка тиешелүү", "width": 60, "numeric": False},
            {"key": "note", "heading": "Эскертүү", "width": 30, "numeric": False},
        ],
        "groups": [{"heading": "Топ", "rows": [{"number": "1", "thing": "Жер", "note": ""}]}],
        "notes": ["Эскертүү:", "(*) - жобого ылайык."],
    }


def test_numbers_restart_in_each_group():
    assert [[row["number"] for row in group["rows"]] for group in table()["groups"]] == [["1", "2"], ["1"]]


def test_only_declared_columns_get_in():
    assert "secret" not in canonical_json(table()).decode()


@pytest.mark.parametrize("row", [{"thing": "Жер"}, {}])
def test_a_missing_cell_is_an_error(row):
    with pytest.raises(KeyError):
        table([("", [row])])


def test_a_missing_word_of_the_heading_is_an_error():
    with pytest.raises(KeyError):
        SHEET.table(GROUPS, organisation_genitive="Достуктун")


def test_a_title_given_is_printed_as_given():
    assert table(title="{а} ТИЗМЕК")["title"] == "{а} ТИЗМЕК"


def test_canonical_is_the_same_after_a_trip_through_json():
    assert canonical_json(json.loads(canonical_json(table()))) == canonical_json(table())
    assert table_sha256(table()) == table_sha256(json.loads(canonical_json(table())))
    assert table_sha256(table()) != table_sha256(table(edition=2))


def test_csv_to_the_byte():
    assert to_csv(table()).decode("utf-8-sig").split("\r\n") == [
        "№,Достукка тиешелүү,Эскертүү",
        "Кызмат көрсөтүү функциясы,,",
        "1,Жер,",
        '2,"Суу\nжарык",№ 5',
        "Уруксат берүү функциясы,,",
        "1,Жайыт,өң",
        "",
    ]
    assert to_csv(table())[:3] == b"\xef\xbb\xbf"


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_guarded_text_is_no_formula_and_comes_back(text):
    assert guard_formula(text)[0] not in "=+-@\t\r＝"
    assert unguard_formula(guard_formula(text)) == text


@pytest.mark.parametrize("text", PAYLOADS)
def test_excel_holds_texts_only(text):
    cell = opened_excel(to_xlsx(with_text(text)))["B4"]
    assert (cell.data_type, cell.value.replace("\r", "")) == ("s", text.replace("\r", ""))


def test_excel_is_laid_out_like_the_paper():
    sheet = opened_excel(to_xlsx(table()))
    assert sorted(map(str, sheet.merged_cells.ranges)) == [
        "A10:C10",
        "A11:C11",
        "A1:C1",
        "A4:C4",
        "A7:C7",
    ]
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "$3:$3",
        "landscape",
        9,
    )
    assert [cell.value for cell in sheet[6]] == ["2", "Суу\nжарык", "№ 5"]


def test_excel_refuses_to_cut_a_text():
    with pytest.raises(ValueError, match="32768"):
        to_xlsx(with_text("а" * 32_768))


def test_word_holds_every_cell_in_order():
    assert word_cells(to_docx(table())) == [
        ["№", "Достукка тиешелүү", "Эскертүү"],
        ["Кызмат көрсөтүү функциясы"],
        ["1", "Жер", ""],
        ["2", "Суу\nжарык", "№\xa05"],
        ["Уруксат берүү функциясы"],
        ["1", "Жайыт", "өң"],
    ]


def test_word_has_blocks_notes_and_signatures():
    paper = opened_word(
        to_docx(
            table(),
            heading_block=["№ 5 буйругуна", "1-тиркеме"],
            signatures=[("Башчы", "А. Асанов")],
            mark="долбоор",
        )
    )
    assert [p.text for p in paper.paragraphs] == [
        "№\xa05 буйругуна",
        "1-тиркеме",
        "Достуктун\nТИЗМЕГИ",
        "Эскертүү:",
        "(*) - жобого ылайык.",
        "Башчы\t____________________\tА. Асанов",
    ]
    assert paper.sections[0].header.paragraphs[0].text == "долбоор"


def test_word_is_a_lying_a4_with_repeated_head_and_whole_rows():
    data = to_docx(table())
    section = opened_word(data).sections[0]
    xml = zip_part(data, "word/document.xml").decode()
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert (xml.count("<w:tblHeader/>"), xml.count("<w:cantSplit/>"), xml.count("<w:tr>")) == (1, 6, 6)
    assert [xml.count(f'w:instr="{name}"') for name in ("PAGE", "NUMPAGES")] == [0, 0]
    assert [zip_part(data, "word/footer1.xml").count(name) for name in (b'"PAGE"', b'"NUMPAGES"')] == [1, 1]


@pytest.mark.parametrize("render", [to_xlsx, to_docx])
def test_the_same_table_gives_the_same_bytes(render):
    assert render(table()) == render(table())


@pytest.mark.parametrize("render", [to_xlsx, to_docx])
def test_no_author_and_no_clock_in_the_file(render):
    core = zip_part(render(table()), "docProps/core.xml").decode()
    assert "<dc:creator/>" in core
    assert "created" not in core
    assert "<dc:language>ky-KG</dc:language>" in core


def test_characters_no_xml_may_hold_are_left_out():
    assert word_cells(to_docx(with_text("а\x00\x1bб\x0b\ufffe")))[1] == ["1", "аб", ""]


def narrow(heading):
    """The table of this page with one more heading, over a column of 13 mm."""
    made = table()
    made["columns"][0] |= {"heading": heading, "width": 6}
    return to_docx(made)


def test_words_of_a_narrow_heading_break_at_syllables_in_word_too():
    data = narrow("Катталуу тартиби")
    head = opened_word(data).tables[0].rows[0].cells[0]
    pieces = [one.text for one in head._tc.iter(qn("w:t"))]
    assert len(pieces) > 2 and all(re.search("[аоуыиэеөү]", piece) for piece in pieces)
    assert "".join(pieces) == "Катталуу тартиби" == word_cells(data)[0][0]
    assert "Катталуу тартиби" in str(read_tables(data, "a.docx")[0].to_plain())


def test_control_a_heading_that_fits_has_no_place_to_break():
    assert b"softHyphen" not in zip_part(narrow("№"), "word/document.xml")

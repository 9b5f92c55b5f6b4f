"""OpenDocument and RTF as bodies have them: what is merged, hidden, repeated or computed."""

import pytest

from office.imports.package import UnreadableFile
from office.imports.tables import read_tables
from risks.imports import RiskListReading
from tests.files import zipped

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def open_sheet(rows, styles="", attributes='table:name="Барак"', kind="spreadsheet"):
    xml = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><table:table {attributes}>{rows}</table:table></office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": xml})


def cell(text, attributes=""):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def read_rows(data, name="a.ods"):
    return [found.cells for found in read_tables(data, name)[0].rows]


def test_a_cell_merged_over_rows_is_read_in_each():
    covered = "<table:covered-table-cell/>"
    data = open_sheet(row(cell("Кадр", 'table:number-rows-spanned="2"'), cell("а")) + row(covered, cell("б")))
    [table] = read_tables(data, "a.ods")
    assert [(found.cells, found.merged_down) for found in table.rows] == [
        (["Кадр", "а"], set()),
        (["Кадр", "б"], {0}),
    ]


def test_hidden_sheets_and_rows_are_named():
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    data = open_sheet(
        row(cell("а"), attributes='table:visibility="collapse"'),
        style,
        'table:name="Барак" table:style-name="ta1"',
    )
    [table] = read_tables(data, "a.ods")
    assert (table.hidden, table.rows[0].remarks) == (True, ["hidden"])


def test_a_day_and_a_formula_are_read_as_they_are_meant():
    data = open_sheet(
        row(
            cell("12 янв", 'office:value-type="date" office:date-value="2026-01-12"'),
            cell("3", 'table:formula="of:=1+2"'),
        )
    )
    [table] = read_tables(data, "a.ods")
    assert (table.rows[0].cells, table.rows[0].formulas) == (["12.01.2026", "3"], {1: "=1+2"})


@pytest.mark.parametrize(
    ("day", "shown", "read"),
    [
        ("2026-04-08", "апрель 2026", "апрель 2026"),
        ("2026-12-31", "2026", "2026"),
        ("2026-04-04", "04/2026", "04/2026"),
        ("2026-04-26", "26.04.26", "26.04.2026"),
        ("2026-04-04", "4 апр. 26", "04.04.2026"),
        ("2026-02-01", "1.2", "01.02.2026"),
        ("2026-02-01", "", "01.02.2026"),
    ],
)
def test_a_day_is_read_where_its_cell_shows_one(day, shown, read):
    found = cell(shown, f'office:value-type="date" office:date-value="{day}"')
    assert read_rows(open_sheet(row(found))) == [[read]]


def test_remarks_and_deleted_words_are_no_text():
    deleted = "<text:tracked-changes><text:p>өчкөн</text:p></text:tracked-changes>"
    note = "<office:annotation><text:p>эскертүү</text:p></office:annotation>"
    data = open_sheet(row(f"<table:table-cell><text:p>а{deleted}</text:p>{note}</table:table-cell>"))
    assert read_rows(data) == [["а"]]


def test_empty_rows_are_counted_and_not_kept():
    data = open_sheet(
        row("<table:table-cell/>", attributes='table:number-rows-repeated="4"') + row(cell("а"))
    )
    assert [found.number for found in read_tables(data, "a.ods")[0].rows] == [5]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(cell("а"), attributes='table:number-rows-repeated="1000000"'), "cells"),
        (row(cell("а", 'table:number-columns-repeated="1024"')), "columns"),
        (row(cell("", 'table:formula="1"'), attributes='table:number-rows-repeated="9999999"'), None),
    ],
)
def test_what_unfolds_beyond_a_list_is_refused(rows, code):
    if code is None:
        assert len(read_tables(open_sheet(rows), "a.ods")[0].rows) == 1
        return
    with pytest.raises(UnreadableFile) as refused:
        read_tables(open_sheet(rows), "a.ods")
    assert refused.value.code == code


def test_a_document_type_and_a_password_are_refused():
    locked = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "x",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
        }
    )
    bomb = zipped({"content.xml": '<!DOCTYPE a [<!ENTITY l "ha">]><a>&l;</a>'}, open_sheet(""))
    codes = []
    for data in (locked, bomb):
        with pytest.raises(UnreadableFile) as refused:
            read_tables(data, "a.odt")
        codes.append(refused.value.code)
    assert codes == ["encrypted", "damaged"]


# --- Lists, notes and what is hidden in OpenDocument --------------------------------------------------------


def open_styles(styles):
    return {"styles.xml": f"<office:document-styles {SPACES}>{styles}</office:document-styles>"}


def list_cell(style, level=1, text="", attributes="", start=""):
    begin = f'<text:list text:style-name="{style}" {attributes}>' + "<text:list-item><text:list>" * (
        level - 1
    )
    item = f"<text:list-item {start}><text:p>{text}</text:p></text:list-item>"
    end = "</text:list></text:list-item>" * (level - 1)
    return f"<table:table-cell>{begin}{item}{end}</text:list></table:table-cell>"


NUMBERS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"'
    ' style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1"'
    ' style:num-suffix="." text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="K"><text:list-level-style-number text:level="1" text:start-value="3"'
    ' style:num-format="а, б, .., аа, аб, ..." style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    "</text:list-style>"
)


def test_open_numbers_of_lists_whose_style_is_named_in_the_other_part():
    more = 'text:continue-numbering="true"'
    rows = "".join(
        row(*cells)
        for cells in (
            (list_cell("L"), list_cell("K", text="а")),
            (list_cell("L", 2, attributes=more), list_cell("B", text="б")),
            (list_cell("L", 2, attributes=more), cell("в")),
            (list_cell("L", attributes=more), list_cell("K", text="г", attributes=more)),
            (list_cell("L", attributes=more, start='text:start-value="9"'), cell("д")),
        )
    )
    data = zipped(open_styles(NUMBERS), open_sheet(rows, kind="text"))
    assert read_rows(data, "a.odt") == [["1", "в) а"], ["1.1", "б"], ["1.2", "в"], ["2", "г) г"], ["9", "д"]]


def test_open_notes_stand_in_brackets_and_are_no_part_of_a_number():
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>4</text:note-citation>'
        "<text:note-body><text:p>бул эскертме</text:p></text:note-body></text:note>"
    )
    assert read_rows(open_sheet(row(cell(f"2{note}"), cell("а")), kind="text"), "a.odt") == [
        ["2 [бул эскертме]", "а"]
    ]


def test_open_struck_and_hidden_words_and_columns_and_ticks():
    styles = (
        '<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/>'
        "</style:style>"
        '<style:style style:name="T" style:parent-style-name="S"/>'
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="W"><style:text-properties style:font-name="Wingdings"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = (
        row(cell('<text:span text:style-name="T">эски</text:span>'), cell("сыр"))
        + row(cell('<text:span text:style-name="H">көмүскө</text:span>'))
        + row(cell("үч", 'table:style-name="S"'), cell('<text:span text:style-name="W">\uf0fe</text:span>'))
    )
    [table] = read_tables(open_sheet(columns + rows, styles), "a.ods")
    assert [found.remarks for found in table.rows] == [["struck-text"], ["hidden-text"], ["struck-text"]]
    assert (table.hidden_columns, table.rows[2].cells) == ("B", ["үч", "☑"])


# --- RTF ---------------------------------------------------------------------------------------------------


def rtf(body, head=r"{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset0 Arial;}}"):
    return rb"{\rtf1\ansi\ansicpg1252" + head.encode() + body.encode("cp1251") + b"}"


def rtf_row(*cells, edges=(1000, 2000, 3000), marks=("", "", "")):
    places = "".join(
        f"\\{mark}\\cellx{edge}" if mark else f"\\cellx{edge}"
        for mark, edge in zip(marks, edges, strict=True)
    )
    return rf"\trowd{places}\pard\intbl " + "".join(rf"{text}\cell " for text in cells) + r"\row "


def test_rtf_letters_are_those_of_their_font():
    data = rtf(r"\f0 " + rtf_row(r"\'c0\'f1\'e0\'ed", r"\u1257?\u1199?", r"\f1 caf\'e9"))
    assert read_rows(data, "a.rtf") == [["Асан", "өү", "café"]]


def test_rtf_rows_stand_in_the_columns_of_their_edges():
    data = rtf(
        rtf_row("№", "Иш", "Ким")
        + rtf_row("Башкы бөлүк".encode("cp1251", "ignore").decode("cp1251"), edges=(3000,), marks=("",))
        + rtf_row("1", "а", "б", edges=(1010, 1990, 3000))
    )
    [table] = read_tables(data, "a.rtf")
    assert [(len(found.cells), found.spans) for found in table.rows] == [(3, {}), (3, {0: 3}), (3, {})]


def test_rtf_cells_merged_down_and_words_around_a_table():
    data = rtf(
        r"\pard Тизме\par "
        + rtf_row("1", "Кадр", "а", marks=("", "clvmgf", ""))
        + rtf_row("2", "", "б", marks=("", "clvmrg", ""))
        + r"\pard Башчы\par "
    )
    [table] = read_tables(data, "a.rtf")
    assert (table.above, table.below) == ("Тизме", "Башчы")
    assert [(found.cells, found.merged_down) for found in table.rows] == [
        (["1", "Кадр", "а"], set()),
        (["2", "Кадр", "б"], {1}),
    ]


def test_rtf_programs_and_deleted_words_are_no_text():
    data = rtf(rtf_row(r"{\*\fldinst MACRO}{\deleted жок}бар", r"{\pict ffd8}", "а"))
    assert read_rows(data, "a.rtf") == [["бар", "", "а"]]


def test_a_list_in_rtf_opens_by_hand():
    data = rtf(rtf_row("№", "Иш", "Степень") + rtf_row("1", "Кезек", "орточо"))
    found = RiskListReading.of_tables(read_tables(data, "a.rtf"))
    assert [column.key for column in found.mapping] == ["number", "", "level"]


def test_rtf_list_in_a_cell_stays_in_it():
    """`pard` of a list's own number is that number's alone (as LibreOffice 7.4 and Word write it)."""
    label = r"{\listtext\pard\plain \f2\u-3913?\tab}"
    cell = rf"бир\par \pard\intbl{label} эки\par \pard\intbl{label} үч".replace("ү", r"\u1199?")
    fonts = r"{\fonttbl{\f0\fcharset204 Times;}{\f2\fcharset2 Symbol;}}"
    number = r"{\listtext\pard\plain 7.\tab}"
    [table] = read_tables(rtf(rtf_row(number, cell, "а") + rtf_row("8", "б", "в"), fonts), "a.rtf")
    assert [found.cells for found in table.rows] == [["7", "бир\nэки\nүч", "а"], ["8", "б", "в"]]


def test_rtf_notes_and_boxes_keep_their_words():
    note = r"{\super \chftn{\*\footnote \chftn\pard\plain { }{бул эскертме}}}"
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 0}}{\shptxt\pard кутуда\par \pard}}}"
    data = rtf(rtf_row(rf"2{note}", rf"сырт {box}", "а") + rtf_row("3", "б", "в"))
    assert read_rows(data, "a.rtf") == [["2 [бул эскертме]", "сырт\nкутуда", "а"], ["3", "б", "в"]]


def test_rtf_numbers_of_ten_digits_leave_no_digit_in_the_words():
    inserted = r"{\revised\revauth1\revdttm-2015295488 5}"
    assert read_rows(rtf(rtf_row(inserted, "а", "б")), "a.rtf") == [["5", "а", "б"]]


def test_rtf_struck_and_hidden_words_and_ticks():
    fonts = r"{\fonttbl{\f0\fcharset204 Times;}{\f6\fnil\fcharset2 Wingdings;}}"
    struck = rtf_row(r"1", r"{\strike эски}{\strike0 жа}", r"{\f6 \u-3842?} бар")
    data = rtf(struck + rtf_row("2", r"{\v сыр}", "а") + rtf_row("3", "б", "в"), fonts)
    [table] = read_tables(data, "a.rtf")
    assert [found.remarks for found in table.rows] == [["struck-text"], ["hidden-text"], []]
    assert table.rows[0].cells[2] == "☑ бар"

"""Fields in fields, styles on styles, footnotes of headings, deletions in tables: a Word paper is read, and
its reading copy says, what Word shows. LibreOffice writes the same papers and is read too.
"""

import io

import docx
import pytest

from office.files.metadata_worker import wash_file
from office.imports.paragraphs import read_lines
from office.imports.tables import read_tables
from tests.libreoffice import Office
from tests.office.test_word_reading import (
    BY,
    IN_STYLE,
    ONE,
    cell,
    definition,
    level,
    numbering,
    paper,
    plain,
    point,
    row,
    run,
    style,
)

# --- Fields -----------------------------------------------------------------------------------------------


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(words, about=""):
    return f'<w:r>{about}<w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def shows(instruction, result):
    """A field with its result."""
    return mark("begin") + instruction + mark("separate") + result + mark("end")


OLD_CHOICE = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="орточо"/></w:ddList>'
    '</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
MERGED = shows(code(" MERGEFIELD жынысы "), run("эркек"))
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
SHOWN = {
    "a field in the condition of another": (
        shows(code(" IF ") + MERGED + code(' = "эркек" "мырза" "айым" '), run("мырза")) + run(" Асанов"),
        "мырза Асанов",
    ),
    "a field in the result of another": (
        shows(code(" HYPERLINK x "), run("кара: ") + shows(code(" PAGEREF a "), run("5"))),
        "кара: 5",
    ),
    "a formula over a field": (
        shows(code(" = ") + shows(code(" NUMPAGES "), run("7")) + code(" - 1 "), run("6")) + run(" барак"),
        "6 барак",
    ),
    "an instruction in hidden runs": (
        shows(code(" IF ", HIDDEN) + MERGED + code(' = "а" "б" "в"', HIDDEN), run("б")),
        "б",
    ),
    "a field that has no result": (
        run("сөз") + mark("begin") + code(" XE ") + run("көрсөткүч") + mark("end"),
        "сөз",
    ),
    "a field that keeps its result to itself": (
        shows(code(' SET кимге "Асанов" '), run("Асанов")) + run("Кимге: Асанов"),
        "Кимге: Асанов",
    ),
    "a choice in the condition": (
        shows(
            code(" IF ") + OLD_CHOICE + code(' = "орто" "а" "б" '),
            run("а"),
        ),
        "а",
    ),
    "a field without an end": (mark("begin") + run("калган сөз"), "калган сөз"),
    "all of a field in one run": (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DATE </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>08.04.2026</w:t><w:fldChar w:fldCharType="end"/></w:r>',
        "08.04.2026",
    ),
}


@pytest.mark.parametrize("case", SHOWN)
def test_of_a_field_its_result_is_read(case):
    content, words = SHOWN[case]
    body = f"<w:p>{content}</w:p><w:tbl>{row(cell(content=f'<w:p>{content}</w:p>'))}</w:tbl><w:p/>"
    for paper_or_copy in (paper(body), wash_file(paper(body))[1]):
        assert read_lines(paper_or_copy, "a.docx") == [f"{words}\n"] * 2
        assert read_tables(paper_or_copy, "a.docx")[0].rows[0].cells == [words]


def test_hidden_result_is_read_and_remarked():
    hidden = f"<w:r>{HIDDEN}<w:t>сыр</w:t></w:r>"
    body = f"<w:tbl>{row(cell(content=f'<w:p>{shows(code(" REF a "), hidden)}</w:p>'))}</w:tbl>"
    (line,) = read_tables(paper(body), "a.docx")[0].rows
    assert (line.cells, line.remarks) == (["сыр"], ["hidden-text"])


# --- Styles on styles -------------------------------------------------------------------------------------

CHAPTERS = definition(
    1,
    level(0, "upperRoman", "%1.", more='<w:pStyle w:val="Glava"/>'),
    level(1, "decimal", "%2.", more='<w:pStyle w:val="Punkt"/>'),
) + numbering(1, 1)
GLAVA = style("Glava", IN_STYLE)
STYLES = {
    "the level of a style that takes its list from another": (
        CHAPTERS,
        GLAVA
        + style("Punkt", "<w:numPr><w:ilvl w:val='1'/></w:numPr>", "Glava")
        + style("Inner", "", "Punkt"),
        [
            plain("Жалпы жоболор", "Glava"),
            plain("2026-жылдын 1-мартынан тартып жазылат.", "Punkt"),
            plain("Белек алынбайт.", "Inner"),
        ],
        ["I. Жалпы жоболор", "1. 2026-жылдын 1-мартынан тартып жазылат.", "2. Белек алынбайт."],
    ),
    "a style that takes the number away": (
        ONE,
        style("Punkt", IN_STYLE)
        + style("Plain", "<w:numPr><w:numId w:val='0'/></w:numPr>", "Punkt")
        + style("Plainer", "", "Plain"),
        [plain("Бир.", "Punkt"), plain("Сөз.", "Plain"), plain("Сөз.", "Plainer"), plain("Эки.", "Punkt")],
        ["1. Бир.", "Сөз.", "Сөз.", "2. Эки."],
    ),
}


@pytest.mark.parametrize("case", STYLES)
def test_number_comes_down_the_chain_of_styles(case, tmp_path):
    lists, styles, body, lines = STYLES[case]
    content = paper("".join(body), lists, styles)
    saved = Office(tmp_path).save_all({"a.docx": content}, [("a.docx", "b.docx"), ("a.docx", "a.txt")])
    assert [line.strip() for line in read_lines(content, "a.docx")] == lines
    assert [line.strip() for line in read_lines(saved["b.docx"], "b.docx")] == lines
    shown = saved["a.txt"].decode("utf-8-sig").splitlines()
    assert [" ".join(line.split()) for line in shown if line] == lines


# --- Deletions in tables ----------------------------------------------------------------------------------


def deleted(content):
    return f"<w:del {BY}>{content}</w:del>"


def paragraph(content, mark_deleted=False, about=""):
    end = f"<w:rPr><w:del {BY}/></w:rPr>" if mark_deleted else ""
    return f"<w:p><w:pPr>{about}{end}</w:pPr>{content}</w:p>"


OLD_WORDS = '<w:r><w:delText xml:space="preserve">эски </w:delText></w:r>'
OLD_TICK = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
CELLS = {
    "words, ticks and choices": (
        paragraph(deleted(OLD_WORDS + OLD_TICK + OLD_CHOICE) + run("жогорку")),
        ["жогорку"],
    ),
    "breaks": (
        paragraph(run("Ко") + deleted("<w:r><w:br/><w:tab/></w:r>") + run("оз")),
        ["Кооз"],
    ),
    "a hyphen": (paragraph(run("281") + deleted("<w:r><w:noBreakHyphen/></w:r>") + run("-б")), ["281-б"]),
    "the end of a paragraph": (paragraph(run("Кый"), mark_deleted=True) + plain("мат"), ["Кыймат"]),
    "the ends of two": (
        paragraph(run("Кый"), mark_deleted=True) + paragraph(run("мат"), mark_deleted=True) + plain("туу"),
        ["Кыйматтуу"],
    ),
    "words moved away": (
        paragraph(run("калды") + f"<w:moveFrom {BY}>{run(' көчтү')}</w:moveFrom>"),
        ["калды"],
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_what_is_deleted_in_a_cell_is_not_read(case):
    content, lines = CELLS[case]
    body = f"<w:tbl>{row(cell('1'), cell(content=content))}</w:tbl><w:p/>"
    for paper_or_copy in (paper(body), wash_file(paper(body))[1]):
        assert [line.cells for line in read_tables(paper_or_copy, "a.docx")[0].rows] == [["1", *lines]]
        assert read_lines(paper_or_copy, "a.docx") == ["1\n", *(f"{line}\n" for line in lines)]


GONE = row(cell(content=point("эски")), more=f"<w:del {BY}/>")
TABLE = f"<w:tbl>{row(cell(content=point('бир')))}{GONE}{row(cell(content=point('эки')))}</w:tbl><w:p/>"


def test_deleted_row_is_skipped_and_takes_no_number():
    rows = read_tables(paper(TABLE, ONE), "a.docx")[0].rows
    assert [(line.cells, line.remarks) for line in rows] == [
        (["1. бир"], []),
        ([], ["deleted"]),
        (["2. эки"], []),
    ]
    assert read_lines(paper(TABLE, ONE), "a.docx") == ["1. бир\n", "2. эки\n"]


def test_deleted_row_and_cell_stay_away_in_the_copy(tmp_path):
    """The marks of a revision go in the wash; with them alone the row would be back."""
    gone = row(cell("а"), cell("эски", f"<w:cellDel {BY}/>"), cell("б"))
    copy = wash_file(paper(TABLE + f"<w:tbl>{gone}</w:tbl><w:p/>", ONE))[1]
    tables = docx.Document(io.BytesIO(copy)).tables
    texts = [[one.text for line in table.rows for one in line.cells] for table in tables]
    assert texts == [["бир", "эки"], ["а", "б"]]
    assert "copy" in Office(tmp_path).convert({"copy.docx": copy}, "txt:Text (encoded):UTF8")


def test_table_whose_rows_are_all_deleted_goes():
    copy = wash_file(paper(f"<w:tbl>{GONE}</w:tbl><w:p/>{plain('Сөз.')}", ONE))[1]
    opened = docx.Document(io.BytesIO(copy))
    assert (opened.tables, [one.text for one in opened.paragraphs if one.text]) == ([], ["Сөз."])


def test_end_of_a_section_stays_though_its_mark_is_deleted():
    section = paragraph(run("Бир"), mark_deleted=True).replace(
        "</w:rPr></w:pPr>", "</w:rPr><w:sectPr/></w:pPr>"
    )
    copy = wash_file(paper(section + plain("Эки")))[1]
    assert [one.text for one in docx.Document(io.BytesIO(copy)).paragraphs if one.text] == ["Бир", "Эки"]


def test_deletions_that_libreoffice_writes_are_not_read(tmp_path):
    body = (
        f"<w:tbl>{''.join(row(cell(str(n)), cell(content=one[0])) for n, one in enumerate(CELLS.values()))}"
    )
    written = Office(tmp_path).save_all({"a.docx": paper(body + "</w:tbl><w:p/>")}, [("a.docx", "b.docx")])
    rows = read_tables(written["b.docx"], "b.docx")[0].rows
    assert [line.cells[1] for line in rows] == [lines[0] for _content, lines in CELLS.values()]

"""A corpus of papers and workbooks whose every word and number is known, to be written by other programs and
read back.

Each is made of one `random.Random`: hypothesis's own, or that of a number.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape

import docx
from openpyxl import Workbook

from tests.files import document_bytes
from tests.office import letters

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
WORDS = (
    "Арык өкмөтү көчөнү бүлө үңкүр жаңы мектеп жөнүндө токтом кызматкер белек «Достук» Ысык-Көл ё-маё Баткен "
    "район щебень ЭҢБЕК Ө Ү Ң"
).split()
NUMBERS = (
    "1.1 1.10 12,5 07 35% 2026-жылдын 08.04.2026 281-р № 3.2.1 0,05 18:30 1234567 -5 17/2026 I–IV 5-класс "
    "0555121212 100.000"
).split()


@dataclass(frozen=True)
class Paper:
    """The blocks of a text, each a paragraph [run], a point of a list («point», text) or a table [[cell]]."""

    blocks: list

    @property
    def words(self) -> list[str]:
        """Every word and number in the order in which it is read."""
        return [word for block in self.blocks for text in texts_of(block) for word in text.split()]

    @property
    def tables(self) -> list[list[list[str]]]:
        return [block for block in self.blocks if isinstance(block[0], list)]


def texts_of(block):
    if block[0] == "point":
        return [block[1]]
    if isinstance(block[0], list):
        return [cell for row in block for cell in row]
    return [" ".join(block)]


def phrase(random, most=5) -> str:
    return " ".join(random.choice(WORDS + NUMBERS) for _word in range(random.randint(1, most)))


def make_paper(random) -> Paper:
    """Paragraphs, points and tables in any order, a paragraph after each table: of two tables without one
    between them LibreOffice makes one in .rtf and .doc, and of one at the end of a .doc a line.
    """
    makers = (
        lambda: [phrase(random) for _run in range(random.randint(1, 3))],
        lambda: ("point", phrase(random)),
        lambda: make_table(random),
    )
    blocks = [random.choice(makers)() for _block in range(random.randint(1, 6))]
    parted = [part for block in blocks for part in (block, *[[phrase(random)]] * isinstance(block[0], list))]
    return Paper(parted)


def make_table(random):
    width = random.randint(1, 4)
    return [[phrase(random, 3) for _cell in range(width)] for _row in range(random.randint(1, 3))]


# --- A text -------------------------------------------------------------------------------------------------


def word_paper(paper: Paper) -> bytes:
    """By python-docx: each run of a paragraph of another weight."""
    document = docx.Document()
    for block in paper.blocks:
        if block[0] == "point":
            document.add_paragraph(block[1], style="List Number")
        elif isinstance(block[0], list):
            table = document.add_table(len(block), len(block[0]))
            for line, cells in zip(table.rows, block, strict=True):
                for cell, text in zip(line.cells, cells, strict=True):
                    cell.text = text
        else:
            paragraph = document.add_paragraph()
            for place, text in enumerate(block):
                paragraph.add_run(" " * bool(place) + text).bold = bool(place % 2)
    return document_bytes(document)


BOLD = (
    '<office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties '
    'fo:font-weight="bold"/></style:style></office:automatic-styles>'
)


def body_of(paper: Paper) -> str:
    """The body of an OpenDocument text."""
    return "".join(open_block(block) for block in paper.blocks)


def open_block(block) -> str:
    if block[0] == "point":
        return f"<text:list><text:list-item><text:p>{escape(block[1])}</text:p></text:list-item></text:list>"
    if isinstance(block[0], list):
        rows = "".join(
            f"<table:table-row>{''.join(open_cell(text) for text in row)}</table:table-row>" for row in block
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(block[0])}"/>'
        return f"<table:table>{columns}{rows}</table:table>"
    runs = [
        f'<text:span text:style-name="B">{escape(text)}</text:span>' if place % 2 else escape(text)
        for place, text in enumerate(block)
    ]
    return f"<text:p>{' '.join(runs)}</text:p>"


def open_cell(text) -> str:
    return f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"


def flat_text(paper: Paper) -> bytes:
    return letters.flat("text", body_of(paper), BOLD)


# --- A workbook ---------------------------------------------------------------------------------------------

# How a number is kept: its attributes in OpenDocument, its value and format in Excel, what is shown.
VALUES = {
    "plain": ('office:value-type="float" office:value="1.1"', 1.1, "General", "1.1"),
    "whole": ('office:value-type="float" office:value="2026"', 2026, "General", "2026"),
    "percent": ('office:value-type="percentage" office:value="0.35"', 0.35, "0%", "35%"),
    "two": ('office:value-type="float" office:value="1.5"', 1.5, "0.00", "1.50"),
    "leading": ('office:value-type="float" office:value="7"', 7, "00", "07"),
    "day": ('office:value-type="date" office:date-value="2026-04-08"', 46120, "dd.mm.yyyy", "08.04.2026"),
    "hour": ('office:value-type="time" office:time-value="PT08H30M00S"', 8.5 / 24, "h:mm", "8:30"),
}
STYLES = """<office:automatic-styles>
<number:percentage-style style:name="Npercent"><number:number number:decimal-places="0"
 number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:number-style style:name="Ntwo"><number:number number:decimal-places="2"
 number:min-decimal-places="2" number:min-integer-digits="1"/></number:number-style>
<number:number-style style:name="Nleading"><number:number number:decimal-places="0"
 number:min-integer-digits="2"/></number:number-style>
<number:date-style style:name="Nday"><number:day number:style="long"/><number:text>.</number:text>
<number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/>
</number:date-style>
<number:time-style style:name="Nhour"><number:hours/><number:text>:</number:text><number:minutes
 number:style="long"/></number:time-style>"""
STYLES += "".join(
    f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N{name}"/>'
    for name in ("percent", "two", "leading", "day", "hour")
)
STYLES += "</office:automatic-styles>"


def make_sheet(random) -> list[list[str]]:
    """Rows of cells, each a key of `VALUES` or a text; the first cell of a row is a text."""
    return [
        [phrase(random), *(random.choice([*VALUES, phrase(random)]) for _cell in range(random.randint(1, 4)))]
        for _row in range(random.randint(1, 5))
    ]


def shown_cells(sheet) -> list[list[str]]:
    return [[VALUES[cell][3] if cell in VALUES else cell for cell in row] for row in sheet]


def excel_sheet(sheet) -> bytes:
    """By openpyxl."""
    book = Workbook()
    for line, row in enumerate(sheet, start=1):
        for column, text in enumerate(row, start=1):
            cell = book.active.cell(line, column)
            if text in VALUES:
                _attributes, cell.value, cell.number_format, _shown = VALUES[text]
            else:
                cell.value, cell.data_type = text, "s"
    return document_bytes(book)


def flat_sheet(sheet) -> bytes:
    rows = "".join(
        f"<table:table-row>{''.join(sheet_cell(cell) for cell in row)}</table:table-row>" for row in sheet
    )
    return letters.flat("spreadsheet", f'<table:table table:name="Т">{rows}</table:table>', STYLES)


def sheet_cell(cell) -> str:
    if cell not in VALUES:
        return (
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        )
    attributes, _value, _format, shown = VALUES[cell]
    style = f'table:style-name="{cell}" ' if cell not in ("plain", "whole") else ""
    return f"<table:table-cell {style}{attributes}><text:p>{shown}</text:p></table:table-cell>"

"""A table declared once: its columns, headings to the letter, widths and notes; and that table as CSV, Excel and Word.

`Sheet` is the declaration. `Sheet.table(…)` fills it and gives a *table*: a plain JSON-able dict that stands on its own, so it can be
frozen as an annex, hashed and rendered years later when the declaration has changed. Renderers know tables, not sheets:

    {"form": "risks/village-list", "language": "ky", "title": "…", "orientation": "landscape",
     "columns": [{"key": "number", "heading": "№", "width": 10, "numeric": true}, …],
     "groups": [{"heading": "Кызмат көрсөтүү функциясы", "rows": [{"number": "1", "function": "…", …}, …]}, …],
     "notes": ["Эскертүү:", …]}

The screen, the PDF template and the importer read the same columns. Pure: no database, no models.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import writer as csv_writer
from dataclasses import dataclass
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Table = dict[str, Any]
NUMBER = "number"  # key of the row number: filled by `Sheet.table`, from 1 in each group
KEY = "id"  # the hidden key of a row: no column, so nothing prints it; two editions know a row again by it


@dataclass(frozen=True)
class Column:
    """One column of a form. `heading` is the act's text to the letter; `{words}` in it are filled by `Sheet.table`.

    `width` is in millimetres of the paper's printable width, or any share of it: renderers scale. `aliases` are other headings by
    which an importer knows the column: the sample's wording, corrected spelling, Russian.
    """

    key: str
    heading: str
    width: float
    numeric: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A register or an official form. `form` is its name on the command line («risks/annex-1»)."""

    form: str
    title: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    orientation: str = "landscape"

    def table(
        self,
        groups: Iterable[tuple[str, Iterable[Mapping[str, str]]]],
        *,
        title: str | None = None,
        language: str = "ky",
        **meta: Any,
    ) -> Table:
        """The filled form. `groups` are (heading or "", rows); a row has a text for every column but the number, and perhaps its `KEY`.

        `meta` fills the `{words}` of title and headings and stays in the table. Beside the key only declared columns get in, so nothing
        slips out with an export. Raises KeyError for a missing word or cell.
        """
        return {
            **meta,
            "form": self.form,
            "language": language,
            "title": self.title.format(**meta) if title is None else title,
            "orientation": self.orientation,
            "columns": [self._head(column, meta) for column in self.columns],
            "groups": [{"heading": heading, "rows": self._rows(rows)} for heading, rows in groups],
            "notes": list(self.notes),
        }

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    @staticmethod
    def _head(column: Column, words: Mapping[str, Any]) -> dict[str, Any]:
        heading = column.heading.format(**words)
        return {"key": column.key, "heading": heading, "width": column.width, "numeric": column.numeric}

    def _rows(self, rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
        return [
            {
                column.key: str(n) if column.key == NUMBER else printable(row[column.key])
                for column in self.columns
            }
            | ({KEY: row[KEY]} if KEY in row else {})
            for n, row in enumerate(rows, start=1)
        ]


UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """`text` without the characters no XML file may hold."""
    return UNPRINTABLE.sub("", text)


def canonical(table: Table) -> bytes:
    """The one byte form of a table: JSON, sorted keys, UTF-8, no spaces. What is frozen, hashed and published."""
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(table: Table) -> str:
    """Hexadecimal sha256 of `canonical(table)`."""
    return hashlib.sha256(canonical(table)).hexdigest()


def _keys(table: Table) -> list[str]:
    return [column["key"] for column in table["columns"]]


def _widths(table: Table, total: float) -> list[float]:
    """Column widths scaled so that they fill `total`."""
    widths = [column["width"] for column in table["columns"]]
    return [width * total / sum(widths) for width in widths]


# --- CSV -------------------------------------------------------------------------------------------------------------

FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """`text` with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def to_csv(table: Table) -> bytes:
    """UTF-8 with its mark, commas, CRLF: headings, then rows; a group heading stands alone in its first cell."""
    keys = _keys(table)
    out = io.StringIO(newline="")
    lines = csv_writer(out)
    lines.writerow([guarded(column["heading"]) for column in table["columns"]])
    for group in table["groups"]:
        if group["heading"]:
            lines.writerow([guarded(group["heading"]), *[""] * (len(keys) - 1)])
        lines.writerows([guarded(row[key]) for key in keys] for row in group["rows"])
    return out.getvalue().encode("utf-8-sig")


# --- Excel -----------------------------------------------------------------------------------------------------------

FONT = "Times New Roman"
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SHEET_WIDTH = 160  # of all columns, in characters, as Excel measures
MAX_CELL = 32_767  # characters Excel keeps in a cell; openpyxl would cut the rest without a word


def to_xlsx(table: Table) -> bytes:
    """The table as it prints: title, headings repeated on every page, group rows merged. Every cell is text, none a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Тизмек"
    width = len(table["columns"])
    for letter, mm in enumerate(_widths(table, SHEET_WIDTH), start=1):
        sheet.column_dimensions[get_column_letter(letter)].width = round(mm, 2)
    row = _wide_row(sheet, 1, width, table["title"], bold=True, centre=True)
    row = _heading_row(sheet, row + 1, table)
    for group in table["groups"]:
        row = _group_rows(sheet, row, table, group)
    for place, note in enumerate(table["notes"], start=row + 1):
        _wide_row(sheet, place, width, note)
    _xlsx_page(sheet, table, heading_row=3)
    out = io.BytesIO()
    book.save(out)
    return _stable(out.getvalue(), table)


def _write(
    sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, centre: bool = False
) -> Any:
    if len(text) > MAX_CELL:
        raise ValueError(f"a cell of {len(text)} characters does not fit into Excel")
    cell: Any = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"  # openpyxl would write «=…» as a formula
    cell.font = Font(name=FONT, size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if centre else "left")
    cell.quotePrefix = bool(FORMULA.match(text))  # stays text even after someone edits it
    return cell


def _wide_row(
    sheet: Worksheet, row: int, width: int, text: str, *, bold: bool = False, centre: bool = False
) -> int:
    """One text over all columns. Programs do not grow a merged row, so its height is set: 100 characters to a line."""
    _write(sheet, row, 1, text, bold=bold, centre=centre)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[row].height = 15 * sum(1 + len(line) // 100 for line in text.split("\n"))
    return row + 1


def _heading_row(sheet: Worksheet, row: int, table: Table) -> int:
    for place, column in enumerate(table["columns"], start=1):
        _write(sheet, row, place, column["heading"], bold=True, centre=True).border = BOX
    _fit_height(sheet, row, [column["heading"] for column in table["columns"]], table)
    return row + 1


def _fit_height(sheet: Worksheet, row: int, texts: Sequence[str], table: Table) -> None:
    """Height for the tallest cell: LibreOffice does not grow rows by itself. A tenth of each line is lost to long words."""
    widths = _widths(table, 0.9 * SHEET_WIDTH)
    lines = [
        sum(1 + int(len(line) / width) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    sheet.row_dimensions[row].height = min(15 * max(lines), 409)  # Excel's own limit


def _group_rows(sheet: Worksheet, row: int, table: Table, group: Table) -> int:
    if group["heading"]:
        row = _wide_row(sheet, row, len(table["columns"]), group["heading"], bold=True, centre=True)
    for cells in group["rows"]:
        for place, column in enumerate(table["columns"], start=1):
            _write(sheet, row, place, cells[column["key"]], centre=column["numeric"]).border = BOX
        _fit_height(sheet, row, [cells[key] for key in _keys(table)], table)
        row += 1
    return row


def _xlsx_page(sheet: Worksheet, table: Table, heading_row: int) -> None:
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.freeze_panes = f"A{heading_row + 1}"
    sheet.page_setup.orientation = table["orientation"]
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr]


# --- Word ------------------------------------------------------------------------------------------------------------

# A4 in millimetres. The 30 mm are for the file's binding: on the left of a standing sheet, above on a lying one.
PAGES = {
    "portrait": {"size": (210, 297), "left": 30, "right": 10, "top": 20, "bottom": 20},
    "landscape": {"size": (297, 210), "left": 20, "right": 20, "top": 30, "bottom": 15},
}
LANGUAGES = {"ky": "ky-KG", "ru": "ru-RU"}


def to_docx(
    table: Table,
    *,
    heading_block: Sequence[str] = (),
    signatures: Sequence[tuple[str, str]] = (),
    mark: str = "",
) -> bytes:
    """The table as an editable Word paper, A4, Times New Roman.

    `heading_block`: lines at the upper right (annex mark or «Бекитемин» block). `signatures`: (post, initials and surname) under
    the table, each on its line. `mark`: a word over every page, such as «долбоор».
    """
    page = PAGES[table["orientation"]]
    width = page["size"][0] - page["left"] - page["right"]  # type: ignore[index]
    paper = docx.Document()
    _set_page(paper, page, mark)
    _set_style(paper, LANGUAGES[table["language"]])
    for line in heading_block:
        _line(paper, line).paragraph_format.left_indent = Mm(width * 0.65)
    title = _line(paper, table["title"], bold=True)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(11)
    paper.element.body.insert(-1, parse_xml(_table_xml(table, width)))
    for note in table["notes"]:
        _line(paper, note)
    for post, name in signatures:
        _signature(paper, post, name, width)
    out = io.BytesIO()
    paper.save(out)
    return _stable(out.getvalue(), table)


def text_to_docx(
    table: Table,
    *,
    heading_block: Sequence[str] = (),
    signatures: Sequence[tuple[str, str]] = (),
    mark: str = "",
) -> bytes:
    """A text kept as a table (`code`, `text`) as an editable Word paper: chapters as headings, points as paragraphs."""
    page = PAGES[table["orientation"]]
    width = page["size"][0] - page["left"] - page["right"]  # type: ignore[index]
    paper = docx.Document()
    _set_page(paper, page, mark)
    _set_style(paper, LANGUAGES[table["language"]])
    for line in heading_block:
        _line(paper, line).paragraph_format.left_indent = Mm(width * 0.55)
    for heading in chain([table["title"]], _text_lines(paper, table)):
        title = _line(paper, heading, bold=True)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(11)
    for post, name in signatures:
        _signature(paper, post, name, width)
    out = io.BytesIO()
    paper.save(out)
    return _stable(out.getvalue(), table)


def _text_lines(paper: Document, table: Table) -> Iterator[str]:
    """Give each chapter's heading to be written, then write its points."""
    for group in table["groups"]:
        if group["heading"]:
            yield group["heading"]
        for row in group["rows"]:
            line = _line(paper, f"{row['code']}. {row['text']}" if row["code"] else row["text"])
            line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            line.paragraph_format.first_line_indent = Mm(12.5)
            line.paragraph_format.space_after = Pt(4)


def _set_page(paper: Document, page: Mapping[str, Any], mark: str) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if page["size"][0] > page["size"][1] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Mm, page["size"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.header_distance = section.footer_distance = Mm(8)
    if mark:
        section.header.paragraphs[0].text = mark
        section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    """A number Word counts itself."""
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def _set_style(paper: Document, language: str) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    for lang in paper.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def _line(paper: Document, text: str, *, bold: bool = False) -> Any:
    paragraph = paper.add_paragraph()
    paragraph.add_run(printable(text)).bold = bold
    return paragraph


def _signature(paper: Document, post: str, name: str, width: float) -> None:
    """Post on the left, room for the pen, name on the right."""
    line = _line(paper, f"{post}\t____________________\t{name}", bold=True)
    line.paragraph_format.space_before = Pt(24)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width * 0.5), WD_TAB_ALIGNMENT.CENTER)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


TWIPS = 1440 / 25.4  # Word measures in twentieths of a point
EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
PADDING = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))


def _table_xml(table: Table, width: float) -> str:
    """The whole <w:tbl> as text: python-docx adds rows one by one and needs minutes for a long list."""
    widths = [round(mm * TWIPS) for mm in _widths(table, width)]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{PADDING}</w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_rows_xml(table, widths))}</w:tbl>"
    )


def _rows_xml(table: Table, widths: list[int]) -> Iterator[str]:
    heads = [
        _cell_xml(c["heading"], w, bold=True, centre=True, size=10)
        for c, w in zip(table["columns"], widths, strict=True)
    ]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(heads)}</w:tr>"
    for group in table["groups"]:
        if group["heading"]:
            cell = _cell_xml(group["heading"], sum(widths), bold=True, centre=True, span=len(widths))
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
        for row in group["rows"]:
            cells = (
                _cell_xml(row[column["key"]], width, centre=column["numeric"])
                for column, width in zip(table["columns"], widths, strict=True)
            )
            # a row torn by the page's end would go on without its number
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell_xml(
    text: str, width: int, *, bold: bool = False, centre: bool = False, span: int = 1, size: int = 11
) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(printable(line))}</w:t>' for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{f"<w:gridSpan w:val='{span}'/>" if span > 1 else ""}</w:tcPr>'
        f"<w:p><w:pPr>{'<w:keepNext/>' if span > 1 else ''}<w:jc w:val='{'center' if centre else 'left'}'/></w:pPr>"
        f"<w:r><w:rPr>{'<w:b/>' if bold else ''}<w:sz w:val='{2 * size}'/></w:rPr>{'<w:br/>'.join(lines)}</w:r></w:p></w:tc>"
    )


# --- both ------------------------------------------------------------------------------------------------------------

LEFT_OUT = ("docProps/thumbnail.jpeg",)


def _stable(data: bytes, table: Table) -> bytes:
    """The same archive with the same bytes for the same table: no clock, no author, no picture of a template."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename in LEFT_OUT:
                continue
            content = _core(table) if part.filename == "docProps/core.xml" else old.read(part)
            if part.filename == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _core(table: Table) -> bytes:
    title = escape(printable(" ".join(table["title"].split())))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator/>'
        f"<dc:language>{LANGUAGES[table['language']]}</dc:language></cp:coreProperties>"
    ).encode()

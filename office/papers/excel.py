"""A table as an Excel file."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from office.papers.package import FONT, stable_zip
from office.papers.sheet import FORMULA, Table, column_keys, scaled_widths

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SHEET_WIDTH = 160  # of all columns, in characters, as Excel measures
MAX_CELL = 32_767  # characters Excel keeps in a cell; openpyxl would cut the rest without a word


def to_xlsx(table: Table) -> bytes:
    """The table as it prints: title, headings repeated on every page, group rows merged.

    Every cell is text, none a formula.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Тизмек"
    width = len(table["columns"])
    for letter, mm in enumerate(scaled_widths(table, SHEET_WIDTH), start=1):
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
    return stable_zip(out.getvalue(), table)


def _write_cell(
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
    """One text over all columns.

    Programs do not grow a merged row, so its height is set: 100 characters to a line.
    """
    _write_cell(sheet, row, 1, text, bold=bold, centre=centre)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[row].height = 15 * sum(1 + len(line) // 100 for line in text.split("\n"))
    return row + 1


def _heading_row(sheet: Worksheet, row: int, table: Table) -> int:
    for place, column in enumerate(table["columns"], start=1):
        _write_cell(sheet, row, place, column["heading"], bold=True, centre=True).border = BOX
    _fit_height(sheet, row, [column["heading"] for column in table["columns"]], table)
    return row + 1


def _fit_height(sheet: Worksheet, row: int, texts: Sequence[str], table: Table) -> None:
    """Height for the tallest cell: LibreOffice does not grow rows by itself.

    A tenth of each line is lost to long words.
    """
    widths = scaled_widths(table, 0.9 * SHEET_WIDTH)
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
            _write_cell(sheet, row, place, cells[column["key"]], centre=column["numeric"]).border = BOX
        _fit_height(sheet, row, [cells[key] for key in column_keys(table)], table)
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

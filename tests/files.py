"""Files as clerks bring them: the real inputs, and small Word, Excel and zip files made for one test."""

import io
import zipfile
from pathlib import Path

import docx
from openpyxl import Workbook, load_workbook

INPUTS = Path(__file__).parent / "inputs"


def real_file(name):
    return (INPUTS / name).read_bytes()


def word_file(*tables):
    """A Word file with these tables, each a list of rows of texts."""
    paper = docx.Document()
    for rows in tables:
        table = paper.add_table(len(rows), max(map(len, rows)))
        for line, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=False):
                cell.text = text
    return document_bytes(paper)


def excel_file(rows, merge=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merge:
        book.active.merge_cells(cells)
    return document_bytes(book)


def document_bytes(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def csv_file(rows, encoding="utf-8-sig", delimiter=","):
    return "\r\n".join(delimiter.join(f'"{text}"' for text in row) for row in rows).encode(encoding)


def zipped(parts, source=None):
    """A zip of {name: bytes}; with `source` (a zip's bytes) its parts, those of the same name replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        if source:
            with zipfile.ZipFile(io.BytesIO(source)) as old:
                parts = {name: old.read(name) for name in old.namelist()} | parts
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def parts_of(content):
    """{name: bytes} of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts, plain=("mimetype",)):
    """A zip of {name: bytes}, those of `plain` not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zip_part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def opened_excel(data):
    return load_workbook(io.BytesIO(data)).active


def opened_word(data):
    return docx.Document(io.BytesIO(data))


def word_cells(data):
    """The rows of the first Word table, read by python-docx and not by our reader; a merged cell once."""
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in opened_word(data).tables[0].rows]


def sheet_of_empty_rows(count):
    """A worksheet with so many rows that hold nothing: 2 MB as a file for a million."""
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="A" sheetId="1" r:id="r"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'worksheet" Target="sheet.xml"/></Relationships>'
        ),
        "xl/sheet.xml": (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + "".join(f'<row r="{n}"/>' for n in range(1, count + 1))
            + "</sheetData></worksheet>"
        ),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return made.getvalue()

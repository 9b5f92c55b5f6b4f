"""The tables of a Word, Excel, OpenDocument, RTF, CSV or PDF file as plain rows, read without trust in it.

One reader for every importer. Nothing of the file is executed, no part of it is opened before its declared
size was looked at, and whatever is wrong with it becomes UnreadableFile with a sentence a clerk can act on.
Pure: no database, no models.
"""

import io
import zipfile

from office.deferred import load_at_call
from office.imports import package
from office.imports.csv_tables import csv_table
from office.imports.excel_tables import read_excel_tables
from office.imports.open_document import document_kind, read_open_document
from office.imports.package import (
    BROKEN,
    MAX_BYTES,
    MAX_TABLES,
    UnreadableFile,
    refuse_bomb,
)
from office.imports.rtf_tables import read_rtf_tables
from office.imports.source import SourceTable
from office.imports.word_tables import read_word_tables

read_pdf_tables = load_at_call("office.imports.pdf_tables.read_pdf_tables")
SPACE = b"\xef\xbb\xbf \r\n\t"  # before the first sign of a text


def read_tables(data: bytes, filename: str) -> list[SourceTable]:
    """Every table of the file, in its order, with at least one row of text each.

    The kind of file is decided by its content; `filename` only tells a CSV from other text. Raises
    UnreadableFile.
    """
    try:
        tables = [table for table in _read_any(data, filename) if table.rows]
    except BROKEN as error:
        raise UnreadableFile("damaged") from error
    if not tables:
        raise UnreadableFile("table")
    if len(tables) > MAX_TABLES:
        raise UnreadableFile("cells")
    return tables


def _read_any(data: bytes, filename: str) -> list[SourceTable]:
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableFile("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableFile("size")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_tables(data)
    if data.startswith(b"{\\rtf"):
        return read_rtf_tables(data)
    if data.lstrip(SPACE)[:5].lower() == b"%pdf-":
        return read_pdf_tables(data)
    refuse_by_content(data)
    if not filename.lower().endswith(".csv"):
        raise UnreadableFile("type")
    return [csv_table(data)]


def refuse_by_content(data: bytes) -> None:
    head = data[:1024].lstrip(SPACE).lower()
    if data.startswith(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    ):  # OLE: a password turns .docx into this container too
        raise UnreadableFile("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old")
    if head.startswith(b"%pdf"):
        raise UnreadableFile("pdf")
    if head.startswith((b"{\\rtf", b"<?xml")):
        raise UnreadableFile("type")
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<body")):
        raise UnreadableFile("web-page")


def _packed_tables(data: bytes) -> list[SourceTable]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_bomb(archive.infolist())
        names = {name.lower() for name in archive.namelist()}
        if not package.find_part(archive, package.TYPES):
            kind = document_kind(archive) if "mimetype" in names else ""
            if kind:
                return read_open_document(archive, kind)
            raise UnreadableFile("open-document" if "mimetype" in names else "type")
        kinds = package.ContentTypes.of(archive).all
        if any("macroenabled" in kind.lower() for kind in kinds) or any(
            name.endswith("vbaproject.bin") for name in names
        ):
            raise UnreadableFile("macros")
        family, part = package.main_part(archive)
        if family:
            return {"word": read_word_tables, "excel": read_excel_tables}[family](archive, part)
    raise UnreadableFile("type")

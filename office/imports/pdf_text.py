"""The words of a PDF page by page, as they stand in it. Read in the locked room alone."""

import io

import pypdf
from pypdf.errors import PyPdfError

from office.imports.package import UnreadableFile

MAX_PAGES = 300


def open_pdf(data: bytes) -> pypdf.PdfReader:
    """UnreadableFile for one with a password or too many pages; PyPdfError."""
    document = pypdf.PdfReader(io.BytesIO(data))
    if document.is_encrypted:
        raise UnreadableFile("encrypted")
    if len(document.pages) > MAX_PAGES:
        raise UnreadableFile("cells")
    return document


def read_pages(data: bytes) -> list[str]:
    """The text of each page; "" where a page holds a picture alone. UnreadableFile."""
    try:
        return [page.extract_text() for page in open_pdf(data).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise UnreadableFile("damaged") from trouble
